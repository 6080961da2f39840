"""Use cases: an evaluator answers a butir, or takes every suggestion that stands unanswered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.domain import Invalid, NotFound, Pengguna
from pelaporan.application.instrumen.get import RuangInstrumen
from pelaporan.application.instrumen.ports import Jejak, OpenPenulisan
from pelaporan.application.wewenang import Scope
from pelaporan.domain.instrumen import Butir, Susunan
from pelaporan.domain.kertas_kerja import IsiJawaban, Jawaban, has_words

_LONGEST, _MOST = 2000, 20


@dataclass(frozen=True, kw_only=True)
class AnswerButir:
    """An answer; ``expected_version`` is one that the caller has seen."""

    pengguna: Pengguna
    kode: str
    tahun: str
    butir: str
    opd: str = ""
    expected_version: int | None
    isi: IsiJawaban


@dataclass(frozen=True, kw_only=True)
class HasilJawaban:
    """The answer, what was asked, and the version of the sheet that it made."""

    butir: Butir
    jawaban: Jawaban
    version: int


def answer_butir(command: AnswerButir, *, ruang: RuangInstrumen, open_penulisan: OpenPenulisan) -> HasilJawaban:
    """Answer a butir.

    Raises ``instrumen.not_found``, ``butir.not_found``, ``version.required``, ``version.stale``,
    ``instrumen.transition_not_allowed``, and ``request.invalid`` for an answer that the scale does not have or that
    differs from a standing suggestion without a reason.
    """
    command.pengguna.require(Scope.INSTRUMEN_NILAI)
    kunci = ruang.find(command.pengguna, command.kode, command.tahun, command.opd)
    now = ruang.clock.now()
    with open_penulisan(kunci) as tulis:
        kertas = tulis.kertas
        susunan = ruang.buku.arrange(kunci, kertas.isi)
        butir = _find(susunan, command.butir)
        kertas.check_version(command.expected_version, butir=butir.kode)
        kertas.check_open()
        _check_texts(command.isi)
        saran = ruang.suggest(kertas, susunan).saran.get(butir.kode)
        lama = kertas.jawaban.get(butir.kode)
        made = kertas.answer(butir, command.isi, saran, oleh=command.pengguna.pengguna_id, pada=now)
        tulis.store_jawaban(made, _jejak(command.pengguna, "answer_butir", lama, made, teks=bool(butir.panjang)))
        tulis.commit()
        return HasilJawaban(butir=butir, jawaban=made, version=kertas.version)


@dataclass(frozen=True, kw_only=True)
class CheckButir:
    """Which butir somebody wants to answer."""

    pengguna: Pengguna
    kode: str
    tahun: str
    butir: str
    opd: str = ""
    expected_version: int | None


def check_butir(query: CheckButir, *, ruang: RuangInstrumen) -> None:
    """Refuse what comes before the fields of an answer are looked at; raises as :func:`answer_butir` does."""
    kunci = ruang.find(query.pengguna, query.kode, query.tahun, query.opd)
    with ruang.open_arsip() as arsip:
        kertas = arsip.get(kunci)
        butir = _find(ruang.buku.arrange(kunci, kertas.isi), query.butir)
        kertas.check_version(query.expected_version, butir=butir.kode)
        kertas.check_open()


@dataclass(frozen=True, kw_only=True)
class TakeSaran:
    """Take every suggestion for which there is no answer yet."""

    pengguna: Pengguna
    kode: str
    tahun: str
    opd: str = ""
    expected_version: int | None


def take_saran(command: TakeSaran, *, ruang: RuangInstrumen, open_penulisan: OpenPenulisan) -> Sequence[HasilJawaban]:
    """Store the standing suggestions as answers, each with what it rests on.

    Raises ``instrumen.not_found``, ``version.required``, ``version.stale``, ``instrumen.transition_not_allowed``.
    """
    command.pengguna.require(Scope.INSTRUMEN_NILAI)
    kunci = ruang.find(command.pengguna, command.kode, command.tahun, command.opd)
    now = ruang.clock.now()
    with open_penulisan(kunci) as tulis:
        kertas = tulis.kertas
        kertas.check_version(command.expected_version)
        kertas.check_open()
        susunan = ruang.buku.arrange(kunci, kertas.isi)
        taken = []
        for kode, saran in ruang.suggest(kertas, susunan).saran.items():
            if kode not in kertas.jawaban:
                isi = IsiJawaban(jawaban=saran.jawaban)
                butir = susunan.butir[kode]
                made = kertas.answer(butir, isi, saran, oleh=command.pengguna.pengguna_id, pada=now)
                tulis.store_jawaban(made, _jejak(command.pengguna, "take_saran", None, made))
                taken.append(HasilJawaban(butir=butir, jawaban=made, version=kertas.version))
        tulis.commit()
        return taken


def _find(susunan: Susunan, kode: str) -> Butir:
    if kode not in susunan.butir:
        raise NotFound("butir.not_found", butir=kode)
    return susunan.butir[kode]


def _check_texts(isi: IsiJawaban) -> None:
    """Refuse texts that are too long for a sheet."""
    if len(isi.alasan) > _LONGEST:
        raise Invalid({"alasan": [f"Paling panjang {_LONGEST} huruf"]})
    if len(isi.bukti) > _MOST or any(len(satu) > _LONGEST for satu in isi.bukti):
        raise Invalid({"bukti": [f"Paling banyak {_MOST} bukti, masing-masing paling panjang {_LONGEST} huruf"]})
    if not all(has_words(satu) for satu in isi.bukti):
        raise Invalid({"bukti": ["Tulis dokumen, alamat, atau id peristiwa"]})


def _jejak(pengguna: Pengguna, aksi: str, lama: Jawaban | None, baru: Jawaban, *, teks: bool = False) -> Jejak:
    """Return the audit row; free text stays in the history, which can be erased, and not in the chained trail."""
    shown = None if teks else baru.jawaban
    before = lama.jawaban if lama and not teks else None
    return Jejak(
        pengguna=pengguna,
        aksi=aksi,
        pada=baru.pada,
        dari={"butir": baru.butir, "jawaban": before},
        ke={"butir": baru.butir, "jawaban": shown, "asal": str(baru.asal), "version": baru.version},
    )
