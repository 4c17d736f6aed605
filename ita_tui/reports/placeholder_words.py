"""The placeholders in Thai words, for texts that the secretary edits herself: {หน่วยงาน} is {agency} of the layouts."""

import re
from collections.abc import Mapping

THAI_WORDS: Mapping[str, str] = {
    "agency": "หน่วยงาน",
    "district": "อำเภอ",
    "province": "จังหวัด",
    "year": "ปี",
    "round": "รอบ",
    "dates": "ช่วงวันที่",
    "date": "วันที่",
    "score": "คะแนน",
    "level": "ระดับ",
    "score_year": "ปีของคะแนน",
    "highest": "ตัวชี้วัดสูงสุด",
    "highest_score": "คะแนนสูงสุด",
    "lowest": "ตัวชี้วัดต่ำสุด",
    "lowest_score": "คะแนนต่ำสุด",
    "measures": "จำนวนมาตรการ",
    "completed": "จำนวนแล้วเสร็จ",
    "in_progress": "จำนวนกำลังดำเนินการ",
    "not_started": "จำนวนยังไม่เริ่ม",
    "cancelled": "จำนวนไม่ดำเนินการ",
    "percent": "ร้อยละ",
    "subject": "เรื่อง",
}
"""Each placeholder of layouts and memos by the word that she types for it."""

NAMES: Mapping[str, str] = {words: name for name, words in THAI_WORDS.items()}

PLACEHOLDER = re.compile(r"\{([a-z_]+|[ก-๛]+)\}")
"""A placeholder in a text of hers, by its name in layouts or its Thai word."""


def to_be_edited(template: str) -> str:
    """A layout's template as she edits it: its placeholders in Thai words, its doubled braces single."""
    in_words = PLACEHOLDER.sub(lambda found: f"{{{THAI_WORDS.get(found[1], found[1])}}}", template)
    return in_words.replace("{{", "{").replace("}}", "}")


def unknown_in(text: str) -> tuple[str, ...]:
    """What looks like a placeholder in a text of hers and is none, as it was typed; it is printed as it stands."""
    found = PLACEHOLDER.finditer(text)
    return tuple(dict.fromkeys(one[0] for one in found if one[1] not in THAI_WORDS and one[1] not in NAMES))
