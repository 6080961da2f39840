"""REST: the credits of functional posts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from chassis.domain import Forbidden
from chassis.http import Blueprint, current_pengguna, etag, expected_version, requires
from kinerja.application.angka_kredit import AngkaKreditApplication
from kinerja.application.angka_kredit.establish import EstablishAngkaKredit, RenewAngkaKredit
from kinerja.application.angka_kredit.queries import AngkaKreditOrang, AngkaKreditRow
from kinerja.application.wewenang import Scope
from kinerja.domain.pembulatan import round_half_up
from kinerja.domain.penetapan_angka_kredit import Kebutuhan
from kinerja.entrypoints.http.angka_kredit import schemas
from kinerja.entrypoints.http.answers import Answer, check_version
from kinerja.entrypoints.http.hitung.kalkulator import write

DESIMAL = 3
"""Places of credits in answers; on the screen there are two."""


def build_angka_kredit_api(angka_kredit: AngkaKreditApplication) -> Blueprint:
    """Return the routes."""
    api = Blueprint("angka_kredit", __name__, description="Credits of functional posts")

    @api.route("/v1/pegawai/<pegawai_id>/angka-kredit")
    @requires(Scope.PENGEMBANGAN_BACA)
    @api.response(200, schemas.AngkaKreditOrangSchema)
    def get_angka_kredit_orang(pegawai_id: str) -> Any:
        """Return the credits of a person, and what is lacking for the next pangkat and level."""
        return _to_orang(angka_kredit.get_angka_kredit_orang(current_pengguna(), pegawai_id))

    @api.route("/v1/angka-kredit/<angka_kredit_id>")
    @requires(Scope.PENGEMBANGAN_BACA)
    @api.response(200, schemas.KonversiAngkaKreditSchema)
    def get_angka_kredit(angka_kredit_id: str) -> Answer:
        """Return one conversion."""
        return _shown(angka_kredit, angka_kredit_id)

    @api.route("/v1/angka-kredit", methods=["POST"])
    @requires(Scope.ANGKA_KREDIT_TETAPKAN)
    @api.arguments(schemas.EstablishAngkaKreditSchema)
    @api.response(201, schemas.KonversiAngkaKreditSchema)
    def establish_angka_kredit(body: dict[str, Any]) -> Answer:
        """Convert the established evaluation of a year; by the assessor or the one above."""
        command = EstablishAngkaKredit(pengguna=current_pengguna(), **body)
        return _shown(angka_kredit, angka_kredit.establish_angka_kredit(command).id, 201)

    def check(angka_kredit_id: str) -> None:
        pengguna = current_pengguna()
        row = angka_kredit.get_angka_kredit(pengguna, angka_kredit_id)
        if row.tersimpan.pegawai_id == pengguna.pegawai_id:
            raise Forbidden("angka_kredit.own")
        check_version(row.tersimpan.version)

    @api.route("/v1/angka-kredit/<angka_kredit_id>/establish", methods=["POST"])
    @requires(Scope.ANGKA_KREDIT_TETAPKAN)
    @api.arguments(schemas.BulanSchema, first=check)
    @api.response(200, schemas.KonversiAngkaKreditSchema)
    def renew_angka_kredit(body: dict[str, Any], angka_kredit_id: str) -> Answer:
        """Convert anew, by the predikat and the level of now; without months those that it had. Needs If-Match."""
        command = RenewAngkaKredit(
            pengguna=current_pengguna(), angka_kredit_id=angka_kredit_id, expected_version=expected_version(), **body
        )
        return _shown(angka_kredit, angka_kredit.renew_angka_kredit(command).id)

    return api


def _shown(angka_kredit: AngkaKreditApplication, angka_kredit_id: str, status: int = 200) -> Answer:
    row = angka_kredit.get_angka_kredit(current_pengguna(), angka_kredit_id)
    return _to_row(row), status, etag(row.tersimpan.version)


def _to_row(row: AngkaKreditRow) -> dict[str, Any]:
    stored = {name: getattr(row.tersimpan, name) for name in row.tersimpan.__dataclass_fields__}
    return stored | {
        "persen": write(row.persen),
        "koefisien": write(row.koefisien),
        "angka_kredit": _write(row.nilai),
        "dihitung": row.dihitung,
    }


def _to_orang(found: AngkaKreditOrang) -> dict[str, Any]:
    kebutuhan = found.kebutuhan
    return {
        "pegawai_id": found.orang.pegawai_id,
        "jenjang_jabatan": found.orang.jenjang,
        "golongan": kebutuhan.golongan if kebutuhan else None,
        "golongan_tercatat": found.golongan_tercatat,
        "awal": _write(found.awal),
        "jumlah": _write(found.jumlah),
        "pangkat": _to_kebutuhan(kebutuhan.pangkat) if kebutuhan else None,
        "jenjang": _to_kebutuhan(kebutuhan.jenjang) if kebutuhan else None,
        "data": [_to_row(row) for row in found.baris],
        "belum_dikonversi": found.calon,
    }


def _to_kebutuhan(kebutuhan: Kebutuhan) -> dict[str, str | None]:
    values = {"target": kebutuhan.target, "kurang": kebutuhan.kurang}
    return {name: None if value is None else _write(value) for name, value in values.items()}


def _write(value: Fraction | Decimal) -> str:
    return f"{round_half_up(value, DESIMAL):f}"
