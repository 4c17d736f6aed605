"""Listens to the unit of work: each row that is written is told to the recorder of its session, if it has one."""

from sqlalchemy import event, inspect
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapper, Session, object_session

from store.changes import Cell, Recorder
from store.declaring import Base
from store.refusals import StoreFaultError
from store.tables import UNRECORDED

_RECORDER = "recorder"


def record(session: Session) -> Recorder:
    """From now on, what the session writes is gathered in the recorder that is returned."""
    recorder = Recorder()
    session.info[_RECORDER] = recorder
    return recorder


def _row_now(mapper: Mapper[Base], row: Base) -> dict[str, Cell]:
    return {attribute.key: getattr(row, attribute.key) for attribute in mapper.column_attrs}


def _row_before(mapper: Mapper[Base], row: Base) -> dict[str, Cell]:
    """The row as the database had it, whatever was set on it before it was deleted."""
    attributes = inspect(row).attrs
    before = {key: attributes[key].history.deleted for key in mapper.column_attrs.keys()}  # noqa: SIM118
    return {key: cells[0] if cells else getattr(row, key) for key, cells in before.items()}


def _recorder(mapper: Mapper[Base], row: Base) -> tuple[Recorder | None, str]:
    session = object_session(row)
    table = mapper.local_table.description
    recorder = None if session is None or table in UNRECORDED else session.info.get(_RECORDER)
    return recorder, table


def _key(mapper: Mapper[Base], row: Base) -> dict[str, Cell]:
    return {column.name: getattr(row, column.name) for column in mapper.primary_key}


def _after_insert(mapper: Mapper[Base], _connection: Connection, row: Base) -> None:
    recorder, table = _recorder(mapper, row)
    if recorder is not None:
        recorder.inserted(table, _key(mapper, row), _row_now(mapper, row))


def _after_update(mapper: Mapper[Base], _connection: Connection, row: Base) -> None:
    recorder, table = _recorder(mapper, row)
    if recorder is None:
        return
    old: dict[str, Cell] = {}
    state = inspect(row)
    for attribute in mapper.column_attrs:
        history = state.attrs[attribute.key].history
        if history.added:
            if not history.deleted:
                raise StoreFaultError(f"{table}.{attribute.key} was overwritten without having been read")
            old[attribute.key] = history.deleted[0]
    if old:
        recorder.updated(table, _key(mapper, row), old, {column: getattr(row, column) for column in old})


def _after_delete(mapper: Mapper[Base], _connection: Connection, row: Base) -> None:
    recorder, table = _recorder(mapper, row)
    if recorder is not None:
        recorder.deleted(table, _key(mapper, row), _row_before(mapper, row))


event.listen(Base, "after_insert", _after_insert, propagate=True)
event.listen(Base, "after_update", _after_update, propagate=True)
event.listen(Base, "after_delete", _after_delete, propagate=True)
