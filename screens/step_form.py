"""The form of a step: its text, how far it is, who sees to it, and its share of the progress."""

from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Label

from ita_tui.domain.measure import Step, WorkStatus
from ita_tui.thai.numerals import arabic_digits, digits
from screens.form import FORM_CSS, Form
from screens.keeping_dialog import Keep
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.field import Field

HEAVIEST = 100
_LABEL_CELLS = 21


class StepForm(Form[Step]):
    """One step of a measure; a new one has no text yet."""

    DEFAULT_CSS = FORM_CSS.format(name="StepForm")

    def __init__(self, step: Step | None, keep: Keep[Step]) -> None:
        super().__init__(keep)
        self.new = step is None
        self.step = step or Step("")

    def compose(self) -> ComposeResult:
        step = self.step
        with VerticalScroll(can_focus=False):
            yield Label("เพิ่มขั้นตอน" if self.new else "แก้ขั้นตอน", classes="question", markup=False)
            yield Field("ขั้นตอน", " ".join(step.text.split()), id="text", select=False)
            statuses = [(status.value, f"{status.sign} {status.label}") for status in WorkStatus]
            yield ChoiceRow(
                statuses, value=step.status.value, label="สถานะ" + " " * (_LABEL_CELLS - 4), id="step-status"
            )
            yield Field("ผู้รับผิดชอบ", step.responsible, hint="เว้นว่างเมื่อเป็นของมาตรการ", id="step-responsible")
            yield Field("น้ำหนัก", digits(step.weight), hint=digits("1"), id="weight")
            yield Label("น้ำหนักคือสัดส่วนของขั้นตอนในความคืบหน้า ปกติเท่ากันทุกขั้นตอน", classes="hint", markup=False)
            yield Label(self.HINT, classes="hint", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.set_focus(self.query_one("#text", Field).input)

    def answer(self) -> Step | None:
        text, weight = self.query_one("#text", Field), self.query_one("#weight", Field)
        text.complaint = "" if text.value else "พิมพ์ข้อความของขั้นตอนก่อน"
        typed = arabic_digits(weight.value or "1")
        right = typed.isascii() and typed.isdigit() and 1 <= int(typed[:9]) <= HEAVIEST
        weight.complaint = "" if right else f"พิมพ์จำนวนเต็ม {digits(1)} ถึง {digits(HEAVIEST)}"
        if self.complains:
            return None
        as_it_stood = text.value == " ".join(self.step.text.split())
        return replace(
            self.step,
            text=self.step.text if as_it_stood else text.value,
            status=WorkStatus(self.query_one("#step-status", ChoiceRow).value),
            responsible=self.query_one("#step-responsible", Field).value,
            weight=int(typed),
        )
