"""Small questions that are answered with one of several words: which, or yes or no."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from screens.keys import Command, bindings

CANCEL = Command("escape", "cancel", "ยกเลิก", "ปิดโดยไม่ทำอะไร")
QUESTION_CSS = """
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

    DEFAULT_CSS = QUESTION_CSS.format(name="Choice")
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

    DEFAULT_CSS = QUESTION_CSS.format(name="Confirm")

    def __init__(self, question: str, yes: str, no: str = "ไม่ทำ กลับไปเหมือนเดิม") -> None:
        super().__init__(question, [("no", no), ("yes", yes)])
