"""Paths inside a bundle, each given once."""

import unicodedata

from ita_tui.thai.file_names import parted


class Taken:
    """The paths that a bundle has already, equal but for case counting as equal."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, path: str) -> str:
        """``path``, or the first of ``name (2).pdf``, ``name (3).pdf`` … that nothing has; taken from now on."""
        stem, suffix = parted(path)
        free, number = path, 1
        while _folded(free) in self._taken:
            number += 1
            free = f"{stem} ({number}){suffix}"
        self._taken.add(_folded(free))
        return free


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", path).casefold())
