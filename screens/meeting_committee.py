"""The committee of a year: its members in the order of the appointment."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static

from ita_tui.domain.meetings import CommitteeMember
from ita_tui.tasks import YearState
from ita_tui.thai.numerals import digits
from ita_tui.thai.words import cut
from screens.desk import Desk
from screens.dialogs import Confirm
from screens.keys import Command, bindings
from screens.meeting_forms import PersonForm
from screens.meeting_rows import MUTED, one_line
from screens.screen import ItaScreen
from screens.widgets.line_list import Line, LineList
from screens.widgets.padding import padded, padded_left

_ON_A_MEMBER = frozenset({"edit", "remove", "move"})


class CommitteeScreen(ItaScreen):
    """A line a member; every change is saved at once."""

    NAME = "คณะกรรมการ"
    HELP = (
        "รายชื่อคณะกรรมการขับเคลื่อนฯ ของปี ตามลำดับในคำสั่งแต่งตั้ง การประชุมครั้งใหม่เชิญทุกคนในรายชื่อนี้ "
        "การประชุมที่เพิ่มไว้แล้วไม่เปลี่ยนตาม ผู้ที่มีตำแหน่งเลขานุการและผู้ช่วยเลขานุการเป็นผู้ตรวจและผู้จดรายงานการประชุม"
    )
    KEYS = (
        Command("enter", "edit", "แก้ไข", "แก้ชื่อและตำแหน่งของกรรมการที่เลือก"),
        Command("n", "add", "เพิ่ม", "เพิ่มกรรมการต่อท้าย"),
        Command("u", "move(-1)", "ขึ้น", "เลื่อนกรรมการที่เลือกขึ้น"),
        Command("d", "move(1)", "ลง", "เลื่อนกรรมการที่เลือกลง"),
        Command("ctrl+up", "move(-1)", "ขึ้น", "เลื่อนกรรมการที่เลือกขึ้น", shown=False),
        Command("ctrl+down", "move(1)", "ลง", "เลื่อนกรรมการที่เลือกลง", shown=False),
        Command("delete", "remove", "ลบ", "ลบกรรมการที่เลือก (เลิกทำได้ด้วย Ctrl+Z)"),
        Command("escape", "back", "กลับ", "กลับไปรายการประชุม"),
    )
    BINDINGS = bindings(KEYS)
    DEFAULT_CSS = """
    CommitteeScreen LineList { padding: 1 1 0 1; }
    CommitteeScreen #empty { padding: 2 4; color: $text-muted; display: none; }
    """
    ROLE: ClassVar[int] = 30

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.members: tuple[CommitteeMember, ...] = ()

    def compose_body(self) -> ComposeResult:
        yield LineList(id="members")
        yield Static("ยังไม่มีรายชื่อ\n\nกด n เพื่อเพิ่มประธานกรรมการเป็นคนแรก", id="empty", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.lines.focus()

    @property
    def lines(self) -> LineList:
        return self.query_one("#members", LineList)

    def show_state(self, state: YearState) -> None:
        self.members = state.report.committee
        self._show()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        name = max(12, self.size.width - self.ROLE - 11)
        self.lines.put(
            [
                Line(
                    f"{at}",
                    Content.assemble(
                        (padded_left(digits(at + 1), 3), MUTED),
                        " ",
                        padded(cut(one_line(one.name), name), name),
                        " ",
                        (cut(one_line(one.role), self.ROLE), MUTED),
                    ),
                )
                for at, one in enumerate(self.members)
            ]
        )
        self.lines.display, self.query_one("#empty").display = bool(self.members), not self.members
        if self.members and self.focused is None:
            self.lines.focus()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        del parameters
        return not self.is_mounted or self.allows(action)

    def allows(self, action: str) -> bool:
        """Whether a command makes sense now: most need a member."""
        return action.partition("(")[0] not in _ON_A_MEMBER or bool(self.members)

    def _at(self) -> int | None:
        key = self.lines.chosen
        return None if key is None else int(key)

    def _save(self, members: Sequence[CommitteeMember], at: int | None = None) -> None:
        with self.telling():
            self.desk.store.meetings.save_committee(self.desk.year, members)
            self.members = self.desk.store.meetings.committee(self.desk.year)
            self._show()
            if at is not None:
                self.lines.choose(f"{at}")
            self.lines.focus()
            self.say_saved()

    @work
    async def action_add(self) -> None:
        async def keep(person: tuple[str, str]) -> bool:
            self._save((*self.members, CommitteeMember(*person)), len(self.members))
            return True

        role = "กรรมการ" if self.members else "ประธานกรรมการ"
        await self.app.push_screen_wait(PersonForm("กรรมการคนใหม่", "", role, keep))

    @on(OptionList.OptionSelected)
    @work
    async def action_edit(self) -> None:
        at = self._at()
        if at is None:
            return
        member = self.members[at]

        async def keep(person: tuple[str, str]) -> bool:
            name, role = person
            self._save([replace(one, name=name, role=role) if one is member else one for one in self.members])
            return True

        await self.app.push_screen_wait(PersonForm("แก้ไขกรรมการ", member.name, member.role, keep))

    def action_move(self, by: int) -> None:
        at = self._at()
        if at is None or not 0 <= at + by < len(self.members):
            return
        members = list(self.members)
        members[at], members[at + by] = members[at + by], members[at]
        self._save(members, at + by)

    @work
    async def action_remove(self) -> None:
        at = self._at()
        if at is None:
            return
        question = (
            f"ลบ {one_line(self.members[at].name)} ออกจากคณะกรรมการของปีนี้\n"
            "การประชุมที่มีอยู่แล้วไม่เปลี่ยน และเลิกทำได้ด้วย Ctrl+Z"
        )
        if await self.app.push_screen_wait(Confirm(question, "ลบกรรมการคนนี้")) == "yes":
            self._save([one for number, one in enumerate(self.members) if number != at])

    def action_back(self) -> None:
        self.dismiss()
