"""How a measure looks in a list: its row of cells, and its details beside the list."""

from datetime import date

from rich.text import Text
from textual.content import Content

from ita_tui.domain.measure import FIELD_WORDS, Measure, WorkStatus
from ita_tui.domain.measure_list import Flag, flags, texts_of
from ita_tui.domain.period import Period
from ita_tui.domain.progress import late_words, progress
from ita_tui.domain.rounds import AFTER_SIGN, AFTER_SIGNATURE
from ita_tui.thai.dates import MONTHS_SHORT, short_date
from ita_tui.thai.numerals import digits
from ita_tui.thai.searching import NOTHING_MARKED, Marks
from screens.found_words import found_elsewhere, marked, marked_cell

STATUS_COLORS = {
    WorkStatus.NOT_STARTED: "$foreground-muted",
    WorkStatus.IN_PROGRESS: "$text-accent",
    WorkStatus.COMPLETED: "$text-success",
    WorkStatus.CANCELLED: "$foreground-disabled",
}
_RICH_COLORS = {
    WorkStatus.NOT_STARTED: "",
    WorkStatus.IN_PROGRESS: "cyan",
    WorkStatus.COMPLETED: "green",
    WorkStatus.CANCELLED: "dim",
}
_SEARCHED = 4
"""So many columns, the first ones, show what a search looks at."""
SELECTED = "●"
"""The sign in front of a selected measure's number."""
HEADS = ("ที่", "มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา", "คืบหน้า", "สถานะ", "หลักฐาน")


def widths(room: int, last_number: int = 99) -> tuple[int, ...]:
    """Cells of each column in a table ``room`` cells wide, one blank between the columns.

    The first has room for ``last_number`` with the sign of a selected measure in front of it.
    """
    wide = room >= 100
    fixed = (
        len(str(last_number)) + 1 if last_number > 99 else 3,
        0,
        16 if wide else 10,
        20 if wide else 12,
        7,
        16 if wide else 14,
        12 if wide else 11,
    )
    title = max(12, room - sum(fixed) - len(fixed))
    return (fixed[0], title, *fixed[2:])


def cells(
    measure: Measure,
    today: date,
    columns: tuple[int, ...],
    found: Marks = NOTHING_MARKED,
    *,
    selected: bool = False,
    after_signature: bool = False,
) -> tuple[Text, ...]:
    """The cells of a measure's row, cut between letters with a visible sign where they do not fit."""
    done, raised, lacking = progress(measure), flags(measure, today), Flag.NO_EVIDENCE
    marks = "".join(flag.sign for flag in raised if flag is not lacking)
    texts = (
        *_searched_cells(measure)[1:],
        f"{marks} {digits(done)} %".strip() if done is not None else "–",
        f"{measure.status.sign} {measure.status.label}",
        f"{lacking.sign} {lacking.label}" if lacking in raised else measure.proof.label,
    )
    row = [
        marked_cell(text, width, found if at < _SEARCHED else NOTHING_MARKED)
        for at, (text, width) in enumerate(zip(texts, columns[1:], strict=True), start=1)
    ]
    number = number_cell(measure, columns[0], found, selected=selected, after_signature=after_signature)
    row.insert(0, number)
    row[4].pad_left(columns[4] - row[4].cell_len)  # numbers end under each other
    row[5].stylize(_RICH_COLORS[measure.status])
    if marks:
        row[4].highlight_words(marks, "bold red" if Flag.OVERDUE in raised else "yellow")
    return tuple(row)


def number_cell(
    measure: Measure,
    width: int,
    found: Marks = NOTHING_MARKED,
    *,
    selected: bool = False,
    after_signature: bool = False,
) -> Text:
    """The first cell of a row: the number, with a sign in front of it where the measure is selected.

    Else with another one where it was changed after its round was signed.
    """
    cell = marked_cell(digits(measure.number), width, found)
    room = width - cell.cell_len
    sign = (SELECTED, "bold cyan") if selected else (AFTER_SIGN, "bold yellow") if after_signature else None
    if sign is None or room < 1:
        cell.pad_left(room)
        return cell
    return Text.assemble(sign, " " * (room - 1), cell, no_wrap=True)


def _searched_cells(measure: Measure) -> tuple[str, str, str, str]:
    """The texts of the first columns, in which a search looks."""
    return (
        digits(measure.number),
        " ".join(measure.title.split()),
        " ".join((", ".join(measure.divisions) or measure.responsible).split()),
        short_period(measure.period),
    )


