"""Names that files have or may have, and what Windows takes for one."""

import re

LONG = (
    "หนังสือแจ้งเวียนประมวลจริยธรรมและข้อบังคับว่าด้วยการใช้ทรัพย์สินของราชการให้ทุกส่วนราชการถือปฏิบัติโดยเคร่งครัด"[:100] + ".pdf"
)
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³")}


def is_legal_on_windows(name: str) -> bool:
    return (
        bool(name)
        and not re.search(
            r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]', name
        )
        and name == name.strip(" ").rstrip(".")
        and name.split(".", maxsplit=1)[0].strip().lower() not in DEVICES
    )


HOSTILE = (
    "CON", "con.txt", "NUL.tar.gz", "COM1", "LPT¹.pdf", "../../etc/passwd", "C:\\Windows\\x.exe", 'a<b>c:d"e|f?g*h.pdf', "...", " . ",
    "", "ชื่อ. ", "ชื่อ.pdf.", "\u202egnp.exe", "ก\u200bข.pdf", "tab\tline\nname.pdf", "\x00\x1f", "😀.jpg", "\ud800.pdf", ".htaccess",
    "ไฟล์.เลขที่ ๑", "a" * 300 + ".jpeg", "ที่" * 104 + ".pdf", LONG, "e\u0301.txt", "ก.pdf", "ก.PDF", "Ｆ.pdf", "f.pdf", "100%.pdf", "ก#ข",
)  # fmt: skip
