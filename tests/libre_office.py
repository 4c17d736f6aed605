"""LibreOffice with a profile of its own: what it makes of workbooks, many in one go."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import fontpkg_sarabun
import pypdfium2
import pytest

FONTS = """<?xml version="1.0"?>
<fontconfig><include>/etc/fonts/fonts.conf</include><dir>{}</dir><cachedir>{}</cachedir></fontconfig>
"""
"""The fonts of this machine, and the stand-in as its package brings it."""

_SECONDS = 300


class Office:
    """Converts the files of one folder; skips where LibreOffice is not installed."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("soffice")
        if program is None:
            pytest.skip("LibreOffice is not installed: nothing to compare the planned pages with")
        self._program = program
        self._folder = folder
        fonts = folder / "fonts.conf"
        fonts.write_text(
            FONTS.format(Path(fontpkg_sarabun.__file__).parent, folder / "fonts"), encoding="utf-8"
        )
        self._environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}

    def close(self) -> None:
        shutil.rmtree(self._folder / "profile", ignore_errors=True)

    def pages(self, names: Sequence[str]) -> list[int]:
        """How many pages it prints of each workbook."""
        counts = []
        for made in self._converted(names, "pdf"):
            document = pypdfium2.PdfDocument(made)
            counts.append(len(document))
            document.close()
        return counts

    def optimal_heights(self, names: Sequence[str]) -> list[list[float]]:
        """Heights of the rows of each first sheet in points, as it would set them by itself."""
        unset = []
        for flat in self._converted(names, "fods"):
            text = _with_optimal_heights(flat.read_text(encoding="utf-8"))
            (self._folder / flat.name).write_text(text, encoding="utf-8")
            unset.append(flat.name)
        return [_heights(flat.read_text(encoding="utf-8")) for flat in self._converted(unset, "fods")]

    def _converted(self, names: Sequence[str], form: str) -> list[Path]:
        made = self._folder / "made"
        subprocess.run(
            [
                self._program,
                f"-env:UserInstallation={(self._folder / 'profile').as_uri()}",
                "--headless", "--convert-to", form, "--outdir", made, *names,
            ],
            cwd=self._folder, env=self._environment, check=True, capture_output=True, timeout=_SECONDS,
        )  # fmt: skip
        return [(made / name).with_suffix(f".{form}") for name in names]


def _with_optimal_heights(flat: str) -> str:
    """A flat document without the heights of its rows; what LibreOffice itself wrote it would believe."""
    unset = re.sub(
        r"<style:table-row-properties[^>]*>",
        '<style:table-row-properties style:use-optimal-row-height="true"/>',
        flat,
    )
    return re.sub(r"<meta:generator>[^<]*", "<meta:generator>Nobody", unset)


def _heights(flat: str) -> list[float]:
    told = flat.split("</table:table>", maxsplit=1)[0]
    inches = dict(
        re.findall(
            r'style:name="(ro\d+)"[^>]*>\s*<style:table-row-properties style:row-height="([\d.]+)in"', told
        )
    )
    heights: list[float] = []
    for row in re.findall(r"<table:table-row ([^>]*)", told):
        found = re.search(r'style-name="(ro\d+)"', row)
        repeated = re.search(r'rows-repeated="(\d+)"', row)
        assert found is not None
        heights += [float(inches[found[1]]) * 72] * min(int(repeated[1]) if repeated else 1, 1_000)
    return heights
