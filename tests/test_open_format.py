import copy
import json
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.domain.agency import Agency, AgencyKind, AgencySize, Division, Section
from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.evidence import Evidence, EvidenceFile, EvidenceKind
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import Measure, ProgressNote, Proof, Step, WorkStatus
from ita_tui.domain.meetings import AgendaItem, Attendance, CommitteeMember, Meeting, Presence, Resolution
from ita_tui.domain.period import Period
from ita_tui.domain.report import Report
from ita_tui.domain.respondents import Count, Survey
from ita_tui.domain.scores import IssueAnalysis, QuestionScore, Scores, ToDevelop
from ita_tui.domain.waivers import Waiver
from ita_tui.reports.open_format import from_dict, to_dict, unknown_keys
from ita_tui.reports.refusals import NewerFormatError, OpenFormatError
from ita_tui.rulebook.loading import rules_for
from tests.long_series import length

YEAR = FiscalYear(2566)
RULES = rules_for(YEAR)
TODAY = date(2023, 3, 18)
DIGEST = "a1" * 32
ATTACHED = datetime(2023, 3, 1, 10, 32)  # noqa: DTZ001 (the store keeps local times)

FULL = Report(
    agency=Agency(
        "เทศบาลตำบลทุ่งตัวอย่าง",
        "เมืองสมมุติ",
        "สมมุติบุรี",
        AgencyKind.SUBDISTRICT_MUNICIPALITY,
        AgencySize.MEDIUM,
    ),
    year=YEAR,
    divisions=(
        Division("สำนักปลัด", (Section("งานธุรการ"), Section("งานนิติกร")), contact="นักวิเคราะห์ฯ โทร. ภายใน ๑๒"),
        Division("กองคลัง"),
    ),
    measures=(
        Measure(
            number=4,
            title="ส่งเสริมการมีส่วนร่วมของประชาชน",
            guideline="เปิดรับฟังทุกหมู่บ้าน",
            method="๑. ประชุมเตรียมงาน\n๒. จัดเวที",
            steps=(
                Step("ประชุมเตรียมงาน", WorkStatus.COMPLETED),
                Step("จัดเวที", WorkStatus.IN_PROGRESS, weight=3, responsible="งานนิติกร"),
            ),
            responsible="สำนักปลัด และกองคลัง",
            divisions=("สำนักปลัด", "กองคลัง"),
            sections=("งานธุรการ",),
            period=Period("ก.พ. – เม.ย. ๒๕๖๖", date(2023, 2, 1), date(2023, 4, 30)),
            status=WorkStatus.IN_PROGRESS,
            cancel_reason="เดิมรองบประมาณ",
            proof=Proof.PARTIAL,
            percent=40,
            result="จัดเวทีแล้ว ๕ หมู่บ้าน",
            outcome="ประชาชนเสนอโครงการ ๑๒ เรื่อง",
            recommendation="ประชาสัมพันธ์ล่วงหน้า",
            follow_up="รายงานทุกไตรมาส",
            issue=2,
            weak_item="e7 การมีส่วนร่วม",
            items=("o8", "o34"),
            answers=("i10", "n4"),
            notes=(ProgressNote(date(2023, 3, 1), "ผู้ใหญ่บ้านหมู่ ๔ ขอเลื่อน"),),
            evidence=(
                Evidence(
                    title="รายงานการประชุม",
                    kind=EvidenceKind.FILE,
                    url="https://example.go.th/r?id=12",
                    document_number="สท ๗๑๐๐๑/๑๒",
                    page="หน้า ๓",
                    document_date=date(2023, 2, 20),
                    attached=ATTACHED,
                    note="ฉบับลงนาม",
                    files=(
                        EvidenceFile(DIGEST, "รายงาน.pdf", 1_234),
                        EvidenceFile("b2" * 32, "ภาพถ่าย.jpg", 2_345, slot=2, revision=2, added=ATTACHED),
                    ),
                ),
            ),
        ),
    ),
    proposals=(Measure(1, "จัดทำคู่มือการให้บริการ", proposal=True),),
    surveys=(
        Survey(
            Instrument.IIT,
            population=60,
            official_minimum=35,
            official_reason="หนังสือแจ้งจากระบบ ITAS",
            opens=date(2023, 1, 1),
            closes=date(2023, 6, 30),
            link="https://example.go.th/iit",
            counts=(Count(date(2023, 2, 10), 12), Count(date(2023, 2, 10), 5, "กองคลัง")),
        ),
        Survey(Instrument.EIT1, population=29),
    ),
    disclosure=(
        DisclosureItem(
            "o1",
            "โครงสร้าง",
            group="9.1",
            responsible="งานธุรการ",
            divisions=("สำนักปลัด",),
            url="https://example.go.th/o1",
            status=DisclosureStatus.PUBLISHED,
            note="ปรับรูปผู้บริหารแล้ว",
            sections=("งานธุรการ",),
            seen=date(2023, 3, 2),
            evidence=(Evidence("ภาพหน้าเว็บไซต์", EvidenceKind.PHOTO),),
        ),
    ),
    scores=Scores(
        year=2565,
        indicators=(Decimal("87.73"), None, Decimal(100)),
        instruments={Instrument.IIT: Decimal("79.59")},
        printed_total=Decimal("69.66"),
        printed_level="C",
        questions=(QuestionScore("i10", Decimal("81.90"), "เบิกจ่ายเป็นเท็จ", (33, 1, 0, 1, 1, 6), 4),),
        to_develop=(ToDevelop(Instrument.IIT, "การใช้งบประมาณ", "แผนการใช้จ่าย", "เปิดเผยให้บุคลากรทราบ"),),
    ),
    issues=(IssueAnalysis(1, "i10", "ไม่ทราบขั้นตอน", "พบมากในกองช่าง", "จัดอบรม"),),
    committee=(CommitteeMember("นายตัวอย่าง ใจดี", "ประธานกรรมการ"),),
    meetings=(
        Meeting(
            number=2,
            held=date(2023, 3, 10),
            time="๐๙.๓๐ น.",
            place="ห้องประชุม",
            attendance=(Attendance("นางสาวสมมุติ มีสุข", "กรรมการ", Presence.EXCUSED, guest=True),),
            agenda=(AgendaItem("เรื่องเพื่อพิจารณา", "ความคืบหน้าของมาตรการ", measure=4),),
            resolutions=(
                Resolution(
                    "ให้สรุปผลและเผยแพร่",
                    who="สำนักปลัด",
                    due=date(2023, 4, 15),
                    done=date(2023, 4, 12),
                    outcome="เผยแพร่แล้ว",
                    measure=4,
                    item=1,
                ),
            ),
            minutes="ปิดประชุมเวลา ๑๑.๐๐ น.",
            ended=ATTACHED,
        ),
    ),
    waivers=(Waiver("no_evidence", "รอหนังสือตอบ", "o1", "ab12", 4, at=ATTACHED),),
)


