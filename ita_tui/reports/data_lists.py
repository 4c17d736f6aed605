"""Fields of several values as one cell of the data sheet holds them: steps, OIT items, daily notes, evidence."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from ita_tui.domain.disclosure import codes_in
from ita_tui.domain.evidence import Evidence, EvidenceFile, EvidenceKind
from ita_tui.domain.measure import FIELD_WORDS, ProgressNote, Step, WorkStatus
from ita_tui.reports.cell_entries import Entry, parted, texts_in
from ita_tui.reports.data_cells import Reading, day_read, day_words, named
from ita_tui.thai.numerals import arabic_digits

_NONE: Final = "-"
_RESPONSIBLE: Final = FIELD_WORDS["responsible"]

_MARKED = re.compile(r"\[(?P<mark>[^\]\n]*?)(?: น้ำหนัก (?P<weight>[0-9]{1,16}))?\] ?(?P<text>.*)", re.DOTALL)
_DATED = re.compile(r"(?P<day>[^:\n]{6,30}):(?: (?P<text>.*))?", re.DOTALL)


def step_entry(step: Step) -> Entry:
    weight = f" น้ำหนัก {step.weight}" if step.weight != 1 else ""
    details = ((_RESPONSIBLE, step.responsible),) if step.responsible else ()
    return Entry(f"[{step.status.label}{weight}] {step.text}", details)


def steps_in(row: Reading) -> Iterator[Step]:
    """Steps; one written without its status in brackets has not been started."""
    for entry in parted(row.text("steps")):
        own = tuple(words for label, words in entry.details if label.strip() == _RESPONSIBLE)
        others = (f"{label}: {words}" for label, words in entry.details if label.strip() != _RESPONSIBLE)
        text, responsible = "\n".join((entry.text, *others)), "\n".join(own)
        marked = _MARKED.fullmatch(text)
        status = named(marked["mark"], WorkStatus) if marked else None
        weight = int(arabic_digits(marked["weight"] or "1")) if marked else 1
        if marked is None or status is None or weight < 1:
            if marked:
                row.refuse("steps", text, "ไม่รู้จักสถานะในวงเล็บ จึงรับเป็นขั้นตอนที่ยังไม่เริ่ม")
            yield Step(text, responsible=responsible)
        else:
            yield Step(marked["text"], status, weight, responsible=responsible)


def items_in(row: Reading) -> Iterator[str]:
    for line in row.text("items").split("\n"):
        code = line.strip()
        if re.fullmatch(r"o[1-9][0-9]{0,2}", code):
            yield code
        elif code:
            codes = codes_in(code)
            if not codes:
                row.refuse("items", code, "ไม่ใช่รหัสข้อ OIT")
            yield from codes


def answers_in(row: Reading) -> Iterator[str]:
    for code in row.text("answers").split():
        if re.fullmatch(r"[ieon][1-9][0-9]{0,2}", code):
            yield code
        else:
            row.refuse("answers", code, "ไม่ใช่รหัสข้อคำถาม ข้อ OIT หรือตัวชี้วัด")


def note_entry(note: ProgressNote) -> Entry:
    return Entry(f"{day_words(note.on)}: {note.text}")


def notes_in(row: Reading) -> Iterator[ProgressNote]:
    for text in texts_in(row.text("notes")):
        dated = _DATED.fullmatch(text)
        day = day_read(dated["day"]) if dated else None
        if dated is None or day is None:
            row.refuse("notes", text, "บันทึกต้องขึ้นต้นด้วยวันที่ เช่น 16/1/2569: ข้อความ จึงไม่ได้นำเข้า")
        else:
            yield ProgressNote(day, dated["text"] or "")


_NUMBER, _PAGE, _DATE, _LINK, _ATTACHED, _NOTE, _FILE = (
    "เลขที่", "หน้า", "ลงวันที่", "ลิงก์", "แนบเมื่อ", "หมายเหตุ", "ไฟล์",
)  # fmt: skip
_FILE_WORDS = re.compile(
    r"(?P<sha256>[0-9a-f]{64}) (?P<slot>\d{1,6})\.(?P<revision>\d{1,6}) (?P<size>\d{1,16}) ไบต์ (?P<added>\S+) (?P<name>.*)",
    re.DOTALL | re.ASCII,
)


def evidence_entry(piece: Evidence) -> Entry:
    texts = (
        (_NUMBER, piece.document_number),
        (_PAGE, piece.page),
        (_DATE, day_words(piece.document_date) if piece.document_date else ""),
        (_LINK, piece.url),
        (_ATTACHED, piece.attached.isoformat() if piece.attached else ""),
        (_NOTE, piece.note),
        *((_FILE, _file_words(file)) for file in piece.files),
    )
    details = tuple((label, text) for label, text in texts if text)
    return Entry(f"[{piece.kind.label}] {piece.title}", details)


def _file_words(file: EvidenceFile) -> str:
    added = file.added.isoformat() if file.added else _NONE
    return f"{file.sha256} {file.slot}.{file.revision} {file.size} ไบต์ {added} {file.name}"


def evidence_in(row: Reading) -> Iterator[Evidence]:
    """Pieces of evidence; one written without its kind in brackets is taken for a link or a document."""
    for entry in parted(row.text("evidence")):
        marked = _MARKED.fullmatch(entry.text)
        kind = named(marked["mark"], EvidenceKind) if marked else None
        if marked and kind:
            title = marked["text"]
        else:
            title = entry.text
            row.refuse("evidence", entry.text, "ไม่รู้จักชนิดหลักฐานในวงเล็บ จึงรับเป็นเลขที่หนังสือ")
        piece = Evidence(title, kind or EvidenceKind.DOCUMENT)
        for label, words in entry.details:
            piece = _with_detail(row, piece, label.strip(), words)
        yield piece


def _with_detail(row: Reading, piece: Evidence, label: str, words: str) -> Evidence:
    known: Mapping[str, Callable[[], Evidence | None]] = {
        _NUMBER: lambda: replace(piece, document_number=words),
        _PAGE: lambda: replace(piece, page=words),
        _LINK: lambda: replace(piece, url=words),
        _NOTE: lambda: replace(piece, note=words),
        _DATE: lambda: _dated(piece, day_read(words)),
        _ATTACHED: lambda: _attached(piece, words),
        _FILE: lambda: _with_file(piece, words),
    }
    changed = known[label]() if label in known else None
    if changed is None:
        row.refuse("evidence", f"{label}: {words}", "อ่านรายละเอียดของหลักฐานนี้ไม่ได้ จึงไม่ได้นำเข้า")
        return piece
    return changed


def _dated(piece: Evidence, day: date | None) -> Evidence | None:
    return replace(piece, document_date=day) if day else None


def _attached(piece: Evidence, words: str) -> Evidence | None:
    moment = _moment(words)
    return replace(piece, attached=moment) if moment else None


def _with_file(piece: Evidence, words: str) -> Evidence | None:
    found = _FILE_WORDS.fullmatch(words)
    if found is None:
        return None
    added = None if found["added"] == _NONE else _moment(found["added"])
    slot, revision = int(found["slot"]), int(found["revision"])
    if min(slot, revision) < 1 or (added is None and found["added"] != _NONE):
        return None
    file = EvidenceFile(found["sha256"], found["name"], int(found["size"]), slot, revision, added)
    return replace(piece, files=(*piece.files, file))


def _moment(words: str) -> datetime | None:
    try:
        return datetime.fromisoformat(words.strip())
    except ValueError:
        return None
