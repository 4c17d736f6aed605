"""The section on the link to the EIT survey: its words, the link letter by letter, and the link as a QR code."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from ita_tui.reports.filling import filled
from ita_tui.reports.layout_parts import PartTemplate
from ita_tui.reports.layouts import LINK
from ita_tui.reports.material import Material
from ita_tui.reports.page import DOTS, Heading, Paragraph, Part, QrCode

_LONGEST_IN_CODE = 1000
"""In bytes: a code that holds more is too fine to be scanned from paper."""

_CAPTION = "QR code สำหรับตอบแบบวัด EIT"
# White space, controls, and what stands in a text unseen: no link that opens has them.
_NOT_IN_LINKS = re.compile(
    "[\\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def web_link(text: str) -> str:
    """The http(s) address that a text is, without blanks around it; empty where it is none that could be opened."""
    link = text.strip()
    if _NOT_IN_LINKS.search(link):
        return ""
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return link if parts.scheme in {"http", "https"} and "." in host.strip(".") else ""


def eit_link(part: PartTemplate, material: Material) -> Iterator[Part]:
    """The whole section. Where no web link is known, a dotted line stands for it and there is no QR code.

    A link too long to be scanned from paper is printed without a code.
    """
    link = web_link(material.options.eit_link)
    known = {**material.known, LINK: link or DOTS}

    def written(template: str) -> str:
        return material.write.around(filled(template, known) or "", link)

    if heading := written(part.heading):
        yield Heading(heading)
    for text in filter(None, map(written, part.paragraphs)):
        yield Paragraph(text, link if link and link in text else "")
    if link and len(link.encode()) <= _LONGEST_IN_CODE:
        yield QrCode(link, written(part.caption) or _CAPTION)
