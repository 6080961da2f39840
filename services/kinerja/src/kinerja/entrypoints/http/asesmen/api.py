"""REST: assessments of people, and their gaps to the standard of a post."""

from __future__ import annotations

from typing import Any

from chassis.domain import TransitionNotAllowed
from chassis.http import Blueprint, current_pengguna, etag, expected_version, requires
from kinerja.application.asesmen import AsesmenApplication
from kinerja.application.asesmen.queries import KesenjanganOrang
from kinerja.application.asesmen.record import AnnulAsesmen, RecordAsesmen
from kinerja.application.orang import refuse_own
from kinerja.application.wewenang import Scope
from kinerja.domain.pembulatan import round_half_up
from kinerja.entrypoints.http.answers import Answer, check_version
from kinerja.entrypoints.http.asesmen import schemas


def build_asesmen_api(asesmen: AsesmenApplication) -> Blueprint:
    """Return the routes."""
    api = Blueprint("asesmen", __name__, description="Assessments of people, and their gaps")

    @api.route("/v1/pegawai/<pegawai_id>/kesenjangan")
    @requires(Scope.PENGEMBANGAN_BACA)
    @api.arguments(schemas.KesenjanganQuery, location="query")
    @api.response(200, schemas.KesenjanganOrangSchema)
    def get_kesenjangan(query: dict[str, str], pegawai_id: str) -> Any:
        """Return the gaps of a person to the post held now, or to a target post."""
        return _to_kesenjangan(asesmen.get_kesenjangan(current_pengguna(), pegawai_id, query["jabatan_kode"]))

    @api.route("/v1/asesmen")
    @requires(Scope.PENGEMBANGAN_BACA)
    @api.arguments(schemas.AsesmenQuery, location="query")
    @api.response(200, schemas.DaftarAsesmenSchema)
    def list_asesmen(query: dict[str, str]) -> Any:
        """Return every assessment of a person within reach, the annulled ones too."""
        return {"data": asesmen.list_asesmen(current_pengguna(), query["pegawai_id"])}

    @api.route("/v1/asesmen/<asesmen_id>")
    @requires(Scope.PENGEMBANGAN_BACA)
    @api.response(200, schemas.AsesmenSchema)
    def get_asesmen(asesmen_id: str) -> Answer:
        """Return an assessment."""
        return _shown(asesmen, asesmen_id)

    @api.route("/v1/asesmen", methods=["POST"])
    @requires(Scope.RIWAYAT_CATAT)
    @api.arguments(schemas.RecordAsesmenSchema)
    @api.response(201, schemas.AsesmenSchema)
    def record_asesmen(body: dict[str, Any]) -> Answer:
        """Record what an assessment found."""
        command = RecordAsesmen(pengguna=current_pengguna(), **body)
        return _shown(asesmen, asesmen.record_asesmen(command).id, 201)

    def check(asesmen_id: str) -> None:
        row = asesmen.get_asesmen(current_pengguna(), asesmen_id)
        refuse_own(current_pengguna(), row.pegawai_id, "asesmen.own")
        check_version(row.version)
        if row.dibatalkan:
            raise TransitionNotAllowed("asesmen.transition_not_allowed", asesmen_id=asesmen_id)

    @api.route("/v1/asesmen/<asesmen_id>/annul", methods=["POST"])
    @requires(Scope.RIWAYAT_CATAT)
    @api.arguments(schemas.AlasanAsesmenSchema, first=check)
    @api.response(200, schemas.AsesmenSchema)
    def annul_asesmen(body: dict[str, Any], asesmen_id: str) -> Answer:
        """Annul a record that was wrong; it stays, and counts no more. Needs If-Match."""
        command = AnnulAsesmen(
            pengguna=current_pengguna(), asesmen_id=asesmen_id, expected_version=expected_version(), **body
        )
        return _shown(asesmen, asesmen.annul_asesmen(command).id)

    return api


def _shown(asesmen: AsesmenApplication, asesmen_id: str, status: int = 200) -> Answer:
    row = asesmen.get_asesmen(current_pengguna(), asesmen_id)
    return row, status, etag(row.version)


def _to_kesenjangan(found: KesenjanganOrang) -> dict[str, Any]:
    fit = found.kecocokan
    return {
        "pegawai_id": found.orang.pegawai_id,
        "jabatan_kode": found.jabatan.kode,
        "kecocokan": None if fit is None else f"{round_half_up(fit, 2):f}",
        "maks": found.maks,
        "belum_dinilai": found.belum,
        "data": [
            {
                "kode": row.kode,
                "nama": row.kompetensi.nama,
                "rumpun": row.kompetensi.rumpun,
                "standar": row.standar,
                "profil": row.profil,
                "gap": row.gap,
                "asesmen_id": row.asesmen.id if row.asesmen else None,
            }
            for row in found.baris
        ],
    }
