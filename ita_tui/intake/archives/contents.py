"""What a zipped document may not carry: macros, contents from outside the file, a password."""

import re
import zipfile
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias
from urllib.parse import unquote
from xml.parsers import expat

from ita_tui.intake.refusals import DocumentDamaged, LinksOutside, MacrosInside, PasswordProtected

Reader: TypeAlias = Callable[[str, int], bytes]
"""Reads the part of a name, of so many bytes at most."""

_MOST_LISTED: Final = 2**20
"""In bytes, of a list of parts or of relationships."""

_CONTENT_TYPES = "[Content_Types].xml"
_MANIFEST = "META-INF/manifest.xml"
_MACRO_TYPE = re.compile(rb"macroEnabled|vbaProject|ms-excel\.(?:intl)?macrosheet", re.IGNORECASE)
_MACRO_PART = re.compile(
    r"(?:\A|/)vba(?:project|data)[^/]*\Z|\Axl/macrosheets/.|\A(?:scripts/.*|basic/(?:.*/)?(?!script-l[bc]\.xml)[^/]+)\Z",
    re.IGNORECASE,
)
"""LibreOffice lists its macro libraries in script-lb.xml and script-lc.xml even where they are empty."""

_SCHEME = re.compile(r"\A[a-z][a-z0-9+.-]+:", re.IGNORECASE)
_LOCAL = re.compile(r"\Afile:(?://(?:localhost)?/)?(?![/\\])", re.IGNORECASE)


def refuse_contents(parts: Sequence[zipfile.ZipInfo], read: Reader, name: str, form: str) -> None:
    """Refuse by the names of the parts, and by the lists that say what they are and what belongs to them."""
    names = {entry.filename for entry in parts}
    if _MANIFEST in names and b"encryption-data" in read(_MANIFEST, _MOST_LISTED):
        raise PasswordProtected(name)
    if any(entry.file_size and _MACRO_PART.search(entry.filename) for entry in parts):
        raise MacrosInside(name)
    if _CONTENT_TYPES in names and _MACRO_TYPE.search(read(_CONTENT_TYPES, _MOST_LISTED)):
        raise MacrosInside(name)
    if any(inner.lower().startswith("xl/externallinks/") for inner in names):
        raise LinksOutside(name)
    for inner in sorted(names):
        if inner.lower().endswith(".rels") and _takes_from_outside(read(inner, _MOST_LISTED), name, form):
            raise LinksOutside(name)


def _takes_from_outside(words: bytes, name: str, form: str) -> bool:
    found: list[dict[str, str]] = []

    def element(tag: str, attributes: dict[str, str]) -> None:
        if (
            tag.rpartition(":")[2] == "Relationship"
            and attributes.get("TargetMode", "").lower() == "external"
        ):
            found.append(attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = element
    try:
        parser.Parse(words, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise DocumentDamaged(name, form) from error
    return any(_is_taken_in(link.get("Type", ""), link.get("Target", "")) for link in found)


def _is_taken_in(kind: str, target: str) -> bool:
    """Whether the document takes in what it names. A template of the writer's own PC is no part of what is read."""
    if kind.endswith("/hyperlink"):
        return False
    return not (kind.endswith("/attachedTemplate") and _is_local_file(target))


def _is_local_file(address: str) -> bool:
    target = unquote(address)
    if _SCHEME.match(target):
        return _LOCAL.match(target) is not None
    return not target.startswith(("\\\\", "//"))
