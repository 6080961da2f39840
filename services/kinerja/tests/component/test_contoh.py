"""The past of the model regency: told once, through the use cases, with something in every state."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, text

from kinerja.adapters.contoh_kinerja import load_contoh_kinerja
from kinerja.adapters.daerah_contoh import find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.bootstrap.contoh import load_contoh

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture
def told(engine: Engine, daerah: LoadOrganisasi) -> str:
    """Tell it, and give the id of the one person who has nothing."""
    pegawai_id = find_rantai(daerah, "dinkes").pegawai.id
    assert load_contoh(engine, daerah, kecuali=frozenset({pegawai_id}), now=NOW)
    return pegawai_id


def count(engine: Engine, query: str) -> dict[str, int]:
    with engine.connect() as conn:
        return {str(row[0]): int(row[1]) for row in conn.execute(text(query))}


def test_the_regency_has_plans_in_every_state_appraisals_of_past_periods_and_feedback(
    engine: Engine, daerah: LoadOrganisasi, told: str
) -> None:
    plans = count(engine, "SELECT status, count(*) FROM skp WHERE tahun = 2026 GROUP BY status")
    rated = count(engine, "SELECT periode, count(*) FROM evaluasi WHERE status <> 'dievaluasi' GROUP BY periode")
    words = count(engine, "SELECT predikat, count(*) FROM evaluasi GROUP BY predikat")
    documents = count(engine, "SELECT status, count(*) FROM evaluasi WHERE periode = '2025' GROUP BY status")
    closed = count(engine, "SELECT periode, count(*) FROM penutupan_evaluasi GROUP BY periode")
    own = count(engine, f"SELECT 'n', count(*) FROM skp WHERE pegawai_id = '{told}'")  # noqa: S608 - an id of ours

    assert set(plans) == {"draf", "diajukan", "dikembalikan", "ditetapkan", "usul_perubahan"}
    assert set(rated) == {"2025", "2026-T1", "2026-T2", "2026-T3"}
    planning = [each for each in daerah.pegawai if each.opd_kode in load_contoh_kinerja().opd]
    assert rated["2025"] == len(planning) - 1
    assert {"sangat_baik", "baik", "butuh_perbaikan"} <= set(words)
    assert {"ditetapkan", "disampaikan", "diterima", "keberatan", "diputus"} == set(documents)
    assert closed["2025"] >= 4
    assert own == {"n": 0}
    assert count(engine, "SELECT pemberi, count(*) FROM umpan_balik GROUP BY pemberi").keys() == {"penilai", "rekan"}


def test_its_people_are_assessed_and_their_courses_stand_in_every_state(
    engine: Engine, daerah: LoadOrganisasi, told: str
) -> None:
    courses = count(engine, "SELECT status, count(*) FROM pengembangan WHERE tahun = 2026 GROUP BY status")
    for_gap = count(engine, "SELECT kompetensi <> '', count(*) FROM pengembangan GROUP BY 1")
    hours = count(
        engine,
        "SELECT sum(jp_realisasi) >= 20, count(*) FROM pengembangan WHERE status = 'diverifikasi' GROUP BY pegawai_id",
    )
    assessed = count(engine, "SELECT 'n', count(*) FROM asesmen")
    own = count(engine, f"SELECT 'n', count(*) FROM pengembangan WHERE pegawai_id = '{told}'")  # noqa: S608 - an id of ours

    planning = [each for each in daerah.pegawai if each.opd_kode in load_contoh_kinerja().opd]
    assert assessed["n"] == len(planning) - 1
    assert set(courses) == {"diusulkan", "ditolak", "disetujui", "berjalan", "selesai", "diverifikasi"}
    assert for_gap["True"] > 0
    assert hours["True"] > 0
    assert own == {"n": 0}


def test_told_again_it_changes_nothing(engine: Engine, daerah: LoadOrganisasi, told: str) -> None:
    before = count(engine, "SELECT 'outbox', count(*) FROM outbox")

    assert not load_contoh(engine, daerah, kecuali=frozenset({told}), now=NOW)
    assert count(engine, "SELECT 'outbox', count(*) FROM outbox") == before
