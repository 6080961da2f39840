"""The first data: the published standards as facts, and the accounts of the model regency."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time

from sqlalchemy import Engine, text

from chassis.domain import JAKARTA
from chassis.identity.demo import AkunDemo
from chassis.outbox import Entri, append
from perizinan.adapters.events import encode, type_of
from perizinan.domain.layanan import Layanan

_KNOWN = text("SELECT layanan_kode, layanan_versi FROM standar_ditetapkan")
_NOTE = text("INSERT INTO standar_ditetapkan (layanan_kode, layanan_versi) VALUES (:kode, :versi)")

_STAFF = ("petugas.loket", "verifikator", "kabid", "kadis")
_PERAN = {"petugas.loket": "petugas"}


def establish_standar(engine: Engine, layanan: Iterable[Layanan]) -> int:
    """Tell the world of each standard that it has not been told of; return how many those were."""
    with engine.begin() as conn:
        known = {(kode, versi) for kode, versi in conn.execute(_KNOWN)}
        new = [satu for satu in layanan if (satu.kode, satu.versi) not in known]
        for satu in new:
            conn.execute(_NOTE, {"kode": satu.kode, "versi": satu.versi})
        append(conn, [_entri(satu) for satu in new])
    return len(new)


def list_demo_accounts(layanan: Iterable[Layanan]) -> list[AkunDemo]:
    """Return an account for each role, and one for each partner agency of the catalogue."""
    partners = sorted({mitra.opd for satu in layanan for mitra in satu.mitra})
    return [
        AkunDemo(akun="pemohon", peran=("pemohon",)),
        *(AkunDemo(akun=akun, peran=(_PERAN.get(akun, akun),), opd_kode="dpmptsp") for akun in _STAFF),
        *(AkunDemo(akun=f"mitra.{opd}", peran=("mitra",), opd_kode=opd) for opd in partners),
        AkunDemo(akun="admin", peran=("admin",)),
        AkunDemo(akun="pelanggan", peran=("pelanggan",)),
    ]


def _entri(layanan: Layanan) -> Entri:
    standar = layanan.establish()
    since = datetime.combine(layanan.berlaku_dari, time(), JAKARTA).astimezone(UTC)
    jejak = {"oleh": "sistem", "peran": "sistem", "langkah": "establish", "dari": "", "ke": "", "alasan": ""}
    return Entri(subject=standar.subjek, time=since, type=type_of(standar), data=encode(standar), jejak=jejak)
