"""The form of a new measure: its title, the rest is written in the walk."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Label

from screens.form import FORM_CSS, Form
from screens.widgets.field import Field


class NewMeasureForm(Form[str]):
    """Gives the title of a measure, or of a proposal for one."""

    DEFAULT_CSS = FORM_CSS.format(name="NewMeasureForm")
    HINT = "↵ บันทึกและเปิดมาตรการ · Esc ยกเลิก"

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            yield Label("เพิ่มมาตรการใหม่", classes="question", markup=False)
            yield Field("ชื่อมาตรการ", id="title")
            yield Label(self.HINT, classes="hint", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.set_focus(self.query_one("#title", Field).input)

    def answer(self) -> str | None:
        field = self.query_one("#title", Field)
        if not field.value:
            field.complaint = "พิมพ์ชื่อมาตรการก่อน"
        return field.value or None
