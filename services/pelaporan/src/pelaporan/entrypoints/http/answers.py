"""From values and definitions to the shapes of the answers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pelaporan.application.indikator.get import NilaiPeriode
from pelaporan.application.indikator.list import RiwayatDefinisi
from pelaporan.application.ports import AsalNilai
from pelaporan.domain.definisi import Definisi
from pelaporan.domain.nilai import Nilai


def to_figures(nilai: Nilai) -> dict[str, str | None]:
    """Return value, numerator and denominator."""
    figures = {"nilai": nilai.nilai, "pembilang": nilai.pembilang, "penyebut": nilai.penyebut}
    return {name: text_of(figure) for name, figure in figures.items()}


def to_nilai(found: NilaiPeriode) -> dict[str, Any]:
    """Return a value with what it holds for."""
    definisi = found.nilai.definisi
    return {
        "kode": definisi.kode,
        "periode": found.periode.teks,
        "opd": found.lingkup.opd,
        "layanan": found.lingkup.layanan,
        "satuan": definisi.satuan,
        "definisi_versi": definisi.versi,
        "sampai": {service: str(posisi) for service, posisi in found.sampai.items()},
        **to_figures(found.nilai),
    }


def to_asal(asal: AsalNilai) -> dict[str, Any]:
    """Return an event behind a value."""
    return {
        "source": asal.sumber,
        "id": asal.id,
        "sequence": str(asal.posisi),
        "type": asal.tipe,
        "time": asal.waktu,
        "pembilang": asal.pembilang,
    }


def to_indikator(definisi: Definisi) -> dict[str, Any]:
    """Return a definition."""
    names = ("kode", "nama", "kelompok", "satuan", "dasar_hukum", "keterangan", "pembilang", "penyebut", "versi")
    plain: dict[str, Any] = {name: getattr(definisi, name) for name in (*names, "berlaku_dari")}
    target = [{"berlaku_dari": satu.berlaku_dari, "nilai": str(satu.nilai)} for satu in definisi.target]
    derived = {"rumus": definisi.rumus.teks, "polaritas": str(definisi.polaritas), "ambang": text_of(definisi.ambang)}
    return plain | derived | {"target": target}


def to_definisi(riwayat: RiwayatDefinisi) -> dict[str, Any]:
    """Return a definition with all its versions."""
    versi = [
        {"versi": satu.versi, "berlaku_dari": satu.berlaku_dari, "definisi": _naskah(riwayat.naskah, satu.versi)}
        for satu in riwayat.versi
    ]
    return to_indikator(riwayat.berlaku) | {"riwayat": versi}


def text_of(nilai: Decimal | None) -> str | None:
    """Return a decimal as it leaves the service."""
    return None if nilai is None else f"{nilai:f}"


def _naskah(naskah: Mapping[int, Any], versi: int) -> dict[str, Any]:
    return dict(naskah.get(versi, {}))
