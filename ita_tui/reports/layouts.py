"""Layouts: what a kind of report says and which parts and columns it has, read from TOML into frozen values.

The shipped ones lie in ``shipped``, named after what they are for; the secretary's own come as text. The form of a
file is told in docs/layouts.md.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ita_tui.reports.layout_parts import (
    FIELDS,
    STRONG,
    USUAL_COLUMNS,
    Annex,
    Column,
    Kind,
    PartTemplate,
)
from ita_tui.reports.layout_table import LayoutTable, LayoutText
from ita_tui.reports.page import Align
from ita_tui.reports.refusals import LayoutError, LayoutUnknown
from ita_tui.thai.numerals import digits

SHIPPED = (
    "progress", "progress-recommendation", "activity-outcome", "numbered-outcome", "analysis", "plan",
    "score-review", "proposals",
)  # fmt: skip
"""The layouts that come with the program, in the order in which they are offered."""

MOST_SIGNATORIES = 4
MOST_COLUMNS = 30
"""Of a table: more would leave each less room than a short word needs."""

PLACEHOLDERS = (
    "agency", "district", "province", "year", "round", "dates", "date", "measures", "completed", "in_progress",
    "not_started", "cancelled", "percent", "score", "level", "score_year", "highest", "highest_score", "lowest",
    "lowest_score",
)  # fmt: skip
"""What templates may leave to be filled in; :func:`ita_tui.reports.filling.known` says with what."""

LINK = "link"
"""The placeholder of the link, known in the part about it alone."""

POINTS = "points"
"""The placeholder of the points that part strengths from weaknesses, known in those parts alone."""

_LONG_NUMBER = re.compile("(?<![0-9A-Za-z_])[+-]?[0-9][0-9_]{999,}")


@dataclass(frozen=True)
class Layout:
    """A kind of report. ``name`` is what commands call it, ``title`` and ``purpose`` are for lists of layouts.

    ``title_lines``, ``intro``, ``parts`` and ``committee`` hold placeholders; ``positions`` are printed under
    dotted lines where no signatory is known.
    """

    name: str
    title: str
    purpose: str
    title_lines: tuple[str, ...]
    intro: tuple[str, ...]
    parts: tuple[PartTemplate, ...]
    committee: tuple[str, ...]
    positions: tuple[str, ...]

    @property
    def tables(self) -> tuple[tuple[Column, ...], ...]:
        """The columns of each kind of table, in print order."""
        return tuple(part.columns for part in self.parts if part.columns)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of every table, one table after the other."""
        return tuple(column for table in self.tables for column in table)


@cache
def shipped_layouts() -> tuple[Layout, ...]:
    """The layouts that come with the program, in the order in which they are offered."""
    return tuple(read_layout(shipped_text(name), name) for name in SHIPPED)


def shipped_text(name: str) -> str:
    """The TOML text of a layout that comes with the program."""
    return files("ita_tui.reports").joinpath("shipped", f"{name}.toml").read_text(encoding="utf-8")


def layout_named(name: str, own: Sequence[Layout] = ()) -> Layout:
    """The layout of that name, the secretary's own before a shipped one; raises LayoutUnknown."""
    known = (*own, *shipped_layouts())
    for layout in known:
        if layout.name == name:
            return layout
    raise LayoutUnknown(name, tuple(dict.fromkeys(layout.name for layout in known)))


