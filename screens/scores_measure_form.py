"""The form with which a measure is started from a weak item: its title, and whether it is a measure or a proposal."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Label, Static

from ita_tui.domain.analysis import WeakItem
from ita_tui.thai.numerals import digits, shown
from ita_tui.thai.words import cut
from screens.form import FORM_CSS, Form
from screens.keeping_dialog import Keep
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.field import Field

MEASURE, PROPOSAL = "measure", "proposal"
_ROOM = 68


@dataclass(frozen=True)
class Started:
    """What she answered: the title of the new measure, and whether it is a proposal."""

    title: str
    proposal: bool


class StartMeasureForm(Form[Started]):
    """Says what will be filled in from the item, and asks for the rest."""

    DEFAULT_CSS = (
        FORM_CSS.format(name="StartMeasureForm")
        + """
    StartMeasureForm .about { height: auto; color: $text-muted; margin: 0 0 1 0; }
    """
    )
    HINT = "↵ บันทึกและเปิดมาตรการ · Esc ยกเลิก"

    def __init__(self, weak: WeakItem, items: tuple[str, ...], keep: Keep[Started]) -> None:
        """``items`` are the OIT codes of this year that the measure will have."""
        super().__init__(keep)
        self.weak = weak
        self.items = items

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            yield Label("ตั้งมาตรการเพื่อยกระดับ", classes="question", markup=False)
            yield Static(self._about(), classes="about", markup=False)
            yield Field("ชื่อมาตรการ", id="title")
            ways = [(MEASURE, "มาตรการของปีนี้"), (PROPOSAL, "ข้อเสนอมาตรการ")]
            yield ChoiceRow(ways, label="ตั้งเป็น" + " " * 16, id="kind")
            yield Label(self.HINT, classes="hint", markup=False)

    def _about(self) -> str:
        """The item, and what the new measure will hold of it."""
        lines = [cut(shown(line), _ROOM) for line in self.weak.words.splitlines()]
        filled = [
            f"ประเด็นที่ {digits(self.weak.issue)}" if self.weak.issue else "",
            "แนวทางการปฏิบัติจากบทวิเคราะห์" if self.weak.guideline.strip() else "",
            f"ข้อ OIT ของปีนี้ {' '.join(self.items)}" if self.items else "",
        ]
        told = " · ".join(filter(None, filled))
        return "\n".join([*lines, *([f"เติมให้: {told}"] if told else [])])

    def on_mount(self) -> None:
        super().on_mount()
        self.set_focus(self.query_one("#title", Field).input)

    def answer(self) -> Started | None:
        field = self.query_one("#title", Field)
        if not field.value:
            field.complaint = "พิมพ์ชื่อมาตรการก่อน"
            return None
        return Started(field.value, self.query_one("#kind", ChoiceRow).value == PROPOSAL)
