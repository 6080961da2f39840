"""Use cases: a sheet is established, which freezes its value and tells it; and reopened, with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.domain import Invalid, Pengguna
from pelaporan.application.instrumen.get import RuangInstrumen
from pelaporan.application.instrumen.ports import Jejak, OpenPenulisan
from pelaporan.application.wewenang import Scope
from pelaporan.domain.kertas_kerja import KertasKerja, Penetapan, require_alasan
from pelaporan.domain.penilaian import Kekurangan


@dataclass(frozen=True, kw_only=True)
class EstablishInstrumen:
    """Which sheet, and the version the caller has seen."""

    pengguna: Pengguna
    kode: str
    tahun: str
    opd: str = ""
    expected_version: int | None


def establish_instrumen(
    command: EstablishInstrumen, *, ruang: RuangInstrumen, open_penulisan: OpenPenulisan
) -> KertasKerja:
    """Freeze value and category, and tell them as ``IndeksDitetapkan``.

    Raises ``instrumen.not_found``, ``version.required``, ``version.stale``, ``instrumen.transition_not_allowed``, and
    ``request.invalid`` with what is missing.
    """
    command.pengguna.require(Scope.INSTRUMEN_TETAPKAN)
    kunci = ruang.find(command.pengguna, command.kode, command.tahun, command.opd)
    now = ruang.clock.now()
    with open_penulisan(kunci) as tulis:
        kertas = tulis.kertas
        kertas.check_version(command.expected_version)
        kertas.check_open()
        with ruang.open_arsip() as arsip:
            keadaan = ruang.look(kertas, unit=ruang.list_unit(kunci, arsip))
        missing = [satu for satu in keadaan.kurang if satu.menghalangi]
        if missing or keadaan.hasil.nilai is None or keadaan.hasil.kategori is None:
            raise _refusal(missing)
        made = kertas.establish(
            nilai=keadaan.hasil.nilai,
            kategori=keadaan.hasil.kategori,
            aturan=keadaan.aturan,
            oleh=command.pengguna.pengguna_id,
            pada=now,
        )
        tulis.store_penetapan(made, _established(command.pengguna, made))
        tulis.commit()
        return kertas


@dataclass(frozen=True, kw_only=True)
class ReopenInstrumen:
    """Which sheet, and why its answers must change after it was established."""

    pengguna: Pengguna
    kode: str
    tahun: str
    opd: str = ""
    expected_version: int | None
    alasan: str


def reopen_instrumen(command: ReopenInstrumen, *, ruang: RuangInstrumen, open_penulisan: OpenPenulisan) -> KertasKerja:
    """Let answers change again; what was established stays in the history.

    Raises ``instrumen.not_found``, ``version.required``, ``version.stale``, ``instrumen.transition_not_allowed``, and
    ``request.invalid`` without a reason.
    """
    command.pengguna.require(Scope.INSTRUMEN_TETAPKAN)
    kunci = ruang.find(command.pengguna, command.kode, command.tahun, command.opd)
    with open_penulisan(kunci) as tulis:
        kertas = tulis.kertas
        kertas.check_version(command.expected_version)
        lama = kertas.penetapan
        kertas.reopen()
        alasan = require_alasan(command.alasan, "Tulis alasan kertas kerja dibuka lagi")
        tulis.store_reopening(
            Jejak(
                pengguna=command.pengguna,
                aksi="reopen_instrumen",
                pada=ruang.clock.now(),
                dari={"status": "ditetapkan", "nilai": str(lama.nilai) if lama else None},
                ke={"status": "terbuka", "version": kertas.version},
                alasan=alasan,
            )
        )
        tulis.commit()
        return kertas


@dataclass(frozen=True, kw_only=True)
class CheckReopening:
    """Which sheet somebody wants to reopen."""

    pengguna: Pengguna
    kode: str
    tahun: str
    opd: str = ""
    expected_version: int | None


def check_reopening(query: CheckReopening, *, ruang: RuangInstrumen) -> None:
    """Refuse what comes before the reason is looked at; raises as :func:`reopen_instrumen` does."""
    kunci = ruang.find(query.pengguna, query.kode, query.tahun, query.opd)
    with ruang.open_arsip() as arsip:
        kertas = arsip.get(kunci)
        kertas.check_version(query.expected_version)
        kertas.reopen()


def _refusal(missing: Sequence[Kekurangan]) -> Invalid:
    errors: dict[str, list[str]] = {}
    for satu in missing:
        errors.setdefault(satu.butir or "nilai", []).append(satu.kalimat)
    return Invalid(errors or {"nilai": ["Nilai belum dapat dihitung"]})


def _established(pengguna: Pengguna, made: Penetapan) -> Jejak:
    return Jejak(
        pengguna=pengguna,
        aksi="establish_instrumen",
        pada=made.pada,
        dari={"status": "terbuka"},
        ke={"status": "ditetapkan", "nilai": str(made.nilai), "kategori": made.kategori, "version": made.version},
    )
