"""The history's chain, read in portions: whether every entry is as it was written and follows the one before."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from ita_tui.thai.numerals import digits
from store.changes import GENESIS, is_linked
from store.door import Door
from store.unreadable_text import FOUND, read_as

_PORTION = 400  # entries read while nobody else can save
_BEFORE_ALL = -(1 << 63)  # no number is lower
_CONTENT = ("id", "at", "words", "subject", "why", "kind", "target", "changes")
_ENTRIES = f"SELECT {', '.join(_CONTENT)}, previous, hash FROM history WHERE id > ? ORDER BY id"  # noqa: S608 - our own columns
RESTORE, SALVAGE = "restore", "salvage"
_LEFT = "left:"
_LONGEST_COUNT = 18  # digits; no history is so long, and longer ones Python will not make a number of
_LOST = "lost"  # instead of the hash of an entry that only stands in by name
_SAID_LOST = re.compile(rf"ประวัติการแก้ไข(?:หายไป| กู้ไม่ได้) (\d{{1,{_LONGEST_COUNT}}}) รายการ")
"""How the entry of a salvage says how many entries of the history are lost, in whichever numerals."""


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

    def take(self, number: int, at: object, subject: object, why: object, own_hash: object) -> None:
        """Take the next entry in. What was edited from outside may be no text: it is taken as it is written out."""
        self.hashes[number], self.moments[number] = str(own_hash), str(at)
        if subject in {RESTORE, SALVAGE}:
            self.branches[number] = Branch(str(at), left_of(str(why)) if subject == RESTORE else None)

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
            is_count = count.isascii() and count.isdigit() and len(count) <= _LONGEST_COUNT
            return (int(count), head) if is_count else None
    return None


def links(door: Door) -> Iterator[Link]:
    """Every entry in its order; the door is free between the portions, so that whoever saves does not wait."""
    last = _BEFORE_ALL
    while True:
        with door.reading() as session, read_as(FOUND, session):
            found = session.connection().exec_driver_sql(f"{_ENTRIES} LIMIT {_PORTION}", (last,)).all()
        yield from (Link(*row) for row in found)
        if len(found) < _PORTION:
            return
        last = found[-1][0]


def links_after(session: Session, number: int) -> tuple[Link, ...]:
    """The entries that came after one, as the session sees them."""
    with read_as(FOUND, session):
        return tuple(Link(*row) for row in session.connection().exec_driver_sql(_ENTRIES, (number,)))


@dataclass(frozen=True)
class ChainLook:
    """What a look along the chain found, a Thai sentence each: what is wrong, and what a salvage has told already."""

    problems: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass
class _Lost:
    """Entries that are not there, as (first, last, whether a name stands in), until a salvage answers for them.

    ``before`` counts those of before the last salvage: the next one counted them again.
    """

    open: list[tuple[int, int, bool]] = field(default_factory=list)
    before: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def answered_by(self, number: int, counted: int) -> None:
        """A salvage entry answers for as many as it counted; where more are gone, nobody knows which it meant."""
        if self.before + sum(last - first + 1 for first, last, _ in self.open) <= counted:
            told = f"เมื่อไฟล์เสียหาย ตามที่รายการกู้ข้อมูลลำดับที่ {digits(number)} บันทึกไว้"
            self.notes += [f"{_gone(first, last)}{told}" for first, last, _ in self.open]
        else:
            self.unanswered()
        self.before += sum(last - first + 1 for first, last, named in self.open if not named)
        self.open.clear()

    def unanswered(self) -> None:
        self.problems += [(first, _gone(first, last)) for first, last, _ in self.open]


def chain_look(entries: Iterable[Link], door: Door) -> ChainLook:
    """Look along the chain: edited, deleted, inserted or reordered entries, and those that a salvage says it lost."""
    lost, problems = _Lost(), list[tuple[int, str]]()
    expected, previous = 1, GENESIS
    for row in entries:
        if row.id > expected:
            lost.open.append((expected, row.id - 1, False))
        if _stands_in(row):
            lost.open.append((row.id, row.id, True))
        else:
            follows = row.id > expected or previous in {row.previous, _LOST}
            problems += [(row.id, sentence) for sentence in _wrong(row, expected, follows=follows)]
            if row.subject == SALVAGE and _is_as_written(row):
                lost.answered_by(row.id, sum(int(count) for count in _SAID_LOST.findall(row.why)))
        expected, previous = max(expected, row.id + 1), _LOST if _stands_in(row) else row.hash
    lost.unanswered()
    in_order = sorted((*problems, *lost.problems), key=itemgetter(0))
    return ChainLook((*(sentence for _, sentence in in_order), *_cut_off(door)), tuple(lost.notes))


def chain_problems(entries: Iterable[Link], door: Door) -> tuple[str, ...]:
    """What is wrong with the chain, a Thai sentence each."""
    return chain_look(entries, door).problems


def _wrong(row: Link, expected: int, *, follows: bool) -> Iterator[str]:
    if row.id < expected:
        yield f"ประวัติลำดับที่ {digits(row.id)} ถูกแทรกเข้ามา"
    elif not follows:
        yield f"ประวัติลำดับที่ {digits(row.id)} ไม่ต่อเนื่องจากรายการก่อนหน้า"
    if not _is_as_written(row):
        yield f"ประวัติลำดับที่ {digits(row.id)} ถูกแก้ไข"


def _is_as_written(row: Link) -> bool:
    return is_linked(row.hash, row.previous, dict(zip(_CONTENT, row, strict=False)))


def _stands_in(row: Link) -> bool:
    """Whether a salvage wrote no more than the name of an entry that it could not read (see store.salvage_writing)."""
    return row.hash == f"lost-{row.id}" and (row.previous, row.changes) == (GENESIS, "[]")


def _gone(first: int, last: int) -> str:
    until = f" ถึง {digits(last)}" if last != first else ""
    return f"ประวัติลำดับที่ {digits(first)}{until} หายไป"


def _cut_off(door: Door) -> Iterator[str]:
    with door.reading() as session:
        written = session.scalar(text("SELECT max(seq) FROM sqlite_sequence WHERE name = 'history'")) or 0
        last = session.scalar(text("SELECT max(id) FROM history")) or 0
    if written > last:
        yield f"ประวัติท้ายสุดหายไป {digits(written - last)} รายการ"
