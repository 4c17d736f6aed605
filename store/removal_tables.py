"""The table of evidence copies that were removed when a year was closed; typed as :mod:`store.tables` says."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.declaring import Base, numbered


class RemovedCopyRow(Base):
    """A content that lies in the vault no more, because ``year`` was closed.

    ``name`` is the readable one, ``size`` is in bytes, ``returned`` the moment when the same content was attached again.
    """

    __tablename__ = "removed_copy"
    __table_args__ = numbered(
        CheckConstraint("size >= 0", name="size"), CheckConstraint("why <> ''", name="why")
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(ForeignKey("year.be"), index=True)
    sha256: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    size: Mapped[int]
    at: Mapped[str]
    why: Mapped[str]
    returned: Mapped[str | None]
