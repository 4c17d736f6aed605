"""What can be done where the database will not open."""

from enum import StrEnum


class WayOut(StrEnum):
    """One way on from a refusal to open; leaving the program is always another."""

    BACKUPS = "backups"
    SALVAGE = "salvage"
    AGAIN = "again"
