"""Who calls: accounts, sessions, tokens, keys between services, scopes and rate limits."""

from chassis.domain import Pengguna
from chassis.identity.authenticator import Authenticator, LocalAuthenticator
from chassis.identity.batas_laju import LOOKUP_ALAMAT, Batas, RateLimiter
from chassis.identity.identity import Identity
from chassis.identity.sandi import SandiHasher
from chassis.identity.scope import LAYANAN, PUBLIC, SIGNED_IN, PetaPeran, RoleTable, public, requires

__all__ = [
    "LAYANAN",
    "LOOKUP_ALAMAT",
    "PUBLIC",
    "SIGNED_IN",
    "Authenticator",
    "Batas",
    "Identity",
    "LocalAuthenticator",
    "Pengguna",
    "PetaPeran",
    "RateLimiter",
    "RoleTable",
    "SandiHasher",
    "public",
    "requires",
]
