"""The vault: files come in whole or not at all, lie under their hash, and are never edited."""

import builtins
import errno
import hashlib
import io
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ita_tui import saving
from ita_tui.domain.evidence import FileState
from store import refusals, vault
from store.vault import CHUNK, Vault
from tests.held_files import held_at_first

CONTENT = "รายงานการประชุม ครั้งที่ ๑/๒๕๖๙".encode() * 50
HASH = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def kept(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "a.evidence", lambda _: None)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "รายงานการประชุม.pdf"
    path.write_bytes(CONTENT)
    return path


def left_in(kept: Vault) -> list[str]:
    return sorted(path.name for path in kept.folder.rglob("*") if path.is_file())


class Failing(io.FileIO):
    """A file that fails when it is read or written."""

    error = OSError(errno.EIO, "bad sector")

    def read(self, _size: int | None = -1, /) -> bytes:
        raise self.error

    def write(self, _data: object, /) -> int:
        raise self.error


def test_a_file_is_kept_under_its_hash_and_cannot_be_written(kept: Vault, source: Path) -> None:
    taken = kept.take_in(source)

    assert taken == vault.VaultFile(HASH, "รายงานการประชุม.pdf", len(CONTENT))
    assert kept.path(HASH).read_bytes() == CONTENT
    assert stat.S_IMODE(kept.path(HASH).stat().st_mode) & 0o222 == 0
    assert source.read_bytes() == CONTENT
    assert left_in(kept) == [HASH]


def test_the_same_content_is_stored_once(kept: Vault, source: Path, tmp_path: Path) -> None:
    twin = tmp_path / "สำเนา.pdf"
    twin.write_bytes(CONTENT)

    first, second = kept.take_in(source), kept.take_in(twin)

    assert (first.sha256, second.name) == (second.sha256, "สำเนา.pdf")
    assert left_in(kept) == [HASH]


def test_attaching_the_original_again_mends_a_damaged_copy(kept: Vault, source: Path) -> None:
    kept.take_in(source)
    kept.path(HASH).chmod(0o644)
    kept.path(HASH).write_bytes(b"x")

    kept.take_in(source)

    assert kept.state(HASH, thorough=True) is FileState.PRESENT


def test_an_empty_file_can_be_evidence(kept: Vault, tmp_path: Path) -> None:
    (tmp_path / "ว่าง.txt").touch()

    assert kept.take_in(tmp_path / "ว่าง.txt").size == 0


def test_progress_is_told_to_the_end(kept: Vault, tmp_path: Path) -> None:
    (tmp_path / "ภาพ.jpg").write_bytes(os.urandom(2 * CHUNK + 7))
    told: list[tuple[int, int]] = []

    kept.take_in(tmp_path / "ภาพ.jpg", lambda done, whole: told.append((done, whole)))

    whole = 2 * CHUNK + 7
    assert told == [(CHUNK, whole), (2 * CHUNK, whole), (whole, whole)]


