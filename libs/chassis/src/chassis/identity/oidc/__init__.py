"""Sign-in at an OpenID Connect provider of the office: the way there and back, and what its claims mean here."""

from chassis.identity.oidc.authenticator import OidcAuthenticator, is_oidc, show_akun
from chassis.identity.oidc.claims import ClaimsError, PetaKlaim, read_claims_file
from chassis.identity.oidc.provider import Client

__all__ = ["ClaimsError", "Client", "OidcAuthenticator", "PetaKlaim", "is_oidc", "read_claims_file", "show_akun"]
