"""The place where the database will not open: what is said there, and the ways on, by keys, on real files."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from textual.screen import Screen
from textual.widgets import Static

from ita_tui import app as app_module
from ita_tui import tasks
from ita_tui.app import ItaApp
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.ways_out import WayOut
from ita_tui.errors import ItaError
from screens.backups import BackupsScreen
from screens.dialogs import Confirm
from screens.frame import OpeningScreen
from screens.help import HelpScreen
from screens.overview import OverviewScreen
from screens.told_lines import ToldLines
from store.refusals import (
    DamagedFileError,
    DatabaseInUseError,
    DiskRefusedError,
    FolderInsteadError,
    ForeignFileError,
    MissingFolderError,
    NewerFileError,
    ReadOnlyFileError,
    ReadOnlyFolderError,
)
from store.refusals_place import EmptiedFileError, ForeignJournalError
from tests.screen_app import NOW, clock, opened, press, sample_database, screen_text, settle, shown, store_of
from tests.typing_thai import press_all, type_thai
from tests.waiting import assert_whole, notices

if TYPE_CHECKING:
    from textual.pilot import Pilot

YEAR = FiscalYear.containing(NOW.date())
FILE = Path("ita.db")
BEFORE = NOW - timedelta(minutes=10)


def backed_up(folder: Path) -> Path:
    """A sample year with one backup."""
    database = sample_database(folder)
    with tasks.open_store(database, lambda: BEFORE) as store:
        tasks.back_up(store)
    return database


def without_its_end(database: Path) -> None:
    """As a copy that was broken off leaves it."""
    os.truncate(database, database.stat().st_size * 3 // 4 // 4096 * 4096)


def with_pages_overwritten(database: Path) -> None:
    """As a bad sector leaves it."""
    with database.open("r+b") as file:
        file.seek(8 * 4096)
        file.write(os.urandom(6 * 4096))


def with_another_beginning(database: Path) -> None:
    """As a virus scanner's or another program's file of the same name."""
    database.write_bytes(b"PK\3\4 no database at all " * 400)


def top(pilot: "Pilot[int]") -> Screen[Any]:
    """The screen on top."""
    return pilot.app.screen


def without_content(database: Path) -> None:
    """As a full disk or a stick that was pulled out leaves a copy."""
    database.write_bytes(b"")


def first_screen(pilot: "Pilot[int]") -> OpeningScreen:
    screen = pilot.app.screen
    assert isinstance(screen, OpeningScreen)
    return screen


@pytest.mark.parametrize(
    "damage", [without_its_end, with_pages_overwritten, with_another_beginning, without_content]
)
async def test_a_database_that_is_none_any_more_is_replaced_by_a_backup_in_the_same_run(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    database = backed_up(tmp_path / "a")
    damage(database)
    before = database.read_bytes()

    async with opened(database, (80, 24)) as pilot:
        first_screen(pilot)
        assert "นำกลับมาใช้" in screen_text(pilot)
        assert "ลองอีกครั้ง" in screen_text(pilot)
        assert_whole(pilot)
        await press(pilot, "ิ")  # b on the Thai layout
        assert isinstance(top(pilot), BackupsScreen)
        assert "ท่านสั่งสำรอง" in screen_text(pilot)
        assert_whole(pilot)
        await press(pilot, "r")
        assert isinstance(top(pilot), Confirm)
        await press(pilot, "escape")
        assert database.read_bytes() == before  # nothing without a yes
        await press(pilot, "r", "down", "enter")

        assert isinstance(top(pilot), OverviewScreen)
        assert len(store_of(pilot).measures.all(YEAR)) == 12
        assert "กลับมาใช้แล้ว" in notices(pilot)
    (aside,) = database.parent.glob("ita.before-restore-*.db")
    assert aside.read_bytes() == before


@pytest.mark.parametrize(
    ("refusal", "ways"),
    [
        (DamagedFileError(FILE), (WayOut.BACKUPS, WayOut.SALVAGE, WayOut.AGAIN)),
        (ForeignFileError(FILE), (WayOut.BACKUPS, WayOut.SALVAGE, WayOut.AGAIN)),
        (EmptiedFileError(FILE, FILE, there=False), (WayOut.BACKUPS, WayOut.AGAIN)),
        (ForeignJournalError(FILE, FILE), (WayOut.BACKUPS, WayOut.AGAIN)),
        (DatabaseInUseError(FILE), (WayOut.AGAIN,)),
        (ReadOnlyFileError(FILE), (WayOut.AGAIN,)),
        (ReadOnlyFolderError(FILE), (WayOut.AGAIN,)),
        (DiskRefusedError(), (WayOut.AGAIN,)),
        (MissingFolderError(FILE), (WayOut.AGAIN,)),
        (NewerFileError(FILE, found=9, known=3), ()),
        (FolderInsteadError(FILE), ()),
    ],
)
def test_only_what_can_help_is_offered(refusal: ItaError, ways: tuple[WayOut, ...]) -> None:
    assert tasks.ways_out(refusal) == ways


async def test_what_can_be_read_of_a_damaged_file_is_salvaged_told_and_opened(tmp_path: Path) -> None:
    database = sample_database(tmp_path / "a")
    with_pages_overwritten(database)
    before = database.read_bytes()

    async with opened(database, (80, 24)) as pilot:
        first_screen(pilot)
        await press(pilot, "ห")  # s on the Thai layout
        assert isinstance(top(pilot), Confirm)
        assert_whole(pilot)
        await press(pilot, "enter")  # the safe answer stands first
        first_screen(pilot)
        assert database.read_bytes() == before
        await press(pilot, "s", "down", "enter")

        told = pilot.app.screen
        assert isinstance(told, ToldLines)
        assert "มาตรการและข้อเสนอ ๑๔" in shown(pilot, "#means")
        (aside,) = (one for one in database.parent.glob("*.db") if one.read_bytes() == before)
        assert aside.name in told.means
        assert told.lines
        assert_whole(pilot)
        await press(pilot, "escape")
        assert isinstance(top(pilot), OverviewScreen)
        assert len(store_of(pilot).measures.all(YEAR)) == 12


async def test_where_nothing_can_be_salvaged_the_ways_on_are_offered_again_with_the_reason(
    tmp_path: Path,
) -> None:
    database = tmp_path / "ita.db"
    with_another_beginning(database)
    before = database.read_bytes()

    async with opened(database, (80, 24)) as pilot:
        await press(pilot, "s", "down", "enter")

        assert len(first_screen(pilot).ways) == 3
        assert "ไม่มีส่วนใดของไฟล์ที่อ่านได้" in notices(pilot)
        await press(pilot, "b")
        assert "ไม่พบข้อมูลสำรอง" in screen_text(pilot)
        assert "กด f เพื่อเลือกไฟล์สำรองจากที่อื่น" in screen_text(pilot)
    assert database.read_bytes() == before


async def test_a_backup_from_a_stick_helps_where_there_is_none_on_this_computer(tmp_path: Path) -> None:
    database = backed_up(tmp_path / "a")
    (backup,) = (database.parent / "backups").glob("*.db")
    stick = shutil.move(backup, tmp_path / "stick.db")
    without_its_end(database)

    async with opened(database, (80, 24)) as pilot:
        await press(pilot, "b", "ด")  # f on the Thai layout
        await type_thai(pilot, str(stick))
        await press(pilot, "enter", "down", "enter")

        assert isinstance(top(pilot), OverviewScreen)


async def test_a_database_that_is_open_elsewhere_is_tried_again_with_a_key(tmp_path: Path) -> None:
    database = sample_database(tmp_path / "a")
    other = tasks.open_store(database, clock)
    async with opened(database, (80, 24)) as pilot:
        assert "ถูกเปิดใช้งานอยู่" in screen_text(pilot)
        assert "ข้อมูลสำรอง" not in screen_text(pilot)
        await press(pilot, "b", "s")  # which are of no use here
        first_screen(pilot)
        await press(pilot, "t")
        assert "ถูกเปิดใช้งานอยู่" in screen_text(pilot)
        other.close()
        await press_all(pilot, ["ะ", "ะ"])  # t on the Thai layout, in haste
        await settle(pilot)

        assert isinstance(top(pilot), OverviewScreen)
        below = pilot.app.screen_stack[0].query_one("#message", Static)
        assert str(below.render()) == OpeningScreen.OPENING  # it was opened once


async def test_a_file_of_a_newer_program_leaves_nothing_to_do_but_to_leave(tmp_path: Path) -> None:
    database = sample_database(tmp_path / "a")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = database.read_bytes()
    async with opened(database, (80, 24)) as pilot:
        assert not first_screen(pilot).ways
        assert "รุ่นใหม่กว่า" in screen_text(pilot)
        assert "F10" in screen_text(pilot)
        await press(pilot, "b", "s", "t", "enter")
        first_screen(pilot)
    assert database.read_bytes() == before


async def test_help_and_palette_over_a_refusal_are_at_home_there(tmp_path: Path) -> None:
    database = sample_database(tmp_path / "a")
    without_its_end(database)
    async with opened(database, (80, 24)) as pilot:
        await press(pilot, "f1")
        assert "โปรแกรมเปิดฐานข้อมูลไม่ได้" in screen_text(pilot)
        helped = top(pilot)
        assert isinstance(helped, HelpScreen)
        offered = {command.key for command in helped.commands}
        assert {"f1", "f10", "f12"} <= offered
        assert not {"f2", "f9", "ctrl+z"} & offered  # what does nothing there
        await press(pilot, "end")
        assert "มาตรการ ค้นหา" not in screen_text(pilot)
        await press(pilot, "escape", "f12")
        await type_thai(pilot, "สำรองข้อมูล")
        assert "ทำสำเนาฐานข้อมูล" not in screen_text(pilot)  # of a database that is not open
        await press(pilot, "escape", "f2", "f3", "ctrl+z")
        first_screen(pilot)


async def test_the_technical_word_stands_last_on_a_line_of_its_own(tmp_path: Path) -> None:
    database = sample_database(tmp_path / "a")
    without_its_end(database)
    async with opened(database, (80, 24)) as pilot:
        first_screen(pilot).say_refused(DamagedFileError(FILE, "database disk image (3) is malformed"))
        told = shown(pilot, "#message").splitlines()
    assert told[-1] == "รายละเอียดสำหรับผู้ดูแลระบบ: database disk image (3) is malformed"
    assert "มักเกิดจากสื่อบันทึกเสีย หรือคัดลอกไฟล์ไม่ครบ" in told
    assert told[-3].startswith("กู้คืนจากไฟล์สำรอง")


async def test_a_database_that_opens_and_cannot_be_read_is_closed_again_and_the_ways_on_are_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = sample_database(tmp_path / "a")

    def damaged(_preferences: object) -> None:
        raise DamagedFileError(database)

    monkeypatch.setattr(app_module, "remembered", damaged)
    async with opened(database, (80, 24)) as pilot:
        assert len(first_screen(pilot).ways) == 3
        tasks.open_store(database, clock).close()  # nobody holds it


async def test_a_refusal_that_comes_while_help_is_open_stands_under_it(tmp_path: Path) -> None:
    database = sample_database(tmp_path / "a")
    without_its_end(database)
    app = ItaApp(database, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_show_help()
        await settle(pilot)
        await press(pilot, "escape")
        await settle(pilot)

        assert len(first_screen(pilot).ways) == 3
    assert not app.crash
