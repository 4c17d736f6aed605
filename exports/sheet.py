"""A printed sheet as a value: rows with their heights, cells with their looks, breaks between pages.

Being a value, it can be compared with what a workbook holds when it is read back. Lengths are in points.
"""

from dataclasses import dataclass
from enum import Enum, auto
from math import ceil

from exports.faces import TH_SARABUN_NEW, Face
from exports.paper import EMBLEM, WIDE, Paper
from ita_tui.reports.page import Align

PIXEL = 0.75

FORM_TITLE_SIZE = 29 / 16
"""How many times as large as the body the name of a form (บันทึกข้อความ) is: 29 points where that is 16."""


class Look(Enum):
    """How a cell is drawn."""

    TITLE = auto()
    FORM_TITLE = auto()
    TEXT = auto()
    HEADING = auto()
    HEAD = auto()
    CELL = auto()
    LABEL = auto()
    SIGNATURE = auto()

    def size_in(self, face: Face) -> float:
        """Its size in points."""
        sizes = {Look.TITLE: face.title_size, Look.FORM_TITLE: round(face.size * FORM_TITLE_SIZE)}
        return sizes.get(self, face.size)

    @property
    def space_above(self) -> float:
        """What stands free above it, in points."""
        return 9.0 if self is Look.HEADING else 0.0

    @property
    def least_height(self) -> float:
        """What it takes at the least, in points: a form's name stands beside the room for the emblem."""
        return ceil(EMBLEM / PIXEL) * PIXEL if self is Look.FORM_TITLE else 0.0

    @property
    def bold(self) -> bool:
        return self in {Look.TITLE, Look.FORM_TITLE, Look.HEADING, Look.HEAD}

    @property
    def framed(self) -> bool:
        """Whether lines are drawn around it."""
        return self in {Look.HEAD, Look.CELL}


@dataclass(frozen=True)
class Cell:
    """A text over ``span`` columns from ``column`` (from 1). ``subject`` names what it belongs to, in Thai.

    ``bold_letters`` are as many of its first letters as are bold where the rest is not; dots run under a ``dotted``
    one; ``open_above`` and ``open_below`` leave away the line between it and a cell that it goes on with.
    """

    column: int
    span: int
    text: str
    look: Look
    subject: str
    align: Align = Align.LEFT
    link: str = ""
    bold_letters: int = 0
    dotted: bool = False
    open_above: bool = False
    open_below: bool = False


@dataclass(frozen=True)
class Picture:
    """A QR code that leads to ``link``, in the middle of its row, ``pixels`` wide and high."""

    link: str
    pixels: int


@dataclass(frozen=True)
class SheetRow:
    """A row of the sheet. ``lines`` are the most that a cell of it needs; a page begins where ``breaks`` says."""

    height: float
    lines: int
    cells: tuple[Cell, ...]
    breaks: bool = False
    picture: Picture | None = None


@dataclass(frozen=True)
class Sheet:
    """The whole sheet: column widths in pixels of 0.75 points, rows from top to bottom, number of pages, its paper."""

    widths: tuple[int, ...]
    rows: tuple[SheetRow, ...]
    pages: int
    face: Face = TH_SARABUN_NEW
    paper: Paper = WIDE

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text of it, row by row; empty cells have none."""
        return tuple(cell.text for row in self.rows for cell in row.cells if cell.text)
