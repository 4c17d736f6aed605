"""What a measure answers: the results of last year that it is to raise, by code and in words.

Codes are those of questions and OIT items (i10, e3, o14) and n1 … n10 for the ten indicators.
"""

import re

from ita_tui.domain.analysis import indicator_of_code, item_named, read_item_code
from ita_tui.domain.indicators import INDICATORS
from ita_tui.domain.rules import YearRules
from ita_tui.domain.scores import Scores
from ita_tui.thai.numerals import arabic_digits, digits

_INDICATOR = re.compile(r"n0*([1-9]|10)")


def answer_code(typed: str) -> str | None:
    """The code that is meant (“I 10”, “e๓”, “ข้อ O๐๑๔”, “n4”), as it is kept; None for what is no code."""
    indicator = _INDICATOR.fullmatch("".join(arabic_digits(typed).lower().split()))
    return f"n{indicator[1]}" if indicator else read_item_code(typed)


def answerable(scores: Scores | None, rules: YearRules | None = None) -> dict[str, str]:
    """What last year's results hold, in words by code: indicators, then questions and items in their order.

    ``rules`` are those of the year of the results: its catalogue names the OIT items.
    """
    if scores is None:
        return {}
    codes = [
        f"n{at}" for at, score in enumerate(scores.indicators[: len(INDICATORS)], 1) if score is not None
    ]
    codes += [question.code for question in scores.questions]
    return {code: answer_words(code, scores, rules) for code in codes}


def answer_words(code: str, scores: Scores | None, rules: YearRules | None = None) -> str:
    """ตัวชี้วัดที่ ๔ การใช้ทรัพย์สินของราชการ (๘๒.๔๗), or i20 and the text of the question with its score."""
    name = item_named(code, scores, rules)
    number = indicator_of_code(code)
    if number is not None:
        known = scores.indicators if scores else ()
        score = known[number - 1] if number <= len(known) else None
    else:
        found = (one.score for one in scores.questions if one.code == code) if scores else iter(())
        score = next(found, None)
    return name if score is None else f"{name} ({digits(str(score))})"
