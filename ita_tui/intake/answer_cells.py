"""The cells that a division filled in, read as what they mean: a status, steps, links, notes of a day."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ita_tui.domain.disclosure import DisclosureStatus
from ita_tui.domain.division_answers import TypedLink, TypedNote
from ita_tui.domain.links import link_doubt, repaired
from ita_tui.domain.measure import WorkStatus
from ita_tui.domain.secret_links import LINK
from ita_tui.reports.data_cells import named
from ita_tui.thai.numerals import arabic_digits
from ita_tui.thai.typed import one_line
from ita_tui.thai.typed_dates import read_date

NAMED_EVIDENCE = "หลักฐานที่แจ้ง: "
"""Before the words of evidence that is no link: they are kept as a note."""

_OTHER_WORDS: Mapping[str, WorkStatus] = {
    "เสร็จ": WorkStatus.COMPLETED,
    "เสร็จแล้ว": WorkStatus.COMPLETED,
    "เสร็จสิ้น": WorkStatus.COMPLETED,
    "ดำเนินการแล้วเสร็จ": WorkStatus.COMPLETED,
    "ดำเนินการแล้ว": WorkStatus.COMPLETED,
    "อยู่ระหว่างดำเนินการ": WorkStatus.IN_PROGRESS,
    "ระหว่างดำเนินการ": WorkStatus.IN_PROGRESS,
    "ยังไม่ดำเนินการ": WorkStatus.NOT_STARTED,
    "ยังไม่ได้ดำเนินการ": WorkStatus.NOT_STARTED,
    "ยกเลิก": WorkStatus.CANCELLED,
}
_EVERYTHING = frozenset({"ทั้งหมด", "ครบ", "ครบทุกขั้นตอน", "ทุกขั้นตอน", "ทุกข้อ"})
_SIGNS = "✓◐○✕–- \t\n."
_BETWEEN = re.compile(r"(?:และ|,|;|/|\s|ข้อ(?:ที่)?|ขั้นตอน(?:ที่)?|ที่)+")
_RANGE = re.compile(r"([0-9]{1,3})(?:[-–]|ถึง)([0-9]{1,3})")
_NUMBER = re.compile(r"[0-9]{1,3}")
_AROUND_RANGE = re.compile(r"\s*([-–]|ถึง)\s*")
_PERCENT = re.compile(r"(?:ร้อยละ)?\s*(\d{1,3})(?:\.0+)?\s*%?")
_DATED = re.compile(r"(?P<day>[^:\n]{4,32}):\s*(?P<text>.*)", re.DOTALL)
_LOOSE = " \t:;,·-–—()[]«»\"'“”"


@dataclass
class AnswerCells:
    """The filled-in texts of one row by column key; ``unread`` gathers (key, words, why) of what says nothing known."""

    texts: Mapping[str, str]
    handed: date | None
    unread: list[tuple[str, str, str]] = field(default_factory=list)

    def text(self, key: str) -> str:
        return self.texts.get(key, "").strip()

    def _refuse(self, key: str, why: str) -> None:
        self.unread.append((key, self.text(key), why))

    def status(self) -> WorkStatus | None:
        """The status by its word, its sign before it or not, and by the words that offices use for the same."""
        words = self.text("status").strip(_SIGNS)
        found = (named(words, WorkStatus) or _OTHER_WORDS.get("".join(words.split()))) if words else None
        if words and found is None:
            self._refuse("status", f"ไม่ใช่สถานะที่รู้จัก ต้องเป็นคำใดคำหนึ่งใน {_labels(WorkStatus)}")
        return found

    def item_status(self) -> DisclosureStatus | None:
        words = self.text("status").strip(_SIGNS)
        found = named(words, DisclosureStatus) if words else None
        if words and found is None:
            self._refuse("status", f"ไม่ใช่สถานะที่รู้จัก ต้องเป็นคำใดคำหนึ่งใน {_labels(DisclosureStatus)}")
        return found

    def percent(self) -> int | None:
        words = arabic_digits(self.text("percent"))
        found = _PERCENT.fullmatch(words)
        if found is not None and int(found[1]) <= 100:
            return int(found[1])
        if words:
            self._refuse("percent", "ต้องเป็นจำนวนเต็ม ๐ ถึง ๑๐๐")
        return None

    def steps(self) -> tuple[tuple[int, ...], bool]:
        """The numbers of steps that are done (๑, ๒ or ๑-๓), and whether all of them are said to be."""
        words = arabic_digits(self.text("done"))
        if "".join(words.split()) in _EVERYTHING:
            return (), True
        numbers: dict[int, None] = {}
        for part in filter(None, _BETWEEN.split(_AROUND_RANGE.sub(r"\1", words))):
            found = _RANGE.fullmatch(part.strip("."))
            first, last = (found[1], found[2]) if found else (part.strip("."), part.strip("."))
            if not (_NUMBER.fullmatch(last) and 1 <= int(first) <= int(last)):
                self._refuse("done", "อ่านเป็นเลขขั้นตอนไม่ได้ เขียนเช่น ๑, ๒ หรือ ๑-๓")
                return (), False
            numbers |= dict.fromkeys(range(int(first), int(last) + 1))
        return tuple(numbers), False

    def links(self) -> tuple[TypedLink, ...]:
        """The links that are named as evidence, each with the words of its line."""
        found: dict[str, TypedLink] = {}
        for line in self.text("evidence").splitlines():
            beside = one_line(LINK.sub(" ", line)).strip(_LOOSE)
            for one in LINK.findall(line):
                link = _link(one, beside)
                found.setdefault(link.url, link)
        return tuple(found.values())

    def link(self) -> TypedLink | None:
        """The link of an OIT item; words that are none are told."""
        typed = one_line(self.text("url"))
        if not typed:
            return None
        if not LINK.search(typed) and repaired(typed) is None:
            self._refuse("url", "ไม่ใช่ลิงก์")
            return None
        return _link(typed, "")

    def notes(self) -> tuple[TypedNote, ...]:
        """The notes, a new one with each line that begins with a day; then evidence that is named without a link."""
        notes: list[TypedNote] = []
        for line in filter(str.strip, self.text("note").splitlines()):
            told = self._dated(line.strip())
            if notes and told.on is None:
                notes[-1] = TypedNote(f"{notes[-1].text}\n{told.text}", notes[-1].on)
            else:
                notes.append(told)
        for line in self.text("evidence").splitlines():
            words = one_line(line).strip()
            if words.strip(_LOOSE) and not LINK.search(words):
                notes.append(TypedNote(NAMED_EVIDENCE + words))
        return tuple(notes)

    def _dated(self, line: str) -> TypedNote:
        found = _DATED.fullmatch(line)
        day = read_date(found["day"], near=self.handed) if found else None
        if found is None or day is None or not found["text"].strip():
            return TypedNote(line)
        return TypedNote(found["text"].strip(), day)


def _link(typed: str, title: str) -> TypedLink:
    better = repaired(typed) if link_doubt(typed) else None
    return TypedLink(better or typed, title, typed if better else "")


def _labels(words: type[WorkStatus] | type[DisclosureStatus]) -> str:
    return " ".join(one.label for one in words)
