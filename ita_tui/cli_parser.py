"""The words of the command line: which commands and options there are, their help, and which values they take."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from ita_tui import cli_keeping_parser, cli_values
from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.thai_parser import AskHelp, ThaiParser, Topic

PROGRAM = "ita-tui"
FORMATS = ("xlsx", "docx", "pdf", "json")
_OF_A_YEAR = frozenset({"import", "export", "bundle", "close-year"})
"""Commands that must be told the year."""
_OF_THE_YEAR_THERE_IS = frozenset({"", "status", "check", "hand-out", "collect", "backups"})
"""Commands that take the running year, or the newest there is, where they are not told one."""

_YEAR_THERE_IS = "ปีงบประมาณ (ถ้าไม่ระบุ คือปีปัจจุบันหรือปีล่าสุดที่มี)"


class Arguments(argparse.Namespace):
    """What was typed, read into values. A command finds its own options set; the others' keep these defaults."""

    command: str = ""
    version: bool = False
    db: Path | None = None
    year: FiscalYear | None = None
    file: Path | None = None
    target: Path | None = None
    layout: str = ""
    layouts: Sequence[str] = ()
    format: str = ""
    numerals: str = "thai"
    round: RoundOf | None = None
    as_of: date | None = None
    current: bool = False
    code: str | None = None
    compare: Path | None = None
    undo: bool = False
    remove_evidence: bool = False
    yes: bool = False
    unsigned: bool = False
    force: bool = False
    folder: bool = False
    dry_run: bool = False
    divisions: Sequence[str] = ()
    forms: Sequence[str] = ()
    everything: bool = False
    json: bool = False
    mode: str = "into_empty"


def read_arguments(typed: Sequence[str]) -> Arguments:
    """Read what was typed after the program's name. Raises WrongUsage and HelpAsked."""
    parser, commands = _parsers()
    arguments, unknown = parser.parse_known_args(typed, Arguments())
    here = commands.get(arguments.command, parser)
    if unknown:
        here.error(f"ไม่รู้จัก «{' '.join(unknown)}»")
    _settle_year(arguments, here)
    if arguments.command == "export":
        _settle_format(arguments, here)
    if arguments.current and arguments.as_of is not None:
        here.error("ใช้ --current พร้อมกับ --as-of ไม่ได้ เลือกอย่างใดอย่างหนึ่ง")
    cli_keeping_parser.settle(arguments, here)
    if arguments.folder and arguments.force:
        here.error("ใช้ --folder พร้อมกับ --force ไม่ได้ เพราะโฟลเดอร์ที่มีอยู่แล้วไม่ถูกเขียนทับ")
    return arguments


def _settle_year(arguments: Arguments, parser: "ThaiParser") -> None:
    if arguments.command in _OF_A_YEAR and arguments.year is None:
        parser.error(f"คำสั่ง {arguments.command} ต้องระบุปีงบประมาณ เช่น --year 2566")
    if arguments.command not in _OF_THE_YEAR_THERE_IS | _OF_A_YEAR and arguments.year is not None:
        parser.error(f"คำสั่ง {arguments.command} ไม่ใช้ --year")


def _settle_format(arguments: Arguments, parser: "ThaiParser") -> None:
    """The format that was named, else the one that the file's name ends on."""
    assert arguments.target is not None
    ending = arguments.target.suffix.lower().removeprefix(".")
    arguments.format = arguments.format or (ending if ending in FORMATS else "")
    if not arguments.format:
        parser.error(f"ต้องระบุรูปแบบไฟล์ด้วย --format ({' '.join(FORMATS)}) เพราะนามสกุลไฟล์ไม่ได้บอกไว้")
    if arguments.format != "json" and not arguments.layout:
        parser.error("ต้องระบุรูปแบบรายงานด้วย --layout (ดูชื่อได้จากคำสั่ง ita-tui layouts)")


# --- the commands ----------------------------------------------------------------------------------------------

