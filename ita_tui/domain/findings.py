"""What a check found: how bad it is, where it stands, why it was found and what puts it right."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import TypeAlias

from ita_tui.domain.evidence import FileState
from ita_tui.domain.measure import Measure
from ita_tui.domain.report import Report
from ita_tui.domain.rules import YearRules
from ita_tui.domain.waivers import Waiver
from ita_tui.thai.numerals import digits

Identity: TypeAlias = tuple[str, str, str, str, str]

_MARK = 12
"""Letters of a mark: enough that another text has another one."""


class Level(StrEnum):
    """How bad a finding is; the value is the code in files, :attr:`label` the Thai words.

    What makes the signed paper wrong blocks the signature, what is probably wrong is to be looked at, all else is
    only said.
    """

    BLOCKS = "blocks"
    WARNS = "warns"
    NOTES = "notes"

    @property
    def label(self) -> str:
        return {"blocks": "ต้องแก้ก่อนลงนาม", "warns": "ควรตรวจ", "notes": "ข้อสังเกต"}[self.value]

    @property
    def sign(self) -> str:
        return {"blocks": "!", "warns": "▲", "notes": "•"}[self.value]


@dataclass(frozen=True)
class Finding:
    """Something that a rule found.

    ``subject`` is what is opened to put it right (measure:12, item:5, survey:3, evidence:3, scores; empty where it is
    not in a store) and ``field`` the field of it, as :data:`~ita_tui.domain.measure.FIELD_WORDS` names them.
    ``where`` says the same with the numbers and codes that people see (measure:4, proposal:2, item:o12, survey:IIT),
    ``name`` in words. ``words`` tell what was found, ``why`` what is wrong about it, ``do`` what puts it right.

    ``rule``, measure, ``place`` and ``mark`` are what a waiver covers, see :class:`~ita_tui.domain.waivers.Waiver`;
    ``waiver`` is the one that covers this finding.
    """

    rule: str
    level: Level
    subject: str
    name: str
    words: str
    why: str
    do: str
    place: str = ""
    mark: str = ""
    measure: int | None = None
    measure_id: int | None = None
    field: str = ""
    waiver: Waiver | None = None
    where: str = ""

    @property
    def stands(self) -> bool:
        """Whether nobody has waived it."""
        return self.waiver is None

    @property
    def identity(self) -> Identity:
        """By which it is known again in a later look, whatever days and counts its words tell by then."""
        return self.rule, self.subject or self.where, self.place, self.mark, self.field

    def covered_by(self, waiver: Waiver) -> bool:
        """Whether a waiver was given for just this."""
        if (waiver.rule, waiver.place, waiver.mark) != (self.rule, self.place, self.mark):
            return False
        if waiver.measure_id is not None and self.measure_id is not None:
            return waiver.measure_id == self.measure_id
        return waiver.measure == self.measure

    def waived(self, reason: str) -> Waiver:
        """The waiver that covers this finding, for a reason."""
        return Waiver(
            self.rule, reason, self.place, self.mark, measure=self.measure, measure_id=self.measure_id
        )


def _none_torn(text: str) -> Sequence[int]:
    del text
    return ()


def _no_offices(text: str) -> float:
    del text
    return 0.0


@dataclass(frozen=True)
class Checked:
    """What the rules look at.

    ``scores_rules`` are those of the year whose results the report answers. ``files`` tells what a look into the
    vault found, by digest: a file that is not among them was not looked at. ``torn`` gives the offsets of the blanks
    that tear words apart, ``offices`` how much of a text (0 to 1) names divisions and sections: both need tables and
    a dictionary that stand elsewhere.
    """

    report: Report
    rules: YearRules
    today: date
    scores_rules: YearRules | None = None
    files: Mapping[str, FileState] = field(default_factory=dict)
    torn: Callable[[str], Sequence[int]] = _none_torn
    offices: Callable[[str], float] = _no_offices

    @property
    def planned(self) -> tuple[Measure, ...]:
        """The measures and what is proposed for later: both are printed."""
        return (*self.report.measures, *self.report.proposals)


@dataclass(frozen=True)
class Rule:
    """A family of findings: its ``code`` in waivers and files, its name in words, and the function that looks."""

    code: str
    name: str
    look: Callable[[Checked], Iterable[Finding]]


def mark_of(*found: object) -> str:
    """A short digest of what was found: another one as soon as that changes. Texts, numbers and days only."""
    return sha256("\x1f".join(map(_said, found)).encode("utf-8", "surrogatepass")).hexdigest()[:_MARK]


def _said(found: object) -> str:
    """As it is told apart: 87.00 points are 87 points."""
    return f"{found.normalize():f}" if isinstance(found, Decimal) else str(found)


def one_line(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True)
class About:
    """Where something was found; the ``place`` tells apart what a rule finds more than once about a measure."""

    subject: str
    where: str
    name: str
    place: str = ""
    field: str = ""
    measure: int | None = None
    measure_id: int | None = None

    def found(self, rule: str, level: Level, words: str, *, why: str, do: str, mark: str) -> Finding:
        return Finding(
            rule,
            level,
            self.subject,
            self.name,
            words,
            why,
            do,
            self.place,
            mark,
            self.measure,
            self.measure_id,
            self.field,
            where=self.where,
        )

    def at(self, field_name: str, place: str | None = None) -> "About":
        """A field of the same; its name is the place, too, where no other one is given."""
        return replace(self, field=field_name, place=self._within(field_name if place is None else place))

    def _within(self, place: str) -> str:
        return f"{self.place} {place}".strip()


def about_measure(measure: Measure) -> About:
    """A measure; a proposal is numbered apart, so its number stands in the place."""
    subject = "" if measure.id is None else f"measure:{measure.id}"
    number, title = digits(measure.number), one_line(measure.title)
    if measure.proposal:
        where = f"proposal:{measure.number}"
        return About(subject, where, f"มาตรการที่เสนอ {number} {title}".strip(), place=where)
    return About(
        subject,
        f"measure:{measure.number}",
        f"มาตรการ {number} {title}".strip(),
        measure=measure.number,
        measure_id=measure.id,
    )


def with_waivers(found: Iterable[Finding], waivers: Sequence[Waiver]) -> tuple[Finding, ...]:
    """The findings with the waivers laid on; of two for the same finding the later one."""
    latest = tuple(reversed(waivers))
    return tuple(
        replace(one, waiver=next((waiver for waiver in latest if one.covered_by(waiver)), None))
        for one in found
    )


def lapsed(found: Sequence[Finding], waivers: Iterable[Waiver]) -> Iterator[Waiver]:
    """The waivers that cover nothing any more: what they were given for was put right, or has changed."""
    for waiver in waivers:
        if not any(one.covered_by(waiver) for one in found):
            yield waiver