def written(report: Report) -> dict[str, object]:
    """A report as it comes out of a JSON file."""
    text = json.dumps(to_dict(report, RULES, TODAY), ensure_ascii=False, allow_nan=False)
    data = json.loads(text)
    assert isinstance(data, dict)
    return data


def changed(place: str, value: object) -> dict[str, object]:
    """The full report as JSON, with one value exchanged: ``measures.0.period.start``."""
    data = written(FULL)
    *path, last = place.split(".")
    inner: object = data
    for step in path:
        inner = inner[int(step)] if isinstance(inner, list) else inner[step]  # type: ignore[index]
    assert isinstance(inner, dict)
    inner[last] = value
    return data


def test_a_full_year_comes_back_as_it_was() -> None:
    assert from_dict(written(FULL)) == FULL


def test_an_empty_year_comes_back_as_it_was() -> None:
    empty = Report(Agency("เทศบาลตำบลสมมุติ"), FiscalYear(2569))

    assert from_dict(written(empty)) == empty


def test_every_field_of_the_domain_is_in_the_full_example() -> None:
    """What this file proves for FULL it proves for every field, for none of them is at its default there."""
    measure = FULL.measures[0]
    (piece,) = measure.evidence
    (meeting,) = FULL.meetings
    assert FULL.scores is not None
    values = (
        *(FULL.agency, FULL.divisions[0], measure, measure.steps[1], piece, piece.files[1]),
        *(
            FULL.surveys[0],
            FULL.surveys[0].counts[1],
            FULL.disclosure[0],
            FULL.scores,
            FULL.scores.questions[0],
        ),
        *(FULL.scores.to_develop[0], FULL.issues[0], measure.period, measure.notes[0]),
        *(meeting, meeting.attendance[0], meeting.agenda[0], meeting.resolutions[0]),
        *(FULL.committee[0], FULL.waivers[0]),
    )
    not_in_the_format = {"id", "proposal", "follows", "measure_id"}

    untouched = {
        f"{type(value).__name__}.{field.name}"
        for value in values
        for field in fields(value)
        if field.name not in not_in_the_format and getattr(value, field.name) == field.default
    }

    assert untouched == set()


