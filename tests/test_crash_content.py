"""A crash log may be sent to anybody: nothing of what was typed or read stands in it, wherever the error came from."""

import errno
import faulthandler
import os
import re
import signal
import stat
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from textual.worker import WorkerFailed

from ita_tui import crash, places
from ita_tui.crash import MOST_KEPT, HardCrashes, keep_crash, seen, unseen_crashes

AT = datetime(2026, 3, 18, 10, 32, 5, tzinfo=timezone(timedelta(hours=7)))


def story_of(error: BaseException) -> str:
    keep_crash(error, AT)
    log = places.log_folder() / "crash-25690318-103205.txt"
    story = log.read_text(encoding="utf-8")
    log.unlink()
    return story


def caught(raising: Callable[[], object]) -> BaseException:
    try:
        raising()
    except BaseException as error:  # noqa: BLE001 (whatever it is, it is looked at)
        return error
    raise AssertionError("nothing was raised")


def plainly(words: str) -> None:
    raise RuntimeError(words)


def as_key(words: str) -> object:
    known: dict[str, str] = {}
    return known[words]


def in_a_chain(words: str) -> None:
    try:
        plainly(words)
    except RuntimeError as error:
        raise ValueError(f"read: {words}") from error


def in_passing(words: str) -> None:
    try:
        plainly(words)
    finally:
        as_key(words)


def in_a_group(words: str) -> None:
    raise ExceptionGroup(words, [ValueError(words), ExceptionGroup("inner", [KeyError(words)])])


def with_a_note(words: str) -> None:
    error = RuntimeError("note")
    error.add_note(words)
    raise error


def in_a_worker(words: str) -> None:
    raise WorkerFailed(caught(lambda: plainly(words)))


def in_a_file_name(words: str) -> None:
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), f"/home/somsri/{words}.docx")


def as_a_number(words: str) -> None:
    int(f"x{words}")


def in_a_statement(words: str) -> None:
    with create_engine("sqlite://").connect() as connection:
        connection.execute(text("SELECT :words FROM nowhere"), {"words": words})


def decoding(words: str) -> None:
    (words.encode("utf-8", "surrogatepass") + b"\xff").decode("utf-8")


RAISING = (
    plainly,
    as_key,
    in_a_chain,
    in_passing,
    in_a_group,
    with_a_note,
    in_a_worker,
    in_a_file_name,
    as_a_number,
    in_a_statement,
    decoding,
)


def spelled(words: str) -> set[str]:
    """Every four letters in a row that no log has of itself."""
    runs = re.findall(r"[^\W\d_]{4,}", words)
    return {run[at : at + 4].lower() for run in runs for at in range(len(run) - 3)}


@settings(deadline=None)  # the first statement of all is slow
@given(
    words=st.one_of(
        st.text(min_size=4),
        st.text(alphabet="กขคงจชดตทนบปพมยรลวสหอาิีุูเแโใไ่้", min_size=4),
        st.from_regex(r"[qxz][a-z]{5,12}(\.[a-z]+)?( [qxz]{4,9}){0,3}", fullmatch=True),
    ),
    raising=st.sampled_from(RAISING),
)
def test_no_four_letters_of_any_text_in_an_error_stand_in_its_log(
    words: str, raising: Callable[[str], object]
) -> None:
    own = story_of(caught(lambda: raising("")))  # names in the program and its libraries

    story = story_of(caught(lambda: raising(words)))

    told = (
        spelled(words)
        - spelled(own)
        - {known[:4] for known in crash._KNOWN}
        - spelled(" ".join(crash._KNOWN))
    )
    assert not {run for run in told if run in story.lower()}
    assert type(caught(lambda: raising(words))).__name__ in story


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("list index out of range", "list index out of range"),
        ("'NoneType' object has no attribute 'สมศรี'", "'NoneType' object has no attribute «…7»"),
        ("database is locked", "database is locked"),
        ("เลขบัตร 1-2345-67890-12-3", "«…7» «…17»"),
        ("somsri@example.go.th", "«…20»"),
        (r"C:\Users\สมศรี\report.docx", "«…26»"),
        ("takes 2 positional arguments", "takes 2 positional arguments"),
        ("call 0812345678", "call «…10»"),
    ],
)
def test_of_an_errors_own_words_only_those_of_python_are_told(words: str, told: str) -> None:
    assert f"RuntimeError: {told}\n" in story_of(caught(lambda: plainly(words)))


def test_what_led_to_an_error_stands_before_it_with_its_places() -> None:
    story = story_of(caught(lambda: in_a_chain("สมศรี")))

    assert story.index("led to ValueError: RuntimeError") < story.index("\nValueError")
    assert re.search(r"tests/test_crash_content.py:\d+ in plainly", story)


def test_a_statement_is_told_by_its_fault_alone() -> None:
    error = caught(lambda: in_a_statement("สมศรี"))
    assert isinstance(error, OperationalError | SQLAlchemyError)

    story = story_of(error)

    assert "sqlalchemy.exc.OperationalError" in story
    assert "SELECT" not in story
    assert "nowhere" not in story


def test_a_file_of_nobodys_program_is_told_without_its_folder(tmp_path: Path) -> None:
    own = tmp_path / "สมศรี" / "macro.py"
    code = compile("raise RuntimeError", str(own), "exec")

    story = story_of(caught(lambda: exec(code)))  # noqa: S102 (a program that lies in somebody's folder)

    assert "  macro.py:1 in <module>" in story
    assert str(tmp_path) not in story


