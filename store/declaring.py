"""What the tables are declared with: their common base, and checks that SQLite makes of every row."""

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import CheckConstraint, MetaData, Text
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.schema import SchemaItem


class Base(DeclarativeBase):
    """What all tables share: text without a length, and constraints with names that a migration can speak of."""

    type_annotation_map = {str: Text}
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def one_of(column: str, values: Iterable[StrEnum], *, empty: bool = False) -> SchemaItem:
    words = ", ".join(f"'{value.value}'" for value in values)
    none = f"{column} IS NULL OR " if empty else ""
    return CheckConstraint(f"{none}{column} IN ({words})", name=column)


def between(column: str, first: int, last: int) -> SchemaItem:
    return CheckConstraint(f"{column} IS NULL OR {column} BETWEEN {first} AND {last}", name=column)


def is_day(column: str) -> SchemaItem:
    return CheckConstraint(f"{column} IS NULL OR {column} IS date({column})", name=column)


def numbered(*items: SchemaItem) -> tuple[object, ...]:
    return (*items, {"sqlite_autoincrement": True})
