"""A table of a rulebook while it is read: asks for keys by kind, and names line and key of what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, TypeVar

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.errors import ItaError
from ita_tui.rulebook.lines import Path, dotted, line_of
from ita_tui.rulebook.refusals import RulebookError
from ita_tui.thai.numerals import digits

Word = TypeVar("Word", bound=StrEnum)


class Refuses(Protocol):
    """A text that is read, which words what is wrong with it."""

    def refuse(self, wrong: str, path: Path) -> ItaError: ...


@dataclass(frozen=True)
class Source:
    """The text that is read, and the year it is for."""

    year: FiscalYear
    text: str

    def refuse(self, wrong: str, path: Path) -> RulebookError:
        return RulebookError(self.year, wrong, line=line_of(self.text, path), key=dotted(path))


@dataclass
class Block:
    """One table. Every key is asked for once; :meth:`close` refuses what nobody asked for, since it is a slip."""

    source: Refuses
    table: Mapping[str, object]
    path: Path = ()
    asked: set[str] = field(default_factory=set)

    def refuse(self, wrong: str, key: str = "") -> ItaError:
        return self.source.refuse(wrong, (*self.path, key) if key else self.path)

    def has(self, key: str) -> bool:
        return key in self.table

    def block(self, key: str) -> "Block":
        value = self._value(key)
        if not isinstance(value, dict):
            raise self.refuse(f"ต้องเป็นหมวด [{key}]", key)
        return Block(self.source, value, (*self.path, key))

    def blocks(self, key: str) -> tuple["Block", ...]:
        value = self._value(key) if self.has(key) else []
        if not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
            raise self.refuse(f"ต้องเป็นรายการหมวด [[{key}]]", key)
        return tuple(Block(self.source, table, (*self.path, key, at)) for at, table in enumerate(value))

    def text(self, key: str, default: str | None = None) -> str:
        if default is not None and not self.has(key):
            return default
        value = self._value(key)
        if not isinstance(value, str):
            raise self.refuse("ต้องเป็นข้อความในเครื่องหมายคำพูด", key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._value(key)
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            raise self.refuse("ต้องเป็นรายการข้อความ", key)
        return tuple(value)

    def switch(self, key: str, *, default: bool) -> bool:
        value = self._value(key) if self.has(key) else default
        if not isinstance(value, bool):
            raise self.refuse("ต้องเป็น true หรือ false", key)
        return value

    def points(self, key: str) -> Decimal:
        """A number of 0 to 100."""
        value = self._value(key)
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or not 0 <= value <= 100:
            raise self.refuse("ต้องเป็นตัวเลขตั้งแต่ ๐ ถึง ๑๐๐", key)
        return Decimal(value)

    def whole(self, key: str, first: int, last: int) -> int:
        value = self._value(key)
        if isinstance(value, bool) or not isinstance(value, int) or not first <= value <= last:
            reach = f"จำนวนเต็มตั้งแต่ {digits(first)} ถึง {digits(last)}"
            raise self.refuse(f"ต้องเป็น {digits(first)}" if first == last else f"ต้องเป็น{reach}", key)
        return value

    def word(self, key: str, known: type[Word]) -> Word:
        value = self.text(key)
        found = next((word for word in known if word.value == value), None)
        if found is None:
            raise self.refuse(f"“{value}” ต้องเป็นคำใดคำหนึ่ง: {', '.join(known)}", key)
        return found

    def close(self) -> None:
        for key in self.table:
            if key not in self.asked:
                raise self.refuse("ไม่รู้จักคำนี้", key)

    def _value(self, key: str) -> object:
        self.asked.add(key)
        if key not in self.table:
            raise self.refuse("ยังขาดคำนี้", key)
        return self.table[key]
