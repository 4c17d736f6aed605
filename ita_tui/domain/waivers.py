"""Findings of the checks that were waived (ยกเว้น), with the reason that stays on record."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Waiver:
    """That a finding is accepted as it is.

    It covers just the finding it was given for: the same ``rule``, measure and ``place`` (an OIT code, an
    instrument …), and the same ``mark``, a digest of what was found, so that it lapses where that changes.
    ``measure_id`` is the store's, ``measure`` the number as it stands now; both None where no measure is meant.
    """

    rule: str
    reason: str
    place: str = ""
    mark: str = ""
    measure: int | None = None
    measure_id: int | None = None
    at: datetime | None = None
    id: int | None = None
