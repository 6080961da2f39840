"""Credits of functional posts: `AngkaKreditApplication` is the index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chassis.domain import Pengguna
from kinerja.application.angka_kredit.establish import EstablishAngkaKredit, RenewAngkaKredit
from kinerja.application.angka_kredit.queries import AngkaKreditOrang, AngkaKreditRow
from kinerja.domain.penetapan_angka_kredit import PenetapanAngkaKredit


@dataclass(frozen=True, kw_only=True)
class AngkaKreditApplication:
    """What can be done with credits."""

    establish_angka_kredit: Callable[[EstablishAngkaKredit], PenetapanAngkaKredit]
    renew_angka_kredit: Callable[[RenewAngkaKredit], PenetapanAngkaKredit]

    get_angka_kredit: Callable[[Pengguna, str], AngkaKreditRow]
    get_angka_kredit_orang: Callable[[Pengguna, str], AngkaKreditOrang]
