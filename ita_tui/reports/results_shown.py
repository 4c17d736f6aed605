"""Last year's results as a report prints them: as they were printed officially, else as they are computed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ita_tui.domain.analysis import Scored, ranking, scored_indicators
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.rules import YearRules
from ita_tui.domain.scores import Scores, computed, possible_levels

_PARTS = {Instrument.EIT1, Instrument.EIT2}


@dataclass(frozen=True)
class ResultsShown:
    """Instruments, total (points of 100) and level of assessment year ``year`` (BE); what is unknown is missing."""

    year: int
    instruments: Mapping[Instrument, Decimal] = field(default_factory=dict)
    total: Decimal | None = None
    level: str = ""
    indicators: tuple[Scored, ...] = ()

    @property
    def ranking(self) -> tuple[Scored, ...]:
        """The indicators from the highest score to the lowest."""
        return ranking(self.indicators)


def results_shown(scores: Scores, rules: YearRules | None) -> ResultsShown:
    """What a report prints of the results. Without the rules of their year no total is computed and no level named."""
    indicators = scored_indicators(scores)
    if rules is None:
        level = scores.printed_level.strip()
        return ResultsShown(scores.year, dict(scores.instruments), scores.printed_total, level, indicators)
    result = computed(scores, rules)
    total = result.total if scores.printed_total is None else scores.printed_total
    instruments = _instruments(scores.instruments, result.instruments)
    level = scores.printed_level.strip() or _level(scores, rules, total)
    return ResultsShown(scores.year, instruments, total, level, indicators)


def _instruments(
    printed: Mapping[Instrument, Decimal], found: Mapping[Instrument, Decimal]
) -> dict[Instrument, Decimal]:
    """As printed; what is not is computed, but no mean of EIT where its two parts are printed."""
    main = {Instrument.IIT, Instrument.OIT} | (set() if _PARTS & printed.keys() else {Instrument.EIT})
    wanted = {**{instrument: score for instrument, score in found.items() if instrument in main}, **printed}
    return {instrument: wanted[instrument] for instrument in Instrument if instrument in wanted}


def _level(scores: Scores, rules: YearRules, total: Decimal | None) -> str:
    """The one level that a total has by the rules of its year; empty where it may have several."""
    if total is None or rules.year.be != scores.year:
        return ""
    levels = possible_levels(total, computed(scores, rules).instruments, rules)
    return levels[0].label if len(levels) == 1 else ""
