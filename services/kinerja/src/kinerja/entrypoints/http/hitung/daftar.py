"""Every calculator, in the order in which the page lists them."""

from __future__ import annotations

from collections.abc import Mapping

from kinerja.entrypoints.http.hitung import jabatan, jenjang, nilai, penilaian, talenta
from kinerja.entrypoints.http.hitung.kalkulator import Kalkulator

KALKULATOR: Mapping[str, Kalkulator] = {
    each.kode: each for part in (penilaian, jenjang, nilai, jabatan, talenta) for each in part.KALKULATOR
}
