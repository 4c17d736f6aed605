"""Automatic numbers of Word: what stands before a paragraph on the page though the text does not have it."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from ita_tui.intake.list_counts import counted
from ita_tui.intake.word.vocabulary import Element, child, children, is_on, number, value

_LEVELS: Final = 9
_PLACE = re.compile(r"%([1-9])")
_LONGEST_CHAIN = 50


@dataclass(frozen=True)
class _Level:
    """A level of a list. ``words`` is like ``%1.%2)``; ``restarts_after`` the deepest level (from 1) that restarts it."""

    start: int
    form: str
    words: str
    restarts_after: int
    style: str | None
    plain: bool
    hidden: bool


@dataclass(frozen=True)
class _Instance:
    """The ``w:num`` named ``key``: the list whose counting it shares, its levels, and where some of them start afresh."""

    key: str
    counting: str
    levels: dict[int, _Level]
    starts: dict[int, int]


@dataclass(frozen=True)
class _Style:
    based_on: str | None
    instance: str | None
    level: int | None


class Numbering:
    """The lists that a document defines, and the styles that use them."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self.styles: dict[str, _Style] = {}
        self.usual: str | None = None
        self.chains: dict[str | None, tuple[tuple[str, _Style], ...]] = {}
        for style in children(styles, "style"):
            self._take_style(style)
        abstracts = {value(each, "abstractNumId"): each for each in children(numbering, "abstractNum")}
        nums = {value(each, "numId"): each for each in children(numbering, "num")}
        self.instances: dict[str, _Instance] = {}
        for key, num in nums.items():
            abstract = self._abstract(num, abstracts, nums)
            if key is not None and abstract is not None:
                self.instances[key] = _instance(key, num, abstract)

    def _take_style(self, style: Element) -> None:
        key = value(style, "styleId")
        if key is None:
            return
        properties = child(style, "pPr", "numPr")
        based_on = value(child(style, "basedOn"))
        level = number(child(properties, "ilvl"))
        self.styles[key] = _Style(based_on, value(child(properties, "numId")), level)
        if value(style, "type") == "paragraph" and value(style, "default") in {"1", "true", "on"}:
            self.usual = key

    def _abstract(
        self, num: Element, abstracts: dict[str | None, Element], nums: dict[str | None, Element]
    ) -> Element | None:
        """The definition of a list; one that only names a list style is defined where that style is."""
        for _ in range(_LONGEST_CHAIN):
            abstract = abstracts.get(value(child(num, "abstractNumId")))
            style = self.styles.get(value(child(abstract, "numStyleLink")) or "")
            linked = nums.get(style.instance) if style and style.instance else None
            if linked is None:
                return abstract
            num = linked
        return None

    def place_of(self, paragraph: Element) -> tuple[_Instance, int] | None:
        """The list and the level (from 0) of a paragraph, by its own properties or else by its style's."""
        if not self.instances:
            return None
        properties = child(paragraph, "pPr")
        own = child(properties, "numPr")
        key, level = value(child(own, "numId")), number(child(own, "ilvl"))
        if key is None or level is None:
            chain = self._chain(value(child(properties, "pStyle")))
            if key is None:
                key = next((style.instance for _, style in chain if style.instance is not None), None)
            if level is None and key in self.instances:
                level = _level_of_style(self.instances[key], chain)
        instance = self.instances.get(key or "")
        return (instance, level) if instance and level in instance.levels else None

    def _chain(self, key: str | None) -> tuple[tuple[str, _Style], ...]:
        """A style and those it is based on, found once for each style."""
        key = key if key is not None and key in self.styles else self.usual
        if key not in self.chains:
            self.chains[key] = tuple(self._based(key))
        return self.chains[key]

    def _based(self, key: str | None) -> Iterator[tuple[str, _Style]]:
        for _ in range(_LONGEST_CHAIN):
            style = self.styles.get(key or "")
            if key is None or style is None:
                return
            yield key, style
            key = style.based_on


def _level_of_style(instance: _Instance, chain: Sequence[tuple[str, _Style]]) -> int:
    for key, style in chain:
        linked = next((at for at, level in instance.levels.items() if level.style == key), None)
        if linked is not None:
            return linked
        if style.level is not None:
            return style.level
    return 0


def _instance(key: str, num: Element, abstract: Element) -> _Instance:
    levels = dict(_levels(abstract))
    starts: dict[int, int] = {}
    for override in children(num, "lvlOverride"):
        levels.update(_levels(override))
        at, start = number(override, "ilvl"), number(child(override, "startOverride"))
        if at is not None and start is not None:
            starts[at] = start
    return _Instance(key, value(abstract, "abstractNumId") or "", levels, starts)


def _levels(parent: Element) -> Iterator[tuple[int, _Level]]:
    for element in children(parent, "lvl"):
        at = number(element, "ilvl")
        if at is None or not 0 <= at < _LEVELS:
            continue
        form = child(element, "numFmt")
        if form is None:
            form = child(element, "mc:AlternateContent", "mc:Fallback", "numFmt")
        restarts_after = number(child(element, "lvlRestart"))
        yield (
            at,
            _Level(
                start=number(child(element, "start")) or 0,
                form=value(form) or "decimal",
                words=value(child(element, "lvlText")) or "",
                restarts_after=at if restarts_after is None else restarts_after,
                style=value(child(element, "pStyle")),
                plain=is_on(child(element, "isLgl")),
                hidden=is_on(child(element, "rPr", "vanish")),
            ),
        )


@dataclass
class Counting:
    """Counts the paragraphs of one story in the order in which they stand on its pages.

    Lists of one definition count on from each other, over tables and cells. ``counts`` holds for each definition
    the numbers of its levels, ``begun`` the levels that have started afresh once, as their instance wants.
    """

    numbering: Numbering
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def mark(self, paragraph: Element) -> str:
        """Count a paragraph, and say what stands before it: ``๑.``, ``1.2``, ``-`` for any bullet, or nothing."""
        place = self.numbering.place_of(paragraph)
        if place is None:
            return ""
        instance, at = place
        self._count(instance, at)
        level = instance.levels[at]
        if level.hidden:
            return ""
        if level.form == "bullet":
            return _bullet(level.words)
        return self._written(instance, level)

    def _count(self, instance: _Instance, at: int) -> None:
        counts = self.counts.setdefault(instance.counting, {})
        afresh = at in instance.starts and (instance.key, at) not in self.begun
        self.begun.add((instance.key, at))
        counts[at] = _start(instance, at) if afresh or at not in counts else counts[at] + 1
        for deeper in [other for other in counts if other > at]:
            level = instance.levels.get(deeper)
            if level is None or at < level.restarts_after:
                del counts[deeper]

    def _written(self, instance: _Instance, own: _Level) -> str:
        counts = self.counts[instance.counting]

        def number_of(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            level = instance.levels.get(at)
            if level is None:
                return ""
            form = "decimal" if own.plain and level.form != "none" else level.form
            return counted(counts.get(at, _start(instance, at)), form)

        return " ".join(_PLACE.sub(number_of, own.words).split())


def _start(instance: _Instance, at: int) -> int:
    return instance.starts.get(at, instance.levels[at].start)


def _bullet(words: str) -> str:
    """A hyphen for any sign; a bullet of Thai words is words, whatever it is called."""
    if any(unicodedata.name(letter, "").startswith("THAI") for letter in words):
        return words
    return "-" if words.strip() else ""
