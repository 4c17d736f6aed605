"""How a report writes: its numerals, its dates, its lines. The screen's choice of numerals has no part in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ita_tui.domain.fiscal_year import Span
from ita_tui.thai.dates import BE, MONTHS, MONTHS_SHORT
from ita_tui.thai.numerals import in_numerals


@dataclass(frozen=True)
class Writing:
    """The numerals of one report: Thai ones, or every digit as it was typed."""

    thai: bool

    def __call__(self, text: str) -> str:
        """A text as it is printed; links, addresses, paths and file names keep their digits."""
        return in_numerals(text, thai=self.thai)

    def around(self, text: str, kept: str) -> str:
        """A text whose ``kept`` part stays letter by letter: a link that leads nowhere is worse than a strange digit."""
        return kept.join(map(self, text.split(kept))) if kept else self(text)


def plain_lines(text: str) -> str:
    """A text with line feeds between its lines, whatever parted them, and none around it."""
    return "\n".join(text.splitlines()).strip("\n")


def joined(texts: Iterable[str]) -> str:
    """The texts that say something, each on a line of its own."""
    return "\n".join(text for text in texts if text)


def long_day(day: date) -> str:
    """16 มกราคม 2569, in Arabic digits: the report's numerals are put on last."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year + BE}"


def short_day(day: date) -> str:
    """16 ม.ค. 2569, in Arabic digits."""
    return f"{day.day} {MONTHS_SHORT[day.month - 1]} {day.year + BE}"


def span_of_days(span: Span) -> str:
    """1 ต.ค. 2568 – 31 มี.ค. 2569, in Arabic digits."""
    return f"{short_day(span.first)} – {short_day(span.last)}"
