"""The history's chain, read in portions: whether every entry is as it was written and follows the one before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from ita_tui.thai.numerals import digits
from store.changes import GENESIS, link_hash
from store.door import Door

_PORTION = 400  # entries read while nobody else can save
_BEFORE_ALL = -(1 << 63)  # no number is lower
_CONTENT = ("id", "at", "words", "subject", "why", "kind", "target", "changes")
_ENTRIES = f"SELECT {', '.join(_CONTENT)}, previous, hash FROM history WHERE id > ? ORDER BY id"  # noqa: S608 - our own columns
RESTORE, SALVAGE = "restore", "salvage"
_LEFT = "left:"


class Link(NamedTuple):
    """An entry, column by column: all that its hash is of, and the hash."""

    id: int
    at: str
    words: str
    subject: str
    why: str
    kind: str
    target: int | None
    changes: str
    previous: str
    hash: str


@dataclass(frozen=True)
class Branch:
    """An entry at which the history went on from a file other than the one it stood in before.

    ``at`` is its moment as written; ``left`` the count and head of the history that was left, None where nobody knows.
    """

    at: str
    left: tuple[int, str] | None


@dataclass
class Outline:
    """A chain as far as it is compared with others: by number the hash and moment of each entry, and its branches."""

    hashes: dict[int, str] = field(default_factory=dict)
    moments: dict[int, str] = field(default_factory=dict)
    branches: dict[int, Branch] = field(default_factory=dict)

    def take(self, number: int, at: str, subject: str, why: str, own_hash: str) -> None:
        """Take the next entry in."""
        self.hashes[number], self.moments[number] = own_hash, at
        if subject in {RESTORE, SALVAGE}:
            self.branches[number] = Branch(at, left_of(why) if subject == RESTORE else None)

    def holds(self, count: int, head: str) -> bool:
        """Whether the chain had this head when it had so many entries."""
        return not count or self.hashes.get(count) == head

    @property
    def began(self) -> str:
        """The moment of the first entry as written; empty where there is none."""
        return self.moments[min(self.moments)] if self.moments else ""


def left_of(why: str) -> tuple[int, str] | None:
    """Count and head of the history that a restore left, as its entry says: ``left:12:ab…`` among its words."""
    for word in why.split():
        if word.startswith(_LEFT):
            count, _, head = word.removeprefix(_LEFT).partition(":")
            return (int(count), head) if count.isascii() and count.isdigit() else None
    return None


def links(door: Door) -> Iterator[Link]:
    """Every entry in its order; the door is free between the portions, so that whoever saves does not wait."""
    last = _BEFORE_ALL
    while True:
        with door.reading() as session:
            found = session.connection().exec_driver_sql(f"{_ENTRIES} LIMIT {_PORTION}", (last,)).all()
        yield from (Link(*row) for row in found)
        if len(found) < _PORTION:
            return
        last = found[-1][0]


def links_after(session: Session, number: int) -> Iterator[Link]:
    """The entries that came after one, as the session sees them."""
    for row in session.connection().exec_driver_sql(_ENTRIES, (number,)):
        yield Link(*row)


def chain_problems(entries: Iterable[Link], door: Door) -> Iterator[str]:
    """What is wrong with the chain, a Thai sentence each: edited, deleted, inserted or reordered entries."""
    expected, previous = 1, GENESIS
    for row in entries:
        if row.id < expected:
            yield f"ประวัติลำดับที่ {digits(row.id)} ถูกแทรกเข้ามา"
        elif row.id != expected:
            yield f"ประวัติลำดับที่ {digits(expected)} ถึง {digits(row.id - 1)} หายไป"
        elif row.previous != previous:
            yield f"ประวัติลำดับที่ {digits(row.id)} ไม่ต่อเนื่องจากรายการก่อนหน้า"
        if row.hash != link_hash(row.previous, dict(zip(_CONTENT, row, strict=False))):
            yield f"ประวัติลำดับที่ {digits(row.id)} ถูกแก้ไข"
        expected, previous = max(expected, row.id + 1), row.hash
    with door.reading() as session:
        written = session.scalar(text("SELECT max(seq) FROM sqlite_sequence WHERE name = 'history'")) or 0
        last = session.scalar(text("SELECT max(id) FROM history")) or 0
    if written > last:
        yield f"ประวัติท้ายสุดหายไป {digits(written - last)} รายการ"
