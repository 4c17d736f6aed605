"""The first run: what this is, where the data lies, and the ways to begin."""

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import ContentSwitcher, OptionList, Static
from textual.widgets.option_list import Option

from ita_tui import tasks
from ita_tui.domain.agency import Agency
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.errors import ItaError
from ita_tui.thai.numerals import digits
from screens.agency_fields import AgencyFields
from screens.desk import Desk
from screens.form_drafts import FormDrafts, KeepsDrafts
from screens.keys import Command, bindings
from screens.notices import TellsRefusals, tell
from screens.read_in import ReadInScreen
from screens.still_typed import StillTyped
from screens.widgets.key_bar import KeyBar
from screens.widgets.thai_input import ThaiInput
from screens.widgets.title_bar import TitleBar
from screens.year_fields import YearFields

if TYPE_CHECKING:
    from store.database import Store

_WAYS = (
    ("sample", "เริ่มด้วยข้อมูลตัวอย่าง", "หน่วยงานสมมติที่มีข้อมูลครบทั้งปี ไว้ลองใช้ทุกหน้าจอ แล้วเลิกทำได้ด้วย Ctrl+Z"),
    ("read", "อ่านรายงานของปีก่อนเข้ามา", "นำตารางมาตรการที่มีอยู่มาเป็นจุดเริ่มต้น ไม่ต้องพิมพ์ใหม่"),
    ("form", "เริ่มจากว่างเปล่า", "กรอกชื่อหน่วยงานและปีงบประมาณ แล้วค่อยเพิ่มข้อมูลของปี"),
)


