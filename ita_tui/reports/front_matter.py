"""What stands around the tables: the memo before them, title and intro above, the place to sign below."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from ita_tui.reports.material import Material
from ita_tui.reports.options import Memo
from ita_tui.reports.page import (
    DOTS,
    FormLine,
    Paragraph,
    Part,
    Signatory,
    Signature,
    Title,
    signature_lines,
)
from ita_tui.reports.writing import long_day

_MEMO_SAYS = (
    "ด้วย{agency}ได้จัดทำรายงานตามเรื่องข้างต้นเสร็จเรียบร้อยแล้ว รายละเอียดปรากฏตามรายงานที่แนบมาพร้อมนี้",
    "จึงเรียนมาเพื่อโปรดพิจารณา",
)


def title_of(material: Material) -> tuple[str, ...]:
    """The title's lines, in the report's numerals."""
    return material.all_filled(material.layout.title_lines)


def memo(material: Material) -> Iterator[Part]:
    """What goes before the report where a memo is wanted; what is not known of it is dotted."""
    asked = material.options.memo
    if asked is None:
        return
    subject = material.filled(asked.subject) or _subject(material)
    yield Title(("บันทึกข้อความ",), of_form=True)
    yield from _form(asked, subject, material)
    yield from map(Paragraph, material.typed(asked.paragraphs or _MEMO_SAYS, subject=subject))
    yield from _signed((), asked.signatories or material.options.signatories, material)


def _subject(material: Material) -> str:
    """The report's title in one line, without the lines that say where the agency lies."""
    lines = (line for line in material.layout.title_lines if not re.search(r"\{(district|province)\}", line))
    return " ".join(material.all_filled(lines))


def _form(memo: Memo, subject: str, material: Material) -> Iterator[FormLine]:
    fill, write = partial(material.filled, subject=subject), material.write
    day = memo.dated or material.options.today
    yield FormLine((("ส่วนราชการ", fill(memo.office) or write(material.known["agency"])),))
    yield FormLine((("ที่", fill(memo.number)), ("วันที่", write(long_day(day)) if day else "")))
    yield FormLine((("เรื่อง", subject),))
    yield FormLine((("เรียน", fill(memo.to) or DOTS),), plain=True)


def opening(material: Material) -> Iterator[Part]:
    """Title and intro: the layout's, or her own paragraphs in its place."""
    if lines := title_of(material):
        yield Title(lines)
    own = material.options.intro
    if own is None:
        yield from map(Paragraph, material.all_filled(material.layout.intro))
    else:
        yield from map(Paragraph, material.typed(own))


def signing(material: Material) -> Iterator[Part]:
    """The committee's name and the lines to sign on."""
    options, layout = material.options, material.layout
    own = options.committee
    committee = material.all_filled(layout.committee) if own is None else material.typed(own)
    yield from _signed(committee, options.signatories, material)


def _signed(committee: tuple[str, ...], who: Sequence[Signatory], material: Material) -> Iterator[Part]:
    """A place to sign for each; for the layout's positions where nobody is named, none where it has none."""
    signing = who or tuple(Signatory(position=position) for position in material.layout.positions)
    lines = tuple(tuple(map(material.filled, signature_lines(one))) for one in signing)
    if committee or lines:
        yield Signature(committee, lines)
