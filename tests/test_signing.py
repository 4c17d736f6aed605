"""A round is frozen, released, checked by its code, and printed as it was signed, whatever becomes of the year."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from ita_tui import signing, tasks
from ita_tui.checking import found_in, look_over, waive
from ita_tui.domain.agency import Agency, Division
from ita_tui.domain.analysis import answering_measure, weak_question
from ita_tui.domain.disclosure import DisclosureItem
from ita_tui.domain.evidence import Evidence, EvidenceKind
from ita_tui.domain.findings import Finding, Level
from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.domain.measure import Measure, ProgressNote, WorkStatus
from ita_tui.domain.meetings import Meeting, Resolution
from ita_tui.domain.report import Report
from ita_tui.domain.scores import IssueAnalysis, QuestionScore, Scores
from ita_tui.kept_words import kept_words
from ita_tui.printing import Printing
from ita_tui.reports.kept_printing import KeptPrinting, read_printing
from ita_tui.reports.kept_proof import YearNotKept
from ita_tui.reports.layout_parts import Annex
from ita_tui.reports.open_format import to_dict
from ita_tui.reports.options import Memo
from ita_tui.reports.page import Signatory
from ita_tui.reports.sample_year import sample_report
from ita_tui.reports.signed_year import digest_of, numbers_of, read_signed, signed_text, unlike
from ita_tui.rulebook.loading import rules_for
from ita_tui.signed_copies import SignedCopyBroken, SignedCopyUnreadable, copy_of, since_signed
from store.database import Store
from store.refusals import PastNotKeptError, RoundFrozenError, SignedNotUndoneError
from store.tables import APPEND_ONLY
from tests.long_series import length
from tests.store_builders import BANGKOK, YEAR, Clock, added, begun_store, number_of, open_store
from tests.test_lossless import REPORTS
from tests.test_undo import edit_outside

TWELVE, SIX = RoundOf.TWELVE_MONTHS, RoundOf.SIX_MONTHS
SIGNED = Printing(
    "progress",
    round_of=TWELVE,
    signatories=(Signatory("นางสาวสมใจ ใจดี", "ปลัด"), Signatory("นายสมชาย ตั้งใจ", "นายก")),
    memo=Memo(number="ตย ๐๑/๒๕๖๙", to="นายก", paragraphs=("เรียนมาเพื่อทราบ",)),
    annex=Annex.BY_MEASURE,
    intro=("ความนำของเราเอง",),
)


def finished(store: Store, number: int = 1) -> Measure:
    """A measure about which the checks have nothing to say that blocks a signature."""
    return store.measures.save(
        replace(
            added(store, number),
            status=WorkStatus.IN_PROGRESS,
            result=f"จัดเวทีครั้งที่ {number}",
        )
    )


START = datetime(2026, 9, 20, 9, 0, tzinfo=BANGKOK)


def year_in(path: Path) -> tuple[Store, Clock]:
    """An open store with two measures, on a day in September; the file is a copy of one made once."""
    path.write_bytes(_files()[0])
    clock = Clock(START + timedelta(hours=1))
    return open_store(path, clock), clock


def frozen_year(path: Path) -> tuple[Store, Clock, str]:
    """The same with its second round signed."""
    path.write_bytes(_files()[1])
    clock = Clock(START + timedelta(hours=2))
    store = open_store(path, clock)
    return store, clock, store.rounds.all(YEAR)[0].code


@cache
def _files() -> tuple[bytes, bytes]:
    with TemporaryDirectory() as folder:
        path, clock = Path(folder, "a.db"), Clock(START)
        begun_store(path).close()
        with open_store(path, clock) as store:
            store.agencies.save(Agency("องค์การบริหารส่วนตำบลริมธาร", "เมือง", "ตัวอย่าง"))
            finished(store, 1)
            finished(store, 2)
        plain = path.read_bytes()
        with open_store(path, clock) as store:
            signing.freeze_round(store, YEAR, TWELVE, SIGNED, clock())
        return plain, path.read_bytes()


def points(check: signing.CodeCheck) -> list[bool | None]:
    return [point.holds for point in check.points]


def told(check: signing.CodeCheck) -> list[tuple[str, str, str, str]]:
    return [(one.name, one.field, one.old, one.new) for one in check.differences]


def measure_of(store: Store, number: int = 1) -> Measure:
    return next(one for one in store.measures.all(YEAR) if one.number == number)


# --- what is kept ----------------------------------------------------------------------------------------------


def test_what_is_kept_is_the_canonical_text_of_what_can_be_printed_and_its_digest_is_of_its_bytes(
    tmp_path: Path,
) -> None:
    store, clock = year_in(tmp_path / "a.db")
    store.agencies.save_divisions([Division("สำนักปลัด", contact="๐๘๑ ๒๓๔ ๕๖๗๘"), Division("กองช่าง")])
    store.meetings.save(YEAR, Meeting(1, resolutions=(Resolution("ให้เร่งรัด", who="สำนักปลัด"),)))

    frozen = signing.freeze_round(store, YEAR, TWELVE, SIGNED, clock())
    kept = store.rounds.kept(frozen.id or 0)
    data = json.loads(kept.report)

    with store:
        assert set(data) == {
            "format", "version", "agency", "year", "divisions", "measures", "proposals", "surveys",
            "disclosure", "scores", "issues",
        }  # fmt: skip
        assert kept.report == json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert frozen.digest == hashlib.sha256(kept.report.encode()).hexdigest()
        assert "๐๘๑" not in kept.report
        assert "ให้เร่งรัด" not in kept.report
        assert copy_of(store, frozen.id or 0).report.measures == tuple(
            replace(one, steps=tuple(replace(step, id=None) for step in one.steps))
            for one in store.measures.all(YEAR)
        )


def test_findings_waivers_signatories_and_the_last_closed_meeting_are_kept(tmp_path: Path) -> None:
    store, clock = year_in(tmp_path / "a.db")
    held = store.meetings.save(
        YEAR, Meeting(2, held=date(2026, 9, 1), resolutions=(Resolution("รับทราบ", due=date(2026, 9, 30)),))
    )
    store.meetings.save(YEAR, replace(held, ended=clock()))
    store.meetings.save(YEAR, Meeting(3))
    found = look_over(store, YEAR, clock.now)
    waive(store, YEAR, found[:1], "ตรวจกับต้นฉบับแล้ว")

    frozen = signing.freeze_round(store, YEAR, TWELVE, SIGNED, clock())
    kept = store.rounds.kept(frozen.id or 0)
    words = kept_words(store, frozen)

    with store:
        findings = json.loads(kept.findings)
        assert len(findings) == len(found)
        assert [one["waived"] for one in findings if one["waived"]] == ["ตรวจกับต้นฉบับแล้ว"]
        assert "ตรวจกับต้นฉบับแล้ว" in words.waived[0]
        assert len(words.findings) == len(found) - 1
        assert json.loads(kept.meeting)["resolutions"][0]["text"] == "รับทราบ"
        assert words.meeting == "ครั้งที่ ๒/๒๕๖๙ วันที่ ๑ กันยายน ๒๕๖๙"
        assert words.signatories == ("นางสาวสมใจ ใจดี ปลัด", "นายสมชาย ตั้งใจ นายก")


def test_how_it_is_printed_comes_back_from_its_text() -> None:
    kept = KeptPrinting(
        layout="own",
        layout_text="title = 'ก'",
        thai_numerals=False,
        face="TH Sarabun New",
        round_of=SIX,
        signatories=SIGNED.signatories,
        today=date(2026, 4, 3),
        stood_on=date(2026, 3, 31),
        annex=Annex.BY_ITEM,
        memo=replace(SIGNED.memo or Memo(), dated=date(2026, 4, 2), signatories=SIGNED.signatories[:1]),
        intro=(),
        committee=("คณะ", "กรรมการ"),
        notes=True,
        rulebooks={2568: "a", 2569: "b"},
        shipped_rulebooks={2569: "c"},
        head="h",
        stood_head="s",
        numbers={"measures": [(3, [1, None]), (None, [])]},
        despite="ไม่ทันกำหนด",
    )

    assert read_printing(kept.text()) == kept
    assert read_printing(KeptPrinting().text()) == KeptPrinting()


def test_the_sample_year_comes_back_from_what_is_kept_of_it_whatever_is_in_it() -> None:
    report = sample_report(date(2026, 3, 18))
    rules = rules_for(report.year)

    text = signed_text(report, rules)

    assert unlike(read_signed(text, numbers_of(report)), report) == ()
    assert signed_text(read_signed(text, {}), rules) == text


@pytest.mark.long
@given(REPORTS, REPORTS)
@settings(deadline=None, max_examples=length(7, 500))
def test_any_year_is_as_it_was_signed_and_no_other_year_is(report: Report, other: Report) -> None:
    other = replace(other, year=report.year, agency=report.agency, divisions=report.divisions)
    rules = rules_for(report.year)
    text = signed_text(report, rules)
    signed = read_signed(text, numbers_of(report))

    assert unlike(signed, report) == ()
    assert bool(unlike(signed, other)) == (signed_text(other, rules) != text)


# --- freezing and releasing --------------------------------------------------------------------------------------


def test_a_frozen_round_is_not_frozen_over_and_not_undone(tmp_path: Path) -> None:
    store, clock, _ = frozen_year(tmp_path / "a.db")
    with store:
        with pytest.raises(RoundFrozenError):
            signing.freeze_round(store, YEAR, TWELVE, SIGNED, clock())
        with pytest.raises(SignedNotUndoneError):
            store.history.undo()
        changed = store.measures.save(replace(measure_of(store), result="ใหม่"))
        store.history.undo()

        assert store.measures.get(number_of(changed)).result == "จัดเวทีครั้งที่ 1"
        with pytest.raises(SignedNotUndoneError):
            store.history.undo()
        assert signing.freeze_round(store, YEAR, SIX, replace(SIGNED, round_of=SIX), clock()).stands


def test_releasing_needs_a_reason_which_stands_in_the_history(tmp_path: Path) -> None:
    store, clock, code = frozen_year(tmp_path / "a.db")
    with store:
        frozen = store.rounds.with_code(code)
        assert frozen is not None
        with pytest.raises(signing.ReasonMissing):
            signing.release_round(store, frozen.id or 0, "  ")

        released = signing.release_round(store, frozen.id or 0, " พบตัวเลขผิด ")

        assert (released.stands, released.why) == (False, "พบตัวเลขผิด")
        last = store.history.last()
        assert last is not None
        assert (last.why, "ปลดการปิดรอบ" in last.words) == ("พบตัวเลขผิด", True)
        with pytest.raises(signing.ReleasedAlready):
            signing.release_round(store, frozen.id or 0, "อีกครั้ง")
        with pytest.raises(SignedNotUndoneError):
            store.history.undo()
        assert since_signed(store, YEAR).differences == ()
        assert store.rounds.kept(frozen.id or 0).report

        store.measures.save(replace(measure_of(store), result="ตัวเลขที่ถูก"))
        again = signing.freeze_round(store, YEAR, TWELVE, SIGNED, clock())
        old, new = signing.check_code(store, code), signing.check_code(store, again.code)

        assert (old.holds, new.holds) == (False, True)
        assert points(old) == [True, True, True, False, True]
        assert "พบตัวเลขผิด" in old.notes[0]
        assert again.code in old.notes[1]


def test_what_blocks_a_signature_is_refused_or_signed_for_a_reason_that_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = Finding("x", Level.BLOCKS, "measure:1", "มาตรการ ๑", "แล้วเสร็จแต่ไม่มีหลักฐาน", "", "")
    monkeypatch.setattr(signing, "found_in", lambda *_: (bad, replace(bad, level=Level.WARNS)))
    store, clock = year_in(tmp_path / "a.db")
    with store:
        head = store.history.head()
        with pytest.raises(signing.RoundBlocked, match="F8") as refused:
            signing.freeze_round(store, YEAR, TWELVE, SIGNED, clock(), despite=" ")
        assert "แล้วเสร็จแต่ไม่มีหลักฐาน" in refused.value.means
        assert (store.rounds.all(YEAR), store.history.head()) == ((), head)

        frozen = signing.freeze_round(store, YEAR, TWELVE, SIGNED, clock(), despite="หลักฐานอยู่ระหว่างขอคืน")

        assert kept_words(store, frozen).despite == "หลักฐานอยู่ระหว่างขอคืน"
        last = store.history.last()
        assert last is not None
        assert (last.why, "ปิดรอบ" in last.words) == ("หลักฐานอยู่ระหว่างขอคืน", True)


def test_a_change_that_is_saved_while_the_round_is_looked_over_is_signed_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, clock = year_in(tmp_path / "a.db")
    first = found_in
    asked: list[Report] = []

    def saved_meanwhile(store: Store, report: Report, *more: object) -> tuple[Finding, ...]:
        asked.append(report)
        if len(asked) == 1:
            store.measures.save(replace(measure_of(store), result="บันทึกระหว่างตรวจ"))
        return first(store, report, *more)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(signing, "found_in", saved_meanwhile)
    with store:
        frozen = signing.freeze_round(store, YEAR, TWELVE, SIGNED, clock())

        assert len(asked) == 2
        assert copy_of(store, frozen.id or 0).report.measures[0].result == "บันทึกระหว่างตรวจ"
        assert signing.check_code(store, frozen.code).holds


def test_six_months_are_signed_as_they_stood_when_they_ended(tmp_path: Path) -> None:
    begun_store(tmp_path / "a.db").close()
    clock = Clock(datetime(2026, 3, 30, 9, 0, tzinfo=BANGKOK))
    with open_store(tmp_path / "a.db", clock) as store:
        store.agencies.save(Agency("อบต.ริมธาร"))
        kept = finished(store)
        clock.now += timedelta(days=11)
        store.measures.save(replace(kept, result="ทำต่อในเดือนเมษายน"))
        today = clock.now.date()
        end = signing.usual_day(store, YEAR, SIX, today)
        ready = signing.prepare(store, YEAR, SIX, today, stood_on=end)
        printing = replace(SIGNED, round_of=SIX, stood_on=end)

        frozen = signing.freeze_round(store, YEAR, SIX, printing, clock())
        check = signing.check_code(store, frozen.code)

        assert end == date(2026, 3, 31)
        assert [(one.field, one.new) for one in ready.later] == [("ผลการดำเนินการ", "ทำต่อในเดือนเมษายน")]
        assert copy_of(store, frozen.id or 0).report.measures[0].result == "จัดเวทีครั้งที่ 1"
        assert points(check) == [True, True, True, False, True]
        assert signing.usual_day(store, YEAR, TWELVE, date(2026, 10, 9)) is None
        assert signing.day_to_offer(store, YEAR, TWELVE, date(2026, 10, 9)) == date(2026, 9, 30)
        assert signing.day_to_offer(store, YEAR, SIX, date(2026, 3, 31)) is None


def test_a_day_that_the_history_does_not_reach_is_not_offered(tmp_path: Path) -> None:
    store, clock = year_in(tmp_path / "a.db")
    with store:
        edit_outside(store, "UPDATE measure SET result = 'จากนอกโปรแกรม'")

        assert signing.usual_day(store, YEAR, SIX, clock.now.date()) is None
        with pytest.raises(PastNotKeptError):
            signing.prepare(store, YEAR, SIX, clock.now.date(), stood_on=date(2026, 3, 31))


# --- the code --------------------------------------------------------------------------------------------------


def test_a_code_tells_that_everything_is_as_it_was_signed_and_then_what_is_not(tmp_path: Path) -> None:
    store, _, code = frozen_year(tmp_path / "a.db")
    with store:
        sound = signing.check_code(store, code.lower().replace("-", ""))
        kept = measure_of(store, 2)
        store.measures.save(replace(kept, result=kept.result.replace("ค", "ด")))
        changed = signing.check_code(store, code)
        store.history.undo()

        assert (sound.holds, points(sound), sound.code) == (True, [True] * 5, code)
        assert (changed.holds, points(changed)) == (False, [True, True, True, False, True])
        assert told(changed) == [("มาตรการ ๒", "ผลการดำเนินการ", "จัดเวทีครั้งที่ 2", "จัดเวทีดรั้งที่ 2")]
        assert signing.check_code(store, code).holds


@pytest.mark.parametrize(
    ("typed", "words"),
    [("2569-12", "พิมพ์รหัสไม่ถูกต้อง"), ("2569-12-81MR-VX7F-SQVE-40", "ไม่มีรหัสนี้ในฐานข้อมูล")],
)
def test_a_mistyped_code_is_told_from_an_unknown_one(tmp_path: Path, typed: str, words: str) -> None:
    store, _, _ = frozen_year(tmp_path / "a.db")
    with store:
        check = signing.check_code(store, typed)

        assert (check.holds, points(check)) == (False, [False, None, None, None, None])
        assert words in check.points[0].words


def forged_row(store: Store) -> str:
    """The report with another letter, under a digest and a code that fit it."""
    (frozen,) = store.rounds.all(YEAR)
    text = store.rounds.kept(frozen.id or 0).report.replace("จัดเวทีครั้งที่ 2", "จัดเวทีครั้งที่ 9")
    return f"UPDATE frozen_round SET report = '{text}', digest = '{digest_of(text)}'"  # noqa: S608 # the test's own


@pytest.mark.parametrize(
    ("tampering", "held"),
    [
        (
            lambda _: "UPDATE frozen_round SET report = replace(report, 'ครั้งที่ 2', 'ครั้งที่ 9')",
            [True, False, None, None, None],
        ),
        (
            lambda _: "UPDATE frozen_round SET digest = replace(digest, substr(digest, 1, 1), 'z')",
            [True, False, None, None, None],
        ),
        (forged_row, [True, False, None, None, None]),
        (
            lambda _: "UPDATE frozen_round SET printing = replace(printing, 'สมใจ', 'สมจิต')",
            [True, False, None, None, None],
        ),
        (
            lambda _: "UPDATE measure SET result = 'ของปลอม' WHERE number = 2",
            [True, True, False, False, True],
        ),
        (lambda _: "UPDATE history SET words = 'ของปลอม' WHERE id = 2", [True, True, False, True, True]),
        (lambda _: "DELETE FROM history WHERE id = 3", [True, True, False, True, True]),
    ],
)
def test_tampering_from_outside_is_found(
    tmp_path: Path, tampering: Callable[[Store], str], held: list[bool | None]
) -> None:
    store, _, code = frozen_year(tmp_path / "a.db")
    with store:
        statement = tampering(store)
        for trigger in APPEND_ONLY:
            edit_outside(store, f"DROP TRIGGER IF EXISTS {trigger}")
        edit_outside(store, statement)

        check = signing.check_code(store, code)

        assert points(check) == held, check.points
        assert not check.holds
        if held[1] is False:
            (frozen,) = store.rounds.all(YEAR)
            with pytest.raises(SignedCopyBroken, match="ไม่ใช่ฉบับที่ลงนาม"):
                copy_of(store, frozen.id or 0)
            with pytest.raises(SignedCopyBroken):
                tasks.page(store, YEAR, replace(SIGNED, frozen=frozen.id))
            assert tasks.verify(store).signed
            assert (
                tasks.load_year(store, YEAR, datetime(2026, 9, 21, tzinfo=BANGKOK)).after_signature
                == frozenset()
            )


def test_a_release_from_outside_is_found(tmp_path: Path) -> None:
    store, _, code = frozen_year(tmp_path / "a.db")
    with store:
        edit_outside(store, "UPDATE frozen_round SET released = '2026-09-21T00:00:00+00:00', why = 'x'")

        check = signing.check_code(store, code)

        assert not check.holds
        assert check.points[1].holds is False
        assert any("แก้จากนอกโปรแกรม" in problem for problem in tasks.verify(store).signed)


def test_what_a_later_program_adds_does_not_make_an_old_code_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kept text is as an earlier program wrote it: without a field that measures and items have by now."""
    from ita_tui.reports import signed_year

    whole = to_dict

    def earlier(*given: object, **more: object) -> dict[str, object]:
        data = json.loads(json.dumps(whole(*given, **more)))  # type: ignore[arg-type]  # as they came
        for one in data["measures"]:
            del one["answers"], one["percent"]
        for item in data["disclosure"]:
            del item["seen"], item["sections"]
        return dict(data)

    store, clock = year_in(tmp_path / "a.db")
    monkeypatch.setattr(signed_year, "to_dict", earlier)
    code = signing.freeze_round(store, YEAR, TWELVE, SIGNED, clock()).code
    monkeypatch.undo()
    with store:
        text = store.rounds.kept(1).report

        assert '"answers"' not in text
        assert digest_of(text) != digest_of(signed_text(store.report(YEAR), rules_for(YEAR)))
        assert signing.check_code(store, code).holds
        store.measures.save(replace(measure_of(store), answers=("i10",)))
        assert told(signing.check_code(store, code)) == [("มาตรการ ๑", "ข้อที่มุ่งยกระดับ", "", "i10")]


