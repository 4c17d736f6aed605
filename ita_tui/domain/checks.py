"""The checks before signing: every rule, and what all of them find in a year.

A rule is a small function in one of the families check_measures, check_evidence, check_disclosure, check_surveys,
check_scores and check_texts: from what is checked to its findings, and nothing else. A new one is a function there and
a line in the family's ``RULES``.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from ita_tui.domain import (
    check_disclosure,
    check_evidence,
    check_measures,
    check_scores,
    check_surveys,
    check_texts,
)
from ita_tui.domain.findings import Checked, Finding, Level, Rule, lapsed, with_waivers

__all__ = ["RULES", "Checked", "Finding", "Level", "Rule", "blocking", "counted", "findings", "lapsed"]

RULES: tuple[Rule, ...] = (
    *check_measures.RULES,
    *check_evidence.RULES,
    *check_scores.RULES,
    *check_surveys.RULES,
    *check_disclosure.RULES,
    *check_texts.RULES,
)
"""Every rule, in the order in which its findings are told within a level."""

_WORST_FIRST = tuple(Level)


def findings(checked: Checked) -> tuple[Finding, ...]:
    """Everything that the rules find, the worst first and then in the year's own order; waivers are laid on."""
    found = (one for rule in RULES for one in rule.look(checked))
    ordered = sorted(found, key=lambda one: (_WORST_FIRST.index(one.level), _place_of(one)))
    return with_waivers(ordered, checked.report.waivers)


def _place_of(found: Finding) -> tuple[bool, int]:
    """Measures by their numbers, then all else; within a place in the order of the rules."""
    return found.measure is None, found.measure or 0


def blocking(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """What must be put right, or be waived, before the report is signed."""
    return tuple(one for one in found if one.stands and one.level is Level.BLOCKS)


def counted(found: Iterable[Finding]) -> Mapping[Level, int]:
    """How many findings of each level stand."""
    counts = Counter(one.level for one in found if one.stands)
    return {level: counts[level] for level in Level}
