"""From letters on a page to lines, and from lines to the sentences that a printer broke. Sizes are points."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ita_tui.intake.numbering import item_mark
from ita_tui.intake.pdf.page import Letter
from ita_tui.intake.wrapped_lines import joined_lines

_MARKS = frozenset(map(chr, (0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F), *range(0x0300, 0x0370))))
# No word begins with these, and none ends with those: what parts them from their letter is no blank.
_FOLLOWING = "ะาำๆฯ็"
_LEADING = "เแโใไ"
_BLANK = 0.15
"""A gap wider than this share of the type, beyond what parts the letters of the run anyway, is a blank."""

_SAME_LINE = 0.45
_WIDER = 1.3
"""Lines so much further apart than usual are set apart on purpose."""

_LOOKED_BACK = 4
"""Equal clusters: an echo comes soon behind what it says again."""

_LONGEST_WORD = 20
"""Thai letters. So many of a line would have been broken off to fill the line above, if they had found room there."""


@dataclass(frozen=True)
class PrintedLine:
    """A line of a cell or page. ``text`` ends with a blank where one was printed at its end.

    ``reach`` is how wide its first word is: what would have had to fit at the end of the line above.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    reach: float


@dataclass
class _Run:
    """Letters printed one after the other on one base line."""

    letters: list[Letter] = field(default_factory=list)
    right: float = 0.0

    @property
    def left(self) -> float:
        return self.letters[0].left

    @property
    def base(self) -> float:
        return self.letters[0].base

    @property
    def size(self) -> float:
        return self.letters[0].size

    def takes(self, letter: Letter) -> bool:
        if is_mark(letter):
            return True
        size = min(letter.size, self.size)
        same_base = abs(letter.base - self.base) <= _SAME_LINE * size
        return same_base and -size <= letter.left - self.right <= 3 * size

    def take(self, letter: Letter) -> None:
        self.letters.append(letter)
        self.right = max(self.right, letter.right) if len(self.letters) > 1 else letter.right


def is_mark(letter: Letter) -> bool:
    """Whether a letter stands on the one before it and goes where that one goes."""
    return letter.character in _MARKS


def printed_lines(letters: Iterable[Letter]) -> list[PrintedLine]:
    """The lines that letters stand on, from top to bottom; each line from left to right."""
    lines: list[list[_Run]] = []
    for run in sorted(_runs(letters), key=lambda run: run.base):
        if lines and run.base - lines[-1][0].base <= _SAME_LINE * max(run.size, lines[-1][0].size):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [line for line in (_line(runs) for runs in lines) if line]


def _runs(letters: Iterable[Letter]) -> list[_Run]:
    runs: list[_Run] = []
    printed = [letter for letter in letters if letter.character not in "\r\n\0"]
    for letter in _without_echoes(printed):
        if not runs or not runs[-1].takes(letter):
            runs.append(_Run())
        runs[-1].take(letter)
    return runs


def _without_echoes(letters: Sequence[Letter]) -> Iterator[Letter]:
    """Letters without those of a cluster that lies on an equal one.

    typst sets some tone marks apart from their letters and lets such a mark mean its whole cluster.
    """
    seen: dict[str, list[tuple[Letter, float]]] = {}
    for cluster in _clusters(letters):
        text = "".join(letter.character for letter in cluster)
        right = max(letter.right for letter in cluster)
        same = seen.setdefault(text, [])
        if len(cluster) == 1 or not any(_lies_on(cluster[0], right, *one) for one in same[-_LOOKED_BACK:]):
            same.append((cluster[0], right))
            yield from cluster


