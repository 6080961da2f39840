"""The list of the calculators, by code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError, fields

from chassis.domain import Clock, Invalid
from chassis.http import Schema
from chassis.http.schema import flatten_errors
from pelaporan.domain.buku_aturan import BukuAturan
from pelaporan.domain.periode import year_of
from pelaporan.entrypoints.hitung import instrumen, isian, penyumbang
from pelaporan.entrypoints.hitung.instrumen import Compute
from pelaporan.entrypoints.hitung.jawaban import make_answer, rows, text


@dataclass(frozen=True, kw_only=True)
class Kalkulator:
    """One calculator: what it asks, what it answers, how."""

    kode: str
    kata: str
    isian: type[Schema]
    jawaban: type[Schema]
    compute: Compute


_NILAI: Mapping[str, Any] = {"nilai": text(), "kategori": text(kosong=True)}
_MATURITAS = make_answer("Maturitas", **_NILAI, rincian=rows())
_TINGKAT = make_answer("Tingkat", **_NILAI, rincian=rows(), domain=rows())

_ALL = (
    Kalkulator(
        kode="sakip",
        kata="The evaluation of AKIP: twelve answers to value and predikat.",
        isian=isian.SakipIsian,
        jawaban=make_answer("Sakip", **_NILAI, rincian=rows()),
        compute=instrumen.answer_sakip,
    ),
    Kalkulator(
        kode="sakip-kriteria",
        kata="The answer that the criteria of a sub-component of SAKIP give.",
        isian=isian.SakipKriteriaIsian,
        jawaban=make_answer("SakipKriteria", p=text(), jawaban=text()),
        compute=instrumen.answer_sakip_kriteria,
    ),
    Kalkulator(
        kode="ipp",
        kata="The public service index from F02 and F03.",
        isian=isian.IppIsian,
        jawaban=make_answer(
            "Ipp",
            **_NILAI,
            f02=text(),
            f03=text(),
            responden=fields.Integer(required=True),
            f03_dipakai=fields.Boolean(required=True),
            rincian=rows(),
        ),
        compute=instrumen.answer_ipp,
    ),
    Kalkulator(
        kode="ipp-kabupaten",
        kata="The public service index of the regency from those of its units.",
        isian=isian.IppKabupatenIsian,
        jawaban=make_answer("IppKabupaten", **_NILAI, unit=fields.List(fields.String(), required=True)),
        compute=instrumen.answer_ipp_kabupaten,
    ),
    Kalkulator(
        kode="skm",
        kata="The satisfaction index from answers, or from the sums of each unsur.",
        isian=isian.SkmIsian,
        jawaban=make_answer(
            "Skm",
            nilai=text(kosong=True),
            kategori=text(kosong=True),
            unsur=fields.List(fields.String(), required=True),
            n=fields.Integer(required=True),
        ),
        compute=instrumen.answer_skm,
    ),
    Kalkulator(
        kode="sampel",
        kata="How many respondents a survey needs.",
        isian=isian.SampelIsian,
        jawaban=make_answer("Sampel", sampel=fields.Integer(required=True), tepat=text(), rumus=text()),
        compute=penyumbang.answer_sampel,
    ),
    Kalkulator(
        kode="capaian",
        kata="The achievement of an indicator against its target, in percent.",
        isian=isian.CapaianIsian,
        jawaban=make_answer("Capaian", capaian=text(kosong=True), mentah=text(kosong=True), kategori=text(kosong=True)),
        compute=instrumen.answer_capaian,
    ),
    Kalkulator(
        kode="capaian-sasaran",
        kata="The achievement of a sasaran: the mean of its indicators.",
        isian=isian.CapaianSasaranIsian,
        jawaban=make_answer("CapaianSasaran", capaian=text(kosong=True), kategori=text(kosong=True)),
        compute=instrumen.answer_capaian_sasaran,
    ),
    Kalkulator(
        kode="efisiensi",
        kata="Achievement less the share of the budget spent, in points.",
        isian=isian.EfisiensiIsian,
        jawaban=make_answer("Efisiensi", efisiensi=text()),
        compute=penyumbang.answer_efisiensi,
    ),
    Kalkulator(
        kode="rb",
        kata="The index of bureaucratic reform from the indicators of a year.",
        isian=isian.RbIsian,
        jawaban=make_answer(
            "Rb",
            **_NILAI,
            rb_general=text(),
            koefisien=text(),
            bobot_penyesuaian=text(),
            penyesuaian=text(),
            tematik=text(),
            rincian=rows(),
        ),
        compute=instrumen.answer_rb,
    ),
    Kalkulator(
        kode="iku-non-makro",
        kata="The share of IKU non makro at or past their target.",
        isian=isian.IkuNonMakroIsian,
        jawaban=make_answer(
            "IkuNonMakro",
            nilai=text(kosong=True),
            tercapai=fields.Integer(required=True),
            jumlah=fields.Integer(required=True),
        ),
        compute=penyumbang.answer_iku_non_makro,
    ),
    Kalkulator(
        kode="renaksi",
        kata="The value of a plan of action of RB by its rubric.",
        isian=isian.RenaksiIsian,
        jawaban=make_answer("Renaksi", nilai=text(), rincian=rows()),
        compute=penyumbang.answer_renaksi,
    ),
    Kalkulator(
        kode="spbe",
        kata="SPBE from 47 levels, for evaluations to 2025.",
        isian=isian.TingkatIsian,
        jawaban=_TINGKAT,
        compute=instrumen.answer_tingkat("spbe"),
    ),
    Kalkulator(
        kode="pemdi",
        kata="Pemdi from 20 levels, for evaluations from 2026.",
        isian=isian.TingkatIsian,
        jawaban=_TINGKAT,
        compute=instrumen.answer_tingkat("pemdi"),
    ),
    Kalkulator(
        kode="spip",
        kata="The maturity of internal control.",
        isian=isian.SpipIsian,
        jawaban=_MATURITAS,
        compute=instrumen.answer_maturitas("spip"),
    ),
    Kalkulator(
        kode="mri",
        kata="The index of risk management.",
        isian=isian.MriIsian,
        jawaban=_MATURITAS,
        compute=instrumen.answer_maturitas("mri"),
    ),
    Kalkulator(
        kode="iepk",
        kata="The index of corruption control.",
        isian=isian.IepkIsian,
        jawaban=_MATURITAS,
        compute=instrumen.answer_maturitas("iepk"),
    ),
    Kalkulator(
        kode="spm",
        kata="The achievement of a minimum service standard.",
        isian=isian.SpmIsian,
        jawaban=make_answer(
            "Spm",
            nilai=text(kosong=True),
            kategori=text(kosong=True),
            penerima=text(kosong=True),
            mutu=text(kosong=True),
        ),
        compute=instrumen.answer_spm,
    ),
    Kalkulator(
        kode="indeks",
        kata="What a value means on the scale of an index, by its code.",
        isian=isian.IndeksIsian,
        jawaban=make_answer("Indeks", **_NILAI, label=text(kosong=True)),
        compute=penyumbang.answer_indeks,
    ),
)
KALKULATOR: Mapping[str, Kalkulator] = {satu.kode: satu for satu in _ALL}
"""Every calculator, in the order in which the page lists them."""


class Penghitung:
    """Computes by the rules of this build, for the year that is asked or the present one."""

    def __init__(self, buku: BukuAturan, clock: Clock) -> None:
        """Compute by the rules of ``buku``."""
        self.buku = buku
        self._clock = clock

    def compute(self, kode: str, isi: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answer to what the schema has read already."""
        return KALKULATOR[kode].compute(isi, self.buku, self.year_of(isi))

    def year_of(self, isi: Mapping[str, Any]) -> int:
        """Return the year of evaluation that is asked, or the present one."""
        return int(isi.get("tahun") or year_of(self._clock.now()))

    def read_and_compute(self, kode: str, mentah: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answer to what a caller wrote; raises Invalid with every field that is wrong."""
        if kode not in KALKULATOR:
            raise Invalid({"kode": [f"Pilih salah satu: {', '.join(KALKULATOR)}"]})
        try:
            isi = KALKULATOR[kode].isian().load(mentah)
        except ValidationError as wrong:
            raise Invalid(flatten_errors(wrong.messages)) from wrong
        return self.compute(kode, isi)
