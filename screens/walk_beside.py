"""Beside the walk: how the measure was to be done, and what was written last year in the field she is in."""

from collections.abc import Iterator, Sequence

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from ita_tui.domain.carrying_over import before_of, last_years
from ita_tui.domain.measure import FIELD_WORDS, Measure
from ita_tui.errors import ItaError
from ita_tui.thai.numerals import digits, shown
from screens.desk import Desk
from screens.keys import Command, bindings

LAST_YEARS = (
    "status",
    "period",
    "responsible",
    "steps",
    "result",
    "outcome",
    "recommendation",
    "follow_up",
    "evidence",
)
"""The fields of last year's measure that are told, in this order."""
NO_ONE = "ไม่มีมาตรการเดียวกันในปีก่อน"

_Told = list[Content | tuple[str, str] | str]


class Beside(VerticalScroll, can_focus=False):
    """Last year's measures are read once, in a thread: a large year would hold up every step of the walk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="beside")
        self.desk = desk
        self.measure: Measure | None = None
        self.field = ""
        self.last_year: tuple[Measure, ...] = ()

    def compose(self) -> ComposeResult:
        yield Static(id="beside-text", markup=False)

    def on_mount(self) -> None:
        self._read_last_year()

    @work(thread=True)
    def _read_last_year(self) -> None:
        store, year = self.desk.store, self.desk.year.previous()
        try:
            measures = (*store.measures.all(year), *store.measures.all(year, proposals=True))
        except ItaError:  # what stands beside is left out; the walk itself says what is wrong with the store
            return
        self.app.call_from_thread(self._take_last_year, measures)

    def _take_last_year(self, measures: tuple[Measure, ...]) -> None:
        self.last_year = measures
        if self.is_attached and self.measure is not None:
            self.show(self.measure)

    @property
    def before(self) -> Measure | None:
        """Last year's measure that the one on the screen goes on from."""
        return None if self.measure is None else before_of(self.measure, self.last_year)

    def show(self, measure: Measure) -> None:
        self.measure = measure
        if not self.display:
            return
        parts: _Told = []
        if self.field not in {"guideline", "method"}:
            for field in ("guideline", "method"):
                if text := getattr(measure, field).strip():
                    parts += [(FIELD_WORDS[field], "$text-accent"), f"\n{shown(text)}\n\n"]
        parts.append((f"ปีที่แล้ว ({digits(self.desk.year.be - 1)})\n", "bold $text-accent"))
        before = self.before
        parts += [NO_ONE] if before is None else told_of(before, first=self.field)
        self.query_one("#beside-text", Static).update(Content.assemble(*parts))

    def at_field(self, field: str) -> None:
        """Let what last year's measure says in a field stand first."""
        if field != self.field and self.measure is not None:
            self.field = field
            self.show(self.measure)
            self.scroll_home(animate=False)


class LastYearScreen(ModalScreen[None]):
    """What last year's measure says, where the screen is too narrow to have it beside the fields."""

    DEFAULT_CSS = """
    LastYearScreen { align: center middle; }
    LastYearScreen > VerticalScroll {
        width: 96; max-width: 98%; height: auto; max-height: 96%;
        border: round $accent; background: $surface; padding: 0 1; scrollbar-size-vertical: 1;
    }
    LastYearScreen Static { height: auto; }
    LastYearScreen .hint { color: $text-muted; margin: 1 0 0 0; }
    """
    NAME = "ปีที่แล้ว"
    HELP = "สิ่งที่บันทึกไว้กับมาตรการเดียวกันในปีก่อน อ่านอย่างเดียว เปิดปีนั้นเพื่อแก้ได้จาก F12 «เปลี่ยนปีงบประมาณ»"
    KEYS = (Command("escape", "close", "ปิด", "กลับไปเขียนต่อ"),)
    BINDINGS = bindings(KEYS)

    def __init__(self, year: int, before: Measure | None, field: str) -> None:
        """``year`` is last year (BE), ``field`` the one she is in."""
        super().__init__()
        self.year = year
        self.before = before
        self.field = field

    def compose(self) -> ComposeResult:
        title = (f"{self.NAME} ({digits(self.year)})\n", "bold $text-accent")
        told: Sequence[Content | tuple[str, str] | str] = [NO_ONE]
        if self.before is not None:
            told = told_of(self.before, first=self.field)
        with VerticalScroll():
            yield Static(Content.assemble(title, *told), markup=False)
            yield Static("↑ ↓ เลื่อนอ่าน · Esc ปิด", classes="hint", markup=False)

    def action_close(self) -> None:
        self.dismiss()


def told_of(before: Measure, *, first: str = "") -> _Told:
    """A measure of last year field by field, the one that is asked for before the others."""
    return [*_told(before, first)]


def _told(before: Measure, first: str) -> Iterator[Content | tuple[str, str] | str]:
    yield f"มาตรการ {digits(before.number)} {shown(before.title)}\n"
    if first and first not in LAST_YEARS and (text := last_years(first, before)):
        yield from _field(first, text)
    for field in sorted(LAST_YEARS, key=lambda field: field != first):
        text = last_years(field, before)
        if text:
            yield from _field(field, text)
    if not before.result.strip() and not before.outcome.strip():
        yield "ไม่มีบันทึกผล\n"


def _field(field: str, text: str) -> Iterator[Content | tuple[str, str] | str]:
    yield (f"{FIELD_WORDS[field]}  ", "$text-accent")
    yield f"{shown(text)}\n"
