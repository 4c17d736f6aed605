"""What the tags of a web page mean for its words: paragraphs, items, cells, and what nobody sees."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from ita_tui.intake.blocks import PageBreak
from ita_tui.intake.markup import clean_lines
from ita_tui.intake.numbering import item_mark
from ita_tui.intake.refusals import DocumentDamaged, DocumentTooLarge, LinksOutside, TooManyRows
from ita_tui.intake.web.lists import Lists
from ita_tui.intake.web.tables import TALLEST, WIDEST, Cell, Part, RowGroup, Table

FORM: Final = "หน้าเว็บ (.html)"

_MOST_ELEMENTS = 150_000
"""Five times what a word processor writes for a report of sixty pages."""

_MOST_TEXTS = 500_000
"""Pieces in which the parser hands over the text: every letter that is written as an entity is one."""

_MOST_MEGABYTES = 5
"""Of words alone, in millions of letters. Pictures may make the page larger."""

_MOST_ROWS = 2_000
"""Of all tables, blank rows among them. A report has a few dozen."""

_DEEPEST_TABLE = 10
"""Tables within tables; what lies deeper is read as paragraphs of its cell."""

_UNSEEN = frozenset(
    {"head", "script", "style", "template", "noscript", "iframe", "object", "select", "textarea", "button"}
    | {"datalist", "audio", "video", "canvas"}
)
_FORM_FIELDS = frozenset({"select", "button", "datalist"})
_PARTS_OF_TABLES = frozenset({"caption", "thead", "tbody", "tfoot", "tr", "td", "th"})
_ROOTS = frozenset({"html", "body"})
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
    }
    | {"dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
    }
    | {"td", "tfoot", "th", "thead", "tr", "ul"}
)
_HIDING = re.compile(r"(?:^|;)\s*display\s*:\s*none\b", re.IGNORECASE)
_NEW_PAGE = re.compile(r"(?:^|;)\s*(?:page-break-before|break-before)\s*:\s*(?:always|page)\b", re.IGNORECASE)
_SYMBOLS = re.compile(r"font-family\s*:\s*[\"']?(?:symbol|wingdings)|mso-list\s*:\s*ignore", re.IGNORECASE)
_BULLET_LETTERS = frozenset("·§oØüvqu¨\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf071")
"""What a word processor writes for a bullet, to be shown in a font of symbols."""

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WHOLE_NUMBER = re.compile(r"\s*([0-9]{1,12})")


class _Flow:
    """A place into which words run: the page, a cell, a caption, or what is hidden.

    ``mark`` is the number of an item, waiting for its first words.
    """

    def __init__(self, *, holds_tables: bool = True) -> None:
        self.holds_tables = holds_tables
        self.parts: list[Part | PageBreak] = []
        self.buffer: list[str] = []
        self.mark = ""

    def end_paragraph(self) -> None:
        if not self.buffer:
            return
        words = clean_lines("".join(self.buffer))
        self.buffer.clear()
        if words:
            # An item that carries a number of its own needs none of the list's.
            self.parts.append(words if item_mark(words) else self.mark + words)
            self.mark = ""

    def finished(self) -> list[Part]:
        self.end_paragraph()
        return [part for part in self.parts if not isinstance(part, PageBreak)]


@dataclass
class _OpenTable:
    """A table that is being read inside the innermost of so many flows; its open row, and where that stands."""

    flows: int
    table: Table = field(default_factory=Table)
    group: str = ""
    row: list[Cell] | None = None

    def cells(self) -> list[Cell]:
        if self.row is None:
            self.row = []
            self.table.rows(self.group).append(self.row)
        return self.row


class Page:
    """Is called by the parser for each tag and text of the page. What is ready waits to be taken."""

    def __init__(self, name: str, lists: Lists) -> None:
        self._name = name
        self._lists = lists
        self._flows = [_Flow()]
        self._hidden = _Flow(holds_tables=False)
        self._tables: list[_OpenTable] = []
        self._at_end: list[Callable[[], None]] = []
        self._unseen: list[str] = []
        self._style_sheet: list[str] = []
        self._elements = self._texts = self._letters = self._rows = self._verbatim = self._symbols = (
            self._flat_tables
        ) = 0

    def taken(self) -> list[Part | PageBreak]:
        """The parts that are ready, once."""
        ready = self._flows[0].parts
        self._flows[0].parts = []
        return ready

    def finish(self) -> str:
        """End what was never closed; the words that the page hides."""
        while self._at_end:
            self._at_end.pop()()
        self._flow.end_paragraph()
        return "\n".join(part for part in self._hidden.finished() if isinstance(part, str))

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._elements += 1
        if self._elements > _MOST_ELEMENTS:
            raise DocumentDamaged(self._name, FORM)
        self._at_end.append(self._begin(tag, attributes))

    def end(self, _tag: str) -> None:
        if self._at_end:
            self._at_end.pop()()

    def data(self, text: str) -> None:
        self._texts += 1
        if self._texts > _MOST_TEXTS:
            raise DocumentDamaged(self._name, FORM)
        self._letters += len(text)
        if self._letters > _MOST_MEGABYTES * 1_000_000:
            raise DocumentTooLarge(self._name, _MOST_MEGABYTES)
        if self._unseen:
            if self._unseen[-1] == "style":
                self._style_sheet.append(text)
        elif self._symbols and text.strip() in _BULLET_LETTERS:
            self._flow.buffer.append("• ")
        else:
            self._flow.buffer.append(text if self._verbatim else _BLANKS.sub(" ", text))

    def close(self) -> None:
        """The parser's last call."""

    @property
    def _flow(self) -> _Flow:
        return self._flows[-1]

    def _begin(self, tag: str, attributes: Mapping[str, str]) -> Callable[[], None]:
        """Take in a tag; what is to be done at its end."""
        if self._unseen and not self._left_open(tag):
            return self._begin_unseen(tag) if tag in _UNSEEN else _nothing
        if tag in _UNSEEN:
            return self._begin_unseen(tag)
        if tag == "frame" and attributes.get("src"):
            raise LinksOutside(self._name)
        style = attributes.get("style", "")
        if tag not in _ROOTS and ("hidden" in attributes or _HIDING.search(style)):
            return self._begin_hidden(tag)
        if _NEW_PAGE.search(style):
            self._new_page()
        if tag in _BLOCKS:
            return self._begin_block(tag, attributes)
        if tag == "br":
            self._flow.buffer.append("\n")
        elif style and _SYMBOLS.search(style):
            self._symbols += 1
            return self._end_symbols
        return _nothing

    def _left_open(self, tag: str) -> bool:
        """Whether a form field was never closed: no table stands inside one."""
        if tag not in {"table", *_PARTS_OF_TABLES} or self._unseen[-1] not in _FORM_FIELDS:
            return False
        self._unseen.clear()
        return True

    def _begin_unseen(self, tag: str) -> Callable[[], None]:
        self._unseen.append(tag)
        return self._end_unseen

    def _end_unseen(self) -> None:
        if self._unseen and self._unseen.pop() == "style":
            self._lists.learn("".join(self._style_sheet))
            self._style_sheet.clear()

    def _begin_hidden(self, tag: str) -> Callable[[], None]:
        if tag in _BLOCKS:
            self._flow.end_paragraph()
        is_of_table = tag in {"table", *_PARTS_OF_TABLES}
        self._flat_tables += is_of_table
        self._flows.append(self._hidden)
        return self._end_hidden_table if is_of_table else self._end_hidden

    def _end_hidden(self) -> None:
        self._flows.pop().end_paragraph()

    def _end_hidden_table(self) -> None:
        self._end_hidden()
        self._flat_tables -= 1

    def _new_page(self) -> None:
        if len(self._flows) == 1:
            self._flow.end_paragraph()
            self._flow.parts.append(PageBreak())

    def _begin_block(self, tag: str, attributes: Mapping[str, str]) -> Callable[[], None]:
        if tag in _PARTS_OF_TABLES and self._tables and not self._flat_tables:
            self._end_cell_left_open()
            return self._begin_part_of_table(self._tables[-1], tag, attributes)
        self._flow.end_paragraph()
        if tag == "table":
            return self._begin_table()
        if tag in {"ol", "ul"}:
            self._lists.begin(tag, attributes)
            return self._end_list
        if tag == "li" and self._flow is not self._hidden:
            self._flow.mark += self._lists.next_mark(attributes)
            return self._end_item
        if tag == "pre":
            self._verbatim += 1
            return self._end_verbatim
        return self._end_block

    def _begin_table(self) -> Callable[[], None]:
        if self._flow.holds_tables and not self._flat_tables and len(self._tables) < _DEEPEST_TABLE:
            self._tables.append(_OpenTable(len(self._flows)))
            return self._end_table
        self._flat_tables += 1
        return self._end_flat_table

    def _end_flat_table(self) -> None:
        self._flow.end_paragraph()
        self._flat_tables -= 1

    def _end_cell_left_open(self) -> None:
        """A list, or what is hidden, that is not closed in a cell ends with it, as in a browser."""
        at = len(self._at_end)
        while len(self._flows) > self._tables[-1].flows:
            at -= 1
            end, self._at_end[at] = self._at_end[at], _nothing
            end()

    def _begin_part_of_table(
        self, table: _OpenTable, tag: str, attributes: Mapping[str, str]
    ) -> Callable[[], None]:
        self._flow.end_paragraph()
        if tag == "tr":
            self._count_row()
            table.row = None
            table.cells()
        elif tag == "caption":
            self._flows.append(_Flow(holds_tables=False))
            return partial(self._end_caption, table.table)
        elif tag in {"td", "th"}:
            cell = _cell(tag, attributes)
            table.cells().append(cell)
            self._flows.append(_Flow())
            return partial(self._end_cell, cell)
        else:
            table.table.groups.append(RowGroup(tag))
            table.group, table.row = tag, None
            return partial(self._end_group, table)
        return self._end_block

    def _count_row(self) -> None:
        self._rows += 1
        if self._rows > _MOST_ROWS:
            raise TooManyRows(self._name, _MOST_ROWS)

    def _end_block(self) -> None:
        self._flow.end_paragraph()

    def _end_symbols(self) -> None:
        self._symbols -= 1

    def _end_verbatim(self) -> None:
        self._flow.end_paragraph()
        self._verbatim -= 1

    def _end_list(self) -> None:
        self._flow.end_paragraph()
        self._lists.end()

    def _end_item(self) -> None:
        self._flow.end_paragraph()
        self._flow.mark = ""

    def _end_cell(self, cell: Cell) -> None:
        cell.parts = self._flows.pop().finished()

    def _end_caption(self, table: Table) -> None:
        table.captions += (part for part in self._flows.pop().finished() if isinstance(part, str))

    def _end_group(self, table: _OpenTable) -> None:
        self._flow.end_paragraph()
        table.group, table.row = "", None

    def _end_table(self) -> None:
        self._flow.end_paragraph()
        self._flow.parts.append(self._tables.pop().table)


def _nothing() -> None:
    """What the end of most elements does."""


def _cell(tag: str, attributes: Mapping[str, str]) -> Cell:
    rows = _number(attributes.get("rowspan"), 1)
    behind = attributes.get("x:str") or attributes.get("x:num") or ""
    return Cell(
        columns=min(max(_number(attributes.get("colspan"), 1), 1), WIDEST),
        rows=min(rows or TALLEST, TALLEST),  # 0 reaches to the last row
        is_head=tag == "th",
        behind=clean_lines(behind) if behind else "",
    )


def _number(text: str | None, otherwise: int) -> int:
    found = _WHOLE_NUMBER.match(text or "")
    return int(found.group(1)) if found else otherwise
