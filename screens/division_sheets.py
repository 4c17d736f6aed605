"""The sheets of the divisions (ใบแจกส่วนราชการ): who gets one, as what, into which folder."""

import asyncio
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import SelectionList, Static
from textual.widgets.selection_list import Selection

from ita_tui import division_sheets, places
from ita_tui.division_sheets import HandOut
from ita_tui.domain.division_work import DivisionWork
from ita_tui.errors import ItaError
from ita_tui.tasks import YearState
from ita_tui.thai.numerals import digits, shown
from screens.collect_answers import CollectScreen
from screens.desk import Desk
from screens.file_writing import FileWriting, StillWriting, Stopped
from screens.keys import Command, bindings
from screens.opening import open_with_desktop
from screens.screen import ItaScreen
from screens.typed_paths import path_in, shown_path
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.field import Field
from screens.widgets.padding import padded
from screens.widgets.thai_input import ThaiInput
from screens.widgets.ticked_list import TickedList

_FOLDER, _FORMS = "division_sheets_folder", "division_sheets_forms"
_CHOICES: dict[str, tuple[HandOut, ...]] = {
    "pdf+answers": (HandOut.PDF, HandOut.ANSWERS),
    "answers": (HandOut.ANSWERS,),
    "pdf": (HandOut.PDF,),
    "xlsx": (HandOut.XLSX,),
}
_LABEL = 11
_TOLD_EVERY = 0.2
"""Seconds between two looks at how far the writing is."""


