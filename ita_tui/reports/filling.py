"""Fills in the placeholders of templates: the layout's, where a line that needs the unknown is left out, and hers."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ita_tui.domain.measure import Measure, WorkStatus
from ita_tui.domain.progress import mean_progress
from ita_tui.domain.report import Report
from ita_tui.domain.scores import two_decimals
from ita_tui.reports.options import Options
from ita_tui.reports.page import DOTS
from ita_tui.reports.placeholder_words import NAMES, PLACEHOLDER
from ita_tui.reports.results_shown import ResultsShown
from ita_tui.reports.writing import long_day, span_of_days


def known(report: Report, options: Options, results: ResultsShown | None) -> dict[str, str]:
    """What each placeholder of a layout is filled with, in Arabic digits; what is not known is empty.

    ``{date}`` is the report's date in full, ``{dates}`` the round's first and last day, ``{score}`` and ``{level}``
    those of the results' year ``{score_year}``, ``{percent}`` the mean progress of the measures.
    """
    agency, today = report.agency, options.today
    return {
        "agency": agency.name.strip(),
        "district": agency.district.strip(),
        "province": agency.province.strip(),
        "year": str(report.year.be),
        "round": str(options.round_of.value),
        "dates": span_of_days(report.year.reporting_round(options.round_of)),
        "date": long_day(today) if today else "",
        **_of_work(report.measures),
        **_of_results(results),
    }


def _of_work(measures: Sequence[Measure]) -> dict[str, str]:
    """How many measures there are in each state, and how far they are; nothing where there are none."""
    counted = Counter(measure.status for measure in measures)
    names = {status.value: str(counted[status]) if measures else "" for status in WorkStatus}
    percent = mean_progress(measures)
    return {
        "measures": str(len(measures)) if measures else "",
        "percent": "" if percent is None else str(percent),
        **names,
    }


def _of_results(results: ResultsShown | None) -> dict[str, str]:
    names = ("score", "level", "score_year", "highest", "highest_score", "lowest", "lowest_score")
    filled = dict.fromkeys(names, "")
    if results is None:
        return filled
    filled |= {"level": results.level, "score_year": str(results.year)}
    if results.total is not None:
        filled["score"] = two_decimals(results.total)
    for name, at in (("highest", 0), ("lowest", -1)) if results.ranking else ():
        score = results.ranking[at].score
        filled[name] = " และ".join(one.name for one in results.ranking if one.score == score)
        filled[f"{name}_score"] = two_decimals(score)
    return filled


def filled(template: str, known: Mapping[str, str]) -> str | None:
    """A layout's template filled in; None where it needs what is not known."""
    text = {name: words for name, words in known.items() if words}
    try:
        return template.format_map(text)
    except KeyError:
        return None


def all_filled(templates: Iterable[str], known: Mapping[str, str]) -> tuple[str, ...]:
    """The templates that can be filled in."""
    return tuple(text for template in templates if (text := filled(template, known)) is not None)


def filled_as_typed(text: str, known: Mapping[str, str]) -> str:
    """A text of hers filled in, by the names of layouts or in Thai words.

    What is not known is dotted, and braces that are no placeholder stay as typed.
    """

    def words(found: re.Match[str]) -> str:
        name = NAMES.get(found[1], found[1])
        return (known[name] or DOTS) if name in known else found[0]

    return PLACEHOLDER.sub(words, text)
