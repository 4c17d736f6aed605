"""F5: the catalogue of OIT items under its groups, its search and filters, and the form of an item."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, SelectionList

from ita_tui import tasks
from ita_tui.app import ItaApp
from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.disclosure_list import ItemGroup
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.rulebook.loading import rules_for
from ita_tui.thai.cells import cell_width
from screens import disclosure as disclosure_screen
from screens.dialogs import Choice
from screens.disclosure import DisclosureScreen
from screens.disclosure_form import DisclosureForm
from screens.disclosure_rows import certainty
from screens.overview import OverviewScreen
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.thai_input import ThaiInput
from screens.widgets.thai_text_area import ThaiTextArea
from store.refusals import DiskRefusedError
from tests.items_room import YEAR, item, items
from tests.one_screen_app import on_screen
from tests.screen_app import (
    clock,
    enter,
    focus,
    opened,
    press,
    sample_database,
    screen_text,
    settle,
    store_of,
)
from tests.typing_thai import press_all, type_thai
from tests.waiting import notices, until_shown

GROUPED = FiscalYear(2568)
SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """The sample year in a file of the test's own; all tests copy the same one."""
    return sample_database(tmp_path.parent / f"{tmp_path.name}-data")


@asynccontextmanager
async def grouped(database: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[int]]:
    """The items of a year whose catalogue has groups, all of them untouched."""
    store = tasks.open_store(database, clock)
    tasks.begin_year(store, GROUPED)
    store.close()
    app = ItaApp(database, clock=clock, year=GROUPED)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "f5")
        yield pilot


def shown(pilot: Pilot[Any]) -> DisclosureScreen:
    screen = pilot.app.screen
    assert isinstance(screen, DisclosureScreen)
    return screen


def form(pilot: Pilot[Any]) -> DisclosureForm:
    screen = pilot.app.screen
    assert isinstance(screen, DisclosureForm)
    return screen


def listed(pilot: Pilot[Any]) -> list[str]:
    return [row.code for row in shown(pilot).rows if isinstance(row, DisclosureItem)]


def chosen(pilot: Pilot[Any]) -> str:
    item = shown(pilot).chosen()
    return item.code if item else ""


def owners(pilot: Pilot[int], code: str) -> list[int]:
    return [m.number for m in store_of(pilot).measures.all(YEAR) if code in m.items]


# --- the list --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_list_certainty_and_the_chosen_item_are_told_in_full_at_every_size(
    database: Path, size: tuple[int, int]
) -> None:
    async with items(database, size) as pilot:
        await press(pilot, *["down"] * 6, "space")
        text = screen_text(pilot)

        for head in ("ข้อมูลที่ต้องเผยแพร่", "ผู้รับผิดชอบ", "ลิงก์", "สถานะ", "มาตรการ"):
            assert head in text
        assert len(listed(pilot)) == 26
        assert shown(pilot).table.max_scroll_x == 0
        assert max(cell_width(line) for line in text.splitlines()) <= size[0]
        assert len(text.splitlines()) == size[1]
        told = "".join(on_screen(pilot, "#certainty").split())
        assert told == "".join(certainty(rules_for(YEAR).catalogue).split())
        assert "รอแก้ลิงก์หลังย้ายเว็บไซต์" in text
        await until_shown(pilot, "วันนี้ ๑๐:๓๒ ข้อ OIT ๗: สถานะ")


async def test_the_top_counts_and_each_status_is_told_by_sign_and_word(database: Path) -> None:
    async with items(database, (120, 45)) as pilot:
        text = screen_text(pilot)

        assert "✓ เผยแพร่แล้ว ๒๑ / ๒๖ · ? ยังไม่มีลิงก์ ๗" in text
        assert "◐ กำลังจัดเตรียม" in text
        assert "○ ยังไม่เผยแพร่" in text
        assert "? ไม่มี" in text
        assert not [row for row in shown(pilot).rows if isinstance(row, ItemGroup)]  # none are known


async def test_the_items_stand_under_their_groups(database: Path) -> None:
    async with grouped(database) as pilot:
        headings = [row.heading for row in shown(pilot).rows if isinstance(row, ItemGroup)]

        assert headings[0] == "๙.๑ ข้อมูลพื้นฐาน"
        assert len(headings) == 7
        assert "๙.๑" in screen_text(pilot)
        assert "ข้อมูลพื้นฐาน" in screen_text(pilot)


