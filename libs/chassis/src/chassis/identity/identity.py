"""Everything about callers in one object: who shows this token, this cookie, this key; who may sign in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from sqlalchemy import Engine

from chassis.domain import Clock, Forbidden, NotFound, Pengguna, SystemClock
from chassis.identity import service_key
from chassis.identity.authenticator import Authenticator, LocalAuthenticator
from chassis.identity.batas_laju import RateLimiter
from chassis.identity.oidc import ClaimsError, Client, OidcAuthenticator, read_claims_file
from chassis.identity.scope import LAYANAN, PetaPeran, RoleTable
from chassis.identity.service_key import ServiceKeys
from chassis.identity.service_token import TokenSigner, TokenVerifier
from chassis.identity.sesi import SesiStore
from chassis.identity.token import TokenStore
from chassis.settings import Settings


class Identity:
    """The callers of one service. Opens no connection before it is asked something."""

    def __init__(
        self,
        settings: Settings,
        engine: Engine,
        peran: PetaPeran,
        *,
        clock: Clock | None = None,
        authenticator: Authenticator | None = None,
        kunci: Path | None = None,
    ) -> None:
        """Know callers by this database and this table of roles.

        ``kunci`` is the folder of the keys of other services; left out it is ``var/kunci`` in dev and none in prod.
        """
        clock = clock or SystemClock()
        self.roles = RoleTable(peran)
        self.limiter = RateLimiter(engine, clock)
        self.sesi = SesiStore(engine, self.roles, clock)
        self.token = TokenStore(engine, self.roles, clock)
        self._service = settings.service
        self._var = settings.var
        self._signer: TokenSigner | None = None
        self._proofs: ServiceKeys | TokenVerifier
        if settings.service_key_file and settings.service_keys_dir:
            self._signer = TokenSigner(settings.service_key_file, settings.service, clock)
            self._proofs = TokenVerifier(settings.service_keys_dir, settings.service, settings.others, clock)
        else:
            folder = kunci or (None if settings.prod else settings.var / "kunci")
            self._proofs = ServiceKeys(folder, settings.service, settings.others)
        self._authenticator = authenticator or LocalAuthenticator(engine, self.limiter, clock)
        self.local_accounts = settings.local_accounts
        self.oidc = _make_oidc(settings, engine, self.limiter, clock, peran)

    def by_bearer(self, token: str) -> Pengguna | None:
        """Return the account that shows this token, or None."""
        return self.token.find(token)

    def by_service(self, proof: str, seen_as: Collection[str] | None) -> Pengguna | None:
        """Return the service that shows this proof as a caller with the role ``layanan``, or None.

        ``seen_as`` are the names in its certificate, None where the connection shows none: a proof that was stolen is of
        no use over the connection of somebody else.
        """
        name = self._proofs.find(proof)
        if name is None or (seen_as is not None and name not in seen_as):
            return None
        akun = f"{LAYANAN}.{name}"
        return self.roles.pengguna(akun=akun, pengguna_id=akun, peran=[LAYANAN], opd_kode=None, pegawai_id=None)

    def proof_for(self, other: str) -> str | None:
        """Return what this service shows to another: a signed token, or in dev the key in ``var/kunci`` if there is one."""
        if self._signer is not None:
            return self._signer.token_for(other)
        return service_key.read(self._var, self._service, other)

    def by_sesi(self, id_: str) -> Pengguna | None:
        """Return who is signed in under this session id, or None."""
        return self.sesi.find(id_)

    def sign_in(self, bukti: Mapping[str, str], *, alamat: str, replaces: str | None = None) -> str:
        """Check the fields of the form and return the id of a new session.

        Raises Unauthenticated, RateLimited, or Forbidden where there are no local accounts.
        """
        if not self.local_accounts:
            raise Forbidden("auth.local_accounts_off")
        return self.sesi.begin(self._authenticator.authenticate(bukti, alamat=alamat), replaces=replaces)

    def sign_in_by_oidc(self, bukti: Mapping[str, str], *, alamat: str, replaces: str | None = None) -> str:
        """Check the provider's answer and return the id of a new session; raises as :class:`OidcAuthenticator` does."""
        if self.oidc is None:
            raise NotFound("request.not_found")
        return self.sesi.begin(self.oidc.authenticate(bukti, alamat=alamat), replaces=replaces)


def _make_oidc(
    settings: Settings, engine: Engine, limiter: RateLimiter, clock: Clock, peran: PetaPeran
) -> OidcAuthenticator | None:
    """Return the door at the provider that the settings name; raises OSError or ClaimsError for its files."""
    told = (settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret_file, settings.oidc_claims_file)
    issuer, client_id, secret_file, claims_file = told
    if not (issuer and client_id and secret_file and claims_file):
        return None
    peta = read_claims_file(claims_file, settings.service, _of_people(peran))
    secret = secret_file.read_text(encoding="utf-8").strip()
    client = Client(issuer=issuer, id=client_id, secret=secret, scope=peta.cakupan)
    return OidcAuthenticator(client, peta, engine, limiter, clock, https=settings.prod)


def check_claims_file(file: Path, service: str, peran: PetaPeran) -> str | None:
    """Return what is wrong with the table of claims, or None."""
    try:
        read_claims_file(file, service, _of_people(peran))
    except (OSError, ClaimsError) as error:
        return str(error)
    return None


def _of_people(peran: PetaPeran) -> frozenset[str]:
    """Return the roles that a person may have; no claim makes somebody a service."""
    return frozenset(peran) - {LAYANAN}
