"""The two forms of a survey: a dated count, and what the survey is set to."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Label

from ita_tui.domain.respondents import Count, Survey
from ita_tui.thai.numerals import digits, said
from screens.form import FORM_CSS, Form
from screens.keeping_dialog import Keep
from screens.keys import bindings
from screens.survey_rows import WHOLE_AGENCY
from screens.typed_numbers import NumberTrouble, typed_people
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.date_field import DateField
from screens.widgets.field import Field
from screens.widgets.link_field import REPAIR, LinkField

Answer = TypeVar("Answer")


class SurveyForm(Form[Answer]):
    """A form whose fields hold days and numbers of people. Days without a year lie in the fiscal year of ``near``."""

    def __init__(self, near: date, keep: Keep[Answer]) -> None:
        super().__init__(keep)
        self.near = near

    def field(self, name: str) -> Field:
        return self.query_one(f"#{name}", Field)

    def day(self, name: str) -> date | None:
        """The typed day, None where the field is empty or, with a complaint, cannot be read."""
        return self.query_one(f"#{name}", DateField).checked_day()

    def number(self, name: str) -> int | None:
        """The typed number of people, None where the field is empty or, with a complaint, cannot be read."""
        field = self.field(name)
        try:
            return typed_people(field.value)
        except NumberTrouble as trouble:
            field.complaint = str(trouble)
            return None


class CountForm(SurveyForm[Count]):
    """How many had answered by which day, of the whole agency or of one division."""

    DEFAULT_CSS = FORM_CSS.format(name="CountForm")

    def __init__(
        self,
        survey: Survey,
        count: Count,
        divisions: Sequence[str],
        *,
        near: date,
        keep: Keep[Count],
    ) -> None:
        """``count`` is what stands in the fields first: one to correct, or today's with its number still to type."""
        super().__init__(near, keep)
        self.survey = survey
        self.count = count
        self.divisions = tuple(dict.fromkeys((*divisions, *filter(None, (count.division,)))))
        self.fresh = count.id is None and not count.total

    def compose(self) -> ComposeResult:
        doing = "แก้จำนวนผู้ตอบ" if self.count.id else "บันทึกจำนวนผู้ตอบ"
        with VerticalScroll(can_focus=False):
            yield Label(said(f"{doing} {self.survey.instrument.label}"), classes="question", markup=False)
            total = "" if self.fresh else _typed(self.count.total)
            yield Field("จำนวนผู้ตอบสะสม (คน)", total, hint="นับรวมตั้งแต่วันเปิด", id="total")
            yield DateField("ณ วันที่", self.count.on, near=self.near, required=True, id="on")
            if self.divisions:
                offices = [("", WHOLE_AGENCY), *((name, name) for name in self.divisions)]
                yield ChoiceRow(offices, value=self.count.division, label="ของ" + " " * 18, id="division")
            yield Label(f"เก็บเฉพาะจำนวน ไม่เก็บชื่อผู้ตอบ · {self.HINT}", classes="hint", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.set_focus(self.field("total").input)

    def answer(self) -> Count | None:
        total, on_day = self.number("total"), self.day("on")
        if total is None and not self.field("total").complaint:
            self.field("total").complaint = said("ยังไม่ได้พิมพ์จำนวน · พิมพ์จำนวนคนเป็นตัวเลข เช่น ๒๘")
        if total is None or on_day is None:
            return None
        division = self.query_one("#division", ChoiceRow).value if self.divisions else ""
        return replace(self.count, on=on_day, total=total, division=division)


class SettingsForm(SurveyForm[Survey]):
    """Population, window, link, and the minimum that ITAS told the agency."""

    DEFAULT_CSS = FORM_CSS.format(name="SettingsForm")
    BINDINGS = bindings([REPAIR])

    def __init__(self, survey: Survey, *, near: date, keep: Keep[Survey]) -> None:
        super().__init__(near, keep)
        self.survey = survey

    def compose(self) -> ComposeResult:
        survey = self.survey
        with VerticalScroll(can_focus=False):
            yield Label(said(f"ตั้งค่า {survey.instrument.full_name}"), classes="question", markup=False)
            yield Field("ผู้มีส่วนได้ส่วนเสีย", _typed(survey.population), hint="จำนวนคน", id="population")
            yield DateField("วันเปิด", survey.opens, near=self.near, id="opens")
            yield DateField("วันปิด", survey.closes, near=self.near, id="closes")
            yield LinkField("ลิงก์", survey.link, id="link")
            official = _typed(survey.official_minimum)
            yield Field("ค่าขั้นต่ำจากระบบ ITAS", official, hint="เว้นว่างไว้ให้คำนวณตามเกณฑ์ของปี", id="minimum")
            why = survey.official_reason
            yield Field("ที่มาของค่าขั้นต่ำ", why, hint=said("เช่น ระบบ ITAS แจ้งเมื่อ ๕ ม.ค. ๖๙"), id="reason")
            yield Label(self.HINT, classes="hint", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.set_focus(self.field("population").input)

    def answer(self) -> Survey | None:
        population, minimum = self.number("population"), self.number("minimum")
        opens, closes = self.day("opens"), self.day("closes")
        reason = self.field("reason").value
        if minimum is not None and minimum < 1:
            self.field("minimum").complaint = said("ค่าขั้นต่ำต้องเป็น ๑ คนขึ้นไป หรือเว้นว่างไว้")
        if minimum is not None and not reason:
            self.field("reason").complaint = "บอกด้วยว่าค่าขั้นต่ำนี้มาจากไหน เพื่อให้ผู้ตรวจย้อนดูได้"
        if opens is not None and closes is not None and closes < opens:
            self.field("closes").complaint = "วันปิดอยู่ก่อนวันเปิด · แก้วันใดวันหนึ่งให้ถูกลำดับ"
        if self.complains:
            return None
        return replace(
            self.survey,
            population=population,
            opens=opens,
            closes=closes,
            link=self.query_one(LinkField).link,
            official_minimum=minimum,
            official_reason=reason,
        )

    def action_repair_link(self) -> None:
        self.query_one(LinkField).repair()


def _typed(number: int | None) -> str:
    return "" if number is None else digits(f"{number:,}")
