"""Who may do what in kinerja: its callers, and the table of its routes and rpcs; each aggregate brings its part."""

from __future__ import annotations

from dataclasses import replace

from simpul.kinerja.v1 import kinerja_pb2 as pb
from tests.support import kinerja_evaluasi, kinerja_pengembangan, kinerja_skp, kinerja_tujuan, kinerja_umpan_balik
from tests.support.access import ANYONE, SIGNED_IN, Allowed
from tests.support.callers import FEED, Akun

SERVICE = pb.DESCRIPTOR.services_by_name["KinerjaService"]
ACTS = ("move", "assign-atasan", "deactivate", "reactivate")
FORM = "/pegawai/<pegawai_id>/<any(move, assign_atasan, deactivate, reactivate):aksi>"
AKUN = {
    "pegawai": Akun(peran=("pegawai",), opd_kode="dinkes"),
    "penilai": Akun(peran=("penilai",), opd_kode="dinkes"),
    "atasan.penilai": Akun(peran=("atasan_penilai",), opd_kode="dinkes"),
    "pegawai.dlh": Akun(peran=("pegawai",), opd_kode="dlh"),
    "penilai.dlh": Akun(peran=("penilai",), opd_kode="dlh"),
    "atasan.penilai.dlh": Akun(peran=("atasan_penilai",), opd_kode="dlh"),
    "pegawai.tanpa.opd": Akun(peran=("pegawai",)),
    "ppk": Akun(peran=("ppk",)),
    "bkpsdm": Akun(peran=("bkpsdm",), opd_kode="bkpsdm"),
    "admin": Akun(peran=("admin",)),
    "pelanggan": Akun(peran=("pelanggan",)),
    "layanan": Akun(peran=("layanan",)),
    "peran.asing": Akun(peran=("verifikator",), opd_kode="dinkes"),
}
"""The last one has a role of another service, which counts nothing here."""
DINKES = frozenset({"pegawai", "penilai", "atasan.penilai"})
DLH = frozenset({"pegawai.dlh", "penilai.dlh", "atasan.penilai.dlh"})
EVERY_OPD = frozenset({"ppk", "bkpsdm", "admin", "layanan"})


HITUNG = (
    "predikat", "sebaran", "tenggat-evaluasi", "cascading", "nilai-kinerja", "capaian-skp", "nilai-pindah", "bulan-jabatan",
    "populasi-unit", "angka-kredit", "tpp", "disiplin", "bup", "nip", "kotak-talenta", "ip-asn", "kesenjangan", "jp",
)  # fmt: skip
"""The calculators; that they refuse a field of somebody else stands in ``test_hitung_refused.py``."""


def only(*roles: str) -> Allowed:
    return Allowed(roles=frozenset(roles))


READERS = only("pegawai", "penilai", "atasan_penilai", "ppk", "bkpsdm", "admin", "layanan")
TREE = replace(READERS, answers=frozenset({200, 303, 404}))
"""The tree of the own agency; an account without one has none."""
API = {
    "GET /openapi.json": Allowed(roles=ANYONE),
    "GET /v1/saya": Allowed(roles=SIGNED_IN),
    "GET /v1/organisasi": TREE,
    "GET /v1/unit/<unit_id>": READERS,
    "POST /v1/unit/<unit_id>/rename": only("bkpsdm"),
    "GET /v1/jabatan": READERS,
    "GET /v1/pegawai": READERS,
    "GET /v1/pegawai/<pegawai_id>": READERS,
    "GET /v1/pegawai/<pegawai_id>/jejak": READERS,
    **{f"POST /v1/pegawai/<pegawai_id>/{act}": only("bkpsdm") for act in ACTS},
    **kinerja_tujuan.API,
    **kinerja_skp.API,
    **kinerja_evaluasi.API,
    **kinerja_umpan_balik.API,
    **kinerja_pengembangan.API,
    **{f"POST /v1/hitung/{kode}": Allowed(roles=ANYONE) for kode in HITUNG},
    "GET /v1/surat-mati": only("admin"),
    "POST /v1/surat-mati/<int:id>/resend": only("admin"),
}
HALAMAN = {
    "GET /": TREE,
    "GET /docs": Allowed(roles=ANYONE),
    "GET /aset/<path:nama>": Allowed(roles=ANYONE),
    "POST /tema": Allowed(roles=ANYONE, answers=frozenset({303, 400, 403})),
    "GET /masuk": Allowed(roles=ANYONE),
    "GET /masuk/oidc": Allowed(roles=ANYONE, answers=frozenset({404})),  # no provider is told
    "GET /masuk/oidc/kembali": Allowed(roles=ANYONE, answers=frozenset({404})),
    "POST /masuk": Allowed(roles=ANYONE, answers=frozenset({401, 403, 429})),
    "POST /keluar": Allowed(roles=ANYONE, answers=frozenset({303, 403})),
    "GET /organisasi": TREE,
    "GET /organisasi/<opd_kode>": READERS,
    "GET /pegawai": TREE,
    "GET /pegawai/<pegawai_id>": READERS,
    f"GET {FORM}": only("bkpsdm"),
    f"POST {FORM}": only("bkpsdm"),
    **kinerja_tujuan.HALAMAN,
    **kinerja_skp.HALAMAN,
    **kinerja_evaluasi.HALAMAN,
    **kinerja_umpan_balik.HALAMAN,
    **kinerja_pengembangan.HALAMAN,
    "GET /unit/<unit_id>/rename": only("bkpsdm"),
    "POST /unit/<unit_id>/rename": only("bkpsdm"),
    "GET /hitung": Allowed(roles=ANYONE),
    "GET /hitung/<kode>": Allowed(roles=ANYONE),
    "POST /hitung/nip": Allowed(roles=ANYONE, answers=frozenset({200, 403})),
    "GET /peristiwa-gagal": only("admin"),
    "POST /peristiwa-gagal/<int:id>/resend": only("admin"),
}
RPC = {
    f"/{SERVICE.full_name}/GetPegawai": READERS,
    f"/{SERVICE.full_name}/ListPejabat": only("ppk", "bkpsdm", "admin", "layanan"),
    f"/{SERVICE.full_name}/GetOrganisasi": READERS,
    f"/{SERVICE.full_name}/GetSkp": kinerja_skp.READERS,
    f"/{SERVICE.full_name}/RecordRealisasi": kinerja_tujuan.RECORDERS,
    f"/{FEED.full_name}/ReadEvents": only("pelanggan", "layanan"),
    f"/{FEED.full_name}/SubscribeEvents": only("pelanggan", "layanan"),
}
