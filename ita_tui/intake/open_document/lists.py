"""Lists of OpenDocument texts: the number or mark that stands before an item on the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ita_tui.thai.numerals import thai_digits

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"

_LEVELS = 10
_MOST_COUNTED = 100_000
"""A list that says it begins with a number of a thousand digits is none."""

_THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True)
class Level:
    """How a list marks its items at one depth. ``bullet`` is empty where they are numbered."""

    bullet: str = ""
    form: str = ""
    prefix: str = ""
    suffix: str = ""
    first: int = 1
    shown: int = 1

    def number(self, value: int) -> str:
        """``value`` in this level's numerals or letters. An unknown kind of numerals is written in Arabic ones."""
        kind = self.form[:1]
        if kind == "๑":
            return thai_digits(value)
        letters = {"ก": _THAI_LETTERS, "a": _LATIN_LETTERS, "A": _LATIN_LETTERS.upper()}.get(kind)
        if letters:
            rounds, at = divmod(value - 1, len(letters))
            return letters[at] * (rounds % 100 + 1)
        if kind in {"i", "I"}:
            return _roman(value).upper() if kind == "I" else _roman(value)
        return str(value)


@dataclass
class Lists:
    """The list styles of a document, and how far each list has counted."""

    styles: Mapping[str, Mapping[int, Level]]
    _by_style: dict[str, list[int]] = field(default_factory=dict)
    _by_id: dict[str, list[int]] = field(default_factory=dict)

    def counters(self, element: "Element", style: str) -> list[int]:
        """Where a list of the first level begins to count: how many items of each level there were before it."""
        before: list[int] | None = None
        if element.get(TEXT + "continue-list"):
            before = self._by_id.get(str(element.get(TEXT + "continue-list")))
        elif element.get(TEXT + "continue-numbering") == "true":
            before = self._by_style.get(style)
        counters = before if before is not None else [-1] * _LEVELS
        self._by_style[style] = counters
        self._by_id[str(element.get("{http://www.w3.org/XML/1998/namespace}id"))] = counters
        return counters

    def mark(self, style: str, depth: int, counters: list[int], start: str | None) -> str:
        """Count one item of ``depth`` (from 1) and say what stands before it. Raises ValueError."""
        depth = min(depth, _LEVELS)
        levels = self.styles.get(style, {})
        level = levels.get(depth, Level())
        first = int(start) if start else level.first if counters[depth - 1] < 0 else counters[depth - 1] + 1
        counters[depth - 1] = max(0, min(first, _MOST_COUNTED))
        counters[depth:] = [-1] * (_LEVELS - depth)
        if level.bullet or not level.form:
            return level.bullet
        shown = range(max(1, depth - level.shown + 1), depth + 1)
        numbers = [
            levels.get(at, Level()).number(max(counters[at - 1], 1))
            for at in shown
            if at == depth or levels.get(at, Level()).form
        ]
        return (level.prefix + ".".join(numbers) + level.suffix).strip()


def list_styles(roots: Iterable["Element"]) -> dict[str, dict[int, Level]]:
    """The list styles of a document's parts, by name and depth. Raises ValueError."""
    found: dict[str, dict[int, Level]] = {}
    for root in roots:
        for style in root.iter(TEXT + "list-style"):
            levels = {int(child.get(TEXT + "level", "1")): _level(child) for child in style}
            found[style.get(STYLE + "name", "")] = levels
    return found


def _level(element: "Element") -> Level:
    bullet = element.get(TEXT + "bullet-char", "")
    if bullet and not bullet.isprintable():
        # A sign of a font of signs: on the page a dot, a square, an arrow.
        bullet = "•"
    return Level(
        bullet,
        element.get(STYLE + "num-format", ""),
        element.get(STYLE + "num-prefix", ""),
        element.get(STYLE + "num-suffix", ""),
        int(element.get(TEXT + "start-value", "1")),
        int(element.get(TEXT + "display-levels", "1")),
    )


def _roman(value: int) -> str:
    letters = ""
    for worth, letter in _ROMAN:
        letters += letter * min(value // worth, 4 if worth == 1000 else 3)
        value %= worth
    return letters
