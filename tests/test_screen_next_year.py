"""The next year from this one, years beside each other, and the history field by field, on the screen."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import DataTable, OptionList, Static

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import WorkStatus
from ita_tui.domain.waivers import Waiver
from ita_tui.next_year import start_next_year
from screens.compare import CompareScreen
from screens.dialogs import Choice, Confirm
from screens.field_history import FieldHistoryScreen
from screens.history import HistoryScreen
from screens.measure_fields import TitleArea
from screens.next_year import NextYearDialog
from screens.overview import OverviewScreen
from screens.walk import WalkScreen
from screens.walk_beside import LastYearScreen
from screens.widgets.field import Field
from screens.widgets.ticked_list import TickedList
from screens.years import YearsScreen
from tests.screen_app import opened, sample_database, screen_text, store_of
from tests.typing_thai import followed, type_thai
from tests.waiting import assert_whole, at_every_size, keys, until, until_shown, until_told

YEAR, NEXT = FiscalYear(2569), FiscalYear(2570)


async def until_on(pilot: Pilot[Any], kind: type) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))


def first_lines(pilot: Pilot[Any]) -> list[str]:
    options = pilot.app.screen.query_one(TickedList)
    return [str(options.get_option_at_index(at).prompt) for at in range(options.option_count)]


@pytest.mark.story
async def test_the_next_year_begins_from_the_dialog_of_years(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        store = store_of(pilot)
        old = store.measures.all(YEAR)
        await pilot.app.run_action("app.choose_year")
        await until_on(pilot, YearsScreen)
        await until_shown(pilot, "+ เริ่มปี ๒๕๗๐ จากปี ๒๕๖๙")
        await keys(pilot, "down", "enter")
        await until_on(pilot, NextYearDialog)
        await at_every_size(pilot, "เริ่มปีงบประมาณ ๒๕๗๐ จากปี ๒๕๖๙")
        lines = first_lines(pilot)
        done = [line.startswith("แล้วเสร็จ") for line in lines]
        assert done == sorted(done, key=lambda one: (one, 0)) or lines[-1].startswith("ไม่ดำเนินการ")
        assert len(lines) == len(old) + len(store.measures.all(YEAR, proposals=True))

        await keys(pilot, "space", "f3")  # one less, and no key of the program takes it away
        await until_told(pilot, "ยังไม่ได้บันทึก")
        chosen = len(pilot.app.screen.query_one(TickedList).selected)
        staff = pilot.app.screen.query_one("#staff", Field)
        staff.input.focus()
        staff.input.clear()
        await type_thai(pilot, "มาก")
        await keys(pilot, "ctrl+s")
        await until_shown(pilot, "อ่านจำนวนนี้ไม่ได้")
        staff.input.clear()
        await type_thai(pilot, "๕๕")
        await keys(pilot, "ctrl+s")
        await until_on(pilot, OverviewScreen)
        await until_shown(pilot, "๒๕๗๐")

        new = store.measures.all(NEXT)
        assert len(new) == chosen
        assert all(m.status is WorkStatus.NOT_STARTED and not m.result and not m.evidence for m in new)
        assert {m.follows for m in new} < {m.id for m in (*old, *store.measures.all(YEAR, proposals=True))}
        assert {survey.population for survey in store.surveys.all(NEXT)} >= {55}
        await keys(pilot, "ctrl+z")
        await until(pilot, lambda: store.years.all() == (YEAR,))
        assert store.measures.all(YEAR) == old


async def test_years_stand_beside_each_other(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        await pilot.app.run_action("app.start_next_year")
        await until_on(pilot, NextYearDialog)
        await keys(pilot, "ctrl+s")
        await until_shown(pilot, "๒๕๗๐")
        await until_on(pilot, OverviewScreen)
        await pilot.app.run_action("app.compare_years")
        await until_on(pilot, CompareScreen)
        await until_shown(pilot, "แล้วเสร็จ")
        await at_every_size(pilot, "ความคืบหน้าเฉลี่ย")
        table = pilot.app.screen.query_one("#years", DataTable)
        heads = [str(column.label) for column in table.ordered_columns]
        assert heads == ["", "๒๕๖๙", "๒๕๗๐"]
        measures = [str(cell) for cell in table.get_row_at(0)]
        old, new = (len(store_of(pilot).measures.all(year)) for year in (YEAR, NEXT))
        thai = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
        assert measures == ["มาตรการ", str(old).translate(thai), str(new).translate(thai)]

        table.move_cursor(row=table.row_count - 1)
        await followed(pilot)
        told = str(pilot.app.screen.query_one("#told", Static).content)
        assert "๒๕๖๙ มาตรการ" in told
        assert_whole(pilot)
        await keys(pilot, "escape")
        await until_on(pilot, OverviewScreen)


async def test_one_value_is_put_back_from_the_history(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        store = store_of(pilot)
        measure = store.measures.all(YEAR)[0]
        store.measures.save(replace(measure, result="ฉบับ [b]ที่พิมพ์ผิด[/b]"), why="ตาม [มติ]")
        long = "รายงานผลต่อผู้บริหารและเผยแพร่ให้ประชาชนทราบทางเว็บไซต์ทุกไตรมาสอย่างครบถ้วน"
        store.measures.save(replace(store.measures.all(YEAR)[0], recommendation=long))
        store.measures.save(replace(store.measures.all(YEAR)[0], recommendation=f"{long}ขึ้น"))
        store.waivers.add(YEAR, [Waiver("broken_link", "ลิงก์เป็นของกลาง")], "ยกเว้นข้อตรวจ")
        later = store.measures.save(replace(store.measures.all(YEAR)[0], follow_up="ทุกเดือน"))
        await pilot.app.run_action("app.show_history")
        await until_on(pilot, HistoryScreen)
        await keys(pilot, "f")
        await until_on(pilot, FieldHistoryScreen)
        await at_every_size(pilot, "การกำกับติดตาม")
        (line,) = (one for one in screen_text(pilot).splitlines() if "ครบถ้วนขึ้น" in one)
        assert re.search("…[^→]*ครบถ้วน  *→ …[^→]*ครบถ้วนขึ้น", line)  # at 80 columns, of a long text both ends
        (line,) = (one for one in screen_text(pilot).splitlines() if "เป็นของกลาง" in one)
        assert line.count("รายการตรวจที่ยกเว้น") == 1
        await keys(pilot, "slash")
        await type_thai(pilot, "พิมพ์ผิด")
        await keys(pilot, "enter")
        await until_shown(pilot, "ฉบับ [b]ที่พิมพ์ผิด[/b]")
        await until_shown(pilot, "เหตุผล: ตาม [มติ]")
        assert pilot.app.screen.query_one("#changes", OptionList).option_count == 1
        assert_whole(pilot)
        await keys(pilot, "r")
        await until_on(pilot, Confirm)
        assert store.measures.all(YEAR)[0] == later
        await keys(pilot, "down", "enter")
        await until(pilot, lambda: store.measures.all(YEAR)[0].result == measure.result)
        assert store.measures.all(YEAR)[0].follow_up == "ทุกเดือน"

        await until_on(pilot, FieldHistoryScreen)
        screen = pilot.app.screen
        assert isinstance(screen, FieldHistoryScreen)
        await keys(pilot, "slash", "escape")
        await until(pilot, lambda: len(screen.listed) > 1)
        fixed = next(at for at, one in enumerate(screen.listed) if one.subject == "year")
        screen.query_one("#changes", OptionList).highlighted = fixed
        await keys(pilot, "r")  # the beginning of the year is no value
        await until_told(pilot, "คืนค่าไม่ได้")
        assert not isinstance(pilot.app.screen, Choice)
        await keys(pilot, "escape")
        await until_on(pilot, OverviewScreen)


async def test_last_years_words_stand_beside_each_field(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (120, 40)) as pilot:
        store = store_of(pilot)
        old = next(m for m in store.measures.all(YEAR) if m.result and m.status is WorkStatus.COMPLETED)
        store.measures.save(replace(old, recommendation="ปีหน้าเริ่มให้เร็วขึ้น"))
        start_next_year(store, YEAR, [old])
        (new,) = store.measures.all(NEXT)
        store.measures.save(replace(new, title="ชื่อใหม่ของปีนี้"))
        pilot.app.lay_on_desk(NEXT)  # type: ignore[attr-defined] # the app's own
        await until_shown(pilot, "๒๕๗๐")
        await keys(pilot, "f3", "enter")
        await until_on(pilot, WalkScreen)
        await until_shown(pilot, "ปีที่แล้ว (๒๕๖๙)")
        assert beside(pilot)[1].endswith(old.title)
        pilot.app.screen.query_one("#recommendation").focus()
        await until(pilot, lambda: beside(pilot)[2].startswith("ข้อเสนอแนะ  ปีหน้าเริ่มให้เร็วขึ้น"))
        pilot.app.screen.query_one("#result").focus()
        await until(pilot, lambda: beside(pilot)[2].startswith("ผลการดำเนินการ"))

        await pilot.resize_terminal(80, 24)
        await keys(pilot, "ctrl+o")
        await until_on(pilot, LastYearScreen)
        await at_every_size(pilot, "ปีที่แล้ว (๒๕๖๙)")
        await until_shown(pilot, "ปีหน้าเริ่มให้เร็วขึ้น")
        assert_whole(pilot)
        await keys(pilot, "escape")
        await until_on(pilot, WalkScreen)
        await keys(pilot, "ctrl+r")
        await until_on(pilot, FieldHistoryScreen)
        await until_shown(pilot, "ประวัติรายช่อง · มาตรการ ๑")
        await until_shown(pilot, "ชื่อใหม่ของปีนี้")
        await keys(pilot, "r")
        await until_on(pilot, Confirm)
        await keys(pilot, "down", "enter")
        await until(pilot, lambda: store.measures.all(NEXT)[0].title == old.title)
        await keys(pilot, "escape")
        await until_on(pilot, WalkScreen)
        title = pilot.app.screen.query_one("#title", TitleArea)
        await until(pilot, lambda: title.text == old.title)


def beside(pilot: Pilot[Any]) -> list[str]:
    text = str(pilot.app.screen.query_one("#beside-text", Static).content)
    return text[text.index("ปีที่แล้ว") :].split("\n")
