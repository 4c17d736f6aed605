"""What the store refuses, each with its own Thai sentence: what happened, what it means, what to do now."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from ita_tui.domain.evidence import FileState
from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.errors import ItaError, for_the_administrator
from ita_tui.thai.dates import clock_time, long_date, short_date
from ita_tui.thai.numerals import digits


class StoreFaultError(RuntimeError):
    """The database said something that nobody expected: a bug of the program, nothing for the secretary to mend."""


class DatabaseInUseError(ItaError):
    """Another program holds the file. ``holder`` names the user and the PC, ``since`` when it was opened."""

    def __init__(self, path: Path, holder: str = "", since: datetime | None = None) -> None:
        who = f"โดย {holder}" if holder else "ในโปรแกรมอื่น"
        when = "" if since is None else f" ตั้งแต่ {short_date(since.date())} เวลา {clock_time(since)} น."
        super().__init__(
            f"ไฟล์ฐานข้อมูล «{path.name}» ถูกเปิดใช้งานอยู่{who}{when} จึงยังไม่ได้เปิด",
            "ไฟล์หนึ่งเปิดได้ครั้งละหนึ่งโปรแกรม เพื่อไม่ให้ข้อมูลทับกัน",
            "ปิดโปรแกรมที่เปิดไฟล์นี้อยู่ แล้วเปิดใหม่อีกครั้ง",
        )


class NewerFileError(ItaError):
    """The file was written by a later version of the program. ``found`` and ``known`` are schema numbers.

    ``needs`` is the version of the program that wrote the schema, where the file tells it.
    """

    def __init__(self, path: Path, *, found: int, known: int, needs: str = "") -> None:
        program = f"รุ่น {digits(needs)} ขึ้นไป" if needs else f"รุ่นที่อ่านรูปแบบที่ {digits(found)} ได้"
        super().__init__(
            f"ไฟล์ฐานข้อมูล «{path.name}» เป็นรูปแบบรุ่นที่ {digits(found)} โปรแกรมนี้อ่านได้ถึงรุ่นที่ {digits(known)}"
            " จึงไม่ได้เปิดและไม่ได้แก้ไขไฟล์",
            "ไฟล์นี้บันทึกไว้ด้วยโปรแกรมรุ่นใหม่กว่า",
            f"ปรับโปรแกรมเป็น{program} แล้วเปิดไฟล์ใหม่",
        )


class ForeignFileError(ItaError):
    """Not a database of this program: another program's database, or no database at all."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"ไฟล์ «{path.name}» ไม่ใช่ไฟล์ฐานข้อมูลของโปรแกรมนี้ จึงไม่ได้เปิดและไม่ได้แก้ไขไฟล์",
            "อาจเลือกไฟล์ผิด หรือเป็นไฟล์ของโปรแกรมอื่น",
            "ตรวจชื่อไฟล์ แล้วเลือกไฟล์ฐานข้อมูลของโปรแกรมนี้",
        )


class FolderInsteadError(ItaError):
    """A folder stands where the file should be."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"«{path}» เป็นโฟลเดอร์ ไม่ใช่ไฟล์ฐานข้อมูล",
            "",
            "ระบุชื่อไฟล์ในโฟลเดอร์นั้นด้วย เช่น ita.db",
        )


class UnreadableFileError(ItaError):
    """This user may not read the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"เปิดอ่านไฟล์ «{path}» ไม่ได้ ไฟล์ยังอยู่ตามเดิม",
            "ผู้ใช้เครื่องนี้ไม่มีสิทธิ์อ่านไฟล์ หรือสื่อบันทึกมีปัญหา",
            "ขอสิทธิ์อ่านและเขียนไฟล์จากผู้ดูแลเครื่อง หรือคัดลอกไฟล์มาไว้ในโฟลเดอร์ของท่าน",
        )


