"""The parts of an Excel workbook that its sheets need: their list, the shared words, the formats of numbers.

Read as a stream of events, never as a tree: what a hostile file can claim is memory.
"""

import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias
from xml.parsers import expat

from ita_tui.intake.archives.doors import part
from ita_tui.intake.file_kinds import Form
from ita_tui.intake.refusals import ArchiveUnsafe, DocumentDamaged, TooManyRows
from ita_tui.intake.sheets.cell_values import GENERAL, built_in
from ita_tui.intake.sheets.grids import MOST_ROWS

FORM: Final = Form.EXCEL.label
_MOST_ELEMENTS = 1_200_000
"""Of XML in all parts together: read within two seconds, and ten times as many as a sheet of 2,000 rows has."""

_MOST_SHEETS = 256
_ID = re.compile(r"[0-9]{1,6}")
_TRUE = frozenset({"1", "true"})

Attributes: TypeAlias = Mapping[str, str]


@dataclass(frozen=True)
class SheetPart:
    """A sheet in the workbook's list: its name, whether it is hidden, and the part that holds it."""

    name: str
    hidden: bool
    part: str


class Package:
    """The zip of a workbook. Part names are found whatever their case. Raises refusals for ``name``."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.archive = archive
        self.name = name
        self._elements = 0
        self._names = {inner.replace("\\", "/").lower(): inner for inner in archive.namelist()}

    def has(self, inner: str) -> bool:
        return inner.lower() in self._names

    def read(self, inner: str) -> bytes:
        """A part; DocumentDamaged where it is missing."""
        return part(self.archive, self._names.get(inner.lower(), inner), self.name, FORM)

    def related(self, inner: str) -> dict[str, tuple[str, str]]:
        """What a part refers to inside the workbook: by id the last word of the kind, and the name of the part."""
        folder, base = posixpath.split(inner)
        rels = posixpath.join(folder, "_rels", base + ".rels")
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                kind = attributes.get("Type", "").rpartition("/")[2]
                target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
                found[attributes.get("Id", "")] = (kind, target.lstrip("/"))

        if self.has(rels):
            self.walk(rels, start)
        return found

    def walk(
        self,
        inner: str,
        start: Callable[[str, Attributes], None],
        end: Callable[[str], None] = lambda _tag: None,
        words: Callable[[str], None] = lambda _words: None,
    ) -> None:
        """Tell of the elements of a part, by their names without prefix. Raises DocumentDamaged and TooManyRows."""

        def begin(tag: str, attributes: Attributes) -> None:
            self._elements += 1
            if self._elements > _MOST_ELEMENTS:
                raise TooManyRows(self.name, MOST_ROWS)
            start(tag.rpartition(":")[2] if ":" in tag else tag, attributes)

        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = begin
        parser.EndElementHandler = lambda tag: end(tag.rpartition(":")[2] if ":" in tag else tag)
        parser.CharacterDataHandler = words
        try:
            parser.Parse(self.read(inner), True)
        except (expat.ExpatError, ValueError, LookupError, OverflowError) as error:
            raise DocumentDamaged(self.name, FORM) from error


@dataclass(frozen=True)
class Workbook:
    """What all sheets share. ``formats`` are those of numbers, by the style that a cell names."""

    sheets: tuple[SheetPart, ...]
    strings: tuple[str, ...]
    formats: tuple[str, ...]
    from_1904: bool


def workbook_of(package: Package) -> Workbook:
    """Read the list of sheets, the shared words and the formats. Raises DocumentDamaged, TooManyRows and ArchiveUnsafe."""
    main = next((inner for kind, inner in package.related("").values() if kind == "officeDocument"), "")
    main = main or "xl/workbook.xml"
    related = package.related(main)
    listed: list[Attributes] = []
    epochs: list[bool] = []

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            listed.append(attributes)
            if len(listed) > _MOST_SHEETS:
                raise ArchiveUnsafe(package.name)
        elif tag == "workbookPr":
            epochs.append(attributes.get("date1904", "") in _TRUE)

    package.walk(main, start)
    found = tuple(sheet for attributes in listed if (sheet := _sheet(attributes, related)))
    strings = _first(related, "sharedStrings")
    styles = _first(related, "styles")
    return Workbook(
        found,
        _strings(package, strings) if package.has(strings) else (),
        _formats(package, styles) if package.has(styles) else (),
        any(epochs),
    )


def _first(related: Mapping[str, tuple[str, str]], wanted: str) -> str:
    return next((inner for kind, inner in related.values() if kind == wanted), "")


def _sheet(attributes: Attributes, related: Mapping[str, tuple[str, str]]) -> SheetPart | None:
    """None for sheets of charts and dialogues, which hold no cells."""
    link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
    kind, inner = related.get(link, ("", ""))
    if kind != "worksheet":
        return None
    return SheetPart(attributes.get("name", ""), attributes.get("state", "visible") != "visible", inner)


class WordCollector:
    """Collects the words of elements named ``within``: those in its ``t``, not the readings of Asian names.

    ``escaped`` where control characters stand as :func:`without_escapes` has them.
    """

    def __init__(self, within: str, *, escaped: bool) -> None:
        self.within = within
        self.found: list[str] = []
        self._read = without_escapes if escaped else str
        self._texts: list[str] = []
        self._pieces: list[str] = []
        self._reading = False
        self._phonetic = False

    def start(self, tag: str, _attributes: Attributes) -> None:
        if tag == self.within:
            self._texts = []
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "br":
            self._texts.append("\n")
        self._reading = tag == "t" and not self._phonetic
        self._pieces = []

    def end(self, tag: str) -> None:
        if self._reading:
            self._texts.append(self._read("".join(self._pieces)))
        if tag == self.within:
            self.found.append("".join(self._texts))
        elif tag == "rPh":
            self._phonetic = False
        self._reading = False

    def words(self, words: str) -> None:
        if self._reading:
            self._pieces.append(words)


def collected(package: Package, inner: str, within: str, *, escaped: bool) -> list[str]:
    """The words of every element ``within`` of a part, in order; ``escaped`` in sheets, not in drawings."""
    collector = WordCollector(within, escaped=escaped)
    package.walk(inner, collector.start, collector.end, collector.words)
    return collector.found


_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


def cell_place(place: str) -> tuple[int, int]:
    """Row and column from 1 of a place like ``C7``. Raises ValueError."""
    found = _PLACE.fullmatch(place.replace("$", ""))
    if found is None:
        raise ValueError(place)
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _strings(package: Package, inner: str) -> tuple[str, ...]:
    return tuple(collected(package, inner, "si", escaped=True))


_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATE = re.compile("[\ud800-\udfff]")


def without_escapes(words: str) -> str:
    """The words of one element: ``_x000D_`` is a character that XML cannot hold, ``_x005F_`` an underscore itself.

    So ECMA-376 has it (part 1, 22.9.2.19), for shared words, words in cells, results of formulas, notes and margins
    alike. Each escape is a unit of UTF-16: two may be one character, half of one is none.
    """
    if "_x" not in words:
        return words
    plain = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), words)
    if _SURROGATE.search(plain):
        return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return plain


def _formats(package: Package, inner: str) -> tuple[str, ...]:
    own: dict[str, str] = {}
    used: list[str] = []
    open_tags: list[str] = []

    def start(tag: str, attributes: Attributes) -> None:
        open_tags.append(tag)
        if tag == "numFmt":
            own[attributes.get("numFmtId", "")] = attributes.get("formatCode", GENERAL)
        elif tag == "xf" and open_tags[-2:-1] == ["cellXfs"]:
            used.append(attributes.get("numFmtId", "0"))

    def end(_tag: str) -> None:
        open_tags.pop()

    package.walk(inner, start, end)
    return tuple(
        own.get(number) or (built_in(int(number)) if _ID.fullmatch(number) else GENERAL) for number in used
    )
