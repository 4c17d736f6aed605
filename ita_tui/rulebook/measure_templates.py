"""Templates of measures by issue: those that come with the program, and the secretary's own beside them."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ita_tui.domain.measure_template import MeasureTemplate
from ita_tui.errors import ItaError
from ita_tui.rulebook.block import Block
from ita_tui.rulebook.lines import Path, dotted, line_of
from ita_tui.thai.numerals import digits

_ISSUES = (1, 7)


class TemplatesError(ItaError):
    """A file of templates that cannot be used, with the ``line`` (from 1) and the ``key`` where that is known."""

    def __init__(self, wrong: str, *, line: int | None = None, key: str = "") -> None:
        self.line = line
        self.key = key
        where = f" บรรทัด {digits(line)}" if line is not None else ""
        named = f" ที่ {key}" if key else ""
        super().__init__(
            happened=f"อ่านไฟล์แม่แบบมาตรการไม่ได้{where}{named}: {wrong}",
            means="แม่แบบที่มากับโปรแกรมยังใช้ได้ และข้อมูลที่บันทึกไว้ไม่เปลี่ยนแปลง",
            do="แก้ไฟล์ measure_templates.toml ข้างไฟล์ฐานข้อมูล หรือย้ายออก แล้วเปิดรายการแม่แบบใหม่",
        )


@dataclass(frozen=True)
class _Source:
    """The text that is read."""

    text: str

    def refuse(self, wrong: str, path: Path) -> TemplatesError:
        return TemplatesError(wrong, line=line_of(self.text, path), key=dotted(path))


@cache
def shipped_templates() -> tuple[MeasureTemplate, ...]:
    """The templates that come with the program, by issue."""
    text = resources.files("ita_tui.rulebook").joinpath("measure_templates.toml").read_text(encoding="utf-8")
    return read_templates(text)


def templates_with(own: str | None) -> tuple[MeasureTemplate, ...]:
    """The shipped templates and those of the TOML text ``own``, by issue, her own first.

    One of hers with the title of a shipped one stands in its place. Raises TemplatesError.
    """
    if own is None or not own.strip():
        return shipped_templates()
    hers = read_templates(own, own=True)
    titles = {template.title for template in hers}
    shipped = (template for template in shipped_templates() if template.title not in titles)
    return tuple(sorted((*hers, *shipped), key=lambda template: template.issue))


def read_templates(text: str, *, own: bool = False) -> tuple[MeasureTemplate, ...]:
    """The templates of a TOML text, by issue. Raises TemplatesError for the first thing that is wrong."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else len(text.splitlines())
        raise TemplatesError("เขียนไม่ถูกรูปแบบ TOML", line=line) from error
    book = Block(_Source(text), tables)
    found = [_template(block, own=own) for block in book.blocks("template")]
    book.close()
    return tuple(sorted(found, key=lambda template: template.issue))


def _template(block: Block, *, own: bool) -> MeasureTemplate:
    template = MeasureTemplate(
        issue=block.whole("issue", *_ISSUES),
        title=_filled(block, "title"),
        guideline=block.text("guideline", ""),
        steps=block.texts("steps"),
        follow_up=block.text("follow_up", ""),
        divisions=block.texts("divisions") if block.has("divisions") else (),
        period=block.text("period", ""),
        own=own,
    )
    if not template.steps or not all(map(str.strip, template.steps)):
        raise block.refuse("ต้องมีอย่างน้อยหนึ่งขั้นตอน และไม่มีขั้นตอนว่าง", "steps")
    block.close()
    return template


def _filled(block: Block, key: str) -> str:
    text = " ".join(block.text(key).split())
    if not text:
        raise block.refuse("ต้องไม่ว่าง", key)
    return text
