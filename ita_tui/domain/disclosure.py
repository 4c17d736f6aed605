"""OIT items (ข้อ O): what must stand on the agency's website, who sees to it, and whether it does."""

from dataclasses import dataclass
from enum import StrEnum


class DisclosureStatus(StrEnum):
    """How far an item is; the value is the code in files, :attr:`label` the Thai word."""

    NOT_STARTED = "not_started"
    PREPARING = "preparing"
    PUBLISHED = "published"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        return {
            "not_started": "ยังไม่เผยแพร่",
            "preparing": "กำลังจัดเตรียม",
            "published": "เผยแพร่แล้ว",
            "not_applicable": "ไม่เกี่ยวข้อง",
        }[self.value]

    @property
    def sign(self) -> str:
        return {"not_started": "○", "preparing": "◐", "published": "✓", "not_applicable": "–"}[self.value]


@dataclass(frozen=True)
class DisclosureItem:
    """One OIT item of the year as the agency keeps it; ``name`` is the catalogue's, ``group`` its group's id."""

    code: str
    name: str
    group: str = ""
    responsible: str = ""
    divisions: tuple[str, ...] = ()
    url: str = ""
    status: DisclosureStatus = DisclosureStatus.NOT_STARTED
    note: str = ""
    id: int | None = None

    @property
    def number(self) -> int:
        return int(self.code[1:])
