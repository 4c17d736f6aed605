"""The main job, done in a process that writes down whatever asks for the network or starts a program; run by a test.

``python -m tests.watched_job FOLDER`` prints as JSON what was asked for, and how each command ended.
"""

import json
import sys

_WATCHED = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "os.startfile",
    "urllib.", "http.", "ftplib.", "smtplib.", "imaplib.", "poplib.", "nntplib.", "telnetlib.", "webbrowser.",
)  # fmt: skip
_asked: list[str] = []


def _watch(event: str, told: tuple[object, ...]) -> None:
    if event.startswith(_WATCHED):
        _asked.append(f"{event} {told!r}"[:300])


sys.addaudithook(_watch)  # before anything of the program is there

import asyncio  # noqa: E402
from pathlib import Path  # noqa: E402

from ita_tui.crash import keep_crash  # noqa: E402
from tests.command_line import NOW, REPORT, said  # noqa: E402
from tests.screen_app import opened, press, settle  # noqa: E402

_ROOMS = ("f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f1", "escape")
_ACTIONS = (
    "app.show_history", "app.show_field_history", "app.show_digest", "app.compare_years", "app.settings", "app.palette",
)  # fmt: skip


def main(folder: Path) -> None:
    """Do everything once, and print what was seen."""
    database = folder / "ita.db"
    codes = {
        " ".join(map(str, command[:3])): said(*command, "--db", database).code
        for command in _commands(folder)
    }
    asyncio.run(_screens(database))
    keep_crash(ValueError("ทดสอบ"), NOW)
    print(json.dumps({"asked": _asked, "codes": codes}, ensure_ascii=False))  # noqa: T201 - what it is for


def _commands(folder: Path) -> list[tuple[object, ...]]:
    year = ("--year", "2566")
    reports = [
        ("export", "-o", folder / f"รายงาน.{form}", *year, "--layout", "progress")
        for form in ("xlsx", "docx", "pdf")
    ]
    return [
        ("import", REPORT, *year),
        *reports,
        ("export", "-o", folder / "ข้อมูล.json", *year),
        ("bundle", "-o", folder / "ชุด.zip", *year),
        ("status", *year),
        ("check", *year),
        ("backup", folder / "สำรอง.db"),
        ("restore", folder / "สำรอง.db"),
        ("backups",),
        ("verify",),
        ("close-year", *year, "--remove-evidence"),
    ]


async def _screens(database: Path) -> None:
    async with opened(database) as pilot:
        await press(pilot, *_ROOMS)
        for action in _ACTIONS:
            await pilot.app.run_action(action)
            await settle(pilot)
            await press(pilot, "escape")
        for action in ("app.back_up", "app.verify"):
            await pilot.app.run_action(action)
            await settle(pilot)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
