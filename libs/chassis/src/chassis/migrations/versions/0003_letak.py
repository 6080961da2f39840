"""The place in Kafka of the newest event in effect, beside its position."""

from alembic import op

revision = "chassis_0003"
down_revision = "chassis_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; while it is empty, the topic is read from its start, which changes nothing twice."""
    op.execute("ALTER TABLE kemajuan ADD COLUMN letak bigint")


def downgrade() -> None:
    """Remove it."""
    op.execute("ALTER TABLE kemajuan DROP COLUMN letak")
