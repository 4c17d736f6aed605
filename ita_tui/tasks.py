"""The program's table of contents: one short function per request, called by screens and commands alike.

The only place that uses two rooms at once. The heavy rooms are imported inside the functions that need them,
because the first paint waits for none of them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol

from ita_tui import places
from ita_tui.domain.agency import Agency, AgencyKind, Division
from ita_tui.domain.disclosure import DisclosureItem, catalogue_of
from ita_tui.domain.evidence import Evidence
from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import Measure
from ita_tui.domain.merging import Merge, merge
from ita_tui.domain.overview import Overview, overview
from ita_tui.domain.report import Report
from ita_tui.domain.respondents import Survey
from ita_tui.domain.rules import YearRules
from ita_tui.domain.scores import IssueAnalysis, Scores
from ita_tui.errors import ItaError
from ita_tui.rulebook.loading import rules_for
from ita_tui.thai.numerals import thai_digits

if TYPE_CHECKING:
    from ita_tui.intake.draft import Draft
    from ita_tui.reports.layouts import Layout
    from ita_tui.reports.page import Page, Signatory
    from store.backups import Verification
    from store.database import Store
    from store.history import Entry

Clock = Callable[[], datetime]
OnProgress = Callable[[int, int], None]


class YearHasMeasures(ItaError):
    """The year already has measures, and nobody said what to do with them."""

    def __init__(self, year: FiscalYear, count: int) -> None:
        super().__init__(
            f"ปีงบประมาณ {thai_digits(year.be)} มีมาตรการอยู่แล้ว {thai_digits(count)} มาตรการ จึงยังไม่ได้อ่านเข้า",
            do="เลือกว่าจะเพิ่มต่อท้าย (--add) แทนที่ทั้งหมด (--replace) หรือเติมเฉพาะช่องที่ว่าง (--merge)",
        )


class YearUnknown(ItaError):
    """The database has no such year."""

    def __init__(self, year: FiscalYear, known: Iterable[FiscalYear]) -> None:
        years = " ".join(thai_digits(y.be) for y in known) or "ยังไม่มีปีใด"
        super().__init__(
            f"ยังไม่มีข้อมูลของปีงบประมาณ {thai_digits(year.be)} ในฐานข้อมูลนี้",
            f"ปีที่มี: {years}",
            "ตรวจปีที่พิมพ์ หรืออ่านรายงานของปีนั้นเข้ามาก่อน",
        )


class NothingToTake(ItaError):
    """The document was read, but holds nothing of a year."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"อ่าน {name} แล้ว ไม่พบมาตรการหรือข้อมูลอื่นที่นำเข้าได้ จึงไม่ได้บันทึกอะไร",
            do="ตรวจว่าเลือกไฟล์ถูกต้อง หรือเปิดไฟล์ดูว่ามีตารางมาตรการอยู่จริง",
        )


@dataclass(frozen=True)
class YearState:
    """A year as it stood at one entry of the history, with its rules and what follows from both on a day."""

    report: Report
    rules: YearRules
    today: date
    revision: int
    last: "Entry | None"
    overview: Overview


class YearParts(Protocol):
    """What can be put into a year: a draft that was read in, or a report whole."""

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


UNNAMED = Agency(name="หน่วยงาน (ยังไม่ได้ระบุชื่อ)", kind=AgencyKind.OTHER)


class TakeIn(StrEnum):
    """What to do with the measures that a year already has when a report is read in."""

    INTO_EMPTY = "into_empty"
    ADD = "add"
    REPLACE = "replace"
    MERGE = "merge"


# --- opening -------------------------------------------------------------------------------------------------


def open_store(path: Path, clock: Clock) -> "Store":
    """Open the database, making file and data folder where they do not exist yet."""
    from store.database import Store

    if path == places.default_database():
        path.parent.mkdir(parents=True, exist_ok=True)
    return Store.open(path, clock=clock)


