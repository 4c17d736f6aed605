"""What differs between two states of a year, field by field, old → new: since a meeting, since a round was signed.

Things are matched by what the store numbers them with where both sides have it (a measure that was renumbered stays
the same measure), else by what names them: a measure by its number, an OIT item by its code, a survey by its instrument.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import takewhile
from typing import Any, TypeVar

from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.evidence import Evidence
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import FIELD_WORDS, Measure, ProgressNote, Proof, Step, WorkStatus
from ita_tui.domain.period import Period
from ita_tui.domain.progress import progress
from ita_tui.domain.report import Report
from ita_tui.domain.respondents import Count, Survey
from ita_tui.domain.scores import IssueAnalysis, QuestionScore, Scores
from ita_tui.thai.cells import cell_width
from ita_tui.thai.clusters import snap_left
from ita_tui.thai.dates import short_date
from ita_tui.thai.numerals import digits
from ita_tui.thai.words import cut, word_left

Thing = TypeVar("Thing")

ADDED, REMOVED = "เพิ่มใหม่", "ลบออก"
ITEM_WORDS: Mapping[str, str] = {
    "name": "ชื่อข้อ",
    "responsible": "ผู้รับผิดชอบ",
    "divisions": "ส่วนราชการ",
    "sections": "งาน",
    "url": "ลิงก์",
    "status": "สถานะ",
    "note": "หมายเหตุ",
    "seen": "วันที่เห็นบนเว็บไซต์",
    "evidence": "หลักฐาน",
}
SURVEY_WORDS: Mapping[str, str] = {
    "population": "ผู้มีส่วนได้ส่วนเสียทั้งหมด",
    "official_minimum": "ค่าขั้นต่ำ",
    "official_reason": "ที่มาของค่าขั้นต่ำ",
    "opens": "วันเปิด",
    "closes": "วันปิด",
    "link": "ลิงก์",
    "counts": "จำนวนผู้ตอบ",
}
SCORE_WORDS: Mapping[str, str] = {
    "year": "ปีที่ประเมิน",
    "indicators": "คะแนนรายตัวชี้วัด",
    "instruments": "คะแนนรายแบบวัด",
    "printed_total": "คะแนนรวมที่พิมพ์",
    "printed_level": "ระดับที่พิมพ์",
    "questions": "คะแนนรายข้อ",
    "to_develop": "ประเด็นที่ควรพัฒนา",
}
ISSUE_WORDS: Mapping[str, str] = {
    "lowest": "ข้อที่ได้คะแนนน้อยที่สุด",
    "cause": "สาเหตุ",
    "remark": "หมายเหตุ",
    "improvement": "แนวทางการยกระดับ",
}
# A measure's progress follows from its steps; it is told beside them because the committee reads it.
_MEASURE_FIELDS = {
    name: word for name, word in FIELD_WORDS.items() if name not in {"proposal", "percent", "follows"}
}


@dataclass(frozen=True)
class Difference:
    """One field that differs. ``subject`` names the thing (``measure:12``, ``item:5``, ``survey:3``, ``scores``).

    ``name`` is what she calls it (มาตรการ ๔), ``title`` its title, ``field`` the Thai word of the field; ``old`` and
    ``new`` are what stands there, in words. A thing that came or went has one difference, whose ``field`` is
    :data:`ADDED` or :data:`REMOVED`. ``number`` is a measure's or an item's as it stands in the later state.
    """

    subject: str
    name: str
    title: str
    field: str
    old: str = ""
    new: str = ""
    number: int | None = None


def differences(before: Report, after: Report) -> tuple[Difference, ...]:
    """What differs in all that a report can print: measures first, then proposals, items, surveys and scores."""
    return (
        *_measures(before.measures, after.measures),
        *_measures(before.proposals, after.proposals),
        *_each(before.disclosure, after.disclosure, lambda item: item.code, _item_name, ITEM_WORDS),
        *_each(before.surveys, after.surveys, lambda survey: survey.instrument, _survey_name, SURVEY_WORDS),
        *_each(_one(before.scores), _one(after.scores), lambda _: "", _scores_name, SCORE_WORDS),
        *_each(before.issues, after.issues, lambda issue: issue.number, _issue_name, ISSUE_WORDS),
        *_of_agency(before, after),
    )


def changed_measures(found: Iterable[Difference]) -> frozenset[int]:
    """The store's numbers of the measures that differ."""
    subjects = (one.subject.partition(":") for one in found)
    return frozenset(int(number) for kind, _, number in subjects if kind == "measure" and number)