def test_what_goes_on_after_a_signature_does_not_make_the_code_fail(tmp_path: Path) -> None:
    store, clock, code = frozen_year(tmp_path / "a.db")
    with store:
        store.meetings.save(YEAR, Meeting(1, ended=clock()))
        store.years.begin(FiscalYear(2570), [], [])
        store.agencies.save_divisions([*store.agencies.divisions(), Division("กองใหม่", contact="๑๒๓")])
        store.preferences.set("screen_numerals", "thai")

        check = signing.check_code(store, code)

        assert check.holds
        assert "กองใหม่" in check.notes[0]
        store.agencies.save(Agency("เทศบาลตำบลริมธาร", "เมือง", "ตัวอย่าง"))
        assert told(signing.check_code(store, code)) == [
            ("หน่วยงาน", "ข้อมูลหน่วยงาน", "องค์การบริหารส่วนตำบลริมธาร", "เทศบาลตำบลริมธาร")
        ]


def test_a_year_that_was_read_in_anew_is_compared_by_what_it_says(tmp_path: Path) -> None:
    store, _, code = frozen_year(tmp_path / "a.db")
    with store:
        whole = tasks.export_open_format(store, YEAR, date(2026, 9, 20), tmp_path / "ปี.json")
        tasks.take_in(store, tasks.read_in(whole, YEAR), YEAR, tasks.TakeIn.REPLACE, "อ่านใหม่")

        assert signing.check_code(store, code).holds
        store.measures.save(replace(measure_of(store), outcome="ดีขึ้น"))
        assert told(signing.check_code(store, code)) == [("มาตรการ ๑", "ผลลัพธ์/ผลสำเร็จ", "", "ดีขึ้น")]


