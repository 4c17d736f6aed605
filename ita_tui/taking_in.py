"""Puts a year's parts into the database: a draft that was read in, or a year whole. All or nothing, as one step.

What she already typed around the measures (surveys, OIT items, scores) is kept.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from ita_tui.domain.agency import Agency, AgencyKind, Division, other_agency
from ita_tui.domain.backups import BackupKind
from ita_tui.domain.disclosure import DisclosureItem, catalogue_of
from ita_tui.domain.evidence import Evidence
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure
from ita_tui.domain.meetings import CommitteeMember, Meeting, as_taken_in
from ita_tui.domain.merging import Merge, counterpart, merge
from ita_tui.domain.respondents import Survey
from ita_tui.domain.scores import IssueAnalysis, Scores
from ita_tui.domain.waivers import Waiver
from ita_tui.errors import ItaError
from ita_tui.keeping import backed_up_before
from ita_tui.thai.numerals import digits, thai_digits
from ita_tui.years import begin_year, year_rules

if TYPE_CHECKING:
    from store.database import Store

UNNAMED = Agency(name="หน่วยงาน (ยังไม่ได้ระบุชื่อ)", kind=AgencyKind.OTHER)


class YearHasMeasures(ItaError):
    """The year already has measures, and nobody said what to do with them."""

    def __init__(self, year: FiscalYear, count: int) -> None:
        super().__init__(
            f"ปีงบประมาณ {digits(year.be)} มีมาตรการอยู่แล้ว {digits(count)} มาตรการ จึงยังไม่ได้อ่านเข้า",
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
    @property
    def committee(self) -> tuple[CommitteeMember, ...]: ...
    @property
    def meetings(self) -> tuple[Meeting, ...]: ...
    @property
    def waivers(self) -> tuple[Waiver, ...]: ...


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

    A backup is made before. Raises YearHasMeasures, NothingToTake for a document (``name``) that holds nothing of a
    year, and NotBegun where there can be no backup.
    """
    refuse_full_year(store, year, mode)
    if not _holds_something(parts):
        raise NothingToTake(name)
    backed_up_before(store, BackupKind.BEFORE_IMPORT)
    with store.one_step(f"อ่านรายงานเข้า {name} ({thai_digits(len(parts.measures))} มาตรการ)"):
        if not _named(store.agencies.current()):
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
        _item_evidence_in(store, parts.disclosure, year)
        _scores_in(store, parts, year)
        _decisions_in(store, parts, year)
    return plan


def what_becomes(store: "Store", parts: YearParts, year: FiscalYear) -> Mapping[TakeIn, Merge]:
    """What each way to take a draft in would do to the year's measures, to be told before she chooses."""
    present = store.measures.all(year) if year in store.years.all() else ()
    numbers = {measure.number for measure in present}
    return {
        TakeIn.MERGE: merge(present, parts.measures, taken=numbers),
        TakeIn.ADD: merge((), parts.measures, taken=numbers),
        TakeIn.REPLACE: merge((), parts.measures),
    }


def _holds_something(parts: YearParts) -> bool:
    measured = (parts.measures, parts.proposals, parts.scores, parts.surveys, parts.disclosure, parts.issues)
    return any(measured) or any((parts.committee, parts.meetings, parts.waivers))


def stranger(store: "Store", named: Agency | None) -> str:
    """A sentence where a document names another agency than the store's own, to be told before it is taken in."""
    here = store.agencies.current()
    return other_agency(named, here) if _named(here) else ""


def _named(agency: Agency | None) -> bool:
    return agency is not None and agency != UNNAMED and agency.name.strip() != ""


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
    _fill_in(store, present, plan.filled)
    return plan


def _shared_evidence(measures: Sequence[Measure]) -> list[Measure]:
    """One number for evidence that is the same on several measures: one piece that proves them all.

    Twice the same on one measure stays two pieces.
    """
    numbers: dict[tuple[Evidence, int], int] = {}

    def numbered(pieces: Sequence[Evidence]) -> tuple[Evidence, ...]:
        seen: Counter[Evidence] = Counter()
        told: list[Evidence] = []
        for bare in (replace(piece, id=None) for piece in pieces):
            seen[bare] += 1
            told.append(replace(bare, id=numbers.setdefault((bare, seen[bare]), len(numbers) + 1)))
        return tuple(told)

    return [replace(measure, evidence=numbered(measure.evidence)) for measure in measures]


def _fill_in(store: "Store", present: Sequence[Measure], filled: Sequence[Measure]) -> None:
    """Save measures whose empty fields were filled; their notes and evidence have commands of their own."""
    before = {measure.id: measure for measure in present}
    pieces: dict[int, tuple[Evidence, ...]] = {}
    for full in _shared_evidence(filled):
        assert full.id is not None
        store.measures.save(full)
        if not before[full.id].notes:
            for note in full.notes:
                store.measures.note(full.id, replace(note, id=None))
        if full.evidence and not before[full.id].evidence:
            pieces[full.id] = full.evidence
    if pieces:
        store.evidence.bring_in(pieces)


# --- what stands around the measures ---------------------------------------------------------------------------


