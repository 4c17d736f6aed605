"""Drafts as files: what was typed comes back as it was, for this database alone, and nothing of it is lost silently."""

import errno
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from threading import Event
from typing import Never

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_tui import drafts
from ita_tui.drafts import Draft, DraftFiles, DraftsNotKept, TypedField
from ita_tui.errors import ItaError
from screens.drafts import DraftKeeper, Drafts
from screens.drafts_list import told_of

AT = datetime(2026, 3, 18, 10, 32, tzinfo=timezone(timedelta(hours=7)))
DRAFT = Draft(
    "measure", "12", "มาตรการ ๓", (TypedField("result", "ผลการดำเนินการ", "ที่นี่น้ำ\nบรรทัดสอง", "เดิม"),), AT
)


@pytest.fixture
def refusals() -> list[ItaError]:
    return []


@pytest.fixture
def files(tmp_path: Path, refusals: list[ItaError]) -> DraftFiles:
    return DraftFiles(tmp_path / "drafts", tmp_path / "ita.db", refusals.append)


def kept(files: DraftFiles, draft: Draft = DRAFT) -> Path:
    path = files.new_path()
    files.keep(path, draft)
    files.flush()
    return path


def test_what_was_typed_comes_back_as_it_was(files: DraftFiles) -> None:
    path = kept(files)

    (found,) = files.found().drafts

    assert found.draft == DRAFT
    assert found.path == path


@given(text=st.text(), label=st.text(), title=st.text())
def test_any_text_comes_back_as_it_was(text: str, label: str, title: str) -> None:
    draft = replace(DRAFT, title=title, fields=(TypedField("result", label, text, ""),))

    assert drafts._draft(drafts.as_bytes(draft)) == draft


def test_half_a_character_comes_back_as_it_was() -> None:
    draft = replace(DRAFT, fields=(TypedField("result", "", "\ud83d ก", ""),))

    assert drafts._draft(drafts.as_bytes(draft)) == draft


def test_the_newest_draft_stands_first(files: DraftFiles) -> None:
    kept(files, replace(DRAFT, about="1"))
    kept(files, replace(DRAFT, about="2", at=AT + timedelta(minutes=1)))

    assert [one.draft.about for one in files.found().drafts] == ["2", "1"]


def test_a_draft_that_was_dropped_is_gone(files: DraftFiles) -> None:
    path = kept(files)

    files.drop(path)
    files.flush()

    assert files.found().drafts == ()
    assert list(files.folder.iterdir()) == []


