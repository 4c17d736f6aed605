import json
from pathlib import Path

import pytest

from exports import json as json_file
from exports.refusals import DataUnprintable
from ita_tui.saving import TargetExists


def test_thai_is_written_as_thai_and_the_file_ends_its_last_line(tmp_path: Path) -> None:
    target = tmp_path / "ปี ๒๕๖๖.json"

    assert json_file.save({"year": 2566, "title": "มาตรการ"}, target, overwrite=False) == target

    assert target.read_bytes().decode("utf-8") == '{\n "year": 2566,\n "title": "มาตรการ"\n}\n'
    assert json.loads(target.read_text(encoding="utf-8")) == {"year": 2566, "title": "มาตรการ"}


def test_half_a_character_is_refused_with_the_words_before_it(tmp_path: Path) -> None:
    with pytest.raises(DataUnprintable, match="«ประชุมแล้ว»"):
        json_file.save({"result": "ประชุมแล้ว\ud800"}, tmp_path / "ปี.json", overwrite=False)

    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "ปี.json"
    target.write_bytes(b"old")

    with pytest.raises(TargetExists):
        json_file.save({}, target, overwrite=False)

    assert target.read_bytes() == b"old"
