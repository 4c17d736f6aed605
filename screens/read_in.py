"""Reading in a report: a file is chosen, or a text pasted; then it is looked over on a screen of its own."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from ita_tui import places, tasks
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.errors import ItaError
from ita_tui.thai.numerals import digits
from ita_tui.thai.typed import one_line
from screens.desk import Desk
from screens.dialogs import Choice
from screens.draft_screen import DraftScreen
from screens.drafts import DraftKeeper
from screens.folder_list import FolderList
from screens.keys import Command, bindings
from screens.notices import TellsRefusals, tell
from screens.pasted_text import PastedTextDialog, PathField, lines_in, one_file_in, pasted_draft
from screens.still_typed import StillTyped
from screens.taking_in import asked_year
from screens.typed_numbers import NumberTrouble, typed_year
from screens.typed_paths import path_in, shown_path
from screens.widgets.field import Field
from screens.widgets.foreign_bytes import read_paste
from screens.widgets.key_bar import KeyBar
from screens.widgets.thai_input import ThaiInput
from screens.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from ita_tui.drafts import Draft
    from ita_tui.intake.paper import Paper

_FOLDER = "read_in_folder"
_PASTED = "ข้อความที่วาง"
_PARTS = {".pdf": "หน้า", ".xlsx": "แผ่นงาน", ".xlsm": "แผ่นงาน", ".xls": "แผ่นงาน", ".ods": "แผ่นงาน"}
"""What is counted while a document is read; of the others a share in percent is told."""

_KEPT = "เก็บข้อความที่วางไว้แล้ว ยังไม่ได้อ่าน · กด Ctrl+T เพื่อเปิดอีกครั้ง"
_TOLD_AFTER = 0.1
"""Seconds between two reports of the progress."""

TakeApart = Callable[[Callable[[int, int], None]], "Paper"]


class Stopped(Exception):
    """She does not want to wait for a document any longer."""


class ReadInScreen(TellsRefusals, Screen[FiscalYear | None]):
    """Ends with the year that the document went into, or None where nothing was taken in."""

    CSS_PATH = "read_in.tcss"
    NAME = "อ่านรายงานเข้า"
    HELP = (
        "อ่านรายงานที่มีอยู่แล้วเข้ามาเป็นมาตรการของปี พิมพ์ วาง หรือลากไฟล์มาใส่ในช่อง แล้วกด ↵ หรือเลือกจากรายการด้านล่าง "
        "อ่านได้ทั้ง Word (.docx) Excel (.xlsx .xls) LibreOffice (.odt .ods) PDF ที่เลือกข้อความได้ หน้าเว็บ (.html) "
        "ข้อความ (.txt .tsv .csv) และไฟล์ .json ของโปรแกรมนี้ หรือคัดลอกตารางจากที่ใดก็ได้แล้ววางในหน้านี้ "
        "จากนั้นโปรแกรมจะแสดงสิ่งที่อ่านได้ ข้อสงสัย และข้อความที่ไม่ได้นำเข้าให้ตรวจก่อน ยังไม่บันทึกอะไรจนกว่าจะกดนำเข้า"
    )
    KEYS = (
        Command("enter", "go_on", "อ่าน", "อ่านไฟล์ที่เลือก"),
        Command("ctrl+t", "paste_text", "วางข้อความ", "วางหรือพิมพ์ตารางแทนการเลือกไฟล์", priority=True),
        Command("escape", "back", "กลับ", "หยุดอ่าน หรือออกโดยไม่นำเข้า"),
    )
    BINDINGS = bindings(KEYS)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.text = ""
        self._unread = False
        self.drafts = DraftKeeper(self, self._pasted_draft)
        self._reading: tuple[str, Event] | None = None

    def compose(self) -> ComposeResult:
        yield TitleBar()
        with Vertical(id="choose"):
            yield PathField("ไฟล์รายงาน", hint="พิมพ์ วาง หรือลากไฟล์มาใส่", id="path")
            yield PathField("เข้าปีงบประมาณ", digits(self.desk.year.be), id="year")
            yield Static(id="progress", markup=False)
            yield Static(id="folder", markup=False)
            yield FolderList(id="files")
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(TitleBar).where = (self.NAME,)
        kept = Path(self.desk.store.preferences.get(_FOLDER, ""))
        self._list(kept if kept.is_absolute() and kept.is_dir() else places.documents_folder())
        self.query_one("#path", Field).input.focus()

    def on_unmount(self) -> None:
        self._stop()

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
        self._complain(f"เปิดดูโฟลเดอร์ {shown_path(event.folder)} ไม่ได้ พิมพ์ตำแหน่งไฟล์เองได้")

    @on(FolderList.Chosen)
    def _chosen(self, event: FolderList.Chosen) -> None:
        self.query_one("#path", Field).input.value = shown_path(event.path)
        year = self._typed_year()
        if year is not None:
            self._read(event.path, year)

    @on(ThaiInput.Submitted)
    def action_go_on(self) -> None:
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

    def _complain(self, words: str) -> None:
        self.query_one("#path", Field).complaint = words

    # --- a text in place of a file ---------------------------------------------------------------------------

    def on_paste(self, event: events.Paste) -> None:
        """A file that is dropped anywhere goes into the field; a text of several lines is read as it is."""
        event.stop()
        text, refusal = read_paste(event.text)
        if refusal is not None:
            tell(self.app, refusal)
        lines = lines_in(text)
        file = one_file_in(lines) if len(lines) > 1 else None
        if len(lines) > 1 and file is None:
            self._read_pasted(text)
            return
        field = self.query_one("#path", Field).input
        field.value = one_line(text) if file is None else shown_path(file)
        field.focus()

    @work(exclusive=True, group="read")
    async def _read_pasted(self, text: str) -> None:
        year = self._typed_year()
        if year is None:
            return
        refusal = await self._look_over(_PASTED, year, self._of_text(text))
        if refusal is not None:
            self.text = text  # to be put right with Ctrl+T
            self.drafts.keep_now()
            self._complain(in_three_parts(refusal))
            self.query_one("#path", Field).input.focus()

    @work(exclusive=True, group="read")
    async def action_paste_text(self) -> None:
        """Paste or type a table. What stands in the field stays there until it is taken in."""
        complaint = ""
        while typed := await self.app.push_screen_wait(
            PastedTextDialog(self.text, complaint, unread=self._unread)
        ):
            self.text, self._unread = typed.text, bool(typed.text.strip())
            self.drafts.keep_now()
            year = self._typed_year() if typed.wanted else None
            if year is None:
                self._tell_progress(_KEPT if self._unread else "")
                return
            refusal = await self._look_over(_PASTED, year, self._of_text(typed.text))
            if refusal is None:
                self._unread = False
                return
            complaint = in_three_parts(refusal)

    def _pasted_draft(self) -> "Draft | None":
        """The text that is pasted and not taken in yet: offered by the field for it when that is opened empty."""
        drafts = self.drafts.drafts
        return pasted_draft(self.text, drafts.clock()) if drafts is not None and self.text.strip() else None

    def _of_text(self, text: str) -> TakeApart:
        return lambda _watch: tasks.take_apart_pasted(text, database=self.desk.store.path)

    # --- reading ---------------------------------------------------------------------------------------------

    @work(exclusive=True, group="read")
    async def _read(self, path: Path, year: FiscalYear) -> None:
        here = self.desk.store.path
        refusal = await self._look_over(
            one_line(path.name), year, lambda watch: tasks.take_apart(path, database=here, watch=watch), path
        )
        if refusal is not None:
            self._complain(in_three_parts(refusal))
            self.query_one("#path", Field).input.focus()

    async def _look_over(
        self, name: str, year: FiscalYear, take_apart: TakeApart, path: Path | None = None
    ) -> ItaError | None:
        """Read a document and look it over; what it was refused for, or None."""
        self._stop()
        stop = Event()
        self._reading = (name, stop)
        self._complain("")
        self._tell_progress(f"กำลังอ่าน {name} …")
        parts = _PARTS.get(path.suffix.lower(), "") if path else ""
        here = self.desk.store.path
        try:
            paper = await asyncio.to_thread(take_apart, self._watch(name, parts, stop))
            draft = await asyncio.to_thread(tasks.draft, paper, year, database=here)
            self._tell_progress("")
            settled = await asked_year(self.app, draft, year)
            if settled is None:
                return None
            if settled != year:
                draft = await asyncio.to_thread(tasks.draft, paper, settled, database=here)
        except Stopped:  # said when she asked for it
            return None
        except ItaError as refusal:
            return refusal
        finally:
            stop.set()  # a thread that nobody waits for any more ends
            if self._reading == (name, stop):  # else it was stopped, and that is what is told
                self._reading = None
                self._tell_progress("")
        self.query_one("#year", Field).input.value = digits(settled.be)
        self._end(await self.app.push_screen_wait(DraftScreen(self.desk, paper, draft, settled)), path)
        return None

    def _end(self, year: FiscalYear | None, path: Path | None) -> None:
        """Leave with the year that the document went into, or choose another one."""
        if year is None:
            self.query_one("#path", Field).input.focus()
            return
        try:
            if path is not None:
                self.desk.store.preferences.set(_FOLDER, shown_path(path.parent))
        except ItaError as refusal:  # only where she looks next time is lost
            tell(self.app, refusal)
        self.drafts.drop()
        self.dismiss(year)

    def _watch(self, name: str, parts: str, stop: Event) -> Callable[[int, int], None]:
        """What the reading thread tells how far it is: now and then on the screen; it ends the reading when asked."""
        loop = asyncio.get_running_loop()
        last = monotonic()

        def watch(done: int, total: int) -> None:
            nonlocal last
            if stop.is_set():
                raise Stopped
            if monotonic() - last >= _TOLD_AFTER and total:
                last = monotonic()
                share = (
                    f"{parts} {digits(done)}/{digits(total)}" if parts else f"{digits(100 * done // total)} %"
                )
                words = f"กำลังอ่าน {name} … {share} · Esc หยุดอ่าน"
                loop.call_soon_threadsafe(self._tell_reading, stop, words)

        return watch

    def _tell_reading(self, stop: Event, words: str) -> None:
        if self._reading is not None and self._reading[1] is stop and self.is_attached:
            self._tell_progress(words)

    def _tell_progress(self, words: str) -> None:
        for progress in self.query("#progress").results(Static):  # none where the screen was left meanwhile
            progress.update(words)

    def _stop(self) -> bool:
        """Have the reading thread end at its next report; False where nothing is being read."""
        if self._reading is None:
            return False
        name, stop = self._reading
        stop.set()
        self._reading = None
        self._tell_progress(f"หยุดอ่าน {name} แล้ว ยังไม่ได้บันทึกอะไร")
        return True

    # --- leaving ---------------------------------------------------------------------------------------------

    def save_now(self) -> bool:
        """Whether the screen may be left: not with a text that was typed and never read."""
        if self._unread:
            tell(self.app, StillTyped(save="กด Ctrl+T เพื่ออ่าน", drop="กด Esc เพื่อทิ้ง"))
        return not self._unread

    @work(exclusive=True, group="back")
    async def action_back(self) -> None:
        """Stop reading; else leave, and ask first where a text was typed and never read."""
        if self._stop():
            self.workers.cancel_group(self, "read")
            return
        if self._unread:
            ways = [("stay", "กลับไปอ่านข้อความนั้น"), ("drop", "ทิ้งข้อความ แล้วออกจากหน้านี้")]
            answer = await self.app.push_screen_wait(Choice("ข้อความที่วางไว้ยังไม่ได้อ่าน", ways))
            if answer != "drop":
                if answer == "stay":
                    self.action_paste_text()
                return
        self.drafts.drop()
        self.dismiss(None)


def in_three_parts(refusal: ItaError) -> str:
    """What happened, what it means and what to do, a line each."""
    return "\n".join(part for part in (refusal.happened, refusal.means, refusal.do) if part)
