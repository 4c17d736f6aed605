"""A real report that another office could have made comes in like the text of it: whatever its format and table."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure
from ita_tui.domain.scores import Scores
from ita_tui.intake.documents import read_document
from ita_tui.intake.draft import Draft
from ita_tui.thai.numerals import arabic_digits
from tests.long_series import some
from tests.remade import Changes, Report, changed, report_of, some_changes
from tests.remade_formats import writers
from tests.seed_facts import SEEDS

FOLDER = Path(__file__).parents[2] / "shared" / "seeds"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the real reports are not beside this repository")

YEARS = {seed.name: FiscalYear(seed.year) for seed in SEEDS}
ROUNDS = [(name, number) for number in range(6) for name in YEARS]
_TEXTS = (
    *("title", "guideline", "method", "responsible", "result", "outcome", "recommendation", "follow_up"),
    "weak_item",
)


@cache
def report(name: str) -> Report:
    return report_of((FOLDER / f"{name}.txt").read_text(encoding="utf-8"))


@cache
def draft_of_text(name: str) -> Draft:
    return read_document(FOLDER / f"{name}.txt", YEARS[name])


def bare(text: str) -> str:
    """A text without white space and Markdown signs; a real list counts in digits of its own."""
    return arabic_digits(re.sub(r"\*\*|\s", "", text))


def told_of_measures(
    measures: Sequence[Measure], kind: str, *, periods: bool
) -> Iterator[tuple[str, object]]:
    """All that a report says of measures; periods in days alone where their words stand in two cells."""
    yield f"{kind} numbers", [measure.number for measure in measures]
    for measure in measures:
        of = f"{kind} {measure.number}"
        for name in _TEXTS:
            yield f"{of} {name}", bare(getattr(measure, name))
        period = measure.period
        yield f"{of} period", (bare(period.text) if periods else "", period.start, period.end)
        yield f"{of} parties", (sorted(measure.divisions), sorted(measure.sections))
        yield f"{of} rest", (measure.status, len(measure.steps), measure.items, measure.issue)


def told(draft: Draft, *, periods: bool) -> dict[str, object]:
    """All that a draft tells, by words that name it."""
    scores = draft.scores or Scores(0)
    return {
        **dict(told_of_measures(draft.measures, "measure", periods=periods)),
        **dict(told_of_measures(draft.proposals, "proposal", periods=periods)),
        "scores": (scores.year, scores.indicators, dict(scores.instruments)),
        "total": (scores.printed_total, scores.printed_level),
        **{
            f"question {at}": (question.code, question.score, question.issue, bare(question.text))
            for at, question in enumerate(scores.questions)
        },
        **{
            f"to develop {at}": (row.instrument, bare(row.indicator), bare(row.scope), bare(row.text))
            for at, row in enumerate(scores.to_develop)
        },
        **{
            f"issue {issue.number}": (
                *map(bare, (issue.lowest, issue.cause, issue.remark, issue.improvement)),
            )
            for issue in draft.issues
        },
        "around": (draft.agency, draft.year_found, draft.planned_for),
    }


def differences(name: str, form: str, number: int, folder: Path) -> Iterator[str]:
    """What the draft of a report made anew tells otherwise than the draft of the text; unchanged in round 0."""
    chance = random.Random(f"{name} {form} {number}")  # noqa: S311 - shapes of tables, no secrets
    changes = some_changes(chance) if number else Changes()
    if form == "pdf" and changes.numbering == "none":
        # Rows break over pages where they please: a name that goes on there, without number, looks like a new one.
        changes = replace(changes, numbering="thai")
    path = folder / f"{name}-{number}.{form}"
    path.write_bytes(writers(lists=changes.lists)[form](changed(report(name), changes, chance)))

    periods = not changes.two_lines
    found = told(read_document(path, YEARS[name]), periods=periods)
    wanted = told(draft_of_text(name), periods=periods)
    for key in sorted(found.keys() | wanted.keys()):
        if found.get(key) != wanted.get(key):
            yield f"{path.name} {changes} {key}: {found.get(key)} != {wanted.get(key)}"


@pytest.mark.long
@pytest.mark.parametrize("form", writers(lists=True))
def test_a_report_remade_comes_in_like_its_text(form: str, tmp_path: Path) -> None:
    wrong = [
        difference
        for name, number in some(ROUNDS, 2)
        for difference in differences(name, form, number, tmp_path)
    ]

    assert wrong == []
