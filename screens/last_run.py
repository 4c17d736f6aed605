"""What a crash left: when it was, where its log lies, and what can be done with that."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from ita_tui import places
from ita_tui.errors import ItaError
from ita_tui.saving import free_name, put_in_place
from ita_tui.thai.dates import BE, moment
from ita_tui.thai.numerals import digits
from screens.keys import Command, bindings
from screens.notices import tell

SAFE = "ข้อมูลที่บันทึกแล้วยังอยู่ครบ"
NOT_CLOSED = f"ครั้งก่อนโปรแกรมไม่ได้ปิดตามปกติ {SAFE}"
_MOST_READ = 200_000
"""Letters of a log that are shown; a longer one was not written by the program."""


class LogUnreadable(ItaError):
    """A log cannot be read any more."""

    def __init__(self, log: Path) -> None:
        super().__init__(
            f"อ่านไฟล์ {log.name} ไม่ได้ {SAFE}",
            "ไฟล์ถูกลบ หรือไม่มีสิทธิ์อ่าน",
            "เปิดดูโฟลเดอร์ของไฟล์นั้น หรือปิดหน้านี้แล้วใช้งานต่อ",
        )


class CrashLogsScreen(ModalScreen[None]):
    """One log after another, the newest first."""

    DEFAULT_CSS = """
    CrashLogsScreen { align: center middle; }
    CrashLogsScreen > Vertical {
        width: 100; max-width: 98%; height: auto; max-height: 98%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    CrashLogsScreen #title { text-style: bold; color: $text-accent; margin: 0 0 1 0; }
    CrashLogsScreen Static { height: auto; }
    CrashLogsScreen VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; margin: 1 0 0 0; }
    CrashLogsScreen.-reading > Vertical { height: 98%; }
    CrashLogsScreen #story { color: $text-muted; }
    CrashLogsScreen #copied { color: $text-success; margin: 1 0 0 0; display: none; }
    CrashLogsScreen .hint { color: $text-muted; margin: 1 0 0 0; }
    """
    NAME: ClassVar[str] = "บันทึกข้อผิดพลาด"
    HELP: ClassVar[str] = (
        "ไฟล์ที่โปรแกรมเขียนไว้เมื่อทำงานผิดพลาดโดยไม่คาดคิด บอกรุ่นของโปรแกรมและตำแหน่งในโปรแกรมเท่านั้น "
        "ไม่มีชื่อบุคคล ชื่อหน่วยงาน หรือข้อความที่พิมพ์ กด ↵ เพื่ออ่าน แล้วกด c เพื่อคัดลอกไว้ในโฟลเดอร์เอกสารสำหรับส่งให้ผู้พัฒนา"
    )
    KEYS = (
        Command("enter", "read", "อ่าน", "อ่านไฟล์นี้"),
        Command("c", "copy", "คัดลอกไว้ส่ง", "คัดลอกไฟล์นี้ไปไว้ในโฟลเดอร์เอกสาร เพื่อส่งให้ผู้พัฒนา"),
        Command("pagedown", "older", "ก่อนหน้านี้", "ไฟล์ของครั้งก่อนหน้า"),
        Command("pageup", "newer", "ใหม่กว่า", "ไฟล์ของครั้งที่ใหม่กว่า", shown=False),
        Command("escape", "close", "ปิด", "ปิด"),
    )
    BINDINGS = bindings(KEYS)

    def __init__(self, logs: Sequence[Path], now: datetime, *, news: bool) -> None:
        """``news``: they are of the last run and nobody was told of them; nothing is said of them again."""
        super().__init__()
        self.logs = tuple(reversed(logs))
        self.now = now
        self.news = news
        self.at = 0

    @property
    def chosen(self) -> Path:
        return self.logs[self.at]

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(self.NAME, id="title", markup=False)
            yield Static(id="about", markup=False)
            with VerticalScroll():
                yield Static(id="story", markup=False)
            yield Static(id="copied", markup=False)
            more = " · PgDn ครั้งก่อนหน้า" if len(self.logs) > 1 else ""
            end = "ปิด ไม่ต้องบอกอีก" if self.news else "ปิด"
            yield Static(f"↵ อ่าน · c คัดลอกไว้ส่ง{more} · Esc {end}", classes="hint", markup=False)

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        self.query_one("#about", Static).update(self._about())
        self.query_one(VerticalScroll).display = False
        self.remove_class("-reading")
        self.query_one("#copied").display = False

    def _about(self) -> str:
        when = _written(self.chosen, self.now)
        first = f"ครั้งก่อนโปรแกรมทำงานผิดพลาดและปิดตัวลง {SAFE}" if self.news else ""
        many = f" ({digits(self.at + 1)} จาก {digits(len(self.logs))})" if len(self.logs) > 1 else ""
        return "\n".join(
            filter(
                None,
                (
                    first,
                    f"เมื่อ {when}{many}",
                    f"ไฟล์ {self.chosen}",
                    "ในไฟล์มีแต่รุ่นของโปรแกรมและตำแหน่งที่ผิดพลาด ไม่มีเนื้อหาที่ท่านพิมพ์ ส่งให้ผู้พัฒนาได้",
                ),
            )
        )

    def action_read(self) -> None:
        try:
            text = self.chosen.read_text(encoding="utf-8", errors="replace")[:_MOST_READ]
        except OSError:
            tell(self.app, LogUnreadable(self.chosen))
            return
        self.query_one("#story", Static).update(text)
        story = self.query_one(VerticalScroll)
        story.display = True
        self.add_class("-reading")
        story.focus()

    @work(thread=True, exclusive=True)
    def action_copy(self) -> None:
        """Put a copy where she finds it, beside one that is there already."""
        log = self.chosen
        target = places.documents_folder() / f"ita-tui-{log.name}"
        try:
            data = log.read_bytes()
            copied = put_in_place(data, free_name(target) if target.exists() else target, overwrite=False)
        except OSError:
            self.app.call_from_thread(tell, self.app, LogUnreadable(log))
        except ItaError as refusal:
            self.app.call_from_thread(tell, self.app, refusal)
        else:
            self.app.call_from_thread(self._say_copied, copied)

    def _say_copied(self, copied: Path) -> None:
        for line in self.query("#copied").results(Static):  # none where it was closed meanwhile
            line.update(f"✓ คัดลอกไว้ที่ {copied}")
            line.display = True

    def action_older(self) -> None:
        self._turn(1)

    def action_newer(self) -> None:
        self._turn(-1)

    def _turn(self, by: int) -> None:
        if 0 <= self.at + by < len(self.logs):
            self.at += by
            self._show()

    def action_close(self) -> None:
        self.dismiss(None)


def _written(log: Path, now: datetime) -> str:
    """When a log was written, out of its name (crash-25690318-103205.txt)."""
    digits_of = log.stem.removeprefix("crash-")
    try:
        year = int(digits_of[:4]) - BE
        at = datetime.strptime(f"{year:04}{digits_of[4:]}", "%Y%m%d-%H%M%S").replace(tzinfo=now.tzinfo)
    except ValueError:
        return log.stem
    return moment(at, now.date())
