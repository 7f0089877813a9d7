"""Up to where each relay has passed its captions on, so that a restart repeats nothing.

Revision 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The table of relays' progress."""
    op.create_table(
        "relay_progress",
        sa.Column("meeting", sa.String(length=8), nullable=False),
        sa.Column("relay", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("cue", sa.Integer(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting"], ["meetings.id"], name=op.f("fk_relay_progress_meeting_meetings")
        ),
        sa.PrimaryKeyConstraint("meeting", "relay", name=op.f("pk_relay_progress")),
    )
