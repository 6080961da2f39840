"""The sentences that people read when something is refused, by stable code."""

from __future__ import annotations

from collections.abc import Mapping

KALIMAT: Mapping[str, str] = {
    "organisasi.not_found": "Perangkat daerah ini tidak ada, atau bukan perangkat daerah Anda.",
    "unit.not_found": "Unit ini tidak ada, atau bukan bagian dari perangkat daerah Anda.",
    "pegawai.not_found": "Pegawai ini tidak ada, atau bukan pegawai perangkat daerah Anda.",
    "pegawai.transition_not_allowed": "Perubahan ini tidak cocok dengan keadaan pegawai sekarang. Periksa apakah ia masih aktif.",
}
