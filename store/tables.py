"""The tables of a year, typed; those of meetings and of what was signed stand in :mod:`store.decision_tables`.

Every column holds text, a whole number or a truth value, and nothing else:
days are ISO text, moments ISO text in UTC, decimals text. So a row goes into the history's JSON and comes back
unchanged. Numbers of rows are never given out twice (AUTOINCREMENT): the history speaks of a row by its number.
Rows go before their parents only through the ORM, where the history sees it; the database itself deletes nothing.
"""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ita_tui.domain.agency import AgencyKind, AgencySize
from ita_tui.domain.disclosure import DisclosureStatus
from ita_tui.domain.evidence import EvidenceKind
from ita_tui.domain.fiscal_year import EARLIEST, LATEST
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import Proof, WorkStatus
from store.declaring import Base, between, is_day, numbered, one_of

APPLICATION_ID = 0x49544154  # "ITAT", in the file's header: says whose database this is
SCHEMA = 3
WHOLE = "all, delete-orphan"


class AgencyRow(Base):
    """The office: one row."""

    __tablename__ = "agency"
    __table_args__ = (
        CheckConstraint("id = 1", name="one"),
        one_of("kind", AgencyKind),
        one_of("size", AgencySize, empty=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    district: Mapped[str]
    province: Mapped[str]
    kind: Mapped[str]
    size: Mapped[str | None]


class SectionRow(Base):
    """A section. One that was only named on a measure of several divisions has none of its own yet."""

    __tablename__ = "section"
    __table_args__ = numbered(
        UniqueConstraint("division_id", "name"), CheckConstraint("name <> ''", name="name")
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    division_id: Mapped[int | None] = mapped_column(ForeignKey("division.id"))
    position: Mapped[int]
    name: Mapped[str]


class DivisionRow(Base):
    """A division of the agency."""

    __tablename__ = "division"
    __table_args__ = numbered(CheckConstraint("name <> ''", name="name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(unique=True)
    contact: Mapped[str] = mapped_column(server_default="")
    sections: Mapped[list[SectionRow]] = relationship(
        order_by=(SectionRow.position, SectionRow.id), viewonly=True
    )


class YearRow(Base):
    """A fiscal year that was begun, in the Buddhist Era."""

    __tablename__ = "year"
    __table_args__ = (between("be", EARLIEST, LATEST),)

    be: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class StepRow(Base):
    """A step of a measure."""

    __tablename__ = "step"
    __table_args__ = numbered(one_of("status", WorkStatus), CheckConstraint("weight >= 1", name="weight"))

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    status: Mapped[str]
    weight: Mapped[int]
    responsible: Mapped[str] = mapped_column(server_default="")


class NoteRow(Base):
    """A progress note of a day on a measure."""

    __tablename__ = "progress_note"
    __table_args__ = numbered(is_day("day"))

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"), index=True)
    day: Mapped[str]
    text: Mapped[str]


class MeasureDivisionRow(Base):
    """The division at a place in a measure's list."""

    __tablename__ = "measure_division"

    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    division_id: Mapped[int] = mapped_column(ForeignKey("division.id"), index=True)


class MeasureSectionRow(Base):
    """The section at a place in a measure's list."""

    __tablename__ = "measure_section"

    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), index=True)


class MeasureItemRow(Base):
    """An OIT code at a place in a measure's list; codes of another year's catalogue may stand there too."""

    __tablename__ = "measure_item"

    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]


class MeasureAnswerRow(Base):
    """A code of last year's results, at its place among those that a measure is to raise."""

    __tablename__ = "measure_answer"

    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]


class EvidenceFileRow(Base):
    """One revision of one file of a piece of evidence."""

    __tablename__ = "evidence_file"
    __table_args__ = numbered(
        UniqueConstraint("evidence_id", "slot", "revision"),
        CheckConstraint("size >= 0", name="size"),
        CheckConstraint("slot >= 1 AND revision >= 1", name="revision"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"))
    slot: Mapped[int]
    revision: Mapped[int]
    sha256: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    size: Mapped[int]
    added: Mapped[str | None]


class EvidenceRow(Base):
    """A piece of evidence of a year. It stays when the last measure lets go of it."""

    __tablename__ = "evidence"
    __table_args__ = numbered(one_of("kind", EvidenceKind), is_day("document_date"))

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(ForeignKey("year.be"), index=True)
    title: Mapped[str]
    kind: Mapped[str]
    url: Mapped[str]
    document_number: Mapped[str]
    page: Mapped[str]
    document_date: Mapped[str | None]
    attached: Mapped[str | None]
    note: Mapped[str]
    files: Mapped[list[EvidenceFileRow]] = relationship(
        cascade=WHOLE, order_by=(EvidenceFileRow.slot, EvidenceFileRow.revision)
    )


class EvidenceLinkRow(Base):
    """That a piece of evidence proves a measure, and its place there."""

    __tablename__ = "evidence_link"

    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"), primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), primary_key=True, index=True)
    position: Mapped[int]
    evidence: Mapped[EvidenceRow] = relationship()


class MeasureRow(Base):
    """A measure of a year, or a proposal for one."""

    __tablename__ = "measure"
    __table_args__ = numbered(
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("(period_start IS NULL) = (period_end IS NULL)", name="period"),
        is_day("period_start"),
        is_day("period_end"),
        one_of("status", WorkStatus),
        one_of("proof", Proof),
        between("percent", 0, 100),
        between("issue", 1, 7),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(ForeignKey("year.be"), index=True)
    number: Mapped[int]
    proposal: Mapped[bool]
    title: Mapped[str]
    guideline: Mapped[str]
    method: Mapped[str]
    responsible: Mapped[str]
    period_text: Mapped[str]
    period_start: Mapped[str | None]
    period_end: Mapped[str | None]
    status: Mapped[str]
    cancel_reason: Mapped[str]
    proof: Mapped[str]
    percent: Mapped[int | None]
    result: Mapped[str]
    outcome: Mapped[str]
    recommendation: Mapped[str]
    follow_up: Mapped[str]
    issue: Mapped[int | None]
    weak_item: Mapped[str]
    follows: Mapped[int | None]  # of the year before; it may be gone, and its number is never given out again
    steps: Mapped[list[StepRow]] = relationship(cascade=WHOLE, order_by=(StepRow.position, StepRow.id))
    notes: Mapped[list[NoteRow]] = relationship(cascade=WHOLE, order_by=(NoteRow.day, NoteRow.id))
    divisions: Mapped[list[MeasureDivisionRow]] = relationship(
        cascade=WHOLE, order_by=MeasureDivisionRow.position
    )
    sections: Mapped[list[MeasureSectionRow]] = relationship(
        cascade=WHOLE, order_by=MeasureSectionRow.position
    )
    items: Mapped[list[MeasureItemRow]] = relationship(cascade=WHOLE, order_by=MeasureItemRow.position)
    answers: Mapped[list[MeasureAnswerRow]] = relationship(cascade=WHOLE, order_by=MeasureAnswerRow.position)
    links: Mapped[list[EvidenceLinkRow]] = relationship(
        cascade=WHOLE, order_by=(EvidenceLinkRow.position, EvidenceLinkRow.evidence_id)
    )


class CountRow(Base):
    """How many had answered on a day, cumulative."""

    __tablename__ = "survey_count"
    __table_args__ = numbered(is_day("day"), CheckConstraint("total >= 0", name="total"))

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), index=True)
    day: Mapped[str]
    total: Mapped[int]
    division: Mapped[str]


class SurveyRow(Base):
    """A survey of a year: one an instrument. OIT is checked, not asked, so it is none."""

    __tablename__ = "survey"
    __table_args__ = numbered(
        UniqueConstraint("year", "instrument"),
        one_of("instrument", (i for i in Instrument if i is not Instrument.OIT)),
        CheckConstraint("population IS NULL OR population >= 0", name="population"),
        CheckConstraint("official_minimum IS NULL OR official_minimum >= 0", name="official_minimum"),
        is_day("opens"),
        is_day("closes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(ForeignKey("year.be"))
    instrument: Mapped[str]
    population: Mapped[int | None]
    official_minimum: Mapped[int | None]
    official_reason: Mapped[str]
    opens: Mapped[str | None]
    closes: Mapped[str | None]
    link: Mapped[str]
    counts: Mapped[list[CountRow]] = relationship(cascade=WHOLE, order_by=(CountRow.day, CountRow.id))


class ItemDivisionRow(Base):
    """The division at a place in an OIT item's list."""

    __tablename__ = "item_division"

    item_id: Mapped[int] = mapped_column(ForeignKey("disclosure_item.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    division_id: Mapped[int] = mapped_column(ForeignKey("division.id"), index=True)


class ItemSectionRow(Base):
    """The section at a place in an OIT item's list."""

    __tablename__ = "item_section"

    item_id: Mapped[int] = mapped_column(ForeignKey("disclosure_item.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), index=True)


class ItemEvidenceRow(Base):
    """That a piece of evidence proves an OIT item, and its place there."""

    __tablename__ = "item_evidence"

    item_id: Mapped[int] = mapped_column(ForeignKey("disclosure_item.id"), primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), primary_key=True, index=True)
    position: Mapped[int]
    evidence: Mapped[EvidenceRow] = relationship()


class DisclosureRow(Base):
    """An OIT item of a year's catalogue as the agency keeps it: one a code."""

    __tablename__ = "disclosure_item"
    __table_args__ = numbered(
        UniqueConstraint("year", "code"),
        one_of("status", DisclosureStatus),
        CheckConstraint("code GLOB 'o[1-9]*'", name="code"),
        is_day("seen"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(ForeignKey("year.be"))
    code: Mapped[str]
    name: Mapped[str]
    catalogue_group: Mapped[str]
    responsible: Mapped[str]
    url: Mapped[str]
    status: Mapped[str]
    note: Mapped[str]
    seen: Mapped[str | None]
    divisions: Mapped[list[ItemDivisionRow]] = relationship(cascade=WHOLE, order_by=ItemDivisionRow.position)
    sections: Mapped[list[ItemSectionRow]] = relationship(cascade=WHOLE, order_by=ItemSectionRow.position)
    links: Mapped[list[ItemEvidenceRow]] = relationship(
        cascade=WHOLE, order_by=(ItemEvidenceRow.position, ItemEvidenceRow.evidence_id)
    )


class IndicatorRow(Base):
    """The points of an indicator, 1 to 10; the points may be unknown."""

    __tablename__ = "score_indicator"

    year: Mapped[int] = mapped_column(ForeignKey("scores.year"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    points: Mapped[str | None]


class InstrumentScoreRow(Base):
    """The points of an instrument."""

    __tablename__ = "score_instrument"
    __table_args__ = (one_of("instrument", Instrument),)

    year: Mapped[int] = mapped_column(ForeignKey("scores.year"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    instrument: Mapped[str]
    points: Mapped[str]


class QuestionRow(Base):
    """The result of a question or OIT item. ``answers`` are counts parted by spaces, most positive first."""

    __tablename__ = "score_question"
    __table_args__ = (between("issue", 1, 7),)

    year: Mapped[int] = mapped_column(ForeignKey("scores.year"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    points: Mapped[str | None]
    text: Mapped[str]
    answers: Mapped[str]
    issue: Mapped[int | None]


class ToDevelopRow(Base):
    """A row of what is to be developed."""

    __tablename__ = "score_to_develop"
    __table_args__ = (one_of("instrument", Instrument),)

    year: Mapped[int] = mapped_column(ForeignKey("scores.year"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    instrument: Mapped[str]
    indicator: Mapped[str]
    scope: Mapped[str]
    text: Mapped[str]


class ScoresRow(Base):
    """The results that fiscal year ``year`` answers: those of assessment year ``assessed``, usually the one before."""

    __tablename__ = "scores"

    year: Mapped[int] = mapped_column(ForeignKey("year.be"), primary_key=True, autoincrement=False)
    assessed: Mapped[int]
    printed_total: Mapped[str | None]
    printed_level: Mapped[str]
    indicators: Mapped[list[IndicatorRow]] = relationship(cascade=WHOLE, order_by=IndicatorRow.position)
    instruments: Mapped[list[InstrumentScoreRow]] = relationship(
        cascade=WHOLE, order_by=InstrumentScoreRow.position
    )
    questions: Mapped[list[QuestionRow]] = relationship(cascade=WHOLE, order_by=QuestionRow.position)
    to_develop: Mapped[list[ToDevelopRow]] = relationship(cascade=WHOLE, order_by=ToDevelopRow.position)


class IssueRow(Base):
    """The analysis of an issue at a place in a year's list."""

    __tablename__ = "issue_analysis"

    year: Mapped[int] = mapped_column(ForeignKey("year.be"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    lowest: Mapped[str]
    cause: Mapped[str]
    remark: Mapped[str]
    improvement: Mapped[str]


class HistoryRow(Base):
    """An entry of the history. ``subject`` names what it is about, parted by spaces; ``changes`` is canonical JSON."""

    __tablename__ = "history"
    __table_args__ = numbered(
        CheckConstraint("kind IN ('change', 'undo', 'redo')", name="kind"),
        CheckConstraint("(kind = 'change') = (target IS NULL)", name="target"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str]
    words: Mapped[str]
    subject: Mapped[str]
    why: Mapped[str]
    kind: Mapped[str]
    target: Mapped[int | None] = mapped_column(ForeignKey("history.id"))
    changes: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)


class PreferenceRow(Base):
    """How she likes the program; no part of the history."""

    __tablename__ = "preference"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


UNRECORDED = frozenset({HistoryRow.__tablename__, PreferenceRow.__tablename__})

APPEND_ONLY = {
    "history_is_not_edited": "CREATE TRIGGER history_is_not_edited BEFORE UPDATE ON history"
    " BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END",
    "history_is_not_deleted": "CREATE TRIGGER history_is_not_deleted BEFORE DELETE ON history"
    " BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END",
}
"""The triggers that keep the history, by name."""
