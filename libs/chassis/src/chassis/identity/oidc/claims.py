"""What the claims of the provider mean in this service: roles, agency and person, by a table that is data.

The file (YAML) is one for all three services::

    cakupan: openid groups             # what is asked of the provider; "openid" when left out
    peran:
      klaim: realm_access.roles        # where the groups stand in the ID token; dots lead into objects
      tabel:
        perizinan: {/simpul/loket: petugas, /simpul/admin: [admin, verifikator]}
        kinerja: {/simpul/admin: admin}
    opd:
      klaim: opd
      tabel: {DPMPTSP: dpmptsp}        # left out, the claim is the code as it is
    pegawai:
      klaim: simpul_pegawai_id         # the person's id in kinerja

Deny by default: a group that is not in the table gives nothing, and who has no role does not come in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_SECTIONS = {"cakupan", "peran", "opd", "pegawai"}


class ClaimsError(ValueError):
    """The file is not of this form, or a claim is not."""


@dataclass(frozen=True, kw_only=True)
class Subjek:
    """What a service knows of whoever signed in."""

    peran: tuple[str, ...]
    opd_kode: str | None
    pegawai_id: str | None


@dataclass(frozen=True, kw_only=True)
class PetaKlaim:
    """The table of one service."""

    cakupan: str
    peran_klaim: str
    peran_tabel: Mapping[str, tuple[str, ...]]
    opd_klaim: str | None
    opd_tabel: Mapping[str, str] | None
    pegawai_klaim: str | None

    def read(self, claims: Mapping[str, Any]) -> Subjek:
        """Return what the claims say; raises :class:`ClaimsError` for an agency or a person that cannot be."""
        groups = _find(claims, self.peran_klaim)
        named = [groups] if isinstance(groups, str) else groups if isinstance(groups, list) else []
        peran = {role for group in named if isinstance(group, str) for role in self.peran_tabel.get(group, ())}
        return Subjek(
            peran=tuple(sorted(peran)),
            opd_kode=_code(claims, self.opd_klaim, self.opd_tabel),
            pegawai_id=_code(claims, self.pegawai_klaim, None),
        )


def read_claims_file(file: Path, service: str, known: Collection[str]) -> PetaKlaim:
    """Return the table of ``service``, whose roles are ``known``; raises :class:`ClaimsError` or OSError."""
    try:
        told = yaml.safe_load(file.read_text(encoding="utf-8"))
        tabel = {group: _names(roles) for group, roles in told["peran"]["tabel"].get(service, {}).items()}
        opd, pegawai = told.get("opd") or {}, told.get("pegawai") or {}
        peta = PetaKlaim(
            cakupan=str(told.get("cakupan", "openid")),
            peran_klaim=str(told["peran"]["klaim"]),
            peran_tabel=tabel,
            opd_klaim=opd.get("klaim"),
            opd_tabel=opd.get("tabel"),
            pegawai_klaim=pegawai.get("klaim"),
        )
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        raise ClaimsError(f"is no table of claims ({type(error).__name__}: {error})") from error
    strange = sorted({role for roles in tabel.values() for role in roles} - set(known)) + sorted(set(told) - _SECTIONS)
    if strange:
        raise ClaimsError(f"names what {service} does not know: {', '.join(strange)}")
    if "openid" not in peta.cakupan.split():
        raise ClaimsError("asks for no openid")
    return peta


def _names(roles: Any) -> tuple[str, ...]:
    return (roles,) if isinstance(roles, str) else tuple(str(role) for role in roles)


def _find(claims: Mapping[str, Any], path: str) -> Any:
    """Return the claim of that name, else the one that the dots lead to; None when there is none."""
    if path in claims:
        return claims[path]
    found: Any = claims
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _code(claims: Mapping[str, Any], path: str | None, tabel: Mapping[str, str] | None) -> str | None:
    """Return the one code that the claim holds, or None without the claim."""
    found = _find(claims, path) if path else None
    if found is None or found == []:
        return None
    value = found[0] if isinstance(found, list) and len(found) == 1 else found
    code = tabel.get(value) if tabel is not None and isinstance(value, str) else value
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise ClaimsError(f"the claim {path} holds no code that is known")
    return code