class ReadOnlyFileError(ItaError):
    """The file can be read but not written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"ไฟล์ «{path}» อ่านได้อย่างเดียว จึงบันทึกอะไรไม่ได้ ไฟล์ยังอยู่ตามเดิม",
            "ไฟล์ถูกตั้งเป็นอ่านอย่างเดียว หรืออยู่ในสื่อที่ป้องกันการเขียน",
            "ยกเลิกการตั้งอ่านอย่างเดียว หรือคัดลอกไฟล์ไปไว้ในโฟลเดอร์ของท่าน",
        )


class ReadOnlyFolderError(ItaError):
    """The folder cannot be written, so neither a new file nor a safe save is possible."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"เขียนในโฟลเดอร์ «{folder}» ไม่ได้ จึงไม่ได้เขียนไฟล์ใด",
            "ผู้ใช้เครื่องนี้ไม่มีสิทธิ์เขียนในโฟลเดอร์ หรือสื่อบันทึกป้องกันการเขียน",
            "เลือกโฟลเดอร์ของท่านเอง เช่น ในเอกสาร",
        )


class ClosedFolderError(ItaError):
    """This user may not enter the folder: not even whether the file is there can be said."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"เข้าโฟลเดอร์ «{folder}» ไม่ได้ จึงไม่ได้เปิดและไม่ได้เขียนไฟล์ใด",
            "ผู้ใช้เครื่องนี้ไม่มีสิทธิ์เข้าโฟลเดอร์นี้ หรือโฟลเดอร์ที่อยู่เหนือขึ้นไป",
            "ขอสิทธิ์จากผู้ดูแลเครื่อง หรือเลือกโฟลเดอร์ของท่านเอง เช่น ในเอกสาร",
        )


class UnusableNameError(ItaError):
    """No file can have this name: it is too long, or holds what no name may hold."""

    def __init__(self, path: Path) -> None:
        shown = str(path).replace("\0", "�")
        super().__init__(
            f"ใช้ชื่อไฟล์ «{shown}» ไม่ได้ จึงไม่ได้เปิดและไม่ได้สร้างไฟล์ใด",
            "ชื่อยาวเกินไป (อักษรไทยไม่เกิน ๘๐ ตัว) หรือมีอักขระที่ใช้ตั้งชื่อไฟล์ไม่ได้",
            "ตั้งชื่อไฟล์ให้สั้นลง เช่น ita.db",
        )


class MissingFolderError(ItaError):
    """The folder that should hold the file is not there."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"ไม่พบโฟลเดอร์ «{folder}»",
            "โฟลเดอร์อาจถูกย้ายหรือเปลี่ยนชื่อ หรือยังไม่ได้เสียบสื่อบันทึก",
            "ตรวจชื่อโฟลเดอร์ หรือสร้างโฟลเดอร์ก่อน",
        )


class DamagedFileError(ItaError):
    """SQLite finds the file damaged; ``detail`` is what it said, for whoever helps her."""

    def __init__(self, path: Path, detail: str = "") -> None:
        super().__init__(
            f"ไฟล์ฐานข้อมูล «{path.name}» เสียหาย จึงไม่ได้เปิดและไม่ได้แก้ไขไฟล์",
            "มักเกิดจากสื่อบันทึกเสีย หรือคัดลอกไฟล์ไม่ครบ" + for_the_administrator(detail),
            "กู้คืนจากไฟล์สำรองฉบับล่าสุด ไฟล์ที่เสียหายจะถูกเก็บไว้ข้างกัน",
        )


class DiskRefusedError(ItaError):
    """The disk is full, or would not write: nothing was saved."""

    def __init__(self) -> None:
        super().__init__(
            "บันทึกไม่ได้ ครั้งนี้ไม่มีอะไรถูกบันทึก ข้อมูลที่บันทึกไว้ก่อนแล้วยังอยู่ครบ",
            "พื้นที่ดิสก์เต็ม หรือสื่อบันทึกมีปัญหา",
            "ลบไฟล์ที่ไม่ใช้ หรือตรวจสื่อบันทึก แล้วลองใหม่",
        )


