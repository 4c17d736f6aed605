"""What is picked for a measure's plan from lists: sections, OIT items, and the results that it is to raise."""

from collections.abc import Mapping, Sequence

from ita_tui.domain.agency import Division
from ita_tui.domain.answering import answer_code
from ita_tui.domain.disclosure import read_code
from ita_tui.domain.measure import Measure
from ita_tui.thai.folding import folded
from ita_tui.thai.numerals import digits, shown
from screens.pick_dialog import PickDialog


class SectionsDialog(PickDialog[str]):
    """Gives the names of sections: those of the measure's divisions first, then all others."""

    QUESTION = "งานที่รับผิดชอบ"
    FIELD_HINT = "เพิ่มงานใหม่ แล้วกด ↵"

    def __init__(self, divisions: Sequence[Division], mine: Sequence[str], chosen: Sequence[str]) -> None:
        """``mine`` are the measure's divisions."""
        own = sorted(divisions, key=lambda division: division.name not in mine)
        lines = {section.name: f"{section.name}  ({one.name})" for one in own for section in one.sections}
        super().__init__({**lines, **{name: lines.get(name, name) for name in chosen}}.items(), chosen)

    def value_of(self, typed: str) -> str:
        """The name on the list that is the same but for digits, blanks or letter forms, else a new one."""
        sought = folded(typed)
        return next((name for name in self.lines if folded(name) == sought), typed)


class ItemsDialog(PickDialog[str]):
    """Gives OIT codes of the year's catalogue."""

    QUESTION = "ข้อ OIT ที่เกี่ยวข้องกับมาตรการนี้"
    FIELD_HINT = "พิมพ์เลขข้อหรือชื่อ แล้วกด ↵"

    def __init__(self, items: Mapping[str, str], chosen: Sequence[str]) -> None:
        """``items`` are the names by code; a code that the catalogue does not have stays on the list."""
        lines = {**items, **{code: items.get(code, "ไม่อยู่ในรายการของปีนี้") for code in chosen}}
        super().__init__(((code, f"{code}  {shown(name)}") for code, name in lines.items()), chosen)

    def value_of(self, typed: str) -> str | None:
        """The item of that number or code, else the one whose name is found by it."""
        code = read_code(typed)
        return code if code in self.lines else self.only_line(typed)

    def unknown(self, typed: str) -> str:
        return _unknown(self, typed, "ไม่มีข้อนี้ในรายการของปีนี้")


class AnswersDialog(PickDialog[str]):
    """Gives the codes of last year's results that the measure is to raise."""

    QUESTION = "ข้อที่มุ่งยกระดับ จากผลการประเมินปีก่อน"
    FIELD_HINT = "พิมพ์รหัส เช่น i10 e3 o14 n4 หรือคำในข้อคำถาม แล้วกด ↵"

    def __init__(self, words: Mapping[str, str], chosen: Sequence[str]) -> None:
        """``words`` are what the codes say; a code that the results do not have stays on the list."""
        lines = {**words, **{code: words.get(code, code) for code in chosen}}
        super().__init__(lines.items(), chosen)

    def value_of(self, typed: str) -> str | None:
        """The result of that code, on the list or not, else the one whose words are found by it."""
        return answer_code(typed) or self.only_line(typed)

    def unknown(self, typed: str) -> str:
        return _unknown(self, typed, "ไม่ใช่รหัสของข้อคำถาม ตัวชี้วัด หรือข้อ OIT · เช่น i10 e3 n4 o14")


def _unknown(dialog: PickDialog[str], typed: str, words: str) -> str:
    many = sum(how is not None for how in dialog.found(typed).closeness)
    return f"พบ {digits(many)} ข้อที่ใกล้เคียง · เลือกจากรายการด้วยแป้นวรรค" if many else words


def _line(text: str) -> str:
    return shown(" ".join(text.split()))


def last_years(measures: Sequence[Measure]) -> list[tuple[str, str]]:
    """Last year's measures and proposals as answers of a choice, after "none"."""
    named = (
        (str(one.id), f"{'ข้อเสนอ ' if one.proposal else ''}{digits(one.number)}. {_line(one.title)}")
        for one in measures
        if one.id is not None
    )
    return [("", "ไม่ต่อเนื่องจากมาตรการใด"), *named]
