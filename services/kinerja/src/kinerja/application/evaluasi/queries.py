"""Questions about appraisals: one, and many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chassis.domain import NotFound, Pengguna
from kinerja.application.hubungan import Hubungan, relate
from kinerja.application.ports import Rantai
from kinerja.application.wewenang import Scope


@dataclass(frozen=True, kw_only=True)
class EvaluasiRow:
    """An appraisal as it is shown; ``rantai`` says who stands above its person."""

    id: str
    pegawai_id: str
    pegawai: str
    jabatan: str
    unit_id: str
    unit: str
    opd_kode: str
    periode: str
    hasil_kerja: str
    perilaku: str
    predikat: str
    catatan: str
    status: str
    version: int
    penilai_id: str
    penilai: str
    tingkat_penilai: str
    ditetapkan_pada: datetime | None
    disampaikan_pada: datetime | None
    diterima_pada: datetime | None
    keberatan_id: str | None
    keberatan_alasan: str
    putusan: str | None
    putusan_alasan: str
    hasil_kerja_semula: str | None
    perilaku_semula: str | None
    predikat_semula: str | None
    pemutus_id: str | None
    pemutus: str | None
    diputus_pada: datetime | None
    rantai: Rantai


@dataclass(frozen=True, kw_only=True)
class SaringEvaluasi:
    """Which appraisals."""

    pegawai_id: str = ""
    periode: str = ""
    status: str = ""
    halaman: int = 1
    per_halaman: int = 50


@dataclass(frozen=True, kw_only=True)
class HalamanEvaluasi:
    """A page of them."""

    data: Sequence[EvaluasiRow]
    jumlah: int


class BacaEvaluasi(Protocol):
    """What is read of appraisals."""

    def find(self, evaluasi_id: str) -> EvaluasiRow | None:
        """Return one, or None."""
        ...

    def list_seen(
        self, saring: SaringEvaluasi, *, pegawai_id: str | None, everyone: bool, below: bool
    ) -> HalamanEvaluasi:
        """Return a page: everyone's, or those of a person and of the two levels below them."""
        ...


def get_evaluasi(pengguna: Pengguna, evaluasi_id: str, *, baca: BacaEvaluasi) -> EvaluasiRow:
    """Return an appraisal; out of reach it is not found."""
    row = baca.find(evaluasi_id)
    if row is None or relate(pengguna, row.rantai) is Hubungan.ORANG_LAIN:
        raise NotFound("evaluasi.not_found", evaluasi_id=evaluasi_id)
    return row


def list_evaluasi(pengguna: Pengguna, saring: SaringEvaluasi, *, baca: BacaEvaluasi) -> HalamanEvaluasi:
    """Return the appraisals within reach: one's own, those of the people below, or all for BKPSDM."""
    everyone = pengguna.may(Scope.SEMUA_OPD)
    below = pengguna.may(Scope.SKP_TETAPKAN)
    return baca.list_seen(saring, pegawai_id=pengguna.pegawai_id, everyone=everyone, below=below)
