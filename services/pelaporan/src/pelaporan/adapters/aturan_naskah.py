"""What every file of rules is written in: its source, its decimals, its bands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

import yaml

from pelaporan.domain.aturan import Dasar, Pita


def read_naskah(nama: str) -> Any:
    """Return the file of rules ``nama`` as it is written."""
    return yaml.safe_load((files("pelaporan") / "data" / "instrumen" / f"{nama}.yaml").read_text(encoding="utf-8"))


def read_dasar(naskah: Mapping[str, Any], versi: Mapping[str, Any]) -> Dasar:
    """Return the source of a version.

    ``berlaku_dari`` is a day, a year where the day was not found, or nothing; ``tahun_evaluasi`` is the first year of
    evaluation where that is another one.
    """
    sejak = versi["berlaku_dari"]
    pasti = isinstance(sejak, date)
    mulai = sejak if pasti else date(sejak or date.min.year, 1, 1)
    return Dasar(
        instrumen=naskah["kode"],
        nama=naskah["nama"],
        peraturan=versi["peraturan"],
        berlaku_dari=mulai,
        mulai_tahun=versi.get("tahun_evaluasi", mulai.year),
        tanggal_pasti=pasti,
        sampai=versi.get("sampai"),
        sumber=versi.get("sumber", ""),
        catatan=versi.get("catatan", ""),
    )


def read_decimal(nilai: object) -> Decimal:
    """Return a figure of the file; one with decimals is written as text, so that nothing is lost."""
    return Decimal(str(nilai))


def read_pita(rows: Iterable[Mapping[str, Any]]) -> Sequence[Pita]:
    """Return the bands: ``mulai`` belongs to its band, ``di_atas`` does not."""
    return [
        Pita(
            kode=satu["kode"],
            label=satu["label"],
            mulai=read_decimal(satu["mulai"] if "mulai" in satu else satu["di_atas"]),
            termasuk="mulai" in satu,
        )
        for satu in rows
    ]