def _clusters(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    cluster: list[Letter] = []
    for letter in letters:
        if cluster and not is_mark(letter):
            yield cluster
            cluster = []
        cluster.append(letter)
    if cluster:
        yield cluster


def _lies_on(letter: Letter, right: float, first: Letter, end: float) -> bool:
    """Whether the middle of a cluster, from ``letter`` to ``right``, lies on the one from ``first`` to ``end``."""
    on_its_line = abs(letter.base - first.base) <= letter.size / 4
    return on_its_line and first.left <= (letter.left + right) / 2 <= end


def _line(runs: Sequence[_Run]) -> PrintedLine | None:
    words = sorted((run for run in runs if _text(run).strip()), key=lambda run: run.left)
    if not words:
        return None
    letters = [letter for run in words for letter in run.letters]
    usual = _usual_gap(letters)
    text = letters[0].character
    for before, letter in pairwise(letters):
        text += (" " if _is_parted(before, letter, usual) else "") + letter.character
    right = max(run.right for run in words)
    size = max(run.size for run in words)
    if any(run.right >= right - 0.2 * size for run in runs if run not in words):
        text += " "
    left = words[0].left
    return PrintedLine(text, left, right, words[0].base, size, _reach(letters) - left)


def _text(run: _Run) -> str:
    return "".join(letter.character for letter in run.letters)


def _usual_gap(letters: Sequence[Letter]) -> float:
    """What stands between the letters of a line that was spread to fill its width; 0 where none was."""
    gaps = [
        after.left - before.right
        for before, after in pairwise(letters)
        if before.character.strip() and after.character.strip() and not is_mark(after)
    ]
    return max(0.0, median(gaps)) if gaps else 0.0


def _is_parted(before: Letter, letter: Letter, usual: float) -> bool:
    """Whether the gap between two letters is a blank that the page does not hold as a character."""
    if is_mark(letter) or not (before.character.strip() and letter.character.strip()):
        return False
    if letter.character in _FOLLOWING or before.character in _LEADING:
        return False
    return letter.left - before.right > usual + _BLANK * min(before.size, letter.size)


def _reach(letters: Sequence[Letter]) -> float:
    """Where the first word ends, or what of it a printer would have broken off."""
    right = letters[0].right
    count = 0
    begun = False
    for letter, after in zip(letters, [*letters[1:], None], strict=True):
        # No printer breaks before a comma, not even behind a blank.
        if begun and not letter.character.strip() and not (after and after.character in ",.;:!?)"):
            break
        # Thai is broken between its words, a link or a number hardly anywhere.
        count += "ก" <= letter.character <= "ๆ" and not is_mark(letter)
        if count > _LONGEST_WORD:
            break
        begun = begun or bool(letter.character.strip())
        right = max(right, letter.right)
    return right


def cell_text(lines: Sequence[PrintedLine], left: float, right: float) -> str:
    """The text of a cell between its borders: sentences joined, lines that were ended on purpose kept apart."""
    if not lines:
        return ""
    margin = min(8.0, max(1.0, min(line.left for line in lines) - left))
    groups: list[list[str]] = [[lines[0].text]]
    closest = min((line.base - above.base for above, line in pairwise(lines)), default=0.0)
    for above, line in pairwise(lines):
        is_apart = line.base - above.base > _WIDER * closest
        if is_apart or _ends_early(above, line, left + margin, right - margin):
            groups.append([])
        groups[-1].append(line.text)
    return "\n".join(filter(None, map(joined_lines, groups)))


def _ends_early(above: PrintedLine, line: PrintedLine, left: float, right: float) -> bool:
    """Whether the first word of a line would have found room at the end of the line above it."""
    before, behind = above.left - left, right - above.right
    is_centred = before > 3 and abs(before - behind) < 3
    room = before + behind if is_centred else behind
    return line.reach + 0.35 * above.size < room


def paragraphs(lines: Sequence[PrintedLine], right: float) -> Iterator[tuple[float, str]]:
    """The paragraphs of lines outside tables, each with its first base line; ``right`` is the page's right edge.

    Lines are joined only where it is plain that a sentence went on: set close, from the same left edge, below a
    line with no room left.
    """
    paragraph: list[PrintedLine] = []
    pitches = sorted(line.base - above.base for above, line in pairwise(lines))
    # A quarter of the lines at least lie within paragraphs: between these there may be more room.
    usual = pitches[len(pitches) // 4] if pitches else 0.0
    for line in lines:
        is_apart = bool(paragraph) and line.base - paragraph[-1].base > _WIDER * usual
        if paragraph and (is_apart or not _goes_on(paragraph, line, right)):
            yield paragraph[0].base, joined_lines(one.text for one in paragraph)
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph[0].base, joined_lines(one.text for one in paragraph)


def _goes_on(paragraph: Sequence[PrintedLine], line: PrintedLine, right: float) -> bool:
    above, edge = paragraph[-1], min(one.left for one in paragraph)
    if item_mark(line.text) or abs(line.size - above.size) > 1:
        return False
    is_close = line.base - above.base <= 2.2 * above.size
    # The first line of a paragraph may stand in; the others begin below each other.
    same_edge = line.left <= edge + 2 if len(paragraph) == 1 else abs(line.left - above.left) <= 2
    return is_close and same_edge and line.reach + 0.35 * above.size >= right - above.right