async def test_the_cursor_passes_over_the_headings_down_and_up(database: Path) -> None:
    async with grouped(database) as pilot:
        await press(pilot, *["down"] * 3)
        seen = [chosen(pilot)]
        for keys in (["down"], ["down"], ["up", "up"], ["up"] * 6):
            await press(pilot, *keys)
            seen.append(chosen(pilot))

        assert seen == ["o4", "o5", "o6", "o4", "o1"]


async def test_pages_and_ends_of_the_list_never_leave_the_cursor_on_a_heading(database: Path) -> None:
    async with grouped(database, (80, 24)) as pilot:
        await press(pilot, "ctrl+end")
        last = chosen(pilot)
        await press(pilot, "pageup", "pageup")
        middle = chosen(pilot)
        await press(pilot, "ctrl+home")

        assert last == "o28"
        assert middle.startswith("o")
        assert chosen(pilot) == "o1"
        assert "ข้อมูลพื้นฐาน" in screen_text(pilot)


async def test_a_click_on_a_heading_takes_the_item_below_it(database: Path) -> None:
    async with grouped(database) as pilot:
        await pilot.click("#items", offset=(10, 6))
        await settle(pilot)

        assert chosen(pilot) == "o5"


async def test_catalogue_items_that_are_not_kept_and_kept_ones_outside_of_it_both_show(
    database: Path,
) -> None:
    store = tasks.open_store(database, clock)
    store.disclosure.save(YEAR, DisclosureItem("o77", "ข้อของหน่วยงานเอง"))
    store.years.begin(FiscalYear(2567), [], [DisclosureItem("o1", "โครงสร้าง", "9.1")])
    store.close()
    async with items(database) as pilot:
        assert listed(pilot)[-1] == "o77"
        await press(pilot, "ctrl+end")
        assert "นอกบัญชีข้อ OIT ของปีนี้" in screen_text(pilot)

        app = pilot.app
        assert isinstance(app, ItaApp)
        app.lay_on_desk(FiscalYear(2567))
        await settle(pilot)
        await press(pilot, "f5")
        assert len(listed(pilot)) == 35
        await press(pilot, "down", "space")
        kept = store_of(pilot).disclosure.all(FiscalYear(2567))
        assert [i.code for i in kept] == ["o1", "o2"]
        assert kept[1].status is DisclosureStatus.PREPARING


async def test_markup_and_long_names_are_shown_as_they_are(database: Path) -> None:
    store = tasks.open_store(database, clock)
    first = store.disclosure.all(YEAR)[0]
    store.disclosure.save(YEAR, replace(first, name="[b]" + "ข้อมูลน้ำที่ยาวมาก" * 20, note="[red]หมายเหตุ[/]"))
    store.close()
    async with items(database, (80, 24)) as pilot:
        text = screen_text(pilot)

        assert "[b]ข้อมูลน้ำที่ยาวมาก" in text
        assert "[red]หมายเหตุ[/]" in text
        assert max(cell_width(line) for line in text.splitlines()) <= 80
        assert len(text.splitlines()) == 24


async def test_the_overview_opens_the_items_and_an_item_named_there_is_where_the_cursor_stands(
    database: Path,
) -> None:
    async with opened(database, (80, 24)) as pilot:
        pilot.app.screen.post_message(OverviewScreen.Open("disclosure"))
        await settle(pilot)
        named = item(pilot, "o21")
        assert named.id is not None
        shown(pilot).choose(named.id)
        await settle(pilot)

        assert chosen(pilot) == "o21"
        assert "o21" in screen_text(pilot)


# --- searching and filtering -------------------------------------------------------------------------------------


async def test_the_search_finds_codes_in_any_spelling_names_responsibles_and_notes(database: Path) -> None:
    searches = {
        "o21": ["o21"], "๐๒๑": ["o21"], "ข้อ ๐๒๑": ["o21"], "O๒๑": ["o21"], "ข้อ 21": ["o21"],
        "e-service": ["o10"], "หน่วยตรวจสอบ": ["o21", "o22", "o24"], "งานนิติกร": ["o18"],
    }  # fmt: skip
    async with items(database) as pilot:
        for typed, found in searches.items():
            shown(pilot).query_one("#search", ThaiInput).value = typed
            await settle(pilot)

            assert listed(pilot) == found
            assert chosen(pilot) in found
            assert f"กรอง: «{typed}»" in screen_text(pilot)


