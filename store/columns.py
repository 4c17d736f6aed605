"""How days, moments and decimals stand in text columns, and how they come back."""

from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal

UNREADABLE_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for a moment that cannot be read: none that the program wrote is so early."""


def day_text(day: date | None) -> str | None:
    """ISO text of a day, e.g. 2023-02-01."""
    return None if day is None else day.isoformat()


def day_of(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def moment_text(at: datetime, zone: tzinfo | None) -> str:
    """ISO text in UTC. A moment without a zone is taken to be in ``zone``, the clock's."""
    aware = at if at.tzinfo is not None else at.replace(tzinfo=zone)
    return aware.astimezone(UTC).isoformat()


def moment_of(text: str, zone: tzinfo | None) -> datetime:
    """The moment in the clock's zone, as the wall clock of the office showed it.

    What was edited from outside and is no moment any more is UNREADABLE_MOMENT, so that the program opens and
    verifying can tell of it.
    """
    try:
        return datetime.fromisoformat(text).astimezone(zone)
    except (ValueError, TypeError, OverflowError, OSError):
        return UNREADABLE_MOMENT.astimezone(zone)


def decimal_text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def decimal_of(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
