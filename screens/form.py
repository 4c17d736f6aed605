"""A form over a screen: its fields say themselves what is wrong with them, and it stays until all of it is saved."""

from typing import Generic

from textual import on

from screens.keeping_dialog import Answer, KeepingDialog
from screens.keys import Command, bindings
from screens.widgets.field import Field
from screens.widgets.thai_input import ThaiInput

FORM_CSS = """
{name} {{ align: center middle; }}
{name} > VerticalScroll {{
    width: 76; max-width: 98%; height: auto; max-height: 96%;
    border: round $accent; background: $surface; padding: 0 1;
}}
{name} .question {{ width: 1fr; margin: 0 0 1 0; text-style: bold; }}
{name} .hint {{ width: 1fr; margin: 1 0 0 0; color: $text-muted; }}
"""


class Form(KeepingDialog[Answer], Generic[Answer]):
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
        else:
            self.keep_answer(answer)
