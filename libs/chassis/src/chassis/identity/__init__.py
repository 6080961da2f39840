"""Who calls: accounts, sessions, tokens, keys between services, scopes and rate limits."""

from chassis.domain import Pengguna
from chassis.identity.akun import Akun, change_peran, change_sandi, create_akun, deactivate_akun, find_akun
from chassis.identity.authenticator import Authenticator, LocalAuthenticator
from chassis.identity.batas_laju import LOOKUP_ALAMAT, Batas, RateLimiter
from chassis.identity.demo import AkunDemo, create_accounts
from chassis.identity.identity import Identity, check_claims_file
from chassis.identity.oidc import OidcAuthenticator, is_oidc, show_akun
from chassis.identity.sandi import SandiHasher
from chassis.identity.scope import LAYANAN, PUBLIC, SIGNED_IN, PetaPeran, RoleTable, public, requires

__all__ = [
    "LAYANAN",
    "LOOKUP_ALAMAT",
    "PUBLIC",
    "SIGNED_IN",
    "Akun",
    "AkunDemo",
    "Authenticator",
    "Batas",
    "Identity",
    "LocalAuthenticator",
    "OidcAuthenticator",
    "Pengguna",
    "PetaPeran",
    "RateLimiter",
    "RoleTable",
    "SandiHasher",
    "change_peran",
    "change_sandi",
    "check_claims_file",
    "create_accounts",
    "create_akun",
    "deactivate_akun",
    "find_akun",
    "is_oidc",
    "public",
    "requires",
    "show_akun",
]
