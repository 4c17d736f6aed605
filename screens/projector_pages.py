"""What is projected while the committee meets, as lines: few words, much space, nothing that looks like a table."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from rich.cells import cell_len
from textual.content import Content

from ita_tui.domain.agenda import LeftOpen, steps_left
from ita_tui.domain.differences import ADDED, REMOVED, Difference, told_apart
from ita_tui.domain.measure import Measure, WorkStatus
from ita_tui.domain.measure_list import Flag
from ita_tui.domain.meeting_board import DivisionBoard, changes_of, decided_on
from ita_tui.domain.meetings import Resolution
from ita_tui.domain.progress import is_overdue, late_words, progress
from ita_tui.meeting_state import Sitting
from ita_tui.thai.dates import short_date
from ita_tui.thai.numerals import digits, shown
from ita_tui.thai.words import break_offsets, cut
from screens.measure_rows import STATUS_COLORS
from screens.meeting_rows import due_words, one_line
from screens.widgets.gauge import bar
from screens.widgets.padding import padded

Lines = list[Content]
_MUTED = "$foreground-muted"
_LABEL = 15
MOST_LINES = 8
"""So many lines of a board are read from the back of a room."""

_TIGHTEST, _LOOSEST = 1, 4
_STATUSES = (WorkStatus.COMPLETED, WorkStatus.IN_PROGRESS, WorkStatus.NOT_STARTED, WorkStatus.CANCELLED)


@dataclass(frozen=True)
class Room:
    """The cells that there are, of them those at the left that stay free; all of it grows with the terminal."""

    width: int
    height: int

    @property
    def margin(self) -> int:
        return max(3, self.width // 20)

    @property
    def text(self) -> int:
        """Cells of a line between its margins."""
        return max(20, self.width - 2 * self.margin)

    @property
    def bar_lines(self) -> int:
        """How thick a bar is."""
        return 1 if self.height < 30 else 2 if self.height < 38 else 3


def wrapped(text: str, width: int, most: int) -> list[str]:
    """A text on at most so many lines, the last one cut with a sign where there is more."""
    line = " ".join(text.split())
    starts = [0, *break_offsets(line, width, at_once=True)]
    lines = [line[start:end].rstrip() for start, end in zip(starts, [*starts[1:], len(line)], strict=True)]
    if len(lines) > most:
        lines = [*lines[: most - 1], cut(line[starts[most - 1] :], width)]
    return lines


def balanced(text: str, width: int, most: int) -> list[str]:
    """A title on as few lines as it takes, all of them about as long: no word stands alone on the last one."""
    lines = wrapped(text, width, most)
    for narrower in range(width // 2, width, 2):
        tried = wrapped(text, narrower, most + 1)
        if len(tried) == len(lines):
            return tried
    return lines


def put_together(blocks: Iterable[Lines], room: Room) -> Content:
    """Blocks from the top to the bottom, the space between them as wide as there is room for."""
    kept = [block for block in blocks if block]
    taken = sum(map(len, kept))
    free = max(0, room.height - taken)
    gap = min(3, free // (len(kept) + 1)) if kept else 0
    lines: Lines = [Content("")] * min(gap or 1, max(0, free - gap * (len(kept) - 1)))
    for block in kept:
        lines += [*block, *[Content("")] * gap]
    margin = " " * room.margin
    return Content("\n").join(Content.assemble(margin, line) for line in lines[: room.height])


def head(left: str, right: str, room: Room, color: str = "") -> Lines:
    """What is shown at the left, and how it stands at the right."""
    right = cut(right, room.text - 12)
    left = cut(left, room.text - cell_len(right) - 2)
    gap = " " * max(1, room.text - cell_len(left) - cell_len(right))
    return [Content.assemble((left, "bold"), gap, (right, f"bold {color}".strip()))]


# --- one measure -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MeasurePage:
    """One measure of a meeting, at a place among all that are gone through."""

    sitting: Sitting
    measure: Measure
    place: int
    of: int
    today: date

    def lines(self, room: Room) -> Content:
        """As much of it as there is room for, in as many words."""
        for many in range(_LOOSEST, _TIGHTEST - 1, -1):
            blocks = [block for block in self._blocks(room, many) if block]
            if sum(map(len, blocks)) + len(blocks) <= room.height or many == _TIGHTEST:
                break
        return put_together(blocks, room)

    def _blocks(self, room: Room, many: int) -> Iterator[Lines]:
        """What is told, ``many`` saying how much of each."""
        late = late_words(self.measure, self.today)
        status = f"{self.measure.status.sign} {self.measure.status.label}"
        color = "$text-error" if is_overdue(self.measure, self.today) else "$text-warning"
        where = f"{digits(self.place)} / {digits(self.of)}   มาตรการ {digits(self.measure.number)}"
        yield head(where, late or status, room, color if late else STATUS_COLORS[self.measure.status])
        title = balanced(shown(self.measure.title), room.text, 2 if many < _LOOSEST else 3)
        yield [Content.styled(line, "bold") for line in title]
        yield self._bar(room)
        yield list(self._facts(room, many))
        yield list(self._changes(room, many))
        yield list(self._decided(room, many))

    def _bar(self, room: Room) -> Lines:
        done = progress(self.measure)
        said = "–" if done is None else f"{digits(done)} %"
        color = "$warning" if is_overdue(self.measure, self.today) else "$primary"
        drawn = bar(done or 0, 100, max(8, room.text - 8), color=color)
        middle = room.bar_lines // 2
        return [
            Content.assemble(drawn, "   ", (said, "bold")) if at == middle else drawn
            for at in range(room.bar_lines)
        ]

    def _facts(self, room: Room, many: int) -> Iterator[Content]:
        measure = self.measure
        who = ", ".join(measure.divisions) or measure.responsible
        yield from _labelled("ผู้รับผิดชอบ", one_line(who) or "–", room, min(many, 2))
        left = [one_line(step.text) for step in steps_left(measure)]
        if left:
            more = f" และอีก {digits(len(left) - 1)} ขั้นตอน" if len(left) > 1 and many < 3 else ""
            told = f"{left[0]}{more}" if many < 3 else ", ".join(left)
            yield from _labelled("ยังเหลือ", told, room, min(many, 2))
        elif measure.cancel_reason.strip():
            yield from _labelled("เหตุผล", one_line(measure.cancel_reason), room, min(many, 2))
        evidence = f"{digits(len(measure.evidence))} รายการ" if measure.evidence else measure.proof.full_label
        yield from _labelled("หลักฐาน", evidence, room, 1)

    def _changes(self, room: Room, many: int) -> Iterator[Content]:
        since = self.sitting.since
        if since.meeting is None:
            return
        found = changes_of(self.measure, since.differences)
        day = f" ({short_date(since.meeting.held)})" if since.meeting.held else ""
        words = f"ตั้งแต่ประชุมครั้งก่อน{day}"
        if not found:
            same = "ยังไม่ทราบ" if self.sitting.trouble else "ไม่เปลี่ยนแปลง"
            yield Content.assemble((f"{words}  {same}", _MUTED))
            return
        most = many
        rest = f"  และอีก {digits(len(found) - most)} อย่าง · กด c" if len(found) > most else ""
        yield Content.assemble((words, "$text-accent"), (rest, _MUTED))
        for one in found[:most]:
            yield Content.assemble("  ", _change(one, room.text - 2))

    def _decided(self, room: Room, many: int) -> Iterator[Content]:
        """What this meeting decided on it; else what an earlier one did and is still open."""
        decided = decided_on(self.sitting.meeting, self.measure)
        for one in decided[: max(1, many - 2)]:
            yield from _labelled("มติ", one_line(one.text), room, min(many, 2), "bold $text-success")
            yield from _labelled("", _acting(one, self.today), room, 1)
        if decided:
            return
        before = [one for one in self.sitting.open_before if self._is_about(one)]
        for left in before[:1]:
            yield from _labelled("มติค้าง", one_line(left.resolution.text), room, min(many, 2), "$text-warning")
            yield from _labelled("", left.details(self.today), room, 1)

    def _is_about(self, left: LeftOpen) -> bool:
        return (
            self.measure.id is not None
            and left.resolution.measure_id == self.measure.id
            and left.year == self.sitting.report.year.be
        )


def _acting(one: Resolution, today: date) -> str:
    who = f"ผู้ปฏิบัติ {one_line(one.who)}" if one.who else ""
    due = f"กำหนด {short_date(one.due)}" if one.due and one.done is None else due_words(one, today)
    return " · ".join(filter(None, (who, due)))


def _labelled(label: str, text: str, room: Room, most: int, color: str = _MUTED) -> Iterator[Content]:
    """A label with what stands behind it, on at most so many lines."""
    for at, line in enumerate(wrapped(text, room.text - _LABEL, most)):
        yield Content.assemble((padded(label if at == 0 else "", _LABEL), color), line)


def _change(one: Difference, width: int) -> Content:
    """ความคืบหน้า  ๓๓ % → ๖๗ %; of long texts both ends are seen."""
    if one.field in {ADDED, REMOVED}:
        return Content.styled(one.field, "bold")
    label = padded(cut(one.field, _LABEL - 1), _LABEL)
    old, new = told_apart(one_line(one.old) or "–", one_line(one.new) or "–", max(16, width - _LABEL - 3))
    return Content.assemble((label, _MUTED), old, (" → ", "bold $text-accent"), (new, "bold"))


# --- boards ------------------------------------------------------------------------------------------------------


def status_entries(measures: Sequence[Measure], today: date, room: Room) -> list[Lines]:
    """How many measures stand how, then their titles under each status."""
    counts = {status: [one for one in measures if one.status is status] for status in _STATUSES}
    entries = [_count_line(status, len(found), len(measures), room) for status, found in counts.items()]
    for flag in Flag:
        found = sum(flag.holds(one, today) for one in measures)
        color = "$text-error" if flag is Flag.OVERDUE and found else "$text-warning" if found else _MUTED
        entries.append(
            [Content.assemble((padded(f"{flag.sign} {flag.label}", 24), color), (digits(found), "bold"))]
        )
    entries.append([])  # the titles begin a page
    for status, listed in counts.items():
        entries.extend(_title_line(measure, status, today, room) for measure in listed)
    return entries


def _count_line(status: WorkStatus, count: int, whole: int, room: Room) -> Lines:
    words = padded(f"{status.sign} {status.label}", 24)
    drawn = bar(count, max(1, whole), max(8, room.text - 24 - 6), color="$primary")
    return [Content.assemble((words, f"bold {STATUS_COLORS[status]}"), drawn, "  ", (digits(count), "bold"))]


def _title_line(measure: Measure, status: WorkStatus, today: date, room: Room) -> Lines:
    late = late_words(measure, today)
    right = f"  {late}" if late else ""
    space = max(10, room.text - 8 - cell_len(right))
    title = cut(one_line(measure.title), space)
    color = "$text-error" if is_overdue(measure, today) else "$text-warning"
    return [
        Content.assemble(
            (f"{status.sign} ", STATUS_COLORS[status]),
            (padded(digits(measure.number), 5), "bold"),
            padded(title, space),
            (right, color),
        )
    ]


def division_entries(boards: Sequence[DivisionBoard], room: Room) -> list[Lines]:
    """A line a division: its bar, its per cent, how many are late."""
    name = min(30, max(14, room.text // 3))
    return [_division_line(board, name, room) for board in boards]


def _division_line(board: DivisionBoard, name: int, room: Room) -> Lines:
    done = "–" if board.progress is None else f"{digits(board.progress)} %"
    late = f"! เกินกำหนด {digits(len(board.overdue))}" if board.overdue else ""
    count = f"{digits(len(board.measures))} มาตรการ"
    right = padded(done, 6) + padded(count, 12)
    drawn = bar(board.progress or 0, 100, max(6, room.text - name - cell_len(right) - 19), color="$primary")
    return [
        Content.assemble(
            (padded(cut(one_line(board.name), name), name), "bold"),
            " ",
            drawn,
            "  ",
            right,
            (padded(late, 14), "$text-error"),
        )
    ]


def change_entries(differences: Sequence[Difference], room: Room) -> list[Lines]:
    """Everything that differs, thing by thing; a thing with many differences goes on under its name."""
    entries: list[Lines] = []
    for _, group in groupby(differences, key=lambda one: (one.subject, one.name)):
        found = list(group)
        for first in range(0, len(found), MOST_LINES - 2):
            part = found[first : first + MOST_LINES - 2]
            name = cut(f"{one_line(part[0].name)} {one_line(part[0].title)}", room.text - 6)
            title = Content.assemble((name, "bold"), (" (ต่อ)" if first else "", _MUTED))
            entries.append([title, *(Content.assemble("  ", _change(one, room.text - 2)) for one in part)])
    return entries


def open_entries(found: Sequence[LeftOpen], today: date, room: Room) -> list[Lines]:
    """What was decided before and is still open."""
    entries: list[Lines] = []
    for one in found:
        text = wrapped(shown(one.resolution.text), room.text - 2, 2)
        color = "$text-error" if one.resolution.days_overdue(today) else _MUTED
        details = cut(one_line(one.details(today)), room.text - 2)
        lines = [Content.assemble("○ " if at == 0 else "  ", (line, "bold")) for at, line in enumerate(text)]
        entries.append([*lines, Content.assemble("  ", (details, color))])
    return entries


def paged(entries: Sequence[Lines], room: Room) -> list[list[Lines]]:
    """The entries on pages of as many lines as are read from afar, and as the screen has; an empty one ends a page."""
    most = max(1, min(MOST_LINES + max(0, room.height - 24) // 4, (room.height - 3) // 2 + 1))
    pages: list[list[Lines]] = [[]]
    taken = 0
    for entry in entries:
        if pages[-1] and (not entry or taken + len(entry) > most):
            pages.append([])
            taken = 0
        if entry:
            pages[-1].append(entry)
            taken += len(entry)
    return pages if pages[-1] or len(pages) == 1 else pages[:-1]


def board(title: str, pages: Sequence[Sequence[Lines]], at: int, empty: str, room: Room) -> Content:
    """One page of a board, its name above it."""
    right = f"{digits(at + 1)} / {digits(len(pages))}" if len(pages) > 1 else ""
    entries = list(pages[at]) if pages and pages[at] else [[Content.styled(empty, _MUTED)]]
    return put_together([head(title, right, room), *entries], room)
