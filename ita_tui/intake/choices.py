"""What the secretary decided about a document that was read: a value, with which it is read again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias

from ita_tui.intake.headings import Column, fold

_LONGEST_HEAD = 400
"""In letters: as much of a head as tells it from others."""

HeadsKey: TypeAlias = tuple[str, ...]
"""The folded heads of a table: tables with the same heads have the same meaning."""


class Answer(StrEnum):
    """What she said to a doubt; the value is the code in files, :attr:`label` the Thai word."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return {"open": "ยังไม่ตัดสิน", "accepted": "ยอมรับ", "refused": "ไม่ยอมรับ"}[self.value]


def heads_key(heads: Sequence[str]) -> HeadsKey:
    return tuple(fold(head[:_LONGEST_HEAD]) for head in heads)


@dataclass(frozen=True)
class Choices:
    """The meaning she gave to columns, and her answers to doubts by their keys.

    ``headless`` are tables whose first row is a row like the others.
    """

    columns: Mapping[HeadsKey, tuple[Column | None, ...]] = field(default_factory=dict)
    headless: frozenset[HeadsKey] = frozenset()
    answers: Mapping[str, Answer] = field(default_factory=dict)

    def answer(self, key: str) -> Answer:
        return self.answers.get(key, Answer.OPEN)

    def answered(self, keys: Sequence[str], answer: Answer) -> "Choices":
        """The same with ``answer`` to some doubts; to say it again takes it back."""
        said = dict(self.answers)
        for key in keys:
            if answer is Answer.OPEN:
                said.pop(key, None)
            else:
                said[key] = answer
        return replace(self, answers=said)

    def meaning(
        self, key: HeadsKey, columns: Sequence[Column | None], at: int, column: Column | None
    ) -> "Choices":
        """The same with the column at ``at`` of the tables with these heads meaning ``column``.

        ``columns`` are the meanings so far. A column means one thing only: another one that meant it means
        nothing now.
        """
        new = [None if column and before is column else before for before in columns]
        new[at] = column
        return replace(self, columns={**self.columns, key: tuple(new)})

    def over(self, guess: "Choices") -> "Choices":
        """These choices, and where they say nothing of a table what was guessed of it."""
        unsaid = {key for key in guess.columns if key not in self.columns}
        return replace(
            self,
            columns={**guess.columns, **self.columns},
            headless=self.headless | (guess.headless & unsaid),
        )

    def first_row(self, key: HeadsKey, *, is_data: bool) -> "Choices":
        """The same with the first row of the tables with these heads being a row, or heads."""
        return replace(self, headless=self.headless | {key} if is_data else self.headless - {key})


NO_CHOICES = Choices()
