"""The papers of a committee's meeting: agenda, sheet to sign on, and minutes (รายงานการประชุม) in the official form.

The form is that of the regulation on correspondence (ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ): name, number, day and
place; who came, who did not, who took part; when it began, what was said and decided on each item, when it ended; who
wrote it down.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ita_tui.domain.agenda_order import Placed, is_main, placed, resolutions_under
from ita_tui.domain.meeting_board import (
    came,
    expected_guests,
    guests,
    members,
    not_checked,
    stayed_away,
    writers_of_minutes,
)
from ita_tui.domain.meetings import Attendance, Meeting, Resolution
from ita_tui.domain.report import Report
from ita_tui.reports.page import (
    DOTS,
    Align,
    Head,
    Heading,
    Page,
    Paragraph,
    Part,
    Properties,
    Row,
    Signatory,
    Signature,
    Table,
    Title,
    signature_lines,
)
from ita_tui.reports.writing import Writing, long_day, plain_lines, short_day
from ita_tui.thai.dates import WEEKDAYS
from ita_tui.thai.numerals import arabic_digits

COMMITTEE = "คณะกรรมการขับเคลื่อนการประเมินคุณธรรมและความโปร่งใส"
MINUTES, AGENDA, SIGN_IN = "รายงานการประชุม", "ระเบียบวาระการประชุม", "ใบลงชื่อเข้าประชุม"
WRITER, REVIEWER = "ผู้จดรายงานการประชุม", "ผู้ตรวจรายงานการประชุม"
DECIDED = "มติที่ประชุม"
NOT_CHECKED = "ยังไม่ได้เช็กชื่อ"
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])\s*[.:]\s*([0-5][0-9])")
_ROOM_TO_SIGN = "\n" + "…" * 12
_EMPTY_LINES = 5
"""So many lines are left on the sheet to sign on for those who were not invited."""

_PEOPLE = (Head("ที่", 6, Align.CENTER), Head("ชื่อ – สกุล", 40), Head("ตำแหน่ง", 54))
_AWAY = (*_PEOPLE[:2], Head("ตำแหน่ง", 34), Head("เหตุ", 20))
_TO_SIGN = (*_PEOPLE[:2], Head("ตำแหน่ง", 30), Head("ลายมือชื่อ", 30, Align.CENTER))
_RESOLUTIONS = (
    Head("ที่", 6, Align.CENTER),
    Head(DECIDED, 50),
    Head("ผู้ปฏิบัติ", 24),
    Head("กำหนดแล้วเสร็จ", 20, Align.CENTER),
)


@dataclass(frozen=True)
class _Sitting:
    """A meeting of a year, to be written about in the numerals of one paper."""

    report: Report
    meeting: Meeting
    write: Writing

    @property
    def name(self) -> str:
        return f"ครั้งที่ {self.meeting.number}/{self.report.year.be}"

    def page(self, paper: str, parts: Iterator[Part]) -> Page:
        """The parts as an upright page, in its numerals."""
        title = f"{paper}{COMMITTEE} {self.name}"
        year = self.report.year.be
        properties = Properties(title, self.report.agency.name, year, "meeting", paper)
        page = Page(tuple(parts), properties, self.write.thai, upright=True)
        return page.with_texts(self.write)

    def title(self, paper: str) -> Title:
        meeting = self.meeting
        day = meeting.held
        on = f"วัน{WEEKDAYS[day.weekday()]}ที่ {long_day(day)}" if day else f"วันที่{DOTS}"
        time = f" เวลา {_clock(meeting.time)}" if meeting.time.strip() else ""
        where = meeting.place.strip() or DOTS
        return Title(
            (
                f"{paper}{COMMITTEE}",
                self.report.agency.name,
                self.name,
                f"{on}{time}",
                where if where.startswith("ณ ") else f"ณ {where}",
            )
        )


def minutes_page(report: Report, meeting: Meeting, *, thai_numerals: bool = True) -> Page:
    """The minutes of a meeting; what is not known of it is dotted, to be filled in by hand."""
    sitting = _Sitting(report, meeting, Writing(thai_numerals))
    return sitting.page(MINUTES, _minutes(sitting))


def agenda_page(report: Report, meeting: Meeting, *, thai_numerals: bool = True) -> Page:
    """The agenda that is sent out before a meeting."""
    sitting = _Sitting(report, meeting, Writing(thai_numerals))
    return sitting.page(AGENDA, _agenda(sitting))


def sign_in_page(report: Report, meeting: Meeting, *, thai_numerals: bool = True) -> Page:
    """The sheet on which those who come sign."""
    sitting = _Sitting(report, meeting, Writing(thai_numerals))
    return sitting.page(SIGN_IN, _sheet_to_sign(sitting))


# --- the minutes -------------------------------------------------------------------------------------------------


def _minutes(sitting: _Sitting) -> Iterator[Part]:
    meeting = sitting.meeting
    yield sitting.title(MINUTES)
    yield from _people("ผู้มาประชุม", came(meeting))
    if away := stayed_away(meeting):
        yield Heading("ผู้ไม่มาประชุม")
        yield _table(_AWAY, [(one.name, one.role, one.presence.label) for one in away], "ผู้ไม่มาประชุม")
    if others := guests(meeting):
        yield from _people("ผู้เข้าร่วมประชุม", others)
    if unknown := not_checked(meeting):  # so that nobody signs unawares
        yield from _people(NOT_CHECKED, unknown)
    yield Heading(f"เริ่มประชุมเวลา {_clock(meeting.time)}")
    for item in placed(meeting.agenda):
        yield from _item(meeting, item)
    if under_none := resolutions_under(meeting, 0):
        yield Heading("มติอื่นของที่ประชุม")
        yield from map(_decision, under_none)
    if meeting.minutes.strip():
        yield Heading("บันทึกเพิ่มเติม")
        yield from _paragraphs(meeting.minutes)
    yield from _summary(meeting)
    yield Heading(f"เลิกประชุมเวลา {_closing_time(meeting)}")
    yield Signature(signatures=tuple(map(signature_lines, _signing(meeting))))


def _people(heading: str, who: Sequence[Attendance]) -> Iterator[Part]:
    yield Heading(heading)
    if who:
        yield _table(_PEOPLE, [(one.name, one.role) for one in who], heading)
    else:
        yield Paragraph(DOTS)


def _item(meeting: Meeting, item: Placed) -> Iterator[Part]:
    """An item with what was said on it and decided."""
    decided = resolutions_under(meeting, item.place)
    if is_main(item.item):
        yield Heading(item.item.title)
    else:
        yield Paragraph(_sub_title(item))
    yield from _paragraphs(item.item.text)
    yield from map(_decision, decided)
    if is_main(item.item) and not item.item.text.strip() and not decided and not _has_more(meeting, item):
        yield Paragraph(DOTS)
    elif _is_last_of_main(meeting, item) and not _decided_under_main(meeting, item):
        yield Paragraph(f"{DECIDED}  {DOTS}")


def _sub_title(item: Placed) -> str:
    about = f"มาตรการที่ {item.item.measure} " if item.item.measure is not None else ""
    return f"{item.number} {about}{' '.join(item.item.title.split())}"


def _has_more(meeting: Meeting, item: Placed) -> bool:
    return item.place < len(meeting.agenda) and not is_main(meeting.agenda[item.place])


def _is_last_of_main(meeting: Meeting, item: Placed) -> bool:
    return item.main > 0 and not _has_more(meeting, item)


def _decided_under_main(meeting: Meeting, item: Placed) -> bool:
    places = {one.place for one in placed(meeting.agenda) if one.main == item.main}
    return any(one.item in places for one in meeting.resolutions)


def _decision(one: Resolution) -> Paragraph:
    tasks = (
        f"ผู้ปฏิบัติ {one.who}" if one.who else "",
        f"กำหนดแล้วเสร็จภายในวันที่ {long_day(one.due)}" if one.due else "",
    )
    told = " ".join(filter(None, tasks))
    return Paragraph(f"{DECIDED}  {' '.join(one.text.split())}" + (f" ({told})" if told else ""))


def _paragraphs(text: str) -> Iterator[Part]:
    return (Paragraph(line.strip()) for line in plain_lines(text).split("\n") if line.strip())


def _summary(meeting: Meeting) -> Iterator[Part]:
    """All that was decided, to be handed to those who act."""
    if not meeting.resolutions:
        return
    yield Heading("สรุปมติและการมอบหมาย")
    rows = [
        (plain_lines(one.text), one.who, short_day(one.due) if one.due else "–")
        for one in meeting.resolutions
    ]
    yield _table(_RESOLUTIONS, rows, "มติ")


def _signing(meeting: Meeting) -> tuple[Signatory, Signatory]:
    writer, reviewer = writers_of_minutes(meeting)
    return Signatory(writer, WRITER), Signatory(reviewer, REVIEWER)


def _clock(time: str) -> str:
    """09.30 น., however it was written; dotted where it was not."""
    written = time.strip().removesuffix("น.").strip()
    if (read := _CLOCK.fullmatch(arabic_digits(written))) is not None:
        written = f"{int(read[1]):02}.{read[2]}"
    return f"{written} น." if written else f"{DOTS} น."


def _closing_time(meeting: Meeting) -> str:
    """When it was closed in the program, on the day on which it was held; else it is dotted."""
    ended = meeting.ended
    return _clock(f"{ended:%H.%M}" if ended is not None and ended.date() == meeting.held else "")


# --- before the meeting ------------------------------------------------------------------------------------------


def _agenda(sitting: _Sitting) -> Iterator[Part]:
    yield sitting.title(AGENDA)
    for item in placed(sitting.meeting.agenda):
        if is_main(item.item):
            yield Heading(item.item.title)
        else:
            yield Paragraph(_sub_title(item))
        yield from _paragraphs(item.item.text)


def _sheet_to_sign(sitting: _Sitting) -> Iterator[Part]:
    meeting = sitting.meeting
    yield sitting.title(SIGN_IN)
    yield Heading("คณะกรรมการ")
    yield _table(_TO_SIGN, [(one.name, one.role, _ROOM_TO_SIGN) for one in members(meeting)], "ใบลงชื่อ")
    yield Heading("ผู้เข้าร่วมประชุม")
    invited = [(one.name, one.role, _ROOM_TO_SIGN) for one in expected_guests(meeting)]
    yield _table(_TO_SIGN, [*invited, *[("", "", _ROOM_TO_SIGN)] * _EMPTY_LINES], "ใบลงชื่อ")


def _table(heads: tuple[Head, ...], rows: Sequence[tuple[str, ...]], subject: str) -> Table:
    """A table whose rows are numbered."""
    made = (Row((f"{number}", *cells), f"{subject} {number}") for number, cells in enumerate(rows, start=1))
    return Table(heads, tuple(made), subject)
