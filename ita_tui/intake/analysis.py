"""The analysis of the seven issues: lowest item, cause, remark and improvement out of one long cell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ita_tui.domain.rules import Catalogue
from ita_tui.domain.scores import IssueAnalysis
from ita_tui.intake.draft import Doubt, DoubtKind, TablePurpose
from ita_tui.intake.headings import Column
from ita_tui.intake.question_codes import read_question
from ita_tui.intake.tables import LeftOut, Table
from ita_tui.thai.clusters import cut
from ita_tui.thai.numerals import digits

_LABELS = {
    "lowest": r"ข้อคำถามที่ได้คะแนน(?:น้อย|ต่ำ)ที่สุด",
    "cause": r"สาเหตุเกิดจาก|(?:^|(?<=\s))สาเหตุ",
    "remark": r"หมายเหตุ",
    "improvement": r"แนวทางการยกระดับ(?:ผลการประเมิน)?ฯ?",
}
# Not only at the beginning of a line: a printed cell may have lost its line ends.
_LABEL = re.compile(
    r"(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items()) + r")(?=[\s:]|$)\s*:?\s*",
    re.MULTILINE,
)


@dataclass
class Analyses:
    """The analyses found, with doubts, and what stood before the first label or under no issue."""

    issues: list[IssueAnalysis] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def read_analyses(tables: Iterable[Table], catalogue: Catalogue) -> Analyses:
    """One analysis for each issue whose table holds one; a cell that goes on in the next row is one text."""
    analyses = Analyses()
    for table in tables:
        if table.purpose is not TablePurpose.QUESTIONS:
            continue
        cells = [(row.line, row.cells.get(Column.ANALYSIS, "")) for row in table.rows]
        text = "\n".join(words for _, words in cells if words)
        line = next((at for at, words in cells if words), table.line)
        if text and _is_taken(table.section, analyses):
            analyses.issues.append(_analysis(table.section or 0, text, catalogue, line, analyses))
        elif text:
            analyses.left_out.append(LeftOut(line, text))
            words = "การวิเคราะห์นี้ไม่อยู่ใต้หัวข้อ “ประเด็นที่ …” หรือซ้ำกับหัวข้อก่อน จึงไม่ได้นำเข้า"
            analyses.doubts.append(Doubt(DoubtKind.UNKNOWN_TABLE, f"บรรทัด {digits(line)}", words))
    return analyses


def _is_taken(section: int | None, analyses: Analyses) -> bool:
    return section is not None and all(issue.number != section for issue in analyses.issues)


def _analysis(number: int, text: str, catalogue: Catalogue, line: int, analyses: Analyses) -> IssueAnalysis:
    labels = list(_LABEL.finditer(text))
    before = text[: labels[0].start()].strip() if labels else text
    if before:
        analyses.left_out.append(LeftOut(line, before))
    parts: dict[str, str] = dict.fromkeys(_LABELS, "")
    ends = [label.start() for label in labels[1:]] + [len(text)]
    for label, end in zip(labels, ends, strict=False):
        name = str(label.lastgroup)
        parts[name] = "\n".join(filter(None, (parts[name], text[label.end() : end].strip())))
    lowest = read_question(parts["lowest"], catalogue)
    if lowest.code:
        analyses.left_out.append(LeftOut(line, parts["lowest"]))
        if not lowest.sure:
            place = f"ประเด็นที่ {digits(number)} ข้อที่ได้คะแนนน้อยที่สุด"
            proposal = lowest.code[0].upper() + digits(lowest.code[1:])
            words = f"รหัสข้ออ่านได้หลายแบบ: {cut(parts['lowest'], 40)}"
            analyses.doubts.append(Doubt(DoubtKind.QUESTION_CODE, place, words, proposal))
        parts["lowest"] = lowest.code
    return IssueAnalysis(number, **parts)
