"""Which column a head names: by folded text and the names of ``headings.toml``, by near spelling, by single words."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz, process

from ita_tui.intake.refusals import HeadsUnreadable
from ita_tui.thai.dates import MONTH_WORDS, MONTHS_SHORT
from ita_tui.thai.numerals import arabic_digits, thai_digits

NEAR = 86.0
"""The least likeness (rapidfuzz ratio, 0–100) at which a misspelt name is taken, always with a doubt."""

_LONGEST_HEAD = 90
_LONGEST_BY_WORD = 60
"""In folded letters: what is longer is a sentence that merely begins like a head."""

_NO_HEAD = 400
"""In letters and blanks: what is longer is not even looked at."""

_SHORTEST_NEAR = 5
# Thai vowel and tone marks are no letters to Python, but they tell words apart.
_NO_LETTER = re.compile("[^\\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|[_ฯ]")


class Column(StrEnum):
    """What a column can be; the value is the key in ``headings.toml``, whose first name is :attr:`label`."""

    NUMBER = "number"
    TITLE = "title"
    GUIDELINE = "guideline"
    METHOD = "method"
    RESPONSIBLE = "responsible"
    PERIOD = "period"
    RESULT = "result"
    OUTCOME = "outcome"
    START = "start"
    END = "end"
    STATUS = "status"
    PERCENT = "percent"
    SLOT = "slot"
    RECOMMENDATION = "recommendation"
    FOLLOW_UP = "follow_up"
    WEAK_ITEM = "weak_item"
    QUESTION = "question"
    SCORE = "score"
    ANALYSIS = "analysis"
    INSTRUMENT = "instrument"
    RANK = "rank"
    INDICATOR_NUMBER = "indicator_number"
    INDICATOR = "indicator"
    SCOPE = "scope"
    TO_DEVELOP = "to_develop"

    @property
    def label(self) -> str:
        return HeadNames.shipped().of(self)[0]


_JOINED = frozenset({Column.RESULT, Column.OUTCOME, Column.RECOMMENDATION, Column.METHOD, Column.SLOT})
"""Columns that a table may have twice (ผลรอบ ๖ เดือน, ผลรอบ ๑๒ เดือน): their cells are put together."""

_SLOT = re.compile(r"(?:เดือน)?(?P<month>\D+?)(?:\d{2}|\d{4})?|(?:ไตรมาส)(?:ที่)?(?P<quarter>[1-4])(?:\d{4})?")


@dataclass(frozen=True)
class Heading:
    """A head as written, the column it was taken for (None where unknown), and whether that is only likely.

    ``near`` where it is spelt nearly like a known name or told by one of its words.
    """

    head: str
    column: Column | None
    near: bool = False


@dataclass(frozen=True)
class _Guess:
    """What a head may be, the likeliest first; ``sure`` where it is a known name, even if misspelt.

    ``without_place`` where it is told that it heads what no measure has a place for.
    """

    columns: tuple[Column, ...] = ()
    exact: bool = False
    sure: bool = False
    without_place: bool = False


class HeadNames:
    """The names of columns, folded; the shipped ones, or with a secretary's own beside them."""

    def __init__(self, tables: Mapping[str, Mapping[str, list[str]]]) -> None:
        self._names = {Column(key): tuple(names) for key, names in tables["columns"].items()}
        self._synonyms = {fold(name): column for column, names in self._names.items() for name in names}
        self._long = tuple(name for name in self._synonyms if len(name) >= _SHORTEST_NEAR)
        words: dict[str, Column | None] = dict.fromkeys(map(fold, tables["without_place"]["words"]))
        words |= {fold(word): Column(key) for key, words in tables["words"].items() for word in words}
        self._words = dict(sorted(words.items(), key=lambda pair: -len(pair[0])))
        self._guesses: dict[str, _Guess] = {}

    @staticmethod
    @cache
    def shipped() -> "HeadNames":
        return HeadNames(_shipped())

    @staticmethod
    def with_own(toml: str | None) -> "HeadNames":
        """The shipped names and those of a TOML text of the same form. Raises HeadsUnreadable."""
        return HeadNames(_with_own(toml)) if toml and toml.strip() else HeadNames.shipped()

    def of(self, column: Column) -> tuple[str, ...]:
        """The names of a column; the first is the one shown."""
        return self._names[column]

    def known(self, head: str) -> Column | None:
        """The column that a text names without a doubt."""
        return self._synonyms.get(fold(head)) if len(head) <= _NO_HEAD else None

    def guess(self, head: str) -> _Guess:
        if len(head) > _NO_HEAD:
            return _Guess()
        folded = fold(head.replace("%", "ร้อยละ"))
        if folded not in self._guesses:
            self._guesses[folded] = self._guessed(folded)
        return self._guesses[folded]

    def _guessed(self, folded: str) -> _Guess:
        if folded in self._synonyms:
            return _Guess((self._synonyms[folded],), exact=True, sure=True)
        if slot_of(folded):
            return _Guess((Column.SLOT,), exact=True, sure=True)
        if not _SHORTEST_NEAR <= len(folded) <= _LONGEST_HEAD:
            return _Guess()
        near = process.extractOne(folded, self._long, scorer=fuzz.ratio, score_cutoff=NEAR)
        if near:
            return _Guess((self._synonyms[near[0]],), sure=True)
        told = list(self._told_by_words(folded))
        if told and told[0] is None:
            return _Guess(without_place=True)
        return _Guess(tuple(dict.fromkeys(column for column in told if column)))

    def _told_by_words(self, folded: str) -> Iterator[Column | None]:
        """The columns that the words of a head tell, in its order; None for what no measure has a place for."""
        if len(folded) > _LONGEST_BY_WORD or folded[0].isdigit():
            return
        found = sorted((folded.find(word), -len(word), word) for word in self._words if word in folded)
        yield from (self._words[word] for _, _, word in found)