_ENDING = (
    "จบด้วยรหัส 0 เมื่อสำเร็จ 1 เมื่อทำไม่ได้ (ไม่มีอะไรเปลี่ยนแปลง)\n"
    "หรือ check พบข้อที่ต้องแก้ก่อนลงนาม หรือ verify พบสิ่งผิดปกติ\n"
    "และ 2 เมื่อพิมพ์คำสั่งผิด\n"
    "ดูวิธีใช้ของแต่ละคำสั่ง: ita-tui คำสั่ง --help"
)
_TOPICS = {
    "demo": Topic(
        "ลองใช้กับข้อมูลตัวอย่าง",
        "ita-tui demo",
        "เปิดโปรแกรมกับปีตัวอย่าง สิ่งที่แก้ไขจะไม่ถูกเก็บไว้ และไม่แตะต้องข้อมูลของท่าน",
        ("ita-tui demo",),
    ),
    "import": Topic(
        "อ่านรายงานเข้าปีงบประมาณ",
        "ita-tui import ไฟล์ --year ปี [--add | --replace | --merge]\n"
        "                        [--dry-run] [--json] [--db ไฟล์]",
        "อ่านรายงานเข้าปีงบประมาณ แล้วบอกมาตรการที่อ่านได้ ข้อสงสัยที่ควรตรวจ และสิ่งที่ไม่ได้นำเข้า\n"
        "อ่านได้จาก docx xlsx xls ods odt pdf html txt tsv csv\nและ json ของโปรแกรมนี้ บันทึกทั้งหมดหรือไม่บันทึกเลย",
        (
            "ita-tui import รายงาน.docx --year 2566 --dry-run",
            "ita-tui import รายงาน.docx --year 2566",
            "ita-tui import เพิ่มเติม.txt --year 2566 --merge",
        ),
    ),
    "export": Topic(
        "ส่งออกรายงานหรือข้อมูลทั้งปี",
        "ita-tui export --year ปี --layout ชื่อ --format รูปแบบ -o ไฟล์\n"
        "                        [--numerals thai | arabic] [--round 6 | 12]\n"
        "                        [--as-of วันที่ | --current] [--force] [--db ไฟล์]",
        "พิมพ์รายงานของปีงบประมาณเป็นไฟล์ หรือส่งออกข้อมูลทั้งปีเป็น json ซึ่ง import อ่านกลับได้ครบ\n"
        "ผู้ลงนาม บันทึกข้อความ ความนำ และบัญชีหลักฐาน ใช้ตามที่จำไว้จากหน้าส่งออก (F9)\n"
        "รอบที่ปิดและลงนามแล้วพิมพ์ตามที่ลงนาม พร้อมรหัสตรวจสอบ",
        (
            "ita-tui export --year 2566 --layout progress --format xlsx -o รายงาน.xlsx",
            "ita-tui export --year 2566 --layout progress --round 6 -o รอบ๖.xlsx",
            "ita-tui export --year 2566 --layout progress --as-of 31/3/2566 -o รอบ๖.pdf",
            "ita-tui export --year 2566 --format json -o ปี2566.json",
        ),
    ),
    "bundle": Topic(
        "จัดชุดหลักฐานสำหรับผู้ตรวจ",
        "ita-tui bundle --year ปี -o ไฟล์ [--folder] [--force]\n"
        "                        [--layout ชื่อ ...] [--numerals thai | arabic]\n"
        "                        [--round 6 | 12] [--as-of วันที่ | --current]\n"
        "                        [--db ไฟล์]",
        "รวมรายงาน ไฟล์หลักฐานที่มีเลขลำดับ ดัชนี และลายนิ้วมือของทุกไฟล์ ไว้ใน zip ไฟล์เดียว\n"
        "รายงานมี xlsx เสมอ พร้อม pdf (ถ้ายังไม่ได้ติดตั้งส่วนที่สร้าง pdf ใช้ docx แทน)\n"
        "หลักฐานที่หายไปหรือถูกแก้ไขจะแจ้งไว้และไม่รวม ชุดหลักฐานยังเขียนให้ตามปกติ",
        (
            "ita-tui bundle --year 2566 -o หลักฐาน2566.zip",
            "ita-tui bundle --year 2566 --folder -o หลักฐาน2566",
            "ita-tui bundle --year 2566 --layout progress analysis -o หลักฐาน.zip",
        ),
    ),
    "layouts": Topic(
        "รายชื่อรูปแบบรายงาน",
        "ita-tui layouts [--db ไฟล์]",
        "รายชื่อรูปแบบรายงานที่ใช้กับ --layout พร้อมหัวตารางของแต่ละตาราง\n"
        "แบบที่ท่านเพิ่มเองแล้วใช้ไม่ได้จะแจ้งไว้ต่างหาก แบบอื่นยังใช้ได้ตามปกติ",
        ("ita-tui layouts",),
    ),
    "status": Topic(
        "ภาพรวมหนึ่งหน้าจอ",
        "ita-tui status [--year ปี] [--json] [--db ไฟล์]",
        "ภาพรวมของปีงบประมาณในหนึ่งหน้าจอ ตัวเลขเดียวกับหน้า F2",
        ("ita-tui status", "ita-tui status --year 2566 --json"),
    ),
    "check": Topic(
        "ตรวจก่อนลงนาม",
        "ita-tui check [--year ปี] [--json] [--db ไฟล์]",
        "ตรวจปีงบประมาณก่อนลงนาม รายการเดียวกับหน้า F8 พร้อมเหตุผลของข้อที่ยกเว้น\n"
        "อ่านไฟล์หลักฐานทุกไฟล์ จบด้วยรหัส 1 เมื่อมีข้อที่ต้องแก้ก่อนลงนามซึ่งยังไม่ได้ยกเว้น",
        ("ita-tui check", "ita-tui check --year 2566 --json"),
    ),
    "hand-out": Topic(
        "ใบแจกและแบบตอบของส่วนราชการ",
        "ita-tui hand-out -o โฟลเดอร์ [--year ปี] [--division ชื่อ ...]\n"
        "                        [--format pdf | xlsx | answers ...] [--db ไฟล์]",
        "เขียนใบแจก (มาตรการ ข้อ OIT และมติที่ค้าง) และแบบตอบที่มีช่องให้กรอก ของแต่ละส่วนราชการ\n"
        "ลงในโฟลเดอร์ ไฟล์ที่มีอยู่แล้วไม่ถูกเขียนทับ แบบตอบที่ส่งคืนรับด้วยคำสั่ง collect",
        (
            "ita-tui hand-out --year 2566 -o ใบแจก",
            "ita-tui hand-out --year 2566 --division กองคลัง --format pdf answers -o ใบแจก",
        ),
    ),
    "collect": Topic(
        "รับแบบตอบที่ส่วนราชการส่งคืน",
        "ita-tui collect ไฟล์ [--year ปี] [--all] [--dry-run] [--db ไฟล์]",
        "อ่านแบบตอบ บอกค่าเดิมและค่าใหม่ทุกช่อง แล้วรับเฉพาะช่องที่ไม่มีข้อสงสัยเป็นขั้นตอนเดียว\n"
        "ช่องที่เว้นว่างไม่ลบข้อมูลเดิม ช่องที่มีข้อสงสัยบอกเหตุผลไว้และไม่รับ เว้นแต่ใส่ --all",
        (
            "ita-tui collect แบบตอบ-กองคลัง-2566.xlsx --year 2566 --dry-run",
            "ita-tui collect แบบตอบ-กองคลัง-2566.xlsx --year 2566",
        ),
    ),
    **cli_keeping_parser.TOPICS,
}
_PROGRAM_TOPIC = Topic(
    "เปิดโปรแกรม",
    "ita-tui [--db ไฟล์] [--year ปี] [คำสั่ง]",
    "ตารางงานของฝ่ายเลขานุการคณะกรรมการขับเคลื่อน ITA · ไม่ระบุคำสั่ง คือเปิดโปรแกรม",
    (
        "ita-tui",
        "ita-tui --db ปี2566.db --year 2566",
        "ita-tui import รายงาน.txt --year 2566",
    ),
    more=_ENDING,
)


