"""Results of the assessment: instruments, total and level by the year's rules, in points of 100."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from ita_tui.domain.instruments import Instrument
from ita_tui.domain.rules import Level, YearRules
from ita_tui.thai.numerals import digits

# Printed inputs are rounded, so a printed result may differ by this much (points of 100).
TOLERANCE = Decimal("0.01")
# A question's answers from มากที่สุด to ไม่มี, in points of 100 (2568).
ANSWER_POINTS = (100, 80, 60, 40, 20, 0)
# Which of the indicators 1–10 an instrument is the mean of, as positions in the row of ten.
INSTRUMENT_INDICATORS = {
    Instrument.IIT: slice(0, 5),
    Instrument.EIT: slice(5, 8),
    Instrument.OIT: slice(8, 10),
}
_EIT_PARTS = (Instrument.EIT1, Instrument.EIT2)


@dataclass(frozen=True)
class QuestionScore:
    """A question's or OIT item's result: ``code`` i1 …, e1 … or o1 …, ``score`` of 100.

    ``answers`` counts the answers from มากที่สุด (100) to ไม่มี (0) where known.
    """

    code: str
    score: Decimal | None = None
    text: str = ""
    answers: tuple[int, ...] = ()
    issue: int | None = None


@dataclass(frozen=True)
class ToDevelop:
    """A row of what is to be developed (ประเด็นที่ควรพัฒนา), by instrument and indicator."""

    instrument: Instrument
    indicator: str
    scope: str
    text: str


@dataclass(frozen=True)
class Scores:
    """The results of assessment year ``year`` (BE): typed or read in; what is unknown is None or missing.

    ``indicators`` holds indicators 1–10 in order.
    """

    year: int
    indicators: tuple[Decimal | None, ...] = ()
    instruments: Mapping[Instrument, Decimal] = field(default_factory=dict)
    printed_total: Decimal | None = None
    printed_level: str = ""
    questions: tuple[QuestionScore, ...] = ()
    to_develop: tuple[ToDevelop, ...] = ()


@dataclass(frozen=True)
class IssueAnalysis:
    """The analysis of one of the seven issues (ประเด็น): lowest item, cause, remark, how to raise it."""

    number: int
    lowest: str = ""
    cause: str = ""
    remark: str = ""
    improvement: str = ""


@dataclass(frozen=True)
class Computed:
    """What the arithmetic gives: instruments and total in points of 100, half up to two decimals, and the level.

    ``total`` is None and ``level`` empty while anything they need is unknown.
    """

    instruments: Mapping[Instrument, Decimal]
    total: Decimal | None = None
    level: str = ""


def computed(scores: Scores, rules: YearRules) -> Computed:
    """Instruments, total and level of a result by the rules of its year.

    An instrument is the mean of its indicators where all of them are known, else the score as printed; EIT
    in two parts is their mean by weight. With the rules of another year than ``scores.year`` no level is
    named: level words mean other bounds in other years.
    """
    exact = exact_instruments(scores, rules)
    shown = {instrument: half_up(score) for instrument, score in exact.items()}
    whole = exact_total(exact, rules)
    total = None if whole is None else half_up(whole)
    if total is None or rules.year.be != scores.year:
        return Computed(shown, total)
    levels = possible_levels(total, shown, rules)
    return Computed(shown, total, levels[0].label if levels else "")


def possible_levels(
    total: Decimal, instruments: Mapping[Instrument, Decimal] | None, rules: YearRules
) -> tuple[Level, ...]:
    """The levels that a total allows, highest first: one where every instrument is known, else perhaps several."""
    possible: list[Level] = []
    asked = _asked_for_levels(instruments or {}, rules)
    for level in rules.levels:
        bound = level.every_instrument_min
        if total < level.total_min or _any_below(asked, bound):
            continue
        possible.append(level)
        if bound is None or None not in asked:
            break
    return tuple(possible)


@dataclass(frozen=True)
class HeldDown:
    """The level that a total alone would reach, and the instruments that keep it from it."""

    level: Level
    instruments: tuple[Instrument, ...]


def held_down(result: Computed, rules: YearRules) -> HeldDown | None:
    """What holds a computed level below the one of its total; None where nothing does, or no level is known."""
    total = result.total
    if total is None or not result.level:
        return None
    reached = next((level for level in rules.levels if total >= level.total_min), None)
    if reached is None or reached.label == result.level:
        return None
    low = tuple(
        instrument
        for instrument in _instruments_of_levels(rules)
        if _any_below((result.instruments.get(instrument),), reached.every_instrument_min)
    )
    return HeldDown(reached, low) if low else None


def contradiction(scores: Scores, rules: YearRules) -> str | None:
    """The Thai sentence that says how the printed total or level contradicts the figures; None where they agree."""
    result = computed(scores, rules)
    printed = scores.printed_total
    if printed is not None and result.total is not None and abs(printed - result.total) > TOLERANCE:
        return (
            f"คะแนนรวมในรายงาน {digits(f'{printed:.2f}')} ไม่ตรงกับ{_figures(scores)} "
            f"ซึ่งคำนวณได้ {digits(f'{result.total:.2f}')}"
        )
    return _level_contradiction(scores, rules, result)


def question_score(answers: Sequence[int]) -> Decimal:
    """The mean of a question's answers, counted from มากที่สุด (100) to ไม่มี (0), half up to two decimals.

    Raises ValueError for other than six counts, negative ones, or nobody's answers.
    """
    if len(answers) != len(ANSWER_POINTS) or min(answers) < 0 or not sum(answers):
        raise ValueError(f"a question has six counts of answers: {answers}")
    points = sum(count * worth for count, worth in zip(answers, ANSWER_POINTS, strict=True))
    return half_up(Fraction(points, sum(answers)))


def exact_instruments(scores: Scores, rules: YearRules) -> dict[Instrument, Fraction]:
    """Exact scores: by indicator where all are known, else as printed; with the EIT parts where printed."""
    known = {instrument: Fraction(score) for instrument, score in scores.instruments.items()}
    if Instrument.EIT not in known and all(part in known for part in _EIT_PARTS):
        weights = {part: Fraction(rules.weights.get(part, 1)) for part in _EIT_PARTS}
        weighted = sum((known[part] * weight for part, weight in weights.items()), Fraction())
        known[Instrument.EIT] = weighted / sum(weights.values())
    for instrument, where in INSTRUMENT_INDICATORS.items():
        values = scores.indicators[where]
        numbers = [Fraction(value) for value in values if value is not None]
        if len(numbers) == where.stop - where.start:
            known[instrument] = sum(numbers, Fraction()) / len(numbers)
    return {instrument: known[instrument] for instrument in Instrument if instrument in known}


def exact_total(instruments: Mapping[Instrument, Fraction], rules: YearRules) -> Fraction | None:
    """The total in points of 100 before it is rounded; None while an instrument or its weight is unknown."""
    total = Fraction()
    for instrument, weight in weights_of(rules).items():
        if weight is None or instrument not in instruments:
            return None
        total += instruments[instrument] * Fraction(weight) / 100
    return total


def weights_of(rules: YearRules) -> dict[Instrument, Decimal | None]:
    """What IIT, EIT (both parts together) and OIT weigh in the total, in points of 100; None where it is unknown."""
    eit = [rules.weights[part] for part in (Instrument.EIT, *_EIT_PARTS) if part in rules.weights]
    return {
        Instrument.IIT: rules.weights.get(Instrument.IIT),
        Instrument.EIT: sum(eit, Decimal()),
        Instrument.OIT: rules.weights.get(Instrument.OIT),
    }


def half_up(score: Fraction) -> Decimal:
    """Two decimals, half up, from the exact value: 84.995 is 85.00."""
    hundredths = (score * 100 + Fraction(1, 2)).__floor__()
    return Decimal(hundredths).scaleb(-2)


def two_decimals(score: Decimal) -> str:
    """A score as results are printed: two decimals, half up."""
    return str(score.quantize(Decimal("0.01"), ROUND_HALF_UP))


def every_decimal(score: Decimal) -> str:
    """A score with two decimals at least, and with every one it has."""
    shown = format(score, "f")
    return shown if len(shown.partition(".")[2]) > 2 else two_decimals(score)


def _level_contradiction(scores: Scores, rules: YearRules, result: Computed) -> str | None:
    printed = _folded(scores.printed_level)
    if not printed or rules.year.be != scores.year:
        return None
    totals = {total for total in (result.total, scores.printed_total) if total is not None}
    allowed = [level.label for total in totals for level in possible_levels(total, result.instruments, rules)]
    if not allowed or printed in {_folded(label) for label in allowed}:
        return None
    total = scores.printed_total if result.total is None else result.total
    return (
        f"ระดับในรายงาน {scores.printed_level.strip()} ไม่ตรงกับเกณฑ์ของปี {digits(scores.year)} "
        f"ซึ่งคะแนน {digits(f'{total:.2f}')} ได้ระดับ {allowed[0]}"
    )


def _asked_for_levels(
    instruments: Mapping[Instrument, Decimal], rules: YearRules
) -> tuple[Decimal | None, ...]:
    """The scores that "every instrument" means this year, None for what is unknown."""
    return tuple(instruments.get(asked) for asked in _instruments_of_levels(rules))


def _instruments_of_levels(rules: YearRules) -> tuple[Instrument, ...]:
    parts = _EIT_PARTS if rules.eit_parts_apart else (Instrument.EIT,)
    return (Instrument.IIT, *parts, Instrument.OIT)


def _any_below(asked: Sequence[Decimal | None], bound: Decimal | None) -> bool:
    return bound is not None and any(score < bound for score in asked if score is not None)


def _figures(scores: Scores) -> str:
    by_indicator = len(scores.indicators) == 10 and None not in scores.indicators
    return "ตารางตัวชี้วัด" if by_indicator else "คะแนนรายแบบวัด"


def _folded(level: str) -> str:
    return "".join(level.split()).removeprefix("ระดับ").upper()
