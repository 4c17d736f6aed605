"""A year with its rules: which years there are, what a year holds on a day, and how one begins."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ita_tui import places
from ita_tui.domain.differences import Difference, changed_measures
from ita_tui.domain.disclosure import catalogue_of
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.meetings import Meeting
from ita_tui.domain.overview import Overview, overview
from ita_tui.domain.report import Report
from ita_tui.domain.respondents import Survey
from ita_tui.domain.rounds import FrozenRound, standing
from ita_tui.domain.rules import YearRules
from ita_tui.errors import ItaError
from ita_tui.rulebook.loading import rules_for
from ita_tui.signed_copies import since_signed
from ita_tui.thai.numerals import digits

if TYPE_CHECKING:
    from store.database import Store
    from store.history import Entry


class YearUnknown(ItaError):
    """The database has no such year."""

    def __init__(self, year: FiscalYear, known: Iterable[FiscalYear]) -> None:
        years = " ".join(digits(y.be) for y in known) or "ยังไม่มีปีใด"
        super().__init__(
            f"ยังไม่มีข้อมูลของปีงบประมาณ {digits(year.be)} ในฐานข้อมูลนี้",
            f"ปีที่มี: {years}",
            "ตรวจปีที่พิมพ์ หรืออ่านรายงานของปีนั้นเข้ามาก่อน",
        )


@dataclass(frozen=True)
class YearState:
    """A year as it stood at one entry of the history, with its rules and what follows from both on a day.

    ``frozen`` are its rounds that were signed, ``since_signed`` what differs from the one that was signed last and
    stands, ``after_signature`` the store's numbers of the measures among that, ``signed_entry`` the number of the
    history's entry of that signing (0 where nothing stands signed). ``earlier`` are the meetings of the year before:
    what they left open is still to be followed.
    """

    report: Report
    rules: YearRules
    today: date
    revision: int
    last: "Entry | None"
    overview: Overview
    frozen: tuple[FrozenRound, ...] = ()
    since_signed: tuple[Difference, ...] = ()
    after_signature: frozenset[int] = frozenset()
    signed_entry: int = 0
    earlier: tuple[Meeting, ...] = ()

    @property
    def running_signed(self) -> FrozenRound | None:
        """The round that is running, where it stands signed."""
        return standing(self.frozen, self.report.year.current_round(self.today))


def year_rules(store: "Store", year: FiscalYear) -> YearRules:
    """The rules of a year: the secretary's own beside the database, else the shipped ones."""
    return rules_beside(store.path, year)


def rules_beside(database: Path | None, year: FiscalYear) -> YearRules:
    """The rules of a year without opening the database, which need not be there; without one, the shipped rules.

    Raises OwnFileUnreadable and RulebookError for a rulebook of hers that cannot be read.
    """
    return rules_for(year, places.own_rulebook(database, year.be) if database else None)


def rules_of_scores(store: "Store", report: Report) -> YearRules | None:
    """The rules of the year whose results a report answers: other weights and levels than its own year's."""
    return year_rules(store, FiscalYear(report.scores.year)) if report.scores else None


def load_year(store: "Store", year: FiscalYear, now: datetime) -> YearState:
    """Read a year whole, with its rules and its overview on a day."""
    last = store.history.last()
    report = store.report(year)
    rules = year_rules(store, year)
    today = now.date()
    seen = overview(report, rules, today, scores_rules=rules_of_scores(store, report))
    rounds = store.rounds.all(year)
    since = since_signed(store, year, report) if rounds else None
    return YearState(
        report,
        rules,
        today,
        last.id if last else 0,
        last,
        seen,
        frozen=rounds,
        since_signed=since.differences if since else (),
        after_signature=changed_measures(since.differences) if since else frozenset(),
        signed_entry=since.entry if since else 0,
        earlier=_meetings_before(store, year),
    )


def _meetings_before(store: "Store", year: FiscalYear) -> tuple[Meeting, ...]:
    before = [one for one in store.years.all() if one.be == year.be - 1]
    return tuple(meeting for one in before for meeting in store.meetings.all(one))


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


def begin_year(
    store: "Store", year: FiscalYear, *, staff: int | None = None, served: int | None = None
) -> None:
    """Add a year with its surveys and its OIT catalogue, unless it is there. Populations are in people."""
    if year in store.years.all():
        return
    rules = year_rules(store, year)
    surveys = [Survey(i, population=staff if i is Instrument.IIT else served) for i in rules.surveys]
    store.years.begin(year, surveys, catalogue_of(rules))
