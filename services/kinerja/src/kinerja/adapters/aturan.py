"""The rules and the calendar that ship with the service, read from YAML and checked before they are used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import yaml

from kinerja.application.aturan import DaftarAturan
from kinerja.domain import aturan
from kinerja.domain.angka_kredit import AturanAngkaKredit, JenjangAngkaKredit
from kinerja.domain.aturan import Berlaku
from kinerja.domain.aturan_evaluasi import AturanEvaluasi
from kinerja.domain.bup import AturanBup
from kinerja.domain.disiplin import AturanDisiplin, Sanksi
from kinerja.domain.ip_asn import AturanIpAsn, BobotKompetensi, HukumanDisiplin, KategoriIpAsn, Pendidikan
from kinerja.domain.jabatan import JenisJabatan, JenjangJabatan
from kinerja.domain.jp import AturanJp
from kinerja.domain.kalender import Kalender
from kinerja.domain.kotak_talenta import Ambang, AmbangTalenta, AturanTalenta, Potensi
from kinerja.domain.nilai_kinerja import AturanNilai, PredikatNilai
from kinerja.domain.pengembangan import AturanPengembangan, BentukPengembangan, BuktiKompetensi, Jalur
from kinerja.domain.predikat import CapaianOrganisasi, Ekspektasi, Predikat
from kinerja.domain.saran_hasil_kerja import AturanSaran
from kinerja.domain.standar_kompetensi import AturanStandar, Kompetensi, Rumpun
from kinerja.domain.tenggat_evaluasi import AturanTenggat, TenggatEvaluasi
from kinerja.domain.tpp import AturanTpp

_DATA = files("kinerja") / "data"
A = TypeVar("A", bound=aturan.Aturan)
E = TypeVar("E", bound=StrEnum)


class AturanInvalid(ValueError):
    """A file of the rules is wrong; the message names the file and what is wrong in it."""


def load_aturan(data: Traversable = _DATA) -> DaftarAturan:
    """Return every rule and the calendar."""
    return DaftarAturan(
        angka_kredit=load_versi("angka_kredit", _make_angka_kredit, data),
        bup=load_versi("bup", _make_bup, data),
        disiplin=load_versi("disiplin", _make_disiplin, data),
        ip_asn=load_versi("ip_asn", _make_ip_asn, data),
        jp=load_versi("jp", _make_jp, data),
        kotak_talenta=load_versi("kotak_talenta", _make_talenta, data),
        nilai_kinerja=load_versi("nilai_kinerja", _make_nilai, data),
        pengembangan=load_versi("pengembangan", _make_pengembangan, data),
        standar_kompetensi=load_versi("standar_kompetensi", _make_standar, data),
        tenggat_evaluasi=load_versi("tenggat_evaluasi", _make_tenggat, data),
        tpp=load_versi("tpp", _make_tpp, data),
        kalender=load_kalender(data),
    )


def load_kalender(data: Traversable = _DATA) -> Kalender:
    """Return the calendar with the years that have their decree."""
    with _naming("kalender.yaml"):
        tahun: Mapping[int, Mapping[str, Any]] = _read(data / "kalender.yaml")["tahun"]
        libur = {
            tanggal: nama
            for skb in tahun.values()
            for jenis in ("nasional", "cuti_bersama")
            for tanggal, nama in skb[jenis].items()
        }
        if stray := [tanggal for tanggal in libur if tanggal.year not in tahun]:
            raise ValueError(f"{stray} stand under another year")
        return Kalender(dasar={each: skb["dasar"] for each, skb in tahun.items()}, libur=libur)


def load_tenggat_evaluasi(on: date, data: Traversable = _DATA) -> TenggatEvaluasi:
    """Return the clock of an appraisal by the rule in force on that day, with the calendar it counts by."""
    versi = load_versi("tenggat_evaluasi", _make_tenggat, data)
    return TenggatEvaluasi(aturan=versi.on(on), kalender=load_kalender(data))


def load_saran(on: date, data: Traversable = _DATA) -> AturanSaran:
    """Return what the rule in force on that day suggests for the rating of work."""
    return load_versi("saran_hasil_kerja", _make_saran, data).on(on)


@cache
def load_evaluasi(on: date) -> AturanEvaluasi:
    """Return the settings of appraisals in force on that day; the first ones before."""
    versi = load_versi("evaluasi", _make_evaluasi, _DATA)
    return versi.nearest(on)


def load_versi(nama: str, make: Callable[[dict[str, Any]], A], data: Traversable = _DATA) -> Berlaku[A]:
    """Return the versions of the rule in ``aturan/<nama>.yaml``, each row made by ``make``."""
    berkas = f"aturan/{nama}.yaml"
    with _naming(berkas):
        return Berlaku([make(dict(row)) for row in _read(data / "aturan" / f"{nama}.yaml")])


def _make_evaluasi(row: dict[str, Any]) -> AturanEvaluasi:
    angka = {predikat: int(row["angka_predikat"][predikat]) for predikat in Predikat}
    return AturanEvaluasi(**row | {"angka_predikat": angka})


def _make_tenggat(row: dict[str, Any]) -> AturanTenggat:
    return AturanTenggat(**row)


def _make_saran(row: dict[str, Any]) -> AturanSaran:
    return AturanSaran(**row | {"kepala": {each: Ekspektasi(row["kepala"][each]) for each in CapaianOrganisasi}})


def _make_angka_kredit(row: dict[str, Any]) -> AturanAngkaKredit:
    jenjang = {
        JenjangJabatan(key): JenjangAngkaKredit(
            golongan=each["golongan"],
            koefisien=Decimal(each["koefisien"]),
            pangkat=Decimal(each["pangkat"]),
            jenjang=None if each["jenjang"] is None else Decimal(each["jenjang"]),
        )
        for key, each in row["jenjang"].items()
    }
    return AturanAngkaKredit(**row | {"persen": _points(Predikat, row["persen"]), "jenjang": jenjang})


def _make_bup(row: dict[str, Any]) -> AturanBup:
    usia = {jenjang: int(row["usia"][jenjang]) for jenjang in JenjangJabatan}
    return AturanBup(**row | {"usia": usia})


def _make_disiplin(row: dict[str, Any]) -> AturanDisiplin:
    sanksi = [Sanksi(**each | {"jenis": HukumanDisiplin(each["jenis"])}) for each in row["sanksi"]]
    return AturanDisiplin(**row | {"sanksi": sanksi})


def _make_ip_asn(row: dict[str, Any]) -> AturanIpAsn:
    made = {
        "pendidikan": _points(Pendidikan, row["pendidikan"]),
        "kompetensi": {
            jenis: BobotKompetensi(**{key: Decimal(value) for key, value in row["kompetensi"][jenis].items()})
            for jenis in JenisJabatan
        },
        "predikat": _points(Predikat, row["predikat"]),
        "nilai_lama": [(Decimal(line), Decimal(points)) for line, points in row["nilai_lama"]],
        "disiplin": _points(HukumanDisiplin, row["disiplin"]),
        "kategori": [(Decimal(line), KategoriIpAsn(word)) for line, word in row["kategori"]],
    }
    return AturanIpAsn(**row | made)


def _make_jp(row: dict[str, Any]) -> AturanJp:
    return AturanJp(**row | {"minimal": Decimal(row["minimal"])})


def _make_pengembangan(row: dict[str, Any]) -> AturanPengembangan:
    bentuk = {
        kode: BentukPengembangan(nama=each["nama"], jalur=Jalur(each["jalur"]), bukti=BuktiKompetensi(each["bukti"]))
        for kode, each in row["bentuk"].items()
    }
    return AturanPengembangan(**row | {"bentuk": bentuk, "melekat": tuple(row["melekat"])})


def _make_standar(row: dict[str, Any]) -> AturanStandar:
    kompetensi = {
        kode: Kompetensi(nama=each["nama"], rumpun=Rumpun(each["rumpun"])) for kode, each in row["kompetensi"].items()
    }
    jenjang = {each: int(row["jenjang"][each]) for each in JenjangJabatan}
    if stray := {kode for each in row["teknis"].values() for kode in each} - set(kompetensi):
        raise ValueError(f"{sorted(stray)} are no competences")
    return AturanStandar(**row | {"kompetensi": kompetensi, "jenjang": jenjang})


def _make_talenta(row: dict[str, Any]) -> AturanTalenta:
    made = {
        "kotak": {(y, x): int(row["kotak"][y][x]) for y in Ekspektasi for x in Potensi},
        "tindakan": {n: str(row["tindakan"][n]) for n in range(1, 10)},
        "ambang": _make_ambang(row["ambang"]),
        "predikat": {each: Ekspektasi(row["predikat"][each]) for each in Predikat},
        "masa_asesmen": int(row["masa_asesmen"]),
        "ambang_opd": {opd: _make_ambang(each) for opd, each in row["ambang_opd"].items()},
    }
    return AturanTalenta(**row | made)


def _make_ambang(row: Mapping[str, Mapping[str, str]]) -> AmbangTalenta:
    axes = {
        axis: Ambang(atas=Decimal(row[axis]["atas"]), tengah=Decimal(row[axis]["tengah"]))
        for axis in ("kinerja", "potensi")
    }
    return AmbangTalenta(**axes)


def _make_nilai(row: dict[str, Any]) -> AturanNilai:
    shares = ("capaian_maks", "penilai", "rekan", "skp_tanpa_rekan", "skp_dengan_rekan")
    made: dict[str, Any] = {name: Decimal(row[name]) for name in shares}
    pita = [(Decimal(line), PredikatNilai(word)) for line, word in row["pita"]]
    return AturanNilai(**row | made | {"pita": pita})


def _make_tpp(row: dict[str, Any]) -> AturanTpp:
    shares = {name: Decimal(row[name]) for name in ("produktivitas", "disiplin")}
    if sum(shares.values()) != 1:
        raise ValueError("the shares do not add up to 1")
    return AturanTpp(**row | shares)


def _points(words: type[E], row: Mapping[str, str]) -> dict[E, Decimal]:
    """Return a number for every word of a vocabulary; a word without one is an error."""
    return {word: Decimal(row[word]) for word in words}


@contextmanager
def _naming(berkas: str) -> Iterator[None]:
    """Tell of any error in which file it is."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, yaml.YAMLError) as error:
        raise AturanInvalid(f"{berkas}: {type(error).__name__}: {error}") from error


def _read(berkas: Traversable) -> Any:
    return yaml.safe_load(berkas.read_text(encoding="utf-8"))
