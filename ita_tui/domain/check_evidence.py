"""What is checked of the evidence: that its files are there as they were, that it names something, and its date."""

from collections.abc import Iterator

from ita_tui.domain.evidence import Evidence, EvidenceFile, FileState
from ita_tui.domain.findings import (
    About,
    Checked,
    Finding,
    Level,
    Rule,
    about_measure,
    mark_of,
    one_line,
)
from ita_tui.thai.dates import short_date
from ita_tui.thai.numerals import digits, shown


def lost_files(checked: Checked) -> Iterator[Finding]:
    """A file that is missing from the vault or was changed in it: blocks where it is the newest revision."""
    for piece, about in evidence_once(checked):
        current = piece.current_files
        for file in piece.files:
            state = checked.files.get(file.sha256, FileState.PRESENT)
            if state is not FileState.PRESENT:
                yield _lost(file, state, about, current=file in current)


def _lost(file: EvidenceFile, state: FileState, about: About, *, current: bool) -> Finding:
    older = "" if current else f" (ฉบับเก่า ฉบับที่ {digits(file.revision)})"
    why = {
        FileState.MISSING: "ไม่พบไฟล์ในคลังหลักฐานข้างฐานข้อมูล จึงส่งให้ผู้ตรวจไม่ได้",
        FileState.CHANGED: "เนื้อหาในคลังหลักฐานไม่ตรงกับลายนิ้วมือที่บันทึกไว้เมื่อแนบ",
        FileState.REMOVED: "ลบสำเนาไว้พร้อมเหตุผลเมื่อปิดปี รายการที่ลบอยู่ในประวัติการแก้ไข",
        FileState.PRESENT: "",
    }[state]
    removed = state is FileState.REMOVED
    return about.found(
        "lost_file",
        Level.BLOCKS if current and not removed else Level.NOTES,
        f"{state.label}: {shown(file.name)}{older}",
        why=why,
        do="หากต้องใช้ไฟล์นี้ ให้แนบไฟล์เดิมอีกครั้ง" if removed else "นำไฟล์เดิมกลับมาแนบใหม่ หรือแนบฉบับที่ถูกต้อง",
        mark=mark_of(file.sha256, state),
    )


def names_nothing(checked: Checked) -> Iterator[Finding]:
    """A piece of evidence with neither file, link nor document number: nobody can look at it."""
    for piece, about in evidence_once(checked):
        if piece.files or piece.url.strip() or piece.document_number.strip():
            continue
        yield about.found(
            "evidence_names_nothing",
            Level.WARNS,
            f"หลักฐานชนิด{piece.kind.label}นี้ไม่มีไฟล์ ลิงก์ หรือเลขที่หนังสือ",
            why="ผู้ตรวจเปิดดูไม่ได้",
            do="แนบไฟล์ หรือใส่ลิงก์หรือเลขที่หนังสือ",
            mark=mark_of(piece.kind, piece.title),
        )


def dated_outside(checked: Checked) -> Iterator[Finding]:
    """A document that proves a measure and is dated outside the fiscal year. The day it was attached does not matter.

    Documents of OIT items are not meant: what must stand on the website may be older. Nor are those of proposals:
    they prove nothing of this year.
    """
    year = checked.report.year
    for piece, about in evidence_once(checked):
        day = piece.document_date
        if day is None or about.measure is None or year.first <= day <= year.last:
            continue
        yield about.found(
            "evidence_outside_year",
            Level.WARNS,
            f"ลงวันที่ {short_date(day)} อยู่นอกปีงบประมาณ {digits(year.be)}",
            why="หลักฐานของปีอื่นไม่ยืนยันผลของปีนี้",
            do="ตรวจวันที่ของเอกสาร หรือแนบหลักฐานของปีนี้",
            mark=mark_of(day),
        )


def evidence_once(checked: Checked) -> Iterator[tuple[Evidence, About]]:
    """Each piece of evidence once, told of the first measure, proposal or OIT item that has it."""
    seen: set[object] = set()
    for measure in checked.planned:
        for piece in measure.evidence:
            if _new(piece, seen):
                yield piece, _about(piece, about_measure(measure))
    for item in checked.report.disclosure:
        about = About("", f"item:{item.code}", f"ข้อ {item.code}", place=item.code)
        for piece in item.evidence:
            if _new(piece, seen):
                yield piece, _about(piece, about)


def _new(piece: Evidence, seen: set[object]) -> bool:
    """Whether it was not seen yet; a piece without an id is another one unless all of it is the same."""
    key: object = piece if piece.id is None else piece.id
    if key in seen:
        return False
    seen.add(key)
    return True


def _about(piece: Evidence, owner: About) -> About:
    title = one_line(piece.title)
    return About(
        "" if piece.id is None else f"evidence:{piece.id}",
        owner.where,
        f"{owner.name} · หลักฐาน «{shown(title)}»",
        f"{owner.place} {title}".strip(),
        "evidence",
        owner.measure,
        owner.measure_id,
    )


RULES = (
    Rule("lost_file", "ไฟล์หลักฐานอยู่ครบและไม่ถูกแก้ไข", lost_files),
    Rule("evidence_names_nothing", "หลักฐานทุกรายการมีไฟล์ ลิงก์ หรือเลขที่หนังสือ", names_nothing),
    Rule("evidence_outside_year", "หลักฐานลงวันที่ในปีงบประมาณ", dated_outside),
)