def test_the_file_has_the_keys_that_other_programs_were_promised() -> None:
    data = written(FULL)

    assert data["format"] == "ita-tui"
    assert data["version"] == 1
    assert data["year"] == 2566
    assert data["exported"] == "2023-03-18"
    assert data["findings"] == []
    measure = data["measures"][0]  # type: ignore[index]
    assert measure["period"] == {"text": "ก.พ. – เม.ย. ๒๕๖๖", "start": "2023-02-01", "end": "2023-04-30"}
    assert measure["steps"][0] == {
        "text": "ประชุมเตรียมงาน",
        "status": "completed",
        "weight": 1,
        "responsible": "",
    }
    assert measure["status"] == "in_progress"
    assert measure["proof"] == "partial"
    assert measure["evidence"][0]["kind"] == "file"
    assert measure["evidence"][0]["sha256"] == DIGEST
    assert data["disclosure"][0]["code"] == "o1"  # type: ignore[index]
    scores = data["scores"]
    assert isinstance(scores, dict)
    assert scores["indicators"] == [87.73, None, 100]
    assert scores["instruments"] == {"IIT": 79.59}
    assert scores["questions"][0] == {
        "code": "i10",
        "text": "เบิกจ่ายเป็นเท็จ",
        "score": 81.9,
        "answers": [33, 1, 0, 1, 1, 6],
        "issue": 4,
    }


def test_what_is_not_known_is_null() -> None:
    data = written(Report(Agency("อบต."), YEAR, measures=(Measure(1, "มาตรการ"),)))

    measure = data["measures"][0]  # type: ignore[index]
    assert measure["percent"] is None
    assert measure["issue"] is None
    assert measure["period"]["start"] is None
    assert data["agency"]["size"] is None  # type: ignore[index]
    assert data["scores"] is None


def test_computed_entries_follow_from_the_rules() -> None:
    data = written(FULL)

    assert data["measures"][0]["progress"] == 25  # type: ignore[index] # one step of weight 1 of 4 is done
    assert data["measures"][0]["percent"] == 40  # type: ignore[index]
    surveys = data["surveys"]
    assert isinstance(surveys, list)
    assert [(one["minimum"], one["official_minimum"]) for one in surveys] == [(35, 35), (29, None)]


def test_the_total_is_computed_from_ten_indicators() -> None:
    ten = tuple(map(Decimal, [90, 90, 90, 90, 90, 80, 80, 80, 70, 70]))
    data = written(replace(FULL, scores=Scores(2565, indicators=ten)))

    assert data["scores"]["computed_total"] == 79  # type: ignore[index] # 0.3×90 + 0.3×80 + 0.4×70


