"""A regency of ten thousand people: the units of the model regency with more staff in each, and their plans of work.

Everything is made through the public use cases. The people are numbers with a surname; nobody is meant.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import count, cycle, islice

from chassis.domain import Pengguna
from kinerja.adapters.daerah_contoh import generate_daerah
from kinerja.application import Application
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.application.skp.decide import EstablishSkp
from kinerja.application.skp.write import ActOnSkp, CreateSkp
from kinerja.application.wewenang import PERAN
from kinerja.domain.baris_skp import BarisSkp, IndikatorSkp, JenisHasil
from kinerja.domain.jabatan import JenisJabatan
from kinerja.domain.organisasi import Organisasi
from kinerja.domain.pegawai import Pegawai
from kinerja.domain.unit import JenisUnit, PohonUnit

ORANG = 10_000
_ROOT = "pembina"


def generate_kabupaten(orang: int = ORANG) -> LoadOrganisasi:
    """Return the model regency with so many people, superiors included."""
    daerah = generate_daerah()
    posts = [each for each in daerah.jabatan if each.jenis is JenisJabatan.PELAKSANA]
    places = [each for each in daerah.unit if each.jenis is not JenisUnit.PEMERINTAH_DAERAH]
    more = (
        Pegawai(id=str(uuid.uuid4()), nama=f"Pegawai {n:05}", unit_id=unit.id, opd_kode=unit.opd_kode, jabatan=post)
        for n, unit, post in zip(count(1), cycle(places), cycle(posts), strict=False)
    )
    pegawai = [*daerah.pegawai, *islice(more, orang - len(daerah.pegawai))]
    Organisasi(PohonUnit(daerah.unit), pegawai).follow()
    return LoadOrganisasi(unit=daerah.unit, jabatan=daerah.jabatan, pegawai=pegawai)


def make_pengguna(pegawai: Pegawai | None, *peran: str) -> Pengguna:
    """Return a person as the caller of a use case; None is one who is no pegawai."""
    return Pengguna(
        akun=pegawai.id if pegawai else _ROOT,
        pengguna_id=pegawai.id if pegawai else _ROOT,
        peran=frozenset(peran),
        opd_kode=pegawai.opd_kode if pegawai else None,
        pegawai_id=pegawai.id if pegawai else None,
        scopes=frozenset(scope for each in peran for scope in PERAN[each]),
    )


def list_tim(daerah: LoadOrganisasi) -> Mapping[str | None, Sequence[Pegawai]]:
    """Return the people by superior; None is the PPK, above the first of all."""
    tim: dict[str | None, list[Pegawai]] = defaultdict(list)
    for each in daerah.pegawai:
        tim[each.atasan_id].append(each)
    return tim


def make_penilai(daerah: LoadOrganisasi) -> Mapping[str | None, Pengguna]:
    """Return everyone who assesses as a caller, by id; None is the PPK."""
    by_id = {each.id: each for each in daerah.pegawai}
    return {
        id_: make_pengguna(by_id[id_], "penilai", "atasan_penilai") if id_ else make_pengguna(None, "ppk")
        for id_ in list_tim(daerah)
    }


def establish_skp(application: Application, daerah: LoadOrganisasi, tahun: int) -> None:
    """Give everyone a plan of the year that holds and serves the superior's: written, handed in and established one by one."""
    penilai, skp = make_penilai(daerah), application.skp
    served: dict[str | None, str] = {}
    for each in _downwards(daerah):
        owner, baris = make_pengguna(each, "pegawai"), _baris(served.get(each.atasan_id))
        made = skp.create_skp(CreateSkp(pengguna=owner, tahun=tahun, baris=[baris]))
        served[each.id] = made.baris[0].id
        skp.submit_skp(ActOnSkp(pengguna=owner, skp_id=made.id, expected_version=1))
        skp.establish_skp(EstablishSkp(pengguna=penilai[each.atasan_id], skp_id=made.id, expected_version=2))


def _downwards(daerah: LoadOrganisasi) -> Iterator[Pegawai]:
    """Yield a superior before those below."""
    tim = list_tim(daerah)
    above: list[str | None] = [None]
    while above:
        for each in tim.get(above.pop(), ()):
            yield each
            above.append(each.id)


def _baris(induk_id: str | None) -> BarisSkp:
    indikator = IndikatorSkp(uraian="Berkas selesai tepat waktu", target="95 persen")
    return BarisSkp(
        hasil_kerja="Terselesaikannya berkas tepat waktu",
        jenis=JenisHasil.UTAMA,
        indikator=[indikator],
        induk_id=induk_id,
    )
