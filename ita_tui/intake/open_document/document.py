"""Readers of OpenDocument files, as LibreOffice saves them: spreadsheets (.ods) and texts (.odt)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Final

from ita_tui.intake.archives.doors import opened, part, refuse_unsafe_archive
from ita_tui.intake.blocks import Block, Gap, PageBreak, Text, Watch, unwatched
from ita_tui.intake.file_kinds import Form
from ita_tui.intake.markup import cell_text
from ita_tui.intake.open_document.lists import STYLE, TEXT, Lists, list_styles
from ita_tui.intake.open_document.tables import fill
from ita_tui.intake.open_document.words import OFFICE, TABLE, Words
from ita_tui.intake.refusals import DocumentDamaged, IntakeError, LinksOutside, TooManyPages, TooManyRows
from ita_tui.intake.sheets.cell_values import NO, YES, shown_date, shown_number
from ita_tui.intake.sheets.grids import MOST_ROWS, Grid, grid_blocks, texts
from ita_tui.intake.sheets.sheets import blocks_of_sheets
from ita_tui.thai.numerals import digits

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SHEETS: Final = Form.SHEETS.label
_WRITING: Final = Form.WRITING.label
_MOST_TAGS = 500_000
_MOST_ATTRIBUTES = 1_000_000
"""Each tag and attribute costs a hundred bytes and more once it is parsed. Ten thousand rows have half as many."""

_MOST_PAGES = 300
_MOST_PARAGRAPHS = 20_000
_MOST_LETTERS = 2_000_000
"""Outside tables: twice what so many pages hold."""

_CALC_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_FROM_OUTSIDE = (TABLE + "table-source", TEXT + "section-source", OFFICE + "dde-source")
_HREF = "{http://www.w3.org/1999/xlink}href"
_TRUTH = {"true": YES, "false": NO}
_WATCHED_EVERY = 50


def sheet_blocks_of_ods(data: bytes, name: str, watch: Watch = unwatched) -> Iterator[Block]:
    """The blocks of a spreadsheet; each hidden sheet is one text. Cells stand as they are shown, dates in Thai.

    Raises PasswordProtected, ArchiveUnsafe, MacrosInside, LinksOutside, TooManyRows and DocumentDamaged.
    """
    content, _styles = _parts(data, name, _SHEETS, TooManyRows(name, MOST_ROWS))
    yield from blocks_of_sheets(_sheets(content, name, watch))


def text_blocks_of_odt(data: bytes, name: str, watch: Watch = unwatched) -> Iterator[Block]:
    """The blocks of a text: paragraphs, list items with their marks, tables; headers and footers at its end.

    Footnotes, comments and text boxes follow the paragraph or table they belong to. Raises PasswordProtected,
    ArchiveUnsafe, MacrosInside, LinksOutside, TooManyRows, TooManyPages and DocumentDamaged.
    """
    content, styles = _parts(data, name, _WRITING, TooManyPages(name, _MOST_PAGES))
    with _translated(name, _WRITING):
        words = Words(Lists(list_styles([root for root in (styles, content) if root is not None])))
    lines = count(1)
    yield from _written(_body(content, "text", name, _WRITING), words, name, lines, watch)
    if styles is not None:
        with _translated(name, _WRITING):
            margins = _margins(styles, words)
        yield from texts(margins, lines, "หัวกระดาษหรือท้ายกระดาษ")


@contextmanager
def _translated(name: str, form: str) -> Iterator[None]:
    """Numbers that are none, and elements nested without end: a broken document, not a bug."""
    try:
        yield
    except (ValueError, OverflowError, RecursionError) as error:
        raise DocumentDamaged(name, form) from error


def _parts(data: bytes, name: str, form: str, too_much: IntakeError) -> tuple["Element", "Element | None"]:
    refuse_unsafe_archive(data, name, form)
    with opened(data, name, form) as archive:
        content = _parsed(part(archive, "content.xml", name, form), name, form, too_much)
        if "styles.xml" not in archive.namelist():
            return content, None
        return content, _parsed(part(archive, "styles.xml", name, form), name, form, too_much)


def _parsed(words: bytes, name: str, form: str, too_much: IntakeError) -> "Element":
    from lxml import etree

    if words.count(b"<") > _MOST_TAGS or words.count(b"=") > _MOST_ATTRIBUTES:
        raise too_much
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(words, parser)
    except (etree.LxmlError, ValueError, LookupError) as error:
        raise DocumentDamaged(name, form) from error
    if any(element.get(_HREF) for tag in _FROM_OUTSIDE for element in root.iter(tag)):
        raise LinksOutside(name)
    return root


def _body(content: "Element", kind: str, name: str, form: str) -> "Element":
    body = content.find(f"{OFFICE}body/{OFFICE}{kind}")
    if body is None:
        raise DocumentDamaged(name, form)
    return body


def _sheets(content: "Element", name: str, watch: Watch) -> Iterator[tuple[str, Grid]]:
    tables = _body(content, "spreadsheet", name, _SHEETS).findall(TABLE + "table")
    hidden = {
        style.get(STYLE + "name")
        for style in content.iter(STYLE + "style")
        for properties in style.findall(STYLE + "table-properties")
        if properties.get(TABLE + "display") == "false"
    }
    words = Words(Lists({}))
    for number, table in enumerate(tables):
        watch(number, len(tables))
        grid = Grid(name, hidden=table.get(TABLE + "style-name") in hidden)
        with _translated(name, _SHEETS):
            fill(grid, table, partial(_shown, words))
            for shapes in table.findall(TABLE + "shapes"):
                words.aside.append(words.boxed(shapes))
        grid.aside += words.taken_aside()
        yield table.get(TABLE + "name", ""), grid
    watch(len(tables), len(tables))


def _shown(words: Words, cell: "Element") -> str:
    """What a cell of a spreadsheet shows. Some programs keep its value alone, without the words for it."""
    kind = cell.get(OFFICE + "value-type", "")
    lines = cell_text(words.lines(cell))
    if cell.get(_CALC_TYPE) == "error":
        return ""
    if kind == "date" and cell.get(OFFICE + "date-value"):
        return shown_date(date.fromisoformat(str(cell.get(OFFICE + "date-value"))[:10]))
    if kind == "boolean" or (kind == "float" and lines.lower() in _TRUTH):
        return _TRUTH.get(cell.get(OFFICE + "boolean-value", lines).lower(), lines)
    if not lines and cell.get(OFFICE + "value"):
        return shown_number(
            float(str(cell.get(OFFICE + "value"))), "0%" if kind == "percentage" else "General"
        )
    return lines or cell_text(cell.get(OFFICE + "string-value", ""))


def _written(body: "Element", words: Words, name: str, lines: "count[int]", watch: Watch) -> Iterator[Block]:
    tables = paragraphs = letters = 0
    for number, child in enumerate(body):
        if number % _WATCHED_EVERY == 0:
            watch(number, len(body))
        with _translated(name, _WRITING):
            contents = list(words.content(child))
        for content in contents:
            if isinstance(content, str):
                paragraphs, letters = paragraphs + 1, letters + len(content)
                if paragraphs > _MOST_PARAGRAPHS or letters > _MOST_LETTERS:
                    raise TooManyPages(name, _MOST_PAGES)
                place = f"ย่อหน้าที่ {digits(paragraphs)}"
                yield Text(content, next(lines), place) if content else Gap()
            elif content.tag == TABLE + "table":
                tables += 1
                yield from _table(content, words, name, tables, lines)
            else:
                yield PageBreak()
        yield from texts(words.taken_aside(), lines, f"หลังย่อหน้าที่ {digits(paragraphs)}")
    watch(len(body), len(body))


def _table(table: "Element", words: Words, name: str, number: int, lines: "count[int]") -> Iterator[Block]:
    def where(row: int | None) -> str:
        return f"ตารางที่ {digits(number)}" + ("" if row is None else f" แถวที่ {digits(row + 1)}")

    grid = Grid(name)
    with _translated(name, _WRITING):
        fill(grid, table, words.lines)
    grid.aside += words.taken_aside()
    yield Gap()
    yield from grid_blocks(grid, lines, where)
    yield Gap()


def _margins(styles: "Element", words: Words) -> Sequence[str]:
    found: list[str] = []
    for page in styles.iter(STYLE + "master-page"):
        for margin in page:
            found += [content for content in words.contents(margin) if isinstance(content, str)]
            found += words.taken_aside()
    return found
