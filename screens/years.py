"""The fiscal years of the database: open another one, or begin a new one."""

import asyncio

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import ContentSwitcher, OptionList, Static
from textual.widgets.option_list import Option

from ita_tui import tasks
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.errors import ItaError
from ita_tui.thai.numerals import thai_digits
from screens.desk import Desk
from screens.keys import Command, bindings
from screens.notices import tell
from screens.widgets.thai_input import ThaiInput
from screens.year_fields import YearFields

_NEW = "new"


class YearsScreen(ModalScreen[FiscalYear | None]):
    """Ends with the year to open, or None."""

    DEFAULT_CSS = """
    YearsScreen { align: center middle; }
    YearsScreen > Vertical {
        width: 66; max-width: 96%; height: auto; max-height: 96%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    YearsScreen ContentSwitcher { height: auto; }
    YearsScreen #list, YearsScreen #begin { height: auto; }
    YearsScreen #title { text-style: bold; margin: 0 0 1 0; }
    YearsScreen OptionList { height: auto; max-height: 14; border: none; background: $surface; padding: 0; }
    YearsScreen .hint { color: $text-muted; margin: 1 0 0 0; }
    """
    BINDINGS = bindings(
        (
            Command("ctrl+s", "begin", "เริ่มปี", "เริ่มปีงบประมาณที่พิมพ์", priority=True),
            Command("escape", "back", "กลับ", "กลับ หรือปิดโดยไม่เปลี่ยนปี"),
        )
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.years = desk.store.years.all()

    def compose(self) -> ComposeResult:
        newest = max((*self.years, self.desk.year))
        with Vertical():
            yield Static("ปีงบประมาณ", id="title", markup=False)
            with ContentSwitcher(initial="list"):
                with Vertical(id="list"):
                    yield OptionList(*self._options())
                    yield Static("↑ ↓ เลือก · ↵ เปิด · Esc ปิด", classes="hint", markup=False)
                with Vertical(id="begin"):
                    yield YearFields(newest.next())
                    yield Static("Tab ช่องถัดไป · Ctrl+S เริ่มปี · Esc กลับ", classes="hint", markup=False)

    def _options(self) -> list[Option]:
        options = []
        for year in sorted(self.years, reverse=True):
            here = "  · เปิดอยู่" if year == self.desk.year else ""
            options.append(Option(Content(f"{thai_digits(year.be)}{here}"), id=str(year.be)))
        return [*options, Option(Content("+ เริ่มปีใหม่"), id=_NEW)]

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option.id == _NEW:
            self.query_one(ContentSwitcher).current = "begin"
            self.query_one("#year ThaiInput").focus()
        else:
            self.dismiss(FiscalYear(int(str(event.option.id))))

    @on(ThaiInput.Submitted)
    def _next_field(self) -> None:
        self.focus_next()

    def action_back(self) -> None:
        switcher = self.query_one(ContentSwitcher)
        if switcher.current == "begin":
            switcher.current = "list"
            self.query_one(OptionList).focus()
        else:
            self.dismiss(None)

    def action_begin(self) -> None:
        if self.query_one(ContentSwitcher).current != "begin":
            return
        typed = self.query_one(YearFields).checked()
        if typed is not None:
            self._begin(*typed)

    @work(exclusive=True, group="begin")
    async def _begin(self, year: FiscalYear, staff: int | None, served: int | None) -> None:
        try:
            await asyncio.to_thread(tasks.begin_year, self.desk.store, year, staff=staff, served=served)
        except ItaError as refusal:
            tell(self.app, refusal)
        else:
            self.dismiss(year)
