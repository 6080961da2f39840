"""The whole life of a permohonan over HTTP."""

import re

from tests.support.perizinan import NILAI, Kantor, expect


def test_from_the_draft_to_the_survey(kantor: Kantor) -> None:
    pemohon, anyone = kantor["pemohon"], kantor.siapa_saja
    body = {
        "layanan_kode": "izin-klinik",
        "kanal": "daring",
        "pemohon": {"jenis": "perorangan", "nama": "Siti Wulandari", "nik": "3311125204870003"},
        "isian": {"nama_klinik": "Sehat"},
    }
    created = pemohon.post("/v1/permohonan", body)
    draft = expect(created, 201)
    path = created.headers["Location"]
    assert (draft["status"], draft["version"], created.headers["ETag"]) == ("draf", 1, '"1"')
    assert expect(pemohon.get(path))["isian"] == {"nama_klinik": "Sehat"}

    submitted = expect(pemohon.post(f"{path}/submit", version=1))
    assert (submitted["status"], submitted["version"]) == ("diajukan", 2)
    assert re.fullmatch(r"[A-Z0-9-]+", submitted["nomor_registrasi"])
    assert len(submitted["kunci"].replace("-", "")) * 5 >= 80

    accepted = expect(kantor["verifikator"].post(f"{path}/accept", version=2))
    assert (accepted["status"], accepted["mulai"], accepted["jatuh_tempo"]) == ("lengkap", "2026-11-24", "2026-12-14")
    tasks = expect(pemohon.get(path))["rekomendasi"]
    assert {(task["opd"], task["wajib"], task["status"], task["hasil"]) for task in tasks} == {
        ("dinkes", True, "diminta", None),
        ("dlh", True, "diminta", None),
    }
    assert {task["jatuh_tempo"] for task in tasks} == {"2026-12-03"}

    for opd in ("dinkes", "dlh"):
        given = kantor[f"mitra.{opd}"].post(f"{path}/rekomendasi/{opd}/give", {"hasil": "setuju"})
        assert (expect(given)["status"], given.headers["ETag"]) == ("diberikan", '"2"')
    approved = expect(kantor["kabid"].post(f"{path}/approve", version=3))
    issued = expect(kantor["kadis"].post(f"{path}/issue", version=approved["version"]))
    assert issued["status"] == "diterbitkan"
    assert issued["nomor_izin"] == "503/0001/KLINIK/DPMPTSP/XI/2026"
    handed = expect(kantor["petugas"].post(f"{path}/hand-over", version=issued["version"]))
    assert handed["status"] == "diserahkan"

    receipt = {name: submitted[name] for name in ("nomor_registrasi", "kunci")}
    tracked = expect(anyone.get(f"/v1/lacak/{receipt['nomor_registrasi']}?kunci={receipt['kunci']}"))
    assert (tracked["status"], tracked["nama"], tracked["hari_terpakai"]) == ("diserahkan", "S•••• W•", 0)
    assert tracked["nomor_izin"] == issued["nomor_izin"]
    assert expect(anyone.get(f"/v1/izin/{issued['nomor_izin']}"))["status"] == "aktif"
    expect(anyone.post("/v1/survei", {**receipt, "jawaban": NILAI}), 201)
    again = expect(anyone.post("/v1/survei", {**receipt, "jawaban": NILAI}), 409)
    assert again["detail"] == "Survei untuk permohonan ini sudah diisi."

    kantor.sequence()
    trail = expect(pemohon.get(f"{path}/jejak"))["data"]
    assert [row["langkah"] for row in trail if row["langkah"] and row["langkah"] != "rekomendasi"] == [
        "create",
        "submit",
        "accept",
        "give",
        "give",
        "approve",
        "issue",
        "hand_over",
        "answer_survei",
    ]


def test_a_returned_file_waits_for_the_applicant(kantor: Kantor) -> None:
    berkas = kantor.bring_to("lengkap")
    berkas = kantor.act("verifikator", berkas, "return", {"kekurangan": [{"syarat": "denah", "alasan": "buram"}]})

    returned = expect(kantor["pemohon"].get(berkas.path))
    assert (returned["status"], returned["jatuh_tempo"], returned["perbaikan_sampai"]) == (
        "dikembalikan",
        None,
        "2026-12-08",
    )
    tracked = expect(kantor.siapa_saja.get(f"/v1/lacak/{berkas.nomor_registrasi}?kunci={berkas.kunci}"))
    assert tracked["alasan_jeda"] == "Menunggu perbaikan dari pemohon: Denah lokasi"
    berkas = kantor.act("pemohon", berkas, "resubmit", {"isian": {"nama_klinik": "Baru"}})

    again = expect(kantor["pemohon"].get(berkas.path))
    assert (again["status"], again["isian"]) == ("lengkap", {"nama_klinik": "Baru"})


def test_a_draft_may_be_thrown_away_and_nothing_else(kantor: Kantor) -> None:
    draft, submitted = kantor.draft(), kantor.bring_to("diajukan")
    gone = kantor["pemohon"].send("DELETE", draft.path, version=draft.version)

    assert (gone.status_code, gone.data) == (204, b"")
    expect(kantor["pemohon"].get(draft.path), 404)
    expect(kantor["pemohon"].send("DELETE", submitted.path, version=submitted.version), 409)


def test_a_partner_that_refuses_leaves_return_and_reject(kantor: Kantor) -> None:
    berkas = kantor.bring_to("lengkap")
    kantor.give(berkas, "dlh")
    kantor.give(berkas, "dinkes", "tolak", alasan="Tidak ada dokter")

    refusal = expect(kantor["kabid"].post(f"{berkas.path}/approve", version=berkas.version), 409)
    assert refusal["code"] == "permohonan.transition_not_allowed"
    assert refusal["detail"].startswith("Rekomendasi wajib belum lengkap")
    kantor.act("verifikator", berkas, "reject", {"alasan_kode": "rekomendasi", "alasan": "Mitra menolak"})


def test_nobody_verifies_and_approves_the_same_file(kantor: Kantor) -> None:
    berkas = kantor.act("rangkap", kantor.bring_to("diajukan", "sip-dokter"), "accept")
    kantor.give(berkas, "dinkes")

    refusal = expect(kantor["rangkap"].post(f"{berkas.path}/approve", version=berkas.version), 403)
    assert refusal["code"] == "permohonan.four_eyes"
    kantor.act("kabid", berkas, "approve")


def test_nobody_judges_what_is_their_own(kantor: Kantor) -> None:
    own = kantor.act("rangkap", kantor.draft(by="rangkap"), "submit")

    expect(kantor["rangkap"].post(f"{own.path}/accept", version=own.version), 403)
    kantor.act("verifikator", own, "accept")
