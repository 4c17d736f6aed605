"""The lists of a document that was read: its tables, what arrives, what is doubtful, and what is left out."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from textual.content import Content

from ita_tui.domain.measure import Measure
from ita_tui.thai.cells import cell_width
from ita_tui.thai.numerals import digits
from ita_tui.thai.words import cut
from screens.draft_others import others
from screens.measure_rows import STATUS_COLORS, short_period
from screens.widgets.line_list import Line
from screens.widgets.padding import padded, padded_left

if TYPE_CHECKING:
    from ita_tui.intake.draft import Doubt, Draft, FoundColumn, FoundTable

ANSWER_SIGNS = {"open": "?", "accepted": "✓", "refused": "✕"}
ANSWER_COLORS = {"open": "$text-warning", "accepted": "$text-success", "refused": "$text-error"}
TOLD = "– แจ้งให้ทราบ"
"""What stands before a doubt that leaves no choice."""

NOT_TAKEN = "ไม่นำเข้า"
_STATUS, _PERIOD, _MARK, _ANSWER, _NUMBER = 16, 15, 5, 12, 3
_ROOM_FOR_PERIOD = 64


class Pane(StrEnum):
    """A list of the screen; the value is its widget's name, :attr:`label` its title."""

    TABLES = "tables"
    MEASURES = "measures"
    DOUBTS = "doubts"
    LEFT_OUT = "left_out"

    @property
    def label(self) -> str:
        return {"tables": "ตาราง", "measures": "มาตรการ", "doubts": "ข้อสงสัย", "left_out": "ไม่ได้นำเข้า"}[
            self.value
        ]

    @property
    def key(self) -> str:
        """The key that opens it: 1 to 4."""
        return str(list(Pane).index(self) + 1)


def one_line(words: str) -> str:
    return " ".join(words.split())


def waiting(doubts: "Sequence[Doubt]") -> int:
    """How many doubts await a decision."""
    return sum(doubt.choice and doubt.answer == "open" for doubt in doubts)


def titles(draft: "Draft", current: Pane) -> Content:
    """The line above the lists: their keys, names and counts, the one in sight lit up."""
    open_doubts = waiting(draft.doubts)
    proposals = f" + เสนอ {digits(len(draft.proposals))}" if draft.proposals else ""
    counts = {
        Pane.TABLES: digits(len(draft.tables)),
        Pane.MEASURES: digits(len(draft.measures)) + proposals,
        Pane.DOUBTS: digits(len(draft.doubts)) + (f" รอตัดสิน {digits(open_doubts)}" if open_doubts else ""),
        Pane.LEFT_OUT: digits(len(draft.left_out)),
    }
    parts = []
    for pane in Pane:
        lit = "bold reverse" if pane is current else ""
        key = (f" {pane.key} ", lit or "bold $text-accent")
        parts.append(Content.assemble(key, (f"{pane.label} {counts[pane]} ", lit)))
    return Content(" ").join(parts)


def lines_of(pane: Pane, draft: "Draft", room: int) -> list[Line]:
    """The lines of a list ``room`` cells wide; where there is nothing to list, what to do about it."""
    listed = {
        Pane.TABLES: _tables,
        Pane.MEASURES: _arriving,
        Pane.DOUBTS: _doubts,
        Pane.LEFT_OUT: _left_out,
    }[pane]
    lines = list(listed(draft, room))
    return lines or [Line("hint", Content.styled(_hint(pane, draft), "$text-muted"), heading=True)]


def _hint(pane: Pane, draft: "Draft") -> str:
    match pane:
        case Pane.TABLES if draft.whole:
            return "ไฟล์ข้อมูลของโปรแกรมนี้นำเข้าทั้งปีโดยตรง จึงไม่มีตารางให้กำหนดความหมาย"
        case Pane.TABLES:
            return "ไม่พบตารางในเอกสารนี้ · กด Esc เพื่อเลือกไฟล์อื่น"
        case Pane.MEASURES:
            return (
                "ยังไม่พบมาตรการ · กด 1 เลือกช่องที่เป็นชื่อมาตรการ แล้วกด ↵ เพื่อกำหนดความหมาย "
                "ทำเช่นเดียวกันกับช่องอื่น เช่น ผู้รับผิดชอบ ระยะเวลา ผลการดำเนินการ"
            )
        case Pane.DOUBTS:
            return "ไม่มีข้อสงสัย · กด Ctrl+S เพื่อนำเข้า"
        case _:
            return "ไม่มีข้อความที่ตกหล่น ทุกข้อความในเอกสารนำเข้าแล้ว"


# --- tables --------------------------------------------------------------------------------------------------


def _tables(draft: "Draft", room: int) -> Iterator[Line]:
    for number, table in enumerate(draft.tables):
        unused = table.purpose == "unused"
        purpose = table.purpose.label if unused else f"อ่านเป็น{table.purpose.label}"
        words = cut(f"{table.place} · {digits(table.rows)} แถว · {purpose}", room)
        yield Line(f"table:{number}", Content.styled(words, "bold $text-warning" if unused else "bold"))
        for at, column in enumerate(table.columns):
            yield Line(f"column:{number}:{at}", _column(column, table, room))


