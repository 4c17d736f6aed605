"""Where files are: the user's folders, her own rules and layouts, and paths as they are typed, pasted or dropped."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_tui import places, tasks
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.errors import ItaError
from ita_tui.rulebook.refusals import RulebookError
from tests.conftest import YouForgotToChooseADataFile
from tests.store_builders import begun_store, standing_clock


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A file whose name has everything that terminals and browsers trip over."""
    path = tmp_path / "รายงาน ไตรมาส #๒ (ร่าง) 50%.pdf"
    path.touch()
    return path


def written_as(path: Path) -> dict[str, str]:
    """The ways in which terminals, file managers and browsers write a path."""
    return {
        "plain": str(path),
        "blanks around": f"  {path} \n",
        "double quotes": f'"{path}"',
        "single quotes": f"'{path}'",
        "Thai quotes": f"“{path}”",
        "address": path.as_uri(),
        "address with a host": path.as_uri().replace("file://", "file://localhost"),
        "address in quotes": f"'{path.as_uri()}'",
        "address with bare signs": "FILE://" + str(path).replace("%", "%25").replace(" ", "%20"),
        "escaped": "".join(f"\\{sign}" if sign in " #()%" else sign for sign in str(path)),
    }


@pytest.mark.skipif(sys.platform == "win32", reason="as POSIX terminals write paths")
@pytest.mark.parametrize("way", list(written_as(Path("/a"))))
def test_a_path_is_found_however_it_is_written(report: Path, way: str) -> None:
    assert places.typed_path(written_as(report)[way]) == report


def test_a_name_keeps_its_own_quotes_and_backslashes(tmp_path: Path) -> None:
    for name in ("รายงาน 'ฉบับร่าง'", "'ปก' และ 'ท้าย'", "ก\\ข", "~$รายงาน.docx"):
        (tmp_path / name).touch()

        assert places.typed_path(str(tmp_path / name)) == tmp_path / name


def test_the_home_folder_has_a_short_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))

    assert places.typed_path("~/งาน/a b.txt") == tmp_path / "งาน" / "a b.txt"
    assert places.typed_path("~") == tmp_path


def test_what_an_open_document_leaves_is_nobodys_home() -> None:
    assert places.typed_path("~$รายงาน.docx") == Path("~$รายงาน.docx")


def test_an_address_of_windows_names_its_drive() -> None:
    assert places.typed_path("file:///C:/%E0%B8%87%E0%B8%B2%E0%B8%99/a.txt") == Path("C:/งาน/a.txt")
    assert places.typed_path("file://server/%E0%B8%87%E0%B8%B2%E0%B8%99/a.txt") == Path("//server/งาน/a.txt")


def test_a_path_that_is_not_there_is_as_it_was_typed() -> None:
    assert places.typed_path("'ไม่มี/a b.txt'") == Path("ไม่มี/a b.txt")


@pytest.mark.parametrize("text", ["", "  \n", '""', "' '", "file:", "file://", "file:///"])
def test_nothing_typed_is_no_path(text: str) -> None:
    with pytest.raises(ValueError, match=r"no path|no file"):
        places.typed_path(text)


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.just("ก" * 5000))
def test_any_text_is_a_path_or_none_at_all(text: str) -> None:
    try:
        found = places.typed_path(text)
    except ValueError:
        return
    assert isinstance(found, Path)


# --- her own files -------------------------------------------------------------------------------------------


@pytest.fixture
def database(tmp_path: Path) -> Path:
    (tmp_path / "rulebook").mkdir()
    (tmp_path / "layouts").mkdir()
    return tmp_path / "ita.db"


def test_without_files_of_her_own_there_are_none(tmp_path: Path) -> None:
    (tmp_path / "layouts").write_text("ไม่ใช่โฟลเดอร์", encoding="utf-8")

    assert places.own_rulebook(tmp_path / "ita.db", 2569) is None
    assert places.own_layouts(tmp_path / "ita.db") == {}


def test_her_own_files_are_read_with_or_without_the_mark_of_windows(database: Path) -> None:
    (database.parent / "rulebook" / "2569.toml").write_text("pass_mark = 85", encoding="utf-8-sig")
    (database.parent / "layouts" / "ของเรา.TOML").write_text('title = "ก"', encoding="utf-8")
    (database.parent / "layouts" / "อ่านก่อน.txt").touch()

    assert places.own_rulebook(database, 2569) == "pass_mark = 85"
    assert places.own_layouts(database) == {"ของเรา": 'title = "ก"'}


