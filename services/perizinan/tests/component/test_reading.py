"""What is read, by whom: files, lists, the trail, and what is open to anyone."""

import json
from urllib.parse import urlencode

import pytest

from tests.support.perizinan import PEMOHON, Kantor, expect


def test_a_partner_sees_its_task_and_what_that_needs(kantor: Kantor) -> None:
    berkas = kantor.bring_to("lengkap")
    kantor.give(berkas, "dinkes", "tolak", alasan="Rahasia dinkes", ketentuan=["Syarat dinkes"])
    lack = {"kekurangan": [{"syarat": "ktp", "alasan": "Rahasia verifikator"}]}
    kantor.act("verifikator", berkas, "return", lack)
    kantor.sequence()

    seen = expect(kantor["mitra.dlh"].get(berkas.path))
    trail = expect(kantor["mitra.dlh"].get(f"{berkas.path}/jejak"))["data"]
    assert [task["opd"] for task in seen["rekomendasi"]] == ["dlh"]
    assert seen["pemohon"] == {
        "jenis": "perorangan",
        "nama": PEMOHON["nama"],
        "nik": None,
        "nib": None,
        "surel": None,
        "telepon": None,
    }
    assert seen["kekurangan"] == []
    assert "give" not in {row["langkah"] for row in trail}
    told = json.dumps([seen, trail])
    for secret in ("Rahasia", "Syarat dinkes", PEMOHON["nik"], PEMOHON["surel"], PEMOHON["telepon"]):
        assert secret not in told
    own = expect(kantor["mitra.dinkes"].get(berkas.path))["rekomendasi"]
    assert [(task["opd"], task["hasil"], task["alasan"]) for task in own] == [("dinkes", "tolak", "Rahasia dinkes")]


def test_numbers_and_contacts_are_for_those_who_check_them(kantor: Kantor) -> None:
    berkas = kantor.bring_to("lengkap")

    for akun in ("pemohon", "petugas", "verifikator"):
        assert expect(kantor[akun].get(berkas.path))["pemohon"]["nik"] == PEMOHON["nik"]
    for akun in ("kabid", "kadis", "admin"):
        shown = expect(kantor[akun].get(berkas.path))["pemohon"]
        assert (shown["nik"], shown["surel"]) == ("3311 •••• •••• 0003", None)


def test_the_list_holds_what_is_the_callers_to_know_of(kantor: Kantor) -> None:
    file, draft = kantor.bring_to("lengkap", "sip-dokter"), kantor.draft()

    def ids(akun: str, **query: object) -> set[str]:
        page = expect(kantor[akun].get(f"/v1/permohonan?{urlencode({'per_halaman': 500, **query}, doseq=True)}"))
        assert page["jumlah"] == len(page["data"])
        return {row["id"] for row in page["data"]}

    assert {file.id, draft.id} <= ids("pemohon")
    for akun in ("verifikator", "mitra.dinkes", "admin"):
        assert file.id in ids(akun)
        assert draft.id not in ids(akun)
    for akun in ("pemohon.lain", "verifikator.dlh", "mitra.dlh", "mitra.dpupr"):
        assert not {file.id, draft.id} & ids(akun)
    assert ids("verifikator", q=file.nomor_registrasi.lower()) == {file.id}
    assert draft.id in ids("pemohon", status=["draf", "ditolak"], layanan="izin-klinik", opd="dpmptsp")
    assert file.id not in ids("pemohon", status="draf")
    assert file.id in ids("verifikator", terbuka="true", tenggat="menunggu_mitra", urut="jatuh_tempo")
    assert file.id in ids("verifikator", status="", opd="", q="")
    expect(kantor["verifikator"].get("/v1/permohonan?status=aneh"), 422)
    expect(kantor["verifikator"].get("/v1/permohonan?urut=nik"), 422)
    expect(kantor["verifikator"].get("/v1/permohonan?lain=1"), 422)
    expect(kantor["verifikator"].get("/v1/permohonan?per_halaman=501"), 422)


def test_the_list_turns_pages(kantor: Kantor) -> None:
    made = [kantor.draft(by="petugas").id for _ in range(3)]
    drafts = "/v1/permohonan?status=draf&urut=dibuat_pada&per_halaman=2"
    first = expect(kantor["petugas"].get(f"{drafts}&halaman=1"))
    second = expect(kantor["petugas"].get(f"{drafts}&halaman=2"))

    assert (first["halaman"], first["per_halaman"], first["jumlah"]) == (1, 2, 3)
    assert [row["id"] for row in first["data"] + second["data"]] == sorted(made)


def test_an_unknown_number_and_a_wrong_key_are_one_answer(kantor: Kantor) -> None:
    berkas = kantor.bring_to("diajukan")
    answers = [
        expect(kantor.siapa_saja.get(f"/v1/lacak/{path}"), 404)
        for path in (f"{berkas.nomor_registrasi}?kunci=SALAH", f"{berkas.nomor_registrasi}", "PRZ-2026-999999?kunci=X")
    ]
    bodies = [{name: body[name] for name in body if name != "request_id"} for body in answers]

    assert bodies[0] == bodies[1] == bodies[2]
    assert bodies[0]["detail"].startswith("Nomor atau kunci tidak cocok.")
    typed = berkas.kunci.lower().replace("-", " ")
    query = urlencode({"kunci": typed})
    assert expect(kantor.siapa_saja.get(f"/v1/lacak/{berkas.nomor_registrasi.lower()}?{query}"))["status"] == "diajukan"


