"""Reading in: nothing is saved before it was looked over, and all of it goes again with one Ctrl+Z."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events
from textual.widgets import OptionList

from ita_tui import tasks
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.merging import Merge
from ita_tui.intake.refusals import DocumentMissing
from ita_tui.thai.numerals import thai_digits
from screens.draft_lists import Pane
from screens.draft_screen import DraftScreen
from screens.overview import OverviewScreen
from screens.pasted_text import PastedTextDialog
from screens.read_in import ReadInScreen
from screens.widgets.field import Field
from screens.widgets.thai_text_area import ThaiTextArea
from store.database import Store
from tests.long_series import some
from tests.reading_screen import (
    OTHER,
    RIMTHAN,
    TABLE,
    YEAR,
    complaint,
    count,
    give,
    looking,
    paste,
    read,
    reading,
    text_of,
    until_looking,
)
from tests.screen_app import press, screen_text, settle, store_of
from tests.silently_cut import silently_cut
from tests.typing_thai import followed, type_thai
from tests.waiting import NASTY, assert_whole, at_every_size, keys, until, until_shown, until_told

THAMSING = Path(__file__).parents[2] / "shared" / "seeds" / "thamsing-2566.txt"
PLAN = (
    "รายงานผลการประเมิน ประจำปีงบประมาณ พ.ศ. ๒๕๖๗\n\nแผนของปีงบประมาณ พ.ศ. ๒๕๖๘\n"
    "มาตรการ\tวิธีการดำเนินการ\tผู้รับผิดชอบ\tระยะเวลา\n๑. ทำป้าย\tทำป้าย\tกองช่าง\tต.ค. ๒๕๖๗\n"
)

BAD: tuple[tuple[str, bytes | None, str], ...] = (
    ("ไม่มี.txt", None, "ไม่พบ"),
    ("ว่าง.txt", b"", "ว่าง"),
    ("ภาพ.txt", bytes(range(256)) * 20, "ไม่ใช่"),
    ("เรื่องเล่า.txt", "วันนี้ฝนตก\nไม่มีตารางเลย\n".encode(), "ตาราง"),
    ("รายงาน.pdf", b"%PDF-1.4", ".pdf"),
    ("เสีย.json", b'{"format": ', "เสีย.json"),
)


async def test_what_was_read_is_shown_in_four_lists_before_anything_is_saved(tmp_path: Path) -> None:
    async with reading(tmp_path, (80, 24)) as pilot:
        await at_every_size(pilot, "ไฟล์รายงาน", "โฟลเดอร์ที่อยู่เหนือขึ้นไป")
        last = store_of(pilot).history.last()
        await read(pilot, RIMTHAN, "๒๕๖๖")

        draft = tasks.draft(tasks.take_apart(RIMTHAN), OTHER)
        for key, pane, words in (
            ("1", Pane.TABLES, "อ่านเป็นมาตรการ"),
            ("2", Pane.MEASURES, "✓ แล้วเสร็จ"),
            ("4", Pane.LEFT_OUT, "รายงานความก้าวหน้า"),
            ("3", Pane.DOUBTS, "? ยังไม่ตัดสิน"),
        ):
            await keys(pilot, key)
            assert looking(pilot).list.id == pane
            await until_shown(pilot, words)
            assert_whole(pilot)
            assert silently_cut(pilot.app) == []
        await at_every_size(pilot, "๑๑ มาตรการที่จะนำเข้าปี ๒๕๖๖", "รอตัดสิน", "เอกสารนี้เป็นของ", words)
        await until_shown(pilot, f"ไม่ได้นำเข้า {thai_digits(len(draft.left_out))}")
        assert store_of(pilot).history.last() == last
        assert store_of(pilot).years.all() == (YEAR,)


async def test_a_report_goes_into_the_chosen_year_in_one_step_that_can_be_undone(tmp_path: Path) -> None:
    async with reading(tmp_path) as pilot:
        before = store_of(pilot).report(YEAR)
        await read(pilot, RIMTHAN, "2566")
        await keys(pilot, "ctrl+s")
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
        await give(pilot, str(RIMTHAN))
        await until_shown(pilot, "เอกสารนี้เป็นของปีงบประมาณ ๒๕๖๖ แต่เลือกจะนำเข้าปี ๒๕๖๙ จะนำเข้าปีใด")
        await keys(pilot, "enter")
        await until_looking(pilot)
        assert "เข้าปี ๒๕๖๖" in text_of(pilot, "#summary")
        await keys(pilot, "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReadInScreen))

        pilot.app.screen.query_one("#year", Field).input.value = "๒๕๖๙"
        pilot.app.post_message(events.Paste(PLAN))  # a plan for one year in the report on another
        for offered in ("๒๕๖๘ ตามตารางมาตรการ", "๒๕๖๗ ตามเอกสาร", "๒๕๖๙ ตามที่พิมพ์ไว้"):
            await until_shown(pilot, f"นำเข้าปี {offered}")
        await keys(pilot, "escape")  # gives up
        await until(pilot, lambda: isinstance(pilot.app.screen, ReadInScreen))
        pilot.app.post_message(events.Paste(PLAN))
        await until_shown(pilot, "จะนำเข้าปีใด")
        await keys(pilot, "down", "down", "enter")
        await until_looking(pilot)
        assert "เข้าปี ๒๕๖๙" in text_of(pilot, "#summary")


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
            await keys(pilot, "ctrl+s")
            await until_shown(pilot, "มีมาตรการอยู่แล้ว ๑๒ มาตรการ")
            await until_shown(pilot, "ข้อสงสัยรอตัดสิน ๑ ข้อ")
            await until_shown(pilot, "เพิ่มใหม่ ๑ · เติมช่องว่าง ๐ มาตรการ · คงข้อความเดิม ๐ ช่อง")
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
            await keys(pilot, "ctrl+s")
            await until_shown(pilot, "มีมาตรการอยู่แล้ว")
            if times == "อีกครั้ง":
                await until_shown(pilot, "เพิ่มใหม่ ๐ · เติมช่องว่าง ๐ มาตรการ · คงข้อความเดิม ๐ ช่อง")
            await keys(pilot, "enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, OverviewScreen))
            if times == "ครั้งแรก":
                await pilot.app.run_action("app.read_in")
                await until_shown(pilot, "ไฟล์รายงาน")

        assert count(pilot, YEAR) == 13


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


async def test_a_path_is_understood_however_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ตาราง น้ำ ๑.txt"
    two_parts = tmp_path / "น\u0e4d\u0e49\u0e32.txt"  # SARA AM as other systems spell it in names
    for file in (path, two_parts):
        file.write_text(TABLE, encoding="utf-8")
    asked_for: list[Path] = []

    def refuse(path: Path, **_more: object) -> object:
        asked_for.append(path)
        raise DocumentMissing(path)

    async with reading(tmp_path) as pilot:
        monkeypatch.setattr(tasks, "take_apart", refuse)
        for given in (f"'{path}'", path.as_uri(), f"  “{path}” ", path.name, str(two_parts)):
            asked_for.clear()
            await give(pilot, given)
            await until(pilot, lambda: bool(asked_for))

            assert asked_for == [two_parts if given == str(two_parts) else path]
        for several in (
            f"copy\n{path.as_uri()}\n",
            f"{path}\n\n{tmp_path / 'ไม่มี.txt'}",
        ):  # as file managers copy
            field = pilot.app.screen.query_one("#path", Field)
            field.input.clear()
            pilot.app.post_message(events.Paste(several))
            await until(pilot, lambda: field.value == str(path))  # noqa: B023 (asked at once)


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


async def test_a_folder_that_is_typed_is_looked_into_and_a_dropped_file_goes_into_the_field(
    tmp_path: Path,
) -> None:
    (tmp_path / "ใน").mkdir()
    for name in ("ตาราง.txt", "ผล.docx", "ผล.xlsx", "ผล.pdf", "ผล.ods", "หน้า.html", "รูป.jpg"):
        (tmp_path / "ใน" / name).write_text(TABLE, encoding="utf-8")
    async with reading(tmp_path) as pilot:
        await type_thai(pilot, str(tmp_path / "ใน"))
        await keys(pilot, "enter")

        await until_shown(pilot, "ตาราง.txt")
        for name in ("ผล.docx", "ผล.xlsx", "ผล.pdf", "ผล.ods", "หน้า.html"):
            assert name in screen_text(pilot)
        assert "รูป.jpg" not in screen_text(pilot)
        assert isinstance(pilot.app.focused, OptionList)
        pilot.app.post_message(events.Paste(str(RIMTHAN)))
        await followed(pilot)

        field = pilot.app.screen.query_one("#path", Field)
        assert field.value == str(RIMTHAN)
        assert field.input.has_focus


async def test_a_long_reading_says_how_far_it_is_and_escape_ends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, ended = threading.Event(), threading.Event()

    def slow(path: Path, *, watch: Callable[[int, int], None], **_more: object) -> object:
        try:
            while not held.wait(0.02):
                watch(3, 12)
        finally:
            ended.set()
        raise AssertionError(path)

    async with reading(tmp_path, (80, 24)) as pilot:
        monkeypatch.setattr(tasks, "take_apart", slow)
        try:
            await give(pilot, str(tmp_path / "ผล.pdf"))
            await until_shown(pilot, "กำลังอ่าน ผล.pdf … หน้า ๓/๑๒ · Esc หยุดอ่าน")
            await keys(pilot, "f1")  # the keys go on
            await until_shown(pilot, "ช่วยเหลือ · อ่านรายงานเข้า")
            await keys(pilot, "escape", "escape")
            await until_shown(pilot, "หยุดอ่าน ผล.pdf แล้ว ยังไม่ได้บันทึกอะไร")
            assert ended.wait(5)
            await give(pilot, str(tmp_path / "ผล.docx"))
            await until_shown(pilot, "กำลังอ่าน ผล.docx … ๒๕ %")
            ended.clear()
            await keys(pilot, "f2")
            await until(pilot, lambda: isinstance(pilot.app.screen, OverviewScreen))
            assert ended.wait(5)  # also where she just goes elsewhere
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
        assert isinstance(pilot.app.screen, DraftScreen)
        await until_told(pilot, "โปรดรอสักครู่")
        held.set()
        await until(pilot, lambda: isinstance(pilot.app.screen, OverviewScreen))

        assert count(pilot, OTHER) == 11


async def test_escape_leaves_step_by_step_and_saves_nothing(tmp_path: Path) -> None:
    (tmp_path / "ป้าย.txt").write_text(TABLE, encoding="utf-8")
    async with reading(tmp_path) as pilot:
        await read(pilot, tmp_path / "ป้าย.txt")
        await keys(pilot, "ctrl+s")
        await until_shown(pilot, "มีมาตรการอยู่แล้ว")
        await keys(pilot, "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, DraftScreen))
        await until_shown(pilot, "Ctrl+S นำเข้า")
        await keys(pilot, "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReadInScreen))
        assert pilot.app.screen.query_one("#path", Field).input.has_focus
        assert "Ctrl+S นำเข้า" not in screen_text(pilot)
        await keys(pilot, "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, OverviewScreen))

        assert count(pilot, YEAR) == 12


async def test_a_text_of_several_lines_is_read_wherever_it_is_pasted(tmp_path: Path) -> None:
    async with reading(tmp_path, (80, 24)) as pilot:
        for tabs in (1, 2):  # into a field, and on the list
            pilot.app.screen.query_one("#path", Field).input.focus()
            await keys(pilot, *["tab"] * tabs)
            await paste(pilot, TABLE.replace("\n", "\r\n"))

            assert [measure.method for measure in looking(pilot).draft.measures] == ["ทำป้าย"]
            assert "ข้อความที่วาง" in screen_text(pilot)
            await keys(pilot, "escape")
            await until(pilot, lambda: isinstance(pilot.app.screen, ReadInScreen))
        assert pilot.app.screen.query_one("#path", Field).value == ""


async def test_a_typed_table_is_read_and_no_way_out_of_the_field_loses_it(tmp_path: Path) -> None:
    async with reading(tmp_path, (80, 24)) as pilot:
        await keys(pilot, "ctrl+t")
        await until(pilot, lambda: isinstance(pilot.app.screen, PastedTextDialog))
        await type_thai(pilot, "มาตรการ")
        await keys(pilot, "ctrl+s")
        await until_shown(pilot, "ไม่พบตารางมาตรการใน ข้อความที่วาง")  # three lines, beside the text
        await until_shown(pilot, "โปรดคัดลอกทั้งตารางพร้อมหัวตาราง")
        assert_whole(pilot)
        area = pilot.app.screen.query_one(ThaiTextArea)
        assert area.text == "มาตรการ"

        await keys(pilot, "f2")
        await until_told(pilot, "ยังมีข้อความที่พิมพ์ไว้")
        await keys(pilot, "escape")
        await until_shown(pilot, "เก็บข้อความที่วางไว้แล้ว ยังไม่ได้อ่าน")
        await keys(pilot, "f2", "escape")
        await until_shown(pilot, "ข้อความที่วางไว้ยังไม่ได้อ่าน")
        await keys(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, PastedTextDialog))
        await keys(pilot, "ctrl+end", "tab")
        await type_thai(pilot, "ผู้รับผิดชอบ\n๑. ทำป้าย")
        await keys(pilot, "tab")
        await type_thai(pilot, "กองช่าง")
        await keys(pilot, "ctrl+s")
        await until_looking(pilot)

        assert [(m.title, m.responsible) for m in looking(pilot).draft.measures] == [("ทำป้าย", "กองช่าง")]
        await keys(pilot, "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReadInScreen))
        await keys(pilot, "escape")  # it was read: nothing is asked
        await until(pilot, lambda: isinstance(pilot.app.screen, OverviewScreen))
