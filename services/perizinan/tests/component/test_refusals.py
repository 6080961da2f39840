"""What is refused, and in which order: 401, 403, 404, 428, 412, 409, 422."""

from typing import Any

import pytest

from tests.support.perizinan import PEMOHON, Berkas, Kantor, expect

LACK: dict[str, Any] = {"kekurangan": [{"syarat": "ktp", "alasan": "buram"}]}
NO: dict[str, Any] = {"alasan_kode": "lain", "alasan": "Tidak sesuai"}
STEPS: dict[str, tuple[str, dict[str, Any], set[str]]] = {
    "submit": ("pemohon", {}, {"draf"}),
    "accept": ("verifikator", {}, {"diajukan"}),
    "return": ("verifikator", LACK, {"diajukan", "lengkap"}),
    "resubmit": ("pemohon", {}, {"dikembalikan"}),
    "assign": ("kabid", {"pegawai_id": "p-1"}, {"diajukan", "lengkap", "dikembalikan", "disetujui"}),
    "approve": ("kabid", {}, {"lengkap"}),
    "reject": ("kadis", NO, {"diajukan", "lengkap", "disetujui"}),
    "issue": ("kadis", {}, {"disetujui"}),
    "hand-over": ("petugas", {}, {"diterbitkan"}),
    "withdraw": ("pemohon", {}, {"diajukan", "lengkap", "dikembalikan", "disetujui"}),
}
STATUS = [
    "draf",
    "diajukan",
    "dikembalikan",
    "lengkap",
    "disetujui",
    "diterbitkan",
    "diserahkan",
    "ditolak",
    "ditarik",
]
FORBIDDEN = [(status, step) for status in STATUS for step, (_, _, since) in STEPS.items() if status not in since]


@pytest.fixture(scope="module")
def at(kantor: Kantor) -> dict[str, Berkas]:
    """Give one file of each status."""
    return {status: kantor.bring_to(status) for status in STATUS}


@pytest.mark.parametrize("status,step", FORBIDDEN)
def test_a_forbidden_transition_is_refused(kantor: Kantor, at: dict[str, Berkas], status: str, step: str) -> None:
    akun, body, _ = STEPS[step]
    berkas = at[status]
    unseen = status == "draf" and akun != "pemohon"

    answer = expect(kantor[akun].post(f"{berkas.path}/{step}", body, version=berkas.version), 404 if unseen else 409)
    assert answer["code"] == f"permohonan.{'not_found' if unseen else 'transition_not_allowed'}"


def test_a_partner_that_has_answered_cannot_answer_again(kantor: Kantor) -> None:
    berkas = kantor.bring_to("disetujui")
    path = f"{berkas.path}/rekomendasi/dinkes/give"

    again = expect(kantor["mitra.dinkes"].post(path, {"hasil": "setuju"}), 409)
    assert again["code"] == "permohonan.transition_not_allowed"
    berkas = kantor.bring_to("lengkap")
    kantor.give(berkas, "dinkes")
    again = expect(kantor["mitra.dinkes"].post(f"{berkas.path}/rekomendasi/dinkes/give", {"hasil": "setuju"}), 409)
    assert again["code"] == "rekomendasi.transition_not_allowed"
    malformed = kantor["mitra.dinkes"].post(f"{berkas.path}/rekomendasi/dinkes/give", {"hasil": "mungkin"})
    assert expect(malformed, 409)["code"] == "rekomendasi.transition_not_allowed"


def test_the_order_of_refusals(kantor: Kantor, at: dict[str, Berkas]) -> None:
    berkas, wrong = at["ditolak"], {"kekurangan": "bukan daftar", "status": "x"}
    path = f"{berkas.path}/return"
    verifikator = kantor["verifikator"]

    expect(kantor.siapa_saja.post(path, wrong), 401)
    expect(kantor["pemohon"].post(path, wrong), 403)
    expect(kantor["verifikator.dlh"].post(path, wrong), 404)
    assert expect(verifikator.post(path, wrong), 428)["code"] == "version.required"
    assert expect(verifikator.post(path, wrong, version=99), 412)["code"] == "version.stale"
    expect(verifikator.post(path, wrong, version='W/"1"'), 412)
    assert expect(verifikator.post(path, wrong, version=berkas.version), 409)["detail"].endswith("berstatus ditolak.")
    berkas = kantor.bring_to("diajukan")
    refusal = expect(verifikator.post(f"{berkas.path}/return", wrong, version=berkas.version), 422)
    assert set(refusal["errors"]) == {"kekurangan", "status"}


