"""A whole list of links that is pasted at once: which OIT item each line is about, and what is doubtful of it."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus, codes_in, read_code
from ita_tui.domain.item_mapping import bare_name
from ita_tui.domain.links import UNSEEN, link_doubt, repaired
from ita_tui.domain.rules import Catalogue
from ita_tui.domain.secret_links import hidden_key
from ita_tui.thai.numerals import arabic_digits

LEAST_LIKENESS, LEAST_LEAD = 85.0, 3.0
"""How like a name of the catalogue (0–100) a text must be to be taken for it, and how much liker than the next."""

KEY_INSIDE = "ลิงก์อาจมีรหัสเข้าถึง ผู้ที่ได้ลิงก์อาจเปิดหรือแก้ไขได้"
TWICE = "มีหลายลิงก์สำหรับข้อเดียวกัน"
SHARED = "ลิงก์เดียวใช้กับหลายข้อ"
OTHERWISE_NAMED = "เลขข้อกับชื่อข้อไม่ตรงกัน"
RENUMBERED = "เลขข้อไม่มีในบัญชีของปี จับคู่จากชื่อข้อ"
CUT_OFF = "ข้อความหลังลิงก์อาจเป็นส่วนของลิงก์ที่มีช่องว่างคั่น"
NEARLY_NAMED = "จับคู่จากชื่อที่ใกล้เคียง"
BEGUN = "จับคู่จากส่วนต้นของชื่อข้อ"
ONLY_COUNTED = "จับคู่จากลำดับหน้าบรรทัด ไม่มีเลขข้อหรือชื่อข้อ"

LEAST_BEGINNING = 12
"""How many letters of a name tell the item that alone begins with them."""

NO_LINK_HERE = "ไม่มีลิงก์ในบรรทัดนี้"
NO_ITEM_HERE = "ไม่รู้ว่าเป็นลิงก์ของข้อใด"
NOT_IN_CATALOGUE = "ไม่มีเลขข้อนี้ในบัญชีข้อ OIT ของปี"
BEYOND_THE_END = "เกินจำนวนข้อของปี"
REPEATED = "ซ้ำกับบรรทัดก่อนหน้า"

# http with one slip in it, www., or a host that ends as those of Thailand do; to the next blank, quote or bar.
_LINK = re.compile(
    r"(?:h+t+p+s?\s?[:;]\s?[/\\]{1,3}|www\.|(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:th|com|org|net)(?=[/?#:\s|\])]|$))"
    r"[^\s|<>\"“”«»]*",
    re.IGNORECASE,
)
_OPENING, _CLOSING = "([{<\"'“‘«", ".,;:!'\"”’»>]}…"
_CELLS = re.compile(r"[\t|]")
_COUNT = re.compile(r"\s*\(?(\d{1,2})\s*(?:[.):\-]+\s*|\s+|$)")
_NOTHING = re.compile(r"[\s\-–—_.]*(?:ไม่มี(?:ลิงก์|ข้อมูล)?)?[\s\-–—_.]*")
_TAG = re.compile(r"<[^<>]*>")
_MORE_OF_IT = re.compile(
    r"[ ]+(?:[a-z0-9_.%&=-]+/|[^\s|<>]*\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|zip|html?|php|aspx?)\b)",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[0-9a-zก-๎]", re.IGNORECASE)
_CODE_WORDS = re.compile(r"(?:ข้อ(?:ที่)?\s*)?(?<![a-z])[oο0]\s?\d{1,2}(?!\d)", re.IGNORECASE)
_IN_FRONT = re.compile(
    rf"^\W*(?:{_CODE_WORDS.pattern}|(?:ข้อ(?:ที่)?\s*)?\d{{1,2}}(?!\d))?[\s.):\-–—]*", re.IGNORECASE
)


@dataclass(frozen=True)
class PastedLink:
    """A link of the list: ``line`` (from 1) and its words as they were pasted, and what is ``doubtful`` of it.

    ``head`` is the line above that names the item; ``placed`` where no line does, but its place or she herself.
    """

    code: str
    link: str
    line: int
    words: str
    doubts: tuple[str, ...] = ()
    head: int | None = None
    placed: bool = False

    @property
    def sure(self) -> bool:
        return not self.doubts

    @property
    def repaired(self) -> str | None:
        """The link put right, where it is broken and there is one sensible way to."""
        return repaired(self.link)


@dataclass(frozen=True)
class LeftLine:
    """A line that gave no link of an item, and why; ``links`` are those that stand in it.

    ``skipped`` where it says that an item has none.
    """

    line: int
    words: str
    why: str
    links: tuple[str, ...] = ()
    skipped: bool = False


@dataclass(frozen=True)
class LinkList:
    """What was understood of a pasted list. Every line that is not blank stands in one of the three.

    ``heads`` are lines that name an item whose link stands on a line below.
    """

    links: tuple[PastedLink, ...] = ()
    left: tuple[LeftLine, ...] = ()
    heads: tuple[int, ...] = ()

    @property
    def lines(self) -> frozenset[int]:
        """The lines that were dealt with."""
        return frozenset((*(one.line for one in self.links), *(one.line for one in self.left), *self.heads))


@dataclass(frozen=True)
class _About:
    """The items that a text names, and what is doubtful of that.

    ``missing`` where it names one that the year does not have, ``shared`` where it means all of several.
    """

    codes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    missing: bool = False
    shared: bool = False


def read_links(text: str, catalogue: Catalogue, *, in_order: bool = False) -> LinkList:
    """Read a pasted list: lines of code and link, rows of a table, a name with its link below it.

    Items are told by their code in any spelling, else by their name, else by the number in front of the line. With
    ``in_order`` a bare link belongs to the item after the one before it, beginning with the first; a line that
    says there is none (``-``, ``ไม่มี``) leaves its item out. Without it bare links are left.
    """
    reading = _Reading(catalogue, in_order=in_order)
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            reading.take(number, line)
    return reading.done()


class _Reading:
    """Goes through the lines; an item that is named without a link waits for it on the lines below."""

    def __init__(self, catalogue: Catalogue, *, in_order: bool) -> None:
        self.catalogue = catalogue
        self.in_order = in_order
        self.links: list[PastedLink] = []
        self.left: list[LeftLine] = []
        self.heads: list[int] = []
        self.waiting: tuple[int, str, _About] | None = None
        self.next = 1
        self.names = {item.code: bare_name(item.name) for item in catalogue.items}

    def take(self, number: int, line: str) -> None:
        words = " ".join(UNSEEN.sub("", line).split())
        found, rest = _links_in(UNSEEN.sub("", line))
        about = self._about(rest)
        if _cut_off(line):
            about = replace(about, doubts=(*about.doubts, CUT_OFF))
        if not found:
            self._name(number, words, about)
        elif about.codes:
            self._drop_waiting()
            self._add(number, words, found, about)
        elif self.waiting is not None and not about.missing:
            named, _, waited = self.waiting
            self.waiting = None
            self.heads.append(named)
            waited = replace(waited, doubts=(*waited.doubts, *about.doubts))
            self._add(number, words, found, waited, head=named)
        elif self.in_order and not about.missing:
            self._count(number, words, found, about)
        else:
            why = NOT_IN_CATALOGUE if about.missing else NO_ITEM_HERE
            self.left.append(LeftLine(number, words, why, tuple(found)))

    def done(self) -> LinkList:
        self._drop_waiting()
        links = _once(self.links)
        used = {one.line for one in links}
        repeated: dict[int, LeftLine] = {}
        for one in self.links:
            if one.line not in used:
                before = repeated.get(one.line, LeftLine(one.line, one.words, REPEATED))
                repeated[one.line] = replace(before, links=(*before.links, one.link))
        left = [*self.left, *repeated.values()]
        left.sort(key=lambda one: one.line)
        return LinkList(_told_apart(links), tuple(left), tuple(self.heads))

    def _name(self, number: int, words: str, about: _About) -> None:
        """A line without a link: an item that waits for one, an item without any, or nothing that is understood."""
        if about.codes and _names_only(words):
            self._drop_waiting()
            self.waiting = number, words, about
        elif self.in_order and _NOTHING.fullmatch(words):
            self.left.append(LeftLine(number, words, NO_LINK_HERE, skipped=True))
            self.next += 1
        else:
            self.left.append(LeftLine(number, words, NOT_IN_CATALOGUE if about.missing else NO_LINK_HERE))

    def _drop_waiting(self) -> None:
        if self.waiting is not None:
            self.left.append(LeftLine(self.waiting[0], self.waiting[1], NO_LINK_HERE))
            self.waiting = None

    def _add(
        self,
        number: int,
        words: str,
        found: Sequence[str],
        about: _About,
        *,
        head: int | None = None,
        placed: bool = False,
    ) -> None:
        doubts = (*about.doubts, *((SHARED,) if about.shared else ()))
        self.links += [
            PastedLink(code, link, number, words, doubts, head, placed)
            for code in about.codes
            for link in found
        ]
        self.next = max(int(code[1:]) for code in about.codes) + 1

    def _count(self, number: int, words: str, found: Sequence[str], about: _About) -> None:
        item = self.catalogue.item(f"o{self.next}")
        if item is None:
            self.left.append(LeftLine(number, words, BEYOND_THE_END, tuple(found)))
            return
        self._add(number, words, found, _About((item.code,), about.doubts), placed=True)

    # --- what a text is about ----------------------------------------------------------------------------------

    def _about(self, text: str) -> _About:
        cells = [cell for cell in (part.strip() for part in _CELLS.split(text)) if cell]
        named, near = self._named(cells)
        spelled = tuple(dict.fromkeys(code for cell in cells for code in _spelled(cell)))
        known = tuple(code for code in spelled if self.catalogue.item(code) is not None)
        if known and (named is None or near or named in known):
            return _About(known, shared=len(known) > 1)
        if named is not None:
            doubts = (near, RENUMBERED if spelled and not known else "")
            other = (OTHERWISE_NAMED if known else "",)
            return _About((*known, named), tuple(filter(None, (*doubts, *other))))
        if spelled:
            return _About(missing=True)
        return self._counted(cells)

    def _named(self, cells: Iterable[str]) -> tuple[str | None, str]:
        """The item whose name a cell spells, and what is doubtful where it does so only nearly or begins it."""
        best: tuple[float, str | None] = (0.0, None)
        begun: str | None = None
        for cell in cells:
            name = bare_name(_without_number(cell))
            if not name:
                continue
            for code, known in self.names.items():
                if known == name:
                    return code, ""
            best = max(best, self._nearest(name), key=lambda one: one[0])
            begun = begun or self._begun(name)
        return (best[1], NEARLY_NAMED) if best[1] else (begun, BEGUN)

    def _begun(self, name: str) -> str | None:
        """The one item whose name begins with this one."""
        codes = [code for code, known in self.names.items() if known.startswith(name)]
        return codes[0] if len(name) >= LEAST_BEGINNING and len(codes) == 1 else None

    def _nearest(self, name: str) -> tuple[float, str | None]:
        from rapidfuzz import (
            fuzz,
            process,
        )  # at the first misspelt name: no start of the program waits for it

        found = process.extract(name, self.names, scorer=fuzz.ratio, limit=2, score_cutoff=LEAST_LIKENESS)
        if not found or (len(found) == 2 and found[0][1] - found[1][1] < LEAST_LEAD):
            return 0.0, None
        _, score, code = found[0]
        return score, code

    def _counted(self, cells: Sequence[str]) -> _About:
        """The number in front, where nothing else says what a line is about: ๑๒. https://…, ข้อ 12."""
        first = cells[0] if cells else ""
        whole = read_code(first.rstrip(" .):-"))
        match = _COUNT.match(arabic_digits(first))
        code = whole or (f"o{int(match[1])}" if match is not None and int(match[1]) else None)
        if code is None:
            return _About()
        if self.catalogue.item(code) is None:
            return _About(missing=True)
        return _About((code,), () if "ข้อ" in first else (ONLY_COUNTED,))


