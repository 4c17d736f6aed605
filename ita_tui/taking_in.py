"""Puts a year's parts into the database: a draft that was read in, or a year whole. All or nothing, as one step.

What she already typed around the measures (surveys, OIT items, scores) is kept.
"""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from ita_tui.domain.agency import Agency, AgencyKind, Division
from ita_tui.domain.disclosure import DisclosureItem, catalogue_of
from ita_tui.domain.evidence import Evidence
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure
from ita_tui.domain.merging import Merge, counterpart, merge
from ita_tui.domain.respondents import Survey
from ita_tui.domain.scores import IssueAnalysis, Scores
from ita_tui.errors import ItaError
from ita_tui.thai.numerals import thai_digits
from ita_tui.years import begin_year, year_rules

if TYPE_CHECKING:
    from store.database import Store

UNNAMED = Agency(name="หน่วยงาน (ยังไม่ได้ระบุชื่อ)", kind=AgencyKind.OTHER)


class YearHasMeasures(ItaError):
    """The year already has measures, and nobody said what to do with them."""

    def __init__(self, year: FiscalYear, count: int) -> None:
        super().__init__(
            f"ปีงบประมาณ {thai_digits(year.be)} มีมาตรการอยู่แล้ว {thai_digits(count)} มาตรการ จึงยังไม่ได้อ่านเข้า",
            do="เลือกว่าจะเพิ่มต่อท้าย (--add) แทนที่ทั้งหมด (--replace) หรือเติมเฉพาะช่องที่ว่าง (--merge)",
        )


class NothingToTake(ItaError):
    """The document was read, but holds nothing of a year."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"อ่าน {name} แล้ว ไม่พบมาตรการหรือข้อมูลอื่นที่นำเข้าได้ จึงไม่ได้บันทึกอะไร",
            do="ตรวจว่าเลือกไฟล์ถูกต้อง หรือเปิดไฟล์ดูว่ามีตารางมาตรการอยู่จริง",
        )


class YearParts(Protocol):
    """What can be put into a year. ``whole`` tells a year with all it holds from parts that a report names."""

    @property
    def whole(self) -> bool: ...
    @property
    def agency(self) -> Agency | None: ...
    @property
    def divisions(self) -> tuple[Division, ...]: ...
    @property
    def measures(self) -> tuple[Measure, ...]: ...
    @property
    def proposals(self) -> tuple[Measure, ...]: ...
    @property
    def surveys(self) -> tuple[Survey, ...]: ...
    @property
    def disclosure(self) -> tuple[DisclosureItem, ...]: ...
    @property
    def scores(self) -> Scores | None: ...
    @property
    def issues(self) -> tuple[IssueAnalysis, ...]: ...


class TakeIn(StrEnum):
    """What to do with the measures that a year already has when a report is read in."""

    INTO_EMPTY = "into_empty"
    ADD = "add"
    REPLACE = "replace"
    MERGE = "merge"


def refuse_full_year(store: "Store", year: FiscalYear, mode: TakeIn) -> None:
    """Raise YearHasMeasures where a report would be read into a year that has measures without a word."""
    present = len(store.measures.all(year)) if year in store.years.all() else 0
    if present and mode is TakeIn.INTO_EMPTY:
        raise YearHasMeasures(year, present)


def take_in(store: "Store", parts: YearParts, year: FiscalYear, mode: TakeIn, name: str) -> Merge:
    """Save a draft into a year, all or nothing and as one step; says what was added and what was filled in.

    Raises YearHasMeasures, and NothingToTake for a document (``name``) that holds nothing of a year.
    """
    refuse_full_year(store, year, mode)
    if not _holds_something(parts):
        raise NothingToTake(name)
    with store.one_step(f"อ่านรายงานเข้า {name} ({thai_digits(len(parts.measures))} มาตรการ)"):
        if store.agencies.current() in {None, UNNAMED}:
            store.agencies.save(parts.agency or UNNAMED)
        _divisions_in(store, parts.divisions)
        if parts.whole and year not in store.years.all():
            _begin_whole(store, parts, year)
        else:
            begin_year(store, year)
            _surveys_in(store, parts.surveys, year)
            _disclosure_in(store, parts, year)
        plan = _measures_in(store, parts.measures, year, mode, proposals=False)
        if parts.proposals:
            _measures_in(store, parts.proposals, year, mode, proposals=True)
        _scores_in(store, parts, year)
    return plan


def _holds_something(parts: YearParts) -> bool:
    held = (parts.measures, parts.proposals, parts.scores, parts.surveys, parts.disclosure, parts.issues)
    return any(held)


# --- measures ------------------------------------------------------------------------------------------------


def _measures_in(
    store: "Store", incoming: Sequence[Measure], year: FiscalYear, mode: TakeIn, *, proposals: bool
) -> Merge:
    present = store.measures.all(year, proposals=proposals)
    if mode is TakeIn.REPLACE:
        store.measures.remove([m.id for m in present if m.id is not None])
        present = ()
    known = present if mode is TakeIn.MERGE else ()
    plan = merge(known, incoming, taken={m.number for m in present})
    added = [replace(measure, proposal=proposals) for measure in plan.added]
    store.measures.add(year, _shared_evidence(added))
    before = {measure.id: measure for measure in present}
    for measure in plan.filled:
        _fill_in(store, before[measure.id], measure)
    return plan


def _shared_evidence(measures: Sequence[Measure]) -> list[Measure]:
    """One number for evidence that is the same on several measures: one piece that proves them all."""
    numbers: dict[Evidence, int] = {}

    def numbered(piece: Evidence) -> Evidence:
        bare = replace(piece, id=None)
        return replace(bare, id=numbers.setdefault(bare, len(numbers) + 1))

    return [replace(m, evidence=tuple(numbered(piece) for piece in m.evidence)) for m in measures]


def _fill_in(store: "Store", before: Measure, full: Measure) -> None:
    """Save a measure whose empty fields were filled; notes and evidence are entered by commands of their own."""
    assert full.id is not None
    store.measures.save(full)
    for note in full.notes[len(before.notes) :]:
        store.measures.note(full.id, replace(note, id=None))


def _unused_counterpart() -> None:
    counterpart
