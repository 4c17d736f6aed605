"""Removing evidence copies when a year is closed: what would go, what stays, and the record of what went."""

from dataclasses import dataclass
from datetime import datetime

from ita_tui.domain.fiscal_year import FiscalYear


@dataclass(frozen=True)
class KeptCopy:
    """A content of the vault, once, however many pieces of evidence name it.

    ``name`` is the readable one, ``title`` that of the first evidence that has it, ``size`` in bytes.
    """

    sha256: str
    name: str
    title: str
    size: int


@dataclass(frozen=True)
class RemovedCopy:
    """The record of a content that went: when, why, and when the same was attached again (None: never)."""

    sha256: str
    name: str
    size: int
    year: FiscalYear
    at: datetime
    why: str
    returned: datetime | None = None


@dataclass(frozen=True)
class ToRemove:
    """What closing a year would remove: ``going`` is used by no other year, ``staying`` by ``year`` and others.

    ``signed`` says whether the report of the whole year stands signed.
    """

    year: FiscalYear
    going: tuple[KeptCopy, ...]
    staying: tuple[KeptCopy, ...]
    signed: bool

    @property
    def size(self) -> int:
        """Bytes that would be free."""
        return sum(one.size for one in self.going)


@dataclass(frozen=True)
class Removal:
    """What was removed; ``held`` are the names of copies that the system still holds: the next start removes them."""

    year: FiscalYear
    removed: tuple[KeptCopy, ...]
    held: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of what was removed."""
        return sum(one.size for one in self.removed)
