"""What a printer broke over lines becomes one sentence again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.intake.wrapped_lines import joined_lines


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["จัดทำคู่มือการ", "ปฏิบัติงาน"], "จัดทำคู่มือการปฏิบัติงาน"),
        (["จัดทำคู่มือ ", "และเผยแพร่"], "จัดทำคู่มือ และเผยแพร่"),
        (["ประจำปี", "๒๕๖๗", "และ"], "ประจำปี ๒๕๖๗ และ"),
        (["ระบบ", "E-Service", "ของหน่วยงาน"], "ระบบ E-Service ของหน่วยงาน"),
        (["ระบบ E-", "Service"], "ระบบ E-Service"),
        (["ผลลัพธ์/", "ผลสำเร็จ"], "ผลลัพธ์/ผลสำเร็จ"),
        (["ประกาศผล (", "ต่อ", ")"], "ประกาศผล (ต่อ)"),
        (["", "  ", "กองคลัง", "", "  "], "กองคลัง"),
        ([], ""),
    ],
)
def test_lines_of_a_sentence_are_joined_as_they_were_written(lines: list[str], text: str) -> None:
    assert joined_lines(lines) == text


@pytest.mark.parametrize("mark", ["๑.", "1)", "- ", "-", "•"])
def test_an_item_begins_a_line_of_its_own(mark: str) -> None:
    assert joined_lines(["ขั้นตอน", f"{mark}ประชุม", "คณะทำงาน"]) == f"ขั้นตอน\n{mark}ประชุมคณะทำงาน"


@pytest.mark.parametrize(
    ("first", "second"), [("๑ ต.ค. ๖๖", "- ๓๐ ก.ย. ๖๗"), ("ต.ค.", "– ก.ย."), ("มกราคม", "- มีนาคม")]
)
def test_the_hyphen_of_a_period_begins_no_item(first: str, second: str) -> None:
    assert joined_lines([first, second]) == f"{first} {second}"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["ดูที่ https://www.example.go.th/", "news/๒.pdf แล้ว"], "ดูที่ https://www.example.go.th/news/๒.pdf แล้ว"),
        (["https://example.go.th/ab", "cd?id=", "12&x=1"], "https://example.go.th/abcd?id=12&x=1"),
        (["https://example.go.th ", "E-Service"], "https://example.go.th E-Service"),
        (["https://a.go.th/x", "https://b.go.th/y"], "https://a.go.th/x https://b.go.th/y"),
        (["https://example.go.th", "ของหน่วยงาน"], "https://example.go.th ของหน่วยงาน"),
    ],
)
def test_a_link_is_one_word_over_all_its_lines(lines: list[str], text: str) -> None:
    assert joined_lines(lines) == text


@settings(deadline=None)
@given(st.lists(st.text(alphabet="กา่ ๑2a-./:(", max_size=12)))
def test_no_letter_is_lost_or_added(lines: list[str]) -> None:
    joined = joined_lines(lines)

    assert "".join(joined.split()) == "".join("".join(lines).split())
