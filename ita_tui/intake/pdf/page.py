"""What PDFium knows of a page: its letters and where they stand, its ruling lines, whether it is a picture."""

import ctypes
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from ita_tui.intake.pdf.ruled_tables import Edge

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

MOST_LETTERS = 100_000
_MOST_STROKES = 20_000
_FEW_STROKES = 100
_DEEPEST_FORM = 10
_THICKEST_RULE = 3.2
_SHORTEST_RULE = 4.0
_STRAIGHT = 0.5

Matrix = tuple[float, float, float, float, float, float]
"""a to f: x' = a·x + c·y + e, y' = b·x + d·y + f."""

# Older typefaces of Windows keep marks that are set higher or further left in a range of their own.
_OLD_FORMS = str.maketrans(
    {
        0xF700: "ฐ",
        **dict(zip(range(0xF701, 0xF705), "ิีึื", strict=True)),
        **dict(zip(range(0xF705, 0xF70A), "่้๊๋์", strict=True)),
        **dict(zip(range(0xF70A, 0xF70F), "่้๊๋์", strict=True)),
        0xF70F: "ญ",
        **dict(zip(range(0xF710, 0xF713), "ัํ็", strict=True)),
        **dict(zip(range(0xF713, 0xF718), "่้๊๋์", strict=True)),
        **dict(zip(range(0xF718, 0xF71B), "ฺุู", strict=True)),
    }
)

_UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Letter:
    """A character as printed: where it begins and ends, its base line (y counts downward), the size of its type."""

    character: str
    left: float
    right: float
    base: float
    size: float


@dataclass
class PrintedPage:
    """A page turned so that its letters run to the right.

    ``plain`` is what could not be placed: the letters of a page too full to be measured, and those that run in
    another direction than the most. ``has_drawing`` where a page without letters would be a picture of them.
    """

    letters: list[Letter] = field(default_factory=list)
    lying: list[Edge] = field(default_factory=list)
    standing: list[Edge] = field(default_factory=list)
    plain: str = ""
    has_drawing: bool = False


@dataclass(slots=True)
class _Type:
    """The letters of one text object have one size and direction: 0 to the right, 1 upward, 2 left, 3 down."""

    size: float
    direction: int


def printed_page(page: "PdfPage", *, measured: bool = True) -> PrintedPage:
    """Read a page. Where it is not ``measured``, or too full, its letters come as ``plain``."""
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        drawing = _Drawing(page)
        if not measured or count > MOST_LETTERS or drawing.strokes > _MOST_STROKES:
            plain = text_page.get_text_range().translate(_OLD_FORMS) if count else ""
            return PrintedPage(plain=plain, has_drawing=drawing.has_drawing)
        found = _Letters(text_page, count)
        letters = [*found.turned(), *drawing.blanks(found.types.keys(), found.direction)]
        lying, standing = drawing.edges(found.direction)
        return PrintedPage(letters, lying, standing, found.astray, has_drawing=drawing.has_drawing)
    finally:
        text_page.close()


class _Placed(NamedTuple):
    """A letter before it is turned: its box and its origin as the page has them."""

    character: str
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float
    size: float


class _Letters:
    """The letters of a text page as PDFium has them, y upward: each with the direction its text object runs in."""

    def __init__(self, text_page: "PdfTextPage", count: int) -> None:
        from pypdfium2 import raw

        self.types: dict[int, _Type] = {}
        self._raw = raw
        self._handle = text_page.raw
        self._matrix = raw.FS_MATRIX()
        self.placed = list(self._each(count))
        directions = [0, 0, 0, 0]
        for _, direction in self.placed:
            directions[direction] += 1
        self.direction = directions.index(max(directions))

    @property
    def astray(self) -> str:
        """The letters that run in another direction than the most."""
        return "".join(letter.character for letter, direction in self.placed if direction != self.direction)

    def turned(self) -> Iterator[Letter]:
        """The letters of the main direction, turned so that they run to the right and y counts downward."""
        return (
            _turned(letter, direction) for letter, direction in self.placed if direction == self.direction
        )

    def _each(self, count: int) -> Iterator[tuple[_Placed, int]]:
        raw, handle = self._raw, self._handle
        box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        last = _Type(10.0, 0)
        for at in range(count):
            if raw.FPDFText_IsGenerated(handle, at) == 1:
                continue
            last = self._type_of(at)
            raw.FPDFText_GetLooseCharBox(handle, at, box)
            raw.FPDFText_GetCharOrigin(handle, at, x, y)
            character = _character(raw.FPDFText_GetUnicode(handle, at))
            placed = (character, box.left, box.bottom, box.right, box.top, x.value, y.value, last.size)
            yield _Placed(*placed), last.direction

    def _type_of(self, at: int) -> _Type:
        """The type of a letter's text object, asked for once an object."""
        owner = _address(self._raw.FPDFText_GetTextObject(self._handle, at))
        if owner not in self.types:
            self._raw.FPDFText_GetMatrix(self._handle, at, self._matrix)
            self.types[owner] = _type(self._matrix, self._raw.FPDFText_GetFontSize(self._handle, at))
        return self.types[owner]


