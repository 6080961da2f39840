"""What an assessor and a decider said, each kept beside the other."""

revision = "kinerja_0006"
down_revision = "kinerja_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""


def downgrade() -> None:
    """Remove them with all they hold."""
