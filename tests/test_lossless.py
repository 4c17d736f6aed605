"""A year that is exported as JSON and read into an empty file is the same year: nothing that was entered gets lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui import tasks
from ita_tui.domain.agency import Agency, AgencyKind, AgencySize, Division, Section
from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.evidence import Evidence, EvidenceFile, EvidenceKind
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import Measure, ProgressNote, Proof, Step, WorkStatus
from ita_tui.domain.meetings import (
    AgendaItem,
    Attendance,
    CommitteeMember,
    Meeting,
    Presence,
    Resolution,
    as_taken_in,
)
from ita_tui.domain.period import Period
from ita_tui.domain.report import Report
from ita_tui.domain.respondents import Count, Survey
from ita_tui.domain.scores import IssueAnalysis, QuestionScore, Scores, ToDevelop
from ita_tui.domain.waivers import Waiver
from ita_tui.reports.open_format import to_dict
from ita_tui.rulebook.loading import rules_for
from store.database import Store
from tests.long_series import length
from tests.store_builders import BANGKOK, YEAR, open_store, standing_clock

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
TODAY = standing_clock().date()
DAY = date(2026, 1, 5)
NOW = datetime(2026, 1, 5, 9, 30, 15, 120000, tzinfo=BANGKOK)


def content(store: Store, year: FiscalYear) -> dict[str, object]:
    """All that the open format says of a year."""
    return to_dict(store.report(year), tasks.year_rules(store, year), TODAY)


@contextmanager
def read_back(store: Store, year: FiscalYear) -> Iterator[Store]:
    """An empty file beside it into which the year was exported and read in."""
    written = tasks.export_open_format(store, year, TODAY, store.path.with_suffix(".json"))
    with open_store(store.path.with_name("other.db"), standing_clock) as other:
        draft = tasks.read_in(written, year)
        assert (draft.left_out, draft.doubts) == ((), ())
        tasks.take_in(other, draft, year, tasks.TakeIn.INTO_EMPTY, written.name)
        yield other


def test_the_sample_year_comes_back_whole(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", standing_clock) as store:
        year = tasks.start_with_sample(store, standing_clock())

        with read_back(store, year) as other:
            assert content(other, year) == content(store, year)
            assert [len(other.evidence.of_year(year))] == [len(store.evidence.of_year(year))]


@pytest.mark.parametrize(
    "name", ["thamsing-2566", "napho-2565", "nayai-2568", "talubo-2567", "hannangam-2568", "rimthan-2566"]
)
def test_a_report_that_was_read_in_comes_back_whole(tmp_path: Path, name: str) -> None:
    path = Path(__file__).parent / "data" / f"{name}.txt"
    path = path if path.exists() else SEEDS / path.name
    if not path.exists():
        pytest.skip("the real reports are not beside this repository")
    year = FiscalYear(int(name[-4:]))
    with open_store(tmp_path / "a.db", standing_clock) as store:
        tasks.take_in(store, tasks.read_in(path, year), year, tasks.TakeIn.INTO_EMPTY, path.name)

        with read_back(store, year) as other:
            assert content(other, year) == content(store, year)
            assert store.report(year).measures


FILES = (
    EvidenceFile("b" * 64, "ร่าง.pdf", 5, slot=2, revision=1, added=NOW),
    EvidenceFile("c" * 64, "ฉบับจริง.pdf", 6, slot=2, revision=3, added=NOW),
    EvidenceFile("a" * 64, "ภาพ.jpg", 7, slot=4, revision=2),
)
SHARED = Evidence(
    "คำสั่ง", EvidenceKind.ORDER, 1, document_number="ตย ๑/๒", page="๓", document_date=DAY, files=FILES
)
ALONE = Evidence("ข่าว", EvidenceKind.LINK, 2, url="https://a.example/ก", attached=NOW, note="หน้าแรก")
EVERYTHING = Report(
    Agency("เทศบาลตำบลตัวอย่าง", "เมือง", "ตัวอย่าง", AgencyKind.SUBDISTRICT_MUNICIPALITY, AgencySize.LARGE),
    YEAR,
    (
        Division("กองช่าง", (Section("งานโยธา"), Section("งานผังเมือง"))),
        Division("สำนักปลัด", (Section("งานธุรการ"),)),
        Division("กองคลัง", contact="ผู้อำนวยการกองคลัง โทร. ภายใน ๑๒"),
    ),
    (
        Measure(
            2,
            "=ชื่อ",
            guideline="แนวทาง",
            method="๑. ก\n๒. ข",
            steps=(Step("ข", WorkStatus.COMPLETED, 3, responsible="นิติกร"), Step("ก", WorkStatus.CANCELLED)),
            responsible="สำนักปลัด (งานธุรการ) และกองช่าง",
            divisions=("สำนักปลัด", "กองช่าง"),
            sections=("งานธุรการ", "งานผังเมือง"),
            period=Period("ม.ค. ๖๙", date(2026, 1, 1), date(2026, 1, 31)),
            status=WorkStatus.CANCELLED,
            cancel_reason="งบประมาณไม่พอ",
            proof=Proof.VERIFIED,
            percent=40,
            result="ผล",
            outcome="ผลลัพธ์",
            recommendation="ข้อเสนอแนะ",
            follow_up="กำกับ",
            issue=7,
            weak_item="จุดอ่อน",
            items=("o12", "o3"),
            answers=("i10", "n4"),
            notes=(ProgressNote(DAY, "เช้า"), ProgressNote(DAY, "บ่าย")),
            evidence=(ALONE, SHARED),
        ),
        Measure(5, "มาตรการที่สอง", evidence=(SHARED, replace(ALONE, id=3, title="ข่าวที่สอง"))),
    ),
    (Measure(2, "ข้อเสนอ", proposal=True, result="จะทำ", evidence=(ALONE,)),),
    (
        Survey(Instrument.IIT, 60, 31, "หนังสือ ITAS", DAY, date(2026, 3, 1), "https://a.example/i"),
        Survey(
            Instrument.EIT1,
            counts=(Count(DAY, 3, "กองคลัง"), Count(DAY, 9), Count(date(2026, 1, 9), 12, "กองช่าง")),
        ),
    ),
    (
        DisclosureItem(
            "o3",
            "อำนาจหน้าที่",
            "9.1",
            "ปลัด",
            ("กองคลัง", "กองช่าง"),
            "https://a.example/๓",
            seen=DAY,
            evidence=(SHARED,),
        ),
        DisclosureItem(
            "o12",
            "จัดซื้อ",
            "9.3",
            status=DisclosureStatus.NOT_APPLICABLE,
            note="ไม่มีในปีนี้",
            sections=("งานโยธา",),
            evidence=(Evidence("หน้าเว็บ", EvidenceKind.PHOTO, 9),),
        ),
    ),
    Scores(
        2568,
        (Decimal("87.73"), None, Decimal(100)),
        {Instrument.OIT: Decimal("95.5"), Instrument.IIT: Decimal("79.59")},
        Decimal("69.66"),
        "ผ่านดี",
        (QuestionScore("i10", Decimal("81.90"), "ข้อ", (33, 0, 6), 4), QuestionScore("o1")),
        (ToDevelop(Instrument.EIT1, "ตัวชี้วัด", "ขอบเขต", "ข้อความ"),),
    ),
    (IssueAnalysis(2, "i3", "สาเหตุ", "หมายเหตุ", "แนวทาง"), IssueAnalysis(1)),
    (CommitteeMember("ข", "ประธานกรรมการ"), CommitteeMember("ก")),
    (
        Meeting(
            1,
            DAY,
            "๐๙.๓๐ น.",
            "ห้องประชุม",
            (Attendance("ข", "ประธานกรรมการ"), Attendance("ค", "ที่ปรึกษา", Presence.EXCUSED, guest=True)),
            (AgendaItem("เรื่องแจ้ง"), AgendaItem("เรื่องพิจารณา", "เล่า", 5)),
            (Resolution("รับทราบ", item=2), Resolution("ให้ทำ", "กองช่าง", DAY, DAY, "ทำแล้ว", 2, item=2)),
            "ปิดประชุม",
            NOW,
        ),
        Meeting(2),
    ),
    (Waiver("no_evidence", "รอหนังสือ", measure=5, at=NOW), Waiver("no_link", "ไม่มี", "o12", "ab", at=NOW)),
)


def test_every_field_comes_back_in_its_order(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", standing_clock) as store:
        tasks.take_in(store, EVERYTHING, YEAR, tasks.TakeIn.INTO_EMPTY, "ทั้งปี")

        with read_back(store, YEAR) as other:
            assert content(store, YEAR) == content_of(EVERYTHING)
            assert content(other, YEAR) == content(store, YEAR)


def test_evidence_of_two_measures_comes_back_as_one_piece(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", standing_clock) as store:
        tasks.take_in(store, EVERYTHING, YEAR, tasks.TakeIn.INTO_EMPTY, "ทั้งปี")

        with read_back(store, YEAR) as other:
            first, second = other.report(YEAR).measures

    assert first.evidence[1] == second.evidence[0]
    assert [file.revision for file in first.evidence[1].files] == [1, 3, 2]


def content_of(report: Report) -> dict[str, object]:
    return to_dict(report, rules_for(report.year), TODAY)


# --- any year ------------------------------------------------------------------------------------------------

# Marks without a letter, marks in the wrong order, SARA AM in two parts, blanks, signs of spreadsheets and markup,
# letters beyond the first plane: whatever a pasted cell may hold.
SIGNS = st.sampled_from(
    [*"กขปฐ่้๊ำำ็์ัิเโะ๐๙ฯๆ \n\t0a=+-@[]<>&\"'«»", "\u200b", "\u0e4d\u0e32", "\0", "\u2028", "😀"]
)
TEXTS = st.lists(SIGNS, max_size=12).map("".join)
NAMES = st.sampled_from(["สำนักปลัด", "กองคลัง", "กองช่าง", "งานธุรการ", "ก\u200bข", " งาน "])
DAYS = st.dates(date(1957, 1, 1), date(2156, 12, 31))
MOMENTS = (
    st.none() | st.just(NOW) | DAYS.map(lambda day: datetime(day.year, day.month, 1, 23, 59, tzinfo=BANGKOK))
)
POINTS = st.decimals(0, 100, places=2) | st.just(Decimal("0.1")) | st.just(Decimal(100))
PERIODS = TEXTS.map(Period) | st.builds(
    lambda text, days: Period(text, min(days), max(days)), TEXTS, st.tuples(DAYS, DAYS)
)
PIECES = st.builds(
    Evidence,
    TEXTS,
    st.sampled_from(EvidenceKind),
    st.none(),
    TEXTS,
    TEXTS,
    TEXTS,
    st.none() | DAYS,
    MOMENTS,
    TEXTS,
    st.lists(
        st.builds(
            EvidenceFile,
            st.sampled_from(["a" * 64, "0" * 64]),
            TEXTS,
            st.integers(0, 2**53 - 1),
            st.integers(1, 3),
            st.integers(1, 3),
            MOMENTS,
        ),
        max_size=3,
        unique_by=lambda file: (file.slot, file.revision),
    ).map(lambda files: tuple(sorted(files, key=lambda file: (file.slot, file.revision)))),
)


def tuples(of: st.SearchStrategy[object], most: int = 3) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=most).map(tuple)


MEASURES = st.builds(
    Measure,
    number=st.integers(1, 9),
    title=TEXTS,
    guideline=TEXTS,
    method=TEXTS,
    steps=tuples(st.builds(Step, TEXTS, st.sampled_from(WorkStatus), st.integers(1, 9), st.none(), TEXTS)),
    responsible=TEXTS,
    divisions=tuples(NAMES),
    sections=tuples(NAMES),
    period=PERIODS,
    status=st.sampled_from(WorkStatus),
    cancel_reason=TEXTS,
    proof=st.sampled_from(Proof),
    percent=st.none() | st.integers(0, 100),
    result=TEXTS,
    outcome=TEXTS,
    recommendation=TEXTS,
    follow_up=TEXTS,
    issue=st.none() | st.integers(1, 7),
    weak_item=TEXTS,
    items=tuples(st.sampled_from(["o1", "o12", "o43"])),
    answers=tuples(st.sampled_from(["i10", "e3", "o43", "n10"])),
    notes=tuples(st.builds(ProgressNote, DAYS, TEXTS)).map(
        lambda notes: tuple(sorted(notes, key=lambda n: n.on))
    ),
    evidence=tuples(PIECES, 2),
)
LISTED = st.lists(MEASURES, max_size=3, unique_by=lambda one: one.number).map(
    lambda found: tuple(sorted(found, key=lambda one: one.number))
)
SURVEYS = st.builds(
    Survey,
    st.sampled_from([i for i in Instrument if i is not Instrument.OIT]),
    st.none() | st.integers(0, 2**53 - 1),
    st.none() | st.integers(1, 9999),
    TEXTS,
    st.none() | DAYS,
    st.none() | DAYS,
    TEXTS,
    tuples(st.builds(Count, DAYS, st.integers(0, 9999), TEXTS)).map(
        lambda counts: tuple(sorted(counts, key=lambda c: c.on))
    ),
)
ITEMS = st.builds(
    DisclosureItem,
    st.integers(1, 43).map("o{}".format),
    TEXTS,
    TEXTS,
    TEXTS,
    tuples(NAMES),
    TEXTS,
    st.sampled_from(DisclosureStatus),
    TEXTS,
    st.none(),
    tuples(NAMES),
    st.none() | DAYS,
    tuples(PIECES, 2),
)
SAID = TEXTS.map("มติ{}".format)
ON_MEASURE = st.none() | st.integers(1, 9)
MEETINGS = st.builds(
    Meeting,
    st.integers(1, 9),
    st.none() | DAYS,
    TEXTS,
    TEXTS,
    tuples(st.builds(Attendance, TEXTS, TEXTS, st.sampled_from(Presence), st.booleans())),
    tuples(st.builds(AgendaItem, TEXTS, TEXTS, ON_MEASURE)),
    tuples(
        st.builds(
            Resolution,
            TEXTS,
            TEXTS,
            st.none() | DAYS,
            st.none() | DAYS,
            TEXTS,
            ON_MEASURE,
            item=st.integers(0, 9),
        )
    ),
    TEXTS,
    MOMENTS,
)
WAIVERS = st.builds(Waiver, TEXTS, SAID, TEXTS, TEXTS, ON_MEASURE, at=st.just(NOW))
SCORES = st.builds(
    Scores,
    st.integers(2562, 2570),
    tuples(st.none() | POINTS, 10),
    st.dictionaries(st.sampled_from(Instrument), POINTS, max_size=3),
    st.none() | POINTS,
    TEXTS,
    tuples(
        st.builds(
            QuestionScore,
            TEXTS,
            st.none() | POINTS,
            TEXTS,
            tuples(st.integers(0, 99), 6),
            st.none() | st.integers(1, 7),
        )
    ),
    tuples(st.builds(ToDevelop, st.sampled_from(Instrument), TEXTS, TEXTS, TEXTS)),
)
DIVISIONS = st.builds(
    Division,
    NAMES,
    st.lists(NAMES, max_size=2, unique=True).map(lambda names: tuple(map(Section, names))),
    st.none(),
    TEXTS,
)
REPORTS = st.builds(
    Report,
    st.builds(
        Agency, TEXTS, TEXTS, TEXTS, st.sampled_from(AgencyKind), st.none() | st.sampled_from(AgencySize)
    ),
    st.integers(2562, 2575).map(FiscalYear),
    st.lists(DIVISIONS, max_size=3, unique_by=lambda one: one.name).map(tuple),
    LISTED,
    LISTED.map(lambda found: tuple(replace(one, proposal=True) for one in found)),
    st.lists(SURVEYS, min_size=1, max_size=4, unique_by=lambda one: one.instrument).map(
        lambda found: tuple(sorted(found, key=lambda one: list(Instrument).index(one.instrument)))
    ),
    st.lists(ITEMS, min_size=1, max_size=3, unique_by=lambda one: one.code).map(
        lambda found: tuple(sorted(found, key=lambda one: one.number))
    ),
    st.none() | SCORES,
    st.lists(
        st.builds(IssueAnalysis, st.integers(1, 7), TEXTS, TEXTS, TEXTS, TEXTS),
        max_size=3,
        unique_by=lambda one: one.number,
    ).map(tuple),
    tuples(st.builds(CommitteeMember, SAID, TEXTS)),
    st.lists(MEETINGS, max_size=2, unique_by=lambda one: one.number).map(
        lambda found: tuple(sorted(found, key=lambda one: one.number))
    ),
    tuples(WAIVERS, 2),
).map(lambda whole: of_its_measures(whole))  # noqa: PLW0108 - it is defined below


def of_its_measures(report: Report) -> Report:
    """Meetings and waivers speak of measures that the year has: a number of none says nothing."""
    numbers = {measure.number: measure.number for measure in report.measures}
    return replace(
        report,
        meetings=tuple(as_taken_in(meeting, numbers) for meeting in report.meetings),
        waivers=tuple(one for one in report.waivers if one.measure is None or one.measure in numbers),
    )


@pytest.mark.long
@settings(deadline=None, max_examples=length(4, 200))
@given(REPORTS)
def test_any_year_comes_back_whole(report: Report) -> None:
    with TemporaryDirectory() as folder, open_store(Path(folder, "ปี #1 50%?.db"), standing_clock) as store:
        tasks.take_in(store, report, report.year, tasks.TakeIn.INTO_EMPTY, "ปีหนึ่ง")

        with read_back(store, report.year) as other:
            first, again = content(store, report.year), content(other, report.year)

    assert again == first
    # Divisions that only measures and OIT items name are put on the list; all else is as it was given.
    assert {**first, "divisions": []} == {**content_of(report), "divisions": []}
