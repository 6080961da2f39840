"""The indexes that put a page of a list in its order without reading the list."""

from alembic import op

revision = "kinerja_0009"
down_revision = "kinerja_0008"
branch_labels = None
depends_on = None

_INDEXES = """
CREATE INDEX pegawai_nama ON pegawai (nama, id);
CREATE INDEX evaluasi_orang ON evaluasi (periode, pegawai_id, ditetapkan_pada DESC, id DESC);
CREATE INDEX evaluasi_keberatan ON evaluasi (penilai_id) WHERE keberatan_id IS NOT NULL;
CREATE INDEX pengembangan_menunggu ON pengembangan (
    tahun DESC,
    array_position(ARRAY['selesai', 'diusulkan', 'berjalan', 'disetujui', 'diverifikasi', 'ditolak'], status),
    id DESC
);
CREATE INDEX skp_waktu ON skp (tahun, pegawai_id, ditutup_pada, id) INCLUDE (unit_id, opd_kode, versi, status);
CREATE INDEX pengembangan_jam ON pengembangan (tahun, pegawai_id) INCLUDE (status, jp_rencana, jp_realisasi);
"""


def upgrade() -> None:
    """Make them."""
    op.execute(_INDEXES)


def downgrade() -> None:
    """Remove them."""
    op.execute(
        "DROP INDEX skp_waktu, pengembangan_jam, pengembangan_menunggu, evaluasi_keberatan, evaluasi_orang, pegawai_nama"
    )
