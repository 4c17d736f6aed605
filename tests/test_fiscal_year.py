"""Fiscal years, quarters and reporting rounds."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.domain.fiscal_year import FiscalYear, RoundOf, Span

DAYS = st.dates(date(1960, 1, 1), date(2150, 12, 31))


def test_fiscal_year_turns_on_the_first_of_october() -> None:
    assert FiscalYear.containing(date(2022, 9, 30)) == FiscalYear(2565)
    assert FiscalYear.containing(date(2022, 10, 1)) == FiscalYear(2566)


def test_fiscal_year_2566_runs_from_october_2565_to_september_2566() -> None:
    year = FiscalYear(2566)

    assert (year.first, year.last) == (date(2022, 10, 1), date(2023, 9, 30))
    assert str(year) == "2566"


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [
        (1, date(2022, 10, 1), date(2022, 12, 31)),
        (2, date(2023, 1, 1), date(2023, 3, 31)),
        (3, date(2023, 4, 1), date(2023, 6, 30)),
        (4, date(2023, 7, 1), date(2023, 9, 30)),
    ],
)
def test_quarters_begin_in_october(number: int, first: date, last: date) -> None:
    assert FiscalYear(2566).quarter(number) == Span(first, last)


def test_the_six_month_round_ends_with_march() -> None:
    year = FiscalYear(2566)

    assert year.reporting_round(RoundOf.SIX_MONTHS) == Span(date(2022, 10, 1), date(2023, 3, 31))
    assert year.reporting_round(RoundOf.TWELVE_MONTHS) == year.span
    assert year.current_round(date(2023, 3, 31)) is RoundOf.SIX_MONTHS
    assert year.current_round(date(2023, 4, 1)) is RoundOf.TWELVE_MONTHS


@pytest.mark.parametrize("be", [2026, 69, 0, -1])
def test_a_christian_or_two_digit_year_is_no_fiscal_year(be: int) -> None:
    with pytest.raises(ValueError, match="not a Buddhist year"):
        FiscalYear(be)


def test_a_span_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Span(date(2023, 3, 31), date(2023, 3, 30))


@given(DAYS)
@settings(deadline=None)
def test_every_day_lies_in_one_fiscal_year_and_in_one_quarter_of_it(day: date) -> None:
    year = FiscalYear.containing(day)

    assert year.span.contains(day)
    assert [year.quarter(number).contains(day) for number in (1, 2, 3, 4)].count(True) == 1
    assert year.last + timedelta(days=1) == year.next().first
    assert year.previous().next() == year
