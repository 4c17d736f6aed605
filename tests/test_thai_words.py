import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.thai import dictionary
from ita_tui.thai import words as thai_words
from ita_tui.thai.cells import cell_width
from ita_tui.thai.clusters import cluster_starts
from ita_tui.thai.words import (
    add_words,
    break_offsets,
    dictionary_ready,
    load_dictionary,
    pieces,
    segment,
    word_left,
    word_right,
)
from tests.empty_home import environment_at

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
WIDTHS = (16, 24, 40, 60, 76)
SENTENCE = "คณะกรรมการกำกับดูแลให้เจ้าหน้าที่ปฏิบัติหน้าที่อย่างเท่าเทียมกัน และเปิดเผยข้อมูลต่าง ๆ แก่ประชาชน"
WORDS = [
    "เจ้าหน้าที่", "ผู้ที่", "น้ำ", "ก็", "กำลัง", "ปฏิบัติหน้าที่", "องค์การบริหารส่วนตำบล", "และ", "เรื่อง", "เพื่อ", "ต่าง ๆ",
    "ใน", "พ.ศ.", "ต.ค.", "ป.ป.ช.", "๒๕๖๙", "IIT", "(ร่าง)", " ", "  ", "ฯลฯ", "คุณธรรม ฯ", "ร้อยละ ๘๐.๕%", "ไตรมาส",
    "https://www.example.org/a/b?c=1", "“ประกาศ”", "ผลประโยชน์ทับซ้อนของเจ้าหน้าที่ผู้รับผิดชอบ",
]  # fmt: skip
prose = st.lists(st.sampled_from(WORDS), max_size=25).map("".join)
any_thai = st.text(
    st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B) | st.sampled_from(" ab/.("), max_size=80
)
NEVER_FIRST = re.compile("[ะาำๆฯ\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")


@pytest.fixture
def loaded() -> None:
    load_dictionary()


@pytest.fixture
def unloaded(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    load_dictionary()  # once for all tests; a program that loads it a second time gets the same words
    from ita_tui.thai import segmenters

    words = dictionary._dictionary.segmenter
    fresh = dictionary._Dictionary()
    fresh.generation = -10  # under numbers of its own: nothing broken under them is left behind
    monkeypatch.setattr(dictionary, "_dictionary", fresh)
    monkeypatch.setattr(segmenters, "build", lambda _extra: words)
    yield
    thai_words.forget()


def lines_of(text: str, width: int, *, hang_space: bool = True) -> list[str]:
    offsets = break_offsets(text, width, hang_space=hang_space)
    return [text[start:end] for start, end in pairwise([0, *offsets, len(text)])]


@pytest.mark.usefixtures("loaded")
def test_text_is_parted_between_words() -> None:
    assert segment("เจ้าหน้าที่ ปฏิบัติหน้าที่ ๙") == ["เจ้าหน้าที่", " ", "ปฏิบัติหน้าที่", " ", "๙"]
    assert [line.rstrip() for line in lines_of(SENTENCE, 24)] == [
        "คณะกรรมการกำกับดูแลให้",
        "เจ้าหน้าที่ปฏิบัติหน้าที่อย่าง",
        "เท่าเทียมกัน และเปิดเผยข้อมูล",
        "ต่าง ๆ แก่ประชาชน",
    ]


@pytest.mark.usefixtures("unloaded")
def test_before_the_dictionary_text_is_parted_between_consonants_with_their_vowels() -> None:
    assert not dictionary_ready()
    assert segment("ผู้ที่น้ำเสีย ๆ") == ["ผู้", "ที่", "น้ำ", "เสี", "ย", " ", "ๆ"]
    assert lines_of("ปฏิบัติหน้าที่ต่าง ๆ", 7) == ["ปฏิบัติหน้า", "ที่ต่าง ๆ"]


@pytest.mark.parametrize("abbreviation", ["พ.ศ.", "ต.ค.", "ป.ป.ช.", "มี.ค.", "อบต.", "เม.ย."])
@pytest.mark.usefixtures("loaded")
def test_an_abbreviation_stays_whole(abbreviation: str) -> None:
    for before in range(16):
        text = "ก" * before + " " + abbreviation + " เป็นต้น"

        assert any(abbreviation in line for line in lines_of(text, 16)), before


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("เรื่องต่าง ๆ", "ต่าง ๆ"),
        ("ส่งเสริมคุณธรรม ฯ", "คุณธรรม ฯ"),
        ("จำนวน ๑,๒๓๔.๕๐ บาท", "๑,๒๓๔.๕๐ "),
        ("ตาม (ร่าง) นี้", "(ร่าง) "),
        ('เรื่อง "ประกาศ" นั้น', '"ประกาศ" '),
        ("๑.การประชุม", "๑.การประชุม"),
        ("ไม่เกิน\u00a0๕ วัน", "เกิน\u00a0๕ "),
    ],
)
@pytest.mark.usefixtures("loaded")
def test_what_belongs_together_is_one_piece(text: str, together: str) -> None:
    parts = pieces(text)

    assert "".join(parts) == text
    assert together in parts or any(part.endswith(together) for part in parts)


