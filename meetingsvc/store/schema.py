"""The tables. Their history is in migrations/; a test holds the two together.

Knows columns only. `body` of `events` is canonical JSON exactly as it was hashed: nothing may rewrite it.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

bodies = Table(
    "bodies",
    metadata,
    Column("slug", String(60), primary_key=True),
    Column("name", Text, nullable=False),
)

meetings = Table(  # a list for the home page, rewritten from the state in the transaction that changes it
    "meetings",
    metadata,
    Column("id", String(8), primary_key=True),
    Column("title", Text, nullable=False),
    Column("body", String(60), ForeignKey("bodies.slug"), nullable=False),
    Column("body_name", Text, nullable=False),
    Column("starts_at", BigInteger, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("status", String(20), nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("meeting", String(8), ForeignKey("meetings.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("kind", String(60), nullable=False),
    Column("topic", String(60)),
    Column("number", Integer),
    Column("body", LargeBinary, nullable=False),
    Column("hash", String(64), nullable=False),
)

# Long histories are fetched by what they are about; most events are about nothing of the kind.
Index(
    "ix_events_topic",
    events.c.meeting,
    events.c.topic,
    events.c.number,
    events.c.seq,
    sqlite_where=events.c.topic.is_not(None),
    postgresql_where=events.c.topic.is_not(None),
)

sealed = Table(
    "sealed",
    metadata,
    Column("meeting", String(8), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("field", String(64), primary_key=True),
    Column("class", String(8), nullable=False, key="readers"),
    Column("salt", LargeBinary, nullable=False),
    Column("value", Text, nullable=False),
    ForeignKeyConstraint(["meeting", "seq"], ["events.meeting", "events.seq"]),
)

answers = Table(  # meeting, actor and command id in one column: many are looked up at once by one short list
    "answers",
    metadata,
    Column("key", Text, primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("answer", LargeBinary, nullable=False),
)

checkpoints = Table(
    "checkpoints",
    metadata,
    Column("meeting", String(8), ForeignKey("meetings.id"), primary_key=True),
    Column("count", Integer, primary_key=True, autoincrement=False),
    Column("key", String(16), primary_key=True),
    Column("head", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("signature", Text, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("username", String(60), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("password", Text, nullable=False),
    sqlite_autoincrement=True,  # an id stands in the public record, so none is given out twice
)

roles = Table(  # `body` is a body's slug, or * for every body
    "roles",
    metadata,
    Column("account", Integer, ForeignKey("accounts.id"), primary_key=True),
    Column("body", String(60), primary_key=True),
    Column("role", String(20), primary_key=True),
)

sessions = Table(
    "sessions",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("account", Integer, ForeignKey("accounts.id"), nullable=False),
    Column("expires_at", BigInteger, nullable=False),
)

seats = Table(
    "seats",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("meeting", String(8), ForeignKey("meetings.id"), nullable=False),
    Column("participant", String(20), nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("meeting", String(8), ForeignKey("meetings.id"), nullable=False),
    Column("participant", String(20), nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("used_at", BigInteger, nullable=True),
)

profiles = Table(  # every version of a body's rules; a body can have them before any meeting
    "profiles",
    metadata,
    Column("body", String(60), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("profile", Text, nullable=False),
    Column("by", String(60), nullable=False),
    Column("at", BigInteger, nullable=False),
)

glossaries = Table(  # every version of a body's names of streets and people, one a line
    "glossaries",
    metadata,
    Column("body", String(60), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("terms", Text, nullable=False),
    Column("by", String(60), nullable=False),
    Column("at", BigInteger, nullable=False),
)

relay_progress = Table(  # up to where each relay has passed its track on
    "relay_progress",
    metadata,
    Column("meeting", String(8), ForeignKey("meetings.id"), primary_key=True),
    Column("relay", Integer, primary_key=True, autoincrement=False),
    Column("cue", Integer, nullable=False),
    Column("characters", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
)
