"""Return codes outlast their use, for staff who hear one, and are kept as keyed hashes.

Revision 0005, after 0004. Codes from before, kept by another hash and good for a day at most, are void.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """When a code brought its place to a device."""
    op.execute(sa.text("DELETE FROM claims"))
    op.add_column("claims", sa.Column("used_at", sa.BigInteger(), nullable=True))
