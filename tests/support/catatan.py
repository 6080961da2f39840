"""A small service of notes (*catatan*), with everything a real one does at its edge."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from flask import Blueprint as PlainBlueprint
from flask import Flask, render_template_string, request
from flask.testing import FlaskClient
from marshmallow import fields, validate
from sqlalchemy import Connection, Engine, text
from werkzeug.test import TestResponse

from chassis.domain import Invalid, NotFound, TransitionNotAllowed, VersionRequired, VersionStale, uuid7
from chassis.http import (
    Blueprint,
    HalamanQuery,
    Schema,
    current_pengguna,
    etag,
    expected_version,
    limited,
    make_page,
    make_page_schema,
    public,
    requires,
)
from chassis.idempotency import reading, transaction
from chassis.identity import Identity, SandiHasher

SANDI = "kuda-baterai-staples"
HASH = SandiHasher().hash(SANDI)
PERAN = {"penulis": frozenset({"catatan.tulis", "catatan.baca"}), "pembaca": frozenset({"catatan.baca"})}


class CatatanSchema(Schema):
    """A note."""

    id = fields.UUID(required=True)
    isi = fields.String(required=True)
    status = fields.String(required=True)
    version = fields.Integer(required=True)


class IsiSchema(Schema):
    """What a note says."""

    isi = fields.String(required=True, validate=validate.Length(1, 100))
    tanda = fields.List(fields.Nested(Schema.from_dict({"kata": fields.String(required=True)})))


class CatatanQuery(HalamanQuery):
    """Which notes."""

    status = fields.String(validate=validate.OneOf(["draf", "tutup"]))


def _load(conn: Connection, id_: Any, expected: int | None) -> Any:
    row = conn.execute(text("SELECT * FROM catatan WHERE id = :id"), {"id": id_}).mappings().one_or_none()
    if row is None:
        raise NotFound("catatan.not_found")
    if expected is None:
        raise VersionRequired
    if expected != row["version"]:
        raise VersionStale
    if row["status"] != "draf":
        raise TransitionNotAllowed("catatan.transition_not_allowed")
    return row


def make_blueprint(engine: Engine) -> Blueprint:
    """Return the REST side of the service."""
    api = Blueprint("catatan", __name__)

    def check(catatan_id: Any) -> None:
        with reading(engine) as conn:
            _load(conn, catatan_id, expected_version())

    @api.route("/v1/catatan", methods=["POST"])
    @requires("catatan.tulis")
    @api.arguments(IsiSchema)
    @api.response(201, CatatanSchema)
    def create_catatan(body: dict[str, Any]) -> Any:
        """Write a note."""
        id_ = uuid7()
        with transaction(engine) as unit:
            values = {"id": id_, "isi": body["isi"]}
            unit.connection.execute(text("INSERT INTO catatan (id, isi) VALUES (:id, :isi)"), values)
            if body["isi"] == "gagal sesudah tulis":
                raise Invalid({"isi": ["Tidak boleh begitu."]})
            unit.commit()
        with reading(engine) as conn:
            row = conn.execute(text("SELECT * FROM catatan WHERE id = :id"), {"id": id_}).mappings().one()
        return row, 201, etag(row["version"])

    @api.route("/v1/catatan")
    @requires("catatan.baca")
    @api.arguments(CatatanQuery, location="query")
    @api.response(200, make_page_schema(CatatanSchema))
    def list_catatan(query: dict[str, Any]) -> Any:
        """The notes."""
        with reading(engine) as conn:
            rows = conn.execute(text("SELECT * FROM catatan ORDER BY id LIMIT 500")).mappings().all()
        return make_page(rows, query=query, jumlah=len(rows))

    @api.route("/v1/catatan/<uuid:catatan_id>/tutup", methods=["POST"])
    @requires("catatan.tulis")
    @api.arguments(IsiSchema, first=check)
    @api.response(200, CatatanSchema)
    def close_catatan(body: dict[str, Any], catatan_id: Any) -> Any:
        """Close a note."""
        with transaction(engine) as unit:
            _load(unit.connection, catatan_id, expected_version())
            statement = (
                "UPDATE catatan SET status = 'tutup', isi = :isi, version = version + 1 WHERE id = :id RETURNING *"
            )
            row = unit.connection.execute(text(statement), {"id": catatan_id, "isi": body["isi"]}).mappings().one()
            unit.commit()
        return row, 200, etag(row["version"])

    @api.route("/v1/cari")
    @public
    @limited()
    @api.response(200)
    def find() -> Any:
        """Look something up that is there, unless the caller says that it is not."""
        if request.headers.get("X-Ada") == "0":
            raise NotFound("catatan.not_found")
        return {"ketemu": True}

    @api.route("/v1/hitung", methods=["POST"])
    @public
    @api.arguments(IsiSchema)
    @api.response(200)
    def compute(body: dict[str, Any]) -> Any:
        """Compute something."""
        return {"panjang": len(body["isi"])}

    @api.route("/v1/rusak")
    @public
    def fail() -> Any:
        """Show what a bug looks like."""
        return 1 / 0

    return api


def make_pages() -> PlainBlueprint:
    """Return its pages."""
    pages = PlainBlueprint("halaman", __name__)

    @pages.get("/")
    @public
    def show_home() -> str:
        """The home page."""
        return "beranda"

    @pages.route("/tulis", methods=["GET", "POST"])
    @requires("catatan.tulis")
    def write() -> str:
        """A form of staff."""
        return f"{current_pengguna().akun} {request.form.get('isi', '')}"

    @pages.get("/borang")
    @public
    def show_form() -> str:
        """A form, as every page may have one."""
        return render_template_string('<input type="hidden" name="csrf_token" value="{{ csrf_token() }}">')

    @pages.post("/survei")
    @public
    def fill_in() -> str:
        """A form of visitors."""
        return "terima kasih"

    @pages.get("/bug")
    @public
    def fail() -> str:
        """Show what a bug looks like."""
        raise KeyError("rahasia-dalam")

    return pages


@dataclass(frozen=True, kw_only=True)
class World:
    """The service, and ways to call it."""

    app: Flask
    engine: Engine
    identity: Identity

    def client(self) -> FlaskClient:
        """Return a browser or program with nothing in its pockets."""
        return self.app.test_client()

    def bearer(self, akun: str = "penulis") -> dict[str, str]:
        """Return the header of an account's token."""
        return {"Authorization": f"Bearer {self.identity.token.issue(akun)}"}

    def post(self, path: str, body: Any, akun: str = "penulis", **headers: str) -> TestResponse:
        """Post JSON as an account."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client().post(path, json=body, headers=self.bearer(akun) | named)

    def count(self) -> int:
        """Return how many notes there are."""
        with self.engine.connect() as conn:
            return int(conn.exec_driver_sql("SELECT count(*) FROM catatan").scalar_one())

    def sign_in(self, client: FlaskClient, akun: str = "penulis", sandi: str = SANDI, **fields_: str) -> TestResponse:
        """Sign in as a person does: read the form, fill it in, send it."""
        token = csrf_of(client.get("/masuk"))
        return client.post("/masuk", data={"akun": akun, "sandi": sandi, "csrf_token": token} | fields_)


def csrf_of(page: TestResponse) -> str:
    """Return the token that stands in a form of the page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.get_data(as_text=True))
    assert found
    return found[1]
