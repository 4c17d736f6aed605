"""A file that another program holds for a moment, as a virus scanner does on Windows."""

import errno
from collections.abc import Callable
from pathlib import Path


def held_at_first(rename: Callable[[Path, Path], Path], *, times: int) -> Callable[[Path, Path], Path]:
    """``rename``, refused as often as ``times``."""
    left = [times]

    def renamed(aside: Path, place: Path) -> Path:
        if left[0]:
            left[0] -= 1
            raise PermissionError(errno.EACCES, "held")
        return rename(aside, place)

    return renamed
