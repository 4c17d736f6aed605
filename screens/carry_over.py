"""Carries over from last year's catalogue who saw to its items, where numbers have changed meanwhile."""

from collections.abc import Sequence
from dataclasses import replace

from textual import work
from textual.content import Content

from ita_tui.disclosing import LastYear, to_carry
from ita_tui.domain.disclosure import DisclosureItem
from ita_tui.domain.item_mapping import Carried, Matched, has_responsible
from ita_tui.thai.numerals import digits, said
from ita_tui.thai.words import cut
from screens.dialogs import Choice
from screens.disclosure_rows import name_of, who_of
from screens.keeping_dialog import Keep
from screens.keys import Command, bindings
from screens.review_list import GIVE_UP, TAKE, TICK, TICK_ALL, ReviewList, end_of
from screens.widgets.line_list import Line
from screens.widgets.padding import padded

_NONE = "none"
_NOBODY = "ไม่ได้ระบุผู้รับผิดชอบ"


class CarryOverScreen(ReviewList[tuple[Carried, ...]]):
    """A line for each item of last year: its successor, who saw to it, and whether it is taken."""

    HELP = (
        "ยกผู้รับผิดชอบ ส่วนราชการ และงานของข้อ OIT ปีก่อนมาใช้กับข้อที่ตรงกันของปีนี้ เลขข้อที่เปลี่ยนไปโปรแกรมเทียบจากชื่อข้อและตารางเทียบ "
        "กด ↵ เพื่อเลือกข้ออื่นหรือไม่ยกมา กด l เพื่อยกลิงก์ของข้อนั้นมาด้วย สถานะ หมายเหตุ วันที่เห็น และหลักฐานไม่ยกมา "
        "ข้อที่ปีนี้มีผู้รับผิดชอบแล้วยังไม่ถูกเลือก ถ้าเลือกจะใช้ของปีก่อนแทน"
    )
    KEYS = (
        TICK,
        Command("enter", "target", "เปลี่ยนข้อ", "เลือกข้อของปีนี้ที่ตรงกับข้อนี้ หรือไม่ยกมา"),
        Command("l", "link", "ยกลิงก์", "ยกลิงก์ของปีก่อนมาด้วย หรือไม่ยก"),
        TICK_ALL,
        TAKE,
        GIVE_UP,
    )
    BINDINGS = bindings(KEYS)

    def __init__(self, known: LastYear, keep: Keep[tuple[Carried, ...]]) -> None:
        super().__init__(keep)
        self.known = known
        proposed = to_carry(known)
        self.carried = {one.old.code: one for one, _ in proposed}
        self.ticked = {one.old.code for one, wanted in proposed if wanted}

    def typed(self) -> tuple[object, ...]:
        return (*super().typed(), tuple(self.carried.values()))

    # --- showing -------------------------------------------------------------------------------------------

    def question(self) -> str:
        year = digits(self.known.year.be)
        return f"ยกมาจากปี {year} · {digits(len(self.carried))} ข้อ · เลือกแล้ว {digits(len(self.ticked))}"

    def can_be_ticked(self) -> Sequence[str]:
        return tuple(
            code
            for code, one in self.carried.items()
            if one.new_code is not None and (has_responsible(one.old) or one.with_link)
        )

    def lines(self, room: int) -> Sequence[Line]:
        return [self._line(code, room) for code in self.carried]

    def _line(self, code: str, room: int) -> Line:
        """[✓] o12 ชื่อเดิม → o14 ชื่อใหม่   ผู้รับผิดชอบ."""
        one = self.carried[code]
        here = self.known.item_here(one.new_code)
        who = max(12, room * 24 // 100)
        names = room - 16 - who
        old = names // 2
        box = self.box(code) if code in self.can_be_ticked() else "   "
        new = "ไม่ยกมา" if here is None else name_of(here)
        link = "+ลิงก์ " if one.with_link else ""
        muted = "" if code in self.ticked else "$foreground-muted"
        words = Content.assemble(
            (f"{box} ", "bold"),
            (padded(code, 4), "bold"),
            padded(cut(name_of(one.old), old), old),
            " → ",
            (padded(one.new_code or "–", 4), "bold" if here is not None and one.new_code != code else ""),
            (padded(cut(new, names - old), names - old), muted),
            " ",
            (cut(f"{link}{who_of(one.old) or _NOBODY}", who), muted),
        )
        return Line(code, words)

    def about(self, key: str) -> Content:
        """Both names in full, how they were matched, who saw to it and who does, and last year's link."""
        one = self.carried[key]
        here = self.known.item_here(one.new_code)
        width = max(20, self.query_one("#about").size.width)
        link = end_of(one.old.url, width - 16) if one.old.url.strip() else "ไม่มี"
        taken = " (ยกมาด้วย)" if one.with_link else ""
        return Content.assemble(
            (cut(f"{key} {name_of(one.old)}", width), "bold"),
            "\n",
            cut(f"→ {one.new_code} {name_of(here)}" if here else "→ ไม่ยกมา", width),
            "\n",
            (cut(said(self._how(one)), width), "$foreground-muted"),
            "\n",
            (cut(f"ปีก่อน: {_who(one.old)} · ปีนี้: {_who(here)}", width), ""),
            "\n",
            ("ลิงก์ปีก่อน ", "$text-accent"),
            f"{link}{taken}",
        )

    def _how(self, one: Carried) -> str:
        """How the successor was found, and how sure that is where the name does not tell."""
        match = self.known.match(one.old.code)
        if match is None or match.new_code != one.new_code:
            return "เลือกเอง"
        sure = ""
        if match.how in {Matched.READ, Matched.MERGED} or (
            match.how is Matched.NONE and self.known.stated.note
        ):
            sure = f" · ความแน่ใจ: {self.known.stated.confidence.label}"
        return f"{match.how.label}{sure}"

    # --- doing ---------------------------------------------------------------------------------------------

    def enter(self) -> None:
        self.action_target()

    @work
    async def action_target(self) -> None:
        """Choose the item of this year, or none."""
        code = self.list.chosen
        if code is None:
            return
        one = self.carried[code]
        answers = [
            (_NONE, "ไม่ยกมา"),
            *((item.code, f"{item.code}  {name_of(item)}") for item in self.known.here),
        ]
        question = f"{code} {name_of(one.old)}\nตรงกับข้อใดของปีนี้"
        chosen = await self.app.push_screen_wait(Choice(question, answers, at=one.new_code or _NONE))
        if chosen is None:
            return
        self.carried[code] = replace(one, new_code=None if chosen == _NONE else chosen)
        self.ticked.discard(code)
        if code in self.can_be_ticked():
            self.ticked.add(code)
        self.show_lines()

    def action_link(self) -> None:
        """Let last year's link come along, or not."""
        code = self.list.chosen
        one = None if code is None else self.carried[code]
        if code is None or one is None or one.new_code is None or not one.old.url.strip():
            self.app.bell()
            return
        self.carried[code] = replace(one, with_link=not one.with_link)
        if self.carried[code].with_link:
            self.ticked.add(code)
        elif code not in self.can_be_ticked():
            self.ticked.discard(code)
        self.show_lines()

    def answer(self) -> tuple[Carried, ...] | None:
        taken = tuple(one for code, one in self.carried.items() if code in self.ticked)
        return taken or None


def _who(item: DisclosureItem | None) -> str:
    if item is None:
        return "–"
    names = (item.responsible, ", ".join(item.divisions), ", ".join(item.sections))
    return " / ".join(dict.fromkeys(" ".join(name.split()) for name in names if name.strip())) or "ยังไม่ระบุ"
