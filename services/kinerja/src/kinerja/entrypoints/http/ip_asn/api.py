"""REST: the index of professionalism, of a person and of an agency."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from chassis.http import Blueprint, current_pengguna, make_page, requires
from kinerja.application.ip_asn import IpAsnApplication
from kinerja.application.ip_asn.derive import IpAsnOrang
from kinerja.application.ip_asn.queries import SaringIpAsn
from kinerja.application.wewenang import Scope
from kinerja.domain.pembulatan import round_half_up
from kinerja.entrypoints.http.hitung.kalkulator import write
from kinerja.entrypoints.http.ip_asn import schemas


def build_ip_asn_api(ip_asn: IpAsnApplication) -> Blueprint:
    """Return the routes."""
    api = Blueprint("ip_asn", __name__, description="The index of professionalism, from stored facts")

    @api.route("/v1/pegawai/<pegawai_id>/ip-asn")
    @requires(Scope.PENGEMBANGAN_BACA)
    @api.arguments(schemas.TahunQuery, location="query")
    @api.response(200, schemas.IpAsnOrangSchema)
    def get_ip_asn(query: dict[str, int | None], pegawai_id: str) -> Any:
        """Return the index of a person: each dimension with where it comes from and what is missing."""
        return _to_orang(ip_asn.get_ip_asn(current_pengguna(), pegawai_id, query["tahun"]))

    @api.route("/v1/ip-asn")
    @requires(Scope.PENGEMBANGAN_REKAP)
    @api.arguments(schemas.IpAsnOpdQuery, location="query")
    @api.response(200, schemas.IpAsnOpdSchema)
    def get_ip_asn_opd(query: dict[str, Any]) -> Any:
        """Return the index of an agency, the mean of those who have one, with a page of its people."""
        found = ip_asn.get_ip_asn_opd(current_pengguna(), SaringIpAsn(**query))
        rows = [_to_orang(each) for each in found.orang]
        return make_page(rows, query=query, jumlah=found.jumlah) | {
            "opd": found.opd,
            "tahun": found.tahun,
            "nilai": _write(found.nilai.nilai),
            "pegawai": found.nilai.pegawai,
            "dimensi": {
                name.value: {"nilai": _write(each.nilai), "pegawai": each.pegawai}
                for name, each in found.dimensi.items()
            },
        }

    return api


def _to_orang(found: IpAsnOrang) -> dict[str, Any]:
    return {
        "pegawai_id": found.orang.pegawai_id,
        "nama": found.orang.nama,
        "tahun": found.tahun,
        "nilai": _write(found.nilai),
        "kategori": found.kategori,
        "sementara": _write(found.sementara),
        "kurang": found.kurang,
        "dimensi": [
            {
                "dimensi": row.dimensi,
                "nilai": None if row.nilai is None else write(row.nilai),
                "maks": write(row.maks),
                "asal": row.asal,
                "kurang": row.kurang,
            }
            for row in found.dimensi
        ],
    }


def _write(value: Decimal | Fraction | None) -> str | None:
    return None if value is None else f"{round_half_up(value, 2):f}"
