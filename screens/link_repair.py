"""Offers the repair of a broken link in a list: the link before and after, and the answer is hers."""

from typing import Any

from textual.app import App

from ita_tui.domain.links import link_doubt, repaired
from screens.dialogs import Confirm
from screens.keys import Command

REPAIR_IN_LIST = Command("ctrl+r", "repair_link", "แก้ลิงก์", "แก้ลิงก์ที่เสียของรายการที่เลือก โดยแสดงก่อนและหลังแก้ให้ดูก่อน")


def doubt_of(link: str) -> str:
    """What is doubtful about a link, with the key that puts it right where there is a repair; else empty."""
    doubt = link_doubt(link)
    return f"{doubt} · Ctrl+R แก้ลิงก์" if doubt and repaired(link) is not None else doubt


async def asked_repair(app: App[Any], whose: str, link: str) -> str | None:
    """The repaired link, where there is a repair and she wants it. ``whose`` says in Thai what the link is of."""
    better = repaired(link)
    if better is None:
        return None
    question = f"แก้ลิงก์ของ{whose}\n\nเดิม\n{link}\n\nแก้เป็น\n{better}\n\nเลิกทำได้ด้วย Ctrl+Z"
    answer = await app.push_screen_wait(Confirm(question, yes="แก้ลิงก์ตามนี้", no="ไม่แก้ คงลิงก์เดิมไว้"))
    return better if answer == "yes" else None
