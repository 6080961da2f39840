"""The log in ranges of ``urut``: what is there becomes the first range as it is, without being copied.

A range is made by the sequencer when the log comes near its end. ``posisi`` is unique within a range only, for an index
of the whole would need ``urut`` in it; across ranges the sequencer keeps it so, which numbers under the lock of
``log_head``, and ``verify-audit`` proves it.
"""

from alembic import op

revision = "chassis_0004"
down_revision = "chassis_0003"
branch_labels = None
depends_on = None

# Beyond the head by more than a million, for the old release may write until the last step, and beside the new one.
_END = "SELECT (urut / 1000000 + 2) * 1000000 FROM log_head"
_PARENT = """
ALTER TABLE log RENAME TO log_0;
ALTER INDEX log_pkey RENAME TO log_0_pkey;
ALTER INDEX log_posisi RENAME TO log_0_posisi;
ALTER INDEX log_subject RENAME TO log_0_subject;
CREATE TABLE log (LIKE log_0, PRIMARY KEY (urut)) PARTITION BY RANGE (urut);
CREATE INDEX log_subject ON log (subject, urut);
"""
_WHOLE = """
CREATE TABLE log_utuh (LIKE log);
INSERT INTO log_utuh SELECT * FROM log;
DROP TABLE log;
ALTER TABLE log_utuh RENAME TO log;
ALTER TABLE log ADD CONSTRAINT log_pkey PRIMARY KEY (urut);
CREATE UNIQUE INDEX log_posisi ON log (posisi) WHERE posisi IS NOT NULL;
CREATE INDEX log_subject ON log (subject, urut);
"""


def upgrade() -> None:
    """Say what the old table holds, prove it while people work, then make it the first range in an instant."""
    end = int(op.get_bind().exec_driver_sql(_END).scalar_one())
    with op.get_context().autocommit_block():
        op.execute("ALTER TABLE log DROP CONSTRAINT IF EXISTS log_rentang")
        op.execute(f"ALTER TABLE log ADD CONSTRAINT log_rentang CHECK (urut < {end}) NOT VALID")
        op.execute("ALTER TABLE log VALIDATE CONSTRAINT log_rentang")
    op.execute(_PARENT)
    op.execute(f"ALTER TABLE log ATTACH PARTITION log_0 FOR VALUES FROM (MINVALUE) TO ({end})")
    op.execute("ALTER TABLE log_0 DROP CONSTRAINT log_rentang")


def downgrade() -> None:
    """Copy the ranges together."""
    op.execute(_WHOLE)
