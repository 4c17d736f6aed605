"""LibreOffice opens what was printed: as many pages as were planned, and no row too low for it."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import fontpkg_sarabun
import pytest

from exports import xlsx
from exports.faces import SARABUN, TH_SARABUN_NEW, Face
from exports.installed_faces import installed_faces
from exports.print_sheet import lay_out
from tests.long_series import LONG, length
from tests.printed_pages import (
    ANALYSED,
    EVERYTHING,
    RANKED,
    SIGNATURE,
    TWELVE,
    measure_row,
    page_of,
    page_with,
)

FONTS = """<?xml version="1.0"?>
<fontconfig><include>/etc/fonts/fonts.conf</include><dir>{}</dir><cachedir>{}</cachedir></fontconfig>
"""
"""The fonts of this machine, and the stand-in as its package brings it."""


class Office:
    """LibreOffice with a profile of its own."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program = program
        self._folder = folder
        fonts = folder / "fonts.conf"
        fonts.write_text(
            FONTS.format(Path(fontpkg_sarabun.__file__).parent, folder / "fonts"), encoding="utf-8"
        )
        self._environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}

    def convert(self, name: str, form: str) -> Path:
        made = self._folder / "made"
        subprocess.run(
            [
                self._program,
                f"-env:UserInstallation={(self._folder / 'profile').as_uri()}",
                "--headless", "--convert-to", form, "--outdir", made, name,
            ],
            cwd=self._folder, env=self._environment, check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return (made / name).with_suffix(f".{form}")

    def pages(self, name: str) -> int:
        return len(re.findall(rb"/Type\s*/Page\b", self.convert(name, "pdf").read_bytes()))

    def optimal_heights(self, name: str) -> list[float]:
        """Heights of the rows of the first sheet in points, as it would set them by itself."""
        flat = self.convert(name, "fods").read_text(encoding="utf-8")
        unset = re.sub(
            r"<style:table-row-properties[^>]*>",
            '<style:table-row-properties style:use-optimal-row-height="true"/>',
            flat,
        )
        unset = re.sub(r"<meta:generator>[^<]*", "<meta:generator>Nobody", unset)
        self._folder.joinpath("unset.fods").write_text(unset, encoding="utf-8")
        told = (
            self.convert("unset.fods", "fods")
            .read_text(encoding="utf-8")
            .split("</table:table>", maxsplit=1)[0]
        )
        inches = dict(
            re.findall(
                r'style:name="(ro\d+)"[^>]*>\s*<style:table-row-properties style:row-height="([\d.]+)in"',
                told,
            )
        )
        heights: list[float] = []
        for row in re.findall(r"<table:table-row ([^>]*)", told):
            found = re.search(r'style-name="(ro\d+)"', row)
            repeated = re.search(r'rows-repeated="(\d+)"', row)
            assert found is not None
            heights += [float(inches[found[1]]) * 72] * min(int(repeated[1]) if repeated else 1, 1_000)
        return heights


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed: nothing to compare the planned pages with")
    yield Office(program, tmp_path)
    shutil.rmtree(tmp_path / "profile", ignore_errors=True)


PRINTED = (
    EVERYTHING,
    TWELVE,
    page_of(*(measure_row(n, steps=n % 5, results=(n * 7) % 23) for n in range(1, 30))),
    page_with(RANKED, ANALYSED, SIGNATURE),
)


@pytest.mark.long
@pytest.mark.parametrize("number", range(length(1, len(PRINTED))))
def test_libreoffice_prints_as_many_pages_as_were_planned(
    tmp_path: Path, office: Office, number: int
) -> None:
    xlsx.save(PRINTED[number], tmp_path / "r.xlsx", overwrite=False)

    assert office.pages("r.xlsx") == lay_out(PRINTED[number]).pages


@pytest.mark.long
@pytest.mark.skipif(
    not LONG, reason="LibreOffice sets the heights of rows in the long form: set ITA_TUI_LONG"
)
@pytest.mark.parametrize("face", [TH_SARABUN_NEW, SARABUN], ids=lambda face: face.name)
@pytest.mark.parametrize("number", range(len(PRINTED)))
def test_libreoffice_would_set_no_row_higher(tmp_path: Path, office: Office, number: int, face: Face) -> None:
    if face not in (SARABUN, *installed_faces()):
        pytest.skip(f"{face.name} is not installed: LibreOffice would set another face")
    xlsx.save(PRINTED[number], tmp_path / "r.xlsx", overwrite=False, font=face)

    heights = office.optimal_heights("r.xlsx")

    rows = lay_out(PRINTED[number], face=face).rows
    assert len(heights) >= len(rows)
    for row, optimal in zip(rows, heights, strict=False):
        assert not row.cells or optimal <= row.height
