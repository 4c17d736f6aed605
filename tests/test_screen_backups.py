"""The screen of the backups: listed, compared, made, brought back and back again, on real files."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from textual.screen import Screen
from textual.widgets import OptionList

from ita_tui import tasks
from ita_tui.app import ItaApp
from ita_tui.domain.backups import BackupKind
from ita_tui.domain.fiscal_year import FiscalYear
from screens.backups import BackupsScreen
from screens.backups_comparison import ComparisonScreen
from screens.backups_folder import NO_FOLDER, SecondFolderDialog
from screens.first_run import FirstRunScreen
from screens.keeping_app import KeepingApp
from screens.overview import OverviewScreen
from screens.told_lines import ToldLines
from screens.widgets.line_list import LineList
from screens.years import YearsScreen
from tests.screen_app import (
    NOW,
    clock,
    enter,
    opened,
    press,
    sample_database,
    screen_text,
    settle,
    shown,
    store_of,
)
from tests.typing_thai import type_thai
from tests.waiting import assert_whole, keys, notices, until_shown, until_told

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from store.database import Store

YEAR = FiscalYear.containing(NOW.date())
BEFORE = NOW - timedelta(minutes=10)


def with_history(folder: Path) -> Path:
    """A sample year with a backup of ten minutes ago, and a title that was changed since."""
    database = sample_database(folder)
    with tasks.open_store(database, lambda: BEFORE) as store:
        tasks.back_up(store)
    retitled(database, "ชื่อใหม่หลังสำรอง")
    return database


def retitled(database: Path, title: str) -> None:
    with tasks.open_store(database, lambda: NOW) as store:
        first = store.measures.all(YEAR)[0]
        store.measures.save(replace(first, title=title))


def top(pilot: "Pilot[int]") -> Screen[Any]:
    """The screen on top."""
    return pilot.app.screen


def title_now(pilot: "Pilot[int]") -> str:
    return store_of(pilot).measures.all(YEAR)[0].title


def listed(pilot: "Pilot[Any]") -> list[str]:
    return [line.words.plain for line in pilot.app.screen.query_one(LineList).shown]


async def to_backups(pilot: "Pilot[int]") -> BackupsScreen:
    await press(pilot, "f2", "b")
    screen = pilot.app.screen
    assert isinstance(screen, BackupsScreen)
    return screen


async def test_every_backup_is_listed_newest_first_with_when_why_how_old_and_how_large(
    tmp_path: Path,
) -> None:
    database = with_history(tmp_path / "a")
    with tasks.open_store(database, lambda: NOW) as store:
        tasks.backed_up_before(store, BackupKind.BEFORE_IMPORT)
    broken = database.parent / "backups" / "ita.start.25690317-090000.db"
    broken.write_bytes(b"half a file" * 40)

    async with opened(database, (80, 24)) as pilot:
        await to_backups(pilot)
        place, newest, older, oldest = listed(pilot)

        assert place == "ในเครื่องนี้ · ๓ ฉบับ"
        assert newest.split() == ["วันนี้", "๑๐:๓๒", "ก่อนรับข้อมูลเข้า", "ตรงกับปัจจุบัน", newest.split()[-2], "KB"]
        assert "วันนี้ ๑๐:๒๒" in older
        assert "ท่านสั่งสำรอง" in older
        assert "เก่ากว่าปัจจุบัน ๑ รายการแก้ไข" in older
        assert "! ไม่ใช่ไฟล์ฐานข้อมูล" in oldest
        assert_whole(pilot)
        await press(pilot, "down", "down")
        assert "ใช้ไม่ได้" in shown(pilot, "#said")
        assert broken.name in shown(pilot, "#said")
        await press(pilot, "enter", "r")
        assert isinstance(top(pilot), BackupsScreen)  # neither compared nor brought back
        await press(pilot, "escape")
        assert isinstance(top(pilot), OverviewScreen)


async def test_without_a_backup_the_list_says_how_to_make_one(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), (80, 24)) as pilot:
        await press(pilot, "f12")
        await type_thai(pilot, "ข้อมูลสำรอง")
        await press(pilot, "enter")

        assert "ยังไม่มีข้อมูลสำรอง" in screen_text(pilot)
        assert "กด n เพื่อสำรองตอนนี้" in screen_text(pilot)
        await press(pilot, "ื")  # n on the Thai layout
        assert "สำรองข้อมูลแล้ว วันนี้ ๑๐:๓๒" in notices(pilot)
        assert "ตรงกับปัจจุบัน" in screen_text(pilot)
        await press(pilot, "escape")
        assert "สำรองข้อมูล วันนี้ ๑๐:๓๒" in shown(pilot, "#last")


async def test_comparing_tells_what_would_go_and_what_the_year_would_be_like(tmp_path: Path) -> None:
    database = with_history(tmp_path / "a")
    async with opened(database, (80, 24)) as pilot:
        before = (database.parent / "backups").stat().st_mtime_ns
        await to_backups(pilot)
        await press(pilot, "enter")

        assert isinstance(top(pilot), ComparisonScreen)
        told = shown(pilot, "#told")
        assert "การแก้ไขที่จะหายไป ๑ รายการ" in told
        assert "จะต่างจากตอนนี้ ๑ แห่ง" in told
        assert "ชื่อใหม่หลังสำรอง → " in told
        assert_whole(pilot)
        await press(pilot, "escape", "escape")
        assert isinstance(top(pilot), OverviewScreen)
        assert (database.parent / "backups").stat().st_mtime_ns == before


async def test_a_backup_is_brought_back_on_request_and_taken_back_with_a_key(tmp_path: Path) -> None:
    database = with_history(tmp_path / "a")
    async with opened(database, (80, 24)) as pilot:
        await to_backups(pilot)
        await press(pilot, "พ")  # r on the Thai layout
        assert "การแก้ไข ๑ รายการหลังจากนั้น" in screen_text(pilot)
        assert_whole(pilot)
        await press(pilot, "enter")  # the safe answer stands first
        assert title_now(pilot) == "ชื่อใหม่หลังสำรอง"

        await press(pilot, "r", "down", "enter")
        assert isinstance(top(pilot), OverviewScreen)
        assert title_now(pilot) != "ชื่อใหม่หลังสำรอง"
        assert "นำข้อมูลสำรองของ วันนี้ ๑๐:๒๒ กลับมาใช้แล้ว" in notices(pilot)
        assert "นำข้อมูลสำรองกลับมาใช้" in shown(pilot, "#last")

        await to_backups(pilot)
        assert any("มีการแก้ไขที่ปัจจุบันไม่มี" in line for line in listed(pilot))
        await press(pilot, "u", "down", "enter")
        assert isinstance(top(pilot), OverviewScreen)
        assert title_now(pilot) == "ชื่อใหม่หลังสำรอง"


async def test_a_year_that_the_backup_does_not_have_is_gone_and_one_that_it_has_is_laid_on_the_desk(
    tmp_path: Path,
) -> None:
    database = with_history(tmp_path / "a")
    async with opened(database) as pilot:
        tasks.begin_year(store_of(pilot), YEAR.next())
        app = pilot.app
        assert isinstance(app, ItaApp)
        app.lay_on_desk(YEAR.next())
        await settle(pilot)
        await to_backups(pilot)
        await press(pilot, "r", "down", "enter")

        assert isinstance(top(pilot), OverviewScreen)
        assert app.desk is not None
        assert app.desk.year == YEAR


async def test_the_store_is_closed_for_a_restore_only_when_nobody_reads_it_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, verify = Event(), tasks.verify

    def slow(store: "Store") -> object:
        go_on.wait(10)
        return verify(store)

    monkeypatch.setattr(tasks, "verify", slow)
    async with opened(with_history(tmp_path / "a")) as pilot:
        store = store_of(pilot)
        await to_backups(pilot)
        await keys(pilot, "f12")
        await type_thai(pilot, "ตรวจสอบความครบถ้วน")
        await keys(pilot, "enter", "r", "down", "enter")
        await until_shown(pilot, "กำลังนำข้อมูลสำรองกลับมาใช้")
        closed_too_soon = store.door.closed
        go_on.set()
        await settle(pilot)

        assert not closed_too_soon
        assert store.door.closed
        assert isinstance(top(pilot), OverviewScreen)
        assert title_now(pilot) != "ชื่อใหม่หลังสำรอง"
        assert "ตรวจแล้ว ทุกอย่างครบถ้วน" in notices(pilot)


async def test_what_is_brought_back_in_the_demonstration_goes_nowhere_else(tmp_path: Path) -> None:
    app = ItaApp(tmp_path / "hers.db", clock=clock, demo=True)
    async with app.run_test() as pilot:
        await settle(pilot)
        place = store_of(pilot).path
        await press(pilot, "b", "n", "r", "down", "enter")

        assert store_of(pilot).path == place
        assert "กลับมาใช้แล้ว" in notices(pilot)
    assert not os.listdir(tmp_path)  # noqa: PTH208


async def test_what_cannot_be_brought_back_leaves_the_program_as_it_was_and_says_why(tmp_path: Path) -> None:
    database = with_history(tmp_path / "a")
    (backup,) = (database.parent / "backups").glob("*.db")
    async with opened(database) as pilot:
        await to_backups(pilot)
        os.truncate(backup, 8192)
        await press(pilot, "r", "down", "enter")

        assert isinstance(top(pilot), OverviewScreen)
        assert title_now(pilot) == "ชื่อใหม่หลังสำรอง"
        assert backup.name in notices(pilot)
        await press(pilot, "f3")  # and it goes on
        assert "ชื่อใหม่หลังสำรอง" in screen_text(pilot)


async def test_nothing_is_brought_back_over_text_that_is_not_saved(tmp_path: Path) -> None:
    async with opened(with_history(tmp_path / "a")) as pilot:
        await press(pilot, "f12")
        await type_thai(pilot, "เปลี่ยนปี")
        await press(pilot, "enter", "end", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, YearsScreen)
        await type_thai(pilot, "๒๕๘๐")
        await press(pilot, "f12")
        await type_thai(pilot, "ข้อมูลสำรอง")
        await press(pilot, "enter")

        assert pilot.app.screen is screen
        assert "ยังไม่ได้บันทึก" in notices(pilot)


async def test_a_file_that_lies_elsewhere_is_brought_back_too(tmp_path: Path) -> None:
    database = with_history(tmp_path / "a")
    (backup,) = (database.parent / "backups").glob("*.db")
    elsewhere = backup.rename(tmp_path / "จาก เครื่องเดิม.db")
    async with opened(database, (80, 24)) as pilot:
        await to_backups(pilot)
        await press(pilot, "f")
        await type_thai(pilot, str(tmp_path / "ไม่มี.db"))
        await press(pilot, "enter")
        assert "ไม่พบไฟล์นี้" in notices(pilot)
        await press(pilot, "f")
        await type_thai(pilot, str(elsewhere))
        await press(pilot, "enter", "down", "enter")

        assert title_now(pilot) != "ชื่อใหม่หลังสำรอง"
        assert elsewhere.exists()


async def test_on_a_new_computer_the_first_run_leads_to_the_backups_of_the_old_one(tmp_path: Path) -> None:
    database = with_history(tmp_path / "old")
    (backup,) = (database.parent / "backups").glob("*.db")
    async with opened(tmp_path / "new.db", (80, 24)) as pilot:
        assert isinstance(top(pilot), FirstRunScreen)
        assert "b นำข้อมูลสำรองกลับมาใช้" in screen_text(pilot)
        await press(pilot, "b", "f")
        await type_thai(pilot, str(backup))
        await press(pilot, "enter", "down", "enter")

        assert isinstance(top(pilot), OverviewScreen)
        assert len(store_of(pilot).measures.all(YEAR)) == 12


# --- the second folder ---------------------------------------------------------------------------------------


async def test_a_second_folder_is_looked_at_before_it_is_taken_and_filled_at_once(tmp_path: Path) -> None:
    database, stick = with_history(tmp_path / "a"), tmp_path / "สติก"
    async with opened(database, (80, 24)) as pilot:
        await to_backups(pilot)
        await press(pilot, "o")
        assert isinstance(top(pilot), SecondFolderDialog)
        assert_whole(pilot)
        await enter(pilot, "folder", str(stick))
        await press(pilot, "enter")
        assert NO_FOLDER in screen_text(pilot).replace("\n", "")
        stick.mkdir()
        await press(pilot, "enter")
        await settle(pilot)

        assert isinstance(top(pilot), BackupsScreen)
        assert list(stick.rglob("*.db"))
        at = next(n for n, line in enumerate(listed(pilot)) if line.startswith("โฟลเดอร์ที่สอง"))
        assert "วันนี้ ๑๐:๒๒" in listed(pilot)[at + 1]
        pilot.app.screen.query_one(OptionList).highlighted = at + 1
        await settle(pilot)
        assert str(stick) in shown(pilot, "#said").replace("\n", "")

        await press(pilot, "o")
        await enter(pilot, "folder", "")
        await press(pilot, "ctrl+s")
        await settle(pilot)
        assert not any(line.startswith("โฟลเดอร์ที่สอง") for line in listed(pilot))
        assert list(stick.rglob("*.db"))  # what lies there stays


async def test_a_second_folder_that_is_gone_is_told_once_and_the_list_says_so(tmp_path: Path) -> None:
    database, stick = with_history(tmp_path / "a"), tmp_path / "stick"
    stick.mkdir()
    with tasks.open_store(database, lambda: NOW) as store:
        tasks.choose_second_folder(store, stick)
    stick.rename(tmp_path / "pulled out")

    async with opened(database, (80, 24)) as pilot:
        assert len([one for one in pilot.app._notifications if "สำรองข้อมูลไม่ครบ" in one.title]) == 1
        pilot.app._keep_again()  # type: ignore[attr-defined]
        await settle(pilot)
        assert len([one for one in pilot.app._notifications if "สำรองข้อมูลไม่ครบ" in one.title]) == 1
        await to_backups(pilot)
        assert any("ขณะนี้เข้าไม่ถึง" in line for line in listed(pilot))


# --- the look at the start -----------------------------------------------------------------------------------


@pytest.fixture
def looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs look through everything at their start, as they do for her."""
    monkeypatch.setattr(KeepingApp, "LOOKS_THROUGH", True)