def _character(code: int) -> str:
    # PDFium writes 2 for a hyphen at the end of a line, in case the word goes on.
    return "-" if code == 2 else chr(code).translate(_OLD_FORMS) if code < 0x110000 else "\ufffd"


def _type(matrix: Any, points: float) -> _Type:  # noqa: ANN401 - PDFium's
    a, b = matrix.a, matrix.b
    size = points * (matrix.c**2 + matrix.d**2) ** 0.5
    if abs(a) >= abs(b):
        return _Type(size or 10.0, 0 if a >= 0 else 2)
    return _Type(size or 10.0, 1 if b >= 0 else 3)


def _turn(x: float, y: float, direction: int) -> tuple[float, float]:
    """A point of a page whose letters run in a direction, turned so that they run right and y counts downward."""
    return ((x, -y), (y, x), (-x, y), (-y, -x))[direction]


def _turned(letter: _Placed, direction: int) -> Letter:
    if direction == 0:
        return Letter(letter.character, letter.left, letter.right, -letter.y, letter.size)
    one, _ = _turn(letter.left, letter.bottom, direction)
    other, _ = _turn(letter.right, letter.top, direction)
    _, base = _turn(letter.x, letter.y, direction)
    return Letter(letter.character, min(one, other), max(one, other), base, letter.size)


def _address(thing: Any) -> int:  # noqa: ANN401 - PDFium's
    """Where PDFium keeps a thing: the only name it has. Reading the pointer itself is ten times quicker than a cast."""
    return ctypes.c_void_p.from_buffer(thing).value or 0


