"""What stands on a printed sheet around its tables, as bands that are measured and can be drawn part by part."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from exports.column_grid import Grid, Place
from exports.faces import Face
from exports.page_plan import Band, Kind, Tie
from exports.sheet import PIXEL, Cell, Look, Picture, SheetRow
from exports.typesetting import height, set_in
from ita_tui.reports.page import Align, FormLine, Heading, Paragraph, QrCode, Signature, Title

_INDENT = " " * 12
_QR_PIXELS = 128
"""34 mm: read by every telephone from the paper at the length of an arm."""

_QR_MARGIN = 6.0
_GAP = 9.0
_ROOM_TO_SIGN = 20.0
"""Free above the line that is signed on: 7 mm, besides the line itself."""


@dataclass(frozen=True)
class Block:
    """A band and how to draw its parts."""

    band: Band
    draw: Callable[[int, int], SheetRow]

    def tied(self, tie: Tie) -> "Block":
        """The block, tied to the next one at least so firmly."""
        return replace(self, band=replace(self.band, tie=max(tie, self.band.tie)))


@dataclass(frozen=True)
class Setter:
    """Sets texts in one face on one grid."""

    grid: Grid
    face: Face

    def title(self, title: Title) -> Iterator[Block]:
        look = Look.FORM_TITLE if title.of_form else Look.TITLE
        for line in title.lines:
            yield self._paragraph(line, look, "ชื่อรายงาน", align=Align.CENTER).tied(Tie.FAST)

    def heading(self, heading: Heading) -> Iterator[Block]:
        yield self._paragraph(heading.text, Look.HEADING, f"หัวข้อ {heading.text}").tied(Tie.FAST)

    def paragraph(self, paragraph: Paragraph) -> Iterator[Block]:
        """A paragraph, its first line indented; a line that is nothing but its link is not."""
        text = paragraph.text
        link = paragraph.link if paragraph.link and paragraph.link in text else ""
        yield self._paragraph(text if text == link else _INDENT + text, Look.TEXT, "ย่อหน้า", link=link)

    def form_line(self, line: FormLine) -> Iterator[Block]:
        """Fields side by side on dots, labels in bold; what finds no room beside the others goes under them."""
        fields = [(label, f"{label}  {words}".rstrip()) for label, words in line.fields]
        places = self.grid.shared(max(len(fields), 1))
        for at in range(0, len(fields), len(places)):
            cells = [
                Cell(
                    place.column,
                    place.span,
                    text,
                    Look.TEXT,
                    "บันทึกข้อความ",
                    bold_letters=0 if line.plain else len(label),
                    dotted=not line.plain,
                )
                for place, (label, text) in zip(places, fields[at : at + len(places)], strict=False)
            ]
            yield self._row(cells)

    def qr_code(self, code: QrCode) -> Iterator[Block]:
        """The picture, and the words under it on the same page; without a link there is nothing to draw."""
        if code.link:
            yield from self._picture(code)
        for line in code.caption.split("\n") if code.caption else ():
            yield self._paragraph(line, Look.TEXT, "QR code", align=Align.CENTER)

    def _picture(self, code: QrCode) -> Iterator[Block]:
        row = SheetRow(_QR_PIXELS * PIXEL + _QR_MARGIN, 1, (), picture=Picture(code.link, _QR_PIXELS))
        yield _whole(row).tied(Tie.FAST) if code.caption else _whole(row)

    def signature(self, signature: Signature) -> Iterator[Block]:
        """The committee's name in the middle, under it two signatories side by side; one alone as the part says.

        It stays together, and what one or two sign on side by side is never parted.
        """
        if not (signature.committee or signature.signatures):
            return
        middle = (self.grid.whole,)
        pieces = [[self.gap()], *([self._signed([line], middle)] for line in signature.committee)]
        signatures = signature.signatures
        for pair in (signatures[at : at + 2] for at in range(0, len(signatures), 2)):
            places = self.grid.shared(2)[-1:] if signature.on_the_right else self.grid.shared(len(pair))
            if len(places) < len(pair):
                pieces += [list(self._signed_on([lines], middle)) for lines in pair]
            else:
                pieces.append(list(self._signed_on(pair, places)))
        for number, piece in enumerate(pieces, start=1):
            yield from (block.tied(Tie.FAST) for block in piece[:-1])
            yield piece[-1].tied(Tie.OWN) if number < len(pieces) else piece[-1]

    def _signed_on(self, pair: Sequence[Sequence[str]], places: Sequence[Place]) -> Iterator[Block]:
        """Room to sign, and the lines of those who sign side by side."""
        yield _whole(SheetRow(_ROOM_TO_SIGN, 1, ()))
        for at in range(max(map(len, pair))):
            yield self._signed([lines[at] if at < len(lines) else "" for lines in pair], places)

    def gap(self) -> Block:
        """What stands free around a table and above a signature."""
        return _whole(SheetRow(_GAP, 1, ()))

    def label(self, text: str) -> SheetRow:
        """The label of a page: its number, and the code that the report is verified by."""
        place = self.grid.whole
        cell = Cell(place.column, place.span, text, Look.LABEL, "เลขหน้า", Align.CENTER)
        return SheetRow(height(1, Look.LABEL.size_in(self.face), self.face), 1, (cell,))

    def _paragraph(
        self, text: str, look: Look, subject: str, *, align: Align = Align.LEFT, link: str = ""
    ) -> Block:
        place, size = self.grid.whole, look.size_in(self.face)
        setting = set_in(text, self.grid.points(place), size, bold=look.bold, face=self.face)

        def lines(first: int, last: int) -> int:
            return last - first + setting.spare

        def high(first: int, last: int) -> float:
            return max(height(lines(first, last), size, self.face) + look.space_above, look.least_height)

        def draw(first: int, last: int) -> SheetRow:
            cell = Cell(place.column, place.span, setting.part(first, last), look, subject, align, link)
            return SheetRow(high(first, last), lines(first, last), (cell,))

        return Block(Band(Kind.TEXT, len(setting.lines), high), draw)

    def _signed(self, texts: Sequence[str], places: Sequence[Place]) -> Block:
        cells = [
            Cell(place.column, place.span, text, Look.SIGNATURE, "ส่วนลงนาม", Align.CENTER)
            for text, place in zip(texts, places, strict=True)
        ]
        return self._row(cells)

    def _row(self, cells: Sequence[Cell]) -> Block:
        """Cells side by side that are never parted."""
        lines = 1
        for cell in cells:
            size, room = cell.look.size_in(self.face), self.grid.points(Place(cell.column, cell.span))
            setting = set_in(cell.text, room, size, bold=cell.bold_letters > 0, face=self.face)
            lines = max(lines, len(setting.lines) + setting.spare)
        size = cells[0].look.size_in(self.face)
        return _whole(SheetRow(height(lines, size, self.face), lines, tuple(cells)))


def _whole(row: SheetRow) -> Block:
    return Block(Band(Kind.WHOLE, 1, lambda _first, _last: row.height), lambda _first, _last: row)