async def test_what_was_found_is_marked_in_its_row_and_told_where_it_is_out_of_sight(database: Path) -> None:
    async with items(database) as pilot:
        item = store_of(pilot).disclosure.all(YEAR)[2]
        note = f"{'รอข้อมูลจากผู้เกี่ยวข้อง ' * 6}ถ้อยคำท้ายหมายเหตุ"
        store_of(pilot).disclosure.save(YEAR, replace(item, note=note))
        screen = shown(pilot)
        await press(pilot, "slash")
        await type_thai(pilot, "ช่องทางการ")
        await settle(pilot)
        name = screen.table.get_row_at(screen.table.cursor_row)[1]
        assert [name.plain[s.start : s.end] for s in name.spans if "underline" in str(s.style)] == [
            "ช่องทางการ"
        ]

        screen.read_state()
        screen.query_one("#search", ThaiInput).value = "ถอยคำทายหมายเหตุ"
        await settle(pilot)
        assert [row.code for row in screen.rows if not isinstance(row, ItemGroup)] == [item.code]
        assert "พบในหมายเหตุ: …" in screen_text(pilot)
        assert "ถ้อยคำท้ายหมายเหตุ" in screen_text(pilot)


async def test_a_slip_in_a_search_lists_the_nearest_and_says_so(database: Path) -> None:
    async with items(database) as pilot:
        shown(pilot).query_one("#search", ThaiInput).value = "โครงสรางหนาที่และอำนาด"
        await settle(pilot)

        assert "ไม่พบตรงตัว แสดงที่ใกล้เคียง" in screen_text(pilot)
        assert [row.code for row in shown(pilot).rows if not isinstance(row, ItemGroup)] == ["o1"]
        shown(pilot).query_one("#search", ThaiInput).value = "ข้อ 99"
        await settle(pilot)
        assert shown(pilot).rows == ()  # a number is never taken for another


async def test_the_thai_letter_on_the_slash_key_begins_a_search_and_escape_ends_it(database: Path) -> None:
    async with items(database) as pilot:
        await press(pilot, "ฝ")
        await type_thai(pilot, "คู่มือ")
        await settle(pilot)
        assert listed(pilot) == ["o8", "o9"]

        await press(pilot, "escape")
        assert len(listed(pilot)) == 26
        assert chosen(pilot) == "o8"
        assert shown(pilot).query_one("#search", ThaiInput).value == ""
        assert shown(pilot).table.has_focus


async def test_a_space_in_the_search_is_a_space(database: Path) -> None:
    async with items(database) as pilot:
        await press(pilot, "slash")
        await type_thai(pilot, "o s")

        assert shown(pilot).query_one("#search", ThaiInput).value == "o s"
        assert item(pilot, "o1").status is DisclosureStatus.PUBLISHED


async def test_a_search_that_finds_nothing_says_how_to_go_on(database: Path) -> None:
    async with items(database) as pilot:
        await press(pilot, "slash")
        await type_thai(pilot, "[ไม่มี]")
        await press(pilot, "enter")
        assert "ไม่พบข้อ OIT ที่ตรงกับตัวกรอง · กด Esc" in screen_text(pilot)

        await press(pilot, "escape")
        assert len(listed(pilot)) == 26


async def test_the_status_filter_and_the_link_filter_stand_beside_each_other(database: Path) -> None:
    async with items(database) as pilot:
        await press(pilot, "s", "down", "enter")
        assert listed(pilot) == ["o21", "o26"]
        await press(pilot, "s", *["down"] * 2, "enter")
        assert listed(pilot) == ["o12", "o18", "o19"]
        await press(pilot, "s", *["down"] * 3, "enter", "l")
        assert listed(pilot) == ["o7", "o14"]
        assert "กรอง: เผยแพร่แล้ว · ยังไม่มีลิงก์ · ๒ จาก ๒๖ ข้อ" in screen_text(pilot)

        await type_thai(pilot, "ห")  # the Thai letter on the S key
        await press(pilot, "enter")  # of every status
        await settle(pilot)
        assert listed(pilot) == ["o7", "o12", "o14", "o18", "o19", "o21", "o26"]
        await press(pilot, "x")
        assert len(listed(pilot)) == 26


async def test_an_item_that_was_just_changed_stays_under_the_cursor(database: Path) -> None:
    async with items(database) as pilot:
        await press(pilot, "s", "down", "enter", "space")

        assert item(pilot, "o21").status is DisclosureStatus.PREPARING
        assert (chosen(pilot), listed(pilot)) == ("o21", ["o21", "o26"])


async def test_the_footer_shows_the_keys_that_work_now(database: Path) -> None:
    async with items(database, (80, 24)) as pilot:
        assert "วรรค สถานะ" in screen_text(pilot)
        assert "ล้างตัวกรอง" not in screen_text(pilot)

        await press(pilot, "s", "down", "enter")
        assert "x ล้างตัวกรอง" in screen_text(pilot)
        await press(pilot, "x", "slash")
        assert "วรรค สถานะ" not in screen_text(pilot)


