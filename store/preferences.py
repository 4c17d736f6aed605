"""How she likes the program: small settings, no part of the history."""

import json
from collections.abc import Iterator
from typing import TypeGuard, TypeVar

from sqlalchemy import text
from sqlalchemy.orm import Session

from store.changes import canonical
from store.door import Door
from store.tables import PreferenceRow

_Kind = TypeVar("_Kind", str, int, bool, list[str])
_DAMAGED = "damaged:"
_READ = text("SELECT CAST(value AS BLOB) FROM preference WHERE key = :key")
_READ_ALL = text("SELECT rowid, CAST(key AS BLOB), CAST(value AS BLOB) FROM preference ORDER BY rowid")
_SET_ASIDE = text("UPDATE preference SET key = :key, value = :value WHERE rowid = :row")


class Preferences:
    """Settings by name: texts, numbers, truth values or lists of texts."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self.set_aside = 0
        """How many damaged settings were set aside since the file was opened."""

    def get(self, key: str, default: _Kind) -> _Kind:
        """What was set, or ``default`` where nothing (or something damaged, or of another kind) was."""
        with self._door.reading() as session:
            value = _value(session.scalar(_READ, {"key": key}))
        return value if _is_like(value, default) else default

    def set(self, key: str, value: str | int | bool | list[str]) -> None:  # noqa: FBT001 - a setting may be a truth value
        """Remember a setting."""
        with self._door.change() as session:
            session.merge(PreferenceRow(key=key, value=canonical(value)))

    def set_damaged_aside(self) -> None:
        """Give damaged settings another name, under which they are kept; the program goes on as if they were not set.

        Nothing is written where none is damaged.
        """
        with self._door.reading() as session:
            damaged = tuple(_damaged(session))
        if not damaged:
            return
        with self._door.change() as session:
            for row, key, value in damaged:
                session.execute(_SET_ASIDE, {"row": row, "key": f"{_DAMAGED}{key}#{row}", "value": value})
        self.set_aside = len(damaged)


def _damaged(session: Session) -> Iterator[tuple[int, str, str]]:
    """Row, name and value of each damaged setting; bytes that are no text are told by their digits."""
    for row, key, value in session.execute(_READ_ALL):
        name = _text(key)
        if not name.startswith(_DAMAGED) and (_value(value) is None or _text(key).encode() != key):
            yield row, name, _text(value)


def _value(kept: bytes | None) -> object:
    """What a setting says; None where there is none, or it says nothing that the program writes."""
    try:
        value = None if kept is None else json.loads(kept.decode())
    except (ValueError, RecursionError):
        return None
    plain = isinstance(value, str | int) or (
        isinstance(value, list) and all(isinstance(one, str) for one in value)
    )
    return value if plain else None


def _text(kept: bytes) -> str:
    try:
        return kept.decode()
    except UnicodeDecodeError:
        return kept.hex()


def _is_like(value: object, default: _Kind) -> TypeGuard[_Kind]:
    return type(value) is type(default)
