"""Closing a year: evidence copies that no other year uses go, and a record of what went stays.

The record is written first, with the list of what is still to be deleted; then the copies go. Whatever a crash leaves
of them is deleted at the next start, before anything else can be attached.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.domain.removal import KeptCopy, Removal, RemovedCopy, ToRemove
from ita_tui.errors import ItaError
from ita_tui.thai.numerals import thai_digits
from store.begun import must_have_begun
from store.changes import canonical
from store.columns import moment_of, moment_text
from store.decision_tables import FrozenRoundRow
from store.door import Door
from store.removal_tables import RemovedCopyRow
from store.tables import (
    DisclosureRow,
    EvidenceFileRow,
    EvidenceLinkRow,
    EvidenceRow,
    ItemEvidenceRow,
    MeasureRow,
    PreferenceRow,
)

SUBJECT = "removed:"
"""How the history names the removal of a year's copies, followed by the year: no key undoes it."""
_PENDING = "copies_to_delete"
"""The setting that lists what is recorded as removed and may still lie in the vault."""

Delete = Callable[[str], bool]
"""Deletes a content from the vault by its hash; False where the system still holds it."""


class CopyJustRemoved(ItaError):
    """A file was to be attached whose copy was removed between its being looked at and its being written down."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"ยังไม่ได้แนบไฟล์ «{name}» ข้อมูลเดิมยังอยู่ครบ",
            "สำเนาของไฟล์นี้เพิ่งถูกลบไปพร้อมกันเมื่อปิดปี",
            "แนบไฟล์นี้อีกครั้ง",
        )


class Removals:
    """What was removed of the vault when years were closed; ``delete`` takes one content out of it."""

    def __init__(self, door: Door, delete: Delete) -> None:
        self._door = door
        self._delete = delete

    def all(self) -> tuple[RemovedCopy, ...]:
        """Everything that ever went, the earliest first."""
        with self._door.reading() as session:
            asked = select(RemovedCopyRow).order_by(RemovedCopyRow.id)
            return tuple(self._record(row) for row in session.scalars(asked))

    def holds(self, sha256: str) -> bool:
        """Whether a content was removed on purpose and never attached again."""
        asked = select(RemovedCopyRow.id).where(
            RemovedCopyRow.sha256 == sha256, RemovedCopyRow.returned.is_(None)
        )
        with self._door.reading() as session:
            return session.scalar(asked.limit(1)) is not None

    def look(self, year: FiscalYear) -> ToRemove:
        """What closing a year would remove; nothing is changed. Raises YearNotThereError."""
        with self._door.reading() as session:
            must_have_begun(session, year)
            return _look(session, year)

    def remove(self, year: FiscalYear, why: str) -> Removal:
        """Record what goes as one step of the history, then delete it. Raises YearNotThereError.

        Where nothing would go, nothing is recorded.
        """
        with self._door.change(why=why) as session:
            must_have_begun(session, year)
            going = _look(session, year).going
            if not going:
                return Removal(year, ())
            told = f"ลบสำเนาหลักฐานของปีงบประมาณ {thai_digits(year.be)} จำนวน {thai_digits(len(going))} ไฟล์"
            self._door.describe(told, f"{SUBJECT}{year.be}")
            now = moment_text(self._door.clock(), self._door.zone)
            session.add_all(
                RemovedCopyRow(
                    year=year.be,
                    sha256=one.sha256,
                    name=one.name,
                    size=one.size,
                    at=now,
                    why=why,
                    returned=None,
                )
                for one in going
            )
            pending = [*_pending(session), *(one.sha256 for one in going)]
            session.merge(PreferenceRow(key=_PENDING, value=canonical(pending)))
        held = self.finish()
        return Removal(year, going, tuple(one.name for one in going if one.sha256 in held))

    def finish(self) -> frozenset[str]:
        """Delete what is recorded as removed and still lies there; the hashes of what the system still holds."""
        with self._door.reading() as session:
            pending = _pending(session)
        if not pending:
            return frozenset()
        return frozenset(sha256 for sha256 in pending if not self._deleted(sha256))

    def _deleted(self, sha256: str) -> bool:
        """Delete one content in a step of its own, unless it was attached again since: nobody can attach it meanwhile."""
        with self._door.change() as session:
            left = _pending(session)
            if sha256 not in left:
                return True
            if not self._delete(sha256):
                return False
            left.remove(sha256)
            session.merge(PreferenceRow(key=_PENDING, value=canonical(left)))
            return True

    def _record(self, row: RemovedCopyRow) -> RemovedCopy:
        zone = self._door.zone
        returned = None if row.returned is None else moment_of(row.returned, zone)
        at = moment_of(row.at, zone)
        return RemovedCopy(row.sha256, row.name, row.size, FiscalYear(row.year), at, row.why, returned)


def removed_among(session: Session, hashes: Collection[str]) -> frozenset[str]:
    """Those contents that were removed and never attached again."""
    asked = select(RemovedCopyRow.sha256).where(
        RemovedCopyRow.sha256.in_(hashes), RemovedCopyRow.returned.is_(None)
    )
    return frozenset(session.scalars(asked))


def note_returned(
    session: Session, hashes: Collection[str], now: datetime, in_vault: Callable[[str], bool]
) -> None:
    """Write down, in the running step, that contents which had been removed are attached again.

    Raises CopyJustRemoved where a content went after the vault had found that it has it already.
    """
    asked = select(RemovedCopyRow).where(RemovedCopyRow.sha256.in_(hashes), RemovedCopyRow.returned.is_(None))
    for row in session.scalars(asked):
        if not in_vault(row.sha256):
            raise CopyJustRemoved(row.name)
        row.returned = moment_text(now, now.tzinfo)
    pending = _pending(session)
    if set(pending) & set(hashes):  # the system held it when it was to go; it is wanted again
        left = [sha256 for sha256 in pending if sha256 not in hashes]
        session.merge(PreferenceRow(key=_PENDING, value=canonical(left)))


def _pending(session: Session) -> list[str]:
    row = session.get(PreferenceRow, _PENDING)
    found = [] if row is None else json.loads(row.value)
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _look(session: Session, year: FiscalYear) -> ToRemove:
    years = _years_of_evidence(session)
    copies: dict[str, KeptCopy] = {}
    used: dict[str, set[int]] = {}
    asked = select(EvidenceFileRow, EvidenceRow.title).join(EvidenceRow).order_by(EvidenceFileRow.id)
    for file, title in session.execute(asked):
        copies.setdefault(file.sha256, KeptCopy(file.sha256, file.name, title, file.size))
        used.setdefault(file.sha256, set()).update(years[file.evidence_id])
    gone = set(session.scalars(select(RemovedCopyRow.sha256).where(RemovedCopyRow.returned.is_(None))))
    of_year = [copies[one] for one in copies if year.be in used[one] and one not in gone]
    signed = select(FrozenRoundRow.id).where(
        FrozenRoundRow.year == year.be,
        FrozenRoundRow.months == int(RoundOf.TWELVE_MONTHS),
        FrozenRoundRow.released.is_(None),
    )
    return ToRemove(
        year=year,
        going=tuple(one for one in of_year if used[one.sha256] == {year.be}),
        staying=tuple(one for one in of_year if used[one.sha256] != {year.be}),
        signed=session.scalar(signed.limit(1)) is not None,
    )


def _years_of_evidence(session: Session) -> dict[int, set[int]]:
    """The years that each piece of evidence (id) belongs to: the one it was entered in, and those of all it proves."""
    years: dict[int, set[int]] = {}
    for number, be in _uses(session):
        years.setdefault(number, set()).add(be)
    return years


def _uses(session: Session) -> Iterator[tuple[int, int]]:
    questions = (
        select(EvidenceRow.id, EvidenceRow.year),
        select(EvidenceLinkRow.evidence_id, MeasureRow.year).join(
            MeasureRow, MeasureRow.id == EvidenceLinkRow.measure_id
        ),
        select(ItemEvidenceRow.evidence_id, DisclosureRow.year).join(
            DisclosureRow, DisclosureRow.id == ItemEvidenceRow.item_id
        ),
    )
    for asked in questions:
        found: Iterable[tuple[int, int]] = ((number, be) for number, be in session.execute(asked))
        yield from found