def _parsers() -> tuple[ThaiParser, dict[str, ThaiParser]]:
    """The program's parser, and each command's under its name."""
    parser = ThaiParser(PROGRAM, _PROGRAM_TOPIC)
    choice = parser.add_subparsers(dest="command", metavar="คำสั่ง", parser_class=ThaiParser)
    commands: dict[str, ThaiParser] = {}
    for name, topic in _TOPICS.items():
        parser.explain(name, topic.words)
        commands[name] = choice.add_parser(name, prog=f"{PROGRAM} {name}", topic=topic)
    parser.explain("", "")
    _add_own_options(commands)
    _take_year(parser, "ปีงบประมาณที่จะเปิด เช่น 2566 หรือ ๒๕๖๖")
    for one in (*commands.values(), parser):
        _take_common(one)
    parser.take("--version", words="เลขรุ่นของโปรแกรม", action="store_true")
    return parser, commands


def _take_common(parser: ThaiParser) -> None:
    # Without a default of its own, an option after the command wins over the same one before it.
    parser.take(
        "--db",
        words="ไฟล์ฐานข้อมูล (ถ้าไม่ระบุ ใช้ไฟล์ในโฟลเดอร์ข้อมูลของท่าน)",
        metavar="ไฟล์",
        type=cli_values.path,
        default=argparse.SUPPRESS,
    )
    parser.take("-h", "--help", words="แสดงวิธีใช้นี้", action=AskHelp, nargs=0)


