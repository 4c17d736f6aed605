"""Dates, periods, percentages and links in the forms: understood as they are typed, refused with the reason."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from textual.app import App, ComposeResult
from textual.widgets import OptionList, Static

from ita_tui.domain.evidence import EvidenceKind
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import WorkStatus
from screens.dialogs import Confirm
from screens.evidence_form import EvidenceForm
from screens.survey_form import CountForm, SettingsForm
from screens.widgets.date_field import DateField
from screens.widgets.field import Field
from screens.widgets.link_field import LinkField
from screens.widgets.thai_input import ThaiInput
from tests.screen_app import enter, focus, opened, press, sample_database, screen_text, shown, store_of
from tests.typing_thai import followed, type_thai
from tests.waiting import notices, until, until_shown

if TYPE_CHECKING:
    from textual.pilot import Pilot

YEAR = FiscalYear(2569)
SMALL = (80, 24)
BROKEN, WHOLE = "https://www.example.go.th/ita/๒๕๖๙?id=๑๒", "https://www.example.go.th/ita/2569?id=12"


class OneField(App[None]):
    """A date field alone."""

    def __init__(self, *, required: bool = False, day: date | None = None) -> None:
        super().__init__()
        self.required = required
        self.day = day

    def compose(self) -> ComposeResult:
        yield DateField("วันเปิด", self.day, near=date(2025, 10, 1), required=self.required)

    @property
    def field(self) -> DateField:
        return self.query_one(DateField)


def understood(field: DateField) -> str:
    return str(field.query_one(".understood", Static).render())


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return sample_database(tmp_path / "ก")


# --- the field -----------------------------------------------------------------------------------------------


async def test_each_key_shows_how_the_date_is_understood_so_far() -> None:
    app = OneField()
    async with app.run_test() as pilot:
        lines = []
        for typed in ("๑๗", "/", "๒", "/", "๒๕", "๖๙"):
            await type_thai(pilot, typed)
            lines.append(understood(app.field))
        day = app.field.day

    assert lines[0].startswith("▲ บอกเพียงวัน")
    assert lines[2] == "= วันอังคารที่ ๑๗ กุมภาพันธ์ ๒๕๖๙"
    assert lines[4].startswith("▲ ปี ๒๕ อาจเป็น ค.ศ. ๒๐๒๕")
    assert lines[5] == "= วันอังคารที่ ๑๗ กุมภาพันธ์ ๒๕๖๙"
    assert day == date(2026, 2, 17)


async def test_a_day_stands_in_the_field_as_it_is_typed_and_is_understood_at_once() -> None:
    app = OneField(day=date(2026, 2, 17))
    async with app.run_test():
        assert app.field.value == "๑๗/๒/๒๕๖๙"
        assert understood(app.field) == "= วันอังคารที่ ๑๗ กุมภาพันธ์ ๒๕๖๙"


@pytest.mark.parametrize("required", [True, False])
async def test_an_empty_field_is_trouble_only_where_a_date_must_be(*, required: bool) -> None:
    app = OneField(required=required)
    async with app.run_test() as pilot:
        assert (app.field.trouble is not None) is required
        assert app.field.checked_day() is None
        await followed(pilot)

        assert ("ยังไม่ได้พิมพ์วันที่" in app.field.complaint) is required
        assert understood(app.field) == ("" if required else "เว้นว่างไว้ได้")


async def test_a_refused_date_keeps_its_text_and_the_reason_stands_once_until_she_types_on() -> None:
    app = OneField()
    async with app.run_test() as pilot:
        await type_thai(pilot, "31 กุมภาพันธ์")
        assert app.field.checked_day() is None
        await followed(pilot)
        complaint = str(app.field.query_one(".complaint", Static).render())
        assert complaint.startswith("เดือนกุมภาพันธ์ ๒๕๖๙ มี ๒๘ วัน ไม่มีวันที่ ๓๑")
        assert app.field.value == "31 กุมภาพันธ์"
        assert not app.field.query_one(".understood").display

        await press(pilot, "home", "delete")
        await type_thai(pilot, "1")
        assert app.field.query_one(".understood").display
        assert not app.field.complaint


# --- the forms -----------------------------------------------------------------------------------------------


def whole_form(pilot: "Pilot[Any]") -> str:
    """What a form shows, where all of it fits the screen."""
    for box in pilot.app.screen.query("VerticalScroll, EvidenceForm > Vertical"):
        assert box.max_scroll_y == 0
        assert pilot.app.screen.region.contains_region(box.region)
    return screen_text(pilot)


async def test_the_forms_of_a_survey_fit_a_small_screen_with_their_dates_understood(database: Path) -> None:
    async with opened(database, SMALL) as pilot:
        await press(pilot, "f4", "a")
        assert type(pilot.app.screen) is CountForm
        assert "= วันพุธที่ ๑๘ มีนาคม ๒๕๖๙" in whole_form(pilot)
        await press(pilot, "escape", "e")
        assert type(pilot.app.screen).__name__ == SettingsForm.__name__
        for name in ("opens", "closes"):
            await enter(pilot, name, "31 กุมภาพันธ์ 2569")
        await enter(pilot, "link", BROKEN)
        await press(pilot, "enter")

        text = whole_form(pilot)
        assert text.count("เดือนกุมภาพันธ์ ๒๕๖๙ มี ๒๘ วัน") == 2
        assert "Ctrl+R แก้เป็น" in text
        assert "Tab ช่องถัดไป · ↵ บันทึก · Esc ยกเลิก" in text


async def test_evidence_with_a_wrong_date_and_a_broken_link_fits_a_small_screen(database: Path) -> None:
    async with opened(database, SMALL) as pilot:
        await press(pilot, "f3", "enter", "ctrl+e", "a")
        await focus(pilot, "#date")
        await type_thai(pilot, "31/2/69")
        assert "▲ เดือนกุมภาพันธ์ ๒๕๖๙ มี ๒๘ วัน" in whole_form(pilot)
        pilot.app.screen.query_one("#url", ThaiInput).value = BROKEN
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, EvidenceForm)
        text = whole_form(pilot)
        assert "อ่านวันที่ในเอกสารไม่ได้" in text
        assert "Ctrl+R แก้เป็น" in text
        assert "Ctrl+S หรือ ↵ บันทึก" in text
        await press(pilot, "ctrl+r")
        assert pilot.app.screen.query_one("#url", ThaiInput).value == WHOLE
        pilot.app.screen.query_one("#date", ThaiInput).value = "17กพ69"
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: not isinstance(pilot.app.screen, EvidenceForm))

        (piece,) = [p for p in store_of(pilot).evidence.of_year(YEAR) if p.url == WHOLE]
        assert (piece.kind, piece.document_date) == (EvidenceKind.LINK, date(2026, 2, 17))


async def test_a_period_shows_at_once_how_it_is_understood(database: Path) -> None:
    async with opened(database, SMALL) as pilot:
        await press(pilot, "f3", "enter")
        await focus(pilot, "#period")
        field = pilot.app.screen.query_one("#period", ThaiInput)
        field.clear()
        await type_thai(pilot, "ต.ค. ๖๘ - 31 มี.ค. 69")
        assert shown(pilot, "#understood") == "= ๑ ต.ค. ๖๘ ถึง ๓๑ มี.ค. ๖๙"
        field.clear()
        await type_thai(pilot, "31 ก.พ. 69")
        assert shown(pilot, "#understood").startswith("▲ อ่านเป็นวันไม่ได้")
        field.clear()
        await followed(pilot)
        assert shown(pilot, "#understood") == "ยังไม่ระบุระยะเวลา"


async def test_a_percentage_takes_either_digits_and_says_why_it_takes_no_more(database: Path) -> None:
    async with opened(database, SMALL) as pilot:
        store = store_of(pilot)
        plain = store.measures.all(YEAR)[0]
        store.measures.save(replace(plain, steps=(), status=WorkStatus.IN_PROGRESS, percent=10))
        await press(pilot, "f3", "slash")
        await type_thai(pilot, plain.title)
        await press(pilot, "enter", "enter")
        await focus(pilot, "#percent")
        field = pilot.app.screen.query_one("#percent", ThaiInput)
        field.clear()
        await type_thai(pilot, "4ก")
        assert shown(pilot, "#percent-refused") == "รับเฉพาะจำนวนเต็ม ๐ ถึง ๑๐๐"
        await type_thai(pilot, "๕")
        assert (field.value, shown(pilot, "#percent-refused")) == ("4๕", "")
        await press(pilot, "ctrl+s")

        assert store.measures.get(plain.id or 0).percent == 45


# --- repairing links -----------------------------------------------------------------------------------------


async def test_a_form_offers_the_repair_and_one_key_puts_it_in(database: Path) -> None:
    async with opened(database) as pilot:
        await press(pilot, "f5", "enter")
        await enter(pilot, "url", BROKEN)
        assert "▲ ลิงก์มีเลขไทย" in shown(pilot, "LinkField .doubt")
        assert f"Ctrl+R แก้เป็น {WHOLE}" in shown(pilot, "LinkField .doubt")
        await focus(pilot, "#note")
        await press(pilot, "ctrl+r")

        assert pilot.app.screen.query_one(LinkField).value == WHOLE
        assert "Ctrl+R แก้เป็น" not in screen_text(pilot)
        await press(pilot, "ctrl+s")
        assert store_of(pilot).disclosure.all(YEAR)[0].url == WHOLE


async def test_a_good_link_is_left_alone_by_the_key(database: Path) -> None:
    async with opened(database) as pilot:
        await press(pilot, "f5", "enter")
        await enter(pilot, "url", "https://www.example.go.th/ข่าว")
        await press(pilot, "ctrl+r")

        assert pilot.app.screen.query_one("#url", Field).value == "https://www.example.go.th/ข่าว"


async def answer(pilot: "Pilot[Any]", at: int) -> None:
    pilot.app.screen.query_one(OptionList).highlighted = at
    await press(pilot, "enter")


async def test_the_list_shows_before_and_after_and_changes_the_link_in_one_undoable_step(
    database: Path,
) -> None:
    async with opened(database) as pilot:
        store = store_of(pilot)
        store.disclosure.save(YEAR, replace(store.disclosure.all(YEAR)[0], url=BROKEN))
        await press(pilot, "f5")
        await until_shown(pilot, "Ctrl+R แก้ลิงก์")
        last = store.history.last()
        await press(pilot, "ctrl+r")
        assert isinstance(pilot.app.screen, Confirm)
        assert f"เดิม\n{BROKEN}\n\nแก้เป็น\n{WHOLE}\n" in shown(pilot, ".question")
        assert WHOLE in screen_text(pilot)
        await answer(pilot, 0)
        assert (store.history.last(), store.disclosure.all(YEAR)[0].url) == (last, BROKEN)

        await press(pilot, "ctrl+r")
        await answer(pilot, 1)
        assert store.disclosure.all(YEAR)[0].url == WHOLE
        await until(pilot, lambda: "Ctrl+R" not in screen_text(pilot).splitlines()[-2])
        await press(pilot, "ctrl+z")
        assert store.disclosure.all(YEAR)[0].url == BROKEN


async def test_the_link_of_a_survey_is_repaired_from_its_room(database: Path) -> None:
    async with opened(database) as pilot:
        store = store_of(pilot)
        survey = next(s for s in store.surveys.all(YEAR) if s.instrument is Instrument.IIT)
        store.surveys.save(YEAR, replace(survey, link="www.example.go.th/๑"))
        await press(pilot, "f4")
        await until_shown(pilot, "Ctrl+R แก้ลิงก์")
        await press(pilot, "ctrl+r")
        await answer(pilot, 1)

        assert (
            next(s for s in store.surveys.all(YEAR) if s.id == survey.id).link
            == "https://www.example.go.th/1"
        )
        assert "Ctrl+R" not in notices(pilot)