def _divisions_in(store: "Store", incoming: Sequence[Division]) -> None:
    """Add divisions and sections that are not there yet; the agency's own order stays."""
    coming = {division.name: division for division in incoming}
    there = store.agencies.divisions()
    kept = [_with_sections(division, coming.pop(division.name, division)) for division in there]
    wanted = [*kept, *(replace(division, id=None) for division in coming.values())]
    if wanted != list(there):
        store.agencies.save_divisions(wanted)


def _with_sections(mine: Division, theirs: Division) -> Division:
    known = {section.name for section in mine.sections}
    new = tuple(replace(section, id=None) for section in theirs.sections if section.name not in known)
    return replace(mine, sections=(*mine.sections, *new))


def _begin_whole(store: "Store", parts: YearParts, year: FiscalYear) -> None:
    """Begin a year with just the surveys and OIT items that a whole year brings; the rules fill in for none."""
    rules = year_rules(store, year)
    surveys = parts.surveys or tuple(Survey(instrument) for instrument in rules.surveys)
    store.years.begin(year, surveys, parts.disclosure or catalogue_of(rules))


def _surveys_in(store: "Store", incoming: Sequence[Survey], year: FiscalYear) -> None:
    there = {survey.instrument: survey for survey in store.surveys.all(year)}
    for survey in incoming:
        present = there.get(survey.instrument)
        store.surveys.save(year, survey if present is None else _filled_survey(present, survey))
        if present is None or not present.counts:
            for count in survey.counts:
                store.surveys.count(year, survey.instrument, replace(count, id=None))


def _filled_survey(present: Survey, came: Survey) -> Survey:
    return replace(
        present,
        population=came.population if present.population is None else present.population,
        official_minimum=present.official_minimum or came.official_minimum,
        official_reason=present.official_reason or came.official_reason,
        opens=present.opens or came.opens,
        closes=present.closes or came.closes,
        link=present.link or came.link,
    )


def _disclosure_in(store: "Store", parts: YearParts, year: FiscalYear) -> None:
    """Fill OIT items where nothing was entered yet.

    A report only says who sees to which item: that is laid over the year's own item, whose name stays. A whole
    year brings whole items in place of those that nothing was done about.
    """
    there = {item.code: item for item in store.disclosure.all(year)}
    wanted = []
    for came in parts.disclosure:
        present = there.get(came.code)
        if present is None or (parts.whole and _untouched(present)):
            wanted.append(replace(came, id=None if present is None else present.id))
        else:
            wanted.append(_filled_item(present, came))
    store.disclosure.save_each(year, wanted)


def _filled_item(present: DisclosureItem, came: DisclosureItem) -> DisclosureItem:
    """What is there stays; who sees to it is words and divisions together."""
    nobody = not present.responsible and not present.divisions
    return replace(
        present,
        responsible=came.responsible if nobody else present.responsible,
        divisions=came.divisions if nobody else present.divisions,
        sections=came.sections if nobody else present.sections,
        url=present.url or came.url,
        note=present.note or came.note,
        seen=present.seen or came.seen,
    )


def _untouched(item: DisclosureItem) -> bool:
    return replace(item, evidence=()) == DisclosureItem(item.code, item.name, item.group, id=item.id)


def _item_evidence_in(store: "Store", incoming: Sequence[DisclosureItem], year: FiscalYear) -> None:
    """Bring the evidence of OIT items that have none; what proves a measure as well stays one piece."""
    there = {item.code: item for item in store.disclosure.all(year)}
    known: dict[Evidence, int] = {}
    for piece in store.evidence.of_year(year):
        assert piece.id is not None
        known.setdefault(replace(piece, id=None), piece.id)
    for came in incoming:
        item = there[came.code]
        assert item.id is not None
        for piece in () if item.evidence else came.evidence:
            bare = replace(piece, id=None)
            if bare in known:
                store.evidence.link_item(known[bare], item.id)
            else:
                known[bare] = store.evidence.bring_in_for_item(item.id, bare)


def _decisions_in(store: "Store", parts: YearParts, year: FiscalYear) -> None:
    """The committee, its meetings and what was waived, each where the year has none yet.

    What they say of a measure goes with it to the number that it has now.
    """
    if parts.committee and not store.meetings.committee(year):
        store.meetings.save_committee(year, [replace(member, id=None) for member in parts.committee])
    present = store.measures.all(year)
    found = ((one.number, counterpart(one, present)) for one in parts.measures)
    numbers = {number: here.number for number, here in found if here is not None}
    if not store.meetings.all(year):
        for meeting in parts.meetings:
            store.meetings.save(year, as_taken_in(meeting, numbers))
    # Where a measure was meant that did not come along, the waiver would be about everything.
    waivers = [
        replace(one, measure_id=None, measure=None if one.measure is None else numbers[one.measure])
        for one in parts.waivers
        if one.measure is None or one.measure in numbers
    ]
    if waivers and not store.waivers.all(year):
        store.waivers.add(year, waivers, "รายการตรวจที่ยกเว้น")


def _scores_in(store: "Store", parts: YearParts, year: FiscalYear) -> None:
    if parts.scores and store.scores.get(year) is None:
        store.scores.save(year, parts.scores)
    if parts.issues and not store.scores.issues(year):
        store.scores.save_issues(year, parts.issues)
