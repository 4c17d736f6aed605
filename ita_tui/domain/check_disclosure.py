"""What is checked of the OIT items."""

from collections.abc import Iterator

from ita_tui.domain.disclosure import DisclosureItem, published
from ita_tui.domain.findings import About, Checked, Finding, Level, Rule, mark_of, one_line
from ita_tui.thai.numerals import shown


def about_item(item: DisclosureItem) -> About:
    subject = "" if item.id is None else f"item:{item.id}"
    name = f"ข้อ {item.code} {shown(one_line(item.name))}".strip()
    return About(subject, f"item:{item.code}", name, place=item.code)


def published_without_link(checked: Checked) -> Iterator[Finding]:
    """An item that is said to be published, with no link to where."""
    for item in published(checked.report.disclosure):
        if not item.url.strip():
            about = about_item(item)
            yield About(about.subject, about.where, about.name, about.place, "url").found(
                "published_without_link",
                Level.WARNS,
                f"{item.status.label} แต่ไม่มีลิงก์",
                why="ผู้ตรวจ OIT ให้คะแนนจากลิงก์ที่เปิดได้",
                do="ใส่ลิงก์ของหน้าที่เผยแพร่ หรือแก้สถานะของข้อ",
                mark=mark_of(item.status),
            )


RULES = (Rule("published_without_link", "ข้อ OIT ที่เผยแพร่แล้วมีลิงก์", published_without_link),)
