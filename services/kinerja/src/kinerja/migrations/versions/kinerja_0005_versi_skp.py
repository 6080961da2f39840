"""The versions of an SKP that were in force."""

revision = "kinerja_0005"
down_revision = "kinerja_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""


def downgrade() -> None:
    """Remove them with all they hold."""
