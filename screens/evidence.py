"""The evidence of one thing: add a file, a link or a document number, open it, replace it, detach it."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, ParamSpec

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, ProgressBar, Static
from textual.widgets.option_list import Option

from ita_tui import tasks
from ita_tui.domain.evidence import Evidence, EvidenceFile, FileState
from ita_tui.errors import ItaError
from ita_tui.thai.dates import short_date
from ita_tui.thai.numerals import digits, shown
from screens.desk import Desk
from screens.dialogs import Ask, Choice, Confirm
from screens.evidence_form import EvidenceForm
from screens.keys import HISTORY, Command, bindings
from screens.notices import TellsRefusals, tell
from screens.opening import open_with_desktop
from screens.typed_paths import NO_FILE, typed_file

if TYPE_CHECKING:
    from ita_tui.domain.measure import Measure
    from store.vault import Vault

P = ParamSpec("P")


def evidence_line(piece: Evidence, vault: "Vault") -> str:
    """ชื่อ   ไฟล์ · ๑๖ ม.ค. ๖๙ · ไฟล์หายไป: what a piece of evidence is, on one line."""
    parts = [piece.kind.label]
    if piece.document_number:
        number = f"เลขที่ {piece.document_number}" + (f" หน้า {piece.page}" if piece.page else "")
        parts.append(shown(number))
    if piece.document_date:
        parts.append(short_date(piece.document_date))
    files = piece.current_files
    if len(files) > 1:
        parts.append(f"{digits(len(files))} ไฟล์")
    if any(file.revision > 1 for file in files):
        parts.append(f"ฉบับที่ {digits(max(file.revision for file in files))}")
    states = {vault.state(file.sha256, thorough=False) for file in files} - {FileState.PRESENT}
    parts += [f"! {state.label}" for state in sorted(states)]
    return f"{shown(piece.title)}   {' · '.join(parts)}"


class EvidenceList(TellsRefusals, ModalScreen[None]):
    """The list of the evidence of a measure or an OIT item: subclasses say of which, and how it is kept there."""

    DEFAULT_CSS = """
    EvidenceList { align: center middle; }
    EvidenceList > Vertical {
        width: 100; max-width: 98%; height: auto; max-height: 100%; min-height: 12;
        border: round $accent; background: $surface; padding: 0 1;
    }
    EvidenceList OptionList { height: auto; max-height: 14; border: none; background: $surface; margin: 1 0; }
    EvidenceList .keys { color: $text-muted; height: auto; }
    EvidenceList #heading { text-style: bold; height: auto; }
    EvidenceList #copying { display: none; height: 1; }
    """
    WHOSE: ClassVar[str] = ""
    """What the evidence is of, in words that end a sentence: มาตรการนี้."""
    OTHERS: ClassVar[str] = ""
    """What is asked where evidence is to be used that is there already."""
    KEYS: ClassVar[tuple[Command, ...]] = ()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.pieces: tuple[Evidence, ...] = ()
        self._copying = False

    # --- what it is of -------------------------------------------------------------------------------------

    def read_pieces(self) -> tuple[Evidence, ...]:
        """The evidence as the store has it now. Raises ItaError where what it is of is gone."""
        raise NotImplementedError

    def heading(self) -> str:
        """What stands above the list."""
        raise NotImplementedError

    def attach(self, piece: Evidence, path: Path | None) -> None:
        """Enter a new piece of evidence, with its file where there is one; called in a thread."""
        raise NotImplementedError

    def use(self, evidence_id: int) -> None:
        """Let evidence of something else prove this, too; called in a thread."""
        raise NotImplementedError

    def detach(self, evidence_id: int) -> None:
        """Let go of a piece of evidence; called in a thread."""
        raise NotImplementedError

    # --- showing -------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(id="heading", markup=False)
            yield OptionList(id="pieces")
            yield ProgressBar(id="copying", show_eta=False)
            keys = " · ".join(f"{c.display}\u00a0{c.label}" for c in self.KEYS)
            yield Static(keys, classes="keys", markup=False)

    def on_mount(self) -> None:
        self.show_pieces()

    def show_pieces(self) -> None:
        """List the evidence as it is now; where what it is of was undone, the list closes with it."""
        try:
            self.pieces = self.read_pieces()
        except ItaError as gone:
            self.tell(gone)
            self.dismiss(None)
            return
        self.query_one("#heading", Static).update(self.heading())
        pieces = self.query_one("#pieces", OptionList)
        here = pieces.highlighted
        pieces.clear_options()
        if self.pieces:
            vault = self.desk.store.vault
            pieces.add_options([Option(Content(evidence_line(p, vault))) for p in self.pieces])
            pieces.highlighted = min(here or 0, len(self.pieces) - 1)
        else:
            pieces.add_option(Option(Content("ยังไม่มีหลักฐาน · กด a เพื่อเพิ่มไฟล์ ลิงก์ หรือเลขที่หนังสือ"), disabled=True))
        pieces.focus()

    def chosen(self) -> Evidence | None:
        at = self.query_one("#pieces", OptionList).highlighted
        return self.pieces[at] if at is not None and at < len(self.pieces) else None

    def tell(self, refusal: ItaError) -> None:
        tell(self.app, refusal)

    @work
    async def action_add(self) -> None:
        """Ask until it is attached or given up: what was typed and could not be taken is shown again."""
        typed = await self.app.push_screen_wait(EvidenceForm(near=self.desk.year.first))
        while typed is not None and not await self._done(self.attach, typed.evidence, typed.path):
            typed = await self.app.push_screen_wait(EvidenceForm(typed=typed, near=self.desk.year.first))

    def _attach_revision(self, piece: Evidence, path: Path) -> None:
        assert piece.id is not None
        slot = piece.current_files[0].slot if piece.current_files else None
        tasks.attach_revision(self.desk.store, piece.id, slot, path, self.tell_progress)

    async def _done(self, work: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> bool:
        """Do something in a thread, showing how far it is; whether it was done or refused with a sentence."""
        self._copying = True
        try:
            await asyncio.to_thread(work, *args, **kwargs)
        except ItaError as refusal:
            self.tell(refusal)
            return False
        finally:
            self._copying = False
            self.query("#copying").set(display=False)  # the program may have left the list in the meantime
        if self.query("#pieces"):
            self.show_pieces()
        return True

    def tell_progress(self, done: int, whole: int) -> None:
        self.app.call_from_thread(self._show_progress, done, whole)

    def _show_progress(self, done: int, whole: int) -> None:
        bar = self.query_one("#copying", ProgressBar)
        bar.display = True
        bar.update(total=max(1, whole), progress=done)

    def save_now(self) -> bool:
        """Whether the list may be left: not while a file is on its way into the vault."""
        if self._copying:
            self.app.notify("กำลังคัดลอกไฟล์เข้าคลังหลักฐาน โปรดรอสักครู่", markup=False)
        return not self._copying

    @work
    async def action_use(self) -> None:
        """Let evidence that is there already prove this, too."""
        mine = {piece.id for piece in self.pieces}
        others = [p for p in self.desk.store.evidence.of_year(self.desk.year) if p.id not in mine]
        if not others:
            self.app.notify("ยังไม่มีหลักฐานอื่นในปีนี้ · กด a เพื่อเพิ่มหลักฐานใหม่", markup=False)
            return
        answers = [(str(piece.id), f"{shown(piece.title)} ({piece.kind.label})") for piece in others]
        chosen = await self.app.push_screen_wait(Choice(self.OTHERS, answers))
        if chosen is not None:
            await self._done(self.use, int(chosen))

    @on(OptionList.OptionSelected, "#pieces")
    def _piece_selected(self) -> None:
        self.action_open()

    @work
    async def action_open(self) -> None:
        """Open a file (a copy of it, so that nothing can be edited) or the link with the desktop's program."""
        piece = self.chosen()
        if piece is None:
            return
        if piece.files:
            file = await self._chosen_file(piece)
            if file is not None:
                await self._done(self._open_copy, file)
        elif piece.url:
            await self._done(open_with_desktop, piece.url)
        else:
            words = f"หลักฐานนี้เป็นเลขที่หนังสือ {shown(piece.document_number)} ไม่มีไฟล์หรือลิงก์ให้เปิด · กด e เพื่อเพิ่มลิงก์"
            self.app.notify(words, markup=False)

    async def _chosen_file(self, piece: Evidence) -> EvidenceFile | None:
        """The file to open: asked where there are several or earlier revisions, the newest first."""
        current = piece.current_files
        files = [*current, *(file for file in reversed(piece.files) if file not in current)]
        if len(files) == 1:
            return files[0]
        answers = [(str(at), f"{file.name} · ฉบับที่ {digits(file.revision)}") for at, file in enumerate(files)]
        answer = await self.app.push_screen_wait(Choice(f"เปิดไฟล์ใดของ «{shown(piece.title)}»", answers))
        return files[int(answer)] if answer is not None else None

    def _open_copy(self, file: EvidenceFile) -> None:
        open_with_desktop(self.desk.store.vault.readable_copy(file.sha256, file.name))

    @work
    async def action_edit(self) -> None:
        piece = self.chosen()
        if piece is None:
            return
        typed = await self.app.push_screen_wait(EvidenceForm(piece, near=self.desk.year.first))
        while typed is not None and not await self._done(self.desk.store.evidence.save, typed.evidence):
            typed = await self.app.push_screen_wait(EvidenceForm(piece, typed, near=self.desk.year.first))

    @work
    async def action_replace(self) -> None:
        piece = self.chosen()
        if piece is None:
            return
        typed, hint = "", "ฉบับเดิมยังเก็บไว้ · ↵ ตกลง · Esc ยกเลิก"
        while True:
            question = Ask(f"ไฟล์ฉบับใหม่ของ «{shown(piece.title)}»", typed, hint)
            answer = await self.app.push_screen_wait(question)
            typed = answer or ""
            if not typed.strip():
                return
            path = typed_file(typed)
            if path is None:
                hint = f"{NO_FILE} · แก้แล้วกด ↵ · Esc ยกเลิก"
            elif await self._done(self._attach_revision, piece, path):
                return

    @work(thread=True)
    def action_check(self) -> None:
        """Read every file of the list again and compare it with its SHA-256."""
        pieces = self.pieces
        found = [
            f"{file.name}: {state.label}"
            for piece in pieces
            for file in piece.files
            if (state := self.desk.store.vault.state(file.sha256, thorough=True)) is not FileState.PRESENT
        ]
        count = sum(len(piece.files) for piece in pieces)
        words = "\n".join(found) or f"ไฟล์ทั้ง {digits(count)} ไฟล์ครบถ้วนและไม่ถูกแก้ไข"
        severity = "warning" if found else "information"
        self.app.call_from_thread(
            self.app.notify, words, title="ตรวจไฟล์หลักฐาน", severity=severity, markup=False
        )

    @work
    async def action_detach(self) -> None:
        piece = self.chosen()
        if piece is None or piece.id is None:
            return
        question = f"ถอดหลักฐาน «{shown(piece.title)}» ออกจาก{self.WHOSE}\nไฟล์ยังอยู่ในคลัง และเลิกทำได้ด้วย Ctrl+Z"
        if await self.app.push_screen_wait(Confirm(question, yes="ถอดหลักฐาน")) == "yes":
            await self._done(self.detach, piece.id)

    def action_back(self) -> None:
        if self.save_now():
            self.dismiss(None)