def _measures(before: Sequence[Measure], after: Sequence[Measure]) -> Iterator[Difference]:
    for measure, word in ((m, ADDED) for m, old in _pairs(after, before, _measure_key) if old is None):
        yield _of(_measure_name(measure), word)
    for new, old in _pairs(after, before, _measure_key):
        if old is not None:
            yield from _fields(_measure_name(new), old, new, _MEASURE_FIELDS)
            if progress(old) != progress(new):
                told = _percent(progress(old)), _percent(progress(new))
                yield _of(_measure_name(new), FIELD_WORDS["percent"], *told)
    for gone, kept in _pairs(before, after, _measure_key):
        if kept is None:
            yield _of(_measure_name(gone), REMOVED)


def _each(
    before: Sequence[Thing],
    after: Sequence[Thing],
    key: Callable[[Thing], Hashable],
    name: Callable[[Thing], Difference],
    fields: Mapping[str, str],
) -> Iterator[Difference]:
    """What came, what changed and what went of things that are known by a key."""
    for new, old in _pairs(after, before, key):
        if old is None:
            yield _of(name(new), ADDED)
        else:
            yield from _fields(name(new), old, new, fields)
    for gone, kept in _pairs(before, after, key):
        if kept is None:
            yield _of(name(gone), REMOVED)


def _of_agency(before: Report, after: Report) -> Iterator[Difference]:
    name = Difference("agency", "หน่วยงาน", after.agency.name, "")
    if before.agency != after.agency:
        yield _of(name, "ข้อมูลหน่วยงาน", before.agency.name, after.agency.name)
    old, new = (", ".join(division.name for division in report.divisions) for report in (before, after))
    if old != new:
        yield _of(name, "ส่วนราชการ", old, new)


def _pairs(
    wanted: Sequence[Thing], others: Sequence[Thing], key: Callable[[Thing], Hashable]
) -> list[tuple[Thing, Thing | None]]:
    known = {key(other): other for other in reversed(others)}
    return [(thing, known.get(key(thing))) for thing in wanted]


def _measure_key(measure: Measure) -> Hashable:
    return ("number", measure.number) if measure.id is None else ("id", measure.id)


def _fields(name: Difference, old: object, new: object, fields: Mapping[str, str]) -> Iterator[Difference]:
    for field, word in fields.items():
        was, now = bare(getattr(old, field)), bare(getattr(new, field))
        if was != now:
            yield _of(name, word, in_words(was), in_words(now))


def _of(name: Difference, field: str, old: str = "", new: str = "") -> Difference:
    """A difference of the thing that ``name`` names."""
    return Difference(name.subject, name.name, name.title, field, old, new, name.number)