@given(prose, st.sampled_from(WIDTHS), st.booleans())
@settings(deadline=None)
@pytest.mark.usefixtures("loaded")
def test_lines_of_prose_begin_and_end_where_a_reader_expects(text: str, width: int, hang_space: bool) -> None:  # noqa: FBT001
    lines = lines_of(text, width, hang_space=hang_space)

    assert "".join(lines) == text
    assert all(cell_width(line.rstrip() if hang_space else line) <= width for line in lines)
    assert not any(NEVER_FIRST.match(line) for line in lines[1:])
    assert not any(line.rstrip().endswith(tuple("เแโใไ")) for line in lines[:-1])


@given(any_thai, st.integers(2, 30), st.booleans())
@settings(deadline=None)
@pytest.mark.usefixtures("loaded")
def test_even_a_jumble_is_broken_between_clusters_and_fits(text: str, width: int, hang_space: bool) -> None:  # noqa: FBT001
    offsets = break_offsets(text, width, hang_space=hang_space)

    assert set(offsets) <= set(cluster_starts(text))
    assert offsets == sorted(set(offsets))
    for line in lines_of(text, width, hang_space=hang_space):
        assert cell_width(line.rstrip() if hang_space else line) <= width


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports are not beside this repository")
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.usefixtures("loaded")
def test_real_reports_wrap_between_words(width: int) -> None:
    for path in SEEDS.glob("*.txt"):
        for text in filter(str.strip, re.split(r"[\n\t]", path.read_text(encoding="utf-8"))):
            lines = lines_of(text, width)

            assert "".join(lines) == text
            assert all(cell_width(line.rstrip()) <= width for line in lines)
            assert not any(NEVER_FIRST.match(line) for line in lines[1:])
            assert not any(line.rstrip().endswith(tuple("เแโใไ")) for line in lines[:-1])


@pytest.mark.usefixtures("loaded")
def test_a_word_wider_than_its_column_is_broken_only_where_folding_is_asked_for() -> None:
    address = "https://www.example.org/announcements/2569"

    assert break_offsets(f"ดูที่ {address}", 20, fold=False) == [len("ดูที่ ")]
    assert len(break_offsets(f"ดูที่ {address}", 20)) > 1


@pytest.mark.usefixtures("loaded")
def test_lines_can_be_measured_in_another_unit() -> None:
    def points(text: str) -> float:
        return 7.5 * cell_width(text)

    assert break_offsets(SENTENCE, 24 * 7.5, measure=points) == break_offsets(SENTENCE, 24)


@pytest.mark.usefixtures("unloaded")
def test_an_offices_own_name_is_kept_whole_without_its_prefix() -> None:
    load_dictionary()
    before = pieces("ชาวบ้านในดอนพุทราเงินล้าน")

    add_words(["เทศบาลตำบลดอนพุทราเงินล้าน"])

    assert "ดอนพุทราเงินล้าน" not in before
    assert "ดอนพุทราเงินล้าน" in pieces("ชาวบ้านในดอนพุทราเงินล้าน")
    assert "ดอนพุทราเงินล้าน" in pieces("เทศบาลตำบลดอนพุทราเงินล้าน")


