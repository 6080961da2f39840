"""The roles of perizinan and the scopes that follow from them; what is not here is denied."""

from __future__ import annotations

from collections.abc import Mapping

_STAFF = frozenset({"permohonan.baca", "katalog.baca"})

PERAN: Mapping[str, frozenset[str]] = {
    "pemohon": frozenset({"permohonan.ajukan", "permohonan.baca", "permohonan.tarik"}),
    "petugas": _STAFF | {"permohonan.ajukan", "izin.serahkan"},
    "verifikator": _STAFF | {"permohonan.periksa", "permohonan.tolak", "permohonan.tugaskan"},
    "mitra": frozenset({"permohonan.baca", "rekomendasi.beri"}),
    "kabid": _STAFF | {"permohonan.setujui", "permohonan.tugaskan"},
    "kadis": _STAFF | {"permohonan.tolak", "izin.terbitkan"},
    "admin": _STAFF | {"surat_mati.kelola", "riwayat.impor", "peristiwa.baca"},
    "pelanggan": frozenset({"peristiwa.baca"}),
    "layanan": frozenset({"peristiwa.baca"}),
}
"""``layanan`` is another service of Simpul that shows its key."""