def test_what_is_computed_is_not_read_back() -> None:
    assert from_dict(changed("measures.0.progress", "ไม่ใช่ตัวเลข")) == FULL


def test_a_shortened_file_takes_the_defaults() -> None:
    short = {
        "format": "ita-tui",
        "version": 1,
        "agency": {"name": "อบต.สมมุติ"},
        "year": 2566,
        "measures": [
            {
                "number": 1,
                "title": "เปิดเผยข้อมูล",
                "issue": None,
                "method": None,
                "evidence": [{"title": "ประกาศ", "kind": "file", "sha256": DIGEST}],
            }
        ],
    }

    report = from_dict(short)

    kept = Evidence("ประกาศ", EvidenceKind.FILE, files=(EvidenceFile(DIGEST, "ประกาศ", 0),))
    assert report == Report(Agency("อบต.สมมุติ"), YEAR, measures=(Measure(1, "เปิดเผยข้อมูล", evidence=(kept,)),))


def test_proposals_come_back_as_proposals() -> None:
    report = from_dict(written(FULL))

    assert [one.proposal for one in (*report.measures, *report.proposals)] == [False, True]


def test_a_score_with_many_decimals_loses_none() -> None:
    exact = Decimal("66.66666666666666666667")
    report = replace(FULL, scores=Scores(2565, printed_total=exact))

    again = from_dict(written(report))

    assert again.scores is not None
    assert again.scores.printed_total == exact


@pytest.mark.parametrize(
    ("place", "value", "named"),
    [
        ("measures.0.period.start", "1 ก.พ. 66", "measures[0].period.start"),
        ("measures.0.period.start", "2023-02-30", "measures[0].period.start"),
        ("measures.0.period.start", "2566-02-01", "measures[0].period.start"),
        ("measures.0.period.start", None, "measures[0].period"),
        ("measures.0.period.end", "2023-01-01", "measures[0].period"),
        ("measures.0.status", "เสร็จ", "measures[0].status"),
        ("measures.0.status", ["completed"], "measures[0].status"),
        ("measures.0.number", 0, "measures[0].number"),
        ("measures.0.number", True, "measures[0].number"),
        ("measures.0.title", None, "measures[0].title"),
        ("measures.0.title", "ครึ่ง\ud800ตัว", "measures[0].title"),
        ("measures.0.percent", 101, "measures[0].percent"),
        ("measures.0.issue", 8, "measures[0].issue"),
        ("measures.0.items", ["ข้อ ๑"], "measures[0].items[0]"),
        ("measures.0.steps", {"text": "ประชุม"}, "measures[0].steps"),
        ("measures.0.steps.1.weight", 0, "measures[0].steps[1].weight"),
        ("measures.0.evidence.0.files.0.sha256", "xyz", "measures[0].evidence[0].files[0].sha256"),
        ("measures.0.evidence.0.attached", "เมื่อวาน", "measures[0].evidence[0].attached"),
        ("proposals.0.number", "1", "proposals[0].number"),
        ("surveys.0.population", -1, "surveys[0].population"),
        ("surveys.0.official_minimum", 0, "surveys[0].official_minimum"),
        ("surveys.1.instrument", "IIT", "surveys[1].instrument"),
        ("surveys.1.instrument", "OIT", "surveys[1].instrument"),
        ("measures.0.evidence.0.files.1.slot", 0, "measures[0].evidence[0].files[1].slot"),
        ("surveys.0.counts.0.total", 12.5, "surveys[0].counts[0].total"),
        ("disclosure.0.code", "o0", "disclosure[0].code"),
        ("scores.printed_total", "มาก", "scores.printed_total"),
        ("scores.printed_total", float("nan"), "scores.printed_total"),
        ("scores.indicators", [1] * 11, "scores.indicators"),
        ("scores.instruments", {"XIT": 1}, "scores.instruments.XIT"),
        ("agency.kind", "อบต.", "agency.kind"),
        ("year", 2023, "year"),
        ("agency", "อบต.สมมุติ", "agency"),
        ("format", "something", "format"),
        ("version", "1", "version"),
    ],
)
def test_a_wrong_value_is_refused_at_its_place(place: str, value: object, named: str) -> None:
    with pytest.raises(OpenFormatError) as refused:
        from_dict(changed(place, value))

    assert refused.value.place == named
    assert named in str(refused.value)
    assert "จึงไม่ได้นำเข้า" in str(refused.value)


