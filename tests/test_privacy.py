"""Nothing leaves the PC: no network is asked for, no program is started, and nobody who answered a survey has a name."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from store.declaring import Base

ROOT = Path(__file__).parents[1]
OURS = ("ita_tui", "screens", "store", "exports")
NETWORK = re.compile(
    r"(socket|socketserver|ssl|http|urllib\.request|urllib\.error|urllib3|ftplib|smtplib|imaplib|poplib"
    r"|nntplib|telnetlib|xmlrpc|webbrowser|requests|httpx|aiohttp|websockets|paramiko)(\..*)?"
)
CALLS = "socket,connect,bind,listen,accept,accept4"


def _watched(folder: Path) -> tuple[list[str], dict[str, int], list[str]]:
    """What the main job asked Python for, how its commands ended, and what it asked the system for (where strace may look)."""
    calls = folder / "calls.txt"
    command = [sys.executable, "-m", "tests.watched_job", str(folder / "work")]
    (folder / "work").mkdir()
    if _may_trace():
        command = ["strace", "-f", "-qq", "-e", f"trace={CALLS}", "-o", str(calls), *command]
    homes = {name: str(folder / "home") for name in ("HOME", "XDG_DATA_HOME", "XDG_DOCUMENTS_DIR")}
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **homes}, capture_output=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    told = json.loads(done.stdout.decode().splitlines()[-1])
    seen = calls.read_text(encoding="utf-8").splitlines() if calls.exists() else []
    return told["asked"], told["codes"], seen


def _may_trace() -> bool:
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-qq", "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.story
def test_the_main_job_asks_for_no_network_and_starts_no_program(tmp_path: Path) -> None:
    """Of Python by an audit hook; of the system by strace, which sees what is not written in Python, too."""
    asked, codes, calls = _watched(tmp_path)

    assert len(codes) == 13
    assert {name: code for name, code in codes.items() if code} in ({}, {"check --year 2566": 1})
    own_pair = re.compile(
        r"socket\.__new__ \(.*, (1|-1), (1|-1), 0\)"
    )  # of the event loop: both ends are here
    assert [one for one in asked if not own_pair.match(one)] == []
    of_this_pc = re.compile(
        r"socket\(AF_UNIX|connect\(\d+, \{sa_family=AF_UNIX, sun_path=\"/(var/)?run/nscd/socket"
    )
    network = [one for one in calls if re.search(r"\b(socket|connect|bind|listen|accept4?)\(", one)]
    assert [one for one in network if not of_this_pc.search(one)] == []


@pytest.mark.parametrize("package", OURS)
def test_no_module_of_the_program_imports_anything_of_the_network(package: str) -> None:
    found = []
    for path in sorted((ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = (
                [one.name for one in node.names]
                if isinstance(node, ast.Import)
                else [node.module or "", *(f"{node.module}.{one.name}" for one in node.names)]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            found += [f"{path.name}: {name}" for name in names if NETWORK.fullmatch(name)]

    assert found == []


def test_who_answered_a_survey_is_counted_and_never_named() -> None:
    columns = {
        name: set(table.columns.keys())
        for name, table in Base.metadata.tables.items()
        if name.startswith(("survey", "score"))
    }

    assert columns == {
        "survey": {
            "id", "year", "instrument", "population", "official_minimum", "official_reason", "opens", "closes", "link",
        },
        "survey_count": {"id", "survey_id", "day", "total", "division"},
        "scores": {"year", "assessed", "printed_total", "printed_level"},
        "score_indicator": {"year", "position", "points"},
        "score_instrument": {"year", "position", "instrument", "points"},
        "score_question": {"year", "position", "code", "points", "text", "answers", "issue"},
        "score_to_develop": {"year", "position", "instrument", "indicator", "scope", "text"},
    }  # fmt: skip


def test_persons_have_names_only_where_they_hold_an_office() -> None:
    """Members of the committee and whoever came to its meetings; whom to call in a division is as she wrote it."""
    of_persons = {
        name
        for name, table in Base.metadata.tables.items()
        if {"name", "role"} <= set(table.columns.keys()) or "contact" in table.columns
    }

    assert of_persons == {"committee_member", "attendance", "division"}
