"""The service in the shell of the house: its places, and who is signed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import Flask, url_for

from chassis.domain import NotFound, Pengguna
from chassis.http import visitor
from chassis.identity import show_akun
from chassis.settings import SERVICES, Settings
from kinerja.application import Application
from kinerja.application.wewenang import Scope
from tampilan import Akun, RailGroup, RailItem, init_tampilan


def build_shell(application: Application, settings: Settings, *, nama: str) -> Callable[[Flask], object]:
    """Return what hangs the shell into the application."""

    def hang(app: Flask) -> object:
        return init_tampilan(
            app,
            service="kinerja",
            nama=nama,
            alamat={name: settings.public_url(name) for name in SERVICES if name != settings.service} | {"kinerja": ""},
            nav=lambda: _rail(application),
            akun=lambda: _akun(application),
            tautan_publik=_publik,
        )

    return hang


def _publik() -> Sequence[RailItem]:
    """Return the links of the public header."""
    return (RailItem(kata="Hitung sendiri", tautan=url_for("hitung_halaman.show_hitung")),)


def _rail(application: Application) -> Sequence[RailGroup]:
    """Return the places that the caller may go to."""
    pengguna = visitor()
    if pengguna is None or not pengguna.may(Scope.ORGANISASI_BACA):
        return ()
    own = []
    if pengguna.pegawai_id:
        own.append(RailItem(kata="Data saya", tautan=url_for("halaman.show_pegawai", pegawai_id=pengguna.pegawai_id)))
    if pengguna.opd_kode:
        own.append(
            RailItem(kata="Perangkat daerah saya", tautan=url_for("halaman.show_opd", opd_kode=pengguna.opd_kode))
        )
    everything = [
        RailItem(kata="Pohon organisasi", tautan=url_for("halaman.show_organisasi")),
        RailItem(kata="Pegawai", tautan=url_for("halaman.show_semua_pegawai")),
    ]
    groups = [RailGroup(judul="Saya", isi=own)] if own else []
    groups.append(RailGroup(judul="Organisasi", isi=everything))
    if pengguna.may(Scope.TUJUAN_BACA):
        goals = [
            RailItem(kata="Pohon kinerja", tautan=url_for("tujuan_halaman.show_pohon")),
            RailItem(kata="Indikator kinerja", tautan=url_for("indikator_halaman.show_daftar")),
            RailItem(kata="Perjanjian kinerja", tautan=url_for("perjanjian_halaman.show_daftar")),
        ]
        groups.append(RailGroup(judul="Tujuan", isi=goals))
    if plans := _skp(application, pengguna):
        groups.append(RailGroup(judul="SKP", isi=plans))
    if appraisals := _evaluasi(pengguna):
        groups.append(RailGroup(judul="Evaluasi", isi=appraisals))
    if growth := _pengembangan(pengguna):
        groups.append(RailGroup(judul="Pengembangan", isi=growth))
    alat = [RailItem(kata="Hitung sendiri", tautan=url_for("hitung_halaman.show_hitung"))]
    groups.append(RailGroup(judul="Alat", isi=alat))
    if pengguna.may(Scope.SURAT_MATI_BACA):
        letters = RailItem(kata="Peristiwa gagal", tautan=url_for("peristiwa_gagal.show_peristiwa_gagal"))
        groups.append(RailGroup(judul="Sistem", isi=[letters]))
    return groups


def _skp(application: Application, pengguna: Pengguna) -> list[RailItem]:
    """Return the places of SKP, with the number of what waits for the caller."""
    if not pengguna.may(Scope.SKP_BACA):
        return []
    waiting = application.skp.count_waiting(pengguna)
    places = []
    if pengguna.pegawai_id and pengguna.may(Scope.SKP_SUSUN):
        places.append(_counted("SKP saya", url_for("skp_halaman.show_saya"), waiting.sendiri))
    if pengguna.pegawai_id and pengguna.may(Scope.SKP_TETAPKAN):
        places.append(_counted("SKP tim", url_for("skp_halaman.show_tim"), waiting.tim))
    if pengguna.may(Scope.SKP_REKAP):
        places.append(RailItem(kata="Rekap SKP", tautan=url_for("skp_rekap.show_rekap")))
    return places


def _evaluasi(pengguna: Pengguna) -> list[RailItem]:
    """Return the places of appraisals."""
    places = []
    if pengguna.pegawai_id and pengguna.may(Scope.EVALUASI_BACA):
        places.append(RailItem(kata="Evaluasi saya", tautan=url_for("evaluasi_halaman.show_saya")))
    if pengguna.pegawai_id and pengguna.may(Scope.UMPAN_BALIK_BACA):
        places.append(RailItem(kata="Umpan balik", tautan=url_for("umpan_balik_halaman.show_daftar")))
    if (pengguna.pegawai_id or pengguna.may(Scope.PEMBINA)) and pengguna.may(Scope.EVALUASI_TETAPKAN):
        places.append(RailItem(kata="Evaluasi tim", tautan=url_for("evaluasi_halaman.show_tim")))
    if pengguna.may(Scope.EVALUASI_REKAP):
        places.append(RailItem(kata="Rekap evaluasi", tautan=url_for("evaluasi_rekap.show_rekap")))
    return places


def _pengembangan(pengguna: Pengguna) -> list[RailItem]:
    """Return the places of what follows from an appraisal."""
    places = []
    if pengguna.pegawai_id and pengguna.may(Scope.PENGEMBANGAN_BACA):
        own = url_for("pengembangan_halaman.show_orang", pegawai_id=pengguna.pegawai_id)
        places.append(RailItem(kata="Pengembangan saya", tautan=own))
    if pengguna.pegawai_id and pengguna.may(Scope.PENGEMBANGAN_SETUJUI):
        places.append(RailItem(kata="Pengembangan tim", tautan=url_for("pengembangan_daftar.show_tim")))
    if pengguna.may(Scope.PENGEMBANGAN_REKAP):
        places.append(RailItem(kata="Rencana pengembangan", tautan=url_for("pengembangan_daftar.show_rencana")))
        places.append(RailItem(kata="JP pegawai", tautan=url_for("pengembangan_daftar.show_jp")))
        places.append(RailItem(kata="IP ASN", tautan=url_for("ip_asn_halaman.show_opd")))
    if pengguna.may(Scope.TALENTA_BACA):
        places.append(RailItem(kata="Peta talenta", tautan=url_for("talenta_halaman.show_peta")))
    return places


def _counted(kata: str, tautan: str, jumlah: int) -> RailItem:
    """Return a place with a number that asks for action, or none."""
    return RailItem(kata=kata, tautan=tautan, jumlah=jumlah or None, bentuk="perhatian" if jumlah else None)


def _akun(application: Application) -> Akun | None:
    """Return who is signed in by the post in force, or by the account where it belongs to no person."""
    pengguna = visitor()
    if pengguna is None:
        return None
    if pengguna.pegawai_id is None or not pengguna.may(Scope.PEGAWAI_BACA):
        return Akun(nama=show_akun(pengguna.akun))
    try:
        row = application.get_pegawai(pengguna, pengguna.pegawai_id)
    except NotFound:
        return Akun(nama=show_akun(pengguna.akun))
    return Akun(nama=f"{row.jabatan}, {row.nama}")
