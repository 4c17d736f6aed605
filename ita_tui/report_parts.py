"""What goes around the tables of a report (ส่วนประกอบ, ผู้ลงนาม), remembered from one report to the next."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

from ita_tui.reports.layout_parts import Annex
from ita_tui.reports.layouts import MOST_SIGNATORIES
from ita_tui.reports.options import Memo
from ita_tui.reports.page import Signatory
from ita_tui.thai.dates import short_date

if TYPE_CHECKING:
    from store.preferences import Preferences

_PARTS, _SIGNATORIES = "report_parts", "signatories"
ANNEX_WORDS: Mapping[Annex, str] = {
    Annex.NONE: "ไม่แนบ",
    Annex.BY_MEASURE: "เรียงตามมาตรการ",
    Annex.BY_ITEM: "เรียงตามข้อ OIT",
}


@dataclass(frozen=True)
class OwnText:
    """A text of hers in place of a layout's; not ``used``, it is kept all the same. A line is a paragraph."""

    lines: tuple[str, ...] = ()
    used: bool = False

    @property
    def printed(self) -> tuple[str, ...] | None:
        """Her lines, or None where the layout's stand."""
        return self.lines if self.used else None


@dataclass(frozen=True)
class ReportParts:
    """The memo, the texts in place of a layout's (by its name), the annex, and whether daily notes are printed."""

    memo: Memo = field(default_factory=Memo)
    with_memo: bool = False
    intros: Mapping[str, OwnText] = field(default_factory=dict)
    committees: Mapping[str, OwnText] = field(default_factory=dict)
    annex: Annex = Annex.NONE
    notes: bool = False

    def intro(self, layout: str) -> OwnText:
        return self.intros.get(layout, OwnText())

    def committee(self, layout: str) -> OwnText:
        return self.committees.get(layout, OwnText())

    def with_texts(self, layout: str, intro: OwnText, committee: OwnText) -> "ReportParts":
        return replace(
            self,
            intros={**self.intros, layout: intro},
            committees={**self.committees, layout: committee},
        )

    def spoken(self, layout: str) -> str:
        """What differs from the plain report, on one line."""
        return " · ".join(self._differences(layout)) or "ตามแบบรายงาน ไม่มีบันทึกข้อความ"

    def _differences(self, layout: str) -> Iterator[str]:
        if self.with_memo:
            dated = self.memo.dated
            yield f"มีบันทึกข้อความ ลง{short_date(dated) if dated else 'วันที่พิมพ์'}"
        if self.intro(layout).used:
            yield "ความนำที่แก้เอง"
        if self.committee(layout).used:
            yield "ชื่อคณะกรรมการที่แก้เอง"
        if self.annex is not Annex.NONE:
            yield f"บัญชีหลักฐาน{ANNEX_WORDS[self.annex]}"
        if self.notes:
            yield "พิมพ์บันทึกประจำวัน"


def remembered(preferences: "Preferences") -> ReportParts:
    """The parts of the last report; the plain ones where what is kept cannot be read as such."""
    try:
        return _of_dict(json.loads(preferences.get(_PARTS, "{}")))
    except (ValueError, TypeError, AttributeError):
        return ReportParts()


def remember(preferences: "Preferences", parts: ReportParts) -> None:
    """Keep the parts for the next report; the memo's date is of this one alone."""
    preferences.set(_PARTS, json.dumps(_to_dict(parts), ensure_ascii=False))


def remembered_signatories(preferences: "Preferences") -> tuple[Signatory, ...]:
    """The signatories of the last report; none where what is kept is not theirs."""
    try:
        kept = json.loads(preferences.get(_SIGNATORIES, "[]"))
        return tuple(Signatory(str(name), str(position)) for name, position in kept)[:MOST_SIGNATORIES]
    except (ValueError, TypeError):
        return ()


def remember_signatories(preferences: "Preferences", signatories: tuple[Signatory, ...]) -> None:
    pairs = [[signatory.name, signatory.position] for signatory in signatories]
    preferences.set(_SIGNATORIES, json.dumps(pairs, ensure_ascii=False))


def _to_dict(parts: ReportParts) -> dict[str, object]:
    memo = parts.memo
    return {
        "with_memo": parts.with_memo,
        "memo": {
            "number": memo.number,
            "to": memo.to,
            "subject": memo.subject,
            "office": memo.office,
            "paragraphs": memo.paragraphs,
            "signatories": [[one.name, one.position] for one in memo.signatories],
        },
        "intros": {name: asdict(own) for name, own in parts.intros.items()},
        "committees": {name: asdict(own) for name, own in parts.committees.items()},
        "annex": parts.annex.value,
        "notes": parts.notes,
    }


def _of_dict(kept: Mapping[str, object]) -> ReportParts:
    """Raises ValueError, TypeError or AttributeError for what no version of this program wrote."""
    memo = _part(kept, "memo")
    return ReportParts(
        memo=Memo(
            number=str(memo.get("number", "")),
            to=str(memo.get("to", "")),
            subject=str(memo.get("subject", "")),
            office=str(memo.get("office", "")),
            paragraphs=_lines(memo.get("paragraphs", ())),
            signatories=tuple(Signatory(str(name), str(at)) for name, at in _list(memo, "signatories")),
        ),
        with_memo=kept.get("with_memo") is True,
        intros=_own(_part(kept, "intros")),
        committees=_own(_part(kept, "committees")),
        annex=Annex(str(kept.get("annex", Annex.NONE.value))),
        notes=kept.get("notes") is True,
    )


def _part(kept: Mapping[str, object], name: str) -> Mapping[str, object]:
    part = kept.get(name, {})
    if not isinstance(part, dict):
        raise TypeError(name)
    return part


def _list(kept: Mapping[str, object], name: str) -> list[tuple[object, object]]:
    listed = kept.get(name, [])
    if not isinstance(listed, list):
        raise TypeError(name)
    return listed


def _lines(kept: object) -> tuple[str, ...]:
    if not isinstance(kept, list | tuple):
        raise TypeError(kept)
    return tuple(map(str, kept))


def _own(kept: Mapping[str, object]) -> dict[str, OwnText]:
    texts = {name: _part(kept, name) for name in kept}
    return {
        name: OwnText(_lines(own.get("lines", ())), used=own.get("used") is True)
        for name, own in texts.items()
    }
