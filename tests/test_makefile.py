"""The list of what ``make`` can do."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.skipif(shutil.which("make") is None, reason="this system has no make")
def test_make_help_names_every_target_that_says_what_it_does() -> None:
    explained = re.findall(
        r"^([^:#\s][^:#\n]*):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )

    told = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)

    assert "lint types contract stories series prints smoke wheel" in explained
    assert [line.split("\t")[0] for line in told.stdout.splitlines()] == explained
