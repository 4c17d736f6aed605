"""Tells whether the data are still what was signed under a verification code: code, copy, history, data, files."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ita_tui.domain.differences import Difference
from ita_tui.domain.evidence import FileState
from ita_tui.domain.rounds import FrozenRound, standing
from ita_tui.domain.verification_code import typed_code
from ita_tui.errors import ItaError
from ita_tui.signed_copies import SignedCopy, SignedCopyBroken, copy_of
from ita_tui.thai.clusters import snap_left, snap_right
from ita_tui.thai.dates import clock_time, long_date
from ita_tui.thai.numerals import digits

if TYPE_CHECKING:
    from store.database import Store

_AROUND = 24
"""Letters before and after what differs in a long text."""
_TOLD = 3
"""As many breaks of the chain are told, and files that are not as they were."""


@dataclass(frozen=True)
class Point:
    """One thing that was looked at: ``holds`` is None where it could not be."""

    name: str
    title: str
    holds: bool | None
    words: str

    @property
    def sign(self) -> str:
        return {True: "✓", False: "✕", None: "–"}[self.holds]


@dataclass(frozen=True)
class CodeCheck:
    """What became of a verification code that was typed.

    ``code`` is it as it is written, empty where it was mistyped; ``frozen`` the round that was signed under it.
    ``points`` are the code itself, the kept copy, the history, the data as they stand now and the evidence files that
    the kept copy names. ``notes`` tell what
    does not make it fail, and why it does not stand any more where it was released.
    """

    typed: str
    code: str
    frozen: FrozenRound | None
    points: tuple[Point, ...]
    differences: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether the round is signed as yet."""
        return self.frozen is not None and self.frozen.stands

    @property
    def holds(self) -> bool:
        """Whether the round stands and the data are still, to the letter, what was signed."""
        return self.stands and all(point.holds for point in self.points)

    @property
    def failing(self) -> frozenset[str]:
        """The names of the points that do not hold, or could not be looked at."""
        return frozenset(point.name for point in self.points if not point.holds)

    @property
    def went_on(self) -> bool:
        """Whether nothing but the present data differs: what was signed is sound, and the work went on."""
        return self.failing == {"data"} and bool(self.differences)

    @property
    def verdict(self) -> str:
        """What it comes to, in a sentence."""
        if self.holds:
            return "ข้อมูลยังเป็นอย่างที่ลงนามทุกตัวอักษร"
        if not self.code:
            return "รหัสไม่ถูกต้อง จึงยังไม่ได้ตรวจข้อมูล"
        return "ไม่พบรหัสนี้ จึงยังไม่ได้ตรวจข้อมูล" if self.frozen is None else self._shortcoming

    @property
    def _shortcoming(self) -> str:
        """Why a round that is known does not hold, in a sentence."""
        if not self.failing:
            return "ข้อมูลยังตรงกับที่ลงนาม แต่รอบนี้ถูกปลดการปิดแล้ว"
        if self.went_on:
            released = "" if self.stands else " และรอบนี้ถูกปลดการปิดแล้ว"
            changed = digits(len(self.differences))
            return f"สำเนาและประวัติตรงกับที่ลงนาม · ข้อมูลปัจจุบันแก้หลังลงนาม {changed} แห่ง{released}"
        if self.failing == {"files"}:
            return "ข้อมูลยังตรงกับที่ลงนาม แต่ไฟล์หลักฐานหายหรือถูกแก้"
        if any(point.name == "copy" and point.holds is None for point in self.points):
            return "สำเนาตรงกับลายนิ้วมือ แต่โปรแกรมรุ่นนี้อ่านไม่ได้ จึงยังไม่ได้เทียบข้อมูล"
        return "ไม่ตรงกับที่ลงนาม ดูรายละเอียดแต่ละข้อ"


def changed_words(one: Difference) -> tuple[str, str]:
    """A difference as it is read: whose it is with its field, and old → new on one line, empty where it came or went.

    Of long texts that differ in a few letters, what stands around these.
    """
    what = " ".join(filter(None, (one.name, one.field)))
    if not one.old and not one.new:
        return what, ""
    old, new = " ".join(one.old.split()), " ".join(one.new.split())
    same_before = _alike(old, new)
    same_after = _alike(old[same_before:][::-1], new[same_before:][::-1])
    told = (_around(text, same_before, len(text) - same_after) or "(ว่าง)" for text in (old, new))
    return what, " → ".join(told)


