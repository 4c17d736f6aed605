"""What the list of backups says: a line for each, and all that is known of the chosen one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from textual.content import Content

from ita_tui.domain.backup_standing import HistoryNow, Standing, Stands, standing_of
from ita_tui.domain.backups import Backup
from ita_tui.thai.dates import moment
from ita_tui.thai.numerals import digits, said
from ita_tui.thai.sizes import size_words
from ita_tui.thai.words import cut
from screens.typed_paths import shown_path
from screens.widgets.line_list import Line
from screens.widgets.padding import padded, padded_left

_WHEN, _KIND, _SIZE = 16, 23, 8
HERE, SECOND = "ในเครื่องนี้", "โฟลเดอร์ที่สอง"
NONE_YET = (
    "ยังไม่มีข้อมูลสำรอง โปรแกรมสำรองให้อัตโนมัติเมื่อมีการแก้ไขเกินครึ่งชั่วโมง และก่อนการเปลี่ยนแปลงครั้งใหญ่\n\n"
    "กด n เพื่อสำรองตอนนี้ · กด o เพื่อเลือกโฟลเดอร์ที่สอง เช่น USB ซึ่งอาจมีข้อมูลสำรองของเครื่องเดิมอยู่แล้ว"
)
NONE_FOUND = "ไม่พบข้อมูลสำรองในโฟลเดอร์ backups ข้างไฟล์ฐานข้อมูล\n\nกด f เพื่อเลือกไฟล์สำรองจากที่อื่น เช่น USB"


@dataclass(frozen=True)
class Listed:
    """What was read for the list: the backups, newest first, the history as it is now, and the second folder.

    ``reachable`` tells whether the second folder is there now, ``undoable`` whether there is a restore to take back.
    """

    backups: tuple[Backup, ...] = ()
    now: HistoryNow | None = None
    second: Path | None = None
    reachable: bool = False
    set_aside: Backup | None = None

    def standing(self, backup: Backup) -> Standing:
        """How a backup stands to the database as it is."""
        return standing_of(backup, self.now)


def lines(listed: Listed, today: date, room: int) -> list[Line]:
    """Those of this PC first, then those of the second folder, each under its place."""
    here = [one for one in listed.backups if not one.second]
    there = [one for one in listed.backups if one.second]
    found = list(_place(HERE, here, listed, today, room))
    if listed.second is not None or there:
        found += _place(SECOND, there, listed, today, room, more=_of_second(listed, today))
    return found


def reached_words(listed: Listed, today: date) -> str:
    """Whether the second folder is there, and of when the newest backup in it is."""
    if listed.second is None:
        return "ยังไม่ได้เลือก · กด o เพื่อเลือก"
    if not listed.reachable:
        return "! ขณะนี้เข้าไม่ถึง"
    newest = max((one.taken for one in listed.backups if one.second), default=None)
    return f"คัดลอกล่าสุด {moment(newest, today)}" if newest else "ยังไม่เคยคัดลอกไปที่นั่น"


def _of_second(listed: Listed, today: date) -> str:
    return f"{reached_words(listed, today)} · {shown_path(listed.second)}" if listed.second else ""


def _place(
    name: str, backups: Sequence[Backup], listed: Listed, today: date, room: int, *, more: str = ""
) -> Iterator[Line]:
    if not backups and name == HERE:
        return
    known = (
        backups or name == HERE or listed.reachable
    )  # of a folder that is out of reach nobody can say it is empty
    count = f"{digits(len(backups))} ฉบับ" if backups else "ยังไม่มีข้อมูลสำรอง" if known else ""
    head = cut(" · ".join(filter(None, (name, count, more))), room)
    yield Line(f"place:{name}", Content.styled(head, "bold $text-accent"), heading=True)
    for one in backups:
        yield Line(str(one.path), _line(one, listed.standing(one), today, room))


def _line(one: Backup, standing: Standing, today: date, room: int) -> Content:
    """When, why, how it stands to now, and how large; what cannot be used says so in place of how it stands."""
    free = max(8, room - _WHEN - _KIND - _SIZE - 5)
    words = f"! {one.problem}" if one.problem else standing.words or f"ประวัติ {digits(one.entries)} รายการ"
    color = "$text-warning" if one.problem else "$foreground"
    return Content.assemble(
        (padded(moment(one.taken, today), _WHEN), "bold"),
        f" {padded(cut(one.kind.label, _KIND), _KIND)} ",
        (padded(cut(said(words), free), free), color),
        (f" {padded_left(size_words(one.size), _SIZE)}", "$foreground-muted"),
    )


def details(one: Backup, standing: Standing, today: date) -> Content:
    """All that is known of a backup."""
    place = SECOND if one.second else HERE
    told = [
        Content.assemble((moment(one.taken, today), "bold"), f" · {one.kind.label} · {place}"),
        Content.styled(shown_path(one.path), "$foreground-muted"),
    ]
    if one.problem:
        return Content("\n").join([*told, Content.styled(f"! ใช้ไม่ได้: {said(one.problem)}", "$text-warning")])
    history = f"ประวัติ {digits(one.entries)} รายการ · รูปแบบรุ่นที่ {digits(one.schema)}"
    for_good = " · เก็บไว้ตลอด" if one.kind.for_good else ""
    stands = f" · {standing.words}" if standing.words else ""
    return Content("\n").join([*told, Content(f"{history}{for_good}{stands}")])


def question(one: Backup, standing: Standing, today: date) -> str:
    """What is asked before a backup is brought back: what goes, what is kept, and the way back."""
    return "\n".join(
        [
            f"นำข้อมูลสำรองของ {moment(one.taken, today)} กลับมาใช้ ({one.kind.label})",
            "",
            f"• {_goes(standing)}",
            *_KEPT,
        ]
    )


def file_question(path: Path) -> str:
    """The same of a file that lies elsewhere, of which nothing is known yet."""
    goes = "• ข้อมูลทั้งหมดที่ใช้อยู่จะถูกแทนด้วยข้อมูลในไฟล์นี้ โปรแกรมตรวจไฟล์ก่อนว่าครบถ้วน"
    return "\n".join([f"นำไฟล์ {shown_path(path)} กลับมาใช้เป็นฐานข้อมูล", "", goes, *_KEPT])


_KEPT = (
    "• ฐานข้อมูลที่มีอยู่ตอนนี้ทั้งไฟล์เก็บไว้ข้างกัน ไฟล์หลักฐานไม่ถูกลบ",
    "• เปลี่ยนใจได้: กด u ในหน้าข้อมูลสำรองเพื่อกลับมาเป็นอย่างตอนนี้",
)


def _goes(standing: Standing) -> str:
    """What will no longer be in the database."""
    match standing.how:
        case Stands.SAME:
            return "ฉบับนี้ตรงกับปัจจุบัน ข้อมูลจะเหมือนเดิม"
        case Stands.OLDER:
            return f"การแก้ไข {digits(standing.behind)} รายการหลังจากนั้น ของทุกปีงบประมาณ จะไม่อยู่ในฐานข้อมูลที่ใช้"
        case Stands.APART:
            return "ฉบับนี้มีการแก้ไขที่ปัจจุบันไม่มี สิ่งที่แก้ไขในฐานข้อมูลที่ใช้อยู่นับแต่แยกกันจะไม่อยู่"
        case Stands.STRANGER:
            return "ฉบับนี้เป็นของฐานข้อมูลอื่น ข้อมูลทั้งหมดที่ใช้อยู่จะถูกแทนด้วยข้อมูลของฐานข้อมูลนั้น"
        case Stands.UNKNOWN:
            return "ไฟล์ฐานข้อมูลที่เปิดไม่ได้จะถูกแทนด้วยฉบับนี้ สิ่งที่แก้ไขหลังจากนั้นจะไม่อยู่"
