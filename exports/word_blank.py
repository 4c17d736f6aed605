"""An empty Word document in the form of an official report: its paper, Thai face and styles, nobody's name."""

import io
from importlib.resources import files
from xml.sax.saxutils import escape

import docx
from docx.document import Document

from exports.fixed_zip import packed
from exports.paper import Paper
from exports.word_xml import Element, element
from ita_tui.reports.page import Properties
from ita_tui.reports.workbook_sheets import PROGRAM
from ita_tui.thai.clusters import snap_left

_TWENTIETHS = 20

_LONGEST_PROPERTY = 255
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OPEN = "http://schemas.openxmlformats.org"
_WORD = f"{_OPEN}/wordprocessingml/2006/main"
_RELATIONS = f"{_OPEN}/officeDocument/2006/relationships"
_PACKAGE = f"{_OPEN}/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def blank(properties: Properties) -> Document:
    """The document that a report is written into."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{_RELATIONS}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _about(properties),
        "word/document.xml": _body(),
        "word/_rels/document.xml.rels": _relations(
            (f"{_RELATIONS}/styles", "styles.xml"),
            (f"{_RELATIONS}/settings", "settings.xml"),
            (f"{_RELATIONS}/fontTable", "fontTable.xml"),
        ),
    }
    encoded = {name: (_HEAD + text).encode() for name, text in parts.items()}
    for name, source in (("styles", "styles"), ("settings", "settings"), ("fontTable", "fonts")):
        encoded[f"word/{name}.xml"] = files("exports").joinpath(f"word_{source}.xml").read_bytes()
    return docx.Document(io.BytesIO(packed(encoded)))


def text_width(paper: Paper) -> int:
    """Between the margins, in twentieths of a point."""
    return _twentieths(paper.width) - _twentieths(paper.left) - _twentieths(paper.right)


def section(paper: Paper, *, thai_numerals: bool, start: int | None = None) -> Element:
    """The pages of a section: their paper, and how they are numbered; from ``start`` on where that is given."""
    turned = {} if paper.is_upright else {"orient": "landscape"}
    margins = {side: _twentieths(getattr(paper, side)) for side in ("top", "right", "bottom", "left")}
    numbers: dict[str, str | int] = {"fmt": "thaiNumbers"} if thai_numerals else {}
    numbers |= {} if start is None else {"start": start}
    return element(
        "sectPr",
        element("pgSz", w=_twentieths(paper.width), h=_twentieths(paper.height), **turned),
        element("pgMar", **margins, header=567, footer=567, gutter=0),
        *([element("pgNumType", **numbers)] if numbers else []),
        element("cols", space=720),
    )


def _twentieths(points: float) -> int:
    return round(points * _TWENTIETHS)


def _content_types() -> str:
    kinds = {
        "word/document.xml": f"{_WORD_TYPE}.document.main+xml",
        "word/styles.xml": f"{_WORD_TYPE}.styles+xml",
        "word/settings.xml": f"{_WORD_TYPE}.settings+xml",
        "word/fontTable.xml": f"{_WORD_TYPE}.fontTable+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    rules = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rules}</Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _about(properties: Properties) -> str:
    """What the file says about itself: no person, no day, no hour."""
    said = {
        "dc:title": properties.title,
        "dc:subject": properties.agency,
        "dc:creator": PROGRAM,
        "cp:keywords": f"ITA {properties.year} {properties.layout}",
        "dc:language": "th-TH",
    }
    words = "".join(f"<{name}>{escape(_cut(text))}</{name}>" for name, text in said.items())
    spaces = f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f"<cp:coreProperties {spaces}>{words}</cp:coreProperties>"


def _cut(text: str) -> str:
    """As much as a property holds."""
    return text[: snap_left(text, _LONGEST_PROPERTY)] if len(text) > _LONGEST_PROPERTY else text


def _body() -> str:
    return f'<w:document xmlns:w="{_WORD}" xmlns:r="{_RELATIONS}"><w:body><w:sectPr/></w:body></w:document>'
