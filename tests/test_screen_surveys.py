"""F4: counts of those who answered, what is asked before a doubtful one is saved, and the settings of a survey."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from ita_tui.domain.agency import Agency
from ita_tui.domain.counting import doubts
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.respondents import Count, Survey, standing
from ita_tui.rulebook.loading import rules_for
from ita_tui.thai.cells import cell_width
from screens.dialogs import Choice, Confirm
from screens.survey_form import CountForm, SettingsForm, SurveyForm
from screens.survey_rows import sentence_of, survey_line
from screens.surveys import SurveysScreen
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.gauge import goal_bar
from store.refusals import DiskRefusedError
from tests.screen_app import enter, opened, press, sample_database, screen_text, settle, shown, store_of
from tests.typing_thai import type_thai
from tests.waiting import keys, notices

YEAR = FiscalYear(2569)
TODAY = date(2026, 3, 18)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """The sample year in a file of the test's own; all tests copy the same one."""
    return sample_database(tmp_path.parent / f"{tmp_path.name}-data")


@asynccontextmanager
async def surveys(database: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[int]]:
    async with opened(database, size) as pilot:
        await press(pilot, "f4")
        yield pilot


def survey(pilot: Pilot[int], instrument: Instrument = Instrument.IIT) -> Survey:
    return next(s for s in store_of(pilot).surveys.all(YEAR) if s.instrument is instrument)


def counts(pilot: Pilot[int], instrument: Instrument = Instrument.IIT) -> list[tuple[date, int, str]]:
    return [(count.on, count.total, count.division) for count in survey(pilot, instrument).counts]


def form(pilot: Pilot[Any]) -> SurveyForm[Any]:
    screen = pilot.app.screen
    assert isinstance(screen, SurveyForm)
    return screen


def refuse(*_: object) -> None:
    """What the store says while the disk is full."""
    raise DiskRefusedError


async def answer(pilot: Pilot[Any], at: int) -> None:
    """Choose an answer of the question on top."""
    pilot.app.screen.query_one(OptionList).highlighted = at
    await press(pilot, "enter")


# --- looking ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_bar_minimum_forecast_and_counts_stand_on_the_screen_at_every_size(
    database: Path, size: tuple[int, int]
) -> None:
    async with surveys(database, size) as pilot:
        text = screen_text(pilot)

        assert "๒๘ / ๓๐ คน" in text
        assert "│" in text.splitlines()[1]  # the minimum is a line on the bar
        assert "╌" in text  # and one in the plot
        assert "จะครบ ๒๑ มี.ค. ๖๙" in shown(pilot, "#survey-words")
        assert "ค่าขั้นต่ำ ๓๐ คน" in shown(pilot, "#survey-words")
        assert "อีก ๒ คน" in text
        assert "๑๗ มี.ค. ๖๙" in text
        assert max(cell_width(line) for line in text.splitlines()) <= size[0]
        assert len(text.splitlines()) == size[1]


async def test_a_survey_without_a_minimum_shows_none_and_no_bar(database: Path) -> None:
    async with surveys(database) as pilot:
        await press(pilot, "down", "down")

        assert "ไม่มีค่าขั้นต่ำ" in screen_text(pilot)
        assert "╌" not in screen_text(pilot)
        assert "๑๒ คน" in screen_text(pilot)


# --- counts -----------------------------------------------------------------------------------------------------


async def test_a_count_is_saved_for_today_in_thai_digits_and_told_in_the_history(database: Path) -> None:
    async with surveys(database, (120, 45)) as pilot:
        await press(pilot, "a")
        await type_thai(pilot, "๓๐")
        await press(pilot, "enter")

        assert (TODAY, 30, "") in counts(pilot)
        assert "๓๐ / ๓๐ คน" in screen_text(pilot)
        assert "บันทึกแล้ว ๑๐:๓๒" in screen_text(pilot)
        assert "ประวัติการแก้ไข" in screen_text(pilot)
        assert "วันนี้ ๑๐:๓๒" in screen_text(pilot)

    async with opened(database, (80, 24)) as pilot:
        assert (TODAY, 30, "") in counts(pilot)


async def test_a_count_of_a_division_keeps_its_name(database: Path) -> None:
    async with surveys(database) as pilot:
        await press(pilot, "a")
        await type_thai(pilot, "4")
        form(pilot).query_one("#division", ChoiceRow).focus()
        await press(pilot, "right", "right", "ctrl+s")

        assert (TODAY, 4, "กองคลัง") in counts(pilot)
        assert "กองคลัง" in screen_text(pilot)


