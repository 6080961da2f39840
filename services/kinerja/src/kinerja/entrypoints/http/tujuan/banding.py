"""Two versions of an agreement, line by line: the parties, and each indicator of the annex by its id."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from kinerja.application.tujuan.pohon import PerjanjianRow
from kinerja.domain.periode import TRIWULAN
from kinerja.domain.perjanjian import BarisLampiran, Naskah
from tampilan.angka import format_angka


def read_versi(teks: str) -> int:
    """Return a number of a version; 0, which no version has, for anything else."""
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) < 10 else 0


def to_banding(row: PerjanjianRow, lama: Naskah, baru: Naskah) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the lines of both versions under the same heads; a renamed indicator is one line that changed."""
    old, new = ({each.indikator_id: each for each in naskah.lampiran} for naskah in (lama, baru))
    before, after = _parties(row, lama), _parties(row, baru)
    for id_, kepala in _heads(old | new).items():
        renamed = id_ in old and id_ in new and old[id_].indikator != new[id_].indikator
        before |= {kepala: _line(old[id_], renamed=renamed)} if id_ in old else {}
        after |= {kepala: _line(new[id_], renamed=renamed)} if id_ in new else {}
    return before, after


def _parties(row: PerjanjianRow, naskah: Naskah) -> dict[str, str]:
    return {
        "Pihak Pertama": ", ".join(row.name_pihak(naskah.pihak_pertama_id, naskah.pertama_jabatan)),
        "Pihak Kedua": ", ".join(row.name_pihak(naskah.pihak_kedua_id, naskah.kedua_jabatan)),
    }


def _heads(lampiran: Mapping[str, BarisLampiran]) -> dict[str, str]:
    """Return for each indicator the head of its line; of two with one name the second is numbered."""
    heads: dict[str, str] = {}
    for id_, each in lampiran.items():
        same = sum(head == each.indikator or head.startswith(f"{each.indikator} (") for head in heads.values())
        heads[id_] = f"{each.indikator} ({same + 1})" if same else each.indikator
    return heads


def _line(each: BarisLampiran, *, renamed: bool) -> str:
    target = ", ".join(f"{kunci} {format_angka(Decimal(each.target[kunci]))}" for kunci in TRIWULAN)
    parts = [each.indikator] if renamed else []
    return ". ".join([*parts, f"{target} ({each.satuan})", *([each.sasaran] if each.sasaran else [])])
