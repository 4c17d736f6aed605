"""A page is a value: every text that will be printed, in order and in its final numerals.

Screens preview it and ``exports`` prints it; neither asks where a text came from.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

DOTS = "…………………………………………"
"""What is printed where a name or a link is not known yet, to be filled in by hand."""


class Align(StrEnum):
    """Where the text of a column stands; the value is the word in layout files."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True)
class Head:
    """The head of a column. ``weight`` is its share of the page's width beside the other columns' weights."""

    text: str
    weight: int
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Row:
    """The texts of one row, one a column, with their line breaks. ``subject`` names it to the secretary."""

    cells: tuple[str, ...]
    subject: str


@dataclass(frozen=True)
class Section:
    """Paragraphs after the table. ``link`` is the address that one of them holds, else empty."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True)
class Signatory:
    """Who signs (ผู้ลงนาม): ``name`` with its title, ``position`` in the committee; empty where not known."""

    name: str = ""
    position: str = ""


@dataclass(frozen=True)
class SignatureBlock:
    """The end of the page: the committee's name, line by line, and the lines that each signatory signs on."""

    committee: tuple[str, ...] = ()
    signatures: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Properties:
    """What the file says about itself. ``layout`` is the layout's name; people's names are no part of it."""

    title: str
    agency: str
    year: int
    layout: str


@dataclass(frozen=True)
class Page:
    """A report as it will be printed, whatever the format.

    ``intro`` stands before the table, ``sections`` and ``signature`` after it. Every row has one text for each
    head. ``thai_numerals`` tells the exporter how to number the pages: the texts are already in them.
    """

    title: tuple[str, ...]
    intro: tuple[str, ...]
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    sections: tuple[Section, ...]
    signature: SignatureBlock
    properties: Properties
    thai_numerals: bool

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.heads):
                raise ValueError(f"{len(row.cells)} texts for {len(self.heads)} columns: {row.subject}")

    def with_texts(self, change: Callable[[str], str]) -> "Page":
        """The same page with every printed text changed, links and properties left out."""

        def changed(texts: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(change(text) for text in texts)

        return replace(
            self,
            title=changed(self.title),
            intro=changed(self.intro),
            heads=tuple(replace(head, text=change(head.text)) for head in self.heads),
            rows=tuple(replace(row, cells=changed(row.cells)) for row in self.rows),
            sections=tuple(
                replace(section, heading=change(section.heading), paragraphs=changed(section.paragraphs))
                for section in self.sections
            ),
            signature=SignatureBlock(
                changed(self.signature.committee),
                tuple(changed(lines) for lines in self.signature.signatures),
            ),
        )


def signature_lines(signatory: Signatory) -> tuple[str, ...]:
    """(ลงชื่อ)………, the name in brackets and the position; dotted where they are not known."""
    return (f"(ลงชื่อ){DOTS}", f"({signatory.name or DOTS})", signatory.position or f"ตำแหน่ง{DOTS}")