def _take_year(parser: ThaiParser, words: str) -> None:
    parser.take("--year", words=words, metavar="ปี", type=cli_values.year, default=argparse.SUPPRESS)


def _add_own_options(commands: dict[str, ThaiParser]) -> None:
    _add_import(commands["import"])
    _add_export(commands["export"])
    _add_bundle(commands["bundle"])
    _add_hand_out(commands["hand-out"])
    _add_collect(commands["collect"])
    _take_year(commands["status"], _YEAR_THERE_IS)
    commands["status"].take("--json", words="พิมพ์เป็น JSON ให้โปรแกรมอื่นอ่าน", action="store_true")
    _take_year(commands["check"], _YEAR_THERE_IS)
    commands["check"].take("--json", words="พิมพ์เป็น JSON ให้โปรแกรมอื่นอ่าน", action="store_true")
    cli_keeping_parser.add_options(commands)
    _take_year(commands["backups"], _YEAR_THERE_IS)


def _add_import(parser: ThaiParser) -> None:
    parser.take("file", words="รายงานที่จะอ่าน", metavar="ไฟล์", type=cli_values.path)
    _take_year(parser, "ปีงบประมาณที่จะอ่านเข้า ถ้ายังไม่มีจะเริ่มปีให้ เช่น 2566")
    modes = (
        ("add", "เพิ่มต่อท้ายมาตรการที่มีอยู่แล้ว"),
        ("replace", "แทนที่มาตรการที่มีอยู่แล้วทั้งหมด"),
        ("merge", "เติมเฉพาะช่องที่ว่างของมาตรการเดียวกัน แล้วเพิ่มที่เหลือ"),
    )
    group = parser.add_mutually_exclusive_group()
    for mode, words in modes:
        group.add_argument(f"--{mode}", dest="mode", action="store_const", const=mode, default="into_empty")
        parser.explain(f"--{mode}", words)
    parser.take("--dry-run", words="ลองอ่านให้ดู ไม่บันทึกอะไร", action="store_true")
    parser.take("--json", words="พิมพ์ผลเป็น JSON ให้โปรแกรมอื่นอ่าน", action="store_true")


def _add_export(parser: ThaiParser) -> None:
    _take_year(parser, "ปีงบประมาณที่จะส่งออก เช่น 2566")
    parser.take("--layout", words="รูปแบบรายงาน ดูชื่อจาก ita-tui layouts\n(json ไม่ต้องระบุ)", metavar="ชื่อ")
    parser.take(
        "--format",
        words="xlsx docx pdf หรือ json (ถ้าไม่ระบุ\nดูจากนามสกุลของไฟล์)",
        metavar="รูปแบบ",
        type=cli_values.one_of(*FORMATS),
    )
    _take_printing(parser)
    parser.take("--force", words="เขียนทับไฟล์ที่มีอยู่แล้ว", action="store_true")
    _take_target(parser, "ไฟล์ที่จะเขียน (เติมนามสกุลตามรูปแบบให้ ถ้าไม่ได้พิมพ์ไว้)")


