"""Blocks become a draft: assembled, read as values, and every doubt written down."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.rules import YearRules
from ita_tui.intake.analysis import read_analyses
from ita_tui.intake.blocks import Block, Text
from ita_tui.intake.draft import Doubt, DoubtKind, Draft, FoundColumn, FoundTable, TablePurpose
from ita_tui.intake.items import parties_of_items
from ita_tui.intake.measures import ReadMeasures, read_measures
from ita_tui.intake.offices import divisions_of
from ita_tui.intake.refusals import NoTable, UnknownHeadings
from ita_tui.intake.results import read_results
from ita_tui.intake.surroundings import (
    about_links,
    about_year,
    agency_in,
    survey_links,
    surveys_of,
    year_in,
)
from ita_tui.intake.suspicions import about_repetitions
from ita_tui.intake.tables import Assembly, LeftOut, Table, assemble
from ita_tui.thai.clusters import cut
from ita_tui.thai.numerals import digits


@dataclass(frozen=True)
class _Sorted:
    """The tables by what they are read as: planned measures are proposals only beside reported ones."""

    measures: tuple[Table, ...]
    proposals: tuple[Table, ...]


def draft_of(blocks: Iterable[Block], year: FiscalYear, rules: YearRules, name: str) -> Draft:
    """Read a document's blocks for fiscal year ``year``; ``rules`` are the year's.

    Raises NoTable and UnknownHeadings where nothing can be taken. ``name`` is the document's for the sentences.
    """
    found = assemble(blocks)
    _refuse_nothing(found, name)
    tables = _sorted(found.tables)
    catalogue = rules.catalogue
    measures = read_measures(tables.measures, year, catalogue, proposals=False)
    proposals = read_measures(tables.proposals, year, catalogue, proposals=True)
    results = read_results(found.tables, found.texts, rules)
    scores = results.scores(year)
    analyses = read_analyses(found.tables, catalogue)
    links = survey_links(found.texts, _eit(rules))
    year_found = year_in(found.texts)
    every = (*measures.measures, *proposals.measures)
    return Draft(
        agency=agency_in(found.texts),
        year_found=year_found,
        measures=tuple(measures.measures),
        proposals=tuple(proposals.measures),
        scores=scores,
        issues=tuple(sorted(analyses.issues, key=lambda issue: issue.number)),
        surveys=surveys_of(links),
        disclosure=parties_of_items(tuple(measures.measures), catalogue),
        divisions=divisions_of(tuple(measure.responsible for measure in every)),
        doubts=(
            *about_year(year_found, year),
            *_about_years_of_tables(tables.measures, year_found, year),
            *_about_tables(found),
            *_doubts_in_order(measures),
            *_doubts_in_order(proposals),
            *about_links(links),
            *results.doubts,
            *analyses.doubts,
        ),
        left_out=_in_order(*found.left_out, *_unused(found.tables), *results.left_out, *analyses.left_out),
        tables=tuple(_described(table, tables) for table in found.tables),
    )


def _refuse_nothing(found: Assembly, name: str) -> None:
    used = [table for table in found.tables if table.purpose is not TablePurpose.UNUSED]
    if any(table.rows for table in used):
        return
    if used or not (found.unknown or found.tables):
        raise NoTable(name)
    heads = found.unknown[0] if found.unknown else [heading.head for heading in found.tables[0].headings]
    raise UnknownHeadings(name, heads)


def _sorted(tables: Sequence[Table]) -> _Sorted:
    reported = tuple(table for table in tables if table.purpose is TablePurpose.MEASURES)
    planned = tuple(table for table in tables if table.purpose is TablePurpose.PROPOSALS)
    return _Sorted(reported, planned) if reported else _Sorted(planned, ())


def _eit(rules: YearRules) -> Instrument:
    """The form of EIT that people answer by themselves: since 2566 its first part."""
    return Instrument.EIT if Instrument.EIT in rules.surveys else Instrument.EIT1


def _about_tables(found: Assembly) -> Iterator[Doubt]:
    for table in found.tables:
        place = f"ตารางที่บรรทัด {digits(table.line)}"
        for heading in table.headings:
            if heading.near and heading.column:
                words = f"หัวตาราง “{heading.head}” สะกดใกล้เคียง"
                yield Doubt(DoubtKind.NEAR_HEADING, place, words, heading.column.label)
            elif heading.column is None and heading.head:
                words = f"ไม่รู้จักช่อง “{heading.head}” ข้อความในช่องนี้ไม่ได้นำเข้า"
                yield Doubt(DoubtKind.UNKNOWN_COLUMN, place, words)
        if table.purpose is TablePurpose.UNUSED:
            yield Doubt(DoubtKind.UNKNOWN_TABLE, place, "ไม่รู้ว่าเป็นตารางอะไร จึงไม่ได้นำเข้า")
    for cells in found.unknown:
        words = f"ไม่รู้จักหัวตารางหรือแถวนี้ จึงไม่ได้นำเข้า: {cut(' · '.join(filter(None, cells)), 80)}"
        yield Doubt(DoubtKind.UNKNOWN_TABLE, "นอกตาราง", words)


def _about_years_of_tables(
    tables: Iterable[Table], found: FiscalYear | None, asked: FiscalYear
) -> Iterator[Doubt]:
    """A plan for another year inside the document: said once for each year that stands above a table."""
    years = (year_in(Text(words, table.line) for words in table.captions) for table in tables)
    for other in dict.fromkeys(years):
        if other and other not in {found, asked}:
            words = f"ข้อความเหนือตารางบอกว่าเป็นของปีงบประมาณ {digits(other.be)}"
            yield Doubt(DoubtKind.OTHER_YEAR, "ตารางมาตรการ", words)


def _doubts_in_order(read: ReadMeasures) -> list[Doubt]:
    doubts = [*read.doubts, *about_repetitions(read.measures)]
    return sorted(doubts, key=lambda doubt: doubt.measure or 0)


def _unused(tables: Iterable[Table]) -> Iterator[LeftOut]:
    for table in tables:
        if table.purpose is TablePurpose.UNUSED:
            for row in table.rows:
                yield LeftOut(row.line, " | ".join(cell for cell in row.cells.values() if cell))


def _in_order(*left_out: LeftOut) -> tuple[str, ...]:
    return tuple(left.words for left in sorted(left_out, key=lambda left: left.line) if left.words)


def _described(table: Table, tables: _Sorted) -> FoundTable:
    purpose = table.purpose
    if table in tables.measures:
        purpose = TablePurpose.MEASURES
    columns = tuple(
        FoundColumn(heading.head, heading.column.label if heading.column else "")
        for heading in table.headings
    )
    return FoundTable(table.line, columns, len(table.rows), purpose)