class UnwritableTextError(ItaError):
    """A text holds half a character, which no file can keep."""

    def __init__(self) -> None:
        super().__init__(
            "บันทึกไม่ได้ เพราะในข้อความมีอักขระที่เสียหาย ครั้งนี้ไม่มีอะไรถูกบันทึก",
            "มักมาจากการวางข้อความที่เข้ารหัสผิด",
            "แก้อักขระที่แสดงผิด แล้วลองใหม่",
        )


class NumberTooLargeError(ItaError):
    """A number is larger than any real one and than the file can keep."""

    def __init__(self) -> None:
        super().__init__(
            "บันทึกไม่ได้ เพราะมีตัวเลขที่มากเกินไป ครั้งนี้ไม่มีอะไรถูกบันทึก", "อาจพิมพ์ตัวเลขเกิน", "ตรวจตัวเลข แล้วลองใหม่"
        )


class MigrationFailedError(ItaError):
    """Taking the file to today's schema failed and was undone whole; ``backup`` is the copy made before."""

    def __init__(self, path: Path, backup: Path) -> None:
        super().__init__(
            f"ปรับไฟล์ฐานข้อมูล «{path.name}» ให้เป็นรูปแบบใหม่ไม่สำเร็จ ไฟล์ยังเหมือนเดิมทุกประการ",
            f"มีสำเนาก่อนปรับอยู่ที่ «{backup}»",
            "ใช้โปรแกรมรุ่นเดิมไปก่อน แล้วแจ้งผู้พัฒนาพร้อมไฟล์บันทึกข้อผิดพลาด",
        )


class MeasureGoneError(ItaError):
    """The measure that should be changed is no longer there."""

    def __init__(self, number: int | None = None) -> None:
        name = "มาตรการนี้" if number is None else f"มาตรการ {digits(number)}"
        super().__init__(
            f"ไม่พบ{name} จึงไม่ได้บันทึก",
            "มาตรการอาจถูกลบไป หรือการเพิ่มถูกเลิกทำแล้ว",
            "ตรวจรายการมาตรการ ถ้าลบไปโดยไม่ตั้งใจให้เลิกทำการลบนั้น",
        )


class RecordGoneError(ItaError):
    """Something smaller than a measure is no longer there; ``what`` is its Thai word."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"ไม่พบ{what}ที่เลือก จึงไม่ได้บันทึก", "อาจถูกลบไป หรือการเพิ่มถูกเลิกทำแล้ว", "ตรวจรายการที่มีอยู่ แล้วเลือกอีกครั้ง"
        )


class YearNotThereError(ItaError):
    """The fiscal year was never begun in this file."""

    def __init__(self, year: FiscalYear) -> None:
        super().__init__(
            f"ยังไม่มีปีงบประมาณ {digits(year.be)} ในฐานข้อมูลนี้",
            "",
            "เริ่มปีงบประมาณก่อน หรืออ่านรายงานของปีนั้นเข้ามา",
        )


class YearAlreadyThereError(ItaError):
    """The fiscal year was begun before; it is left as it is."""

    def __init__(self, year: FiscalYear) -> None:
        super().__init__(
            f"มีปีงบประมาณ {digits(year.be)} อยู่แล้ว ข้อมูลของปีนั้นยังอยู่ตามเดิม", "", "เปิดปีงบประมาณนั้นเพื่อทำงานต่อ"
        )


class DivisionInUseError(ItaError):
    """A division or section that measures or OIT items name cannot be taken off the list."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            f"ลบ {', '.join(names)} ไม่ได้ รายชื่อส่วนราชการยังเหมือนเดิม",
            "ยังมีมาตรการหรือข้อ OIT ที่ระบุส่วนราชการหรืองานนี้เป็นผู้รับผิดชอบ",
            "เปลี่ยนผู้รับผิดชอบของรายการเหล่านั้นก่อน หรือแก้ชื่อแทนการลบ",
        )