def _alike(one: str, other: str) -> int:
    """How many letters two texts begin with together."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def _around(text: str, first: int, end: int) -> str:
    """What stands from ``first`` to ``end``, with some letters before and after it."""
    start, stop = snap_left(text, max(0, first - _AROUND)), snap_right(text, min(len(text), end + _AROUND))
    return f"{'…' if start else ''}{text[start:stop]}{'…' if stop < len(text) else ''}"


_TITLES = {
    "code": "รหัส",
    "copy": "สำเนาที่ลงนาม",
    "history": "ประวัติ",
    "data": "ข้อมูลปัจจุบัน",
    "files": "ไฟล์หลักฐาน",
}


def _point(name: str, holds: bool | None, words: str) -> Point:  # noqa: FBT001 # a verdict, not a switch
    return Point(name, _TITLES[name], holds, words)


def check_code(store: "Store", typed: str, *, thorough: bool = True) -> CodeCheck:
    """Tell whether the data are still what was signed under a code; call it in a thread.

    Every evidence file that the kept copy names is read whole, unless it is not to be ``thorough``: then its size counts.
    """
    read = typed_code(typed)
    if not read.code:
        words = f"พิมพ์รหัสไม่ถูกต้อง: {read.slip} · พิมพ์ใหม่ตามที่อยู่ข้างเลขหน้าของรายงาน"
        return CodeCheck(typed, "", None, (_point("code", False, words), *_unseen()))
    frozen = store.rounds.with_code(read.code)
    if frozen is None or frozen.id is None:
        words = "พิมพ์ครบถูกต้อง แต่ไม่มีรหัสนี้ในฐานข้อมูลนี้ · รายงานอาจลงนามจากไฟล์ฐานข้อมูลอื่น"
        return CodeCheck(typed, read.code, None, (_point("code", False, words), *_unseen()))
    known = _point("code", True, f"{_named(frozen)} ลงนามเมื่อ {_at(frozen.at)}")
    problems = store.rounds.problems(frozen.id)
    try:
        copy = copy_of(store, frozen.id)
    except SignedCopyBroken as refusal:
        words = " · ".join(problems) or f"ตรงกับลายนิ้วมือ แต่โปรแกรมรุ่นนี้อ่านไม่ได้: {refusal.means}"
        points = (known, _point("copy", False if problems else None, words), _chain(store), *_unseen()[2:])
        return CodeCheck(typed, read.code, frozen, points, notes=tuple(_notes(store, frozen)))
    whole = _point("copy", True, f"ครบถ้วนตรงกับลายนิ้วมือ {frozen.digest[:12]}…")
    data, found = _data(store, copy)
    points = (known, whole, _history(store, copy), data, _files(store, copy, thorough=thorough))
    notes = (*_notes(store, frozen), *_about_divisions(store, copy))
    return CodeCheck(typed, read.code, frozen, points, found, notes)


def _unseen() -> tuple[Point, ...]:
    return tuple(_point(name, None, "ยังไม่ได้ตรวจ") for name in ("copy", "history", "data", "files"))


def _at(moment: datetime) -> str:
    return f"{long_date(moment.date())} เวลา {clock_time(moment)} น."


def _named(frozen: FrozenRound) -> str:
    return f"รอบ {digits(int(frozen.round_of))} เดือน ปีงบประมาณ {digits(frozen.year.be)}"


def _chain(store: "Store") -> Point:
    """The chain alone, where there is no whole copy to compare what it tells."""
    problems = store.history.verify()
    if problems:
        return _point("history", False, " · ".join(problems[:_TOLD]))
    return _point("history", None, "ลำดับประวัติครบถ้วน แต่ไม่มีสำเนาที่สมบูรณ์ให้เทียบ")


def _history(store: "Store", copy: SignedCopy) -> Point:
    """Whether the chain is sound, and tells of the moment of signing what was kept."""
    from ita_tui.reports.signed_year import unlike

    problems = store.history.verify()
    if problems:
        return _point("history", False, " · ".join(problems[:_TOLD]))
    try:
        stood = store.report_at_head(copy.frozen.year, copy.printing.stood_head, copy.frozen.at)
    except ItaError:
        words = "ย้อนกลับไปถึงวันที่ลงนามไม่ได้ เพราะข้อมูลถูกแก้จากนอกโปรแกรม"
        return _point("history", False, words)
    found = unlike(copy.report, stood)
    if found:
        words = f"ประวัติบอกข้อมูลในวันที่ลงนามต่างจากสำเนา {digits(len(found))} แห่ง"
        return _point("history", False, words)
    return _point("history", True, "ลำดับประวัติครบถ้วน และข้อมูลในวันที่ลงนามตามประวัติตรงกับสำเนา")


def _data(store: "Store", copy: SignedCopy) -> tuple[Point, tuple[Difference, ...]]:
    from ita_tui.reports.signed_year import unlike

    try:
        found = unlike(copy.report, store.report(copy.frozen.year))
    except ItaError as refusal:
        return _point("data", False, refusal.happened), ()
    if found:
        return _point("data", False, f"ต่างจากที่ลงนาม {digits(len(found))} แห่ง"), found
    return _point("data", True, "ตรงกับที่ลงนามทุกตัวอักษร"), ()


def _files(store: "Store", copy: SignedCopy, *, thorough: bool) -> Point:
    """Whether the vault still holds every revision of every file that the kept copy names, as it was."""
    report = copy.report
    of_measures = (one.evidence for one in (*report.measures, *report.proposals))
    evidence = (*of_measures, *(item.evidence for item in report.disclosure))
    named = {file.sha256: file.name for pieces in evidence for piece in pieces for file in piece.files}
    if not named:
        return _point("files", True, "ฉบับที่ลงนามไม่ได้อ้างถึงไฟล์หลักฐาน")
    states = [(name, store.vault.state(sha256, thorough=thorough)) for sha256, name in named.items()]
    fine = {FileState.PRESENT, FileState.REMOVED}
    wrong = [f"«{name}» {state.label}" for name, state in states if state not in fine]
    if wrong:
        more = f" · และอีก {digits(len(wrong) - _TOLD)} ไฟล์" if len(wrong) > _TOLD else ""
        told = " · ".join(wrong[:_TOLD])
        return _point("files", False, f"ไม่เป็นอย่างที่ลงนาม {digits(len(wrong))} ไฟล์: {told}{more}")
    how = "ตรงกับลายนิ้วมือทุกไฟล์" if thorough else "ขนาดตรง · เทียบลายนิ้วมือด้วย ita-tui verify --code"
    removed = sum(state is FileState.REMOVED for _, state in states)
    gone = f" · {FileState.REMOVED.label} {digits(removed)} ไฟล์" if removed else ""
    return _point("files", True, f"ครบ {digits(len(named) - removed)} ไฟล์ {how}{gone}")


def _notes(store: "Store", frozen: FrozenRound) -> Iterator[str]:
    if frozen.released is None:
        return
    yield f"ปลดการปิดรอบเมื่อ {_at(frozen.released)} เพราะ {frozen.why}"
    now = standing(store.rounds.all(frozen.year), frozen.round_of)
    if now is None:
        yield "รายงานฉบับนี้จึงไม่ใช่ฉบับที่ใช้อยู่ และยังไม่มีฉบับใหม่ที่ลงนามแทน"
    else:
        yield f"รายงานฉบับนี้ถูกแทนด้วยฉบับที่ลงนามเมื่อ {_at(now.at)} รหัส {now.code}"


def _about_divisions(store: "Store", copy: SignedCopy) -> Iterator[str]:
    """The divisions are the office's, in every year: that their list went on changing is no harm to an old report."""
    now = ", ".join(one.name for one in store.agencies.divisions())
    then = ", ".join(one.name for one in copy.report.divisions)
    if now != then:
        yield f"รายชื่อส่วนราชการของหน่วยงาน (ใช้ร่วมกันทุกปี) เปลี่ยนจาก «{then}» เป็น «{now}»"
