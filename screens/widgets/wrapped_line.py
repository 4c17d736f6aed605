"""A line of a text area that makes only the part which is painted: the framework makes all of them for each one."""

from collections.abc import Iterable

from rich.containers import Lines
from rich.text import Span, Text


class WrappedLine(Text):
    """Divided at the offsets of its soft wrap it gives parts that are made when they are asked for.

    In a paragraph of a thousand lines the screen would else make a thousand texts for each line that it paints.
    """

    def divide(self, offsets: Iterable[int]) -> Lines:
        return _Parts(self, (0, *offsets, len(self)))


class _Parts(Lines):
    """The parts of a line, made one by one.

    The one that is painted is asked for first, the others only for the tabs in them: without any they are not made.
    """

    def __init__(self, line: Text, borders: tuple[int, ...]) -> None:
        super().__init__()
        self._line = line
        self._plain = line.plain
        self._borders = borders
        self._tabs = "\t" in self._plain
        self._painted: Text | None = None

    def __len__(self) -> int:
        return len(self._borders) - 1

    def __getitem__(self, index: int) -> Text:  # type: ignore[override] # never asked for a slice
        if self._painted is not None and not self._tabs:
            return self._painted
        self._painted = self._made(*self._borders[index : index + 2])
        return self._painted

    def _made(self, start: int, end: int) -> Text:
        part = Text(style=self._line.style, justify=self._line.justify, overflow=self._line.overflow)
        part._text, part._length = [self._plain[start:end]], end - start  # noqa: SLF001 (nothing to strip again)
        part._spans = [  # noqa: SLF001
            Span(max(span.start, start) - start, min(span.end, end) - start, span.style)
            for span in self._line.spans
            if span.start < end and span.end > start
        ]
        return part