def test_a_measure_that_was_renumbered_is_the_same_one(tmp_path: Path) -> None:
    store, _, code = frozen_year(tmp_path / "a.db")
    with store:
        store.measures.remove([number_of(measure_of(store, 1))])

        told_now = told(signing.check_code(store, code))

        assert ("มาตรการ ๑", "ลบออก", "", "") in told_now
        assert not [one for one in told_now if one[1] == "ผลการดำเนินการ"]


# --- marks -----------------------------------------------------------------------------------------------------


def test_measures_changed_after_the_signature_are_marked_until_they_are_as_signed(tmp_path: Path) -> None:
    store, clock, code = frozen_year(tmp_path / "a.db")
    with store:
        before = tasks.load_year(store, YEAR, clock.now)
        first = measure_of(store)
        store.measures.note(number_of(first), ProgressNote(date(2026, 9, 21), "โทรติดตาม"))
        after = tasks.load_year(store, YEAR, clock.now)
        store.history.undo()
        again = tasks.load_year(store, YEAR, clock.now)
        signing.release_round(store, before.frozen[0].id or 0, "พบตัวเลขผิด")
        released = tasks.load_year(store, YEAR, clock.now)

        assert (before.after_signature, before.running_signed) == (frozenset(), before.frozen[0])
        assert after.after_signature == {first.id}
        assert [one.field for one in after.since_signed] == ["บันทึกประจำวัน"]
        assert after.signed_entry < after.revision
        assert again.after_signature == frozenset()
        assert (released.running_signed, released.signed_entry) == (None, 0)
        assert not signing.check_code(store, code).holds


