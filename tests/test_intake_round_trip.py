"""Whatever measures a report holds, and wherever its pages break, they read back as they were written."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.thai.numerals import thai_digits
from tests.long_series import length
from tests.reading_in import read_text

YEAR = FiscalYear(2566)
HEAD = "มาตรการ\tวิธีการดำเนินการ\tผู้รับผิดชอบ\tระยะเวลา\tผลการดำเนินการ"
WORDS = (
    "จัดทำ", "ปรับปรุง", "เว็บไซต์", "ข้อมูล", "น้ำประปา", "ที่ศาลา", "กองคลัง", "ผู้รับผิดชอบ", "[ร่าง]", "=สรุป", "แล้วเสร็จ",
    "พ.ศ. ๒๕๖๖", "๙.๔", "E-Service", "<ไม่ใช่แท็ก>", "&", '"คำพูด"', "๒ ครั้ง", "ฯลฯ", "-ข้อย่อย", "มาตรการ",
)  # fmt: skip
phrases = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
titles = st.builds("{}{}".format, st.sampled_from(("เปิดเผย", "ส่งเสริม", "ป้องกัน")), phrases)
rows = st.tuples(
    titles, phrases, phrases, st.sampled_from(("ก.พ. – เม.ย. ๒๕๖๖", "ตลอดปีงบประมาณ", "")), phrases
)
breaks = st.sampled_from(
    (
        (),
        (),
        ("", HEAD),
        ("- ๓ -", HEAD),
        ("\x0c", HEAD.replace("ระยะเวลา", "ระยะ เวลา")),
        ("หน้า ๒ จาก ๕", "", HEAD),
    )
)

tags = st.sampled_from(("{}", "<p>{}</p>", "<b>{}</b>", '<p style="x: y">{}</p> '))


@settings(deadline=None, max_examples=length(30, 1000))
@given(st.lists(st.tuples(rows, breaks, tags), min_size=1, max_size=8))
def test_measures_written_as_such_a_text_read_back_equal(
    written: list[tuple[tuple[str, str, str, str, str], tuple[str, ...], str]],
) -> None:
    lines = [HEAD]
    for number, (row, page_break, tag) in enumerate(written, 1):
        first, *others = row
        cells = (f"{thai_digits(number)}. {first}", *others)
        lines += ["\t".join(tag.format(cell) for cell in cells), *page_break]

    read = read_text("\n".join(lines), YEAR)

    assert [(m.title, m.method, m.responsible, m.period.text, m.result) for m in read.measures] == [
        tuple(" ".join(cell.split()) for cell in row) for row, _, _ in written
    ]
    assert [measure.number for measure in read.measures] == list(range(1, len(written) + 1))
