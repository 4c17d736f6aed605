"""The forms of the committee's room: a meeting, an item of its agenda, a person, a resolution and its carrying out."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Label

from ita_tui.domain.agency import Division
from ita_tui.domain.agenda_order import Placed, bare_title, is_main, main_title, placed
from ita_tui.domain.meetings import AgendaItem, Meeting, Resolution
from ita_tui.thai.numerals import arabic_digits, digits, said, shown
from ita_tui.thai.words import cut
from screens.dialogs import Choice
from screens.disclosure_form import PickRow
from screens.divisions import DivisionsDialog
from screens.form import FORM_CSS, Form
from screens.keeping_dialog import Answer, Keep
from screens.keys import Command, bindings
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.date_field import DateField
from screens.widgets.field import Field
from screens.widgets.padding import padded
from screens.widgets.thai_text_area import ThaiTextArea

_LABEL = 21
"""Cells before the choices, without the two between; fields have as many."""
_MAIN, _SUB = "main", "sub"
_AREAS = """
{name} .line {{ height: auto; }}
{name} .line > Label {{ width: 23; color: $text-muted; }}
{name} ThaiTextArea {{ width: 1fr; height: 4; background: $boost; }}
{name} ThaiTextArea:focus {{ background: $primary-muted; }}
"""


def _css(name: str) -> str:
    return FORM_CSS.format(name=name) + _AREAS.format(name=name)


class MeetingRoomForm(Form[Answer]):
    """A form of the room: lines to type in, texts of several lines, a line that says its keys."""

    HINT = "Tab ช่องถัดไป · Ctrl+S บันทึก · Esc ปิด"

    def _area(self, label: str, text: str, name: str) -> ComposeResult:
        with Horizontal(classes="line"):
            yield Label(label)
            yield ThaiTextArea(text, id=name, compact=True)

    def line(self, name: str) -> str:
        """What stands in a field of one line."""
        return self.query_one(f"#{name}", Field).value

    def text(self, name: str) -> str:
        """What stands in a field of several lines."""
        return self.query_one(f"#{name}", ThaiTextArea).text.strip()

    def missing(self, name: str, words: str) -> bool:
        """Whether nothing stands in a field that must hold something; it complains then."""
        field = self.query_one(f"#{name}", Field)
        if not field.value:
            field.complaint = words
        return not field.value


class MeetingForm(MeetingRoomForm[Meeting]):
    """Number, day, hour and place of a meeting, and what is told besides its agenda."""

    DEFAULT_CSS = _css("MeetingForm")

    def __init__(self, meeting: Meeting, taken: Collection[int], *, near: date, keep: Keep[Meeting]) -> None:
        """``taken`` are the numbers of the year's other meetings."""
        super().__init__(keep)
        self.meeting = meeting
        self.taken = frozenset(taken)
        self.near = near

    def compose(self) -> ComposeResult:
        meeting = self.meeting
        with VerticalScroll(can_focus=False):
            doing = "การประชุมครั้งใหม่" if meeting.id is None else "ข้อมูลการประชุม"
            yield Label(doing, classes="question", markup=False)
            yield Field("ครั้งที่", digits(meeting.number), hint=said("เช่น ๒"), id="number")
            yield DateField("วันประชุม", meeting.held, near=self.near, id="held")
            yield Field("เวลา", meeting.time, hint=said("เช่น ๐๙.๓๐ น."), id="time")
            yield Field("สถานที่", meeting.place, hint=said("เช่น ห้องประชุมชั้น ๒"), id="place")
            if meeting.id is not None:
                yield from self._area("บันทึกเพิ่มเติม", meeting.minutes, "minutes")
            yield Label(self.HINT, classes="hint", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.set_focus(self.query_one("#held", DateField).input)

    def answer(self) -> Meeting | None:
        number = self._number()
        held = self.query_one("#held", DateField).checked_day()
        if self.complains or number is None:
            return None
        minutes = self.text("minutes") if self.meeting.id is not None else self.meeting.minutes
        return replace(
            self.meeting,
            number=number,
            held=held,
            time=self.line("time"),
            place=self.line("place"),
            minutes=minutes,
        )

    def _number(self) -> int | None:
        field = self.query_one("#number", Field)
        typed = arabic_digits(field.value)
        number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 3 else 0
        if number < 1:
            field.complaint = said("พิมพ์ครั้งที่เป็นตัวเลขตั้งแต่ ๑ ถึง ๙๙๙")
        elif number in self.taken:
            field.complaint = f"มีการประชุมครั้งที่ {digits(number)} ของปีนี้แล้ว"
        return None if field.complaint else number


class AgendaItemForm(MeetingRoomForm[AgendaItem]):
    """An item of the agenda, and what was said on it. A main item is numbered by its place."""

    DEFAULT_CSS = _css("AgendaItemForm")

    def __init__(self, item: AgendaItem, keep: Keep[AgendaItem]) -> None:
        super().__init__(keep)
        self.item = item

    def compose(self) -> ComposeResult:
        item = self.item
        with VerticalScroll(can_focus=False):
            about = f" · มาตรการ {digits(item.measure)}" if item.measure is not None else ""
            yield Label(f"เรื่องในระเบียบวาระ{about}", classes="question", markup=False)
            yield Field("เรื่อง", bare_title(item), id="title")
            kinds = [(_SUB, "เรื่องย่อย"), (_MAIN, "วาระหลัก")]
            kind = _MAIN if is_main(item) else _SUB
            yield ChoiceRow(kinds, value=kind, label=padded("เป็น", _LABEL), id="kind")
            yield from self._area("รายละเอียด/บันทึก", item.text, "text")
            yield Label(self.HINT, classes="hint", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.set_focus(self.query_one("#text" if self.item.title else "#title ThaiInput"))

    def answer(self) -> AgendaItem | None:
        if self.missing("title", "พิมพ์ชื่อเรื่อง"):
            return None
        title = self.line("title")
        if title == " ".join(bare_title(self.item).split()):  # a field shows a title of several lines on one
            title = bare_title(self.item)
        main = self.query_one("#kind", ChoiceRow).value == _MAIN
        return replace(self.item, title=main_title(1, title) if main else title, text=self.text("text"))


class PersonForm(MeetingRoomForm[tuple[str, str]]):
    """Somebody's name and role."""

    DEFAULT_CSS = _css("PersonForm")

    def __init__(self, question: str, name: str, role: str, keep: Keep[tuple[str, str]]) -> None:
        super().__init__(keep)
        self.question = question
        self.person = (name, role)

    def compose(self) -> ComposeResult:
        name, role = self.person
        with VerticalScroll(can_focus=False):
            yield Label(self.question, classes="question", markup=False)
            yield Field("ชื่อ – สกุล", name, hint="พร้อมคำนำหน้าชื่อ", id="name")
            yield Field("ตำแหน่ง", role, hint="เช่น ประธานกรรมการ กรรมการ เลขานุการ", id="role")
            yield Label(self.HINT, classes="hint", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.set_focus(self.query_one("#name", Field).input)

    def answer(self) -> tuple[str, str] | None:
        if self.missing("name", "พิมพ์ชื่อและสกุล"):
            return None
        return self.line("name"), self.line("role")


class ResolutionForm(MeetingRoomForm[Resolution]):
    """What was decided, who acts, by when, and under which item of the agenda it stands."""

    DEFAULT_CSS = _css("ResolutionForm") + "ResolutionForm .missing { color: $text-error; display: none; }"
    BINDINGS = bindings(
        (
            Command("ctrl+d", "divisions", "ส่วนราชการ", "เลือกส่วนราชการที่ปฏิบัติ", priority=True),
            Command("ctrl+t", "item", "วาระ", "เลือกระเบียบวาระที่มตินี้อยู่", priority=True),
        )
    )
    HINT = "Tab ช่องถัดไป · Ctrl+D ส่วนราชการ · Ctrl+T วาระ · Ctrl+S บันทึก · Esc ปิด"

    def __init__(
        self,
        resolution: Resolution,
        agenda: Sequence[AgendaItem],
        divisions: Callable[[], Sequence[Division]],
        *,
        about: str = "",
        near: date,
        keep: Keep[Resolution],
    ) -> None:
        """``about`` names what is decided on, ``divisions`` reads the agency's list when it is to be chosen from."""
        super().__init__(keep)
        self.resolution = resolution
        self.agenda = placed(agenda)
        self.known_divisions = divisions
        self.about = about
        self.near = near
        self.item = resolution.item

    def compose(self) -> ComposeResult:
        one = self.resolution
        with VerticalScroll(can_focus=False):
            about = f" · {self.about}" if self.about else ""
            yield Label(f"มติที่ประชุม{about}", classes="question", markup=False)
            yield from self._area("มติ", one.text, "text")
            yield Label("พิมพ์มติก่อนบันทึก", classes="missing", markup=False)
            yield Field("ผู้ปฏิบัติ", one.who, hint="Ctrl+D เลือกจากส่วนราชการ", id="who", select=False)
            yield DateField("ภายในวันที่", one.due, near=self.near, id="due")
            if self.agenda:
                with Horizontal(classes="line"):
                    yield Label("ระเบียบวาระ")
                    yield PickRow(self._item_words(), id="item")
            yield Label(self.HINT, classes="hint", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.set_focus(self.query_one("#text"))

    def typed(self) -> tuple[object, ...]:
        return (*super().typed(), self.item)

    def answer(self) -> Resolution | None:
        text, due = self.text("text"), self.query_one("#due", DateField).checked_day()
        self.query_one(".missing").display = not text
        if not text:
            self.query_one("#text").focus()
        if not text or self.complains:
            return None
        return replace(self.resolution, text=text, who=self.line("who"), due=due, item=self.item)

    def _item_words(self) -> str:
        return item_words(self.agenda[self.item - 1]) if 1 <= self.item <= len(self.agenda) else "ไม่ระบุ"

    @work
    async def action_divisions(self) -> None:
        field = self.query_one("#who", Field)
        names = [name.strip() for name in field.value.split(",") if name.strip()]
        chosen = await self.app.push_screen_wait(DivisionsDialog(self.known_divisions(), names))
        if chosen is not None:
            field.input.value = ", ".join(chosen)
            field.input.focus()

    @on(PickRow.Opened, "#item")
    @work
    async def action_item(self) -> None:
        if not self.agenda:
            return
        answers = [("0", "ไม่ระบุ"), *((f"{one.place}", item_words(one)) for one in self.agenda)]
        dialog = Choice("มตินี้อยู่ในระเบียบวาระใด", answers, at=f"{self.item if self._is_placed else 0}")
        answer = await self.app.push_screen_wait(dialog)
        if answer is not None:
            self.item = int(answer)
            self.query_one("#item", PickRow).update(self._item_words())

    @property
    def _is_placed(self) -> bool:
        return 1 <= self.item <= len(self.agenda)


@dataclass(frozen=True)
class CarriedOut:
    """The day on which a resolution was carried out, None where it is open again; and how."""

    done: date | None
    outcome: str


class CarryOutForm(MeetingRoomForm[CarriedOut]):
    """When a resolution was carried out and how; without a day it is open."""

    DEFAULT_CSS = _css("CarryOutForm")

    def __init__(self, resolution: Resolution, *, today: date, keep: Keep[CarriedOut]) -> None:
        super().__init__(keep)
        self.resolution = resolution
        self.today = today

    def compose(self) -> ComposeResult:
        one = self.resolution
        with VerticalScroll(can_focus=False):
            yield Label(shown(cut(" ".join(one.text.split()), 200)), classes="question", markup=False)
            yield DateField("วันที่แล้วเสร็จ", one.done or self.today, near=self.today, id="done")
            yield from self._area("ผลการปฏิบัติ", one.outcome, "outcome")
            hint = "ลบวันที่ออก ถ้ายังไม่แล้วเสร็จ"
            yield Label(f"{hint} · {self.HINT}", classes="hint", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.set_focus(self.query_one("#outcome"))

    def answer(self) -> CarriedOut | None:
        done = self.query_one("#done", DateField).checked_day()
        return None if self.complains else CarriedOut(done, self.text("outcome"))


def item_words(one: Placed) -> str:
    """๕.๑ มาตรการ ๔ ส่งเสริมการมีส่วนร่วม, on one line of a list."""
    about = f"มาตรการ {digits(one.item.measure)} " if one.item.measure is not None else ""
    number = "" if is_main(one.item) else f"{digits(one.number)} "
    return cut(f"{number}{about}{shown(' '.join(one.item.title.split()))}", 60)
