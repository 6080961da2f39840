"""From the body of a request to the plan as the domain knows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kinerja.domain.baris_skp import Aspek, BarisSkp, IndikatorSkp, JenisHasil
from kinerja.domain.pelengkap_skp import EkspektasiPerilaku, Lampiran


def read_baris(baris: Sequence[dict[str, Any]]) -> list[BarisSkp]:
    """Return rows as the domain knows them."""
    return [
        BarisSkp(
            hasil_kerja=each["hasil_kerja"],
            jenis=JenisHasil(each["jenis"]),
            induk_id=each["induk_id"] or None,
            **({"id": each["id"], "baru": False} if each.get("id") else {}),
            indikator=[
                IndikatorSkp(
                    uraian=one["uraian"],
                    target=one["target"],
                    aspek=Aspek(one["aspek"]) if one["aspek"] else None,
                    jumlah=one["jumlah"],
                    satuan=one["satuan"],
                    indikator_id=one["indikator_id"] or None,
                )
                for one in each["indikator"]
            ],
        )
        for each in baris
    ]


def read_perilaku(perilaku: Sequence[Mapping[str, str]]) -> list[EkspektasiPerilaku]:
    """Return the behaviour that is expected."""
    return [EkspektasiPerilaku(nilai=each["nilai"], ekspektasi=each["ekspektasi"].strip()) for each in perilaku]


def read_lampiran(lampiran: Mapping[str, Sequence[str]]) -> Lampiran:
    """Return the annexes."""
    return Lampiran(**{name: [each.strip() for each in texts] for name, texts in lampiran.items()})
