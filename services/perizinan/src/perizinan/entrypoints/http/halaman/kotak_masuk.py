"""The officer's inbox: open files by deadline, filters in the address; and every file, open or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, send_file
from werkzeug.datastructures import MultiDict

from chassis.domain import Pengguna
from chassis.http import requires, wanted_halaman
from perizinan.application.queries import TENGGAT, URUT, BarisPermohonan, Halaman, Saringan
from perizinan.domain.langkah import StatusPermohonan
from perizinan.entrypoints.http.halaman import kata
from perizinan.entrypoints.http.halaman.bahan import Bahan
from perizinan.entrypoints.http.halaman.blueprint import current_petugas, make_blueprint
from perizinan.entrypoints.http.halaman.lembar import BARIS_MAKS, write_lembar
from perizinan.entrypoints.http.halaman.tenggat import count_berkas

SCOPE = "permohonan.baca"
PER_HALAMAN = 10
SARING = ("q", "layanan", "status", "tenggat")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TERBUKA = ("diajukan", "lengkap", "dikembalikan", "disetujui")
_KOLOM = (
    ("tenggat", "Tenggat", "jatuh_tempo", {"kartu": 1}),
    ("hari", "Hari kerja", "", {"kartu": 4}),
    ("nomor", "Nomor", "nomor_registrasi", {"kartu": 3, "utama": True}),
    ("pemohon", "Pemohon", "nama_pemohon", {"kartu": 5}),
    ("layanan", "Layanan", "layanan_kode", {"kartu": 7}),
    ("tahap", "Tahap", "tahap", {"kartu": 6}),
    ("mitra", "Mitra", "", {"kartu": 8}),
    ("petugas", "Petugas", "", {"sembunyi": True}),
)


@dataclass(frozen=True, kw_only=True)
class Antrean:
    """A queue as the address names it: its place, whether only open files, and its filter."""

    alamat: str
    judul: str
    saringan: Saringan

    def link(self, **changes: Any) -> str:
        """Return the address of the queue with its filter changed."""
        query = {name: value for name, value in (read_query() | changes).items() if value not in (None, "")}
        return f"{self.alamat}?{urlencode(query)}" if query else self.alamat


def make_kotak_masuk(bahan: Bahan) -> Blueprint:
    """Return the lists of the staff."""
    halaman = make_blueprint("kotak_masuk")

    @halaman.get("/kotak-masuk")
    @requires(SCOPE)
    def show_kotak_masuk() -> str:
        """The open files, nearest deadline first."""
        return _render(bahan, current_petugas(), read_antrean(terbuka=True))

    @halaman.get("/permohonan")
    @requires(SCOPE)
    def show_permohonan() -> str:
        """Every file of the agency, newest first."""
        return _render(bahan, current_petugas(), read_antrean(terbuka=False))

    @halaman.get("/kotak-masuk/unduh.xlsx", defaults={"terbuka": True})
    @halaman.get("/permohonan/unduh.xlsx", defaults={"terbuka": False})
    @requires(SCOPE)
    def download_lembar(terbuka: bool) -> Response:
        """What is filtered, as a sheet."""
        antrean = read_antrean(terbuka=terbuka)
        wanted = replace(antrean.saringan, halaman=1, per_halaman=BARIS_MAKS)
        rows = bahan.queries.list_permohonan(current_petugas(), wanted)
        sheet = write_lembar(list_baris(bahan, current_petugas(), rows.data), rows.jumlah, bahan.clock.now())
        name = f"permohonan-{bahan.today().isoformat()}.xlsx"
        return send_file(sheet, mimetype=_XLSX, as_attachment=True, download_name=name)

    return halaman


def read_query() -> dict[str, str]:
    """Return the filter and the order of the address, without the page."""
    args: MultiDict[str, str] = request.args
    return {name: args[name].strip()[:100] for name in (*SARING, "urut") if args.get(name, "").strip()}


def read_antrean(*, terbuka: bool) -> Antrean:
    """Return the queue of the address; what cannot be understood is left out, as a hand-written address may hold it."""
    query = read_query()
    urut = query.get("urut", "jatuh_tempo" if terbuka else "-dibuat_pada")
    saringan = Saringan(
        q=query.get("q", ""),
        layanan=query.get("layanan", ""),
        status=[query["status"]] if query.get("status") in list(StatusPermohonan) else (),
        tenggat=query["tenggat"] if query.get("tenggat") in TENGGAT else "",
        terbuka=terbuka,
        urut=urut if urut.removeprefix("-") in URUT else "jatuh_tempo",
        halaman=wanted_halaman(),
        per_halaman=PER_HALAMAN,
    )
    alamat, judul = ("/kotak-masuk", "Kotak masuk") if terbuka else ("/permohonan", "Permohonan")
    return Antrean(alamat=alamat, judul=judul, saringan=saringan)


def list_baris(bahan: Bahan, pengguna: Pengguna, rows: Sequence[BarisPermohonan]) -> list[dict[str, Any]]:
    """Return the lines of a list, each with its deadline and its words."""
    return [_tell(bahan, pengguna, row) for row in rows]


def _tell(bahan: Bahan, pengguna: Pengguna, row: BarisPermohonan) -> dict[str, Any]:
    layanan = bahan.acuan.katalog.get(row.layanan_kode, row.layanan_versi)
    tenggat = None if row.status == "draf" else count_berkas(row, layanan, bahan.acuan.kalender, bahan.today())
    return {
        "id": str(row.id),
        "version": row.version,
        "nomor": row.nomor_registrasi or "Tanpa nomor",
        "pemohon": row.nama_pemohon,
        "layanan": kata.shorten_layanan(layanan.kode),
        "nama_layanan": layanan.nama,
        "tahap": kata.tell_tahap(row.status, row.tahap),
        "status": row.status,
        "mitra": f"{row.mitra_menjawab} dari {row.mitra_semua}" if row.mitra_semua else "",
        "petugas": bahan.pejabat.find(pengguna, row.pegawai_id),
        "tenggat": tenggat,
        "jatuh_tempo": row.jatuh_tempo,
        "diajukan_pada": row.diajukan_pada,
        "kanal": kata.KANAL.get(row.kanal, row.kanal),
    }


def _render(bahan: Bahan, pengguna: Pengguna, antrean: Antrean) -> str:
    page = bahan.queries.list_permohonan(pengguna, antrean.saringan)
    return render_template(
        "perizinan/kotak-masuk.html",
        antrean=antrean,
        halaman=page,
        baris=list_baris(bahan, pengguna, page.data),
        kolom=_list_kolom(antrean),
        query=read_query(),
        saringan_terpasang=_list_terpasang(antrean, bahan),
        pilihan_layanan=[(satu.kode, satu.nama) for satu in bahan.list_layanan()],
        pilihan_status=_list_status(terbuka=antrean.saringan.terbuka),
        pilihan_tenggat=[*kata.TENGGAT.items()],
        alamat_lembar=antrean.link().replace(antrean.alamat, f"{antrean.alamat}/unduh.xlsx", 1),
        alamat_simpan=f"/kotak-masuk/tampilan?{urlencode(read_query())}" if _is_kept(antrean) else None,
        antrean_query=_describe_query(terbuka=antrean.saringan.terbuka),
        hitung=bahan.queries.count_terbuka(pengguna) if antrean.saringan.terbuka else None,
        hari_ini=bahan.today(),
        boleh_tugaskan=pengguna.may("permohonan.tugaskan"),
        boleh_ajukan=pengguna.may("permohonan.ajukan"),
        nomor_pertama=(page.halaman - 1) * page.per_halaman + 1,
        BARIS_MAKS=BARIS_MAKS,
    )


def _is_kept(antrean: Antrean) -> bool:
    """Tell whether the filter may be kept by a name: that of the inbox, and only where one is on."""
    return antrean.saringan.terbuka and any(name in SARING for name in read_query())


def _list_status(*, terbuka: bool) -> list[tuple[str, str]]:
    """Return the statuses that the list may hold."""
    known = _TERBUKA if terbuka else [status for status in kata.STATUS if status != "draf"]
    return [(status, kata.STATUS[status][1]) for status in known]


def _describe_query(*, terbuka: bool) -> str:
    """Return the filter as the address of a file carries it, so that the next one is that of the same queue."""
    query = read_query() | ({} if terbuka else {"semua": "1"})
    return f"{urlencode(query)}&" if query else ""


def _list_kolom(antrean: Antrean) -> list[Mapping[str, Any]]:
    """Return the heads of the table; a second click turns the order round."""
    urut = antrean.saringan.urut
    kolom: list[Mapping[str, Any]] = []
    for kunci, words, column, more in _KOLOM:
        head: dict[str, Any] = {"kunci": kunci, "kata": words, **more}
        if column:
            head["urut"] = antrean.link(urut=f"-{column}" if urut == column else column)
        if column and urut.removeprefix("-") == column:
            head["arah"] = "turun" if urut.startswith("-") else "naik"
        kolom.append(head)
    return kolom


def _list_terpasang(antrean: Antrean, bahan: Bahan) -> list[tuple[str, str]]:
    """Return the filters that are on, each with the address without it."""
    words = {
        "layanan": {satu.kode: satu.nama for satu in bahan.list_layanan()},
        "status": {status: f"Status {words}" for status, (_, words) in kata.STATUS.items()},
        "tenggat": kata.TENGGAT,
    }
    return [
        (words.get(name, {}).get(value, f"“{value}”"), antrean.link(**{name: None}))
        for name, value in read_query().items()
        if name in SARING
    ]


def find_next(bahan: Bahan, pengguna: Pengguna) -> tuple[Halaman, Antrean] | None:
    """Return the file after the one that is shown, in the queue that the address names."""
    n = request.args.get("n", type=int)
    if n is None or not 1 <= n <= 100_000:
        return None
    antrean = read_antrean(terbuka=request.args.get("semua") is None)
    return bahan.queries.list_permohonan(pengguna, replace(antrean.saringan, halaman=n + 1, per_halaman=1)), antrean