def evidence_keys(whose: str, where: str) -> tuple[Command, ...]:
    """The keys of such a list, in the words of what its evidence is of; ``where`` is where Esc leads back to."""
    return (
        Command("a", "add", "เพิ่ม", "เพิ่มไฟล์ ลิงก์ หรือเลขที่หนังสือ"),
        Command("u", "use", "ใช้ที่มีอยู่", "ใช้หลักฐานที่แนบไว้ที่อื่นในปีนี้แล้ว"),
        Command("enter", "open", "เปิด", "เปิดไฟล์หรือลิงก์ของหลักฐานที่เลือก"),
        Command("e", "edit", "แก้ไข", "แก้ชื่อ วันที่ และรายละเอียดของหลักฐาน"),
        Command("r", "replace", "ฉบับใหม่", "เพิ่มฉบับใหม่ของไฟล์ โดยเก็บฉบับเดิมไว้"),
        Command("c", "check", "ตรวจไฟล์", "ตรวจว่าไฟล์ในคลังยังครบและไม่ถูกแก้ไข"),
        Command("delete", "detach", "ถอด", f"ถอดหลักฐานออกจาก{whose}"),
        Command("escape", "back", "กลับ", f"กลับไปที่{where}"),
    )


def evidence_help(whose: str) -> str:
    return (
        f"หลักฐานของ{whose} ไฟล์ที่เพิ่มจะถูกคัดลอกเก็บไว้ในคลังหลักฐานข้างฐานข้อมูล ต้นฉบับไม่ถูกแก้ไข "
        "ฉบับใหม่ไม่ทับฉบับเก่า และการถอดหลักฐานไม่ลบไฟล์ออกจากคลัง"
    )


