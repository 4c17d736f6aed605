"""What is checked of each measure: its proof, its result, its responsible, its period and its steps."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ita_tui.domain.findings import Checked, Finding, Level, Rule, about_measure, mark_of, one_line
from ita_tui.domain.measure import FIELD_WORDS, Measure, Proof, WorkStatus
from ita_tui.thai.clusters import cut
from ita_tui.thai.dates import short_date
from ita_tui.thai.folding import folded
from ita_tui.thai.likeness import most_alike
from ita_tui.thai.numerals import digits, shown

_WORKED = frozenset({WorkStatus.IN_PROGRESS, WorkStatus.COMPLETED})
_COPIED = ("result", "outcome")
_NO_LETTER = re.compile("[^a-z0-9\u0e01-\u0e3a\u0e40-\u0e4e]+")
_ONLY_DONE = re.compile(
    "ได้|มี|การ|ทำ|ดำเนิน|แล้ว|เสร็จ|สิ้น|เรียบร้อย|ครบถ้วน|สมบูรณ์|ตาม|แผน|กำหนด|ที่|ทุก|ประการ|ไว้|เป็นไป|อยู่ระหว่าง|กำลัง|ไม่|ยัง"
)
_LEAST_SAID = 4
"""In letters: a text that says no more than that it is done is rightly the same under many measures."""

_LONG_ENOUGH_TO_COPY = 60
_ALIKE = 90.0
"""Texts of so many letters are copies where they are so alike (0–100); shorter ones only where they are equal."""


def done_without_evidence(checked: Checked) -> Iterator[Finding]:
    """Work without any proof (:func:`~ita_tui.domain.progress.lacks_evidence`), and proof that names no piece of it.

    Blocks only what is said to be completed: that is what is signed.
    """
    for measure in checked.report.measures:
        if measure.status not in _WORKED:
            continue
        about, done = about_measure(measure), measure.status is WorkStatus.COMPLETED
        mark = mark_of(measure.status, measure.proof, bool(measure.evidence))
        if measure.evidence and measure.proof is Proof.NONE:
            yield about.at("proof").found(
                "no_evidence",
                Level.WARNS if done else Level.NOTES,
                "แนบหลักฐานแล้ว แต่สถานะหลักฐานยังเป็น “ไม่มีหลักฐาน”",
                why="รายงานจะบอกว่ามาตรการนี้ไม่มีหลักฐาน ทั้งที่แนบไว้แล้ว",
                do="เปิดมาตรการ แล้วเลือกสถานะหลักฐานให้ตรง",
                mark=mark,
            )
        elif not measure.evidence and measure.proof is Proof.NONE:
            yield about.at("evidence").found(
                "no_evidence",
                Level.BLOCKS if done else Level.NOTES,
                f"{measure.status.label} แต่ไม่มีหลักฐาน",
                why="ผู้ตรวจจะไม่นับสิ่งที่ไม่มีหลักฐานยืนยัน" if done else "เมื่อแล้วเสร็จต้องมีหลักฐานยืนยัน",
                do="แนบไฟล์ ลิงก์ หรือเลขที่หนังสือที่ยืนยันผล หรือแก้สถานะให้ตรงกับงานจริง",
                mark=mark,
            )
        elif not measure.evidence:
            yield about.at("evidence").found(
                "no_evidence",
                Level.WARNS,
                f"สถานะหลักฐานเป็น “{measure.proof.label}” แต่ไม่ได้ระบุหลักฐานไว้สักรายการ",
                why="ผู้ตรวจจะหาหลักฐานไม่พบ",
                do="แนบหลักฐานที่มี หรือแก้สถานะหลักฐาน",
                mark=mark,
            )


def empty_result(checked: Checked) -> Iterator[Finding]:
    """A result that would be printed empty: of work done or going on, overdue, or not carried out without a reason.

    What has not begun and is not due yet has nothing to tell.
    """
    for measure in checked.report.measures:
        if measure.result.strip():
            continue
        level, field, words = _of_empty(measure, checked)
        if level is None:
            continue
        yield (
            about_measure(measure)
            .at(field)
            .found(
                "empty_result",
                level,
                words,
                why="ช่องผลการดำเนินการจะว่างในรายงานที่ลงนาม",
                do="เขียนผลตามที่ทำจริง หรือแก้สถานะของมาตรการ",
                mark=mark_of(measure.status, measure.period.end),
            )
        )


def _of_empty(measure: Measure, checked: Checked) -> tuple[Level | None, str, str]:
    """How bad an empty result is, the field that puts it right, and the words."""
    if measure.status is WorkStatus.CANCELLED:
        silent = not measure.cancel_reason.strip()
        return Level.WARNS if silent else None, "cancel_reason", "ไม่ดำเนินการ แต่ไม่ได้บอกเหตุผลและผล"
    words = f"{measure.status.label} แต่ยังไม่ได้เขียนผลการดำเนินการ"
    if measure.status is WorkStatus.COMPLETED:
        return Level.BLOCKS, "result", words
    if measure.status is WorkStatus.IN_PROGRESS:
        return Level.WARNS, "result", words
    ended = (measure.period.end or checked.report.year.last) < checked.today
    return Level.WARNS if ended else None, "result", "ครบกำหนดแล้ว แต่ยังไม่เริ่มและไม่มีผลการดำเนินการ"


@dataclass
class _Group:
    """Measures whose text is the same, or nearly: the first one's folded text stands for all."""

    letters: str
    measures: list[Measure]
    equal: bool = True


