"""gRPC: what the other services ask."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

import grpc

from chassis.domain import Invalid
from chassis.grpc import current_pengguna
from kinerja.application import Application
from kinerja.application.queries import PegawaiRow, UnitNode
from kinerja.application.skp.queries import BarisRow
from kinerja.application.tujuan.record_realisasi import RecordRealisasi, Tercatat
from kinerja.application.wewenang import Scope
from kinerja.domain.bilangan import check_nilai
from simpul.kinerja.v1 import kinerja_pb2, kinerja_pb2_grpc

_SERVICE = "/simpul.kinerja.v1.KinerjaService"

SCOPES: Mapping[str, str] = {
    f"{_SERVICE}/GetPegawai": Scope.PEGAWAI_BACA,
    f"{_SERVICE}/ListPejabat": Scope.PEJABAT_BACA,
    f"{_SERVICE}/GetOrganisasi": Scope.ORGANISASI_BACA,
    f"{_SERVICE}/GetSkp": Scope.SKP_BACA,
    f"{_SERVICE}/RecordRealisasi": Scope.REALISASI_CATAT,
}
"""What each rpc asks for."""


class KinerjaServicer(kinerja_pb2_grpc.KinerjaServiceServicer):
    """Answers from the read models."""

    def __init__(self, application: Application) -> None:
        """Answer by these use cases."""
        self._application = application

    def GetPegawai(  # noqa: N802 - the contract's name
        self, request: kinerja_pb2.GetPegawaiRequest, context: grpc.ServicerContext
    ) -> kinerja_pb2.Pegawai:
        """Return a person."""
        return _to_pegawai(self._application.get_pegawai(current_pengguna(), request.pegawai_id))

    def ListPejabat(  # noqa: N802 - the contract's name
        self, request: kinerja_pb2.ListPejabatRequest, context: grpc.ServicerContext
    ) -> kinerja_pb2.ListPejabatResponse:
        """Return the officers in service of an agency."""
        rows = self._application.list_pejabat(current_pengguna(), request.opd_kode, jenis_jabatan=request.jenis_jabatan)
        return kinerja_pb2.ListPejabatResponse(pejabat=[_to_pegawai(row) for row in rows])

    def GetOrganisasi(  # noqa: N802 - the contract's name
        self, request: kinerja_pb2.GetOrganisasiRequest, context: grpc.ServicerContext
    ) -> kinerja_pb2.GetOrganisasiResponse:
        """Return the organisation tree."""
        node = self._application.get_organisasi(current_pengguna(), opd=request.opd_kode)
        response = kinerja_pb2.GetOrganisasiResponse()
        _add_units(response, node)
        return response

    def GetSkp(  # noqa: N802 - the contract's name
        self, request: kinerja_pb2.GetSkpRequest, context: grpc.ServicerContext
    ) -> kinerja_pb2.Skp:
        """Return an SKP with the rows that hold."""
        row = self._application.skp.get_berlaku(current_pengguna(), request.id)
        return kinerja_pb2.Skp(
            id=row.id,
            pegawai_id=row.pegawai_id,
            tahun=row.tahun,
            status=row.status,
            version=row.version,
            versi=row.versi,
            baris=[_to_baris(each) for each in row.baris],
        )

    def RecordRealisasi(  # noqa: N802 - the contract's name
        self, request: kinerja_pb2.RecordRealisasiRequest, context: grpc.ServicerContext
    ) -> kinerja_pb2.Realisasi:
        """Record the realisasi of a quarter."""
        command = RecordRealisasi(
            pengguna=current_pengguna(),
            indikator_id=request.indikator_id,
            periode=request.periode,
            nilai=_decimal(request.nilai),
        )
        return _to_realisasi(self._application.tujuan.record_realisasi(command))


def _decimal(teks: str) -> Decimal:
    try:
        return check_nilai(Decimal(teks))
    except InvalidOperation as error:
        raise Invalid({"nilai": ["Isi bilangan desimal, seperti 85.50"]}) from error


def _to_realisasi(tercatat: Tercatat) -> kinerja_pb2.Realisasi:
    row = tercatat.realisasi
    return kinerja_pb2.Realisasi(
        indikator_id=tercatat.indikator.id,
        periode=row.periode.teks,
        nilai=f"{row.nilai:f}",
        capaian="" if row.capaian is None else f"{row.capaian:f}",
        asal=row.asal.value,
    )


def _to_baris(row: BarisRow) -> kinerja_pb2.BarisSkp:
    return kinerja_pb2.BarisSkp(
        id=row.id,
        hasil_kerja=row.hasil_kerja,
        jenis=row.jenis,
        induk_id=row.induk_id or "",
        indikator=[
            kinerja_pb2.IndikatorSkp(uraian=each["uraian"], aspek=each["aspek"] or "", target=each["target"])
            for each in row.indikator
        ],
    )


def _add_units(response: kinerja_pb2.GetOrganisasiResponse, node: UnitNode) -> None:
    """Add the units, a parent before its children."""
    unit = node.unit
    response.unit.add(
        unit_id=unit.unit_id,
        induk_id=unit.induk_id or "",
        nama=unit.nama,
        jenis=unit.jenis,
        opd_kode=unit.opd_kode,
    )
    for anak in node.anak:
        _add_units(response, anak)


def _to_pegawai(row: PegawaiRow) -> kinerja_pb2.Pegawai:
    return kinerja_pb2.Pegawai(
        pegawai_id=row.pegawai_id,
        nama=row.nama,
        unit_id=row.unit_id,
        opd_kode=row.opd_kode,
        jabatan=row.jabatan,
        jenis_jabatan=row.jenis_jabatan,
        jenjang_jabatan=row.jenjang_jabatan,
        atasan_id=row.atasan_id or "",
        aktif=row.aktif,
    )
