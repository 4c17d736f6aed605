"""Blanks that tear words: what real reports are full of, and what correct Thai must never lose."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.intake import torn_words
from ita_tui.intake.torn_words import mended, torn_places
from ita_tui.thai.words import cluster_starts, is_word, load_dictionary, segment
from tests.long_series import length

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
REPOSITORY = Path(__file__).parents[1]
CORRECT = ("docs/user-guide.md", "README.md", "ita_tui/reports/sample_year.json")


@pytest.fixture(autouse=True)
def dictionary() -> None:
    load_dictionary()


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        # two words that are one
        ("คู่มือของหน่วย งานราชการ", "คู่มือของหน่วยงานราชการ"),
        ("มอบหมายให้สำนัก ปลัดจัดทำ", "มอบหมายให้สำนักปลัดจัดทำ"),
        ("องค์การบริหาร ส่วนตำบลควรแจ้ง", "องค์การบริหารส่วนตำบลควรแจ้ง"),
        ("ประพฤติ มิชอบ", "ประพฤติมิชอบ"),
        ("จัดทำแนว ทางการปฏิบัติงาน", "จัดทำแนวทางการปฏิบัติงาน"),
        # pieces that are no words
        ("ป้องกันการทุจริ ต", "ป้องกันการทุจริต"),
        ("รับฟังปัญห า", "รับฟังปัญหา"),
        ("เ ทศบาลจัดประชุ มประชาคม", "เทศบาลจัดประชุมประชาคม"),
        ("วันที่ ๑๗ กุมภา พันธ์ ๒๕๖๗", "วันที่ ๑๗ กุมภาพันธ์ ๒๕๖๗"),
        ("เมื่อวัน ที่ 5 เมษายน", "เมื่อวันที่ 5 เมษายน"),
        ("ดำเนิน การแล้ว 3 เรื่อง", "ดำเนินการแล้ว 3 เรื่อง"),
        ("รับฟังปัญห า 3 เรื่อง", "รับฟังปัญหา 3 เรื่อง"),
        ("เผยแพร่แล้ ว รอแก้", "เผยแพร่แล้ว รอแก้"),
        # what never ends a phrase
        ("คู่มือการ ให้บริการ", "คู่มือการให้บริการ"),
        ("ปัญหาและอุปสรรคใน การปฏิบัติงาน", "ปัญหาและอุปสรรคในการปฏิบัติงาน"),
        ("ตรวจสอบได้อย่าง สะดวก", "ตรวจสอบได้อย่างสะดวก"),
        ("จำนวนเพื่อ ดำเนินการตาม ห้วงเวลา", "จำนวนเพื่อดำเนินการตามห้วงเวลา"),
        ("ให้บริการและ ระบบใหม่", "ให้บริการและระบบใหม่"),
        ("เปิดโอกาสให้ ผู้มาติดต่อเสนอ", "เปิดโอกาสให้ผู้มาติดต่อเสนอ"),
        ("รายบุคคลที่ เชื่อมโยงกับ ผลงาน", "รายบุคคลที่เชื่อมโยงกับผลงาน"),
        # what belongs together
        ("ระยะเวลา ในการ ดำเนินการ", "ระยะเวลาในการดำเนินการ"),
        ("โดยไม่จำเป็น ต้องเดินทาง", "โดยไม่จำเป็นต้องเดินทาง"),
        ("ผู้มีส่วน ได้เสีย", "ผู้มีส่วนได้เสีย"),
        ("ที่ตนปฏิบัติ หน้าที่อยู่", "ที่ตนปฏิบัติหน้าที่อยู่"),
        ("โครงการ ต่าง ๆ ของเรา", "โครงการต่าง ๆ ของเรา"),
    ],
)
def test_a_torn_word_or_phrase_is_mended(torn: str, whole: str) -> None:
    assert mended(torn) == whole


@pytest.mark.parametrize(
    "text",
    [
        "สำนักปลัด กองคลัง กองช่าง",
        "ให้เป็นไปตามกฎหมาย กฎ ระเบียบ ข้อบังคับ",
        "กองการศึกษา ศาสนาและวัฒนธรรม",
        "ดำเนินการเสร็จแล้ว แต่ยังไม่ได้เผยแพร่",
        "ตามประกาศของ อบต. ประจำปีงบประมาณ พ.ศ. ๒๕๖๗",
        "หนังสือที่ มท ๐๘๐๘.๒/ว ๑๒ ลงวันที่ ๓ มกราคม",
        "โดยนายสมใจ ดีงาม",
        "โดย นางสาวมาลี มั่นคง",
        "ตามที่ องค์การบริหารส่วนตำบลแจ้ง",
        "จะเผยแพร่หรือไม่ หน่วยงานพิจารณา",
        "เท่าที่มี หน่วยงานแจ้งทุกอย่าง ทุกคนทราบ",
        "ประกาศ ณ วันที่ และ ณ จุดบริการ",
        "ได้แก่ เว็บไซต์ ประกาศ ประชาสัมพันธ์",
        "การประเมินคุณธรรมและความโปร่งใส (ITA) ๙๑.๖๗ คะแนน",
        "ต่าง ๆ ฯลฯ ก ข ค เ แ โ",
        "ปรับปรุงงาน ปี 2570",
        "ปรับปรุงงาน ปี ๒๕๗๐ ตามแผน",
        "ประชาชนในหมู่บ้าน หมู่ 4 และหมู่ 5",
        "ตามระเบียบงาน ข้อ 3",
        "ประชุมสภา ครั้งที่ 2 (วิสามัญ)",
        "จัดทำแผนงาน ปี (๒๕๗๐)",
        "แผนงาน (ปี 2570) จำนวน 3 โครงการ",
        "การ\nให้บริการ",
        "การ\tให้บริการ ใน IIT ใน ๓ วัน",
        "",
    ],
)
def test_blanks_that_are_meant_stay(text: str) -> None:
    assert torn_places(text) == ()
    assert mended(text) == text


def test_the_places_are_offsets_in_the_text_as_it_stands() -> None:
    text = "การ ให้บริการ ในการ ดำเนินการ"

    places = torn_places(text)

    assert places == (3, 19)
    assert [text[place] for place in places] == [" ", " "]


def test_a_blank_that_a_mended_word_shows_is_found_with_it() -> None:
    assert mended("มอบหมายสำนัก ปลั ด") == "มอบหมายสำนักปลัด"


def test_without_a_dictionary_only_what_needs_none_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ImportError

    monkeypatch.setattr(torn_words, "load_dictionary", broken)
    monkeypatch.setattr(torn_words, "dictionary_ready", lambda: False)
    torn_words._tears.cache_clear()

    found = mended("ปัญห า เพื่อ ดำเนินการ ปฏิบัติ หน้าที่ของหน่วย งาน สำนักปลัด กองคลัง")

    torn_words._tears.cache_clear()
    assert found == "ปัญหา เพื่อดำเนินการ ปฏิบัติหน้าที่ของหน่วย งาน สำนักปลัด กองคลัง"


@pytest.mark.parametrize("name", CORRECT)
def test_correct_thai_loses_no_blank(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")

    assert [text[at - 12 : at + 12] for at in torn_places(text)] == []


def test_nearly_every_word_that_is_torn_in_correct_thai_is_mended() -> None:
    lines = (REPOSITORY / CORRECT[2]).read_text(encoding="utf-8").split("\n")
    torn, found = 0, 0

    for number, line in enumerate(lines):
        places = [at for at in _inside_words(line) if at]
        if not places:
            continue
        at = places[number % len(places)]
        torn += 1
        found += mended(f"{line[:at]} {line[at:]}") == line

    assert torn > 200
    assert found / torn >= 0.95


def _inside_words(line: str) -> list[int]:
    borders = [0]
    for word in segment(line):
        borders.append(borders[-1] + len(word))
    return [
        start + at
        for start, end in pairwise(borders)
        if end - start >= 4 and is_word(line[start:end])
        for at in cluster_starts(line[start:end])[1:-1]
    ]


@pytest.mark.skipif(not SEEDS.exists(), reason="the real reports are not beside this repository")
@pytest.mark.parametrize(
    ("seed", "whole"),
    [
        ("nayai-2568.txt", ["ผู้ส่วนได้เสีย", "คู่มือการให้บริการ", "ที่ตนปฏิบัติหน้าที่", "คุณธรรมและความโปร่งใส", "การสอบทาน"]),
        ("talubo-2567.txt", ["ระยะเวลาในการดำเนินการ", "โดยทั่วกัน", "หลักเกณฑ์การประเมินผล", "ให้มีประสิทธิภาพยิ่งขึ้น"]),
        ("thamsing-2566.txt", ["ทรัพย์สินของราชการ", "บุคลากรในสังกัด", "ส่งงานธุรการสำนักปลัด"]),
        ("napho-2565.txt", ["ด้วยความเป็นธรรม", "ขององค์กรปกครองส่วนท้องถิ่น", "กฎ ระเบียบ ข้อบังคับ"]),
    ],
)
def test_real_reports_are_mended_where_they_are_torn(seed: str, whole: list[str]) -> None:
    text = mended((SEEDS / seed).read_text(encoding="utf-8"))

    assert [words for words in whole if words not in text] == []


WORDS = st.sampled_from(
    [
        "การ",
        "ใน",
        "หน่วย",
        "งาน",
        "ทุจริ",
        "ต",
        "ปัญห",
        "า",
        "เ",
        "ทศบาล",
        "และ",
        "ต่าง",
        "ๆ",
        "๑.",
        "IIT",
        "ฯ",
        "\n",
        "กองคลัง",
        "ที่",
    ]
)
TORN = st.lists(st.tuples(WORDS, st.sampled_from(["", " ", " ", "\u00a0", "  "]))).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)


@settings(deadline=None, max_examples=length(40, 1000))
@given(st.one_of(TORN, st.text(alphabet="กงนรเาิ่ๆฯ. \n1a\u00a0")))
def test_mending_takes_out_blanks_alone_and_once_is_enough(text: str) -> None:
    whole = mended(text)

    kept = iter(text)
    assert all(letter in kept for letter in whole)
    assert whole.replace(" ", "").replace("\u00a0", "") == text.replace(" ", "").replace("\u00a0", "")
    assert len(whole) == len(text) - len(torn_places(text))
    assert mended(whole) == whole


@settings(deadline=None, max_examples=length(15, 400))
@given(st.text(alphabet="กขงนรเาิ่ๆฯ.\n\t1a๑"))
def test_a_text_without_blanks_stays(text: str) -> None:
    assert mended(text) == text
