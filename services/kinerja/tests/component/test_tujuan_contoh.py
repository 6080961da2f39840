"""The goals of the model regency."""

from chassis.domain import Pengguna
from kinerja.adapters.tujuan.contoh import generate_tujuan
from kinerja.application import Application
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.application.tujuan.pohon import SaringPerjanjian
from kinerja.application.wewenang import PERAN

BKPSDM = Pengguna(akun="bkpsdm", pengguna_id="b", opd_kode="bkpsdm", scopes=PERAN["bkpsdm"])


def test_the_tree_of_the_model_regency_is_established_once(application: Application, daerah: LoadOrganisasi) -> None:
    tujuan = application.tujuan
    counts = [tujuan.load_tujuan(generate_tujuan(daerah, 2026)) for _ in range(2)]

    pohon = tujuan.get_pohon(BKPSDM, 2026)
    assert counts == [8, 0]
    csf = {each for row in pohon.simpul for each in row.simpul.isi.csf}
    assert "Layanan mudah, cepat, dan pasti" in csf
    assert {row.simpul.status.value for row in pohon.simpul} == {"ditetapkan"}
    assert not [each for each in pohon.temuan if each.berat]
    assert [each.kode.value for each in pohon.temuan] == ["tanpa_anak"]
    rows, jumlah = tujuan.list_perjanjian(BKPSDM, SaringPerjanjian())
    assert (len(rows), jumlah) == (2, 2)
