"""The fields of one measure, in the order in which the secretary fills them in."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Key
from textual.widgets import OptionList, Static

from ita_tui.domain.measure import FIELD_WORDS, Proof, WorkStatus
from screens.keys import Command, bindings
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.thai_input import ThaiInput
from screens.widgets.thai_text_area import ThaiTextArea

TEXTS = ("result", "outcome", "recommendation", "method", "guideline", "follow_up")


class StepList(OptionList):
    """The steps of a measure, ticked with the space bar."""

    BINDINGS = bindings(
        (
            Command("space", "select", "ทำแล้ว/ยัง", "ทำเครื่องหมายขั้นตอนที่เลือกว่าทำแล้ว หรือยังไม่ทำ"),
            Command("a", "screen.add_step", "เพิ่มขั้นตอน", "เพิ่มขั้นตอนใหม่"),
            Command("e", "screen.edit_step", "แก้ขั้นตอน", "แก้ข้อความของขั้นตอน"),
            Command("delete", "screen.remove_step", "ลบขั้นตอน", "ลบขั้นตอนที่เลือก"),
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


class MeasureFields(VerticalScroll, can_focus=False):
    """The widgets alone: the screen above fills them and reads them."""

    def __init__(self) -> None:
        super().__init__(id="fields")

    def compose(self) -> ComposeResult:
        yield ChoiceRow([(s.value, s.label) for s in WorkStatus], id="status", label=FIELD_WORDS["status"])
        yield Static(id="cancelled", markup=False)
        with Horizontal(classes="line", id="percent-line"):
            yield Static(FIELD_WORDS["percent"] + " (%)", classes="label")
            yield ThaiInput(id="percent", compact=True, restrict="100|๑๐๐|[0-9๐-๙]{0,2}")
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
        yield ChoiceRow([(p.value, p.label) for p in Proof], id="proof", label="หลักฐาน")
        yield Static(id="evidence", markup=False)
        for field in TEXTS[3:]:
            yield from _text_field(field)
        yield Static(id="last-change", markup=False)


def _text_field(field: str) -> ComposeResult:
    with Vertical(classes="text-field"):
        yield Static(FIELD_WORDS[field], classes="label")
        yield ThaiTextArea(id=field, compact=True)
