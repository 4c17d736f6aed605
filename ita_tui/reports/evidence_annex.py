"""The list of evidence: each piece once, in the order of the measures or of the OIT items that it proves."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ita_tui.domain.analysis import code_shown
from ita_tui.domain.evidence import Evidence
from ita_tui.domain.report import Report
from ita_tui.reports.layout_parts import USUAL_COLUMNS, Annex, Field, Kind, PartTemplate
from ita_tui.reports.material import Material
from ita_tui.reports.measure_table import heads
from ita_tui.reports.page import Heading, PageEnd, Paragraph, Part, Row, Table
from ita_tui.reports.writing import joined, plain_lines, short_day
from ita_tui.thai.numerals import thai_digits

_HEADINGS = {
    Annex.BY_MEASURE: "เอกสารแนบท้าย บัญชีหลักฐานเรียงตามมาตรการ",
    Annex.BY_ITEM: "เอกสารแนบท้าย บัญชีหลักฐานเรียงตามข้อ OIT",
}
_NOTHING = "ยังไม่มีหลักฐานที่บันทึกไว้"
_DATED = "ลงวันที่"
_OWN_KIND = re.compile("คำสั่ง|ประกาศ|หนังสือ|บันทึก|รายงาน|ระเบียบ|ข้อบังคับ|ข้อบัญญัติ|เทศบัญญัติ|มติ|แผน")
"""With these the number of a document begins where it says itself what the document is."""

_LAST = 10**6
"""The place of what belongs to no item."""


@dataclass
class _Listed:
    """A piece of evidence, or the published link of an item, with what it proves; ``files`` stay letter by letter."""

    title: str
    files: tuple[str, ...] = ()
    about: str = ""
    measures: tuple[int, ...] = ()
    items: tuple[str, ...] = ()


def annex(order: Annex, material: Material) -> Iterator[Part]:
    """The list on a page of its own behind the report."""
    if order is Annex.NONE:
        return
    yield PageEnd()
    yield Heading(material.write(_HEADINGS[order]))
    yield from _list(PartTemplate(Kind.EVIDENCE, columns=USUAL_COLUMNS[Kind.EVIDENCE]), order, material)


def evidence(part: PartTemplate, material: Material) -> Iterator[Part]:
    """The list inside a report: in the order that was chosen for the printing, else in the layout's."""
    chosen = material.options.annex
    yield from _list(part, part.order if chosen is Annex.NONE else chosen, material)


def _list(part: PartTemplate, order: Annex, material: Material) -> Iterator[Part]:
    listed, later = _pieces(material)
    if order is Annex.BY_ITEM:
        listed = sorted((*_published(material), *listed), key=_first_item)
    if listed:
        rows = tuple(_row(part, number, one, order, material) for number, one in enumerate(listed, start=1))
        yield Table(heads(part.columns, material.write), rows, "บัญชีหลักฐาน")
    else:
        yield Paragraph(_NOTHING)
    if later:
        yield Paragraph(material.write(f"ไม่รวมหลักฐานที่ลงวันที่หลังวันสิ้นรอบ {later} รายการ"))


def _pieces(material: Material) -> tuple[list[_Listed], int]:
    """Each piece with every measure and item it proves, and how many pieces are dated after the round."""
    found: dict[object, _Listed] = {}
    later: set[object] = set()
    for piece, numbers, codes in _proofs(material.report):
        key = piece if piece.id is None else piece.id
        if piece.document_date and piece.document_date > material.end_of_round:
            later.add(key)
            continue
        listed = found.setdefault(key, _piece(piece))
        listed.measures = tuple(dict.fromkeys((*listed.measures, *numbers)))
        listed.items = tuple(dict.fromkeys((*listed.items, *codes)))
    return list(found.values()), len(later)


def _proofs(report: Report) -> Iterator[tuple[Evidence, tuple[int, ...], tuple[str, ...]]]:
    """Every piece as a measure or an OIT item has it, with what it proves there."""
    for measure in report.measures:
        for piece in measure.evidence:
            yield piece, (measure.number,), measure.items
    for item in report.disclosure:
        for piece in item.evidence:
            yield piece, (), (item.code,)


def _piece(piece: Evidence) -> _Listed:
    number = _numbered(piece)
    dated = (
        f"{_DATED} {short_day(piece.document_date)}" if piece.document_date and _DATED not in number else ""
    )
    page = _behind("หน้า", piece.page) if piece.page.strip() else ""
    files = tuple(filter(None, (*(file.name for file in piece.current_files), piece.url.strip())))
    return _Listed(plain_lines(piece.title), files, " ".join(filter(None, (number, dated, page))))


def _numbered(piece: Evidence) -> str:
    """The number of a document behind what kind it is, unless she wrote that herself: ประกาศ ก ที่ ๑, ที่ สท ๑/๒."""
    typed = plain_lines(piece.document_number).strip()
    if _OWN_KIND.match(typed):
        return typed
    return f"หนังสือ {typed}" if typed.startswith("ที่") else _behind(piece.kind.label, typed)


def _behind(label: str, words: str) -> str:
    """Words behind their label, unless they begin with it themselves."""
    typed = plain_lines(words).strip()
    return typed if typed.startswith(label) else f"{label} {typed}".strip()


def _published(material: Material) -> Iterator[_Listed]:
    """The links under which the items stand on the website."""
    for item in material.report.disclosure:
        if item.url.strip():
            yield _Listed(item.name.strip(), (item.url.strip(),), "เผยแพร่บนเว็บไซต์", items=(item.code,))


def _first_item(listed: _Listed) -> int:
    return min(map(_number, listed.items), default=_LAST)


def _number(code: str) -> int:
    return int(code[1:]) if code[1:].isdigit() else _LAST


def _row(part: PartTemplate, number: int, listed: _Listed, order: Annex, material: Material) -> Row:
    write = material.write
    cells: Mapping[Field, str] = {
        Field.ORDER: write(str(number)),
        Field.USED_FOR: write(_used_for(listed, order)),
        Field.EVIDENCE: write(joined((listed.title, listed.about))),
        Field.FILES: joined(listed.files),
    }
    return Row(tuple(cells[column.field] for column in part.columns), f"หลักฐานลำดับที่ {thai_digits(number)}")


def _used_for(listed: _Listed, order: Annex) -> str:
    """The measures and items a piece proves; first those that the list is ordered by."""
    measures = f"มาตรการ {_and(map(str, listed.measures))}" if listed.measures else ""
    items = f"ข้อ {_and(map(code_shown, sorted(listed.items, key=_number)))}" if listed.items else ""
    return joined((items, measures) if order is Annex.BY_ITEM else (measures, items))


def _and(words: Iterable[str]) -> str:
    return ", ".join(words)
