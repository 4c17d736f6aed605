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
from ita_tui.tasks import YearState
from ita_tui.thai.numerals import shown
from screens.agency_fields import AgencyFields
from screens.desk import Desk
from screens.dialogs import Ask, Confirm
from screens.form_drafts import FormDrafts, KeepsDrafts
from screens.keys import Command, bindings
from screens.screen import ItaScreen
from screens.widgets.thai_input import ThaiInput

_LIST_KEYS = (
    Command("n", "add_division", "เพิ่มส่วนราชการ", "เพิ่มส่วนราชการต่อท้ายรายชื่อ"),
    Command("g", "add_section", "เพิ่มงาน", "เพิ่มงานในส่วนราชการที่เลือก"),
    Command("enter", "rename", "แก้ชื่อ", "แก้ชื่อส่วนราชการหรืองานที่เลือก"),
    Command("c", "edit_contact", "ผู้ประสาน", "แก้ผู้ประสานงานและโทรศัพท์ของส่วนราชการที่เลือก"),
    Command("delete", "remove", "ลบ", "ลบส่วนราชการหรืองานที่เลือก"),
)
_Change = Callable[[tuple[Division, ...]], Sequence[Division]]


class DivisionList(OptionList):
    """The divisions with their sections below them; its keys work only while it has the focus."""

    BINDINGS = bindings(replace(command, action=f"screen.{command.action}") for command in _LIST_KEYS)


