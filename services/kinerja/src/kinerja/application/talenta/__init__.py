"""The talent map: `TalentaApplication` is the index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chassis.domain import Pengguna
from kinerja.application.talenta.map_talenta import MapTalenta
from kinerja.application.talenta.queries import HalamanBelum, PemetaanRow, PetaTalenta, SaringTalenta, TalentaOrang
from kinerja.domain.talenta import PemetaanTalenta


@dataclass(frozen=True, kw_only=True)
class TalentaApplication:
    """What can be done with the talent map."""

    map_talenta: Callable[[MapTalenta], PemetaanTalenta]

    get_talenta: Callable[[Pengguna, str, int | None], TalentaOrang]
    get_peta: Callable[[Pengguna, SaringTalenta], PetaTalenta]
    get_pemetaan: Callable[[Pengguna, str], PemetaanRow]
    list_belum: Callable[[Pengguna, SaringTalenta], HalamanBelum]
