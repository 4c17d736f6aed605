"""Draws every screen of the sample year as PNG files, to be looked at: at 80×24, 120×40 and 160×45.

usage: pictures.py [--looks LOOKS] FOLDER [NAME ...]      names as in SHOTS; without any, all of them

LOOKS is ascii, plain (no colours) or sixteen (colours): what a terminal shows that knows no more, at 80×24 alone.
"""

import asyncio
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from raster import picture
from sample_app import sample_app
from sample_store import sample_database
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from screens.frame import OpeningScreen

REPORT = Path(__file__).parents[1] / "tests" / "data" / "rimthan-2566.txt"
SIZES = ((80, 24), (120, 40), (160, 45))
GOOD = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
LOOKS = {
    "ascii": {"ITA_TUI_ASCII": "1"},
    "plain": {"NO_COLOR": "1"},
    "sixteen": {"COLORTERM": "", "TERM": "xterm"},
}
LOOK_SECONDS, STILL_LOOKS, MOST_LOOKS = 0.1, 3, 200


@dataclass(frozen=True)
class Shot:
    """A screen: its file name, the keys that lead there from the first screen, and on which database.

    What is no key's name is typed letter by letter.
    """

    name: str
    keys: tuple[str, ...] = ()
    empty: bool = False
    damaged: bool = False
    """Whether some of the database's pages hold nonsense."""
    harmed: bool = False
    """Whether the evidence files are gone."""


READ = ("f12", "อ่านรายงาน", "enter", str(REPORT), "tab", "๒๕๖๖", "enter")
SHOTS = (
    Shot("01-first-run", empty=True),
    Shot("01-first-run-form", ("down", "down", "enter"), empty=True),
    Shot("01-first-run-complaint", ("down", "down", "enter", "อบต.ริมธาร", "ctrl+s"), empty=True),
    Shot("01-will-not-open", damaged=True),
    Shot("01-will-not-open-backups", ("b",), damaged=True),
    Shot("01-will-not-open-salvage", ("s",), damaged=True),
    Shot("01-will-not-open-salvaged", ("s", "down", "enter"), damaged=True),
    Shot("02-overview", ("f2",)),
    Shot("02-digest", ("f2", "g")),
    Shot("03-measures", ("f3",)),
    Shot("04-measures-filtered", ("f3", "slash", "o", "i", "t")),
    Shot("04-measures-choice", ("f3", "s")),
    Shot("04-measures-confirm", ("f3", "delete")),
    Shot("04-measures-selected", ("f3", "space", "space")),
    Shot("04-measures-bulk", ("f3", "a", "b", "enter", "down", "down", "enter")),
    Shot("04-measures-views", ("f3", "w")),
    Shot("04-measures-templates", ("f3", "t")),
    Shot("04-measures-nothing-found", ("f3", "slash", "ไม่มีคำนี้")),
    Shot("05-walk", ("f3", "enter")),
    Shot("05-walk-overdue", ("f3", "down", "down", "down", "enter")),
    Shot("05-walk-reason", ("f3", "enter", "right", "tab")),
    Shot("05-walk-plan", ("f3", "enter", "ctrl+l")),
    Shot("05-walk-step", ("f3", "enter", "tab", "e")),
    Shot("05-walk-divisions", ("f3", "enter", "ctrl+d")),
    Shot("06-evidence", ("f3", "enter", "ctrl+e")),
    Shot("06-evidence-form", ("f3", "enter", "ctrl+e", "a", "ไม่มีไฟล์นี้.pdf", "enter")),
    Shot("07-surveys", ("f4",)),
    Shot("07-surveys-count", ("f4", "a", "๓๐")),
    Shot("07-surveys-settings", ("f4", "down", "e")),
    Shot("08-oit-items", ("f5",)),
    Shot("08-oit-item-form", ("f5", "down", "down", "down", "down", "enter")),
    Shot("08-oit-item-evidence", ("f5", "e")),
    Shot("08-oit-links-pasted", ("f5", "p", "o1 https://www.example.go.th/a", "ctrl+s")),
    Shot("08-oit-item-measures", ("f5", "enter", "ctrl+t", "tab", "๙๙", "enter")),
    Shot("08-checks", ("f8",)),
    Shot("08-checks-reason", ("f8", "w")),
    Shot("09-export", ("f9",)),
    Shot("09-export-signatories", ("f9", "g")),
    Shot("09-export-layouts", ("f9", "l")),
    Shot("09-export-parts", ("f9", "m")),
    Shot("09-export-parts-memo", ("f9", "m", "right", "tab", "tab", "tab", "tab", "tab", "tab", "tab")),
    Shot("09-export-parts-intro", ("f9", "m", "tab", "right", "tab")),
    Shot("09-export-pdf", ("f9", "tab", "tab", "tab", "right", "right")),
    Shot("09-division-sheets", ("f12", "ใบแจก", "enter")),
    Shot("09-collect-answers", ("f12", "รับคำตอบ", "enter")),
    Shot("10-help", ("f2", "f1")),
    Shot("10-help-walk", ("f3", "enter", "f1")),
    Shot("11-palette", ("f2", "f12")),
    Shot("12-read-in", ("f12", "อ่านรายงาน", "enter")),
    Shot("12-read-in-draft", READ),
    Shot("12-read-in-tables", (*READ, "1", "down", "down")),
    Shot("12-read-in-column", (*READ, "1", "down", "down", "enter")),
    Shot("12-read-in-doubts", (*READ, "3")),
    Shot("12-read-in-left-out", (*READ, "4")),
    Shot("12-read-in-pasted", ("f12", "อ่านรายงาน", "enter", "ctrl+t")),
    Shot("13-agency", ("f12", "ข้อมูลหน่วยงาน", "enter")),
    Shot("14-years", ("f12", "เปลี่ยนปี", "enter")),
    Shot("15-history", ("f12", "ประวัติ", "enter")),
    Shot("15-history-undo", ("f12", "ประวัติ", "enter", "enter")),
    Shot("15-close-year", ("f12", "ปิดปีและลบ", "enter")),
    Shot("16-backups-none", ("f2", "b")),
    Shot("16-backups", ("f2", "b", "n")),
    Shot("16-backups-compared", ("f2", "b", "n", "enter")),
    Shot("16-backups-restore", ("f2", "b", "n", "r")),
    Shot("16-backups-second-folder", ("f2", "b", "o")),
    Shot("16-problems", ("f12", "ตรวจสอบความครบถ้วน", "enter"), harmed=True),
    Shot("17-scores", ("f7",)),
    Shot("17-scores-questions", ("f7", "3")),
    Shot("17-scores-issues", ("f7", "4", "down")),
    Shot("17-scores-what-if", ("f7", "6")),
    Shot("17-scores-results", ("f7", "e")),
    Shot("17-scores-question", ("f7", "3", "enter")),
    Shot("17-scores-measure", ("f7", "6", "m")),
    Shot("18-rounds", ("f9", "r")),
    Shot("18-rounds-close", ("f9", "r", "f")),
    Shot("18-rounds-code", ("f9", "r", "v", "2569-12-81MR-VX7F-SQVE-40", "enter")),
    Shot("16-settings", ("f12", "ตั้งค่า", "enter")),
)
KEYS = frozenset({"up", "down", "left", "right", "tab", "enter", "escape", "delete", "slash", "space"})


