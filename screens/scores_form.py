"""The form of a year's results: its total and level as printed, its instruments and its ten indicators."""

from collections.abc import Callable
from decimal import Decimal

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Label, Static

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.indicators import INDICATORS
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.rules import YearRules
from ita_tui.domain.scores import Scores, computed
from ita_tui.errors import ItaError
from ita_tui.thai.numerals import digits, said
from screens.form import FORM_CSS, Form
from screens.keeping_dialog import Keep
from screens.notices import tell
from screens.typed_numbers import NumberTrouble, typed_year
from screens.typed_points import shown_points, typed_points
from screens.widgets.field import Field
from screens.widgets.thai_input import ThaiInput

RulesOf = Callable[[FiscalYear], YearRules]
_NUMBERS = range(1, len(INDICATORS) + 1)


def points_in(field: Field) -> Decimal | None:
    """The score in a field, None where it is empty or, with a complaint beside it, cannot be read."""
    try:
        return typed_points(field.value)
    except NumberTrouble as trouble:
        field.complaint = str(trouble)
        return None


class ResultsForm(Form[Scores]):
    """Everything of the results but their questions. ``first`` names the field that is typed into first."""

    DEFAULT_CSS = (
        FORM_CSS.format(name="ResultsForm")
        + """
    ResultsForm Field Label { width: 33; }
    ResultsForm Field .complaint { margin: 0 0 0 33; }
    ResultsForm #computed { color: $text-accent; height: auto; margin: 0 0 1 0; }
    """
    )
    HINT = "Tab ช่องถัดไป · เว้นว่างช่องที่ไม่รู้ · ↵ หรือ Ctrl+S บันทึก · Esc ยกเลิก"

    def __init__(
        self, scores: Scores, rules: YearRules, rules_of: RulesOf, keep: Keep[Scores], *, first: str = "year"
    ) -> None:
        """``rules`` are those of the results' year; ``rules_of`` reads those of another year, called in a thread."""
        super().__init__(keep)
        self.scores = scores
        self.rules = rules
        self.rules_of = rules_of
        self.first = first

    def compose(self) -> ComposeResult:
        scores = self.scores
        with VerticalScroll(can_focus=False):
            yield Label("ผลการประเมิน ITA ที่มาตรการของปีนี้จะตอบ", classes="question", markup=False)
            yield Static(id="computed", markup=False)
            yield Field("ปีที่ประเมิน", digits(scores.year), id="year")
            total = shown_points(scores.printed_total)
            yield Field("คะแนนรวมในรายงาน", total, hint=said("เช่น ๘๗.๕๐"), id="total")
            yield Field("ระดับในรายงาน", scores.printed_level, hint="ตามที่ประกาศ", id="level")
            for instrument in Instrument:
                points = shown_points(scores.instruments.get(instrument))
                yield Field(said(instrument.label), points, hint="คะแนนในรายงาน", id=instrument.value)
            for number, name in zip(_NUMBERS, INDICATORS, strict=True):
                points = shown_points(next(iter(scores.indicators[number - 1 : number]), None))
                yield Field(f"{digits(number)} {name}", points, id=f"n{number}")
            yield Label(self.HINT, classes="hint", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self._offer_instruments()
        self._show_computed()
        self.set_focus(self.field(self.first).input)

    def field(self, name: str) -> Field:
        return self.query_one(f"#{name}", Field)

    def answer(self) -> Scores | None:
        year = self._year()
        total = points_in(self.field("total"))
        instruments = {
            instrument: points
            for instrument in Instrument
            if (points := points_in(self.field(instrument.value))) is not None
        }
        indicators = tuple(points_in(self.field(f"n{number}")) for number in _NUMBERS)
        if year is None or self.complains:
            return None
        return Scores(
            year=year.be,
            indicators=indicators if any(points is not None for points in indicators) else (),
            instruments=instruments,
            printed_total=total,
            printed_level=self.field("level").value,
            questions=self.scores.questions,
            to_develop=self.scores.to_develop,
        )

    def _year(self) -> FiscalYear | None:
        field = self.field("year")
        try:
            return typed_year(field.value)
        except NumberTrouble as trouble:
            field.complaint = str(trouble)
            return None

    # --- while she types -------------------------------------------------------------------------------------

    @on(ThaiInput.Changed)
    def _typed_on(self) -> None:
        """Follow the year that is typed: its instruments, and the total by its rules."""
        try:
            year = typed_year(self.field("year").value)
        except NumberTrouble:
            return
        if year != self.rules.year:
            self._read_rules(year)
        else:
            self._show_computed()

    @work(thread=True, exclusive=True, group="rules")
    def _read_rules(self, year: FiscalYear) -> None:
        try:
            rules = self.rules_of(year)
        except ItaError as refusal:
            self.app.call_from_thread(tell, self.app, refusal)
            return
        self.app.call_from_thread(self._take_rules, rules)

    def _take_rules(self, rules: YearRules) -> None:
        if self.is_attached:
            self.rules = rules
            self._offer_instruments()
            self._show_computed()

    def _offer_instruments(self) -> None:
        """EIT in one part or in two, as the year has it; what already has a score stays in sight."""
        for instrument in Instrument:
            field = self.field(instrument.value)
            field.display = instrument in self.rules.weights or bool(field.value)

    def _show_computed(self) -> None:
        """The total and level that follow from what stands in the fields."""
        figures = Scores(self.rules.year.be, self._indicators(), self._instruments())
        result = computed(figures, self.rules)
        words = (
            f"คำนวณได้ {shown_points(result.total)} {result.level}".strip()
            if result.total is not None
            else "คะแนนรวมจะคำนวณให้เมื่อครบทุกแบบวัดหรือทุกตัวชี้วัด"
        )
        self.query_one("#computed", Static).update(words)

    def _indicators(self) -> tuple[Decimal | None, ...]:
        return tuple(self._readable(f"n{number}") for number in _NUMBERS)

    def _instruments(self) -> dict[Instrument, Decimal]:
        found = ((instrument, self._readable(instrument.value)) for instrument in Instrument)
        return {instrument: points for instrument, points in found if points is not None}

    def _readable(self, name: str) -> Decimal | None:
        try:
            return typed_points(self.field(name).value)
        except NumberTrouble:
            return None
