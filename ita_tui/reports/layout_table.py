"""One table of a layout file: hands out its values checked, and names what is wrong by its key."""

from enum import StrEnum
from string import Formatter
from typing import TypeVar

from ita_tui.reports.refusals import LayoutError

_Word = TypeVar("_Word", bound=StrEnum)


class LayoutTable:
    """A table that knows where it stands and which of its keys were asked for.

    ``layout`` is the layout's name, ``place`` what stands before its keys (``columns[2].``, or nothing).
    ``placeholders`` are those that its templates may use. Every method raises LayoutError for a wrong value.
    """

    def __init__(
        self, layout: str, place: str, data: dict[str, object], placeholders: tuple[str, ...]
    ) -> None:
        self.layout = layout
        self.place = place
        self.data = data
        self.placeholders = placeholders
        self.asked: set[str] = set()

    def refuse_unknown_keys(self) -> None:
        """Refuse what no one asked for: a key that was misspelt would else be missed in silence."""
        for key in self.data:
            if key not in self.asked:
                raise self.error(key, "เป็นหัวข้อที่ไม่รู้จัก")

    def error(self, key: str, wrong: str) -> LayoutError:
        return LayoutError(self.layout, f"{self.place}{key}", wrong)

    def text(self, key: str, *, default: str | None = None) -> str:
        value = self._value(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.error(key, "ต้องเป็นข้อความ")
        return value

    def texts(self, key: str, *, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        value = self._value(key, default)
        if not isinstance(value, list | tuple) or not all(isinstance(text, str) for text in value):
            raise self.error(key, "ต้องเป็นรายการข้อความ")
        return tuple(value)

    def template(self, key: str, also: tuple[str, ...] = ()) -> str:
        return self._with_known_placeholders(key, self.text(key), also)

    def templates(
        self, key: str, also: tuple[str, ...] = (), *, default: tuple[str, ...] | None = None
    ) -> tuple[str, ...]:
        texts = self.texts(key, default=default)
        return tuple(self._with_known_placeholders(f"{key}[{i}]", t, also) for i, t in enumerate(texts))

    def weight(self, key: str) -> int:
        value = self._value(key, None)
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 1000:
            raise self.error(key, "ต้องเป็นจำนวนเต็ม ๑ ถึง ๑,๐๐๐")
        return value

    def one_of(self, words: type[_Word], key: str, default: _Word | None = None) -> _Word:
        value = self._value(key, default)
        try:
            return words(str(value))
        except ValueError as error:
            known = " ".join(str(word) for word in words)
            raise self.error(key, f"ต้องเป็นคำใดคำหนึ่งใน: {known}") from error

    def table(self, key: str, *, optional: bool = False) -> "LayoutTable":
        return self._table(key, self._value(key, {} if optional else None))

    def tables(self, key: str, *, optional: bool = False) -> "tuple[LayoutTable, ...]":
        value = self._value(key, [] if optional else None)
        if not isinstance(value, list) or (not value and not optional):
            raise self.error(key, "ต้องเป็นตารางอย่างน้อยหนึ่งตาราง")
        return tuple(self._table(f"{key}[{number}]", item) for number, item in enumerate(value))

    def _table(self, key: str, value: object) -> "LayoutTable":
        if not isinstance(value, dict):
            raise self.error(key, "ต้องเป็นตาราง")
        return LayoutTable(self.layout, f"{self.place}{key}.", value, self.placeholders)

    def _value(self, key: str, default: object) -> object:
        self.asked.add(key)
        value = self.data.get(key, default)
        if value is None:
            raise self.error(key, "ไม่ได้ระบุไว้")
        return value

    def _with_known_placeholders(self, key: str, text: str, also: tuple[str, ...]) -> str:
        known = (*self.placeholders, *also)
        try:
            parts = tuple(Formatter().parse(text))
        except ValueError as error:
            raise self.error(key, "มีวงเล็บปีกกาที่ไม่ครบคู่") from error
        for _, name, form, conversion in parts:
            if name is not None and (name not in known or form or conversion):
                raise self.error(key, f"มีช่องเติมคำ {{{name}}} ที่ไม่รู้จัก ใช้ได้: {' '.join(known)}")
        return text