def test_one_revision_of_a_file_cannot_be_there_twice() -> None:
    data = changed("measures.0.evidence.0.files.1.slot", 1)
    data["measures"][0]["evidence"][0]["files"][1]["revision"] = 1  # type: ignore[index]

    with pytest.raises(OpenFormatError, match="ซ้ำกับรายการก่อนหน้า") as refused:
        from_dict(data)

    assert refused.value.place == "measures[0].evidence[0].files[1].revision"


def test_two_revisions_of_a_file_stand_beside_each_other() -> None:
    files = from_dict(changed("measures.0.evidence.0.files.1.slot", 1)).measures[0].evidence[0].files

    assert [(file.slot, file.revision) for file in files] == [(1, 1), (1, 2)]


@pytest.mark.parametrize("data", [None, [], "ita-tui", 1, {}, {"format": "ita-tui"}])
def test_what_is_no_report_at_all_is_refused(data: object) -> None:
    with pytest.raises(OpenFormatError):
        from_dict(data)


def test_a_later_version_says_which_program_is_needed() -> None:
    with pytest.raises(NewerFormatError, match="รุ่นที่ ๒"):
        from_dict(changed("version", 2))


def test_entries_of_another_program_are_passed_over_and_listed() -> None:
    data = changed("measures.0.colour", "เขียว")
    data["exporter"] = "โปรแกรมอื่น"

    assert from_dict(data) == FULL
    assert sorted(unknown_keys(data)) == ["exporter", "measures[0].colour"]
    assert unknown_keys(written(FULL)) == ()


# --- any year, and anything at all -------------------------------------------------------------------------------

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
days = st.dates(date(1990, 1, 1), date(2300, 1, 1))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2300, 1, 1))  # noqa: DTZ001
points = st.decimals(0, 1000, allow_nan=False, allow_infinity=False).filter(
    lambda number: len(format(number, "f")) < 30
)
people = st.integers(0, 2**53 - 1)
codes = st.integers(1, 43).map(lambda number: f"o{number}")
issues = st.none() | st.integers(1, 7)


def tuples(of: st.SearchStrategy[object], most: int = 2) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=most).map(tuple)


def periods() -> st.SearchStrategy[Period]:
    spans = st.tuples(days, days).map(sorted)
    return st.builds(Period, texts) | st.builds(lambda text, span: Period(text, *span), texts, spans)


def evidence() -> st.SearchStrategy[Evidence]:
    files = st.builds(
        EvidenceFile,
        sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
        name=texts,
        size=people,
        slot=st.integers(1, 9),
        revision=st.integers(1, 9),
        added=st.none() | moments,
    )
    return st.builds(
        Evidence,
        title=texts,
        kind=st.sampled_from(EvidenceKind),
        id=st.none(),
        url=texts,
        document_number=texts,
        page=texts,
        document_date=st.none() | days,
        attached=st.none() | moments,
        note=texts,
        files=st.lists(files, max_size=2, unique_by=lambda file: (file.slot, file.revision)).map(tuple),
    )