class DivisionSheetsScreen(ItaScreen):
    """Every division that sees to something is ticked at first."""

    DEFAULT_CSS = """
    DivisionSheetsScreen #choices { height: 1fr; padding: 1 1 0 1; }
    DivisionSheetsScreen #who { color: $text-accent; height: 1; }
    DivisionSheetsScreen #divisions { height: 1fr; min-height: 3; padding: 0; background: $background; }
    DivisionSheetsScreen #nobody { height: 1fr; color: $text-muted; display: none; }
    DivisionSheetsScreen #form { margin: 1 0 0 0; }
    DivisionSheetsScreen #folder Label { width: 13; }
    DivisionSheetsScreen #folder .complaint { margin: 0 0 0 13; }
    DivisionSheetsScreen #result { height: auto; margin: 1 0 0 0; color: $text-success; text-style: bold; }
    """
    NAME = "ใบแจกงาน"
    HELP = (
        "แจกงานให้แต่ละส่วนราชการ กดวรรคเพื่อเลือกหรือไม่เลือก แล้วกด Ctrl+S เพื่อเขียนไฟล์ลงโฟลเดอร์ ไฟล์เดิมไม่ถูกเขียนทับ\n"
        "ใบแจก (PDF หรือ .xlsx) บอกมาตรการ ข้อ OIT และมติของส่วนราชการนั้น พร้อมสิ่งที่ยังขาด แบบตอบ (.xlsx) มีช่องให้กรอกสถานะ "
        "ขั้นตอน ผล หลักฐาน และลิงก์ เมื่อได้คืนมาแล้วกด r เพื่อรับคำตอบ โปรแกรมแสดงค่าเดิมและค่าใหม่ให้เลือกก่อนบันทึก"
    )
    KEYS = (
        Command("ctrl+s", "write", "เขียนไฟล์", "เขียนไฟล์ของส่วนราชการที่เลือก", priority=True),
        Command("r", "collect", "รับคำตอบ", "รับแบบตอบที่ส่วนราชการส่งคืน"),
        Command("a", "all", "ทั้งหมด", "เลือกทุกส่วนราชการ หรือไม่เลือกเลย"),
        Command("o", "open", "เปิดโฟลเดอร์", "เปิดโฟลเดอร์ที่เพิ่งเขียน"),
        Command("escape", "back", "กลับ", "หยุดเขียน หรือกลับไปหน้าจอก่อน"),
    )
    BINDINGS = bindings(KEYS)
    AUTO_FOCUS = "#divisions"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        preferences = desk.store.preferences
        kept = Path(preferences.get(_FOLDER, ""))
        self.folder = kept if kept.is_absolute() and kept.is_dir() else places.documents_folder()
        form = preferences.get(_FORMS, "")
        self.form = form if form in _CHOICES else next(iter(_CHOICES))
        self.written: Path | None = None
        self.under_way: FileWriting | None = None
        self._offered: tuple[str, ...] = ()

    def compose_body(self) -> ComposeResult:
        forms = [(key, " และ".join(form.label for form in forms)) for key, forms in _CHOICES.items()]
        with Vertical(id="choices"):
            yield Static("ส่วนราชการที่จะแจก", id="who", markup=False)
            yield TickedList[str](id="divisions")
            yield Static(
                "ยังไม่มีส่วนราชการใดรับผิดชอบมาตรการหรือข้อ OIT ในปีนี้ · กำหนดผู้รับผิดชอบที่ F3 หรือ F5 ก่อน",
                id="nobody",
                markup=False,
            )
            yield ChoiceRow(forms, value=self.form, label=padded("สิ่งที่แจก", _LABEL), id="form")
            yield Field("โฟลเดอร์", shown_path(self.folder), id="folder", select=False)
            yield Static(id="result", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(_TOLD_EVERY, self._show_writing)

    def on_unmount(self) -> None:
        self._stop()

    @property
    def divisions(self) -> TickedList[str]:
        return self.query_one("#divisions", TickedList)

    def show_state(self, state: YearState) -> None:
        """List the divisions; ticks of hers stay, and a division that is new to the list is ticked."""
        listed = self.divisions
        works = division_sheets.divisions_with_work(state.report)
        names = tuple(work.name for work in works)
        ticked = {name for name in names if name not in self._offered or name in listed.selected}
        here = listed.highlighted or 0
        listed.clear_options()
        listed.add_options([Selection(_told(work), work.name, work.name in ticked) for work in works])
        listed.highlighted = min(here, len(works) - 1) if works else None
        self._offered = names
        listed.display, self.query_one("#nobody").display = bool(works), not works

    def action_all(self) -> None:
        listed = self.divisions
        if len(listed.selected) == listed.option_count:
            listed.deselect_all()
        else:
            listed.select_all()

    @on(ChoiceRow.Changed, "#form")
    def _form_chosen(self, event: ChoiceRow.Changed) -> None:
        self.form = event.value
        with self.telling():
            self.desk.store.preferences.set(_FORMS, self.form)

    # --- writing -----------------------------------------------------------------------------------------------

    @on(SelectionList.SelectedChanged)
    def _ticked(self) -> None:
        self.refresh_bindings()

    @on(ThaiInput.Submitted)
    def action_write(self) -> None:
        """Write the files of the ticked divisions."""
        if self.under_way is not None:
            return
        folder = path_in(self.query_one("#folder", Field), self.folder, empty="พิมพ์โฟลเดอร์ที่จะเขียนไฟล์")
        if folder is None:
            return
        chosen = [name for name in self._offered if name in self.divisions.selected]
        self.app.clear_notifications()
        self.under_way = FileWriting(folder)
        self._write(chosen, folder, self.under_way)

    @work(group="write")
    async def _write(self, chosen: list[str], folder: Path, writing: FileWriting) -> None:
        desk, forms = self.desk, _CHOICES[self.form]
        try:
            written = await asyncio.to_thread(
                division_sheets.hand_out,
                desk.store,
                desk.year,
                chosen,
                folder,
                forms,
                today=desk.today(),
                on_progress=writing,
            )
        except Stopped:
            self._say("หยุดเขียนแล้ว ไฟล์ที่เขียนเสร็จก่อนหน้ายังอยู่ในโฟลเดอร์")
        except ItaError as refusal:
            self.tell(refusal)
            self._say(f"! {refusal.happened}")
        else:
            self._finish(written, folder)
        finally:
            self.under_way = None
            self.refresh_bindings()

    def _finish(self, written: tuple[Path, ...], folder: Path) -> None:
        self.written = self.folder = folder.absolute()
        self._say(f"✓ เขียนแล้ว {digits(len(written))} ไฟล์ ใน {shown_path(folder)} · กด o เพื่อเปิดโฟลเดอร์")
        if isinstance(self.focused, ThaiInput):
            self.divisions.focus()
        with self.telling():  # the files are written, whatever becomes of what is remembered of them
            self.desk.store.preferences.set(_FOLDER, str(self.folder))

    def _show_writing(self) -> None:
        if self.under_way is not None:
            self._say(self.under_way.words)

    def _say(self, words: str) -> None:
        for result in self.query("#result").results(Static):  # none where the screen was left meanwhile
            result.update(words)

    def _stop(self) -> bool:
        if self.under_way is not None:
            self.under_way.stop()
        return self.under_way is not None

    def save_now(self) -> bool:
        """Whether the program may leave the screen: not while files are being written."""
        if self.under_way is not None:
            self.tell(StillWriting(self.under_way.target.name))
        return self.under_way is None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """There is nothing to open before something was written."""
        del parameters
        return action != "open" or self.written is not None

    @work(thread=True, group="open")
    def action_open(self) -> None:
        """Open the folder, off the event loop."""
        if self.written is None:
            return
        try:
            open_with_desktop(self.written)
        except ItaError as refusal:
            self.app.call_from_thread(self.tell, refusal)

    # --- going on ----------------------------------------------------------------------------------------------

    def action_collect(self) -> None:
        if self.save_now():
            self.app.push_screen(CollectScreen(self.desk))

    def action_back(self) -> None:
        if not self._stop():
            self.dismiss()


def _told(work: DivisionWork) -> Content:
    """The division, how much it sees to, and whom to call there."""
    counted = (
        ("มาตรการ", len(work.measures)),
        ("ข้อ OIT", len(work.items)),
        ("มติ", len(work.resolutions)),
    )
    numbers = " · ".join(f"{what} {digits(number)}" for what, number in counted if number)
    contact = f" · {shown(work.contact)}" if work.contact else ""
    return Content.assemble((shown(work.name), "bold"), f"  {numbers}", (contact, "$foreground-muted"))
