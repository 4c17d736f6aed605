"""A document that was read, in four lists with the details of the chosen line beside or below them."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.screen import Screen
from textual.widgets import ContentSwitcher, Static

from ita_tui import papers, tasks
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.thai.numerals import digits
from ita_tui.thai.typed import one_line
from ita_tui.thai.words import cut
from screens.desk import Desk
from screens.draft_details import details_of, doubt_of
from screens.draft_lists import Pane, lines_of, titles, waiting
from screens.notices import TellsRefusals
from screens.reading_on import read_on
from screens.widgets.key_bar import KeyBar
from screens.widgets.line_list import LineList
from screens.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from ita_tui.intake.draft import Doubt, Draft
    from ita_tui.intake.paper import Paper


class DraftLook(TellsRefusals, Screen[FiscalYear | None]):
    """The lists are changed with keys alone; each keeps its cursor, also when the draft is made anew."""

    NAME: ClassVar[str] = "ตรวจก่อนนำเข้า"
    WIDE: ClassVar[int] = 120
    """Cells from which on the details stand beside the lists."""

    def __init__(self, desk: Desk, paper: "Paper", draft: "Draft", year: FiscalYear) -> None:
        """``draft`` is what the document gives for ``year`` while nothing is decided."""
        super().__init__()
        self.desk = desk
        self.paper = paper
        self.year = year
        self.draft = draft
        self.choices = papers.undecided()
        self.pane = Pane.MEASURES if draft.measures or draft.proposals or not draft.tables else Pane.TABLES
        self.saving = False
        self._offered: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield Static(id="summary", markup=False)
        yield Static(id="warning", markup=False)
        yield Static(id="titles", markup=False)
        with Container(id="look"):
            with ContentSwitcher(initial=self.pane, id="lists"):
                for pane in Pane:
                    yield LineList(id=pane)
            with VerticalScroll(id="details", can_focus=False):
                yield Static(id="detail", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        name = one_line(self.paper.name)
        self.query_one(TitleBar).where = (f"{self.NAME} · {name}", name)
        warning = tasks.stranger(self.desk.store, self.draft.agency)
        self.query_one("#warning", Static).update(f"! {warning}")
        self.query_one("#warning").display = bool(warning)
        self.list.focus()

    def on_resize(self) -> None:
        self.set_class(self.size.width >= self.WIDE, "-beside")
        self.call_after_refresh(self.show_draft)

    def on_screen_resume(self) -> None:
        """Back from a dialog or the settings: numbers may be written in other digits now."""
        if self.list.shown:
            self.show_draft()

    # --- showing -----------------------------------------------------------------------------------------

    @property
    def list(self) -> LineList:
        return self.query_one(f"#{self.pane}", LineList)

    def show_draft(self) -> None:
        """Put the draft into the lists; each keeps its cursor."""
        if not self.is_attached or not self.query("#summary"):  # left meanwhile
            return
        room = self.query_one("#lists").content_size.width - 2  # a blank, and the scrollbar
        for pane in Pane:
            self.query_one(f"#{pane}", LineList).put(lines_of(pane, self.draft, max(20, room)))
        self.say()
        self.show_details()

    def say(self) -> None:
        counted = titles(self.draft, self.pane).truncate(self.size.width, ellipsis=True)
        self.query_one("#titles", Static).update(counted)
        open_doubts = waiting(self.draft.doubts)
        parts = (
            self._arriving,
            f"รอตัดสิน {digits(open_doubts)} ข้อ" if open_doubts else "",
            f"กำลังนำเข้าปี {digits(self.year.be)} …" if self.saving else "ยังไม่ได้บันทึก · Ctrl+S นำเข้า",
        )
        self.query_one("#summary", Static).update(cut(" · ".join(filter(None, parts)), self.size.width - 2))

    @property
    def _arriving(self) -> str:
        year, count = digits(self.year.be), len(self.draft.measures)
        return f"{digits(count)} มาตรการที่จะนำเข้าปี {year}" if count else f"ยังไม่พบมาตรการที่จะนำเข้าปี {year}"

    def show_details(self) -> None:
        key = self.list.chosen
        self.query_one("#details").set_class(key is None, "-empty")  # its place stays
        self.query_one("#detail", Static).update(
            "" if key is None else details_of(key, self.draft, first_row_is_data=self._is_headless(key))
        )
        offered = (self.pane, self.chosen_doubt() is not None, key is None)
        if offered != self._offered:  # other keys work now
            self._offered = offered
            self.refresh_bindings()

    def _is_headless(self, key: str) -> bool:
        """Whether she said that the table of a line has no heads."""
        kind, _, rest = key.partition(":")
        return kind == "table" and self.draft.tables[int(rest)].key in self.choices.headless

    @on(LineList.OptionHighlighted)
    def _line_changed(self, event: LineList.OptionHighlighted) -> None:
        if event.option_list is self.list:
            self.show_details()
            self.query_one("#details").scroll_home(animate=False)

    def action_pane(self, name: str) -> None:
        """Show one of the four lists."""
        self.pane = Pane(name)
        self.query_one("#lists", ContentSwitcher).current = self.pane
        self.list.focus()
        self.say()
        self.show_details()
        self.query_one("#details").scroll_home(animate=False)

    def action_move(self, by: int) -> None:
        panes = [*Pane]
        self.action_pane(panes[(panes.index(self.pane) + by) % len(panes)])

    def action_read_on(self) -> None:
        """The next part of the details; behind the last one the first again."""
        read_on(self.query_one("#details", VerticalScroll))

    def chosen_doubt(self) -> "Doubt | None":
        """The doubt under the cursor, where it leaves a choice."""
        kind, _, rest = (self.list.chosen or "").partition(":")
        doubt = doubt_of(self.draft, rest) if kind == "doubt" else None
        return doubt if doubt is not None and doubt.choice else None
