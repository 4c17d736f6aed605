"""Layouts: what a kind of report says and which columns it has, read from TOML into frozen values.

The shipped ones lie in ``shipped``, named after what they are for; the secretary's own come as text.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from ita_tui.reports.layout_table import LayoutTable
from ita_tui.reports.page import Align
from ita_tui.reports.refusals import LayoutError, LayoutUnknown
from ita_tui.thai.numerals import digits

PLACEHOLDERS = ("agency", "district", "province", "year", "round")
LINK = "link"


class Field(StrEnum):
    """What a column shows of a measure; the value is the word in layout files."""

    NUMBER = "number"
    TITLE = "title"
    TITLE_ALONE = "title_alone"
    GUIDELINE = "guideline"
    METHOD = "method"
    RESPONSIBLE = "responsible"
    PERIOD = "period"
    STATUS = "status"
    RESULT = "result"
    OUTCOME = "outcome"
    RECOMMENDATION = "recommendation"
    FOLLOW_UP = "follow_up"
    WEAK_ITEM = "weak_item"


class TableOf(StrEnum):
    """What the rows of the table are; the value is the word in layout files."""

    MEASURES = "measures"


class About(StrEnum):
    """What a section after the table is about: it fills ``{link}``. The value is the word in layout files."""

    TEXT = "text"
    EIT_LINK = "eit_link"


@dataclass(frozen=True)
class Column:
    """A column: ``weight`` is its share of the width beside the others' weights."""

    field: Field
    head: str
    weight: int
    align: Align


@dataclass(frozen=True)
class SectionTemplate:
    """A section after the table, its texts with placeholders."""

    about: About
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """A kind of report. ``name`` is what commands call it, ``title`` and ``purpose`` are for lists of layouts.

    ``title_lines``, ``intro``, ``sections`` and ``committee`` hold placeholders; ``positions`` are printed under
    dotted lines where no signatory is known.
    """

    name: str
    title: str
    purpose: str
    table: TableOf
    title_lines: tuple[str, ...]
    intro: tuple[str, ...]
    columns: tuple[Column, ...]
    sections: tuple[SectionTemplate, ...]
    committee: tuple[str, ...]
    positions: tuple[str, ...]


@cache
def shipped_layouts() -> tuple[Layout, ...]:
    """The layouts that come with the program, by name."""
    shipped = files("ita_tui.reports").joinpath("shipped")
    found = sorted(shipped.iterdir(), key=lambda file: file.name)
    return tuple(
        read_layout(file.read_text(encoding="utf-8"), file.name.removesuffix(".toml"))
        for file in found
        if file.name.endswith(".toml")
    )


def layout_named(name: str, own: Sequence[Layout] = ()) -> Layout:
    """The layout of that name, the secretary's own before a shipped one; raises LayoutUnknown."""
    known = (*own, *shipped_layouts())
    for layout in known:
        if layout.name == name:
            return layout
    raise LayoutUnknown(name, tuple(dict.fromkeys(layout.name for layout in known)))


def read_layout(text: str, name: str) -> Layout:
    """Read the TOML text of a layout; raises LayoutError, which names the line or the key that is wrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LayoutError(name, _line_of(error), "ไม่เป็นไปตามรูปแบบ TOML") from error
    table = LayoutTable(name, "", data, PLACEHOLDERS)
    heading, signature = table.table("heading"), table.table("signature", optional=True)
    layout = Layout(
        name=name,
        title=table.text("title"),
        purpose=table.text("purpose", default=""),
        table=table.one_of(TableOf, "table", TableOf.MEASURES),
        title_lines=heading.templates("title"),
        intro=heading.templates("intro", default=()),
        columns=tuple(_column(column) for column in table.tables("columns")),
        sections=tuple(_section(section) for section in table.tables("sections", optional=True)),
        committee=signature.templates("committee", default=()),
        positions=signature.texts("positions", default=()),
    )
    for part in (heading, signature, table):
        part.refuse_unknown_keys()
    return layout


def _line_of(error: tomllib.TOMLDecodeError) -> str:
    """The parser tells the place in words only: ``(at line 3, column 5)`` or ``(at end of document)``."""
    place = re.search(r"\(at line (\d+), column \d+\)$", str(error))
    return f"บรรทัดที่ {digits(place[1])}" if place else "ท้ายไฟล์"


def _column(table: LayoutTable) -> Column:
    column = Column(
        field=table.one_of(Field, "field"),
        head=table.text("head"),
        weight=table.weight("weight"),
        align=table.one_of(Align, "align", Align.LEFT),
    )
    table.refuse_unknown_keys()
    return column


def _section(table: LayoutTable) -> SectionTemplate:
    about = table.one_of(About, "about", About.TEXT)
    also = () if about is About.TEXT else (LINK,)
    section = SectionTemplate(
        about, table.template("heading", also), table.templates("paragraphs", also, default=())
    )
    table.refuse_unknown_keys()
    return section
