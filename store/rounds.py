"""Rounds that were frozen for signing: what was kept of them is written once and never changed."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import tzinfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.domain.rounds import FrozenRound, Kept
from ita_tui.domain.verification_code import verification_code
from ita_tui.thai.numerals import digits, thai_digits
from store.begun import must_have_begun
from store.changes import Cell, readable_changes
from store.columns import moment_of, moment_text
from store.decision_tables import FrozenRoundRow
from store.door import Door
from store.refusals import RecordGoneError, RoundFrozenError
from store.tables import HistoryRow


class Rounds:
    """The rounds that were frozen, and what each of them kept."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def all(self, year: FiscalYear) -> tuple[FrozenRound, ...]:
        """The year's frozen rounds, those that were released since included, the earliest first."""
        asked = select(FrozenRoundRow).where(FrozenRoundRow.year == year.be).order_by(FrozenRoundRow.id)
        with self._door.reading() as session:
            return tuple(_round(row, self._door.zone) for row in session.scalars(asked))

    def with_code(self, code: str) -> FrozenRound | None:
        """The round that was signed under a verification code, in whatever year."""
        asked = select(FrozenRoundRow).where(FrozenRoundRow.code == code).order_by(FrozenRoundRow.id.desc())
        with self._door.reading() as session:
            row = session.scalars(asked.limit(1)).first()
            return None if row is None else _round(row, self._door.zone)

    def kept(self, round_id: int) -> Kept:
        """What a round kept, to the byte. Raises RecordGoneError."""
        with self._door.reading() as session:
            row = _row(session, round_id)
            return Kept(row.report, row.printing, row.findings, row.meeting)

    def get(self, round_id: int) -> FrozenRound:
        """A round that was frozen. Raises RecordGoneError."""
        with self._door.reading() as session:
            return _round(_row(session, round_id), self._door.zone)

    def problems(self, round_id: int) -> tuple[str, ...]:
        """What is wrong with a kept copy, in Thai: its digest, its code, and whether it is as the history wrote it down.

        Raises RecordGoneError.
        """
        with self._door.reading() as session:
            return tuple(_problems(session, _row(session, round_id)))

    def verify(self) -> tuple[str, ...]:
        """What is wrong with the kept copies of all rounds, a Thai sentence each that names its round."""
        with self._door.reading() as session:
            return tuple(
                f"สำเนาที่ลงนาม รอบ {digits(row.months)} เดือน ปีงบประมาณ {digits(row.year)}: {problem}"
                for row in session.scalars(select(FrozenRoundRow).order_by(FrozenRoundRow.id))
                for problem in _problems(session, row)
            )

    def count(self) -> int:
        """How many rounds were frozen, in all years, those that were released since included."""
        with self._door.reading() as session:
            return session.scalar(select(func.count(FrozenRoundRow.id))) or 0

    def freeze(self, frozen: FrozenRound, kept: Kept) -> FrozenRound:
        """Keep a round as it is signed. Raises RoundFrozenError where one of its months stands already.

        It cannot be undone with Ctrl+Z: :meth:`release` asks for a reason.
        """
        months = int(frozen.round_of)
        told = f"ปิดรอบ {thai_digits(months)} เดือน ปีงบประมาณ {thai_digits(frozen.year.be)} เพื่อลงนาม"
        with self._door.change(told, f"round:{frozen.year.be}:{months}") as session:
            must_have_begun(session, frozen.year)
            standing = select(FrozenRoundRow).where(
                FrozenRoundRow.year == frozen.year.be,
                FrozenRoundRow.months == months,
                FrozenRoundRow.released.is_(None),
            )
            if session.scalars(standing).first() is not None:
                raise RoundFrozenError(frozen.year, frozen.round_of)
            row = FrozenRoundRow(
                year=frozen.year.be,
                months=months,
                at=moment_text(frozen.at, self._door.zone),
                digest=frozen.digest,
                code=frozen.code,
                report=kept.report,
                printing=kept.printing,
                findings=kept.findings,
                meeting=kept.meeting,
                released=None,
                why="",
            )
            session.add(row)
            session.flush()
            return _round(row, self._door.zone)

    def release(self, round_id: int, why: str) -> FrozenRound:
        """Unfreeze a round for a reason, which stands in the history; what was kept stays. Raises RecordGoneError."""
        with self._door.change(why=why) as session:
            row = _row(session, round_id)
            told = f"ปลดการปิดรอบ {thai_digits(row.months)} เดือน ปีงบประมาณ {thai_digits(row.year)}"
            self._door.describe(told, f"round:{row.year}:{row.months}")
            row.released, row.why = moment_text(self._door.clock(), self._door.zone), why
            session.flush()
            return _round(row, self._door.zone)


def _problems(session: Session, row: FrozenRoundRow) -> Iterator[str]:
    digest = hashlib.sha256(row.report.encode()).hexdigest()
    if digest != row.digest:
        yield "เนื้อหาที่เก็บไว้ไม่ตรงกับลายนิ้วมือ"
    if row.code != verification_code(FiscalYear(row.year), RoundOf(row.months), row.digest):
        yield "รหัสตรวจสอบไม่ได้มาจากลายนิ้วมือของเนื้อหา"
    recorded = _recorded(session, row)
    if not recorded:
        yield "ประวัติไม่มีรายการปิดรอบนี้"
    elif any(getattr(row, name) != cell for name, cell in recorded.items()):
        yield "ข้อมูลที่เก็บไว้ไม่ตรงกับที่ประวัติบันทึกไว้ (ถูกแก้จากนอกโปรแกรม)"


def _recorded(session: Session, row: FrozenRoundRow) -> Mapping[str, Cell]:
    """The row as the history says that it was written, by column name; empty where it says nothing of it."""
    padded = " " + HistoryRow.subject + " "
    about = select(HistoryRow.changes).where(func.instr(padded, f" round:{row.year}:{row.months} ") > 0)
    cells: dict[str, Cell] = {}
    for changes in session.scalars(about.order_by(HistoryRow.id)):
        for change in readable_changes(changes) or ():
            if change.table == FrozenRoundRow.__tablename__ and change.key.get("id") == row.id:
                cells |= change.new or {}
    return cells


def _row(session: Session, round_id: int) -> FrozenRoundRow:
    row = session.get(FrozenRoundRow, round_id)
    if row is None:
        raise RecordGoneError("รอบที่ปิดไว้")
    return row


def _round(row: FrozenRoundRow, zone: tzinfo | None) -> FrozenRound:
    return FrozenRound(
        year=FiscalYear(row.year),
        round_of=RoundOf(row.months),
        at=moment_of(row.at, zone),
        digest=row.digest,
        code=row.code,
        released=None if row.released is None else moment_of(row.released, zone),
        why=row.why,
        id=row.id,
    )
