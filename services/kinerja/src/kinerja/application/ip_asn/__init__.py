"""The index of professionalism: `IpAsnApplication` is the index of its questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chassis.domain import Pengguna
from kinerja.application.ip_asn.derive import IpAsnOrang
from kinerja.application.ip_asn.queries import IpAsnOpd, SaringIpAsn


@dataclass(frozen=True, kw_only=True)
class IpAsnApplication:
    """What can be asked."""

    get_ip_asn: Callable[[Pengguna, str, int | None], IpAsnOrang]
    get_ip_asn_opd: Callable[[Pengguna, SaringIpAsn], IpAsnOpd]
