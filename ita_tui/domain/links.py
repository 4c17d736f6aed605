"""What looks wrong about a link before it is printed; a doubt, never a refusal."""

import re
from urllib.parse import urlsplit

_THAI_DIGIT = re.compile("[๐-๙]")


def link_doubt(link: str) -> str:
    """Say in Thai why a link may not open; empty where it looks well, and where there is none."""
    text = link.strip()
    if not text:
        return ""
    if re.search(r"\s", text):
        return "ลิงก์มีช่องว่างอยู่ข้างใน อาจคัดลอกมาไม่ครบ"
    try:
        parts = urlsplit(text)
    except ValueError:
        return "ลิงก์เขียนไม่ถูกรูปแบบ"
    if parts.scheme not in {"http", "https"}:
        return "ลิงก์ควรขึ้นต้นด้วย http:// หรือ https://"
    if "." not in parts.netloc.strip("."):
        return "ลิงก์ไม่มีชื่อเว็บไซต์"
    if _THAI_DIGIT.search(text):
        return "ลิงก์มีเลขไทย ซึ่งมักทำให้เปิดไม่ได้"
    return ""
