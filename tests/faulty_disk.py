"""Disks, folders and users that fail for real: what the tests of faults stand on, and whether it can be had here."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests.forked_process import POSSIBLE, Say, forked

ROOT = Path(__file__).parents[1]
NOBODY = 65534


@cache
def can_inject() -> bool:
    """Whether strace is here and may trace."""
    if shutil.which("strace") is None:
        return False
    tried = subprocess.run(["strace", "-f", "-o", os.devnull, "true"], check=False, capture_output=True)
    return tried.returncode == 0


def injected(fault: str, path: Path, code: str, *more: Path) -> str:
    """What a program says whose system calls on these paths fail as strace's ``fault`` says."""
    watched = [word for one in (path, *more) for word in ("-P", str(one))]
    command = ["strace", "-f", "-qq", "-o", os.devnull, *watched, "-e", f"inject={fault}"]
    done = subprocess.run(
        [*command, sys.executable, "-X", "utf8", "-c", code, str(path), *map(str, more)],
        cwd=ROOT, check=False, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@cache
def can_mount() -> bool:
    """Whether a small disk of its own can be had: for root on Linux, and not in every container."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        return False
    tried = subprocess.run(["unshare", "--mount", "true"], check=False, capture_output=True)
    return tried.returncode == 0


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A disk in memory with so much room, mounted at ``folder``."""
    folder.mkdir(exist_ok=True)
    options = f"size={kilobytes}k,mode=0777"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=False, capture_output=True)


def in_child(work: Callable[[], object]) -> None:
    """Do it in a process of its own, which is gone with its limits and its user. Raises AssertionError where it fails."""

    def done(_say: Say) -> None:
        work()

    with forked(done) as child:
        child.end()


def as_nobody(work: Callable[[], object]) -> None:
    """Do it as a user whom permissions bind; root is bound by none."""

    def bound() -> None:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setuid(NOBODY)
        work()

    in_child(bound)


def with_files_no_larger(size: int, work: Callable[[], object]) -> None:
    """Do it where no file may grow beyond ``size`` bytes, as with a quota that is used up."""

    def limited() -> None:
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        work()

    in_child(limited)


__all__ = [
    "POSSIBLE", "as_nobody", "can_inject", "can_mount", "in_child", "injected", "small_disk", "with_files_no_larger",
]  # fmt: skip