def test_a_copy_is_locked_against_writing_only_under_its_own_name(
    kept: Vault, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writable: list[bool] = []
    honest = Path.replace

    def replace(arriving: Path, home: Path) -> Path:
        writable.append(bool(arriving.stat().st_mode & stat.S_IWUSR))
        return honest(arriving, home)

    monkeypatch.setattr(Path, "replace", replace)

    kept.take_in(source)

    assert writable == [True]
    assert not kept.path(HASH).stat().st_mode & 0o222


def test_a_copy_that_lay_open_for_writing_is_locked_when_it_comes_again(kept: Vault, source: Path) -> None:
    kept.take_in(source)
    kept.path(HASH).chmod(0o644)

    kept.take_in(source)

    assert not kept.path(HASH).stat().st_mode & 0o222


def test_a_copy_that_a_scanner_holds_for_a_moment_comes_in_a_little_later(
    kept: Vault, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "_PAUSES", (0.0, 0.0))
    monkeypatch.setattr(Path, "replace", held_at_first(Path.replace, times=2))

    kept.take_in(source)

    assert left_in(kept) == [HASH]


def test_a_copy_that_cannot_be_cleared_away_does_not_hide_the_refusal(
    kept: Vault, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    def held(_path: Path, **_: object) -> None:
        raise PermissionError(errno.EACCES, "held")

    monkeypatch.setattr(os, "fsync", full)
    monkeypatch.setattr(Path, "unlink", held)

    with pytest.raises(refusals.VaultFullError):
        kept.take_in(source)


def test_a_copy_that_is_given_up_leaves_nothing(kept: Vault, source: Path) -> None:
    def give_up(_done: int, _whole: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kept.take_in(source, give_up)

    assert left_in(kept) == []


@pytest.mark.parametrize("name", ["", "ไม่มี.pdf", "ยาว" * 200, "nul\0.pdf"])
def test_what_is_not_there_is_refused(kept: Vault, tmp_path: Path, name: str) -> None:
    with pytest.raises(refusals.NothingToReadError):
        kept.take_in(tmp_path / name if name else Path())


def test_a_folder_and_a_pipe_are_refused(kept: Vault, tmp_path: Path) -> None:
    with pytest.raises(refusals.NotAFileError):
        kept.take_in(tmp_path)

    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "ท่อ")
        with pytest.raises(refusals.NotAFileError):
            kept.take_in(tmp_path / "ท่อ")


def broken_open(fails: Path, error: OSError) -> Callable[..., Any]:
    honest = io.open

    def opener(file: Any, *rest: Any, **options: Any) -> Any:  # noqa: ANN401 - stands in for open
        if file == fails:
            raise error
        return honest(file, *rest, **options)

    return opener


@pytest.mark.parametrize(
    ("error", "refusal"),
    [
        (FileNotFoundError(errno.ENOENT, "gone"), refusals.NothingToReadError),
        (PermissionError(errno.EACCES, "not yours"), refusals.UnreadableFileError),
        (OSError(errno.EIO, "stick pulled"), refusals.UnreadableFileError),
    ],
)
def test_a_source_that_fails_while_it_is_read_is_refused_and_leaves_nothing(
    kept: Vault, source: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, refusal: type[Exception]
) -> None:
    monkeypatch.setattr(io, "open", broken_open(source, error))
    monkeypatch.setattr(builtins, "open", broken_open(source, error))

    with pytest.raises(refusal, match=r"รายงานการประชุม\.pdf"):
        kept.take_in(source)

    assert left_in(kept) == []


@pytest.mark.parametrize(
    ("number", "refusal"),
    [(errno.ENOSPC, refusals.VaultFullError), (errno.EROFS, refusals.VaultRefusedError)],
)
def test_a_full_or_read_only_disk_is_refused_and_leaves_nothing(
    kept: Vault, source: Path, monkeypatch: pytest.MonkeyPatch, number: int, refusal: type[Exception]
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(refusal, match="ยังอยู่ที่เดิม"):
        kept.take_in(source)

    assert left_in(kept) == []


def test_a_vault_that_cannot_be_made_is_refused(kept: Vault, source: Path) -> None:
    kept.folder.write_bytes(b"a file in the way")

    with pytest.raises(refusals.VaultRefusedError):
        kept.take_in(source)


def test_a_missing_file_is_seen(kept: Vault, source: Path) -> None:
    kept.take_in(source)
    kept.path(HASH).unlink()

    assert kept.state(HASH, thorough=False) is FileState.MISSING
    assert kept.state("ไม่ใช่แฮช/../../etc/passwd", thorough=True) is FileState.MISSING


def test_a_file_of_another_size_is_seen_at_a_glance(tmp_path: Path, source: Path) -> None:
    kept = Vault(tmp_path / "a.evidence", lambda _: len(CONTENT))
    kept.take_in(source)
    kept.path(HASH).chmod(0o644)
    kept.path(HASH).write_bytes(CONTENT[:-1])

    assert kept.state(HASH, thorough=False) is FileState.CHANGED


def test_other_content_of_the_same_size_is_seen_when_it_is_read(kept: Vault, source: Path) -> None:
    kept.take_in(source)
    kept.path(HASH).chmod(0o644)
    kept.path(HASH).write_bytes(CONTENT[::-1])

    assert kept.state(HASH, thorough=False) is FileState.PRESENT
    assert kept.state(HASH, thorough=True) is FileState.CHANGED


def test_a_copy_for_opening_has_its_readable_name_and_is_nobodys_original(kept: Vault, source: Path) -> None:
    kept.take_in(source)

    copy = kept.readable_copy(HASH, "คำสั่งที่ ๑/๒๕๖๙: แต่งตั้ง.pdf")
    copy.chmod(0o644)
    copy.write_bytes(b"edited")

    assert copy.name == "คำสั่งที่ ๑_๒๕๖๙_ แต่งตั้ง.pdf"
    assert kept.state(HASH, thorough=True) is FileState.PRESENT
    assert kept.readable_copy(HASH, "ใหม่.pdf").read_bytes() == CONTENT


def test_copies_for_opening_are_cleared_away_at_the_end(kept: Vault, source: Path) -> None:
    kept.take_in(source)
    copy = kept.readable_copy(HASH, "รายงาน.pdf")

    kept.close()

    assert not copy.parent.exists()


def test_a_lost_file_cannot_be_opened_and_says_what_happened(kept: Vault) -> None:
    with pytest.raises(refusals.EvidenceFileLostError, match="ไฟล์หายไป"):
        kept.readable_copy(HASH, "รายงาน.pdf")


def test_half_written_copies_of_a_power_cut_are_cleared_away(kept: Vault, source: Path) -> None:
    kept.take_in(source)
    (kept.folder / "arriving-x1").write_bytes(b"half")

    kept.tidy()

    assert left_in(kept) == [HASH]
