"""The contents of the sample year's evidence files: small, real files, the same bytes on every machine."""

import struct
import zlib
from collections.abc import Callable, Mapping

_TEXTS = {
    "คู่มือการให้บริการประชาชน (ฉบับร่าง).txt": """คู่มือการให้บริการประชาชน (ฉบับร่าง)

๑. การขอรับการสนับสนุนน้ำอุปโภคบริโภค ใช้เวลา ๑ วันทำการ
๒. การขออนุญาตก่อสร้างอาคาร ใช้เวลาตามที่กฎหมายกำหนด
๓. การแจ้งซ่อมไฟฟ้าสาธารณะ ใช้เวลา ๓ วันทำการ

ฉบับร่าง เสนอที่ประชุมเพื่อพิจารณา
""",
    "คู่มือการให้บริการประชาชน.txt": """คู่มือการให้บริการประชาชน

๑. การขอรับการสนับสนุนน้ำอุปโภคบริโภค ใช้เวลาไม่เกิน ๔ ชั่วโมง
๒. การขออนุญาตก่อสร้างอาคาร ใช้เวลาตามที่กฎหมายกำหนด
๓. การแจ้งซ่อมไฟฟ้าสาธารณะ ใช้เวลา ๒ วันทำการ
๔. การชำระภาษีท้องถิ่น ใช้เวลาไม่เกิน ๕ นาทีต่อราย

ขั้นตอน เอกสารที่ใช้ และค่าธรรมเนียมของแต่ละงานแสดงไว้ท้ายคู่มือ
""",
    "คำสั่งมอบหมายผู้รับผิดชอบข้อมูล OIT.txt": """คำสั่งองค์การบริหารส่วนตำบลทุ่งตะวันฉาย
เรื่อง มอบหมายผู้รับผิดชอบการเปิดเผยข้อมูลสาธารณะ (OIT)

๑. สำนักปลัด รับผิดชอบข้อมูลพื้นฐาน การบริหารงาน และการป้องกันการทุจริต
๒. กองคลัง รับผิดชอบข้อมูลการจัดซื้อจัดจ้างและการใช้จ่ายงบประมาณ
๓. หน่วยตรวจสอบภายใน ติดตามและรายงานความครบถ้วนทุกสิ้นเดือน
""",
    "ประกาศนโยบายไม่รับของขวัญ.txt": """ประกาศองค์การบริหารส่วนตำบลทุ่งตะวันฉาย
เรื่อง นโยบายไม่รับของขวัญจากการปฏิบัติหน้าที่ (No Gift Policy)

ผู้บริหาร สมาชิกสภา ข้าราชการ และพนักงานจ้างทุกคน
ไม่รับของขวัญหรือประโยชน์อื่นใดอันเนื่องมาจากการปฏิบัติหน้าที่
""",
}  # fmt: skip


def files_of_the_sample() -> Mapping[str, bytes]:
    """File name to content."""
    made = {name: text.encode() for name, text in _TEXTS.items()}
    made["รายงานการประชุมประชาคมท้องถิ่น.pdf"] = _pdf("Minutes of the community meeting, a sample")
    made["รายงานผลการจัดซื้อจัดจ้างรายเดือน.pdf"] = _pdf("Monthly procurement summary, a sample")
    made["ภาพประชุมประชาคมท้องถิ่น.png"] = _png(48, 32, lambda x, y: (40 + 4 * x, 90 + 3 * y, 160))
    made["ภาพพิธีประกาศเจตนารมณ์.png"] = _png(48, 32, lambda x, y: (200, 60 + 2 * x, 40 + 5 * y))
    return made


def _pdf(line: str) -> bytes:
    """One A4 page with one line; in Latin letters, because a PDF shows Thai only with a font inside it."""
    font = b"<< /Font << /F1 5 0 R >> >>"
    drawing = f"BT /F1 18 Tf 72 760 Td ({line}) Tj ET".encode("ascii")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources %s >>" % font,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return body + table + trailer


def _png(width: int, height: int, colour: Callable[[int, int], tuple[int, int, int]]) -> bytes:
    """A small picture. Its pixels are stored, not compressed: compressors differ, and a digest must not."""
    rows = b"".join(b"\0" + b"".join(bytes(colour(x, y)) for x in range(width)) for y in range(height))
    stored = b"\x01" + struct.pack("<HH", len(rows), len(rows) ^ 0xFFFF) + rows
    pixels = b"\x78\x01" + stored + struct.pack(">I", zlib.adler32(rows))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
