"""``ita-tui hand-out`` and ``collect``: sheets for the divisions into a folder, and their answers into the year."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ita_tui import division_sheets, tasks
from ita_tui.division_sheets import HandOut
from ita_tui.domain.answer_changes import Change, Proposed
from ita_tui.thai.dates import short_date
from ita_tui.thai.numerals import choose, digits, said, shown
from ita_tui.thai.typed import one_line
from ita_tui.thai.words import cut

if TYPE_CHECKING:
    from ita_tui.cli_parser import Arguments

_ROOM = 76
_USUAL = (HandOut.XLSX, HandOut.ANSWERS)
"""What is handed out unless something else is named: both can be made on every machine."""

Clock = Callable[[], datetime]


def hand_out(arguments: "Arguments", database: Path, clock: Clock) -> str:
    """Write the files and name them. Raises ItaError."""
    assert arguments.target is not None
    with tasks.open_existing(database, clock) as store:
        choose(tasks.screen_numerals(store))
        today = clock().date()
        year = tasks.known_year(store, arguments.year, today)
        known = [work.name for work in division_sheets.divisions_with_work(store.report(year))]
        forms = tuple(HandOut(word) for word in dict.fromkeys(arguments.forms)) or _USUAL
        written = division_sheets.hand_out(
            store,
            year,
            tuple(dict.fromkeys(arguments.divisions)) or known,
            arguments.target,
            forms,
            today=today,
        )
    lines = (f"เขียนแล้ว {digits(len(written))} ไฟล์ ไว้ที่ {arguments.target.absolute()}", *_names(written))
    return "".join(f"{line}\n" for line in lines)


def _names(written: tuple[Path, ...]) -> Iterator[str]:
    return (f"  {path.name}" for path in written)


def collect(arguments: "Arguments", database: Path, clock: Clock) -> str:
    """Take what is answered without a doubt (all of it with ``--all``) into the year, and tell every field.

    Raises ItaError. With ``--dry-run`` nothing is taken.
    """
    assert arguments.file is not None
    answers = division_sheets.read_answers(arguments.file)
    with tasks.open_existing(database, clock) as store:
        choose(tasks.screen_numerals(store))
        today = clock().date()
        year = tasks.known_year(store, arguments.year, today)
        found = division_sheets.compare_answers(store, year, answers, today)
        every = frozenset(change.key for change in found.changes)
        chosen = every if arguments.everything else found.sure
        if chosen and not arguments.dry_run:
            division_sheets.take_answers(store, year, answers, chosen, today)
    return "".join(f"{line}\n" for line in _told(found, chosen, dry=arguments.dry_run))


def _told(found: Proposed, chosen: frozenset[str], *, dry: bool) -> Iterator[str]:
    answers = found.answers
    day = f" แจก {short_date(answers.handed)}" if answers.handed else ""
    yield f"แบบตอบของ{shown(answers.division)}{day} ปีงบประมาณ {digits(answers.year)}"
    subject = ""
    for change in found.changes:
        if change.name != subject:
            subject = change.name
            yield cut(shown(f"{change.name} {one_line(change.title)}"), _ROOM)
        yield from _change(change, taken=change.key in chosen)
    for doubt in found.doubts:
        yield f"! {said(one_line(doubt))}"
    left = len(found.changes) - len(chosen)
    yield ""
    yield f"{'จะรับ' if dry else 'รับแล้ว'} {digits(len(chosen))} ช่อง ยังไม่รับ {digits(left)} ช่อง"
    if dry:
        yield "ยังไม่ได้บันทึกอะไร (--dry-run)"
    elif left:
        yield "ช่องที่มีข้อสงสัยเลือกรับได้ในโปรแกรม หรือใส่ --all เพื่อรับทั้งหมด"


def _change(change: Change, *, taken: bool) -> Iterator[str]:
    sign = "✓" if taken else "–"
    old, new = one_line(change.old) or "(ว่าง)", one_line(change.new)
    yield f"  {sign} {change.kind.label}: {cut(shown(old), 30)} → {shown(new)}"
    for doubt in change.doubts:
        yield f"      ▲ {said(doubt)}"