class SameDivisionTwiceError(ItaError):
    """Two divisions, or two sections of one division, have the same name, or one has none."""

    def __init__(self, name: str) -> None:
        happened = f"มีชื่อ «{name}» ซ้ำกันในรายชื่อ" if name else "มีส่วนราชการหรืองานที่ไม่มีชื่อ"
        super().__init__(f"{happened} จึงยังไม่ได้บันทึก", "", "แก้ชื่อให้ครบและไม่ซ้ำกัน แล้วบันทึกใหม่")


class AlreadyEvidenceError(ItaError):
    """The very same file already proves the measure; ``title`` is that evidence."""

    def __init__(self, title: str, number: int) -> None:
        super().__init__(
            f"ไฟล์นี้เป็นหลักฐานของมาตรการ {digits(number)} อยู่แล้ว ในชื่อ «{title}» จึงไม่ได้แนบซ้ำ",
            "เนื้อหาของไฟล์เหมือนกันทุกประการ แม้ชื่อไฟล์จะต่างกัน",
            "ถ้าตั้งใจแนบไฟล์อื่น ให้เลือกไฟล์ใหม่",
        )


class AlreadyLinkedError(ItaError):
    """The evidence already proves the measure."""

    def __init__(self, title: str, number: int) -> None:
        super().__init__(f"«{title}» เป็นหลักฐานของมาตรการ {digits(number)} อยู่แล้ว", "", "")


class SameRevisionTwiceError(ItaError):
    """A piece of evidence that comes from another file names one revision of one of its files twice."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"หลักฐาน «{title}» ระบุไฟล์ลำดับและฉบับแก้ไขเดียวกันซ้ำ จึงไม่ได้บันทึกอะไร",
            "ไฟล์ต้นทางถูกแก้ไขด้วยมือหรือเสียหาย",
            "ส่งออกไฟล์ใหม่จากโปรแกรมต้นทาง แล้วลองใหม่",
        )


class NotASurveyError(ItaError):
    """An instrument that nobody answers (OIT) has no survey."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} ไม่มีผู้ตอบแบบวัด จึงไม่ได้บันทึกอะไร",
            "OIT เป็นการตรวจข้อมูลบนเว็บไซต์ ไม่ใช่แบบสำรวจ",
            "ลบแบบวัดนี้ออกจากไฟล์ต้นทาง แล้วลองใหม่",
        )


class NothingToReadError(ItaError):
    """The file to be taken in is not there (any more), or no name was given."""

    def __init__(self, source: Path | None) -> None:
        if source is None:
            super().__init__("ยังไม่ได้ระบุชื่อไฟล์ จึงไม่ได้แนบ", "", "ระบุชื่อไฟล์ แล้วแนบใหม่")
            return
        super().__init__(
            f"ไม่พบไฟล์ «{source}» จึงไม่ได้แนบ",
            "ไฟล์อาจถูกย้าย ลบ หรือถอดสื่อบันทึกออกระหว่างคัดลอก",
            "ตรวจตำแหน่งไฟล์ แล้วแนบใหม่",
        )


class NotAFileError(ItaError):
    """A folder or a device was given where a file is wanted."""

    def __init__(self, source: Path) -> None:
        super().__init__(
            f"«{source}» ไม่ใช่ไฟล์ จึงไม่ได้แนบ", "อาจเป็นโฟลเดอร์", "เลือกไฟล์ทีละไฟล์ หรือบีบอัดโฟลเดอร์เป็นไฟล์ .zip ก่อน"
        )


