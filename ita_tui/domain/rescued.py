"""Rescued copies: all that was saved in a database that vanished while it was open, written beside where it lay."""

import re
from pathlib import Path

_RESCUED = re.compile(r"(?P<stem>.+?)\.rescued-\d{8}-\d{6}.*\.db")


def original_of(database: Path) -> Path:
    """The file beside ``database`` that it was rescued from, as its name tells; the database itself where it was not."""
    found = _RESCUED.fullmatch(database.name)
    return database if found is None else database.with_name(f"{found['stem']}.db")
