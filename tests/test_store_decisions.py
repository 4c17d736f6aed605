"""The committee, its meetings, what was waived and what was signed: kept, told in the history, and undone."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from ita_tui.domain.disclosure import DisclosureItem
from ita_tui.domain.evidence import Evidence, EvidenceKind
from ita_tui.domain.fiscal_year import RoundOf
from ita_tui.domain.meetings import (
    AgendaItem,
    Attendance,
    CommitteeMember,
    Meeting,
    Presence,
    Resolution,
    last_ended,
    open_resolutions,
)
from ita_tui.domain.rounds import FrozenRound, Kept, last_signed, standing
from ita_tui.domain.waivers import Waiver
from ita_tui.since import Since, since_last_meeting
from store import refusals
from store.database import Store
from tests.store_builders import BANGKOK, YEAR, added, begun_store, number_of

AT = datetime(2026, 1, 20, 11, 0, tzinfo=BANGKOK)
MEETING = Meeting(
    1,
    held=date(2026, 1, 20),
    time="๐๙.๓๐ น.",
    place="ห้องประชุมชั้น ๒",
    attendance=(
        Attendance("นายสมมุติ ใจดี", "ประธานกรรมการ"),
        Attendance("นางตัวอย่าง มีสุข", "กรรมการ", Presence.EXCUSED),
    ),
    agenda=(AgendaItem("เรื่องเพื่อพิจารณา"),),
    resolutions=(Resolution("ให้เผยแพร่ผล", who="กองคลัง", due=date(2026, 2, 15), item=1),),
)
FROZEN = FrozenRound(YEAR, RoundOf.SIX_MONTHS, AT, "d" * 64, "2569-06-ABCD")
KEPT = Kept('{"measures":[]}', '{"layout":"progress"}', "[]", "")


def said(store: Store) -> str:
    entry = store.history.last()
    assert entry is not None
    return entry.words


def test_a_meeting_is_kept_whole_and_changed_part_by_part(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        kept = store.meetings.save(YEAR, MEETING)
        assert said(store) == "เพิ่มประชุมครั้งที่ ๑/๒๕๖๙"
        (first, second) = kept.attendance

        changed = replace(
            kept,
            attendance=(replace(second, presence=Presence.PRESENT), first),
            resolutions=(*kept.resolutions, Resolution("รับทราบ")),
        )
        again = store.meetings.save(YEAR, changed)

        assert said(store) == "ประชุมครั้งที่ ๑/๒๕๖๙: ผู้มาประชุม, มติ"
        assert [one.id for one in again.attendance] == [second.id, first.id]
        assert again.resolutions[0] == kept.resolutions[0]
        assert store.meetings.all(YEAR) == (again,) == store.report(YEAR).meetings
        assert store.meetings.get(again.id or 0) == again

        store.history.undo()
        assert store.meetings.all(YEAR) == (kept,)


def test_a_resolution_is_about_a_measure_whatever_its_number(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        measure = added(store, 4)
        about = replace(MEETING, resolutions=(Resolution("ให้เร่งรัด", measure=4),))
        store.meetings.save(YEAR, about)

        store.measures.save(replace(measure, number=1))
        (resolution,) = store.meetings.all(YEAR)[0].resolutions
        assert (resolution.measure, resolution.measure_id) == (1, measure.id)

        store.measures.remove([number_of(measure)])
        (resolution,) = store.meetings.all(YEAR)[0].resolutions
        assert (resolution.measure, resolution.measure_id) == (None, measure.id)

        store.history.undo()
        assert store.meetings.all(YEAR)[0].resolutions[0].measure == 1


def test_what_is_carried_out_is_open_no_longer(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        meeting = store.meetings.save(YEAR, MEETING)
        ((_, resolution),) = open_resolutions(store.meetings.all(YEAR))
        assert resolution.days_overdue(date(2026, 2, 17)) == 2

        store.meetings.carry_out(resolution.id or 0, date(2026, 2, 14), "เผยแพร่แล้ว")

        assert said(store) == "มติดำเนินการแล้ว: ให้เผยแพร่ผล"
        assert open_resolutions(store.meetings.all(YEAR)) == ()
        store.meetings.remove(meeting.id or 0)
        assert store.meetings.all(YEAR) == ()
        with pytest.raises(refusals.RecordGoneError):
            store.meetings.remove(meeting.id or 0)
        with pytest.raises(refusals.RecordGoneError):
            store.meetings.carry_out(99, None, "")


def test_the_committee_is_a_list_of_its_year(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        store.meetings.save_committee(
            YEAR, [CommitteeMember("ก", "ประธานกรรมการ"), CommitteeMember("ข", "กรรมการ")]
        )
        first, second = store.meetings.committee(YEAR)

        store.meetings.save_committee(YEAR, [replace(second, role="เลขานุการ"), CommitteeMember("ค")])

        assert [(m.name, m.role, m.id == second.id) for m in store.meetings.committee(YEAR)] == [
            ("ข", "เลขานุการ", True),
            ("ค", "", False),
        ]
        store.history.undo()
        assert store.report(YEAR).committee == (first, second)


def test_what_changed_since_the_last_meeting_is_told_from_the_history(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        measure = added(store, 4)
        assert since_last_meeting(store, YEAR) == Since()
        held = store.meetings.save(YEAR, MEETING)
        closed = store.meetings.save(YEAR, replace(held, ended=store.door.clock()))
        store.meetings.save(YEAR, Meeting(2))

        store.measures.save(replace(measure, result="จัดเวทีแล้ว"))
        since = since_last_meeting(store, YEAR)

        assert since.meeting is not None
        assert since.meeting.id == closed.id
        assert last_ended(store.meetings.all(YEAR)) == closed
        assert [(one.field, one.old, one.new) for one in since.differences] == [
            ("ผลการดำเนินการ", "", "จัดเวทีแล้ว")
        ]
        assert since.measures == {measure.id}
        assert since_last_meeting(store, YEAR, before=closed) == Since()


def test_a_waiver_stands_with_its_reason_in_the_history(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        measure = added(store, 4)
        waivers = [
            Waiver("no_evidence", "รอหนังสือตอบ", measure_id=measure.id),
            Waiver("no_link", "ไม่มีเรื่อง", "o1"),
        ]

        first, second = store.waivers.add(YEAR, waivers, "ยกเว้นรายการตรวจ ๒ รายการ")

        entry = store.history.last()
        assert entry is not None
        assert (entry.words, entry.why) == ("ยกเว้นรายการตรวจ ๒ รายการ", "รอหนังสือตอบ · ไม่มีเรื่อง")
        assert (first.measure, first.at is not None, second.place) == (4, True, "o1")
        assert store.report(YEAR).waivers == (first, second)
        store.waivers.withdraw(first.id or 0, "เลิกยกเว้น")
        assert store.waivers.all(YEAR) == (second,)
        with pytest.raises(refusals.RecordGoneError):
            store.waivers.withdraw(first.id or 0, "เลิกยกเว้น")


def test_a_round_is_frozen_once_and_released_for_a_reason(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        frozen = store.rounds.freeze(FROZEN, KEPT)

        assert said(store) == "ปิดรอบ ๖ เดือน ปีงบประมาณ ๒๕๖๙ เพื่อลงนาม"
        assert store.rounds.kept(frozen.id or 0) == KEPT
        assert (
            store.rounds.with_code("2569-06-ABCD")
            == frozen
            == standing(store.rounds.all(YEAR), RoundOf.SIX_MONTHS)
        )
        assert store.rounds.with_code("2569-06-ABCE") is None
        with pytest.raises(refusals.RoundFrozenError, match="ปิดเพื่อลงนามไว้แล้ว"):
            store.rounds.freeze(FROZEN, KEPT)

        released = store.rounds.release(frozen.id or 0, "พบตัวเลขผิด")

        entry = store.history.last()
        assert entry is not None
        assert entry.why == "พบตัวเลขผิด"
        assert not released.stands
        assert last_signed(store.rounds.all(YEAR)) is None
        again = store.rounds.freeze(replace(FROZEN, code="2569-06-EFGH"), KEPT)
        assert last_signed(store.rounds.all(YEAR)) == again
        assert store.history.verify() == ()


def test_what_was_signed_is_not_undone_by_a_key(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        added(store)
        store.rounds.freeze(FROZEN, KEPT)
        store.measures.save(replace(store.measures.all(YEAR)[0], result="หลังลงนาม"))
        store.history.undo()

        with pytest.raises(refusals.SignedNotUndoneError, match="ปลดการปิดรอบ"):
            store.history.undo()

        assert len(store.rounds.all(YEAR)) == 1
        assert len(store.measures.all(YEAR)) == 1


def test_evidence_proves_items_as_well_as_measures(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        measure = added(store)
        item = store.disclosure.all(YEAR)[0]
        assert item.id is not None
        piece = store.evidence.attach([], Evidence("ภาพหน้าเว็บ", EvidenceKind.PHOTO), item_ids=[item.id])
        assert said(store) == "แนบหลักฐาน «ภาพหน้าเว็บ» กับข้อ OIT ๑"
        assert piece.id is not None

        store.evidence.link(piece.id, number_of(measure))
        store.evidence.link_item(piece.id, item.id)

        assert store.disclosure.all(YEAR)[0].evidence == (piece,)
        assert store.evidence.of_year(YEAR) == (piece,)
        store.evidence.detach_item(piece.id, item.id)
        assert store.disclosure.all(YEAR)[0].evidence == ()
        assert store.measures.get(number_of(measure)).evidence == (piece,)
        with pytest.raises(refusals.RecordGoneError):
            store.evidence.detach_item(piece.id, item.id)


def test_an_item_keeps_its_sections_and_the_day_it_was_seen(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        item = store.disclosure.all(YEAR)[0]
        wanted = replace(item, divisions=("สำนักปลัด",), sections=("งานธุรการ",), seen=date(2026, 1, 9))

        assert store.disclosure.save(YEAR, wanted) == wanted

        assert said(store) == "ข้อ OIT ๑: ส่วนราชการ, งาน, วันที่เห็นบนเว็บไซต์"
        (division,) = store.agencies.divisions()
        with pytest.raises(refusals.DivisionInUseError, match="งานธุรการ"):
            store.agencies.save_divisions([replace(division, sections=())])
        called = replace(division, contact="หัวหน้าสำนักปลัด โทร. ภายใน ๑๑")
        assert store.agencies.save_divisions([called]) == (called,)
        assert isinstance(store.disclosure.all(YEAR)[0], DisclosureItem)