def read_layout(text: str, name: str) -> Layout:
    """Read the TOML text of a layout; raises LayoutError, which names the line and the key that is wrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LayoutError(name, _line_of(error, text), "", "ไม่เป็นไปตามรูปแบบ TOML") from error
    except RecursionError as error:
        raise LayoutError(name, 1, "", "มีวงเล็บซ้อนกันลึกเกินไป") from error
    except ValueError as error:  # from Python itself, which reads no number of thousands of digits
        found = _LONG_NUMBER.search(text)
        line = text.count("\n", 0, found.start()) + 1 if found else 1
        raise LayoutError(name, line, "", "มีตัวเลขยาวเกินไป") from error
    table = LayoutTable(LayoutText(name, text, PLACEHOLDERS), (), data)
    heading, signature = table.table("heading"), table.table("signature", optional=True)
    layout = Layout(
        name=name,
        title=table.text("title"),
        purpose=table.text("purpose", default=""),
        title_lines=heading.templates("title"),
        intro=heading.templates("intro", default=()),
        parts=_parts(table),
        committee=signature.templates("committee", default=()),
        positions=_positions(signature),
    )
    for part in (heading, signature, table):
        part.refuse_unknown_keys()
    return layout


def _line_of(error: tomllib.TOMLDecodeError, text: str) -> int:
    """The parser tells the place in words only: ``(at line 3, column 5)`` or ``(at end of document)``."""
    place = re.search(r"\(at line (\d+), column \d+\)$", str(error))
    return int(place[1]) if place else text.rstrip("\n").count("\n") + 1


def _positions(signature: LayoutTable) -> tuple[str, ...]:
    positions = signature.texts("positions", default=())
    if len(positions) > MOST_SIGNATORIES:
        raise signature.error("positions", "มีผู้ลงนามได้ไม่เกินสี่คน", MOST_SIGNATORIES)
    return positions


def _parts(table: LayoutTable) -> tuple[PartTemplate, ...]:
    """The parts; ``columns`` and ``sections`` at the top are short for one table of measures and texts after it."""
    if "parts" not in table:
        table.one_of((Kind.MEASURES,), "table", Kind.MEASURES)
        measures = PartTemplate(Kind.MEASURES, columns=_columns(table, Kind.MEASURES))
        return (measures, *map(_section, table.tables("sections", optional=True)))
    for key in ("columns", "sections", "table"):
        if key in table:
            raise table.error(key, "ใช้พร้อมกับ parts ไม่ได้")
    return tuple(map(_part, table.tables("parts")))


def _section(table: LayoutTable) -> PartTemplate:
    return _of_kind(table, table.one_of((Kind.TEXT, Kind.EIT_LINK), "about", Kind.TEXT))


def _part(table: LayoutTable) -> PartTemplate:
    return _of_kind(table, table.one_of(tuple(Kind), "kind"))


def _of_kind(table: LayoutTable, kind: Kind) -> PartTemplate:
    also = _ALSO.get(kind, ())
    part = PartTemplate(
        kind,
        heading=table.template("heading", also, default=""),
        paragraphs=table.templates("paragraphs", also, default=()),
        columns=_columns(table, kind) if kind in FIELDS else (),
        points=table.whole("points", 100, default=STRONG) if POINTS in also else STRONG,
        order=_order(table) if kind is Kind.EVIDENCE else Annex.BY_MEASURE,
        caption=table.template("caption", also, default="") if kind is Kind.EIT_LINK else "",
    )
    table.refuse_unknown_keys()
    return part


_ALSO: Mapping[Kind, tuple[str, ...]] = {
    Kind.EIT_LINK: (LINK,),
    Kind.STRENGTHS: (POINTS,),
    Kind.WEAKNESSES: (POINTS,),
}
"""Placeholders that only these kinds of part know."""


def _order(table: LayoutTable) -> Annex:
    return table.one_of((Annex.BY_MEASURE, Annex.BY_ITEM), "order", Annex.BY_MEASURE)


def _columns(table: LayoutTable, kind: Kind) -> tuple[Column, ...]:
    usual = USUAL_COLUMNS.get(kind, ())
    if "columns" not in table and usual:
        return usual
    columns = table.tables("columns")
    if len(columns) > MOST_COLUMNS:
        raise table.error("columns", digits(f"มีช่องได้ไม่เกิน {MOST_COLUMNS} ช่อง"), MOST_COLUMNS)
    return tuple(_column(column, kind) for column in columns)


def _column(table: LayoutTable, kind: Kind) -> Column:
    column = Column(
        field=table.one_of(FIELDS[kind], "field"),
        head=table.text("head"),
        weight=table.weight("weight"),
        align=table.one_of(tuple(Align), "align", Align.LEFT),
    )
    table.refuse_unknown_keys()
    return column
