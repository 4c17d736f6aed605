"""A document that was read, as the secretary looks it over before anything is saved."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure
from ita_tui.thai.numerals import digits
from screens.measure_rows import STATUS_COLORS, days_of

if TYPE_CHECKING:
    from ita_tui.intake.draft import Doubt, Draft, FoundTable

Part = Content | tuple[str, str] | str


def summary(draft: "Draft", year: FiscalYear) -> str:
    """What the document holds, counted: ๑๑ มาตรการ · ข้อสงสัย ๑๕ · ไม่ได้นำเข้า ๑๓."""
    scores = "คะแนนปีก่อน" if draft.scores else ""
    parts = [
        f"{digits(len(draft.measures))} มาตรการ",
        _counted("ข้อเสนอ", len(draft.proposals)),
        scores,
        _counted("ข้อ OIT", len(draft.disclosure)),
        _counted("แบบวัด", len(draft.surveys)),
        _counted("ข้อสงสัย", len(draft.doubts)),
        _counted("ไม่ได้นำเข้า", len(draft.left_out)),
        f"เข้าปี {digits(year.be)}",
    ]
    return " · ".join(part for part in parts if part)


def preview(draft: "Draft") -> Content:
    """Tables, measures as they would arrive with their doubts, all doubts in words, and what was left out."""
    parts: list[Part] = []
    if draft.agency and draft.agency.name:
        agency = draft.agency
        place = "".join(
            (
                f" อำเภอ{agency.district}" if agency.district else "",
                f" จังหวัด{agency.province}" if agency.province else "",
            )
        )
        parts += [("หน่วยงานในเอกสาร ", "$foreground-muted"), f"{agency.name}{place}", "\n"]
    if draft.year_found:
        parts += [("ปีงบประมาณในเอกสาร ", "$foreground-muted"), digits(draft.year_found.be), "\n"]
    parts += _tables(draft.tables)
    parts += _measures("มาตรการที่จะนำเข้า", draft.measures, draft.doubts, proposals=False)
    parts += _measures("ข้อเสนอมาตรการที่จะนำเข้า", draft.proposals, draft.doubts, proposals=True)
    parts += _doubts(draft.doubts)
    parts += _left_out(draft.left_out)
    return Content.assemble(*parts)


def _counted(words: str, count: int) -> str:
    return f"{words} {digits(count)}" if count else ""


def _heading(words: str, count: int) -> Part:
    return (f"\n{words} ({digits(count)})\n", "bold $text-accent")


def _tables(tables: "Iterable[FoundTable]") -> Iterator[Part]:
    tables = tuple(tables)
    if not tables:
        return
    yield _heading("ตารางที่พบ", len(tables))
    for table in tables:
        where = f"บรรทัดที่ {digits(table.line)} · {digits(table.rows)} แถว"
        yield f"• {where} · อ่านเป็น: {table.purpose.label}\n"
        for column in table.columns:
            head = " ".join(column.head.split()) or "(ไม่มีหัว)"
            if not column.taken_for:
                yield (f"    ? {head} → ไม่รู้จักช่องนี้\n", "$text-warning")
            elif column.taken_for == column.head:
                yield f"    ✓ {head}\n"
            else:
                yield f"    ✓ {head} → {column.taken_for}\n"


def _measures(
    words: str, measures: tuple[Measure, ...], doubts: "Iterable[Doubt]", *, proposals: bool
) -> Iterator[Part]:
    if not measures:
        return
    about: dict[int, list[Doubt]] = {}
    for doubt in doubts:
        if doubt.measure is not None and doubt.of_proposal is proposals:
            about.setdefault(doubt.measure, []).append(doubt)
    yield _heading(words, len(measures))
    for measure in measures:
        yield from _measure(measure, about.get(measure.number, []))


def _measure(measure: Measure, doubts: "list[Doubt]") -> Iterator[Part]:
    title = " ".join(measure.title.split()) or "(ไม่มีชื่อ)"
    yield (f"{digits(measure.number)}. {title}\n", "bold")
    period = " ".join(measure.period.text.split())
    yield f"   {' '.join(measure.responsible.split()) or 'ไม่ระบุผู้รับผิดชอบ'}\n"
    days = days_of(measure.period)
    yield f"   {period} ({days})\n" if period else f"   {days}\n"
    status = measure.status
    proposed = any(doubt.kind.value == "proposed_status" for doubt in doubts)
    source = " (เสนอจากผลการดำเนินการ)" if proposed else ""
    yield (f"   {status.sign} {status.label}{source}", STATUS_COLORS[status])
    kinds = dict.fromkeys(doubt.kind.label for doubt in doubts if doubt.kind.value != "proposed_status")
    if kinds:
        yield (f"   ! {' · '.join(kinds)}", "$text-warning")
    yield "\n"


def _doubts(doubts: "tuple[Doubt, ...]") -> Iterator[Part]:
    if not doubts:
        return
    yield _heading("ข้อสงสัยที่ควรตรวจ", len(doubts))
    for doubt in doubts:
        yield (f"! {doubt.kind.label}", "$text-warning")
        yield f" · {doubt}\n"


def _left_out(texts: tuple[str, ...]) -> Iterator[Part]:
    if not texts:
        return
    yield _heading("ข้อความที่ไม่ได้นำเข้า", len(texts))
    for text in texts:
        yield f"– {text}\n"
