"""What stands beside the lists of a document that was read: everything about the line under the cursor."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from textual.content import Content

from ita_tui import papers
from ita_tui.domain.measure import FIELD_WORDS, Measure, WorkStatus
from ita_tui.thai.dates import short_date
from ita_tui.thai.numerals import digits
from screens.draft_lists import NOT_TAKEN, about_measure, answer_of, one_line
from screens.draft_others import others
from screens.measure_rows import STATUS_COLORS, days_of

if TYPE_CHECKING:
    from ita_tui.intake.draft import Doubt, Draft, FoundTable

Part: TypeAlias = Content | tuple[str, str] | str

_TEXTS = (
    "guideline", "method", "steps", "result", "outcome", "recommendation", "follow_up", "weak_item", "items",
    "cancel_reason", "notes", "evidence",
)  # fmt: skip
_TICKS = {True: "✓", False: "○"}
_LABEL, _MUTED = "$text-accent", "$text-muted"

_TO_TABLES = "กด ↵ เพื่อไปกำหนดความหมายของช่องในรายการตาราง"
_WHY_NO_CHOICE = {
    "unknown_column": _TO_TABLES,
    "unknown_table": _TO_TABLES,
    "no_heads": _TO_TABLES,
    "two_columns": "ถ้าไม่ต้องการให้ต่อกัน กำหนดความหมายของช่องใดช่องหนึ่งใหม่ได้ในรายการตาราง (กด 1)",
    "other_year": "ปีที่จะนำเข้าเลือกได้จากหน้าเลือกไฟล์ กด Esc เพื่อกลับไปแก้",
    "cell_count": "เอกสารไม่ได้บอกว่าช่องใดขาดหรือเกิน โปรแกรมจึงไม่เลือกแทน เทียบกับต้นฉบับแล้วแก้ได้หลังนำเข้า",
    "empty_cell": "เอกสารไม่มีข้อความให้เติม เขียนเพิ่มได้หลังนำเข้า",
    "unread_period": "ไม่ทราบว่าหมายถึงวันใด ข้อความเดิมเก็บไว้ครบ ใส่วันที่ได้หลังนำเข้า",
    "numbering": "เทียบกับต้นฉบับว่ามีข้อความที่หายไปหรือไม่ ลำดับและข้อความแก้ได้หลังนำเข้า",
    "repeated_text": "โปรแกรมไม่ทราบว่ามาตรการใดซ้ำ จึงเก็บไว้ทั้งคู่ ลบมาตรการที่ซ้ำได้หลังนำเข้า",
    "item_code": "ข้อความเดิมเก็บไว้ครบ ผูกมาตรการกับข้อ OIT เองได้ที่หน้า F5 หลังนำเข้า",
    "score": "รับค่าตามที่อ่านได้ โปรดเทียบกับต้นฉบับ",
    "question_code": "รับรหัสที่ตรงกับข้อคำถามมากที่สุด โปรดเทียบกับต้นฉบับ",
}
_NO_OTHER_WAY = "ไม่มีทางเลือกอื่นให้เสนอ ข้อความเดิมเก็บไว้ครบ แก้ไขได้หลังนำเข้า"


def why_no_choice(doubt: "Doubt") -> str:
    """Why a doubt cannot be accepted or refused, and what to do instead."""
    return _WHY_NO_CHOICE.get(doubt.kind.value, _NO_OTHER_WAY)


def details_of(key: str, draft: "Draft", *, first_row_is_data: bool = False) -> Content:
    """Everything about the line of a key; ``first_row_is_data`` tells what she said of its table."""
    kind, _, rest = key.partition(":")
    if kind == "table":
        return _table(draft.tables[int(rest)], first_row_is_data=first_row_is_data)
    shown: Mapping[str, Callable[[Draft, str], Content]] = {
        "column": _column,
        "measure": partial(_numbered, of_proposal=False),
        "proposal": partial(_numbered, of_proposal=True),
        "other": _other,
        "doubt": _keyed,
    }
    return shown[kind](draft, rest) if kind in shown else Content(draft.left_out[int(rest)])


def _numbered(draft: "Draft", number: str, *, of_proposal: bool) -> Content:
    measure = measure_of(draft, int(number), of_proposal=of_proposal)
    return Content("") if measure is None else _measure(measure, about_measure(draft, measure))


def _other(draft: "Draft", key: str) -> Content:
    other = next(other for other in others(draft) if other.key == key)
    return Content("\n".join((other.line, "", *other.details)))


def _keyed(draft: "Draft", key: str) -> Content:
    doubt = doubt_of(draft, key)
    return Content("") if doubt is None else _doubt(doubt, draft)


def measure_of(draft: "Draft", number: int | None, *, of_proposal: bool) -> Measure | None:
    measures = draft.proposals if of_proposal else draft.measures
    return next((measure for measure in measures if measure.number == number), None)


def doubt_of(draft: "Draft", key: str) -> "Doubt | None":
    return next((doubt for doubt in draft.doubts if doubt.key == key), None)


def column_named_in(doubt: "Doubt", draft: "Draft") -> str | None:
    """The key of the line in the list of tables that a doubt about heads speaks of; None where it speaks of none."""
    for number, table in enumerate(draft.tables):
        place = f" {table.where}" if table.where else f"บรรทัด {digits(table.line)}"
        if doubt.place != f"ตารางที่{place}":
            continue
        for at, column in enumerate(table.columns):
            if column.head and f"“{one_line(column.head)}”" in doubt.words:
                return f"column:{number}:{at}"
        return f"table:{number}"
    return None


# --- tables --------------------------------------------------------------------------------------------------


def _table(table: "FoundTable", *, first_row_is_data: bool) -> Content:
    first = "เป็นข้อมูลแถวหนึ่ง" if first_row_is_data else "เป็นหัวตาราง"
    unused = table.purpose == "unused"
    purpose = "ไม่ได้นำเข้า เพราะยังไม่รู้ว่าช่องใดเป็นชื่อมาตรการ" if unused else f"อ่านเป็น{table.purpose.label}"
    parts: list[Part] = [
        (table.place, "bold"),
        (f"\n{digits(table.rows)} แถว · {purpose}", "$text-warning" if unused else ""),
        f"\nแถวแรก{first} · กด ↵ เพื่อเปลี่ยน",
        ("\n\nแถวแรกของตาราง\n", _LABEL),
        _row([column.head for column in table.columns]),
        ("\n\nแถวถัดไป", _LABEL),
    ]
    parts += [f"\n{_row(sample)}" for sample in table.samples] or ["\n(ไม่มี)"]
    return Content.assemble(*parts)


def _row(cells: Sequence[str]) -> str:
    return " | ".join(one_line(cell) or "–" for cell in cells)


def _column(draft: "Draft", place: str) -> Content:
    number, at = map(int, place.split(":"))
    table = draft.tables[number]
    column = table.columns[at]
    near = " เดาจากคำที่ใกล้เคียง โปรดตรวจ" if column.near else ""
    taken = (
        f"นำเข้าเป็น{column.taken_for}{near}" if column.column else f"{NOT_TAKEN} ข้อความในช่องนี้จะอยู่ในรายการ 4"
    )
    samples = [sample[at] for sample in table.samples if at < len(sample) and sample[at]]
    parts: list[Part] = [
        (f"ช่อง “{one_line(column.head)}”" if column.head else "ช่องที่ไม่มีหัว", "bold"),
        (f"\n{taken}", "" if column.column and not column.near else "$text-warning"),
        ("\nกด ↵ เพื่อเลือกความหมายอื่น หรือไม่นำเข้า", _MUTED),
        ("\n\nตัวอย่างข้อความในช่องนี้", _LABEL),
    ]
    parts += [f"\n• {sample}" for sample in samples] or ["\n(ว่างทุกแถวที่ดู)"]
    return Content.assemble(*parts)


# --- measures ------------------------------------------------------------------------------------------------


def _measure(measure: Measure, about: "Sequence[Doubt]") -> Content:
    return Content.assemble(*_head(measure, about), *_about(about), *_fields(measure))


def _head(measure: Measure, about: "Sequence[Doubt]") -> Iterator[Part]:
    """Number and title, status, who and when."""
    proposed = any(doubt.kind == "proposed_status" for doubt in about)
    yield (f"{digits(measure.number)}. {one_line(measure.title) or '(ไม่มีชื่อ)'}", "bold")
    status = f"\n{measure.status.sign} {measure.status.label}"
    yield (status + (" (เสนอจากข้อความในเอกสาร)" if proposed else ""), STATUS_COLORS[measure.status])
    yield f"\n{one_line(measure.responsible) or 'ไม่ได้ระบุผู้รับผิดชอบ'}"
    offices = ", ".join((*measure.divisions, *measure.sections))
    if offices and offices != one_line(measure.responsible):
        yield (f"\nส่วนราชการและงาน: {offices}", _MUTED)
    period = one_line(measure.period.text)
    yield f"\n{period} ({days_of(measure.period)})" if period else f"\n{days_of(measure.period)}"
    if measure.issue:
        yield (f"\nประเด็นที่ {digits(measure.issue)}", _MUTED)


def _about(about: "Sequence[Doubt]") -> Iterator[Part]:
    if about:
        yield (f"\n\nข้อสงสัย ({digits(len(about))}) · กด ↵ เพื่อไปตัดสิน", _LABEL)
    for doubt in about:
        sign, color = answer_of(doubt)
        cell = doubt.place.partition(" ช่อง")[2]
        yield (f"\n{sign.partition(' ')[0]} ", color)
        yield f"{f'{cell}: ' if cell else ''}{one_line(doubt.words)}"
        yield f" → {one_line(doubt.proposal)}" if doubt.proposal else ""


def _fields(measure: Measure, without: str = "") -> Iterator[Part]:
    """Every field that holds something, as it would arrive."""
    for field in _TEXTS:
        text = "" if field == without else text_in(measure, field)
        if text:
            yield (f"\n\n{FIELD_WORDS[field]}\n", _LABEL)
            yield text


def text_in(measure: Measure, field: str) -> str:
    """A field of a measure as it is read; empty where it holds nothing."""
    if field == "steps":
        return "\n".join(
            f"{_TICKS[step.status is WorkStatus.COMPLETED]} {step.text}" for step in measure.steps
        )
    if field == "items":
        return ", ".join(measure.items)
    if field == "notes":
        return "\n".join(f"{short_date(note.on)} {note.text}" for note in measure.notes)
    if field == "evidence":
        return "\n".join(f"• {piece.title} ({piece.kind.label})" for piece in measure.evidence)
    plain = {"period": measure.period.text, "status": measure.status.label}
    return plain.get(field) or str(getattr(measure, field, ""))


# --- doubts --------------------------------------------------------------------------------------------------


def _doubt(doubt: "Doubt", draft: "Draft") -> Content:
    sign, color = answer_of(doubt)
    parts: list[Part] = [
        (doubt.kind.label, "bold"),
        (f"\n{sign}", color),
        (f" · {_held(doubt)}" if doubt.choice else "", _MUTED),
        f"\n{doubt.place}: {one_line(doubt.words)}",
    ]
    if doubt.proposal:
        parts += [("\nข้อเสนอ: ", _LABEL), doubt.proposal]
    if not doubt.choice:
        parts.append((f"\n{why_no_choice(doubt)}", _MUTED))
    measure = measure_of(draft, doubt.measure, of_proposal=doubt.of_proposal)
    if measure is not None:
        parts += _beside(doubt, measure)
        parts += _parted_from(doubt, measure, draft)
    return Content.assemble(*parts)


def _held(doubt: "Doubt") -> str:
    """What the draft holds now."""
    if doubt.answer == "open":
        return "ตอนนี้ใช้ตามข้อเสนอ" if doubt.taken else "ตอนนี้คงตามเอกสาร"
    return "ใช้ตามข้อเสนอ" if doubt.taken else "คงตามเอกสาร"


def _beside(doubt: "Doubt", measure: Measure) -> Iterator[Part]:
    """The cell that the doubt is about, then the rest of its measure, both as they would arrive now."""
    field = _field_of(doubt)
    if field:
        yield (f"\n\n{FIELD_WORDS[field]} ตามที่จะนำเข้าตอนนี้\n", _LABEL)
        yield text_in(measure, field) or "(ว่าง)"
    yield "\n\n"
    yield from _head(measure, ())
    yield from _fields(measure, without=field)


def _parted_from(doubt: "Doubt", measure: Measure, draft: "Draft") -> Iterator[Part]:
    """The second measure of a row that she has parted."""
    if doubt.kind == "two_in_row" and doubt.taken:
        second = measure_of(draft, measure.number + 1, of_proposal=doubt.of_proposal)
        if second is not None:
            yield "\n\n"
            yield from _head(second, ())
            yield from _fields(second)


def _field_of(doubt: "Doubt") -> str:
    """The measure's field that a doubt is about, by the column that its place names; empty where it is none."""
    named = (column.value for column in papers.columns() if doubt.place.endswith(f" ช่อง{column.label}"))
    return next((field for field in named if field in FIELD_WORDS), "")
