"""A printed sheet as a value: rows with their heights, cells with their looks, breaks between pages.

Being a value, it can be compared with what a workbook holds when it is read back. A4 landscape, in points.
"""

from dataclasses import dataclass
from enum import Enum, auto

from ita_tui.reports.page import Align

PAPER_WIDTH, PAPER_HEIGHT = 841.89, 595.28
SIDE, TOP, BOTTOM = 0.55, 0.6, 0.65  # margins in inches
INCH = 72.0
PIXEL = 0.75


class Look(Enum):
    """How a cell is drawn."""

    TITLE = auto()
    TEXT = auto()
    HEADING = auto()
    HEAD = auto()
    CELL = auto()
    LABEL = auto()
    SIGNATURE = auto()

    @property
    def size(self) -> float:
        return 18.0 if self is Look.TITLE else 16.0

    @property
    def space_above(self) -> float:
        """What stands free above it, in points."""
        return 9.0 if self is Look.HEADING else 0.0

    @property
    def bold(self) -> bool:
        return self in {Look.TITLE, Look.HEADING, Look.HEAD}


@dataclass(frozen=True)
class Cell:
    """A text over ``span`` columns from ``column`` (from 1). ``subject`` names what it belongs to, in Thai."""

    column: int
    span: int
    text: str
    look: Look
    subject: str
    align: Align = Align.LEFT
    link: str = ""


@dataclass(frozen=True)
class SheetRow:
    """A row of the sheet. ``lines`` are the most that a cell of it needs; a page begins where ``breaks`` says."""

    height: float
    lines: int
    cells: tuple[Cell, ...]
    breaks: bool = False


@dataclass(frozen=True)
class Sheet:
    """The whole sheet: column widths in pixels of 0.75 points, rows from top to bottom, number of pages."""

    widths: tuple[int, ...]
    rows: tuple[SheetRow, ...]
    pages: int
