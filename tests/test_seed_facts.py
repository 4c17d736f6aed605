"""Five real printed reports come in as a reader of them says: the expected values are in ``seed_facts``."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from ita_tui.domain.agency import AgencyKind
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure, WorkStatus
from ita_tui.intake.documents import read_document
from ita_tui.intake.draft import DoubtKind, Draft
from ita_tui.rulebook.loading import rules_for
from ita_tui.thai.numerals import arabic_digits
from tests.seed_facts import HANNANGAM, SEEDS, THAMSING, At, Row, Seed, Table

FOLDER = Path(__file__).parents[2] / "shared" / "seeds"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the real reports are not beside this repository")

each_seed = pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
_TEXTS = (
    *("title", "guideline", "method", "responsible", "result", "outcome", "recommendation", "follow_up"),
    "weak_item",
)
_ORDINAL = re.compile(r"^\s*(?:<[^>]*>\s*)*[0-9๐-๙]+\.")
_CODE = re.compile(r"^[a-z]?[0-9๐-๙]+\.?")


def draft(seed: Seed, year: int | None = None) -> Draft:
    return _draft(seed.name, year or seed.year)


@cache
def _draft(name: str, year: int) -> Draft:
    return read_document(FOLDER / f"{name}.txt", FiscalYear(year), rules_for(FiscalYear(year)))


@cache
def lines(name: str) -> tuple[str, ...]:
    return tuple((FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n"))


def printed(seed: Seed, *places: At) -> str:
    """The raw text that stands at places of the file."""
    texts = []
    for place in places:
        line = lines(seed.name)[place.line - 1]
        text = line.split("\t")[place.cell - 1] if place.cell else line
        texts.append(text[place.start : place.stop])
    return " ".join(texts)


def bare(text: str) -> str:
    """A text without tags, Markdown signs and white space."""
    return re.sub(r"<[^>]*>|\*\*|\s", "", text)


def bare_forms(text: str) -> set[str]:
    """What a cell may come in as: items of a list with the number that a browser shows, or with none."""
    count = iter(range(1, 100))
    return {bare(text), bare(re.sub("<li>", lambda _: f"{next(count)}.", text))}


def cells(seed: Seed, table: Table, row: Row, name: str) -> str:
    """A field of a measure as it is printed, on one page or on two."""
    if name not in table.columns:
        return ""
    text = printed(seed, *(At(line, table.columns[name]) for line in row.lines))
    return _ORDINAL.sub("", text) if name == "title" else text


def rows_of(seed: Seed) -> Iterator[tuple[Table, Row, Measure]]:
    for table, measures in (
        (seed.measures, draft(seed).measures),
        (seed.proposals, draft(seed).proposals),
    ):
        assert [measure.number for measure in measures] == [row.number for row in table.rows]
        yield from ((table, row, measure) for row, measure in zip(table.rows, measures, strict=True))


@each_seed
def test_every_cell_of_a_measure_comes_in_word_for_word_at_its_place(seed: Seed) -> None:
    rows = list(rows_of(seed))

    wrong = [
        (row.number, measure.proposal, name, bare(getattr(measure, name)))
        for table, row, measure in rows
        for name in _TEXTS
        if bare(getattr(measure, name)) not in bare_forms(cells(seed, table, row, name))
    ]

    assert wrong == []


@each_seed
def test_periods_are_kept_as_written_and_have_the_days_that_they_mean(seed: Seed) -> None:
    for table, row, measure in rows_of(seed):
        period = measure.period

        assert bare(period.text) == bare(cells(seed, table, row, "period")), row.number
        assert (period.start, period.end) == (row.days or (None, None)), row.number


@each_seed
def test_status_is_proposed_from_the_result_and_each_proposal_is_a_doubt(seed: Seed) -> None:
    proposed = {doubt.measure for doubt in draft(seed).doubts if doubt.kind == DoubtKind.PROPOSED_STATUS}

    for _, row, measure in rows_of(seed):
        assert measure.status == row.status, row.number
        assert row.status == WorkStatus.NOT_STARTED or row.number in proposed


@each_seed
def test_a_method_is_split_into_steps_where_its_numbering_is_clear(seed: Seed) -> None:
    found = {(measure.number, measure.proposal): len(measure.steps) for _, _, measure in rows_of(seed)}

    assert found == {(row.number, measure.proposal): row.steps for _, row, measure in rows_of(seed)}


@each_seed
def test_divisions_and_sections_are_those_that_the_cell_names(seed: Seed) -> None:
    found = [(row.number, sorted(m.divisions), sorted(m.sections)) for _, row, m in rows_of(seed)]

    assert found == [(row.number, sorted(row.divisions), sorted(row.sections)) for _, row, _ in rows_of(seed)]


@each_seed
def test_measures_stand_under_their_issue_and_have_the_items_that_they_name(seed: Seed) -> None:
    found = [(row.number, m.issue, m.items) for _, row, m in rows_of(seed)]

    assert found == [(row.number, row.issue, row.items) for _, row, _ in rows_of(seed)]


@each_seed
def test_the_agency_and_the_year_stand_in_the_text_around_the_tables(seed: Seed) -> None:
    read = draft(seed)

    assert read.agency is not None
    assert read.agency.kind == AgencyKind.SAO
    assert read.agency.name == printed(seed, seed.agency)
    assert read.agency.district == (printed(seed, seed.district) if seed.district else "")
    assert read.agency.province == (printed(seed, seed.province) if seed.province else "")
    assert read.year_found == FiscalYear(seed.document_year or seed.year)
    assert read.planned_for == (FiscalYear(seed.year) if seed.document_year else None)


@each_seed
def test_scores_are_those_that_the_report_prints(seed: Seed) -> None:
    scores = draft(seed).scores
    if seed.scores_year is None:
        assert scores is None
        return

    assert scores is not None
    assert scores.year == seed.scores_year
    assert scores.printed_total == Decimal(seed.total or "0")
    assert scores.printed_level.strip().casefold() == seed.level.casefold()
    assert scores.indicators == tuple(map(Decimal, seed.indicators))
    assert scores.instruments == {name: Decimal(score) for name, score in seed.instruments.items()}


@each_seed
def test_each_question_has_the_code_that_was_meant_its_score_and_its_issue(seed: Seed) -> None:
    scores = draft(seed).scores
    questions = scores.questions if scores else ()

    assert [(question.code, question.score, question.issue) for question in questions] == [
        (question.code, Decimal(question.score), question.issue) for question in seed.questions
    ]
    for read, fact in zip(questions, seed.questions, strict=True):
        text = bare(printed(seed, At(fact.line, 1)))
        assert bare(read.text) in {text, _CODE.sub("", text)}


@each_seed
def test_what_is_to_be_developed_stands_under_its_instrument(seed: Seed) -> None:
    scores = draft(seed).scores
    rows = scores.to_develop if scores else ()

    assert [(row.instrument, bare(row.indicator), bare(row.scope), bare(row.text)) for row in rows] == [
        (instrument, *(bare(printed(seed, At(line, cell))) for cell in (1, 2, 3)))
        for instrument, line in seed.to_develop
    ]


@each_seed
def test_the_analysis_of_an_issue_is_parted_as_its_bold_words_part_it(seed: Seed) -> None:
    read = {issue.number: issue for issue in draft(seed).issues}

    assert sorted(read) == [fact.number for fact in seed.issues]
    for fact in seed.issues:
        for name in ("cause", "remark", "improvement"):
            wanted = bare(printed(seed, *getattr(fact, name))).removeprefix(":")
            assert bare(getattr(read[fact.number], name)) == wanted, (fact.number, name)


def test_the_lowest_item_of_an_issue_is_its_code_and_an_issue_without_one_keeps_its_words() -> None:
    read = {issue.number: issue.lowest for issue in draft(HANNANGAM).issues}

    for fact in HANNANGAM.issues:
        words = bare(printed(HANNANGAM, *fact.lowest)).removeprefix(":")
        assert bare(read[fact.number]) == (fact.code or words), fact.number


@each_seed
def test_what_is_doubtful_in_print_is_a_doubt(seed: Seed) -> None:
    raised = {(doubt.kind, doubt.measure) for doubt in draft(seed).doubts}

    assert set(seed.suspects) - raised == set()


@each_seed
def test_no_cell_is_called_empty_shifted_or_cut_where_it_is_not(seed: Seed) -> None:
    """A doubt that is raised everywhere says nothing: no measure of the five has an empty cell."""
    kinds = (
        *(DoubtKind.EMPTY_CELL, DoubtKind.SHIFTED_COLUMNS, DoubtKind.CONTINUED, DoubtKind.TWO_IN_ROW),
        *(DoubtKind.CELL_COUNT, DoubtKind.OUTSIDE_YEAR, DoubtKind.UNKNOWN_COLUMN, DoubtKind.OTHER_YEAR),
    )

    needless = [
        str(doubt)
        for doubt in draft(seed).doubts
        if doubt.kind in kinds and (doubt.kind, doubt.measure) not in seed.suspects
    ]

    assert needless == []


def test_codes_that_were_misread_are_doubts_that_show_how_they_are_printed() -> None:
    kinds = {DoubtKind.QUESTION_CODE, DoubtKind.ITEM_CODE}
    said = [f"{doubt.place} {doubt.words}" for doubt in draft(HANNANGAM).doubts if doubt.kind in kinds]

    unsaid = [code for code in HANNANGAM.misread_codes if not any(code in words for words in said)]

    assert unsaid == []


@each_seed
def test_items_that_a_party_is_named_for_are_hers(seed: Seed) -> None:
    found = {item.code: bare(item.responsible) for item in draft(seed).disclosure}

    assert sorted(found) == sorted(seed.answerable)
    assert [code for code, word in seed.answerable.items() if word not in found[code]] == []


def test_a_link_printed_with_thai_digits_is_proposed_with_the_digits_that_work() -> None:
    read = draft(THAMSING)
    assert THAMSING.link is not None
    link = arabic_digits(printed(THAMSING, THAMSING.link))

    assert [doubt.proposal for doubt in read.doubts if doubt.kind == DoubtKind.LINK] == [link]
    assert link in {survey.link for survey in read.surveys}


def test_a_plan_read_into_the_year_of_its_analysis_is_said_to_be_of_another_year() -> None:
    into = draft(HANNANGAM, 2568)

    assert [doubt for doubt in into.doubts if doubt.kind == DoubtKind.OTHER_YEAR]
