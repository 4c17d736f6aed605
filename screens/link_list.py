"""Pastes a whole list of links: first its text, then what was understood of it, before anything is changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Label, Static

from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.link_list import (
    NO_LINK_HERE,
    LeftLine,
    LinkList,
    PastedLink,
    placed_by_her,
)
from ita_tui.domain.links import link_doubt
from ita_tui.thai.numerals import digits
from ita_tui.thai.words import cut
from screens.dialogs import Choice, TypingDialog
from screens.disclosure_rows import name_of
from screens.keeping_dialog import Keep
from screens.keys import Command, bindings
from screens.review_list import TAKE, TICK, TICK_ALL, ReviewList, end_of
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.line_list import Line
from screens.widgets.padding import padded
from screens.widgets.thai_text_area import ThaiTextArea

_LEAVE, _IN_ORDER = "leave", "in_order"
_AS_IT_IS, _PUBLISHED, _TODAY = "as_it_is", "published", "today"
_SURE, _DOUBTFUL, _LEFT = "ready", "doubtful", "left"
_NO_LINK = "ไม่มี"


@dataclass(frozen=True)
class LinksText:
    """The pasted text, and whether bare links belong to the items in their order.

    ``told`` says of what comes back how much of it was saved.
    """

    text: str
    in_order: bool = False
    told: str = ""


class LinksTextDialog(TypingDialog[LinksText]):
    """Takes the text of a list; it can be put right again when it was read."""

    DEFAULT_CSS = """
    LinksTextDialog { align: center middle; }
    LinksTextDialog > Vertical {
        width: 116; max-width: 98%; height: 94%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    LinksTextDialog ThaiTextArea { height: 1fr; background: $boost; }
    LinksTextDialog .question { text-style: bold; }
    LinksTextDialog #told { height: auto; width: 1fr; color: $text-warning; }
    LinksTextDialog .hint { height: auto; width: 1fr; color: $text-muted; }
    """
    BINDINGS = bindings(
        (
            Command("ctrl+s", "done", "อ่านรายการ", "อ่านรายการแล้วแสดงให้ดูก่อนบันทึก", priority=True),
            Command("escape", "cancel", "ยกเลิก", "ปิดโดยไม่เปลี่ยนข้อมูล", priority=True),
        )
    )
    SAVE = "กด Ctrl+S เพื่ออ่านรายการ"
    HELP = (
        "วางรายการลิงก์ทั้งชุดได้ในครั้งเดียว บรรทัดละข้อ เช่น «o1 https://…» หรือ «ข้อ ๐๑๒ : https://…» ตารางจาก Excel หรือ Word "
        "หรือชื่อข้อแล้วตามด้วยลิงก์ในบรรทัดถัดไป โปรแกรมแสดงสิ่งที่อ่านได้ให้ตรวจก่อน ยังไม่เปลี่ยนข้อมูล"
    )

    def __init__(self, before: LinksText) -> None:
        super().__init__(pending=bool(before.text))
        self.before = before

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label("วางรายการลิงก์ของข้อ OIT", classes="question", markup=False)
            yield Static(
                "ใช้ได้ทั้งรายการที่มีเลขข้อหรือชื่อข้อ ตารางจาก Excel หรือ Word และรายการจากหน้าเว็บ", classes="hint"
            )
            if self.before.told:
                yield Static(f"{self.before.told} · แก้บรรทัดที่เหลือแล้วอ่านอีกครั้ง", id="told", markup=False)
            yield ThaiTextArea(self.before.text, compact=True)
            choices = [(_LEAVE, "ยังไม่ใช้"), (_IN_ORDER, "เรียงตามลำดับข้อ (บรรทัด - คือข้อที่ไม่มี)")]
            value = _IN_ORDER if self.before.in_order else _LEAVE
            yield ChoiceRow(choices, value=value, label="ลิงก์ที่ไม่มีเลขข้อ")
            yield Static("Ctrl+S อ่านรายการ · Tab ไปตัวเลือก · Esc ยกเลิก", classes="hint", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.set_focus(self.query_one(ThaiTextArea))

    def action_done(self) -> None:
        text = self.query_one(ThaiTextArea).text
        if not text.strip():
            self.app.notify("ยังไม่มีข้อความ · วางรายการลิงก์ก่อน", severity="warning", markup=False)
            return
        self.dismiss(LinksText(text, in_order=self.query_one(ChoiceRow).value == _IN_ORDER))


@dataclass(frozen=True)
class LinksAnswer:
    """The links that are taken, by code; whether their items are published now, and were seen today.

    ``found`` is the list with the items that she chose, ``taken`` what is taken of it.
    """

    links: Mapping[str, str]
    published: bool
    seen: bool
    found: LinkList
    taken: tuple[PastedLink, ...]


class LinksPreview(ReviewList[LinksAnswer]):
    """What was understood of a pasted list: old link and new link of each item, what is doubtful, what was left."""

    HELP = (
        "ตรวจลิงก์ที่อ่านได้ก่อนบันทึก รายการที่น่าสงสัยยังไม่ถูกเลือก กดแป้นวรรคเพื่อเลือก กด Ctrl+R เพื่อแก้ลิงก์ที่เสียตามที่เสนอ "
        "แต่ละข้อใช้ได้ลิงก์เดียว บรรทัดที่จับคู่ไม่ได้แสดงไว้ท้ายรายการพร้อมเหตุผล กด ↵ ที่บรรทัดนั้นเพื่อเลือกข้อ กด Esc เพื่อกลับไปแก้ข้อความ\n"
        "เมื่อบันทึกแล้ว บรรทัดที่ยังไม่ได้ใช้กลับมาอยู่ในช่องข้อความ"
    )
    KEYS = (
        TICK,
        Command("enter", "place", "เลือกข้อ", "เลือกข้อของบรรทัดที่จับคู่ไม่ได้ ที่บรรทัดอื่นเลือกหรือไม่เลือกรายการ"),
        TICK_ALL,
        Command("ctrl+r", "repair_link", "แก้ลิงก์", "แก้ลิงก์ที่เสียตามที่เสนอไว้"),
        TAKE,
        Command("escape", "cancel", "กลับ", "กลับไปแก้ข้อความ ยังไม่เปลี่ยนข้อมูล"),
    )
    BINDINGS = bindings(KEYS)
    ASKS = False  # the text is still there, and shown again

    def __init__(self, found: LinkList, items: Sequence[DisclosureItem], keep: Keep[LinksAnswer]) -> None:
        super().__init__(keep, pending=True)
        self.items = {item.code: item for item in items}
        self.found = {f"{at}": one for at, one in enumerate(found.links)}
        self.heads = found.heads
        self.left = {f"left:{one.line}": one for one in found.left}
        self.given = {key: one.link for key, one in self.found.items()}
        self.ticked = {key for key, one in self.found.items() if one.sure}

    def compose_choices(self) -> Sequence[Widget]:
        status = DisclosureStatus.PUBLISHED.label
        return (
            ChoiceRow(
                [(_AS_IT_IS, "คงเดิม"), (_PUBLISHED, f"ตั้งเป็น{status}")],
                label=padded("สถานะของข้อที่เลือก", 22),
                id="status",
            ),
            ChoiceRow(
                [(_AS_IT_IS, "คงเดิม"), (_TODAY, "วันนี้")],
                label=padded("วันที่เห็นบนเว็บไซต์", 22),
                id="seen",
            ),
        )

    def question(self) -> str:
        left = f" · จับคู่ไม่ได้ {digits(len(self.left))} บรรทัด" if self.left else ""
        return f"ลิงก์ที่อ่านได้ {digits(len(self.found))} รายการ · เลือกแล้ว {digits(len(self.ticked))}{left}"

    def can_be_ticked(self) -> Sequence[str]:
        return tuple(self.found)

    def tick(self, key: str) -> None:
        """One link for each item: the others of the same one go."""
        code = self.found[key].code
        self.ticked -= {other for other in self.ticked if self.found[other].code == code}
        super().tick(key)

    def lines(self, room: int) -> Sequence[Line]:
        sure = [key for key, one in self.found.items() if one.sure]
        doubtful = [key for key, one in self.found.items() if not one.sure]
        lines: list[Line] = []
        if sure:
            lines.append(_heading(_SURE, f"จับคู่ได้ {digits(len(sure))}", room))
            lines += [self._line(key, room) for key in sure]
        if doubtful:
            lines.append(
                _heading(_DOUBTFUL, f"น่าสงสัย {digits(len(doubtful))} · ตรวจก่อนเลือก", room, "$text-warning")
            )
            lines += [self._line(key, room) for key in doubtful]
        if self.left:
            lines.append(_heading(_LEFT, f"จับคู่ไม่ได้ {digits(len(self.left))}", room, "$text-error"))
            lines += [_left_line(key, one, room) for key, one in self.left.items()]
        return lines

    def _line(self, key: str, room: int) -> Line:
        """[✓] o12 ชื่อข้อ   ลิงก์เดิม → ลิงก์ใหม่."""
        one = self.found[key]
        item = self.items[one.code]
        name = max(10, (room - 10) * 32 // 100)
        links = max(12, room - 10 - name - 5)
        old = links * 38 // 100
        before = end_of(item.url, old) if item.url.strip() else _NO_LINK
        after = "เหมือนเดิม" if item.url.strip() == self.given[key] else end_of(self.given[key], links - old)
        sign = "" if one.sure else "▲ "
        words = Content.assemble(
            (f"{self.box(key)} ", "bold"),
            (padded(one.code, 4), "bold"),
            padded(cut(f"{sign}{name_of(item)}", name), name),
            "  ",
            (padded(before, old), "$foreground-muted"),
            " → ",
            (after, "" if key in self.ticked else "$foreground-muted"),
        )
        return Line(key, words)

    def about(self, key: str) -> Content:
        one = self.found.get(key)
        if one is None:
            return self._about_left(key)
        item = self.items[one.code]
        width = max(20, self.query_one("#about").size.width)
        better = one.repaired if self.given[key] == one.link else None
        doubts = " · ".join(one.doubts)
        parts: list[Content | tuple[str, str] | str] = [
            (cut(f"{one.code}  {name_of(item)}", width), "bold"),
            "\n",
            ("เดิม ", "$text-accent"),
            cut(item.url or "ยังไม่มีลิงก์", width - 6),
            "\n",
            ("ใหม่ ", "$text-accent"),
            cut(self.given[key], width - 6),
        ]
        parts += [(cut(f"\n▲ {doubts}", width), "$text-warning")] if doubts else []
        parts += ["\n", (cut(f"Ctrl+R แก้เป็น {better}", width), "$text-accent")] if better else []
        if better is None:
            parts += ["\n", (cut(f"บรรทัดที่ {digits(one.line)}: {one.words}", width), "$foreground-muted")]
        return Content.assemble(*parts)

    def _about_left(self, key: str) -> Content:
        one = self.left[key]
        why = f"บรรทัดที่ {digits(one.line)} · {one.why}"
        choose = ("\n↵ เลือกข้อของลิงก์นี้", "$text-accent") if one.links else ""
        return Content.assemble((why, "$text-warning"), choose, "\n", one.words)

    # --- putting right -----------------------------------------------------------------------------------------

    def enter(self) -> None:
        self.action_place()

    @work
    async def action_place(self) -> None:
        """Choose the item of a line that was not matched; every other line is ticked or not."""
        key = self.list.chosen or ""
        left = self.left.get(key)
        if left is None:
            self.action_tick()
            return
        if not left.links:
            self._say(f"{NO_LINK_HERE} · กด Esc เพื่อกลับไปแก้ข้อความ")
            return
        answers = [(item.code, f"{item.code}  {name_of(item)}") for item in self.items.values()]
        question = f"{cut(left.words, 70)}\nเป็นลิงก์ของข้อใด"
        code = await self.app.push_screen_wait(Choice(question, answers))
        if code is None or key not in self.left:
            return
        del self.left[key]
        placed = {f"{len(self.found) + at}": one for at, one in enumerate(placed_by_her(left, code))}
        self.found |= placed
        self.given |= {new: one.link for new, one in placed.items()}
        self.tick(next(iter(placed)))
        self.show_lines()
        self.list.choose(next(iter(placed)))

    def _say(self, words: str) -> None:
        self.app.notify(words, severity="warning", markup=False)

    def action_repair_link(self) -> None:
        """Put the repaired link in place of the one that was pasted."""
        key = self.list.chosen or ""
        one = self.found.get(key)
        if one is None:
            left = self.left.get(key)
            todo = "กด ↵ เพื่อเลือกข้อก่อน" if left and left.links else "กด Esc เพื่อกลับไปแก้ข้อความ"
            self._say(f"บรรทัดนี้ยังไม่ได้จับคู่กับข้อ · {todo}")
            return
        better = one.repaired
        if better is None:
            self._say(_not_repaired(one.link))
            return
        self.given[key] = better
        self.tick(key)
        self.show_lines()

    def answer(self) -> LinksAnswer | None:
        links = {self.found[key].code: self.given[key] for key in self.found if key in self.ticked}
        if not links:
            return None
        return LinksAnswer(
            links,
            published=self.query_one("#status", ChoiceRow).value == _PUBLISHED,
            seen=self.query_one("#seen", ChoiceRow).value == _TODAY,
            found=LinkList(tuple(self.found.values()), tuple(self.left.values()), self.heads),
            taken=tuple(one for key, one in self.found.items() if key in self.ticked),
        )


def _heading(key: str, words: str, room: int, color: str = "$text-accent") -> Line:
    return Line(key, Content.styled(cut(words, room), f"bold {color}"), heading=True)


def _not_repaired(link: str) -> str:
    """Why a link is not repaired."""
    doubt = link_doubt(link)
    if doubt:
        return f"{doubt} แต่ไม่มีวิธีแก้ที่แน่นอน · กด Esc เพื่อกลับไปแก้ข้อความ"
    return "ลิงก์นี้เขียนถูกรูปแบบแล้ว จึงไม่มีสิ่งที่ต้องแก้"


def _left_line(key: str, one: LeftLine, room: int) -> Line:
    words = cut(f"–  บรรทัดที่ {digits(one.line)} {one.why}: {one.words}", room)
    return Line(key, Content.styled(words, "$foreground-muted"))
