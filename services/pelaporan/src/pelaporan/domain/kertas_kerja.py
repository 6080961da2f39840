"""A *kertas kerja*, the sheet of one instrument, year and agency: its answers, who gave them, and whether it is established."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum, auto
from uuid import UUID

from chassis.domain import Invalid, NotFound, TransitionNotAllowed, VersionRequired, VersionStale
from pelaporan.domain.buku_instrumen import BENTUK, LURING
from pelaporan.domain.instrumen import Butir, Kunci
from pelaporan.domain.saran import Sandaran, Saran


class AsalJawaban(StrEnum):
    """Where an answer came from: the evaluator's own judgement, or a suggestion that the evaluator took."""

    EVALUATOR = auto()
    SARAN = auto()


class StatusKertasKerja(StrEnum):
    """Whether answers may still change."""

    TERBUKA = auto()
    DITETAPKAN = auto()


@dataclass(frozen=True, kw_only=True)
class Jawaban:
    """An answer with its grounds; ``version`` is the version of the sheet that it made."""

    butir: str
    jawaban: str
    asal: AsalJawaban
    oleh: str
    pada: datetime
    version: int
    alasan: str = ""
    bukti: Sequence[str] = ()
    sandaran: Sequence[Sandaran] = ()


@dataclass(frozen=True, kw_only=True)
class RespondenF03:
    """A batch of answers of users, one row a respondent; ``ditarik_pada`` is set once it no longer counts."""

    id: UUID
    bentuk: str
    jawaban: Sequence[Sequence[int]]
    oleh: str
    pada: datetime
    version: int
    ditarik_pada: datetime | None = None
    ditarik_oleh: str = ""
    alasan: str = ""


@dataclass(frozen=True, kw_only=True)
class Penetapan:
    """The frozen value: what was established, by which rules, on which day, by whom."""

    nilai: Decimal
    kategori: str
    aturan: str
    oleh: str
    pada: datetime
    version: int


@dataclass(frozen=True, kw_only=True)
class IsiJawaban:
    """What an evaluator writes."""

    jawaban: object
    alasan: str = ""
    bukti: Sequence[str] = ()


def has_words(teks: str) -> bool:
    """Tell whether somebody wrote something: a reason of blanks or dots is none."""
    return any(satu.isalnum() for satu in teks)


def require_alasan(alasan: str, kalimat: str) -> str:
    """Return a reason without blanks around it; raises ``request.invalid`` with the sentence for one without words."""
    if not has_words(alasan):
        raise Invalid({"alasan": [kalimat]})
    return alasan.strip()


@dataclass(kw_only=True)
class KertasKerja:
    """The aggregate. Every change makes one version; nothing is overwritten, an older answer stays in the history."""

    kunci: Kunci
    version: int = 0
    status: StatusKertasKerja = StatusKertasKerja.TERBUKA
    jawaban: dict[str, Jawaban] = field(default_factory=dict)
    f03: list[RespondenF03] = field(default_factory=list)
    penetapan: Penetapan | None = None

    @property
    def isi(self) -> Mapping[str, str]:
        """Return the answers alone."""
        return {kode: satu.jawaban for kode, satu in self.jawaban.items()}

    @property
    def responden(self) -> Sequence[RespondenF03]:
        """Return the batches of users' answers that count."""
        return [satu for satu in self.f03 if satu.ditarik_pada is None]

    def check_version(self, expected: int | None, *, butir: str | None = None) -> None:
        """Refuse a change without a version, or one that rests on an old version.

        For an answer the version may be any since that butir last changed (0 where it has no answer yet), so that two
        evaluators of different butir do not stand in each other's way.
        """
        if expected is None:
            raise VersionRequired
        given = self.jawaban.get(butir) if butir is not None else None
        oldest = self.version if butir is None else given.version if given else 0
        if not oldest <= expected <= self.version:
            raise VersionStale(version=self.version)

    def check_open(self) -> None:
        """Refuse a change of an established sheet."""
        if self.status is not StatusKertasKerja.TERBUKA:
            raise TransitionNotAllowed("instrumen.transition_not_allowed", status=str(self.status))

    def answer(self, butir: Butir, isi: IsiJawaban, saran: Saran | None, *, oleh: str, pada: datetime) -> Jawaban:
        """Answer a butir; an answer that differs from a standing suggestion needs a reason in words.

        The form of a unit stays as it is while answers of its users count, for each form asks them something else.
        """
        jawaban = butir.accept(isi.jawaban)
        if butir.kode == BENTUK and self.responden and jawaban != self.isi.get(BENTUK, LURING):
            raise Invalid({"jawaban": ["Tarik dulu jawaban pengguna (F03): tiap bentuk bertanya lain"]})
        alasan = isi.alasan.strip()
        if saran is not None and saran.jawaban != jawaban and not has_words(alasan):
            raise Invalid({"alasan": [f"Jawaban berbeda dari saran ({butir.tell(saran.jawaban)}). Tulis alasannya"]})
        taken = saran is not None and saran.jawaban == jawaban
        made = Jawaban(
            butir=butir.kode,
            jawaban=jawaban,
            asal=AsalJawaban.SARAN if taken else AsalJawaban.EVALUATOR,
            oleh=oleh,
            pada=pada,
            version=self._next_version(),
            alasan=alasan,
            bukti=tuple(satu.strip() for satu in isi.bukti),
            sandaran=saran.sandaran if saran else (),
        )
        self.jawaban[butir.kode] = made
        return made

    def add_responden(self, satu: RespondenF03) -> None:
        """Take a batch of users' answers in."""
        self._next_version()
        self.f03.append(satu)

    def withdraw_responden(self, id_: str, *, oleh: str, pada: datetime, alasan: str) -> RespondenF03:
        """Let a batch no longer count; it stays where it is. Raises ``f03.not_found``."""
        at = next((at for at, satu in enumerate(self.f03) if str(satu.id) == id_ and satu.ditarik_pada is None), None)
        if at is None:
            raise NotFound("f03.not_found", id=id_)
        lama = self.f03[at]
        baru = RespondenF03(
            id=lama.id,
            bentuk=lama.bentuk,
            jawaban=lama.jawaban,
            oleh=lama.oleh,
            pada=lama.pada,
            version=lama.version,
            ditarik_pada=pada,
            ditarik_oleh=oleh,
            alasan=alasan,
        )
        self._next_version()
        self.f03[at] = baru
        return baru

    def establish(self, *, nilai: Decimal, kategori: str, aturan: str, oleh: str, pada: datetime) -> Penetapan:
        """Freeze the value."""
        self.check_open()
        self.status = StatusKertasKerja.DITETAPKAN
        made = Penetapan(
            nilai=nilai, kategori=kategori, aturan=aturan, oleh=oleh, pada=pada, version=self._next_version()
        )
        self.penetapan = made
        return made

    def reopen(self) -> None:
        """Let answers change again; what was established stays in the history."""
        if self.status is not StatusKertasKerja.DITETAPKAN:
            raise TransitionNotAllowed("instrumen.transition_not_allowed", status=str(self.status))
        self._next_version()
        self.status = StatusKertasKerja.TERBUKA
        self.penetapan = None

    def _next_version(self) -> int:
        self.version += 1
        return self.version
