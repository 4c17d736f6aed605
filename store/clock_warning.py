"""Whether the PC's clock stands behind what was written by it before: then it was put back, or its battery is empty."""

from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from ita_tui.thai.dates import clock_time, long_date
from store.backup_files import backups_of
from store.columns import UNREADABLE_MOMENT, moment_of
from store.tables import HistoryRow
from store.unreadable_text import SHOWN, read_as

if TYPE_CHECKING:
    from store.database import Store

_TOLERANCE = timedelta(minutes=5)  # clocks are corrected by the network every day


def clock_warning(store: "Store", now: datetime) -> str:
    """A Thai sentence where the history or a backup is of a time that ``now`` (aware) has not reached; else empty."""
    with store.door.reading() as session:
        newest = _newest(session, now.tzinfo)
    moments = [backup.taken for backup in backups_of(store.path, None, now.tzinfo)]
    moments += [] if newest is None else [newest]
    last = max(moments, default=now)
    if last <= now + _TOLERANCE:
        return ""
    return (
        f"นาฬิกาของเครื่องบอก {_said(now)} แต่มีการบันทึกไว้แล้วเมื่อ {_said(last)} นาฬิกาอาจถูกตั้งย้อนหลัง"
        " ข้อมูลไม่เสียหายและลำดับประวัติยังถูกต้อง ควรตั้งวันเวลาของเครื่องให้ตรงก่อนทำงานต่อ"
    )


def _newest(session: Session, zone: tzinfo | None) -> datetime | None:
    """The latest moment of an entry, of those that can be read."""
    with read_as(SHOWN, session):
        written = session.scalars(select(HistoryRow.at).order_by(HistoryRow.at.desc()))
        moments = (moment_of(text, zone) for text in written)
        return next((at for at in moments if at != UNREADABLE_MOMENT), None)


def _said(moment: datetime) -> str:
    return f"วันที่ {long_date(moment.date())} เวลา {clock_time(moment)} น."
