"""What is checked of the texts that are printed or published: torn words, links that will not open, personal data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ita_tui.domain.check_disclosure import about_item
from ita_tui.domain.check_evidence import evidence_once
from ita_tui.domain.check_scores import about_scores
from ita_tui.domain.check_surveys import about_survey
from ita_tui.domain.evidence import Evidence
from ita_tui.domain.findings import About, Checked, Finding, Level, Rule, about_measure, mark_of, one_line
from ita_tui.domain.links import broken_by_thai_digits, has_thai_digits
from ita_tui.domain.measure import FIELD_WORDS, Measure
from ita_tui.domain.personal_data import PersonalKind, personal_data
from ita_tui.domain.respondents import link_to_print
from ita_tui.domain.secret_links import LINK
from ita_tui.thai.clusters import cut
from ita_tui.thai.numerals import arabic_digits, digits, shown
from ita_tui.thai.words import pieces

_PRINTED = (
    "title", "guideline", "method", "responsible", "result", "outcome", "recommendation", "follow_up", "weak_item",
    "cancel_reason",
)  # fmt: skip
_ANALYSED = {"cause": "สาเหตุ", "remark": "หมายเหตุ", "improvement": "แนวทางการยกระดับ"}
_AROUND_A_TEAR = 60
"""In letters: more words than are shown stand on either side."""


@dataclass(frozen=True)
class _Text:
    """A text with where it stands; ``label`` names its field in words."""

    about: About
    label: str
    text: str


def torn_words(checked: Checked) -> Iterator[Finding]:
    """Blanks inside words, left there by a printer, a scanner or a copyist: one finding for each field."""
    for one in (*_of_measures(checked), *_of_analysis(checked)):
        places = checked.torn(one.text)
        if not places:
            continue
        before, after = _words_around(one.text, places[0])
        count = f" {digits(len(places))} แห่ง" if len(places) > 1 else ""
        yield one.about.found(
            "torn_words",
            Level.NOTES,
            f"{one.label}มีช่องว่างกลางคำ{count} เช่น “{shown(before)} {shown(after)}”",
            why="คำที่ถูกตัดกลางอ่านสะดุด และค้นหาไม่พบ",
            do=f"ลบช่องว่างออก: “{shown(before + after)}”",
            mark=mark_of(one.text),
        )


def _words_around(text: str, at: int) -> tuple[str, str]:
    """The words before and behind a blank, as many as tell what it tears."""
    before = re.split(r"\s", text[max(0, at - _AROUND_A_TEAR) : at])[-1]
    after = re.split(r"\s", text[at + 1 : at + 1 + _AROUND_A_TEAR], maxsplit=1)[0]
    return "".join(pieces(before)[-2:]), "".join(pieces(after)[:2])


def thai_digits_in_links(checked: Checked) -> Iterator[Finding]:
    """Thai digits in a link: blocks where the link is printed and surely does not open."""
    report = checked.report
    printed = link_to_print(report.surveys)
    for one in (*_of_measures(checked), *_of_analysis(checked)):
        for link in LINK.findall(one.text):
            yield from _in_link(one.about, one.label, link, Level.BLOCKS)
    for piece, about in evidence_once(checked):
        yield from _in_link(about, "ลิงก์หลักฐาน", piece.url, Level.WARNS)
    for item in report.disclosure:
        yield from _in_link(about_item(item).at("url", ""), "ลิงก์", item.url, Level.WARNS)
    for survey in report.surveys:
        level = Level.BLOCKS if survey.link and survey.link == printed else Level.WARNS
        yield from _in_link(about_survey(survey).at("link", ""), "ลิงก์แบบวัด", survey.link, level)


def _in_link(about: About, label: str, link: str, level: Level) -> Iterator[Finding]:
    if not has_thai_digits(link):
        return
    broken = broken_by_thai_digits(link)
    yield about.found(
        "thai_digits_in_link",
        level if broken else Level.NOTES,
        f"{label}มีเลขไทยอยู่ในลิงก์: {cut(one_line(link), 60)}",
        why="ลิงก์ที่มีเลขไทยเปิดไม่ได้" if broken else "เลขไทยข้างตัวอักษรไทยอาจเป็นชื่อไฟล์จริง แต่ควรลองเปิดดู",
        do="เปลี่ยนเป็นเลขอารบิก แล้วลองเปิดลิงก์",
        mark=mark_of(link),
    )


def personal_texts(checked: Checked) -> Iterator[Finding]:
    """What may be personal data in a text that is printed or published: identity numbers block, all else warns.

    The surveys' own links carry a key on purpose, for everybody to use: they are passed over wherever they stand.
    """
    own = {arabic_digits(survey.link) for survey in checked.report.surveys if survey.link}
    for one in (*_of_measures(checked), *_of_notes(checked), *_of_analysis(checked), *_of_items(checked)):
        text = LINK.sub(lambda link: " " if arabic_digits(link.group()) in own else link.group(), one.text)
        for found in personal_data([(one.label, text)]):
            blocks = found.kind is PersonalKind.IDENTITY_NUMBER
            yield one.about.found(
                "personal_data",
                Level.BLOCKS if blocks else Level.WARNS,
                f"{one.label}อาจมี{found.kind.label}: {found.masked}",
                why="รายงานนี้เผยแพร่ต่อสาธารณะ",
                do="ลบออก หรือยกเว้นพร้อมเหตุผลถ้าเปิดเผยได้",
                mark=mark_of(found.kind, found.masked, text),
            )


# --- which texts ------------------------------------------------------------------------------------------------


def _of_measures(checked: Checked) -> Iterator[_Text]:
    """The texts of measures and proposals; steps where they say something else than the method."""
    for measure in checked.planned:
        about = about_measure(measure)
        for name in _PRINTED:
            yield _Text(about.at(name), FIELD_WORDS[name], getattr(measure, name))
        yield from _of_steps(measure, about)


def _of_steps(measure: Measure, about: About) -> Iterator[_Text]:
    method = "".join(measure.method.split())
    for number, step in enumerate(measure.steps, 1):
        if "".join(step.text.split()) not in method:
            yield _Text(about.at("steps", f"steps {number}"), f"ขั้นตอนที่ {digits(number)} ", step.text)


def _of_notes(checked: Checked) -> Iterator[_Text]:
    """What the workbook carries of measures besides what is printed: notes of days, and the evidence."""
    for measure in checked.planned:
        about = about_measure(measure)
        for note in measure.notes:
            yield _Text(about.at("notes", f"notes {note.on}"), "บันทึกประจำวัน", note.text)
        yield from _of_evidence(measure.evidence, about)


def _of_evidence(evidence: tuple[Evidence, ...], about: About) -> Iterator[_Text]:
    for piece in evidence:
        told = f"{piece.title} {piece.url} {piece.document_number} {piece.note}"
        yield _Text(about.at("evidence", f"evidence {piece.title}"), "หลักฐาน", told)


def _of_analysis(checked: Checked) -> Iterator[_Text]:
    """What was written about last year's results."""
    for issue in checked.report.issues:
        name = f"การวิเคราะห์ประเด็นที่ {digits(issue.number)}"
        for part, words in _ANALYSED.items():
            about = About("scores", "scores", name, f"issue:{issue.number} {part}")
            yield _Text(about, words, getattr(issue, part))
    scores = checked.report.scores
    for number, row in enumerate(scores.to_develop if scores else (), 1):
        assert scores is not None
        yield _Text(about_scores(scores, f"to_develop:{number}"), "ประเด็นที่ควรพัฒนา", row.text)


def _of_items(checked: Checked) -> Iterator[_Text]:
    for item in checked.report.disclosure:
        about = about_item(item)
        yield _Text(about.at("url"), "ลิงก์", item.url)
        yield _Text(about.at("responsible"), "ผู้รับผิดชอบ", item.responsible)
        yield _Text(about.at("note"), "หมายเหตุ", item.note)
        yield from _of_evidence(item.evidence, about)


RULES = (
    Rule("torn_words", "ไม่มีช่องว่างกลางคำ", torn_words),
    Rule("thai_digits_in_link", "ไม่มีเลขไทยในลิงก์", thai_digits_in_links),
    Rule("personal_data", "ไม่มีข้อมูลส่วนบุคคล", personal_texts),
)
