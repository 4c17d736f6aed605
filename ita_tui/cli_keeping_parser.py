"""The words of the commands that look after the data: backups, the way back, and the proof that all is as written."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ita_tui import cli_values
from ita_tui.cli_values import with_database
from ita_tui.thai_parser import ThaiParser, Topic

if TYPE_CHECKING:
    from ita_tui.cli_parser import Arguments

TOPICS = {
    "backup": Topic(
        "สำรองข้อมูล",
        "ita-tui backup [ไฟล์] [--db ไฟล์]",
        "สำรองฐานข้อมูลและตรวจสำเนาให้ ไม่รวมไฟล์หลักฐาน และไม่เขียนทับไฟล์ที่มีอยู่\nสำเนาที่ท่านสั่งสำรองไม่ถูกลบโดยโปรแกรม",
        ("ita-tui backup", "ita-tui backup /media/usb/ita-2566.db"),
    ),
    "backups": Topic(
        "รายการข้อมูลสำรอง",
        "ita-tui backups [--compare ไฟล์ [--year ปี]] [--json] [--db ไฟล์]",
        "รายการข้อมูลสำรองที่มี ใหม่สุดก่อน สำรองเมื่อใด เพราะอะไร มีประวัติกี่รายการ และอยู่ที่ใด\n"
        "ใช้ได้แม้ฐานข้อมูลเปิดไม่ได้ ใส่ --compare เพื่อดูว่าข้อมูลเปลี่ยนไปอย่างไรตั้งแต่สำรองไว้",
        (
            "ita-tui backups",
            "ita-tui backups --compare backups/ita-tui-25690318-103200.db --year 2569",
        ),
    ),
    "restore": Topic(
        "นำข้อมูลสำรองกลับมาใช้",
        "ita-tui restore ไฟล์ | --undo [--db ไฟล์]",
        "นำฐานข้อมูลที่สำรองไว้กลับมาใช้ ฐานข้อมูลเดิมจะถูกเก็บแยกไว้ข้างกัน ไม่ถูกลบ\n"
        "ใส่ --undo เพื่อนำฐานข้อมูลที่เก็บแยกไว้ครั้งล่าสุดกลับมา ใช้ได้แม้ฐานข้อมูลเปิดไม่ได้",
        ("ita-tui restore backups/ita-tui-25690318-103200.db", "ita-tui restore --undo"),
    ),
    "salvage": Topic(
        "กู้ข้อมูลจากฐานข้อมูลที่เสียหาย",
        "ita-tui salvage [--db ไฟล์]",
        "อ่านทุกส่วนที่ยังอ่านได้ของฐานข้อมูลที่เปิดไม่ได้ลงในไฟล์ใหม่ แล้วใช้แทนที่เดิม บอกสิ่งที่กู้ไม่ได้\n"
        "ไฟล์ที่เสียหายเก็บไว้ข้างกัน ไม่ถูกลบ ไฟล์ที่ไม่เสียหายไม่ถูกแตะต้อง (จบด้วยรหัส 1)",
        ("ita-tui salvage", "ita-tui salvage --db ปี2566.db"),
    ),
    "close-year": Topic(
        "ปิดปีและลบสำเนาหลักฐาน",
        "ita-tui close-year --year ปี --remove-evidence [--yes] [--unsigned]\n                        [--db ไฟล์]",
        "ลบสำเนาไฟล์หลักฐานที่ปีนั้นใช้ปีเดียว และบันทึกรายการที่ลบไว้ในประวัติ มาตรการและข้อมูลอื่นไม่ถูกลบ\n"
        "ถ้าไม่ใส่ --yes จะบอกเฉพาะรายการที่จะลบ ควรส่งออกชุดหลักฐานด้วย ita-tui bundle ก่อน\n"
        "สำเนาในโฟลเดอร์สำรองแห่งที่สองไม่ถูกลบ",
        (
            "ita-tui close-year --year 2566 --remove-evidence",
            "ita-tui close-year --year 2566 --remove-evidence --yes",
        ),
    ),
    "verify": Topic(
        "ตรวจฐานข้อมูล ประวัติ และไฟล์หลักฐาน",
        "ita-tui verify [--code รหัส] [--json] [--db ไฟล์]",
        "ตรวจฐานข้อมูล ประวัติการแก้ไข ไฟล์หลักฐานทุกไฟล์ และสำเนาของรอบที่ลงนาม\n"
        "เทียบประวัติกับข้อมูลสำรองทุกชุดและรอบที่ลงนาม และเทียบข้อมูลทุกแถวกับประวัติ\n"
        "ผู้ที่คุมเครื่องและสำเนาทุกชุดเขียนใหม่ได้ทุกอย่าง เว้นแต่รายงานที่พิมพ์และลงนามแล้ว\n"
        "ใส่ --code เพื่อตรวจว่าข้อมูลยังเป็นอย่างที่ลงนามในรายงานที่มีรหัสนั้นหรือไม่\n"
        "จบด้วยรหัส 1 เมื่อพบสิ่งผิดปกติ หรือข้อมูลไม่ตรงกับที่ลงนาม",
        ("ita-tui verify", "ita-tui verify --code 2569-12-81MR-VX7F-SQVE-40"),
    ),
}


def add_options(commands: Mapping[str, ThaiParser]) -> None:
    """Add what each of these commands takes besides what all take."""
    commands["backup"].take(
        "file",
        words="ชื่อไฟล์หรือโฟลเดอร์ที่จะเก็บสำเนา (ถ้าไม่ระบุ\nเก็บในโฟลเดอร์ backups ข้างฐานข้อมูล)",
        metavar="ไฟล์",
        nargs="?",
        type=cli_values.path,
    )
    _add_backups(commands["backups"])
    _add_restore(commands["restore"])
    _add_close_year(commands["close-year"])
    _add_verify(commands["verify"])


def settle(arguments: "Arguments", parser: ThaiParser) -> None:
    """Refuse what does not go together. Raises WrongUsage."""
    if arguments.command == "restore" and (arguments.file is None) is not arguments.undo:
        wanted = "ต้องระบุไฟล์สำรองที่จะนำกลับมาใช้ หรือ --undo อย่างใดอย่างหนึ่ง (ดูรายการได้จาก ita-tui backups)"
        parser.error(with_database(wanted, arguments.db))
    if arguments.command == "backups" and arguments.compare is None and arguments.year is not None:
        parser.error("backups ใช้ --year ได้เมื่อมี --compare")
    if arguments.command == "close-year" and not arguments.remove_evidence:
        parser.error("ต้องใส่ --remove-evidence เพื่อบอกว่าจะลบสำเนาหลักฐาน")
    if arguments.command == "verify" and arguments.json and arguments.code is None:
        parser.error("verify ใช้ --json ได้เมื่อมี --code")


def _add_backups(parser: ThaiParser) -> None:
    parser.take(
        "--compare",
        words="เทียบไฟล์สำรองนี้กับข้อมูลปัจจุบัน ไฟล์สำรองไม่ถูกแก้ไข",
        metavar="ไฟล์",
        type=cli_values.path,
    )
    parser.take("--json", words="พิมพ์เป็น JSON ให้โปรแกรมอื่นอ่าน", action="store_true")


def _add_restore(parser: ThaiParser) -> None:
    parser.take("file", words="ไฟล์ที่สำรองไว้", metavar="ไฟล์", nargs="?", type=cli_values.path)
    parser.take("--undo", words="นำฐานข้อมูลที่เก็บแยกไว้เมื่อนำกลับครั้งล่าสุดกลับมา", action="store_true")


def _add_close_year(parser: ThaiParser) -> None:
    parser.take("--year", words="ปีงบประมาณที่จะปิด เช่น 2566", metavar="ปี", type=cli_values.year)
    parser.take("--remove-evidence", words="ลบสำเนาไฟล์หลักฐานของปีนั้น", action="store_true")
    parser.take("--yes", words="ลบจริง โปรแกรมสำรองข้อมูลให้ก่อนแล้วจึงลบ", action="store_true")
    parser.take("--unsigned", words="ยืนยันแม้ยังไม่มีรอบ 12 เดือนที่ลงนาม", action="store_true")


def _add_verify(parser: ThaiParser) -> None:
    parser.take(
        "--code",
        words="รหัสตรวจสอบข้างเลขหน้าของรายงานที่ลงนาม พิมพ์ตัวเล็ก\nเลขไทย หรือไม่ใส่ขีดก็ได้",
        metavar="รหัส",
    )
    parser.take("--json", words="พิมพ์ผลของ --code เป็น JSON ให้โปรแกรมอื่นอ่าน", action="store_true")
