"""What perizinan tells Prometheus of its work."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import text

from perizinan.adapters.acuan import load_layanan
from perizinan.adapters.collectors import PermohonanCollector
from perizinan.adapters.seed import establish_standar
from perizinan.domain.jangka_waktu import local_date
from tests.support.perizinan import AT, Berkas, Kantor

Found = Mapping[str, Mapping[str, float]]


def scrape(kantor: Kantor) -> Found:
    """Return the samples by the last words of their metric, by label."""
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for family in PermohonanCollector(kantor.engine).collect():
        for sample in family.samples:
            found[family.name.removeprefix("simpul_")][next(iter(sample.labels.values()))] = sample.value
    return found


def make_late(kantor: Kantor, berkas: Berkas) -> None:
    """Let the due days of a file and of its tasks lie in the past; the clock is the database's."""
    with kantor.engine.begin() as conn:
        for table, key in (("permohonan", "id"), ("rekomendasi", "permohonan_id")):
            conn.execute(text(f"UPDATE {table} SET jatuh_tempo = '2026-01-05' WHERE {key} = :id"), {"id": berkas.id})  # noqa: S608


def end_now(kantor: Kantor, *berkas: Berkas) -> None:
    """Let these files have ended now, and all other ends lie long ago, whatever clock the test holds."""
    sql = "UPDATE permohonan SET selesai_pada = CASE WHEN id = ANY(:id) THEN now() ELSE '2020-01-01' END"
    with kantor.engine.begin() as conn:
        conn.execute(text(f"{sql} WHERE selesai_pada IS NOT NULL"), {"id": [one.id for one in berkas]})


def test_open_late_and_decided_files_are_counted_by_layanan_and_tasks_by_agency(kantor: Kantor) -> None:
    establish_standar(kantor.engine, load_layanan().list_in_force(local_date(AT)))
    assert scrape(kantor)["permohonan_open"]["izin-klinik"] == 0
    kantor.draft()
    kantor.bring_to("ditarik")
    waiting, late = kantor.bring_to("lengkap"), kantor.bring_to("lengkap")
    kantor.give(late, "dlh")
    make_late(kantor, late)
    issued, rejected = kantor.bring_to("diterbitkan"), kantor.bring_to("ditolak")
    end_now(kantor, issued, rejected)
    make_late(kantor, issued)
    with kantor.engine.begin() as conn:
        sql = "UPDATE permohonan SET diajukan_pada = now() - interval '3 days' WHERE id = :id"
        conn.execute(text(sql), {"id": waiting.id})

    found = scrape(kantor)

    assert {name: found[name]["izin-klinik"] for name in found if name.startswith("permohonan_") and "oldest" not in name} == {
        "permohonan_open": 2, "permohonan_overdue": 1, "permohonan_decided": 2, "permohonan_decided_late": 1,
    }  # fmt: skip
    assert 3 * 86400 <= found["permohonan_oldest_seconds"]["izin-klinik"] < 3 * 86400 + 600
    assert found["permohonan_open"]["sip-dokter"] == 0
    assert found["rekomendasi_open"] == {"dinkes": 2, "dlh": 1}
    assert found["rekomendasi_overdue"] == {"dinkes": 1, "dlh": 0}