class _Drawing:
    """The objects of a page: its strokes, the text objects that may be blanks, and whether it is a drawing."""

    def __init__(self, page: "PdfPage") -> None:
        from pypdfium2 import raw

        self.raw = raw
        self.strokes = 0
        self._has_picture = False
        # Both ends of each stroke, as the page has them.
        self._lines: list[tuple[tuple[float, float], tuple[float, float]]] = []
        self._texts: list[tuple[int, tuple[float, float], float]] = []
        count, get = raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject
        self._walk((get(page.raw, at) for at in range(count(page.raw))), _UNMOVED, 0)

    @property
    def has_drawing(self) -> bool:
        """Whether there is a picture, or so many strokes that they may be letters turned into outlines."""
        return self._has_picture or self.strokes > _FEW_STROKES

    def edges(self, direction: int) -> tuple[list[Edge], list[Edge]]:
        """The lying and the standing lines of the turned page; slanted ones are left out."""
        lying, standing = [], []
        for start, end in self._lines:
            (x, y), (to_x, to_y) = _turn(*start, direction), _turn(*end, direction)
            if abs(y - to_y) <= _STRAIGHT and abs(x - to_x) >= _SHORTEST_RULE:
                lying.append(Edge((y + to_y) / 2, min(x, to_x), max(x, to_x)))
            elif abs(x - to_x) <= _STRAIGHT and abs(y - to_y) >= _SHORTEST_RULE:
                standing.append(Edge((x + to_x) / 2, min(y, to_y), max(y, to_y)))
        return lying, standing

    def blanks(self, known: Collection[int], direction: int) -> Iterator[Letter]:
        """Text objects of no letters that PDFium knows: it drops a blank that stands alone, as typst writes it."""
        for owner, (x, y), size in self._texts:
            if owner not in known:
                yield _turned(_Placed(" ", x, y, x, y, x, y, size), direction)

    def _walk(self, objects: Iterator[Any], matrix: Matrix, depth: int) -> None:
        raw = self.raw
        for thing in objects:
            kind = raw.FPDFPageObj_GetType(thing)
            if self.strokes > _MOST_STROKES:
                return
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._take_path(thing, _combined(self._matrix(thing), matrix))
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self._has_picture = True
            elif kind == raw.FPDF_PAGEOBJ_TEXT:
                self._take_text(thing, _combined(self._matrix(thing), matrix))
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
                self.strokes += 1
                inside = (
                    raw.FPDFFormObj_GetObject(thing, at) for at in range(raw.FPDFFormObj_CountObjects(thing))
                )
                self._walk(inside, _combined(self._matrix(thing), matrix), depth + 1)

    def _matrix(self, thing: Any) -> Matrix:  # noqa: ANN401 - PDFium's
        found = self.raw.FS_MATRIX()
        if not self.raw.FPDFPageObj_GetMatrix(thing, found):
            return _UNMOVED
        return found.a, found.b, found.c, found.d, found.e, found.f

    def _take_text(self, thing: Any, matrix: Matrix) -> None:  # noqa: ANN401 - PDFium's
        size = ctypes.c_float()
        self.raw.FPDFTextObj_GetFontSize(thing, size)
        height = size.value * (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5
        self._texts.append((_address(thing), (matrix[4], matrix[5]), height or 10.0))

    def _take_path(self, thing: Any, matrix: Matrix) -> None:  # noqa: ANN401 - PDFium's
        fill, stroke = ctypes.c_int(), self.raw.FPDF_BOOL()
        self.raw.FPDFPath_GetDrawMode(thing, fill, stroke)
        count = self.raw.FPDFPath_CountSegments(thing)
        self.strokes += max(count, 1)
        if self.strokes > _MOST_STROKES or not (fill.value or stroke.value):
            return
        for outline in self._outlines(thing, count, matrix):
            if stroke.value:
                self._lines.extend(pair for pair in pairwise(outline) if None not in pair)
            elif fill.value:
                self._take_thin([point for point in outline if point])

    def _take_thin(self, outline: list[tuple[float, float]]) -> None:
        """A filled shape is a ruling line where it is thin: its middle."""
        xs, ys = [x for x, _ in outline], [y for _, y in outline]
        if not outline or min(max(xs) - min(xs), max(ys) - min(ys)) > _THICKEST_RULE:
            return
        if max(xs) - min(xs) >= max(ys) - min(ys):
            middle = (max(ys) + min(ys)) / 2
            self._lines.append(((min(xs), middle), (max(xs), middle)))
        else:
            middle = (max(xs) + min(xs)) / 2
            self._lines.append(((middle, min(ys)), (middle, max(ys))))

    def _outlines(self, path: Any, count: int, matrix: Matrix) -> Iterator[list[Any]]:  # noqa: ANN401 - PDFium's
        """The outlines of a path, closed ones with their first point again; None before the end of a curve."""
        raw = self.raw
        x, y = ctypes.c_float(), ctypes.c_float()
        outline: list[tuple[float, float] | None] = []
        for at in range(count):
            segment = raw.FPDFPath_GetPathSegment(path, at)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO and outline:
                yield outline
                outline = []
            if kind == raw.FPDF_SEGMENT_BEZIERTO:
                outline.append(None)
            outline.append(_moved(x.value, y.value, matrix))
            if raw.FPDFPathSegment_GetClose(segment):
                outline.append(outline[0])
        if outline:
            yield outline


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _combined(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that does what ``inner`` does and then what ``outer`` does."""
    a, b = _moved(inner[0], inner[1], (*outer[:4], 0, 0))
    c, d = _moved(inner[2], inner[3], (*outer[:4], 0, 0))
    e, f = _moved(inner[4], inner[5], outer)
    return a, b, c, d, e, f
