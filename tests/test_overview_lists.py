"""Every number of the first glance is the length of the list that it opens."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ita_tui.domain.agency import Agency
from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus, catalogue_of
from ita_tui.domain.disclosure_list import ItemFilter, ItemListing
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure, Proof, Step, WorkStatus
from ita_tui.domain.measure_list import Listing, MeasureFilter
from ita_tui.domain.overview import overview
from ita_tui.domain.period import Period
from ita_tui.domain.report import Report
from ita_tui.rulebook.loading import rules_for
from screens.overview import list_counted, numbers

YEAR = FiscalYear(2569)
RULES = rules_for(YEAR)
DAYS = st.dates(YEAR.first - timedelta(days=30), YEAR.last + timedelta(days=30))
STATUSES = st.sampled_from(WorkStatus)
PERIODS = st.just(Period()) | st.tuples(DAYS, DAYS).map(lambda days: Period("", min(days), max(days)))
MEASURES = st.lists(
    st.builds(
        Measure,
        st.integers(1, 99),
        st.sampled_from(["ก", "ข"]),
        status=STATUSES,
        proof=st.sampled_from(Proof),
        period=PERIODS,
        percent=st.none() | st.integers(0, 100),
        steps=st.lists(st.builds(Step, st.just("ก"), STATUSES), max_size=3).map(tuple),
    ),
    max_size=8,
).map(tuple)


def items(statuses: list[DisclosureStatus], links: list[bool]) -> tuple[DisclosureItem, ...]:
    return tuple(
        replace(item, status=status, url="https://a.example" if linked else "")
        for item, status, linked in zip(catalogue_of(RULES), statuses, links, strict=False)
    )


ITEMS = st.builds(
    items,
    st.lists(st.sampled_from(DisclosureStatus), min_size=26, max_size=26),
    st.lists(st.booleans(), min_size=26, max_size=26),
)


@given(MEASURES, ITEMS, DAYS)
def test_every_number_counts_the_list_it_opens(
    measures: tuple[Measure, ...], disclosure: tuple[DisclosureItem, ...], today: date
) -> None:
    report = Report(Agency("เทศบาลตำบลสมมุติ"), YEAR, measures=measures, disclosure=disclosure)
    seen = overview(report, RULES, today)
    listing = Listing.of(measures)

    for key, _, _, count, _ in (number for row in numbers(seen).values() for number in row):
        assert count == len(listing.matching(list_counted(key), today))
    assert len(seen.measures) == len(listing.matching(MeasureFilter(), today))
    opened = ItemListing.of(disclosure, measures, RULES.catalogue).matching(ItemFilter(to_publish=True))
    assert len(seen.to_publish) == sum(len(group.items) for group in opened)
    assert len(seen.applicable) == len(seen.published) + len(seen.to_publish)


@given(MEASURES, DAYS)
def test_the_statuses_part_the_year(measures: tuple[Measure, ...], today: date) -> None:
    seen = overview(Report(Agency("เทศบาลตำบลสมมุติ"), YEAR, measures=measures), RULES, today)
    rows = numbers(seen)

    for row in ("#statuses", "#proofs"):
        assert sum(number[3] for number in rows[row]) == len(measures)
