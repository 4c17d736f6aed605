"""The words of OpenDocument elements: paragraphs, lists, notes and text boxes, in the order of the file."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from ita_tui.intake.markup import clean_lines
from ita_tui.intake.open_document.lists import TEXT, Lists

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
DRAW: Final = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"

PAGE_BREAK: Final = TEXT + "soft-page-break"
_PARAGRAPHS = frozenset({TEXT + "p", TEXT + "h"})
_ITEMS = frozenset({TEXT + "list-item", TEXT + "list-header"})
_NOT_READ = frozenset({
    TEXT + "tracked-changes", OFFICE + "forms", OFFICE + "annotation-end", TEXT + "note-citation",
    TEXT + "ruby-text", "{http://purl.org/dc/elements/1.1/}creator", "{http://purl.org/dc/elements/1.1/}date",
})  # fmt: skip
"""What was deleted and is only remembered, the fields of forms, the marks of footnotes, who commented and when."""

_ASIDE = frozenset({TEXT + "note", OFFICE + "annotation", TABLE + "shapes"})
_MOST_SPACES = 100


class Words:
    """Reads words, numbering lists as it goes; what stands beside the text is gathered in ``aside``."""

    def __init__(self, lists: Lists) -> None:
        self.aside: list[str] = []
        self._lists = lists

    def taken_aside(self) -> list[str]:
        """What was gathered beside the text since the last time: footnotes, comments, text boxes."""
        taken, self.aside = self.aside, []
        return taken

    def contents(self, parent: "Element") -> Iterator["str | Element"]:
        """Each paragraph as its words, empty ones too; tables and ends of pages as their elements.

        Raises ValueError where a count in the file is no number.
        """
        for child in parent:
            yield from self.content(child)

    def lines(self, parent: "Element") -> str:
        """Everything inside as lines: of a table one line for each row."""
        return self._flat(self.contents(parent))

    def _flat(self, contents: Iterable["str | Element"]) -> str:
        lines: list[str] = []
        for content in contents:
            if isinstance(content, str):
                lines.append(content)
            elif content.tag == TABLE + "table":
                lines += [self._row(row) for row in content.iter(TABLE + "table-row")]
        return "\n".join(line for line in lines if line)

    def content(self, child: "Element") -> Iterator["str | Element"]:
        """What one element holds, as :meth:`contents` has it."""
        tag = child.tag
        if tag in _PARAGRAPHS:
            yield clean_lines(self._inline(child))
        elif tag == TEXT + "list":
            style = child.get(TEXT + "style-name", "")
            yield from self._list(child, style, 1, self._lists.counters(child, style))
        elif tag in {TABLE + "table", PAGE_BREAK}:
            yield child
        elif self._is_aside(child):
            self.aside.append(self.boxed(child))
        elif isinstance(tag, str) and tag not in _NOT_READ:
            yield from self.contents(child)

    def _is_aside(self, element: "Element") -> bool:
        tag = element.tag
        return isinstance(tag, str) and (tag in _ASIDE or (tag.startswith(DRAW) and tag != DRAW + "a"))

    def boxed(self, box: "Element") -> str:
        """The words of a text box, a note or a drawing, as lines."""
        return "\n".join(text for child in box if (text := self._in_box(child)))

    def _in_box(self, child: "Element") -> str:
        if child.tag == DRAW + "text-box":
            return self.lines(child)
        return self.boxed(child) if self._is_aside(child) else self._flat(self.content(child))

    def _list(
        self, element: "Element", style: str, depth: int, counters: list[int]
    ) -> Iterator["str | Element"]:
        style = element.get(TEXT + "style-name") or style
        for item in element:
            if item.tag in _ITEMS:
                yield from self._item(item, style, depth, counters)

    def _item(
        self, item: "Element", style: str, depth: int, counters: list[int]
    ) -> Iterator["str | Element"]:
        """Only an item with a paragraph of its own counts: a list inside a list stands in an item without one."""
        counted = item.tag == TEXT + "list-header"
        for child in item:
            if child.tag == TEXT + "list":
                yield from self._list(child, style, depth + 1, counters)
                continue
            for content in self.content(child):
                if counted or not isinstance(content, str):
                    yield content
                    continue
                counted = True
                mark = self._lists.mark(style, depth, counters, item.get(TEXT + "start-value"))
                yield f"{mark} {content}".strip() if content else ""

    def _inline(self, element: "Element") -> str:
        parts = [element.text or ""]
        for child in element:
            parts += (self._inside(child), child.tail or "")
        return "".join(parts)

    def _inside(self, child: "Element") -> str:
        tag = child.tag
        if tag == TEXT + "s":
            return " " * min(int(child.get(TEXT + "c", "1")), _MOST_SPACES)
        if tag == TEXT + "tab":
            return " "
        if tag == TEXT + "line-break":
            return "\n"
        if self._is_aside(child):
            self.aside.append(self.boxed(child))
            return ""
        return self._inline(child) if isinstance(tag, str) and tag not in _NOT_READ else ""

    def _row(self, row: "Element") -> str:
        return " ".join(text for cell in row if (text := " ".join(self.lines(cell).split("\n"))))
