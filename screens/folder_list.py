"""What lies in a folder that can be read in, as a list to choose from."""

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ita_tui import papers
from ita_tui.thai.dates import short_date
from ita_tui.thai.names import sort_key
from ita_tui.thai.numerals import digits
from ita_tui.thai.typed import one_line

MOST = 200


@dataclass(frozen=True)
class FolderContents:
    """Folders by name, readable files with the day they were last written, the newest first."""

    folder: Path
    folders: tuple[Path, ...]
    files: tuple[tuple[Path, date], ...]


def look_into(folder: Path) -> FolderContents:
    """List a folder, hidden names left out. Raises OSError where the system does not let one look."""
    readable = papers.readable_suffixes()
    names = [path for path in folder.iterdir() if not path.name.startswith((".", "~$"))]
    folders = [path for path in names if _is_folder(path)]
    files = sorted(_dated(path for path in names if path.suffix.lower() in readable), reverse=True)
    dated = ((path, datetime.fromtimestamp(at, UTC).astimezone().date()) for at, path in files)
    return FolderContents(folder, tuple(sorted(folders, key=lambda path: sort_key(path.name))), tuple(dated))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that may be seen but not looked at
        return False


def _dated(paths: Iterable[Path]) -> Iterator[tuple[float, Path]]:
    """Files with the time they were last written; what is none, or is gone by now, is left out."""
    for path in paths:
        with suppress(OSError):
            if path.is_file():
                yield path.stat().st_mtime, path


class FolderList(OptionList):
    """Choose a file, or a folder to look into."""

    class Chosen(Message):
        """A file was chosen."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    class NotOpened(Message):
        """The folder cannot be looked into."""

        def __init__(self, folder: Path) -> None:
            super().__init__()
            self.folder = folder

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (as Textual has it)
        super().__init__(id=id)
        self.folder = Path()
        self._paths: list[Path] = []

    async def show(self, folder: Path) -> None:
        """List a folder; looking into it happens in a thread, for it may lie on a slow drive."""
        try:
            contents = await asyncio.to_thread(look_into, folder)
        except OSError:
            self.post_message(self.NotOpened(folder))
            return
        self.folder = folder
        self._paths = [folder.parent, *contents.folders, *(path for path, _ in contents.files)][:MOST]
        words = ["↑ โฟลเดอร์ที่อยู่เหนือขึ้นไป", *(f"{_name(path)}/" for path in contents.folders)]
        words += [f"{_name(path)}  · {short_date(day)}" for path, day in contents.files]
        self.clear_options()
        self.add_options([Option(Content(text)) for text in words[:MOST]])
        if len(words) > MOST:
            left = f"… และอีก {digits(len(words) - MOST)} รายการ พิมพ์ชื่อไฟล์ในช่องด้านบนแทน"
            self.add_option(Option(Content(left), disabled=True))
        self.highlighted = 0 if not contents.files else min(1 + len(contents.folders), MOST - 1)

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        path = self._paths[event.option_index]
        if path.is_dir():
            await self.show(path)
        else:
            self.post_message(self.Chosen(path))


def _name(path: Path) -> str:
    """A name for one line of the screen, without what a terminal cannot show."""
    return one_line(path.name) or "(ชื่อที่แสดงไม่ได้)"