def _links_in(line: str) -> tuple[list[str], str]:
    """The links of a line, each once, and what stands beside them."""
    links = [_freed(match.group()) for match in _LINK.finditer(line)]
    return list(dict.fromkeys(filter(None, links))), _TAG.sub("\t", _LINK.sub("\t", line))


def _cut_off(line: str) -> bool:
    """Whether words follow a link that look like the rest of it."""
    return any(_MORE_OF_IT.match(line, match.end()) for match in _LINK.finditer(line))


def _freed(link: str) -> str:
    """Without what only stands around it: brackets and quotes, the comma after it."""
    text = link.strip(_OPENING)
    while text and (text[-1] in _CLOSING or (text[-1] == ")" and text.count(")") > text.count("("))):
        text = text[:-1]
    return text


def _spelled(cell: str) -> tuple[str, ...]:
    """The codes that a cell spells with their letter (o, or a zero for it); bare numbers are no codes here."""
    return tuple(code for code in codes_in(cell) if _CODE_WORDS.search(arabic_digits(cell)))


def _without_number(cell: str) -> str:
    """The words of a cell without a code or number in front of them."""
    return _IN_FRONT.sub("", arabic_digits(cell)).strip(" :-–—()[]")


def _names_only(words: str) -> bool:
    return _LETTERS.search(words) is not None


