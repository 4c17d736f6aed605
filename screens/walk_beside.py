"""Beside the walk, where there is room: how the measure was to be done, and what was written last year."""

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ita_tui.domain.measure import FIELD_WORDS, Measure
from ita_tui.domain.merging import counterpart
from ita_tui.errors import ItaError
from ita_tui.thai.numerals import digits, shown
from screens.desk import Desk


class Beside(VerticalScroll, can_focus=False):
    """Last year's measures are read once, in a thread: a large year would hold up every step of the walk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="beside")
        self.desk = desk
        self.measure: Measure | None = None
        self.last_year: tuple[Measure, ...] = ()

    def compose(self) -> ComposeResult:
        yield Static(id="beside-text", markup=False)

    def on_mount(self) -> None:
        self._read_last_year()

    @work(thread=True)
    def _read_last_year(self) -> None:
        try:
            measures = self.desk.store.measures.all(self.desk.year.previous())
        except ItaError:  # what stands beside is left out; the walk itself says what is wrong with the store
            return
        self.app.call_from_thread(self._take_last_year, measures)

    def _take_last_year(self, measures: tuple[Measure, ...]) -> None:
        self.last_year = measures
        if self.is_attached and self.measure is not None:
            self.show(self.measure)

    def show(self, measure: Measure) -> None:
        self.measure = measure
        if not self.display:
            return
        parts: list[Content | tuple[str, str] | str] = []
        for field in ("guideline", "method"):
            if text := getattr(measure, field).strip():
                parts += [(FIELD_WORDS[field], "$text-accent"), f"\n{shown(text)}\n\n"]
        parts.append((f"ปีที่แล้ว ({digits(self.desk.year.be - 1)})", "$text-accent"))
        before = counterpart(measure, self.last_year)
        if before is None:
            parts.append("\nไม่มีมาตรการชื่อเดียวกันในปีก่อน")
        else:
            proof = f"หลักฐาน {digits(len(before.evidence))} รายการ"
            parts.append(
                f"\n{before.status.sign} {before.status.label} · {shown(before.period.text)} · {proof}"
            )
            parts.append(f"\n{shown(before.result or before.outcome) or 'ไม่มีบันทึกผล'}")
        self.query_one("#beside-text", Static).update(Content.assemble(*parts))