class SourceChangedError(ItaError):
    """The file was written by another program while it was copied: half of it would be of another moment."""

    def __init__(self, source: Path) -> None:
        super().__init__(
            f"ไฟล์ «{source}» ถูกแก้ไขระหว่างคัดลอก จึงไม่ได้แนบ",
            "โปรแกรมอื่นกำลังเปิดหรือบันทึกไฟล์นี้อยู่",
            "บันทึกและปิดไฟล์ในโปรแกรมนั้นก่อน แล้วแนบใหม่",
        )


class VaultRefusedError(ItaError):
    """The evidence folder cannot be written."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"เขียนในโฟลเดอร์หลักฐาน «{folder}» ไม่ได้ จึงไม่ได้แนบ ไฟล์ต้นฉบับยังอยู่ที่เดิม",
            "ผู้ใช้เครื่องนี้ไม่มีสิทธิ์เขียน หรือสื่อบันทึกมีปัญหา",
            "ขอสิทธิ์เขียนโฟลเดอร์จากผู้ดูแลเครื่อง แล้วแนบใหม่",
        )


class VaultFullError(ItaError):
    """No room for the copy; nothing was left behind."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"พื้นที่ดิสก์เต็ม จึงไม่ได้แนบ «{name}» ไฟล์ต้นฉบับยังอยู่ที่เดิม",
            "ดิสก์ที่เก็บหลักฐานมีที่ว่างไม่พอ",
            "ลบไฟล์ที่ไม่ใช้ แล้วแนบใหม่",
        )


class EvidenceFileLostError(ItaError):
    """A stored file is missing from the vault or no longer what was attached."""

    def __init__(self, name: str, state: FileState) -> None:
        super().__init__(
            f"เปิด «{name}» ไม่ได้: {state.label}",
            "วันและเหตุผลที่ลบอยู่ในประวัติการแก้ไข"
            if state is FileState.REMOVED
            else "โฟลเดอร์หลักฐานถูกแก้ไข ย้าย หรือลบจากนอกโปรแกรม",
            "แนบไฟล์ต้นฉบับอีกครั้ง หรือนำโฟลเดอร์หลักฐานจากชุดสำรองมาวางข้างไฟล์ฐานข้อมูล",
        )


class CannotUndoError(ItaError):
    """The rows are no longer as the entry left them; nothing was changed. ``words`` are the entry's."""

    def __init__(self, words: str) -> None:
        super().__init__(
            f"เลิกทำหรือทำซ้ำ «{words}» ไม่ได้ ข้อมูลยังเหมือนเดิมทุกประการ",
            "ข้อมูลส่วนนี้ถูกเปลี่ยนจากนอกโปรแกรม หรือบันทึกไว้ด้วยโปรแกรมรุ่นก่อน",
            "แก้ไขข้อมูลนั้นด้วยมือแทน",
        )


class CannotRestoreError(ItaError):
    """An earlier value cannot be put back; nothing was changed. ``words`` say what was wanted."""

    def __init__(self, words: str) -> None:
        super().__init__(
            f"{words}ไม่ได้ ข้อมูลยังเหมือนเดิมทุกประการ",
            "ค่าเดิมตรงกับที่มีอยู่แล้ว ขัดกับข้อมูลที่แก้ไขภายหลัง หรือรายการนั้นถูกลบไปแล้ว",
            "แก้ไขช่องนั้นด้วยมือแทน",
        )


class RoundFrozenError(ItaError):
    """The round is frozen already: what was signed is not frozen over."""

    def __init__(self, year: FiscalYear, round_of: RoundOf) -> None:
        super().__init__(
            f"รอบ {digits(int(round_of))} เดือน ปีงบประมาณ {digits(year.be)} ปิดเพื่อลงนามไว้แล้ว จึงไม่ได้ปิดซ้ำ",
            "ข้อมูลที่ลงนามแล้วต้องคงไว้ตามที่ลงนาม",
            "หากต้องแก้ไข ให้ปลดการปิดรอบพร้อมเหตุผลก่อน แล้วปิดรอบใหม่",
        )