def told_apart(old: str, new: str, room: int) -> tuple[str, str]:
    """Two texts in so many cells together: of long ones what they have in common at first is left out.

    A word or two that both have lead on to where they differ, as far as these leave room for the difference.
    """
    if cell_width(old) + cell_width(new) <= room:
        return old, new
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    word = word_left(old, common)
    starts = (word_left(old, word), word, min(snap_left(old, common), snap_left(new, common)))
    same = next((at for at in starts if cell_width(old[at:common]) <= room // 4), starts[-1])
    if same:
        old, new = f"…{old[same:]}", f"…{new[same:]}"
    old = cut(old, max(room // 2, room - cell_width(new)))
    return old, cut(new, room - cell_width(old))


# --- names -----------------------------------------------------------------------------------------------------


def _measure_name(measure: Measure) -> Difference:
    word = "ข้อเสนอมาตรการ" if measure.proposal else "มาตรการ"
    subject = "measure" if measure.id is None else f"measure:{measure.id}"
    return Difference(subject, f"{word} {digits(measure.number)}", measure.title, "", number=measure.number)


def _item_name(item: DisclosureItem) -> Difference:
    subject = "item" if item.id is None else f"item:{item.id}"
    return Difference(subject, f"ข้อ OIT {digits(item.number)}", item.name, "", number=item.number)


def _survey_name(survey: Survey) -> Difference:
    subject = "survey" if survey.id is None else f"survey:{survey.id}"
    return Difference(subject, f"แบบวัด {survey.instrument.label}", "", "")


def _scores_name(scores: Scores) -> Difference:
    return Difference("scores", f"ผลคะแนนปี {digits(scores.year)}", "", "")


def _issue_name(issue: IssueAnalysis) -> Difference:
    return Difference("issues", f"ประเด็นที่ {digits(issue.number)}", "", "", number=issue.number)


# --- values in words -------------------------------------------------------------------------------------------


def bare(value: object) -> object:
    """A value without the store's numbers, which say nothing of what was written."""
    if isinstance(value, tuple):
        return tuple(bare(one) for one in value)
    if hasattr(value, "__dataclass_fields__"):
        fields = vars(value)
        return type(value)(**{name: None if name == "id" else bare(one) for name, one in fields.items()})
    return value


def in_words(value: object) -> str:
    """What stands in a field, to be read in a line or a cell; empty where nothing stands there."""
    if value is None or value in ("", ()):
        return ""
    worded = (word(value) for kind, word in _WORDED if isinstance(value, kind))
    return next(worded, str(value))


def _listed(values: tuple[Any, ...]) -> str:
    worded = (word(values) for kind, word in _LISTED if isinstance(values[0], kind))
    return next(worded, ", ".join(in_words(one) or "–" for one in values))


def _steps(steps: tuple[Step, ...]) -> str:
    done = sum(step.status is WorkStatus.COMPLETED for step in steps)
    texts = ", ".join(step.text for step in steps)
    return f"เสร็จ {digits(done)}/{digits(len(steps))} ขั้นตอน: {texts}"


def _pieces(pieces: tuple[Evidence, ...]) -> str:
    return f"{digits(len(pieces))} รายการ: {', '.join(piece.title for piece in pieces)}"


def _notes(notes: tuple[ProgressNote, ...]) -> str:
    return ", ".join(f"{short_date(note.on)} {note.text}" for note in notes)


def _counts(counts: tuple[Count, ...]) -> str:
    return f"{digits(counts[-1].total)} คน ณ {short_date(counts[-1].on)}"


def _questions(questions: tuple[QuestionScore, ...]) -> str:
    return ", ".join(f"{one.code} {in_words(one.score)}".strip() for one in questions)


_LISTED: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (Step, _steps),
    (Evidence, _pieces),
    (ProgressNote, _notes),
    (Count, _counts),
    (QuestionScore, _questions),
)
_WORDED: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (WorkStatus, lambda status: f"{status.sign} {status.label}"),
    (DisclosureStatus, lambda status: f"{status.sign} {status.label}"),
    (Proof, lambda proof: proof.label),
    (Instrument, lambda instrument: instrument.label),
    (Period, lambda period: period.text),
    (date, short_date),
    (Decimal, lambda number: digits(str(number))),
    (int, digits),
    (tuple, _listed),
    (Mapping, lambda by: ", ".join(f"{in_words(key)} {in_words(one)}" for key, one in by.items())),
)


def _percent(value: int | None) -> str:
    return "" if value is None else f"{digits(value)} %"


def _one(scores: Scores | None) -> tuple[Scores, ...]:
    return () if scores is None else (scores,)
