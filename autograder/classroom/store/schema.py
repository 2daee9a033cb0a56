"""Tables of `seance.db`. Rows of received work are added, never overwritten and never deleted."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

VERSION = 3  # PRAGMA user_version: raised when a table changes


class Moment(TypeDecorator[datetime]):
    """A point in time, kept as UTC text, because SQLite forgets time zones."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return value.astimezone(UTC).isoformat(timespec="milliseconds") if value else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return datetime.fromisoformat(value) if value else None


metadata = MetaData()

settings = Table(
    "settings", metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)

sessions = Table(
    "sessions", metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("closed_at", Moment),
)

learners = Table(
    "learners", metadata,
    Column("id", Integer, primary_key=True),
    Column("session_id", ForeignKey("sessions.id"), nullable=False),
    Column("name", Text, nullable=False),  # as shown, unique in its session: « Awa Diallo (2) »
    Column("name_key", Text, nullable=False),
    Column("person", String, nullable=False, unique=True),  # her id in nbgrader's gradebook
    Column("resume_code", String, nullable=False, unique=True),
    Column("arrived_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    UniqueConstraint("session_id", "name_key"),
)

tokens = Table(
    "tokens", metadata,
    Column("digest", String, primary_key=True),
    Column("learner_id", ForeignKey("learners.id"), nullable=False),
    Column("made_at", Moment, nullable=False),
)

entries = Table(
    "entries", metadata,  # sign-ins made with a key of the phone's own: sent twice, they make one person
    Column("digest", String, primary_key=True),
    Column("name_key", Text, primary_key=True),
    Column("learner_id", ForeignKey("learners.id"), primary_key=True),
)

trainer_logins = Table(
    "trainer_logins", metadata,
    Column("digest", String, primary_key=True),
    Column("made_at", Moment, nullable=False),
)

drafts = Table(
    "drafts", metadata,
    Column("learner_id", ForeignKey("learners.id"), primary_key=True),
    Column("exercise", String, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("answer", Text, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("saved_at", Moment, nullable=False),
)

former_drafts = Table(
    "former_drafts", metadata,
    Column("id", Integer, primary_key=True),
    Column("learner_id", ForeignKey("learners.id"), nullable=False),
    Column("exercise", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("answer", Text, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Column("conflict", Boolean, nullable=False),  # came from a device that was behind: kept aside, not taken
    Index("former_drafts_of", "learner_id", "exercise"),
)

trials = Table(
    "trials", metadata,  # one row each time a learner runs the checks
    Column("id", Integer, primary_key=True),
    Column("learner_id", ForeignKey("learners.id"), nullable=False),
    Column("exercise", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("points", Float, nullable=False),
    Column("made_at", Moment, nullable=False),
    Index("trials_of", "learner_id", "exercise"),
)

submissions = Table(
    "submissions", metadata,
    Column("id", Integer, primary_key=True),
    Column("learner_id", ForeignKey("learners.id"), nullable=False),
    Column("key", String, nullable=False),  # made once by the sender: what makes a second try harmless
    Column("receipt", String, nullable=False, unique=True),
    Column("received_at", Moment, nullable=False),
    Column("door", String, nullable=False),  # page, carnet, fichier
    Column("body", LargeBinary, nullable=False),  # as received
    Column("refusal", Text),  # the French sentence, when it could not be scored
    Column("exercise", String),
    Column("answer", Text),
    Column("report", Text),
    Column("score", Float),
    Column("points", Float),
    Column("out_of", Float),  # what the mark is out of before anybody reads; nothing before version 3: `points`
    Column("waiting", Float, nullable=False, server_default="0"),  # points that somebody has to read for
    Column("to_judge", Boolean, nullable=False, default=False),
    Column("recorded", String),  # which mark of it is in nbgrader's gradebook
    UniqueConstraint("learner_id", "key"),
    Index("submissions_of", "learner_id", "exercise"),
)

marks = Table(
    "marks", metadata,  # one row each time the trainer saves; the last one counts
    Column("id", Integer, primary_key=True),
    Column("submission_id", ForeignKey("submissions.id"), nullable=False),
    Column("open_points", Text, nullable=False),  # {"part id": points}
    Column("by_hand", Text, nullable=False, server_default="{}"),  # {"criterion id": points}, where a check broke
    Column("total", Float, nullable=False),
    Column("points", Float),  # what the total is out of; nothing in marks of before version 2: the submission's
    Column("waiting", Float, nullable=False, server_default="0"),  # points that she has not read yet
    Column("comment", Text, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Index("marks_of", "submission_id"),
)

uploads = Table(
    "uploads", metadata,
    Column("id", Integer, primary_key=True),
    Column("session_id", ForeignKey("sessions.id"), nullable=False),
    Column("learner_id", ForeignKey("learners.id")),
    Column("name", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("state", String, nullable=False),  # attente, corrigee, refusee, sans_nom
    Column("sentence", Text, nullable=False, default=""),
    Column("submission_id", ForeignKey("submissions.id")),
)

deposits = Table(
    "deposits", metadata,  # files graded by the command, by the mark of the line of its journal
    Column("mark", String, primary_key=True),
    Column("upload_id", ForeignKey("uploads.id"), nullable=False),
    Column("name", Text, nullable=False),  # as the file gives it
)

# What brings an older file to this schema, by the version it starts from. Whole tables that lack are made anyway.
STEPS = {
    1: (
        "ALTER TABLE marks ADD COLUMN by_hand TEXT NOT NULL DEFAULT '{}'",
        "ALTER TABLE marks ADD COLUMN points FLOAT",
    ),
    2: (
        "ALTER TABLE submissions ADD COLUMN out_of FLOAT",
        "ALTER TABLE submissions ADD COLUMN waiting FLOAT NOT NULL DEFAULT 0",
        "ALTER TABLE marks ADD COLUMN waiting FLOAT NOT NULL DEFAULT 0",
    ),
}