def test_an_error_that_called_itself_to_the_end_is_told_by_its_ends() -> None:
    def again(number: int) -> int:
        return again(number + 1)

    story = story_of(caught(lambda: again(0)))

    assert "RecursionError: maximum" not in story
    assert len(story.splitlines()) < 120


@pytest.mark.skipif(os.name != "posix", reason="Windows gives a user's folder to that user alone by itself")
def test_logs_and_their_folder_are_for_the_user_alone() -> None:
    places.log_folder().mkdir(parents=True)
    places.log_folder().chmod(0o755)

    keep_crash(caught(lambda: plainly("x")), AT)

    (log,) = crash.logs()
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700


def test_the_last_twenty_logs_are_kept() -> None:
    for minute in range(MOST_KEPT + 5):
        keep_crash(caught(lambda: plainly("x")), AT + timedelta(minutes=minute))

    assert len(crash.logs()) == MOST_KEPT
    assert crash.logs()[-1].name == "crash-25690318-105605.txt"


def test_a_log_is_news_until_somebody_was_told_of_it() -> None:
    assert unseen_crashes(AT) == ()
    keep_crash(caught(lambda: plainly("x")), AT)
    (log,) = unseen_crashes(AT)

    seen([log])

    assert unseen_crashes(AT) == ()
    keep_crash(caught(lambda: plainly("x")), AT + timedelta(seconds=1))
    assert len(unseen_crashes(AT)) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that may die")
def test_a_crash_of_the_interpreter_becomes_a_log_of_the_next_start() -> None:
    child = os.fork()
    if child == 0:
        HardCrashes().watch()
        os.kill(os.getpid(), signal.SIGSEGV)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)

    (log,) = unseen_crashes(AT)

    story = log.read_text(encoding="utf-8")
    assert "Fatal Python error: Segmentation fault" in story
    assert re.search(r"  tests/test_crash_content.py:\d+ in test_a_crash_of_the_interpreter", story)
    assert str(Path.home()) not in story
    assert list(places.log_folder().glob("hard-*")) == []


def test_a_run_that_ends_as_it_should_leaves_nothing_behind() -> None:
    watched = faulthandler.is_enabled()
    hard = HardCrashes()
    hard.watch()
    there = list(places.log_folder().glob("hard-*"))

    hard.end()

    assert len(there) == 1
    assert list(places.log_folder().glob("hard-*")) == []
    assert unseen_crashes(AT) == ()
    if watched:
        faulthandler.enable()


def test_a_crash_after_the_clock_was_set_back_is_news_too() -> None:
    keep_crash(caught(lambda: plainly("x")), AT)
    seen(unseen_crashes(AT))

    keep_crash(caught(lambda: plainly("x")), AT - timedelta(days=400))

    (log,) = unseen_crashes(AT)
    assert log.name == "crash-25680211-103205.txt"
    seen([log])
    assert unseen_crashes(AT) == ()


def test_what_she_was_told_of_makes_room_for_a_log_with_an_older_date() -> None:
    for minute in range(MOST_KEPT):
        keep_crash(caught(lambda: plainly("x")), AT + timedelta(minutes=minute))
    seen(crash.logs())

    for days in (400, 300):
        keep_crash(caught(lambda: plainly("x")), AT - timedelta(days=days))

    assert len(unseen_crashes(AT)) == 2
    assert len(crash.logs()) == MOST_KEPT


def test_one_hard_crash_that_cannot_be_read_hides_no_other() -> None:
    folder = places.private(places.log_folder())
    for number in (*range(10, 20), *range(30, 40)):
        (folder / f"hard-{number}.txt").mkdir()
    (folder / "hard-left.txt").write_text("Fatal Python error: Segmentation fault\n", encoding="utf-8")

    (log,) = unseen_crashes(AT)

    assert "Segmentation fault" in log.read_text(encoding="utf-8")


@pytest.fixture
def hard() -> Iterator[HardCrashes]:
    watched = faulthandler.is_enabled()
    hard = HardCrashes()
    yield hard
    hard.end()
    if watched:
        faulthandler.enable()


def test_the_file_of_this_very_run_is_no_news_of_another(hard: HardCrashes) -> None:
    hard.watch()
    (own,) = places.log_folder().glob("hard-*")
    own.write_text("Fatal Python error: Aborted\n", encoding="utf-8")

    assert unseen_crashes(AT) == ()
    assert own.exists()


def test_what_an_earlier_run_of_the_same_number_left_is_told(hard: HardCrashes) -> None:
    folder = places.private(places.log_folder())
    (folder / f"hard-{os.getpid()}.txt").write_text("Fatal Python error: Aborted\n", encoding="utf-8")

    hard.watch()

    (log,) = unseen_crashes(AT)
    assert "Fatal Python error: Aborted" in log.read_text(encoding="utf-8")


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts what is open as Linux tells it")
def test_watching_again_opens_nothing_more(hard: HardCrashes) -> None:
    hard.watch()
    before = len(list(Path("/proc/self/fd").iterdir()))

    hard.watch()

    assert len(list(Path("/proc/self/fd").iterdir())) == before
