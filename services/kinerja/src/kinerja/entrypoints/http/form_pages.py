"""The pages that change: one form an action, its errors beside the fields, the person's page again afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from chassis.domain import Invalid, Pengguna, VersionStale
from chassis.http import current_pengguna, redirect_with, requires
from kinerja.application import Application
from kinerja.application.pegawai.assign_atasan import AssignAtasan
from kinerja.application.pegawai.deactivate import DeactivatePegawai
from kinerja.application.pegawai.move import MovePegawai
from kinerja.application.pegawai.reactivate import ReactivatePegawai
from kinerja.application.queries import PegawaiRow, UnitNode
from kinerja.application.unit.rename import RenameUnit
from kinerja.application.wewenang import Scope

Fields = Mapping[str, str]
Run = Callable[[dict[str, Any], Fields], object]


@dataclass(frozen=True, kw_only=True)
class Perubahan:
    """A change of a person: its words, and the use case behind it."""

    judul: str
    tombol: str
    akibat: str
    run: Run
    bahaya: bool = False


def build_form_pages(application: Application) -> Blueprint:
    """Return the forms over the use cases."""
    pages = Blueprint("ubah", __name__, template_folder="templates")
    changes = _changes(application)

    @pages.get("/pegawai/<pegawai_id>/<any(move, assign_atasan, deactivate, reactivate):aksi>")
    @requires(Scope.PEGAWAI_UBAH)
    def show_perubahan(pegawai_id: str, aksi: str) -> ResponseReturnValue:
        """Show the form of a change."""
        row = application.get_pegawai(current_pengguna(), pegawai_id)
        values = {"unit_id": row.unit_id, "jabatan_kode": row.jabatan_kode, "atasan_id": _chosen_atasan(row)}
        return _form(application, row, aksi, changes[aksi], values | {"version": str(row.version)}, {})

    @pages.post("/pegawai/<pegawai_id>/<any(move, assign_atasan, deactivate, reactivate):aksi>")
    @requires(Scope.PEGAWAI_UBAH)
    def save_perubahan(pegawai_id: str, aksi: str) -> ResponseReturnValue:
        """Make the change, or show the form again with what is wrong."""
        row = application.get_pegawai(current_pengguna(), pegawai_id)
        try:
            changes[aksi].run(_who(pegawai_id), request.form)
        except Invalid as error:
            return _form(application, row, aksi, changes[aksi], request.form, error.errors), 422
        except VersionStale:
            return _form(application, row, aksi, changes[aksi], request.form, {}, stale=True), 412
        return redirect_with(url_for("halaman.show_pegawai", pegawai_id=pegawai_id), aksi)

    _add_unit_form(pages, application)
    return pages


def _add_unit_form(pages: Blueprint, application: Application) -> None:
    """Add the form that renames a unit."""

    @pages.get("/unit/<unit_id>/rename")
    @requires(Scope.UNIT_UBAH)
    def show_unit(unit_id: str) -> str:
        """Show the name of a unit, to change."""
        unit = application.get_unit(current_pengguna(), unit_id)
        return render_template("kinerja/unit_ubah.html", unit=unit, nama=unit.nama, version=unit.version, galat={})

    @pages.post("/unit/<unit_id>/rename")
    @requires(Scope.UNIT_UBAH)
    def save_unit(unit_id: str) -> ResponseReturnValue:
        """Rename the unit, or show the form again with what is wrong."""
        unit = application.get_unit(current_pengguna(), unit_id)
        nama, version = request.form.get("nama", ""), request.form.get("version", type=int)
        command = RenameUnit(pengguna=current_pengguna(), unit_id=unit_id, expected_version=version, nama=nama)
        page = {"unit": unit, "nama": nama, "version": version}
        try:
            application.rename_unit(command)
        except Invalid as error:
            return render_template("kinerja/unit_ubah.html", **page, galat=error.errors), 422
        except VersionStale:
            page["version"] = unit.version
            return render_template("kinerja/unit_ubah.html", **page, galat={}, berubah=True), 412
        if not unit.opd_kode:
            return redirect_with(url_for("halaman.show_organisasi"), "rename")
        return redirect_with(url_for("halaman.show_opd", opd_kode=unit.opd_kode), "rename")


def _changes(application: Application) -> Mapping[str, Perubahan]:
    return {
        "move": Perubahan(
            judul="Pindahkan pegawai",
            tombol="Pindahkan pegawai",
            akibat="Atasan mengikuti pohon organisasi di tempat yang baru.",
            run=lambda who, form: application.move_pegawai(
                MovePegawai(**who, unit_id=form.get("unit_id", ""), jabatan_kode=form.get("jabatan_kode", ""))
            ),
        ),
        "assign_atasan": Perubahan(
            judul="Tetapkan atasan",
            tombol="Tetapkan atasan",
            akibat="Atasan yang ditetapkan berlaku sampai pegawai dipindahkan atau atasan itu tidak aktif lagi.",
            run=lambda who, form: application.assign_atasan(
                AssignAtasan(**who, atasan_id=form.get("atasan_id") or None)
            ),
        ),
        "deactivate": Perubahan(
            judul="Nonaktifkan pegawai",
            tombol="Nonaktifkan pegawai",
            akibat="Bawahannya beralih ke atasan berikutnya. Pegawai dapat diaktifkan kembali.",
            run=lambda who, form: application.deactivate_pegawai(DeactivatePegawai(**who)),
            bahaya=True,
        ),
        "reactivate": Perubahan(
            judul="Aktifkan kembali pegawai",
            tombol="Aktifkan kembali",
            akibat="Pegawai kembali ke unit dan jabatannya yang terakhir.",
            run=lambda who, form: application.reactivate_pegawai(ReactivatePegawai(**who)),
        ),
    }


def _form(
    application: Application,
    row: PegawaiRow,
    aksi: str,
    perubahan: Perubahan,
    values: Fields,
    galat: Mapping[str, list[str]],
    *,
    stale: bool = False,
) -> str:
    """Return the page of the form; after somebody else's change it holds the version of now, to save again knowingly."""
    pengguna = current_pengguna()
    choices: dict[str, Any] = {}
    if aksi == "move":
        choices["unit_pilihan"] = _unit_choices(application.get_organisasi(pengguna))
        choices["jabatan_pilihan"] = [(each.kode, each.nama) for each in application.list_jabatan()]
    if aksi == "assign_atasan":
        choices["atasan_pilihan"] = _atasan_choices(application, pengguna, row)
    return render_template(
        "kinerja/pegawai_ubah.html",
        pegawai=row,
        aksi=aksi,
        perubahan=perubahan,
        nilai=values,
        version=row.version if stale else values.get("version", ""),
        galat=galat,
        berubah=stale,
        **choices,
    )


