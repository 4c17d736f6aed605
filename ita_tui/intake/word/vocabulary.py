"""The vocabulary of Word's XML: names without their namespace, and children seen through what merely wraps them."""

from collections.abc import Iterator
from typing import Final, Protocol

_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACES: Final = {
    "m:": "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
    "a:": "{http://schemas.openxmlformats.org/drawingml/2006/main}",
    "mc:": "{http://schemas.openxmlformats.org/markup-compatibility/2006}",
}
_STRICT: Final = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": _WORD[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": _SPACES["m:"][1:-1].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": _SPACES["a:"][1:-1].encode(),
}
_WRAPPERS: Final = frozenset(
    {
        "sdt",
        "sdtContent",
        "ins",
        "moveTo",
        "smartTag",
        "customXml",
        "hyperlink",
        "fldSimple",
        "dir",
        "bdo",
        "ruby",
        "rubyBase",
    }
)
_NAMES: Final = (
    "abstractNum",
    "abstractNumId",
    "basedOn",
    "body",
    "br",
    "cellDel",
    "cr",
    "del",
    "drawing",
    "endnote",
    "fldChar",
    "footnote",
    "comment",
    "gridAfter",
    "gridBefore",
    "gridCol",
    "gridSpan",
    "hMerge",
    "ilvl",
    "isLgl",
    "lastRenderedPageBreak",
    "lvl",
    "lvlOverride",
    "lvlRestart",
    "lvlText",
    "moveFrom",
    "noBreakHyphen",
    "num",
    "numFmt",
    "numId",
    "numPr",
    "numStyleLink",
    "object",
    "p",
    "pPr",
    "pStyle",
    "pageBreakBefore",
    "pict",
    "ptab",
    "r",
    "rFonts",
    "rPr",
    "sectPr",
    "start",
    "startOverride",
    "style",
    "sym",
    "t",
    "tab",
    "tbl",
    "tblGrid",
    "tc",
    "tcPr",
    "tr",
    "trPr",
    "txbxContent",
    "type",
    "vMerge",
    "vanish",
    "m:oMath",
    "m:oMathPara",
    "m:t",
    "a:p",
    "a:t",
    "mc:AlternateContent",
    "mc:Choice",
    "mc:Fallback",
)
_GONE: Final = frozenset({"", "del", "moveFrom"})
_OFF: Final = frozenset({"0", "false", "off", "none"})
_FAR: Final = 10**6


def _tag(name: str) -> str:
    prefix, colon, local = name.rpartition(":")
    return _SPACES[prefix + colon] + local if colon else _WORD + name


_TAGS: Final = {name: _tag(name) for name in (*_NAMES, *_WRAPPERS)}
_KINDS: Final[dict[object, str]] = {tag: name for name, tag in _TAGS.items()}


class Element(Protocol):
    """What is needed of an element of lxml. Comments have a tag that is no string."""

    @property
    def tag(self) -> object: ...
    @property
    def text(self) -> str | None: ...
    def get(self, key: str) -> str | None: ...
    def __iter__(self) -> "Iterator[Element]": ...
    def iter(self, *tags: str) -> "Iterator[Element]": ...
    def iterchildren(self, *tags: str) -> "Iterator[Element]": ...


def usual(words: bytes) -> bytes:
    """XML of the strict variant of the format in the namespaces of the usual one, which means the same."""
    for strict, transitional in _STRICT.items():
        words = words.replace(strict, transitional)
    return words


def kind(element: Element) -> str:
    """The name of an element: ``p`` for a paragraph, ``mc:Choice``, ``a:t``; empty for what is of no concern."""
    return _KINDS.get(element.tag, "")


def value(element: Element | None, name: str = "val") -> str | None:
    """Word's attribute ``name``, None where it or the element is absent."""
    return None if element is None else element.get(_WORD + name)


def number(element: Element | None, name: str = "val") -> int | None:
    """An attribute that is a whole number of up to six digits, else None."""
    words = value(element, name)
    try:
        found = int(words) if words is not None and len(words) < 12 else None
    except ValueError:
        return None
    return found if found is None or -_FAR < found < _FAR else None


def is_on(element: Element | None) -> bool:
    """Whether a property that is on or off is there and on."""
    return element is not None and (value(element) or "on").lower() not in _OFF


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of each name in turn: ``child(paragraph, "pPr", "numPr")``."""
    for name in path:
        if element is None:
            return None
        element = next(element.iterchildren(_TAGS[name]), None)
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of a name. An element without children is false in lxml: only None is none."""
    return iter(()) if element is None else element.iterchildren(_TAGS[name])


def below(element: Element, name: str) -> Iterator[Element]:
    """Every element of a name at any depth."""
    return element.iter(_TAGS[name])


def shown(element: Element) -> Iterator[Element]:
    """The children that a reader of the page sees, in order.

    Content controls, links, smart tags, simple fields and insertions are seen through; what was deleted or moved
    away is gone. Of what is written twice, for newer and older programs, one is taken.
    """
    for inner in element:
        name = kind(inner)
        if name in _WRAPPERS:
            yield from shown(inner)
        elif name == "mc:AlternateContent":
            branch = alternative(inner)
            if branch is not None:
                yield from shown(branch)
        elif name not in _GONE:
            yield inner


def alternative(element: Element) -> Element | None:
    """The first branch of an AlternateContent that has words, else the first one: they say the same."""
    branches = [inner for inner in element if kind(inner) in {"mc:Choice", "mc:Fallback"}]
    worded = (branch for branch in branches if any(True for _ in below(branch, "t")))
    return next(worded, branches[0] if branches else None)
