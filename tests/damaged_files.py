"""Database files that are damaged as disks and copies damage them, and what their sound originals held."""

import gzip
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from store.database import Store
from store.declaring import Base
from tests.store_builders import YEAR, added, begun_store, measure, open_store

PAGE = 4096
Rows = dict[str, set[tuple[object, ...]]]


@cache
def full_file() -> bytes:
    """A database with data in every table that any year fills, worked on in many steps."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "งาน.db")
        path.write_bytes(older(2))
        with open_store(path) as store:
            _fill(store)
        assert {table for table, rows in rows_of(path).items() if not rows} <= {"removed_copy"}
        return path.read_bytes()


def older(schema: int) -> bytes:
    """A file of an earlier schema with data in every table."""
    packed = Path(__file__).parent / "data" / f"schema-{schema}.db.gz"
    return gzip.decompress(packed.read_bytes())


def _fill(store: Store) -> None:
    for number in range(60, 90):
        added_ = store.measures.add(YEAR, [measure(number)])[0]
        store.measures.save(replace(added_, result=f"จัดแล้ว {number} ครั้ง " * 40))
        store.history.undo()
    store.preferences.set("looks", "ทดลอง")


def rows_of(path: Path) -> Rows:
    with closing(sqlite3.connect(path)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: set(connection.execute(f'SELECT * FROM "{table}"')) for table in tables}  # noqa: S608


def pages_of(content: bytes, path: Path) -> dict[int, str]:
    """The table or index that each page belongs to, as SQLite itself tells it of the sound file."""
    path.write_bytes(content)
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT pageno, name FROM dbstat"))


def has_dbstat() -> bool:
    with closing(sqlite3.connect(":memory:")) as connection:
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    return "ENABLE_DBSTAT_VTAB" in options


def damaged(content: bytes, page: int, by: bytes) -> bytes:
    return content[: (page - 1) * PAGE] + by + content[page * PAGE :]


def above(table: str) -> set[str]:
    """The table and all that its rows need: a row whose parent is lost cannot stand."""
    if table not in Base.metadata.tables:
        return {table}
    parents = {key.column.table.name for key in Base.metadata.tables[table].foreign_keys} - {table}
    return {table}.union(*(above(parent) for parent in parents))


def root_of(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        asked = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,))
        return int(asked.fetchone()[0])


def half_saved(path: Path, folder: Path, *, first_page: bool = False) -> tuple[bytes, bytes]:
    """File and journal in the middle of a save that spilled its pages into the file, the first page too or not."""
    copy = folder / "half" / path.name
    copy.parent.mkdir()
    shutil.copy(path, copy)
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("PRAGMA cache_spill = 1")
        connection.execute("BEGIN IMMEDIATE")
        if first_page:
            connection.execute("PRAGMA user_version = 99")
        connection.execute("UPDATE measure SET result = 'ยังไม่ได้บันทึก'")
        for number in range(200):
            connection.execute("INSERT INTO preference VALUES (?, ?)", (f"{number}", "ก" * 3000))
        caught = copy.read_bytes(), copy.with_name(f"{copy.name}-journal").read_bytes()
        connection.execute("ROLLBACK")
    return caught


def spoiled(path: Path, page_of: str = "preference") -> bytes:
    """A store with a measure whose file no longer opens."""
    with begun_store(path) as store:
        added(store)
    content = damaged(path.read_bytes(), root_of(path, page_of), b"\x5a" * PAGE)
    path.write_bytes(content)
    return content