def _once(links: Sequence[PastedLink]) -> list[PastedLink]:
    """Each link of an item where it stands first."""
    first: dict[tuple[str, str], PastedLink] = {}
    for one in links:
        first.setdefault((one.code, one.link), one)
    return list(first.values())


def _told_apart(links: Sequence[PastedLink]) -> tuple[PastedLink, ...]:
    """The links with what is doubtful of each, and of several for one item."""
    counts = Counter(one.code for one in links)
    many = {code for code, count in counts.items() if count > 1}
    return tuple(replace(one, doubts=(*one.doubts, *_doubts(one, many))) for one in links)


def _doubts(one: PastedLink, many: Collection[str]) -> Iterable[str]:
    if one.code in many:
        yield TWICE
    if doubt := link_doubt(one.link):
        yield doubt
    if hidden_key(one.link):
        yield KEY_INSIDE


# --- what is left of it ------------------------------------------------------------------------------------------


def placed_by_her(left: LeftLine, code: str) -> tuple[PastedLink, ...]:
    """The links of a line that was left, for the item that she chose."""
    found = [PastedLink(code, link, left.line, left.words, placed=True) for link in left.links]
    return _told_apart(found)


def rest_of(text: str, found: LinkList, taken: Collection[PastedLink]) -> tuple[str, ...]:
    """The lines of a list that are still to be dealt with once some of its links were taken, as they were pasted.

    A line whose item is known only by its place gets the code in front, so that it does not move to another item.
    """
    done = set(_done(found, taken))
    codes = {one.line: one.code for one in found.links if one.placed}
    return tuple(
        f"{codes[number]} {line.strip()}" if number in codes else line.rstrip()
        for number, line in enumerate(text.splitlines(), start=1)
        if number not in done and line.strip()
    )


