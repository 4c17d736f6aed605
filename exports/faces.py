"""The faces that a report can be set in, and the widths of their letters: a workbook embeds no font, it names one."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_PER_EM = 1000


@dataclass(frozen=True)
class Face:
    """A face by its family ``name``, with the sizes of body and title in points.

    ``line_height`` (in ems) is the taller of what LibreOffice and Excel give a line: the first goes by the font's
    own ascent and descent, the second by those of Windows. ``table`` is the file of advance widths beside this
    module.
    """

    name: str
    size: float
    title_size: float
    line_height: float
    table: str


TH_SARABUN_NEW = Face("TH Sarabun New", 16, 18, 1.36, "th_sarabun_new.tsv")
"""The official face of Thai government documents, at 16 points."""

TH_SARABUN_PSK = Face("TH SarabunPSK", 16, 18, 1.36, "th_sarabun_new.tsv")
"""The same letters in their first edition, which many offices still have."""

SARABUN = Face("Sarabun", 10.5, 12, 1.9, "sarabun.tsv")
"""The stand-in that may be handed on freely: at 10.5 points its lines are as long as the official ones."""

FACES = (TH_SARABUN_NEW, TH_SARABUN_PSK, SARABUN)
"""Every face to choose from, the default first."""


@cache
def advances(table: str) -> dict[str, tuple[float, float]]:
    """Letter to its advance width in ems, regular and bold."""
    text = files("exports").joinpath(table).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {chr(int(code, 16)): (int(regular) / _PER_EM, int(bold) / _PER_EM) for code, regular, bold in rows}
