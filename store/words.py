"""What the history calls the fields and things that the domain has no word of its own for."""

from collections.abc import Mapping, Sequence

from ita_tui.thai.numerals import thai_digits

AGENCY: Mapping[str, str] = {
    "name": "ชื่อหน่วยงาน",
    "district": "อำเภอ",
    "province": "จังหวัด",
    "kind": "ประเภทหน่วยงาน",
    "size": "ขนาด",
}
SURVEY: Mapping[str, str] = {
    "population": "ผู้มีส่วนได้ส่วนเสียทั้งหมด",
    "official_minimum": "ค่าขั้นต่ำ",
    "official_reason": "ที่มาของค่าขั้นต่ำ",
    "opens": "วันเปิด",
    "closes": "วันปิด",
    "link": "ลิงก์",
}
DISCLOSURE: Mapping[str, str] = {
    "name": "ชื่อข้อ",
    "group": "กลุ่ม",
    "responsible": "ผู้รับผิดชอบ",
    "divisions": "ส่วนราชการ",
    "sections": "งาน",
    "url": "ลิงก์",
    "status": "สถานะ",
    "note": "หมายเหตุ",
    "seen": "วันที่เห็นบนเว็บไซต์",
}
EVIDENCE: Mapping[str, str] = {
    "title": "ชื่อหลักฐาน",
    "kind": "ประเภท",
    "url": "ลิงก์",
    "document_number": "เลขที่หนังสือ",
    "page": "หน้า",
    "document_date": "วันที่ของเอกสาร",
    "attached": "วันที่แนบ",
    "note": "หมายเหตุ",
}

MEETING: Mapping[str, str] = {
    "number": "ครั้งที่",
    "held": "วันประชุม",
    "time": "เวลา",
    "place": "สถานที่",
    "attendance": "ผู้มาประชุม",
    "agenda": "ระเบียบวาระ",
    "resolutions": "มติ",
    "minutes": "บันทึกการประชุม",
    "ended": "การปิดประชุม",
}


def measure_name(number: int, *, proposal: bool) -> str:
    """มาตรการ ๔, or ข้อเสนอมาตรการ ๔."""
    return f"{'ข้อเสนอมาตรการ' if proposal else 'มาตรการ'} {thai_digits(number)}"


def measures_name(measures: Sequence[tuple[int, bool]]) -> str:
    """The one measure (number, whether a proposal) by its number, several by how many they are."""
    if len(measures) == 1:
        return measure_name(measures[0][0], proposal=measures[0][1])
    word = "ข้อเสนอมาตรการ" if all(proposal for _, proposal in measures) else "มาตรการ"
    return f"{word} {thai_digits(len(measures))} รายการ"


def differing(fields: Mapping[str, str], old: object, new: object) -> tuple[str, ...]:
    """The names of the fields in which two values differ."""
    return tuple(name for name in fields if getattr(old, name) != getattr(new, name))


def listed(fields: Mapping[str, str], names: Sequence[str]) -> str:
    """The Thai words of fields: ผลการดำเนินการ, สถานะ."""
    return ", ".join(fields[name] for name in names)
