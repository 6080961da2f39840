"""The roles of perizinan and the scopes that follow from them; what is not here is denied."""

from __future__ import annotations

from collections.abc import Mapping

from chassis.http.surat_mati import SCOPE_READ, SCOPE_RESEND
from perizinan.application.tinjauan import SCOPE_IDENTITAS

_DESK = frozenset({"permohonan.baca"})

PERAN: Mapping[str, frozenset[str]] = {
    "pemohon": frozenset({"permohonan.ajukan", "permohonan.baca", "permohonan.tarik"}),
    "petugas": _DESK | {"permohonan.ajukan", "izin.serahkan", SCOPE_IDENTITAS},
    "verifikator": _DESK | {"permohonan.periksa", "permohonan.tolak", "permohonan.tugaskan", SCOPE_IDENTITAS},
    "mitra": frozenset({"permohonan.baca", "rekomendasi.beri"}),
    "kabid": _DESK | {"permohonan.setujui", "permohonan.tugaskan"},
    "kadis": _DESK | {"permohonan.tolak", "izin.terbitkan"},
    "admin": _DESK | {SCOPE_READ, SCOPE_RESEND},
    "pelanggan": frozenset({"peristiwa.baca"}),
    "layanan": frozenset({"peristiwa.baca"}),
}
"""``layanan`` is another service of Simpul that shows its key."""
