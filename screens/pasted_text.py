"""A text that is pasted in place of a file: caught where a path is expected, or typed into a field of its own."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Label, Static

from ita_tui.drafts import Draft, TypedField, about_form
from screens.dialogs import TypingDialog
from screens.keys import Command, bindings
from screens.notices import tell
from screens.still_typed import StillTyped
from screens.typed_paths import typed_file
from screens.widgets.field import Field
from screens.widgets.thai_input import ThaiInput
from screens.widgets.thai_text_area import ThaiTextArea

_MOST_PATHS = 20
"""Lines: a longer text is no list of dropped files, and the disk is not asked for each of its lines."""


_QUESTION, _TEXT = "วางหรือพิมพ์ตารางจากเอกสาร หน้าเว็บ หรืออีเมล พร้อมหัวตาราง", "text"


def lines_in(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line for line in text.splitlines() if line.strip()]


def one_file_in(lines: list[str]) -> Path | None:
    """The one file that is named in the lines of a paste; None where none is, or several are."""
    if len(lines) > _MOST_PATHS:
        return None
    files = [file for file in map(typed_file, lines) if file is not None]
    return files[0] if len(files) == 1 else None


class PathInput(ThaiInput):
    """What is pasted in several lines is no path or year: it is left to the screen."""

    def _on_paste(self, event: events.Paste) -> None:
        if len(lines_in(event.text)) > 1:
            event.prevent_default()  # neither ThaiInput nor Input is asked; it bubbles up
        else:
            super()._on_paste(event)


class PathField(Field):
    """A field whose input leaves a pasted text to the screen."""

    def __init__(self, label: str, value: str = "", *, hint: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(label, value, hint=hint, id=id)
        self.input = PathInput(value, placeholder=hint, compact=True)


@dataclass(frozen=True)
class TypedText:
    """What stands in the field, and whether it is to be read."""

    text: str
    wanted: bool


class PastedTextDialog(TypingDialog[TypedText]):
    """Gives the text however it is closed, so that none of it is lost. Tab writes a tab: it parts the cells."""

    DEFAULT_CSS = """
    PastedTextDialog { align: center middle; }
    PastedTextDialog > Vertical {
        width: 116; max-width: 98%; height: 94%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    PastedTextDialog ThaiTextArea { height: 1fr; background: $boost; }
    PastedTextDialog #complaint { height: auto; color: $text-error; display: none; }
    PastedTextDialog .hint { height: auto; width: 1fr; color: $text-muted; }
    """
    BINDINGS = bindings(
        (
            Command("ctrl+s", "done", "อ่าน", "อ่านตารางในข้อความนี้", priority=True),
            # A field in which Tab writes a tab keeps Esc for leaving it.
            Command("escape", "cancel", "ปิด", "ปิดโดยเก็บข้อความไว้", priority=True),
        )
    )

    def __init__(self, text: str, complaint: str = "", *, unread: bool = False) -> None:
        """``complaint`` says why the text could not be read as it is; ``unread`` where it was never read."""
        super().__init__(pending=unread)
        self.text = text
        self.complaint = complaint

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label(_QUESTION, markup=False)
            yield ThaiTextArea(self.text, id=_TEXT, compact=True)
            yield Static(self.complaint, id="complaint", markup=False)
            yield Static("Tab คั่นช่อง · Ctrl+S อ่าน · Esc ปิดโดยเก็บข้อความไว้", classes="hint", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        area = self.query_one(ThaiTextArea)
        area.tab_behavior, area.indent_type = "indent", "tabs"
        self.set_focus(area)
        self.query_one("#complaint").display = bool(self.complaint)

    def save_now(self) -> bool:
        if self.changed:
            tell(self.app, StillTyped(save="กด Ctrl+S เพื่ออ่าน", drop="ลบข้อความ"))
        return not self.changed

    @property
    def changed(self) -> bool:
        """Whether a text stands there that was never read."""
        return super().changed and bool(self.query_one(ThaiTextArea).text.strip())

    def action_done(self) -> None:
        self.dismiss(TypedText(self.query_one(ThaiTextArea).text, wanted=True))

    def action_cancel(self) -> None:  # type: ignore[override]  # nothing is asked: nothing is lost
        self.dismiss(TypedText(self.query_one(ThaiTextArea).text, wanted=False))


def pasted_draft(text: str, at: datetime) -> Draft:
    """A pasted text that is not in its field any more and not taken in yet, as a draft of the empty field."""
    field = TypedField(_TEXT, _QUESTION, text, "")
    return Draft(PastedTextDialog.__name__, about_form(_QUESTION, [""]), _QUESTION, (field,), at)
