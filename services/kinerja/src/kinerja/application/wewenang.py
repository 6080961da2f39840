"""*Wewenang*: what a caller may do (scopes, which follow from the roles) and whose people they may see."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from chassis.domain import Pengguna


class Scope(StrEnum):
    """What routes and rpcs of this service ask for."""

    ORGANISASI_BACA = "organisasi.baca"
    PEGAWAI_BACA = "pegawai.baca"
    PEJABAT_BACA = "pejabat.baca"
    PEGAWAI_UBAH = "pegawai.ubah"
    UNIT_UBAH = "unit.ubah"
    TUJUAN_BACA = "tujuan.baca"
    TUJUAN_UBAH = "tujuan.ubah"
    PERJANJIAN_TANDATANGAN = "perjanjian.tandatangan"
    REALISASI_CATAT = "realisasi.catat"
    SANGGAHAN_AJUKAN = "sanggahan.ajukan"
    SKP_BACA = "skp.baca"
    SKP_SUSUN = "skp.susun"
    SKP_TETAPKAN = "skp.tetapkan"
    SKP_REKAP = "skp.rekap"
    EVALUASI_BACA = "evaluasi.baca"
    EVALUASI_TETAPKAN = "evaluasi.tetapkan"
    EVALUASI_REKAP = "evaluasi.rekap"
    EVALUASI_TINDAK = "evaluasi.tindak"
    UMPAN_BALIK = "umpan_balik.beri"
    UMPAN_BALIK_BACA = "umpan_balik.baca"
    KEBERATAN_AJUKAN = "keberatan.ajukan"
    KEBERATAN_PUTUS = "keberatan.putus"
    CAPAIAN_TETAPKAN = "capaian.tetapkan"
    PENGEMBANGAN_BACA = "pengembangan.baca"
    PENGEMBANGAN_USULKAN = "pengembangan.usulkan"
    PENGEMBANGAN_SETUJUI = "pengembangan.setujui"
    PENGEMBANGAN_VERIFIKASI = "pengembangan.verifikasi"
    PENGEMBANGAN_REKAP = "pengembangan.rekap"
    ANGKA_KREDIT_TETAPKAN = "angka_kredit.tetapkan"
    RIWAYAT_CATAT = "riwayat.catat"
    TALENTA_BACA = "talenta.baca"
    TALENTA_PETAKAN = "talenta.petakan"
    TALENTA_REKAP = "talenta.rekap"
    PERISTIWA_BACA = "peristiwa.baca"
    SURAT_MATI_BACA = "surat_mati.baca"
    SURAT_MATI_KIRIM = "surat_mati.kirim"
    PEMBINA = "pejabat.pembina"
    """Not asked for by a route: its holder, the PPK, stands above people where the register of pegawai ends."""
    SEMUA_OPD = "opd.semua"
    """Not asked for by a route: its holder acts for every agency, all others for their own alone."""


_BACA = frozenset({Scope.ORGANISASI_BACA, Scope.PEGAWAI_BACA, Scope.PEJABAT_BACA})
_PEGAWAI = frozenset(
    {
        Scope.ORGANISASI_BACA,
        Scope.PEGAWAI_BACA,
        Scope.TUJUAN_BACA,
        Scope.SKP_BACA,
        Scope.SKP_SUSUN,
        Scope.EVALUASI_BACA,
        Scope.UMPAN_BALIK,
        Scope.UMPAN_BALIK_BACA,
        Scope.KEBERATAN_AJUKAN,
        Scope.PERJANJIAN_TANDATANGAN,
        Scope.SANGGAHAN_AJUKAN,
        Scope.PENGEMBANGAN_BACA,
        Scope.PENGEMBANGAN_USULKAN,
        Scope.TALENTA_BACA,
    }
)
_PENILAI = _PEGAWAI | {
    Scope.SKP_TETAPKAN,
    Scope.EVALUASI_TETAPKAN,
    Scope.PENGEMBANGAN_SETUJUI,
    Scope.ANGKA_KREDIT_TETAPKAN,
}

PERAN: Mapping[str, frozenset[str]] = {
    "pegawai": _PEGAWAI,
    "penilai": _PENILAI,
    "atasan_penilai": _PENILAI | {Scope.KEBERATAN_PUTUS, Scope.CAPAIAN_TETAPKAN},
    "bkpsdm": _BACA
    | {
        Scope.PEGAWAI_UBAH,
        Scope.UNIT_UBAH,
        Scope.TUJUAN_BACA,
        Scope.TUJUAN_UBAH,
        Scope.PERJANJIAN_TANDATANGAN,
        Scope.REALISASI_CATAT,
        Scope.SANGGAHAN_AJUKAN,
        Scope.SKP_BACA,
        Scope.SKP_REKAP,
        Scope.EVALUASI_BACA,
        Scope.EVALUASI_REKAP,
        Scope.EVALUASI_TINDAK,
        Scope.CAPAIAN_TETAPKAN,
        Scope.PENGEMBANGAN_BACA,
        Scope.PENGEMBANGAN_USULKAN,
        Scope.PENGEMBANGAN_SETUJUI,
        Scope.PENGEMBANGAN_VERIFIKASI,
        Scope.PENGEMBANGAN_REKAP,
        Scope.RIWAYAT_CATAT,
        Scope.TALENTA_BACA,
        Scope.TALENTA_PETAKAN,
        Scope.TALENTA_REKAP,
        Scope.SEMUA_OPD,
    },
    "ppk": _BACA
    | {
        Scope.TUJUAN_BACA,
        Scope.SKP_BACA,
        Scope.SKP_TETAPKAN,
        Scope.SKP_REKAP,
        Scope.EVALUASI_BACA,
        Scope.EVALUASI_TETAPKAN,
        Scope.EVALUASI_REKAP,
        Scope.EVALUASI_TINDAK,
        Scope.UMPAN_BALIK_BACA,
        Scope.KEBERATAN_PUTUS,
        Scope.CAPAIAN_TETAPKAN,
        Scope.PENGEMBANGAN_BACA,
        Scope.PENGEMBANGAN_REKAP,
        Scope.ANGKA_KREDIT_TETAPKAN,
        Scope.TALENTA_BACA,
        Scope.TALENTA_REKAP,
        Scope.PEMBINA,
        Scope.SEMUA_OPD,
    },
    "admin": _BACA | {Scope.SEMUA_OPD, Scope.SURAT_MATI_BACA, Scope.SURAT_MATI_KIRIM},
    "pelanggan": frozenset({Scope.PERISTIWA_BACA}),
    "layanan": _BACA
    | {Scope.PERISTIWA_BACA, Scope.TUJUAN_BACA, Scope.REALISASI_CATAT, Scope.SKP_BACA, Scope.SEMUA_OPD},
}
"""Which scopes each role holds; ``layanan`` is another service that shows its key."""


class Jangkauan:
    """Which agencies a caller may look into."""

    def __init__(self, pengguna: Pengguna) -> None:
        """Read it from the caller's scopes and agency."""
        self._semua = pengguna.may(Scope.SEMUA_OPD)
        self._opd_kode = pengguna.opd_kode or ""

    @property
    def opd_kode(self) -> str | None:
        """The only agency within reach (empty: none at all), or None when all are."""
        return None if self._semua else self._opd_kode

    def covers(self, opd_kode: str) -> bool:
        """Tell whether an agency is within reach."""
        return self._semua or (bool(opd_kode) and opd_kode == self._opd_kode)
