"""The door at the provider: a sealed cookie remembers the way there, the answer is held against it, an account is kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hmac import compare_digest

import structlog
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import Connection, Engine, text

from chassis.domain import Clock, Forbidden, Unauthenticated
from chassis.identity.akun import end_access
from chassis.identity.batas_laju import LOGIN_ALAMAT, RateLimiter
from chassis.identity.oidc.claims import ClaimsError, PetaKlaim, Subjek
from chassis.identity.oidc.provider import Client, Provider, Refused

LIFE = 600
"""Seconds that somebody may take to sign in at the provider."""

_PREFIX = "oidc."
_log = structlog.get_logger(__name__)
_KEEP = text(
    """
    INSERT INTO akun (akun, pengguna_id, sandi_hash, peran, opd_kode, pegawai_id)
    VALUES (:akun, gen_random_uuid(), '-', :peran, :opd_kode, :pegawai_id)
    ON CONFLICT (akun) DO UPDATE SET peran = :peran, opd_kode = :opd_kode, pegawai_id = :pegawai_id
    WHERE (akun.peran, akun.opd_kode, akun.pegawai_id) IS DISTINCT FROM (:peran, :opd_kode, :pegawai_id)
    """
)
_STRIP = text("UPDATE akun SET peran = '{}', opd_kode = NULL WHERE akun = :akun AND peran <> '{}'")
_ACTIVE = text("SELECT aktif FROM akun WHERE akun = :akun")


@dataclass(frozen=True, kw_only=True)
class Going:
    """Where the browser goes to sign in, and what it keeps meanwhile."""

    alamat: str
    segel: str


class OidcAuthenticator:
    """Proves who somebody is by a provider (code flow with PKCE, state and nonce)."""

    def __init__(
        self, client: Client, peta: PetaKlaim, engine: Engine, limiter: RateLimiter, clock: Clock, *, https: bool
    ) -> None:
        """Trust this client's provider; ``peta`` says what its claims mean."""
        self._provider = Provider(client, clock, https=https)
        self._issuer = client.issuer
        self._peta = peta
        self._engine = engine
        self._limiter = limiter
        self._seal = URLSafeTimedSerializer(client.secret, salt="simpul oidc")

    def begin(self, *, back: str, berikut: str) -> Going:
        """Begin a sign-in that ends at our address ``back`` and then leads to our page ``berikut``."""
        told = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
        alamat = self._provider.locate_sign_in(back=back, **told)
        return Going(alamat=alamat, segel=str(self._seal.dumps(told | {"berikut": berikut})))

    def read_berikut(self, segel: str) -> str:
        """Return the page that the sealed cookie leads to; the home page when it is none of ours."""
        try:
            return str(self._seal.loads(segel, max_age=LIFE)["berikut"])
        except BadData:
            return "/"

    def authenticate(self, bukti: Mapping[str, str], *, alamat: str) -> str:
        """Return the account; ``bukti`` holds the provider's answer, our address ``back``, and ``segel``, the cookie.

        Raises Unauthenticated for an answer that is not to be trusted, Forbidden for somebody without a role here,
        Unavailable while the provider is away.
        """
        self._limiter.take(LOGIN_ALAMAT, alamat)
        try:
            claims = self._redeem(bukti)
            akun = _name_akun(self._issuer, claims["sub"])
            subjek = self._peta.read(claims)
        except (Refused, ClaimsError) as error:
            _log.warning("oidc.refused", reason=getattr(error, "reason", str(error)))
            raise Unauthenticated("auth.oidc_refused") from error
        with self._engine.begin() as conn:
            welcome = _keep_akun(conn, akun, subjek)
        if not welcome:
            raise Forbidden("auth.oidc_no_peran")
        self._limiter.give_back(LOGIN_ALAMAT, alamat)
        return akun

    def locate_sign_out(self, back: str) -> str | None:
        """Return where the provider ends its own session and sends the browser back to ``back``."""
        return self._provider.locate_sign_out(back)

    def _redeem(self, bukti: Mapping[str, str]) -> Mapping[str, str]:
        try:
            told = self._seal.loads(bukti.get("segel", ""), max_age=LIFE)
        except BadData as error:
            raise Refused("cookie") from error
        if not compare_digest(told["state"].encode(), bukti.get("state", "").encode(errors="replace")):
            raise Refused("state")
        self._provider.check_issuer(bukti.get("iss"))
        if "error" in bukti or not bukti.get("code"):
            raise Refused("the provider says no")
        return self._provider.redeem(bukti["code"], back=bukti["back"], nonce=told["nonce"], verifier=told["verifier"])


def is_oidc(akun: str) -> bool:
    """Tell whether the account is one of the provider's."""
    return akun.startswith(_PREFIX)


def show_akun(akun: str) -> str:
    """Return what a page calls an account that has no better name: that of a provider's subject says nothing to anyone."""
    return "Akun pemerintah" if is_oidc(akun) else akun


def _name_akun(issuer: str, subject: str) -> str:
    """Return the name of the subject's account: it follows from issuer and subject and tells neither."""
    return _PREFIX + hashlib.sha256(f"{issuer}\n{subject}".encode()).hexdigest()[:32]


def _keep_akun(conn: Connection, akun: str, subjek: Subjek) -> bool:
    """Bring the account in line and tell whether it may come in; what changed ends the sessions and tokens from before."""
    values = {"akun": akun, "peran": list(subjek.peran), "opd_kode": subjek.opd_kode, "pegawai_id": subjek.pegawai_id}
    if conn.execute(_KEEP if subjek.peran else _STRIP, values).rowcount:
        end_access(conn, akun)
    return bool(subjek.peran) and bool(conn.execute(_ACTIVE, {"akun": akun}).scalar_one())
