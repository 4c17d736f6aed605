"""A document that was read once, of which drafts are made as often as she changes her mind."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.report import Report
from ita_tui.intake.assembling import assemble
from ita_tui.intake.blocks import MOST_LINES, Block, Row
from ita_tui.intake.choices import NO_CHOICES, Choices
from ita_tui.intake.draft import Draft, TablePurpose
from ita_tui.intake.guessing import guessed
from ita_tui.intake.headings import HeadNames
from ita_tui.intake.labelled import with_labelled_measures
from ita_tui.intake.plan_beside_report import with_plans_in_reports
from ita_tui.intake.reading import RulesOf, draft_of
from ita_tui.intake.refusals import NoTable, UnknownHeadings
from ita_tui.intake.sub_rows import with_outlines_settled
from ita_tui.intake.surroundings import about_year
from ita_tui.intake.tables import Assembly

_OF_MEASURES = frozenset({TablePurpose.MEASURES, TablePurpose.PROPOSALS})


class Paper(Protocol):
    """What a reader made of a file; ``name`` is the file's, for the sentences."""

    @property
    def name(self) -> str: ...

    def draft(self, year: FiscalYear, rules_of: RulesOf, choices: Choices = NO_CHOICES) -> Draft:
        """The draft for a fiscal year, with what she decided so far. Quick: nothing is read again."""
        ...


@dataclass(frozen=True)
class Document:
    """A report in any format but the program's own."""

    name: str
    blocks: tuple[Block, ...]
    heads: HeadNames

    def draft(self, year: FiscalYear, rules_of: RulesOf, choices: Choices = NO_CHOICES) -> Draft:
        guess = self._guess
        if guess is not None:
            choices = choices.over(guess)
        found = assemble(self.blocks, self.heads, choices)
        found = with_plans_in_reports(with_outlines_settled(found, choices), choices)
        return draft_of(found, year, rules_of, choices, guessed=frozenset(guess.columns if guess else ()))

    @property
    def has_table_of_measures(self) -> bool:
        """Whether heads alone tell a table of measures."""
        return any(table.purpose in _OF_MEASURES for table in self._by_heads.tables)

    @cached_property
    def _by_heads(self) -> Assembly:
        return assemble(self.blocks, self.heads)

    @cached_property
    def _guess(self) -> Choices | None:
        """The meaning of columns by what stands in them, where no table of the document is known by its heads."""
        found = self._by_heads
        if any(table.purpose is not TablePurpose.UNUSED for table in found.tables):
            return None
        return guessed(found, self.blocks)


@dataclass(frozen=True)
class WholeYear:
    """A year in the open format, which brings everything; ``unknown`` are keys that the format does not know."""

    name: str
    report: Report
    unknown: tuple[str, ...]

    def draft(self, year: FiscalYear, rules_of: RulesOf, choices: Choices = NO_CHOICES) -> Draft:
        del rules_of, choices
        report = self.report
        return Draft(
            agency=report.agency,
            year_found=report.year,
            measures=report.measures,
            proposals=report.proposals,
            scores=report.scores,
            issues=report.issues,
            surveys=report.surveys,
            disclosure=report.disclosure,
            divisions=report.divisions,
            committee=report.committee,
            meetings=report.meetings,
            waivers=report.waivers,
            doubts=tuple(about_year(report.year, year)),
            left_out=self.unknown,
            whole=True,
        )


def paper_of(blocks: Iterable[Block], name: str, heads: str | None = None) -> Document:
    """Take the blocks of a document; ``heads`` are further names of columns, as TOML text.

    Raises NoTable where there is not one row, HeadsUnreadable, and what the reader raises.
    """
    names = HeadNames.with_own(heads)
    document = Document(name, tuple(blocks), names)
    if len(document.blocks) <= MOST_LINES and not document.has_table_of_measures:
        document = replace(document, blocks=with_labelled_measures(document.blocks, names))
    if not any(isinstance(block, Row) for block in document.blocks):
        raise NoTable(name)
    return document


def refuse_nothing(draft: Draft, name: str) -> None:
    """Raise NoTable or UnknownHeadings where no table of the document was read as anything."""
    used = [table for table in draft.tables if table.purpose is not TablePurpose.UNUSED]
    if draft.whole or any(table.rows for table in used):
        return
    if used or not draft.tables:
        raise NoTable(name)
    raise UnknownHeadings(name, [column.head for column in draft.tables[0].columns])
