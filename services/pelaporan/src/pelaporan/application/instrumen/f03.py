"""Use cases: the answers of users (F03 of IPP) come in by batches, and a batch is withdrawn with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.domain import Invalid, NotFound, Pengguna, uuid7
from pelaporan.application.instrumen.get import RuangInstrumen
from pelaporan.application.instrumen.ports import Jejak, OpenPenulisan
from pelaporan.application.wewenang import Scope
from pelaporan.domain.buku_instrumen import BENTUK, LURING
from pelaporan.domain.instrumen import KodeInstrumen, Kunci
from pelaporan.domain.kertas_kerja import KertasKerja, RespondenF03, require_alasan

_HIGH = 5
_MOST = 5_000


@dataclass(frozen=True, kw_only=True)
class AddF03:
    """A batch: one row of answers a respondent, each 0 to 5, in the order of the form."""

    pengguna: Pengguna
    tahun: str
    opd: str = ""
    jawaban: Sequence[Sequence[int]]


def add_f03(command: AddF03, *, ruang: RuangInstrumen, open_penulisan: OpenPenulisan) -> RespondenF03:
    """Take a batch in; nothing says who answered.

    Raises ``instrumen.not_found``, ``instrumen.transition_not_allowed``, ``request.invalid``.
    """
    command.pengguna.require(Scope.INSTRUMEN_NILAI)
    kunci = _find(ruang, command.pengguna, command.tahun, command.opd)
    with open_penulisan(kunci) as tulis:
        kertas = tulis.kertas
        kertas.check_open()
        bentuk = kertas.isi.get(BENTUK, LURING)
        _check(command.jawaban, ruang.buku.ipp(kunci.tahun).bentuk[bentuk].jumlah)
        now = ruang.clock.now()
        made = RespondenF03(
            id=uuid7(now),
            bentuk=bentuk,
            jawaban=[list(satu) for satu in command.jawaban],
            oleh=command.pengguna.pengguna_id,
            pada=now,
            version=kertas.version + 1,
        )
        kertas.add_responden(made)
        told = {"f03": str(made.id), "responden": len(made.jawaban), "version": made.version}
        tulis.store_responden(made, Jejak(pengguna=command.pengguna, aksi="add_f03", pada=now, dari={}, ke=told))
        tulis.commit()
        return made


@dataclass(frozen=True, kw_only=True)
class WithdrawF03:
    """Which batch no longer counts, and why."""

    pengguna: Pengguna
    tahun: str
    id: str
    opd: str = ""
    expected_version: int | None
    alasan: str


def withdraw_f03(command: WithdrawF03, *, ruang: RuangInstrumen, open_penulisan: OpenPenulisan) -> int:
    """Let a batch no longer count; return the version of the sheet.

    Raises ``instrumen.not_found``, ``f03.not_found``, ``version.required``, ``version.stale``,
    ``instrumen.transition_not_allowed``, ``request.invalid``.
    """
    command.pengguna.require(Scope.INSTRUMEN_NILAI)
    kunci = _find(ruang, command.pengguna, command.tahun, command.opd)
    now = ruang.clock.now()
    with open_penulisan(kunci) as tulis:
        kertas = tulis.kertas
        _require_batch(kertas, command.id)
        kertas.check_version(command.expected_version)
        kertas.check_open()
        alasan = require_alasan(command.alasan, "Tulis alasan jawaban ini ditarik")
        gone = kertas.withdraw_responden(command.id, oleh=command.pengguna.pengguna_id, pada=now, alasan=alasan)
        told = {"f03": str(gone.id), "version": kertas.version}
        tulis.store_responden(gone, Jejak(pengguna=command.pengguna, aksi="withdraw_f03", pada=now, dari={}, ke=told))
        tulis.commit()
        return kertas.version


@dataclass(frozen=True, kw_only=True)
class CheckF03:
    """The sheet that somebody wants to add a batch to, or which batch (``id``) they want to withdraw."""

    pengguna: Pengguna
    tahun: str
    opd: str = ""
    id: str = ""
    expected_version: int | None = None


def check_f03(query: CheckF03, *, ruang: RuangInstrumen) -> None:
    """Refuse what comes before the fields are looked at; raises as adding and withdrawing do."""
    kunci = _find(ruang, query.pengguna, query.tahun, query.opd)
    with ruang.open_arsip() as arsip:
        kertas = arsip.get(kunci)
        if query.id:
            _require_batch(kertas, query.id)
            kertas.check_version(query.expected_version)
        kertas.check_open()


def _require_batch(kertas: KertasKerja, id_: str) -> None:
    if not any(str(satu.id) == id_ for satu in kertas.responden):
        raise NotFound("f03.not_found", id=id_)


def _find(ruang: RuangInstrumen, pengguna: Pengguna, tahun: str, opd: str) -> Kunci:
    return ruang.find(pengguna, KodeInstrumen.IPP, tahun, opd)


def _check(jawaban: Sequence[Sequence[int]], banyak: int) -> None:
    if not 0 < len(jawaban) <= _MOST:
        raise Invalid({"jawaban": [f"Isi jawaban 1 sampai {_MOST} pengguna"]})
    sentence = f"Isi {banyak} jawaban, masing-masing bilangan bulat 0 sampai 5"
    wrong = {
        f"jawaban.{nomor}": [sentence]
        for nomor, satu in enumerate(jawaban)
        if len(satu) != banyak or not all(0 <= nilai <= _HIGH for nilai in satu)
    }
    if wrong:
        raise Invalid(wrong)