class EvidenceScreen(EvidenceList):
    """The list of a measure's evidence, over the walk."""

    WHOSE = "มาตรการนี้"
    OTHERS = "ใช้หลักฐานใดกับมาตรการนี้ด้วย"
    HELP = evidence_help(WHOSE)
    KEYS = evidence_keys(WHOSE, "มาตรการ")
    BINDINGS = bindings((*KEYS, *HISTORY))

    def __init__(self, desk: Desk, measure_id: int) -> None:
        super().__init__(desk)
        self.measure_id = measure_id
        self.measure: Measure | None = None

    def read_pieces(self) -> tuple[Evidence, ...]:
        self.measure = self.desk.store.measures.get(self.measure_id)
        return self.measure.evidence

    def heading(self) -> str:
        assert self.measure is not None
        number, count = digits(self.measure.number), digits(len(self.pieces))
        return f"หลักฐานของมาตรการ {number} ({count}) · {self.measure.proof.label}"

    def attach(self, piece: Evidence, path: Path | None) -> None:
        if path is None:
            self.desk.store.evidence.attach([self.measure_id], piece, [])
        else:
            tasks.attach_file(self.desk.store, self.measure_id, path, piece, self.tell_progress)

    def use(self, evidence_id: int) -> None:
        self.desk.store.evidence.link(evidence_id, self.measure_id)

    def detach(self, evidence_id: int) -> None:
        self.desk.store.evidence.detach(evidence_id, self.measure_id)