def test_the_round_signed_last_is_what_later_changes_are_told_from(tmp_path: Path) -> None:
    store, clock = year_in(tmp_path / "a.db")
    with store:
        signing.freeze_round(store, YEAR, SIX, replace(SIGNED, round_of=SIX), clock())
        store.measures.save(replace(measure_of(store), result="หลังหกเดือน"))
        six = since_signed(store, YEAR).differences
        signing.freeze_round(store, YEAR, TWELVE, SIGNED, clock())

        assert len(six) == 1
        assert since_signed(store, YEAR).differences == ()


def test_a_piece_of_evidence_of_two_measures_stays_one_in_what_was_signed(tmp_path: Path) -> None:
    store, clock = year_in(tmp_path / "a.db")
    ids = [number_of(measure_of(store, number)) for number in (1, 2)]
    store.evidence.attach(ids, Evidence("ประกาศ", EvidenceKind.LINK, url="https://example.go.th/1"), [])
    with store:
        frozen = signing.freeze_round(store, YEAR, TWELVE, SIGNED, clock())
        report = copy_of(store, frozen.id or 0).report

        pieces = {piece.id for measure in report.measures for piece in measure.evidence}
        assert len(pieces) == 1
        assert None not in pieces


# --- what cannot be kept, and what is kept beside it -------------------------------------------------------------


