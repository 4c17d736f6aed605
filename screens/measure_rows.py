"""How a measure looks in a list: its row of cells, and its details beside the list."""

from datetime import date

from rich.text import Text
from textual.content import Content

from ita_tui.domain.measure import FIELD_WORDS, Measure, WorkStatus
from ita_tui.domain.measure_list import Flag, flags
from ita_tui.domain.period import Period
from ita_tui.domain.progress import late_words, progress
from ita_tui.thai.dates import MONTHS_SHORT, short_date
from ita_tui.thai.numerals import thai_digits
from ita_tui.thai.words import cut

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
HEADS = ("ที่", "มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา", "คืบหน้า", "สถานะ", "หลักฐาน")


def widths(room: int) -> tuple[int, ...]:
    """Cells of each column in a table ``room`` cells wide, one blank between the columns."""
    wide = room >= 100
    fixed = (3, 0, 16 if wide else 10, 20 if wide else 12, 7, 16 if wide else 14, 12 if wide else 11)
    title = max(12, room - sum(fixed) - len(fixed))
    return (fixed[0], title, *fixed[2:])


def cells(measure: Measure, today: date, columns: tuple[int, ...]) -> tuple[Text, ...]:
    """The cells of a measure's row, cut between letters with a visible sign where they do not fit."""
    done, raised, lacking = progress(measure), flags(measure, today), Flag.NO_EVIDENCE
    marks = "".join(flag.sign for flag in raised if flag is not lacking)
    texts = (
        thai_digits(measure.number),
        " ".join(measure.title.split()),
        " ".join((", ".join(measure.divisions) or measure.responsible).split()),
        short_period(measure.period),
        f"{marks} {thai_digits(done)} %".strip() if done is not None else "–",
        f"{measure.status.sign} {measure.status.label}",
        f"{lacking.sign} {lacking.label}" if lacking in raised else measure.proof.label,
    )
    row = [Text(cut(text, width), no_wrap=True) for text, width in zip(texts, columns, strict=True)]
    for index in (0, 4):  # numbers end under each other
        row[index].pad_left(columns[index] - row[index].cell_len)
    row[5].stylize(_RICH_COLORS[measure.status])
    if marks:
        row[4].highlight_words(marks, "bold red" if Flag.OVERDUE in raised else "yellow")
    return tuple(row)


def short_period(period: Period) -> str:
    """ก.พ.–เม.ย. ๖๖ where the days are known, else the words as written."""
    if period.start is None or period.end is None:
        return " ".join(period.text.split())
    first, last = MONTHS_SHORT[period.start.month - 1], MONTHS_SHORT[period.end.month - 1]
    year = thai_digits((period.end.year + 543) % 100)
    start_year = (
        f" {thai_digits((period.start.year + 543) % 100)}" if period.start.year != period.end.year else ""
    )
    if (period.start.year, period.start.month) == (period.end.year, period.end.month):
        return f"{last} {year}"
    return f"{first}{start_year}–{last} {year}"


def days_of(period: Period) -> str:
    """The days that the words of a period were understood as."""
    if period.start is None or period.end is None:
        return "ยังไม่ทราบวันเริ่มและวันสิ้นสุด" if period.text.strip() else "ยังไม่ระบุระยะเวลา"
    return f"{short_date(period.start)} – {short_date(period.end)}"


def details(measure: Measure, today: date) -> Content:
    """What stands beside the list: the measure in full, empty fields left out."""
    parts = _head(measure, today)
    for field in ("guideline", "method", "result", "outcome", "recommendation", "follow_up"):
        text = getattr(measure, field)
        if text.strip():
            parts += ["\n\n", (FIELD_WORDS[field], "$text-accent"), "\n", text]
    if measure.steps:
        ticked = sum(step.status is WorkStatus.COMPLETED for step in measure.steps)
        steps = f"{FIELD_WORDS['steps']} {thai_digits(ticked)}/{thai_digits(len(measure.steps))}"
        parts += ["\n\n", (steps, "$text-accent")]
        parts += [f"\n{step.status.sign} {step.text}" for step in measure.steps]
    parts += ["\n\n", (measure.proof.full_label, "$text-accent")]
    parts += [f"\n• {piece.title} ({piece.kind.label})" for piece in measure.evidence]
    return Content.assemble(*parts)


def _head(measure: Measure, today: date) -> list[Content | tuple[str, str] | str]:
    """Its number and title, its status today, and who sees to it when."""
    late, done = late_words(measure, today), progress(measure)
    status = f"{measure.status.sign} {measure.status.label}"
    who = measure.responsible or ", ".join(measure.divisions)
    return [
        (f"{thai_digits(measure.number)}. {measure.title}", "bold"),
        "\n",
        (f"{status} · {thai_digits(done)} %" if done is not None else status, STATUS_COLORS[measure.status]),
        (f" · {late}" if late else "", "$text-error"),
        "\n",
        (" · ".join(filter(None, (who, measure.period.text))), "$foreground-muted"),
    ]


def glance(measure: Measure, today: date) -> Content:
    """A measure in two lines, where there is no room for its details."""
    late = late_words(measure, today)
    who = measure.responsible or ", ".join(measure.divisions)
    return Content.assemble(
        (" ".join(measure.title.split()), "bold $foreground"),
        "\n",
        (f"{late} · " if late else "", "$text-error"),
        " · ".join(filter(None, (" ".join(who.split()), measure.period.text))),
    )