async def settled(pilot: Pilot[int]) -> None:
    """Wait until the screen has stayed the same for a while: whatever was loading is there and painted."""
    seen, same = "", 0
    for _ in range(MOST_LOOKS):
        await pilot.pause(LOOK_SECONDS)
        if isinstance(pilot.app.screen, OpeningScreen) and not pilot.app.screen.ways:
            continue
        now = pilot.app.export_screenshot()
        same = same + 1 if now == seen else 0
        seen = now
        if same == STILL_LOOKS:
            return
    raise TimeoutError(f"the screen never stood still for {STILL_LOOKS * LOOK_SECONDS:.2f} s")


def press(pilot: Pilot[int], key: str) -> None:
    """Press a key, or type a text: Pilot itself drops the vowels and tone marks of Thai."""
    named = key in KEYS or key.startswith("ctrl+") or (key[0] == "f" and key[1:].isdigit())
    for one in (key,) if named else key:
        name = one if named else _character_to_key(one)
        pilot.app.post_message(events.Key(name, None if named else one))


async def draw(shot: Shot, size: tuple[int, int], database: Path, folder: Path) -> Path:
    """Open the program, press the keys, and draw what is seen."""
    target = folder / f"{shot.name}-{size[0]}x{size[1]}.png"
    app = sample_app(database)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for key in shot.keys:
            press(pilot, key)
            await settled(pilot)
        picture(app.export_screenshot(), target)
    return target


def _database(shot: Shot, place: Path) -> Path:
    """The database that a shot is taken of."""
    if shot.empty:
        return place / "empty.db"
    database = sample_database(place)
    if shot.damaged:
        with database.open("r+b") as file:
            file.seek(8 * 4096)
            file.write(b"\xff" * 6 * 4096)
    if shot.harmed:
        shutil.rmtree(database.with_name(f"{database.stem}.evidence"))
    return database


def main() -> int:
    typed = sys.argv[1:]
    looks = typed[1] if typed[:1] == ["--looks"] and typed[1:2] and typed[1] in LOOKS else ""
    typed = typed[2:] if looks else typed
    if not typed or typed[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    for variable in ("NO_COLOR", "ITA_TUI_ASCII"):
        os.environ.pop(variable, None)
    os.environ.update(GOOD | LOOKS.get(looks, {}))
    folder, wanted = Path(typed[0]), set(typed[1:])
    for shot in SHOTS:
        if wanted and shot.name not in wanted:
            continue
        for size in SIZES[:1] if looks else SIZES:
            # A database each: a screen that saves must not change the next picture.
            with tempfile.TemporaryDirectory() as place:
                path = _database(shot, Path(place))
                print(asyncio.run(draw(shot, size, path, folder)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
