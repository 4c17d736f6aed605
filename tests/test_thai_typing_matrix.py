"""Every key at every place of a text, in both fields, against what the Unicode rules say.

Letters (extended grapheme clusters of UAX #29) and words are written down by hand; ICU confirms the letters.
What is expected is worked out here from those lists, never by the code under test.
"""

import asyncio
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icu4py.breakers import CharacterBreaker
from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.keys import _character_to_key
from textual.widgets.input import Selection as Span
from textual.widgets.text_area import Selection

from ita_tui.thai.clusters import cluster_starts, next_cluster, prev_cluster, snap_left, snap_right
from ita_tui.thai.words import load_dictionary
from screens.widgets.thai_input import ThaiInput
from screens.widgets.thai_layout import install
from screens.widgets.thai_text_area import ThaiTextArea
from tests.long_series import some
from tests.typing_thai import press_all


@dataclass(frozen=True)
class Written:
    """A text as a Thai reader parts it: its letters, and its words with the blanks behind them."""

    letters: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        return "".join(self.letters)


FAMILY = "👩\u200d👩\u200d👧"
TEXTS = (
    Written(("ที่",), ("ที่",)),
    Written(("น้ำ",), ("น้ำ",)),
    Written(("กำ", "ลั", "ง"), ("กำลัง",)),
    Written(("เ", "กี๊", "ย", "ะ"), ("เกี๊ยะ",)),
    Written(("ป", "ฏิ", "บั", "ติ"), ("ปฏิบัติ",)),
    Written(("เ", "จ้", "า", "ห", "น้", "า", "ที่", "ป", "ฏิ", "บั", "ติ", "น้ำ"), ("เจ้าหน้าที่", "ปฏิบัติ", "น้ำ")),
    Written(("น", "า", "น"), ("นาน",)),
    Written(("I", "T", "A", " ", "ปี", " ", "๖", "๙"), ("ITA ", "ปี ", "๖๙")),
    Written(("\u0e48", "อ", "บ"), ("\u0e48อบ",)),
    Written(("ก", " ", FAMILY, " ", "ข"), ("ก ", f"{FAMILY} ", "ข")),
    Written(("q\u0323", "b", "x\u0324\u0305"), ("q\u0323bx\u0324\u0305",)),
)
MOVES = ("left", "right", "home", "end", "ctrl+left", "ctrl+right")
SELECTING = tuple(f"shift+{key}" for key in ("left", "right", "home", "end"))
SELECTING_WORDS = ("ctrl+shift+left", "ctrl+shift+right")
DELETING = ("backspace", "delete", "ctrl+w", "ctrl+delete", "ctrl+backspace")
TYPED = ("ก", "ิ", "\u0e49", "ำ", "\u0e4d\u0e32")
KEYS = (*MOVES, *SELECTING, *SELECTING_WORDS, *DELETING, *TYPED)


@dataclass(frozen=True)
class State:
    """What stands in a field. The cursor is where the selection ends."""

    text: str
    anchor: int
    cursor: int


# --- what must come out ----------------------------------------------------------------------------------------


def borders(parts: tuple[str, ...]) -> list[int]:
    return [0, *accumulate(map(len, parts))]


def before(places: list[int], at: int) -> int:
    return max((place for place in places if place < at), default=0)


def after(places: list[int], at: int) -> int:
    return min((place for place in places if place > at), default=places[-1])


def expected(written: Written, anchor: int, cursor: int, key: str) -> State:
    letters, words, text = borders(written.letters), borders(written.words), written.text
    start, end = sorted((anchor, cursor))
    name, selecting = key.replace("shift+", ""), "shift+" in key
    collapses = start != end and not selecting
    goes = {
        "left": start if collapses else before(letters, cursor),
        "right": end if collapses else after(letters, cursor),
        "home": 0,
        "end": len(text),
        "ctrl+left": before(words, cursor),
        "ctrl+right": after(words, cursor),
    }
    deletes = {
        "backspace": (max(0, cursor - 1), cursor),
        "delete": (cursor, after(letters, cursor)),
        "ctrl+delete": (cursor, after(words, cursor)),
        "ctrl+backspace": (before(words, cursor), cursor),
        "ctrl+w": (before(words, cursor), cursor),
    }
    if name in goes:
        return State(text, anchor if selecting else goes[name], goes[name])
    if key in deletes:
        return put(text, *((start, end) if start != end else deletes[key]), "")
    for typed in key:
        state = put(text, start, end, typed)
        text, start, end = state.text, state.cursor, state.cursor
    return state


def put(text: str, start: int, end: int, typed: str) -> State:
    """The text with a part replaced, in the form in which Thai is stored; the cursor behind what was put in."""
    head, tail = text[:start] + typed, text[end:]
    whole = stored(head + tail)
    letters = icu_borders(whole)
    # A tail that is no longer whole has given its SARA AA to SARA AM.
    at = len(whole) - len(tail if whole.endswith(tail) else tail[1:])
    cursor = next(border for border in letters if border >= at)
    return State(whole, cursor, cursor)


def stored(text: str) -> str:
    """NFC, SARA AM as one code point behind the tone mark, and no joiner without an emoji on both sides."""
    text = unicodedata.normalize("NFC", text)
    for tone in "\u0e48\u0e49\u0e4a\u0e4b":
        text = text.replace(f"\u0e4d{tone}\u0e32", f"{tone}\u0e33").replace(f"\u0e33{tone}", f"{tone}\u0e33")
    text = text.replace("\u0e4d\u0e32", "\u0e33")
    return "".join(
        character
        for at, character in enumerate(text)
        if character != "\u200d" or text[at - 1 : at + 2 : 2] in {"👩👩", "👩👧"}
    )


