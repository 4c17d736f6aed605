"""Divisions and sections named in a text, found by the spellings of ``offices.toml``; spaces do not count."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz, process

from ita_tui.domain.agency import Division, Section
from ita_tui.intake.headings import NEAR

# A section that no list knows stands at the start of an item and ends where another word begins.
_OTHER_SECTION = re.compile(r"(?:^|[\n,/•(]|\s-|^-|[๐-๙0-9]\.|และ)\s*(งาน[ก-ฮเ-ไะ-ฺ็-๎]{2,40})", re.MULTILINE)
_ITEM_PARTS = re.compile(r"\n|(?:^|\s)-(?=\s?\S)|\s(?=[๐-๙0-9]{1,2}[.)])")


@dataclass(frozen=True)
class Offices:
    """The divisions and sections found in a text, each once, in the order they stand there.

    ``near`` pairs a section as written with the known name it was taken for.
    """

    divisions: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    near: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.divisions or self.sections)


@dataclass(frozen=True)
class _Names:
    divisions: Mapping[str, str]
    sections: tuple[str, ...]
    pattern: re.Pattern[str]
    glued: re.Pattern[str]


def offices_in(text: str) -> Offices:
    """Find the divisions (กองคลัง) and sections (งานพัสดุ) of a ผู้รับผิดชอบ cell.

    A section glued to a division (``กองคลังงานพัฒนารายได้``) is found, งาน inside another word
    (``ผู้ประสานงาน``) is not.
    """
    names = _names()
    squeezed = re.sub(r"\s+", "", text)
    divisions: dict[str, None] = {}
    sections: dict[str, None] = {}
    for match in names.pattern.finditer(squeezed):
        name = match.group()
        if name in names.divisions:
            divisions.setdefault(names.divisions[name])
        elif not re.search(r"(?:ประสาน|พนัก|หน่วย|สำนัก|เจ้าพนัก)$", squeezed[: match.start()]):
            sections.setdefault(name)
    near = []
    for other in _OTHER_SECTION.findall(_separated(text)):
        if any(known.startswith(other) or other.startswith(known) for known in (*sections, *names.sections)):
            continue
        alike = process.extractOne(other, names.sections, scorer=fuzz.ratio, score_cutoff=NEAR)
        sections.setdefault(alike[0] if alike else other)
        if alike:
            near.append((other, alike[0]))
    return Offices(tuple(divisions), tuple(sections), tuple(near))


def share_of_offices(text: str) -> float:
    """How much of a text (0 to 1) is names of divisions, sections and numbering: a responsible cell's look."""
    squeezed = re.sub(r"[\s๐-๙0-9.)(,/\-–•ฯ]+", "", text)
    if not squeezed:
        return 0.0
    named = sum(len(match.group()) for match in _names().pattern.finditer(squeezed))
    return named / len(squeezed)


def parts_of(responsible: str) -> tuple[str, ...]:
    """The items of a ผู้รับผิดชอบ cell: its lines, and its bullets and numbers where they stand in one line."""
    return tuple(part.strip() for part in _ITEM_PARTS.split(responsible) if part.strip())


def divisions_of(responsible_cells: tuple[str, ...]) -> tuple[Division, ...]:
    """All divisions named, in order, each with the sections that stand beside it alone in an item."""
    found: dict[str, dict[str, None]] = {}
    for cell in responsible_cells:
        for name in offices_in(cell).divisions:
            found.setdefault(name, {})
        for part in parts_of(cell):
            offices = offices_in(part)
            if len(offices.divisions) == 1:
                found[offices.divisions[0]].update(dict.fromkeys(offices.sections))
    return tuple(Division(name, tuple(Section(s) for s in sections)) for name, sections in found.items())


def _separated(text: str) -> str:
    """The text with a line before each section that is glued to a division's name."""
    return _names().glued.sub("\\1\n", text)


@cache
def _names() -> _Names:
    data = office_data()
    divisions = {
        re.sub(r"\s+", "", spelling): name
        for name, spellings in data["divisions"].items()
        for spelling in (name, *spellings)
    }
    sections = tuple(data["sections"]["names"])
    longest_first = sorted((*divisions, *sections), key=len, reverse=True)
    glued = "|".join(re.escape(name) for name in longest_first if name in divisions)
    return _Names(
        divisions,
        sections,
        pattern=re.compile("|".join(map(re.escape, longest_first))),
        glued=re.compile(rf"({glued})\s*(?=งาน)"),
    )


@cache
def office_data() -> Mapping[str, Mapping[str, list[str]]]:
    """The tables of ``offices.toml``."""
    return tomllib.loads(files("ita_tui.intake").joinpath("offices.toml").read_text(encoding="utf-8"))
