"""Reading in: nothing is saved before it was looked over, and all of it goes again with one Ctrl+Z."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import OptionList

from ita_tui import tasks
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.merging import Merge
from screens.overview import OverviewScreen
from screens.read_in import ReadInScreen
from screens.widgets.field import Field
from store.database import Store
from tests.long_series import some
from tests.screen_app import opened, press, sample_database, screen_text, settle, store_of
from tests.typing_thai import followed, type_thai
from tests.waiting import NASTY, assert_whole, at_every_size, keys, until, until_shown, until_told

RIMTHAN = Path(__file__).parent / "data" / "rimthan-2566.txt"
THAMSING = Path(__file__).parents[2] / "shared" / "seeds" / "thamsing-2566.txt"
YEAR, OTHER = FiscalYear(2569), FiscalYear(2566)
TABLE = (
    "มาตรการ\tวิธีการดำเนินการ\tผู้รับผิดชอบ\tระยะเวลา\tผลการดำเนินการ\n"
    "๑. [b]ทำป้าย[/b] [/] บอกทาง\tทำป้าย\tกองช่าง\tต.ค. ๒๕๖๘ – มี.ค. ๒๕๖๙\tติดตั้งแล้ว\n"
)

BAD: tuple[tuple[str, bytes | None, str], ...] = (
    ("ไม่มี.txt", None, "ไม่พบ"),
    ("ว่าง.txt", b"", "ว่าง"),
    ("ภาพ.txt", bytes(range(256)) * 20, "ไม่ใช่"),
    ("เรื่องเล่า.txt", "วันนี้ฝนตก\nไม่มีตารางเลย\n".encode(), "ตาราง"),
    ("แปลก.txt", "สี\tขนาด\tราคา\nแดง\t๑\t๒\nเขียว\t๓\t๔\n".encode(), "หัว"),
    ("รายงาน.pdf", b"%PDF-1.4", ".pdf"),
    ("เสีย.json", b'{"format": ', "เสีย.json"),
)


@asynccontextmanager
async def reading(folder: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[int]]:
    """The sample year with the screen for reading in on top, looking into ``folder``."""
    database = sample_database(folder.with_name(f"{folder.name}-data"))
    async with opened(database, size) as pilot:
        store_of(pilot).preferences.set("read_in_folder", str(folder))
        await pilot.app.run_action("app.read_in")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReadInScreen))
        await until_shown(pilot, "โฟลเดอร์ที่อยู่เหนือขึ้นไป")
        yield pilot


async def give(pilot: Pilot[Any], path: str) -> None:
    """Put a path into the field, as a terminal does with a file that is dropped on it, and press Enter."""
    field = pilot.app.screen.query_one("#path", Field).input
    field.focus()
    field.clear()
    await followed(pilot)
    pilot.app.post_message(events.Paste(path))
    await keys(pilot, "enter")


async def read(pilot: Pilot[Any], path: Path, year: str = "") -> None:
    """Give a path, with a year typed over the offered one, and wait for the draft."""
    if year:
        await keys(pilot, "tab")
        await type_thai(pilot, year)
    await give(pilot, str(path))
    await until_shown(pilot, "ยังไม่ได้บันทึก")


def complaint(pilot: Pilot[Any]) -> str:
    return pilot.app.screen.query_one("#path", Field).complaint


def count(pilot: Pilot[int], year: FiscalYear) -> int:
    store = store_of(pilot)
    return len(store.measures.all(year)) if year in store.years.all() else 0


def text_of(pilot: Pilot[Any], selector: str) -> str:
    return str(pilot.app.screen.query_one(selector).render())


async def test_what_was_read_is_shown_with_its_doubts_before_anything_is_saved(tmp_path: Path) -> None:
    async with reading(tmp_path, (80, 24)) as pilot:
        await at_every_size(pilot, "ไฟล์รายงาน", "โฟลเดอร์ที่อยู่เหนือขึ้นไป")
        last = store_of(pilot).history.last()
        await read(pilot, RIMTHAN, "๒๕๖๖")

        draft = tasks.read_in(RIMTHAN, OTHER)
        shown = text_of(pilot, "#preview")
        await at_every_size(pilot, "๑๑ มาตรการ", "หน่วยงานในเอกสาร")
        await until_shown(pilot, "๑๑ มาตรการ")
        await until_shown(pilot, "เข้าปี ๒๕๖๖")
        for measure in draft.measures:
            assert " ".join(measure.title.split()) in shown
            assert " ".join(measure.responsible.split()) in shown
        for doubt in draft.doubts:
            assert str(doubt) in shown
        for left_out in draft.left_out:
            assert left_out in shown
        assert store_of(pilot).history.last() == last
        assert store_of(pilot).years.all() == (YEAR,)


async def test_a_report_goes_into_the_chosen_year_in_one_step_that_can_be_undone(tmp_path: Path) -> None:
    async with reading(tmp_path) as pilot:
        before = store_of(pilot).report(YEAR)
        await read(pilot, RIMTHAN, "2566")
        await keys(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, OverviewScreen))

        assert count(pilot, OTHER) == 11
        await until_told(pilot, "เพิ่ม ๑๑ มาตรการ")
        await settle(pilot)
        await press(pilot, "ctrl+z")
        assert store_of(pilot).years.all() == (YEAR,)
        assert store_of(pilot).report(YEAR) == before


@pytest.mark.skipif(not THAMSING.exists(), reason="the seed reports are not beside this repository")
async def test_a_real_report_arrives_whole(tmp_path: Path) -> None:
    async with reading(tmp_path) as pilot:
        await read(pilot, THAMSING, "๒๕๖๖")
        await keys(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, OverviewScreen))

        arrived = store_of(pilot).measures.all(OTHER)
        assert len(arrived) == 11
        assert all(m.title and m.method and m.responsible and m.period.start and m.result for m in arrived)


async def test_a_document_of_another_year_asks_which_one_is_meant(tmp_path: Path) -> None:
    async with reading(tmp_path) as pilot:
        for answer, year in (((), "๒๕๖๖"), (("down",), "๒๕๖๙")):
            pilot.app.screen.query_one("#year", Field).input.value = "๒๕๖๙"
            await type_thai(pilot, str(RIMTHAN))
            await keys(pilot, "enter")
            await until_shown(pilot, "จะนำเข้าปีใด")
            await keys(pilot, *answer, "enter")
            await until_shown(pilot, "ยังไม่ได้บันทึก")

            assert f"เข้าปี {year}" in text_of(pilot, "#summary")
            await keys(pilot, "escape")
            pilot.app.screen.query_one("#path", Field).input.clear()


async def test_a_year_with_measures_asks_what_becomes_of_them_and_each_answer_is_one_step(
    tmp_path: Path,
) -> None:
    (tmp_path / "ป้าย.txt").write_text(TABLE, encoding="utf-8")
    async with reading(tmp_path) as pilot:
        for answer, after in (((), 13), (("down",), 13), (("down", "down"), 1)):
            if not isinstance(pilot.app.screen, ReadInScreen):
                await pilot.app.run_action("app.read_in")
                await until(pilot, lambda: isinstance(pilot.app.screen, ReadInScreen))
            await read(pilot, tmp_path / "ป้าย.txt")
            await until_shown(pilot, "[b]ทำป้าย[/b] [/] บอกทาง")
            await keys(pilot, "enter")
            await until_shown(pilot, "มีมาตรการอยู่แล้ว ๑๒ มาตรการ")
            await until_shown(pilot, "แทนที่ทั้งหมด (ลบ ๑๒ มาตรการเดิม")
            await keys(pilot, *answer, "enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, OverviewScreen))

            assert count(pilot, YEAR) == after
            await settle(pilot)
            await press(pilot, "ctrl+z")
            assert count(pilot, YEAR) == 12


async def test_merging_a_report_that_is_there_already_adds_nothing(tmp_path: Path) -> None:
    (tmp_path / "ป้าย.txt").write_text(TABLE, encoding="utf-8")
    async with reading(tmp_path) as pilot:
        for times in ("ครั้งแรก", "อีกครั้ง"):
            await read(pilot, tmp_path / "ป้าย.txt")
            await keys(pilot, "enter")
            await until_shown(pilot, "มีมาตรการอยู่แล้ว")
            await keys(pilot, "enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, OverviewScreen))
            if times == "ครั้งแรก":
                await pilot.app.run_action("app.read_in")
                await until_shown(pilot, "ไฟล์รายงาน")

        assert count(pilot, YEAR) == 13


async def test_giving_up_the_question_saves_nothing(tmp_path: Path) -> None:
    (tmp_path / "ป้าย.txt").write_text(TABLE, encoding="utf-8")
    async with reading(tmp_path) as pilot:
        await read(pilot, tmp_path / "ป้าย.txt")
        await keys(pilot, "ctrl+s")
        await until_shown(pilot, "มีมาตรการอยู่แล้ว")
        await keys(pilot, "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReadInScreen))

        assert count(pilot, YEAR) == 12
        await keys(pilot, "escape", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, OverviewScreen))
        assert count(pilot, YEAR) == 12


async def test_a_bad_file_is_told_beside_the_field_and_the_screen_stays(tmp_path: Path) -> None:
    async with reading(tmp_path, (80, 24)) as pilot:
        for name, content, sentence in BAD:
            path = tmp_path / name
            if content is not None:
                path.write_bytes(content)
            await give(pilot, str(path))
            await until(pilot, lambda words=sentence: words in complaint(pilot))  # type: ignore[misc]

            await until_shown(pilot, complaint(pilot).splitlines()[0][:20])
            await until(pilot, lambda: "กำลังอ่าน" not in screen_text(pilot))
            assert pilot.app.screen.query_one("#path", Field).value == str(path)
            assert_whole(pilot)
        assert count(pilot, YEAR) == 12


async def test_an_empty_path_and_a_wrong_year_are_told(tmp_path: Path) -> None:
    async with reading(tmp_path) as pilot:
        await keys(pilot, "enter")
        assert "พิมพ์ตำแหน่งไฟล์" in complaint(pilot)

        await keys(pilot, "tab")
        await type_thai(pilot, "ปีก่อน")
        await keys(pilot, "enter")

        await until_shown(pilot, "ปีงบประมาณเป็นตัวเลขสองหรือสี่หลัก")


async def test_no_typed_path_brings_the_screen_down(tmp_path: Path) -> None:
    async with reading(tmp_path, (80, 24)) as pilot:
        field = pilot.app.screen.query_one("#path", Field)
        for nasty in some(NASTY, 4):
            field.input.clear()
            field.input.focus()
            await followed(pilot)
            pilot.app.post_message(events.Paste(nasty))
            await keys(pilot, "enter")
            await until(pilot, lambda: bool(field.complaint) or pilot.app.focused is not field.input)

            assert isinstance(pilot.app.screen, ReadInScreen)
            assert_whole(pilot)


async def test_a_path_is_understood_however_it_was_given(tmp_path: Path) -> None:
    path = tmp_path / "ตาราง น้ำ ๑.txt"
    two_parts = tmp_path / "น\u0e4d\u0e49\u0e32.txt"  # SARA AM as other systems spell it in names
    for file in (path, two_parts):
        file.write_text(TABLE, encoding="utf-8")
    async with reading(tmp_path) as pilot:
        for given in (f"'{path}'", path.as_uri(), f"  “{path}” ", path.name, str(two_parts)):
            await give(pilot, given)
            await until_shown(pilot, "๑ มาตรการ")
            await keys(pilot, "escape")


async def test_a_file_dropped_while_the_list_has_the_focus_goes_into_the_field(tmp_path: Path) -> None:
    async with reading(tmp_path) as pilot:
        await keys(pilot, "tab", "tab")
        assert isinstance(pilot.app.focused, OptionList)
        pilot.app.post_message(events.Paste(str(RIMTHAN)))
        await followed(pilot)

        field = pilot.app.screen.query_one("#path", Field)
        assert field.value == str(RIMTHAN)
        assert field.input.has_focus


async def test_a_file_is_chosen_from_the_list_by_keys_alone(tmp_path: Path) -> None:
    folder = tmp_path / "รายงานเก่า [b]"
    folder.mkdir()
    (folder / "ตาราง.txt").write_text(TABLE, encoding="utf-8")
    (folder / "รูป.jpg").write_bytes(b"x")
    async with reading(tmp_path) as pilot:
        await keys(pilot, "tab", "tab", "home", "down")
        await until_shown(pilot, "รายงานเก่า [b]/")
        await keys(pilot, "enter")
        await until_shown(pilot, "ตาราง.txt")
        assert "รูป.jpg" not in screen_text(pilot)
        assert "รายงานเก่า [b]" in text_of(pilot, "#folder")
        await keys(pilot, "enter")

        await until_shown(pilot, "๑ มาตรการ")


def strange_file(folder: Path) -> bool:
    """Write a report under a name that no terminal shows; False where the system takes no such name."""
    name = b"\xff\x1b[31m.txt".decode("utf-8", "surrogateescape")
    try:
        (folder / name).write_text(TABLE, encoding="utf-8")
    except OSError:
        return False
    return True


async def test_a_file_whose_name_cannot_be_shown_is_read_all_the_same(tmp_path: Path) -> None:
    if not strange_file(tmp_path):
        pytest.skip("this file system takes no name that is not UTF-8")
    async with reading(tmp_path) as pilot:
        await until_shown(pilot, "[31m.txt")
        assert not any("\ud800" <= letter <= "\udfff" or letter == "\x1b" for letter in screen_text(pilot))
        await keys(pilot, "tab", "tab", "end", "enter")

        await until_shown(pilot, "๑ มาตรการ")


async def test_a_folder_that_is_typed_is_looked_into(tmp_path: Path) -> None:
    (tmp_path / "ใน").mkdir()
    (tmp_path / "ใน" / "ตาราง.txt").write_text(TABLE, encoding="utf-8")
    async with reading(tmp_path) as pilot:
        await type_thai(pilot, str(tmp_path / "ใน"))
        await keys(pilot, "enter")

        await until_shown(pilot, "ตาราง.txt")
        assert isinstance(pilot.app.focused, OptionList)


async def test_the_keys_go_on_while_a_document_is_read_and_escape_leaves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, reached = threading.Event(), threading.Event()

    def slow(path: Path, year: FiscalYear, **_more: object) -> object:
        reached.set()
        held.wait(10)
        raise AssertionError(path, year)

    async with reading(tmp_path) as pilot:
        monkeypatch.setattr(tasks, "read_in", slow)
        try:
            await type_thai(pilot, str(RIMTHAN))
            await keys(pilot, "enter")
            await until(pilot, reached.is_set)
            await until_shown(pilot, "กำลังอ่าน rimthan-2566.txt")
            await keys(pilot, "escape")
            await until(pilot, lambda: isinstance(pilot.app.screen, OverviewScreen))
        finally:
            held.set()

        assert count(pilot, YEAR) == 12


async def test_the_screen_cannot_be_left_while_a_report_is_on_its_way_into_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, reached, take_in = threading.Event(), threading.Event(), tasks.take_in

    def slow(store: Store, parts: tasks.YearParts, year: FiscalYear, mode: tasks.TakeIn, name: str) -> Merge:
        reached.set()
        held.wait(10)
        return take_in(store, parts, year, mode, name)

    async with reading(tmp_path) as pilot:
        monkeypatch.setattr(tasks, "take_in", slow)
        await read(pilot, RIMTHAN, "๒๕๖๖")
        await keys(pilot, "ctrl+s")
        await until(pilot, reached.is_set)
        await keys(pilot, "escape", "f2", "ctrl+s")
        assert isinstance(pilot.app.screen, ReadInScreen)
        await until_told(pilot, "โปรดรอสักครู่")
        held.set()
        await until(pilot, lambda: isinstance(pilot.app.screen, OverviewScreen))

        assert count(pilot, OTHER) == 11


async def test_escape_leaves_in_two_steps_and_saves_nothing(tmp_path: Path) -> None:
    async with reading(tmp_path) as pilot:
        await read(pilot, RIMTHAN, "๒๕๖๖")
        await until_shown(pilot, "Ctrl+S นำเข้า")
        await keys(pilot, "escape")
        assert pilot.app.screen.query_one("#path", Field).input.has_focus
        await until(pilot, lambda: "Ctrl+S นำเข้า" not in screen_text(pilot))
        await keys(pilot, "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, OverviewScreen))

        assert store_of(pilot).years.all() == (YEAR,)