@pytest.mark.usefixtures("unloaded")
def test_what_was_parted_without_the_dictionary_is_not_remembered_once_it_is_there() -> None:
    at_first = pieces(SENTENCE)

    load_dictionary()

    assert len(pieces(SENTENCE)) < len(at_first)


@pytest.mark.usefixtures("unloaded")
def test_threads_that_ask_at_once_load_the_dictionary_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from ita_tui.thai import segmenters

    loads: list[object] = []
    whole = segmenters.build(())

    def build(extra: object) -> segmenters.Segmenter:
        loads.append(extra)
        return whole

    monkeypatch.setattr(segmenters, "build", build)

    threads = [threading.Thread(target=load_dictionary) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(loads) == 1


@pytest.mark.usefixtures("loaded")
def test_nlpo3_parts_text_as_newmm_does() -> None:
    from pythainlp.util import Trie

    from ita_tui.thai import segmenters

    nlpo3 = pytest.importorskip("nlpo3", reason="nlpo3 is optional and not installed")
    words = frozenset(
        {"เจ้าหน้าที่", "ปฏิบัติ", "หน้าที่", "ปฏิบัติหน้าที่", "องค์การบริหารส่วนตำบล", "องค์การ", "บริหาร", "ส่วน", "ตำบล"}
    )
    rust = segmenters.Nlpo3(words, nlpo3.load_dict, nlpo3.segment)
    python = segmenters.Newmm(Trie(words))

    for run in ("เจ้าหน้าที่ปฏิบัติหน้าที่", "องค์การบริหารส่วนตำบล"):
        assert rust.words(run) == python.words(run)
        assert rust.short_words(run) == python.short_words(run)
    assert rust.with_words(["ลัดดาวัลย์"]).words("ลัดดาวัลย์ปฏิบัติ") == ["ลัดดาวัลย์", "ปฏิบัติ"]


@pytest.mark.usefixtures("loaded")
def test_where_nlpo3_is_missing_or_cannot_read_newmm_takes_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    from ita_tui.thai import segmenters

    class Unreadable:
        @staticmethod
        def load_dict(_path: str, _name: str) -> tuple[str, bool]:
            return "cannot be read", False

        segment = None

    monkeypatch.setitem(sys.modules, "nlpo3", Unreadable)
    assert segmenters._nlpo3(frozenset({"ก"})) is None

    monkeypatch.setitem(sys.modules, "nlpo3", None)
    assert segmenters._nlpo3(frozenset({"ก"})) is None


@pytest.mark.usefixtures("loaded")
def test_ctrl_arrows_stop_at_words() -> None:
    text = "เจ้าหน้าที่ปฏิบัติหน้าที่ ต่าง ๆ"
    duty, various = len("เจ้าหน้าที่"), len("เจ้าหน้าที่ปฏิบัติหน้าที่ ")

    assert [word_right(text, at) for at in (0, duty, various)] == [duty, various, len(text)]
    assert [word_left(text, at) for at in (len(text), various, duty, 0)] == [various, duty, 0, 0]


def test_loading_makes_no_folder_and_importing_loads_nothing(tmp_path: Path) -> None:
    program = (
        "import sys; from ita_tui.thai import words, keyboard, names, typed; "
        "assert not any(name.split('.')[0] in {'pythainlp', 'rich', 'textual', 'nlpo3'} for name in sys.modules); "
        "words.load_dictionary(); print(words.segment('ปฏิบัติหน้าที่แล้ว'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment_at(tmp_path),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert done.stdout.strip() == "['ปฏิบัติหน้าที่', 'แล้ว']"
    assert list(tmp_path.iterdir()) == []


def test_a_path_may_begin_a_line_and_a_lone_stroke_may_not() -> None:
    path, stroke = "ไม่พบไฟล์นี้ /home/ita/a.pdf", "สำนักปลัด / กองคลัง"

    assert break_offsets(path, 20) == [path.index("/")]
    assert break_offsets(stroke, 9) == [stroke.index("กองคลัง")]
