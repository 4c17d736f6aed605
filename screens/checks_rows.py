"""How a finding looks: its row under its level, its details, and the lines above the list."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text
from textual.content import Content

from ita_tui.domain.checks import Finding, Level, blocking, counted
from ita_tui.domain.waivers import Waiver
from ita_tui.thai.dates import short_date
from ita_tui.thai.numerals import digits, said, shown
from ita_tui.thai.searching import NOTHING_MARKED, Marks
from ita_tui.thai.words import cut
from screens.found_words import marked, marked_cell
from screens.widgets.ticked_list import FREE, TICKED

HEADS = ("", "", "ที่", "สิ่งที่พบ")
READY = "พร้อมลงนาม"
WAIVED, LAPSED = "ยกเว้นแล้ว", "เคยยกเว้น แต่แก้แล้วหรือข้อมูลเปลี่ยนไป"
WAIVED_SIGN, LAPSED_SIGN = "–", "○"
COLORS = {Level.BLOCKS: "$text-error", Level.WARNS: "$text-warning", Level.NOTES: "$text-accent"}
_RICH_COLORS = {Level.BLOCKS: "red", Level.WARNS: "yellow", Level.NOTES: "cyan"}

Key = tuple[str, str, str, str, str]
ListRow = str | Finding | Waiver
"""A heading, a finding, or a waiver that covers nothing any more."""


def key_of(found: Finding) -> Key:
    """What tells a finding from all others, also after the year was looked over again."""
    return found.rule, found.subject, found.where, found.place, found.mark


@dataclass(frozen=True)
class Listed:
    """What is listed: the findings that stand by level, then, where she asked for them, what was waived."""

    standing: tuple[Finding, ...] = ()
    waived: tuple[Finding, ...] = ()
    lapsed: tuple[Waiver, ...] = ()

    def rows(self) -> Iterator[ListRow]:
        for level in Level:
            of_level = [one for one in self.standing if one.level is level]
            if of_level:
                yield f"{level.sign} {level.label} ({digits(len(of_level))})"
                yield from of_level
        if self.waived:
            yield f"{WAIVED_SIGN} {WAIVED} ({digits(len(self.waived))})"
            yield from self.waived
        if self.lapsed:
            yield f"{LAPSED_SIGN} {LAPSED} ({digits(len(self.lapsed))})"
            yield from self.lapsed


# --- rows ----------------------------------------------------------------------------------------------------


def widths(room: int) -> tuple[int, ...]:
    """Cells of each column in a table ``room`` cells wide, one blank between the columns."""
    where = max(20, room * 3 // 10)
    return (3, 1, where, max(20, room - 3 - 1 - where - 4))


def heads(columns: tuple[int, ...]) -> tuple[Text, ...]:
    return tuple(Text(cut(head, width), no_wrap=True) for head, width in zip(HEADS, columns, strict=True))


def cells(
    row: ListRow, ticked: Collection[Key], columns: tuple[int, ...], found: Marks = NOTHING_MARKED
) -> tuple[Text, ...]:
    """The cells of a row, cut between letters with a visible sign where they do not fit."""
    if isinstance(row, str):
        # A heading begins over the ticks and goes on where it is not cut: in the two columns of words.
        sign, _, words = row.partition(" ")
        return (Text(""), Text(sign, style="bold"), _headed(words, columns[2]), Text(""))
    if isinstance(row, Waiver):
        texts = ("", LAPSED_SIGN, waiver_place(row), _reason(row))
        return tuple(
            marked_cell(text, width, found, "dim") for text, width in zip(texts, columns, strict=True)
        )
    tick = (TICKED if key_of(row) in ticked else FREE).strip()
    sign = row.level.sign if row.stands else WAIVED_SIGN
    style = "" if row.stands else "dim"
    return (
        Text(tick, no_wrap=True),
        Text(sign, no_wrap=True, style=f"bold {_RICH_COLORS[row.level]}" if row.stands else "dim"),
        marked_cell(row.name, columns[2], found, style),
        marked_cell(_words(row), columns[3], found, style),
    )


def _words(found: Finding) -> str:
    """What was found; of what was waived the reason, too."""
    return f"{found.words} · {_reason(found.waiver)}" if found.waiver is not None else found.words


def _reason(waiver: Waiver) -> str:
    return f"เหตุผล: {' '.join(waiver.reason.split())}"


def _headed(words: str, width: int) -> Text:
    return Text(cut(words, width), no_wrap=True, style="bold")


def waiver_place(waiver: Waiver) -> str:
    """Where a waiver was given, as far as it says so."""
    return f"มาตรการ {digits(waiver.measure)}" if waiver.measure is not None else waiver.place


# --- around the list -----------------------------------------------------------------------------------------


def summary(found: Sequence[Finding], waived: int, *, whole: bool) -> Content:
    """! ต้องแก้ก่อนลงนาม ๓ · ▲ ควรตรวจ ๒ · • ข้อสังเกต ๔ · – ยกเว้นแล้ว ๑; ``whole`` once everything was looked at."""
    ready = whole and not blocking(found)
    parts: list[Content | tuple[str, str] | str] = [(f"✓ {READY} · ", "bold $text-success")] if ready else []
    for level, number in counted(found).items():
        color = COLORS[level] if number else "$foreground-muted"
        parts.append(
            (f"{level.sign} {level.label} {digits(number)} · ", f"bold {color}" if number else color)
        )
    parts.append((f"{WAIVED_SIGN} {WAIVED} {digits(waived)}", "$foreground-muted"))
    return Content.assemble(*parts)


# --- one finding ---------------------------------------------------------------------------------------------


def waiver_words(waiver: Waiver) -> str:
    """ยกเว้นเมื่อ ๑๘ มี.ค. ๖๙: the reason."""
    day = f"เมื่อ {short_date(waiver.at.date())}" if waiver.at else ""
    return f"{WAIVED}{day}: {shown(' '.join(waiver.reason.split()))}"


def details(row: ListRow | None, found: Marks = NOTHING_MARKED) -> Content:
    """What stands beside the list: what was found, why it matters, what puts it right, and its waiver."""
    if row is None or isinstance(row, str):
        return Content("")
    if isinstance(row, Waiver):
        return Content.assemble((waiver_place(row), "bold"), "\n\n", waiver_words(row), "\n\n", said(LAPSED))
    parts: list[Content | tuple[str, str] | str] = [marked(row.name, found, "bold"), "\n"]
    parts += [(f"{row.level.sign} {row.level.label}", COLORS[row.level]), "\n\n", marked(row.words, found)]
    parts += ["\n\n", ("ทำไม", "$text-accent"), "\n", said(row.why)]
    parts += ["\n\n", ("ทำอย่างไร", "$text-accent"), "\n", said(row.do)]
    if row.waiver is not None:
        parts += ["\n\n", (waiver_words(row.waiver), "$text-warning")]
    return Content.assemble(*parts)


def glance(row: ListRow | None, width: int, found: Marks = NOTHING_MARKED) -> Content:
    """A finding in at most four lines ``width`` cells wide, where there is no room for its details."""
    if row is None or isinstance(row, str):
        return Content("")
    if isinstance(row, Waiver):
        return Content.assemble((cut(waiver_words(row), width), "$foreground"))
    # A line may end up to a word early, so two lines hold a little less than twice the width.
    words = cut(row.words, max(width, 2 * width - 24))
    last = waiver_words(row.waiver) if row.waiver is not None else f"ทำไม: {said(row.why)}"
    return Content.assemble(
        marked(words, found, "bold $foreground"),
        "\n",
        cut(last, width),
        "\n",
        (cut(f"▸ {said(row.do)}", width), "$foreground"),
    )
