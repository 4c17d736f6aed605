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