# --- the status --------------------------------------------------------------------------------------------------


async def test_the_space_bar_moves_the_status_on_at_once_and_undo_takes_it_back(database: Path) -> None:
    async with items(database, (80, 24)) as pilot:
        await press(pilot, *["down"] * 20, "space")
        assert item(pilot, "o21").status is DisclosureStatus.PREPARING
        assert "บันทึกแล้ว ๑๐:๓๒" in screen_text(pilot)
        scrolled = shown(pilot).table.scroll_y

        await press(pilot, "ctrl+z")
        assert item(pilot, "o21").status is DisclosureStatus.NOT_STARTED
        assert chosen(pilot) == "o21"
        assert shown(pilot).table.scroll_y == scrolled
        await press(pilot, "ctrl+y")
        assert item(pilot, "o21").status is DisclosureStatus.PREPARING
        assert chosen(pilot) == "o21"


async def test_space_pressed_fast_moves_on_each_time(database: Path) -> None:
    async with items(database) as pilot:
        await press_all(pilot, ["space"] * 3)
        await settle(pilot)

        assert item(pilot, "o1").status is DisclosureStatus.PREPARING
        assert "๒๐ / ๒๖" in screen_text(pilot)


# --- the form ------------------------------------------------------------------------------------------------------


async def fill_in(pilot: Pilot[int]) -> None:
    """Change everything about the chosen item through the form."""
    await press(pilot, "enter")
    await press(pilot, "right")  # from published to not applicable
    await enter(pilot, "responsible", "ฝ่ายน้ำ")
    await enter(pilot, "url", "https://www.example.go.th/a?b=1")
    await focus(pilot, "#note")
    await type_thai(pilot, "บรรทัดที่ ๑\nบรรทัดที่ ๒")
    await press(pilot, "ctrl+d")
    pilot.app.screen.query_one(SelectionList).toggle("กองคลัง")
    await press(pilot, "ctrl+s", "ctrl+t")
    await focus(pilot, "#typed")
    for number in ("๗", "4"):
        await type_thai(pilot, number)
        await press(pilot, "enter")
    await press(pilot, "ctrl+s")


async def test_the_form_saves_everything_in_one_step_and_it_is_there_after_a_fresh_start(
    database: Path,
) -> None:
    async with items(database) as pilot:
        before, entry = item(pilot, "o1"), store_of(pilot).history.last()
        await fill_in(pilot)
        assert "๔. " in on_screen(pilot, "#measures")
        await press(pilot, "ctrl+s")
        last = store_of(pilot).history.last()
        assert entry is not None
        assert last is not None
        assert last.id == entry.id + 1
        assert "บันทึกแล้ว ๑๐:๓๒" in screen_text(pilot)

    async with items(database) as pilot:
        assert item(pilot, "o1") == replace(
            before,
            status=DisclosureStatus.NOT_APPLICABLE,
            responsible="ฝ่ายน้ำ",
            divisions=("สำนักปลัด", "กองคลัง"),
            url="https://www.example.go.th/a?b=1",
            note="บรรทัดที่ ๑\nบรรทัดที่ ๒",
        )
        assert owners(pilot, "o1") == [4, 7]


