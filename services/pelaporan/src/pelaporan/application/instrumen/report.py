"""Use cases: the report of a sheet as PDF, as a draft at any time and issued once established."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chassis.domain import Pengguna, TransitionNotAllowed, uuid7
from pelaporan.application.instrumen.get import GetInstrumen, KeadaanInstrumen, RuangInstrumen, get_instrumen
from pelaporan.application.instrumen.ports import Jejak, Laporan, OpenPenulisan
from pelaporan.application.wewenang import Scope
from pelaporan.domain.kertas_kerja import StatusKertasKerja


class PrintLaporan(Protocol):
    """Prints a sheet as a report."""

    def __call__(self, keadaan: KeadaanInstrumen, *, nomor: int | None, pada: datetime) -> bytes:
        """Return a PDF; without a number a draft, marked as one on every page."""
        ...


@dataclass(frozen=True, kw_only=True)
class GetLaporan:
    """Which report: of which sheet, and which one that was issued (empty: a draft of the sheet as it is)."""

    pengguna: Pengguna
    kode: str
    tahun: str
    opd: str = ""
    id: str = ""


def get_laporan(query: GetLaporan, *, ruang: RuangInstrumen, print_laporan: PrintLaporan) -> bytes:
    """Return the bytes of a report; raises ``instrumen.not_found``, ``laporan.not_found``."""
    query.pengguna.require(Scope.INSTRUMEN_BACA)
    if not query.id:
        return print_laporan(_look(query, ruang), nomor=None, pada=ruang.clock.now())
    kunci = ruang.find(query.pengguna, query.kode, query.tahun, query.opd)
    with ruang.open_arsip() as arsip:
        return arsip.get_laporan(kunci, query.id).isi


@dataclass(frozen=True, kw_only=True)
class IssueLaporan:
    """The report of which sheet, at which version."""

    pengguna: Pengguna
    kode: str
    tahun: str
    opd: str = ""
    expected_version: int | None


def issue_laporan(
    command: IssueLaporan, *, ruang: RuangInstrumen, open_penulisan: OpenPenulisan, print_laporan: PrintLaporan
) -> Laporan:
    """Print the report of an established sheet, keep its bytes, and tell it as ``LaporanDiterbitkan``.

    Raises ``instrumen.not_found``, ``version.required``, ``version.stale``, and ``instrumen.not_established``.
    """
    command.pengguna.require(Scope.INSTRUMEN_TETAPKAN)
    kunci = ruang.find(command.pengguna, command.kode, command.tahun, command.opd)
    now = ruang.clock.now()
    with open_penulisan(kunci) as tulis:
        kertas = tulis.kertas
        kertas.check_version(command.expected_version)
        if kertas.status is not StatusKertasKerja.DITETAPKAN:
            raise TransitionNotAllowed("instrumen.not_established", status=str(kertas.status))
        nomor = tulis.next_nomor()
        isi = print_laporan(_look(command, ruang), nomor=nomor, pada=now)
        made = Laporan(
            id=str(uuid7(now)),
            kunci=kunci,
            nomor=nomor,
            sha256=hashlib.sha256(isi).hexdigest(),
            kertas_version=kertas.version,
            oleh=command.pengguna.pengguna_id,
            pada=now,
            isi=isi,
        )
        told = {"laporan": made.id, "nomor": nomor, "sha256": made.sha256}
        tulis.store_laporan(made, Jejak(pengguna=command.pengguna, aksi="issue_laporan", pada=now, dari={}, ke=told))
        tulis.commit()
        return made


def _look(asked: GetLaporan | IssueLaporan, ruang: RuangInstrumen) -> KeadaanInstrumen:
    query = GetInstrumen(pengguna=asked.pengguna, kode=asked.kode, tahun=asked.tahun, opd=asked.opd)
    return get_instrumen(query, ruang=ruang)
