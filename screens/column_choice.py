"""Questions about a table that was read: what a column means, and what its first row is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.widgets import OptionList

from ita_tui import papers
from ita_tui.thai.numerals import digits
from ita_tui.thai.words import cut
from screens.dialogs import Choice
from screens.draft_lists import NOT_TAKEN, one_line

if TYPE_CHECKING:
    from ita_tui.intake.draft import FoundTable
    from ita_tui.intake.headings import Column

NOTHING, HEADS, DATA = "nothing", "heads", "data"
_LONGEST_HEAD = 40


class ChosenFirst(Choice):
    """One of several, the cursor on the one that holds now."""

    DEFAULT_CSS = Choice.DEFAULT_CSS.replace("Choice", "ChosenFirst")

    def __init__(self, question: str, answers: Sequence[tuple[str, str]], now: str) -> None:
        super().__init__(question, answers)
        self.now = now

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        options.highlighted = options.get_option_index(self.now)


def meaning_question(table: "FoundTable", at: int, tables: Sequence["FoundTable"]) -> ChosenFirst:
    """Which meaning a column has: any that a column can have, or none."""
    column = table.columns[at]
    question = f"ช่อง “{_short(column.head)}” คืออะไร"
    same = sum(other.key == table.key for other in tables)
    if same > 1:
        question += f"\nใช้กับทั้ง {digits(same)} ตารางที่มีหัวตารางเหมือนกัน"
    answers = [(NOTHING, NOT_TAKEN), *((one.value, _offered(one, table, at)) for one in papers.columns())]
    return ChosenFirst(question, answers, column.column.value if column.column else NOTHING)


def _offered(meaning: "Column", table: "FoundTable", at: int) -> str:
    """A meaning, and which column of the table has it now: it would have none then."""
    there = (
        other.head for place, other in enumerate(table.columns) if other.column is meaning and place != at
    )
    head = next(there, None)
    return meaning.label if head is None else f"{meaning.label} (แทนช่อง “{_short(head)}”)"


def _short(head: str) -> str:
    return cut(one_line(head) or "(ไม่มีหัว)", _LONGEST_HEAD)


def meaning_of(answer: str) -> "Column | None":
    """The meaning that was chosen; None for a column that is not taken."""
    return next((column for column in papers.columns() if column.value == answer), None)


def first_row_question(table: "FoundTable", *, is_data: bool) -> ChosenFirst:
    """Whether the first row of a table is its heads, or a row like the others."""
    answers = [
        (HEADS, "หัวตาราง บอกว่าแต่ละช่องคืออะไร"),
        (DATA, "ข้อมูลแถวหนึ่ง ตารางนี้ไม่มีหัวตาราง"),
    ]
    row = cut(" | ".join(one_line(column.head) or "–" for column in table.columns), 3 * _LONGEST_HEAD)
    return ChosenFirst(f"แถวแรกของตารางเป็นอะไร\n{row}", answers, DATA if is_data else HEADS)