def short_period(period: Period) -> str:
    """ก.พ.–เม.ย. ๖๖ where the days are known, else the words as written."""
    if period.start is None or period.end is None:
        return " ".join(period.text.split())
    first, last = MONTHS_SHORT[period.start.month - 1], MONTHS_SHORT[period.end.month - 1]
    year = digits((period.end.year + 543) % 100)
    start_year = f" {digits((period.start.year + 543) % 100)}" if period.start.year != period.end.year else ""
    if (period.start.year, period.start.month) == (period.end.year, period.end.month):
        return f"{last} {year}"
    return f"{first}{start_year}–{last} {year}"


def days_of(period: Period) -> str:
    """The days that the words of a period were understood as."""
    if period.start is None or period.end is None:
        return "ยังไม่ทราบวันเริ่มและวันสิ้นสุด" if period.text.strip() else "ยังไม่ระบุระยะเวลา"
    return f"{short_date(period.start)} – {short_date(period.end)}"


def details(
    measure: Measure,
    today: date,
    found: Marks = NOTHING_MARKED,
    width: int = 40,
    *,
    after_signature: bool = False,
) -> Content:
    """What stands beside the list: the measure in full, empty fields left out, and first where a search found it."""
    elsewhere = found_elsewhere(texts_of(measure), found, _searched_cells(measure), width)
    parts: list[Content | tuple[str, str] | str] = [elsewhere, "\n\n"] if elsewhere else []
    parts += _head(measure, today, found)
    if after_signature:
        parts += ["\n", (f"{AFTER_SIGN} แก้ไข{AFTER_SIGNATURE}", "$text-warning")]
    for field in ("guideline", "method", "result", "outcome", "recommendation", "follow_up"):
        text = getattr(measure, field)
        if text.strip():
            parts += ["\n\n", (FIELD_WORDS[field], "$text-accent"), "\n", marked(text, found)]
    if measure.steps:
        ticked = sum(step.status is WorkStatus.COMPLETED for step in measure.steps)
        steps = f"{FIELD_WORDS['steps']} {digits(ticked)}/{digits(len(measure.steps))}"
        parts += ["\n\n", (steps, "$text-accent")]
        for step in measure.steps:
            parts += [f"\n{step.status.sign} ", marked(step.text, found)]
    parts += ["\n\n", (measure.proof.full_label, "$text-accent")]
    for piece in measure.evidence:
        parts += ["\n• ", marked(piece.title, found), f" ({piece.kind.label})"]
    return Content.assemble(*parts)


def _head(measure: Measure, today: date, found: Marks) -> list[Content | tuple[str, str] | str]:
    """Its number and title, its status today, and who sees to it when."""
    late, done = late_words(measure, today), progress(measure)
    status = f"{measure.status.sign} {measure.status.label}"
    return [
        marked(f"{digits(measure.number)}. {measure.title}", found, "bold"),
        "\n",
        (f"{status} · {digits(done)} %" if done is not None else status, STATUS_COLORS[measure.status]),
        (f" · {late}" if late else "", "$text-error"),
        "\n",
        marked(_who_and_when(measure), found, "$foreground-muted"),
    ]


def _who_and_when(measure: Measure) -> str:
    who = measure.responsible or ", ".join(measure.divisions)
    return " · ".join(filter(None, (who, measure.period.text)))


def glance(
    measure: Measure,
    today: date,
    found: Marks = NOTHING_MARKED,
    width: int = 76,
    *,
    after_signature: bool = False,
) -> Content:
    """A measure in two lines, where there is no room for its details; the second says where a search found it."""
    title = " ".join(measure.title.split())
    late = late_words(measure, today)
    who = " ".join(_who_and_when(measure).split())
    elsewhere = found_elsewhere(texts_of(measure), found, (*_searched_cells(measure), who), width)
    signed = f"{AFTER_SIGN} {AFTER_SIGNATURE} · " if after_signature else ""
    second = elsewhere or Content.assemble(
        (signed, "$text-warning"), (f"{late} · " if late else "", "$text-error"), marked(who, found)
    )
    first = marked(title, found, "bold $foreground")
    return Content("\n").join(line.truncate(width, ellipsis=True) for line in (first, second))
