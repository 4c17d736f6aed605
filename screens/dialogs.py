"""Small questions that stand over a screen: yes or no, one line of text, one of several."""

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual import on, work
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList, TextArea
from textual.widgets.option_list import Option

from screens.keys import Command, bindings
from screens.notices import tell
from screens.still_typed import StillTyped
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.thai_input import ThaiInput
from screens.widgets.thai_text_area import ThaiTextArea

Answer = TypeVar("Answer")
CANCEL = Command("escape", "cancel", "ยกเลิก", "ปิดโดยไม่ทำอะไร")
EVERYTHING = "ทั้งหมด"
_LEAVING = (
    ("stay", "กลับไปแก้ต่อ"),
    ("save", "บันทึกแล้วปิด"),
    ("drop", "ทิ้งสิ่งที่พิมพ์แล้วปิด"),
)

_CSS = """
{name} {{ align: center middle; }}
{name} > Vertical {{
    width: 64; max-width: 94%; height: auto; max-height: 90%;
    border: round $accent; background: $surface; padding: 0 1;
}}
{name} .question {{ width: 1fr; margin: 0 0 1 0; }}
{name} .hint {{ width: 1fr; color: $text-muted; }}
{name} ThaiInput {{ width: 1fr; margin: 0 0 1 0; background: $boost; }}
{name} OptionList {{ height: auto; max-height: 14; border: none; background: $surface; }}
"""


class Choice(ModalScreen[str | None]):
    """One of several: (key of the answer, its words). Esc gives None. The first answer is the safe one."""

    DEFAULT_CSS = _CSS.format(name="Choice")
    BINDINGS = bindings([CANCEL])

    def __init__(self, question: str, answers: Sequence[tuple[str, str]], *, at: str = "") -> None:
        """``at`` is the answer that is offered first, where it stands now."""
        super().__init__()
        self.question = question
        self.answers = answers
        self.at = at

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label(self.question, classes="question", markup=False)
            yield OptionList(*(Option(Content(words), id=key) for key, words in self.answers))
            yield Label("↑ ↓ เลือก · ↵ ตกลง · Esc ยกเลิก", classes="hint")

    def on_mount(self) -> None:
        if self.at:
            answers = self.query_one(OptionList)
            answers.highlighted = answers.get_option_index(self.at)

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

    def __init__(self, *, pending: bool = False) -> None:
        super().__init__()
        self.pending = pending
        self._first: tuple[object, ...] = ()
        self._asked = False

    def on_mount(self) -> None:
        self._first = self.typed()

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
        return not self.changed

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

    DEFAULT_CSS = _CSS.format(name="Ask")
    BINDINGS = bindings([Command("ctrl+s", "done", "ตกลง", "ใช้ข้อความที่พิมพ์", priority=True), CANCEL])
    SAVE = "กด ↵ เพื่อตกลง"
    ASKS = False  # a line alone: Esc means what it says

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
