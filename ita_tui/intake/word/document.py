"""Reader of Word documents (.docx): what the page shows becomes blocks, with its automatic numbers."""

from collections.abc import Iterable, Iterator
from itertools import count

from ita_tui.intake.archives.doors import refuse_unsafe_archive
from ita_tui.intake.blocks import Block, Gap, PageBreak, Text, Watch, unwatched
from ita_tui.intake.markup import clean_lines
from ita_tui.intake.page_marks import is_page_number
from ita_tui.intake.refusals import DocumentDamaged
from ita_tui.intake.word.grid import TableTooWide
from ita_tui.intake.word.numbering import Counting, Numbering
from ita_tui.intake.word.package import FORM, WordPackage, drawn_words, open_word
from ita_tui.intake.word.story import Story
from ita_tui.intake.word.vocabulary import Element, below, child, children, value

_WATCHED_EVERY = 20
_NOTES = (
    ("footnotes", "footnote", "เชิงอรรถ"),
    ("endnotes", "endnote", "อ้างอิงท้ายเรื่อง"),
    ("comments", "comment", "ข้อคิดเห็น"),
)


def word_blocks(data: bytes, name: str, watch: Watch = unwatched) -> Iterator[Block]:
    """The blocks of the document ``data``, whose file is called ``name``, in the order of its pages.

    Headers stand before the body; footers, notes, comments and the words of diagrams behind it, each text once and
    page numbers not at all. Tracked changes are read as if accepted. Raises DocumentDamaged, PasswordProtected,
    ArchiveUnsafe, MacrosInside, LinksOutside or TooManyRows; ``watch`` is told of paragraphs and rows.
    """
    refuse_unsafe_archive(data, name, FORM)
    package = open_word(data, name)
    body = child(package.main, "body")
    if body is None:
        raise DocumentDamaged(name, FORM)
    total = _size(body)
    try:
        for done, block in enumerate(_tidy(_blocks(package, body))):
            if done % _WATCHED_EVERY == 0:
                watch(min(done, total), total)
            yield block
    except (RecursionError, TableTooWide) as error:
        # Tables in tables without end, rows of hundreds of cells: no program writes them.
        raise DocumentDamaged(name, FORM) from error
    watch(total, total)


def _size(body: Element) -> int:
    """How many blocks there will be, more or less."""
    return sum(1 for _ in below(body, "tr")) + sum(1 for _ in children(body, "p"))


def _blocks(package: WordPackage, body: Element) -> Iterator[Block]:
    numbering = Numbering(package.one("numbering"), package.one("styles"))
    lines = count(1)
    yield from _margins(package.of("header"), "หัวกระดาษ", Story(Counting(numbering), lines))
    yield from Story(Counting(numbering), lines).blocks(body)
    yield from _margins(package.of("footer"), "ท้ายกระดาษ", Story(Counting(numbering), lines))
    for part, note, where in _NOTES:
        notes = (each for root in package.of(part) for each in children(root, note) if _is_note(each))
        yield from _margins(notes, where, Story(Counting(numbering), lines), whole=True)
    drawn = (
        words
        for relation in ("diagramData", "chart")
        for root in package.of(relation)
        for words in drawn_words(root)
    )
    yield from _each_once(drawn, "แผนภาพ", Story(Counting(numbering), lines))


def _is_note(note: Element) -> bool:
    """Not one of the lines that Word draws between text and notes."""
    return value(note, "type") in {None, "normal"}


def _margins(
    containers: Iterable[Element], where: str, story: Story, *, whole: bool = False
) -> Iterator[Block]:
    """Each line of headers and footers once, since each section of a document repeats them; notes as a ``whole``."""

    def texts() -> Iterator[str]:
        for container in containers:
            lines = story.lines_of(container)
            yield from ["\n".join(lines)] if whole else (line for line in lines if not _is_page_number(line))

    yield from _each_once(texts(), where, story)
    yield from story.waiting_boxes()


def _is_page_number(line: str) -> bool:
    """A page number of digits; three letters, such as a scan makes of one, are an agency's short name here."""
    return is_page_number(line) and any(letter.isdecimal() for letter in line)


def _each_once(texts: Iterable[str], where: str, story: Story) -> Iterator[Text]:
    known: set[str] = set()
    for text in texts:
        words = clean_lines(text)
        if words and words not in known:
            known.add(words)
            yield story.text(words, where)


def _tidy(blocks: Iterable[Block]) -> Iterator[Block]:
    """One gap for several, and one page break where Word notes it twice."""
    since: set[type[Block]] = {Gap}
    for block in blocks:
        if not isinstance(block, Gap | PageBreak):
            since = set()
        elif type(block) in since:
            continue
        else:
            since.add(type(block))
        yield block