class RemovedNotUndoneError(ItaError):
    """The removal of evidence copies is not undone by a key: the copies are gone; ``words`` are the entry's."""

    def __init__(self, words: str) -> None:
        super().__init__(
            f"เลิกทำหรือทำซ้ำ «{words}» ด้วยปุ่มไม่ได้ ข้อมูลยังเหมือนเดิมทุกประการ",
            "สำเนาไฟล์ถูกลบจากคลังหลักฐานแล้ว โปรแกรมจึงนำกลับมาเองไม่ได้",
            "หากต้องใช้ไฟล์ ให้แนบไฟล์เดิมอีกครั้ง หรือใช้สำเนาในโฟลเดอร์สำรองแห่งที่สองหรือชุดหลักฐานที่ส่งออกไว้",
        )


class SignedNotUndoneError(ItaError):
    """What was frozen or unfrozen is not undone by a key; ``words`` are the entry's."""

    def __init__(self, words: str) -> None:
        super().__init__(
            f"เลิกทำหรือทำซ้ำ «{words}» ด้วยปุ่มไม่ได้ ข้อมูลยังเหมือนเดิมทุกประการ",
            "การปิดรอบและการปลดต้องมีเหตุผลอยู่ในประวัติ",
            "หากต้องแก้ไขข้อมูลที่ลงนามแล้ว ให้ปลดการปิดรอบพร้อมเหตุผลที่หน้าปิดรอบ",
        )


class PastNotKeptError(ItaError):
    """The history does not tell how the data stood at a moment."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(
            f"ไม่มีประวัติที่บอกว่าข้อมูลเป็นอย่างไรเมื่อวันที่ {long_date(moment.date())}",
            "ตอนนั้นยังไม่ได้เริ่มบันทึกในไฟล์นี้ หรือข้อมูลถูกเปลี่ยนจากนอกโปรแกรม ข้อมูลปัจจุบันยังอยู่ครบ",
            "ใช้ข้อมูลวันนี้แทน",
        )


class CopyExistsError(ItaError):
    """A file of that name is already there; it is not overwritten."""

    def __init__(self, target: Path) -> None:
        super().__init__(f"มีไฟล์ «{target}» อยู่แล้ว จึงไม่ได้เขียนทับ", "", "ตั้งชื่ออื่น หรือเลือกโฟลเดอร์อื่น")


class CopyFailedError(ItaError):
    """A copy could not be written whole; nothing was left under its name. ``full`` tells a disk without room."""

    def __init__(self, target: Path, *, full: bool) -> None:
        self.target, self.full = target, full
        super().__init__(
            f"เขียนสำเนา «{target}» ไม่สำเร็จ ฐานข้อมูลที่ใช้อยู่ไม่ถูกแตะต้อง",
            "พื้นที่ดิสก์เต็ม" if full else "พื้นที่อาจไม่พอ สื่อบันทึกมีปัญหา หรือไม่มีสิทธิ์เขียน",
            "ลบไฟล์ที่ไม่ใช้ หรือเลือกที่เก็บอื่น แล้วลองใหม่",
        )


class NoBackupThereError(ItaError):
    """The backup to restore from is not there."""

    def __init__(self, backup: Path) -> None:
        super().__init__(f"ไม่พบไฟล์สำรอง «{backup}» ฐานข้อมูลยังอยู่ตามเดิม", "", "ตรวจชื่อไฟล์ในโฟลเดอร์ backups")


class BadBackupError(ItaError):
    """The backup is damaged; the database was not touched."""

    def __init__(self, backup: Path) -> None:
        super().__init__(
            f"ไฟล์สำรอง «{backup.name}» เสียหาย จึงไม่ได้กู้คืน ฐานข้อมูลยังอยู่ตามเดิม",
            "ไฟล์สำรองอาจคัดลอกมาไม่ครบ",
            "ใช้ไฟล์สำรองฉบับก่อนหน้า",
        )
