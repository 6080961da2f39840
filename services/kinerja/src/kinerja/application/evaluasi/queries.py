"""Questions about appraisals: one, and many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from chassis.domain import NotFound, Pengguna
from kinerja.application.evaluasi.pemutus import relate_to
from kinerja.application.hubungan import Hubungan
from kinerja.application.ports import Rantai
from kinerja.application.wewenang import Scope
from kinerja.domain.periode import Periode

TIM_PALING_BANYAK = 500


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
    penilai_id: str | None
    penilai: str
    tingkat_penilai: str
    ditetapkan_pada: datetime | None
    disampaikan_pada: datetime | None
    diterima_pada: datetime | None
    keberatan_id: str | None
    keberatan_alasan: str
    permasalahan: str
    rekomendasi: str
    tindak_lanjut: str
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


@dataclass(frozen=True, kw_only=True)
class TimEvaluasi:
    """The appraisals of an assessor's people."""

    langsung: Sequence[EvaluasiRow]
    berikutnya: HalamanEvaluasi


@dataclass(frozen=True, kw_only=True)
class Jangkau:
    """Whose appraisals a caller sees; a ``pegawai_id`` of None with people below is the PPK."""

    pegawai_id: str | None
    semua: bool = False
    sendiri: bool = True
    langsung: bool = False
    berikutnya: bool = False
    """The people below those, and the objections that the caller decides."""


@dataclass(frozen=True, kw_only=True)
class DinilaiRow:
    """Whom a caller assesses directly, with the appraisal of the period where there is one."""

    pegawai_id: str
    nama: str
    jabatan: str
    unit: str
    unit_id: str
    evaluasi_id: str | None


class BacaEvaluasi(Protocol):
    """What is read of appraisals."""

    def find(self, evaluasi_id: str) -> EvaluasiRow | None:
        """Return one, or None."""
        ...

    def list_seen(self, saring: SaringEvaluasi, *, whose: Jangkau) -> HalamanEvaluasi:
        """Return a page of those that ``whose`` reaches: all, a person's own, those of the people below."""
        ...

    def list_dinilai(self, pegawai_id: str | None, periode: Periode) -> Sequence[DinilaiRow]:
        """Return whom a person assesses directly, or the PPK where ``pegawai_id`` is None."""
        ...


def get_evaluasi(pengguna: Pengguna, evaluasi_id: str, *, baca: BacaEvaluasi) -> EvaluasiRow:
    """Return an appraisal; out of reach it is not found."""
    row = baca.find(evaluasi_id)
    if row is None or relate_to(pengguna, row.rantai, row) is Hubungan.ORANG_LAIN:
        raise NotFound("evaluasi.not_found", evaluasi_id=evaluasi_id)
    return row


def list_evaluasi(pengguna: Pengguna, saring: SaringEvaluasi, *, baca: BacaEvaluasi) -> HalamanEvaluasi:
    """Return the appraisals within reach: one's own, those of the people below, or all for BKPSDM and the PPK."""
    below = pengguna.may(Scope.SKP_TETAPKAN) and _stands(pengguna)
    whose = Jangkau(
        pegawai_id=pengguna.pegawai_id, semua=pengguna.may(Scope.SEMUA_OPD), langsung=below, berikutnya=below
    )
    return baca.list_seen(saring, whose=whose)


def list_tim(pengguna: Pengguna, saring: SaringEvaluasi, *, baca: BacaEvaluasi) -> TimEvaluasi:
    """Return the appraisals of the people directly below, and a page of those below them."""
    pengguna.require(Scope.EVALUASI_TETAPKAN)
    if not _stands(pengguna):
        return TimEvaluasi(langsung=(), berikutnya=HalamanEvaluasi(data=(), jumlah=0))
    direct, further = (
        Jangkau(pegawai_id=pengguna.pegawai_id, sendiri=False, **{which: True}) for which in ("langsung", "berikutnya")
    )
    whole = replace(saring, halaman=1, per_halaman=TIM_PALING_BANYAK)
    return TimEvaluasi(
        langsung=baca.list_seen(whole, whose=direct).data, berikutnya=baca.list_seen(saring, whose=further)
    )


def list_dinilai(pengguna: Pengguna, periode: str, *, baca: BacaEvaluasi) -> Sequence[DinilaiRow]:
    """Return whom the caller assesses directly."""
    pengguna.require(Scope.EVALUASI_TETAPKAN)
    return baca.list_dinilai(pengguna.pegawai_id, Periode.parse(periode)) if _stands(pengguna) else ()


def _stands(pengguna: Pengguna) -> bool:
    """Tell whether the caller stands anywhere above people: a pegawai, or the PPK."""
    return bool(pengguna.pegawai_id) or pengguna.may(Scope.PEMBINA)
