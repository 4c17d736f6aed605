"""PDF documents made in memory with typst and the typeface Sarabun, as an office would print them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import typst
from fontpkg_sarabun import ROOT

_PAGE = """
#let paper = json(bytes(sys.inputs.at("document")))
#set page(paper: "a4", flipped: paper.landscape, margin: paper.margin * 1pt, numbering: paper.numbering)
#set text(font: "Sarabun", size: paper.points * 1pt, lang: "th")
#set par(justify: paper.justify)
#set table(stroke: if paper.rules == "all" { 0.5pt } else { none }, inset: 4pt)
#let lines(words) = words.split("\\n").join(linebreak())
#let cell(it) = table.cell(colspan: it.across, rowspan: it.down, breakable: true, lines(it.words))
#let page-of(blocks) = for block in blocks {
  if "words" in block {
    par(lines(block.words))
  } else if "image" in block {
    image(bytes(block.image), width: 40pt)
  } else if "page" in block {
    pagebreak()
  } else {
    let under = if paper.rules == "horizontal" { range(block.height + 1).map(y => table.hline(y: y)) } else { () }
    table(columns: block.widths.map(part => part * 1fr), ..under,
      table.header(repeat: paper.repeat_header, ..block.header.map(cell)), ..block.rows.map(cell))
  }
}
#if paper.turned { rotate(-90deg, reflow: true, block(width: 600pt, page-of(paper.blocks))) } else {
  page-of(paper.blocks)
}
"""
_DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
"""A picture (.png) of one red point."""


@dataclass(frozen=True)
class Span:
    """A cell over several columns or rows. The rows of a table leave out what it covers."""

    words: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class NewPage:
    """The text behind it begins on a page of its own."""


@dataclass(frozen=True)
class Picture:
    """A picture without letters."""


Cells: TypeAlias = Sequence[str | Span]
Block: TypeAlias = str | NewPage | Picture | Sequence[Cells]
"""A paragraph (its line feeds are kept) or a table, whose first rows are its head."""


def pdf_of(
    *blocks: Block,
    widths: Sequence[float] = (),
    header_rows: int = 1,
    repeat_header: bool = False,
    landscape: bool = False,
    points: float = 11,
    margin: float = 50,
    rules: str = "all",
    justify: bool = False,
    numbering: str | None = None,
    turned: bool = False,
) -> bytes:
    """The bytes of a PDF on A4. Sizes are in points; ``widths`` are the columns' shares of the page.

    ``rules`` are the ruling lines of its tables: "all", "horizontal" or "none". Rows break over pages. What is
    ``turned`` runs up the page, as a wide table on an upright sheet.
    """
    document = {
        "blocks": [_block(block, widths, header_rows) for block in blocks],
        "repeat_header": repeat_header,
        "landscape": landscape,
        "points": points,
        "margin": margin,
        "rules": rules,
        "justify": justify,
        "numbering": numbering,
        "turned": turned,
    }
    inputs = {"document": json.dumps(document)}
    made = _compiler().compile(_PAGE.encode(), format="pdf", sys_inputs=inputs, timestamp=0)
    assert isinstance(made, bytes)
    return made


def _block(block: Block, widths: Sequence[float], header_rows: int) -> dict[str, object]:
    if isinstance(block, str):
        return {"words": block}
    if isinstance(block, NewPage):
        return {"page": True}
    if isinstance(block, Picture):
        return {"image": list(_DOT)}
    columns = sum(cell.across if isinstance(cell, Span) else 1 for cell in block[0])
    return {
        "widths": list(widths) if len(widths) == columns else [1] * columns,
        "height": len(block),
        "header": [_cell(cell) for row in block[:header_rows] for cell in row],
        "rows": [_cell(cell) for row in block[header_rows:] for cell in row],
    }


def _cell(cell: str | Span) -> dict[str, object]:
    span = Span(cell) if isinstance(cell, str) else cell
    return {"words": span.words, "across": span.across, "down": span.down}


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(ROOT / "files")]
    )
    return typst.Compiler(font_paths=fonts)


def pdf_of_objects(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF written by hand; the objects are numbered from 1, the first is the catalogue."""
    data = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    data += b"trailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(data)


def stream_of(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(content), content)


def pdf_of_letters(text: str, drawing: bytes = b"") -> bytes:
    """A PDF of one line whose typeface gives each code the meaning it has in ``text``, whatever it looks like.

    ``drawing`` is drawn inside a form that doubles all sizes.
    """
    meanings = sorted(set(text))
    codes = bytes(meanings.index(letter) + 1 for letter in text)
    lines = b"".join(
        b"<%02x> <%b>\n" % (code, meaning.encode("utf-16-be").hex().encode())
        for code, meaning in enumerate(meanings, 1)
    )
    unicodes = (
        b"/CIDInit /ProcSet findresource begin begincmap\n1 begincodespacerange <00> <ff> endcodespacerange\n"
        b"%d beginbfchar\n%bendbfchar\nendcmap end" % (len(meanings), lines)
    )
    widths = b"500 " * 255
    return pdf_of_objects(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>/XObject<</X 7 0 R>>>>>>",
        stream_of(b"/X Do BT /F 12 Tf 60 700 Td <%b> Tj ET" % codes.hex().encode()),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 1/LastChar 255/Widths[%b]/ToUnicode 6 0 R>>"
        % widths,
        stream_of(unicodes),
        stream_of(drawing, b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Matrix[2 0 0 2 0 0]"),
    )
