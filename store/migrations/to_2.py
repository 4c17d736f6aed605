"""Schema 2: meetings, waivers and frozen rounds; what measures answer and follow; contacts, sections, days seen."""

import sqlalchemy as sa
from alembic.operations import Operations

_NEW = (
    """CREATE TABLE measure_answer (
        measure_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        code TEXT NOT NULL,
        CONSTRAINT pk_measure_answer PRIMARY KEY (measure_id, position),
        CONSTRAINT fk_measure_answer_measure_id FOREIGN KEY(measure_id) REFERENCES measure (id)
    )""",
    """CREATE TABLE item_section (
        item_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        section_id INTEGER NOT NULL,
        CONSTRAINT pk_item_section PRIMARY KEY (item_id, position),
        CONSTRAINT fk_item_section_item_id FOREIGN KEY(item_id) REFERENCES disclosure_item (id),
        CONSTRAINT fk_item_section_section_id FOREIGN KEY(section_id) REFERENCES section (id)
    )""",
    "CREATE INDEX ix_item_section_section_id ON item_section (section_id)",
    """CREATE TABLE item_evidence (
        item_id INTEGER NOT NULL,
        evidence_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        CONSTRAINT pk_item_evidence PRIMARY KEY (item_id, evidence_id),
        CONSTRAINT fk_item_evidence_item_id FOREIGN KEY(item_id) REFERENCES disclosure_item (id),
        CONSTRAINT fk_item_evidence_evidence_id FOREIGN KEY(evidence_id) REFERENCES evidence (id)
    )""",
    "CREATE INDEX ix_item_evidence_evidence_id ON item_evidence (evidence_id)",
    """CREATE TABLE committee_member (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        year INTEGER NOT NULL,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        CONSTRAINT ck_committee_member_name CHECK (name <> ''),
        CONSTRAINT fk_committee_member_year FOREIGN KEY(year) REFERENCES year (be)
    )""",
    "CREATE INDEX ix_committee_member_year ON committee_member (year)",
    """CREATE TABLE meeting (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        year INTEGER NOT NULL,
        number INTEGER NOT NULL,
        held TEXT,
        time TEXT NOT NULL,
        place TEXT NOT NULL,
        minutes TEXT NOT NULL,
        ended TEXT,
        CONSTRAINT ck_meeting_held CHECK (held IS NULL OR held IS date(held)),
        CONSTRAINT ck_meeting_number CHECK (number >= 1),
        CONSTRAINT fk_meeting_year FOREIGN KEY(year) REFERENCES year (be)
    )""",
    "CREATE INDEX ix_meeting_year ON meeting (year)",
    """CREATE TABLE attendance (
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
    "CREATE INDEX ix_attendance_meeting_id ON attendance (meeting_id)",
    """CREATE TABLE agenda_item (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        meeting_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        measure_id INTEGER,
        CONSTRAINT fk_agenda_item_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id)
    )""",
    "CREATE INDEX ix_agenda_item_meeting_id ON agenda_item (meeting_id)",
    """CREATE TABLE resolution (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        meeting_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        text TEXT NOT NULL,
        who TEXT NOT NULL,
        due TEXT,
        done TEXT,
        outcome TEXT NOT NULL,
        measure_id INTEGER,
        item INTEGER NOT NULL,
        CONSTRAINT ck_resolution_due CHECK (due IS NULL OR due IS date(due)),
        CONSTRAINT ck_resolution_done CHECK (done IS NULL OR done IS date(done)),
        CONSTRAINT ck_resolution_item CHECK (item >= 0),
        CONSTRAINT fk_resolution_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id)
    )""",
    "CREATE INDEX ix_resolution_meeting_id ON resolution (meeting_id)",
    """CREATE TABLE waiver (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        year INTEGER NOT NULL,
        rule TEXT NOT NULL,
        measure_id INTEGER,
        place TEXT NOT NULL,
        mark TEXT NOT NULL,
        reason TEXT NOT NULL,
        at TEXT,
        CONSTRAINT ck_waiver_reason CHECK (reason <> ''),
        CONSTRAINT fk_waiver_year FOREIGN KEY(year) REFERENCES year (be)
    )""",
    "CREATE INDEX ix_waiver_year ON waiver (year)",
    """CREATE TABLE frozen_round (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        year INTEGER NOT NULL,
        months INTEGER NOT NULL,
        at TEXT NOT NULL,
        digest TEXT NOT NULL,
        code TEXT NOT NULL,
        report TEXT NOT NULL,
        printing TEXT NOT NULL,
        findings TEXT NOT NULL,
        meeting TEXT NOT NULL,
        released TEXT,
        why TEXT NOT NULL,
        CONSTRAINT ck_frozen_round_months CHECK (months IN (6, 12)),
        CONSTRAINT ck_frozen_round_why CHECK (released IS NULL OR why <> ''),
        CONSTRAINT fk_frozen_round_year FOREIGN KEY(year) REFERENCES year (be)
    )""",
    "CREATE INDEX ix_frozen_round_year ON frozen_round (year)",
    "CREATE INDEX ix_frozen_round_code ON frozen_round (code)",
    # Columns are added, no table is rebuilt: the rows that the history speaks of stay where they are.
    "ALTER TABLE division ADD COLUMN contact TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE step ADD COLUMN responsible TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE measure ADD COLUMN follows INTEGER",
    (
        "ALTER TABLE disclosure_item ADD COLUMN seen TEXT"
        " CONSTRAINT ck_disclosure_item_seen CHECK (seen IS NULL OR seen IS date(seen))"
    ),
)


def upgrade(operations: Operations) -> None:
    """Written out as it was on that day: later tables are no matter of this step."""
    for statement in _NEW:
        operations.execute(sa.text(statement))
