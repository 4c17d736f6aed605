"""A neutral report written as files of the formats that offices keep theirs in."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from typing import Any, TypeAlias

from openpyxl import Workbook

from ita_tui.thai.numerals import arabic_digits
from tests.pdf_documents import Block, NewPage, Span, pdf_of
from tests.remade import Cell, Report, Table


@dataclass(frozen=True)
class Slot:
    """A cell of a table as it is drawn."""

    lines: Cell
    across: int = 1
    down: int = 1


Grid: TypeAlias = list[list[Slot | None]]
"""A table as it is drawn: None is covered by a cell to the left or above."""

_NUMBERED = re.compile(r"([0-9๐-๙]+)\.\s*(?=\S)")
_NUMBER = re.compile(r"\d+(\.\d+)?")


def _heads(table: Table) -> Grid:
    if table.headless:
        return []
    heads: list[Slot | None] = [Slot(tuple(head.split("\n"))) for head in table.heads]
    if not table.two_lines:
        return [heads]
    at = table.heads.index("เริ่มต้น")
    upper: list[Slot | None] = [Slot(slot.lines, down=2) for slot in heads if slot]
    upper[at : at + 2] = [Slot(("ระยะเวลา",), across=2), None]
    lower: list[Slot | None] = [None] * len(heads)
    lower[at : at + 2] = heads[at : at + 2]
    return [upper, lower]


def _grid(table: Table) -> Grid:
    rows = _heads(table)
    for at, row in enumerate(table.rows):
        slots: list[Slot | None] = []
        for column, cell in enumerate(row):
            below = next(n for n in range(1, 1000) if (at + n, column) not in table.merged)
            slots.append(None if (at, column) in table.merged else Slot(cell, down=below))
        rows.append(slots)
    return rows


def _flat(table: Table) -> Iterator[list[Cell]]:
    """The rows where nothing can be merged: heads once, and the texts of rows in each of them."""
    for slots in _heads(table):
        yield [slot.lines if slot else () for slot in slots]
    for row in table.rows:
        yield list(row)


def as_txt(report: Report) -> bytes:
    lines: list[str] = []
    for part in report:
        if isinstance(part, str):
            lines += ["", part]
        else:
            lines += ["", *("\t".join(" ".join(cell) for cell in row) for row in _flat(part))]
    return "\n".join(lines).encode()


def _goes_on(part: str | Table) -> bool:
    """Whether a part stands right under the one before: behind a blank row a lone cell is a paragraph of a sheet."""
    return isinstance(part, Table) and part.headless


def as_csv(report: Report) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    for part in report:
        if not _goes_on(part):
            writer.writerow([])
        rows = (
            [[part]] if isinstance(part, str) else [["\n".join(cell) for cell in row] for row in _flat(part)]
        )
        writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _listed(cell: Cell) -> tuple[Cell, str, Cell]:
    """The lines before a list, its digits ("thai" or "decimal", empty where there is none), and its items."""
    for start in range(len(cell) - 1):
        found = [_NUMBERED.match(line) for line in cell[start:]]
        counted = [arabic_digits(match[1]) if match else "" for match in found]
        if counted == [str(number) for number in range(1, len(counted) + 1)]:
            items = tuple(_NUMBERED.sub("", line, count=1) for line in cell[start:])
            return cell[:start], "decimal" if cell[start][0].isascii() else "thai", items
    return cell, "", ()


def as_html(report: Report, *, lists: bool = False) -> bytes:
    body = "".join(
        f"<p>{escape(part)}</p>" if isinstance(part, str) else _html_table(part, lists) for part in report
    )
    return f"<!DOCTYPE html><html lang=th><meta charset=utf-8><body>{body}</body></html>".encode()


def _html_table(table: Table, lists: bool) -> str:  # noqa: FBT001 - passed on
    def cell(slot: Slot) -> str:
        before, digits, items = _listed(slot.lines) if lists else (slot.lines, "", ())
        words = "<br>".join(map(escape, before))
        if items:
            inside = "".join(f"<li>{escape(item)}</li>" for item in items)
            words += f'<ol style="list-style-type: {digits}">{inside}</ol>'
        spans = f' colspan="{slot.across}"' * (slot.across > 1) + f' rowspan="{slot.down}"' * (slot.down > 1)
        return f"<td{spans}>{words}</td>"

    rows = ("".join(cell(slot) for slot in row if slot) for row in _grid(table))
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org"


def as_docx(report: Report, *, lists: bool = False) -> bytes:
    made: list[str] = []
    kinds: list[str] = []
    for part, before in zip(report, ("", *report), strict=False):
        if isinstance(part, Table):
            if isinstance(before, Table):
                made.append('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
            made.append(_word_table(part, kinds if lists else None))
        else:
            made.append(_paragraph(part))
    body = f"<w:document {_WORD}><w:body>{''.join(made)}<w:sectPr/></w:body></w:document>"
    return _zip(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{_RELATIONS}/package/2006/content-types">'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
                f'<Override PartName="/word/numbering.xml" ContentType="{_TYPES}.numbering+xml"/></Types>'
            ),
            "_rels/.rels": _relation("officeDocument", "word/document.xml"),
            "word/_rels/document.xml.rels": _relation("numbering", "numbering.xml"),
            "word/document.xml": body,
            "word/numbering.xml": _numbering(kinds),
        }
    )


def _word_table(table: Table, kinds: list[str] | None) -> str:
    grid = _grid(table)
    rows: list[str] = []
    for at, row in enumerate(grid):
        cells = [_word_cell(grid, at, column, slot, kinds) for column, slot in enumerate(row)]
        head = "<w:trPr><w:tblHeader/></w:trPr>" * (at < len(_heads(table)))
        rows.append(f"<w:tr>{head}{''.join(cells)}</w:tr>")
    columns = '<w:gridCol w:w="1500"/>' * len(table.heads)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _word_cell(grid: Grid, at: int, column: int, slot: Slot | None, kinds: list[str] | None) -> str:
    if slot is None:
        beside = grid[at][column - 1] if column else None
        if beside is not None and beside.across > 1:
            return ""
        return "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    merged = '<w:vMerge w:val="restart"/>' * (slot.down > 1)
    wide = f'<w:gridSpan w:val="{slot.across}"/>' * (slot.across > 1)
    before, digits, items = (slot.lines, "", ()) if kinds is None else _listed(slot.lines)
    paragraphs = [_paragraph(line) for line in before]
    if kinds is not None and items:
        kinds.append(digits)
        paragraphs += [_paragraph(item, len(kinds)) for item in items]
    return f"<w:tc><w:tcPr>{wide}{merged}</w:tcPr>{''.join(paragraphs) or '<w:p/>'}</w:tc>"


def _paragraph(words: str, counted: int = 0) -> str:
    number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{counted}"/></w:numPr>' if counted else ""
    return f'<w:p><w:pPr>{number}</w:pPr><w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'


def _numbering(kinds: Sequence[str]) -> str:
    """A list of its own for each cell, so that each counts from one."""
    formats = {"thai": "thaiNumbers", "decimal": "decimal"}
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{at}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{formats[kind]}"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        for at, kind in enumerate(kinds, 1)
    )
    used = "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(1, len(kinds) + 1)
    )
    return f"<w:numbering {_WORD}>{lists}{used}</w:numbering>"


def _relation(kind: str, target: str) -> str:
    whole = f"{_RELATIONS}/officeDocument/2006/relationships/{kind}"
    return (
        f'<Relationships xmlns="{_RELATIONS}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{whole}" Target="{target}"/></Relationships>'
    )


def _zip(files: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            declared = text if name == "mimetype" else f'<?xml version="1.0" encoding="UTF-8"?>{text}'
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, declared, compress_type=stored)
    return out.getvalue()


def as_xlsx(report: Report) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    wide = max(len(part.heads) for part in report if isinstance(part, Table))
    at = 1
    for part in report:
        grid = [[Slot((part,), across=wide)]] if isinstance(part, str) else _grid(part)
        for row in grid:
            for column, slot in enumerate(row, 1):
                if slot is None:
                    continue
                words = "\n".join(slot.lines)
                cell = sheet.cell(at, column)
                cell.value = float(words) if _NUMBER.fullmatch(words) else words or None
                cell.number_format = "0.00" if "." in words else "General"
                if slot.across > 1 or slot.down > 1:
                    sheet.merge_cells(
                        start_row=at, start_column=column,
                        end_row=at + slot.down - 1, end_column=column + slot.across - 1,
                    )  # fmt: skip
            at += 1
        at += 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_OPEN = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
_ODS = "application/vnd.oasis.opendocument.spreadsheet"


def as_ods(report: Report) -> bytes:
    rows: list[str] = []
    for part in report:
        grid = [[Slot((part,))]] if isinstance(part, str) else _grid(part)
        if not _goes_on(part):
            rows.append("<table:table-row><table:table-cell/></table:table-row>")
        rows += ["<table:table-row>" + "".join(map(_open_cell, row)) + "</table:table-row>" for row in grid]
    content = (
        f'<office:document-content {_OPEN} office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="รายงาน">{"".join(rows)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    return _zip({"mimetype": _ODS, "content.xml": content, "META-INF/manifest.xml": manifest})


def _open_cell(slot: Slot | None) -> str:
    if slot is None:
        return "<table:covered-table-cell/>"
    spans = ""
    if slot.across > 1 or slot.down > 1:
        spans = f' table:number-columns-spanned="{slot.across}" table:number-rows-spanned="{slot.down}"'
    kind = ' office:value-type="string"'
    if len(slot.lines) == 1 and _NUMBER.fullmatch(slot.lines[0]):
        kind = f' office:value-type="float" office:value="{float(slot.lines[0])}"'
    words = "".join(f"<text:p>{escape(line)}</text:p>" for line in slot.lines)
    return f"<table:table-cell{spans}{kind if words else ''}>{words}</table:table-cell>"


def as_pdf(report: Report) -> bytes:
    """On A4 across. Only analyses are merged: what is merged over two pages stands on the first one alone."""
    tables = [part for part in report if isinstance(part, Table)]
    two = any(table.two_lines for table in tables)
    blocks: list[Block] = []
    for part, before in zip(report, ("", *report), strict=False):
        if isinstance(part, str):
            blocks.append(part)
            continue
        if isinstance(before, Table):
            blocks.append(NewPage())
        grid = _grid(replace(part, merged=frozenset()) if two or part.of_measures else part)
        blocks.append(
            [[Span("\n".join(slot.lines), slot.across, slot.down) for slot in row if slot] for row in grid]
        )
    return pdf_of(*blocks, header_rows=2 if two else 1, landscape=True, points=9)


def writers(*, lists: bool) -> Mapping[str, Callable[[Report], bytes]]:
    """The writer of each format, by the ending of its files."""
    return {
        "txt": as_txt,
        "csv": as_csv,
        "html": partial(as_html, lists=lists),
        "docx": partial(as_docx, lists=lists),
        "xlsx": as_xlsx,
        "ods": as_ods,
        "pdf": as_pdf,
    }
