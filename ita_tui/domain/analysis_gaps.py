"""What each gap is worth: by how much the total rises where an indicator, question or OIT item reaches its target.

The total is linear in all of them, so a gap's worth is exact: an instrument is the mean of its indicators; an
indicator of IIT and EIT the mean of its questions, where the year's rulebook says which they are; one of OIT the mean
of its groups (9.1 …), each the mean of its items. The latter is inferred from the printed indicators of 2564: 53.56
and 31.25 are no mean of 33 and of 10 items, and are means of groups. With two parts of EIT a question's score is that
of part 1 (inferred from a report of 2568), which makes up its share of the indicator.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ita_tui.domain.analysis import indicator_code, indicator_of_code, item_named
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.rules import YearRules
from ita_tui.domain.scores import (
    INSTRUMENT_INDICATORS,
    Scores,
    exact_instruments,
    exact_total,
    half_up,
    possible_levels,
    weights_of,
)
from ita_tui.thai.numerals import digits

FULL = Decimal(100)
_HIGHEST = Fraction(100)
_EIT_PARTS = (Instrument.EIT1, Instrument.EIT2)


@dataclass(frozen=True)
class Share:
    """What an item is a part of: ``of_indicator`` is what one point of it is worth in points of its indicator.

    ``indicator`` is None where it is not known, and ``unknown`` says then why, in Thai.
    """

    indicator: int | None = None
    of_indicator: Fraction = Fraction(0)
    unknown: str = ""


@dataclass(frozen=True)
class Gap:
    """An item with its score and target in points of 100; ``worth`` is the exact rise of the total, None if unknown."""

    code: str
    name: str
    score: Decimal
    target: Decimal
    share: Share
    worth: Fraction | None

    @property
    def points(self) -> Decimal | None:
        """The rise of the total in points, half up to two decimals."""
        return None if self.worth is None else half_up(self.worth)


@dataclass(frozen=True)
class WhatIf:
    """The total (exact) and level before and after some gaps are closed; None and empty while they are unknown.

    ``rise`` is by how many points the total rises, known even where the total is not.
    """

    before: Fraction | None
    after: Fraction | None
    rise: Fraction
    level_before: str = ""
    level_after: str = ""


def share_of(code: str, rules: YearRules) -> Share:
    """What an item (i10, e3, o14, n4) is a part of, by the rulebook of the results' year."""
    number = indicator_of_code(code)
    if number is not None:
        return Share(number, Fraction(1))
    return _share_of_item(code, rules) if code.startswith("o") else _share_of_question(code, rules)


def gaps(scores: Scores, rules: YearRules, target: Decimal = FULL) -> tuple[Gap, ...]:
    """Every scored indicator, question and item below the target, the one that pays most first, unknown ones last.

    A question that stands under several issues is one item.
    """
    found = [
        Gap(code, item_named(code, scores, rules), score, target, share_of(code, rules), None)
        for code, score in known_scores(scores).items()
        if score < target
    ]
    worth = [Gap(g.code, g.name, g.score, g.target, g.share, _worth(g, scores, rules)) for g in found]
    return tuple(sorted(worth, key=lambda gap: (gap.worth is None, -(gap.worth or 0), gap.score)))


def what_if(scores: Scores, rules: YearRules, codes: Collection[str], target: Decimal = FULL) -> WhatIf:
    """What follows where all these items reach the target at once; those above it stay as they are.

    An indicator rises by what is closed inside it, or to the target where it is one of them itself, and never over 100.
    Both parts of EIT are taken to rise alike.
    """
    before = exact_instruments(scores, rules)
    rises = _rises(scores, rules, codes, target)
    raised = {name: _raised(name, rises, before) for name in weights_of(rules)}
    after = {
        instrument: min(_HIGHEST, score + raised[Instrument.EIT if instrument in _EIT_PARTS else instrument])
        for instrument, score in before.items()
    }
    rise = sum((_of_total(name, rules) * more for name, more in raised.items()), Fraction())
    return WhatIf(
        exact_total(before, rules),
        exact_total(after, rules),
        rise,
        _level(scores, before, rules),
        _level(scores, after, rules),
    )


def known_scores(scores: Scores) -> dict[str, Decimal]:
    """The scores by their codes: indicators, then questions and items as entered, the first of each code."""
    known = {
        indicator_code(number): score
        for number, score in enumerate(scores.indicators, start=1)
        if score is not None
    }
    for question in scores.questions:
        if question.code and question.score is not None:
            known.setdefault(question.code, question.score)
    return known


