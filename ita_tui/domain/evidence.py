"""Evidence (หลักฐาน): what proves that a measure was carried out."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class EvidenceKind(StrEnum):
    """What a piece of evidence is; the value is the code in files, :attr:`label` the Thai word."""

    FILE = "file"
    LINK = "link"
    DOCUMENT = "document"
    PHOTO = "photo"
    ORDER = "order"

    @property
    def label(self) -> str:
        return {"file": "ไฟล์", "link": "ลิงก์", "document": "เลขที่หนังสือ", "photo": "ภาพถ่าย", "order": "คำสั่ง"}[
            self.value
        ]


class FileState(StrEnum):
    """What a look into the vault found."""

    PRESENT = "present"
    MISSING = "missing"
    CHANGED = "changed"
    REMOVED = "removed"
    """On purpose, when a year was closed; the record of it stands in the history."""

    @property
    def label(self) -> str:
        return {
            "present": "ครบถ้วน",
            "missing": "ไฟล์หายไป",
            "changed": "ไฟล์ถูกแก้ไข",
            "removed": "ลบสำเนาแล้วเมื่อปิดปี",
        }[self.value]


@dataclass(frozen=True)
class EvidenceFile:
    """One revision of one file. Revisions are never overwritten; the highest number is the current one.

    ``slot`` tells the files of one piece of evidence apart, ``revision`` counts from 1 within a slot.
    ``sha256`` (64 hex digits) is the name in the vault, ``name`` the readable one, ``size`` is in bytes.
    """

    sha256: str
    name: str
    size: int
    slot: int = 1
    revision: int = 1
    added: datetime | None = None


@dataclass(frozen=True)
class Evidence:
    """A piece of evidence. It may prove several measures; the document's date is not the day it was attached."""

    title: str
    kind: EvidenceKind
    id: int | None = None
    url: str = ""
    document_number: str = ""
    page: str = ""
    document_date: date | None = None
    attached: datetime | None = None
    note: str = ""
    files: tuple[EvidenceFile, ...] = ()

    @property
    def current_files(self) -> tuple[EvidenceFile, ...]:
        """The newest revision of each file, in the order of their slots."""
        newest: dict[int, EvidenceFile] = {}
        for file in sorted(self.files, key=lambda f: (f.slot, f.revision)):
            newest[file.slot] = file
        return tuple(newest.values())
