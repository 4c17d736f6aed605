import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.thai import file_names
from ita_tui.thai.file_names import LONGEST_FILE, LONGEST_FOLDER, safe_folder, safe_name
from ita_tui.thai.words import load_dictionary, segment
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


@pytest.fixture
def without_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_names, "dictionary_ready", lambda: False)


@pytest.mark.usefixtures("without_dictionary")
@pytest.mark.parametrize("letters", range(60, 104))
def test_before_the_dictionary_is_there_a_long_name_is_cut_between_letters(letters: int) -> None:
    name = ("ประชุมชี้แจงเรื่องน้ำที่โรงเรียน" * 4)[:letters] + "กก" * 20 + ".pdf"

    made = safe_name(name)

    assert made.endswith(".pdf")
    stem = made.removesuffix(".pdf")
    assert name.startswith(stem)
    assert len(stem) > 70
    assert name[len(stem)] not in "ะาำิีึืฺุู็่้๊๋์ํั"
    assert stem[-1] not in "เแโใไ"


@pytest.fixture(scope="module")
def dictionary() -> None:
    load_dictionary()


@pytest.mark.usefixtures("dictionary")
@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("ประกาศเจตนารมณ์นโยบายไม่รับของขวัญและของกำนัลจากการปฏิบัติหน้าที่", "ประกาศเจตนารมณ์นโยบายไม่รับของขวัญและของกำนัล"),
        ("ประกาศเจตนารมณ์และแนวปฏิบัติตามนโยบายไม่รับของขวัญ", "ประกาศเจตนารมณ์และแนวปฏิบัติตามนโยบายไม่รับ"),
        ("กำกับติดตามการเผยแพร่ข้อมูลสาธารณะตามแผนพัฒนาท้องถิ่น", "กำกับติดตามการเผยแพร่ข้อมูลสาธารณะ"),
        ("จัดทำคู่มือการปฏิบัติงานและมาตรฐานบริการของทุกส่วนราชการ", "จัดทำคู่มือการปฏิบัติงานและมาตรฐานบริการ"),
        ("ประชุมคณะทำงานขับเคลื่อนงานคุณธรรม (จริยธรรมและความโปร่งใส)", "ประชุมคณะทำงานขับเคลื่อนงานคุณธรรม (จริยธรรม"),
        ("เผยแพร่ข้อมูลข่าวสารผ่าน https://www.example.go.th/abcdefghijkl", "เผยแพร่ข้อมูลข่าวสาร"),
    ],
)  # fmt: skip
def test_a_long_title_is_cut_behind_a_word_that_may_end_it(title: str, kept: str) -> None:
    assert safe_folder(f"มาตรการที่ 01 {title}") == f"มาตรการที่ 01 {kept}"


@pytest.mark.usefixtures("dictionary")
@pytest.mark.parametrize("letters", range(1, 31))
def test_no_word_is_parted_whatever_stands_before_it(letters: int) -> None:
    title = "๑" * letters + " ส่งเสริมการมีส่วนร่วมของประชาชนเพื่อป้องกันการทุจริตในหน่วยงานและเผยแพร่ข้อมูลสาธารณะ"

    made = safe_folder(title)

    words = segment(title)
    assert made in {"".join(words[:count]).rstrip() for count in range(1, len(words))}
    assert segment(made)[-1] not in {"การ", "ของ", "เพื่อ", "ใน", "และ", "ความ"}
    assert LONGEST_FOLDER / 2 <= len(made) <= LONGEST_FOLDER


@pytest.mark.usefixtures("dictionary")
@pytest.mark.parametrize("endless", ["กข" * 80, "A" * 100, "น้ำ" * 60, "เ" * 90, "😀" * 50])
def test_what_has_no_words_is_cut_between_letters_and_not_lost(endless: str) -> None:
    made = safe_folder(endless)

    assert endless.startswith(made) or made == "ไฟล์"
    assert len(made.encode("utf-16-le")) // 2 <= LONGEST_FOLDER
    assert endless[0] not in "กA" or len(made) == LONGEST_FOLDER


@pytest.mark.usefixtures("dictionary")
def test_a_name_of_a_hundred_thousand_letters_is_cut_at_once() -> None:
    assert len(safe_name("ประชุม" * 20_000 + ".pdf")) <= LONGEST_FILE
