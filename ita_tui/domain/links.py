"""What looks wrong about a link before it is printed; a doubt, never a refusal."""

import re
from urllib.parse import urlsplit

_THAI_DIGIT = re.compile("[๐-๙]")


def link_doubt(link: str) -> str:
    """Say in Thai why a link may not open; empty where it looks well, and where there is none."""
    text = link.strip()
    if re.search(r"\s", text):
        return "ลิงก์มีช่องว่างอยู่ข้างใน อาจคัดลอกมาไม่ครบ"
    try:
        parts = urlsplit(text)
    except ValueError:
        return "ลิงก์เขียนไม่ถูกรูปแบบ"
    wrong = (
        (bool(text) and parts.scheme not in {"http", "https"}, "ลิงก์ควรขึ้นต้นด้วย http:// หรือ https://"),
        (bool(text) and "." not in parts.netloc.strip("."), "ลิงก์ไม่มีชื่อเว็บไซต์"),
        (bool(_THAI_DIGIT.search(text)), "ลิงก์มีเลขไทย ซึ่งมักทำให้เปิดไม่ได้"),
    )
    return next((words for is_so, words in wrong if is_so), "")