async def test_a_lower_count_is_asked_about_kept_when_one_goes_back_and_saved_after_a_yes(
    database: Path,
) -> None:
    async with surveys(database) as pilot:
        before = counts(pilot)
        await press(pilot, "a")
        await type_thai(pilot, "20")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Confirm)
        assert "น้อยกว่าครั้งก่อน (๒๘ คน ณ ๑๗ มี.ค. ๖๙)" in screen_text(pilot)

        await answer(pilot, 0)
        assert form(pilot).field("total").value == "20"
        assert counts(pilot) == before
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, Choice)  # it is still not saved
        await answer(pilot, 1)
        await answer(pilot, 1)
        assert (TODAY, 20, "") in counts(pilot)
        assert "▼๘" in screen_text(pilot)


async def test_a_count_is_corrected_in_the_table_and_the_correction_undone(database: Path) -> None:
    async with surveys(database) as pilot:
        before = counts(pilot)
        await press(pilot, "tab", "enter")
        assert form(pilot).field("total").value == "๒๘"
        await enter(pilot, "total", "๒๙")
        await press(pilot, "enter")
        assert counts(pilot) == [*before[:-1], (date(2026, 3, 17), 29, "")]

        await press(pilot, "ctrl+z")
        assert counts(pilot) == before
        assert "๒๘ / ๓๐ คน" in screen_text(pilot)


async def test_a_second_count_of_a_day_replaces_the_first_after_a_yes(database: Path) -> None:
    async with surveys(database) as pilot:
        before = counts(pilot)
        await press(pilot, "a")
        await enter(pilot, "total", "29")
        await enter(pilot, "on", "๑๗ มี.ค. ๖๙")
        await press(pilot, "enter")
        assert "บันทึกไว้แล้ว ๒๘ คน จะแทนที่ด้วย ๒๙ คน" in screen_text(pilot)
        await answer(pilot, 1)

        assert counts(pilot) == [*before[:-1], (date(2026, 3, 17), 29, "")]


async def test_a_count_is_removed_only_after_a_yes_and_comes_back_with_undo(database: Path) -> None:
    async with surveys(database) as pilot:
        before = counts(pilot)
        await press(pilot, "tab", "delete")
        await answer(pilot, 0)
        assert counts(pilot) == before

        await press(pilot, "delete")
        await answer(pilot, 1)
        assert counts(pilot) == before[:-1]
        await press(pilot, "ctrl+z")
        assert counts(pilot) == before


async def test_what_cannot_be_read_is_told_beside_the_field_and_stays_there(database: Path) -> None:
    async with surveys(database) as pilot:
        before = counts(pilot)
        await press(pilot, "a")
        told = {
            "สามสิบ": "พิมพ์จำนวนคนเป็นตัวเลข", "-5": "พิมพ์จำนวนคนเป็นตัวเลข", "": "พิมพ์จำนวนคนเป็นตัวเลข",
            "๙๙๙๙๙๙๙๙๙๙": "จำนวนมากเกินไป",
        }  # fmt: skip
        for typed, sentence in told.items():
            await enter(pilot, "total", typed)
            await press(pilot, "enter")
            assert sentence in screen_text(pilot)
            assert form(pilot).field("total").value == typed
        await enter(pilot, "total", "29")
        await enter(pilot, "on", "๓๑ ก.พ. ๖๙")
        await press(pilot, "enter")

        assert "เดือนกุมภาพันธ์ ๒๕๖๙ มี ๒๘ วัน ไม่มีวันที่ ๓๑" in screen_text(pilot)
        assert form(pilot).field("on").value == "๓๑ ก.พ. ๖๙"
        assert counts(pilot) == before


async def test_too_many_people_and_a_day_of_another_year_are_asked_about(database: Path) -> None:
    async with surveys(database) as pilot:
        await press(pilot, "a")
        await type_thai(pilot, "99")
        await enter(pilot, "on", "18/3/2568")
        await press(pilot, "enter")
        text = "".join(screen_text(pilot).split())
        assert "มากกว่าผู้มีส่วนได้ส่วนเสียทั้งหมด(๖๒คน)" in text
        assert "ไม่อยู่ในปีงบประมาณ๒๕๖๙" in text

        await answer(pilot, 0)
        assert (form(pilot).field("total").value, form(pilot).field("on").value) == ("99", "18/3/2568")


async def test_nothing_typed_is_lost_by_escape_or_by_the_key_of_another_room(database: Path) -> None:
    async with surveys(database) as pilot:
        await press(pilot, "a")
        await type_thai(pilot, "29")
        await press(pilot, "f2")
        assert form(pilot).field("total").value == "29"
        assert "กด Ctrl+S เพื่อบันทึก" in notices(pilot)

        await press(pilot, "escape", "escape")
        assert form(pilot).field("total").value == "29"
        await press(pilot, "escape")
        await answer(pilot, 2)
        assert isinstance(pilot.app.screen, SurveysScreen)
        assert (TODAY, 29, "") not in counts(pilot)