def _done(found: LinkList, taken: Collection[PastedLink]) -> Iterable[int]:
    """The lines that have nothing left to take: of links that several items share, each item must have taken it."""
    links = {one.link for one in taken}
    for one in found.left:
        if one.skipped or (one.why == REPEATED and links.issuperset(one.links)):
            yield one.line
    for line in {one.line for one in taken}:
        here = [one for one in found.links if one.line == line]
        wanted = {one.code for one in here if SHARED in one.doubts}
        if wanted <= {one.code for one in taken if one.line == line}:
            yield line
            yield from (one.head for one in here if one.head is not None)


# --- taking them -------------------------------------------------------------------------------------------------


def with_links(
    items: Iterable[DisclosureItem],
    links: Mapping[str, str],
    *,
    published: bool = False,
    seen: date | None = None,
) -> tuple[DisclosureItem, ...]:
    """The items that change when links are taken, by their codes.

    With ``published`` those that concern the agency are published now; with ``seen`` each was seen on that day.
    """
    return tuple(
        after
        for item in items
        if item.code in links
        and (after := _with_link(item, links[item.code], published=published, seen=seen)) != item
    )


def _with_link(item: DisclosureItem, link: str, *, published: bool, seen: date | None) -> DisclosureItem:
    foreign = item.status is DisclosureStatus.NOT_APPLICABLE
    status = DisclosureStatus.PUBLISHED if published and not foreign else item.status
    return replace(item, url=link, status=status, seen=seen or item.seen)
