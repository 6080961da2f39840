"""What follows from an appraisal: credits, talent boxes, gaps, plans and courses."""

revision = "kinerja_0007"
down_revision = "kinerja_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""


def downgrade() -> None:
    """Remove them with all they hold."""
