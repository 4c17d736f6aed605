"""F3: the table of measures, its search and its filters."""

from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.text import Text
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import DataTable, OptionList, Static

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.thai.keyboard import on_other_layout
from screens.measures import MeasuresScreen
from screens.overview import OverviewScreen
from screens.walk import WalkScreen
from screens.widgets.field import Field
from screens.widgets.thai_input import ThaiInput
from store.refusals import DiskRefusedError
from tests.screen_app import opened, press, sample_database, screen_text, settle, store_of
from tests.typing_thai import type_thai
from tests.waiting import notices


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 45)])
async def test_every_column_stands_in_the_table_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(sample_database(tmp_path / "a"), size) as pilot:
        await press(pilot, "f3")
        text = screen_text(pilot)
        table = pilot.app.screen.query_one(DataTable)

        for head in ("มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา", "คืบหน้า", "สถานะ", "หลักฐาน"):
            assert head in text
        assert table.row_count == 12
        assert table.max_scroll_x == 0


async def test_the_search_answers_while_thai_is_typed(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a")) as pilot:
        await press(pilot, "f3", "slash")
        await type_thai(pilot, "ของขวัญ")
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, MeasuresScreen)

        assert [measure.number for measure in screen.listed] == [3]
        assert "๑ จาก ๑๒ มาตรการ" in screen_text(pilot)


