"""Writing imported files: rows, facts with their original times, and the trail, in few statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from chassis.outbox import Entri, append
from perizinan.adapters.events import encode, type_of
from perizinan.adapters.tables import PERMOHONAN, REKOMENDASI
from perizinan.domain.jangka_waktu import local_date
from perizinan.domain.langkah import StatusPermohonan
from perizinan.domain.layanan import AkibatDiam
from perizinan.domain.peristiwa import RekomendasiDiberikan, RekomendasiDiminta
from perizinan.domain.rekomendasi import StatusRekomendasi
from perizinan.domain.riwayat import Riwayat

PEMILIK = "impor"


def write_riwayat(conn: Connection, riwayat: Sequence[Riwayat], at: datetime) -> int:
    """Insert the files that are not here yet, with all that belongs to them; return how many those are."""
    if not riwayat:
        return 0
    rows = [_permohonan_row(satu) for satu in riwayat]
    statement = insert(PERMOHONAN).values(rows).on_conflict_do_nothing().returning(PERMOHONAN.c.id)
    new = set(conn.execute(statement).scalars())
    added = [satu for satu in riwayat if satu.id in new]
    tugas = [row for satu in added for row in _tugas_rows(satu)]
    if tugas:
        conn.execute(insert(REKOMENDASI).values(tugas))
    append(conn, [entri for satu in added for entri in _entri(satu, at)])
    return len(added)


def _permohonan_row(riwayat: Riwayat) -> dict[str, Any]:
    kasus, layanan = riwayat.kasus, riwayat.layanan
    return {
        "id": riwayat.id,
        "version": 1,
        "status": StatusPermohonan.LENGKAP if kasus.selesai is None else StatusPermohonan.DITERBITKAN,
        "tahap": "",
        "layanan_kode": layanan.kode,
        "layanan_versi": layanan.versi,
        "opd_kode": layanan.opd_kode,
        "kanal": kasus.kanal,
        "jenis_pemohon": riwayat.jenis_pemohon,
        "nama_pemohon": f"Kasus {kasus.nomor}",
        "wilayah_kode": "",
        "isian": {},
        "pemilik": PEMILIK,
        "nomor_registrasi": kasus.nomor.upper(),
        "dibuat_pada": kasus.diajukan,
        "diajukan_pada": kasus.diajukan,
        "lengkap_pada": kasus.diajukan,
        "sla_hari": layanan.sla_hari,
        "jatuh_tempo": local_date(kasus.jatuh_tempo),
        "jeda": [],
        "putaran": riwayat.putaran,
        "kekurangan": [],
        "selesai_pada": kasus.selesai,
        "survei_diisi": False,
        "peta": riwayat.peta,
        "nomor_luar": kasus.nomor,
    }


def _tugas_rows(riwayat: Riwayat) -> Iterator[dict[str, Any]]:
    answered = {
        fakta.peristiwa.rekomendasi_id: fakta.waktu
        for fakta in riwayat.fakta
        if isinstance(fakta.peristiwa, RekomendasiDiberikan)
    }
    for fakta in riwayat.fakta:
        if isinstance(fakta.peristiwa, RekomendasiDiminta):
            tugas = fakta.peristiwa
            given = answered.get(tugas.rekomendasi_id)
            yield {
                "id": UUID(tugas.rekomendasi_id),
                "permohonan_id": riwayat.id,
                "opd_mitra": tugas.opd_mitra,
                "wajib": tugas.wajib,
                "sla_hari": 0,
                "diam": AkibatDiam.ESKALASI,
                "diminta_pada": fakta.waktu,
                "status": StatusRekomendasi.DIMINTA if given is None else StatusRekomendasi.DIBERIKAN,
                "alasan": "",
                "ketentuan": [],
                "diberikan_pada": given,
                "version": 1,
            }


def _entri(riwayat: Riwayat, at: datetime) -> Iterator[Entri]:
    """Yield the facts, then the activities that are only rows of the trail; the first row says that it is an import."""
    trail = {"oleh": PEMILIK, "peran": "sistem", "dari": "", "ke": "", "alasan": ""}
    begun = trail | {"langkah": "import", "alasan": f"peta {riwayat.peta}, diimpor {at.isoformat()}"}
    subject = str(riwayat.id)
    yield Entri(subject=subject, time=riwayat.kasus.diajukan, jejak=begun)
    for fakta in riwayat.fakta:
        jejak = trail | {"langkah": type(fakta.peristiwa).__name__}
        yield Entri(
            subject=subject, time=fakta.waktu, type=type_of(fakta.peristiwa), data=encode(fakta.peristiwa), jejak=jejak
        )
    for kegiatan in riwayat.jejak:
        yield Entri(
            subject=subject, time=kegiatan.waktu, jejak=trail | {"langkah": "activity", "alasan": kegiatan.nama}
        )
