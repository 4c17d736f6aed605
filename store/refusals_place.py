"""What is refused, or warned of, because of where the file lies or because it lies there no more; in Thai sentences."""

from pathlib import Path

from ita_tui.errors import ItaError, for_the_administrator


class FileVanishedError(ItaError):
    """The file was deleted, moved or replaced while it was open: nothing was saved there.

    ``kept`` is where everything that had been saved was written instead (None where that was not possible either);
    ``put_back`` says that this is the file's own place, and that the next save will be there; ``replaced`` that another
    file lies there now.
    """

    def __init__(self, path: Path, kept: Path | None, *, put_back: bool, replaced: bool = False) -> None:
        happened = (
            f"ไฟล์ฐานข้อมูล «{path.name}» ถูกลบ ย้าย หรือเปลี่ยนเป็นไฟล์อื่นระหว่างที่เปิดอยู่ ครั้งนี้ยังไม่ได้บันทึก สิ่งที่พิมพ์ยังอยู่บนหน้าจอ"
        )
        if put_back:
            means = "โปรแกรมเขียนไฟล์กลับไว้ที่เดิมแล้ว ครบถึงการบันทึกครั้งก่อน"
            do = "บันทึกอีกครั้ง และอย่าย้ายหรือลบไฟล์ขณะเปิดโปรแกรม"
        else:
            guess, back = _REPLACED if replaced else _GONE
            if kept is not None:
                means = f"{guess} ทุกอย่างที่บันทึกไว้ก่อนแล้วคัดลอกไว้ที่ «{kept}» {_evidence_of(path, kept)}"
                do = f"{back} หรือเปิดไฟล์ที่คัดลอกไว้ด้วย --db"
            else:
                means = f"{guess} และยังคัดลอกข้อมูลไปไว้ที่อื่นไม่ได้"
                do = f"อย่าเพิ่งปิดโปรแกรม {back}"
        super().__init__(happened, means, do)
        self.kept = kept
        self.put_back = put_back


_REPLACED = ("มีไฟล์อื่นมาอยู่แทนที่ไฟล์เดิม", "ย้ายไฟล์ที่มาแทนไปไว้โฟลเดอร์อื่น แล้วบันทึกอีกครั้ง")
_GONE = ("อาจถอดสื่อบันทึกออก หรือโฟลเดอร์ถูกย้าย", "นำสื่อบันทึกหรือโฟลเดอร์กลับมาไว้ที่เดิม แล้วบันทึกอีกครั้ง")


def _evidence_of(path: Path, kept: Path) -> str:
    """Where the evidence of a file is when all that was saved in it was written to ``kept``."""
    if kept.parent == path.parent:
        return "ซึ่งใช้ไฟล์หลักฐานเดิมได้"
    return "ส่วนไฟล์หลักฐานไม่ได้คัดลอกด้วย ยังอยู่ที่เดิมกับไฟล์ฐานข้อมูล"


class NoLocksError(ItaError):
    """The place does not let a program hold a file for itself, as some shared folders: two could write at once."""

    def __init__(self, path: Path, detail: str = "") -> None:
        super().__init__(
            f"ที่เก็บไฟล์ «{path}» ไม่รองรับการล็อกไฟล์ จึงไม่ได้เปิดและไม่ได้แก้ไขไฟล์",
            "มักเป็นโฟลเดอร์เครือข่าย ซึ่งอาจมีสองเครื่องเขียนไฟล์พร้อมกันจนเสียหาย" + for_the_administrator(detail),
            "คัดลอกไฟล์มาไว้ในเครื่องนี้ แล้วเปิดจากที่นั่น",
        )


class EmptiedFileError(ItaError):
    """There is no file, or one without content, where ``beside`` says that there was a database before.

    ``called`` is what she calls that, where its file name says nothing to her.
    """

    def __init__(self, path: Path, beside: Path, *, there: bool, called: str = "") -> None:
        what = "ว่างเปล่า" if there else "ไม่อยู่แล้ว"
        called = called or f" «{beside.name}» "
        super().__init__(
            f"ไฟล์ฐานข้อมูล «{path.name}» {what} แต่พบ{called}ของไฟล์นี้อยู่ข้างกัน จึงไม่ได้เริ่มไฟล์ใหม่ทับ",
            "ไฟล์อาจถูกลบ ย้าย หรือคัดลอกมาไม่ครบ ข้อมูลที่อยู่ข้างกันไม่ถูกแตะต้อง",
            "นำข้อมูลสำรองฉบับล่าสุดกลับมาใช้ หรือคัดลอกไฟล์ฐานข้อมูลมาใหม่ หากตั้งใจเริ่มใหม่ให้ใช้ชื่อไฟล์อื่น",
        )


class ForeignJournalError(ItaError):
    """The journal beside the file was written for another file: SQLite would put that one's pages into this one."""

    def __init__(self, path: Path, journal: Path) -> None:
        super().__init__(
            f"พบ «{journal.name}» ซึ่งไม่ใช่ของไฟล์ฐานข้อมูล «{path.name}» จึงไม่ได้เปิดและไม่ได้แก้ไขไฟล์ใด",
            "มักเกิดจากนำไฟล์ฐานข้อมูลอื่นมาวางทับ หรือคัดลอกมาไม่ครบชุด ถ้าเปิดทั้งอย่างนี้ข้อมูลจะเสียหาย",
            f"ย้าย «{journal.name}» ไปไว้โฟลเดอร์อื่น แล้วเปิดใหม่ หรือนำข้อมูลสำรองกลับมาใช้",
        )


class PathTooLongError(ItaError):
    """The path is longer than the database can take; a Thai letter counts three."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"ที่อยู่ของไฟล์ «{path.name}» ยาวเกินไป จึงไม่ได้เปิดและไม่ได้สร้างไฟล์ใด",
            "ชื่อโฟลเดอร์ทุกชั้นรวมกับชื่อไฟล์ยาวเกินกว่าที่ฐานข้อมูลรับได้ (อักษรไทยประมาณ ๑๖๐ ตัว)",
            "ย้ายไฟล์ไปไว้ในโฟลเดอร์ที่มีชั้นน้อยลง หรือตั้งชื่อโฟลเดอร์ให้สั้นลง",
        )
