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
from ita_tui.thai.numerals import digits
from screens.choice import Choice
from screens.desk import Desk
from screens.form_drafts import FormDrafts, KeepsDrafts
from screens.keys import Command, bindings
from screens.next_year import NextYearDialog
from screens.notices import tell
from screens.still_typed import StillTyped
from screens.widgets.thai_input import ThaiInput
from screens.year_fields import YearFields

_NEW, _FROM = "new", "from"


_WAYS = (("stay", "กลับไปแก้ต่อ"), ("drop", "ทิ้งตัวเลขที่พิมพ์"))


class YearsScreen(KeepsDrafts, ModalScreen[FiscalYear | None]):
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
    NAME = "ปีงบประมาณ"
    HELP = (
        "เลือกปีที่จะเปิด หรือเริ่มปีใหม่ ปีใหม่เริ่มด้วยแบบวัดและข้อ OIT ตามเกณฑ์ของปีนั้น ยังไม่มีมาตรการ "
        "จำนวนบุคลากรและผู้รับบริการใช้คิดค่าขั้นต่ำของแบบวัด เว้นว่างไว้แล้วเติมภายหลังได้"
    )
    KEYS = (
        Command("ctrl+s", "begin", "เริ่มปี", "เริ่มปีงบประมาณที่พิมพ์", priority=True),
        Command("escape", "back", "กลับ", "กลับ หรือปิดโดยไม่เปลี่ยนปี"),
    )
    BINDINGS = bindings(KEYS)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.years = desk.store.years.all()
        self.drafts = FormDrafts(self, lambda: self.query_one(YearFields).touched)

    def compose(self) -> ComposeResult:
        newest = max((*self.years, self.desk.year))
        with Vertical():
            yield Static(self.NAME, id="title", markup=False)
            with ContentSwitcher(initial="list"):
                with Vertical(id="list"):
                    yield OptionList(*self._options())
                    yield Static("↑ ↓ เลือก · ↵ เปิด · Esc ปิด", classes="hint", markup=False)
                with Vertical(id="begin"):
                    yield YearFields(newest.next())
                    yield Static("Tab หรือ ↵ ช่องถัดไป · Ctrl+S เริ่มปี · Esc กลับ", classes="hint", markup=False)

    def _options(self) -> list[Option]:
        options = []
        for year in sorted(self.years, reverse=True):
            here = "  · เปิดอยู่" if year == self.desk.year else ""
            options.append(Option(Content(f"{digits(year.be)}{here}"), id=str(year.be)))
        year_here = self.desk.year
        goes_on = f"+ เริ่มปี {digits(year_here.be + 1)} จากปี {digits(year_here.be)}"
        if year_here.next() in self.years:
            goes_on = f"+ นำมาตรการของปี {digits(year_here.be)} ไปทำต่อในปี {digits(year_here.be + 1)}"
        return [*options, Option(Content(goes_on), id=_FROM), Option(Content("+ เริ่มปีใหม่"), id=_NEW)]

    def on_mount(self) -> None:
        self.set_focus(self.query_one(OptionList))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option.id == _NEW:
            self._turn_to("begin")
            self.query_one("#year ThaiInput").focus()
            self.drafts.begin()
        elif event.option.id == _FROM:
            self._from_this_year()
        else:
            self.dismiss(FiscalYear(int(str(event.option.id))))

    @work(exclusive=True, group="from")
    async def _from_this_year(self) -> None:
        try:
            offer = await asyncio.to_thread(tasks.offer_next_year, self.desk.store, self.desk.year)
        except ItaError as refusal:
            tell(self.app, refusal)
            return
        year = await self.app.push_screen_wait(NextYearDialog(self.desk, offer))
        if year is not None:
            self.dismiss(year)

    @on(ThaiInput.Submitted)
    def _next_field(self) -> None:
        self.focus_next()

    @work(exclusive=True, group="back")
    async def action_back(self) -> None:
        """Close, or go back to the list, and ask first where numbers were typed."""
        if not self._beginning:
            self.dismiss(None)
            return
        fields = self.query_one(YearFields)
        if fields.touched:
            if await self.app.push_screen_wait(Choice("ยังไม่ได้เริ่มปีจากตัวเลขที่พิมพ์", _WAYS)) != "drop":
                return
            fields.clear()
            self.drafts.drop()
        self._turn_to("list")
        self.query_one(OptionList).focus()

    def action_begin(self) -> None:
        if not self._beginning:
            return
        typed = self.query_one(YearFields).checked()
        if typed is None:
            return
        if typed[0] in self.years:
            year = digits(typed[0].be)
            words = f"มีปีงบประมาณ {year} อยู่แล้ว พิมพ์ปีอื่น หรือกด Esc เพื่อเลือกเปิดปีนั้น"
            self.query_one(YearFields).refuse_year(words)
        else:
            self._begin(*typed)

    @property
    def _beginning(self) -> bool:
        return self.query_one(ContentSwitcher).current == "begin"

    def _turn_to(self, page: str) -> None:
        self.query_one(ContentSwitcher).current = page
        title = "เริ่มปีงบประมาณใหม่" if page == "begin" else self.NAME
        self.query_one("#title", Static).update(title)

    def save_now(self) -> bool:
        """Whether the dialog may be left: not with numbers typed for a year that has not begun."""
        if not self._beginning or not self.query_one(YearFields).touched:
            return True
        tell(self.app, StillTyped(save="กด Ctrl+S เพื่อเริ่มปี", drop="กด Esc เพื่อกลับ"))
        return False

    @work(exclusive=True, group="begin")
    async def _begin(self, year: FiscalYear, staff: int | None, served: int | None) -> None:
        try:
            await asyncio.to_thread(tasks.begin_year, self.desk.store, year, staff=staff, served=served)
        except ItaError as refusal:
            tell(self.app, refusal)
        else:
            self.drafts.end()
            self.dismiss(year)
