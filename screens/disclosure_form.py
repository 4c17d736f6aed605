"""The form of an OIT item: who sees to it, where it stands on the website, and the measures it belongs to."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.events import Click
from textual.message import Message
from textual.widgets import Label, Static

from ita_tui.domain.agency import Division
from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.measure import Measure
from ita_tui.thai.numerals import arabic_digits, digits, shown
from screens.disclosure_rows import name_of
from screens.divisions import DivisionsDialog, SectionsDialog
from screens.form import FORM_CSS, Form
from screens.keeping_dialog import Keep
from screens.keys import Command, bindings
from screens.pick_dialog import PickDialog
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.date_field import DateField
from screens.widgets.field import Field
from screens.widgets.link_field import REPAIR, LinkField
from screens.widgets.thai_text_area import ThaiTextArea

LABEL_CELLS = 23


@dataclass(frozen=True)
class ItemAnswer:
    """An item as it was filled in, and the ids of the measures that it is to belong to."""

    item: DisclosureItem
    owners: frozenset[int]


class PickRow(Static, can_focus=True):
    """A line of a form that shows what was picked; Enter or the space bar opens its list."""

    DEFAULT_CSS = """
    PickRow { height: auto; width: 1fr; background: $boost; }
    PickRow:focus { background: $primary-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "open", "เลือก", key_display="↵"),
    ]

    class Opened(Message):
        """Its list is asked for."""

        def __init__(self, row: "PickRow") -> None:
            self.row = row
            super().__init__()

        @property
        def control(self) -> "PickRow":
            return self.row

    def __init__(self, words: str, *, id: str) -> None:  # noqa: A002 (as Textual has it)
        super().__init__(words, id=id, markup=False)

    def action_open(self) -> None:
        self.post_message(self.Opened(self))

    def on_click(self, event: Click) -> None:
        event.stop()
        self.action_open()


class MeasuresDialog(PickDialog[int]):
    """Gives the ids of the measures that were picked."""

    QUESTION = "มาตรการที่ข้อนี้เกี่ยวข้อง"
    FIELD_HINT = "พิมพ์เลขหรือชื่อมาตรการ แล้วกด ↵"

    def __init__(self, measures: Iterable[Measure], chosen: frozenset[int]) -> None:
        known = {measure.id: measure for measure in measures if measure.id is not None}
        super().__init__(((id_, named(measure)) for id_, measure in known.items()), chosen)
        self.numbers = {str(measure.number): id_ for id_, measure in known.items()}

    def value_of(self, typed: str) -> int | None:
        """The measure of that number, else the one measure whose title is found by it."""
        number = arabic_digits(typed)
        return self.numbers.get(number) if number.isdigit() else self.only_line(typed)

    def unknown(self, typed: str) -> str:
        many = sum(how is not None for how in self.found(typed).closeness)
        if many and not arabic_digits(typed).isdigit():
            return f"พบ {digits(many)} มาตรการที่ใกล้เคียง · พิมพ์ให้ตรงกับมาตรการเดียว หรือเลือกจากรายการด้วยแป้นวรรค"
        return f"ไม่มีมาตรการ {digits(typed)} ในปีนี้"