@pytest.mark.parametrize("encoding", ["cp874", "utf-16"])
def test_her_own_file_in_another_encoding_is_refused_in_words(database: Path, encoding: str) -> None:
    for path in (database.parent / "rulebook" / "2569.toml", database.parent / "layouts" / "ของเรา.toml"):
        path.write_bytes("title = 'แบบของเรา'".encode(encoding))

    with pytest.raises(places.OwnFileUnreadable, match=r"2569\.toml.*UTF-8"):
        places.own_rulebook(database, 2569)
    refused = places.own_layouts(database)["ของเรา"]
    assert isinstance(refused, places.OwnFileUnreadable)
    assert "ของเรา.toml" in str(refused)
    assert "UTF-8" in str(refused)


def test_a_folder_in_the_place_of_her_file_is_refused_in_words(database: Path) -> None:
    (database.parent / "rulebook" / "2569.toml").mkdir()
    (database.parent / "layouts" / "ของเรา.toml").mkdir()

    with pytest.raises(places.OwnFileUnreadable, match="โฟลเดอร์"):
        places.own_rulebook(database, 2569)
    refused = places.own_layouts(database)["ของเรา"]
    assert isinstance(refused, places.OwnFileUnreadable)
    assert "โฟลเดอร์" in str(refused)


def test_a_report_gets_the_suffix_of_its_format_unless_it_has_it_or_is_a_folder(tmp_path: Path) -> None:
    assert places.with_suffix(tmp_path / "รายงาน.txt", "xlsx") == tmp_path / "รายงาน.txt.xlsx"
    assert places.with_suffix(tmp_path / "ปี 2.5", "json") == tmp_path / "ปี 2.5.json"
    assert places.with_suffix(tmp_path / "รายงาน.XLSX", "xlsx") == tmp_path / "รายงาน.XLSX"
    assert places.with_suffix(tmp_path, "xlsx") == tmp_path
    assert places.with_suffix(Path(), "xlsx") == Path()


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="permissions bind neither root nor Windows"
)
def test_a_file_she_may_not_read_is_refused_in_words(database: Path) -> None:
    path = database.parent / "rulebook" / "2569.toml"
    path.touch(mode=0)

    with pytest.raises(places.OwnFileUnreadable, match="สิทธิ์"):
        places.own_rulebook(database, 2569)


def test_a_broken_file_of_hers_is_a_sentence_from_whoever_asks(database: Path) -> None:
    (database.parent / "rulebook" / "2569.toml").write_text("[weights\n", encoding="utf-8")
    (database.parent / "layouts" / "ของเรา.toml").write_text("title = ", encoding="utf-8")

    with begun_store(database) as store:
        with pytest.raises(RulebookError, match="บรรทัด"):
            tasks.year_rules(store, FiscalYear(2569))
        (refusal,) = tasks.layout_choice(store.path).broken.values()
        assert "ของเรา" in refusal.happened


# --- the user's folders --------------------------------------------------------------------------------------


def test_reports_go_to_the_documents_or_home_where_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert places.documents_folder() == Path(os.environ["XDG_DOCUMENTS_DIR"])

    monkeypatch.setattr(places, "user_documents_path", lambda: Path("ไม่มีโฟลเดอร์นี้"))

    assert places.documents_folder() == Path.home()


def test_the_default_database_makes_its_folder(default_place: Path) -> None:
    with tasks.open_store(default_place, standing_clock):
        assert default_place.is_file()

    assert places.log_folder().parent == default_place.parent


def test_a_test_that_names_no_file_is_stopped() -> None:
    with pytest.raises(YouForgotToChooseADataFile):
        tasks.open_store(places.default_database(), standing_clock)

    assert not places.default_database().exists()


def test_a_data_folder_that_cannot_be_made_is_refused_in_words(default_place: Path) -> None:
    default_place.parent.write_text("ไม่ใช่โฟลเดอร์", encoding="utf-8")

    with pytest.raises(ItaError, match="โฟลเดอร์"):
        tasks.open_store(default_place, standing_clock)
