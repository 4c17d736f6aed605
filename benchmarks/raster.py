"""Turns a screen that Textual exported as SVG into a PNG on which Thai stands as it does in a terminal.

Rich gives every run of text a ``textLength`` counted in code points, so Thai runs are stretched by their marks.
Here each run is cut into pieces of one script, and every piece is put at the column where the terminal puts it,
in a font scaled to the terminal's cell; Thai goes cluster by cluster, since the one monospaced Thai font at hand
(Tlwg Mono) sets its marks beside their letters. Needs ``rsvg-convert`` (librsvg2-bin), and the fonts Waree
(fonts-thai-tlwg) and DejaVu Sans Mono (fonts-dejavu-core).
"""

import html
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from rich.cells import cell_len

# Rich's own geometry: a cell is 12.2 × 24.4, its background reaches from 18.5 above the baseline to 6.15 below.
CELL_WIDTH = 12.2
ABOVE, BELOW = 18.5, 6.15

_RUN = re.compile(
    r'<text class="(?P<style>[^"]+-r\d+)" x="(?P<x>[\d.e-]+)" y="(?P<y>[\d.e-]+)" textLength="[^"]*"'
    r'(?: clip-path="[^"]*")?>(?P<text>[^<]*)</text>'
)
_PIECE = re.compile(
    # a Thai letter, its marks above and below, and SARA AM, whose ring stands over the letter before it
    r"(?P<lead>[\u0e40-\u0e44])|(?P<thai>[\u0e00-\u0e7f][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*\u0e33?)|(?P<lines>[\u2500-\u259f]+)|(?P<latin>[\u0000-\u024f]+)|(?P<sign>.)",
    re.DOTALL,
)
_TITLE_FONT = re.compile(r"font-family: arial;")
_WEB_FONT = re.compile(r"@font-face \{.*?\}", re.DOTALL)


@dataclass(frozen=True)
class _Face:
    """A font at a size in px, with what brings its glyphs to the terminal's cell."""

    family: str
    size: float
    scale_x: float
    scale_y: float = 1.0
    down: float = 0.0
    anchor: str = "start"


def _drawn_to_the_cell(size: float, bottom: float, top: float, advance: float) -> _Face:
    """Box and block characters must touch their neighbours: the glyph's reach (in em) becomes the cell's."""
    scale_y = (ABOVE + BELOW) / ((top - bottom) * size)
    return _Face(
        "DejaVu Sans Mono", size, CELL_WIDTH / (advance * size), scale_y, BELOW + bottom * size * scale_y
    )


_FACES = {
    "lead": _Face("Waree", 18, 0.95, anchor="end"),
    "thai": _Face("Waree", 18, 0.95, anchor="middle"),
    "latin": _Face("DejaVu Sans Mono", 19, CELL_WIDTH / (0.602 * 19)),
    "sign": _Face("DejaVu Sans Mono", 20, CELL_WIDTH / (0.602 * 20)),
    "lines": _drawn_to_the_cell(20, bottom=-0.25, top=0.938, advance=0.602),
}

_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}


def _placed(run: re.Match[str]) -> str:
    """One run of Rich's text as pieces, each at its own column."""
    x, y = float(run["x"]), float(run["y"])
    drawn: list[str] = []
    for piece in _PIECE.finditer(html.unescape(run["text"])):
        face = _FACES[str(piece.lastgroup)]
        width = cell_len(piece.group()) * CELL_WIDTH
        anchored = x + width * _ANCHORS[face.anchor]
        place = f"translate({anchored:g} {y + face.down:g}) scale({face.scale_x:.4f} {face.scale_y:.4f})"
        drawn.append(
            f'<text class="{run["style"]}" transform="{place}" text-anchor="{face.anchor}"'
            f' style="font-family: {face.family}; font-size: {face.size:g}px"'
            f' xml:space="preserve">{html.escape(piece.group())}</text>'
        )
        x += width
    return "".join(drawn)


def mended(svg: str) -> str:
    """The same picture with every piece of text in its cells, and no font from the network."""
    svg = _WEB_FONT.sub("", svg)
    svg = _TITLE_FONT.sub("font-family: Loma, DejaVu Sans;", svg)
    return _RUN.sub(_placed, svg)


def picture(app_svg: str, target_png: Path) -> None:
    """Write the screen in ``app_svg`` (from ``App.export_screenshot``) as a PNG file.

    Raises FileNotFoundError where rsvg-convert is not installed, subprocess.CalledProcessError where it fails.
    """
    rsvg = shutil.which("rsvg-convert")
    if rsvg is None:
        raise FileNotFoundError(
            "rsvg-convert is needed (Debian: librsvg2-bin, fonts-thai-tlwg, fonts-dejavu-core)"
        )
    target_png.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([rsvg, "--output", str(target_png)], input=mended(app_svg).encode(), check=True)
