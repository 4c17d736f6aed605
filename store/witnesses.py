"""Witnesses of the history: counts and heads of its chain that backups and signed rounds kept, and whether they hold.

A witness that is not in the chain is excused in two cases alone. Either the chain (or one that it left, as far as a
backup still has it) says by an entry of a restore that it left a history which the witness belongs to. Or the
history that was left is nowhere to be read any more, and the witness was made before that restore: it does not hold
the restore's entry itself. A witness of a signed round stands in the database it speaks of, and is never excused.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sqlalchemy import select

from ita_tui.domain.backups import Backup
from ita_tui.thai.dates import clock_time, short_date
from ita_tui.thai.numerals import digits
from store.backup_files import backups_of, folder_named
from store.chain import Outline
from store.columns import moment_text
from store.copying import read_only
from store.decision_tables import FrozenRoundRow
from store.door import Door
from store.preferences import Preferences

_SECOND_FOLDER = "second_folder"
_ANOTHER_PC = (
    "ถ้าใช้สำเนาของฐานข้อมูลนี้มากกว่าหนึ่งเครื่อง เช่น ที่สำนักงานและที่บ้าน ข้อมูลสำรองชุดนี้อาจมาจากอีกเครื่องหนึ่ง "
    "ให้ตรวจก่อนว่าเครื่องใดเป็นฉบับที่ใช้จริง"
)
"""Said of what lies in the second folder, which two PCs may share."""


@dataclass(frozen=True)
class Heard:
    """What the witnesses said: how many there are, and where they contradict the chain, a Thai sentence each.

    ``notes`` tell of backups that are of another history: one of the same name that was begun earlier.
    """

    count: int
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Witnesses:
    """Every backup that can be read, and what every signed round kept: its sentence, count and head (see _signed).

    They are called before the chain is read: whatever they have seen by then is in it.
    """

    backups: tuple[Backup, ...]
    signed: tuple[tuple[str, int | None, str], ...]


def witnesses_of(door: Door) -> Witnesses:
    """The witnesses as they stand now; reads files, not the vault."""
    return Witnesses(_backups(door), tuple(_signed(door)))


def hear(witnesses: Witnesses, chain: Outline) -> Heard:
    """Compare the chain, which was read after the witnesses were called, with each of them."""
    backups, signed = witnesses.backups, witnesses.signed
    problems = [told for told, count, head in signed if not _as_signed(chain, count, head)]
    accounted, unknown = _left_behind(chain, backups)
    others = unheard = 0
    for backup in backups:
        if any(one.holds(backup.entries, backup.head) for one in accounted):
            continue
        seen = outline_of(backup.path, backup.head)
        if seen is None:
            unheard += 1  # gone or held since it was listed, or crafted: what it says cannot be heard
            continue
        if _another(chain, seen, moment_text(backup.taken, None)):
            others += 1
        elif not _excused(seen, unknown):
            problems.append(_contradicted(chain, backup))
    notes = (f"ข้อมูลสำรอง {digits(others)} ชุดเป็นของฐานข้อมูลอื่นที่เคยใช้ชื่อนี้ จึงไม่ได้นำมาเทียบ",) if others else ()
    return Heard(len(backups) - others - unheard + len(signed), tuple(problems), notes)


def outline_of(path: Path, head: str) -> Outline | None:
    """The chain in a backup that ends with ``head``; None where it cannot be read."""
    try:
        return _outline(str(path), head)
    except sqlite3.Error:
        return None


@lru_cache(maxsize=64)
def _outline(name: str, _head: str) -> Outline:
    outline = Outline()
    with read_only(Path(name)) as connection:
        for entry in connection.execute("SELECT id, at, subject, why, hash FROM history ORDER BY id"):
            if not isinstance(entry[0], int) or None in entry:
                raise sqlite3.DatabaseError("no history of ours")
            outline.take(*entry)
    return outline


def _backups(door: Door) -> tuple[Backup, ...]:
    """Those that can be read and hold a history at all."""
    second = Preferences(door).get(_SECOND_FOLDER, "")
    found = backups_of(door.path, folder_named(second), door.zone)
    return tuple(one for one in found if not one.problem and one.entries)


def _signed(door: Door) -> Iterator[tuple[str, int | None, str]]:
    """What every signed round kept of the chain: the sentence where it is not so, the count (if kept) and the head."""
    with door.reading() as session:
        rows = session.execute(
            select(FrozenRoundRow.months, FrozenRoundRow.year, FrozenRoundRow.printing).order_by(
                FrozenRoundRow.id
            )
        ).all()
    for months, year, printing in rows:
        try:
            kept = json.loads(printing)
            head, count, stood = kept.get("head", ""), kept.get("entries"), kept.get("stood_head", "")
        except (ValueError, AttributeError):
            continue  # that the copy is not whole is told by looking through the rounds
        told = (
            f"ประวัติไม่ตรงกับที่เก็บไว้เมื่อลงนาม รอบ {digits(months)} เดือน ปีงบประมาณ {digits(year)}: "
            "รายการก่อนวันลงนามถูกแก้ ถูกลบ หรือถูกเขียนใหม่"
        )
        if head:
            yield told, count if isinstance(count, int) else None, str(head)
        if stood and stood != head:
            yield told, None, str(stood)


def _as_signed(chain: Outline, count: int | None, head: str) -> bool:
    return chain.holds(count, head) if count is not None else head in chain.hashes.values()


def _left_behind(chain: Outline, backups: Sequence[Backup]) -> tuple[list[Outline], list[tuple[int, str]]]:
    """The chain and all that it left, as far as backups have them; and the restores (number, moment) of what is lost."""
    accounted, unknown, at = [chain], [], 0
    files = {(one.entries, one.head): one.path for one in backups}
    seen: set[tuple[int, str]] = set()
    while at < len(accounted):
        for number, branch in accounted[at].branches.items():
            if branch.left is not None and branch.left in seen:
                continue
            path = None if branch.left is None else files.get(branch.left)
            left = None if branch.left is None or path is None else outline_of(path, branch.left[1])
            if branch.left is None or left is None:
                unknown.append((number, branch.at))
                continue
            seen.add(branch.left)
            accounted.append(left)
        at += 1
    return accounted, unknown


def _excused(witness: Outline, unknown: Iterable[tuple[int, str]]) -> bool:
    """Whether it was made before one of the restores that left a history which nobody can read any more."""
    held = {(number, branch.at) for number, branch in witness.branches.items()}
    return any(restore not in held for restore in unknown)


def _another(chain: Outline, witness: Outline, taken: str) -> bool:
    """Whether a backup is of a history that was begun and ended before this one: nothing in them is of one moment."""
    if not chain.moments:
        return True
    shared = any(chain.moments.get(number) == at for number, at in witness.moments.items())
    return chain.began > taken and not shared


def _contradicted(chain: Outline, backup: Backup) -> str:
    taken = f"{short_date(backup.taken.date())} {clock_time(backup.taken)} น."
    what = f"ประวัติไม่ตรงกับข้อมูลสำรอง «{backup.path.name}» ({taken} ประวัติ {digits(backup.entries)} รายการ): "
    last = max(chain.hashes, default=0)
    other = f" · {_ANOTHER_PC}" if backup.second else ""
    if last < backup.entries:
        return f"{what}ท้ายประวัติถูกตัดออก เหลือเพียง {digits(last)} รายการ{other}"
    return f"{what}รายการจนถึงลำดับที่ {digits(backup.entries)} ถูกแก้ ถูกลบ หรือถูกเขียนใหม่{other}"
