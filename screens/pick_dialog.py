"""Picks some of a list: ticks, and one field that finds a line by what is typed or adds a new one.

What is typed is marked in the lines, and the cursor of the list goes to the first of those that fit best; no line is
left out, so that every tick stays in sight.
"""

from collections.abc import Collection, Iterable
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label
from textual.widgets.selection_list import Selection

from ita_tui.thai.searching import NOTHING_MARKED, Closeness, Finding, Searched, find
from screens.dialogs import TypingDialog
from screens.found_words import marked
from screens.keys import Command, bindings
from screens.widgets.thai_input import ThaiInput
from screens.widgets.ticked_list import TickedList

Value = TypeVar("Value")


class PickDialog(TypingDialog[tuple[Value, ...]], Generic[Value]):
    """Gives the picked values in the order of the list; Esc gives None, and asks first where anything was changed."""

    DEFAULT_CSS = """
    PickDialog { align: center middle; }
    PickDialog > Vertical {
        width: 76; max-width: 98%; height: auto; max-height: 90%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    PickDialog TickedList { height: auto; max-height: 12; border: none; background: $surface; }
    PickDialog #complaint { height: auto; width: 1fr; color: $text-error; display: none; }
    PickDialog .hint { color: $text-muted; width: 1fr; }
    """
    BINDINGS = bindings(
        (
            Command("ctrl+s", "done", "ตกลง", "ใช้รายการที่เลือก", priority=True),
            Command("escape", "cancel", "ยกเลิก", "ปิดโดยไม่เปลี่ยน"),
        )
    )
    SAVE = "กด Ctrl+S เพื่อตกลง"
    QUESTION: ClassVar[str] = ""
    FIELD_HINT: ClassVar[str] = ""

    def __init__(self, lines: Iterable[tuple[Value, str]], chosen: Collection[Value]) -> None:
        """``lines`` are the values to pick from, each with the words it stands under."""
        super().__init__()
        self.lines = dict(lines)
        self._marked = NOTHING_MARKED
        self.chosen = frozenset(chosen)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label(self.QUESTION)
            yield TickedList[Value](
                *(
                    Selection(Content(words), value, value in self.chosen)
                    for value, words in self.lines.items()
                )
            )
            yield ThaiInput(placeholder=self.FIELD_HINT, id="typed")
            yield Label("", id="complaint", markup=False)
            yield Label("วรรค หรือ ↵ เลือก · Tab ไปช่องพิมพ์ · Ctrl+S ตกลง · Esc ยกเลิก", classes="hint")

    @property
    def list(self) -> TickedList[Value]:
        return self.query_one(TickedList)

    def typed(self) -> tuple[object, ...]:
        return (*super().typed(), frozenset(self.list.selected))

    def value_of(self, typed: str) -> Value | None:
        """The value that is meant by what was typed, on the list or new to it; None where nothing is."""
        raise NotImplementedError

    def unknown(self, typed: str) -> str:
        """What is said of a text that means nothing here."""
        raise NotImplementedError

    def found(self, typed: str) -> Finding:
        """How each line is found by what is typed."""
        return find(typed, [Searched.of([words]) for words in self.lines.values()])

    def only_line(self, typed: str) -> Value | None:
        """The one line that is found by what is typed, None where there is none or several, or one only near it."""
        lines = zip(self.lines, self.found(typed).closeness, strict=True)
        found = [value for value, how in lines if how is not None and how is not Closeness.NEAR]
        return found[0] if len(found) == 1 else None

    @on(ThaiInput.Changed)
    def _show_found(self, event: ThaiInput.Changed) -> None:
        """Mark what is typed, and go to the first of the lines that fit best."""
        finding = self.found(event.value)
        if finding.marks == self._marked:
            return
        self._marked = finding.marks
        for at, words in enumerate(self.lines.values()):
            self.list.replace_option_prompt_at_index(at, marked(words, finding.marks))
        fits = [(how, at) for at, how in enumerate(finding.closeness) if how is not None]
        if fits and finding.marks is not NOTHING_MARKED:
            self.list.highlighted = min(fits)[1]

    @on(ThaiInput.Submitted)
    def _submitted(self, event: ThaiInput.Submitted) -> None:
        if event.value.strip():
            self._take_typed(turning=True)
        else:
            self.action_done()

    def _take_typed(self, *, turning: bool) -> bool:
        """Pick what is meant, or where it is picked already turn it off again; False where nothing is meant by it."""
        field, complaint = self.query_one(ThaiInput), self.query_one("#complaint", Label)
        typed = " ".join(field.value.split())
        value = self.value_of(typed) if typed else None
        missing = bool(typed) and value is None
        complaint.display = missing
        if missing:
            complaint.update(self.unknown(typed))
            field.focus()
            return False
        field.value = ""
        if value is not None:
            self._pick(value, turning=turning)
        return True

    def _pick(self, value: Value, *, turning: bool) -> None:
        if value not in self.lines:
            self.lines[value] = str(value)
            self.list.add_option(Selection(Content(str(value)), value, initial_state=True))
        elif turning:
            self.list.toggle(value)
        else:
            self.list.select(value)

    def action_done(self) -> None:
        """Close with the picked values, what still stands in the field among them."""
        if self._take_typed(turning=False):
            picked = set(self.list.selected)
            self.dismiss(tuple(value for value in self.lines if value in picked))
