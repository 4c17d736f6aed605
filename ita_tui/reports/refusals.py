"""What this room refuses, in Thai: a file of the open format, or a layout, that does not hold together."""

from ita_tui.errors import ItaError
from ita_tui.thai.numerals import digits


class OpenFormatError(ItaError):
    """The data is not a report in the open format. ``place`` is where, e.g. ``measures[3].period.start``, ``wrong`` what."""

    def __init__(self, place: str, wrong: str) -> None:
        where = f"ที่ {place} " if place else ""
        super().__init__(
            f"ข้อมูล JSON ใช้ไม่ได้ {where}{wrong} จึงไม่ได้นำเข้า",
            do="แก้ข้อมูลตรงนั้น หรือส่งออกไฟล์ใหม่จากโปรแกรมต้นทาง แล้วลองใหม่",
        )
        self.place = place
        self.wrong = wrong


class NewerFormatError(OpenFormatError):
    """The file was written in a later version of the open format than this program reads."""

    def __init__(self, version: int, known: int) -> None:
        ItaError.__init__(
            self,
            f"ไฟล์นี้เป็นรูปแบบรุ่นที่ {digits(version)} แต่โปรแกรมนี้อ่านได้ถึงรุ่นที่ {digits(known)} จึงไม่ได้นำเข้า",
            "ไฟล์ส่งออกมาจากโปรแกรมรุ่นใหม่กว่า",
            f"ปรับโปรแกรมเป็นรุ่นที่อ่านรูปแบบรุ่นที่ {digits(version)} ได้ แล้วลองใหม่",
        )
        self.place = "version"
        self.wrong = f"อ่านได้ถึงรุ่นที่ {digits(known)}"


class LayoutError(ItaError):
    """A layout file does not hold together: ``place`` is the key that is wrong, e.g. ``columns[2].weight``.

    ``line`` counts from 1. ``place`` is empty where the file cannot even be parsed.
    """

    def __init__(self, name: str, line: int, place: str, wrong: str) -> None:
        where = f"ที่ {place} " if place else ""
        super().__init__(
            f"แบบรายงาน {name} ใช้ไม่ได้ บรรทัดที่ {digits(line)} {where}{wrong}",
            do="แก้ไฟล์แบบรายงานตรงนั้น แล้วลองใหม่",
        )
        self.line = line
        self.place = place


class LayoutUnknown(ItaError):
    """No layout has the name that was asked for."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"ไม่มีแบบรายงานชื่อ {name}", f"แบบที่มี: {' '.join(known)}", "ตรวจชื่อแบบที่พิมพ์ แล้วลองใหม่")
