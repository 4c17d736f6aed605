"""A form over a screen: its fields say themselves what is wrong with them, and it stays until all of it is saved."""

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from textual import on, work

from ita_tui.errors import ItaError
from screens.dialogs import TypingDialog
from screens.keys import Command, bindings
from screens.notices import tell
from screens.widgets.field import Field
from screens.widgets.thai_input import ThaiInput

Answer = TypeVar("Answer")
Keep = Callable[[Answer], Awaitable[bool]]
"""Saves an answer: False where she would rather change it, ItaError where the store refuses it."""

FORM_CSS = """
{name} {{ align: center middle; }}
{name} > VerticalScroll {{
    width: 76; max-width: 98%; height: auto; max-height: 96%;
    border: round $accent; background: $surface; padding: 0 1;
}}
{name} .question {{ width: 1fr; margin: 0 0 1 0; text-style: bold; }}
{name} .hint {{ width: 1fr; margin: 1 0 0 0; color: $text-muted; }}
"""


class Form(TypingDialog[Answer], Generic[Answer]):
    """Enter or Ctrl+S saves where all can be read; Esc gives up, and asks first where anything was typed.

    It closes with the answer once ``keep`` has saved it, and with None where it was given up. What the store
    refuses becomes a notice, with everything typed still in the fields.
    """

    BINDINGS = bindings(
        (
            Command("ctrl+s", "done", "บันทึก", "บันทึกและปิดแบบฟอร์ม", priority=True),
            Command("enter", "done", "บันทึก", "บันทึกและปิดแบบฟอร์ม", shown=False),
            Command("escape", "cancel", "ยกเลิก", "ปิดโดยไม่บันทึก"),
        )
    )
    HINT = "Tab ช่องถัดไป · ↵ บันทึก · Esc ยกเลิก"

    def __init__(self, keep: Keep[Answer]) -> None:
        super().__init__()
        self._keep = keep
        self._keeping = False

    def answer(self) -> Answer | None:
        """What was typed, or None with a complaint beside what cannot be read."""
        raise NotImplementedError

    @property
    def complains(self) -> bool:
        return any(field.complaint for field in self.query(Field))

    @on(ThaiInput.Submitted)
    def action_done(self) -> None:
        """Save the answer and close, or stay with the cursor in the first field that cannot be read."""
        answer = self.answer()
        if answer is None:
            complaining = (field for field in self.query(Field) if field.complaint)
            if (first := next(complaining, None)) is not None:
                first.input.focus()
        elif not self._keeping:  # Enter came twice
            self._keeping = True
            self._save(answer)

    @work
    async def _save(self, answer: Answer) -> None:
        try:
            kept = await self._keep(answer)
        except ItaError as refusal:
            tell(self.app, refusal)
            kept = False
        if kept:
            self.dismiss(answer)
        else:
            self._keeping = False
