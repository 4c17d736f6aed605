"""What the rulebook room says when a file of rules cannot be read."""

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.errors import ItaError
from ita_tui.thai.numerals import digits


class RulebookError(ItaError):
    """A file of rules that cannot be used, with the ``line`` (from 1) and the ``key`` where that is known.

    ``key`` is the path as TOML writes it, e.g. minimums.IIT.by_population.floor; ``wrong`` says in Thai what is
    wrong there.
    """

    def __init__(self, year: FiscalYear, wrong: str, *, line: int | None = None, key: str = "") -> None:
        self.year = year
        self.line = line
        self.key = key
        where = f" บรรทัด {digits(line)}" if line is not None else ""
        named = f" ที่ {key}" if key else ""
        super().__init__(
            happened=f"อ่านไฟล์เกณฑ์ปี {digits(year.be)} ไม่ได้{where}{named}: {wrong}",
            means="ข้อมูลที่บันทึกไว้ไม่เปลี่ยนแปลง",
            do="แก้ไฟล์เกณฑ์แล้วเปิดใหม่ หรือย้ายไฟล์นั้นออกเพื่อใช้เกณฑ์ที่มากับโปรแกรม",
        )