def test_guessing_is_slow(kantor: Kantor) -> None:
    tries = [kantor.siapa_saja.get("/v1/lacak/PRZ-1?kunci=X", address="192.0.2.7").status_code for _ in range(21)]

    assert tries == [404] * 20 + [429]
    assert kantor.siapa_saja.get("/v1/lacak/PRZ-1?kunci=X", address="192.0.2.8").status_code == 404


def test_the_catalogue(kantor: Kantor) -> None:
    page = expect(kantor.siapa_saja.get("/v1/layanan?per_halaman=500"))
    klinik = expect(kantor.siapa_saja.get("/v1/layanan/izin-klinik"))

    assert {"sip-dokter", "izin-klinik", "izin-lingkungan"} <= {row["kode"] for row in page["data"]}
    assert (klinik["sla_hari"], klinik["retribusi"], len(klinik["standar"])) == (14, "0", 14)
    assert [(mitra["opd"], mitra["wajib"]) for mitra in klinik["mitra"]] == [("dinkes", True), ("dlh", True)]
    assert klinik["isian_skema"]["type"] == "object"
    assert klinik["syarat"][0]["kode"] == "permohonan"
    expect(kantor.siapa_saja.get("/v1/layanan/tiada"), 404)


@pytest.mark.parametrize(
    "query,jatuh_tempo",
    [
        ("mulai=2026-06-22&hari=5&jeda=2026-06-24/2026-06-30", "2026-07-03"),
        ("mulai=2026-06-22&hari=5&jeda=2026-06-23/2026-06-25&jeda=2026-06-25/2026-06-29", "2026-07-03"),
        ("mulai=2026-06-22&hari=5", "2026-06-29"),
        ("mulai=2026-03-13&hari=5", "2026-03-27"),
        ("mulai=2026-08-15&hari=5", "2026-08-26"),
        ("mulai=2026-06-22&hari=0", "2026-06-22"),
    ],
)
def test_working_days(kantor: Kantor, query: str, jatuh_tempo: str) -> None:
    answer = expect(kantor.siapa_saja.get(f"/v1/jangka-waktu?{query}"))

    counted = [hari for hari in answer["hari"] if hari["status"] in ("mulai", "terhitung")]
    assert (answer["jatuh_tempo"], counted[-1]["tanggal"]) == (jatuh_tempo, jatuh_tempo)


@pytest.mark.parametrize(
    "query,field",
    [
        ("mulai=2026-06-22&hari=-1", "hari"),
        ("mulai=2026-06-22&hari=1_0", "hari"),
        ("mulai=2026-06-22", "hari"),
        ("mulai=2026-02-30&hari=1", "mulai"),
        ("mulai=20260622&hari=1", "mulai"),
        ("hari=1", "mulai"),
        ("mulai=2026-06-22&hari=5&jeda=2026-06-30/2026-06-24", "jeda"),
        ("mulai=2026-06-22&hari=5&jeda=2026-06-19/2026-06-24", "jeda"),
        ("mulai=2026-06-22&hari=5&jeda=2026-06-24", "jeda.0"),
        ("mulai=2026-06-22&hari=5&lain=1", "lain"),
    ],
)
def test_what_cannot_be_counted(kantor: Kantor, query: str, field: str) -> None:
    refusal = expect(kantor.siapa_saja.get(f"/v1/jangka-waktu?{query}"), 422)

    assert (refusal["code"], list(refusal["errors"])) == ("request.invalid", [field])


def test_a_year_without_a_calendar_is_told(kantor: Kantor) -> None:
    for mulai in ("2011-05-02", "2027-12-30", "9999-12-30", "0001-01-01"):
        refusal = expect(kantor.siapa_saja.get(f"/v1/jangka-waktu?mulai={mulai}&hari=9"), 422)
        assert refusal["code"] == "kalender.year_missing"


def test_the_fee_of_a_building_approval(kantor: Kantor) -> None:
    factors = {"luas": "120", "ilo": "0.005", "shst": "7000000", "it": "0.20", "ibg": "1"}
    path = "/v1/hitung/retribusi"

    assert expect(kantor.siapa_saja.post(path, {"rumus": "pbg", **factors})) == {"retribusi": "840000"}
    halves = factors | {"luas": "45.5", "shst": "6150000", "it": "0.18"}
    assert expect(kantor.siapa_saja.post(path, {"rumus": "pbg", **halves})) == {"retribusi": "251843"}
    for wrong in ({"ilo": "0.006"}, {"luas": "-1"}, {"luas": "NaN"}, {"luas": "dua"}, {"it": None}):
        refusal = expect(kantor.siapa_saja.post(path, {"rumus": "pbg", **factors, **wrong}), 422)
        assert list(refusal["errors"]) == list(wrong)
