"""Documents that are read in: taken apart once, drafted as often as the secretary changes her mind."""

from pathlib import Path
from typing import TYPE_CHECKING

from ita_tui import places
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.years import rules_beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ita_tui.intake.choices import Choices
    from ita_tui.intake.draft import Doubt, Draft, FoundTable
    from ita_tui.intake.headings import Column
    from ita_tui.intake.paper import Paper


def take_apart(
    path: Path, *, database: Path | None = None, watch: "Callable[[int, int], None] | None" = None
) -> "Paper":
    """Read a document, with the names of columns that lie beside ``database``; nothing is saved.

    ``watch`` is told how many of how many parts are read; what it raises ends the reading. Raises IntakeError.
    """
    from ita_tui.intake.blocks import unwatched
    from ita_tui.intake.documents import read_paper

    return read_paper(path, watch or unwatched, _heads_beside(database))


def take_apart_pasted(text: str, *, database: Path | None = None) -> "Paper":
    """Read a text that was copied from a document or a web page. Raises IntakeError."""
    from ita_tui.intake.documents import read_pasted

    return read_pasted(text, _heads_beside(database))


def draft(
    paper: "Paper", year: FiscalYear, *, database: Path | None = None, choices: "Choices | None" = None
) -> "Draft":
    """What a document gives for a year by the rules beside ``database``, as she decided so far.

    The words of the dictionary are waited for: they tell where a word is torn.
    """
    from ita_tui.intake.choices import NO_CHOICES

    return paper.draft(year, lambda asked: rules_beside(database, asked), choices or NO_CHOICES)


def read_in(path: Path, year: FiscalYear, *, database: Path | None = None) -> "Draft":
    """Read a document into a draft for a year, all in one. Raises IntakeError, also where no table is known."""
    from ita_tui.intake.paper import refuse_nothing

    paper = take_apart(path, database=database)
    found = draft(paper, year, database=database)
    refuse_nothing(found, paper.name)
    return found


def readable_suffixes() -> frozenset[str]:
    """The suffixes of files that are worth being offered, each with its dot."""
    from ita_tui.intake.file_kinds import READABLE

    return READABLE


# --- deciding ------------------------------------------------------------------------------------------------


def undecided() -> "Choices":
    """Nothing decided yet."""
    from ita_tui.intake.choices import NO_CHOICES

    return NO_CHOICES


def answered(choices: "Choices", doubts: "Iterable[Doubt]", answer: str) -> "Choices":
    """The same with one answer (``open``, ``accepted`` or ``refused``) to all of the doubts that leave a choice."""
    from ita_tui.intake.choices import Answer

    return choices.answered([doubt.key for doubt in doubts if doubt.choice], Answer(answer))


def columns() -> "tuple[Column, ...]":
    """Everything that a column of a table can mean."""
    from ita_tui.intake.headings import Column

    return tuple(Column)


def meaning(choices: "Choices", table: "FoundTable", at: int, column: "Column | None") -> "Choices":
    """The same with a column of a table meaning something else; None where its words are not to be taken."""
    return choices.meaning(table.key, [found.column for found in table.columns], at, column)


def _heads_beside(database: Path | None) -> str | None:
    return places.own_heads(database) if database else None
