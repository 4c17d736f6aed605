"""``ita-tui import``: reads a report into a year, and says what came in, what is doubtful and what was left out."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NoReturn

from ita_tui import tasks
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import FIELD_WORDS, Measure
from ita_tui.domain.merging import Merge
from ita_tui.tasks import TakeIn
from ita_tui.thai.numerals import digits
from ita_tui.thai.words import cut

if TYPE_CHECKING:
    from ita_tui.cli_parser import Arguments
    from ita_tui.intake.draft import Draft
    from store.database import Store

_ROOM = 78  # columns of a line that tells of a measure
_SIDE_FILES = ("-journal", ".in-use")


@dataclass(frozen=True)
class Reading:
    """A document read, and what is to become of it: into which year, beside or over what stands there."""

    name: str
    draft: "Draft"
    year: FiscalYear
    mode: TakeIn

    def into(self, store: "Store") -> tuple[Merge, str]:
        """Take it in; what became of it, and a warning where it is another agency's."""
        warning = tasks.stranger(store, self.draft.agency)
        return tasks.take_in(store, self.draft, self.year, self.mode, self.name), warning


def import_report(arguments: "Arguments", database: Path, clock: Callable[[], datetime]) -> str:
    """Read the file into the year and tell what came of it; with ``--json`` as :func:`as_json` words it.

    Nothing is written with ``--dry-run``, nor where anything is refused: a database that was not there before is
    not there after either. Raises the refusals of reading and saving.
    """
    file, year = arguments.file, arguments.year
    assert file is not None
    assert year is not None
    reading = Reading(file.name, tasks.read_in(file, year, database=database), year, TakeIn(arguments.mode))
    if arguments.dry_run:
        saved, (plan, warning) = None, _tried(reading, database, clock)
    else:
        saved, (plan, warning) = _saved(reading, database, clock)
    if arguments.json:
        return json.dumps(as_json(reading, plan, saved, warning), ensure_ascii=False, indent=2) + "\n"
    return "\n".join(_lines(reading, plan, saved, warning)) + "\n"


# --- saving, or only trying ------------------------------------------------------------------------------------


def _saved(reading: Reading, database: Path, clock: Callable[[], datetime]) -> tuple[Path, tuple[Merge, str]]:
    """Take the document into the database; says where that is, and what was done."""
    with _store_left_as_found(database, clock) as store:
        return store.path, reading.into(store)


@contextmanager
def _store_left_as_found(database: Path, clock: Callable[[], datetime]) -> "Iterator[Store]":
    """An open store; where taking in fails, a file that was made for it goes again, as nothing is in it."""
    was_there = database.exists()
    store = tasks.open_store(database, clock)
    kept = was_there
    try:
        yield store
    finally:
        kept = kept or store.history.last() is not None
        store.close()
        if not kept:
            for file in (store.path, *(store.path.with_name(store.path.name + end) for end in _SIDE_FILES)):
                file.unlink(missing_ok=True)


class _OnlyTried(Exception):
    """Ends the step of a dry run, so that nothing of it stays."""


def _tried(reading: Reading, database: Path, clock: Callable[[], datetime]) -> tuple[Merge, str]:
    """Take the document in and take it all back: what would be refused is refused here, with the same words."""
    with ExitStack() as stack:
        if not database.exists():
            database = Path(stack.enter_context(TemporaryDirectory(prefix="ita-tui-"))) / database.name
        store = stack.enter_context(tasks.open_store(database, clock))
        stack.enter_context(suppress(_OnlyTried))
        stack.enter_context(store.one_step(reading.name))
        found = reading.into(store)
        stack.push(_take_back)
    return found


def _take_back(*_: object) -> NoReturn:
    raise _OnlyTried


# --- telling ---------------------------------------------------------------------------------------------------