def _unit_choices(node: UnitNode, path: str = "") -> list[tuple[str, str]]:
    """Return all units below the regency, each with the agency and units it stands in."""
    choices: list[tuple[str, str]] = []
    for anak in node.anak:
        label = f"{path}, {anak.unit.nama}" if path else anak.unit.nama
        choices += [(anak.unit.unit_id, label), *_unit_choices(anak, label)]
    return choices


def _atasan_choices(application: Application, pengguna: Pengguna, row: PegawaiRow) -> list[tuple[str, str]]:
    """Return the officers of the person's agency, and who leads the regency's agencies."""
    rows = application.list_pejabat(pengguna, row.opd_kode)
    if row.opd_kode != "setda":
        rows += application.list_pejabat(pengguna, "setda", jenis_jabatan="struktural")[:1]
    return [(each.pegawai_id, f"{each.nama}, {each.jabatan}") for each in rows if each.pegawai_id != row.pegawai_id]


def _chosen_atasan(row: PegawaiRow) -> str:
    return (row.atasan_id or "") if row.atasan_ditetapkan else ""


def _who(pegawai_id: str) -> dict[str, Any]:
    return {
        "pengguna": current_pengguna(),
        "pegawai_id": pegawai_id,
        "expected_version": request.form.get("version", type=int),
        "alasan": request.form.get("alasan", ""),
    }
