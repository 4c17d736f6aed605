"""How she likes the program: small settings, no part of the history."""

import json
from typing import TypeVar

from store.changes import canonical
from store.door import Door
from store.tables import PreferenceRow

_Kind = TypeVar("_Kind", str, int, bool, list[str])


class Preferences:
    """Settings by name: texts, numbers, truth values or lists of texts."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def get(self, key: str, default: _Kind) -> _Kind:
        """What was set, or ``default`` where nothing (or something of another kind) was."""
        with self._door.reading() as session:
            row = session.get(PreferenceRow, key)
        value = default if row is None else json.loads(row.value)
        return value if type(value) is type(default) else default

    def set(self, key: str, value: str | int | bool | list[str]) -> None:  # noqa: FBT001 - a setting may be a truth value
        """Remember a setting."""
        with self._door.change() as session:
            session.merge(PreferenceRow(key=key, value=canonical(value)))
