"""A hundred long cells, the same in Thai or in English, to scroll through and to type in.

usage: long_cells.py thai|english table|paragraphs|field
"""

import sys

from rich.text import Text
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import DataTable, Static

from ita_tui.thai import words
from screens.widgets import thai_layout
from screens.widgets.thai_text_area import ThaiTextArea

CELLS = 100
LINES = 6
SENTENCES = {
    "thai": "ให้เจ้าหน้าที่ทุกคนปฏิบัติหน้าที่ตามขั้นตอนและระยะเวลาที่ประกาศไว้ และแจ้งผู้รับบริการให้ทราบทุกครั้งเมื่อมีการเปลี่ยนแปลง "
    "พร้อมทั้งเปิดช่องทางรับฟังความคิดเห็นที่สะดวกและปลอดภัย แล้วนำข้อคิดเห็นมาปรับปรุงการให้บริการอย่างต่อเนื่อง ",
    "english": "Every officer follows the published steps and times, and tells those who are served whenever something has changed "
    "in them. There is an easy and safe way to say what one thinks, and what was said is used to serve people better. ",
}
READY = "READY"


class LongCells(App[None]):
    """Says READY once the cells stand as they will stay: the Thai ones broken between words."""

    CSS = "#cells { height: 1fr; } #state { height: 1; } VerticalScroll Static { padding: 0 0 1 0; } ThaiTextArea { height: 1fr; }"

    def __init__(self, language: str, shape: str) -> None:
        thai_layout.install()
        words.load_dictionary()
        super().__init__()
        sentence = SENTENCES[language]
        self.texts = [f"{number}. {sentence * 3}" for number in range(CELLS)]
        for text in self.texts:
            words.pieces(text)
        self.shape = shape

    def compose(self) -> ComposeResult:
        if self.shape == "table":
            yield DataTable[Text](cursor_type="row", id="cells")
        elif self.shape == "paragraphs":
            with VerticalScroll(id="cells"):
                for text in self.texts:
                    yield Static(text, markup=False)
        else:
            yield ThaiTextArea("\n".join(self.texts), id="cells")
        yield Static(id="state")

    def on_mount(self) -> None:
        table = self.query_one("#cells")
        if isinstance(table, DataTable):
            for width in (40, 60):
                table.add_column(Text("x"), width=width)
            for text in self.texts:
                table.add_row(Text(text), Text(text), height=LINES)
        table.focus()
        self.call_after_refresh(self.query_one("#state", Static).update, READY)


if __name__ == "__main__":
    LongCells(*sys.argv[1:3]).run()
