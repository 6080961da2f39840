"""The aggregate of the made-up service, and what its consumer makes of each event."""

from alembic import op

revision = "uji_0001"
down_revision = None
branch_labels = ("uji",)
depends_on = None


def upgrade() -> None:
    """Make the tables; ``efek`` has no unique key, so that an effect taken twice shows."""
    op.execute("CREATE TABLE berkas (id text PRIMARY KEY, versi integer NOT NULL)")
    op.execute(
        "CREATE TABLE efek (urut bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, sumber text NOT NULL,"
        " posisi bigint NOT NULL, id text NOT NULL, subjek text NOT NULL, nomor text NOT NULL)"
    )


def downgrade() -> None:
    """Remove them."""
    op.execute("DROP TABLE efek, berkas")
