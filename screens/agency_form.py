"""The agency's particulars, its divisions and their sections."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ita_tui.domain.agency import Agency, Division, Section
from ita_tui.errors import ItaError
from screens.agency_fields import AgencyFields
from screens.desk import Desk
from screens.dialogs import Ask, Confirm
from screens.keys import Command, bindings
from screens.screen import ItaScreen
from screens.widgets.thai_input import ThaiInput

_Change = Callable[[tuple[Division, ...]], Sequence[Division]]


class AgencyForm(ItaScreen):
    """Particulars are saved with Ctrl+S or on leaving; every change of the divisions at once."""

    CSS_PATH = "agency_form.tcss"
    NAME = "ข้อมูลหน่วยงาน"
    HELP = (
        "ชื่อและประเภทของหน่วยงานใช้ในรายงานและในการคิดค่าขั้นต่ำของแบบวัด รายชื่อส่วนราชการและงานใช้กรองมาตรการ "
        "และเลือกผู้รับผิดชอบ เลื่อนด้วย Tab ไปที่รายชื่อแล้วกด n เพื่อเพิ่มส่วนราชการ g เพื่อเพิ่มงาน หรือ ↵ เพื่อแก้ชื่อ"
    )
    KEYS = (
        Command("ctrl+s", "save", "บันทึก", "บันทึกข้อมูลหน่วยงาน", priority=True),
        Command("n", "add_division", "เพิ่มส่วนราชการ", "เพิ่มส่วนราชการต่อท้ายรายชื่อ"),
        Command("g", "add_section", "เพิ่มงาน", "เพิ่มงานในส่วนราชการที่เลือก"),
        Command("enter", "rename", "แก้ชื่อ", "แก้ชื่อส่วนราชการหรืองานที่เลือก"),
        Command("delete", "remove", "ลบ", "ลบส่วนราชการหรืองานที่ไม่มีมาตรการใดใช้"),
        Command("escape", "back", "กลับ", "บันทึกแล้วกลับไปหน้าจอก่อน"),
    )
    BINDINGS = bindings(KEYS)
    AUTO_FOCUS = "#name ThaiInput"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.divisions: tuple[Division, ...] = ()
        self.saved = desk.store.agencies.current() or Agency("")

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="form", can_focus=False):
            yield AgencyFields(self.saved)
            yield Static("ส่วนราชการและงาน", id="divisions-label", markup=False)
            yield Static("ยังไม่มีรายชื่อ · กด Tab มาที่นี่แล้วกด n เพื่อเพิ่มส่วนราชการ", id="none", markup=False)
            yield OptionList(id="divisions")

    def on_mount(self) -> None:
        super().on_mount()
        self._list(self.desk.store.agencies.divisions())

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        if self.is_mounted:
            self._list(self.desk.store.agencies.divisions())

    # --- the agency ------------------------------------------------------------------------------------------

    @on(ThaiInput.Submitted)
    def _next_field(self) -> None:
        self.focus_next()

    def action_save(self) -> bool:
        """Save what is typed; False where it cannot be, with the reason on the screen."""
        agency = self.query_one(AgencyFields).checked()
        if agency is None:
            return False
        try:
            if agency != self.saved:
                self.desk.store.agencies.save(agency)
        except ItaError as refusal:
            self.tell(refusal)
            return False
        self.saved = agency
        self.say_saved()
        return True

    def save_now(self) -> bool:
        """Save before the screen is left; False where what is typed cannot be saved."""
        return self.query_one(AgencyFields).typed() == self.saved or self.action_save()

    @work
    async def action_back(self) -> None:
        question = Confirm("ยังบันทึกไม่ได้ จะออกโดยทิ้งสิ่งที่พิมพ์หรือไม่", "ทิ้งแล้วออก")
        if self.save_now() or await self.app.push_screen_wait(question) == "yes":
            self.dismiss()

    # --- divisions and sections ------------------------------------------------------------------------------

    def _list(self, divisions: tuple[Division, ...]) -> None:
        listed = self.query_one("#divisions", OptionList)
        here = listed.highlighted
        self.divisions = divisions
        listed.clear_options()
        for at, division in enumerate(divisions):
            listed.add_option(Option(Content.styled(division.name, "bold"), id=f"{at}"))
            listed.add_options(
                Option(Content(f"    {section.name}"), id=f"{at}.{nth}")
                for nth, section in enumerate(division.sections)
            )
        if listed.option_count:
            listed.highlighted = min(here or 0, listed.option_count - 1)
        self.query_one("#none").display = not divisions

    def _chosen(self) -> tuple[Division, Section | None] | None:
        listed = self.query_one("#divisions", OptionList)
        if listed.highlighted is None:
            return None
        at, _, nth = str(listed.get_option_at_index(listed.highlighted).id).partition(".")
        division = self.divisions[int(at)]
        return division, division.sections[int(nth)] if nth else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """The keys of the list work on the list alone."""
        del parameters
        if action not in {"add_division", "add_section", "rename", "remove"} or not self.is_mounted:
            return True
        return self.query_one("#divisions").has_focus

    def _change(self, change: _Change) -> None:
        with self.telling():
            self._list(self.desk.store.agencies.save_divisions(change(self.divisions)))
            self.say_saved()

    @work
    async def action_add_division(self) -> None:
        name = _clean(await self.app.push_screen_wait(Ask("ชื่อส่วนราชการใหม่ เช่น กองคลัง")))
        if name:
            self._change(lambda divisions: (*divisions, Division(name)))

    @work
    async def action_add_section(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        division, _ = chosen
        name = _clean(await self.app.push_screen_wait(Ask(f"ชื่องานใหม่ใน{division.name}")))
        if name:
            new = replace(division, sections=(*division.sections, Section(name)))
            self._change(lambda divisions: _with(divisions, division, new))

    @on(OptionList.OptionSelected, "#divisions")
    @work
    async def action_rename(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        division, section = chosen
        what = section or division
        name = _clean(await self.app.push_screen_wait(Ask(f"แก้ชื่อ {what.name}", what.name)))
        if not name or name == what.name:
            return
        if section is None:
            new = replace(division, name=name)
        else:
            renamed = replace(section, name=name)
            new = replace(division, sections=tuple(renamed if s is section else s for s in division.sections))
        self._change(lambda divisions: _with(divisions, division, new))

    @work
    async def action_remove(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        division, section = chosen
        what = f"ลบ{section.name} ของ{division.name}" if section else f"ลบ{division.name} พร้อมงานทั้งหมด"
        if await self.app.push_screen_wait(Confirm(f"{what} (เลิกทำได้ด้วย Ctrl+Z)", "ลบ")) != "yes":
            return
        if section is None:
            self._change(lambda divisions: tuple(d for d in divisions if d is not division))
        else:
            new = replace(division, sections=tuple(s for s in division.sections if s is not section))
            self._change(lambda divisions: _with(divisions, division, new))


def _clean(name: str | None) -> str:
    return " ".join((name or "").split())


def _with(divisions: tuple[Division, ...], old: Division, new: Division) -> tuple[Division, ...]:
    return tuple(new if division is old else division for division in divisions)
