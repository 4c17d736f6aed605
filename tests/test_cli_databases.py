import errno
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from ita_tui.domain.fiscal_year import FiscalYear
from store.database import Store
from tests.command_line import REPORT, clock, database_in, everything_in, said

YEAR = FiscalYear(2566)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with one year read in, eleven measures."""
    return database_in(tmp_path)


def looking(database: Path) -> list[tuple[object, ...]]:
    target = database.with_name("y.json")
    return [
        ("status", "--db", database),
        ("verify", "--db", database),
        ("backup", "--db", database),
        ("export", "--year", "2566", "--db", database, "-o", target),
        ("import", REPORT, "--year", "2566", "--db", database),
        ("import", REPORT, "--year", "2566", "--db", database, "--dry-run"),
    ]


def refused_by_all(database: Path) -> set[str]:
    """The sentence that every command says of the database, which stays as it is."""
    before = everything_in(database.parent)
    answers = [said(*typed) for typed in looking(database)]

    assert {(answer.code, answer.out) for answer in answers} == {(1, "")}
    assert everything_in(database.parent) == before
    return {answer.err.split(" · ")[0] for answer in answers}


def test_while_another_has_the_file_open_everything_is_refused_with_who_has_it(database: Path) -> None:
    other = Store.open(database, clock=clock)
    try:
        answers = [said(*typed) for typed in looking(database)]
        answers.append(said("restore", database, "--db", database))
    finally:
        other.close()

    assert {(answer.code, answer.out) for answer in answers} == {(1, "")}
    assert all("ถูกเปิดใช้งานอยู่โดย" in answer.err for answer in answers)


def test_a_newer_file_is_refused_and_left_alone(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()

    (sentence,) = refused_by_all(database)

    assert "เป็นรูปแบบรุ่นที่ ๙๙" in sentence


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    database = tmp_path / "อื่น.db"
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE contacts (name TEXT)")
    connection.close()

    (sentence,) = refused_by_all(database)

    assert "ไม่ใช่ไฟล์ฐานข้อมูลของโปรแกรมนี้" in sentence


def test_a_text_file_is_no_database(tmp_path: Path) -> None:
    database = tmp_path / "รายงาน.txt"
    shutil.copyfile(REPORT, database)

    (sentence,) = refused_by_all(database)

    assert "รายงาน.txt" in sentence


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "ฐานข้อมูล").mkdir()

    (sentence,) = refused_by_all(tmp_path / "ฐานข้อมูล")

    assert "เป็นโฟลเดอร์" in sentence


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="no file is closed to this user")
def test_a_database_that_is_read_only_is_refused(database: Path) -> None:
    database.chmod(0o444)

    (sentence,) = refused_by_all(database)

    assert "อ่านได้อย่างเดียว" in sentence


@pytest.mark.skipif(os.name == "nt", reason="Windows takes no such names")
@pytest.mark.parametrize(
    "name", ['it\'s "ours" [1]{2} %s.db', "สอง\nบรรทัด\t.db", "\x1b[31mแดง\x07.db", "[b]x[].db"]
)
def test_odd_file_names_work_and_do_not_reach_the_terminal(database: Path, name: str) -> None:
    odd = database.rename(database.with_name(name))

    answers = [said(*typed) for typed in looking(odd)[:4]] + [said("status", "--db", f"{odd}x")]

    assert [answer.code for answer in answers] == [0, 0, 0, 0, 1]
    assert not any({"\x1b", "\x07"} & {*answer.out, *answer.err} for answer in answers)


def test_a_folder_that_this_user_may_not_enter_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "ห้ามเข้า" / "ita.db"

    def stat(path: object, **options: bool) -> os.stat_result:
        if str(path) == str(closed):
            raise PermissionError(errno.EACCES, "denied")
        return really(str(path), **options)

    really = os.stat
    monkeypatch.setattr(os, "stat", stat)
    answers = [said(*typed) for typed in looking(closed)] + [
        said("restore", closed, "--db", tmp_path / "x.db")
    ]

    assert {(answer.code, answer.out) for answer in answers} == {(1, "")}
    assert all(f"เปิด {closed} ไม่ได้" in answer.err for answer in answers)