def same_result(checked: Checked) -> Iterator[Finding]:
    """The same result, or the same outcome, under two measures or more: one finding that names all of them.

    Texts are compared without blanks, signs and kinds of digits. Equal texts are found whatever their length, long
    ones (60 letters) also where they are nearly equal (90 of 100). What says no more than that it is done
    (ดำเนินการแล้วเสร็จ) is not compared: it is rightly the same under many measures.
    """
    for field in _COPIED:
        for group in _groups(checked.report.measures, field):
            if len(group.measures) > 1:
                yield _copied(group, field)


def _groups(measures: tuple[Measure, ...], field: str) -> list[_Group]:
    groups: list[_Group] = []
    known: dict[str, _Group] = {}
    for measure in measures:
        letters = _NO_LETTER.sub("", folded(getattr(measure, field)))
        if len(_ONLY_DONE.sub("", letters)) < _LEAST_SAID:
            continue
        group = known.get(letters) or _like(letters, groups)
        if group is None:
            group = _Group(letters, [])
            groups.append(group)
        group.equal = group.equal and group.letters == letters
        group.measures.append(measure)
        known[letters] = group
    return groups


def _like(letters: str, groups: list[_Group]) -> _Group | None:
    if len(letters) < _LONG_ENOUGH_TO_COPY or not groups:
        return None
    found = most_alike(letters, [group.letters for group in groups], _ALIKE)
    return None if found is None else groups[found]


def _copied(group: _Group, field: str) -> Finding:
    """Told of the later measure: that is where a text was copied to."""
    last = group.measures[-1]
    numbers = ", ".join(digits(measure.number) for measure in group.measures)
    like = "เหมือนกันทุกคำ" if group.equal else "เกือบเหมือนกัน"
    begins = cut(shown(one_line(getattr(last, field))), 50)
    return (
        about_measure(last)
        .at(field)
        .found(
            "same_result",
            Level.WARNS,
            f"{FIELD_WORDS[field]}ของมาตรการ {numbers} {like}: “{begins}”",
            why="สองมาตรการมักไม่ได้ผลเดียวกันทุกคำ ข้อความอาจคัดลอกมาผิดช่องหรือผิดแถว",
            do="อ่านเทียบกัน แล้วเขียนผลของแต่ละมาตรการตามจริง",
            mark=mark_of(*(getattr(measure, field) for measure in group.measures)),
        )
    )


