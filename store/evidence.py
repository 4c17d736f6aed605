"""Evidence: what proves measures, its files and their revisions, and which measure it proves."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload

from ita_tui.domain.evidence import Evidence, EvidenceFile
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Proof
from ita_tui.thai.numerals import thai_digits
from store import words
from store.closing import note_returned, removed_among
from store.door import Door
from store.evidence_rows import NewEvidence, evidence_cells, evidence_value, file_row
from store.places import fill
from store.refusals import AlreadyEvidenceError, AlreadyLinkedError, MeasureGoneError, RecordGoneError
from store.tables import (
    DisclosureRow,
    EvidenceFileRow,
    EvidenceLinkRow,
    EvidenceRow,
    ItemEvidenceRow,
    MeasureRow,
)
from store.vault import VaultFile


class EvidenceBook:
    """The evidence of the file. Its files lie in the vault; here stands what they prove."""

    def __init__(self, door: Door, in_vault: Callable[[str], bool]) -> None:
        """``in_vault`` tells whether a content, by its hash, lies in the vault."""
        self._door = door
        self._in_vault = in_vault

    def of_year(self, year: FiscalYear) -> tuple[Evidence, ...]:
        """All evidence that was entered in a year or proves a measure or item of it, also what none holds any more."""
        linked = select(EvidenceLinkRow.evidence_id).join(MeasureRow).where(MeasureRow.year == year.be)
        shown = select(ItemEvidenceRow.evidence_id).join(DisclosureRow).where(DisclosureRow.year == year.be)
        held = or_(EvidenceRow.year == year.be, EvidenceRow.id.in_(linked), EvidenceRow.id.in_(shown))
        asked = select(EvidenceRow).where(held)
        asked = asked.options(selectinload(EvidenceRow.files)).order_by(EvidenceRow.id)
        with self._door.reading() as session:
            return tuple(evidence_value(row, self._door.zone) for row in session.scalars(asked))

    def get(self, evidence_id: int) -> Evidence:
        """One piece of evidence. Raises RecordGoneError."""
        with self._door.reading() as session:
            return evidence_value(_row(session, evidence_id), self._door.zone)

    def attach(
        self,
        measure_ids: Sequence[int],
        evidence: Evidence,
        files: Sequence[VaultFile] = (),
        *,
        item_ids: Sequence[int] = (),
    ) -> Evidence:
        """Enter a new piece of evidence with its files, as proof of measures (where they had none, of some now) and items.

        ``evidence.files`` is not looked at: ``files`` are what the vault took in. ``attached`` is now unless given.
        Raises MeasureGoneError, and AlreadyEvidenceError where a measure has one of the files already,
        and :class:`store.closing.CopyJustRemoved`.
        """
        with self._door.change() as session:
            measures = [_measure(session, number) for number in dict.fromkeys(measure_ids)]
            items = [_item(session, number) for number in dict.fromkeys(item_ids)]
            for measure in measures:
                _refuse_same_file(session, measure, {file.sha256 for file in files})
            now = self._door.clock()
            note_returned(session, {file.sha256 for file in files}, now, self._in_vault)
            kept = tuple(
                EvidenceFile(file.sha256, file.name, file.size, slot, added=now)
                for slot, file in enumerate(files, start=1)
            )
            row = EvidenceRow(
                year=measures[0].year if measures else items[0].year,
                files=[file_row(file, self._door.zone) for file in kept],
                **evidence_cells(replace(evidence, attached=evidence.attached or now), self._door.zone),
            )
            session.add(row)
            session.flush()
            for measure in measures:
                _link(session, measure, row)
            for item in items:
                _link_item(item, row)
            proved = _named_all(measures, items)
            self._door.describe(f"แนบหลักฐาน «{row.title}» กับ{proved}", *_subjects(row, measures, items))
            return evidence_value(row, self._door.zone)

    def link_item(self, evidence_id: int, item_id: int) -> None:
        """Let a piece of evidence prove an OIT item; one that it proves already stays as it is. Raises RecordGoneError."""
        with self._door.change() as session:
            row, item = _row(session, evidence_id), _item(session, item_id)
            if all(link.evidence_id != row.id for link in item.links):
                _link_item(item, row)
            told = f"ใช้หลักฐาน «{row.title}» กับ{_named_all((), [item])}"
            self._door.describe(told, *_subjects(row, (), [item]))

    def detach_item(self, evidence_id: int, item_id: int) -> None:
        """Let an OIT item go without a piece of evidence, which stays with its files. Raises RecordGoneError."""
        with self._door.change() as session:
            row, item = _row(session, evidence_id), _item(session, item_id)
            link = next((link for link in item.links if link.evidence_id == row.id), None)
            if link is None:
                raise RecordGoneError("หลักฐาน")
            item.links.remove(link)
            told = f"ถอดหลักฐาน «{row.title}» จาก{_named_all((), [item])}"
            self._door.describe(told, *_subjects(row, (), [item]))

    def bring_in_for_item(self, item_id: int, piece: Evidence) -> int:
        """Enter a piece of evidence of an OIT item as another file had it; its number. Raises RecordGoneError."""
        with self._door.change() as session:
            item = _item(session, item_id)
            row = NewEvidence(FiscalYear(item.year), self._door.zone).row(piece)
            session.add(row)
            session.flush()
            _link_item(item, row)
            told = f"แนบหลักฐาน «{row.title}» กับ{_named_all((), [item])}"
            self._door.describe(told, *_subjects(row, (), [item]))
            return row.id

    def bring_in(self, pieces: Mapping[int, Sequence[Evidence]]) -> None:
        """Enter evidence as another file had it, files and revisions included, by the measure (id) that it proves.

        Evidence with the same id on several measures becomes one piece that proves them all; the vault may have
        the files or not. Raises MeasureGoneError.
        """
        with self._door.change() as session:
            measures = {number: _measure(session, number) for number in pieces}
            year = next((FiscalYear(measure.year) for measure in measures.values()), None)
            if year is None:
                return
            rows = NewEvidence(year, self._door.zone)
            for number, measure in measures.items():
                for piece in pieces[number]:
                    row = rows.row(piece)
                    session.add(row)
                    session.flush()
                    _link(session, measure, row)
            entered = list(measures.values())
            self._door.describe(
                f"แนบหลักฐานกับ{_named(entered)}", *(f"measure:{number}" for number in measures)
            )

    def save(self, evidence: Evidence) -> Evidence:
        """Change what is written about a piece of evidence; files have commands of their own."""
        with self._door.change() as session:
            row = _row(session, evidence.id)
            before = evidence_value(row, self._door.zone)
            changed = words.differing(words.EVIDENCE, before, evidence)
            told = f"หลักฐาน «{evidence.title}»: {words.listed(words.EVIDENCE, changed)}"
            self._door.describe(told, *_subjects(row, _proved(session, row)))
            fill(row, evidence_cells(evidence, self._door.zone))
            session.flush()
            return evidence_value(row, self._door.zone)

    def link(self, evidence_id: int, measure_id: int) -> None:
        """Let a piece of evidence prove one more measure. Raises AlreadyLinkedError and AlreadyEvidenceError."""
        with self._door.change() as session:
            row, measure = _row(session, evidence_id), _measure(session, measure_id)
            if any(link.evidence_id == row.id for link in measure.links):
                raise AlreadyLinkedError(row.title, measure.number)
            _refuse_same_file(session, measure, {file.sha256 for file in _current(row)})
            _link(session, measure, row)
            self._door.describe(f"ใช้หลักฐาน «{row.title}» กับ{_named([measure])}", *_subjects(row, [measure]))

    def detach(self, evidence_id: int, measure_id: int) -> None:
        """Let a measure go without a piece of evidence; the evidence and its files in the vault stay.

        With the last one gone, proof that was partial is none again. Raises RecordGoneError.
        """
        with self._door.change() as session:
            row, measure = _row(session, evidence_id), _measure(session, measure_id)
            link = next((link for link in measure.links if link.evidence_id == row.id), None)
            if link is None:
                raise RecordGoneError("หลักฐาน")
            measure.links.remove(link)
            if not measure.links and measure.proof == Proof.PARTIAL:
                measure.proof = Proof.NONE.value
            self._door.describe(f"ถอดหลักฐาน «{row.title}» จาก{_named([measure])}", *_subjects(row, [measure]))

    def add_file(self, evidence_id: int, file: VaultFile, replaces_slot: int | None = None) -> Evidence:
        """Add a file, or a new revision of the one in ``replaces_slot``; the earlier revision stays.

        Raises RecordGoneError, and AlreadyEvidenceError where a measure it proves has the file already.
        """
        with self._door.change() as session:
            row = _row(session, evidence_id)
            measures = _proved(session, row)
            for measure in measures:
                _refuse_same_file(session, measure, {file.sha256})
            slot = (
                max((old.slot for old in row.files), default=0) + 1
                if replaces_slot is None
                else replaces_slot
            )
            revisions = [old.revision for old in row.files if old.slot == slot]
            if replaces_slot is not None and not revisions:
                raise RecordGoneError("ไฟล์")
            revision = max(revisions, default=0) + 1
            now = self._door.clock()
            note_returned(session, {file.sha256}, now, self._in_vault)
            added = EvidenceFile(file.sha256, file.name, file.size, slot, revision, now)
            row.files.append(file_row(added, self._door.zone))
            session.flush()
            what = "เปลี่ยนไฟล์" if replaces_slot is not None else "เพิ่มไฟล์"
            self._door.describe(f"{what} «{file.name}» ในหลักฐาน «{row.title}»", *_subjects(row, measures))
            return evidence_value(row, self._door.zone)


def _row(session: Session, evidence_id: int | None) -> EvidenceRow:
    row = None if evidence_id is None else session.get(EvidenceRow, evidence_id)
    if row is None:
        raise RecordGoneError("หลักฐาน")
    return row


def _measure(session: Session, measure_id: int) -> MeasureRow:
    row = session.get(MeasureRow, measure_id)
    if row is None:
        raise MeasureGoneError
    return row


def _item(session: Session, item_id: int) -> DisclosureRow:
    row = session.get(DisclosureRow, item_id)
    if row is None:
        raise RecordGoneError("ข้อ OIT")
    return row


def _link_item(item: DisclosureRow, row: EvidenceRow) -> None:
    place = max((link.position for link in item.links), default=-1) + 1
    item.links.append(ItemEvidenceRow(evidence_id=row.id, evidence=row, position=place))


def _named_all(measures: Sequence[MeasureRow], items: Sequence[DisclosureRow]) -> str:
    """What is proved: มาตรการ ๔ และข้อ OIT ๑๒."""
    codes = ", ".join(thai_digits(item.code.removeprefix("o")) for item in items)
    return " และ".join(
        filter(None, (_named(measures) if measures else "", f"ข้อ OIT {codes}" if codes else ""))
    )


def _proved(session: Session, row: EvidenceRow) -> list[MeasureRow]:
    asked = select(MeasureRow).join(EvidenceLinkRow).where(EvidenceLinkRow.evidence_id == row.id)
    return list(session.scalars(asked.order_by(MeasureRow.number, MeasureRow.id)))


def _current(row: EvidenceRow) -> list[EvidenceFileRow]:
    newest: dict[int, EvidenceFileRow] = {}
    for file in sorted(row.files, key=lambda file: (file.slot, file.revision)):
        newest[file.slot] = file
    return list(newest.values())


def _refuse_same_file(session: Session, measure: MeasureRow, hashes: Collection[str]) -> None:
    """What a revision has replaced, or what was removed, may come back; what stands may not stand twice."""
    standing = set(hashes) - removed_among(session, hashes)
    asked = select(EvidenceRow).join(EvidenceLinkRow).where(EvidenceLinkRow.measure_id == measure.id)
    for row in session.scalars(asked.options(selectinload(EvidenceRow.files))):
        if any(file.sha256 in standing for file in _current(row)):
            raise AlreadyEvidenceError(row.title, measure.number)


def _link(session: Session, measure: MeasureRow, row: EvidenceRow) -> None:
    last = session.execute(
        select(func.max(EvidenceLinkRow.position)).where(EvidenceLinkRow.measure_id == measure.id)
    ).scalar()
    place = 0 if last is None else last + 1
    measure.links.append(EvidenceLinkRow(evidence_id=row.id, position=place))
    if measure.proof == Proof.NONE:
        measure.proof = Proof.PARTIAL.value


def _named(measures: Sequence[MeasureRow]) -> str:
    return words.measures_name([(measure.number, measure.proposal) for measure in measures])


def _subjects(
    row: EvidenceRow, measures: Iterable[MeasureRow], items: Iterable[DisclosureRow] = ()
) -> list[str]:
    proved = [*(f"measure:{measure.id}" for measure in measures), *(f"item:{item.id}" for item in items)]
    return [f"evidence:{row.id}", *proved]