def instrument_of(indicator: int) -> Instrument:
    """The instrument that an indicator (1–10) belongs to, EIT as a whole."""
    return next(name for name in INSTRUMENT_INDICATORS if indicator in _numbers(name))


def _share_of_question(code: str, rules: YearRules) -> Share:
    indicator = rules.question_indicator.get(code)
    if indicator is None:
        year = digits(rules.year.be)
        return Share(unknown=f"เกณฑ์ของปี {year} ไม่ได้บอกว่าข้อ {code} อยู่ในตัวชี้วัดใด จึงคิดคะแนนที่จะเพิ่มไม่ได้")
    of_the_same = sum(number == indicator for number in rules.question_indicator.values())
    part = Fraction(1)
    if instrument_of(indicator) is Instrument.EIT and all(name in rules.weights for name in _EIT_PARTS):
        first, second = (Fraction(rules.weights[name]) for name in _EIT_PARTS)
        part = first / (first + second)
    return Share(indicator, part / of_the_same)


def _share_of_item(code: str, rules: YearRules) -> Share:
    year = digits(rules.year.be)
    item = rules.catalogue.item(code)
    if item is None:
        return Share(unknown=f"ไม่มีข้อ O{code[1:]} ในบัญชีข้อ OIT ของปี {year} จึงคิดคะแนนที่จะเพิ่มไม่ได้")
    head = item.group.partition(".")[0]
    if head not in {"9", "10"}:
        return Share(unknown=f"เกณฑ์ของปี {year} ไม่ได้บอกว่าข้อ O{code[1:]} อยู่ในตัวชี้วัดใด จึงคิดคะแนนที่จะเพิ่มไม่ได้")
    groups = [one.group for one in rules.catalogue.items if one.group.partition(".")[0] == head]
    return Share(int(head), Fraction(1, len(set(groups)) * groups.count(item.group)))


def _worth(gap: Gap, scores: Scores, rules: YearRules) -> Fraction | None:
    if gap.share.indicator is None:
        return None
    return what_if(scores, rules, [gap.code], gap.target).rise


def _rises(scores: Scores, rules: YearRules, codes: Iterable[str], target: Decimal) -> Mapping[int, Fraction]:
    """By how many points each indicator rises."""
    known = known_scores(scores)
    whole: dict[int, Fraction] = {}
    inside: dict[int, Fraction] = {}
    for code, number, share in _chosen(codes, rules):
        more = max(Fraction(0), Fraction(target) - Fraction(known.get(code, target)))
        if indicator_of_code(code) is None:
            inside[number] = inside.get(number, Fraction(0)) + more * share.of_indicator
        else:
            whole[number] = more
    rises: dict[int, Fraction] = {}
    for number in {*whole, *inside}:
        room = _HIGHEST - Fraction(known.get(indicator_code(number), Decimal(0)))
        rises[number] = min(room, max(whole.get(number, Fraction(0)), inside.get(number, Fraction(0))))
    return rises


def _chosen(codes: Iterable[str], rules: YearRules) -> Iterator[tuple[str, int, Share]]:
    """The items whose indicator is known, each once."""
    for code in dict.fromkeys(codes):
        share = share_of(code, rules)
        if share.indicator is not None:
            yield code, share.indicator, share


def _numbers(instrument: Instrument) -> range:
    """The indicators of an instrument by their numbers."""
    where = INSTRUMENT_INDICATORS[instrument]
    return range(where.start + 1, where.stop + 1)


def _raised(
    instrument: Instrument, rises: Mapping[int, Fraction], before: Mapping[Instrument, Fraction]
) -> Fraction:
    """By how many points an instrument rises, never over 100."""
    numbers = _numbers(instrument)
    mean = sum((rises.get(number, Fraction(0)) for number in numbers), Fraction()) / len(numbers)
    return min(mean, _HIGHEST - before.get(instrument, Fraction(0)))


def _of_total(instrument: Instrument, rules: YearRules) -> Fraction:
    """What a point of an instrument is worth in points of the total."""
    return Fraction(weights_of(rules)[instrument] or 0) / 100


def _level(scores: Scores, instruments: Mapping[Instrument, Fraction], rules: YearRules) -> str:
    """The level by the rules of the results' own year; empty where the total is unknown."""
    total = exact_total(instruments, rules)
    if total is None or rules.year.be != scores.year:
        return ""
    shown = {instrument: half_up(score) for instrument, score in instruments.items()}
    levels = possible_levels(half_up(total), shown, rules)
    return levels[0].label if levels else ""
