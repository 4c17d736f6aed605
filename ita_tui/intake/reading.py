"""A document taken apart becomes a draft: read as values, and every doubt written down."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.respondents import Survey
from ita_tui.domain.rules import YearRules
from ita_tui.domain.scores import Scores, computed, contradiction
from ita_tui.intake.analysis import read_analyses
from ita_tui.intake.choices import Answer, Choices, HeadsKey
from ita_tui.intake.draft import Doubt, DoubtKind, Draft, FoundColumn, FoundTable, TablePurpose
from ita_tui.intake.items import parties_of_items
from ita_tui.intake.measures import read_measures
from ita_tui.intake.offices import divisions_of
from ita_tui.intake.results import read_results
from ita_tui.intake.surroundings import (
    FoundLink,
    about_links,
    about_year,
    agency_in,
    fiscal_years_in,
    survey_links,
    surveys_of,
    year_in,
)
from ita_tui.intake.tables import Assembly, LeftOut, Table, near_key
from ita_tui.thai.clusters import cut
from ita_tui.thai.numerals import digits

RulesOf: TypeAlias = Callable[[FiscalYear], YearRules]
"""The rules of any year: the scores in a report are of another year than its measures."""


@dataclass(frozen=True)
class _Sorted:
    """The tables by what they are read as: planned measures are proposals only beside reported ones."""

    measures: tuple[Table, ...]
    proposals: tuple[Table, ...]


def draft_of(
    found: Assembly,
    year: FiscalYear,
    rules_of: RulesOf,
    choices: Choices,
    guessed: Collection[HeadsKey] = (),
) -> Draft:
    """Read what a document gave for fiscal year ``year``, with what she decided about it so far.

    ``guessed`` are the tables whose columns are told by nothing but their cells.
    """
    tables = _sorted(found.tables)
    rules = rules_of(year)
    measures = read_measures(tables.measures, year, rules.catalogue, choices, proposals=False)
    proposals = read_measures(tables.proposals, year, rules.catalogue, choices, proposals=True)
    results = read_results(found.tables, found.texts, rules_of, year)
    scores, disputed = undisputed(results.scores(year), rules_of, choices)
    analyses = read_analyses(found.tables, rules_of(results.about(year)).catalogue)
    links = survey_links(found.texts, _eit(rules))
    year_found = year_in(found.texts)
    planned_for = _planned_for(tables.measures, year_found)
    every = (*measures.measures, *proposals.measures)
    doubts = (
        *about_year(planned_for or year_found, year),
        *_about_years_of_tables(
            tables.measures, {year_found, planned_for, year}, sure=planned_for is not None
        ),
        *_about_guesses(found, guessed),
        *_about_tables(found, choices),
        *measures.doubts,
        *proposals.doubts,
        *about_links(links),
        *results.doubts,
        *disputed,
        *analyses.doubts,
    )
    return Draft(
        agency=agency_in(found.texts),
        year_found=year_found,
        planned_for=planned_for,
        measures=tuple(measures.measures),
        proposals=tuple(proposals.measures),
        scores=scores,
        issues=tuple(sorted(analyses.issues, key=lambda issue: issue.number)),
        surveys=_surveys(links, choices),
        disclosure=parties_of_items(tuple(measures.measures), rules.catalogue),
        divisions=divisions_of(tuple(measure.responsible for measure in every)),
        doubts=tuple(_with_answers(doubts, choices)),
        left_out=_in_order(
            *found.left_out,
            *measures.left_out,
            *proposals.left_out,
            *_unused(found.tables),
            *results.left_out,
            *analyses.left_out,
        ),
        tables=tuple(_described(table, tables) for table in found.tables),
    )


def _with_answers(doubts: Iterable[Doubt], choices: Choices) -> Iterator[Doubt]:
    """Doubts of rows know their answers; the others are told by what they say."""
    for doubt in doubts:
        key = doubt.key or f"{doubt.kind.value}:{doubt.place}:{doubt.words}"
        yield replace(doubt, key=key, answer=choices.answer(key))


def _surveys(links: Sequence[FoundLink], choices: Choices) -> tuple[Survey, ...]:
    """The surveys with their links; as written where she refused the repaired one."""
    refused = {
        (link.instrument, link.link): link.written
        for link, doubt in zip(links, map(_link_doubt, links), strict=True)
        if doubt and choices.answer(doubt.key) is Answer.REFUSED
    }
    return tuple(
        replace(survey, link=refused.get((survey.instrument, survey.link), survey.link))
        for survey in surveys_of(links)
    )


def _link_doubt(link: FoundLink) -> Doubt | None:
    return next((doubt for doubt in about_links([link]) if doubt.choice), None)


def undisputed(
    scores: Scores | None, rules_of: RulesOf, choices: Choices
) -> tuple[Scores | None, tuple[Doubt, ...]]:
    """The scores, and the doubt where the printed total or level contradicts the figures.

    Accepted, the scores say what the figures give; else they keep what is printed.
    """
    if scores is None:
        return None, ()
    rules = rules_of(FiscalYear(scores.year))
    words = contradiction(scores, rules)
    result = computed(scores, rules)
    if words is None or result.total is None:
        return scores, ()
    proposal = f"ใช้ {digits(f'{result.total:.2f}')}" + (f" ระดับ {result.level}" if result.level else "")
    doubt = Doubt(
        DoubtKind.CONTRADICTION, "คะแนนรวม", words, proposal, choice=True, key="scores:contradiction"
    )
    if choices.answer(doubt.key) is Answer.ACCEPTED:
        scores = replace(scores, printed_total=result.total, printed_level=result.level)
    return scores, (doubt,)


def _sorted(tables: Sequence[Table]) -> _Sorted:
    reported = tuple(table for table in tables if table.purpose is TablePurpose.MEASURES)
    planned = tuple(table for table in tables if table.purpose is TablePurpose.PROPOSALS)
    return _Sorted(reported, planned) if reported else _Sorted(planned, ())


def _eit(rules: YearRules) -> Instrument:
    """The form of EIT that people answer by themselves: since 2566 its first part."""
    return Instrument.EIT if Instrument.EIT in rules.surveys else Instrument.EIT1


def _about_tables(found: Assembly, choices: Choices) -> Iterator[Doubt]:
    seen: set[str] = set()
    for table in found.tables:
        place = _place(table)
        for at, heading in enumerate(table.headings):
            doubt = _about_heading(table, at, place, choices)
            if doubt and (doubt.key or place + heading.head) not in seen:
                seen.add(doubt.key or place + heading.head)
                yield doubt
        if not table.columns:
            words = f"ไม่รู้จักหัวตารางหรือแถวนี้ จึงไม่ได้นำเข้า: {_heads(table)}"
            yield Doubt(DoubtKind.UNKNOWN_TABLE, place, words, _UNKNOWN, standing=True)
        elif table.purpose is TablePurpose.UNUSED:
            words = "ไม่รู้ว่าเป็นตารางอะไร จึงไม่ได้นำเข้า"
            yield Doubt(DoubtKind.UNKNOWN_TABLE, place, words, _UNKNOWN, standing=True)


def _about_guesses(found: Assembly, guessed: Collection[HeadsKey]) -> Iterator[Doubt]:
    for table in found.tables:
        if table.key in guessed and table.columns:
            words = "ไม่พบหัวตารางที่รู้จัก จึงคาดความหมายของช่องจากข้อความในช่อง"
            meanings = " · ".join(heading.column.label for heading in table.headings if heading.column)
            yield Doubt(DoubtKind.NO_HEADS, _place(table), words, meanings, standing=True)


_UNKNOWN = "กำหนดความหมายของช่องเองได้ที่หน้าตาราง"


def _place(table: Table) -> str:
    if not table.where:
        return f"ตารางที่บรรทัด {digits(table.line)}"
    return table.where if table.where.startswith("ตาราง") else f"ตารางใน{table.where}"


def _heads(table: Table) -> str:
    return cut(" · ".join(cut(_one_line(heading.head), 40) for heading in table.headings if heading.head), 80)


def _about_heading(table: Table, at: int, place: str, choices: Choices) -> Doubt | None:
    """The doubt about one head: only likely, refused, or unknown."""
    heading, key = table.headings[at], near_key(table.key, at)
    refused = choices.answer(key) is Answer.REFUSED
    if heading.near and heading.column:
        words = f"หัวตาราง “{_one_line(heading.head)}” สะกดใกล้เคียง"
        label = heading.column.label
        return Doubt(DoubtKind.NEAR_HEADING, place, words, label, standing=True, choice=True, key=key)
    if refused and heading.column is None:
        words = f"หัวตาราง “{_one_line(heading.head)}” ไม่ได้นำเข้าตามที่ท่านเลือก"
        return Doubt(DoubtKind.NEAR_HEADING, place, words, "นำเข้า", standing=True, choice=True, key=key)
    if heading.column is None and heading.head and table.columns:
        words = f"ไม่รู้จักช่อง “{_one_line(heading.head)}” ข้อความในช่องนี้ไม่ได้นำเข้า"
        return Doubt(DoubtKind.UNKNOWN_COLUMN, place, words, _UNKNOWN, standing=True)
    return None


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _planned_for(tables: Iterable[Table], found: FiscalYear | None) -> FiscalYear | None:
    """The year that a text above the measures names last: a plan for the next year inside a report on this one."""
    for table in tables:
        for words in reversed(table.captions):
            years = fiscal_years_in(words)
            if years and found not in years and "วิเคราะห์ผลการประเมิน" not in "".join(words.split()):
                return years[-1]
    return None


def _about_years_of_tables(
    tables: Iterable[Table], known: set[FiscalYear | None], *, sure: bool
) -> Iterator[Doubt]:
    """A plan for another year inside the document: said once for each year that stands above a table.

    A text that names a known year too speaks of the past; where the year of the plan is ``sure``, all do.
    """
    named = [] if sure else [fiscal_years_in(words) for table in tables for words in table.captions]
    others = (years[0] for years in named if years and not known & set(years))
    for other in dict.fromkeys(others):
        words = f"ข้อความเหนือตารางบอกว่าเป็นของปีงบประมาณ {digits(other.be)}"
        proposal = "ตรวจว่านำเข้าถูกปี"
        yield Doubt(DoubtKind.OTHER_YEAR, "ตารางมาตรการ", words, proposal, standing=True)


def _unused(tables: Iterable[Table]) -> Iterator[LeftOut]:
    for table in tables:
        if table.purpose is TablePurpose.UNUSED and table.columns:
            for row in table.rows:
                yield LeftOut(row.line, " | ".join(cell for cell in row.cells.values() if cell))


def _in_order(*left_out: LeftOut) -> tuple[str, ...]:
    return tuple(left.words for left in sorted(left_out, key=lambda left: left.line) if left.words)


def _described(table: Table, tables: _Sorted) -> FoundTable:
    purpose = table.purpose
    if table in tables.measures:
        purpose = TablePurpose.MEASURES
    columns = tuple(FoundColumn(heading.head, heading.column, heading.near) for heading in table.headings)
    rows = len(table.rows)
    return FoundTable(table.line, columns, rows, purpose, table.where, table.samples, table.key)
