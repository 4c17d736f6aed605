"""Which refusal to open leaves which ways on."""

from ita_tui.domain.ways_out import WayOut
from ita_tui.errors import ItaError
from store.refusals import (
    DamagedFileError,
    FolderInsteadError,
    ForeignFileError,
    NewerFileError,
    UnusableNameError,
)
from store.refusals_place import EmptiedFileError, ForeignJournalError

_BROKEN = (DamagedFileError, ForeignFileError)
"""What stands at the path is no sound database: a backup can take its place, or what can be read of it."""
_MISPLACED = (EmptiedFileError, ForeignJournalError)
"""The database is not there, or with another one's journal: there is nothing to read out of it."""
_FOR_GOOD = (NewerFileError, FolderInsteadError, UnusableNameError)
"""Nothing that she does beside the program makes it open at the next try."""


def ways_out(refusal: ItaError) -> tuple[WayOut, ...]:
    """What can be done about a refusal to open the database, the likeliest help first."""
    if isinstance(refusal, _BROKEN):
        return (WayOut.BACKUPS, WayOut.SALVAGE, WayOut.AGAIN)
    if isinstance(refusal, _MISPLACED):
        return (WayOut.BACKUPS, WayOut.AGAIN)
    return () if isinstance(refusal, _FOR_GOOD) else (WayOut.AGAIN,)