def year_rules(store: "Store", year: FiscalYear) -> YearRules:
    """The rules of a year: the secretary's own beside the database, else the shipped ones."""
    return rules_for(year, places.own_rulebook(store.path, year.be))


def load_year(store: "Store", year: FiscalYear, now: datetime) -> YearState:
    """Read a year whole, with its rules and its overview on a day."""
    last = store.history.last()
    report = store.report(year)
    rules = year_rules(store, year)
    today = now.date()
    return YearState(report, rules, today, last.id if last else 0, last, overview(report, rules, today))


def newest_year(store: "Store", today: date) -> FiscalYear | None:
    """The year to open: the one that holds today where it exists, else the newest one there is."""
    years = store.years.all()
    running = FiscalYear.containing(today)
    return running if running in years else max(years, default=None)


def known_year(store: "Store", year: FiscalYear | None, today: date) -> FiscalYear:
    """The year that was asked for, or the one to open; raises YearUnknown where there is none."""
    chosen = year or newest_year(store, today)
    years = store.years.all()
    if chosen is None or chosen not in years:
        raise YearUnknown(chosen or FiscalYear.containing(today), years)
    return chosen


# --- beginning -----------------------------------------------------------------------------------------------


def begin_year(
    store: "Store", year: FiscalYear, *, staff: int | None = None, served: int | None = None
) -> None:
    """Add a year with its surveys and its OIT catalogue, unless it is there. Populations are in people."""
    if year in store.years.all():
        return
    rules = year_rules(store, year)
    surveys = [Survey(i, population=staff if i is Instrument.IIT else served) for i in rules.surveys]
    store.years.begin(year, surveys, catalogue_of(rules))


def set_up(
    store: "Store", agency: Agency, year: FiscalYear, *, staff: int | None = None, served: int | None = None
) -> None:
    """The first run: the agency and its first year, as one step."""
    with store.one_step(f"เริ่มต้นใช้งาน {agency.short_name} ปีงบประมาณ {thai_digits(year.be)}"):
        store.agencies.save(agency)
        begin_year(store, year, staff=staff, served=served)


def start_with_sample(store: "Store", now: datetime) -> FiscalYear:
    """Fill an empty store with the sample year, its evidence files included."""
    from ita_tui.reports.sample_year import sample_evidence, sample_report

    report = sample_report(now.date())
    with TemporaryDirectory() as folder, store.one_step("เริ่มด้วยข้อมูลตัวอย่าง"):
        for name, content in sample_evidence().items():
            path = Path(folder, name)
            path.write_bytes(content)
            store.vault.take_in(path)
        take_in(store, report, report.year, TakeIn.INTO_EMPTY, "ข้อมูลตัวอย่าง")
    return report.year


def open_demo(folder: Path, clock: Clock) -> "Store":
    """A throw-away store with the sample year, inside a folder that the caller removes."""
    store = open_store(folder / "ตัวอย่าง.db", clock)
    start_with_sample(store, clock())
    return store


# --- reading in ----------------------------------------------------------------------------------------------


def read_in(path: Path, year: FiscalYear) -> "Draft":
    """Read a document into a draft; nothing is saved."""
    from ita_tui.intake.documents import read_document

    return read_document(path, year)


def refuse_full_year(store: "Store", year: FiscalYear, mode: TakeIn) -> None:
    """Raise YearHasMeasures where a report would be read into a year that has measures without a word."""
    present = len(store.measures.all(year)) if year in store.years.all() else 0
    if present and mode is TakeIn.INTO_EMPTY:
        raise YearHasMeasures(year, present)


