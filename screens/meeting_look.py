"""One meeting as it is seen: three lists, one at a time, with the details of the chosen line below."""

from enum import StrEnum

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from ita_tui.domain.agenda_order import matters
from ita_tui.domain.meetings import Meeting
from ita_tui.tasks import YearState
from ita_tui.thai.numerals import digits
from ita_tui.thai.words import cut
from screens.desk import Desk
from screens.meeting_rows import (
    MUTED,
    agenda_lines,
    came_words,
    item_details,
    meeting_words,
    people_lines,
    person_details,
    resolution_details,
    resolution_lines,
    still_open,
)
from screens.screen import ItaScreen
from screens.widgets.line_list import Line, LineList


class Part(StrEnum):
    """What is listed of a meeting; the value is the kind of its lines."""

    AGENDA = "item"
    PEOPLE = "person"
    RESOLUTIONS = "resolution"

    @property
    def label(self) -> str:
        return {"item": "ระเบียบวาระ", "person": "ผู้มาประชุม", "resolution": "มติ"}[self.value]

    @property
    def hint(self) -> str:
        return {
            "item": "ยังไม่มีระเบียบวาระ · กด a ให้โปรแกรมเสนอจากสถานะของปี หรือ n เพื่อเพิ่มเรื่องเอง",
            "person": "ยังไม่มีรายชื่อ · กด k เพื่อเชิญคณะกรรมการของปี หรือ n เพื่อเพิ่มผู้เข้าร่วมประชุม",
            "resolution": "ยังไม่มีมติ · กด n เพื่อบันทึกมติ หรือกด p เพื่อฉายแล้วบันทึกระหว่างประชุม",
        }[self.value]


class MeetingLook(ItaScreen):
    """Shows a meeting as it was read last; what is done with it stands in the screen."""

    DEFAULT_CSS = """
    MeetingLook #about { padding: 0 1; height: 1; background: $boost; }
    MeetingLook #parts { padding: 0 1; height: 2; margin: 1 0 0 0; }
    MeetingLook LineList { height: 1fr; padding: 0 1; }
    MeetingLook #empty { padding: 1 2; color: $text-muted; height: 1fr; display: none; }
    MeetingLook #details {
        height: 6; padding: 0 2; border-top: solid $foreground 20%; scrollbar-size-vertical: 1;
    }
    MeetingLook #detail { height: auto; }
    """

    def __init__(self, desk: Desk, meeting_id: int) -> None:
        super().__init__(desk)
        self.meeting_id = meeting_id
        self.meeting: Meeting | None = None
        self.part = Part.AGENDA
        self._cursors: dict[Part, str] = {}

    def compose_body(self) -> ComposeResult:
        yield Static(id="about", markup=False)
        yield Static(id="parts", markup=False)
        yield LineList(id="lines")
        yield Static(id="empty", markup=False)
        with VerticalScroll(id="details", can_focus=False):
            yield Static(id="detail", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.lines.focus()

    @property
    def lines(self) -> LineList:
        return self.query_one("#lines", LineList)

    # --- showing -----------------------------------------------------------------------------------------

    def show_state(self, state: YearState) -> None:
        found = (one for one in state.report.meetings if one.id == self.meeting_id)
        self.meeting = next(found, None)
        if self.meeting is None:  # its making was undone
            if self.is_current:
                self.dismiss()
            return
        self._show()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        if self.meeting is None or not self.query("#lines"):
            return
        room = max(40, self.size.width - 5)
        lines = self._lines(self.meeting, room)
        self.lines.put(lines)
        self.lines.display = bool(lines)
        empty = self.query_one("#empty", Static)
        empty.display = not lines
        empty.update(self.part.hint)
        told = " · ".join(filter(None, meeting_words(self.meeting)))
        closed = " ✓ ปิดแล้ว" if self.meeting.ended else ""
        about = f"{self.meeting.name(self.desk.year.be)}{closed} · {told}"
        self.query_one("#about", Static).update(cut(about, max(20, self.size.width - 2)))
        self.query_one("#parts", Static).update(self._parts(self.meeting))
        if lines and self.focused is None:
            self.lines.focus()
        self._show_details()
        self.refresh_bindings()

    def _lines(self, meeting: Meeting, room: int) -> list[Line]:
        match self.part:
            case Part.AGENDA:
                return agenda_lines(meeting, room)
            case Part.PEOPLE:
                return people_lines(meeting, room)
            case Part.RESOLUTIONS:
                return resolution_lines(meeting, self.desk.today(), room)

    def _parts(self, meeting: Meeting) -> Content:
        opened = len(still_open(meeting))
        counts = {
            Part.AGENDA: digits(matters(meeting.agenda)),
            Part.PEOPLE: came_words(meeting),
            Part.RESOLUTIONS: f"{digits(len(meeting.resolutions))} ค้าง {digits(opened)}",
        }
        return Content("  ").join(
            Content.styled(
                f" {digits(number)} {part.label} {counts[part]} ",
                "bold reverse" if part is self.part else MUTED,
            )
            for number, part in enumerate(Part, start=1)
        )

    @on(OptionList.OptionHighlighted)
    def _line_changed(self) -> None:
        self._show_details()
        self.query_one("#details").scroll_home(animate=False)

    def _show_details(self) -> None:
        self.query_one("#detail", Static).update(self._details())

    def _details(self) -> Content:
        meeting, at = self.meeting, self.at
        if meeting is None or at is None:
            return Content("")
        match self.part:
            case Part.AGENDA:
                return item_details(meeting, at)
            case Part.PEOPLE:
                return person_details(meeting.attendance[at])
            case Part.RESOLUTIONS:
                return resolution_details(meeting, meeting.resolutions[at], self.desk.today())

    @property
    def at(self) -> int | None:
        """The place of the chosen line: of the agenda from 1, of people and resolutions from 0."""
        kind, _, number = (self.lines.chosen or "").partition(":")
        if self.meeting is None or kind != self.part.value or not self.lines.display:
            return None
        return int(number)

    def action_part(self, name: str) -> None:
        """Show one of the three lists, its cursor where it was."""
        if self.lines.chosen is not None:
            self._cursors[self.part] = self.lines.chosen
        self.part = Part(name)
        self._show()
        self.lines.choose(self._cursors.get(self.part, ""))
        if self.lines.display:
            self.lines.focus()

    def action_turn(self, by: int) -> None:
        parts = list(Part)
        self.action_part(parts[(parts.index(self.part) + by) % len(parts)])
