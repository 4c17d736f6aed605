"""Long text is parted into words in a thread, remembered, and parted again cheaply after an edit."""

import threading
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.thai import dictionary, words
from ita_tui.thai.cells import cell_width
from ita_tui.thai.clusters import cluster_starts
from ita_tui.thai.remembered import Remembered
from ita_tui.thai.runs import SLICE, Borders, part, parted_again, sure_ends
from ita_tui.thai.words import add_words, break_offsets, load_dictionary, part_ahead, pieces, when_better
from screens.widgets.thai_text_area import ThaiTextArea
from tests.screen_app import opened, sample_database, settle
from tests.typing_thai import press_all
from tests.waiting import until

if TYPE_CHECKING:
    from ita_tui.thai.segmenters import Segmenter

PARTS = (
    "คณะกรรมการ", "กำกับดูแล", "ให้", "เจ้าหน้าที่", "ปฏิบัติหน้าที่", "ตาม", "แนวทาง", "การ", "ประเมิน", "และ", "เปิดเผย", "ข้อมูล", "แก่",
    "ประชาชน", "อย่าง", "เท่าเทียม", "โดย", "ไม่", "เรียกรับ", "ผลประโยชน์", "กระบวนการ", "โครงการ", "พื้นที่", "ตำบล",
)  # fmt: skip
LONG = "".join(PARTS * 3)
runs = st.lists(st.sampled_from(PARTS), min_size=12, max_size=60).map("".join)