def take_in(store: "Store", parts: YearParts, year: FiscalYear, mode: TakeIn, name: str) -> Merge:
    """Save a draft into a year, all or nothing and as one step; says what was added and what was filled in.

    What she already typed around the measures (surveys, OIT items, scores) is kept.
    """
    refuse_full_year(store, year, mode)
    if not any((parts.measures, parts.proposals, parts.scores, parts.surveys, parts.disclosure)):
        raise NothingToTake(name)
    with store.one_step(f"อ่านรายงานเข้า {name} ({thai_digits(len(parts.measures))} มาตรการ)"):
        if store.agencies.current() is None:
            store.agencies.save(parts.agency or UNNAMED)
        begin_year(store, year)
        _divisions_in(store, parts)
        plan = _measures_in(store, parts.measures, year, mode, proposals=False)
        if parts.proposals:
            _measures_in(store, parts.proposals, year, mode, proposals=True)
        _surveys_in(store, parts, year)
        _disclosure_in(store, parts, year)
        _scores_in(store, parts, year)
    return plan


def _measures_in(
    store: "Store", incoming: Sequence[Measure], year: FiscalYear, mode: TakeIn, *, proposals: bool
) -> Merge:
    present = store.measures.all(year, proposals=proposals)
    if mode is TakeIn.REPLACE:
        store.measures.remove([m.id for m in present if m.id is not None])
        present = ()
    known = present if mode is TakeIn.MERGE else ()
    plan = merge(known, incoming, taken={m.number for m in present})
    bare = [replace(m, evidence=(), proposal=proposals) for m in plan.added]
    _evidence_in(store, plan.added, store.measures.add(year, bare))
    for measure in plan.filled:
        store.measures.save(measure)
    return plan


def _evidence_in(store: "Store", incoming: Sequence[Measure], saved: Sequence[Measure]) -> None:
    """Attach the evidence of measures that came in; a piece that proves several is attached once."""
    from store.vault import VaultFile

    owners: dict[Evidence, list[int]] = {}
    for came, kept in zip(incoming, saved, strict=True):
        for piece in came.evidence:
            if kept.id is not None:
                owners.setdefault(replace(piece, id=None), []).append(kept.id)
    for piece, measure_ids in owners.items():
        revisions = sorted(piece.files, key=lambda f: (f.slot, f.revision))
        files = [VaultFile(f.sha256, f.name, f.size) for f in revisions if f.revision == 1]
        attached = store.evidence.attach(measure_ids, replace(piece, files=()), files)
        for later in (f for f in revisions if f.revision > 1):
            assert attached.id is not None
            store.evidence.add_file(
                attached.id, VaultFile(later.sha256, later.name, later.size), replaces_slot=later.slot
            )
    for came, kept in zip(incoming, saved, strict=True):
        if came.evidence and kept.id is not None:
            store.measures.save(replace(store.measures.get(kept.id), proof=came.proof))


def _divisions_in(store: "Store", parts: YearParts) -> None:
    there = store.agencies.divisions()
    names = {division.name for division in there}
    new = [replace(d, id=None) for d in parts.divisions if d.name not in names]
    if new:
        store.agencies.save_divisions([*there, *new])


def _surveys_in(store: "Store", parts: YearParts, year: FiscalYear) -> None:
    there = {survey.instrument: survey for survey in store.surveys.all(year)}
    for survey in parts.surveys:
        present = there.get(survey.instrument)
        store.surveys.save(year, survey if present is None else _filled_survey(present, survey))
        if present is None or not present.counts:
            for count in survey.counts:
                store.surveys.count(year, survey.instrument, replace(count, id=None))


def _filled_survey(present: Survey, came: Survey) -> Survey:
    return replace(
        present,
        population=came.population if present.population is None else present.population,
        official_minimum=present.official_minimum if present.official_minimum else came.official_minimum,
        official_reason=present.official_reason or came.official_reason,
        opens=present.opens or came.opens,
        closes=present.closes or came.closes,
        link=present.link or came.link,
    )


def _disclosure_in(store: "Store", parts: YearParts, year: FiscalYear) -> None:
    there = {item.code: item for item in store.disclosure.all(year)}
    for item in parts.disclosure:
        present = there.get(item.code)
        untouched = present is None or (
            present == DisclosureItem(present.code, present.name, present.group, id=present.id)
        )
        if untouched:
            store.disclosure.save(year, replace(item, id=present.id if present else None))


