"""Looks after backups: made by themselves and before what changes much, listed, compared, brought back, taken away."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from ita_tui.domain.agency import Agency
from ita_tui.domain.backups import Backup, BackupKind
from ita_tui.domain.differences import Difference, differences
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.report import Report
from ita_tui.domain.rounds import FrozenRound
from ita_tui.errors import ItaError

if TYPE_CHECKING:
    from store.database import Store
    from store.history import Entry
    from store.restoring import Restored

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class _Turn:
    """Whose turn it is to look after a store's backups: one at a time; ``wanted``: a round was asked for, not begun."""

    lock: Lock = field(default_factory=Lock)
    wanted: Event = field(default_factory=Event)


_TURNS: "WeakKeyDictionary[Store, _Turn]" = WeakKeyDictionary()
_TURNS_LOCK = Lock()


@dataclass(frozen=True)
class KeptBackups:
    """What looking after the backups did: the one that was made, how many were cleared away, and what to tell her.

    ``told`` are Thai sentences about what could not be done: the backup itself, or the second folder.
    """

    made: Path | None = None
    cleared: int = 0
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class BackupComparison:
    """What is different since a backup was made.

    ``since`` are the history's entries that the backup has not, ``only_there`` those that it alone has (it was made
    before another one was brought back), both newest first. ``differences`` of the year are told from the backup to
    now; ``year_there`` and ``year_here`` say on which side the year has begun.
    """

    since: "tuple[Entry, ...]"
    only_there: "tuple[Entry, ...]"
    differences: tuple[Difference, ...]
    year_there: bool
    year_here: bool


class NotBegun(ItaError):
    """What changes much was not begun, because no backup could be made before it; ``refusal`` says why not."""

    def __init__(self, kind: BackupKind, refusal: ItaError) -> None:
        self.refusal = refusal
        super().__init__(
            f"ยังไม่ได้ทำ เพราะสำรองข้อมูล{kind.label}ไม่ได้ ข้อมูลยังเหมือนเดิมทุกประการ",
            refusal.means or refusal.happened,
            refusal.do or "สำรองข้อมูลด้วยตนเองไปยังที่เก็บอื่น แล้วลองใหม่",
        )


def list_backups(database: Path, clock: Clock, store: "Store | None") -> tuple[Backup, ...]:
    """The backups of a database, newest first, also where it will not open (``store`` is None then).

    Call it in a thread: each backup is looked into.
    """
    from store.backup_files import backups_of
    from store.second_folder import chosen_without_store

    database = database.absolute()
    zone = clock().tzinfo
    second = chosen_without_store(database, zone) if store is None else second_folder(store)
    return backups_of(database, second, zone)


def compare_backup(store: "Store", backup: Backup, year: FiscalYear) -> BackupComparison:
    """What is different now from a backup: see :func:`compare_file`."""
    return compare_file(store, backup.path, year)


def compare_file(store: "Store", backup: Path, year: FiscalYear) -> BackupComparison:
    """What is different now from a backup, of which a copy is opened: the backup itself is never written.

    Call it in a thread. Raises NoBackupThereError, BadBackupError, ForeignFileError and NewerFileError.
    """
    from store.backup_comparing import entries_apart, opened_copy

    with opened_copy(backup, store.door.clock) as then:
        since, only_there = entries_apart(store, then)
        there, here = year in then.years.all(), year in store.years.all()
        before = then.report(year) if there else Report(Agency(""), year)
        now = store.report(year) if here else Report(Agency(""), year)
        return BackupComparison(since, only_there, differences(before, now), there, here)


def backed_up_before(store: "Store", kind: BackupKind) -> None:
    """Make a backup before what changes much, unless one holds everything. Raises NotBegun where none can be made.

    Inside of a step nothing is made: whoever began the step answers for it.
    """
    from store import backups

    with store.door.reading():
        if store.door.mid_step:
            return
    try:
        backups.back_up_as(store, kind)
    except ItaError as refusal:
        raise NotBegun(kind, refusal) from refusal


def kept_signed(store: "Store", frozen: FrozenRound) -> str:
    """Make the backup of a round that was signed just now, which is kept for good; a Thai sentence where it failed.

    The round stands signed all the same.
    """
    from store import backups

    try:
        backups.back_up_as(store, BackupKind.SIGNED, f"{frozen.year.be}-{int(frozen.round_of)}")
    except ItaError as refusal:
        return f"ปิดรอบแล้ว แต่ยังสำรองข้อมูลเมื่อปิดรอบไม่ได้ · {refusal}"
    return ""


def bring_back(backup: Path, database: Path, clock: Clock) -> "Restored":
    """Bring a backup back; the database that was there is set aside, which can be undone with :func:`go_back`."""
    from store import restoring

    return restoring.bring_back(backup, database, clock=clock)


def go_back(database: Path, clock: Clock) -> "Restored":
    """Bring back what the last restore set aside; what is there now is set aside in its turn."""
    from store import restoring

    return restoring.go_back(database, clock=clock)


def would_come_back(database: Path, clock: Clock) -> Backup | None:
    """What undoing the last restore would bring back; None where nothing was set aside, or it is gone. For a thread."""
    from store.last_aside import found_aside

    return found_aside(database.absolute(), clock())


def keep_backups(store: "Store", stop: Callable[[], bool] | None = None) -> KeptBackups:
    """Look after the backups: make one where it is due, rotate, take them to the second folder. Call it in a thread.

    Nothing of it raises an ItaError: what failed is told. It ends early, with nothing half done, once ``stop`` is true
    or the store is closed. Called again while it is under way, it returns at once, and the one under
    way begins anew when it is done, so that a folder chosen meanwhile is filled.
    """
    from store.refusals import StoreFaultError

    def leaving() -> bool:
        return store.door.closed or (stop is not None and stop())

    turn = _turn_of(store)
    turn.wanted.set()
    kept = KeptBackups()
    while turn.wanted.is_set() and turn.lock.acquire(blocking=False):
        try:
            turn.wanted.clear()
            if not leaving():
                kept = _both(kept, _kept(store, leaving))
        except StoreFaultError:
            if not store.door.closed:
                raise
            return KeptBackups()
        finally:
            turn.lock.release()
    return kept


def _turn_of(store: "Store") -> _Turn:
    with _TURNS_LOCK:
        return _TURNS.setdefault(store, _Turn())


def _both(first: KeptBackups, then: KeptBackups) -> KeptBackups:
    """What two rounds did; of what could not be done, the later one tells."""
    return KeptBackups(then.made or first.made, first.cleared + then.cleared, then.told)


def _kept(store: "Store", stop: Callable[[], bool]) -> KeptBackups:
    from store import backups, second_folder

    made: Path | None = None
    told: list[str] = []
    try:
        made = backups.back_up_if_due(store)
    except ItaError as refusal:
        told.append(f"สำรองข้อมูลอัตโนมัติไม่ได้ · {refusal}")
    gone = backups.clear_away(store)
    return KeptBackups(made, gone, (*told, *second_folder.carry_over(store, stop)))


def second_folder(store: "Store") -> Path | None:
    """The second folder that she chose for backups, whether or not it is there now."""
    from store.second_folder import chosen

    return chosen(store)


def choose_second_folder(store: "Store", folder: Path | None) -> None:
    """Let backups go to a second folder, too, or (None) no longer.

    Raises MissingFolderError, ReadOnlyFolderError and SecondFolderIsTheFirstError.
    """
    from store.second_folder import choose

    choose(store, folder)
