"""Time passes over files that nobody touches."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from perizinan.entrypoints.jobs import LapseJob
from tests.support.perizinan import Kantor, expect, open_kantor
from tests.support.postgres import Postgres


@pytest.fixture
def kantor(postgres: Postgres, template: str, tmp_path: Path) -> Iterator[Kantor]:
    """Give a service whose clock no other test moves."""
    with open_kantor(postgres, template, tmp_path) as kantor:
        yield kantor


def lapse(kantor: Kantor, days: int) -> int:
    kantor.clock.move(timedelta(days=days))
    return LapseJob(kantor.service.queries.list_lapsable, kantor.service.app.lapse_permohonan).step()


def test_the_silence_of_a_partner_is_noted_once_and_the_file_is_only_late(kantor: Kantor) -> None:
    berkas = kantor.bring_to("lengkap")
    kantor.give(berkas, "dlh")
    assert lapse(kantor, 9) == 0  # the due day of the partner, 3 December, is not over yet

    assert lapse(kantor, 1) == 1
    assert lapse(kantor, 30) == 0
    seen = expect(kantor["kabid"].get(berkas.path))
    assert {task["opd"]: task["status"] for task in seen["rekomendasi"]} == {"dinkes": "terlewat", "dlh": "diberikan"}
    assert (seen["status"], seen["hari_sisa"]) == ("lengkap", 0)
    kantor.give(berkas, "dinkes")  # late, but given
    kantor.act("kabid", berkas, "approve")


def test_a_return_without_an_answer_counts_as_withdrawn(kantor: Kantor) -> None:
    berkas = kantor.bring_to("dikembalikan")

    assert lapse(kantor, 14) == 0
    assert lapse(kantor, 1) == 1
    seen = expect(kantor["pemohon"].get(berkas.path))
    assert (seen["status"], seen["version"]) == ("dianggap_ditarik", berkas.version + 1)
    expect(kantor["pemohon"].post(f"{berkas.path}/resubmit", {"isian": {}}, version=seen["version"]), 409)
    kantor.sequence()
    last = expect(kantor["pemohon"].get(f"{berkas.path}/jejak"))["data"][-1]
    assert (last["oleh"], last["langkah"], last["peristiwa"]) == (
        "sistem",
        "deem_withdrawn",
        "simpul.perizinan.v1.PermohonanDitarik",
    )


def test_a_lapse_grants_only_where_the_policy_has_a_legal_basis(kantor: Kantor) -> None:
    granted, late = kantor.bring_to("lengkap", "izin-keramaian"), kantor.bring_to("lengkap", "keterangan-penelitian")
    lapse(kantor, 30)

    assert expect(kantor["pemohon"].get(granted.path))["status"] == "dianggap_dikabulkan"
    assert expect(kantor["pemohon"].get(late.path))["status"] == "lengkap"
    assert lapse(kantor, 1) == 0


def test_no_time_runs_while_the_applicant_mends(kantor: Kantor) -> None:
    berkas = kantor.bring_to("lengkap", "izin-keramaian")
    lack = {"kekurangan": [{"syarat": "permohonan", "alasan": "tanpa tanda tangan"}]}
    kantor.act("verifikator", berkas, "return", lack)

    assert lapse(kantor, 10) == 0
    assert expect(kantor["pemohon"].get(berkas.path))["status"] == "dikembalikan"
