"""How meetings, who came, agendas and resolutions look in lists."""

from collections.abc import Iterator, Sequence
from datetime import date

from textual.content import Content

from ita_tui.domain.agenda import LeftOpen
from ita_tui.domain.agenda_order import Placed, is_main, placed, resolutions_under
from ita_tui.domain.meeting_board import came, guests, members
from ita_tui.domain.meetings import Attendance, Meeting, Presence, Resolution
from ita_tui.thai.cells import cell_width
from ita_tui.thai.dates import clock_time, full_date, short_date
from ita_tui.thai.numerals import digits, shown
from ita_tui.thai.words import cut
from screens.widgets.line_list import Line
from screens.widgets.padding import padded, padded_left

MUTED = "$foreground-muted"
_PRESENCE_SIGNS = {
    Presence.NOT_CHECKED: "?",
    Presence.PRESENT: "✓",
    Presence.EXCUSED: "–",
    Presence.ABSENT: "✕",
}
_PRESENCE_COLORS = {
    Presence.NOT_CHECKED: MUTED,
    Presence.PRESENT: "$text-success",
    Presence.EXCUSED: "$text-warning",
    Presence.ABSENT: "$text-error",
}


def one_line(text: str) -> str:
    """A text that somebody wrote, on one line of the screen."""
    return shown(" ".join(text.split()))


def came_words(meeting: Meeting) -> str:
    """๔ / ๕ of the members; without any nothing."""
    invited = members(meeting)
    return f"{digits(len(came(meeting)))} / {digits(len(invited))}" if invited else "–"


def still_open(meeting: Meeting) -> tuple[Resolution, ...]:
    """What a meeting decided and is not carried out yet."""
    return tuple(one for one in meeting.resolutions if one.is_open)


# --- the list of meetings ----------------------------------------------------------------------------------------

_COLUMNS = (("ครั้งที่", 8), ("วันประชุม", 12), ("สถานที่", 0), ("มาประชุม", 9), ("มติค้าง", 8), ("", 12))


def _meeting_widths(room: int) -> list[int]:
    fixed = sum(width for _, width in _COLUMNS) + len(_COLUMNS) - 1
    return [width or max(8, room - fixed) for _, width in _COLUMNS]


def meeting_heads(room: int) -> str:
    """The heads of the list, over its columns."""
    widths = _meeting_widths(room)
    return " ".join(
        padded(cut(head, width), width) for (head, _), width in zip(_COLUMNS, widths, strict=True)
    )


def meeting_line(meeting: Meeting, year: int, room: int) -> Line:
    """A meeting on one line."""
    widths = _meeting_widths(room)
    decided = f"{digits(len(still_open(meeting)))} / {digits(len(meeting.resolutions))}"
    texts = (
        f"{digits(meeting.number)}/{digits(year)}",
        short_date(meeting.held) if meeting.held else "ไม่ระบุวัน",
        one_line(meeting.place) or "–",
        came_words(meeting),
        decided if meeting.resolutions else "–",
        "✓ ปิดแล้ว" if meeting.ended else "○ ยังไม่ปิด",
    )
    cells = [padded(cut(text, width), width) for text, width in zip(texts, widths, strict=True)]
    color = "$text-success" if meeting.ended else "$foreground"
    return Line(f"meeting:{meeting.id}", Content.assemble(" ".join(cells[:-1]), " ", (cells[-1], color)))


def meeting_words(meeting: Meeting) -> Iterator[str]:
    """When and where, how many came, how it stands: in the order of what matters."""
    day = full_date(meeting.held) if meeting.held else "ยังไม่ระบุวันประชุม"
    yield f"{day} เวลา {shown(meeting.time)}" if meeting.time else day
    yield one_line(meeting.place)
    if meeting.ended:
        yield f"ปิดประชุม {short_date(meeting.ended.date())} {clock_time(meeting.ended)}"


# --- a meeting's parts -------------------------------------------------------------------------------------------


def agenda_lines(meeting: Meeting, room: int) -> list[Line]:
    """A line an item, those under a main one set in; at the right how many resolutions it has."""
    return [_agenda_line(meeting, one, room) for one in placed(meeting.agenda)]


def _agenda_line(meeting: Meeting, one: Placed, room: int) -> Line:
    decided = len(resolutions_under(meeting, one.place))
    right = f"มติ {digits(decided)}" if decided else ""
    about = f"มาตรการ {digits(one.item.measure)} " if one.item.measure is not None else ""
    main = is_main(one.item)
    left = one_line(one.item.title) if main else f"  {digits(one.number)} {about}{one_line(one.item.title)}"
    words = _with_right(left, right, room)
    return Line(f"item:{one.place}", Content.styled(words, "bold") if main else Content(words))


