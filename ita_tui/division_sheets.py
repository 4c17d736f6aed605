"""The sheets of the divisions (ใบแจกส่วนราชการ): handed out to each, and the answers that come back taken into the year."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from ita_tui.domain.answer_changes import Answered, Change, item_with_changes, with_changes
from ita_tui.domain.backups import BackupKind
from ita_tui.domain.division_work import work_by_division
from ita_tui.domain.evidence import Evidence, EvidenceKind
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import ProgressNote
from ita_tui.errors import ItaError, technical_word
from ita_tui.keeping import backed_up_before
from ita_tui.saving import DiskFailed, FolderForbidden, FolderMissing, TargetExists, free_name
from ita_tui.thai.file_names import safe_name
from ita_tui.thai.numerals import digits
from ita_tui.thai.words import cut

if TYPE_CHECKING:
    from ita_tui.domain.answer_changes import Proposed
    from ita_tui.domain.division_answers import Answers
    from ita_tui.domain.division_work import DivisionWork
    from ita_tui.domain.report import Report
    from store.database import Store

OnProgress = Callable[[int, int], None]


class HandOut(StrEnum):
    """What can be handed out; the value is its word on the command line."""

    XLSX = "xlsx"
    PDF = "pdf"
    ANSWERS = "answers"

    @property
    def label(self) -> str:
        return {"xlsx": "ใบแจก .xlsx", "pdf": "ใบแจก PDF", "answers": "แบบตอบ .xlsx"}[self.value]

    @property
    def first_word(self) -> str:
        """With which the names of its files begin."""
        return "แบบตอบ" if self is HandOut.ANSWERS else "ใบแจก"

    @property
    def suffix(self) -> str:
        return "pdf" if self is HandOut.PDF else "xlsx"


class DivisionUnknown(ItaError):
    """No division of that name sees to anything in the year."""

    def __init__(self, name: str, known: Collection[str]) -> None:
        super().__init__(
            f"ไม่พบงานของ «{name}» ในปีนี้ จึงยังไม่ได้เขียนไฟล์",
            f"ส่วนราชการที่มีงาน: {' '.join(known) or 'ยังไม่มี'}",
            "ตรวจชื่อส่วนราชการ หรือกำหนดผู้รับผิดชอบของมาตรการและข้อ OIT ก่อน",
        )


class NobodyToHandOutTo(ItaError):
    """No division was chosen, or none sees to anything."""

    def __init__(self) -> None:
        super().__init__(
            "ยังไม่มีส่วนราชการที่จะแจก จึงยังไม่ได้เขียนไฟล์",
            "ยังไม่ได้เลือก หรือยังไม่มีส่วนราชการใดรับผิดชอบมาตรการหรือข้อ OIT ในปีนี้",
            "เลือกส่วนราชการ หรือกำหนดผู้รับผิดชอบก่อน",
        )


class OtherYear(ItaError):
    """A workbook of answers is of another fiscal year than the one it is to be taken into."""

    def __init__(self, name: str, theirs: int, here: FiscalYear) -> None:
        super().__init__(
            f"{name} เป็นแบบตอบของปีงบประมาณ {digits(theirs)} แต่กำลังรับเข้าปี {digits(here.be)} จึงยังไม่ได้รับ",
            "อาจเลือกไฟล์ของปีก่อน หรือเปิดปีอื่นอยู่",
            "เปลี่ยนไปปีของแบบตอบนั้น หรือเลือกไฟล์อื่น แล้วรับอีกครั้ง",
        )


class NothingTaken(ItaError):
    """Nothing was chosen to be taken, or what was chosen stands in the year already."""

    def __init__(self) -> None:
        super().__init__("ไม่มีคำตอบที่เลือกไว้ จึงไม่มีอะไรเปลี่ยนแปลง", do="เลือกคำตอบที่จะรับก่อน")


# --- handing out -----------------------------------------------------------------------------------------------


def divisions_with_work(report: "Report") -> tuple["DivisionWork", ...]:
    """The divisions that there is something to be handed out to, in the agency's order."""
    return tuple(work for work in work_by_division(report) if work.name)


def hand_out(
    store: "Store",
    year: FiscalYear,
    divisions: Sequence[str],
    folder: Path,
    forms: Sequence[HandOut],
    *,
    today: date,
    on_progress: OnProgress | None = None,
) -> tuple[Path, ...]:
    """Write a file for each division and form into a folder, which is made where it is missing; call it from a thread.

    No file is ever written over: one of the same name gets a number behind it. The year is read once. What
    ``on_progress`` raises ends it; the files that are written by then stay, each whole. Raises NobodyToHandOutTo,
    DivisionUnknown, what the exporters refuse, and the refusals of :mod:`ita_tui.saving`.
    """
    report = store.report(year)
    known = [work.name for work in divisions_with_work(report)]
    if not divisions or not forms:
        raise NobodyToHandOutTo
    for name in divisions:
        if name not in known:
            raise DivisionUnknown(name, known)
    _make(folder)
    written: list[Path] = []
    wanted = [(name, form) for name in divisions for form in forms]
    for at, (name, form) in enumerate(wanted):
        if on_progress is not None:
            on_progress(at, len(wanted))
        written.append(_write(report, name, form, folder, today))
    if on_progress is not None:
        on_progress(len(wanted), len(wanted))
    return tuple(written)


