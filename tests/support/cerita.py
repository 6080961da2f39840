"""The story of a permit over the REST API, told once for all the tests that need one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.support.simpul import Answer, Simpul

NIK = "3216016902000004"


@dataclass(frozen=True, kw_only=True)
class Berkas:
    """A file that was handed in: its id, its receipt, and the version to go on with."""

    id: str
    nomor_registrasi: str
    kunci: str
    etag: str


def apply(simpul: Simpul, layanan: str = "izin-klinik", kanal: str = "daring") -> Berkas:
    """Hand a permohonan in as the pemohon."""
    pemohon = simpul.api("perizinan", "pemohon")
    body = {
        "layanan_kode": layanan,
        "kanal": kanal,
        "pemohon": {"jenis": "perorangan", "nama": "Uji Coba", "nik": NIK},
        "isian": {},
    }
    draft = expect(pemohon.post("/v1/permohonan", body), 201)
    receipt = expect(pemohon.post(f"/v1/permohonan/{draft.body['id']}/submit", etag=draft.etag), 200)
    told = receipt.body
    return Berkas(
        id=draft.body["id"], nomor_registrasi=told["nomor_registrasi"], kunci=told["kunci"], etag=receipt.etag
    )


def issue(simpul: Simpul, berkas: Berkas, partners: tuple[str, ...] = ("dinkes", "dlh")) -> dict[str, Any]:
    """Take the file from *diajukan* to *diterbitkan*; return the answer of the last step."""
    path = f"/v1/permohonan/{berkas.id}"
    etag = expect(simpul.api("perizinan", "verifikator").post(f"{path}/accept", etag=berkas.etag), 200).etag
    for opd in partners:
        partner = simpul.api("perizinan", f"mitra.{opd}")
        expect(partner.post(f"{path}/rekomendasi/{opd}/give", {"hasil": "setuju"}), 200)
    etag = expect(simpul.api("perizinan", "kabid").post(f"{path}/approve", etag=etag), 200).etag
    issued: dict[str, Any] = expect(simpul.api("perizinan", "kadis").post(f"{path}/issue", etag=etag), 200).body
    return issued


def expect(answer: Answer, status: int) -> Answer:
    """Return the answer, which must have this status."""
    assert answer.status == status, f"{answer.status} instead of {status}: {answer.body}"
    return answer
