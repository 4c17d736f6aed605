"""One table of a layout file: hands out its values checked, and names what is wrong by its line and key."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter
from typing import TypeVar

from ita_tui.reports.layout_lines import Path, line_of, spelt
from ita_tui.reports.refusals import LayoutError
from ita_tui.thai.numerals import digits

_Word = TypeVar("_Word", bound=StrEnum)

MOST_WEIGHT = 1000


@dataclass(frozen=True)
class LayoutText:
    """The text of a layout: its name, its letters, and the placeholders that its templates may use."""

    name: str
    letters: str
    placeholders: tuple[str, ...]


class LayoutTable:
    """A table that knows where it stands and which of its keys were asked for.

    ``path`` leads to it from the top. Every method raises LayoutError for a wrong value.
    """

    def __init__(self, of: LayoutText, path: Path, data: dict[str, object]) -> None:
        self.of = of
        self.path = path
        self.data = data
        self.asked: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def refuse_unknown_keys(self) -> None:
        """Refuse what no one asked for: a key that was misspelt would else be missed in silence."""
        for key in self.data:
            if key not in self.asked:
                raise self.error(key, "เป็นหัวข้อที่ไม่รู้จัก")

    def error(self, key: str, wrong: str, item: int | None = None) -> LayoutError:
        """What is wrong with the value of a key, or with an item of it."""
        path = (*self.path, key) if item is None else (*self.path, key, item)
        return LayoutError(self.of.name, line_of(self.of.letters, path), spelt(path), wrong)

    def text(self, key: str, *, default: str | None = None) -> str:
        value = self._value(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.error(key, "ต้องเป็นข้อความ")
        return value

    def texts(self, key: str, *, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        value = self._value(key, default)
        if not isinstance(value, list | tuple):
            raise self.error(key, "ต้องเป็นรายการข้อความ")
        for item, text in enumerate(value):
            if not isinstance(text, str):
                raise self.error(key, "ต้องเป็นข้อความ", item)
        return tuple(value)

    def template(self, key: str, also: tuple[str, ...] = (), *, default: str | None = None) -> str:
        text = self.text(key, default=default)
        self._refuse_unknown_placeholders(text, also, key)
        return text

    def templates(
        self, key: str, also: tuple[str, ...] = (), *, default: tuple[str, ...] | None = None
    ) -> tuple[str, ...]:
        texts = self.texts(key, default=default)
        for item, text in enumerate(texts):
            self._refuse_unknown_placeholders(text, also, key, item)
        return texts

    def whole(self, key: str, most: int, *, default: int | None = None) -> int:
        """A whole number from 1 to ``most``."""
        value = self._value(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
            raise self.error(key, digits(f"ต้องเป็นจำนวนเต็ม 1 ถึง {most:,}"))
        return value

    def weight(self, key: str) -> int:
        return self.whole(key, MOST_WEIGHT)

    def one_of(self, words: Sequence[_Word], key: str, default: _Word | None = None) -> _Word:
        value = self._value(key, default)
        for word in words:
            if word.value == value:
                return word
        raise self.error(key, f"ต้องเป็นคำใดคำหนึ่งใน: {' '.join(words)}")

    def table(self, key: str, *, optional: bool = False) -> "LayoutTable":
        value = self._value(key, {} if optional else None)
        if not isinstance(value, dict):
            raise self.error(key, "ต้องเป็นตาราง")
        return LayoutTable(self.of, (*self.path, key), value)

    def tables(self, key: str, *, optional: bool = False) -> "tuple[LayoutTable, ...]":
        value = self._value(key, [] if optional else None)
        if not isinstance(value, list) or (not value and not optional):
            raise self.error(key, "ต้องเป็นตารางอย่างน้อยหนึ่งตาราง")
        for number, item in enumerate(value):
            if not isinstance(item, dict):
                raise self.error(key, "ต้องเป็นตาราง", number)
        return tuple(LayoutTable(self.of, (*self.path, key, n), item) for n, item in enumerate(value))

    def _value(self, key: str, default: object) -> object:
        self.asked.add(key)
        value = self.data.get(key, default)
        if value is None:
            raise self.error(key, "ไม่ได้ระบุไว้")
        return value

    def _refuse_unknown_placeholders(
        self, text: str, also: tuple[str, ...], key: str, item: int | None = None
    ) -> None:
        known = (*self.of.placeholders, *also)
        try:
            parts = tuple(Formatter().parse(text))
        except ValueError as error:
            raise self.error(key, "มีวงเล็บปีกกาที่ไม่ครบคู่", item) from error
        for _, name, form, conversion in parts:
            if name is not None and (name not in known or form or conversion):
                words = f"มีช่องเติมคำ {{{name}}} ที่ไม่รู้จัก ใช้ได้: {' '.join(known)}"
                raise self.error(key, words, item)
