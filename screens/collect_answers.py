"""Collecting answers: the workbook that a division sent back is chosen, then looked over on a screen of its own."""

import asyncio
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from ita_tui import division_sheets, places
from ita_tui.errors import ItaError
from ita_tui.thai.typed import one_line
from screens.answers_preview import AnswersScreen
from screens.desk import Desk
from screens.folder_list import FolderList
from screens.keys import Command, bindings
from screens.read_in import in_three_parts
from screens.screen import ItaScreen
from screens.typed_paths import path_in, shown_path
from screens.widgets.field import Field
from screens.widgets.thai_input import ThaiInput

_FOLDER = "collected_folder"


class CollectScreen(ItaScreen):
    """Stays after a workbook was taken, for the next one; Esc leaves."""

    DEFAULT_CSS = """
    CollectScreen #choose { padding: 1 1 0 1; height: 1fr; }
    CollectScreen #progress { height: auto; color: $text-warning; }
    CollectScreen #folder { height: auto; color: $text-muted; margin: 1 0 0 0; }
    CollectScreen #files { height: 1fr; background: $background; padding: 0; }
    """
    NAME = "รับคำตอบ"
    HELP = (
        "เลือกไฟล์แบบตอบ .xlsx ที่ส่วนราชการกรอกแล้วส่งคืน พิมพ์ วาง หรือลากไฟล์มาใส่ในช่องแล้วกด ↵ หรือเลือกจากรายการด้านล่าง "
        "จากนั้นโปรแกรมแสดงค่าเดิมและค่าใหม่ทีละช่องให้เลือก ยังไม่บันทึกอะไรจนกว่าจะกดรับ"
    )
    KEYS = (
        Command("enter", "go_on", "อ่าน", "อ่านแบบตอบที่เลือก"),
        Command("escape", "back", "กลับ", "กลับไปหน้าจอก่อน"),
    )
    BINDINGS = bindings(KEYS)
    AUTO_FOCUS = "#path ThaiInput"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.reading = False

    def compose_body(self) -> ComposeResult:
        with Vertical(id="choose"):
            yield Field("ไฟล์แบบตอบ", hint="พิมพ์ วาง หรือลากไฟล์มาใส่", id="path")
            yield Static(id="progress", markup=False)
            yield Static(id="folder", markup=False)
            yield FolderList(id="files")

    def on_mount(self) -> None:
        super().on_mount()
        kept = Path(self.desk.store.preferences.get(_FOLDER, ""))
        self._list(kept if kept.is_absolute() and kept.is_dir() else places.documents_folder())

    @work(exclusive=True, group="list")
    async def _list(self, folder: Path) -> None:
        await self.query_one(FolderList).show(folder)
        self._name_folder()

    @on(FolderList.OptionHighlighted)
    def _name_folder(self) -> None:
        folder = shown_path(self.query_one(FolderList).folder)
        self.query_one("#folder", Static).update(f"ไฟล์ใน {folder}")

    @on(FolderList.NotOpened)
    def _not_opened(self, event: FolderList.NotOpened) -> None:
        self._complain(f"เปิดดูโฟลเดอร์ {shown_path(event.folder)} ไม่ได้ พิมพ์ตำแหน่งไฟล์เองได้")

    @on(FolderList.Chosen)
    def _chosen(self, event: FolderList.Chosen) -> None:
        self.query_one("#path", Field).input.value = shown_path(event.path)
        self._read(event.path)

    @on(ThaiInput.Submitted)
    def action_go_on(self) -> None:
        """Read the file that is typed; look into a folder that is."""
        field = self.query_one("#path", Field)
        folder = self.query_one(FolderList).folder
        path = path_in(field, folder, empty="พิมพ์ตำแหน่งไฟล์ หรือเลือกจากรายการด้านล่าง")
        if path is None:
            return
        if path.is_dir():
            self._list(path)
            self.query_one(FolderList).focus()
        else:
            self._read(path)

    @work(exclusive=True, group="read")
    async def _read(self, path: Path) -> None:
        self._complain("")
        self._tell(f"กำลังอ่าน {one_line(path.name)} …")
        desk = self.desk
        try:
            answers = await asyncio.to_thread(division_sheets.read_answers, path)
            found = await asyncio.to_thread(
                division_sheets.compare_answers, desk.store, desk.year, answers, desk.today()
            )
        except ItaError as refusal:
            self._complain(in_three_parts(refusal))
            self.query_one("#path", Field).input.focus()
            return
        finally:
            self._tell("")
        self._remember(path)
        await self.app.push_screen_wait(AnswersScreen(desk, found))

    def _remember(self, path: Path) -> None:
        with self.telling():  # only where she looks next time would be lost
            self.desk.store.preferences.set(_FOLDER, str(path.absolute().parent))

    def _complain(self, words: str) -> None:
        for field in self.query("#path").results(Field):  # none where the screen was left meanwhile
            field.complaint = words

    def _tell(self, words: str) -> None:
        for progress in self.query("#progress").results(Static):
            progress.update(words)

    def action_back(self) -> None:
        self.workers.cancel_group(self, "read")
        self.dismiss()
