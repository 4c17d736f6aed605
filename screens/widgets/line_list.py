"""A list whose lines are exchanged under the cursor: it stays on its line, and nothing moves that need not."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option


@dataclass(frozen=True)
class Line:
    """A line of a list: what it is known by, what is seen of it, and whether the cursor passes over it."""

    key: str
    words: Content
    heading: bool = False

    @property
    def look(self) -> tuple[str, object]:
        """The letters and their styles; contents with the same letters are equal to the framework."""
        return self.words.plain, self.words.spans


class LineList(OptionList):
    """One line of the screen for each; a heading comes into view with the first line under it."""

    DEFAULT_CSS = """
    LineList { height: 1fr; background: $background; padding: 0 0 0 1; scrollbar-gutter: stable; }
    LineList:focus { background-tint: transparent; }
    LineList > .option-list--option { padding: 0; }
    LineList > .option-list--option-disabled { color: $text-muted; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (as Textual has it)
        super().__init__(id=id)
        self.shown: tuple[Line, ...] = ()

    def allow_focus(self) -> bool:
        """A list that is out of sight never has the focus, not even one that was asked for before it went."""
        return super().allow_focus() and self.display

    def put(self, lines: Sequence[Line]) -> None:
        """Show other lines, the cursor on the line of the same key, or else in the same place."""
        before, self.shown = self.shown, tuple(lines)
        here = self.highlighted
        if [(line.key, line.heading) for line in before] == [(line.key, line.heading) for line in lines]:
            for at, (old, new) in enumerate(zip(before, lines, strict=True)):
                if old.look != new.look:
                    self.replace_option_prompt_at_index(at, new.words)
            return
        top = self.scroll_offset.y
        key = None if here is None or here >= len(before) else before[here].key
        self.set_options(Option(line.words, disabled=line.heading) for line in lines)
        self.scroll_to(y=top, animate=False, force=True, immediate=True)
        self.highlighted = self._place_of(key, here or 0)

    def _place_of(self, key: str | None, otherwise: int) -> int | None:
        same = next((at for at, line in enumerate(self.shown) if line.key == key), None)
        if same is not None and not self.shown[same].heading:
            return same
        free = [at for at, line in enumerate(self.shown) if not line.heading]
        return min(free, key=lambda at: (abs(at - otherwise), at), default=None)

    @property
    def chosen(self) -> str | None:
        """The key of the line under the cursor."""
        at = self.highlighted
        return self.shown[at].key if at is not None and at < len(self.shown) else None

    def choose(self, key: str) -> bool:
        """Put the cursor on the line of a key; False where there is none."""
        at = next((at for at, line in enumerate(self.shown) if line.key == key), None)
        if at is not None:
            self.highlighted = at
        return at is not None

    def scroll_to_highlight(self, top: bool = False) -> None:  # noqa: FBT001, FBT002 (as Textual has it)
        super().scroll_to_highlight(top)
        above = (self.highlighted or 0) - 1
        if 0 <= above < len(self.shown) and self.shown[above].heading and self.scroll_offset.y > above:
            self.scroll_to(y=above, animate=False, force=True, immediate=True)