def _add_bundle(parser: ThaiParser) -> None:
    _take_year(parser, "ปีงบประมาณที่จะจัดชุดหลักฐาน เช่น 2566")
    parser.take(
        "--layout",
        words="รูปแบบของรายงานในชุด ระบุได้หลายชื่อ\n(ถ้าไม่ระบุ คือ progress)",
        metavar="ชื่อ",
        dest="layouts",
        nargs="+",
        action="extend",
        default=[],
    )
    _take_printing(parser)
    parser.take("--folder", words="เขียนเป็นโฟลเดอร์แทนไฟล์ zip", action="store_true")
    parser.take("--force", words="เขียนทับไฟล์ zip ที่มีอยู่แล้ว", action="store_true")
    _take_target(parser, "ไฟล์ zip หรือโฟลเดอร์ที่จะเขียน (เติม .zip ให้ ถ้าไม่ได้พิมพ์ไว้)")


def _add_hand_out(parser: ThaiParser) -> None:
    _take_year(parser, _YEAR_THERE_IS)
    parser.take(
        "--division",
        words="ชื่อส่วนราชการ ระบุได้หลายชื่อ\n(ถ้าไม่ระบุ คือทุกส่วนราชการที่มีงาน)",
        metavar="ชื่อ",
        dest="divisions",
        nargs="+",
        action="extend",
        default=[],
    )
    parser.take(
        "--format",
        words="pdf หรือ xlsx คือใบแจก answers คือแบบตอบ\nระบุได้หลายคำ (ถ้าไม่ระบุ คือ xlsx answers)",
        metavar="รูปแบบ",
        dest="forms",
        nargs="+",
        action="extend",
        type=cli_values.one_of("pdf", "xlsx", "answers"),
        default=[],
    )
    parser.take(
        "-o",
        "--output",
        words="โฟลเดอร์ที่จะเขียน (ถ้ายังไม่มีจะสร้างให้)",
        metavar="โฟลเดอร์",
        dest="target",
        type=cli_values.path,
        required=True,
    )


def _add_collect(parser: ThaiParser) -> None:
    parser.take("file", words="แบบตอบ .xlsx ที่ส่งคืน", metavar="ไฟล์", type=cli_values.path)
    _take_year(parser, _YEAR_THERE_IS)
    parser.take("--all", words="รับช่องที่มีข้อสงสัยด้วย", dest="everything", action="store_true")
    parser.take("--dry-run", words="ลองอ่านให้ดู ไม่บันทึกอะไร", action="store_true")


def _take_printing(parser: ThaiParser) -> None:
    """How reports are printed, whatever they go into."""
    parser.take(
        "--numerals",
        words="thai เลขไทย (ค่าเริ่มต้น) หรือ arabic ตามที่พิมพ์ไว้",
        metavar="เลข",
        type=cli_values.one_of("thai", "arabic"),
        default="thai",
    )
    parser.take(
        "--round",
        words="รอบรายงาน 6 หรือ 12 เดือน (ถ้าไม่ระบุ คือรอบที่กำลังดำเนินอยู่:\n6 จนถึง ๓๑ มีนาคมของปีงบประมาณ จากนั้นคือ 12)",
        metavar="เดือน",
        type=cli_values.round_of,
    )
    parser.take(
        "--as-of",
        words="พิมพ์ตามข้อมูลที่บันทึกไว้ ณ สิ้นวันนั้น เช่น 31/3/2569\n(ถ้าไม่ระบุ คือข้อมูลปัจจุบัน)",
        metavar="วันที่",
        type=cli_values.day,
    )
    parser.take(
        "--current",
        words="พิมพ์ข้อมูลปัจจุบันของรอบที่ลงนามแล้ว แทนฉบับที่ลงนาม\n(ไม่มีรหัสตรวจสอบ)",
        action="store_true",
    )


def _take_target(parser: ThaiParser, words: str) -> None:
    parser.take(
        "-o", "--output", words=words, metavar="ไฟล์", dest="target", type=cli_values.path, required=True
    )
