"""The two text files of a bundle: what it is and how to check it, for people; the sums, for a program."""

from collections.abc import Iterable

from exports.bundle_plan import INDEX, MANIFEST, Plan
from ita_tui.thai.numerals import thai_digits

_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r"})


def manifest(sums: Iterable[tuple[str, str]]) -> bytes:
    """SHA256SUMS of files by path and digest (64 hex digits), as ``sha256sum -c`` takes it.

    A name with a backslash or a line end is escaped as coreutils does, its line beginning with a backslash.
    """
    return "".join(_sum_line(path, digest) for path, digest in sums).encode()


def _sum_line(path: str, digest: str) -> str:
    escaped = path.translate(_ESCAPES)
    mark = "\\" if escaped != path else ""
    return f"{mark}{digest}  {escaped}\n"


def readme(agency: str, year: int, plan: Plan) -> bytes:
    """README.txt in Thai, with the byte-order mark and the line ends that old editors of Windows need."""
    pieces, stored, reports, missing = map(
        thai_digits, (plan.pieces, len(plan.stored), len(plan.reports), len(plan.left_out))
    )
    lines = (
        f"ชุดหลักฐานการประเมินคุณธรรมและความโปร่งใส (ITA) ปีงบประมาณ พ.ศ. {thai_digits(year)}",
        agency,
        "",
        "ในชุดนี้มี",
        f"- รายงาน: {reports} ไฟล์ ในโฟลเดอร์ รายงาน",
        f"- หลักฐาน: {pieces} รายการ เก็บไว้ {stored} ไฟล์ ในโฟลเดอร์ หลักฐาน แยกตามมาตรการ",
        "  หลักฐานที่ใช้กับหลายมาตรการเก็บไว้ที่เดียว ในโฟลเดอร์ของมาตรการแรก",
        f"- {INDEX}: บอกว่าหลักฐานใดเป็นของมาตรการและข้อ OIT ใด คลิกชื่อไฟล์เพื่อเปิด",
        f"- {MANIFEST}: ลายนิ้วมือ (SHA-256) ของทุกไฟล์ ใช้ตรวจว่าไฟล์ครบและไม่ถูกแก้ไข",
        *((f"ไฟล์หลักฐานที่หายไปหรือถูกแก้ไขจึงไม่ได้รวมไว้: {missing} ไฟล์ ดูในดัชนี",) if plan.left_out else ()),
        "",
        "ก่อนเปิดดัชนี ให้แตกไฟล์ zip ทั้งหมดลงในโฟลเดอร์ก่อน ลิงก์ในดัชนีจึงจะเปิดไฟล์ได้",
    )
    return "\r\n".join((*lines, *_HOW_TO_CHECK, "")).encode("utf-8-sig")


_ON_WINDOWS = (
    f"Get-Content {MANIFEST} -Encoding UTF8 | ForEach-Object {{ $sum, $name = $_ -split '  ', 2;"
    " if ((Get-FileHash -LiteralPath $name -Algorithm SHA256).Hash -eq $sum)"
    ' { "ถูกต้อง $name" } else { "ไม่ตรง $name" } }'
)
_HOW_TO_CHECK = (
    "",
    "วิธีตรวจบน Windows: เปิด PowerShell ในโฟลเดอร์นี้ แล้ววางคำสั่งนี้",
    _ON_WINDOWS,
    "",
    "วิธีตรวจบน Linux (และบน macOS ตามบรรทัดที่สอง): เปิดหน้าต่างคำสั่งในโฟลเดอร์นี้ แล้วพิมพ์",
    f"sha256sum -c {MANIFEST}",
    f"shasum -a 256 -c {MANIFEST}",
)
