"""The fields of one measure, in the order in which the secretary fills them in."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.widgets import OptionList, Static

from ita_tui.domain.measure import FIELD_WORDS, Measure, Proof, Step, WorkStatus
from ita_tui.domain.period import Period
from ita_tui.thai.dates import short_date
from ita_tui.thai.numerals import digits, said, shown
from screens.keys import Command, bindings
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.thai_input import ThaiInput
from screens.widgets.thai_text_area import ThaiTextArea

NO_DAYS = "อ่านเป็นวันไม่ได้ จึงไม่เตือนเมื่อเกินกำหนด · พิมพ์เช่น ต.ค. ๖๘ – ก.ย. ๖๙ หรือ ไตรมาส ๒"
NO_PERCENT = "รับเฉพาะจำนวนเต็ม ๐ ถึง ๑๐๐"
TEXTS = ("result", "outcome", "recommendation", "method", "guideline", "follow_up")


class StepList(OptionList):
    """The steps of a measure, ticked with the space bar."""

    BINDINGS = bindings(
        (
            Command("space", "select", "ทำแล้ว/ยัง", "ทำเครื่องหมายขั้นตอนที่เลือกว่าทำแล้ว หรือยังไม่ทำ"),
            Command("a", "screen.add_step", "เพิ่มขั้นตอน", "เพิ่มขั้นตอนใหม่"),
            Command("e", "screen.edit_step", "แก้ขั้นตอน", "แก้ข้อความ สถานะ ผู้รับผิดชอบ และน้ำหนักของขั้นตอน"),
            Command("delete", "screen.remove_step", "ลบขั้นตอน", "ลบขั้นตอนที่เลือก"),
            Command("[", "screen.move_step(-1)", "เลื่อนขึ้น", "เลื่อนขั้นตอนขึ้นหนึ่งลำดับ", shown=False),
            Command("]", "screen.move_step(1)", "เลื่อนลง", "เลื่อนขั้นตอนลงหนึ่งลำดับ", shown=False),
            Command("ctrl+up", "screen.move_step(-1)", "เลื่อนขึ้น", "เลื่อนขั้นตอนขึ้นหนึ่งลำดับ", shown=False),
            Command("ctrl+down", "screen.move_step(1)", "เลื่อนลง", "เลื่อนขั้นตอนลงหนึ่งลำดับ", shown=False),
        )
    )


class TitleArea(ThaiTextArea):
    """A title is wrapped over lines but has no line ends of its own: Enter goes on to the next field."""

    async def _on_key(self, event: Key) -> None:
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            self.screen.focus_next()
            return
        await super()._on_key(event)


class PercentInput(ThaiInput):
    """Takes 0 to 100 in either digits and says why where it takes no more."""

    # Blanks and a percent sign may come with a paste.
    TAKEN = r"\s*(?:[1๑][0๐][0๐]|[0-9๐-๙]{0,2})\s*%?\s*"

    class Refused(Message):
        """What was typed or pasted was not taken."""

    def __init__(self) -> None:
        super().__init__(id="percent", compact=True, restrict=self.TAKEN)

    def restricted(self) -> None:
        super().restricted()
        self.post_message(self.Refused())


class MeasureFields(VerticalScroll, can_focus=False):
    """The widgets alone: the screen above fills them and reads them."""

    def __init__(self) -> None:
        super().__init__(id="fields")

    def compose(self) -> ComposeResult:
        yield ChoiceRow([(s.value, s.label) for s in WorkStatus], id="status", label=FIELD_WORDS["status"])
        yield Static(id="cancelled", markup=False)
        with Horizontal(classes="line", id="percent-line"):
            yield Static(FIELD_WORDS["percent"] + " (%)", classes="label")
            yield PercentInput()
            yield Static(id="percent-refused", markup=False)
        yield Static(id="steps-label", markup=False)
        yield StepList(id="steps", compact=True)
        for field in TEXTS[:3]:
            yield from _text_field(field)
        with Horizontal(classes="line"):
            yield Static("บันทึกวันนี้", classes="label")
            yield ThaiInput(id="note", compact=True, placeholder="พิมพ์แล้วกด ↵")
        yield Static(id="notes", markup=False)
        for field in ("responsible", "period"):
            with Horizontal(classes="line"):
                yield Static(FIELD_WORDS[field], classes="label")
                yield ThaiInput(id=field, compact=True, select_on_focus=False)
        yield Static(id="understood", markup=False)
        yield Static(id="plan", markup=False)
        yield ChoiceRow([(p.value, p.label) for p in Proof], id="proof", label="หลักฐาน")
        yield Static(id="evidence", markup=False)
        for field in TEXTS[3:]:
            yield from _text_field(field)
        yield Static(id="last-change", markup=False)


def period_words(period: Period) -> str:
    """How the words of a period are understood, or what to type so that they tell days."""
    if period.start is not None and period.end is not None:
        first, last = short_date(period.start), short_date(period.end)
        return f"= {first}" if first == last else f"= {first} ถึง {last}"
    if not period.text.strip():
        return "ยังไม่ระบุระยะเวลา"
    return said(f"▲ {NO_DAYS}")


def plan_words(measure: Measure) -> str:
    """What is planned of a measure beside its texts, on a line, after the key that opens it."""
    who = ", ".join(measure.divisions)
    sections = f" ({', '.join(measure.sections)})" if measure.sections else ""
    parts = (
        f"ประเด็นที่ {digits(measure.issue)}" if measure.issue else "",
        shown(f"{who}{sections}".strip()),
        f"{FIELD_WORDS['items']} {', '.join(measure.items)}" if measure.items else "",
        f"ยกระดับ {', '.join(measure.answers)}" if measure.answers else "",
    )
    return "แผน (Ctrl+L)  " + (" · ".join(filter(None, parts)) or "ประเด็น ส่วนราชการ ข้อ OIT และข้อที่มุ่งยกระดับ")


def _text_field(field: str) -> ComposeResult:
    with Vertical(classes="text-field"):
        yield Static(FIELD_WORDS[field], classes="label")
        yield ThaiTextArea(id=field, compact=True)


def step_line(step: Step) -> Content:
    """[✓] จัดเวทีรับฟังความคิดเห็น · กองช่าง · น้ำหนัก ๒."""
    weight = f"น้ำหนัก {digits(step.weight)}" if step.weight > 1 else ""
    beside = " · ".join(filter(None, (shown(step.responsible), weight)))
    text = f"[{_tick(step)}] {shown(step.text)}"
    return Content.assemble(text, (f" · {beside}" if beside else "", "$foreground-muted"))


def _tick(step: Step) -> str:
    return {WorkStatus.COMPLETED: "✓", WorkStatus.CANCELLED: "✕", WorkStatus.IN_PROGRESS: "◐"}.get(
        step.status, " "
    )
