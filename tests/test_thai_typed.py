import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ita_tui.thai.clusters import snap_right
from ita_tui.thai.typed import clean_input, fitted_in, one_line, part_that_fits

CLUSTERED = st.text(st.sampled_from("นกำาํ่้ัเ ab👩\u200d\u0301\u0323"))


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


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"),
        ("ก\u200dข👩\u200d", "กข👩"),
        ("น\u00adา\u061c\ufdd0\U0001ffff", "นา"),
    ],
)
def test_a_joiner_stays_between_emoji_and_goes_where_it_joins_nothing(typed: str, stored: str) -> None:
    assert clean_input(typed) == stored


@pytest.mark.parametrize(
    ("line", "start", "end", "text", "fitted"),
    [
        ("กข", 1, 1, "ค", (1, 1, "ค")),
        ("นำ", 2, 2, "\u0e49", (0, 2, "น้ำ")),
        ("นา", 1, 1, "\u0e4d", (0, 2, "นำ")),
        ("น\u0e4dxา", 2, 3, "", (0, 4, "นำ")),
        ("e", 1, 1, "\u0301", (0, 1, "\u00e9")),
    ],
)
def test_an_edit_takes_in_the_letters_that_it_finishes(
    line: str, start: int, end: int, text: str, fitted: tuple[int, int, str]
) -> None:
    assert fitted_in(line, start, end, text) == fitted


@given(CLUSTERED, CLUSTERED, CLUSTERED)
@example("\u0301\u0e33", "\u0e48", "")
@example("\u0e33", "\u0e48", "\u0301\u0e33")
@example("", "\u0e33\u0e4d", "\u0e48\u0e32\u0e4d")
@settings(deadline=None)
def test_after_an_edit_the_line_is_clean(before: str, text: str, after: str) -> None:
    line, text = clean_input(before) + clean_input(after), clean_input(text)
    place = snap_right(line, len(clean_input(before)))
    if clean_input(line) != line:
        return

    left, right, new = fitted_in(line, place, place, text)

    assert clean_input(line[:left] + new + line[right:]) == line[:left] + new + line[right:]


@pytest.mark.parametrize(
    ("line", "text", "limit", "kept"),
    [
        ("ที่", "ที่", 5, ""),
        ("ที่", "กที่", 5, "ก"),
        ("", "น้ำที่", 3, "น้ำ"),
        ("ที", "\u0e48ก", 3, "\u0e48"),
        ("ที", "\u0e48ก", 2, ""),
    ],
)
def test_of_a_text_that_is_too_long_whole_letters_fit(line: str, text: str, limit: int, kept: str) -> None:
    assert part_that_fits(line, len(line), len(line), text, limit) == kept