@pytest.mark.parametrize(
    ("unkept", "place"),
    [
        (lambda s: s.measures.save(replace(measure_of(s), answers=("Q1",))), "มาตรการ ๑ ข้อที่มุ่งยกระดับ «Q1»"),
        (lambda s: s.measures.save(replace(measure_of(s), items=("oo",))), "มาตรการ ๑ ข้อ OIT «oo»"),
        (lambda s: s.disclosure.save(YEAR, DisclosureItem("o1234", "ก", "ข")), "ข้อ OIT o1234 รหัสข้อ «o1234»"),
        (
            lambda s: s.scores.save(YEAR, Scores(2568, indicators=(Decimal(1),) * 12)),
            "ผลคะแนน คะแนนรายตัวชี้วัด",
        ),
        (
            lambda s: s.scores.save(YEAR, Scores(2568, printed_total=Decimal(-1))),
            "ผลคะแนน คะแนนรวมที่พิมพ์",
        ),
        (
            lambda s: s.scores.save_issues(YEAR, [IssueAnalysis(8, cause="ก")]),
            "การวิเคราะห์ประเด็นที่ ๘ ลำดับที่",
        ),
    ],
)
def test_a_round_that_could_not_be_read_back_is_not_frozen_and_the_place_is_told(
    tmp_path: Path, unkept: Callable[[Store], object], place: str
) -> None:
    store, clock = year_in(tmp_path / "a.db")
    with store:
        unkept(store)
        head = store.history.head()

        with pytest.raises(YearNotKept) as refused:
            signing.freeze_round(store, YEAR, TWELVE, SIGNED, clock(), despite="x")

        assert refused.value.place == place
        assert f"แก้{place}" in refused.value.do
        assert (store.rounds.all(YEAR), store.history.head()) == ((), head)


