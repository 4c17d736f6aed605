"""Dialogs with fields to type in, over a screen; no key of the program takes away unasked what was typed."""

from typing import ClassVar, TypeVar

from textual import on, work
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, TextArea

from screens.choice import CANCEL, QUESTION_CSS, Choice, Confirm
from screens.drafts import asking_worker
from screens.form_drafts import FormDrafts, KeepsDrafts
from screens.keys import Command, bindings
from screens.notices import tell
from screens.still_typed import StillTyped
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.thai_input import ThaiInput
from screens.widgets.thai_text_area import ThaiTextArea

__all__ = ["CANCEL", "EVERYTHING", "Ask", "Choice", "Confirm", "TypingDialog"]

Answer = TypeVar("Answer")
EVERYTHING = "ทั้งหมด"
_LEAVING = (
    ("stay", "กลับไปแก้ต่อ"),
    ("save", "บันทึกแล้วปิด"),
    ("drop", "ทิ้งสิ่งที่พิมพ์แล้วปิด"),
)


class TypingDialog(KeepsDrafts, ModalScreen[Answer | None]):
    """A dialog with fields to type in: no key of the program takes away unasked what was typed in them.

    ``pending`` says that what stands in the fields at first is not saved yet.
    """

    # First of all: what is typed on before a field has seen the Tab would go into the field that it leaves.
    BINDINGS = [
        Binding("tab", "next_field", show=False, priority=True),
        Binding("shift+tab", "previous_field", show=False, priority=True),
    ]
    SAVE: ClassVar[str] = "กด Ctrl+S เพื่อบันทึก"
    ASKS: ClassVar[bool] = True
    DRAFTS: ClassVar[bool] = True
    """Whether what is typed is hers: not where it only names a file."""

    def __init__(self, *, pending: bool = False) -> None:
        super().__init__()
        self.pending = pending
        self.asked_by = asking_worker()
        self.drafts = FormDrafts(self, lambda: self.changed, lambda: self.pending)
        self._first: tuple[object, ...] = ()
        self._asked = False

    def on_mount(self) -> None:
        self._first = self.typed()
        if self.DRAFTS:
            self.drafts.begin(self.asked_by)

    def typed(self) -> tuple[object, ...]:
        """Everything that stands in the fields, for comparing."""
        return (
            *(field.value for field in self.query(ThaiInput)),
            *(row.value for row in self.query(ChoiceRow)),
            *(area.text for area in self.query(ThaiTextArea)),
        )

    @property
    def changed(self) -> bool:
        return self.pending or self.typed() != self._first

    def save_now(self) -> bool:
        """Whether the program may leave the dialog: not while something was typed that only she can judge."""
        if self.changed:
            tell(self.app, StillTyped(save=self.SAVE, drop="กด Esc เพื่อทิ้ง"))
        self.drafts.keep_now()
        return not self.changed

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close. What was typed is with whoever gets the answer; without one it was given up."""
        if result is None:
            self.drafts.drop()
        else:
            self.drafts.hand_over(self.asked_by)
        return super().dismiss(result)

    def action_next_field(self) -> None:
        """The field behind; a text that is indented with Tab has the key for itself."""
        if isinstance(self.focused, TextArea) and self.focused.tab_behavior == "indent":
            raise SkipAction
        self.focus_next()

    def action_previous_field(self) -> None:
        """The field before."""
        self.focus_previous()

    def action_done(self) -> None:
        """Close with the answer, or say what is missing and stay."""
        raise NotImplementedError

    @work
    async def action_cancel(self) -> None:
        """Close without an answer; where something was typed, ask first."""
        if not self.changed or not self.ASKS:
            self.dismiss(None)
            return
        if self._asked:  # Esc came twice before the question was there
            return
        self._asked = True
        leave = await self.app.push_screen_wait(Choice("ยังไม่ได้บันทึกสิ่งที่พิมพ์ในแบบฟอร์มนี้", _LEAVING))
        self._asked = False
        if leave == "save":
            self.action_done()
        elif leave == "drop":
            self.dismiss(None)


class Ask(TypingDialog[str]):
    """One line of text. Esc gives None, an empty line the empty text."""

    DEFAULT_CSS = QUESTION_CSS.format(name="Ask")
    BINDINGS = bindings([Command("ctrl+s", "done", "ตกลง", "ใช้ข้อความที่พิมพ์", priority=True), CANCEL])
    SAVE = "กด ↵ เพื่อตกลง"

    def __init__(self, question: str, value: str = "", hint: str = "") -> None:
        super().__init__()
        self.question = question
        self.value = value
        self.hint = hint

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label(self.question, classes="question", markup=False)
            yield ThaiInput(self.value, compact=True)
            yield Label(self.hint or "↵ ตกลง · Esc ยกเลิก", classes="hint", markup=False)

    @on(ThaiInput.Submitted)
    def action_done(self) -> None:
        self.dismiss(self.query_one(ThaiInput).value)
