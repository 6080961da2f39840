"""From read models and aggregates of goals to the shapes of the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from kinerja.application.tujuan.pohon import PerjanjianRow, PohonRow, SimpulRow
from kinerja.application.tujuan.queries import IndikatorRow
from kinerja.application.tujuan.record_realisasi import Tercatat
from kinerja.domain.cascading import JenisCascading
from kinerja.domain.perjanjian import Naskah
from kinerja.domain.pohon_kinerja import Crosscut, IsiSimpul, JenisCrosscut, JenisSimpul, Kaitan
from kinerja.domain.temuan_pohon import Temuan


def to_indikator(row: IndikatorRow) -> dict[str, Any]:
    """Return an indicator."""
    sumber = {"indikator": row.sumber_indikator, "opd": row.sumber_opd} if row.sumber_indikator else None
    return asdict(row) | {"sumber": sumber}


def to_tercatat(tercatat: Tercatat) -> dict[str, Any]:
    """Return the realisasi of a quarter after a recording or a choice."""
    row = tercatat.realisasi
    return asdict(row) | {
        "periode": row.periode.teks,
        "asal": row.asal.value,
        "kedudukan": row.kedudukan.value,
        "indikator_id": tercatat.indikator.id,
        "version": tercatat.indikator.version,
    }


def read_isi(body: Mapping[str, Any]) -> IsiSimpul:
    """Return what a goal says, from the body of a request."""
    kaitan = body["kaitan"]
    return IsiSimpul(
        jenis=JenisSimpul(body["jenis"]),
        uraian_kondisi=body["uraian_kondisi"],
        csf=tuple(each.strip() for each in body["csf"]),
        induk_id=body["induk_id"],
        kaitan=Kaitan(jenis=JenisCascading(kaitan["jenis"]), aditif=kaitan["aditif"], bobot=kaitan["bobot"]),
        unit_id=body["unit_id"],
        crosscut=tuple(Crosscut(jenis=JenisCrosscut(each["jenis"]), nama=each["nama"]) for each in body["crosscut"]),
    )


def to_simpul(row: SimpulRow) -> dict[str, Any]:
    """Return a goal."""
    simpul = row.simpul
    return asdict(simpul.isi) | {
        "jenis": simpul.isi.jenis.value,
        "kaitan": asdict(simpul.isi.kaitan) | {"jenis": simpul.isi.kaitan.jenis.value},
        "crosscut": [{"jenis": each.jenis.value, "nama": each.nama} for each in simpul.isi.crosscut],
        "id": simpul.id,
        "tahun": simpul.tahun,
        "unit_nama": row.unit_nama,
        "status": simpul.status.value,
        "versi": simpul.versi,
        "version": simpul.version,
        "indikator": [to_indikator(each) for each in row.indikator],
        "temuan": [_temuan(each) for each in row.temuan],
        "peringatan": row.peringatan,
    }


def to_pohon(row: PohonRow) -> dict[str, Any]:
    """Return the tree of a year."""
    return {
        "tahun": row.tahun,
        "simpul": [to_simpul(each) for each in row.simpul],
        "temuan": [_temuan(each) for each in row.temuan],
    }


def to_perjanjian(row: PerjanjianRow) -> dict[str, Any]:
    """Return an agreement."""
    perjanjian = row.perjanjian
    return {
        "id": perjanjian.id,
        "unit_id": perjanjian.unit_id,
        "unit_nama": row.unit_nama,
        "opd_kode": perjanjian.opd_kode,
        "tahun": perjanjian.tahun,
        "status": perjanjian.status.value,
        "version": perjanjian.version,
        "naskah": [_naskah(each) for each in perjanjian.naskah],
    }


def _naskah(naskah: Naskah) -> dict[str, Any]:
    lampiran = [
        asdict(each) | {"target": {kunci: Decimal(nilai) for kunci, nilai in each.target.items()}}
        for each in naskah.lampiran
    ]
    return vars(naskah) | {
        "lampiran": lampiran,
        "alasan_kode": naskah.alasan_kode.value if naskah.alasan_kode else None,
    }


def _temuan(temuan: Temuan) -> dict[str, Any]:
    return asdict(temuan) | {"kode": temuan.kode.value}
