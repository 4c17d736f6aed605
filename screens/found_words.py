"""Shows what a search found: marked in the cells of a row and in the details, and told where neither shows it."""

from collections.abc import Iterable

from rich.text import Text
from textual.content import Content

from ita_tui.thai.cells import cell_width
from ita_tui.thai.numerals import shown
from ita_tui.thai.searching import Marks
from ita_tui.thai.words import cut, snap_left

IN_CELL = "bold underline yellow"
IN_DETAILS = "bold underline $text-warning"


def marked_cell(text: str, width: int, marks: Marks, style: str = "") -> Text:
    """A cell of one line; where what was found lies in the part that is cut off, the sign of the cut is marked."""
    text = shown(text)
    cell = Text(cut(text, width), no_wrap=True, style=style)
    kept = len(text) if cell.plain == text else len(cell.plain) - 1
    for start, end in marks.spans(text):
        cell.stylize(IN_CELL, min(start, kept), end if end <= kept else len(cell.plain))
    return cell


def marked(text: str, marks: Marks, style: str = "") -> Content:
    """A text of the details."""
    text = shown(text)
    content = Content.styled(text, style) if style else Content(text)
    for start, end in marks.spans(text):
        content = content.stylize(IN_DETAILS, start, end)
    return content


def found_elsewhere(
    texts: Iterable[tuple[str, str]], marks: Marks, in_sight: Iterable[str], width: int
) -> Content | None:
    """In which field a word was found that is nowhere in sight, with the words around it; at most ``width`` cells.

    ``texts`` are what was searched, each with the name of its field; those without a name are passed over.
    """
    if not marks.words:
        return None
    seen, searched = tuple(in_sight), tuple(texts)
    for word in marks.words:
        if any(word.spans(text) for text in seen):
            continue
        for field, text in searched:
            line = " ".join(text.split())
            if field and word.spans(line):
                return _told(field, line, word, marks, width)
    return None


def _told(field: str, line: str, word: Marks, marks: Marks, width: int) -> Content:
    label = f"พบใน{field}: "
    room = max(12, width - cell_width(label))
    first, end = word.spans(line)[0]
    start = 0
    if cell_width(line[:end]) > room - 1:
        start = snap_left(line, max(0, first - room // 3))
    before = "…" if start else ""
    part = cut(line[start:], room - len(before))
    return Content.assemble((label, "$text-accent"), before, marked(part, marks))
