"""The sample year tells the same story on whatever day it is looked at."""

import hashlib
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.domain.disclosure import published
from ita_tui.domain.evidence import Evidence, EvidenceKind
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import Measure, WorkStatus
from ita_tui.domain.period import read_period
from ita_tui.domain.progress import days_overdue, is_behind, is_due_soon, is_overdue, lacks_evidence
from ita_tui.domain.report import Report
from ita_tui.domain.respondents import standing
from ita_tui.domain.scores import computed, contradiction
from ita_tui.reports.open_format import from_dict, to_dict
from ita_tui.reports.sample_year import AS_OF, NEAR, sample_evidence, sample_report
from ita_tui.rulebook.loading import rules_for

DAYS = st.dates(min_value=date(2022, 10, 1), max_value=date(2045, 9, 30))
EDGES = [
    AS_OF,
    date(2026, 10, 1),
    date(2026, 11, 21),
    date(2027, 2, 28),
    date(2027, 9, 30),
    date(2028, 2, 29),
]


def evidence_of(report: Report) -> list[Evidence]:
    return [piece for measure in report.measures for piece in measure.evidence]


def numbers(measures: list[Measure]) -> list[int]:
    return [measure.number for measure in measures]


def tells_the_story(today: date) -> None:
    report = sample_report(today)

    assert report.year == FiscalYear.containing(today)
    assert {s: sum(m.status is s for m in report.measures) for s in WorkStatus} == {
        WorkStatus.COMPLETED: 5,
        WorkStatus.IN_PROGRESS: 4,
        WorkStatus.NOT_STARTED: 2,
        WorkStatus.CANCELLED: 1,
    }
    overdue = [m for m in report.measures if is_overdue(m, today)]
    assert [(m.number, days_overdue(m, today)) for m in overdue] == [(4, 6), (7, 2)]
    assert numbers([m for m in report.measures if is_due_soon(m, today)]) == [8]
    assert numbers([m for m in report.measures if is_behind(m, today)]) == [9]
    assert numbers([m for m in report.measures if lacks_evidence(m)]) == [5, 8, 9]


@pytest.mark.parametrize("today", EDGES, ids=str)
def test_the_sample_has_the_same_late_measures_on_an_edge_of_the_year(today: date) -> None:
    tells_the_story(today)


@given(DAYS)
@settings(deadline=None, max_examples=40)
def test_the_sample_has_the_same_late_measures_on_any_day(today: date) -> None:
    tells_the_story(today)


@pytest.mark.parametrize("today", EDGES, ids=str)
def test_both_surveys_of_the_sample_are_open_and_short_of_their_minimum(today: date) -> None:
    report = sample_report(today)
    rules = rules_for(FiscalYear(2569))

    standings = {s.instrument: standing(s, report.agency, rules, today) for s in report.surveys}

    iit, eit = standings[Instrument.IIT], standings[Instrument.EIT1]
    assert (iit.survey.counts[-1].total, iit.minimum.number, iit.lacking) == (28, 30, 2)
    assert (eit.survey.counts[-1].total, eit.minimum.number, eit.lacking) == (24, 40, 16)
    assert all(s.opens and s.closes and s.opens <= today <= s.closes for s in report.surveys)
    assert all(
        earlier.on < later.on <= today for s in report.surveys for earlier, later in pairwise(s.counts)
    )


@pytest.mark.parametrize("today", EDGES, ids=str)
def test_every_period_of_the_sample_is_what_its_words_say(today: date) -> None:
    report = sample_report(today)

    for measure in report.measures:
        assert measure.period == read_period(measure.period.text, report.year)


def test_the_sample_on_its_own_day_is_its_file_word_for_word() -> None:
    report = sample_report(AS_OF)

    assert report.year == FiscalYear(2569)
    assert report.measures[3].period.text == "๑ ก.พ. ๖๙ – ๑๒ มี.ค. ๖๙"
    assert "ประกาศใช้เมื่อวันที่ ๑๕ ธันวาคม ๒๕๖๘" in report.measures[0].result


def test_days_near_today_keep_their_distance_and_written_dates_move_with_them() -> None:
    today = date(2027, 7, 5)

    report = sample_report(today)

    then = sample_report(AS_OF).measures[3]
    assert [today - note.on for note in report.measures[3].notes] == [AS_OF - note.on for note in then.notes]
    assert report.measures[3].period.text.endswith("๒๙ มิ.ย. ๗๐")
    assert report.measures[3].period.end == today - timedelta(days=6)


def test_the_sample_stays_in_its_fiscal_year_once_the_year_is_under_way() -> None:
    today = FiscalYear(2570).first + timedelta(days=NEAR + 21)

    report = sample_report(today)

    spans = [m.period.span for m in report.measures if m.period.span]
    assert all(report.year.first <= span.first and span.last <= report.year.last for span in spans)


def test_years_in_the_words_of_the_sample_move_and_digests_and_links_do_not() -> None:
    then, now = sample_report(AS_OF), sample_report(date(2027, 11, 1))

    assert then.disclosure[10].name.endswith("2569")
    assert now.disclosure[10].name.endswith("2571")
    assert now.scores is not None
    assert now.scores.year == 2570
    assert [f.sha256 for e in evidence_of(now) for f in e.files] == [
        f.sha256 for e in evidence_of(then) for f in e.files
    ]
    assert [item.url for item in now.disclosure] == [item.url for item in then.disclosure]


def test_every_evidence_file_of_the_sample_is_there_with_its_digest_size_and_name() -> None:
    contents = sample_evidence()

    files = {file for piece in evidence_of(sample_report(AS_OF)) for file in piece.files}

    assert {file.name for file in files} == set(contents)
    for file in files:
        assert hashlib.sha256(contents[file.name]).hexdigest() == file.sha256
        assert len(contents[file.name]) == file.size


def test_the_sample_has_evidence_of_every_kind_and_a_file_in_two_revisions() -> None:
    pieces = evidence_of(sample_report(AS_OF))

    assert {piece.kind for piece in pieces} == set(EvidenceKind)
    assert max(file.revision for piece in pieces for file in piece.files) == 2
    assert sum(piece.title == "คำสั่งมอบหมายผู้รับผิดชอบข้อมูล OIT" for piece in pieces) == 2


def test_the_samples_scores_agree_with_themselves() -> None:
    report = sample_report(AS_OF)
    rules = rules_for(FiscalYear(2568))

    assert report.scores is not None
    assert computed(report.scores, rules).total == Decimal("87.50") == report.scores.printed_total
    assert contradiction(report.scores, rules) is None


def test_the_sample_names_the_years_oit_items_and_links_only_where_no_network_leads() -> None:
    report = sample_report(AS_OF)

    assert [(i.code, i.name) for i in report.disclosure] == [
        (i.code, i.name) for i in rules_for(FiscalYear(2569)).catalogue.items
    ]
    assert len(published(report.disclosure)) == 21
    links = [item.url for item in report.disclosure if item.url] + [s.link for s in report.surveys if s.link]
    assert all(link.startswith("https://www.tungtawanchai.example/") for link in links)


def test_the_sample_goes_through_the_open_format_without_loss() -> None:
    report = sample_report(date(2026, 11, 21))

    data = to_dict(report, rules_for(FiscalYear(2569)), date(2026, 11, 21))

    assert from_dict(data) == report
