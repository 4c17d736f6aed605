from typing import ClassVar

import pytest
from textual.app import App
from textual.binding import Binding, BindingType

from ita_tui.thai.keyboard import KEDMANEE, both_layouts, thai_twin
from tests.typing_thai import type_thai


def test_the_table_agrees_with_pythainlp_on_every_key_it_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHAINLP_READ_ONLY", "1")
    monkeypatch.setenv("PYTHAINLP_OFFLINE", "1")
    from pythainlp.util import eng_to_thai

    theirs = {key: eng_to_thai(key) for key in KEDMANEE}

    # pythainlp leaves the key 1 out, in both states.
    assert theirs | {"1": "ๅ", "!": "+"} == KEDMANEE


def test_the_table_holds_every_printable_key_once() -> None:
    assert set(KEDMANEE) == {chr(code) for code in range(0x21, 0x7F)}
    assert len(set(KEDMANEE.values())) == len(KEDMANEE)


@pytest.mark.parametrize(
    ("key", "twin"),
    [("/", "ฝ"), ("slash", "ฝ"), ("question_mark", "ฦ"), ("j", "่"), ("A", "ฤ"), ("full_stop", "ใ")],
)
def test_a_key_knows_its_thai_letter_by_character_and_by_name(key: str, twin: str) -> None:
    assert thai_twin(key) == twin


@pytest.mark.parametrize("key", ["f2", "ctrl+s", "enter", "", "2", "M", "ก", "space"])
def test_keys_without_a_thai_letter_have_no_twin(key: str) -> None:
    assert thai_twin(key) is None
    assert both_layouts(key) == key


def test_both_layouts_are_written_as_a_binding_takes_them() -> None:
    assert both_layouts("a") == "a,ฟ"
    assert both_layouts("/") == "/,ฝ"
    assert both_layouts(",") == "comma,ม"
    assert [binding.key for binding in Binding.make_bindings([(both_layouts(","), "x", "x")])] == [
        "comma",
        "ม",
    ]


class _Counting(App[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(both_layouts(key), f"pressed('{name}')")
        for key, name in (
            ("a", "a"),
            ("/", "slash"),
            ("j", "j"),
            ("?", "question"),
            ("e", "e"),
            (",", "comma"),
        )
    ]

    def __init__(self) -> None:
        super().__init__()
        self.pressed: list[str] = []

    def action_pressed(self, name: str) -> None:
        self.pressed.append(name)


async def test_a_shortcut_answers_on_either_layout_marks_included() -> None:
    app = _Counting()
    async with app.run_test() as pilot:
        await type_thai(pilot, "a/j?e,")
        on_english = app.pressed[:]
        app.pressed.clear()

        await type_thai(pilot, "ฟฝ่ฦำม")

    assert on_english == ["a", "slash", "j", "question", "e", "comma"]
    assert app.pressed == on_english
