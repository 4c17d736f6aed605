"""Text in the database that is no text (UTF-8) is read all the same, where what was edited is to be shown or found."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

SHOWN, FOUND = "replace", "surrogateescape"
"""How a byte that is no text is read: as a mark for the eye, or as what no hash is of."""


@contextmanager
def read_as(errors: str, session: Session) -> Iterator[None]:
    """Within the block, what the session reads raises nothing for such bytes. All of it must be fetched there."""
    connection = session.connection().connection.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    before = connection.text_factory
    connection.text_factory = lambda content: content.decode("utf-8", errors)
    try:
        yield
    finally:
        connection.text_factory = before