async def test_a_form_that_the_store_refuses_keeps_everything_that_was_filled_in(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise DiskRefusedError

    async with items(database) as pilot:
        before = store_of(pilot).disclosure.all(YEAR)
        await fill_in(pilot)
        filled = form(pilot).answer()
        assert filled is not None
        with monkeypatch.context() as full:
            full.setattr(store_of(pilot).measures, "save", refuse)  # the last part of the step
            await press(pilot, "ctrl+s")

            assert "พื้นที่ดิสก์เต็ม" in notices(pilot)
            assert form(pilot).answer() == filled
            assert store_of(pilot).disclosure.all(YEAR) == before
        await press(pilot, "ctrl+s")

        assert isinstance(pilot.app.screen, DisclosureScreen)
        assert item(pilot, "o1") == filled.item
        assert owners(pilot, "o1") == [4, 7]


async def test_one_undo_takes_back_the_whole_form(database: Path) -> None:
    async with items(database) as pilot:
        before = store_of(pilot).disclosure.all(YEAR)
        measures = store_of(pilot).measures.all(YEAR)
        await fill_in(pilot)
        await press(pilot, "ctrl+s", "ctrl+z")

        assert store_of(pilot).disclosure.all(YEAR) == before
        assert store_of(pilot).measures.all(YEAR) == measures


async def test_a_measure_that_is_taken_off_keeps_its_other_items(database: Path) -> None:
    async with items(database) as pilot:
        await press(pilot, *["down"] * 7, "enter", "ctrl+t")
        assert "[✓] ๑. " in screen_text(pilot)
        await focus(pilot, "#typed")
        await type_thai(pilot, "๑\n")
        await settle(pilot)
        assert "[ ] ๑. " in screen_text(pilot)
        await press(pilot, "ctrl+s", "ctrl+s")

        assert owners(pilot, "o8") == []
        assert owners(pilot, "o9") == [1]
        assert "ข้อ OIT ๘" in getattr(store_of(pilot).history.last(), "words", "")


async def test_a_number_without_a_measure_is_told_and_kept(database: Path) -> None:
    async with items(database) as pilot:
        await press(pilot, "enter", "ctrl+t")
        number = pilot.app.screen.query_one("#typed", ThaiInput)
        await focus(pilot, "#typed")
        await type_thai(pilot, "99\n")

        assert "ไม่มีมาตรการ ๙๙ ในปีนี้" in screen_text(pilot)
        assert number.value == "99"


async def test_a_doubtful_link_warns_and_is_saved_as_typed(database: Path) -> None:
    async with items(database) as pilot:
        await press(pilot, "enter")
        await enter(pilot, "url", "https://www.example.go.th/ita/๒๕๖๙")
        await focus(pilot, "#note")
        await settle(pilot)
        assert "▲ ลิงก์มีเลขไทย" in screen_text(pilot)
        await press(pilot, "ctrl+s")

        assert item(pilot, "o1").url == "https://www.example.go.th/ita/๒๕๖๙"
        assert "บันทึกไว้ตามที่พิมพ์แล้ว" in notices(pilot)
        assert "▲ ตรวจ" in screen_text(pilot)


async def test_escape_asks_before_anything_typed_is_dropped(database: Path) -> None:
    async with items(database) as pilot:
        await press(pilot, "enter")
        await focus(pilot, "#note")
        await type_thai(pilot, "สำคัญ")
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, Choice)
        await press(pilot, "escape")
        assert form(pilot).query_one("#note", ThaiTextArea).text == "สำคัญ"

        await press(pilot, "escape")
        pilot.app.screen.query_one(OptionList).highlighted = 1
        await press(pilot, "enter")
        assert item(pilot, "o1").note == "สำคัญ"
        assert isinstance(pilot.app.screen, DisclosureScreen)


async def test_escape_from_an_untouched_form_changes_nothing(database: Path) -> None:
    async with items(database) as pilot:
        last = store_of(pilot).history.last()
        await press(pilot, "enter", "escape")
        assert isinstance(pilot.app.screen, DisclosureScreen)
        await press(pilot, "enter", "ctrl+s")

        assert isinstance(pilot.app.screen, DisclosureScreen)
        assert store_of(pilot).history.last() == last


async def test_another_room_is_not_opened_over_what_was_typed(database: Path) -> None:
    async with items(database) as pilot:
        await press(pilot, "enter")
        await focus(pilot, "#note")
        await type_thai(pilot, "สำคัญ")
        await press(pilot, "f2")

        assert form(pilot).query_one("#note", ThaiTextArea).text == "สำคัญ"
        assert "กด Ctrl+S เพื่อบันทึก" in notices(pilot)


async def test_the_form_fits_the_smallest_terminal(database: Path) -> None:
    async with items(database, (80, 24)) as pilot:
        await press(pilot, *["down"] * 19, "enter")  # the item with the longest name
        text = screen_text(pilot)

        assert "Ctrl+S บันทึก" in text
        assert text.count("╭") == text.count("╯") == 1
        assert max(cell_width(line) for line in text.splitlines()) <= 80
        assert form(pilot).query_one("#status", ChoiceRow).has_focus


# --- the link ------------------------------------------------------------------------------------------------------


async def test_a_link_of_the_web_is_opened_and_nothing_else(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_links: list[str] = []
    monkeypatch.setattr(disclosure_screen, "open_with_desktop", opened_links.append)
    store = tasks.open_store(database, clock)
    second = store.disclosure.all(YEAR)[1]
    store.disclosure.save(YEAR, replace(second, url="javascript:alert(1)"))
    store.close()
    async with items(database) as pilot:
        await press(pilot, "o", "down", "o")
        await press(pilot, *["down"] * 5, "o")

        assert opened_links == ["https://www.tungtawanchai.example/ita/structure"]
        assert "ลิงก์ควรขึ้นต้นด้วย http://" in notices(pilot)
        assert "ข้อนี้ยังไม่มีลิงก์" in notices(pilot)