def fold(text: str) -> str:
    """A text for comparing: NFC, lower case, without spaces, punctuation and ฯ; vowels and tone marks stay."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFC", text).lower())


def slot_of(head: str) -> str:
    """The month or quarter that a head names, as a period is written (``ต.ค.``, ``ไตรมาสที่ ๑``); else empty."""
    match = _SLOT.fullmatch(arabic_digits(fold(head)))
    if match is None:
        return ""
    if match["quarter"]:
        return f"ไตรมาสที่ {thai_digits(match['quarter'])}"
    month = MONTH_WORDS.get(match["month"])
    return MONTHS_SHORT[month - 1] if month else ""


def says_something(text: str) -> bool:
    """Whether a text has letters or digits, so that folding it leaves any."""
    return any(letter.isalnum() for letter in text)


def header_of(cells: Sequence[str], names: HeadNames | None = None) -> tuple[Heading, ...] | None:
    """The headings of a header row, or None where the row is none.

    A header row has two known heads at least, and heads that can be told are 60 % of its filled cells (heads of
    what no measure has a place for do not count); where only single words tell them, there are three, and
    nothing else.
    """
    names = names or HeadNames.shipped()
    guesses = [names.guess(cell) for cell in cells]
    filled = sum(
        1
        for cell, guess in zip(cells, guesses, strict=True)
        if says_something(cell) and not guess.without_place
    )
    sure = {guess.columns[0] for guess in guesses if guess.sure}
    told = sum(1 for guess in guesses if guess.columns)
    likely = {guess.columns[0] for guess in guesses if guess.columns}
    if len(likely) < 2 or told < 0.6 * filled:
        return None
    if len(sure) < 2 and not (told >= 3 and (sure or told == filled)):
        return None
    headings = _assigned(cells, guesses)
    known = {heading.column for heading in headings if heading.column}
    return headings if len(known) >= 2 else None


def _assigned(cells: Sequence[str], guesses: Sequence[_Guess]) -> tuple[Heading, ...]:
    """Each head its column: known names first; the others take the likeliest column that is still free."""
    taken: set[Column] = set()
    found: dict[int, Heading] = {}
    for sure in (True, False):
        for at, guess in enumerate(guesses):
            if guess.columns and guess.sure is sure:
                column = _free(guess, taken)
                found[at] = Heading(cells[at], column, near=column is not None and not _plain(guess, column))
                taken |= {column} if column else set()
    return tuple(_with_the_how([found.get(at, Heading(cell, None)) for at, cell in enumerate(cells)]))


def _with_the_how(headings: Sequence[Heading]) -> Iterator[Heading]:
    """การดำเนินการ tells how a measure is done, where no head but it tells that and another tells its result."""
    columns = [heading.column for heading in headings]
    hows = {fold(name) for name in _shipped()["how_where_no_other_head_tells"]["names"]}
    told = {Column.METHOD, Column.GUIDELINE} & set(columns) or Column.TITLE not in columns
    results = sum(column in {Column.RESULT, Column.OUTCOME} for column in columns)
    for heading in headings:
        if not told and results > 1 and heading.column is Column.RESULT and fold(heading.head) in hows:
            yield replace(heading, column=Column.METHOD, near=True)
        else:
            yield heading


def _plain(guess: _Guess, column: Column) -> bool:
    return guess.exact and column is guess.columns[0]


def _free(guess: _Guess, taken: set[Column]) -> Column | None:
    """The column of a head: a second name for the measure tells how it is done; texts may stand twice."""
    likely = guess.columns
    if likely[0] is Column.TITLE and Column.TITLE in taken:
        likely = (Column.METHOD, Column.GUIDELINE)
    free = next((column for column in likely if column not in taken), None)
    return free or (likely[0] if likely[0] in _JOINED else None)


def known_only(headings: Sequence[Heading], columns: Sequence[Column | None]) -> tuple[Heading, ...]:
    """The same heads with the columns that were chosen for them."""
    return tuple(
        replace(heading, column=column, near=False) for heading, column in zip(headings, columns, strict=True)
    )


def indicator_number(name: str) -> tuple[int, bool] | None:
    """The number (1–10) of an indicator by its name, and whether it is only nearly spelt so."""
    names = _indicators()
    folded = fold(name)
    if folded in names:
        return names[folded], False
    near = process.extractOne(folded, names.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
    return (names[near[0]], True) if near else None


def indicator_name(number: int) -> str:
    return tuple(_shipped()["indicators"]["names"])[number - 1]


@cache
def _shipped() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(files("ita_tui.intake").joinpath("headings.toml").read_text(encoding="utf-8"))


def _with_own(toml: str) -> Mapping[str, Mapping[str, list[str]]]:
    try:
        own = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise HeadsUnreadable(str(error)) from error
    together = {
        part: {key: list(names) for key, names in table.items()} for part, table in _shipped().items()
    }
    for part in ("columns", "words"):
        table = own.get(part, {})
        if not isinstance(table, dict):
            raise HeadsUnreadable(part)
        for key, names in table.items():
            if key not in set(Column) or not isinstance(names, list) or not all(map(_is_name, names)):
                raise HeadsUnreadable(f"{part}.{key}")
            together[part].setdefault(key, []).extend(names)
    return together


def _is_name(name: object) -> bool:
    return isinstance(name, str) and fold(name) != ""


@cache
def _indicators() -> Mapping[str, int]:
    return {fold(name): number for number, name in enumerate(_shipped()["indicators"]["names"], 1)}
