"""The command line as tests drive it: in this process with the clock standing still, or as a program of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from ita_tui import cli, tasks
from ita_tui.domain.fiscal_year import FiscalYear

NOW = datetime(2023, 3, 20, 9, 5, tzinfo=timezone(timedelta(hours=7)))
ROOT = Path(__file__).parents[1]
REPORT = ROOT / "tests" / "data" / "rimthan-2566.txt"
SEEDS = ROOT.parent / "shared" / "seeds"


def clock() -> datetime:
    """๒๐ มีนาคม ๒๕๖๖ เวลา ๐๙:๐๕ น."""
    return NOW


@dataclass(frozen=True)
class Said:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str


def said(*typed: object) -> Said:
    """Run a command in this process."""
    out, err = StringIO(), StringIO()
    code = cli.run([str(word) for word in typed], clock, out, err)
    return Said(code, out.getvalue(), err.getvalue())


def started(*typed: object, folder: Path, **environment: str) -> Said:
    """Run the program as a user does, in a folder of its own."""
    search = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    done = subprocess.run(
        [sys.executable, "-m", "ita_tui", *map(str, typed)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": search, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


@cache
def _read_in() -> bytes:
    year = FiscalYear(2566)
    with TemporaryDirectory() as folder:
        path = Path(folder, "ita.db")
        with tasks.open_store(path, clock) as store:
            tasks.take_in(store, tasks.read_in(REPORT, year), year, tasks.TakeIn.INTO_EMPTY, REPORT.name)
        return path.read_bytes()


def database_in(folder: Path) -> Path:
    """A database with one year read in, eleven measures; the report is read once."""
    path = folder / "ita.db"
    path.write_bytes(_read_in())
    return path


def everything_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its content."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