class DisclosureForm(Form[ItemAnswer]):
    """One item of the catalogue. A doubtful link is told and kept as typed."""

    DEFAULT_CSS = (
        FORM_CSS.format(name="DisclosureForm")
        + """
    DisclosureForm .line { height: auto; }
    DisclosureForm .line > Label { width: 23; color: $text-muted; }
    DisclosureForm #note { width: 1fr; height: 3; background: $boost; }
    DisclosureForm #note:focus { background: $primary-muted; }
    """
    )
    BINDINGS = bindings(
        (
            Command("ctrl+d", "divisions", "ส่วนราชการ", "เลือกส่วนราชการที่รับผิดชอบ", priority=True),
            Command("ctrl+g", "sections", "งาน", "เลือกงานหรือฝ่ายที่รับผิดชอบ", priority=True),
            Command("ctrl+t", "measures", "มาตรการ", "เลือกมาตรการที่ข้อนี้เกี่ยวข้อง", priority=True),
            REPAIR,
        )
    )
    HINT = "Ctrl+D ส่วนราชการ · Ctrl+G งาน · Ctrl+T มาตรการ · Ctrl+S บันทึก · Esc ปิด"

    def __init__(
        self,
        item: DisclosureItem,
        measures: Sequence[Measure],
        divisions: Callable[[], Sequence[Division]],
        keep: Keep[ItemAnswer],
        *,
        near: date,
    ) -> None:
        """``divisions`` reads the agency's list when it is to be chosen from; a date without a year is near ``near``."""
        super().__init__(keep)
        self.item = item
        self.measures = tuple(measures)
        self.known_divisions = divisions
        self.near = near
        self.divisions = item.divisions
        self.sections = item.sections
        self.owners = frozenset(m.id for m in measures if m.id is not None and item.code in m.items)

    def compose(self) -> ComposeResult:
        item = self.item
        with VerticalScroll(can_focus=False):
            yield Label(f"{item.code}  {name_of(item)}", classes="question", markup=False)
            statuses = [(s.value, f"{s.sign} {s.label}") for s in DisclosureStatus]
            label = "สถานะ" + " " * (LABEL_CELLS - 2 - len("สถานะ"))
            yield ChoiceRow(statuses, value=item.status.value, label=label, id="status")
            yield Field("ผู้รับผิดชอบ", item.responsible, hint="ตามที่จะพิมพ์ในรายงาน", id="responsible")
            with Horizontal(classes="line"):
                yield Label("ส่วนราชการ")
                yield PickRow(self._division_words, id="divisions")
            with Horizontal(classes="line"):
                yield Label("งาน/ฝ่าย")
                yield PickRow(self._section_words, id="sections")
            yield LinkField("ลิงก์", item.url, id="url")
            yield DateField("เห็นบนเว็บไซต์เมื่อ", item.seen, near=self.near, id="seen", select=False)
            with Horizontal(classes="line"):
                yield Label("หมายเหตุ")
                yield ThaiTextArea(item.note, id="note", compact=True)
            with Horizontal(classes="line"):
                yield Label("มาตรการ")
                yield PickRow(self._owner_words, id="measures")
            yield Label(self.HINT, classes="hint", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.set_focus(self.query_one("#status"))

    def typed(self) -> tuple[object, ...]:
        return (*super().typed(), self.divisions, self.sections, self.owners)

    def answer(self) -> ItemAnswer | None:
        item, seen = self.item, self.query_one("#seen", DateField)
        responsible = self.query_one("#responsible", Field)
        day = seen.checked_day()
        if seen.trouble is not None:
            return None
        return ItemAnswer(
            replace(
                item,
                status=DisclosureStatus(self.query_one("#status", ChoiceRow).value),
                responsible=_kept(item.responsible, responsible),
                divisions=self.divisions,
                sections=self.sections,
                seen=day,
                url=self.query_one(LinkField).link,
                note=self.query_one("#note", ThaiTextArea).text,
            ),
            self.owners,
        )

    def action_repair_link(self) -> None:
        self.query_one(LinkField).repair()

    @property
    def _division_words(self) -> str:
        return ", ".join(self.divisions) or "ยังไม่ได้เลือก"

    @property
    def _section_words(self) -> str:
        return ", ".join(self.sections) or "ยังไม่ได้เลือก"

    @property
    def _owner_words(self) -> str:
        owned = [named(measure) for measure in self.measures if measure.id in self.owners]
        return "\n".join(owned) or "ไม่มี"

    @on(PickRow.Opened, "#divisions")
    @work
    async def action_divisions(self) -> None:
        chosen = await self.app.push_screen_wait(DivisionsDialog(self.known_divisions(), self.divisions))
        if chosen is not None:
            self.divisions = chosen
            self.query_one("#divisions", PickRow).update(self._division_words)

    @on(PickRow.Opened, "#sections")
    @work
    async def action_sections(self) -> None:
        dialog = SectionsDialog(self.known_divisions(), self.divisions, self.sections)
        chosen = await self.app.push_screen_wait(dialog)
        if chosen is not None:
            self.sections = chosen
            self.query_one("#sections", PickRow).update(self._section_words)

    @on(PickRow.Opened, "#measures")
    @work
    async def action_measures(self) -> None:
        chosen = await self.app.push_screen_wait(MeasuresDialog(self.measures, self.owners))
        if chosen is not None:
            self.owners = frozenset(chosen)
            self.query_one("#measures", PickRow).update(self._owner_words)


def named(measure: Measure) -> str:
    """๔. ส่งเสริมการมีส่วนร่วมของประชาชน."""
    return f"{digits(measure.number)}. {shown(' '.join(measure.title.split()))}"


def _kept(before: str, field: Field) -> str:
    """What is typed in a field; a text that it cannot show as it is (of several lines) stays until she changes it."""
    shown = " ".join(before.split())
    return before if " ".join(field.value.split()) == shown else field.value