def icu_borders(text: str) -> list[int]:
    """Borders of letters as ICU has them, counted in code points (ICU counts UTF-16 units)."""
    code_points = [at for at, character in enumerate(text) for _ in range(1 + (character > "\uffff"))]
    code_points.append(len(text))
    return [0, *(code_points[end] for _, end in CharacterBreaker(text, "th").segments())] if text else [0]


@pytest.mark.parametrize("written", TEXTS, ids=lambda written: written.text)
def test_the_letters_written_by_hand_are_those_of_icu(written: Written) -> None:
    assert icu_borders(written.text) == borders(written.letters)
    assert "".join(written.words) == written.text


ANY_SCRIPT = "กที่น้ำเโๆฯ\u0e48\u0e4d\u0e32ab \n\r\u0301é👩\u200d👧🇹🇭\ufe0f🏽❤אש\u05c1ب\u064e\u0600각\u1112\u1161\u11ab\u200c\u0903\u20e3"


@given(st.text(st.sampled_from(ANY_SCRIPT), max_size=12))
@settings(deadline=None)
def test_letters_of_any_script_are_those_of_icu(text: str) -> None:
    assert list(cluster_starts(text)) == icu_borders(text)


@given(st.text(st.sampled_from(ANY_SCRIPT), min_size=1, max_size=30), st.data())
@settings(deadline=None)
def test_borders_in_a_long_text_are_those_of_icu(text: str, data: st.DataObject) -> None:
    text = (text * 1000)[:1500]
    letters = icu_borders(text)

    at = data.draw(st.integers(0, len(text)))

    assert prev_cluster(text, at) == before(letters, at)
    assert next_cluster(text, at) == after(letters, at)
    assert snap_left(text, at) == before(letters, at + 1)
    assert snap_right(text, at) == after(letters, at - 1)


# --- the two fields --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    written: Written
    anchor: int
    cursor: int
    key: str


class Series(App[None]):
    """One field, and all cases on it, one behind the other.

    The key that asks for the next case takes the same way as the key before it, so it comes when that one's
    work is done, and nothing needs to be waited for.
    """

    BINDINGS: ClassVar[list[BindingType]] = [("f20", "next", "next")]
    CSS = "ThaiInput, ThaiTextArea { width: 60; }"

    def __init__(self, cases: Sequence[Case]) -> None:
        super().__init__()
        self.cases = iter(cases)
        self.case: Case | None = None
        self.stood: dict[Case, State] = {}
        self.ended = asyncio.Event()

    def action_next(self) -> None:
        if self.case is not None:
            self.stood[self.case] = self.stands()
        self.case = next(self.cases, None)
        if self.case is None:
            self.ended.set()
            return
        self.lay(self.case)
        for key in (*(self.case.key if self.case.key in TYPED else (self.case.key,)), "f20"):
            single = len(key) == 1
            self.post_message(events.Key(_character_to_key(key) if single else key, key if single else None))

    def lay(self, case: Case) -> None:
        raise NotImplementedError

    def stands(self) -> State:
        raise NotImplementedError


class InOneLine(Series):
    def compose(self) -> ComposeResult:
        yield ThaiInput(select_on_focus=False)

    def lay(self, case: Case) -> None:
        field = self.query_one(ThaiInput)
        field.value = case.written.text
        field.selection = Span(case.anchor, case.cursor)

    def stands(self) -> State:
        field = self.query_one(ThaiInput)
        return State(field.value, *field.selection)


class InLines(Series):
    def compose(self) -> ComposeResult:
        yield ThaiTextArea()

    def lay(self, case: Case) -> None:
        field = self.query_one(ThaiTextArea)
        field.load_text(case.written.text)
        field.selection = Selection((0, case.anchor), (0, case.cursor))

    def stands(self) -> State:
        field = self.query_one(ThaiTextArea)
        assert field.document.line_count == 1
        return State(field.text, *(column for _, column in field.selection))


def places(written: Written) -> list[tuple[int, int]]:
    """Every border as a cursor without selection, and selections in both directions."""
    at = borders(written.letters)
    spans = {(at[0], at[-1]), (at[-1], at[0]), (at[len(at) // 2], at[-1]), (at[-2], at[0]), (at[1], at[-2])}
    return [*((one, one) for one in at), *sorted((a, b) for a, b in spans if a != b)]


@pytest.mark.parametrize("fields", [InOneLine, InLines])
async def test_every_key_does_at_every_place_what_the_rules_say(fields: type[Series]) -> None:
    load_dictionary()
    install()
    every = [Case(text, *place, key) for text in TEXTS for place in places(text) for key in KEYS]
    cases = some(every, 200)
    app = fields(cases)
    async with app.run_test() as pilot:
        await press_all(pilot, ["tab", "f20"])
        await app.ended.wait()

    rules = {case: expected(case.written, case.anchor, case.cursor, case.key) for case in cases}
    wrong = [(case, app.stood[case], rule) for case, rule in rules.items() if app.stood[case] != rule]
    assert "\n".join(f"{case}: {stood}, by the rules {rule}" for case, stood, rule in wrong) == ""
    assert len(every) > 2000
    assert len(rules) == len(set(cases))
