"""What is worth knowing before a report is written, a line each; a line that begins with "!" warns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from textual.content import Content

from ita_tui.domain.personal_data import Finding
from ita_tui.domain.rounds import FrozenRound
from ita_tui.errors import ItaError
from ita_tui.tasks import SignedCopy
from ita_tui.thai.dates import short_date
from ita_tui.thai.numerals import digits, said
from screens.export_forms import ExportForm
from screens.personal_data import findings_words

ABOUT_JSON = (
    "ไฟล์ .json เก็บข้อมูลทั้งปีไว้ครบ ทั้งมาตรการ ความคืบหน้า แบบวัด ข้อ OIT และคะแนน เพื่อส่งต่อหรือนำกลับเข้าโปรแกรมนี้\n"
    "ไม่ใช้แบบรายงาน เลขไทย รอบ และผู้ลงนาม · ไฟล์หลักฐานไม่รวมอยู่ด้วย มีเพียงรหัสตรวจสอบของไฟล์\n"
    "ข้อมูลส่วนบุคคลที่พิมพ์ไว้ในช่องใดอยู่ในไฟล์นี้ด้วย ไม่ควรเผยแพร่"
)
_ABOUT_BUNDLE = "ชุดหลักฐานมีรายงานนี้ ไฟล์หลักฐานเรียงเลข สารบัญ และรหัสตรวจสอบของทุกไฟล์"
_EMBEDDED = "✓ ฝังแบบอักษร Sarabun ไว้ในไฟล์ พิมพ์จากเครื่องใดก็เหมือนกัน"


@dataclass(frozen=True)
class Machine:
    """What this machine can print: typefaces by name and whether they are installed, and why no PDF can be made."""

    faces: Mapping[str, bool] = field(default_factory=dict)
    no_pdf: ItaError | None = None


@dataclass(frozen=True)
class Doubts:
    """What may be wrong with a report: layouts that cannot be used, the link it prints, what may be personal.

    ``signed`` tells what stands signed of its round, and whether that is printed.
    """

    layouts: Sequence[ItaError] = ()
    link: str = ""
    findings: Sequence[Finding] = ()
    signed: Sequence[str] = ()


def notes(form: ExportForm, face: str, machine: Machine, doubts: Doubts) -> Content:
    """The lines for what is chosen, warnings in their colour."""
    lines = (line for line in _lines(form, face, machine, doubts) if line)
    return Content("\n").join(
        Content.styled(said(line), "$text-warning" if line.startswith("!") else "$foreground-muted")
        for line in lines
    )


def about_signed(frozen: FrozenRound | None, copy: SignedCopy | None, layout: str) -> tuple[str, ...]:
    """What is to be known of a round that stands signed, ``copy`` where that is what will be printed."""
    if frozen is None:
        return ()
    at = f"{short_date(frozen.at.date())} รหัส {frozen.code}"
    if copy is None:
        return (f"! รอบนี้ลงนามแล้วเมื่อ {at} · ไฟล์นี้เป็นข้อมูลปัจจุบัน จึงไม่มีรหัสตรวจสอบ",)
    said = f"✓ พิมพ์ตามที่ลงนามเมื่อ {at}"
    if copy.printing.layout == layout:
        return (said,)
    return (said, f"! ลงนามด้วยแบบ {copy.printing.layout} · ไฟล์นี้พิมพ์ข้อมูลเดียวกันด้วยแบบ {layout}")


def _lines(form: ExportForm, face: str, machine: Machine, doubts: Doubts) -> Iterator[str]:
    if form.is_page:
        yield from doubts.signed
    if form is ExportForm.PDF:
        yield from _about_pdf(machine)
    elif form.is_page and machine.faces:
        yield _about_face(form, face, machine.faces)
    if form.is_page:
        yield f"! ลิงก์ EIT: {doubts.link} · แก้ที่ตั้งค่าแบบวัด (F4)" if doubts.link else ""
        yield findings_words(doubts.findings)
    if form.is_bundle:
        yield _ABOUT_BUNDLE
    if doubts.layouts:
        count = digits(len(doubts.layouts))
        yield f"! แบบรายงานที่ท่านทำเองใช้ไม่ได้ {count} แบบ · กด l ดูสาเหตุ"


def _about_pdf(machine: Machine) -> Iterator[str]:
    if machine.no_pdf is None:
        yield _EMBEDDED
    else:
        yield f"! {machine.no_pdf.happened}"
        yield f"! {machine.no_pdf.do}"


def _about_face(form: ExportForm, face: str, faces: Mapping[str, bool]) -> str:
    """Whether the typeface of what is written is on this machine, and what to do where it is not."""
    named = face if form.has_workbook else next(iter(faces))
    if faces.get(named):
        return f"✓ พบแบบอักษร {named} ในเครื่องนี้"
    there = next((name for name, found in faces.items() if found), "")
    other = f"เลือก {there}" if there and form.has_workbook else "ส่งออกเป็น PDF"
    return f"! ไม่พบแบบอักษร {named} ในเครื่องนี้ ถ้าจะพิมพ์จากเครื่องนี้ให้ติดตั้งก่อน หรือ{other}"