def test_a_measure_from_a_question_with_a_printed_code_can_be_signed(tmp_path: Path) -> None:
    store, clock = year_in(tmp_path / "a.db")
    question = QuestionScore("Q1", Decimal(50), "การใช้ทรัพย์สิน")
    weak = weak_question(question, (), "Q1 การใช้ทรัพย์สิน")
    with store:
        store.scores.save(YEAR, Scores(2568, questions=(question,)))
        store.measures.add(YEAR, [answering_measure(weak, "มาตรการจากข้ออ่อน", 3, proposal=False)])

        frozen = signing.freeze_round(store, YEAR, TWELVE, SIGNED, clock(), despite="x")

        assert measure_of(store, 3).weak_item == "Q1 การใช้ทรัพย์สิน"
        assert signing.check_code(store, frozen.code).holds


def test_a_sound_copy_that_this_version_cannot_read_is_not_blamed_on_anybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was frozen by a version that did not read it back."""
    store, clock = year_in(tmp_path / "a.db")
    with store:
        store.measures.save(replace(measure_of(store), answers=("Q1",)))
        monkeypatch.setattr("ita_tui.reports.kept_proof.prove", lambda *_: None)
        frozen = signing.freeze_round(store, YEAR, TWELVE, SIGNED, clock(), despite="x")

        check = signing.check_code(store, frozen.code)
        with pytest.raises(SignedCopyUnreadable, match="โปรแกรมรุ่นนี้อ่านไม่ได้") as refused:
            copy_of(store, frozen.id or 0)

        assert points(check) == [True, None, None, None, None]
        assert not check.holds
        assert "จึงยังไม่ได้เทียบข้อมูล" in check.verdict
        assert "measures[0].answers[0]" in check.points[1].words
        for told_words in (str(refused.value), check.points[1].words, check.verdict):
            assert "จากนอกโปรแกรม" not in told_words
            assert "เสียหาย" not in told_words


def test_work_that_goes_on_after_a_sound_signature_has_a_verdict_of_its_own(tmp_path: Path) -> None:
    store, _, code = frozen_year(tmp_path / "a.db")
    with store:
        store.measures.save(replace(measure_of(store), result="ทำต่อ", outcome="ดีขึ้น"))
        went_on = signing.check_code(store, code)
        edit_outside(store, "UPDATE measure SET result = 'ของปลอม' WHERE number = 2")
        forged = signing.check_code(store, code)

        assert (went_on.holds, went_on.went_on) == (False, True)
        assert went_on.verdict == "สำเนาและประวัติตรงกับที่ลงนาม · ข้อมูลปัจจุบันแก้หลังลงนาม ๒ แห่ง"
        assert (forged.went_on, forged.verdict) == (False, "ไม่ตรงกับที่ลงนาม ดูรายละเอียดแต่ละข้อ")


def test_evidence_files_of_the_signed_copy_are_looked_at_and_told_by_name(tmp_path: Path) -> None:
    store, clock = year_in(tmp_path / "a.db")
    sources = [tmp_path / "ประกาศ.pdf", tmp_path / "ภาพ.png"]
    for source in sources:
        source.write_bytes(b"%PDF-1.4 " + source.name.encode())
    files = [store.vault.take_in(source) for source in sources]
    store.evidence.attach([number_of(measure_of(store))], Evidence("ไฟล์", EvidenceKind.FILE), files)
    with store:
        code = signing.freeze_round(store, YEAR, TWELVE, SIGNED, clock(), despite="x").code
        sound = signing.check_code(store, code)
        first, second = (store.vault.path(file.sha256) for file in files)
        first.chmod(0o644)
        first.write_bytes(first.read_bytes().upper())
        changed, glanced = signing.check_code(store, code), signing.check_code(store, code, thorough=False)
        second.chmod(0o644)
        second.unlink()
        gone = signing.check_code(store, code, thorough=False)

        assert (sound.holds, "๒ ไฟล์" in sound.points[4].words) == (True, True)
        assert (changed.holds, points(changed)) == (False, [True, True, True, True, False])
        assert "«ประกาศ.pdf» ไฟล์ถูกแก้ไข" in changed.points[4].words
        assert "ไฟล์หลักฐาน" in changed.verdict
        assert glanced.holds
        assert "verify --code" in glanced.points[4].words
        assert "«ภาพ.png» ไฟล์หายไป" in gone.points[4].words


def test_what_is_signed_of_an_earlier_day_has_the_meeting_and_the_findings_of_that_day(
    tmp_path: Path,
) -> None:
    begun_store(tmp_path / "a.db").close()
    clock = Clock(datetime(2026, 3, 30, 9, 0, tzinfo=BANGKOK))
    end, today = date(2026, 3, 31), date(2026, 5, 10)
    with open_store(tmp_path / "a.db", clock) as store:
        finished(store)
        clock.now = datetime(2026, 5, 10, 9, 0, tzinfo=BANGKOK)
        store.meetings.save(YEAR, Meeting(2, ended=datetime(2026, 4, 1, 0, 0, tzinfo=BANGKOK)))
        none = signing.prepare(store, YEAR, SIX, today, stood_on=end)
        store.meetings.save(YEAR, Meeting(1, ended=datetime(2026, 3, 31, 16, 0, tzinfo=BANGKOK)))
        then, now = (
            signing.prepare(store, YEAR, SIX, today, stood_on=end),
            signing.prepare(store, YEAR, SIX, today),
        )

        assert none.meeting is None
        assert then.meeting is not None
        assert now.meeting is not None
        assert (then.meeting.number, now.meeting.number) == (1, 2)


def test_findings_are_judged_on_the_day_that_is_signed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[date] = []

    def look(_store: Store, _report: Report, day: date, _files: object) -> tuple[Finding, ...]:
        judged.append(day)
        return ()

    monkeypatch.setattr(signing, "found_in", look)
    store, clock = year_in(tmp_path / "a.db")
    today = clock.now.date()
    with store:
        for stood_on in (None, today, today + timedelta(days=1)):
            signing.prepare(store, YEAR, TWELVE, today, stood_on=stood_on)
        clock.now += timedelta(days=9)
        signing.prepare(store, YEAR, TWELVE, clock.now.date(), stood_on=today)

    assert judged == [today] * 4


def test_a_reason_covers_only_the_findings_that_were_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = Finding("x", Level.BLOCKS, "measure:1", "มาตรการ ๑", "แล้วเสร็จแต่ไม่มีหลักฐาน ๓ วัน", "", "")
    later, new = (
        replace(bad, words="แล้วเสร็จแต่ไม่มีหลักฐาน ๔ วัน"),
        replace(bad, subject="measure:2", words="อีกข้อ"),
    )
    standing = [later, new]
    monkeypatch.setattr(signing, "found_in", lambda *_: tuple(standing))
    store, clock = year_in(tmp_path / "a.db")
    with store:
        with pytest.raises(signing.RoundBlocked) as refused:
            signing.freeze_round(store, YEAR, TWELVE, SIGNED, clock(), despite="ก", seen=[bad.identity])
        assert refused.value.found == (new,)
        assert store.rounds.all(YEAR) == ()

        standing.remove(new)
        frozen = signing.freeze_round(store, YEAR, TWELVE, SIGNED, clock(), despite="ก", seen=[bad.identity])

        assert kept_words(store, frozen).despite == "ก"
