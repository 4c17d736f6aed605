"""The form for a piece of evidence: a file, a link or a document number, and what stands about it."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from ita_tui.domain.evidence import Evidence, EvidenceKind
from ita_tui.thai.typed import one_line
from screens.dialogs import TypingDialog
from screens.keys import Command, bindings
from screens.typed_paths import NO_FILE, typed_file
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.date_field import DateField
from screens.widgets.field import Field
from screens.widgets.link_field import REPAIR, LinkField
from screens.widgets.thai_input import ThaiInput


@dataclass(frozen=True)
class Typed:
    """What was typed about a piece of evidence: what stands about it, and the file where there is one."""

    evidence: Evidence
    path: Path | None = None


class EvidenceForm(TypingDialog[Typed]):
    """One form for every kind: whichever of file, link and document number is filled in says what it is.

    ``piece`` is the evidence to change; ``typed`` is what was typed before and could not be taken, to be put
    right.
    """

    DEFAULT_CSS = """
    EvidenceForm { align: center middle; }
    EvidenceForm > Vertical {
        width: 76; max-width: 98%; height: auto; max-height: 100%; overflow-y: auto;
        border: round $accent; background: $surface; padding: 0 1;
    }
    EvidenceForm .line { height: 1; margin: 0 0 1 0; }
    EvidenceForm .line Static { width: 18; color: $text-muted; }
    EvidenceForm ThaiInput { width: 1fr; }
    EvidenceForm Field { min-height: 2; }
    EvidenceForm Field Label { width: 18; }
    EvidenceForm DateField .understood, EvidenceForm LinkField .doubt { margin: 0 0 0 18; }
    EvidenceForm .hint { color: $text-muted; height: auto; }
    EvidenceForm #complaint { color: $text-error; height: auto; }
    """
    BINDINGS = bindings(
        (
            Command("ctrl+s", "done", "บันทึก", "บันทึกหลักฐาน", priority=True),
            REPAIR,
            Command("escape", "cancel", "ยกเลิก", "ปิดโดยไม่เพิ่ม"),
        )
    )

    def __init__(self, piece: Evidence | None = None, typed: Typed | None = None, *, near: date) -> None:
        """A date without a year lies in the fiscal year of ``near``."""
        super().__init__(pending=typed is not None)
        self.near = near
        self.piece = piece
        self.before = typed or Typed(piece or Evidence("", EvidenceKind.FILE))

    def compose(self) -> ComposeResult:
        shown, path = self.before.evidence, self.before.path
        with Vertical():
            yield Static("แก้ไขหลักฐาน" if self.piece else "เพิ่มหลักฐาน", classes="hint")
            yield ChoiceRow([(kind.value, kind.label) for kind in EvidenceKind], id="kind", value=shown.kind)
            if self.piece is None:
                yield from _line("ไฟล์", "path", str(path or ""), "พิมพ์ วาง หรือลากไฟล์มาที่นี่")
            yield _named(LinkField("ลิงก์", shown.url, select=False), "url")
            yield from _line("เลขที่หนังสือ", "document_number", shown.document_number, "")
            yield from _line("หน้า", "page", shown.page, "")
            yield from _line("ชื่อหลักฐาน", "title", shown.title, "เว้นว่างไว้ใช้ชื่อไฟล์หรือเลขที่")
            dated = DateField("วันที่ในเอกสาร", shown.document_date, near=self.near, select=False)
            yield _named(dated, "date")
            yield from _line("หมายเหตุ", "note", shown.note, "")
            yield Static(id="complaint", markup=False)
            yield Static("Tab ช่องถัดไป · Ctrl+S หรือ ↵ บันทึก · Esc ยกเลิก", classes="hint")

    def on_mount(self) -> None:
        self.set_focus(self.query_one("#title" if self.piece else "#path"))

    def _text(self, name: str) -> str:
        return " ".join(self.query_one(f"#{name}", ThaiInput).value.split())

    @on(ThaiInput.Submitted)
    def action_done(self) -> None:
        """Give what was typed, or say what is missing and keep it all."""
        typed = self._typed_path()
        path = typed_file(typed) if typed else None
        complaint = self._complaint(typed, path)
        if complaint is not None:
            words, field = complaint
            self.query_one("#complaint", Static).update(words)
            self.query_one(f"#{field}").focus()
            return
        self.dismiss(Typed(self._evidence(path), path))

    def _complaint(self, typed: str, path: Path | None) -> tuple[str, str] | None:
        """What cannot be taken as it is typed, and the field to put right; None where all can."""
        url, number = self.query_one(LinkField).link, self._text("document_number")
        if typed and path is None:
            return f"{NO_FILE}\n{one_line(typed)}", "path"
        if url and not url.lower().startswith(("http://", "https://")):
            return "ลิงก์ต้องขึ้นต้นด้วย http:// หรือ https://", "url"
        if self.query_one(DateField).trouble is not None:
            return "อ่านวันที่ในเอกสารไม่ได้ · แก้ตามที่บอกไว้ใต้ช่อง หรือเว้นว่างไว้", "date"
        if not typed and not url and not number and self.piece is None:
            return "ยังไม่ได้ระบุหลักฐาน · ใส่ไฟล์ ลิงก์ หรือเลขที่หนังสืออย่างใดอย่างหนึ่ง", "path"
        return None

    def _evidence(self, path: Path | None) -> Evidence:
        url, number = self.query_one(LinkField).link, self._text("document_number")
        return replace(
            self.piece or Evidence("", EvidenceKind.FILE),
            title=self._text("title") or (path.name if path else "") or number or url,
            kind=self._kind(path, url),
            url=url,
            document_number=number,
            page=self._text("page"),
            document_date=self.query_one(DateField).day,
            note=self._text("note"),
        )

    def action_repair_link(self) -> None:
        self.query_one(LinkField).repair()

    def _typed_path(self) -> str:
        """The path as it was typed; evidence that is there already has no field for one."""
        return "".join(field.value for field in self.query("#path").results(ThaiInput)).strip()

    def _kind(self, path: Path | None, url: str) -> EvidenceKind:
        """What she chose, unless it cannot be: a link without a file is a link."""
        chosen = EvidenceKind(self.query_one("#kind", ChoiceRow).value)
        if self.piece is not None or path is not None or chosen is not EvidenceKind.FILE:
            return chosen
        return EvidenceKind.LINK if url else EvidenceKind.DOCUMENT


def _named(field: Field, name: str) -> Field:
    """A field whose input answers to the name, as those of the other lines do."""
    field.input.id = name
    return field


def _line(label: str, name: str, value: str, hint: str) -> ComposeResult:
    with Horizontal(classes="line"):
        yield Static(label, markup=False)
        yield ThaiInput(value, placeholder=hint, id=name, compact=True, select_on_focus=False)