@pytest.mark.parametrize(
    "change,field",
    [
        ({"layanan_kode": "tiada"}, "layanan_kode"),
        ({"layanan_kode": "izin-lingkungan"}, "layanan_kode"),
        ({"kanal": "merpati"}, "kanal"),
        ({"wilayah_kode": "x"}, "wilayah_kode"),
        ({"isian": {"jenis_klinik": "raksasa"}}, "isian.jenis_klinik"),
        ({"isian": {"tenaga_kerja": "empat"}}, "isian.tenaga_kerja"),
        ({"isian": []}, "isian"),
        ({"pemohon": {**PEMOHON, "nik": "331112520487000"}}, "pemohon.nik"),
        ({"pemohon": {**PEMOHON, "surel": "siti"}}, "pemohon.surel"),
        ({"pemohon": {**PEMOHON, "jenis": "badan_usaha"}}, "pemohon.nib"),
        ({"pemohon": {"jenis": "perorangan"}}, "pemohon.nama"),
    ],
)
def test_a_form_that_is_wrong_names_the_field(kantor: Kantor, change: dict[str, Any], field: str) -> None:
    body = {"layanan_kode": "izin-klinik", "kanal": "daring", "pemohon": PEMOHON, "isian": {}} | change

    refusal = expect(kantor["pemohon"].post("/v1/permohonan", body), 422)
    assert (refusal["code"], list(refusal["errors"])) == ("request.invalid", [field])


def test_what_is_no_json_is_malformed(kantor: Kantor) -> None:
    client = kantor.app.test_client()
    headers = {"Authorization": f"Bearer {kantor.token('pemohon')}", "Content-Type": "application/json"}
    answer = client.post("/v1/permohonan", data="{", headers=headers)

    assert expect(answer, 400)["code"] == "request.malformed"


def test_a_rejection_needs_its_reason(kantor: Kantor, at: dict[str, Berkas]) -> None:
    berkas = at["diajukan"]
    blank = {"alasan_kode": "lain", "alasan": "  "}

    refusal = expect(kantor["verifikator"].post(f"{berkas.path}/reject", blank, version=berkas.version), 422)
    assert list(refusal["errors"]) == ["alasan"]
    stranger = {"kekurangan": [{"syarat": "surat-sakti", "alasan": "tidak ada"}]}
    refusal = expect(kantor["verifikator"].post(f"{berkas.path}/return", stranger, version=berkas.version), 422)
    assert list(refusal["errors"]) == ["kekurangan.0.syarat"]


def test_the_rounds_of_return_come_to_an_end(kantor: Kantor) -> None:
    berkas = kantor.bring_to("diajukan")
    for _ in range(3):
        berkas = kantor.act("pemohon", kantor.act("verifikator", berkas, "return", LACK), "resubmit", {"isian": {}})

    refusal = expect(kantor["verifikator"].post(f"{berkas.path}/return", LACK, version=berkas.version), 409)
    assert refusal["detail"].startswith("Berkas ini sudah dikembalikan sebanyak yang dibolehkan")


@pytest.mark.parametrize("step", ["", "/jejak"])
def test_an_id_that_is_no_uuid_is_nobodys_permohonan(kantor: Kantor, step: str) -> None:
    path = f"/v1/permohonan/bukan-nomor{step}"

    assert expect(kantor["pemohon"].get(path), 404)["code"] == "permohonan.not_found"
    assert expect(kantor.app.test_client().get(path), 401)["code"] == "auth.unauthenticated"