@pytest.mark.usefixtures("looked_through")
async def test_what_the_look_at_the_start_finds_stays_in_sight_and_is_told_in_full(tmp_path: Path) -> None:
    database = sample_database(tmp_path / "a")
    for kept in (database.parent / "ita.evidence").rglob("*"):
        if kept.is_file():
            kept.chmod(0o600)
            kept.unlink()

    async with opened(database, (80, 24)) as pilot:
        await until_told(pilot, "ตรวจเมื่อเปิดโปรแกรม พบข้อที่ต้องดู")
        assert "ตรวจสอบความครบถ้วน" in notices(pilot)
        assert "มีข้อที่ต้องดู" in shown(pilot, "#last")
        await press(pilot, "f12")
        await type_thai(pilot, "ตรวจสอบความครบถ้วน")
        await press(pilot, "enter")

        screen = pilot.app.screen
        assert isinstance(screen, ToldLines)
        problems = tasks.verify(store_of(pilot)).problems
        assert len(problems) > 3
        assert all(one in screen.lines for one in problems)
        assert_whole(pilot)
        await press(pilot, "escape")
        assert isinstance(top(pilot), OverviewScreen)


async def test_a_start_makes_the_backup_that_is_due_and_the_overview_says_when(tmp_path: Path) -> None:
    database = sample_database(tmp_path / "a")
    later = NOW + timedelta(hours=1)
    async with opened(database, clock=lambda: later) as pilot:
        assert "สำรองข้อมูล วันนี้ ๑๑:๓๒" in shown(pilot, "#last")
        assert len(list((database.parent / "backups").glob("*.db"))) == 1
    async with opened(database, clock=lambda: later) as pilot:
        assert len(list((database.parent / "backups").glob("*.db"))) == 1
