"""How F7 shows last year's results: six views with the details of the chosen line beside or below them."""

from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widgets import ContentSwitcher, Static

from ita_tui.domain.scores import Scores
from ita_tui.errors import ItaError
from ita_tui.tasks import YearState
from ita_tui.thai.numerals import said
from ita_tui.yearly_results import results_book
from screens.desk import Desk
from screens.reading_on import read_on
from screens.scores_details import details_of, headline, plotted_of, series_words
from screens.scores_lists import lines_of, titles
from screens.scores_shown import ScoresShown, View
from screens.screen import ItaScreen
from screens.widgets.line_list import LineList
from screens.widgets.year_plot import YearPlot, YearPlotted

EMPTY = (
    "ยังไม่มีผลการประเมินของปีก่อน\n\n"
    "กด e เพื่อพิมพ์คะแนนรวม แบบวัด และตัวชี้วัด · กด a เพื่อเพิ่มคะแนนรายข้อ\n"
    "หรือกด F12 แล้วเลือก «อ่านรายงานเข้า» เพื่ออ่านจากรายงานที่มีอยู่"
)
_OTHER_YEARS = "\n\nกด ๕ เพื่อดูคะแนนของปีอื่น"


class ScoresLook(ItaScreen):
    """Each view keeps its cursor, also when the results change."""

    CSS_PATH = "scores.tcss"
    WIDE: ClassVar[int] = 120
    TALL: ClassVar[int] = 34

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view = View.OVERVIEW
        self.shown: ScoresShown | None = None
        self.others: ScoresShown | None = None
        """Where the year has no results itself: those of the other years, for the view of years alone."""
        self._offered: tuple[object, ...] = ()

    def compose_body(self) -> ComposeResult:
        yield Static(id="headline", markup=False)
        yield Static(id="contradiction", markup=False)
        yield Static(id="titles", markup=False)
        yield Static(id="empty", markup=False)
        with Container(id="look"):
            with ContentSwitcher(initial=self.view, id="lists"):
                for view in View:
                    yield LineList(id=view)
            with VerticalScroll(id="details", can_focus=False):
                yield Static(id="detail", markup=False)
                yield YearPlot(id="plot")

    def on_mount(self) -> None:
        super().on_mount()
        self.list.focus()

    def on_resize(self) -> None:
        beside = self.size.width >= self.WIDE
        self.set_class(beside, "-beside")
        self.set_class(not beside and self.size.height >= self.TALL, "-tall")
        self.call_after_refresh(self.show_scores)

    # --- reading -----------------------------------------------------------------------------------------

    def show_state(self, state: YearState) -> None:
        self._read_book(state, state.report.scores)

    @work(thread=True, exclusive=True, group="results")
    def _read_book(self, state: YearState, kept: Scores | None) -> None:
        """Read the rules of the results' year and the results of all years."""
        scores = kept or Scores(state.report.year.be)
        if self.desk.cleared:
            return
        try:
            book = results_book(self.desk.store, scores.year, state.rules)
        except ItaError as refusal:
            self.app.call_from_thread(self.tell, refusal)
            if kept is None:
                self.app.call_from_thread(self._take, state, None, None)
            return
        read = ScoresShown(state.report, scores, book.rules, state.rules, book.years, book.items)
        others = read if kept is None and read.series else None
        self.app.call_from_thread(self._take, state, read if kept is not None else None, others)

    def _take(self, state: YearState, read: ScoresShown | None, others: ScoresShown | None) -> None:
        """Show what was read, with what she chose to see of it before."""
        if not self.is_attached or self.state is not state or not self.query("#titles"):
            return
        before = self.shown
        if read is not None and before is not None:
            read = replace(read, target=before.target, ticked=before.ticked, order=before.order)
        self.shown, self.others = read, others
        self.show_scores()

    def see(self, **changes: object) -> None:
        """Show the same results in another way."""
        if self.shown is not None:
            self.shown = replace(self.shown, **changes)  # type: ignore[arg-type]  # ScoresShown's own fields
            self.show_scores()

    # --- showing -----------------------------------------------------------------------------------------

    @property
    def seen(self) -> ScoresShown | None:
        """What the view in sight shows: the year's results, or in the view of years those of the others alone."""
        return self.shown or (self.others if self.view is View.YEARS else None)

    @property
    def list(self) -> LineList:
        return self.query_one(f"#{self.view}", LineList)

    @property
    def key(self) -> str:
        """What the line under the cursor is known by."""
        return self.list.chosen or ""

    @property
    def _room(self) -> int:
        """The cells of a line, but for the blank before it and the scrollbar."""
        laid_out = self.query_one("#lists").content_size.width  # 0 where the lists have just come into sight
        beside = self.size.width * 7 // 11 if self.has_class("-beside") else self.size.width
        return max(40, (laid_out or beside) - 2)

    def show_scores(self) -> None:
        """Put the results on the screen, or say how to begin where there are none."""
        if not self.is_attached or not self.query("#titles") or self.state is None:
            return
        it, empty = self.shown, self.query_one("#empty", Static)
        empty.display = self.seen is None
        self.query_one("#look").display = self.seen is not None
        self.query_one("#titles").display = (it or self.others) is not None
        self.query_one("#headline").display = it is not None
        empty.update(said(EMPTY + (_OTHER_YEARS if self.others is not None else "")))
        contradiction = self.query_one("#contradiction", Static)
        contradiction.display = it is not None and bool(it.contradiction)
        if self.seen is None:
            self._show_titles()
            self.set_focus(None)
            self._say_keys()
            return
        if it is not None:
            contradiction.update(f"! {it.contradiction}")
            self.query_one("#headline", Static).update(headline(it))
        self._show_view()
        if self.focused is None:
            self.list.focus()

    def _show_view(self) -> None:
        """Fill the list in sight; the others are filled when they come into sight."""
        self._show_titles()
        if self.seen is not None:
            self.list.put(lines_of(self.view, self.seen, self._room))
        self.set_class(self.view is View.YEARS, "-plotted")
        self.show_details()

    def _show_titles(self) -> None:
        it = self.shown or self.others
        if it is not None:
            counted = titles(it, self.view).truncate(self.size.width, ellipsis=True)
            self.query_one("#titles", Static).update(counted)

    def show_details(self) -> None:
        it = self.seen
        if it is None:
            return
        plot, detail = self.query_one(YearPlot), self.query_one("#detail", Static)
        if self.view is View.YEARS:
            plotted = plotted_of(self.key, it)
            plot.plotted = plotted if isinstance(plotted, YearPlotted) else None
            plot.missing = "" if isinstance(plotted, YearPlotted) else said(plotted)
            detail.update(series_words(self.key, it))
        else:
            detail.update(details_of(self.key, self.view, it))
        self._say_keys()

    def _say_keys(self) -> None:
        """Have the footer show the keys that work on this line."""
        offered = (self.view, self.key.partition(":")[0], self.answered, self.shown is None)
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    @property
    def answered(self) -> bool:
        """Whether a measure answers what the line under the cursor is about."""
        return self.shown is not None and bool(self.shown.answering(self.key))

    @on(LineList.OptionHighlighted)
    def _line_changed(self, event: LineList.OptionHighlighted) -> None:
        if event.option_list is self.list:
            self.show_details()
            self.query_one("#details").scroll_home(animate=False)

    # --- moving ------------------------------------------------------------------------------------------

    def action_view(self, name: str) -> None:
        """Show one of the six views."""
        self.view = View(name)
        self.query_one("#lists", ContentSwitcher).current = self.view
        self.show_scores()
        if self.seen is not None:
            self.list.focus()
        self.query_one("#details").scroll_home(animate=False)

    def action_move(self, by: int) -> None:
        views = [*View]
        self.action_view(views[(views.index(self.view) + by) % len(views)])

    def action_read_on(self) -> None:
        """The next part of the details; behind the last one the first again."""
        read_on(self.query_one("#details", VerticalScroll))
