"""Parting words and printing leave nothing in the user's home: pythainlp would make a folder for its data there."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line import REPORT, ROOT
from tests.empty_home import environment_at

SEGMENT = """
from ita_tui.thai import words
words.load_dictionary()
print(words.segment("ปฏิบัติหน้าที่แล้ว"))
"""
LIBRARY = "pythainlp"
MAY_IMPORT = {
    "ita_tui/thai/segmenters.py",
    "tests/test_keyboard.py",
    "tests/test_thai_words.py",
    "tests/test_thai_wrapping.py",
}


def ran(home: Path, *command: object, **more: str) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, command)],
        cwd=ROOT,
        env=environment_at(home) | more,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


@pytest.mark.parametrize("told", [{}, {"PYTHAINLP_READ_MODE": "1"}, {"PYTHAINLP_READ_ONLY": "0"}])
def test_parting_words_leaves_the_home_empty_whatever_pythainlp_was_told(
    home: Path, told: dict[str, str]
) -> None:
    assert ran(home, "-c", SEGMENT, **told).strip() == "['ปฏิบัติหน้าที่', 'แล้ว']"

    assert list(home.iterdir()) == []


@pytest.mark.story
def test_reading_in_and_printing_leave_the_home_empty(home: Path, tmp_path: Path) -> None:
    database, printed = tmp_path / "ita.db", tmp_path / "รายงาน.xlsx"

    ran(home, "-m", "ita_tui", "import", REPORT, "--year", "2566", "--db", database)
    ran(
        home,
        "-m",
        "ita_tui",
        "export",
        "--year",
        "2566",
        "--layout",
        "progress",
        "--db",
        database,
        "-o",
        printed,
    )

    assert printed.stat().st_size > 0
    assert list(home.iterdir()) == []


def test_without_a_word_pythainlp_would_make_its_folder(home: Path) -> None:
    ran(home, "-c", f"import {LIBRARY}.corpus")

    assert [path.name for path in home.iterdir()] == [f"{LIBRARY}-data"]


def test_nothing_else_imports_pythainlp() -> None:
    sources = (
        path
        for folder in ("ita_tui", "screens", "store", "exports", "tests", "benchmarks")
        for path in (ROOT / folder).rglob("*.py")
    )

    importing = {path.relative_to(ROOT).as_posix() for path in sources if LIBRARY in imported_by(path)}

    assert importing == MAY_IMPORT


def imported_by(path: Path) -> set[str]:
    """The outermost names of all modules that a source imports, anywhere in it; none where the library's name is not even written."""
    source = path.read_text(encoding="utf-8")
    if LIBRARY not in source:
        return set()
    nodes = list(ast.walk(ast.parse(source)))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    parts = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return {name.split(".")[0] for name in plain | parts}
