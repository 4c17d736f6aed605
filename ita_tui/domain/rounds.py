"""Rounds (รอบ) that were frozen for signing: what was signed is kept as it was, under a code that can be checked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ita_tui.domain.fiscal_year import FiscalYear, RoundOf

AFTER_SIGNATURE, AFTER_SIGN = "หลังลงนาม", "◆"
"""What is said, and the sign in a narrow column, of what is no longer as it was signed."""


@dataclass(frozen=True)
class FrozenRound:
    """A round as it was signed. What was kept of it (the report itself) is asked of the store by its ``id``.

    ``digest`` is the SHA-256 of the kept report, ``code`` the verification code on the paper. ``released`` (aware)
    is when it was unfrozen, with the reason ``why``; None while it stands.
    """

    year: FiscalYear
    round_of: RoundOf
    at: datetime
    digest: str
    code: str
    released: datetime | None = None
    why: str = ""
    id: int | None = None

    @property
    def stands(self) -> bool:
        return self.released is None


@dataclass(frozen=True)
class Kept:
    """What a frozen round keeps, each as the text it was frozen as: the digest is that of ``report``'s very bytes.

    ``report`` is the year in the open format, ``printing`` how it was printed and who signed, ``findings`` what was
    found and waived, ``meeting`` the meeting that saw it (empty where there was none). All are canonical JSON.
    """

    report: str
    printing: str = ""
    findings: str = ""
    meeting: str = ""


def standing(rounds: Iterable[FrozenRound], round_of: RoundOf) -> FrozenRound | None:
    """The frozen round that stands, or None."""
    return next((one for one in rounds if one.round_of is round_of and one.stands), None)


def last_signed(rounds: Iterable[FrozenRound]) -> FrozenRound | None:
    """The round that was frozen last and stands: what is changed after it is marked หลังลงนาม."""
    return max((one for one in rounds if one.stands), key=lambda one: (one.at, one.id or 0), default=None)
