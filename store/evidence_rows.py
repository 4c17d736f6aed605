"""Pieces of evidence as rows and as values."""

from datetime import tzinfo

from ita_tui.domain.evidence import Evidence, EvidenceFile, EvidenceKind
from ita_tui.domain.fiscal_year import FiscalYear
from store.columns import day_of, day_text, moment_of, moment_text
from store.refusals import SameRevisionTwiceError
from store.tables import EvidenceFileRow, EvidenceRow


class NewEvidence:
    """Evidence that comes in from another file: one row for each id, however many measures it proves."""

    def __init__(self, year: FiscalYear, zone: tzinfo | None) -> None:
        self._year = year
        self._zone = zone
        self._rows: dict[int, EvidenceRow] = {}

    def row(self, evidence: Evidence) -> EvidenceRow:
        """The row of a piece of evidence. Raises SameRevisionTwiceError."""
        known = None if evidence.id is None else self._rows.get(evidence.id)
        if known is not None:
            return known
        if len({(file.slot, file.revision) for file in evidence.files}) < len(evidence.files):
            raise SameRevisionTwiceError(evidence.title)
        row = EvidenceRow(
            year=self._year.be,
            files=[file_row(file, self._zone) for file in evidence.files],
            **evidence_cells(evidence, self._zone),
        )
        if evidence.id is not None:
            self._rows[evidence.id] = row
        return row


def evidence_value(row: EvidenceRow, zone: tzinfo | None) -> Evidence:
    files = sorted(row.files, key=lambda file: (file.slot, file.revision))
    return Evidence(
        title=row.title,
        kind=EvidenceKind(row.kind),
        id=row.id,
        url=row.url,
        document_number=row.document_number,
        page=row.page,
        document_date=day_of(row.document_date),
        attached=None if row.attached is None else moment_of(row.attached, zone),
        note=row.note,
        files=tuple(_file_value(file, zone) for file in files),
    )


def evidence_cells(evidence: Evidence, zone: tzinfo | None) -> dict[str, object]:
    """Everything but the year and the files."""
    return {
        "title": evidence.title,
        "kind": evidence.kind.value,
        "url": evidence.url,
        "document_number": evidence.document_number,
        "page": evidence.page,
        "document_date": day_text(evidence.document_date),
        "attached": None if evidence.attached is None else moment_text(evidence.attached, zone),
        "note": evidence.note,
    }


def file_row(file: EvidenceFile, zone: tzinfo | None) -> EvidenceFileRow:
    return EvidenceFileRow(
        slot=file.slot,
        revision=file.revision,
        sha256=file.sha256,
        name=file.name,
        size=file.size,
        added=None if file.added is None else moment_text(file.added, zone),
    )


def _file_value(row: EvidenceFileRow, zone: tzinfo | None) -> EvidenceFile:
    added = None if row.added is None else moment_of(row.added, zone)
    return EvidenceFile(row.sha256, row.name, row.size, row.slot, row.revision, added)