def _column(column: "FoundColumn", table: "FoundTable", room: int) -> Content:
    """A head as the document writes it, and what it was taken for; the heads of a table stand in a column."""
    width = min(max(cell_width(_head(other)) for other in table.columns), (room - 8) * 3 // 5)
    head = padded(cut(_head(column), width), width)
    sign, color = ("–", "$text-warning") if column.column is None else ("?" if column.near else "✓", "")
    taken = column.taken_for or NOT_TAKEN
    near = " (เดาจากคำที่ใกล้เคียง)" if column.near else ""
    return Content.styled(cut(f"  {sign} {head} → {taken}{near}", room), color or "$foreground")


def _head(column: "FoundColumn") -> str:
    return one_line(column.head) or "(ไม่มีหัว)"


# --- measures ------------------------------------------------------------------------------------------------


def _arriving(draft: "Draft", room: int) -> Iterator[Line]:
    about: dict[tuple[int | None, bool], list[Doubt]] = {}
    for doubt in draft.doubts:
        about.setdefault((doubt.measure, doubt.of_proposal), []).append(doubt)
    for measure in draft.measures:
        doubts = about.get((measure.number, False), [])
        yield Line(f"measure:{measure.number}", _measure(measure, doubts, room))
    if draft.proposals:
        count = digits(len(draft.proposals))
        yield _heading(f"มาตรการที่เอกสารเสนอไว้ ({count}) นำเข้าเป็นข้อเสนอมาตรการ", room)
    for measure in draft.proposals:
        doubts = about.get((measure.number, True), [])
        yield Line(f"proposal:{measure.number}", _measure(measure, doubts, room))
    rest = others(draft)
    if rest:
        yield _heading("ข้อมูลอื่นที่มากับเอกสาร", room)
    for other in rest:
        yield Line(f"other:{other.key}", Content(cut(f"  • {other.line}", room)))


def about_measure(draft: "Draft", measure: Measure) -> "tuple[Doubt, ...]":
    """The doubts about a measure or a proposal of the draft."""
    return tuple(
        doubt
        for doubt in draft.doubts
        if doubt.measure == measure.number and doubt.of_proposal is measure.proposal
    )


def _measure(measure: Measure, about: "Sequence[Doubt]", room: int) -> Content:
    period = cut(short_period(measure.period), _PERIOD) if room >= _ROOM_FOR_PERIOD else ""
    beside = _NUMBER + _STATUS + _MARK + 3 + (_PERIOD + 1 if room >= _ROOM_FOR_PERIOD else 0)
    width = max(12, room - beside)
    title = padded(cut(one_line(measure.title) or "(ไม่มีชื่อ)", width), width)
    mark, color = _mark(about)
    return Content.assemble(
        padded_left(digits(measure.number), _NUMBER),
        f" {title} ",
        (padded(f"{measure.status.sign} {measure.status.label}", _STATUS), STATUS_COLORS[measure.status]),
        f" {padded(period, _PERIOD)}" if period or room >= _ROOM_FOR_PERIOD else "",
        (padded_left(mark, _MARK), color),
    )


def _mark(about: "Sequence[Doubt]") -> tuple[str, str]:
    """How many doubts await her at a measure, or how many there are for her to know."""
    if count := waiting(about):
        return f"{ANSWER_SIGNS['open']} {digits(count)}", ANSWER_COLORS["open"]
    told = sum(not doubt.choice for doubt in about)
    return (f"– {digits(told)}", "$text-muted") if told else ("", "")


# --- doubts and what is left out -----------------------------------------------------------------------------


def _doubts(draft: "Draft", room: int) -> Iterator[Line]:
    for kind, doubts in _by_kind(draft.doubts).items():
        open_doubts = waiting(doubts)
        rest = f" · รอตัดสิน {digits(open_doubts)}" if open_doubts else ""
        yield _heading(f"{kind} ({digits(len(doubts))}){rest}", room)
        for doubt in doubts:
            yield Line(f"doubt:{doubt.key}", _doubt(doubt, room))


def _by_kind(doubts: "Sequence[Doubt]") -> "Mapping[str, list[Doubt]]":
    """The doubts kind by kind: those that she may decide first, what the program proposes for every row last of them."""
    kinds: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        kinds.setdefault(doubt.kind.label, []).append(doubt)
    return dict(sorted(kinds.items(), key=lambda pair: _rank(pair[1])))


def _rank(doubts: "Sequence[Doubt]") -> int:
    if not any(doubt.choice for doubt in doubts):
        return 2
    return int(all(doubt.kind == "proposed_status" for doubt in doubts))


def _doubt(doubt: "Doubt", room: int) -> Content:
    sign, color = answer_of(doubt)
    proposal = f" → {one_line(doubt.proposal)}" if doubt.proposal else ""
    words = f"{doubt.place}: {one_line(doubt.words)}"
    if doubt.kind == "proposed_status":  # the sentence is the same for each: the proposal says more
        words, proposal = doubt.place, f" → {doubt.proposal}"
    width = max(12, room - _ANSWER - 2)
    return Content.assemble((f" {padded(sign, _ANSWER)} ", color), cut(f"{words}{proposal}", width))


def answer_of(doubt: "Doubt") -> tuple[str, str]:
    """Sign and word of what she said to a doubt, and their colour."""
    if not doubt.choice:
        return TOLD, "$text-muted"
    return f"{ANSWER_SIGNS[doubt.answer]} {doubt.answer.label}", ANSWER_COLORS[doubt.answer]


def _left_out(draft: "Draft", room: int) -> Iterator[Line]:
    for number, words in enumerate(draft.left_out):
        yield Line(f"left:{number}", Content(cut(f"– {one_line(words)}", room)))


def _heading(words: str, room: int) -> Line:
    return Line(
        f"heading:{words.partition('(')[0]}",
        Content.styled(cut(words, room), "bold $text-accent"),
        heading=True,
    )
