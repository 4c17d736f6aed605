import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.thai.file_names import LONGEST_FILE, safe_folder, safe_name
from tests.hostile_names import HOSTILE, is_legal_on_windows
from tests.long_series import length


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("รายงาน.pdf", "รายงาน.pdf"),
        ('ก<ข>:"ค/ง\\จ|ฉ?ช*.pdf', "ก_ข___ค_ง_จ_ฉ_ช_.pdf"),
        ("con.txt", "_con.txt"),
        ("COM1", "_COM1"),
        ("จบด้วยจุด. . ", "จบด้วยจุด"),
        ("\u202egnp.exe\u200b", "gnp.exe"),
        ("..", "ไฟล์"),
        ("", "ไฟล์"),
        (".pdf", "pdf"),
    ],
)
def test_names_are_made_legal(given_name: str, safe: str) -> None:
    assert safe_name(given_name) == safe


def test_a_long_thai_name_is_cut_before_a_cluster_and_keeps_its_suffix() -> None:
    name = safe_name("ที่น้ำเก่า" * 20 + ".pdf", longest=16)

    assert name == "ที่น้ำเก่า.pdf"


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_becomes_one_that_windows_takes(name: str) -> None:
    for made in (safe_name(name), safe_folder(name)):
        assert is_legal_on_windows(made)
        assert len(made.encode("utf-16-le")) // 2 <= LONGEST_FILE
        assert len(made.encode()) <= 255


@settings(deadline=None, max_examples=length(40, 3000))
@given(st.text(max_size=200), st.sampled_from(("", ".pdf", ".jpeg", ".", " .x")))
def test_whatever_a_file_is_called_its_safe_name_is_legal_and_settled(text: str, suffix: str) -> None:
    made = safe_name(text + suffix)

    assert is_legal_on_windows(made)
    assert len(made.encode("utf-16-le")) // 2 <= LONGEST_FILE
    assert len(made.encode()) <= 255
    assert safe_name(made) == made


@pytest.mark.parametrize("letters", range(60, 104))
def test_a_long_name_is_cut_between_letters_and_keeps_its_suffix(letters: int) -> None:
    name = ("ประชุมชี้แจงเรื่องน้ำที่โรงเรียน" * 4)[:letters] + "กก" * 20 + ".pdf"

    made = safe_name(name)

    assert made.endswith(".pdf")
    stem = made.removesuffix(".pdf")
    assert name.startswith(stem)
    assert len(stem) > 70
    assert name[len(stem)] not in "ะาำิีึืฺุู็่้๊๋์ํั"
    assert stem[-1] not in "เแโใไ"
