"""Runs what stands between an older file and today's schema: a backup first, then every step in one transaction.

A step is a module with ``upgrade(operations: alembic.operations.Operations) -> None``. It may not commit.
``user_version`` alone says which schema a file has.
"""

import importlib
import sqlite3
from datetime import datetime
from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from store.copying import backups_folder, copy_database, dated, free_name, kept_stem
from store.faults import worded
from store.refusals import DiskRefusedError, MigrationFailedError
from store.tables import SCHEMA
from store.written_by import note_version

STEPS: dict[int, str] = {2: "store.migrations.to_2", 3: "store.migrations.to_3"}
"""The module that leads to each schema, by its number: schema 1 is the first."""


def migrate(engine: Engine, held: sqlite3.Connection, path: Path, version: int, now: datetime) -> Path:
    """Take the file from ``version`` to today's schema, and return the backup made before.

    The backup lies in ``backups/`` beside the file, named for the migration, and is left out of any rotation.
    Raises MigrationFailedError, and DiskRefusedError for a full disk: the file is then as it was, byte for byte
    of its content.
    """
    folder = backups_folder(path)
    name = f"{kept_stem(path)}.schema-{version}-before-{SCHEMA}.{dated(now)}"
    backup = copy_database(held, free_name(folder, name))  # an earlier try may have left its own
    # Tables are rebuilt under their own names while others refer to them: checked by hand before the commit.
    held.execute("PRAGMA foreign_keys = OFF")
    try:
        with engine.begin() as connection:
            _upgrade(connection, version)
    except DBAPIError as error:
        refusal = worded(error.orig, path)
        raise (
            refusal if isinstance(refusal, DiskRefusedError) else MigrationFailedError(path, backup)
        ) from error
    except Exception as error:
        raise MigrationFailedError(path, backup) from error
    finally:
        held.execute("PRAGMA foreign_keys = ON")
    return backup


def _upgrade(connection: Connection, version: int) -> None:
    operations = Operations(MigrationContext.configure(connection))
    for number in range(version + 1, SCHEMA + 1):
        importlib.import_module(STEPS[number]).upgrade(operations)
        connection.exec_driver_sql(f"PRAGMA user_version = {number}")
    note_version(connection)
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise ValueError("the migration leaves rows that refer to nothing")
