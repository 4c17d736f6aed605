"""What is signed of a year: as text whose digest stands for it, and back; whether another state of the year is the same.

It is the open format with its keys in order and without blanks, of all that a report can print and nothing else.
Committee, meetings and waivers go on after a round was signed; how a division is reached is nobody's to sign.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias, TypeVar

from ita_tui.domain.differences import Difference, bare, differences
from ita_tui.domain.disclosure import DisclosureItem
from ita_tui.domain.evidence import Evidence
from ita_tui.domain.measure import Measure
from ita_tui.domain.report import Report
from ita_tui.domain.rules import YearRules
from ita_tui.reports.open_format import from_dict, to_dict

_Thing = TypeVar("_Thing", Measure, DisclosureItem)

SIGNED = (
    "format", "version", "agency", "year", "divisions", "measures", "proposals", "surveys", "disclosure", "scores",
    "issues",
)  # fmt: skip
"""The entries of the open format that are signed."""

_PARTS: Mapping[str, str] = {
    "agency": "ข้อมูลหน่วยงาน",
    "measures": "มาตรการ",
    "proposals": "ข้อเสนอมาตรการ",
    "surveys": "แบบวัด",
    "disclosure": "ข้อ OIT",
    "scores": "ผลคะแนน",
    "issues": "การวิเคราะห์ประเด็น",
}
_Number: TypeAlias = tuple[int | None, list[int | None]]
Numbers: TypeAlias = Mapping[str, list[_Number]]
"""The store's numbers of measures, proposals and OIT items with those of their evidence, in the order of the report:
the open format does not carry them, and by them a measure that was renumbered is known again."""


def signed_text(report: Report, rules: YearRules, scores_rules: YearRules | None = None) -> str:
    """The text that is kept of a year when it is signed."""
    whole = to_dict(_printable(report), rules, report.year.first, scores_rules=scores_rules)
    return json.dumps(
        {name: whole[name] for name in SIGNED}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def digest_of(text: str) -> str:
    """The SHA-256 of exactly these bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_signed(text: str, numbers: Numbers) -> Report:
    """The year of a kept text. What a later version of the program added has its default.

    Raises OpenFormatError for what is no year, and NewerFormatError.
    """
    try:
        data = json.loads(text)
    except ValueError:
        data = None
    return _numbered(from_dict(data), numbers)


def numbers_of(report: Report) -> Numbers:
    """The numbers to keep beside the text."""

    def of(things: Sequence[Measure | DisclosureItem]) -> list[_Number]:
        return [(one.id, [piece.id for piece in one.evidence]) for one in things]

    return {
        "measures": of(report.measures),
        "proposals": of(report.proposals),
        "disclosure": of(report.disclosure),
    }


def unlike(signed: Report, other: Report) -> tuple[Difference, ...]:
    """What of a signed year is not the same in another state of it, by value and whatever the store numbers it with.

    The list of divisions is the office's in every year and goes on changing: it is left out.
    """
    other = replace(other, divisions=signed.divisions)
    was, now = _comparable(signed), _comparable(other)
    if was == now:
        return ()
    found = differences(_aligned(signed, other), other)
    return found or tuple(
        Difference("", "ข้อมูลของปี", "", word)
        for name, word in _PARTS.items()
        if getattr(was, name) != getattr(now, name)
    )


def _printable(report: Report) -> Report:
    divisions = tuple(replace(division, contact="") for division in report.divisions)
    return replace(report, divisions=divisions, committee=(), meetings=(), waivers=())


def _comparable(report: Report) -> Report:
    """The year without what is not signed, and without the store's numbers."""
    compared = bare(
        replace(
            _printable(report),
            divisions=(),
            measures=_unfollowed(report.measures),
            proposals=_unfollowed(report.proposals),
        )
    )
    assert isinstance(compared, Report)
    return compared


def _unfollowed(measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """Without the number of the measure that each goes on from, which is the store's, too."""
    return tuple(replace(measure, follows=None) for measure in measures)


def _numbered(report: Report, numbers: Numbers) -> Report:
    return replace(
        report,
        measures=_with_numbers(report.measures, numbers.get("measures", [])),
        proposals=_with_numbers(report.proposals, numbers.get("proposals", [])),
        disclosure=_with_numbers(report.disclosure, numbers.get("disclosure", [])),
    )


def _with_numbers(things: tuple[_Thing, ...], numbers: Sequence[_Number]) -> tuple[_Thing, ...]:
    """The things with their numbers; without, where there are not as many."""
    if len(things) != len(numbers):
        return things
    return tuple(
        replace(one, id=number, evidence=_with_pieces(one.evidence, pieces))
        for one, (number, pieces) in zip(things, numbers, strict=True)
    )


def _with_pieces(evidence: tuple[Evidence, ...], numbers: Sequence[int | None]) -> tuple[Evidence, ...]:
    if len(evidence) != len(numbers):
        return evidence
    return tuple(replace(piece, id=number) for piece, number in zip(evidence, numbers, strict=True))


def _aligned(signed: Report, other: Report) -> Report:
    """The signed year with the other's numbers for measures that are not there any more under their own.

    A year that was read in anew has other numbers for the same measures: they are known by the number that is printed.
    """
    return replace(
        signed,
        measures=_known_again(signed.measures, other.measures),
        proposals=_known_again(signed.proposals, other.proposals),
    )


def _known_again(signed: Sequence[Measure], other: Sequence[Measure]) -> tuple[Measure, ...]:
    there = {measure.id for measure in other}
    kept = {measure.id for measure in signed if measure.id is not None and measure.id in there}
    free = {measure.number: measure.id for measure in other if measure.id not in kept}
    return tuple(
        measure if measure.id in kept else replace(measure, id=free.get(measure.number, measure.id))
        for measure in signed
    )
