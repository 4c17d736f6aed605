"""Small questions that stand over a screen: yes or no, one line of text, one of several."""

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from screens.keys import Command, bindings
from screens.notices import tell
from screens.still_typed import StillTyped
from screens.widgets.thai_input import ThaiInput

Answer = TypeVar("Answer")
CANCEL = Command("escape", "cancel", "ยกเลิก", "ปิดโดยไม่ทำอะไร")

_CSS = """
{name} {{ align: center middle; }}
{name} > Vertical {{
    width: 64; max-width: 94%; height: auto; max-height: 90%;
    border: round $accent; background: $surface; padding: 0 1;
}}
{name} .question {{ width: 1fr; margin: 0 0 1 0; }}
{name} .hint {{ width: 1fr; color: $text-muted; }}
{name} OptionList {{ height: auto; max-height: 14; border: none; background: $surface; }}
"""


class Choice(ModalScreen[str | None]):
    """One of several: (key of the answer, its words). Esc gives None. The first answer is the safe one."""

    DEFAULT_CSS = _CSS.format(name="Choice")
    BINDINGS = bindings([CANCEL])

    def __init__(self, question: str, answers: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.question = question
        self.answers = answers

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label(self.question, classes="question", markup=False)
            yield OptionList(*(Option(Content(words), id=key) for key, words in self.answers))
            yield Label("↑ ↓ เลือก · ↵ ตกลง · Esc ยกเลิก", classes="hint")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_cancel(self) -> None:
        self.dismiss(None)


class Confirm(Choice):
    """Yes or no about something that takes away: "no" stands first."""

    DEFAULT_CSS = _CSS.format(name="Confirm")

    def __init__(self, question: str, yes: str, no: str = "ไม่ทำ กลับไปเหมือนเดิม") -> None:
        super().__init__(question, [("no", no), ("yes", yes)])


class TypingDialog(ModalScreen[Answer | None]):
    """A dialog with fields to type in: no key of the program takes away unasked what was typed in them."""

    SAVE: ClassVar[str] = "กด Ctrl+S เพื่อบันทึก"

    def on_mount(self) -> None:
        self._at_first = self.typed()

    def typed(self) -> tuple[str, ...]:
        """What stands in the fields, in their order."""
        return tuple(field.value for field in self.query(ThaiInput))

    @property
    def has_typed(self) -> bool:
        return self.typed() != self._at_first

    def save_now(self) -> bool:
        """Whether the program may leave the dialog: not while something was typed that only she can judge."""
        if self.has_typed:
            tell(self.app, StillTyped(save=self.SAVE, drop="กด Esc เพื่อทิ้ง"))
        return not self.has_typed

    @work
    async def action_cancel(self) -> None:
        """Close without an answer; where several fields were filled in, ask first."""
        several = len(self.typed()) > 1
        question = Confirm("ยังไม่ได้บันทึกสิ่งที่พิมพ์ในแบบฟอร์มนี้", "ทิ้งสิ่งที่พิมพ์", "กลับไปพิมพ์ต่อ")
        if self.has_typed and several and await self.app.push_screen_wait(question) != "yes":
            return
        self.dismiss(None)


class Ask(TypingDialog[str]):
    """One line of text. Esc gives None, an empty line the empty text."""

    DEFAULT_CSS = _CSS.format(name="Ask")
    BINDINGS = bindings([CANCEL])
    SAVE = "กด ↵ เพื่อบันทึก"

    def __init__(self, question: str, value: str = "", hint: str = "") -> None:
        super().__init__()
        self.question = question
        self.value = value
        self.hint = hint

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label(self.question, classes="question", markup=False)
            yield ThaiInput(self.value)
            yield Label(self.hint or "↵ ตกลง · Esc ยกเลิก", classes="hint", markup=False)

    def on_input_submitted(self, event: ThaiInput.Submitted) -> None:
        event.stop()
        self.dismiss(event.value)
