"""Begins the next fiscal year from this one: what it goes on with is offered, and what she chose is carried over."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ita_tui.domain.backups import BackupKind
from ita_tui.domain.carrying_over import Offered, carried, offered
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.item_mapping import Carried, ItemMatch, has_responsible, mapped_items, successors
from ita_tui.domain.measure import Measure
from ita_tui.domain.meetings import CommitteeMember
from ita_tui.domain.report import Report
from ita_tui.keeping import backed_up_before
from ita_tui.rulebook.item_mapping import mapped_catalogues
from ita_tui.thai.numerals import thai_digits
from ita_tui.years import begin_year, year_rules

if TYPE_CHECKING:
    from store.database import Store


@dataclass(frozen=True)
class NextYear:
    """What the year after ``year`` may begin with. ``begun`` says whether it is there already.

    ``offered`` are measures that it has not taken over yet, ``matches`` say where each OIT item of the old catalogue
    went, ``staff`` and ``served`` are the populations of this year's surveys, in people.
    """

    year: FiscalYear
    begun: bool
    offered: tuple[Offered, ...]
    matches: tuple[ItemMatch, ...]
    committee: tuple[CommitteeMember, ...]
    staff: int | None
    served: int | None


def offer_next_year(store: "Store", year: FiscalYear) -> NextYear:
    """What the next year may begin with; call it in a thread. Raises YearNotThereError."""
    report, to = store.report(year), year.next()
    begun = to in store.years.all()
    taken = store.measures.all(to) if begun else ()
    return NextYear(
        year=year,
        begun=begun,
        offered=offered(report.measures, report.proposals, taken),
        matches=mapped_catalogues(year_rules(store, year), year_rules(store, to)),
        committee=report.committee,
        staff=_population(report, Instrument.IIT),
        served=_population(report, Instrument.EIT1) or _population(report, Instrument.EIT),
    )


def start_next_year(
    store: "Store",
    year: FiscalYear,
    measures: Sequence[Measure],
    *,
    staff: int | None = None,
    served: int | None = None,
) -> FiscalYear:
    """Begin the year after ``year``, or add to it where it is there, as one step; returns it.

    The chosen measures come behind those that it has, with their steps, and with periods a year later; who sees to the
    OIT items comes along where the new year names nobody yet, and the committee where it has none. Divisions and
    signatories are the same for all years. A backup is made before; raises NotBegun where there can be none.
    """
    to = year.next()
    report = store.report(year)
    matches = mapped_catalogues(year_rules(store, year), year_rules(store, to))
    backed_up_before(store, BackupKind.BEFORE_BULK)
    with store.one_step(
        f"เริ่มปีงบประมาณ {thai_digits(to.be)} จากปี {thai_digits(year.be)} ({thai_digits(len(measures))} มาตรการ)"
    ):
        begin_year(store, to, staff=staff, served=served)
        first = max((one.number for one in store.measures.all(to)), default=0) + 1
        codes = successors(matches)
        plan = [carried(one, first + place, to, codes) for place, one in enumerate(measures)]
        if plan:
            store.measures.add(to, plan)
        _items_over(store, report, to, matches)
        if report.committee and not store.meetings.committee(to):
            store.meetings.save_committee(to, [replace(member, id=None) for member in report.committee])
    return to


def _items_over(store: "Store", report: Report, to: FiscalYear, matches: Sequence[ItemMatch]) -> None:
    """Those who see to last year's items see to what goes on from them, unless the new year names somebody."""
    codes = {match.old_code: match.new_code for match in matches}
    free = [item for item in store.disclosure.all(to) if not has_responsible(item)]
    carried_items = [Carried(item, codes.get(item.code)) for item in report.disclosure]
    store.disclosure.save_each(to, mapped_items(carried_items, free))


def _population(report: Report, instrument: Instrument) -> int | None:
    return next((one.population for one in report.surveys if one.instrument is instrument), None)
