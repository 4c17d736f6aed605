import pytest

from ita_tui.thai.names import sort_key


@pytest.mark.parametrize(
    "in_order",
    [
        ["กา", "ก่า", "ก้า", "กาก", "เก", "เก่า", "แก", "โก", "ขา", "เข้า", "คลัง"],
        ["กองการศึกษา", "กองคลัง", "กองช่าง", "กองสวัสดิการสังคม", "สำนักปลัด", "หน่วยตรวจสอบภายใน"],
        ["ข้อ ๑", "ข้อ 2", "ข้อ ๑๐", "ข้อ ๑๐ ก", "ข้อ ๑๐๐"],
        ["o1", "O2", "o10", "กอง"],
        ["เสือก้า", "เสื้อกา"],
        ["๒. ขา", "๐๐๓. กา", "1" + "0" * 5000],
        ["", "ก"],
    ],
)
def test_names_come_in_the_order_of_the_dictionary_and_numbers_by_value(in_order: list[str]) -> None:
    by_code_point, backwards = sorted(in_order), in_order[::-1]

    assert sorted(by_code_point, key=sort_key) == in_order
    assert sorted(backwards, key=sort_key) == in_order


# As the dictionary of the Royal Institute has them; the collation of ICU for Thai gives the same.
DICTIONARY = (
    "ก็", "ก.พ.", "กพ", "กอก", "ก๊อก", "กองการเจ้าหน้าที่", "กองการประปา", "กองการศึกษา ศาสนาและวัฒนธรรม", "กองคลัง", "กองช่าง",
    "กองยุทธศาสตร์และงบประมาณ", "กองวิชาการและแผนงาน", "กองส่งเสริมการเกษตร", "กองสวัสดิการสังคม", "กองสาธารณสุขและสิ่งแวดล้อม",
    "การด", "การ์ด", "เก่ง", "เก็บ", "แขวงทางหลวง", "แคร์", "แคร่", "งานป้องกันและบรรเทาสาธารณภัย", "งานแผนและงบประมาณ", "งานไฟฟ้า",
    "งานโยธา", "ทรัพย์", "ทราย", "ทะเบียน", "ทำ", "เทศบาล", "น้า", "นาม", "นำ", "น้ำ", "ใบอนุญาต", "รถยนต์", "โรงเรียน", "ไร่นา",
    "ฤดูกาล", "ฤๅษี", "ลำดับ", "สำนักงานปลัด", "สำนักปลัด", "สำนักปลัด อบต.", "เสือก้า", "เสื้อกา", "หน่วยตรวจสอบภายใน", "หอ", "ห้อง",
    "เหตุ", "แห้ง", "อำเภอ",
)  # fmt: skip


def test_names_of_an_agency_stand_where_the_dictionary_has_them() -> None:
    by_code_point, backwards = sorted(DICTIONARY), DICTIONARY[::-1]

    assert sorted(by_code_point, key=sort_key) == list(DICTIONARY)
    assert sorted(backwards, key=sort_key) == list(DICTIONARY)


@pytest.mark.parametrize(
    "in_order",
    [
        ["กองคลัง", "กอง ช่าง", "กองปลัด", "กองฯ พัสดุ"],  # blanks and ฯ are passed over
        ["กระซิก", "กระซิก ๆ", "กระซิบ"],
        ["9.1 ก", "๙.๒", "9.10", "10.1", "๑๐.๒"],  # the point of a numbered list is not
        ["งาน ก", "งาน-ข", "งาน (ค)"],
        ["ฤาชา", "ฤๅษี", "ฤาสาย"],
    ],
)
def test_blanks_and_signs_do_not_part_what_belongs_together(in_order: list[str]) -> None:
    backwards = in_order[::-1]

    assert sorted(backwards, key=sort_key) == in_order