@pytest.fixture(autouse=True)
def own_dictionary(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The loaded words, with nothing remembered."""
    load_dictionary()
    fresh = dictionary._Dictionary()
    fresh.segmenter = dictionary._dictionary.segmenter
    fresh.generation = -1000  # under numbers of its own: nothing broken under them is left behind
    monkeypatch.setattr(dictionary, "_dictionary", fresh)
    words.forget()
    yield
    words.forget()


def segmenter_calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the segmenter is given from now on, with the thread's name before it."""
    calls: list[str] = []
    segmenter = dictionary._dictionary.segmenter
    assert segmenter is not None
    whole: Segmenter = segmenter

    class Watched:
        def __getattr__(self, name: str) -> object:
            return getattr(whole, name)

        def words(self, run: str) -> list[str]:
            calls.append(f"{threading.current_thread().name}: {run}")
            return whole.words(run)

    monkeypatch.setattr(dictionary._dictionary, "segmenter", Watched())
    return calls


def test_long_new_text_is_broken_at_vowels_at_once_and_at_words_once_a_thread_found_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    better = threading.Event()
    when_better(better.set)
    calls = segmenter_calls(monkeypatch)

    at_first = break_offsets(LONG, 24, at_once=True)
    assert better.wait(30)
    then = break_offsets(LONG, 24, at_once=True)

    assert calls
    assert all(call.startswith("thai-words") for call in calls)
    assert set(at_first) <= set(cluster_starts(LONG))
    assert at_first != then == break_offsets(LONG, 24)


def test_what_was_parted_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces(LONG)
    calls = segmenter_calls(monkeypatch)
    words.forget()  # the lines, not the words

    for width in (16, 24, 40):
        break_offsets(LONG, width, at_once=True)

    assert calls == []


def test_a_short_text_is_parted_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = segmenter_calls(monkeypatch)

    assert break_offsets("เจ้าหน้าที่ปฏิบัติหน้าที่", 12, at_once=True) == [len("เจ้าหน้าที่")]
    assert [call.partition(": ")[0] for call in calls] == [threading.current_thread().name]


def test_texts_of_the_year_are_parted_ahead_in_a_thread_which_says_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[None] = []
    when_better(lambda: told.append(None))
    done = threading.Event()
    keep = dictionary._dictionary.keep

    def kept(run: str, borders: Borders, names: int) -> Borders:
        found = keep(run, borders, names)
        done.set()
        return found

    monkeypatch.setattr(dictionary._dictionary, "keep", kept)

    part_ahead([f"๑. {LONG}", "สั้น"])

    assert done.wait(30)
    assert dictionary._dictionary.remembered.get(LONG) is not None
    assert dictionary._dictionary.remembered.get("สั้น") is None
    assert told == []


@given(
    runs,
    st.integers(0, 400),
    st.integers(0, 12),
    st.lists(st.sampled_from([*PARTS, "น", "ที", "\u0e48", "า"]), max_size=3),
)
@settings(deadline=None)
def test_an_edited_run_is_parted_as_if_it_were_new(run: str, at: int, cut: int, put: list[str]) -> None:
    segmenter = dictionary._dictionary.segmenter
    assert segmenter is not None
    known = Borders(ends := part(run, segmenter.words), sure_ends(run, ends, segmenter.knows))
    edited = run[: at % len(run)] + "".join(put) + run[at % len(run) + cut :]

    again = parted_again(edited, run, known, segmenter.words, segmenter.knows)

    if again is None:
        return
    assert again.ends[-1:] == ((len(edited),) if edited else ())
    assert list(again.ends) == sorted(set(again.ends))
    assert set(again.sure) <= set(again.ends) <= set(cluster_starts(edited))


def test_typing_on_in_a_long_run_finds_the_words_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = "".join(PARTS * 4), "".join(PARTS * 3)
    pieces(before + after)
    calls = segmenter_calls(monkeypatch)

    typed = ""
    for letter in "มาตรการส่งเสริมความโปร่งใส":
        typed += letter
        break_offsets(before + typed + after, 40, at_once=True)
    found = dictionary._dictionary.remembered.get(before + typed + after)

    assert all(len(call.partition(": ")[2]) < SLICE // 2 for call in calls)
    assert not any(call.startswith("thai-words") for call in calls)
    dictionary._dictionary.remembered.forget()
    assert found == dictionary._dictionary.part(before + typed + after)


def test_a_run_longer_than_a_slice_is_parted_as_in_one_go() -> None:
    segmenter = dictionary._dictionary.segmenter
    assert segmenter is not None
    run = "".join(PARTS * 20)
    rests: list[None] = []

    ends = part(run, segmenter.words, between=lambda: rests.append(None))

    assert [run[start:end] for start, end in pairwise((0, *ends))] == segmenter.words(run)
    assert len(rests) >= len(run) // SLICE


@pytest.mark.parametrize("letters", ["แนวทางการปฏิบัติ", "กระบวนการประเมินผล", "โครงการอบรม", "ในพื้นที่จะได้"])
def test_no_line_ends_where_the_letters_may_be_read_as_another_word(letters: str) -> None:
    wrong = {"แนวทางการปฏิบัติ": 3, "กระบวนการประเมินผล": 6, "โครงการอบรม": 4, "ในพื้นที่จะได้": 7}[letters]
    text = "ให้" + letters

    for width in range(cell_width(letters), 24):
        assert len("ให้") + wrong not in break_offsets(text, width), width


def test_a_learnt_name_is_found_in_text_that_was_parted_before() -> None:
    text = f"{LONG}ดอนพุทราเงินมาก"
    pieces(text)
    pieces(LONG)

    add_words(["เทศบาลตำบลดอนพุทราเงินมาก"])

    assert "ดอนพุทราเงินมาก" in pieces(text)
    assert dictionary._dictionary.remembered.get(LONG) is not None  # the name is not in it


def test_no_more_letters_are_remembered_than_there_is_room_for() -> None:
    remembered = Remembered(letters=100)

    for number in range(50):
        remembered.keep("ก" * 10 + str(number), Borders((12,), (12,)), long=True)

    assert sum(remembered.get("ก" * 10 + str(number)) is not None for number in range(50)) == 8
    assert remembered.get("ก" * 10 + "49") is not None
    assert next(run for run, _ in remembered.recent()) == "ก" * 10 + "49"


def test_a_run_larger_than_the_room_is_remembered_alone() -> None:
    remembered = Remembered(letters=5)

    remembered.keep("กกกกกกก", Borders((7,), (7,)), long=True)

    assert remembered.get("กกกกกกก") is not None


async def test_a_pasted_paragraph_stands_broken_between_words_a_moment_later(tmp_path: Path) -> None:
    text = "".join(PARTS[::-1] * 8)
    async with opened(sample_database(tmp_path / "data")) as pilot:
        for key in ("f3", "enter"):
            await press_all(pilot, [key])
            await settle(pilot)
        area = pilot.app.screen.query(ThaiTextArea).first()
        area.focus()
        area.load_text(text)
        whole = break_offsets(text, area.wrap_width, hang_space=False)

        await until(pilot, lambda: area.wrapped_document.get_offsets(0) == whole)
