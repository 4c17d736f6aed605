"""The backups of the database: listed, compared, made now, brought back; also where the database will not open."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList, Static

from ita_tui import tasks
from ita_tui.domain.backups import Backup
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.errors import ItaError
from ita_tui.thai.dates import moment
from ita_tui.thai.numerals import digits
from screens.backups_comparison import ComparisonScreen
from screens.backups_folder import SecondFolderDialog
from screens.backups_rows import (
    NONE_FOUND,
    NONE_YET,
    Listed,
    details,
    file_question,
    lines,
    question,
    reached_words,
)
from screens.dialogs import Ask, Confirm
from screens.keys import Command, bindings
from screens.notices import TellsRefusals, tell
from screens.typed_paths import NO_FILE, shown_path, typed_file
from screens.widgets.key_bar import KeyBar
from screens.widgets.line_list import LineList
from screens.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from store.database import Store

_OF_AN_OPEN_STORE = frozenset({"compare", "folder"})
_NOT_WITHOUT_STORE = _OF_AN_OPEN_STORE | {"app.back_up"}
_OF_A_BACKUP = frozenset({"compare", "bring_back"})
FILE_QUESTION = "ไฟล์สำรองที่จะนำกลับมาใช้ (พิมพ์ วาง หรือลากไฟล์มาที่นี่)"
UNDO_QUESTION = (
    "เลิกทำการนำข้อมูลสำรองกลับมาใช้ครั้งล่าสุด\n\n"
    "• ฐานข้อมูลจะเป็นไฟล์ที่เก็บไว้ข้างกันก่อนนำข้อมูลสำรองกลับมา\n"
    "• สิ่งที่แก้ไขหลังจากนั้นจะไม่อยู่ในฐานข้อมูลที่ใช้ แต่เก็บไว้ข้างกันทั้งไฟล์\n"
    "• เปลี่ยนใจได้: กด u อีกครั้ง"
)


class AskFile(Ask):
    """The path of a file, which nobody needs again."""

    DRAFTS = False


class BackupsScreen(TellsRefusals, Screen[None]):
    """A line a backup, those of this PC first; below them all that is known of the chosen one.

    Without ``store``, where the database will not open, they can only be looked at and brought back.
    """

    NAME = "ข้อมูลสำรอง"
    HELP = (
        "ข้อมูลสำรองคือสำเนาฐานข้อมูลที่ตรวจแล้วว่าครบถ้วน โปรแกรมสำรองให้อัตโนมัติเมื่อมีการแก้ไขเกินครึ่งชั่วโมง ก่อนรับข้อมูลเข้า "
        "ก่อนเปลี่ยนแปลงครั้งใหญ่ และเมื่อปิดรอบเพื่อลงนาม ฉบับเก่าค่อย ๆ ลดจำนวนลงเอง แต่ฉบับที่ท่านสั่งสำรอง ฉบับที่ลงนาม "
        "และฉบับก่อนปรับรุ่นเก็บไว้ตลอด\n"
        "กด ↵ เพื่อดูว่าถ้านำกลับมาใช้อะไรจะหายไปและอะไรจะกลับมา กด r เพื่อนำกลับมาใช้ ซึ่งถามก่อนเสมอ "
        "เก็บฐานข้อมูลที่ใช้อยู่ไว้ข้างกัน และกลับคืนได้ด้วย u กด o เพื่อเลือกโฟลเดอร์ที่สอง เช่น USB "
        "โปรแกรมจะคัดลอกไปที่นั่นด้วยทุกครั้งที่เข้าถึงได้"
    )
    KEYS: tuple[Command, ...] = (
        Command("enter", "compare", "เทียบ", "ดูว่าถ้านำกลับมาใช้ อะไรจะหายไปและอะไรจะกลับมา"),
        Command("r", "bring_back", "นำกลับมาใช้", "นำข้อมูลสำรองที่เลือกกลับมาใช้แทนฐานข้อมูลที่มีอยู่ (ถามก่อน)"),
        Command("f", "from_file", "ไฟล์อื่น", "นำไฟล์สำรองจากที่อื่น เช่น USB ของเครื่องเดิม กลับมาใช้ (ถามก่อน)"),
        Command("n", "app.back_up", "สำรองตอนนี้", "ทำสำเนาฐานข้อมูลที่ตรวจแล้วตอนนี้"),
        Command("o", "folder", "โฟลเดอร์ที่สอง", "เลือกโฟลเดอร์ที่สอง เช่น USB หรือโฟลเดอร์ที่ใช้ร่วมกัน"),
        Command("u", "undo_restore", "กลับคืน", "เลิกทำการนำข้อมูลสำรองกลับมาใช้ครั้งล่าสุด (ถามก่อน)"),
        Command("escape", "back", "กลับ", "กลับไปหน้าจอก่อนหน้า"),
    )
    BINDINGS = bindings(KEYS)
    DEFAULT_CSS = """
    BackupsScreen #backups { height: 1fr; margin: 1 0 0 0; border: none; }
    BackupsScreen #none { height: 1fr; padding: 2 4; color: $text-muted; display: none; }
    BackupsScreen #details {
        height: auto; max-height: 40%; padding: 0 1; border-top: solid $foreground 20%; scrollbar-size-vertical: 1;
    }
    BackupsScreen #said { height: auto; min-height: 3; }
    """

    class BringBack(Message):
        """A backup is to take the database's place; she has been asked. ``words`` say which one."""

        def __init__(self, path: Path, words: str) -> None:
            super().__init__()
            self.path = path
            self.words = words

    class UndoRestore(Message):
        """What the last restore set aside is to take the database's place again; she has been asked."""

    class SecondChosen(Message):
        """The second folder is another one now."""

    def __init__(
        self,
        database: Path,
        clock: tasks.Clock,
        store: "Store | None" = None,
        year: FiscalYear | None = None,
    ) -> None:
        """``year`` is the one that is on the desk, which backups are compared for."""
        super().__init__()
        self.database = database
        self.clock = clock
        self.store = store
        self.year = year
        self.listed: Listed | None = None
        if store is None:  # Enter asks whether to bring the chosen one back
            self.KEYS = tuple(one for one in self.KEYS if one.action not in _NOT_WITHOUT_STORE)

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield LineList(id="backups")
        yield Static(id="none", markup=False)
        with VerticalScroll(id="details", can_focus=False):
            yield Static("กำลังอ่านข้อมูลสำรอง…", id="said", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(TitleBar).where = (self.NAME,)
        self.query_one(LineList).focus()

    def on_screen_resume(self) -> None:
        """On top, for the first time or again."""
        self.read_again()

    # --- showing -------------------------------------------------------------------------------------------

    @work(thread=True, exclusive=True, group="read")
    def read_again(self) -> None:
        """Look into the folders in a thread, then list what is there."""
        try:
            listed = _read(self.database, self.clock, self.store)
        except ItaError as refusal:
            self.app.call_from_thread(tell, self.app, refusal)
            return
        self.app.call_from_thread(self._take, listed)

    def keeping_changed(self) -> None:
        """A backup was made, or cleared away."""
        self.read_again()

    def _take(self, listed: Listed) -> None:
        if self.is_attached and self.query(LineList):
            self.listed = listed
            self._show()

    def on_resize(self) -> None:
        self._show()

    def _show(self) -> None:
        if self.listed is None:
            return
        today = self.clock().date()
        found = self.listed.backups
        backups, none = self.query_one(LineList), self.query_one("#none", Static)
        backups.put(lines(self.listed, today, max(40, self.size.width - 4)))
        backups.display, none.display = bool(found), not found
        none.update(NONE_FOUND if self.store is None else NONE_YET)
        if found and self.focused is None:
            backups.focus()
        count = f" · {digits(len(found))} ฉบับ" if found else ""
        self.query_one(TitleBar).where = (f"{self.NAME}{count}",)
        self._show_chosen()

    @property
    def chosen(self) -> Backup | None:
        """The backup under the cursor."""
        key = self.query_one(LineList).chosen
        found = self.listed.backups if self.listed is not None else ()
        return next((one for one in found if str(one.path) == key), None)

    @on(OptionList.OptionHighlighted)
    def _show_chosen(self) -> None:
        chosen, listed = self.chosen, self.listed
        if listed is None:
            return
        today = self.clock().date()
        told = f"โฟลเดอร์ที่สอง: {reached_words(listed, today)}" if self.store is not None else ""
        second = Content.styled(told, "$foreground-muted")
        said = second if chosen is None else details(chosen, listed.standing(chosen), today)
        self.query_one("#said", Static).update(said)
        self.refresh_bindings()

    # --- doing ---------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """What can be done with the chosen backup, and with a database that is open or not."""
        del parameters
        if action in _OF_AN_OPEN_STORE and self.store is None:
            return False
        if action == "undo_restore":
            return self.listed is not None and self.listed.set_aside is not None
        if action not in _OF_A_BACKUP:
            return True
        chosen = self.chosen if self.is_attached and self.query(LineList) else None
        return chosen is not None and not chosen.problem and (action != "compare" or self.year is not None)

    @on(OptionList.OptionSelected)
    def action_compare(self) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        if chosen.problem:
            self.app.notify(
                f"{chosen.problem} · เลือกข้อมูลสำรองฉบับอื่น",
                title="ใช้ข้อมูลสำรองฉบับนี้ไม่ได้",
                severity="warning",
                markup=False,
            )
        elif self.store is None:
            self.action_bring_back()
        elif self.year is not None:
            self.app.push_screen(ComparisonScreen(self.store, chosen, self.year, self.clock().date()))

    @work(exclusive=True, group="ask")
    async def action_bring_back(self) -> None:
        """Ask, saying what goes and what is kept; then the program does it, and this screen goes with the old file."""
        chosen, listed = self.chosen, self.listed
        if chosen is None or listed is None:
            return
        asked = Confirm(question(chosen, listed.standing(chosen), self.clock().date()), "นำกลับมาใช้")
        if await self.app.push_screen_wait(asked) == "yes":
            words = f"ข้อมูลสำรองของ {moment(chosen.taken, self.clock().date())}"
            self.post_message(self.BringBack(chosen.path, words))

    @work(exclusive=True, group="ask")
    async def action_from_file(self) -> None:
        """Bring a backup back that lies elsewhere, like on the stick of another PC."""
        typed = await self.app.push_screen_wait(AskFile(FILE_QUESTION, hint="↵ ต่อไป · Esc ยกเลิก"))
        if not typed:
            return
        path = await asyncio.to_thread(typed_file, typed)
        if path is None:
            self.app.notify(shown_path(Path(typed)), title=NO_FILE, severity="warning", markup=False)
        elif await self.app.push_screen_wait(Confirm(file_question(path), "นำกลับมาใช้")) == "yes":
            self.post_message(self.BringBack(path, f"ไฟล์ {path.name}"))

    @work(exclusive=True, group="ask")
    async def action_undo_restore(self) -> None:
        aside = self.listed.set_aside if self.listed is not None else None
        problem = f"! ไฟล์ที่จะกลับมาเปิดไม่ได้: {aside.problem}\n\n" if aside is not None and aside.problem else ""
        if await self.app.push_screen_wait(Confirm(problem + UNDO_QUESTION, "กลับคืน")) == "yes":
            self.post_message(self.UndoRestore())

    @work(exclusive=True, group="ask")
    async def action_folder(self) -> None:
        store, listed = self.store, self.listed
        if store is None or listed is None:
            return

        async def keep(folder: Path | None) -> bool:
            await asyncio.to_thread(tasks.choose_second_folder, store, folder)
            return True

        reached = reached_words(listed, self.clock().date()) if listed.second is not None else ""
        await self.app.push_screen_wait(SecondFolderDialog(listed.second, reached, keep))
        if await asyncio.to_thread(tasks.second_folder, store) != listed.second:
            self.post_message(self.SecondChosen())

    def action_back(self) -> None:
        self.dismiss()


def _read(database: Path, clock: tasks.Clock, store: "Store | None") -> Listed:
    """What the folders hold and how it stands to now; for a thread."""
    found = tasks.list_backups(database, clock, store)
    second = tasks.second_folder(store) if store is not None else None
    return Listed(
        backups=found,
        now=tasks.history_now(store, found) if store is not None else None,
        second=second,
        reachable=second is not None and tasks.reaches(second),
        set_aside=tasks.would_come_back(database, clock),
    )
