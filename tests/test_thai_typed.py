import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.thai.typed import clean_input, one_line


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("น\u0e4dา", "นำ"),
        ("น\u0e4d\u0e49า", "น้ำ"),
        ("น\u0e49\u0e4dา", "น้ำ"),
        ("นำ\u0e49", "น้ำ"),
        ("ก\u0e48\u0e39", "ก\u0e39\u0e48"),
        ("ปฏิบัติ\u200bหน้าที่\ufeff", "ปฏิบัติหน้าที่"),
        ("ก\x00ข\x1b\u202eค", "กขค"),
        ("ก\r\nข\rค\u2028ง", "ก\nข\nค\nง"),
        ("ก\tข", "ก\tข"),
        ("\ud800ก\ufffe", "ก"),
        ("", ""),
    ],
)
def test_what_is_typed_takes_its_stored_form(typed: str, stored: str) -> None:
    assert clean_input(typed) == stored


@given(st.text(st.sampled_from("นกำาํ่้ั\u200b\r\n\t ab")))
@settings(deadline=None)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean_input(clean_input(text)) == clean_input(text)


@pytest.mark.parametrize(
    ("pasted", "line"),
    [
        ("มาตรการที่ ๑\r\nมาตรการที่ ๒", "มาตรการที่ ๑ มาตรการที่ ๒"),
        ("\n\nมาตรการ  \n\n  ถัดไป\n", "มาตรการ ถัดไป"),
        ("ก\tข", "ก ข"),
        (" ", " "),
        ("\n", ""),
    ],
)
def test_several_lines_become_one_and_no_word_is_lost(pasted: str, line: str) -> None:
    assert one_line(pasted) == line
