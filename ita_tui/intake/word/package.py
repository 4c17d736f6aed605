"""The parts of a Word document that hold words: found by their relations, unpacked within bounds, parsed.

python-docx parses them; it does not open the package, since it unpacks every picture and gives a whole document up
where a single picture is missing.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, cast
from urllib.parse import unquote

from ita_tui.intake.archives.doors import opened, part
from ita_tui.intake.refusals import ArchiveUnsafe, DocumentDamaged, TooManyRows
from ita_tui.intake.word.vocabulary import Element, below, usual

FORM: Final = "เอกสาร Word (.docx)"

_MOST_BYTES = 50 * 2**20
_MOST_ROWS = 2_000
_MOST_PARAGRAPHS = 40_000
_MOST_TAGS = 1_000_000
"""Of one part: two thousand rows of seven cells have four hundred thousand tags and thirty thousand paragraphs."""

_ROW = re.compile(rb"<w:tr[ />]")
_READ = frozenset(
    ["numbering", "styles", "header", "footer", "footnotes", "endnotes", "comments", "diagramData", "chart"]
)


@dataclass(frozen=True)
class WordPackage:
    """The main part, and the parts that belong to it with what each is to it: ``numbering``, ``header`` …"""

    main: Element
    parts: Sequence[tuple[str, Element]]

    def of(self, relation: str) -> Iterator[Element]:
        return (root for name, root in self.parts if name == relation)

    def one(self, relation: str) -> Element | None:
        return next(self.of(relation), None)


def open_word(data: bytes, name: str) -> WordPackage:
    """Unpack and parse. The archive was found to be safe. Raises DocumentDamaged, ArchiveUnsafe, TooManyRows."""
    with opened(data, name, FORM) as archive:
        package = _Package(archive, name)
        main = next((at for relation, at in package.related("") if relation == "officeDocument"), None)
        if main is None:
            raise DocumentDamaged(name, FORM)
        related = dict.fromkeys(package.related(main))
        parts = [(relation, package.root(at)) for relation, at in related if relation in _READ]
        return WordPackage(package.root(main), parts)


class _Package:
    """The parts of an open archive by their names, which are the same in capitals."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.archive = archive
        self.name = name
        self.names = {inner.lower(): inner for inner in archive.namelist()}

    def root(self, at: str) -> Element:
        from docx.oxml.parser import parse_xml

        words = part(self.archive, self.names.get(at.lower(), at), self.name, FORM, _MOST_BYTES)
        if words.count(b"<") > _MOST_TAGS:
            raise self._too_much(sum(1 for _ in _ROW.finditer(words)))
        try:
            root = cast("Element", parse_xml(usual(words)))
        except (SyntaxError, ValueError, LookupError) as error:
            # What lxml raises for broken XML is a SyntaxError.
            raise DocumentDamaged(self.name, FORM) from error
        rows = sum(1 for _ in below(root, "tr"))
        if rows > _MOST_ROWS or sum(1 for _ in below(root, "p")) > _MOST_PARAGRAPHS:
            raise self._too_much(rows)
        return root

    def _too_much(self, rows: int) -> ArchiveUnsafe | TooManyRows:
        return TooManyRows(self.name, _MOST_ROWS) if rows > _MOST_ROWS else ArchiveUnsafe(self.name)

    def related(self, at: str) -> Iterator[tuple[str, str]]:
        """What belongs to a part, or for an empty name to the package: what it is to it, and its name."""
        folder, own = posixpath.split(at)
        lists = posixpath.join(folder, "_rels", f"{own}.rels")
        if at and lists.lower() not in self.names:
            return
        for link in self.root(lists):
            if str(link.tag).rpartition("}")[2] == "Relationship" and link.get("TargetMode") != "External":
                target = posixpath.join("/", folder, unquote(link.get("Target") or ""))
                relation = (link.get("Type") or "").rpartition("/")[2]
                yield relation, posixpath.normpath(target).lstrip("/")


def drawn_words(root: Element) -> Iterator[str]:
    """The paragraphs of a diagram or a chart."""
    for paragraph in below(root, "a:p"):
        yield "".join(words.text or "" for words in below(paragraph, "a:t"))
