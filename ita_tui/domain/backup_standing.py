"""How a backup stands to the database as it is now: the same, so many entries older, or of another history."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from ita_tui.domain.backups import Backup
from ita_tui.thai.numerals import digits


class Stands(Enum):
    """What a backup is to the database that is open."""

    SAME = auto()
    OLDER = auto()
    APART = auto()
    STRANGER = auto()
    UNKNOWN = auto()


@dataclass(frozen=True)
class HistoryNow:
    """The history of the open database: how many entries, the digest of the first, and those of the entries asked for.

    ``heads`` says for the number of an entry what the digest at the end of the chain was then.
    """

    entries: int = 0
    origin: str = ""
    heads: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Standing:
    """``behind`` is how many entries of the history came after an older backup."""

    how: Stands
    behind: int = 0

    @property
    def words(self) -> str:
        """What lists say; empty where nothing is known to compare with."""
        if self.how is Stands.OLDER:
            return f"เก่ากว่าปัจจุบัน {digits(self.behind)} รายการแก้ไข"
        return _WORDS.get(self.how, "")


_WORDS = {
    Stands.SAME: "ตรงกับปัจจุบัน",
    Stands.APART: "มีการแก้ไขที่ปัจจุบันไม่มี",
    Stands.STRANGER: "ของฐานข้อมูลอื่น",
}


def standing_of(backup: Backup, now: HistoryNow | None) -> Standing:
    """How a backup stands to ``now``; without an open database, or of one that cannot be used, nothing is known."""
    if now is None or backup.problem:
        return Standing(Stands.UNKNOWN)
    if backup.entries == 0:
        return Standing(Stands.OLDER if now.entries else Stands.SAME, now.entries)
    if backup.origin != now.origin:
        return Standing(Stands.STRANGER)
    if now.heads.get(backup.entries) != backup.head:
        return Standing(Stands.APART)
    behind = now.entries - backup.entries
    return Standing(Stands.OLDER if behind else Stands.SAME, behind)
