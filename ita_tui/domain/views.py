"""Views of the measures (มุมมอง): six ready ones, and those she saved under a name of her own."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ita_tui.domain.measure import Measure, Proof, WorkStatus
from ita_tui.domain.measure_list import DUE_THIS_MONTH, READY_TO_SIGN, Flag, MeasureFilter, Order
from ita_tui.domain.meetings import Meeting
from ita_tui.thai.names import sort_key


class ReadyView(StrEnum):
    """The views that come with the program."""

    OVERDUE = "overdue"
    WITHOUT_EVIDENCE = "without_evidence"
    DUE_THIS_MONTH = "due_this_month"
    BY_DIVISION = "by_division"
    SINCE_MEETING = "since_meeting"
    READY_TO_SIGN = "ready_to_sign"

    @property
    def label(self) -> str:
        return {
            "overdue": Flag.OVERDUE.label,
            "without_evidence": Flag.NO_EVIDENCE.full_label,
            "due_this_month": DUE_THIS_MONTH,
            "by_division": "ตามส่วนราชการ",
            "since_meeting": "เปลี่ยนตั้งแต่ประชุมครั้งก่อน",
            "ready_to_sign": READY_TO_SIGN,
        }[self.value]

    @property
    def description(self) -> str:
        """The rule by which measures stand in the view."""
        return {
            "overdue": "พ้นวันสิ้นสุดแล้วแต่ยังไม่แล้วเสร็จ ไม่นับที่ไม่ดำเนินการ เรียงตามวันสิ้นสุด",
            "without_evidence": "กำลังดำเนินการหรือแล้วเสร็จ แต่สถานะหลักฐานยังเป็นไม่มีหลักฐาน",
            "due_this_month": "วันสิ้นสุดอยู่ในเดือนนี้และยังไม่แล้วเสร็จ รวมที่เพิ่งเกินกำหนด ไม่นับที่ไม่ดำเนินการ",
            "by_division": "เลือกส่วนราชการ แล้วแสดงมาตรการที่ส่วนราชการนั้นรับผิดชอบ",
            "since_meeting": "มาตรการที่มีข้อมูลใดเปลี่ยนไปหลังปิดการประชุมครั้งล่าสุด เทียบจากประวัติการแก้ไข",
            "ready_to_sign": "แล้วเสร็จ มีผลการดำเนินการ หลักฐานครบหรือตรวจแล้ว และไม่มีขั้นตอนค้าง หรือไม่ดำเนินการโดยมีเหตุผล",
        }[self.value]

    @property
    def wanted(self) -> MeasureFilter | None:
        """The filter of the view; None where it needs to be told which division, or what changed."""
        return {
            ReadyView.OVERDUE: MeasureFilter(flag=Flag.OVERDUE, order=Order.END),
            ReadyView.WITHOUT_EVIDENCE: MeasureFilter(flag=Flag.NO_EVIDENCE),
            ReadyView.DUE_THIS_MONTH: MeasureFilter(due_this_month=True, order=Order.END),
            ReadyView.READY_TO_SIGN: MeasureFilter(ready_to_sign=True),
        }.get(self)


def changed_since(meeting: Meeting, year: int, changed: frozenset[int]) -> MeasureFilter:
    """The measures that changed since a meeting of fiscal year ``year`` (BE)."""
    return MeasureFilter(ids=changed, ids_words=f"เปลี่ยนตั้งแต่ประชุม{meeting.name(year)}")


def divisions_of(measures: Iterable[Measure]) -> dict[str, int]:
    """How many measures each division is responsible for, in the order of the dictionary."""
    counted: dict[str, int] = {}
    for measure in measures:
        for name in dict.fromkeys(measure.divisions):
            counted[name] = counted.get(name, 0) + 1
    return {name: counted[name] for name in sorted(counted, key=sort_key)}


# --- views of her own ------------------------------------------------------------------------------------------

_WORDS: Mapping[str, type[StrEnum]] = {"status": WorkStatus, "proof": Proof, "flag": Flag, "order": Order}
_TEXTS = ("text", "division")
_SWITCHES = ("proposals", "due_this_month", "ready_to_sign")


@dataclass(frozen=True)
class SavedView:
    """A filter with its order, under a name.

    ``newer`` are conditions that only a newer program understands: they are kept, and not applied.
    """

    name: str
    wanted: MeasureFilter
    newer: Mapping[str, object] = field(default_factory=dict)
    beside: Mapping[str, object] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """What the view shows, as it is spoken."""
        told = self.wanted.words or "มาตรการทั้งหมดของปี"
        return f"{told} · มีเงื่อนไขจากโปรแกรมรุ่นใหม่กว่าที่ไม่ได้ใช้" if self.newer else told


def can_be_saved(wanted: MeasureFilter) -> bool:
    """Whether a filter stays true: what was found elsewhere is found anew each time, and is not."""
    return wanted.ids is None


def written(view: SavedView) -> str:
    """A view as JSON text."""
    plain = MeasureFilter()
    conditions: dict[str, object] = dict(view.newer)
    for name in (*_WORDS, *_TEXTS, *_SWITCHES):
        value = getattr(view.wanted, name)
        if value != getattr(plain, name):
            conditions[name] = value
    return json.dumps(
        {**view.beside, "name": view.name, "filter": conditions}, ensure_ascii=False, sort_keys=True
    )


def read_view(text: str) -> SavedView | None:
    """A view from its text; None for what is no view of any program."""
    try:
        held = json.loads(text)
    except ValueError:
        return None
    if not isinstance(held, dict):
        return None
    name, conditions = held.pop("name", None), held.pop("filter", None)
    if not isinstance(name, str) or not name.strip() or not isinstance(conditions, dict):
        return None
    known = {key: value for key, value in conditions.items() if _understood(key, value)}
    newer = {key: value for key, value in conditions.items() if key not in known}
    fields = {key: _WORDS[key](value) if key in _WORDS else value for key, value in known.items()}
    wanted = MeasureFilter(**fields)  # type: ignore[arg-type]  # each was found to be of its field's kind
    return SavedView(name, wanted, newer, held)


def _understood(key: str, value: object) -> bool:
    if key in _WORDS:
        return isinstance(value, str) and value in set(_WORDS[key])
    return isinstance(value, str if key in _TEXTS else bool) and (key in _TEXTS or key in _SWITCHES)


def read_views(texts: Iterable[str]) -> tuple[SavedView, ...]:
    """The views among the texts, by name in the order of the dictionary; of the same name the last one."""
    found = {view.name: view for view in map(read_view, texts) if view is not None}
    return tuple(sorted(found.values(), key=lambda view: sort_key(view.name)))


def with_view(texts: Sequence[str], view: SavedView) -> list[str]:
    """The texts with a view added, in place of one of the same name; what cannot be read stays as it is."""
    return [*without(texts, view.name), written(view)]


def without(texts: Sequence[str], name: str) -> list[str]:
    """The texts without the view of a name."""
    return [text for text in texts if (view := read_view(text)) is None or view.name != name]
