"""Years beside each other: their figures first, then every measure with what became of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Static

from ita_tui import tasks
from ita_tui.domain.comparing import Chain, YearFigures, chains, survey_words, year_figures
from ita_tui.domain.differences import in_words
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import FIELD_WORDS, Measure
from ita_tui.domain.progress import progress
from ita_tui.domain.report import Report
from ita_tui.errors import ItaError
from ita_tui.tasks import YearState
from ita_tui.thai.numerals import digits, shown
from ita_tui.thai.words import cut
from screens.desk import Desk
from screens.keys import Command, bindings
from screens.screen import ItaScreen

_TOLD = ("status", "period", "responsible", "result", "outcome", "evidence")
_COLUMN = 14


@dataclass(frozen=True)
class Compared:
    """What was read of the years, earliest first."""

    figures: tuple[YearFigures, ...]
    reports: tuple[Report, ...]
    chains: tuple[Chain, ...]


class CompareScreen(ItaScreen):
    """A column a year; the line under the cursor is told in full below."""

    NAME = "เทียบปีงบประมาณ"
    HELP = (
        "ตัวเลขของทุกปีที่อยู่ในฐานข้อมูลวางข้างกัน ถัดลงไปเป็นมาตรการแต่ละเรื่องว่าปีใดทำถึงไหน เลื่อน ↑ ↓ เพื่อดูรายละเอียด "
        "ของแถวนั้นด้านล่าง และ ← → เพื่อดูปีอื่นเมื่อจอแคบ"
    )
    KEYS = (Command("escape", "back", "กลับ", "กลับไปหน้าจอก่อนหน้า"),)
    BINDINGS = bindings(KEYS)
    DEFAULT_CSS = """
    CompareScreen DataTable { height: 1fr; padding: 0 0 0 1; }
    CompareScreen DataTable > .datatable--fixed { background: $background; color: $foreground; }
    CompareScreen DataTable > .datatable--fixed-cursor { background: $primary; color: $text; }
    CompareScreen VerticalScroll { height: auto; max-height: 45%; border-top: solid $foreground 20%; padding: 0 1; scrollbar-size-vertical: 1; }
    CompareScreen #told { height: auto; min-height: 3; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.compared: Compared | None = None

    def compose_body(self) -> ComposeResult:
        yield DataTable[Content](id="years", cursor_type="row", fixed_columns=1, cell_padding=0)
        with VerticalScroll(can_focus=False):
            yield Static("กำลังอ่านทุกปี…", id="told", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#years").focus()

    def show_state(self, state: YearState) -> None:  # noqa: ARG002 - the other years are read anew with it
        self._read()

    @work(thread=True, exclusive=True, group="compare")
    def _read(self) -> None:
        store, now = self.desk.store, self.desk.now()
        try:
            states = [tasks.load_year(store, year, now) for year in store.years.all()]
        except ItaError as refusal:
            self.app.call_from_thread(self.tell, refusal)
            return
        reports = tuple(state.report for state in states)
        figures = tuple(year_figures(state.overview) for state in states)
        self.app.call_from_thread(self._take, Compared(figures, reports, chains(reports)))

    def _take(self, compared: Compared) -> None:
        if self.is_attached:
            self.compared = compared
            self._show()

    def on_resize(self) -> None:
        if self.compared is not None:
            self.call_after_refresh(self._show)

    def _show(self) -> None:
        if self.compared is None:
            return
        table = self.query_one("#years", DataTable)
        here = table.cursor_row
        years = self.compared.figures
        label = max(22, self.size.width - 4 - (_COLUMN + 1) * len(years))
        table.clear(columns=True)
        table.add_column("", width=min(label, max(22, self.size.width // 2)))
        for year in years:
            table.add_column(digits(year.year.be), width=_COLUMN)
        room = min(label, max(22, self.size.width // 2)) - 1
        for word, of in figure_rows(years):
            table.add_row(
                Content.styled(cut(word, room), "bold"),
                *(Content(cut(of(year), _COLUMN - 1)) for year in years),
            )
        for chain in self.compared.chains:
            cells = (Content(cut(_standing(one), _COLUMN - 1)) for one in chain.measures)
            table.add_row(Content(cut(shown(" ".join(chain.title.split())), room)), *cells)
        table.move_cursor(row=min(here, table.row_count - 1))
        self._tell_row()

    def on_data_table_row_highlighted(self) -> None:
        self._tell_row()

    def _tell_row(self) -> None:
        if self.compared is None:
            return
        above = len(figure_rows(self.compared.figures))
        at = self.query_one("#years", DataTable).cursor_row - above
        told = self.query_one("#told", Static)
        if at < 0 or at >= len(self.compared.chains):
            only = "" if len(self.compared.figures) > 1 else " · มีปีเดียวในฐานข้อมูล เริ่มปีถัดไปได้จาก F12 «เริ่มปีถัดไป»"
            told.update(f"{digits(len(self.compared.chains))} มาตรการ เลื่อนลงเพื่อดูทีละเรื่อง{only}")
            return
        told.update(_in_full(self.compared.chains[at], self.compared.reports))
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_back(self) -> None:
        self.dismiss()


def figure_rows(years: Sequence[YearFigures]) -> list[tuple[str, Callable[[YearFigures], str]]]:
    """The lines of figures, each with how it is read off a year."""
    instruments = [
        i for i in Instrument if any(s.survey.instrument is i for year in years for s in year.surveys)
    ]
    return [
        ("มาตรการ", lambda year: digits(year.measures)),
        ("แล้วเสร็จ", lambda year: digits(year.completed)),
        ("ไม่ดำเนินการ", lambda year: digits(year.cancelled)),
        ("ความคืบหน้าเฉลี่ย", lambda year: "–" if year.progress is None else f"{digits(year.progress)} %"),
        ("หลักฐานครบหรือตรวจแล้ว", lambda year: digits(year.proved)),
        ("ข้อ OIT เผยแพร่แล้ว", lambda year: f"{digits(year.published)} / {digits(year.applicable)}"),
        *((f"ผู้ตอบ {instrument.label}", _answered(instrument)) for instrument in instruments),
        ("คะแนน ITA ปีก่อนหน้า", _result),
    ]


def _answered(instrument: Instrument) -> Callable[[YearFigures], str]:
    def of(year: YearFigures) -> str:
        standing = next((s for s in year.surveys if s.survey.instrument is instrument), None)
        return "–" if standing is None else survey_words(standing)

    return of


def _result(year: YearFigures) -> str:
    return "–" if year.total is None else f"{digits(str(year.total))} {year.level}".rstrip()


def _standing(measure: Measure | None) -> str:
    if measure is None:
        return "–"
    done = progress(measure)
    return f"{measure.status.sign} {'' if done is None else f'{digits(done)} %'}".rstrip()


def _in_full(chain: Chain, reports: Sequence[Report]) -> Content:
    """What each year says of a measure, the newest first."""
    parts: list[Content | tuple[str, str] | str] = []
    for measure, report in reversed(list(zip(chain.measures, reports, strict=True))):
        if measure is None:
            continue
        parts.append(
            (f"{digits(report.year.be)} มาตรการ {digits(measure.number)} {shown(measure.title)}\n", "bold")
        )
        told = ((FIELD_WORDS[field], in_words(getattr(measure, field))) for field in _TOLD)
        parts += [f"  {word} {shown(' '.join(text.split()))}\n" for word, text in told if text]
    return Content.assemble(*parts)
