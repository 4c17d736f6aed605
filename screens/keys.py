"""One registry of commands: footer, palette, help row and key of each action are read from here."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.cells import cell_len
from textual.binding import Binding

from ita_tui.thai.keyboard import both_layouts, thai_twin


@dataclass(frozen=True)
class Command:
    """Something she can do: its action, key (as Textual names it), footer label and its line in the help.

    A letter key also answers to the Thai letter on the same key. ``shown`` says whether the footer has room
    for it; palette and help show every command. ``priority`` keys work while text is typed.
    """

    key: str
    action: str
    label: str
    help: str
    shown: bool = True
    priority: bool = False
    short: str = ""
    """The label where the line of the rooms is too short for all of them."""

    @property
    def display(self) -> str:
        """The key as the footer shows it."""
        return _DISPLAY.get(self.key) or _named(self.key)

    @property
    def both_letters(self) -> str:
        """The key for the help: both letters where the Thai layout has its own; a mark stands on a circle."""
        held = self.key.startswith("ctrl+") or len(self.key) == 1
        twin = thai_twin(self.key if held else _CHARACTERS.get(self.key, ""))
        if not twin:
            return self.display
        return f"{self.display} / {'' if cell_len(twin) else '◌'}{twin}"

    def binding(self) -> Binding:
        return Binding(
            both_layouts(_CHARACTERS.get(self.key, self.key)),
            self.action,
            self.label,
            show=self.shown,
            key_display=self.display,
            priority=self.priority,
            tooltip=self.help,
        )


_CHARACTERS = {"slash": "/"}
_DISPLAY = {
    "enter": "↵",
    "escape": "Esc",
    "slash": "/",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "delete": "Del",
    "insert": "Ins",
    "space": "วรรค",
    "left": "←",
    "right": "→",
    "ctrl+up": "Ctrl+↑",
    "ctrl+down": "Ctrl+↓",
    "ctrl+pagedown": "Ctrl+PgDn",
    "ctrl+pageup": "Ctrl+PgUp",
}


def _named(key: str) -> str:
    if key.startswith("ctrl+"):
        return "Ctrl+" + key.removeprefix("ctrl+").upper()
    return key.upper() if len(key) > 1 else key


def bindings(commands: Iterable[Command]) -> list[Binding | tuple[str, str] | tuple[str, str, str]]:
    return [command.binding() for command in commands]


ROOMS = (
    Command("f1", "app.show_help", "ช่วยเหลือ", "อธิบายหน้าจอนี้และปุ่มที่ใช้ได้", priority=True, short="ช่วย"),
    Command("f2", "app.go('overview')", "ภาพรวม", "สิ่งที่ต้องทำก่อน และสถานะทั้งปี", priority=True),
    Command("f3", "app.go('measures')", "มาตรการ", "ตารางมาตรการ ค้นหา กรอง และเปิดทีละมาตรการ", priority=True),
    Command("f4", "app.go('surveys')", "แบบวัด", "จำนวนผู้ตอบ IIT และ EIT เทียบค่าขั้นต่ำ", priority=True),
    Command("f5", "app.go('disclosure')", "ข้อ OIT", "ข้อมูลที่ต้องเผยแพร่บนเว็บไซต์", priority=True, short="OIT"),
    Command(
        "f6",
        "app.go('meetings')",
        "ประชุม",
        "ประชุมคณะกรรมการ ระเบียบวาระ ฉายขึ้นจอ มติ และรายงานการประชุม",
        priority=True,
    ),
    Command("f7", "app.go('scores')", "คะแนน", "ผลการประเมินของปีก่อน การวิเคราะห์ และมาตรการที่ตอบ", priority=True),
    Command("f8", "app.go('checks')", "ตรวจ", "ตรวจก่อนลงนาม และข้อที่ยกเว้นพร้อมเหตุผล", priority=True),
    Command("f9", "app.go('export')", "ส่งออก", "พิมพ์รายงานเป็นไฟล์", priority=True),
    Command("f10", "app.leave", "ออก", "ออกจากโปรแกรม", priority=True),
)

# Without priority, because a field undoes its own typing first; a modal screen that changes data binds them itself.
HISTORY = (
    Command("ctrl+z", "app.undo", "เลิกทำ", "เลิกทำการแก้ไขล่าสุด", shown=False),
    Command("ctrl+y", "app.redo", "ทำซ้ำ", "ทำสิ่งที่เพิ่งเลิกทำอีกครั้ง", shown=False),
)

EVERYWHERE = (
    *HISTORY,
    Command("f12", "app.palette", "คำสั่ง", "ค้นหาคำสั่งทั้งหมดด้วยชื่อภาษาไทย", priority=True),
    Command("ctrl+p", "app.palette", "คำสั่ง", "ค้นหาคำสั่งทั้งหมดด้วยชื่อภาษาไทย", shown=False, priority=True),
    Command("ctrl+q", "app.leave", "ออก", "ออกจากโปรแกรม", shown=False, priority=True),
)

PALETTE_ONLY = (
    Command(
        "", "app.go('rounds')", "ปิดรอบและลงนาม", "ปิดรอบ ๖ หรือ ๑๒ เดือน ตรวจรหัสของรายงานที่ลงนาม และปลดการปิดรอบ"
    ),
    Command("", "app.read_in", "อ่านรายงานเข้า", "อ่านรายงานของปีก่อนหรือไฟล์ของโปรแกรมเข้ามาในปีนี้"),
    Command("", "app.choose_year", "เปลี่ยนปีงบประมาณ", "เปิดปีงบประมาณอื่น หรือเริ่มปีใหม่"),
    Command("", "app.start_next_year", "เริ่มปีถัดไป", "เริ่มปีงบประมาณถัดไปจากแผนของปีนี้ โดยเลื่อนระยะเวลาไปหนึ่งปี"),
    Command("", "app.compare_years", "เทียบปีงบประมาณ", "ตัวเลขและมาตรการของทุกปีวางข้างกัน"),
    Command("", "app.show_digest", "เรื่องที่ต้องตาม", "สิ่งที่เลยกำหนดหรือยังขาด แยกตามส่วนราชการ พร้อมผู้ประสานงาน"),
    Command("", "app.division_sheets", "ใบแจกงาน", "ใบแจกและแบบตอบของแต่ละส่วนราชการ เป็น PDF หรือ .xlsx"),
    Command("", "app.collect_answers", "รับคำตอบ", "รับแบบตอบที่ส่วนราชการกรอกแล้วส่งคืน ดูค่าเดิมและค่าใหม่ก่อนรับ"),
    Command("", "app.edit_agency", "ข้อมูลหน่วยงาน", "แก้ชื่อ อำเภอ จังหวัด ประเภท และขนาดของหน่วยงาน"),
    Command("", "app.back_up", "สำรองข้อมูล", "ทำสำเนาฐานข้อมูลที่ตรวจสอบแล้วไว้ในโฟลเดอร์ backups"),
    Command("", "app.show_backups", "ข้อมูลสำรอง", "รายการข้อมูลสำรอง เทียบกับปัจจุบัน นำกลับมาใช้ และโฟลเดอร์ที่สอง"),
    Command("", "app.close_year", "ปิดปีและลบสำเนาหลักฐาน", "ลบสำเนาไฟล์หลักฐานที่ปีนี้ใช้ปีเดียว พร้อมบันทึกรายการที่ลบ"),
    Command("", "app.verify", "ตรวจสอบความครบถ้วน", "ตรวจฐานข้อมูล ประวัติการแก้ไข และไฟล์หลักฐานทุกไฟล์"),
    Command(
        "",
        "app.show_drafts",
        "ข้อความที่พิมพ์ค้างไว้",
        "ข้อความที่พิมพ์แล้วยังไม่ได้บันทึกเมื่อโปรแกรมหรือเครื่องดับ ใช้ต่อ คัดลอก หรือทิ้ง",
    ),
    Command(
        "", "app.show_crash_logs", "บันทึกข้อผิดพลาด", "ไฟล์ที่โปรแกรมเขียนไว้เมื่อทำงานผิดพลาด อ่าน หรือคัดลอกไว้ส่งให้ผู้พัฒนา"
    ),
    Command("", "app.show_history", "ประวัติการแก้ไข", "รายการแก้ไขล่าสุดและสิ่งที่เลิกทำได้"),
    Command("", "app.show_field_history", "ประวัติรายช่อง", "ค่าเดิมและค่าใหม่ของทุกช่อง กรอง และคืนค่าเดิมทีละช่อง"),
    Command("", "app.settings", "ตั้งค่า", "เลขไทยหรืออารบิก เครื่องหมายและกรอบ และสีของหน้าจอ"),
)
