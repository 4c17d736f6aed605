"""A form over a screen, in which nothing typed is lost by leaving it."""

from typing import TypeVar

from textual import on, work
from textual.screen import ModalScreen

from screens.dialogs import Choice
from screens.keys import Command, bindings
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.field import Field
from screens.widgets.thai_input import ThaiInput
from screens.widgets.thai_text_area import ThaiTextArea

Answer = TypeVar("Answer")

FORM_CSS = """
{name} {{ align: center middle; }}
{name} > VerticalScroll {{
    width: 76; max-width: 98%; height: auto; max-height: 96%;
    border: round $accent; background: $surface; padding: 0 1;
}}
{name} .question {{ width: 1fr; margin: 0 0 1 0; text-style: bold; }}
{name} .hint {{ width: 1fr; margin: 1 0 0 0; color: $text-muted; }}
"""
_LEAVING = (
    ("stay", "กลับไปแก้ต่อ"),
    ("save", "บันทึกแล้วปิด"),
    ("drop", "ทิ้งสิ่งที่พิมพ์แล้วปิด"),
)


class Form(ModalScreen[Answer | None]):
    """Enter or Ctrl+S gives the answer where all can be read; Esc gives None, and asks first where anything was typed.

    ``pending`` says that what stands in the fields at first is not saved yet.
    """

    BINDINGS = bindings(
        (
            Command("ctrl+s", "done", "บันทึก", "บันทึกและปิดแบบฟอร์ม", priority=True),
            Command("enter", "done", "บันทึก", "บันทึกและปิดแบบฟอร์ม", shown=False),
            Command("escape", "cancel", "ยกเลิก", "ปิดโดยไม่บันทึก"),
        )
    )
    HINT = "Tab ช่องถัดไป · ↵ บันทึก · Esc ยกเลิก"

    def __init__(self, *, pending: bool = False) -> None:
        super().__init__()
        self.pending = pending
        self._first: tuple[object, ...] = ()

    def on_mount(self) -> None:
        self._first = self.typed()

    def answer(self) -> Answer | None:
        """What was typed, or None with a complaint beside what cannot be read."""
        raise NotImplementedError

    def typed(self) -> tuple[object, ...]:
        """Everything that stands in the fields, for comparing."""
        return (
            *(field.value for field in self.query(Field)),
            *(row.value for row in self.query(ChoiceRow)),
            *(area.text for area in self.query(ThaiTextArea)),
        )

    @property
    def changed(self) -> bool:
        return self.pending or self.typed() != self._first

    @property
    def complains(self) -> bool:
        return any(field.complaint for field in self.query(Field))

    @on(ThaiInput.Submitted)
    def action_done(self) -> None:
        """Close with the answer, or stay with the cursor in the first field that cannot be read."""
        answer = self.answer()
        if answer is not None:
            self.dismiss(answer)
            return
        for field in self.query(Field):
            if field.complaint:
                field.input.focus()
                return

    @work
    async def action_cancel(self) -> None:
        leave = "drop"
        if self.changed:
            question = "ยังไม่ได้บันทึกสิ่งที่พิมพ์ในแบบฟอร์มนี้"
            chosen = await self.app.push_screen_wait(Choice(question, _LEAVING))
            leave = chosen or "stay"
        if leave == "save":
            self.action_done()
        elif leave == "drop":
            self.dismiss(None)

    def save_now(self) -> bool:
        """Whether the program may leave this form: only while nothing in it waits to be saved."""
        if self.changed:
            self.app.notify(
                "กด Ctrl+S เพื่อบันทึก หรือกด Esc เพื่อเลือกว่าจะทิ้ง",
                title="ยังไม่ได้บันทึกสิ่งที่พิมพ์ในแบบฟอร์มนี้",
                severity="warning",
                markup=False,
            )
        return not self.changed
