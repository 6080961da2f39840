"""Scopes: what a route or an rpc asks for, and which roles hold it. Deny by default."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, Final, TypeVar

from chassis.domain import Pengguna

PetaPeran = Mapping[str, frozenset[str]]
"""Which scopes each role holds; every service gives its own table."""

PUBLIC: Final = "*"
"""Stands where a scope would: anyone may come in."""

SIGNED_IN: Final = "saya.baca"
"""The one scope that every active account holds, whatever its roles."""

LAYANAN: Final = "layanan"
"""The role of another service that shows its key; the service's table says what it may do."""

ATTRIBUTE: Final = "scope"
"""Where a view carries its scope. A view without it keeps the application from starting."""

View = TypeVar("View", bound=Callable[..., Any])


def requires(scope: str) -> Callable[[View], View]:
    """Mark a view: only callers with ``scope`` may use it."""

    def mark(view: View) -> View:
        setattr(view, ATTRIBUTE, scope)
        return view

    return mark


def public(view: View) -> View:
    """Mark a view: anyone may use it."""
    setattr(view, ATTRIBUTE, PUBLIC)
    return view


class RoleTable:
    """Turns roles into scopes by the service's table."""

    def __init__(self, peta: PetaPeran) -> None:
        """Keep the table; a role that it does not know holds nothing."""
        self._peta = {peran: frozenset(scopes) for peran, scopes in peta.items()}
        self._scopes = lru_cache(maxsize=1024)(self._union)

    def scopes(self, peran: Iterable[str]) -> frozenset[str]:
        """Return the scopes of these roles together."""
        return self._scopes(frozenset(peran))

    def pengguna(
        self, *, akun: str, pengguna_id: str, peran: Iterable[str], opd_kode: str | None, pegawai_id: str | None
    ) -> Pengguna:
        """Return the caller with the scopes of its roles."""
        roles = frozenset(peran)
        return Pengguna(
            akun=akun,
            pengguna_id=pengguna_id,
            peran=roles,
            opd_kode=opd_kode,
            pegawai_id=pegawai_id,
            scopes=self._scopes(roles),
        )

    def _union(self, peran: frozenset[str]) -> frozenset[str]:
        return frozenset({SIGNED_IN}).union(*(self._peta.get(name, frozenset()) for name in peran))