class FirstRunScreen(KeepsDrafts, TellsRefusals, Screen[FiscalYear]):
    """Ends with the year that was begun."""

    CSS_PATH = "first_run.tcss"
    NAME = "เริ่มต้นใช้งาน"
    HELP = (
        "เลือกวิธีเริ่มต้นหนึ่งในสามวิธี ถ้ายังไม่แน่ใจให้เริ่มด้วยข้อมูลตัวอย่าง ข้อมูลทั้งหมดอยู่ในเครื่องนี้เท่านั้น "
        "ถ้าเคยใช้ในเครื่องอื่น กด b เพื่อนำข้อมูลสำรองจากเครื่องเดิมหรือ USB กลับมาใช้ แล้วทำงานต่อจากที่ค้างไว้ "
        "ชื่อหน่วยงาน จำนวนบุคลากร และจำนวนผู้รับบริการแก้ไขภายหลังได้"
    )
    KEYS = (
        Command("ctrl+s", "begin", "เริ่มใช้งาน", "บันทึกหน่วยงานและเริ่มปีงบประมาณ", priority=True),
        Command("b", "bring_back", "นำข้อมูลสำรองกลับมาใช้", "ทำงานต่อจากข้อมูลสำรองของเครื่องเดิมหรือ USB"),
        Command("escape", "back", "กลับ", "กลับไปเลือกวิธีเริ่มต้น"),
    )
    BINDINGS = bindings(KEYS)
    WAYS: ClassVar[str] = "ways"
    FORM: ClassVar[str] = "form"

    def __init__(self, desk_store: "Store", clock: tasks.Clock) -> None:
        super().__init__()
        self.store = desk_store
        self.clock = clock
        self.running = FiscalYear.containing(clock().date())
        self.drafts = FormDrafts(self, lambda: self._typed_agency() or self.query_one(YearFields).touched)

    def compose(self) -> ComposeResult:
        yield TitleBar()
        with ContentSwitcher(initial=self.WAYS):
            with Vertical(id=self.WAYS):
                yield Static(
                    "โปรแกรมนี้ช่วยเลขานุการคณะกรรมการติดตามมาตรการ ITA ของหน่วยงานทั้งปี บันทึกความคืบหน้าและหลักฐาน "
                    "นับผู้ตอบแบบวัด IIT และ EIT ดูแลข้อ OIT แล้วพิมพ์รายงานให้ ใช้งานได้โดยไม่ต้องต่ออินเทอร์เน็ต",
                    id="what",
                    markup=False,
                )
                yield Static(f"ข้อมูลเก็บไว้ในเครื่องนี้ที่\n{self.store.path}", id="where", markup=False)
                yield Static("เริ่มอย่างไรดี", id="question", markup=False)
                yield OptionList(*(Option(_way(*words), id=key) for key, *words in _WAYS))
                yield Static("↑ ↓ เลือก · ↵ ตกลง", id="progress", markup=False)
            with VerticalScroll(id=self.FORM, can_focus=False):
                yield AgencyFields()
                yield YearFields(self.running)
                yield Static(
                    "Tab หรือ ↵ ช่องถัดไป · ← → เลือก · Ctrl+S เริ่มใช้งาน · Esc กลับไปเลือกวิธีอื่น",
                    classes="hint",
                    markup=False,
                )
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(TitleBar).where = (self.NAME, "ITA TUI")
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def _way_chosen(self, event: OptionList.OptionSelected) -> None:
        match event.option.id:
            case "sample":
                self._start_with_sample()
            case "read":
                self._read_in()
            case _:
                self.query_one(ContentSwitcher).current = self.FORM
                self.query_one("#name ThaiInput").focus()
                self.drafts.begin()
                self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """The form's keys work on the form alone, the one for backups before it."""
        del parameters
        if action == "bring_back":
            return not self._on_form
        return action not in {"begin", "back"} or self._on_form

    @property
    def _on_form(self) -> bool:
        return self.is_mounted and self.query_one(ContentSwitcher).current == self.FORM

    async def action_bring_back(self) -> None:
        await self.app.run_action("show_backups")

    def action_back(self) -> None:
        self.query_one(ContentSwitcher).current = self.WAYS
        self.query_one(OptionList).focus()
        self.refresh_bindings()

    @work(exclusive=True, group="begin")
    async def _start_with_sample(self) -> None:
        progress = self.query_one("#progress", Static)
        progress.update("กำลังเตรียมข้อมูลตัวอย่าง …")
        try:
            year = await asyncio.to_thread(tasks.start_with_sample, self.store, self.clock())
        except ItaError as refusal:
            progress.update("")
            tell(self.app, refusal)
        else:
            self.dismiss(year)

    @work
    async def _read_in(self) -> None:
        desk = Desk(self.store, self.running, self.clock)
        year = await self.app.push_screen_wait(ReadInScreen(desk))
        if year is not None:
            self.dismiss(year)

    @on(ThaiInput.Submitted)
    def _next_field(self) -> None:
        self.focus_next()

    def save_now(self) -> bool:
        """Whether the program may be left: not with a form in sight that somebody has typed into."""
        if not self._on_form or not (self._typed_agency() or self.query_one(YearFields).touched):
            return True
        tell(self.app, StillTyped(save="กด Ctrl+S เพื่อเริ่มใช้งาน", drop="กด Esc เพื่อออกจากแบบฟอร์ม"))
        return False

    def _typed_agency(self) -> bool:
        typed = self.query_one(AgencyFields).typed()
        return bool(typed.name or typed.district or typed.province)

    def action_begin(self) -> None:
        typed = self.query_one(YearFields).checked()
        agency = self.query_one(AgencyFields).checked()  # the upper fields last: they take the focus
        if agency is not None and typed is not None:
            self._begin(agency, *typed)

    @work(exclusive=True, group="begin")
    async def _begin(self, agency: Agency, year: FiscalYear, staff: int | None, served: int | None) -> None:
        try:
            await asyncio.to_thread(tasks.set_up, self.store, agency, year, staff=staff, served=served)
        except ItaError as refusal:
            tell(self.app, refusal)
            return
        self.drafts.end()
        self.app.notify(f"เริ่มปีงบประมาณ {digits(year.be)} แล้ว", title=agency.short_name, markup=False)
        self.dismiss(year)


def _way(name: str, explained: str) -> Content:
    return Content.assemble((name, "bold"), "\n  ", (explained, "$foreground 80%"))