def _scores_in(store: "Store", parts: YearParts, year: FiscalYear) -> None:
    if parts.scores and store.scores.get(year) is None:
        store.scores.save(year, parts.scores)
    if parts.issues and not store.scores.issues(year):
        store.scores.save_issues(year, parts.issues)


# --- evidence ------------------------------------------------------------------------------------------------


def attach_file(
    store: "Store",
    measure_id: int,
    source: Path,
    evidence: Evidence,
    on_progress: OnProgress | None = None,
) -> Evidence:
    """Copy a file into the vault and attach it to a measure, with the title and date that were typed."""
    file = store.vault.take_in(source, on_progress)
    titled = replace(evidence, title=evidence.title.strip() or source.name)
    return store.evidence.attach([measure_id], titled, [file])


def attach_revision(
    store: "Store", evidence_id: int, slot: int, source: Path, on_progress: OnProgress | None = None
) -> None:
    """Add a new revision of a file; the earlier ones stay in the vault."""
    store.evidence.add_file(evidence_id, store.vault.take_in(source, on_progress), replaces_slot=slot)


# --- printing ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Printing:
    """How a report is to be printed."""

    layout: str = "progress"
    thai_numerals: bool = True
    round_of: RoundOf = RoundOf.TWELVE_MONTHS
    signatories: tuple["Signatory", ...] = ()


def layouts(store: "Store | None") -> tuple["Layout", ...]:
    """Every layout: the shipped ones, and the secretary's own beside the database."""
    from ita_tui.reports.layouts import read_layout, shipped_layouts

    own = places.own_layouts(store.path) if store else {}
    return (*shipped_layouts(), *(read_layout(text, name) for name, text in own.items()))


def page(store: "Store", year: FiscalYear, printing: Printing) -> "Page":
    """The page that the screen previews and the exporter prints."""
    from ita_tui.reports.layouts import layout_named
    from ita_tui.reports.progress_table import arrange

    report = store.report(year)
    link = next((s.link for s in report.surveys if s.link and s.instrument is not Instrument.IIT), "")
    return arrange(
        report,
        layout_named(printing.layout, layouts(store)),
        thai_numerals=printing.thai_numerals,
        round_of=printing.round_of,
        signatories=printing.signatories,
        eit_link=link,
    )


def export_report(
    store: "Store", year: FiscalYear, printing: Printing, target: Path, *, overwrite: bool = False
) -> Path:
    """Print a year as a workbook (XLSX)."""
    from exports import xlsx

    return xlsx.save(page(store, year, printing), target, overwrite=overwrite)


def export_open_format(
    store: "Store", year: FiscalYear, today: date, target: Path, *, overwrite: bool = False
) -> Path:
    """Write a whole year in the open format (JSON), which reading in takes back without loss."""
    from exports import json
    from ita_tui.reports.open_format import to_dict

    data = to_dict(store.report(year), year_rules(store, year), today)
    return json.save(data, target, overwrite=overwrite)


def report_name(year: FiscalYear, layout: str, suffix: str) -> str:
    """The file name offered for a report."""
    return f"รายงานมาตรการ-{year.be}-{layout}.{suffix}"


# --- keeping -------------------------------------------------------------------------------------------------


def back_up(store: "Store", target: Path | None = None) -> Path:
    """Copy the database, verified, to a file or into the folder of backups."""
    from store import backups

    return backups.back_up(store, target)


def restore(backup: Path, database: Path, clock: Clock) -> Path:
    """Bring a backup back; the database that was there is kept aside under the path that is returned."""
    from store import backups

    return backups.restore(backup, database, clock=clock)


def verify(store: "Store") -> "Verification":
    """Look through the database, the history's chain and every evidence file."""
    from store import backups

    return backups.verify(store)
