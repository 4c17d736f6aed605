"""A page is a value: every text that will be printed, in order and in its final numerals.

Screens preview it and ``exports`` prints it; neither asks where a text came from.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

Texts: TypeAlias = tuple[tuple[str, str], ...]
"""Texts, each with the words that name its place to the secretary."""
Change: TypeAlias = Callable[[str], str]

DOTS = "…………………………………………"
"""What is printed where a name or a link is not known yet, to be filled in by hand."""


class Align(StrEnum):
    """Where the text of a column stands; the value is the word in layout files."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True)
class Title:
    """The lines of a title, in the middle of the page. That ``of_form`` (บันทึกข้อความ) has letters of its own size."""

    lines: tuple[str, ...]
    of_form: bool = False

    def texts(self) -> Texts:
        return tuple(("ชื่อรายงาน", line) for line in self.lines)

    def changed(self, change: Change) -> "Title":
        return replace(self, lines=tuple(map(change, self.lines)))


@dataclass(frozen=True)
class Heading:
    """The heading of a section. It stays with what follows it."""

    text: str

    def texts(self) -> Texts:
        return (("หัวข้อ", self.text),)

    def changed(self, change: Change) -> "Heading":
        return Heading(change(self.text))


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, its first line indented. ``link`` is the address that it holds, else empty."""

    text: str
    link: str = ""

    def texts(self) -> Texts:
        return (("ย่อหน้า", self.text), ("ย่อหน้า", self.link))

    def changed(self, change: Change) -> "Paragraph":
        return replace(self, text=change(self.text))


@dataclass(frozen=True)
class FormLine:
    """A line of a form (บันทึกข้อความ): pairs of a label and what stands behind it, side by side.

    Its labels are bold, and dots run under what stands behind them to the next label or to the margin, to be filled
    in by hand where nothing is known. A ``plain`` line (เรียน) has neither.
    """

    fields: tuple[tuple[str, str], ...]
    plain: bool = False

    def texts(self) -> Texts:
        return tuple(("บันทึกข้อความ", words) for field in self.fields for words in field)

    def changed(self, change: Change) -> "FormLine":
        return replace(self, fields=tuple((change(label), change(words)) for label, words in self.fields))


@dataclass(frozen=True)
class QrCode:
    """A link as a QR code to be scanned from paper, with the words under it."""

    link: str
    caption: str

    def texts(self) -> Texts:
        return (("QR code", self.link), ("QR code", self.caption))

    def changed(self, change: Change) -> "QrCode":
        return replace(self, caption=change(self.caption))


@dataclass(frozen=True)
class Head:
    """The head of a column. ``weight`` is its share of the page's width beside the other columns' weights."""

    text: str
    weight: int
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Row:
    """The texts of one row, one a column, with their line breaks. ``subject`` names it to the secretary.

    ``goes_on`` are the columns (from 0) whose cell goes on with the one above: no line is drawn between them.
    """

    cells: tuple[str, ...]
    subject: str
    goes_on: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Table:
    """A table; every row has one text for each head. ``subject`` names it to the secretary."""

    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    subject: str = "ตาราง"

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.heads):
                raise ValueError(f"{len(row.cells)} texts for {len(self.heads)} columns: {row.subject}")

    def texts(self) -> Texts:
        heads = (("หัวตาราง", head.text) for head in self.heads)
        return (*heads, *((row.subject, text) for row in self.rows for text in row.cells))

    def changed(self, change: Change) -> "Table":
        heads = tuple(replace(head, text=change(head.text)) for head in self.heads)
        rows = tuple(replace(row, cells=tuple(map(change, row.cells))) for row in self.rows)
        return replace(self, heads=heads, rows=rows)


@dataclass(frozen=True)
class Signature:
    """The place to sign: the committee's name, line by line, and the lines that each signatory signs on.

    It is never parted, and stands on no page without something of what is signed. One who signs alone, for no
    committee, stands right of the middle, as in a memo or a letter.
    """

    committee: tuple[str, ...] = ()
    signatures: tuple[tuple[str, ...], ...] = ()

    @property
    def on_the_right(self) -> bool:
        return not self.committee and len(self.signatures) == 1

    def texts(self) -> Texts:
        lines = (*self.committee, *(line for lines in self.signatures for line in lines))
        return tuple(("ส่วนลงนาม", line) for line in lines)

    def changed(self, change: Change) -> "Signature":
        signatures = tuple(tuple(map(change, lines)) for lines in self.signatures)
        return Signature(tuple(map(change, self.committee)), signatures)


@dataclass(frozen=True)
class PageEnd:
    """What follows begins on a new page."""

    def texts(self) -> Texts:
        return ()

    def changed(self, change: Change) -> "PageEnd":
        del change
        return self


Part: TypeAlias = Title | Heading | Paragraph | FormLine | QrCode | Table | Signature | PageEnd


@dataclass(frozen=True)
class Signatory:
    """Who signs (ผู้ลงนาม): ``name`` with its title, ``position`` in the committee; empty where not known."""

    name: str = ""
    position: str = ""


@dataclass(frozen=True)
class Properties:
    """What the file says about itself. ``layout`` is the layout's name, ``layout_title`` what the screen calls it.

    People's names are no part of it.
    """

    title: str
    agency: str
    year: int
    layout: str
    layout_title: str = ""


@dataclass(frozen=True)
class Page:
    """A report as it will be printed, whatever the format: its parts from top to bottom, on paper that lies on its side.

    ``thai_numerals`` tells the exporter how to number the pages: the texts are already in them. ``code`` is the
    verification code printed beside the page numbers, empty where there is none. ``memo`` (บันทึกข้อความ) goes before
    the report on upright paper, and its pages are none of the report's; it is empty where none is wanted. What is
    ``upright`` stands on upright paper itself: the papers of a meeting.
    """

    parts: tuple[Part, ...]
    properties: Properties
    thai_numerals: bool
    code: str = ""
    memo: tuple[Part, ...] = ()
    upright: bool = False

    @property
    def all_parts(self) -> tuple[Part, ...]:
        """The memo and the report as they are read, one behind the other."""
        return (*self.memo, PageEnd(), *self.parts) if self.memo else self.parts

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(part for part in self.all_parts if isinstance(part, Table))

    @property
    def links(self) -> tuple[str, ...]:
        """The addresses that it prints for everybody to open."""
        return tuple(
            {part.link: None for part in self.all_parts if isinstance(part, Paragraph | QrCode) and part.link}
        )

    def texts(self) -> Texts:
        """Every text that will be printed, from top to bottom."""
        return tuple(pair for part in self.all_parts for pair in part.texts())

    def with_texts(self, change: Change) -> "Page":
        """The same page with every printed text changed, links, codes and properties left out."""
        memo, parts = (tuple(part.changed(change) for part in some) for some in (self.memo, self.parts))
        return replace(self, memo=memo, parts=parts)


def signature_lines(signatory: Signatory) -> tuple[str, ...]:
    """(ลงชื่อ)………, the name in brackets and the position; dotted where they are not known."""
    return (f"(ลงชื่อ){DOTS}", f"({signatory.name or DOTS})", signatory.position or f"ตำแหน่ง{DOTS}")
