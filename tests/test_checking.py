"""Looking a year over: its files by their content, waivers in the history, the command line and the exported year."""

import io
import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from ita_tui import checking, cli, printing, tasks
from ita_tui.domain.checks import Finding, Level, blocking
from ita_tui.domain.evidence import Evidence, EvidenceKind, FileState
from ita_tui.domain.measure import Proof, WorkStatus
from store.database import Store
from tests.screen_app import NOW, clock, sample_database
from tests.store_builders import YEAR, Clock, begun_store, measure

REASON = "รอหนังสือจากกองคลัง"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A year with one measure done, proved by one file."""
    opened = begun_store(tmp_path / "a.db")
    done = replace(
        measure(),
        status=WorkStatus.COMPLETED,
        proof=Proof.COMPLETE,
        result="จัดเวทีครบ ๑๑ หมู่บ้าน",
        steps=(),
        items=(),
    )
    (kept,) = opened.measures.add(YEAR, [done])
    assert kept.id is not None
    source = tmp_path / "รายงาน.pdf"
    source.write_bytes(b"%PDF report")
    file = opened.vault.take_in(source)
    opened.evidence.attach([kept.id], Evidence("รายงาน", EvidenceKind.FILE), [file])
    return opened


def content_of(store: Store) -> Path:
    (digest,) = checking.digests_of(store.report(YEAR))
    path = store.vault.path(digest)
    path.chmod(0o600)
    return path


def bad(store: Store, files: dict[str, FileState] | None = None) -> list[tuple[str, str]]:
    """What is found besides the surveys that nobody was counted in yet."""
    found = tasks.look_over(store, YEAR, Clock().now, files=files)
    return [(one.rule, one.words) for one in found if one.rule != "no_counts"]


def test_files_are_read_whole_and_progress_is_told(store: Store) -> None:
    told: list[tuple[int, int]] = []
    path = content_of(store)
    with store:
        assert bad(store) == []
        path.write_bytes(b"%PDF other!")  # as long as it was
        report = store.report(YEAR)

        found = tasks.look_over(store, YEAR, Clock().now, lambda done, of: told.append((done, of)))

        assert [one.words for one in found if one.rule == "lost_file"] == ["ไฟล์ถูกแก้ไข: รายงาน.pdf"]
        assert told == [(0, 1), (1, 1)]
        assert bad(store, checking.glance_at_files(store, report)) == []
        assert checking.how_many_block(store, report, NOW.date()) == 0
        whole = checking.look_at_files(store, report)
        assert checking.how_many_block(store, report, NOW.date(), whole) == len(blocking(found)) == 1
        path.unlink()
        assert bad(store) == [("lost_file", "ไฟล์หายไป: รายงาน.pdf")]
        assert checking.how_many_block(store, report, NOW.date()) == 1


def test_what_was_read_before_is_not_read_again(store: Store) -> None:
    with store:
        report = store.report(YEAR)
        known = checking.look_at_files(store, report)
        content_of(store).unlink()

        assert checking.look_at_files(store, report, known=known) == known


def test_files_of_proposals_are_read_too_and_what_was_read_is_told_at_once(
    store: Store, tmp_path: Path
) -> None:
    with store:
        (proposal,) = store.measures.add(YEAR, [replace(measure(1, "ข้อเสนอ"), proposal=True)])
        assert proposal.id is not None
        source = tmp_path / "แผน.pdf"
        source.write_bytes(b"%PDF plan")
        file = store.vault.take_in(source)
        store.evidence.attach([proposal.id], Evidence("แผน", EvidenceKind.FILE), [file])
        report, read = store.report(YEAR), dict[str, FileState]()

        states = checking.look_at_files(store, report, on_read=read.__setitem__)

        assert read == states == dict.fromkeys(checking.digests_of(report), FileState.PRESENT)
        assert len(states) == 2


def test_what_progress_raises_ends_the_look(store: Store) -> None:
    def stop(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with store, pytest.raises(KeyboardInterrupt):
        tasks.look_over(store, YEAR, Clock().now, stop)


def blocked(store: Store) -> tuple[Finding, ...]:
    content_of(store).unlink()
    return blocking(tasks.look_over(store, YEAR, Clock().now))


def test_a_waiver_needs_a_reason_and_stands_in_the_history_with_it(store: Store) -> None:
    with store:
        found = blocked(store)
        with pytest.raises(checking.NoReasonGiven):
            tasks.waive(store, YEAR, found, " \n")
        assert store.waivers.all(YEAR) == ()

        (waiver,) = tasks.waive(store, YEAR, found, f" {REASON} ")

        entry = store.history.last()
        assert entry is not None
        assert entry.words == "ยกเว้นข้อตรวจ «ไฟล์หลักฐานอยู่ครบและไม่ถูกแก้ไข» มาตรการ ๑"
        assert (waiver.reason, waiver.at is not None) == (REASON, True)
        again = tasks.look_over(store, YEAR, Clock().now)
        assert blocking(again) == ()
        assert [one.waiver for one in again if one.rule == "lost_file"] == [waiver]
        assert tasks.waive(store, YEAR, again[:0], REASON) == ()
        assert tasks.withdraw(store, [waiver]) == 1
        assert blocking(tasks.look_over(store, YEAR, Clock().now)) != ()


def test_several_are_waived_and_withdrawn_in_one_step_each(store: Store) -> None:
    with store:
        found = tasks.look_over(store, YEAR, Clock().now)
        before = len(store.history.recent(50))

        waivers = tasks.waive(store, YEAR, found, REASON)

        assert len(waivers) == len(found) > 1
        assert len(store.history.recent(50)) == before + 1
        assert tasks.waive(store, YEAR, tasks.look_over(store, YEAR, Clock().now), REASON) == ()
        assert tasks.withdraw(store, waivers) == len(found)
        assert len(store.history.recent(50)) == before + 2
        store.history.undo()
        assert len(store.waivers.all(YEAR)) == len(found)


def test_waivers_go_with_the_year_into_another_file(store: Store, tmp_path: Path) -> None:
    other = tmp_path / "b.db"
    with store:
        tasks.waive(store, YEAR, blocked(store), REASON)
        file = tasks.export_open_format(store, YEAR, NOW.date(), tmp_path / "ปี.json")

    with Store.open(other, clock=clock) as there:
        tasks.take_in(there, tasks.read_in(file, YEAR), YEAR, tasks.TakeIn.INTO_EMPTY, file.name)
        found = tasks.look_over(there, YEAR, NOW)

    lost = [one for one in found if one.rule == "lost_file"]
    assert [one.waiver.reason for one in lost if one.waiver] == [REASON]
    assert blocking(found) == ()


def test_the_exported_year_tells_what_is_wrong_in_it_and_its_digest_does_not_depend_on_that(
    store: Store, tmp_path: Path
) -> None:
    with store:
        (done,) = store.measures.all(YEAR)
        store.measures.save(replace(done, result=""))
        report = store.report(YEAR)
        before = printing.digest_of_year(store, report)
        content_of(store).unlink()  # files are no part of the format

        file = tasks.export_open_format(store, YEAR, NOW.date(), tmp_path / "ปี.json")

        assert printing.digest_of_year(store, report) == before
    told = json.loads(file.read_text(encoding="utf-8"))["findings"]
    assert [one for one in told if one["rule"] != "no_counts"] == [
        {
            "rule": "empty_result",
            "level": "blocks",
            "where": "measure:1",
            "words": "แล้วเสร็จ แต่ยังไม่ได้เขียนผลการดำเนินการ",
            "waived": None,
        }
    ]


# --- the command line ------------------------------------------------------------------------------------------


def check(database: Path, *more: str, now: datetime = NOW) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = cli.run(["check", "--db", str(database), *more], lambda: now, out, err)
    return code, out.getvalue(), err.getvalue()


def test_the_command_tells_findings_by_level_and_ends_with_1_until_the_blocking_one_is_waived(
    tmp_path: Path,
) -> None:
    database = sample_database(tmp_path)

    code, out, err = check(database)

    assert (code, err) == (1, "")
    lines = out.splitlines()
    assert lines[1] == "! ต้องแก้ก่อนลงนาม ๑ · ▲ ควรตรวจ ๒ · • ข้อสังเกต ๔ · ยกเว้นแล้ว ๐"
    at = lines.index("ต้องแก้ก่อนลงนาม (๑)")
    assert lines[at + 1].startswith("  ! มาตรการ ๕ ")
    assert lines[at + 2] == "    แล้วเสร็จ แต่ไม่มีหลักฐาน"
    assert "พร้อมลงนาม" not in out

    with tasks.open_store(database, clock) as store:
        year = store.years.all()[0]
        tasks.waive(store, year, blocking(tasks.look_over(store, year, NOW)), REASON)
    code, out, err = check(database, "--year", "2569")

    assert (code, err) == (0, "")
    assert "ยกเว้นแล้ว (๑)" in out
    assert f"เหตุผล: {REASON} (เมื่อ ๑๘ มี.ค. ๖๙)" in out
    assert "พร้อมลงนาม" in out


def test_programs_read_the_same_as_json(tmp_path: Path) -> None:
    code, out, err = check(sample_database(tmp_path), "--json")

    told = json.loads(out)
    assert (code, err) == (1, "")
    assert (told["year"], told["blocks"]) == (2569, 1)
    assert told["counts"] == {"blocks": 1, "warns": 2, "notes": 4}
    assert set(told["findings"][0]) == {"rule", "level", "where", "words", "waived", "field", "why", "do"}
    assert told["findings"][0]["where"] == "measure:5"
    assert {one["where"] for one in told["findings"]} >= {"item:o7", "survey:IIT"}
    assert [one["level"] for one in told["findings"]] == sorted(
        (one["level"] for one in told["findings"]), key=[level.value for level in Level].index
    )


def test_what_cannot_be_checked_is_refused_and_wrong_usage_ends_with_2(tmp_path: Path) -> None:
    code, out, err = check(tmp_path / "none.db")
    assert (code, out) == (1, "")
    assert "ยังไม่มีไฟล์ฐานข้อมูล" in err

    code, _, err = check(sample_database(tmp_path), "--year", "2560")
    assert code == 2
    code, _, err = check(tmp_path / "ita.db", "--year", "2570")
    assert code == 1
    assert "ยังไม่มีข้อมูลของปีงบประมาณ" in err
