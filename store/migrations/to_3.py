"""Schema 3: evidence copies that were removed when a year was closed; attendance that nobody has checked yet."""

import sqlalchemy as sa
from alembic.operations import Operations

_NEW = (
    """CREATE TABLE removed_copy (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        year INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        name TEXT NOT NULL,
        size INTEGER NOT NULL,
        at TEXT NOT NULL,
        why TEXT NOT NULL,
        returned TEXT,
        CONSTRAINT ck_removed_copy_size CHECK (size >= 0),
        CONSTRAINT ck_removed_copy_why CHECK (why <> ''),
        CONSTRAINT fk_removed_copy_year FOREIGN KEY(year) REFERENCES year (be)
    )""",
    "CREATE INDEX ix_removed_copy_year ON removed_copy (year)",
    "CREATE INDEX ix_removed_copy_sha256 ON removed_copy (sha256)",
    # The first files of schema 2 refuse an attendance that nobody has checked: the table is made anew for its rule.
    """CREATE TABLE attendance_now (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        meeting_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        presence TEXT NOT NULL,
        guest BOOLEAN NOT NULL,
        CONSTRAINT ck_attendance_presence CHECK (presence IN ('not_checked', 'present', 'excused', 'absent')),
        CONSTRAINT fk_attendance_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id)
    )""",
    """INSERT INTO attendance_now (id, meeting_id, position, name, role, presence, guest)
        SELECT id, meeting_id, position, name, role, presence, guest FROM attendance""",
    # Numbers that were given out once are never given out again: the history speaks of rows by their numbers.
    "DELETE FROM sqlite_sequence WHERE name = 'attendance_now'",
    """INSERT INTO sqlite_sequence (name, seq)
        SELECT 'attendance_now', seq FROM sqlite_sequence WHERE name = 'attendance'""",
    "DROP TABLE attendance",
    "ALTER TABLE attendance_now RENAME TO attendance",
    "CREATE INDEX ix_attendance_meeting_id ON attendance (meeting_id)",
)


def upgrade(operations: Operations) -> None:
    """Written out as it was on that day: later tables are no matter of this step."""
    for statement in _NEW:
        operations.execute(sa.text(statement))
