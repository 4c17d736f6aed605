import sys
from pathlib import Path

import fontpkg_sarabun
import pytest
from PIL import ImageFont

from exports.faces import FACES, SARABUN, TH_SARABUN_NEW, advances
from exports.installed_faces import font_folders, installed_faces
from exports.typesetting import height, set_in, width

PACKAGED = Path(fontpkg_sarabun.__file__).parent
SENTENCE = "จัดประชุมชี้แจงเจ้าหน้าที่ให้เข้าใจขั้นตอนการให้บริการประชาชน ครั้งที่ 12/2569"


@pytest.mark.parametrize("bold", [False, True])
def test_the_stand_in_is_measured_as_its_font_file_says(*, bold: bool) -> None:
    name = "Sarabun-Bold.ttf" if bold else "Sarabun-Regular.ttf"
    font = ImageFont.truetype(str(PACKAGED / "files" / name), 1000, layout_engine=ImageFont.Layout.BASIC)

    for letter in SENTENCE:
        assert width(letter, 1000, bold=bold, face=SARABUN) == pytest.approx(font.getlength(letter), abs=1)


def test_lines_of_the_stand_in_are_as_long_as_the_official_ones() -> None:
    official = width(SENTENCE, TH_SARABUN_NEW.size)

    assert width(SENTENCE, SARABUN.size, face=SARABUN) == pytest.approx(official, rel=0.03)


def test_rows_of_the_stand_in_are_high_enough_for_its_line_in_windows() -> None:
    in_windows = (1.286 + 0.567) * SARABUN.size  # ascent and descent of the font's OS/2 table

    assert height(1, SARABUN.size, SARABUN) > in_windows


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_every_face_knows_the_letters_of_thai(face: object) -> None:
    assert isinstance(face, type(SARABUN))
    known = advances(face.table)

    assert all(chr(code) in known for code in (*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C)))
    assert known["ท"][0] > 0
    assert known["ี"] == (0, 0)


def test_a_letter_that_no_face_has_still_takes_room() -> None:
    assert width("😀", 16, face=SARABUN) > width("ก", 16, face=SARABUN)
    assert width("\u0301", 16) == 0
    assert set_in("😀" * 20, 100, 16).lines[1:]


def test_a_face_is_found_by_the_family_its_file_names() -> None:
    assert installed_faces([PACKAGED]) == (SARABUN,)


def test_a_file_that_only_bears_the_name_is_no_face(tmp_path: Path) -> None:
    whole = PACKAGED.joinpath("files", "Sarabun-Regular.ttf").read_bytes()
    for name, data in (
        ("THSarabunNew.ttf", b""),
        ("sarabun-a.ttf", whole[:100]),
        ("sarabun-b.ttf", b"\xff" * 4000),
        ("sarabun-c.otf", whole[:12] + b"name" + b"\xff" * 2000),
        ("sarabun.txt", whole),
        ("other.ttf", whole),
    ):
        tmp_path.joinpath(name).write_bytes(data)
    tmp_path.joinpath("sarabun-folder.ttf").mkdir()

    assert installed_faces([tmp_path, tmp_path / "not there"]) == ()


def test_fonts_are_looked_for_where_each_system_keeps_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WINDIR", "/windows")
    monkeypatch.setenv("LOCALAPPDATA", "/local")
    monkeypatch.setenv("XDG_DATA_HOME", "/data")

    found = {}
    for system in ("win32", "darwin", "linux"):
        monkeypatch.setattr(sys, "platform", system)
        found[system] = font_folders()

    assert found["win32"] == (Path("/windows/Fonts"), Path("/local/Microsoft/Windows/Fonts"))
    assert Path("/Library/Fonts") in found["darwin"]
    assert found["linux"][0] == Path("/data/fonts")
    assert Path("/usr/share/fonts") in found["linux"]