class AgencyForm(KeepsDrafts, ItaScreen):
    """Particulars are saved with Ctrl+S or on leaving; every change of the divisions at once."""

    CSS_PATH = "agency_form.tcss"
    NAME = "ข้อมูลหน่วยงาน"
    HELP = (
        "ชื่อและประเภทของหน่วยงานใช้ในรายงานและในการคิดค่าขั้นต่ำของแบบวัด รายชื่อส่วนราชการและงานใช้กรองมาตรการ "
        "และเลือกผู้รับผิดชอบ เลื่อนด้วย Tab ไปที่รายชื่อแล้วกด n เพื่อเพิ่มส่วนราชการ g เพื่อเพิ่มงาน ↵ เพื่อแก้ชื่อ "
        "หรือ c เพื่อใส่ผู้ประสานงานและโทรศัพท์ ซึ่งแสดงข้างชื่อส่วนราชการในเรื่องที่ต้องตามและในใบแจก"
    )
    KEYS = (
        Command("ctrl+s", "save", "บันทึก", "บันทึกข้อมูลหน่วยงาน", priority=True),
        Command("escape", "back", "กลับ", "บันทึกแล้วกลับไปหน้าจอก่อน"),
        *(replace(command, shown=False) for command in _LIST_KEYS),
    )
    BINDINGS = bindings(KEYS[:2])
    AUTO_FOCUS = "#name ThaiInput"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.divisions: tuple[Division, ...] = ()
        self.saved = desk.store.agencies.current() or Agency("")
        self.shown = self.saved
        """What the fields said before anybody typed into them."""
        self.refused = False
        """Whether the store did not take what is typed: then it is kept as a draft alone."""
        self.drafts = FormDrafts(self, lambda: self.fields.typed() != self.shown)

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="form", can_focus=False):
            yield AgencyFields(self.saved)
            yield Static("ส่วนราชการและงาน", id="divisions-label", markup=False)
            yield Static("ยังไม่มีรายชื่อ · กด Tab มาที่นี่แล้วกด n เพื่อเพิ่มส่วนราชการ", id="none", markup=False)
            yield DivisionList(id="divisions")

    def on_mount(self) -> None:
        super().on_mount()
        self.shown = self.fields.typed()
        self.drafts.begin()

    @property
    def fields(self) -> AgencyFields:
        return self.query_one(AgencyFields)

    def show_state(self, state: YearState) -> None:
        """Show divisions as they are now, and the agency where it was changed elsewhere: by Ctrl+Z, that is."""
        self._list(self.desk.store.agencies.divisions())
        fields = self.query_one(AgencyFields)
        if state.report.agency != self.saved and fields.typed() == self.shown:
            fields.show(state.report.agency)
            self.saved, self.shown = state.report.agency, fields.typed()
            self.drafts.saved()

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
            self.refused = self.drafts.keep_now() is not None
            return False
        self.refused = False
        self.saved = self.shown = agency
        self.drafts.saved()
        self.drafts.drop()
        self.say_saved()
        return True

    def save_now(self) -> bool:
        """Save before the screen is left; False where what is typed cannot be saved."""
        return self.query_one(AgencyFields).typed() == self.shown or self.action_save()

    @work
    async def action_back(self) -> None:
        question = Confirm("ยังบันทึกไม่ได้ จะออกโดยทิ้งสิ่งที่พิมพ์หรือไม่", "ทิ้งแล้วออก")
        if self.save_now() or await self.app.push_screen_wait(question) == "yes":
            self.drafts.end()
            self.dismiss()

    # --- divisions and sections ------------------------------------------------------------------------------

    def _list(self, divisions: tuple[Division, ...], chosen: str = "") -> None:
        """List them, the entry ``chosen`` in sight: "3" is the fourth division, "3.0" its first section."""
        listed = self.query_one("#divisions", OptionList)
        here = listed.highlighted
        self.divisions = divisions
        listed.clear_options()
        for at, division in enumerate(divisions):
            listed.add_option(Option(_named(division), id=f"{at}"))
            listed.add_options(
                Option(Content(f"    {section.name}"), id=f"{at}.{nth}")
                for nth, section in enumerate(division.sections)
            )
        if listed.option_count:
            at = listed.get_option_index(chosen) if chosen else min(here or 0, listed.option_count - 1)
            listed.highlighted = at
            self.call_after_refresh(listed.scroll_to_highlight)
        self.query_one("#none").display = not divisions

    def _chosen(self) -> tuple[Division, Section | None] | None:
        listed = self.query_one("#divisions", OptionList)
        if listed.highlighted is None:
            return None
        at, _, nth = str(listed.get_option_at_index(listed.highlighted).id).partition(".")
        division = self.divisions[int(at)]
        return division, division.sections[int(nth)] if nth else None

    def _change(self, change: _Change, chosen: str = "") -> None:
        with self.telling():
            self._list(self.desk.store.agencies.save_divisions(change(self.divisions)), chosen)
            self.say_saved()

    @work
    async def action_add_division(self) -> None:
        name = _clean(await self.app.push_screen_wait(Ask("ชื่อส่วนราชการใหม่ เช่น กองคลัง")))
        if name:
            self._change(lambda divisions: (*divisions, Division(name)), f"{len(self.divisions)}")

    @work
    async def action_add_section(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        division, _ = chosen
        name = _clean(await self.app.push_screen_wait(Ask(f"ชื่องานใหม่ใน{division.name}")))
        if name:
            new = replace(division, sections=(*division.sections, Section(name)))
            added = f"{self.divisions.index(division)}.{len(division.sections)}"
            self._change(lambda divisions: _with(divisions, division, new), added)

    @on(OptionList.OptionSelected, "#divisions")
    def _clicked(self) -> None:
        self.action_rename()

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
            new = replace(division, sections=tuple(renamed if s == section else s for s in division.sections))
        self._change(lambda divisions: _with(divisions, division, new))

    @work
    async def action_edit_contact(self) -> None:
        """Whom to call in the chosen division, or in the one that the chosen section is of."""
        chosen = self._chosen()
        if chosen is None:
            return
        division, _ = chosen
        question = f"ผู้ประสานงาน/โทรศัพท์ของ{division.name} เช่น หัวหน้ากอง ต่อ ๑๒ (เว้นว่างคือไม่มี)"
        typed = await self.app.push_screen_wait(Ask(question, division.contact))
        if typed is not None and _clean(typed) != division.contact:
            new = replace(division, contact=_clean(typed))
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
            self._change(lambda divisions: tuple(d for d in divisions if d != division))
        else:
            new = replace(division, sections=tuple(s for s in division.sections if s != section))
            self._change(lambda divisions: _with(divisions, division, new))


def _named(division: Division) -> Content:
    """The division with whom to call there."""
    contact = f"  {shown(division.contact)}" if division.contact else ""
    return Content.assemble((division.name, "bold"), (contact, "$foreground-muted"))


def _clean(name: str | None) -> str:
    return " ".join((name or "").split())


def _with(divisions: tuple[Division, ...], old: Division, new: Division) -> tuple[Division, ...]:
    # By value: the list may have been read again while the question stood.
    return tuple(new if division == old else division for division in divisions)
