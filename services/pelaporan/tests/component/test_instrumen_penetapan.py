"""A sheet is established, reopened and reported; what the trail holds of it."""

from __future__ import annotations

import hashlib
import io
from typing import Any

from pypdf import PdfReader
from sqlalchemy import Engine, text

from pelaporan.domain.skm import UNSUR

T1 = dict(zip(
    [f"{k}.{s}" for k in "1234" for s in "abc"],
    ["A", "BB", "BB", "BB", "BB", "A", "BB", "A", "AA", "A", "A", "AA"], strict=True,
))  # fmt: skip


def test_the_report_of_an_established_sheet_is_issued_and_kept_byte_for_byte(
    organisasi_api: Any, engine: Engine
) -> None:
    organisasi_api.answer_all("skm/2026?opd=dlh", {"responden": 6} | dict.fromkeys(UNSUR, 20))
    organisasi_api.answer("skm/2026?opd=dlh", "rekomendasi.unsur", "Perbaiki waktu layanan", 0)
    early = organisasi_api.act("skm/2026?opd=dlh", "laporan")
    organisasi_api.act("skm/2026?opd=dlh", "establish")
    issued = organisasi_api.act("skm/2026?opd=dlh", "laporan")
    id_ = issued.get_json()["id"]

    isi = organisasi_api.look(f"skm/2026/laporan/{id_}?opd=dlh").data
    assert [satu.status_code for satu in (early, issued)] == [409, 201]
    assert issued.get_json()["sha256"] == hashlib.sha256(isi).hexdigest()
    words = text_of_pdf(isi)
    for part in ("Pendahuluan", "Hasil", "Rekomendasi", "83,33", "Perbaiki waktu layanan", "Dinas Lingkungan Hidup"):
        assert part in words
    assert "DRAF" not in words
    with engine.connect() as conn:
        told = conn.execute(text("SELECT type FROM outbox WHERE type LIKE '%LaporanDiterbitkan'")).all()
    assert len(told) == 1
    assert organisasi_api.look(f"skm/2025/laporan/{id_}?opd=dlh").status_code == 404


def test_free_text_of_a_sheet_stays_out_of_the_chained_trail(organisasi_api: Any, engine: Engine) -> None:
    organisasi_api.answer("sakip/2026", "catatan.1", "Budi belum menyusun", 0)

    with engine.connect() as conn:
        trail = conn.execute(text("SELECT jejak FROM outbox")).scalars().all()
    assert "catatan.1" in str(trail)
    assert "Budi" not in str(trail)


def test_an_established_sheet_is_frozen_and_told_and_reopens_with_a_reason(inspektorat: Any, engine: Engine) -> None:
    incomplete = inspektorat.act("sakip/2026?opd=dlh", "establish")
    inspektorat.answer_all("sakip/2026?opd=dlh", T1)
    unproven = inspektorat.act("sakip/2026?opd=dlh", "establish")
    for kode in ("1.a", "2.c", "3.b", "3.c", "4.a", "4.b", "4.c"):
        inspektorat.answer("sakip/2026?opd=dlh", kode, T1[kode], bukti=["berita acara"])
    stale = inspektorat.act("sakip/2026?opd=dlh", "establish", version=3)
    done = inspektorat.act("sakip/2026?opd=dlh", "establish")

    assert [satu.status_code for satu in (incomplete, unproven, stale, done)] == [422, 422, 412, 200]
    assert set(unproven.get_json()["errors"]) == {"1.a", "2.c", "3.b", "3.c", "4.a", "4.b", "4.c"}
    sheet = done.get_json()
    assert (sheet["status"], sheet["nilai"], sheet["dari"]) == ("ditetapkan", "87.80", "penetapan")
    assert inspektorat.answer("sakip/2026?opd=dlh", "1.a", "E").status_code == 409
    with engine.connect() as conn:
        told = conn.execute(text("SELECT type, subject FROM outbox WHERE type IS NOT NULL")).all()
    assert [tuple(satu) for satu in told] == [("simpul.pelaporan.v1.IndeksDitetapkan", "sakip:2026:dlh")]

    bare = inspektorat.act("sakip/2026?opd=dlh", "reopen", {})
    opened = inspektorat.act("sakip/2026?opd=dlh", "reopen", {"alasan": "Bukti 4.c tidak sah"})
    again = inspektorat.act("sakip/2026?opd=dlh", "reopen", {"alasan": "Bukti 4.c tidak sah"})
    assert [satu.status_code for satu in (bare, opened, again)] == [422, 200, 409]
    assert [satu["aksi"] for satu in opened.get_json()["penetapan"]] == ["reopen", "establish"]
    assert opened.get_json()["penetapan"][0]["alasan"] == "Bukti 4.c tidak sah"


def text_of_pdf(isi: bytes) -> str:
    """Return the words of a PDF, on one line."""
    pages = PdfReader(io.BytesIO(isi)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
