"""F7: last year's results in six views, the forms they are typed into, and the measures started from them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from ita_tui import tasks
from ita_tui.app import ItaApp
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import Measure
from ita_tui.domain.scores import QuestionScore, Scores
from screens.dialogs import Choice
from screens.scores import ScoresScreen
from screens.scores_form import ResultsForm
from screens.scores_item_forms import DevelopForm, IssueForm, QuestionForm
from screens.scores_measure_form import StartMeasureForm
from screens.scores_shown import View
from screens.walk import WalkScreen
from screens.widgets.field import Field
from screens.widgets.thai_text_area import ThaiTextArea
from screens.widgets.year_plot import YearPlot
from store.database import Store
from tests.screen_app import (
    clock,
    enter,
    focus,
    press,
    sample_database,
    screen_text,
    settle,
    store_of,
)
from tests.screen_app import shown as text_of
from tests.typing_thai import type_thai
from tests.waiting import SIZES, assert_whole, at_every_size, notices

YEAR, EMPTY = FiscalYear(2569), FiscalYear(2567)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return sample_database(tmp_path.parent / f"{tmp_path.name}-data")


@asynccontextmanager
async def scores(
    database: Path, size: tuple[int, int] = (80, 24), year: FiscalYear | None = None
) -> AsyncIterator[Pilot[int]]:
    """The program with the results of a year on the screen."""
    app = ItaApp(database, clock=clock, year=year)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "f7")
        yield pilot


def screen(pilot: Pilot[Any]) -> ScoresScreen:
    found = pilot.app.screen
    assert isinstance(found, ScoresScreen)
    return found


def kept(pilot: Pilot[int], year: FiscalYear = YEAR) -> Scores:
    found = store_of(pilot).scores.get(year)
    assert found is not None
    return found


def complaint(pilot: Pilot[Any], field: str) -> str:
    return pilot.app.screen.query_one(f"#{field}", Field).complaint


async def go_to(pilot: Pilot[Any], key: str) -> None:
    """Put the cursor on a line of the view in sight."""
    assert screen(pilot).list.choose(key), [line.key for line in screen(pilot).list.shown]
    await settle(pilot)


# --- what is seen ----------------------------------------------------------------------------------------------


SEEN = (
    ("1", ("คะแนนรวม", "IIT", "๘๗.๐๑", "การใช้ทรัพย์สินของราชการ")),
    ("2", ("จุดแข็ง ✓ มากกว่า ๘๐ คะแนน (๑๐)", "๙๔.๕๐")),
    ("3", ("i11", "๗๘.๗๕", "→ ๕")),
    ("4", ("กระบวนการปฏิบัติงาน", "e9 ๗๕.๗๑", "✓ เขียนแล้ว")),
    ("5", ("มีผลการประเมินปีเดียว",)),
    ("6", ("+๒.๕๐", "๘๗.๕๐ → ๑๐๐.๐๐")),
)


async def test_each_key_opens_a_view_whole_at_every_size_and_ticked_gaps_are_taken_together(
    database: Path,
) -> None:
    async with scores(database) as pilot:
        assert "คำนวณได้ ๘๗.๕๐ ผ่าน · ในรายงาน ๘๗.๕๐ ผ่าน  ✓ ตรงกัน" in screen_text(pilot)
        for size in (SIZES[1], SIZES[0]):
            await pilot.resize_terminal(*size)
            for key, words in SEEN:
                await press(pilot, key)
                assert [one for one in words if one not in screen_text(pilot)] == [], screen_text(pilot)
                assert_whole(pilot)
        seen = []
        for letter in ("ๅ", "/", "-", "ภ", "ถ", "ุ"):  # what the keys 1 to 6 write on the Thai layout
            await type_thai(pilot, letter)
            seen.append(screen(pilot).view)
        assert seen == [*View]
        await press(pilot, "left", "escape")
        assert screen(pilot).view is View.OVERVIEW

        await press(pilot, "6", "space", "down", "down", "space")
        assert "ถ้า ๒ ข้อที่เลือกถึง ๑๐๐.๐๐: คะแนนรวม ๘๗.๕๐ → ๙๑.๘๖ (ผ่าน → ผ่านดี)" in screen_text(pilot)
        await press(pilot, "t", *["backspace"] * 6)
        await type_thai(pilot, "๙๐๐")
        await press(pilot, "enter")
        assert "คะแนนอยู่ระหว่าง ๐ ถึง ๑๐๐" in screen_text(pilot)
        await press(pilot, *["backspace"] * 3)
        await type_thai(pilot, "๙๐,๐")
        await press(pilot, "enter")
        assert "ถ้า ๒ ข้อที่เลือกถึง ๙๐.๐๐: คะแนนรวม ๘๗.๕๐ → ๘๘.๘๖" in screen_text(pilot)


async def test_a_contradicted_total_is_warned_of_and_several_years_are_plotted(database: Path) -> None:
    ten = ("95.40", "96.98", "99.52", "92.38", "94.13", "98.45", "97.60", "97.21", "80.75", "100")
    with tasks.open_store(database, clock) as store:
        wrong = Scores(2568, tuple(map(Decimal, ten)), {Instrument.OIT: Decimal(80)}, Decimal("49.74"), "ผ่าน")
        store.scores.save(YEAR, wrong)
        tasks.begin_year(store, EMPTY)
        store.scores.save(EMPTY, Scores(2566, (Decimal(70),) * 10))

    async with scores(database) as pilot:
        text = screen_text(pilot)
        assert "! คะแนนรวมในรายงาน ๔๙.๗๔ ไม่ตรงกับตารางตัวชี้วัด ซึ่งคำนวณได้ ๙๔.๑๘" in text
        assert "คำนวณได้ ๙๔.๑๘ ผ่านดี · ในรายงาน ๔๙.๗๔ ผ่าน" in text
        assert "ตรงกัน" not in text.replace("ไม่ตรงกับ", "")
        assert "ผ่านดี ๘๕ ขึ้นไป และทุกแบบวัด ๘๕ ขึ้นไป · ผ่าน ๘๕ ขึ้นไป" in text_of(pilot, "#detail")
        assert "เพราะ" not in text_of(pilot, "#detail")
        (line,) = (line.words.plain for line in screen(pilot).list.shown if line.key == "instrument:OIT")
        assert line.split()[-3:] == ["๙๐.๓๘", "!", "๘๐.๐๐"]

        await press(pilot, "5")
        text = screen_text(pilot)
        assert "๗๐.๐๐   ๙๔.๑๘   +๒๔.๑๘" in text
        assert "ปี ๒๕๖๖ → ๒๕๖๘ +๒๔.๑๘" in text
        plotted = pilot.app.screen.query_one(YearPlot).plotted
        assert plotted is not None
        assert [one.words for one in plotted.columns] == ["๗๐.๐๐", "๙๔.๑๘"]
        await at_every_size(pilot, "█████", "๒๕๖๖")
        await go_to(pilot, "series:n10")
        assert "ตัวชี้วัดที่ ๑๐ การป้องกันการทุจริต" in text_of(pilot, "#detail")

        low = dict(
            zip((Instrument.IIT, Instrument.EIT, Instrument.OIT), map(Decimal, (95, 95, 80)), strict=True)
        )
        store_of(pilot).scores.save(YEAR, Scores(2568, instruments=low))
        await press(pilot, "f3", "f7")
        await go_to(pilot, "total")
        assert "คะแนนรวมถึงผ่านดี แต่ได้ผ่าน เพราะ OIT ๘๐.๐๐ ไม่ถึง ๘๕" in text_of(pilot, "#detail")


# --- what is typed ---------------------------------------------------------------------------------------------


@pytest.mark.story
async def test_a_year_without_results_says_how_to_begin_and_they_are_typed_by_the_rules_of_their_year(
    database: Path,
) -> None:
    with tasks.open_store(database, clock) as store:
        tasks.begin_year(store, EMPTY)

    async with scores(database, year=EMPTY) as pilot:
        assert "ยังไม่มีผลการประเมินของปีก่อน" in screen_text(pilot)
        assert "กด ๕ เพื่อดูคะแนนของปีอื่น" in screen_text(pilot)
        await press(pilot, "5")
        assert "ยังไม่มีผลการประเมินของปีก่อน" not in screen_text(pilot)
        assert "๘๗.๕๐" in screen_text(pilot)
        await go_to(pilot, "series:n10")
        assert "ตัวชี้วัดที่ ๑๐ การป้องกันการทุจริต" in text_of(pilot, "#detail")
        await press(pilot, "enter", "m", "delete", "t", "o", "space")  # another year is not changed here
        assert_whole(pilot)
        await press(pilot, "escape")
        assert "ยังไม่มีผลการประเมินของปีก่อน" in screen_text(pilot)
        await press(pilot, "e")
        form = pilot.app.screen
        assert isinstance(form, ResultsForm)
        assert (form.field("EIT").display, form.field("EIT1").display) == (False, True)
        await enter(pilot, "year", "๒๕๖๕")
        await settle(pilot)
        assert (form.field("EIT").display, form.field("EIT1").display) == (True, False)
        await enter(pilot, "total", "๑๐๑")
        await enter(pilot, "n1", "เก้าสิบ")
        await press(pilot, "ctrl+s")
        assert pilot.app.screen is form
        assert complaint(pilot, "total") == "คะแนนอยู่ระหว่าง ๐ ถึง ๑๐๐"
        assert complaint(pilot, "n1").startswith("อ่านคะแนนนี้ไม่ได้")
        typed = {
            "total": "๘๐",
            "level": "B",
            "IIT": "80,5",
            "EIT": "๘๐.๒๕ คะแนน",
            "OIT": "79.1",
            "n1": "๗๙,๕",
        }
        for name, text in typed.items():
            await enter(pilot, name, text)
        assert "คำนวณได้ ๗๙.๘๗ B" in screen_text(pilot)
        await press(pilot, "ctrl+s")

        result = kept(pilot, EMPTY)
        assert (result.year, result.printed_total, result.printed_level) == (2565, Decimal(80), "B")
        assert [str(score) for score in result.instruments.values()] == ["80.5", "80.25", "79.1"]
        assert result.indicators == (Decimal("79.5"), *(None,) * 9)
        assert "ไม่ตรงกับคะแนนรายแบบวัด" in screen_text(pilot)
        await press(pilot, "ctrl+z")
        assert "ยังไม่มีผลการประเมินของปีก่อน" in screen_text(pilot)


async def test_questions_are_added_counted_corrected_ordered_and_removed(database: Path) -> None:
    async with scores(database) as pilot:
        before = kept(pilot).questions
        await press(pilot, "3", "a")
        assert isinstance(pilot.app.screen, QuestionForm)
        for name, text in {"code": "๑๐", "text": "การยืมทรัพย์สิน", "answer0": "๓๓", "answer1": "1"}.items():
            await enter(pilot, name, text)
        for at, count in ((2, "0"), (3, "๑"), (4, "๑"), (5, "๖ คน")):
            await enter(pilot, f"answer{at}", count)
        assert "คะแนนจากจำนวนผู้ตอบ ๘๑.๙๐" in screen_text(pilot)
        await enter(pilot, "score", "๘๐")
        await press(pilot, "ctrl+s")
        assert complaint(pilot, "code").startswith("พิมพ์ i e หรือ o นำหน้า")
        assert "๘๑.๙๐" in complaint(pilot, "score")
        await enter(pilot, "code", "ข้อ i๑๑")
        await enter(pilot, "score", "")
        await focus(pilot, "#issue")
        await press(pilot, "right", "right", "right", "right", "ctrl+s")
        assert complaint(pilot, "code") == "มีข้อ i11 ในประเด็นที่ ๔แล้ว"
        await enter(pilot, "code", "I 10")
        await press(pilot, "ctrl+s")

        added = kept(pilot).questions[-1]
        assert kept(pilot).questions == (*before, added)
        assert added == QuestionScore("i10", Decimal("81.90"), "การยืมทรัพย์สิน", (33, 1, 0, 1, 1, 6), 4)
        await press(pilot, "o")
        listed = [line.key for line in screen(pilot).list.shown if not line.heading]
        assert listed[:2] == ["question:10", "question:9"]  # 0.00 and 75.71
        await press(pilot, "home", "enter")
        assert str(pilot.app.screen.query_one("#code", Field).value) == "O19"
        await enter(pilot, "score", "๕๐")
        await press(pilot, "ctrl+s")
        assert kept(pilot).questions[10].score == 50
        await press(pilot, "delete", "down", "enter")
        assert [one.code for one in kept(pilot).questions].count("o19") == 0
        await press(pilot, "ctrl+z")
        assert kept(pilot).questions[10].score == 50


async def test_an_issue_is_analysed_and_what_is_to_be_developed_is_kept(database: Path) -> None:
    async with scores(database) as pilot:
        await press(pilot, "4", "down", "enter")
        form = pilot.app.screen
        assert isinstance(form, IssueForm)
        for name, text in {"cause": "เหตุหนึ่ง\nเหตุสอง", "remark": "", "improvement": "ทำให้ง่าย"}.items():
            form.query_one(f"#{name}", ThaiTextArea).load_text(text)
        await enter(pilot, "lowest", "E๗")
        await press(pilot, "ctrl+s")

        analysis = next(one for one in store_of(pilot).scores.issues(YEAR) if one.number == 2)
        assert (analysis.lowest, analysis.cause, analysis.improvement) == ("e7", "เหตุหนึ่ง\nเหตุสอง", "ทำให้ง่าย")
        assert len(store_of(pilot).scores.issues(YEAR)) == 7
        assert "บทวิเคราะห์ระบุ e7 แต่ไม่ใช่ข้อที่ได้คะแนนต่ำสุด" in text_of(pilot, "#detail")
        await press(pilot, "2", "d")
        row = pilot.app.screen
        assert isinstance(row, DevelopForm)
        row.query_one("#text", ThaiTextArea).load_text("ติดประกาศ")
        await press(pilot, "ctrl+s")
        assert kept(pilot).to_develop[-1].text == "ติดประกาศ"
        await go_to(pilot, "develop:4")
        await press(pilot, "delete", "down", "enter")
        assert len(kept(pilot).to_develop) == 4


# --- measures --------------------------------------------------------------------------------------------------


def proposals_of(pilot: Pilot[int]) -> tuple[Measure, ...]:
    return store_of(pilot).measures.all(YEAR, proposals=True)


async def start(pilot: Pilot[int], title: str, *, key: str = "m", proposal: bool = False) -> Measure:
    """Start a measure from the line under the cursor; the screen then walks into it."""
    await type_thai(pilot, key)
    await settle(pilot)
    assert type(pilot.app.screen) is StartMeasureForm, screen_text(pilot)
    await enter(pilot, "title", title)
    if proposal:
        await focus(pilot, "#kind")
        await press(pilot, "right")
    await press(pilot, "ctrl+s")
    return walked(pilot)


def walked(pilot: Pilot[int]) -> Measure:
    """The measure that is walked into."""
    walk: object = pilot.app.screen
    assert isinstance(walk, WalkScreen)
    assert walk.measure is not None
    return walk.measure


async def test_any_weak_item_starts_a_measure_that_answers_it_linked_both_ways(database: Path) -> None:
    async with scores(database) as pilot:
        await press(pilot, "3")
        await go_to(pilot, "question:10")
        revision = store_of(pilot).history.last()
        one = await start(pilot, "เผยแพร่สถิติทุกเดือน")
        assert (one.number, one.answers, one.issue, one.proposal) == (13, ("o19",), 7, False)
        assert one.items == ("o18",)  # the item of that name in this year's catalogue
        assert one.weak_item == "O19 ข้อมูลสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ"
        assert one.guideline == "เพิ่มช่องทางที่ปกปิดชื่อ และกำหนดแนวทางคุ้มครองผู้แจ้ง"
        last = store_of(pilot).history.last()
        assert last is not None
        assert revision is not None
        assert last.id == revision.id + 1
        assert last.words == "ตั้งมาตรการ ๑๓ จากข้อ O19"
        await press(pilot, "escape")
        assert "→ ๑๓" in screen_text(pilot)
        assert "๑๓. เผยแพร่สถิติทุกเดือน" in text_of(pilot, "#detail")

        await press(pilot, "2")
        one = await start(pilot, "เปิดเผยให้ครบ", key="ท", proposal=True)
        assert (one.answers, one.proposal) == (("n9",), True)
        assert proposals_of(pilot)[-1].title == "เปิดเผยให้ครบ"
        await press(pilot, "escape", "4", "end")
        one = await start(pilot, "ของประเด็นที่เจ็ด")
        assert (one.answers, one.issue) == (("i15",), 7)  # the one that its analysis names
        await press(pilot, "escape", "g")
        assert type(pilot.app.screen) is Choice
        await press(pilot, "end", "enter")
        assert walked(pilot).title == "ของประเด็นที่เจ็ด"


async def test_a_line_without_a_code_starts_nothing_and_says_what_to_do(database: Path) -> None:
    with tasks.open_store(database, clock) as store:
        store.scores.save(YEAR, replace(scores_in(store), questions=(QuestionScore("", None, "อ่านไม่ออก"),)))

    async with scores(database) as pilot:
        await press(pilot, "3", "m")

        assert "ข้อนี้ยังไม่มีรหัส" in notices(pilot)
        assert isinstance(pilot.app.screen, ScoresScreen)
        await press(pilot, "1")
        await type_thai(pilot, "m")  # the total is no item: its key does nothing
        assert isinstance(pilot.app.screen, ScoresScreen)


def scores_in(store: Store) -> Scores:
    found = store.scores.get(YEAR)
    assert found is not None
    return found
