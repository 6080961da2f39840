"""REST: feedback on people's work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chassis.domain import Forbidden, TransitionNotAllowed
from chassis.http import Blueprint, current_pengguna, etag, expected_version, make_page, make_page_schema, requires
from kinerja.application.umpan_balik import UmpanBalikApplication
from kinerja.application.umpan_balik.give import GiveUmpanBalik
from kinerja.application.umpan_balik.queries import Arah, SaringUmpanBalik
from kinerja.application.umpan_balik.reply import ReplyUmpanBalik
from kinerja.application.wewenang import Scope
from kinerja.domain.umpan_balik import Tentang
from kinerja.entrypoints.http.answers import Answer, check_version
from kinerja.entrypoints.http.umpan_balik import schemas


def build_umpan_balik_api(umpan_balik: UmpanBalikApplication) -> Blueprint:
    """Return the routes."""
    api = Blueprint("umpan_balik", __name__, description="Feedback on people's work")

    @api.route("/v1/umpan-balik")
    @requires(Scope.UMPAN_BALIK_BACA)
    @api.arguments(schemas.UmpanBalikQuery, location="query")
    @api.response(200, make_page_schema(schemas.UmpanBalikSchema))
    def list_umpan_balik(query: dict[str, Any]) -> Any:
        """Return the feedback that the caller received, gave, or sees of the people below."""
        arah = Arah(query["arah"]) if query["arah"] else None
        found = umpan_balik.list_umpan_balik(current_pengguna(), SaringUmpanBalik(**query | {"arah": arah}))
        return make_page(found.data, query=query, jumlah=found.jumlah)

    @api.route("/v1/umpan-balik/<umpan_balik_id>")
    @requires(Scope.UMPAN_BALIK_BACA)
    @api.response(200, schemas.UmpanBalikSchema)
    def get_umpan_balik(umpan_balik_id: str) -> Answer:
        """Return feedback."""
        return _shown(umpan_balik, umpan_balik_id)

    @api.route("/v1/umpan-balik", methods=["POST"])
    @requires(Scope.UMPAN_BALIK)
    @api.arguments(schemas.GiveUmpanBalikSchema)
    @api.response(201, schemas.UmpanBalikSchema)
    def give_umpan_balik(body: dict[str, Any]) -> Answer:
        """Give feedback to someone above, beside or directly below the caller."""
        command = GiveUmpanBalik(pengguna=current_pengguna(), **body | {"tentang": Tentang(body["tentang"])})
        return _shown(umpan_balik, umpan_balik.give_umpan_balik(command).id, 201)

    @api.route("/v1/umpan-balik/<umpan_balik_id>/reply", methods=["POST"])
    @requires(Scope.UMPAN_BALIK)
    @api.arguments(schemas.ReplyUmpanBalikSchema, first=_check(umpan_balik))
    @api.response(200, schemas.UmpanBalikSchema)
    def reply_umpan_balik(body: dict[str, Any], umpan_balik_id: str) -> Answer:
        """Answer feedback that the caller received, once; needs If-Match."""
        command = ReplyUmpanBalik(
            pengguna=current_pengguna(), umpan_balik_id=umpan_balik_id, expected_version=expected_version(), **body
        )
        return _shown(umpan_balik, umpan_balik.reply_umpan_balik(command).id)

    return api


def _check(umpan_balik: UmpanBalikApplication) -> Callable[[str], None]:
    """Return what refuses before the fields are looked at: unknown, not theirs, no or an old version, answered."""

    def check_umpan_balik(umpan_balik_id: str) -> None:
        row = umpan_balik.get_umpan_balik(current_pengguna(), umpan_balik_id)
        if row.pegawai_id != current_pengguna().pegawai_id:
            raise Forbidden
        check_version(row.version)
        if row.ditanggapi_pada is not None:
            raise TransitionNotAllowed("umpan_balik.transition_not_allowed", umpan_balik_id=umpan_balik_id)

    return check_umpan_balik


def _shown(umpan_balik: UmpanBalikApplication, umpan_balik_id: str, status: int = 200) -> Answer:
    row = umpan_balik.get_umpan_balik(current_pengguna(), umpan_balik_id)
    return row, status, etag(row.version)
