"""Reading in a report: choose the file, look over what was read, then let it into the year."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import ContentSwitcher, Static

from ita_tui import places, tasks
from ita_tui.domain.agency import Agency
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.merging import Merge
from ita_tui.errors import ItaError
from ita_tui.thai.numerals import digits
from ita_tui.thai.typed import one_line
from screens.desk import Desk
from screens.dialogs import Ask, Choice
from screens.draft_view import preview, summary
from screens.folder_list import FolderList
from screens.keys import Command, bindings
from screens.notices import TellsRefusals, tell
from screens.typed_numbers import NumberTrouble, typed_year
from screens.typed_paths import path_in, shown_path
from screens.widgets.field import Field
from screens.widgets.key_bar import KeyBar
from screens.widgets.thai_input import ThaiInput
from screens.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from ita_tui.intake.draft import Draft

_FOLDER = "read_in_folder"


class ReadInScreen(TellsRefusals, Screen[FiscalYear | None]):
    """Ends with the year that the document went into, or None where nothing was taken in."""

    CSS_PATH = "read_in.tcss"
    NAME = "อ่านรายงานเข้า"
    HELP = (
        "อ่านรายงานที่มีอยู่แล้วเข้ามาเป็นมาตรการของปี พิมพ์ วาง หรือลากไฟล์มาใส่ในช่อง แล้วกด ↵ หรือเลือกจากรายการด้านล่าง "
        "โปรแกรมจะแสดงสิ่งที่อ่านได้ ข้อสงสัย และข้อความที่ไม่ได้นำเข้าให้ตรวจก่อน ยังไม่บันทึกอะไรจนกว่าจะกดนำเข้า "
        "อ่านได้ทั้งไฟล์ข้อความ (.txt .tsv .csv) และไฟล์ .json ของโปรแกรมนี้"
    )
    KEYS = (
        Command("ctrl+s", "take", "นำเข้า", "นำสิ่งที่อ่านได้เข้าปีงบประมาณ เป็นขั้นตอนเดียวที่เลิกทำได้", priority=True),
        Command("enter", "go_on", "ต่อไป", "อ่านไฟล์ที่เลือก หรือนำเข้าเมื่อตรวจแล้ว"),
        Command("escape", "back", "กลับ", "กลับไปเลือกไฟล์ หรือออกโดยไม่นำเข้า"),
    )
    BINDINGS = bindings(KEYS)
    CHOOSE: ClassVar[str] = "choose"
    LOOK: ClassVar[str] = "look"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.year = desk.year
        self.path: Path | None = None
        self.draft: Draft | None = None
        self._saving = False

    def compose(self) -> ComposeResult:
        yield TitleBar()
        with ContentSwitcher(initial=self.CHOOSE):
            with Vertical(id=self.CHOOSE):
                yield Field("ไฟล์รายงาน", hint="พิมพ์ วาง หรือลากไฟล์มาใส่", id="path")
                yield Field("เข้าปีงบประมาณ", digits(self.desk.year.be), id="year")
                yield Static(id="progress", markup=False)
                yield Static(id="folder", markup=False)
                yield FolderList(id="files")
            with Vertical(id=self.LOOK):
                yield Static(id="summary", markup=False)
                with VerticalScroll(id="draft"):
                    yield Static(id="preview", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(TitleBar).where = (self.NAME,)
        kept = Path(self.desk.store.preferences.get(_FOLDER, ""))
        self._list(kept if kept.is_absolute() and kept.is_dir() else places.documents_folder())
        self.query_one("#path", Field).input.focus()

    # --- choosing the file -----------------------------------------------------------------------------------

    @work(exclusive=True, group="list")
    async def _list(self, folder: Path) -> None:
        await self.query_one(FolderList).show(folder)
        self._name_folder()

    def _name_folder(self) -> None:
        folder = shown_path(self.query_one(FolderList).folder)
        self.query_one("#folder", Static).update(f"ไฟล์ที่อ่านได้ใน {folder}")

    @on(FolderList.OptionHighlighted)
    def _folder_changed(self) -> None:
        self._name_folder()

    @on(FolderList.NotOpened)
    def _not_opened(self, event: FolderList.NotOpened) -> None:
        self.query_one(
            "#path", Field
        ).complaint = f"เปิดดูโฟลเดอร์ {shown_path(event.folder)} ไม่ได้ พิมพ์ตำแหน่งไฟล์เองได้"

    @on(FolderList.Chosen)
    def _chosen(self, event: FolderList.Chosen) -> None:
        self.query_one("#path", Field).input.value = shown_path(event.path)
        year = self._typed_year()
        if year is not None:
            self._read(event.path, year)

    def on_paste(self, event: events.Paste) -> None:
        """A file that is dropped while the list has the focus goes into the field all the same."""
        if self.query_one(ContentSwitcher).current == self.CHOOSE:
            event.stop()
            field = self.query_one("#path", Field).input
            field.value = one_line(event.text)
            field.focus()

    @on(ThaiInput.Submitted)
    def _start(self) -> None:
        """Read the file that is typed, for the year that is typed."""
        year = self._typed_year()
        folder = self.query_one(FolderList).folder
        path = path_in(self.query_one("#path", Field), folder, empty="พิมพ์ตำแหน่งไฟล์ หรือเลือกจากรายการด้านล่าง")
        if year is None or path is None:
            return
        if path.is_dir():
            self._list(path)
            self.query_one(FolderList).focus()
        else:
            self._read(path, year)

    def _typed_year(self) -> FiscalYear | None:
        field = self.query_one("#year", Field)
        try:
            return typed_year(field.value)
        except NumberTrouble as trouble:
            field.complaint = str(trouble)
            field.input.focus()
            return None

    @work(exclusive=True, group="read")
    async def _read(self, path: Path, year: FiscalYear) -> None:
        progress = self.query_one("#progress", Static)
        progress.update(f"กำลังอ่าน {one_line(path.name)} …")
        here = self.desk.store.path
        try:
            draft = await asyncio.to_thread(tasks.read_in, path, year, database=here)
            settled = await self._settled_year(draft, year)
            if settled is None:
                return
            if settled != year:
                draft = await asyncio.to_thread(tasks.read_in, path, settled, database=here)
        except ItaError as refusal:
            words = (refusal.happened, refusal.means, refusal.do)
            self.query_one("#path", Field).complaint = "\n".join(part for part in words if part)
            self.query_one("#path", Field).input.focus()
        else:
            self.path, self.draft, self.year = path, draft, settled
            self._look()
        finally:
            progress.update("")

    async def _settled_year(self, draft: "Draft", year: FiscalYear) -> FiscalYear | None:
        """The year to read for: asked where the document names another one than was typed."""
        found = draft.year_found
        if found is None or found == year:
            return year
        theirs, mine = digits(found.be), digits(year.be)
        answers = [("found", f"นำเข้าปี {theirs} ตามเอกสาร"), ("typed", f"นำเข้าปี {mine} ตามที่พิมพ์ไว้")]
        question = f"เอกสารนี้เป็นของปีงบประมาณ {theirs} แต่เลือกจะนำเข้าปี {mine} จะนำเข้าปีใด"
        answer = await self.app.push_screen_wait(Choice(question, answers))
        return {"found": found, "typed": year}.get(answer or "")

    # --- looking it over -------------------------------------------------------------------------------------

    def _look(self) -> None:
        if self.draft is None or self.path is None or not self.query("#summary"):  # left meanwhile
            return
        self.query_one("#year", Field).input.value = digits(self.year.be)
        warning = tasks.stranger(self.desk.store, self.draft.agency)
        self.query_one("#summary", Static).update(
            f"{one_line(self.path.name)}\n{summary(self.draft, self.year)}\n"
            + (f"! {warning}\n" if warning else "")
            + "ยังไม่ได้บันทึก · ตรวจดูด้านล่าง แล้วกด ↵ หรือ Ctrl+S เพื่อนำเข้า · Esc เลือกไฟล์ใหม่"
        )
        self.query_one("#preview", Static).update(preview(self.draft))
        self.query_one(ContentSwitcher).current = self.LOOK
        draft = self.query_one("#draft")
        draft.scroll_home(animate=False)
        draft.focus()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """There is nothing to take in before something was read."""
        del parameters
        return action != "take" or (self.is_mounted and self._looking)

    @property
    def _looking(self) -> bool:
        return self.query_one(ContentSwitcher).current == self.LOOK

    def save_now(self) -> bool:
        """Whether the screen may be left: not while a report is on its way into the database."""
        if self._saving:
            self.app.notify("กำลังนำรายงานเข้า โปรดรอสักครู่", markup=False)
        return not self._saving

    def action_back(self) -> None:
        if not self.save_now():
            return
        if self._looking:
            self.query_one(ContentSwitcher).current = self.CHOOSE
            self.query_one("#path", Field).input.focus()
            self.refresh_bindings()
        else:
            self.dismiss(None)

    def action_go_on(self) -> None:
        if self._looking:
            self.action_take()
        else:
            self._start()

    def action_take(self) -> None:
        if self.draft is not None and self.path is not None and not self._saving:
            self._take(self.draft, self.path)

    # --- taking it in ----------------------------------------------------------------------------------------

    @work(exclusive=True, group="take")
    async def _take(self, draft: "Draft", path: Path) -> None:
        mode = await self._mode()
        named = None if mode is None else await self._with_agency(draft)
        if mode is None or named is None:
            return
        name = one_line(path.name)
        self.query_one("#summary", Static).update(f"กำลังนำ {name} เข้าปี {digits(self.year.be)} …")
        self._saving = True
        try:
            done = await asyncio.to_thread(tasks.take_in, self.desk.store, named, self.year, mode, name)
            self.desk.store.preferences.set(_FOLDER, shown_path(path.parent))
        except ItaError as refusal:
            self._look()
            tell(self.app, refusal)
            return
        finally:
            self._saving = False
        self.app.notify(_told(done, self.year), title="นำเข้าแล้ว", markup=False)
        self.dismiss(self.year)

    async def _mode(self) -> tasks.TakeIn | None:
        """What to do with the measures that the year has; asked only where it has some."""
        store, year = self.desk.store, self.year
        present = len(store.measures.all(year)) if year in store.years.all() else 0
        if not present:
            return tasks.TakeIn.INTO_EMPTY
        count = digits(present)
        answers = [
            (tasks.TakeIn.MERGE, "เติมเฉพาะช่องที่ยังว่าง และเพิ่มมาตรการที่ยังไม่มี"),
            (tasks.TakeIn.ADD, "เพิ่มต่อท้ายทั้งหมด มาตรการเดิมคงไว้"),
            (tasks.TakeIn.REPLACE, f"แทนที่ทั้งหมด (ลบ {count} มาตรการเดิม เลิกทำได้ด้วย Ctrl+Z)"),
        ]
        question = f"ปีงบประมาณ {digits(year.be)} มีมาตรการอยู่แล้ว {count} มาตรการ"
        answer = await self.app.push_screen_wait(
            Choice(question, [(mode.value, words) for mode, words in answers])
        )
        return tasks.TakeIn(answer) if answer else None

    async def _with_agency(self, draft: "Draft") -> "Draft | None":
        """The draft with an agency's name, which is asked where neither the program nor the report knows one."""
        if self.desk.store.agencies.current() is not None or (draft.agency and draft.agency.name.strip()):
            return draft
        name = await self.app.push_screen_wait(Ask("เอกสารไม่ได้บอกชื่อหน่วยงาน พิมพ์ชื่อเต็มของหน่วยงาน"))
        if not name or not name.strip():
            return None
        return replace(draft, agency=replace(draft.agency or Agency(""), name=name.strip()))


def _told(done: Merge, year: FiscalYear) -> str:
    parts = [f"เพิ่ม {digits(len(done.added))} มาตรการ"]
    if done.filled:
        parts.append(f"เติมช่องว่าง {digits(len(done.filled))} มาตรการ")
    if done.kept:
        parts.append(f"คงข้อความเดิมไว้ {digits(len(done.kept))} ช่อง")
    return f"ปีงบประมาณ {digits(year.be)}: {' · '.join(parts)}"
