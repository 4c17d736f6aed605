"""Makes the bytes of a PDF with typst: one template, one maker a process, typefaces of its own and no others.

The same content gives the same bytes on every machine: no system font, no clock, no file beside the template.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING, Final

from exports.pdf_fonts import BOXES, Typeface, boxes
from exports.refusals import PdfMakerFailed, PdfMakerMissing
from ita_tui.errors import technical_word

if TYPE_CHECKING:
    from typst import Compiler

STANDARD: Final = "a-2u"
"""PDF/A-2, level U: kept for decades, and every letter can be searched and copied. Level A would refuse letters of
the private use area, which older documents bring in."""

_FACES = ("Sarabun-Regular.ttf", "Sarabun-Bold.ttf")
_EVERY_TYPEFACE = f'#set text(font: ("Sarabun", "{BOXES}"), fallback: false)\nก *ก* \ue000'


_PARTS = ("typst", "fontpkg_sarabun")


@dataclass(frozen=True)
class _Maker:
    """typst with its typefaces. It makes one document at a time."""

    compiler: "Compiler"
    template: bytes
    lock: Lock


def refuse_without_maker() -> None:
    """Raise PdfMakerMissing where the parts of the extra ``pdf`` are not installed."""
    try:
        for part in _PARTS:
            import_module(part)
    except ImportError as error:
        raise PdfMakerMissing(error.name or _PARTS[0]) from error


def pdf_of(content: Mapping[str, object]) -> bytes:
    """The bytes of the PDF/A that the template makes of ``content``.

    Raises PdfMakerMissing, and PdfMakerFailed where the typefaces cannot be laid out.
    """
    refuse_without_maker()
    try:
        maker = _maker()
    except OSError as error:
        raise PdfMakerFailed(technical_word(error)) from error
    with maker.lock:
        made = maker.compiler.compile(
            maker.template,
            format="pdf",
            sys_inputs={"page": json.dumps(content, ensure_ascii=False)},
            pdf_standards=STANDARD,
            timestamp=0,
        )
    assert isinstance(made, bytes)
    return made


@cache
def _maker() -> _Maker:
    """The maker. It reads typefaces from files only, each when first needed: all three now, and the files can go."""
    import typst

    with TemporaryDirectory(prefix="ita-tui-", ignore_cleanup_errors=True) as folder:
        _lay_out_typefaces(Path(folder))
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])
        compiler = typst.Compiler(font_paths=fonts)
        compiler.compile(_EVERY_TYPEFACE.encode(), format="pdf")
    template = files("exports").joinpath("report.typ").read_bytes()
    return _Maker(compiler, template, Lock())


def _lay_out_typefaces(folder: Path) -> None:
    from fontpkg_sarabun import ROOT

    for name in _FACES:
        face = Typeface((Path(ROOT) / "files" / name).read_bytes())
        (folder / name).write_bytes(face.with_even_marks().data)
    (folder / "boxes.ttf").write_bytes(boxes())
