"""The rules that the service computes by, each with its versions."""

from __future__ import annotations

from dataclasses import dataclass

from kinerja.domain.angka_kredit import AturanAngkaKredit
from kinerja.domain.aturan import Berlaku
from kinerja.domain.bup import AturanBup
from kinerja.domain.disiplin import AturanDisiplin
from kinerja.domain.ip_asn import AturanIpAsn
from kinerja.domain.jp import AturanJp
from kinerja.domain.kalender import Kalender
from kinerja.domain.kotak_talenta import AturanTalenta
from kinerja.domain.nilai_kinerja import AturanNilai
from kinerja.domain.pengembangan import AturanPengembangan
from kinerja.domain.standar_kompetensi import AturanStandar
from kinerja.domain.tenggat_evaluasi import AturanTenggat
from kinerja.domain.tpp import AturanTpp


@dataclass(frozen=True, kw_only=True)
class DaftarAturan:
    """One field a rule, and the calendar of working days."""

    angka_kredit: Berlaku[AturanAngkaKredit]
    bup: Berlaku[AturanBup]
    disiplin: Berlaku[AturanDisiplin]
    ip_asn: Berlaku[AturanIpAsn]
    jp: Berlaku[AturanJp]
    kotak_talenta: Berlaku[AturanTalenta]
    nilai_kinerja: Berlaku[AturanNilai]
    pengembangan: Berlaku[AturanPengembangan]
    standar_kompetensi: Berlaku[AturanStandar]
    tenggat_evaluasi: Berlaku[AturanTenggat]
    tpp: Berlaku[AturanTpp]
    kalender: Kalender
