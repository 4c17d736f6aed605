"""Whether XML brings declarations of its own: a billion laughs, or words from another file, begin with them."""

from typing import Final
from xml.parsers import expat

LONGEST: Final = 2**16
"""In bytes: a root element stands within so many."""

_MARKUP: Final = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00<")


class _Found(Exception):
    """What was looked for, or the root element, which stands behind it."""


def declares_entities(head: bytes) -> bool:
    """Whether the XML that ``head`` begins declares anything in a DOCTYPE, or has no element in ``LONGEST`` bytes.

    A DOCTYPE that only names its standard, as old LibreOffice files have, declares nothing: no reader loads it.
    What is no XML declares nothing either.
    """
    if not head.lstrip(b" \t\r\n").startswith(_MARKUP):
        return False
    declarations: list[bool] = []

    def doctype(_name: str, _system: str | None, _public: str | None, has_own: int) -> None:
        declarations.append(bool(has_own))

    def element(_name: str, _attributes: dict[str, str]) -> None:
        raise _Found

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = element
    try:
        parser.Parse(head, False)
    except (_Found, expat.ExpatError, ValueError, LookupError):
        return any(declarations)
    return any(declarations) or len(head) >= LONGEST
