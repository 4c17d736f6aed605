"""The evidence of one measure: add a file, a link or a document number, open it, replace it, detach it."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, ProgressBar, Static
from textual.widgets.option_list import Option

from ita_tui import places, tasks
from ita_tui.domain.evidence import Evidence, EvidenceKind, FileState
from ita_tui.domain.measure import Measure
from ita_tui.errors import ItaError
from ita_tui.thai.dates import read_date, short_date, typed_date
from ita_tui.thai.numerals import thai_digits
from screens.desk import Desk
from screens.dialogs import Ask, Choice, Confirm
from screens.keys import Command, bindings
from screens.notices import tell
from screens.opening import NothingOpensIt, open_with_desktop
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.thai_input import ThaiInput

if TYPE_CHECKING:
    from store.vault import Vault

_FILE_KINDS = (EvidenceKind.FILE, EvidenceKind.PHOTO, EvidenceKind.ORDER)


def evidence_line(piece: Evidence, vault: "Vault") -> str:
    """ชื่อ   ไฟล์ · ๑๖ ม.ค. ๖๙ · ไฟล์หายไป: what a piece of evidence is, on one line."""
    parts = [piece.kind.label]
    if piece.document_number:
        parts.append(f"เลขที่ {piece.document_number}" + (f" หน้า {piece.page}" if piece.page else ""))
    if piece.document_date:
        parts.append(short_date(piece.document_date))
    files = piece.current_files
    if len(files) > 1:
        parts.append(f"{thai_digits(len(files))} ไฟล์")
    if any(file.revision > 1 for file in files):
        parts.append(f"ฉบับที่ {thai_digits(max(file.revision for file in files))}")
    states = {vault.state(file.sha256, thorough=False) for file in files} - {FileState.PRESENT}
    parts += [f"! {state.label}" for state in sorted(states)]
    return f"{piece.title}   {' · '.join(parts)}"


@dataclass(frozen=True)
class Typed:
    """What was typed about a new piece of evidence: a path, a link or nothing, and what stands about it."""

    evidence: Evidence
    path: Path | None = None


class EvidenceForm(ModalScreen[Typed | None]):
    """One form for every kind. The first field says what it is: a path, a link (http…) or a document number."""

    DEFAULT_CSS = """
    EvidenceForm { align: center middle; }
    EvidenceForm > Vertical {
        width: 76; max-width: 98%; height: auto; max-height: 100%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    EvidenceForm .line { height: 1; margin: 0 0 1 0; }
    EvidenceForm .line Static { width: 18; color: $text-muted; }
    EvidenceForm ThaiInput { width: 1fr; }
    EvidenceForm .hint { color: $text-muted; height: auto; }
    EvidenceForm #complaint { color: $text-error; height: auto; }
    """
    BINDINGS = bindings(
        (
            Command("ctrl+s", "done", "บันทึก", "บันทึกหลักฐาน", priority=True),
            Command("escape", "cancel", "ยกเลิก", "ปิดโดยไม่เพิ่ม"),
        )
    )

    def __init__(self, piece: Evidence | None = None) -> None:
        super().__init__()
        self.piece = piece

    def compose(self) -> ComposeResult:
        piece = self.piece
        with Vertical():
            yield Static("แก้ไขหลักฐาน" if piece else "เพิ่มหลักฐาน", classes="hint")
            yield ChoiceRow(
                [(kind.value, kind.label) for kind in EvidenceKind],
                id="kind",
                value=piece.kind.value if piece else EvidenceKind.FILE.value,
            )
            if piece is None:
                yield from _line("ไฟล์", "path", "", "พิมพ์ วาง หรือลากไฟล์มาที่นี่")
            yield from _line("ลิงก์", "url", piece.url if piece else "", "https://…")
            yield from _line("เลขที่หนังสือ", "document_number", piece.document_number if piece else "", "")
            yield from _line("หน้า", "page", piece.page if piece else "", "")
            yield from _line("ชื่อหลักฐาน", "title", piece.title if piece else "", "เว้นว่างไว้ใช้ชื่อไฟล์หรือเลขที่")
            dated = typed_date(piece.document_date) if piece and piece.document_date else ""
            yield from _line("วันที่ในเอกสาร", "date", dated, "เช่น 16/1/2569 หรือ ๑๖ ม.ค. ๖๙")
            yield from _line("หมายเหตุ", "note", piece.note if piece else "", "")
            yield Static(id="complaint", markup=False)
            yield Static("Tab ช่องถัดไป · Ctrl+S หรือ ↵ บันทึก · Esc ยกเลิก", classes="hint")

    def on_mount(self) -> None:
        self.query_one("#title" if self.piece else "#path").focus()

    def _text(self, name: str) -> str:
        found = self.query(f"#{name}")
        return " ".join(found.first(ThaiInput).value.split()) if found else ""

    @on(ThaiInput.Submitted)
    def action_done(self) -> None:
        """Give what was typed, or say what is missing and keep it all."""
        day = read_date(self._text("date"))
        if self._text("date") and day is None:
            self._complain("อ่านวันที่ในเอกสารไม่ได้ · พิมพ์เช่น 16/1/2569 หรือเว้นว่างไว้", "date")
            return
        path, url, number = self._path(), self._text("url"), self._text("document_number")
        if path is None and not url and not number and self.piece is None:
            self._complain("ยังไม่ได้ระบุหลักฐาน · ใส่ไฟล์ ลิงก์ หรือเลขที่หนังสืออย่างใดอย่างหนึ่ง", "path")
            return
        if url and not url.lower().startswith(("http://", "https://")):
            self._complain("ลิงก์ต้องขึ้นต้นด้วย http:// หรือ https://", "url")
            return
        title = self._text("title") or (path.name if path else "") or number or url
        kind = self._kind(path, url)
        base = self.piece or Evidence(title, kind)
        self.dismiss(
            Typed(
                Evidence(
                    title,
                    kind,
                    base.id,
                    url,
                    number,
                    self._text("page"),
                    day,
                    base.attached,
                    self._text("note"),
                    base.files,
                ),
                path,
            )
        )

    def _path(self) -> Path | None:
        try:
            return places.typed_path(self._text("path"))
        except ValueError:
            return None

    def _kind(self, path: Path | None, url: str) -> EvidenceKind:
        """What she chose, unless it cannot be: a link without a file is a link."""
        chosen = EvidenceKind(self.query_one("#kind", ChoiceRow).value)
        if self.piece is not None or path is not None or chosen not in _FILE_KINDS[:1]:
            return chosen
        return EvidenceKind.LINK if url else EvidenceKind.DOCUMENT

    def _complain(self, words: str, field: str) -> None:
        self.query_one("#complaint", Static).update(words)
        self.query(f"#{field}").focus()

    def action_cancel(self) -> None:
        self.dismiss(None)


class EvidenceScreen(ModalScreen[None]):
    """The list of a measure's evidence, over the walk."""

    DEFAULT_CSS = """
    EvidenceScreen { align: center middle; }
    EvidenceScreen > Vertical {
        width: 100; max-width: 98%; height: auto; max-height: 100%; min-height: 12;
        border: round $accent; background: $surface; padding: 0 1;
    }
    EvidenceScreen OptionList { height: auto; max-height: 14; border: none; background: $surface; margin: 1 0; }
    EvidenceScreen .keys { color: $text-muted; height: auto; }
    EvidenceScreen #heading { text-style: bold; height: auto; }
    EvidenceScreen #copying { display: none; height: 1; }
    """
    HELP = (
        "หลักฐานของมาตรการนี้ ไฟล์ที่เพิ่มจะถูกคัดลอกเก็บไว้ในคลังหลักฐานข้างฐานข้อมูล ต้นฉบับไม่ถูกแก้ไข "
        "ฉบับใหม่ไม่ทับฉบับเก่า และการถอดหลักฐานไม่ลบไฟล์ออกจากคลัง"
    )
    KEYS = (
        Command("a", "add", "เพิ่ม", "เพิ่มไฟล์ ลิงก์ หรือเลขที่หนังสือ"),
        Command("u", "use", "ใช้ที่มีอยู่", "ใช้หลักฐานที่แนบไว้กับมาตรการอื่นแล้ว"),
        Command("enter", "open", "เปิด", "เปิดไฟล์หรือลิงก์ของหลักฐานที่เลือก"),
        Command("e", "edit", "แก้ไข", "แก้ชื่อ วันที่ และรายละเอียดของหลักฐาน"),
        Command("r", "replace", "ฉบับใหม่", "เพิ่มฉบับใหม่ของไฟล์ โดยเก็บฉบับเดิมไว้"),
        Command("c", "check", "ตรวจไฟล์", "ตรวจว่าไฟล์ในคลังยังครบและไม่ถูกแก้ไข"),
        Command("delete", "detach", "ถอด", "ถอดหลักฐานออกจากมาตรการนี้"),
        Command("escape", "back", "กลับ", "กลับไปที่มาตรการ"),
    )
    BINDINGS = bindings(KEYS)

    def __init__(self, desk: Desk, measure_id: int) -> None:
        super().__init__()
        self.desk = desk
        self.measure_id = measure_id
        self.measure: Measure | None = None

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(id="heading", markup=False)
            yield OptionList(id="pieces")
            yield ProgressBar(id="copying", show_eta=False)
            keys = " · ".join(f"{c.display} {c.label}" for c in self.KEYS)
            yield Static(keys, classes="keys", markup=False)

    def on_mount(self) -> None:
        self.show_pieces()

    def show_pieces(self) -> None:
        self.measure = self.desk.store.measures.get(self.measure_id)
        number = thai_digits(self.measure.number)
        count = thai_digits(len(self.measure.evidence))
        self.query_one("#heading", Static).update(
            f"หลักฐานของมาตรการ {number} ({count}) · {self.measure.proof.label}"
        )
        pieces = self.query_one("#pieces", OptionList)
        here = pieces.highlighted
        pieces.clear_options()
        if self.measure.evidence:
            vault = self.desk.store.vault
            pieces.add_options([Option(Content(evidence_line(p, vault))) for p in self.measure.evidence])
            pieces.highlighted = min(here or 0, len(self.measure.evidence) - 1)
        else:
            pieces.add_option(Option(Content("ยังไม่มีหลักฐาน · กด a เพื่อเพิ่มไฟล์ ลิงก์ หรือเลขที่หนังสือ"), disabled=True))
        pieces.focus()

    def chosen(self) -> Evidence | None:
        at = self.query_one("#pieces", OptionList).highlighted
        if self.measure is None or at is None or at >= len(self.measure.evidence):
            return None
        return self.measure.evidence[at]

    def tell(self, refusal: ItaError) -> None:
        tell(self.app, refusal)

    @work
    async def action_add(self) -> None:
        typed = await self.app.push_screen_wait(EvidenceForm())
        if typed is None:
            return
        if typed.path is not None:
            self._copy_in(typed)
            return
        try:
            self.desk.store.evidence.attach([self.measure_id], typed.evidence, [])
        except ItaError as refusal:
            self.tell(refusal)
        self.show_pieces()

    @work(thread=True)
    def _copy_in(self, typed: Typed, piece: Evidence | None = None) -> None:
        """Copy a file into the vault in a thread, showing how far it is; then attach it."""
        assert typed.path is not None
        try:
            if piece is None or piece.id is None:
                tasks.attach_file(
                    self.desk.store, self.measure_id, typed.path, typed.evidence, self._tell_progress
                )
            else:
                slot = piece.current_files[0].slot if piece.current_files else None
                tasks.attach_revision(self.desk.store, piece.id, slot, typed.path, self._tell_progress)
        except ItaError as refusal:
            self.app.call_from_thread(self.tell, refusal)
        self.app.call_from_thread(self._copied)

    def _tell_progress(self, done: int, whole: int) -> None:
        self.app.call_from_thread(self._show_progress, done, whole)

    def _show_progress(self, done: int, whole: int) -> None:
        bar = self.query_one("#copying", ProgressBar)
        bar.display = True
        bar.update(total=max(1, whole), progress=done)

    def _copied(self) -> None:
        self.query_one("#copying").display = False
        self.show_pieces()

    @work
    async def action_use(self) -> None:
        """Let evidence of another measure prove this one too."""
        mine = {piece.id for piece in self.measure.evidence} if self.measure else set()
        others = [p for p in self.desk.store.evidence.of_year(self.desk.year) if p.id not in mine]
        if not others:
            self.app.notify("ยังไม่มีหลักฐานอื่นในปีนี้ · กด a เพื่อเพิ่มหลักฐานใหม่", markup=False)
            return
        answers = [(str(piece.id), f"{piece.title} ({piece.kind.label})") for piece in others]
        chosen = await self.app.push_screen_wait(Choice("ใช้หลักฐานใดกับมาตรการนี้ด้วย", answers))
        if chosen is not None:
            try:
                self.desk.store.evidence.link(int(chosen), self.measure_id)
            except ItaError as refusal:
                self.tell(refusal)
            self.show_pieces()

    @on(OptionList.OptionSelected, "#pieces")
    def action_open(self) -> None:
        """Open the file (a copy of it, so that nothing can be edited) or the link with the desktop's program."""
        piece = self.chosen()
        if piece is None:
            return
        try:
            if piece.current_files:
                file = piece.current_files[0]
                open_with_desktop(self.desk.store.vault.readable_copy(file.sha256, file.name))
            elif piece.url:
                open_with_desktop(piece.url)
            else:
                raise NothingOpensIt(f"เลขที่ {piece.document_number}")
        except ItaError as refusal:
            self.tell(refusal)

    @work
    async def action_edit(self) -> None:
        piece = self.chosen()
        if piece is None:
            return
        typed = await self.app.push_screen_wait(EvidenceForm(piece))
        if typed is not None:
            try:
                self.desk.store.evidence.save(typed.evidence)
            except ItaError as refusal:
                self.tell(refusal)
            self.show_pieces()

    @work
    async def action_replace(self) -> None:
        piece = self.chosen()
        if piece is None:
            return
        path = await self.app.push_screen_wait(
            Ask(f"ไฟล์ฉบับใหม่ของ «{piece.title}»", hint="ฉบับเดิมยังเก็บไว้ · ↵ ตกลง")
        )
        if path and path.strip():
            self._copy_in(Typed(piece, places.typed_path(path)), piece)

    @work(thread=True)
    def action_check(self) -> None:
        """Read every file of this measure again and compare it with its SHA-256."""
        measure = self.measure
        if measure is None:
            return
        found = [
            f"{file.name}: {state.label}"
            for piece in measure.evidence
            for file in piece.files
            if (state := self.desk.store.vault.state(file.sha256, thorough=True)) is not FileState.PRESENT
        ]
        count = sum(len(piece.files) for piece in measure.evidence)
        words = "\n".join(found) or f"ไฟล์ทั้ง {thai_digits(count)} ไฟล์ครบถ้วนและไม่ถูกแก้ไข"
        severity = "warning" if found else "information"
        self.app.call_from_thread(
            self.app.notify, words, title="ตรวจไฟล์หลักฐาน", severity=severity, markup=False
        )

    @work
    async def action_detach(self) -> None:
        piece = self.chosen()
        if piece is None or piece.id is None:
            return
        question = f"ถอดหลักฐาน «{piece.title}» ออกจากมาตรการนี้\nไฟล์ยังอยู่ในคลัง และเลิกทำได้ด้วย Ctrl+Z"
        if await self.app.push_screen_wait(Confirm(question, yes="ถอดหลักฐาน")) == "yes":
            try:
                self.desk.store.evidence.detach(piece.id, self.measure_id)
            except ItaError as refusal:
                self.tell(refusal)
            self.show_pieces()

    def action_back(self) -> None:
        self.dismiss(None)


def _line(label: str, name: str, value: str, hint: str) -> ComposeResult:
    with Horizontal(classes="line"):
        yield Static(label, markup=False)
        yield ThaiInput(value, placeholder=hint, id=name, compact=True, select_on_focus=False)
