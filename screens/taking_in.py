"""What is asked before a report goes into a year, and what is said when it has."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.app import App

from ita_tui import tasks
from ita_tui.domain.agency import Agency
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.merging import Merge
from ita_tui.thai.numerals import digits
from screens.dialogs import Ask, Choice
from screens.draft_lists import waiting

if TYPE_CHECKING:
    from ita_tui.intake.draft import Draft
    from store.database import Store


async def asked_year(app: App[Any], draft: "Draft", typed: FiscalYear) -> FiscalYear | None:
    """The year that is meant: asked where the document names another one than was typed; None where she gave up."""
    named = draft.planned_for or draft.year_found
    if named is None or named == typed:
        return typed
    answers: dict[FiscalYear, str] = {}
    if draft.planned_for:
        answers[draft.planned_for] = "ตามตารางมาตรการในเอกสาร"
    if draft.year_found:
        answers.setdefault(draft.year_found, "ตามเอกสาร")
    answers.setdefault(typed, "ตามที่พิมพ์ไว้")
    whose = "ตารางมาตรการในเอกสารนี้เป็น" if draft.planned_for else "เอกสารนี้เป็น"
    question = f"{whose}ของปีงบประมาณ {digits(named.be)} แต่เลือกจะนำเข้าปี {digits(typed.be)} จะนำเข้าปีใด"
    offered = [(str(year.be), f"นำเข้าปี {digits(year.be)} {words}") for year, words in answers.items()]
    answer = await app.push_screen_wait(Choice(question, offered))
    return next((year for year in answers if str(year.be) == answer), None)


async def asked_mode(app: App[Any], store: "Store", draft: "Draft", year: FiscalYear) -> tasks.TakeIn | None:
    """What to do with the measures that the year has, each way told with what it would do; None where she gave up.

    Asked only where the year has some.
    """
    present = len(store.measures.all(year)) if year in store.years.all() else 0
    if not present:
        return tasks.TakeIn.INTO_EMPTY
    becomes = await asyncio.to_thread(tasks.what_becomes, store, draft, year)
    answer = await app.push_screen_wait(
        Choice(
            _question(draft, year, present), [(mode.value, words) for mode, words in _ways(becomes, present)]
        )
    )
    return tasks.TakeIn(answer) if answer else None


def _question(draft: "Draft", year: FiscalYear, present: int) -> str:
    lines = [f"ปีงบประมาณ {digits(year.be)} มีมาตรการอยู่แล้ว {digits(present)} มาตรการ"]
    if draft.proposals:
        lines.append(f"ข้อเสนอมาตรการ {digits(len(draft.proposals))} ข้อนำเข้าด้วยวิธีเดียวกัน")
    if open_doubts := waiting(draft.doubts):
        lines.append(
            f"ยังมีข้อสงสัยรอตัดสิน {digits(open_doubts)} ข้อ ถ้านำเข้าตอนนี้จะใช้ตามที่แสดงอยู่ (กด Esc เพื่อกลับไปตัดสิน)"
        )
    return "\n".join(lines)


def _ways(becomes: Mapping[tasks.TakeIn, Merge], present: int) -> list[tuple[tasks.TakeIn, str]]:
    """The ways, the one that loses nothing first, each with its counts on a line of its own."""
    heads = {
        tasks.TakeIn.MERGE: "เติมเฉพาะช่องที่ยังว่าง และเพิ่มมาตรการที่ยังไม่มี",
        tasks.TakeIn.ADD: "เพิ่มต่อท้ายทั้งหมด มาตรการเดิมคงไว้",
        tasks.TakeIn.REPLACE: f"แทนที่ทั้งหมด (ลบ {digits(present)} มาตรการเดิม เลิกทำได้ด้วย Ctrl+Z)",
    }
    return [(mode, f"{words}\n  {counts_of(becomes[mode], mode)}") for mode, words in heads.items()]


def counts_of(plan: Merge, mode: tasks.TakeIn) -> str:
    """เพิ่มใหม่ ๓ · เติมช่องว่าง ๘ มาตรการ · คงข้อความเดิม ๕ ช่อง; for a merge also what is none."""
    if mode is not tasks.TakeIn.MERGE:
        return f"เพิ่มใหม่ {digits(len(plan.added))} มาตรการ"
    return (
        f"เพิ่มใหม่ {digits(len(plan.added))} · เติมช่องว่าง {digits(len(plan.filled))} มาตรการ "
        f"· คงข้อความเดิม {digits(len(plan.kept))} ช่อง"
    )


async def with_agency(app: App[Any], store: "Store", draft: "Draft") -> "Draft | None":
    """The draft with an agency's name, which is asked where neither the program nor the report knows one."""
    if store.agencies.current() is not None or (draft.agency and draft.agency.name.strip()):
        return draft
    name = await app.push_screen_wait(Ask("เอกสารไม่ได้บอกชื่อหน่วยงาน พิมพ์ชื่อเต็มของหน่วยงาน"))
    if not name or not name.strip():
        return None
    return replace(draft, agency=replace(draft.agency or Agency(""), name=name.strip()))


def told(done: Merge, year: FiscalYear) -> str:
    """What became of the report, in one line."""
    parts = [f"เพิ่ม {digits(len(done.added))} มาตรการ"]
    if done.filled:
        parts.append(f"เติมช่องว่าง {digits(len(done.filled))} มาตรการ")
    if done.kept:
        parts.append(f"คงข้อความเดิมไว้ {digits(len(done.kept))} ช่อง")
    return f"ปีงบประมาณ {digits(year.be)}: {' · '.join(parts)}"
