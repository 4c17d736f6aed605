"""The second folder for backups: a USB stick or a shared folder, so that one broken disk is not the end of them."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from ita_tui import places
from screens.keeping_dialog import KeepingDialog
from screens.keys import Command, bindings
from screens.typed_paths import UNUSABLE
from screens.widgets.field import Field
from screens.widgets.thai_input import ThaiInput

WHAT = (
    "ข้อมูลสำรองใหม่ทุกฉบับและสำเนาไฟล์หลักฐานจะคัดลอกไปที่โฟลเดอร์นี้ด้วยทุกครั้งที่เข้าถึงได้ เช่น USB หรือโฟลเดอร์ที่ใช้ร่วมกัน "
    "เมื่อเครื่องนี้เสียจะนำกลับมาได้จากที่นั่น ถ้าเข้าไม่ถึง โปรแกรมทำงานต่อตามปกติและคัดลอกให้ในครั้งถัดไป"
)
NO_FOLDER = "ไม่พบโฟลเดอร์นี้ · เสียบสื่อบันทึกหรือสร้างโฟลเดอร์ก่อน แล้วลองใหม่"


class SecondFolderDialog(KeepingDialog[Path | None]):
    """Ends once ``keep`` has taken the folder, or None in its place for no folder."""

    DEFAULT_CSS = """
    SecondFolderDialog { align: center middle; }
    SecondFolderDialog > Vertical {
        width: 76; max-width: 98%; height: auto; max-height: 96%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    SecondFolderDialog .title { text-style: bold; margin: 0 0 1 0; }
    SecondFolderDialog #what { height: auto; margin: 0 0 1 0; }
    SecondFolderDialog #reached { height: auto; color: $text-muted; margin: 0 0 1 0; }
    SecondFolderDialog Field Label { width: 10; }
    SecondFolderDialog Field .complaint { margin: 0 0 0 10; }
    SecondFolderDialog .hint { color: $text-muted; margin: 1 0 0 0; }
    """
    NAME = "โฟลเดอร์ที่สองของข้อมูลสำรอง"
    DRAFTS = False
    HELP = f"{WHAT}\nเว้นว่างไว้เพื่อเลิกใช้โฟลเดอร์ที่สอง สิ่งที่คัดลอกไปแล้วไม่ถูกลบ"
    KEYS = (
        Command("ctrl+s", "done", "บันทึก", "ใช้โฟลเดอร์ที่พิมพ์", priority=True),
        Command("escape", "cancel", "ยกเลิก", "ปิดโดยไม่เปลี่ยน"),
    )
    BINDINGS = bindings(KEYS)

    def __init__(
        self, folder: Path | None, reached: str, keep: Callable[[Path | None], Awaitable[bool]]
    ) -> None:
        """``reached`` says in words when the folder was last there."""
        super().__init__(keep)
        self.folder = folder
        self.reached = reached

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(self.NAME, classes="title", markup=False)
            yield Static(WHAT, id="what", markup=False)
            yield Static(self.reached, id="reached", markup=False)
            yield Field(
                "โฟลเดอร์", str(self.folder or ""), hint="พิมพ์ วาง หรือลากโฟลเดอร์มาที่นี่", id="folder", select=False
            )
            yield Static("เว้นว่างไว้ถ้าไม่ใช้ · Ctrl+S หรือ ↵ บันทึก · Esc ยกเลิก", classes="hint", markup=False)

    @on(ThaiInput.Submitted)
    def action_done(self) -> None:
        self._look()

    @work(exclusive=True, group="look")
    async def _look(self) -> None:
        """Keep the folder that was typed where it is there; else say beside the field what is wrong."""
        field = self.query_one(Field)
        if not field.value:
            self.keep_answer(None)
            return
        try:
            folder = places.typed_path(field.value)
            there = await asyncio.to_thread(folder.is_dir)  # a stick that is gone may take its time to say so
        except (
            ValueError,
            OSError,
            RuntimeError,
        ):  # no name of a folder, or the home of a user who is not there
            field.complaint = UNUSABLE
            return
        if there:
            self.keep_answer(folder)
        else:
            field.complaint = NO_FOLDER
