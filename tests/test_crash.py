import re
from datetime import datetime, timedelta, timezone
from functools import partialmethod
from pathlib import Path
from typing import Never

import pytest

from ita_tui import cli, crash, places
from ita_tui.app import ItaApp
from ita_tui.crash import keep_crash, program_version
from store.database import Store
from tests.command_line import clock, said

AT = datetime(2026, 3, 18, 10, 32, 5, tzinfo=timezone(timedelta(hours=7)))


def a_bug(words: str = "ข้อผิดพลาด") -> Exception:
    with pytest.raises(RuntimeError) as caught:
        raise_bug(words)
    return caught.value


def raise_bug(words: str) -> Never:
    raise RuntimeError(words)


def log_named_in(sentence: str) -> Path:
    found = re.search(r"อยู่ในไฟล์ (.+\.txt) โปรดส่งไฟล์", sentence)
    assert found
    return Path(found[1])


def test_the_log_holds_the_story_and_the_sentence_says_where_it_is() -> None:
    sentence = keep_crash(a_bug(), AT)

    log = log_named_in(sentence)
    story = log.read_text(encoding="utf-8")
    assert log == places.log_folder() / "crash-25690318-103205.txt"
    assert "ไม่มีเนื้อหาของท่าน" in sentence
    assert "ข้อมูลที่บันทึกแล้วยังอยู่ครบ" in sentence
    assert "\n" not in sentence
    assert story.startswith("2026-03-18T10:32:05+07:00  ")
    assert "RuntimeError: «…10»" in story
    assert re.search(r"tests/test_crash.py:\d+ in raise_bug", story)
    assert re.search(r"sqlalchemy \d", story)


def test_two_bugs_of_one_second_stand_in_one_log() -> None:
    keep_crash(a_bug("หนึ่ง"), AT)
    story = log_named_in(keep_crash(a_bug("สอง"), AT)).read_text(encoding="utf-8")

    assert "RuntimeError: «…5»" in story
    assert "RuntimeError: «…3»" in story


def test_half_a_character_does_not_keep_the_log_from_being_written() -> None:
    log = log_named_in(keep_crash(a_bug("\ud83d ไฟล์\udcff"), AT))

    assert "RuntimeError: «…1» «…5»" in log.read_text(encoding="utf-8")


def test_where_the_data_folder_takes_no_log_the_temporary_folder_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ไฟล์").write_text("ไม่ใช่โฟลเดอร์", encoding="utf-8")
    monkeypatch.setattr(places, "log_folder", lambda: tmp_path / "ไฟล์" / "log")
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))

    log = log_named_in(keep_crash(a_bug(), AT))

    assert log.parent == tmp_path
    assert "RuntimeError" in log.read_text(encoding="utf-8")


def test_where_no_log_can_be_written_the_sentence_says_what_happened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ไฟล์").write_text("ไม่ใช่โฟลเดอร์", encoding="utf-8")
    monkeypatch.setattr(places, "log_folder", lambda: tmp_path / "ไฟล์" / "log")
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "ไฟล์"))

    sentence = keep_crash(a_bug(), AT)

    assert re.search(r"โปรดแจ้งผู้พัฒนาว่า RuntimeError tests/test_crash.py:\d+ in raise_bug$", sentence)


def test_the_version_of_a_program_that_is_not_installed_is_nought(monkeypatch: pytest.MonkeyPatch) -> None:
    assert re.fullmatch(r"[0-9][0-9.]*", program_version())

    monkeypatch.setattr(crash, "_version", lambda _: "")

    assert program_version() == "0"


# --- inside the screens ----------------------------------------------------------------------------------------


@pytest.fixture
def headless(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real app without a terminal; what is broken in it is broken by the test."""
    monkeypatch.setattr(cli, "_on_a_terminal", lambda: True)
    monkeypatch.setattr(ItaApp, "run", partialmethod(ItaApp.run, headless=True))


def broken(*_: object, **__: object) -> Never:
    raise ZeroDivisionError("a bug in the screens")


@pytest.mark.parametrize(
    "place", ["ita_tui.app.ItaApp.on_mount", "ita_tui.app.FirstRunScreen", "ita_tui.app.tasks.open_store"]
)
@pytest.mark.usefixtures("headless")
def test_a_bug_inside_the_screens_is_logged_and_told_in_one_sentence(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(place, broken)

    answer = said("--db", tmp_path / "x.db")

    out, err = capsys.readouterr()
    story = log_named_in(answer.err).read_text(encoding="utf-8")
    assert answer.code == cli.REFUSED
    assert answer.err.count("\n") == 1
    assert "ZeroDivisionError: " in story
    assert "in broken" in story
    assert "bug in" not in story
    assert "Traceback" not in out + err + answer.err
    Store.open(tmp_path / "x.db", clock=clock).close()  # nothing holds the file any more