def measures(*, proposal: bool) -> st.SearchStrategy[Measure]:
    steps = st.builds(Step, texts, st.sampled_from(WorkStatus), st.integers(1, 9), st.none())
    words = dict.fromkeys(
        [field.name for field in fields(Measure) if field.type in {str, "str"}],
        texts,
    )
    return st.builds(
        Measure,
        number=st.integers(1, 99),
        id=st.none(),
        proposal=st.just(proposal),
        steps=tuples(steps),
        divisions=tuples(texts),
        sections=tuples(texts),
        period=periods(),
        status=st.sampled_from(WorkStatus),
        proof=st.sampled_from(Proof),
        percent=st.none() | st.integers(0, 100),
        issue=issues,
        items=tuples(codes),
        notes=tuples(st.builds(ProgressNote, days, texts, st.none())),
        evidence=tuples(evidence(), 1),
        **words,
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    counts = st.builds(Count, days, people, texts, st.none())
    questions = st.builds(QuestionScore, texts, st.none() | points, texts, tuples(people), issues)
    develop = st.builds(ToDevelop, st.sampled_from(Instrument), texts, texts, texts)
    scores = st.builds(
        Scores,
        year=st.integers(2500, 2700),
        indicators=tuples(st.none() | points, 10),
        instruments=st.dictionaries(st.sampled_from(Instrument), points, max_size=3),
        printed_total=st.none() | points,
        printed_level=texts,
        questions=tuples(questions),
        to_develop=tuples(develop),
    )
    items = st.builds(
        DisclosureItem,
        code=codes,
        name=texts,
        group=texts,
        responsible=texts,
        divisions=tuples(texts),
        url=texts,
        status=st.sampled_from(DisclosureStatus),
        note=texts,
        id=st.none(),
    )
    surveys = st.builds(
        Survey,
        instrument=st.sampled_from(Instrument).filter(lambda one: one is not Instrument.OIT),
        population=st.none() | people,
        official_minimum=st.none() | st.integers(1, 9999),
        official_reason=texts,
        opens=st.none() | days,
        closes=st.none() | days,
        link=texts,
        counts=tuples(counts),
        id=st.none(),
    )
    divisions = st.builds(Division, texts, tuples(st.builds(Section, texts, st.none())), st.none())
    analyses = st.builds(IssueAnalysis, st.integers(1, 7), texts, texts, texts, texts)
    sizes = st.none() | st.sampled_from(AgencySize)
    return Report(
        agency=draw(st.builds(Agency, texts, texts, texts, st.sampled_from(AgencyKind), sizes)),
        year=FiscalYear(draw(st.integers(2500, 2700))),
        divisions=tuple(draw(st.lists(divisions, max_size=2, unique_by=lambda one: one.name))),
        measures=tuple(draw(st.lists(measures(proposal=False), max_size=2))),
        proposals=tuple(draw(st.lists(measures(proposal=True), max_size=1))),
        surveys=tuple(draw(st.lists(surveys, max_size=2, unique_by=lambda one: one.instrument))),
        disclosure=tuple(draw(st.lists(items, max_size=2, unique_by=lambda one: one.code))),
        scores=draw(st.none() | scores),
        issues=tuple(draw(st.lists(analyses, max_size=2, unique_by=lambda one: one.number))),
    )


@settings(deadline=None, max_examples=length(15, 400))
@given(reports())
def test_any_year_comes_back_as_it_was(report: Report) -> None:
    assert from_dict(written(report)) == report


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def places(data: object) -> Iterator[tuple[object, object]]:
    """Every container of a JSON value, with each key or index in it."""
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, inner in entries:
        yield data, key
        yield from places(inner)


@settings(deadline=None, max_examples=length(80, 1000))
@given(st.data())
def test_no_json_value_ends_in_a_traceback(draws: st.DataObject) -> None:
    data = copy.deepcopy(written(FULL))
    container, key = draws.draw(st.sampled_from(list(places(data))))
    container[key] = draws.draw(json_values)  # type: ignore[index]

    unknown_keys(data)
    try:
        report = from_dict(data)
    except OpenFormatError:
        return
    assert from_dict(written(report)) == report


@settings(deadline=None, max_examples=length(15, 400))
@given(json_values)
def test_arbitrary_json_is_refused_politely(data: object) -> None:
    assert unknown_keys(data) is not None
    with pytest.raises(OpenFormatError):
        from_dict(data)