def swapped_cells(checked: Checked) -> Iterator[Finding]:
    """A result that names only divisions beside a responsible that does not: the row's cells have moved by one."""
    for measure in checked.report.measures:
        result, responsible = measure.result, measure.responsible
        if not result.strip() or checked.offices(result) <= 0.5 or checked.offices(responsible) >= 0.5:
            continue
        yield (
            about_measure(measure)
            .at("responsible")
            .found(
                "swapped_cells",
                Level.BLOCKS,
                f"ช่องผู้รับผิดชอบและช่องผลการดำเนินการอาจสลับกัน: ผลมีแต่ชื่อส่วนราชการ “{cut(shown(one_line(result)), 40)}”",
                why="ข้อความในแถวอาจเลื่อนไปหนึ่งช่องเมื่อคัดลอกจากรายงานเดิม",
                do="ย้ายข้อความกลับไปช่องที่ถูกต้อง",
                mark=mark_of(responsible, result),
            )
        )


def outside_year(checked: Checked) -> Iterator[Finding]:
    """A period that does not lie in the fiscal year: blocks where no day of it does."""
    year = checked.report.year
    for measure in checked.report.measures:
        start, end = measure.period.start, measure.period.end
        if start is None or end is None or (year.first <= start and end <= year.last):
            continue
        apart = end < year.first or start > year.last
        part = "" if apart else "บางส่วน"
        yield (
            about_measure(measure)
            .at("period")
            .found(
                "outside_year",
                Level.BLOCKS if apart else Level.WARNS,
                f"ระยะเวลา {_days(start, end)} อยู่นอกปีงบประมาณ {digits(year.be)} {part}".strip(),
                why=f"ปีงบประมาณ {digits(year.be)} คือ {_days(year.first, year.last)}",
                do="แก้ระยะเวลา หรือย้ายมาตรการไปปีที่ถูกต้อง",
                mark=mark_of(start, end),
            )
        )


def open_steps(checked: Checked) -> Iterator[Finding]:
    """A completed measure with steps that are neither completed nor cancelled."""
    for measure in checked.report.measures:
        still = [
            one for one in measure.steps if one.status in {WorkStatus.NOT_STARTED, WorkStatus.IN_PROGRESS}
        ]
        if measure.status is not WorkStatus.COMPLETED or not still:
            continue
        first = cut(shown(one_line(still[0].text)), 40)
        yield (
            about_measure(measure)
            .at("steps")
            .found(
                "open_steps",
                Level.WARNS,
                f"แล้วเสร็จ แต่ยังมีขั้นตอนค้าง {digits(len(still))} จาก {digits(len(measure.steps))} เช่น “{first}”",
                why="สถานะของมาตรการกับขั้นตอนขัดกัน",
                do="ทำเครื่องหมายขั้นตอนที่เสร็จแล้ว หรือแก้สถานะของมาตรการ",
                mark=mark_of(*(f"{one.status} {one.text}" for one in still)),
            )
        )


def _days(first: date, last: date) -> str:
    return f"{short_date(first)} – {short_date(last)}"


RULES = (
    Rule("no_evidence", "งานที่ทำแล้วมีหลักฐาน", done_without_evidence),
    Rule("empty_result", "ผลการดำเนินการไม่ว่าง", empty_result),
    Rule("same_result", "ผลและผลลัพธ์ไม่ซ้ำกันระหว่างมาตรการ", same_result),
    Rule("swapped_cells", "ผู้รับผิดชอบและผลไม่สลับช่อง", swapped_cells),
    Rule("outside_year", "ระยะเวลาอยู่ในปีงบประมาณ", outside_year),
    Rule("open_steps", "มาตรการที่แล้วเสร็จไม่มีขั้นตอนค้าง", open_steps),
)
