"""Reader of web pages: saved from a browser, or written as .html by a word processor, spreadsheet or Google Docs."""

import re
from collections.abc import Iterator
from typing import Final

from ita_tui.intake.blocks import Block, PageBreak, Watch, unwatched
from ita_tui.intake.encodings import decode
from ita_tui.intake.refusals import DocumentDamaged, WrongEncoding
from ita_tui.intake.web.elements import FORM, Page
from ita_tui.intake.web.lists import ItemCounts, Lists
from ita_tui.intake.web.tables import WebBlocks

_HIDDEN_WORDS: Final = "ข้อความที่ซ่อนไว้: "

_LONGEST_TAG = 1_000_000
_CHUNK = 2**16
_CHARSET = re.compile(rb"<meta\b[^>]{0,200}?\bcharset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_CHARSET_WITHIN = 4096
_THAI_CHARSETS = frozenset({"tis-620", "tis620", "windows-874", "cp874", "iso-8859-11"})
_WESTERN_CHARSETS = frozenset({"windows-1252", "cp1252", "iso-8859-1", "us-ascii", "latin1"})


def web_blocks(data: bytes, name: str, watch: Watch = unwatched) -> Iterator[Block]:
    """The blocks of a web page: paragraphs, list items and the rows of its tables, in the page's order.

    ``data`` is in UTF-8, UTF-16 or a Thai code page, by its byte-order mark, its letters, or what it says itself.
    What a page hides comes as one text at the end; scripts, styles and form fields are left out. Nothing is
    fetched. Raises DocumentDamaged, NotText, WrongEncoding or DamagedText, and LinksOutside for a page that is
    only a frame around other files, and DocumentTooLarge or TooManyRows for
    more than five million letters or 10,000 rows.
    """
    text = _letters(data, name)
    if _has_endless_tag(text):
        raise DocumentDamaged(name, FORM)
    source = text.encode()
    page = Page(name, Lists(iter(_item_counts(source, name))))
    blocks = WebBlocks()
    for done in _fed(source, page, name):
        yield from _written(page, blocks)
        watch(done, len(source))
    hidden = page.finish()
    yield from _written(page, blocks)
    if hidden:
        yield blocks.text(_HIDDEN_WORDS + hidden)


def _written(page: Page, blocks: WebBlocks) -> Iterator[Block]:
    for part in page.taken():
        if isinstance(part, PageBreak):
            yield part
        else:
            yield from blocks.of([part])


def _letters(data: bytes, name: str) -> str:
    """The text of the page. What it says of its code page counts only where the bytes themselves leave doubt."""
    try:
        return decode(data, name)
    except WrongEncoding:
        said = _CHARSET.search(data[:_CHARSET_WITHIN])
        charset = said.group(1).decode("ascii").lower() if said else ""
        if charset in _THAI_CHARSETS:
            code_page = "cp874"
        elif charset in _WESTERN_CHARSETS:  # Thai letters stand in it as &#3585;
            code_page = "cp1252"
        else:
            raise
        try:
            text = data.decode(code_page)
        except UnicodeDecodeError as error:
            raise WrongEncoding(name) from error
        return decode(text.encode(), name)


def _has_endless_tag(text: str) -> bool:
    """Whether a tag has so many attributes that reading it would fill the memory; a picture in a tag has one."""
    end = 0
    while (start := text.find("<", end)) >= 0:
        end = text.find(">", start)
        end = len(text) if end < 0 else end
        if end - start > _LONGEST_TAG:
            parted = sum(text.count(mark, start, end) for mark in " \n\t\f/='\"")
            if parted > (end - start) // 10:
                return True
    return False


def _item_counts(source: bytes, name: str) -> tuple[int, ...]:
    """How many items each reversed list has: their numbers count down from it."""
    if b"reversed" not in source.lower():
        return ()
    items = ItemCounts()
    for _ in _fed(source, items, name):
        pass
    return tuple(items.counts)


def _fed(source: bytes, target: Page | ItemCounts, name: str) -> Iterator[int]:
    """Have a page parsed, which calls ``target``; yields the number of bytes that are read, again and again.

    The parser of lxml.html without its tree: a tree of a hostile page would be deeper than any walk through it.
    """
    from lxml import etree

    parser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=False)
    try:
        for start in range(0, len(source), _CHUNK):
            parser.feed(source[start : start + _CHUNK])
            yield min(start + _CHUNK, len(source))
        parser.close()
    except etree.LxmlError as error:
        raise DocumentDamaged(name, FORM) from error