def people_lines(meeting: Meeting, room: int) -> list[Line]:
    """A line a person, members first, then those who took part besides."""
    lines: list[Line] = []
    for heading, who in (("คณะกรรมการ", members(meeting)), ("ผู้เข้าร่วมประชุม", invited_guests(meeting))):
        if who:
            lines.append(Line(heading, Content.styled(heading, MUTED), heading=True))
            lines += [_person_line(meeting, one, room) for one in who]
    return lines


def invited_guests(meeting: Meeting) -> tuple[Attendance, ...]:
    """Everybody who is no member, also one who did not come after all."""
    return tuple(one for one in meeting.attendance if one.guest)


def _person_line(meeting: Meeting, one: Attendance, room: int) -> Line:
    sign = f"{_PRESENCE_SIGNS[one.presence]} {one.presence.label}"
    name, role = (room - 17) // 2, room - 17 - (room - 17) // 2 - 1
    at = next(at for at, other in enumerate(meeting.attendance) if other is one)
    return Line(
        f"person:{at}",
        Content.assemble(
            (padded(sign, 16), _PRESENCE_COLORS[one.presence]),
            padded(cut(one_line(one.name), name), name),
            " ",
            (cut(one_line(one.role), role), MUTED),
        ),
    )


def resolution_lines(meeting: Meeting, today: date, room: int) -> list[Line]:
    """A line a resolution: open or done, what, who, by when."""
    return [
        Line(f"resolution:{at}", _resolution_words(one, today, room))
        for at, one in enumerate(meeting.resolutions)
    ]


def _resolution_words(one: Resolution, today: date, room: int) -> Content:
    """✓ or ○, the text, who acts, by when."""
    when = due_words(one, today)
    who, day = 16, 18
    text = max(8, room - who - day - 4)
    return Content.assemble(
        ("○ " if one.is_open else "✓ ", MUTED if one.is_open else "$text-success"),
        padded(cut(one_line(one.text), text), text),
        " ",
        (padded(cut(one_line(one.who) or "–", who), who), MUTED),
        " ",
        (padded_left(cut(when, day), day), "$text-error" if one.days_overdue(today) else MUTED),
    )


def due_words(one: Resolution, today: date) -> str:
    """What is to be said of its day today."""
    if one.done is not None:
        return f"เสร็จ {short_date(one.done)}"
    if late := one.days_overdue(today):
        return f"เกิน {digits(late)} วัน"
    return f"ภายใน {short_date(one.due)}" if one.due else "ไม่กำหนดวัน"


def open_lines(found: Sequence[LeftOpen], today: date, room: int) -> list[Line]:
    """Open resolutions of several meetings, each with the meeting that decided it."""
    lines = []
    for one in found:
        decided = f"{digits(one.meeting.number)}/{digits(one.year)}"
        words = _resolution_words(one.resolution, today, room - 9)
        line = Content.assemble((padded(decided, 9), MUTED), words)
        lines.append(Line(f"resolution:{one.resolution.id}", line))
    return lines


# --- details of a line -------------------------------------------------------------------------------------------


def item_details(meeting: Meeting, place: int) -> Content:
    """What stands about an item of the agenda, and what was decided on it."""
    item = meeting.agenda[place - 1]
    parts: list[Content | tuple[str, str] | str] = [(one_line(item.title), "bold")]
    if item.text.strip():
        parts += ["\n", shown(item.text.strip())]
    for one in resolutions_under(meeting, place):
        parts += ["\n", ("มติ ", "$text-accent"), one_line(one.text)]
    return Content.assemble(*parts)


def resolution_details(meeting: Meeting, one: Resolution, today: date) -> Content:
    """A resolution in full."""
    agenda = placed(meeting.agenda)
    under = digits(agenda[one.item - 1].number) if 1 <= one.item <= len(agenda) else ""
    facts = (
        f"วาระ {under}" if under else "",
        f"มาตรการ {digits(one.measure)}" if one.measure is not None else "",
        f"ผู้ปฏิบัติ {one_line(one.who)}" if one.who else "",
        due_words(one, today),
    )
    parts: list[tuple[str, str] | str] = [shown(one.text), "\n", (" · ".join(filter(None, facts)), MUTED)]
    if one.outcome.strip():
        parts += ["\n", shown(one.outcome.strip())]
    return Content.assemble(*parts)


def person_details(one: Attendance) -> Content:
    """Somebody's name and role in full."""
    return Content.assemble((shown(one.name), "bold"), "\n", shown(one.role))


def _with_right(left: str, right: str, room: int) -> str:
    """A line with a few words at its right end."""
    if not right:
        return cut(left, room)
    space = max(4, room - cell_width(right) - 2)
    return f"{padded(cut(left, space), space)}  {right}"


def guests_came(meeting: Meeting) -> int:
    """How many took part besides the members."""
    return len(guests(meeting))