async def test_a_count_that_the_store_refuses_stays_in_its_form_until_it_is_saved(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with surveys(database) as pilot:
        before = counts(pilot)
        await press(pilot, "a")
        await enter(pilot, "total", "20")
        await enter(pilot, "on", "๑๘ มี.ค. ๖๙")
        with monkeypatch.context() as full:
            full.setattr(store_of(pilot).surveys, "count", refuse)
            await press(pilot, "enter")
            await answer(pilot, 1)  # a lower count than before, and she insists

            assert "พื้นที่ดิสก์เต็ม" in notices(pilot)
            assert (form(pilot).field("total").value, form(pilot).field("on").value) == ("20", "๑๘ มี.ค. ๖๙")
            assert counts(pilot) == before
        await press(pilot, "ctrl+s")
        await answer(pilot, 1)

        assert isinstance(pilot.app.screen, SurveysScreen)
        assert (TODAY, 20, "") in counts(pilot)


async def test_enter_pressed_twice_saves_a_count_once(database: Path) -> None:
    async with surveys(database) as pilot:
        before = counts(pilot)
        await press(pilot, "a")
        await type_thai(pilot, "29")
        await keys(pilot, "enter", "enter")
        await settle(pilot)

        assert counts(pilot) == [*before, (TODAY, 29, "")]


# --- settings ---------------------------------------------------------------------------------------------------


async def test_the_settings_are_saved_in_one_step_and_there_after_a_fresh_start(database: Path) -> None:
    async with surveys(database) as pilot:
        before = survey(pilot)
        await press(pilot, "e")
        for name, text in {
            "population": "๑,๒๐๐", "opens": "1/2/2569", "closes": "๓๐ มี.ค. ๖๙",
            "link": "https://www.example.go.th/iit", "minimum": "45", "reason": "ระบบ ITAS [หน้าแรก]",
        }.items():  # fmt: skip
            await enter(pilot, name, text)
        await press(pilot, "enter")
        assert "๒๘ / ๔๕ คน" in screen_text(pilot)
        assert "ระบบ ITAS [หน้าแรก]" in shown(pilot, "#survey-words")

    async with opened(database, (80, 24)) as pilot:
        assert survey(pilot) == replace(
            before,
            population=1200,
            opens=date(2026, 2, 1),
            closes=date(2026, 3, 30),
            link="https://www.example.go.th/iit",
            official_minimum=45,
            official_reason="ระบบ ITAS [หน้าแรก]",
        )
        await press(pilot, "ctrl+z")
        assert survey(pilot) == before


async def test_settings_that_contradict_themselves_stay_on_the_screen_with_the_reason(database: Path) -> None:
    async with surveys(database) as pilot:
        before = survey(pilot)
        await press(pilot, "e")
        assert isinstance(pilot.app.screen, SettingsForm)
        await enter(pilot, "reason", "")
        await enter(pilot, "closes", "1/1/2569")
        await press(pilot, "enter")

        assert "วันปิดอยู่ก่อนวันเปิด" in screen_text(pilot)
        assert "บอกด้วยว่าค่าขั้นต่ำนี้มาจากไหน" in screen_text(pilot)
        await enter(pilot, "minimum", "0")
        await press(pilot, "enter")
        assert "ค่าขั้นต่ำต้องเป็น ๑ คนขึ้นไป" in screen_text(pilot)
        assert survey(pilot) == before


async def test_without_a_rule_or_an_official_number_the_screen_asks_for_it(database: Path) -> None:
    async with surveys(database, (80, 40)) as pilot:
        await press(pilot, "e")
        await enter(pilot, "minimum", "")
        await enter(pilot, "reason", "")
        await press(pilot, "enter")

        assert survey(pilot).official_minimum is None
        assert "กด e เพื่อใส่ค่าขั้นต่ำจากระบบ ITAS" in " ".join(screen_text(pilot).split())
        assert "๒๘ คน" in screen_text(pilot)
        assert "๒๘ / " not in screen_text(pilot)


async def test_a_doubtful_link_warns_and_is_saved_as_typed(database: Path) -> None:
    async with surveys(database) as pilot:
        await press(pilot, "e")
        await enter(pilot, "link", "www.example.go.th/iit")
        await press(pilot, "enter")

        assert survey(pilot).link == "www.example.go.th/iit"
        assert "ลิงก์ควรขึ้นต้นด้วย http://" in notices(pilot)


async def test_an_untouched_form_closes_without_a_question_and_saves_nothing(database: Path) -> None:
    async with surveys(database) as pilot:
        last = store_of(pilot).history.last()
        await press(pilot, "e", "escape")
        assert isinstance(pilot.app.screen, SurveysScreen)
        await press(pilot, "e", "enter", "a", "escape")
        await settle(pilot)

        assert isinstance(pilot.app.screen, SurveysScreen)
        assert not isinstance(pilot.app.screen, CountForm)
        assert store_of(pilot).history.last() == last


async def test_settings_that_the_store_refuses_stay_in_their_form_until_they_are_saved(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with surveys(database) as pilot:
        before = survey(pilot)
        await press(pilot, "e")
        await enter(pilot, "population", "๑,๒๐๐")
        with monkeypatch.context() as full:
            full.setattr(store_of(pilot).surveys, "save", refuse)
            await press(pilot, "enter")

            assert "พื้นที่ดิสก์เต็ม" in notices(pilot)
            assert form(pilot).field("population").value == "๑,๒๐๐"
            assert survey(pilot) == before
        await press(pilot, "enter")

        assert isinstance(pilot.app.screen, SurveysScreen)
        assert survey(pilot).population == 1200


# --- how the bar looks ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("total", [0, 28, 30, 200])
def test_a_survey_has_the_bar_that_shows_its_minimum(total: int) -> None:
    counted = Survey(Instrument.IIT, official_minimum=30, counts=(Count(TODAY, total),) if total else ())
    stands = standing(counted, Agency("อบต.ตัวอย่าง"), rules_for(YEAR), TODAY)
    line = survey_line(stands, 24 + 14 + 17)

    assert goal_bar(total, 30, 24).plain in line.plain
    assert ("$success" in line.markup) == (total >= 30)


@pytest.mark.parametrize(
    ("width", "words"),
    [
        (60, "อีก ๒๐ คน · ปิดใน ๑๓ วัน · วันละ ๒ คน จึงจะทัน"),
        (30, "ปิดใน ๑๓ วัน · วันละ ๒ คน จึงจะทัน"),
        (24, "ปิดใน ๑๓ วัน · วันละ ๒ คน"),
    ],
)
def test_days_left_and_people_a_day_are_both_told_in_little_room(width: int, words: str) -> None:
    lacking = replace(KNOWN, official_minimum=50)
    stands = standing(lacking, Agency("อบต.ตัวอย่าง"), rules_for(YEAR), TODAY)

    assert sentence_of(stands, width) == words
    assert cell_width(words) <= width


# --- what looks wrong about a count -----------------------------------------------------------------------------

KNOWN = Survey(
    Instrument.IIT,
    population=60,
    opens=date(2026, 2, 1),
    closes=date(2026, 3, 31),
    counts=(Count(date(2026, 2, 10), 10, id=1), Count(date(2026, 3, 10), 30, id=2)),
)


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (Count(date(2026, 3, 15), 31), ""),
        (Count(date(2026, 3, 15), 30), ""),
        (Count(date(2026, 3, 15), 29), "น้อยกว่าครั้งก่อน (๓๐ คน ณ ๑๐ มี.ค. ๖๙)"),
        (Count(date(2026, 2, 20), 31), "มากกว่าครั้งหลัง (๓๐ คน ณ ๑๐ มี.ค. ๖๙)"),
        (Count(date(2026, 3, 15), 5, "กองคลัง"), ""),
        (Count(date(2026, 3, 10), 30), ""),
        (Count(date(2026, 3, 10), 31), "จะแทนที่ด้วย ๓๑ คน"),
        (Count(date(2026, 3, 10), 12, id=2), ""),
        (Count(date(2026, 3, 19), 31), "ยังมาไม่ถึง"),
        (Count(date(2026, 1, 31), 1), "อยู่ก่อนวันเปิดแบบวัด (๑ ก.พ. ๖๙)"),
        (Count(date(2026, 4, 1), 31), "อยู่หลังวันปิดแบบวัด (๓๑ มี.ค. ๖๙)"),
        (Count(date(2025, 9, 30), 1), "ไม่อยู่ในปีงบประมาณ ๒๕๖๙"),
        (Count(date(2025, 10, 1), 1), "อยู่ก่อนวันเปิด"),
        (Count(date(2026, 3, 15), 61), "มากกว่าผู้มีส่วนได้ส่วนเสียทั้งหมด (๖๐ คน)"),
    ],
)
def test_a_count_is_doubted_against_the_others_the_days_and_the_population(count: Count, told: str) -> None:
    found = " ".join(doubts(KNOWN, count, TODAY, YEAR))

    assert told in found
    assert bool(told) == bool(found)
