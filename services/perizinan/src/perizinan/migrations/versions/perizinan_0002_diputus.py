"""What was decided lately is found without reading every file: the scrape counts it."""

from alembic import op

revision = "perizinan_0002"
down_revision = "perizinan_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.execute(
        "CREATE INDEX permohonan_selesai ON permohonan (selesai_pada) WHERE selesai_pada IS NOT NULL AND peta IS NULL"
    )


def downgrade() -> None:
    """Remove it."""
    op.execute("DROP INDEX permohonan_selesai")
