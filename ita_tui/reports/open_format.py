"""The open format: a fiscal year as JSON, worded once for both ways. Version 1.

It holds every field of a year that the secretary can enter, null where unknown. Entries that follow from others
(progress, minimum, computed_total …) are written for other programs and never read back. Not part of it: ids,
history, drafts, preferences, and the bytes of evidence files, whose digests it carries.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ita_tui.domain.agency import Agency, AgencyKind, AgencySize, Division, Section
from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.evidence import Evidence, EvidenceFile, EvidenceKind
from ita_tui.domain.findings import Finding
from ita_tui.domain.fiscal_year import EARLIEST, LATEST, FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import Measure, ProgressNote, Proof, Step, WorkStatus
from ita_tui.domain.meetings import AgendaItem, Attendance, CommitteeMember, Meeting, Presence, Resolution
from ita_tui.domain.period import Period
from ita_tui.domain.progress import progress
from ita_tui.domain.report import Report
from ita_tui.domain.respondents import Count, Survey, minimum_respondents
from ita_tui.domain.rules import YearRules
from ita_tui.domain.scores import IssueAnalysis, QuestionScore, Scores, ToDevelop, computed
from ita_tui.domain.waivers import Waiver
from ita_tui.reports.refusals import NewerFormatError, OpenFormatError
from ita_tui.reports.shapes import (
    As,
    Basis,
    By,
    Day,
    Derived,
    Each,
    Entry,
    Moment,
    OneOf,
    OrNull,
    Points,
    Record,
    Text,
    Truth,
    Whole,
    entries_of,
)
from ita_tui.thai.numerals import in_numerals

FORMAT = "ita-tui"
VERSION = 1
ISSUES = 7

_ENVELOPE = ("format", "version", "exported", "findings")
_TEXT = Text()
_TEXTS = Each(_TEXT)
_SAID = Text(".*\\S.*", "ต้องมีข้อความ", several_lines=True)
_CODE = Text("o[1-9][0-9]{0,2}", "ต้องเป็นรหัสข้อ OIT เช่น o12")
_RESULT = Text("[ieon][1-9][0-9]{0,2}", "ต้องเป็นรหัสข้อคำถาม ข้อ OIT หรือตัวชี้วัด เช่น i10 e3 o14 n4")
_DIGEST = Text("[0-9a-f]{64}", "ต้องเป็น SHA-256 (เลขฐานสิบหก 64 ตัว)")
_YEAR = Whole(EARLIEST, LATEST)


def to_dict(
    report: Report,
    rules: YearRules,
    today: date,
    *,
    scores_rules: YearRules | None = None,
    findings: Iterable[Finding] = (),
) -> dict[str, object]:
    """A year in the open format. ``rules`` are those of its year, for the entries that are computed.

    The results that it answers are another year's: their total is computed by ``scores_rules``, the rules of
    that year (without them by this year's, whose weights may differ). ``findings`` of the checks before signing are
    written for other programs and never read back; the waivers among them are part of the year.
    """
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported": today.isoformat(),
        **_REPORT.write(report, Basis(report.agency, rules, scores_rules or rules)),
        "findings": [written_finding(one) for one in findings],
    }


def written_finding(found: Finding) -> dict[str, object]:
    """A finding for other programs: rule, level, where it stands, its words, the reason it was waived for or null.

    ``where`` is like ``measure:4``, ``proposal:2``, ``item:o12``, ``survey:IIT`` or ``scores``.
    """
    return {
        "rule": found.rule,
        "level": found.level.value,
        "where": found.where,
        "words": in_numerals(found.words, thai=True),
        "waived": found.waiver.reason if found.waiver else None,
    }


def from_dict(data: object) -> Report:
    """The year that a value of the open format holds, all ids None.

    Raises OpenFormatError, which names the place, for whatever is not in the format, and NewerFormatError for a
    later version of it. Entries that it does not know are passed over; :func:`unknown_keys` lists them.
    """
    entries = entries_of(data, "")
    if entries.get("format") != FORMAT:
        raise OpenFormatError("format", f"ไม่ใช่ {FORMAT}")
    version = Whole(1).read(entries.get("version"), "version")
    if version > VERSION:
        raise NewerFormatError(version, VERSION)
    return _REPORT.read(entries, "")


def unknown_keys(data: object) -> tuple[str, ...]:
    """The places of entries that this version does not know, e.g. ``measures[0].colour``."""
    return tuple(place for place in _REPORT.unknown(data, "") if place not in _ENVELOPE)


def _first_digest(piece: Evidence, _basis: Basis) -> str | None:
    return next((file.sha256 for file in piece.current_files), None)


def _with_files(entries: dict[str, object]) -> dict[str, object]:
    """The shortened form names a digest alone: it stands for one file, whose size nobody told."""
    digest = entries.get("sha256")
    if digest is None or entries.get("files") is not None:
        return entries
    return {**entries, "files": [{"sha256": digest, "name": entries.get("title"), "size": 0}]}


def _minimum(survey: Survey, basis: Basis) -> int | None:
    return minimum_respondents(survey, basis.agency, basis.rules).number


def _computed_total(scores: Scores, basis: Basis) -> object:
    total = computed(scores, basis.scores_rules).total
    return None if total is None else Points().write(total, basis)


def _report(**parts: object) -> Report:
    """Proposals have the shape of measures; where they stand makes them proposals."""
    report = Report(**parts)  # type: ignore[arg-type] # the record below gives each part its shape
    return replace(report, proposals=tuple(replace(one, proposal=True) for one in report.proposals))


_AGENCY = Record(
    Agency,
    (
        Entry("name", _TEXT, required=True),
        Entry("district", _TEXT),
        Entry("province", _TEXT),
        Entry("kind", OneOf(AgencyKind)),
        Entry("size", OneOf(AgencySize)),
    ),
)

_DIVISION = Record(
    Division,
    (
        Entry("name", _TEXT, required=True),
        Entry("sections", Each(As(_TEXT, Section, lambda section: section.name))),
        Entry("contact", _TEXT),
    ),
)

_PERIOD = Record(
    Period,
    (Entry("text", _TEXT), Entry("start", Day()), Entry("end", Day())),
    contradiction="ต้องมีทั้งวันเริ่มและวันสิ้นสุด และวันสิ้นสุดต้องไม่มาก่อนวันเริ่ม",
)

_STEP = Record(
    Step,
    (
        Entry("text", _TEXT, required=True),
        Entry("status", OneOf(WorkStatus)),
        Entry("weight", Whole(1)),
        Entry("responsible", _TEXT),
    ),
)

_NOTE = Record(ProgressNote, (Entry("date", Day(), "on", required=True), Entry("text", _TEXT, required=True)))

_FILE = Record(
    EvidenceFile,
    (
        Entry("sha256", _DIGEST, required=True),
        Entry("name", _TEXT, required=True),
        Entry("size", Whole(), required=True),
        Entry("slot", Whole(1)),
        Entry("revision", Whole(1)),
        Entry("added", Moment()),
    ),
)

_EVIDENCE = Record(
    Evidence,
    (
        Entry("title", _TEXT, required=True),
        Entry("kind", OneOf(EvidenceKind), required=True),
        Derived("sha256", _first_digest),
        Entry("url", _TEXT),
        Entry("document_number", _TEXT),
        Entry("page", _TEXT),
        Entry("document_date", Day()),
        Entry("attached", Moment()),
        Entry("note", _TEXT),
        Entry("files", Each(_FILE, unique=("slot", "revision"))),
    ),
    prepare=_with_files,
)

_MEASURE = Record(
    Measure,
    (
        Entry("number", Whole(1), required=True),
        Entry("title", _TEXT, required=True),
        Entry("guideline", _TEXT),
        Entry("method", _TEXT),
        Entry("steps", Each(_STEP)),
        Entry("responsible", _TEXT),
        Entry("divisions", _TEXTS),
        Entry("sections", _TEXTS),
        Entry("period", _PERIOD),
        Entry("status", OneOf(WorkStatus)),
        Entry("cancel_reason", _TEXT),
        Entry("proof", OneOf(Proof)),
        Derived("progress", lambda measure, _basis: progress(measure)),
        Entry("percent", Whole(0, 100)),
        Entry("result", _TEXT),
        Entry("outcome", _TEXT),
        Entry("recommendation", _TEXT),
        Entry("follow_up", _TEXT),
        Entry("issue", Whole(1, ISSUES)),
        Entry("weak_item", _TEXT),
        Entry("items", Each(_CODE)),
        Entry("answers", Each(_RESULT)),
        Entry("notes", Each(_NOTE)),
        Entry("evidence", Each(_EVIDENCE)),
    ),
)

_COUNT = Record(
    Count,
    (
        Entry("date", Day(), "on", required=True),
        Entry("total", Whole(), required=True),
        Entry("division", _TEXT),
    ),
)

_SURVEY = Record(
    Survey,
    (
        # What stands on the website is looked over, nobody is asked.
        Entry("instrument", OneOf(Instrument, but={Instrument.OIT}), required=True),
        Entry("population", Whole()),
        Derived("minimum", _minimum),
        Entry("official_minimum", Whole(1)),
        Entry("official_reason", _TEXT),
        Entry("opens", Day()),
        Entry("closes", Day()),
        Entry("link", _TEXT),
        Entry("counts", Each(_COUNT)),
    ),
)

_ITEM = Record(
    DisclosureItem,
    (
        Entry("code", _CODE, required=True),
        Entry("name", _TEXT, required=True),
        Entry("group", _TEXT),
        Entry("responsible", _TEXT),
        Entry("divisions", _TEXTS),
        Entry("url", _TEXT),
        Entry("status", OneOf(DisclosureStatus)),
        Entry("note", _TEXT),
        Entry("sections", _TEXTS),
        Entry("seen", Day()),
        Entry("evidence", Each(_EVIDENCE)),
    ),
)

_QUESTION = Record(
    QuestionScore,
    (
        Entry("code", _TEXT, required=True),
        Entry("text", _TEXT),
        Entry("score", Points()),
        Entry("answers", Each(Whole())),
        Entry("issue", Whole(1, ISSUES)),
    ),
)

_TO_DEVELOP = Record(
    ToDevelop,
    (
        Entry("instrument", OneOf(Instrument), required=True),
        Entry("indicator", _TEXT, required=True),
        Entry("scope", _TEXT, required=True),
        Entry("text", _TEXT, required=True),
    ),
)

_SCORES = Record(
    Scores,
    (
        Entry("year", _YEAR, required=True),
        Entry("indicators", Each(OrNull(Points()), most=10)),
        Entry("instruments", By(OneOf(Instrument), Points())),
        Entry("printed_total", Points()),
        Entry("printed_level", _TEXT),
        Derived("computed_total", _computed_total),
        Entry("questions", Each(_QUESTION)),
        Entry("to_develop", Each(_TO_DEVELOP)),
    ),
)

_ISSUE = Record(
    IssueAnalysis,
    (
        Entry("number", Whole(1, ISSUES), required=True),
        Entry("lowest", _TEXT),
        Entry("cause", _TEXT),
        Entry("remark", _TEXT),
        Entry("improvement", _TEXT),
    ),
)

_ON_MEASURE = Entry("measure", Whole(1))

_MEMBER = Record(CommitteeMember, (Entry("name", _SAID, required=True), Entry("role", _TEXT)))

_ATTENDANCE = Record(
    Attendance,
    (
        Entry("name", _TEXT, required=True),
        Entry("role", _TEXT),
        Entry("presence", OneOf(Presence)),
        Entry("guest", Truth()),
    ),
)

_AGENDA_ITEM = Record(AgendaItem, (Entry("title", _TEXT, required=True), Entry("text", _TEXT), _ON_MEASURE))

_RESOLUTION = Record(
    Resolution,
    (
        Entry("text", _TEXT, required=True),
        Entry("who", _TEXT),
        Entry("due", Day()),
        Entry("done", Day()),
        Entry("outcome", _TEXT),
        _ON_MEASURE,
        Entry("item", Whole()),
    ),
)

_MEETING = Record(
    Meeting,
    (
        Entry("number", Whole(1), required=True),
        Entry("held", Day()),
        Entry("time", _TEXT),
        Entry("place", _TEXT),
        Entry("attendance", Each(_ATTENDANCE)),
        Entry("agenda", Each(_AGENDA_ITEM)),
        Entry("resolutions", Each(_RESOLUTION)),
        Entry("minutes", _TEXT),
        Entry("ended", Moment()),
    ),
)

_WAIVER = Record(
    Waiver,
    (
        Entry("rule", _TEXT, required=True),
        Entry("reason", _SAID, required=True),
        Entry("place", _TEXT),
        Entry("mark", _TEXT),
        _ON_MEASURE,
        Entry("at", Moment()),
    ),
)

_REPORT = Record(
    _report,
    (
        Entry("agency", _AGENCY, required=True),
        Entry("year", As(_YEAR, FiscalYear, lambda year: year.be), required=True),
        Entry("divisions", Each(_DIVISION, unique=("name",))),
        Entry("measures", Each(_MEASURE)),
        Entry("surveys", Each(_SURVEY, unique=("instrument",))),
        Entry("disclosure", Each(_ITEM, unique=("code",))),
        Entry("proposals", Each(_MEASURE)),
        Entry("scores", _SCORES),
        Entry("issues", Each(_ISSUE, unique=("number",))),
        Entry("committee", Each(_MEMBER)),
        Entry("meetings", Each(_MEETING)),
        Entry("waivers", Each(_WAIVER)),
    ),
)
