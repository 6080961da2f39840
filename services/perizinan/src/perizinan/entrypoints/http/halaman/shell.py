"""The service in the shell of the house: its places, their counts, and who is signed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from flask import Flask, request

from chassis.domain import Pengguna
from chassis.http import visitor
from chassis.settings import SERVICES, Settings
from perizinan.application.queries import Queries
from perizinan.domain.langkah import Peran
from perizinan.entrypoints.http.halaman import kata
from perizinan.entrypoints.http.halaman.blueprint import is_mitra, is_petugas
from perizinan.entrypoints.http.halaman.tampilan_saya import TampilanSaya, clean_query, read_tampilan
from perizinan.entrypoints.problems import KALIMAT
from tampilan import Akun, RailGroup, RailItem, init_tampilan
from tampilan.navigasi import Bentuk

DAERAH = "Kabupaten Contoh"
"""The model regency, under the mark."""

_GILIRAN = {
    Peran.VERIFIKATOR: ("Menunggu verifikasi", "/kotak-masuk?status=diajukan"),
    Peran.KABID: ("Menunggu persetujuan", "/kotak-masuk?status=lengkap"),
    Peran.KADIS: ("Menunggu tanda tangan", "/kotak-masuk?status=disetujui"),
    Peran.PETUGAS: ("Menunggu penyerahan", "/permohonan?status=diterbitkan"),
}


def hang_shell(queries: Queries, settings: Settings) -> Callable[[Flask], object]:
    """Return what hangs the shell into the application."""
    others = {name: settings.public_url(name) for name in SERVICES if name != settings.service}

    def hang(app: Flask) -> object:
        return init_tampilan(
            app,
            service="perizinan",
            nama=DAERAH,
            alamat=others | {"perizinan": ""},
            nav=lambda: list_rail(queries, visitor()),
            akun=lambda: name_akun(visitor()),
            tautan_publik=lambda: list_publik(visitor()),
            cari="/permohonan",
            katalog={code: text for code, text in KALIMAT.items() if "/" not in code},
        )

    return hang


def list_publik(pengguna: Pengguna | None) -> Sequence[RailItem]:
    """Return the links of the public header; who is signed in as a pemohon also finds their own."""
    own = pengguna is not None and Peran.PEMOHON in pengguna.peran
    return (
        RailItem(kata="Layanan", tautan="/", kini=request.path == "/" or request.path.startswith("/layanan/")),
        *([RailItem(kata="Permohonan saya", tautan="/permohonan-saya")] if own else []),
        RailItem(kata="Lacak permohonan", tautan="/lacak"),
        RailItem(kata="Hitung hari kerja", tautan="/hitung-hari-kerja"),
        RailItem(kata="Periksa izin", tautan="/izin/periksa"),
        RailItem(kata="Pengaduan", tautan="/pengaduan"),
    )


def name_akun(pengguna: Pengguna | None) -> Akun | None:
    """Return who is signed in, by role and agency as the colleagues say it."""
    if pengguna is None:
        return None
    peran = sorted(pengguna.peran)
    words = kata.PERAN.get(peran[0], pengguna.akun) if peran else pengguna.akun
    return Akun(nama=f"{words} {pengguna.opd_kode.upper()}" if pengguna.opd_kode else words)


def list_rail(queries: Queries, pengguna: Pengguna | None) -> Sequence[RailGroup]:
    """Return the places that the reader may go to, queues first."""
    if pengguna is None:
        return ()
    if is_mitra(pengguna):
        return _rail_mitra(queries, pengguna)
    return _rail_petugas(queries, pengguna) if is_petugas(pengguna) else ()


def _rail_petugas(queries: Queries, pengguna: Pengguna) -> Sequence[RailGroup]:
    n = queries.count_terbuka(pengguna)
    counts: list[tuple[str, int, Bentuk | None]] = [
        ("lewat", n.lewat, "bahaya"),
        ("hari_ini", n.hari_ini, "perhatian"),
        ("dijeda", n.dijeda, None),
        ("menunggu_mitra", n.menunggu_mitra, None),
    ]
    queues = [_place("Semua tugas", "/kotak-masuk", n.semua)]
    queues += [_place(kata.TENGGAT[k], f"/kotak-masuk?tenggat={k}", jumlah, bentuk) for k, jumlah, bentuk in counts]
    turns = [_place(*_GILIRAN[peran]) for peran in _GILIRAN if peran in pengguna.peran]
    everything = [_place("Permohonan", "/permohonan"), _place("Izin terbit", "/permohonan?status=diterbitkan")]
    own = [RailItem(kata=satu.nama, tautan=satu.tautan, kini=_is_here(satu)) for satu in read_tampilan()]
    groups = [RailGroup(judul="Kotak masuk", isi=queues)]
    groups += [RailGroup(judul="Tampilan saya", isi=own)] if own else []
    groups += [RailGroup(judul="Giliran Anda", isi=turns)] if turns else []
    return [*groups, RailGroup(judul="Semua", isi=everything), _katalog(pengguna)]


def _rail_mitra(queries: Queries, pengguna: Pengguna) -> Sequence[RailGroup]:
    n = queries.count_terbuka(pengguna)
    queues = [
        _place("Tugas rekomendasi", "/tugas-mitra", n.semua),
        _place("Lewat tenggat", "/tugas-mitra?tenggat=lewat", n.lewat, "bahaya"),
        _place("Jatuh tempo hari ini", "/tugas-mitra?tenggat=hari_ini", n.hari_ini, "perhatian"),
        _place("Sudah dijawab", "/tugas-mitra?semua=1"),
    ]
    return [RailGroup(judul="Kotak masuk", isi=queues), _katalog(pengguna)]


def _katalog(pengguna: Pengguna) -> RailGroup:
    places = [_place("Layanan dan standar", "/katalog"), _place("Kalender hari kerja", "/kalender")]
    if pengguna.may("surat_mati.baca"):
        places.append(_place("Peristiwa gagal", "/peristiwa-gagal"))
    return RailGroup(judul="Katalog", isi=places)


def _is_here(tampilan: TampilanSaya) -> bool:
    """Tell whether the filter that is on is that one."""
    return request.path == "/kotak-masuk" and clean_query(request.query_string.decode()) == tampilan.query


def _place(words: str, tautan: str, jumlah: int | None = None, bentuk: Bentuk | None = None) -> RailItem:
    """Return a place of the rail; it is the current one when the filter that names it is on."""
    path, _, query = tautan.partition("?")
    named = {name: request.args[name] for name in ("tenggat", "status", "semua") if request.args.get(name)}
    kini = request.path == path and urlencode(named) == query
    return RailItem(kata=words, tautan=tautan, jumlah=jumlah, bentuk=bentuk if jumlah else None, kini=kini)