async def test_the_thai_letter_on_the_slash_key_begins_a_search(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a")) as pilot:
        await press(pilot, "f3")
        await type_thai(pilot, "ฝ")
        await settle(pilot)

        assert pilot.app.screen.query_one("#search", ThaiInput).has_focus


async def test_a_search_that_finds_nothing_says_how_to_go_on(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a")) as pilot:
        await press(pilot, "f3", "slash")
        await type_thai(pilot, "[ไม่มี]")
        await settle(pilot)

        assert "กด Esc เพื่อล้างตัวกรองและแสดงทั้งหมด" in screen_text(pilot)
        await press(pilot, "enter", "escape")
        assert "๑๒ จาก ๑๒ มาตรการ" in screen_text(pilot)


async def test_a_filter_by_status_lists_those_measures_only_until_it_is_cleared(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a")) as pilot:
        await press(pilot, "f3", "s")
        pilot.app.screen.query_one(OptionList).highlighted = 3
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, MeasuresScreen)
        assert {m.status.value for m in screen.listed} == {"completed"}
        assert len(screen.listed) == 5

        await press(pilot, "x")
        assert len(screen.listed) == 12


async def test_escape_clears_the_search_then_the_filters_and_then_leaves(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a")) as pilot:
        await press(pilot, "f3", "s", *["down"] * 3, "enter", "slash")
        await type_thai(pilot, "ปรับปรุงคู่มือ")
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, MeasuresScreen)
        assert len(screen.listed) == 1

        await press(pilot, "escape")
        assert screen.table.has_focus
        assert (len(screen.listed), screen.query_one("#search", ThaiInput).value) == (5, "")
        await press(pilot, "escape")
        assert screen.is_current
        assert len(screen.listed) == 12
        await press(pilot, "escape")
        assert OverviewScreen in {type(shown) for shown in pilot.app.screen_stack}


async def test_the_sign_of_lacking_evidence_stands_at_the_measures_that_the_overview_counts(
    tmp_path: Path,
) -> None:
    async with opened(sample_database(tmp_path / "a"), (80, 24)) as pilot:
        await press(pilot, "f3")
        screen = pilot.app.screen
        assert isinstance(screen, MeasuresScreen)
        assert screen.state is not None
        rows = (str(screen.table.get_row_at(at)[-1]) for at in range(screen.table.row_count))

        signed = [m.number for m, cell in zip(screen.listed, rows, strict=True) if cell == "? ขาดหลักฐาน"]

        assert signed == [m.number for m in screen.state.overview.without_evidence]


async def test_a_filter_by_division_lists_its_measures(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a")) as pilot:
        await press(pilot, "f3", "d")
        options = pilot.app.screen.query_one(OptionList)
        options.highlighted = options.get_option_index("กองคลัง")
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, MeasuresScreen)

        assert screen.listed
        assert all("กองคลัง" in measure.divisions for measure in screen.listed)


async def test_a_new_measure_gets_the_next_number_and_is_opened(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a")) as pilot:
        await press(pilot, "f3", "n")
        await type_thai(pilot, "=จัดทำแผน [ใหม่]")
        await press(pilot, "enter")

        assert isinstance(pilot.app.screen, WalkScreen)
        (added,) = [m for m in store_of(pilot).measures.all(FiscalYear(2569)) if m.number == 13]
        assert added.title == "=จัดทำแผน [ใหม่]"


async def test_a_new_measure_that_the_store_refuses_keeps_its_title_on_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise DiskRefusedError

    async with opened(sample_database(tmp_path / "a")) as pilot:
        await press(pilot, "f3", "n", "enter")
        assert "พิมพ์ชื่อมาตรการก่อน" in screen_text(pilot)
        await type_thai(pilot, "จัดทำแผน")
        with monkeypatch.context() as full:
            full.setattr(store_of(pilot).measures, "add", refuse)
            await press(pilot, "enter")

            assert "พื้นที่ดิสก์เต็ม" in notices(pilot)
            await press(pilot, "f2")  # no key of the program takes the title away
            assert pilot.app.screen.query_one("#title", Field).value == "จัดทำแผน"
        await press(pilot, "enter")

        assert isinstance(pilot.app.screen, WalkScreen)
        assert "จัดทำแผน" in [m.title for m in store_of(pilot).measures.all(FiscalYear(2569))]


async def test_a_measure_is_removed_only_after_a_yes_and_comes_back_with_undo(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a")) as pilot:
        before = store_of(pilot).measures.all(FiscalYear(2569))
        await press(pilot, "f3", "delete", "enter")
        assert len(store_of(pilot).measures.all(FiscalYear(2569))) == 12

        await press(pilot, "delete", "down", "enter")
        assert len(store_of(pilot).measures.all(FiscalYear(2569))) == 11
        assert "๑๑ จาก ๑๑ มาตรการ" in screen_text(pilot)

        await press(pilot, "ctrl+z")
        assert store_of(pilot).measures.all(FiscalYear(2569)) == before
        assert "๑๒ จาก ๑๒ มาตรการ" in screen_text(pilot)


async def test_proposals_are_listed_apart(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a")) as pilot:
        await press(pilot, "f3", "v")

        assert "ข้อเสนอมาตรการ · ๒ จาก ๒" in screen_text(pilot)


async def test_home_and_end_go_to_the_first_and_the_last_measure(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), (80, 24)) as pilot:
        await press(pilot, "f3", "end", "enter")
        assert "มาตรการ ๑๒ จาก ๑๒" in screen_text(pilot)

        await press(pilot, "escape", "home", "enter")
        assert "มาตรการ ๑ จาก ๑๒" in screen_text(pilot)


# --- what a search found -------------------------------------------------------------------------------------------


def marked_in(text: Text | Content) -> list[str]:
    """The parts of a cell or of the details that are marked as found: bold and underlined, not by colour alone."""
    spans = [span for span in text.spans if "bold underline" in str(span.style)]
    return [text.plain[span.start : span.end] for span in spans]


async def search_for(pilot: Pilot[int], text: str) -> MeasuresScreen:
    await press(pilot, "f3", "slash")
    await type_thai(pilot, text)
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, MeasuresScreen)
    return screen


async def test_what_was_found_is_marked_in_its_row_and_in_the_strip(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), (80, 24)) as pilot:
        screen = await search_for(pilot, "คุมอ")
        assert screen.listed == ()  # nothing near it: three letters are too few to be misspelt
        await press(pilot, "escape")
        screen = await search_for(pilot, "คูมือ")
        title = screen.table.get_row_at(0)[1]
        strip = screen.query_one("#chosen", Static).render()

        assert isinstance(title, Text)
        assert marked_in(title) == ["คู่มือ"]
        assert isinstance(strip, Content)
        assert "คู่มือ" in marked_in(strip)


async def test_what_was_found_out_of_sight_is_told_with_the_words_around_it(tmp_path: Path) -> None:
    for size, where in (((80, 24), "#chosen"), ((160, 45), "#detail-text")):
        async with opened(sample_database(tmp_path / where[1:]), size) as pilot:
            hidden = "ถ้อยคำที่ไม่มีใครเห็นในแถว"
            first = store_of(pilot).measures.all(FiscalYear(2569))[0]
            store_of(pilot).measures.save(replace(first, result=f"{'ผลงาน ' * 30}{hidden} จบ"))
            screen = await search_for(pilot, "ถอยคำที่ ไม่มีใครเห็น")
            told = screen.query_one(where, Static).render()
            assert isinstance(told, Content)
            (line,) = [one for one in told.plain.splitlines() if one.startswith("พบใน")]

            assert line.startswith("พบในผลการดำเนินการ: …")
            assert "ถ้อยคำที่ไม่มีใครเห็น" in marked_in(told)
            assert cell_len(line) <= screen.query_one(where).content_size.width


async def test_a_match_that_is_cut_off_leaves_its_mark_on_the_sign_of_the_cut(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), (80, 24)) as pilot:
        first = store_of(pilot).measures.all(FiscalYear(2569))[0]
        store_of(pilot).measures.save(replace(first, title=f"{'ปรับปรุงงาน' * 9}ท้ายสุดจริง"))
        screen = await search_for(pilot, "ท้ายสุดจริง")
        title = screen.table.get_row_at(0)[1]

        assert isinstance(title, Text)
        assert title.plain.endswith("…")
        assert marked_in(title) == ["…"]


async def test_near_words_are_listed_with_a_sentence_that_says_so(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), (80, 24)) as pilot:
        screen = await search_for(pilot, "ปรับปรงคู่มือ")
        assert [measure.number for measure in screen.listed] == [1]
        assert "ไม่พบตรงตัว แสดงที่ใกล้เคียง" in screen_text(pilot)
        assert "๑ จาก ๑๒ มาตรการ" in screen_text(pilot)

        await press(pilot, "escape")
        assert "ไม่พบตรงตัว" not in screen_text(pilot)


async def test_a_search_on_the_wrong_layout_is_found_and_said(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), (100, 30)) as pilot:
        screen = await search_for(pilot, on_other_layout("ของขวัญ"))

        assert [measure.number for measure in screen.listed] == [3]
        assert "แสดงที่พบด้วย «ของขวัญ»" in screen_text(pilot)


async def test_divisions_to_filter_by_stand_in_the_order_of_the_dictionary(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a")) as pilot:
        first = store_of(pilot).measures.all(FiscalYear(2569))[0]
        store_of(pilot).measures.save(
            replace(first, divisions=("โรงเรียน", "ฝ่ายรายได้", "แขวงทางหลวง", "ขนส่ง"))
        )
        await press(pilot, "f3", "d")
        options = pilot.app.screen.query_one(OptionList)
        names = [str(options.get_option_at_index(at).id) for at in range(1, options.option_count)]

        assert [name for name in names if name in {"โรงเรียน", "ฝ่ายรายได้", "แขวงทางหลวง", "ขนส่ง"}] == [
            "ขนส่ง", "แขวงทางหลวง", "ฝ่ายรายได้", "โรงเรียน",
        ]  # fmt: skip