def test_of_many_wishes_for_a_file_the_last_one_counts(
    files: DraftFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, written = Event(), Event(), list[Draft]()
    write = drafts.write

    def slowly(path: Path, draft: Draft) -> None:
        begun.set()
        go_on.wait()
        written.append(draft)
        write(path, draft)

    monkeypatch.setattr(drafts, "write", slowly)
    path = files.new_path()
    files.keep(path, DRAFT)
    begun.wait()
    for minute in range(50):
        files.keep(path, replace(DRAFT, at=AT + timedelta(minutes=minute)))
    go_on.set()
    files.flush()

    assert len(written) == 2
    assert files.found().drafts[0].draft.at == AT + timedelta(minutes=49)


def test_drafts_of_another_database_are_not_shown(files: DraftFiles, tmp_path: Path) -> None:
    kept(files)

    other = DraftFiles(files.folder, tmp_path / "other.db", lambda _: None)

    assert other.found().drafts == ()


def test_a_database_is_the_same_by_any_path_to_it(files: DraftFiles, tmp_path: Path) -> None:
    kept(files)
    (tmp_path / "in").mkdir()

    same = DraftFiles(files.folder, tmp_path / "in" / ".." / "ita.db", lambda _: None)

    assert len(same.found().drafts) == 1


@pytest.mark.skipif(os.name != "posix", reason="Windows gives a user's folder to that user alone by itself")
def test_drafts_and_their_folder_are_for_the_user_alone(files: DraftFiles) -> None:
    files.folder.mkdir(mode=0o755)

    path = kept(files)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(files.folder.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param(lambda data: data[: len(data) // 2], id="cut off"),
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda data: b"\0" * len(data), id="zeros after a power cut"),
        pytest.param(lambda data: data.replace(b'"fields"', b'"felds"'), id="a name is missing"),
        pytest.param(lambda data: data.replace(b'"12"', b"12"), id="a number for a text"),
        pytest.param(lambda _: b"[]", id="something else"),
        pytest.param(lambda data: data.replace(b'"12"', b'"x"'), id="a measure without a number"),
        pytest.param(lambda data: data.replace(b'"12"', b'"' + b"9" * 40 + b'"'), id="a number beyond any"),
        pytest.param(lambda data: data.replace(b"+07:00", b""), id="a time without a zone"),
        pytest.param(lambda data: data.replace(b"2026-", b"9999-"), id="a time beyond any"),
        pytest.param(lambda _: b"[" * 200_000, id="nested without end"),
    ],
)
def test_a_damaged_draft_is_told_and_set_aside(files: DraftFiles, damaged: Callable[[bytes], bytes]) -> None:
    path, sound = kept(files), kept(files)
    broken = damaged(path.read_bytes())
    path.write_bytes(broken)

    found = files.found()

    assert [one.path for one in found.drafts] == [sound]
    (aside,) = found.damaged
    assert aside.read_bytes() == broken
    assert files.found().damaged == ()  # told once; the file stays


def test_a_draft_that_cannot_be_read_hides_no_other_and_stays_where_it_is(files: DraftFiles) -> None:
    sound = [kept(files) for _ in range(3)]
    unread = files.new_path()
    unread.with_name(f"{unread.name[:13]}000000000000.json").mkdir()
    unread.with_name(f"{unread.name[:13]}ffffffffffff.json").mkdir()

    found = files.found()

    assert {one.path for one in found.drafts} == set(sound)
    assert len(found.unread) == 2
    assert all(path.is_dir() for path in found.unread)
    assert "อ่านไฟล์ข้อความค้างไม่ได้ ๒ ไฟล์" in told_of(found)


class AScreensKeeper(DraftKeeper):
    """Keeps one draft, or has a bug."""

    def __init__(self, files: DraftFiles, *, bad: bool) -> None:
        self.files = files
        self.bad = bad

    def keep_now(self) -> Draft:
        if self.bad:
            raise ZeroDivisionError
        self.files.keep(self.files.new_path(), DRAFT)
        return DRAFT


def test_a_bug_in_keeping_one_screens_text_loses_no_other_screens(files: DraftFiles) -> None:
    all_drafts = Drafts(files, lambda: AT)
    all_drafts.keepers = {AScreensKeeper(files, bad=number % 2 == 0) for number in range(10)}

    with pytest.raises(ZeroDivisionError):
        all_drafts.keep_all()

    assert len(list(files.folder.iterdir())) == 5


def test_a_folder_that_takes_no_draft_is_told_once(
    files: DraftFiles, refusals: list[ItaError], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> Never:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    kept(files)
    kept(files)

    (refusal,) = refusals
    assert isinstance(refusal, DraftsNotKept)
    assert "ข้อความบนหน้าจอยังอยู่ครบ" in str(refusal)
    assert list(files.folder.iterdir()) == []


def test_a_folder_that_is_a_file_is_told(tmp_path: Path, refusals: list[ItaError]) -> None:
    (tmp_path / "drafts").write_text("ไม่ใช่โฟลเดอร์", encoding="utf-8")

    files = DraftFiles(tmp_path / "drafts", tmp_path / "ita.db", refusals.append)
    kept(files)

    assert len(refusals) == 1
    assert files.found() == drafts.Found()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that may die")
def test_what_is_written_survives_the_end_of_the_process(files: DraftFiles) -> None:
    child = os.fork()
    if child == 0:
        kept(files)
        os._exit(9)
    os.waitpid(child, 0)

    assert files.found().drafts[0].draft == DRAFT
