"""Pages as they are arranged for print, of any length and with every kind of part, for the tests of the exporters."""

from ita_tui.reports.page import (
    Align,
    FormLine,
    Head,
    Heading,
    Page,
    PageEnd,
    Paragraph,
    Part,
    Properties,
    QrCode,
    Row,
    Signature,
    Table,
    Title,
)

SENTENCES = (
    "จัดประชุมชี้แจงเจ้าหน้าที่ทุกส่วนราชการให้เข้าใจขั้นตอนการให้บริการประชาชนและระยะเวลาที่ใช้ในแต่ละงาน",
    "ปรับปรุงคู่มือการใช้ทรัพย์สินของราชการ พร้อมแบบฟอร์มการยืมและการส่งคืน แล้วเผยแพร่ที่ www.example.go.th/manual?id=2569",
    "สำรวจความพึงพอใจของผู้มาติดต่อราชการเป็นประจำทุกเดือน และสรุปผลเสนอผู้บริหารเพื่อสั่งการแก้ไข",
    "ติดประกาศช่องทางร้องเรียนการทุจริตไว้ที่จุดบริการ หน้าห้องปฏิบัติงาน และเพจของหน่วยงาน",
    "มีผู้เข้าร่วม 342 คน จาก 11 หมู่บ้าน ข้อเสนอแนะส่วนใหญ่เกี่ยวกับถนนและไฟส่องสว่าง",
)
LINK = "https://itas.example.go.th/go/eit?tokenId=2759482"


def paragraphs(count: int, first: int = 0) -> str:
    return "\n".join(f"{n + 1}. {SENTENCES[(first + n) % len(SENTENCES)]}" for n in range(count))


HEADS = (
    Head("มาตรการ", 18),
    Head("วิธีการดำเนินการ", 30),
    Head("ผู้รับผิดชอบ", 12),
    Head("ระยะเวลา", 12, Align.CENTER),
    Head("ผลการดำเนินการ", 28),
)
SIGNATURE = Signature(
    ("คณะกรรมการขับเคลื่อน", "องค์การบริหารส่วนตำบลทุ่งตัวอย่าง"),
    (("(ลงชื่อ)…………", "(นายตัวอย่าง หนึ่ง)", "ประธานกรรมการ"), ("(ลงชื่อ)…………", "(นางตัวอย่าง สอง)", "เลขานุการ")),
)
SIGNED_ROWS = 5  # the committee's two lines, three lines to sign on


def measure_row(number: int, *, steps: int = 3, results: int = 2) -> Row:
    cells = (
        f"{number}. ยกระดับคุณภาพการให้บริการและการมีส่วนร่วมของประชาชนในตำบล",
        paragraphs(steps, number),
        "สำนักปลัด งานธุรการ\nกองคลัง",
        "ต.ค. ๒๕๖๕ – ก.ย. ๒๕๖๖",
        paragraphs(results, number + 2),
    )
    return Row(cells, f"มาตรการ {number}")


def page_with(*parts: Part, code: str = "", memo: tuple[Part, ...] = ()) -> Page:
    properties = Properties("รายงานผล ปี ๒๕๖๖", "องค์การบริหารส่วนตำบลทุ่งตัวอย่าง", 2566, "progress")
    return Page(parts, properties, thai_numerals=True, code=code, memo=memo)


def page_of(*rows: Row, link: str = LINK) -> Page:
    return page_with(
        Title(("รายงานผลการดำเนินการตามมาตรการ", "ปีงบประมาณ พ.ศ. ๒๕๖๖")),
        Paragraph(SENTENCES[0]),
        Table(HEADS, rows),
        Heading("การตอบแบบวัด EIT"),
        Paragraph("ลิงก์ของแบบวัดคือ"),
        Paragraph(link, link),
        SIGNATURE,
    )


TWELVE = page_of(*(measure_row(n, steps=1 + n % 5, results=30 if n == 7 else n % 4) for n in range(1, 13)))

RANKED = Table(
    (Head("อันดับ", 8, Align.CENTER), Head("ตัวชี้วัด", 72), Head("คะแนน", 20, Align.RIGHT)),
    tuple(
        Row((str(n), f"การปฏิบัติหน้าที่และการเปิดเผยข้อมูล {n}", f"{90 - n}.๕๐"), f"ตัวชี้วัด {n}") for n in range(1, 11)
    ),
    "การจัดอันดับ",
)
ANALYSED = Table(
    (Head("ประเด็น", 15), Head("ข้อคำถาม", 35), Head("การวิเคราะห์", 50)),
    tuple(
        Row(
            ("" if n % 3 else f"ประเด็นที่ {n // 3 + 1}", f"i{n} {SENTENCES[n % 5]}", paragraphs(2, n)),
            f"ข้อคำถาม i{n}",
            frozenset({0}) if n % 3 else frozenset(),
        )
        for n in range(9)
    ),
    "การวิเคราะห์",
)
MEMO = (
    Title(("บันทึกข้อความ",), of_form=True),
    FormLine((("ส่วนราชการ", "องค์การบริหารส่วนตำบลทุ่งตัวอย่าง"),)),
    FormLine((("ที่", "สม ๑๒๓/๒๕๖๖"), ("วันที่", "๑๖ ตุลาคม ๒๕๖๖"))),
    FormLine((("เรื่อง", "รายงานผลการดำเนินการตามมาตรการ"),)),
    FormLine((("เรียน", "นายกองค์การบริหารส่วนตำบลทุ่งตัวอย่าง"),), plain=True),
    Paragraph(SENTENCES[2]),
    Signature((), SIGNATURE.signatures[:1]),
)
EVERYTHING = page_with(
    *page_of(*(measure_row(n, results=25 if n == 3 else 2) for n in range(1, 6))).parts[:-1],
    QrCode(LINK, "สแกนเพื่อตอบแบบวัด"),
    Heading("การจัดอันดับตัวชี้วัด"),
    RANKED,
    Heading("การวิเคราะห์ตามประเด็น"),
    ANALYSED,
    SIGNATURE,
    PageEnd(),
    Heading("ภาคผนวก"),
    Table((Head("ที่", 10), Head("หลักฐาน", 90)), (Row(("๑", "คำสั่งแต่งตั้งคณะกรรมการ"), "หลักฐาน ๑"),)),
    code="AB12-CD34",
    memo=MEMO,
)
"""A report with a memo before it, several tables, a QR code, two places to sign and an annex."""
