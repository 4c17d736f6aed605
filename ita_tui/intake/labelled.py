"""Measures that stand in no table of rows: each field stands under its label or behind it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ita_tui.intake.blocks import MOST_LINES, Block, Gap, Row, Text
from ita_tui.intake.headings import Column, HeadNames, fold
from ita_tui.intake.numbering import counts_on, has_pointed_ordinal, ordinal, without_ordinal
from ita_tui.intake.page_marks import is_page_number, is_signature, section_of
from ita_tui.intake.side_heads import FEWEST_FIELDS, NUMBERED_NAME, field_named, with_tables_upright

_LOOKED_BACK = 20
"""Lines: the last item of a list is among them."""

_MOST_IN_FIELD = 200
"""Lines: what is longer is no field of a measure."""

_LONGEST_LABEL = 60
"""In letters."""

_BULLETS = re.compile(r"^[\s•*–-]+")


@dataclass
class _Record:
    """A measure in the making: its title, and the words under each label in the order of the document."""

    title: str
    source: Text
    fields: dict[Column, list[str]] = field(default_factory=dict)
    heads: dict[Column, str] = field(default_factory=dict)
    open: Column | None = None

    def label(self, column: Column, head: str, words: str) -> None:
        self.heads.setdefault(column, head)
        self.fields.setdefault(column, [])
        self.open = column
        self.take(words)

    def take(self, words: str) -> None:
        if self.open and words:
            self.fields[self.open].append(words)


def with_labelled_measures(blocks: Sequence[Block], names: HeadNames) -> tuple[Block, ...]:
    """The blocks with rows under one head for measures whose fields carry labels. To be asked where no table is."""
    upright = list(with_tables_upright(blocks, names))
    lines = _lines(upright)
    return tuple(_Reader(names, lines).blocks() if len(lines) <= MOST_LINES else upright)


def _lines(blocks: Iterable[Block]) -> list[Block]:
    """The blocks with each line of a text by itself."""
    return [
        part
        for block in blocks
        for part in (
            [replace(block, words=line) for line in block.words.split("\n")]
            if isinstance(block, Text)
            else [block]
        )
    ]


class _Reader:
    """Reads line by line. Titles are what names itself a measure; where nothing does, numbers before labels."""

    def __init__(self, names: HeadNames, lines: list[Block]) -> None:
        self.names, self.lines = names, lines
        self.records: dict[int, _Record] = {}
        self.taken: set[int] = set()

    def blocks(self) -> Iterator[Block]:
        titles = self._titles(self._says_measure) or self._titles(self._is_numbered)
        for at, end in zip(titles, [*titles, len(self.lines)][1:], strict=True):
            self._read(at, end, is_last=at == titles[-1])
        heads = {column: head for record in self.records.values() for column, head in record.heads.items()}
        for at, line in enumerate(self.lines):
            record = self.records.get(at)
            if record and at == titles[0]:
                yield self._row((self.names.of(Column.TITLE)[0], *heads.values()), record)
            if record:
                cells = ("\n".join(record.fields.get(column, ())) for column in heads)
                yield replace(self._row((record.title, *cells), record), guessed=True)
            elif at not in self.taken:
                yield line

    def _row(self, cells: tuple[str, ...], record: _Record) -> Row:
        return Row(cells, record.source.line, where=record.source.where)

    def _titles(self, is_title: Callable[[int, str], bool]) -> list[int]:
        found: list[int] = []
        for at, line in enumerate(self.lines):
            if isinstance(line, Text) and is_title(at, line.words):
                found.append(at)
        ends = [*found, len(self.lines)][1:]
        return [at for at, end in zip(found, ends, strict=True) if self._has_fields(at, end)]

    def _has_fields(self, at: int, end: int) -> bool:
        columns = {label[0] for line in range(at + 1, end) if (label := self._label(line))}
        return len(columns) >= FEWEST_FIELDS

    def _says_measure(self, at: int, words: str) -> bool:
        del at
        bare = without_ordinal(words) if has_pointed_ordinal(words) else words
        head, colon, rest = bare.partition(":")
        named = bool(colon) and bool(rest.strip()) and field_named(head, self.names) is Column.TITLE
        return named or NUMBERED_NAME.match(words) is not None

    def _is_numbered(self, at: int, words: str) -> bool:
        """A number that has a label below it, the same label below each."""
        if not has_pointed_ordinal(words) or not fold(without_ordinal(words)):
            return False
        ahead = range(at + 1, len(self.lines))
        below = self._label(
            next((line for line in ahead if not isinstance(self.lines[line], Gap)), len(self.lines))
        )
        return below is not None and below[0] is self._first_column

    @cached_property
    def _first_column(self) -> Column | None:
        """What the first label of the document names."""
        every = (self._label(line) for line in range(len(self.lines)))
        return next((label[0] for label in every if label), None)

    def _label(self, at: int) -> tuple[Column, str, str] | None:
        """The column, label and words of a line that begins with a label (``ผู้รับผิดชอบ: กองคลัง``)."""
        line = self.lines[at] if at < len(self.lines) else None
        if not isinstance(line, Text):
            return None
        words = _BULLETS.sub("", line.words)
        parts = [words.partition(":"), words.partition("："), (words, "", ""), words.partition(" ")]
        for head, _, rest in parts:
            if len(head) > _LONGEST_LABEL:
                continue
            column = field_named(head, self.names)
            if column and column is not Column.TITLE:
                return column, head.strip(), rest.strip()
        return None

    def _read(self, at: int, end: int, *, is_last: bool) -> None:
        """A measure from its title to the next one; behind the last label of the last one only items go on."""
        source = self.lines[at]
        assert isinstance(source, Text)
        record = _Record(self._title(source.words), source)
        own = {at}
        labels = [line for line in range(at + 1, end) if self._label(line)]
        after_gap = False
        for place in range(at + 1, end):
            line = self.lines[place]
            if not isinstance(line, Text):
                after_gap = after_gap or isinstance(line, Gap)
                if isinstance(line, Row):
                    break
                continue
            label = self._label(place)
            if label:
                record.label(*label)
            elif is_page_number(line.words):
                continue
            elif not self._goes_on(record, line.words, closed=after_gap or (is_last and place > labels[-1])):
                if place > labels[-1]:
                    break
                continue
            else:
                record.take(line.words)
            after_gap = False
            own.add(place)
        self.records[at] = record
        self.taken |= own

    def _goes_on(self, record: _Record, words: str, *, closed: bool) -> bool:
        if record.open is None or is_signature(words) or section_of(words):
            return False
        above = record.fields[record.open]
        if len(above) >= _MOST_IN_FIELD:
            return False
        return not above or not closed or counts_on("\n".join(above[-_LOOKED_BACK:]), words)

    def _title(self, words: str) -> str:
        """The title with its number before it, without the label."""
        number = ordinal(words) if has_pointed_ordinal(words) else None
        bare = without_ordinal(words) if number else words
        head, colon, rest = bare.partition(":")
        if colon and field_named(head, self.names) is Column.TITLE:
            bare = rest.strip()
        return f"{number}. {bare}" if number else bare