def as_json(reading: Reading, plan: Merge, saved: Path | None, warning: str) -> dict[str, object]:
    """What ``import --json`` prints: one object.

    ``file``, ``year`` (BE) and ``mode`` (into_empty, add, replace, merge) are what was asked; ``saved`` is the
    path of the database, null on a dry run. ``warning`` says that it is another agency's. ``agency`` and ``year_found`` are what the document names, null
    where it does not. ``measures`` and ``proposals`` are lists of {number, title, responsible, period: {text,
    start, end}, status}, numbered as in the document. ``added`` and ``filled`` are the numbers (ลำดับ) of
    measures that came in new, and of those whose empty fields were filled; ``kept`` lists {measure, field} where
    another text stood already and stays. ``surveys`` are instruments, ``disclosure`` OIT codes, ``scores`` the
    year (BE) of the results or null, ``issues`` numbers from 1 to 7. ``doubts`` are {kind, place, words,
    proposal, measure, of_proposal}; ``left_out`` the texts that were not taken, as written.
    """
    draft = reading.draft
    return {
        "file": reading.name,
        "year": reading.year.be,
        "mode": reading.mode.value,
        "saved": None if saved is None else str(saved),
        "agency": draft.agency.name if draft.agency and draft.agency.name else None,
        "warning": warning or None,
        "year_found": draft.year_found.be if draft.year_found else None,
        "measures": [_measure(measure) for measure in draft.measures],
        "proposals": [_measure(measure) for measure in draft.proposals],
        "added": [measure.number for measure in plan.added],
        "filled": [measure.number for measure in plan.filled],
        "kept": [{"measure": number, "field": field} for number, field in plan.kept],
        "surveys": [survey.instrument.value for survey in draft.surveys],
        "disclosure": [item.code for item in draft.disclosure],
        "scores": draft.scores.year if draft.scores else None,
        "issues": [issue.number for issue in draft.issues],
        "doubts": [
            {
                "kind": doubt.kind.value,
                "place": doubt.place,
                "words": doubt.words,
                "proposal": doubt.proposal,
                "measure": doubt.measure,
                "of_proposal": doubt.of_proposal,
            }
            for doubt in draft.doubts
        ],
        "left_out": list(draft.left_out),
    }


def _measure(measure: Measure) -> dict[str, object]:
    period = measure.period
    return {
        "number": measure.number,
        "title": measure.title,
        "responsible": measure.responsible,
        "period": {
            "text": period.text,
            "start": period.start.isoformat() if period.start else None,
            "end": period.end.isoformat() if period.end else None,
        },
        "status": measure.status.value,
    }


def _lines(reading: Reading, plan: Merge, saved: Path | None, warning: str) -> Iterator[str]:
    draft = reading.draft
    yield f"{'' if saved else 'ลอง'}อ่าน {reading.name} เข้าปีงบประมาณ {digits(reading.year.be)}"
    if draft.agency and draft.agency.name:
        yield f"หน่วยงานในเอกสาร: {draft.agency.name}"
    if warning:
        yield f"! {warning}"
    yield from _listed("มาตรการ", draft.measures)
    yield from _listed("ข้อเสนอมาตรการ", draft.proposals)
    yield from _around(draft)
    if reading.mode is TakeIn.MERGE:
        yield from _merged(plan)
    yield from _section("ข้อสงสัยที่ควรตรวจ", [f"! {doubt.kind.label} · {doubt}" for doubt in draft.doubts])
    yield from _section("ไม่ได้นำเข้า", [f"– {text}" for text in draft.left_out])
    yield ""
    yield f"บันทึกไว้ที่ {saved}" if saved else "ยังไม่ได้บันทึกอะไร (--dry-run)"


def _listed(words: str, measures: Sequence[Measure]) -> Iterator[str]:
    if measures:
        yield ""
        yield f"{words} ({digits(len(measures))})"
    for measure in measures:
        title = _one_line(measure.title) or "(ไม่มีชื่อ)"
        yield "  " + cut(f"{digits(measure.number)}. {title}", _ROOM)
        parts = (measure.responsible, measure.period.text, f"{measure.status.sign} {measure.status.label}")
        yield "     " + cut(" · ".join(filter(None, map(_one_line, parts))), _ROOM - 3)


def _around(draft: "Draft") -> Iterator[str]:
    """What stands around the measures, in a line."""
    parts = [
        f"คะแนนปี {digits(draft.scores.year)}" if draft.scores else "",
        f"แบบวัด {', '.join(survey.instrument.label for survey in draft.surveys)}" if draft.surveys else "",
        f"ข้อ OIT {digits(len(draft.disclosure))} ข้อ" if draft.disclosure else "",
        f"การวิเคราะห์ {digits(len(draft.issues))} ประเด็น" if draft.issues else "",
        f"การประชุม {digits(len(draft.meetings))} ครั้ง" if draft.meetings else "",
    ]
    if any(parts):
        yield ""
        yield "พบด้วย: " + " · ".join(filter(None, parts))


def _merged(plan: Merge) -> Iterator[str]:
    yield ""
    added, filled = digits(len(plan.added)), digits(len(plan.filled))
    yield f"เพิ่มใหม่ {added} มาตรการ · เติมช่องว่าง {filled} มาตรการ"
    kept = [f"มาตรการ {digits(number)} ช่อง{FIELD_WORDS[field]}" for number, field in plan.kept]
    yield from _section("คงข้อความเดิมไว้ เพราะต่างจากในเอกสาร", kept)


def _section(words: str, texts: Sequence[str]) -> Iterator[str]:
    if texts:
        yield ""
        yield f"{words} ({digits(len(texts))})"
        yield from (f"  {_one_line(text)}" for text in texts)


def _one_line(text: str) -> str:
    return " ".join(text.split())