def sheet_name(form: HandOut, division: str, year: FiscalYear) -> str:
    """The name of a file: ใบแจก-กองคลัง-2569.pdf."""
    return safe_name(f"{form.first_word}-{division}-{year.be}.{form.suffix}")


def _make(folder: Path) -> None:
    """Make the folder itself, but none above it."""
    try:
        folder.mkdir(exist_ok=True)
    except FileNotFoundError as error:
        raise FolderMissing(folder) from error
    except PermissionError as error:
        raise FolderForbidden(folder) from error
    except (OSError, ValueError) as error:
        raise DiskFailed(folder, technical_word(error) if isinstance(error, OSError) else "") from error


def _write(report: "Report", division: str, form: HandOut, folder: Path, today: date) -> Path:
    target = folder / sheet_name(form, division, report.year)
    while True:
        target = free_name(target) if target.exists() else target
        try:
            return _save(report, division, form, target, today)
        except TargetExists:  # somebody wrote one meanwhile
            continue


def _save(report: "Report", division: str, form: HandOut, target: Path, today: date) -> Path:
    if form is HandOut.ANSWERS:
        from exports import answer_workbook
        from ita_tui.reports.answer_sheet import answer_sheet

        return answer_workbook.save(answer_sheet(report, division, today), target, overwrite=False)
    from ita_tui.reports.division_sheet import division_sheet

    page = division_sheet(report, division, today)
    if form is HandOut.PDF:
        from exports import pdf

        return pdf.save(page, target, overwrite=False)
    from exports import xlsx

    return xlsx.save(page, target, overwrite=False)


# --- collecting ------------------------------------------------------------------------------------------------


def read_answers(path: Path) -> "Answers":
    """Read a workbook of answers that came back; nothing is saved. Raises IntakeError."""
    from ita_tui.intake.division_answers import read_division_answers

    return read_division_answers(path)


def compare_answers(store: "Store", year: FiscalYear, answers: "Answers", today: date) -> "Proposed":
    """What answers would change in a year, old → new. Raises OtherYear."""
    if answers.year != year.be:
        raise OtherYear(answers.name, answers.year, year)
    return compared(answers, store.report(year), today)


@dataclass(frozen=True)
class Taken:
    """What became of answers: how many fields of how many measures and items."""

    changes: int
    subjects: int


def compared(answers: "Answers", report: "Report", today: date) -> "Proposed":
    """What answers would change in a year that was read already."""
    from ita_tui.domain.answer_changes import proposed

    return proposed(answers, report, today)


def take_answers(
    store: "Store", year: FiscalYear, answers: "Answers", chosen: Collection[str], today: date
) -> Taken:
    """Take the chosen changes (by key) into the year, as one step of the history and one undo.

    They are compared with the year anew, inside that step: what meanwhile says the same is no change. A backup is made
    before. Raises OtherYear, NothingTaken where nothing is left to be taken, NotBegun, and what the store refuses; then
    nothing is taken.
    """
    backed_up_before(store, BackupKind.BEFORE_IMPORT)
    with store.one_step(f"รับแบบตอบของ{answers.division} ({cut(answers.name, 60)})"):
        found = compare_answers(store, year, answers, today)
        changes = [change for change in found.changes if change.key in chosen]
        if not changes:
            raise NothingTaken
        subjects = dict.fromkeys(change.subject for change in changes)
        for subject in subjects:
            _take(store, year, subject, [change for change in changes if change.subject == subject], answers)
    return Taken(len(changes), len(subjects))


def _take(
    store: "Store", year: FiscalYear, subject: str, changes: Sequence[Change], answers: "Answers"
) -> None:
    kind, _, number = subject.partition(":")
    if kind == "item":
        item = next(one for one in store.disclosure.all(year) if one.id == int(number))
        store.disclosure.save(year, item_with_changes(item, changes))
        return
    before = store.measures.get(int(number))
    after = with_changes(before, changes)
    if after != before:
        store.measures.save(after)
    for change in changes:
        if isinstance(change.value, ProgressNote):
            store.measures.note(int(number), change.value)
        elif change.kind is Answered.EVIDENCE:
            _attach(store, int(number), change, answers)


def _attach(store: "Store", measure_id: int, change: Change, answers: "Answers") -> None:
    from ita_tui.domain.division_answers import TypedLink

    assert isinstance(change.value, TypedLink)
    title = change.value.title or f"ลิงก์จาก{answers.division}"
    told = f"แจ้งในแบบตอบของ{answers.division}"
    piece = Evidence(title, EvidenceKind.LINK, url=change.value.url, note=told)
    store.evidence.attach([measure_id], piece)
