"""The tables of the committee, its meetings, what it waived and what was signed; typed as :mod:`store.tables` says.

What they say of measures is a number without a foreign key: a measure may go, and no number is given out twice.
"""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ita_tui.domain.meetings import Presence
from store.declaring import Base, is_day, numbered, one_of
from store.tables import WHOLE


class CommitteeRow(Base):
    """A member of a year's committee."""

    __tablename__ = "committee_member"
    __table_args__ = numbered(CheckConstraint("name <> ''", name="name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(ForeignKey("year.be"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    role: Mapped[str]


class AttendanceRow(Base):
    """Somebody who came to a meeting, or did not."""

    __tablename__ = "attendance"
    __table_args__ = numbered(one_of("presence", Presence))

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    role: Mapped[str]
    presence: Mapped[str]
    guest: Mapped[bool]


class AgendaRow(Base):
    """An item of a meeting's agenda."""

    __tablename__ = "agenda_item"
    __table_args__ = numbered()

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    text: Mapped[str]
    measure_id: Mapped[int | None]


class ResolutionRow(Base):
    """What a meeting decided."""

    __tablename__ = "resolution"
    __table_args__ = numbered(is_day("due"), is_day("done"), CheckConstraint("item >= 0", name="item"))

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    who: Mapped[str]
    due: Mapped[str | None]
    done: Mapped[str | None]
    outcome: Mapped[str]
    measure_id: Mapped[int | None]
    item: Mapped[int]


class MeetingRow(Base):
    """A meeting of a year's committee."""

    __tablename__ = "meeting"
    __table_args__ = numbered(is_day("held"), CheckConstraint("number >= 1", name="number"))

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(ForeignKey("year.be"), index=True)
    number: Mapped[int]
    held: Mapped[str | None]
    time: Mapped[str]
    place: Mapped[str]
    minutes: Mapped[str]
    ended: Mapped[str | None]
    attendance: Mapped[list[AttendanceRow]] = relationship(
        cascade=WHOLE, order_by=(AttendanceRow.position, AttendanceRow.id)
    )
    agenda: Mapped[list[AgendaRow]] = relationship(cascade=WHOLE, order_by=(AgendaRow.position, AgendaRow.id))
    resolutions: Mapped[list[ResolutionRow]] = relationship(
        cascade=WHOLE, order_by=(ResolutionRow.position, ResolutionRow.id)
    )


class WaiverRow(Base):
    """A finding of the checks that was waived."""

    __tablename__ = "waiver"
    __table_args__ = numbered(CheckConstraint("reason <> ''", name="reason"))

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(ForeignKey("year.be"), index=True)
    rule: Mapped[str]
    measure_id: Mapped[int | None]
    place: Mapped[str]
    mark: Mapped[str]
    reason: Mapped[str]
    at: Mapped[str | None]


class FrozenRoundRow(Base):
    """A round as it was signed, and all that was kept of it."""

    __tablename__ = "frozen_round"
    __table_args__ = numbered(
        CheckConstraint("months IN (6, 12)", name="months"),
        CheckConstraint("released IS NULL OR why <> ''", name="why"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(ForeignKey("year.be"), index=True)
    months: Mapped[int]
    at: Mapped[str]
    digest: Mapped[str]
    code: Mapped[str] = mapped_column(index=True)
    report: Mapped[str]
    printing: Mapped[str]
    findings: Mapped[str]
    meeting: Mapped[str]
    released: Mapped[str | None]
    why: Mapped[str]
