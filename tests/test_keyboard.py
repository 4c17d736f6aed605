from typing import ClassVar

import pytest
from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from ita_tui.thai.keyboard import KEDMANEE, both_layouts, english_key, on_other_layout, thai_twin
from screens.two_layouts import TwoLayoutApp
from screens.widgets.thai_input import ThaiInput
from screens.widgets.thai_text_area import ThaiTextArea
from tests.typing_thai import followed, type_thai

THAI_KEYS = {key: thai for key, thai in KEDMANEE.items() if not thai.isascii()}


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


@pytest.mark.parametrize("key", ["f2", "ctrl+left", "enter", "", "2", "M", "ก", "space"])
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


# --- held with Ctrl ------------------------------------------------------------------------------------------------


def test_a_thai_letter_held_with_ctrl_means_the_english_key_by_whatever_name_it_comes() -> None:
    for key, thai in THAI_KEYS.items():
        assert english_key(f"ctrl+{_character_to_key(thai)}") == f"ctrl+{key.lower()}", thai
        assert english_key(_character_to_key(thai)) is None  # a letter alone is typed


@pytest.mark.parametrize("key", ["ctrl+s", "ctrl+left", "ctrl+slash", "alt+f4", "f1", "ก", "", "ctrl++"])
def test_other_keys_mean_themselves(key: str) -> None:
    assert english_key(key) is None


def test_the_twin_of_a_ctrl_key_is_told_for_the_help() -> None:
    assert [thai_twin(key) for key in ("ctrl+s", "ctrl+z", "ctrl+y")] == [
        "ห",
        "ผ",
        "\N{THAI CHARACTER MAI HAN-AKAT}",
    ]
    assert both_layouts("ctrl+s") == "ctrl+s"  # the program turns the other one into it


def test_a_text_on_the_other_layout_comes_back_as_it_was() -> None:
    assert on_other_layout("lj'vvd") == "ส่งออก"
    assert on_other_layout(on_other_layout("สำรองข้อมูล")) == "สำรองข้อมูล"
    assert on_other_layout("no gift") == "ืน เรดะ"


class _Fields(TwoLayoutApp[None]):
    """Two fields of the program and a command on Ctrl+S."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "save", priority=True)]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        super().__init__()
        self.saved = 0

    def compose(self) -> ComposeResult:
        yield ThaiInput()
        yield ThaiTextArea()

    def action_save(self) -> None:
        self.saved += 1


async def _send(pilot: Pilot[None], sequence: str) -> None:
    """What a terminal sends, through the framework's own parser."""
    for message in XTermParser().feed(sequence):
        assert isinstance(message, events.Key)
        pilot.app.post_message(message)
    await followed(pilot)


@pytest.mark.parametrize(
    "sequence",
    [
        pytest.param("\x13", id="most terminals: the same byte on either layout"),
        pytest.param("\x1b[115;5u", id="kitty, English layout"),
        pytest.param("\x1b[3627;5u", id="kitty, Thai layout"),
        pytest.param("\x1b[27;5;3627~", id="xterm with modifyOtherKeys, Thai layout"),
    ],
)
async def test_ctrl_s_saves_on_either_layout_and_types_nothing(sequence: str) -> None:
    app = _Fields()
    async with app.run_test() as pilot:
        await _send(pilot, sequence)

        assert app.saved == 1
        assert app.query_one(ThaiInput).value == ""


async def test_a_thai_letter_held_with_ctrl_is_never_typed_though_its_terminal_sends_it_along() -> None:
    app = _Fields()
    async with app.run_test() as pilot:
        await _send(pilot, "\x1b[27;5;3626~")  # Ctrl+ส, bound to nothing

        assert app.query_one(ThaiInput).value == ""


def _letters_bound(kind: type[Input] | type[TextArea]) -> list[str]:
    """The letters that the framework binds with Ctrl in a field, but for those of the clipboard's terminal."""
    bindings = (binding for owner in kind.__mro__ for binding in owner.__dict__.get("BINDINGS", ()))
    keys = [key for one in Binding.make_bindings(bindings) for key in [one.key] if key.startswith("ctrl+")]
    return sorted({key.removeprefix("ctrl+") for key in keys if len(key) == len("ctrl+a")})


@pytest.mark.parametrize("kind", [ThaiInput, ThaiTextArea])
async def test_every_ctrl_letter_of_a_field_does_the_same_on_the_thai_layout(
    kind: type[ThaiInput] | type[ThaiTextArea],
) -> None:
    letters = _letters_bound(kind)
    assert {"a", "e", "k", "u", "w", "z", "c", "x", "v"} <= set(letters)
    app = _Fields()
    async with app.run_test() as pilot:
        for letter in letters:
            states = []
            for sent in (ord(letter), ord(KEDMANEE[letter])):
                field = app.query_one(kind)
                text = "การจัดซื้อ no gift 12"
                if isinstance(field, ThaiInput):
                    field.value, field.cursor_position = text, 13
                else:
                    field.text = text
                    field.move_cursor((0, 13))
                field.focus()
                await followed(pilot)
                app.copy_to_clipboard("")
                await _send(pilot, f"\x1b[{sent};5u")
                if isinstance(field, ThaiInput):
                    states.append((field.value, str(field.selection), app.clipboard))
                else:
                    states.append((field.text, str(field.selection), app.clipboard))

            assert states[0] == states[1], letter
