"""What a division's answers would change in the year: old → new, with what is doubtful about each. Pure, saves nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from ita_tui.domain.agency import Agency, other_agency
from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.division_answers import Answers, ItemAnswer, MeasureAnswer, TypedLink, TypedNote
from ita_tui.domain.division_work import NO_DIVISION, work_by_division
from ita_tui.domain.handed_out import HandedRow, Known, digest_of, item_handed, measure_handed
from ita_tui.domain.links import link_doubt
from ita_tui.domain.measure import FIELD_WORDS, Measure, ProgressNote, WorkStatus
from ita_tui.domain.report import Report
from ita_tui.domain.secret_links import hidden_key
from ita_tui.thai.dates import short_date
from ita_tui.thai.numerals import digits
from ita_tui.thai.words import cut

_SHOWN = 120


class Answered(StrEnum):
    """What a change is of."""

    STATUS = "status"
    REASON = "cancel_reason"
    STEPS = "steps"
    PERCENT = "percent"
    RESULT = "result"
    EVIDENCE = "evidence"
    NOTE = "notes"
    ITEM_LINK = "item_url"
    ITEM_STATUS = "item_status"
    ITEM_NOTE = "item_note"

    @property
    def label(self) -> str:
        own = {"item_url": "ลิงก์", "item_status": "สถานะ", "item_note": "หมายเหตุ", "steps": "ขั้นตอนที่เสร็จแล้ว"}
        return own.get(self.value) or FIELD_WORDS[self.value]


Value = WorkStatus | DisclosureStatus | int | str | TypedLink | ProgressNote | tuple[int, ...]
"""What is put into the field: a status, a percent, a text, a link, a note, or the numbers of steps that are done."""


@dataclass(frozen=True)
class Change:
    """One field that an answer would change: ``old`` stands in the program now, ``new`` was answered, both in words.

    ``key`` tells it from the others, ``subject`` is the thing (measure:12, item:5), ``name`` what she calls it.
    ``doubts`` say why it may be wrong: then it is taken only where she says so.
    """

    key: str
    subject: str
    name: str
    title: str
    kind: Answered
    old: str
    new: str
    value: Value
    doubts: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        return not self.doubts


@dataclass(frozen=True)
class Proposed:
    """Everything that a workbook of answers would change in a year, and what is doubtful about it as a whole."""

    answers: Answers
    changes: tuple[Change, ...]
    doubts: tuple[str, ...]

    @property
    def sure(self) -> frozenset[str]:
        """The keys of the changes that nothing is doubtful about: what is taken unless she says otherwise."""
        return frozenset(change.key for change in self.changes if change.sure)


def proposed(answers: Answers, report: Report, today: date) -> Proposed:
    """Compare answers with the year as it stands. What says the same already changes nothing."""
    looking = _Looking(answers, report, today)
    changes: dict[str, Change] = {}
    for change in looking.changes():
        kept = changes.get(change.key)
        if kept is None:
            changes[change.key] = change
            continue
        # One place for two answers: what is sure before what is doubtful, else the first; the other one is told.
        taken, left = (change, kept) if change.sure and not kept.sure else (kept, change)
        changes[change.key] = taken
        if left.value != taken.value:
            looking.lose_for(taken, left)
    return Proposed(answers, tuple(changes.values()), (*looking.of_whole(), *answers.doubts, *looking.lost))


class _Looking:
    """Compares row by row; ``lost`` are the answers that nothing in the year belongs to."""

    def __init__(self, answers: Answers, report: Report, today: date) -> None:
        self.answers, self.report, self.today = answers, report, today
        self.lost: list[str] = []
        # Without ids as well: a report that was never saved is compared all the same.
        work = next((one for one in work_by_division(report) if one.name == answers.division), None)
        self._own = {_key(own.measure) for own in work.measures} if work else set[str]()
        self._own_items = {item.code for item in work.items} if work else set[str]()
        self._foreign = other_agency(Agency(answers.agency), report.agency)

    def of_whole(self) -> Iterator[str]:
        if self._foreign:
            yield self._foreign
        names = {division.name for division in self.report.divisions}
        if self.answers.division not in names:
            yield f"ไม่มีส่วนราชการ «{self.answers.division or NO_DIVISION}» ในรายชื่อของหน่วยงาน อาจเปลี่ยนชื่อหลังแจกแบบ"

    def changes(self) -> Iterator[Change]:
        for answer in self.answers.measures:
            measure, how = measure_handed(answer.handed, self.report.measures)
            if measure is None:
                self._lose(answer, "มาตรการ", answer.handed)
                continue
            own = _key(measure) in self._own
            if beyond := [number for number in answer.done if number > len(measure.steps)]:
                self.lost.append(
                    f"{answer.place} มาตรการ {digits(measure.number)} ไม่มีขั้นตอนที่ {_numbers(beyond)}"
                )
            renamed = how is Known.RENAMED
            doubts = self._doubts(answer, measure.title, renamed=renamed, own=own)
            if how is Known.BY_TITLE:
                was, now = digits(answer.handed.number), digits(measure.number)
                told = f"ไม่พบมาตรการ {was} ที่แจกแบบแล้ว อาจถูกลบ จับคู่กับมาตรการ {now} เพราะชื่อเหมือนกันเท่านั้น"
                doubts = (told, *doubts)
            yield from _of_measure(answer, measure, doubts, self.today)
        for item_answer in self.answers.items:
            item, renamed = item_handed(item_answer.handed, self.report.disclosure)
            if item is None:
                self._lose(item_answer, "ข้อ OIT", item_answer.handed)
                continue
            doubts = self._doubts(item_answer, item.name, renamed=renamed, own=item.code in self._own_items)
            yield from _of_item(item_answer, item, doubts)

    def lose_for(self, taken: Change, left: Change) -> None:
        """Tell of an answer that another one took the place of."""
        what = f"{left.name} ช่อง{left.kind.label}"
        self.lost.append(f"{what} มีคำตอบซ้ำ ใช้ «{cut(taken.new, 40)}» จึงไม่ได้รับคำตอบ: {cut(left.new, _SHOWN)}")

    def _lose(self, answer: MeasureAnswer | ItemAnswer, what: str, row: HandedRow) -> None:
        told = cut(" · ".join(" ".join(text.split()) for text in answer.told), _SHOWN)
        name = f"{what} {digits(row.number) if not row.is_item else row.number} «{cut(row.title, 40)}»"
        self.lost.append(f"ไม่พบ{name} ในปีนี้แล้ว จึงไม่ได้รับคำตอบ: {told}")

    def _doubts(
        self,
        answer: MeasureAnswer | ItemAnswer,
        title: str,
        *,
        renamed: bool,
        own: bool,
    ) -> tuple[str, ...]:
        """What is doubtful about a row as a whole."""
        division = self.answers.division or NO_DIVISION
        told = (
            self._foreign,
            f"ชื่อในโปรแกรมเปลี่ยนหลังแจกแบบ เดิม «{cut(answer.handed.title, 60)}» ตอนนี้ «{cut(title, 60)}»"
            if renamed
            else "",
            "" if own else f"ไม่ได้อยู่ในความรับผิดชอบของ{division}",
            *answer.doubts,
        )
        return tuple(filter(None, told))


# --- measures --------------------------------------------------------------------------------------------------


def _of_measure(
    answer: MeasureAnswer, measure: Measure, doubts: tuple[str, ...], today: date
) -> Iterator[Change]:
    about = _About.measure(measure, doubts)
    notes = list(answer.notes)
    if answer.status is WorkStatus.CANCELLED and notes and not measure.cancel_reason.strip():
        reason = notes.pop(0).text
        yield about.change(Answered.REASON, "", reason, reason)
        measure = replace(measure, cancel_reason=reason)
    yield from _status(answer, measure, about)
    yield from _steps(answer, measure, about)
    yield from _percent(answer, measure, about)
    if answer.result and _folded(answer.result) != _folded(measure.result):
        meanwhile = digest_of(measure.result) != answer.handed.text_digest
        told = "ผลการดำเนินการถูกแก้ในโปรแกรมหลังแจกแบบ" if meanwhile else ""
        yield about.change(Answered.RESULT, measure.result, answer.result, answer.result, told)
    known = {piece.url.strip() for piece in measure.evidence}
    for link in (link for link in answer.links if link.url not in known):
        yield about.link(Answered.EVIDENCE, _pieces(measure), link)
    kept = {(note.on, _folded(note.text)) for note in measure.notes}
    for note in notes:
        change = _note(note, about, today)
        if not _is_kept(note, kept, today):
            yield change


def _status(answer: MeasureAnswer, measure: Measure, about: "_About") -> Iterator[Change]:
    if answer.status is None or answer.status is measure.status:
        return
    told = _meanwhile(answer.handed.status, measure.status, WorkStatus)
    lacking = answer.status is WorkStatus.CANCELLED and not measure.cancel_reason.strip()
    why = "ไม่ดำเนินการต้องมีเหตุผล แต่ช่องบันทึกหรือเหตุผลว่าง" if lacking else ""
    old, new = measure.status.label, answer.status.label
    yield about.change(Answered.STATUS, old, new, answer.status, told, why)


def _steps(answer: MeasureAnswer, measure: Measure, about: "_About") -> Iterator[Change]:
    """The steps that are said to be done and are not yet; none is ever said to be open again."""
    asked = tuple(range(1, len(measure.steps) + 1)) if answer.everything else answer.done
    there = [number for number in asked if number <= len(measure.steps)]
    finished = {WorkStatus.COMPLETED, WorkStatus.CANCELLED}
    new = tuple(n for n in there if measure.steps[n - 1].status not in finished)
    if not new:
        return
    changed = answer.handed.steps_digest != digest_of(*(step.text for step in measure.steps))
    why = "ขั้นตอนในโปรแกรมเปลี่ยนหลังแจกแบบ เลขขั้นตอนอาจไม่ตรงกัน" if changed else ""
    done = [n for n, step in enumerate(measure.steps, 1) if step.status is WorkStatus.COMPLETED]
    yield about.change(Answered.STEPS, _numbers(done), _numbers([*done, *new]), new, why)


def _percent(answer: MeasureAnswer, measure: Measure, about: "_About") -> Iterator[Change]:
    if answer.percent is None or answer.percent == measure.percent:
        return
    now = "" if measure.percent is None else str(measure.percent)
    meanwhile = now != answer.handed.percent
    told = "ร้อยละถูกแก้ในโปรแกรมหลังแจกแบบ" if meanwhile else ""
    by_steps = "มาตรการนี้คิดความคืบหน้าจากขั้นตอน ร้อยละที่กรอกจึงไม่มีผล" if measure.steps else ""
    old = f"{digits(now)} %" if now else ""
    yield about.change(Answered.PERCENT, old, f"{digits(answer.percent)} %", answer.percent, told, by_steps)


def _note(note: TypedNote, about: "_About", today: date) -> Change:
    kept = ProgressNote(note.on or today, note.text)
    told = "วันที่ของบันทึกยังมาไม่ถึง" if kept.on > today else ""
    return about.change(Answered.NOTE, "", f"{short_date(kept.on)} {note.text}", kept, told)


def _is_kept(note: TypedNote, kept: set[tuple[date, str]], today: date) -> bool:
    """Whether the note was taken before: one without a day was given the day on which it was taken."""
    words = _folded(note.text)
    if note.on is None:
        return any(words == text and on <= today for on, text in kept)
    return (note.on, words) in kept


def with_changes(measure: Measure, changes: Iterable[Change]) -> Measure:
    """The measure with the fields that were answered; notes and evidence are not among them."""
    for change in changes:
        match change.kind, change.value:
            case Answered.STATUS, WorkStatus() as status:
                measure = replace(measure, status=status)
            case Answered.PERCENT, int() as percent:
                measure = replace(measure, percent=percent)
            case Answered.RESULT, str() as result:
                measure = replace(measure, result=result)
            case Answered.REASON, str() as reason:
                measure = replace(measure, cancel_reason=reason)
            case Answered.STEPS, tuple() as numbers:
                measure = _with_done(measure, numbers)
    return measure


def _with_done(measure: Measure, numbers: tuple[int, ...]) -> Measure:
    steps = tuple(
        replace(step, status=WorkStatus.COMPLETED) if number in numbers else step
        for number, step in enumerate(measure.steps, start=1)
    )
    return replace(measure, steps=steps)


# --- OIT items -------------------------------------------------------------------------------------------------


def _of_item(answer: ItemAnswer, item: DisclosureItem, doubts: tuple[str, ...]) -> Iterator[Change]:
    about = _About.item(item, doubts)
    if answer.link is not None and answer.link.url != item.url.strip():
        meanwhile = digest_of(item.url) != answer.handed.text_digest
        told = "ลิงก์ถูกแก้ในโปรแกรมหลังแจกแบบ" if meanwhile else ""
        yield about.link(Answered.ITEM_LINK, item.url.strip(), answer.link, told)
    if answer.status is not None and answer.status is not item.status:
        told = _meanwhile(answer.handed.status, item.status, DisclosureStatus)
        yield about.change(Answered.ITEM_STATUS, item.status.label, answer.status.label, answer.status, told)
    if answer.note and _folded(answer.note) != _folded(item.note):
        told = _note_doubt(answer.handed, item)
        yield about.change(Answered.ITEM_NOTE, item.note, answer.note, answer.note, told)


def _note_doubt(handed: HandedRow, item: DisclosureItem) -> str:
    """Why a note should not be put in the place of the one in the program unasked."""
    if not handed.note_digest:  # handed out before notes were kept
        return "ในโปรแกรมมีหมายเหตุอยู่แล้ว อาจถูกแก้ในโปรแกรมหลังแจกแบบ" if item.note.strip() else ""
    return "หมายเหตุถูกแก้ในโปรแกรมหลังแจกแบบ" if digest_of(item.note) != handed.note_digest else ""


def item_with_changes(item: DisclosureItem, changes: Iterable[Change]) -> DisclosureItem:
    """The item with the fields that were answered."""
    for change in changes:
        match change.kind, change.value:
            case Answered.ITEM_LINK, TypedLink(url=url):
                item = replace(item, url=url)
            case Answered.ITEM_STATUS, DisclosureStatus() as status:
                item = replace(item, status=status)
            case Answered.ITEM_NOTE, str() as note:
                item = replace(item, note=note)
    return item


# --- in words --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _About:
    """What the changes of a row are about, and what is doubtful about all of them."""

    subject: str
    key: str
    name: str
    title: str
    doubts: tuple[str, ...]

    @classmethod
    def measure(cls, measure: Measure, doubts: tuple[str, ...]) -> "_About":
        subject = "" if measure.id is None else f"measure:{measure.id}"
        name = f"มาตรการ {digits(measure.number)}"
        return cls(subject, _key(measure), name, measure.title, doubts)

    @classmethod
    def item(cls, item: DisclosureItem, doubts: tuple[str, ...]) -> "_About":
        subject = "" if item.id is None else f"item:{item.id}"
        return cls(subject, f"item:{item.code}", f"ข้อ {item.code}", item.name, doubts)

    def change(self, kind: Answered, old: str, new: str, value: Value, *doubts: str) -> Change:
        # A note or a link may come several times: what it says is a part of its key.
        own = digest_of(new) if kind in {Answered.NOTE, Answered.EVIDENCE} else ""
        told = (*self.doubts, *filter(None, doubts))
        return Change(
            f"{self.key}/{kind.value}/{own}", self.subject, self.name, self.title, kind, old, new, value, told
        )

    def link(self, kind: Answered, old: str, link: TypedLink, *doubts: str) -> Change:
        mended = f"ปรับลิงก์จากที่พิมพ์ว่า «{cut(link.as_typed, 80)}»" if link.as_typed else ""
        secret = "ลิงก์มีรหัสสำหรับเข้าถึงติดอยู่ ควรใช้ลิงก์ที่ทุกคนเปิดได้" if hidden_key(link.url) else ""
        new = f"{link.title} {link.url}".strip()
        return self.change(kind, old, new, link, *doubts, link_doubt(link.url), mended, secret)


def _meanwhile(
    handed: str, now: WorkStatus | DisclosureStatus, words: type[WorkStatus] | type[DisclosureStatus]
) -> str:
    """What is said where a status was changed in the program after the day of handing out."""
    if handed == now.value:
        return ""
    was = next((one.label for one in words if one.value == handed), "")
    return f"สถานะถูกแก้ในโปรแกรมหลังแจกแบบ จาก «{was}» เป็น «{now.label}»"


def _key(measure: Measure) -> str:
    """Two measures may have one number, after something was restored: never the number alone, where there is an id."""
    return f"measure {measure.number} {measure.title}" if measure.id is None else f"measure:{measure.id}"


def _pieces(measure: Measure) -> str:
    return f"{digits(len(measure.evidence))} รายการ" if measure.evidence else ""


def _numbers(numbers: list[int]) -> str:
    return digits(", ".join(map(str, sorted(numbers))))


def _folded(text: str) -> str:
    return " ".join(text.split())
