"""Backups (ข้อมูลสำรอง): why each was made, and which of them may be cleared away as time goes by."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

ALL_OF = timedelta(days=2)
"""Every backup of the last two days is kept."""
DAYS, WEEKS, MONTHS = 12, 10, 9
"""Of what is older: the newest of each of so many days, then of so many weeks, then of so many months."""


class BackupKind(StrEnum):
    """Why a backup was made."""

    BY_HAND = "by_hand"
    START = "start"
    BEFORE_IMPORT = "before-import"
    BEFORE_BULK = "before-bulk"
    BEFORE_RESTORE = "before-restore"
    BEFORE_MIGRATION = "before-migration"
    SIGNED = "signed"

    @property
    def label(self) -> str:
        """The Thai word that lists show."""
        return _LABELS[self]

    @property
    def for_good(self) -> bool:
        """Whether it is never cleared away: what was signed, what an older program wrote, and what she made herself."""
        return self in _FOR_GOOD


_LABELS = {
    BackupKind.BY_HAND: "ท่านสั่งสำรอง",
    BackupKind.START: "อัตโนมัติ",
    BackupKind.BEFORE_IMPORT: "ก่อนรับข้อมูลเข้า",
    BackupKind.BEFORE_BULK: "ก่อนเปลี่ยนแปลงครั้งใหญ่",
    BackupKind.BEFORE_RESTORE: "ก่อนนำข้อมูลสำรองกลับมาใช้",
    BackupKind.BEFORE_MIGRATION: "ก่อนปรับรุ่นของไฟล์",
    BackupKind.SIGNED: "เมื่อปิดรอบเพื่อลงนาม",
}
_FOR_GOOD = frozenset({BackupKind.BY_HAND, BackupKind.BEFORE_MIGRATION, BackupKind.SIGNED})


@dataclass(frozen=True)
class Backup:
    """A backup of the database, as far as its file tells.

    ``taken`` is aware, in the office's zone; ``size`` is in bytes, ``schema`` the number of the file's form.
    ``entries`` is how many entries its history has and ``head`` the digest at the end of that chain; ``origin`` is the
    digest of its first entry, which says whose history it is (both empty where nothing had happened). ``second`` tells
    one in the second folder. ``problem`` is a Thai sentence where it cannot be used; the rest is then as far as known.
    """

    path: Path
    taken: datetime
    kind: BackupKind
    size: int
    schema: int
    entries: int
    head: str
    origin: str
    second: bool
    problem: str = ""


def to_clear(backups: Iterable[Backup], now: datetime) -> tuple[Backup, ...]:
    """The backups of one history in one folder that may be cleared away at ``now`` (aware), newest first.

    Kept are: all of the last two days; of what is older the newest of each of twelve days, then of ten weeks, then of
    nine months that have one (a week begins on Monday); those before a migration and of signed rounds for good; and
    those that she made by hand, for what she made herself is not the program's to take away. What lies in the future
    was made under another clock and stays, and so does what cannot be read: nobody knows what it holds. The newest
    sound backup is always among the kept.
    """
    rotating = [one for one in backups if not (one.problem or one.kind.for_good)]
    rotating.sort(key=_age, reverse=True)
    recent = [one for one in rotating if now - one.taken < ALL_OF]
    older = rotating[len(recent) :]
    kept = frozenset(one.path for one in (*recent, *_newest_of_each(older, recent[-1:])))
    return tuple(one for one in rotating if one.path not in kept)


def _age(backup: Backup) -> tuple[datetime, int, str]:
    """The order in which backups were made; of two of one second, the one with more entries is the newer."""
    return backup.taken, backup.entries, str(backup.path)


def _newest_of_each(older: Sequence[Backup], kept: Sequence[Backup]) -> Iterator[Backup]:
    """What stays of ``older`` (newest first), when ``kept`` is the one that was kept last before it, if any."""
    stages = iter(_STAGES)
    span, left = next(stages)
    last = kept[0] if kept else None
    for one in older:
        if left == 0:
            following = next(stages, None)
            if following is None:
                return
            span, left = following
        if last is not None and span(one.taken.date()) == span(last.taken.date()):
            continue
        yield one
        last, left = one, left - 1


def _day(day: date) -> tuple[int, int]:
    return day.year, day.timetuple().tm_yday


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


_STAGES: tuple[tuple[Callable[[date], tuple[int, int]], int], ...] = (
    (_day, DAYS),
    (_week, WEEKS),
    (_month, MONTHS),
)
