"""Makes sure that what was written is on the disk before anybody is told so."""

import os
from pathlib import Path

from ita_tui.saving import sync_folder

__all__ = ["sync_file", "sync_folder"]


def sync_file(path: Path) -> None:
    """Wait until the file's content is on the disk."""
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
