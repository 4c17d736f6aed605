"""The words of a Word paragraph as the page shows them, and what hangs on it: page breaks and text boxes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from ita_tui.intake.word.vocabulary import Element, alternative, below, child, is_on, kind, shown, value

_INSTEAD: Final = {
    "tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "",
}  # fmt: skip
_SYMBOL_AREA: Final = range(0xF020, 0xF100)
"""Where Word keeps the letters of symbol fonts, which mean nothing without their font."""

_SYMBOL_LETTER: Final = re.compile(f"[{chr(_SYMBOL_AREA.start)}-{chr(_SYMBOL_AREA.stop - 1)}]")

_SYMBOLS: Final = {
    "wingdings": {0x6F: "☐", 0xA8: "☐", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
    "wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0xA3: "☐"},
    "symbol": {0x2D: "-", 0xB7: "•"},
}
"""The ticks and boxes with which people fill in forms."""


@dataclass
class Paragraph:
    """``text`` has lines parted by line feeds, ``mark`` is its automatic number. ``goes_on`` where its end was deleted: the next one belongs to it."""

    text: str = ""
    mark: str = ""
    goes_on: bool = False
    breaks_before: bool = False
    breaks_after: bool = False
    boxes: list[Element] = field(default_factory=list)

    def marked(self, words: str) -> str:
        """The words of the paragraph behind its number."""
        return f"{self.mark} {words}".strip() if self.mark else words


def paragraph_of(element: Element) -> Paragraph:
    """Read a ``w:p``: runs, links, fields by their results, insertions but no deletions, formulas as a line."""
    reader = _Reader()
    for piece in shown(element):
        name = kind(piece)
        if name == "r":
            reader.run(piece)
        elif name in {"m:oMath", "m:oMathPara"}:
            reader.parts += [letters.text or "" for letters in below(piece, "m:t")]
    properties = child(element, "pPr")
    mark = child(properties, "rPr")
    section = child(properties, "sectPr")
    ends_page = section is not None and value(child(section, "type")) != "continuous"
    return Paragraph(
        text="".join(reader.parts),
        goes_on=child(mark, "del") is not None or child(mark, "moveFrom") is not None,
        breaks_before=reader.breaks_before or is_on(child(properties, "pageBreakBefore")),
        breaks_after=reader.breaks_after or ends_page,
        boxes=reader.boxes,
    )


class _Reader:
    """Reads run by run. ``fields`` holds for each open field whether its instruction is being read, not its result."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.fields: list[bool] = []
        self.boxes: list[Element] = []
        self.breaks_before = self.breaks_after = False

    def run(self, run: Element) -> None:
        properties = child(run, "rPr")
        unseen = is_on(child(properties, "vanish"))
        font = value(child(properties, "rFonts"), "ascii") or ""
        for piece in shown(run):
            name = kind(piece)
            if name == "fldChar":
                self._field(value(piece, "fldCharType"))
            elif name in {"br", "lastRenderedPageBreak"}:
                self._break(piece, name)
            elif name in {"drawing", "pict", "object"}:
                self.boxes += text_boxes(piece)
            elif not unseen and not any(self.fields):
                self.parts.append(_words(piece, name, font))

    def _field(self, mark: str | None) -> None:
        if mark == "begin":
            self.fields.append(True)
        elif self.fields and mark == "separate":
            self.fields[-1] = False
        elif self.fields and mark == "end":
            self.fields.pop()

    def _break(self, piece: Element, name: str) -> None:
        if name == "br" and value(piece, "type") != "page":
            self.parts.append("\n")
        elif any(part.strip() for part in self.parts):
            self.breaks_after = True
            # What Word noted of its last printing parts no line.
            self.parts += ["\n"] if name == "br" else []
        else:
            self.breaks_before = True


def text_boxes(element: Element) -> Iterator[Element]:
    """The contents of the text boxes in a drawing; a box for older programs says the same and is passed over."""
    for inner in element:
        name = kind(inner)
        if name == "txbxContent":
            yield inner
        elif name == "mc:AlternateContent":
            branch = alternative(inner)
            if branch is not None:
                yield from text_boxes(branch)
        else:
            yield from text_boxes(inner)


def _words(piece: Element, name: str, font: str) -> str:
    if name == "t":
        return _without_symbols(piece.text or "", font)
    if name == "sym":
        return _symbol(value(piece, "char"), value(piece, "font") or "")
    return _INSTEAD.get(name, "")


def _without_symbols(text: str, font: str) -> str:
    """Letters of the symbol area by their font; line ends in the XML are blanks."""
    words = text.replace("\r", " ").replace("\n", " ")
    return _SYMBOL_LETTER.sub(lambda letter: _symbol(f"{ord(letter[0]):x}", font), words)


def _symbol(code: str | None, font: str) -> str:
    try:
        at = int(code or "", 16)
    except ValueError:
        return ""
    if at in _SYMBOL_AREA:
        at -= 0xF000
    elif font.lower() not in _SYMBOLS:
        return chr(at) if 0x20 <= at < 0xD800 else ""
    return _SYMBOLS.get(font.lower(), {}).get(at, "")
