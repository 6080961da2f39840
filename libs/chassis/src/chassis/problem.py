"""One map from refusal to answer, for HTTP and gRPC, and the sentences that people read, by stable code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from string import Formatter
from typing import Any

import grpc

from chassis.domain import (
    Conflict,
    DomainError,
    Forbidden,
    Invalid,
    NotFound,
    RateLimited,
    TransitionNotAllowed,
    Unauthenticated,
    Unavailable,
    VersionRequired,
    VersionStale,
)

ANSWERS: Mapping[type[DomainError], tuple[int, grpc.StatusCode]] = {
    Unauthenticated: (401, grpc.StatusCode.UNAUTHENTICATED),
    Forbidden: (403, grpc.StatusCode.PERMISSION_DENIED),
    NotFound: (404, grpc.StatusCode.NOT_FOUND),
    VersionRequired: (428, grpc.StatusCode.INVALID_ARGUMENT),
    VersionStale: (412, grpc.StatusCode.ABORTED),
    TransitionNotAllowed: (409, grpc.StatusCode.FAILED_PRECONDITION),
    Conflict: (409, grpc.StatusCode.ABORTED),
    Invalid: (422, grpc.StatusCode.INVALID_ARGUMENT),
    RateLimited: (429, grpc.StatusCode.RESOURCE_EXHAUSTED),
    Unavailable: (503, grpc.StatusCode.UNAVAILABLE),
    DomainError: (422, grpc.StatusCode.FAILED_PRECONDITION),
}
"""What each class of refusal becomes; a subclass answers as its parent. Anything else is a bug, and a 500."""

CODES: Mapping[int, str] = {
    400: "request.malformed",
    401: "auth.unauthenticated",
    403: "auth.forbidden",
    404: "request.not_found",
    405: "request.method_not_allowed",
    408: "request.timeout",
    413: "request.too_large",
    415: "request.malformed",
    422: "request.invalid",
    429: "rate.limited",
    500: "server.error",
    503: "server.unavailable",
}
"""The code of an error that the framework itself raised, by its status."""

SENTENCES: Mapping[str, str] = {
    "request.malformed": "Permintaan tidak dapat dibaca. Periksa bentuknya, lalu kirim lagi.",
    "request.not_found": "Alamat ini tidak ada.",
    "request.method_not_allowed": "Cara ini tidak berlaku untuk alamat tersebut.",
    "request.timeout": "Permintaan terlalu lama datangnya. Kirim lagi.",
    "request.too_large": "Kiriman terlalu besar.",
    "request.invalid": "Ada isian yang perlu diperbaiki.",
    "auth.unauthenticated": "Masuk dahulu untuk melanjutkan.",
    "auth.wrong_sandi": "Akun atau sandi tidak cocok.",
    "auth.local_accounts_off": "Di sini tidak ada sandi setempat. Masuklah dengan akun pemerintah.",
    "auth.oidc_refused": "Masuk dengan akun pemerintah tidak berhasil. Ulangi dari tombol di bawah.",
    "auth.oidc_no_peran": "Akun Anda dikenal, tetapi belum berhak memakai layanan ini. Mintalah peran kepada admin kantor Anda.",
    "auth.oidc_away": "Layanan akun pemerintah sedang tidak menjawab. Coba lagi beberapa saat lagi.",
    "auth.forbidden": "Peran Anda tidak berwenang melakukan ini.",
    "csrf.invalid": "Halaman ini terbuka terlalu lama. Muat ulang, lalu kirim lagi. Isian Anda belum tersimpan.",
    "version.required": "Sebutkan versi yang Anda lihat (If-Match).",
    "version.stale": "Data ini sudah berubah sejak Anda membukanya. Muat ulang, lalu ulangi.",
    "idempotency.in_progress": "Permintaan dengan kunci yang sama sedang diproses. Tunggu sebentar.",
    "idempotency.mismatch": "Kunci ini sudah dipakai untuk permintaan lain.",
    "rate.limited": "Terlalu banyak percobaan. Coba lagi {tunggu} lagi.",
    "akun.not_found": "Akun tidak ditemukan.",
    "surat_mati.not_found": "Surat mati tidak ditemukan.",
    "server.error": "Terjadi kesalahan pada sistem. Sebutkan nomor acuan kepada petugas.",
    "server.unavailable": "Layanan sedang tidak tersedia. Coba beberapa saat lagi.",
}
_GRPC_OF_STATUS: Mapping[int, grpc.StatusCode] = {
    400: grpc.StatusCode.INVALID_ARGUMENT,
    503: grpc.StatusCode.UNAVAILABLE,
}
_BULAN = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
_BY_SUFFIX: Mapping[str, str] = {
    "not_found": "Data tidak ditemukan.",
    "transition_not_allowed": "Langkah ini tidak dapat dilakukan pada keadaan sekarang.",
}


class Katalog:
    """The sentences of the chassis and of one service, by code."""

    def __init__(self, sentences: Mapping[str, str] | None = None) -> None:
        """Add the service's sentences to those of the chassis; a sentence may name ``{details}`` of the refusal."""
        self._sentences = {**SENTENCES, **(sentences or {})}

    def sentence(self, code: str, detail: Mapping[str, object] | None = None) -> str:
        """Return the sentence of the code with the details filled in; one by its last word when the code is new.

        ``code/sebab`` comes first, where the refusal names its cause (*sebab*).
        """
        suffix, sebab = code.rpartition(".")[2], (detail or {}).get("sebab")
        found = self._sentences.get(f"{code}/{sebab}") or self._sentences.get(code)
        found = found or _BY_SUFFIX.get(suffix, self._sentences["request.malformed"])
        return _Filler().vformat(found, (), detail or {})


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A refusal as it leaves the service: RFC 9457 over HTTP, a status with trailing metadata over gRPC."""

    status: int
    grpc_status: grpc.StatusCode
    code: str
    detail: str
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    retry_after: int | None = None

    def body(self, request_id: str) -> dict[str, Any]:
        """Return the members of the problem+json document."""
        body: dict[str, Any] = {"type": "about:blank", "title": self.code, "status": self.status}
        body |= {"code": self.code, "detail": self.detail, "request_id": request_id}
        return body | ({"errors": self.errors} if self.errors else {})


def problem_of(error: DomainError, katalog: Katalog) -> Problem:
    """Return the answer to a refusal."""
    status, grpc_status = next(ANSWERS[kind] for kind in type(error).__mro__ if kind in ANSWERS)
    retry_after = error.retry_after if isinstance(error, RateLimited) else None
    tunggu = {} if retry_after is None else {"tunggu": _tell_seconds(retry_after)}
    return Problem(
        status=status,
        grpc_status=grpc_status,
        code=error.code,
        detail=katalog.sentence(error.code, {**error.detail, **tunggu}),
        errors=error.errors if isinstance(error, Invalid) else {},
        retry_after=retry_after,
    )


def _tell_seconds(seconds: int) -> str:
    """Return a time to wait as people say it: nobody counts 899 seconds."""
    return f"{seconds} detik" if seconds < 60 else f"{-(-seconds // 60)} menit"


def problem_of_status(status: int, katalog: Katalog) -> Problem:
    """Return the answer to an error that the framework raised with this HTTP status; a server's fault from 500 on."""
    code = CODES.get(status, "server.error" if status >= 500 else "request.malformed")
    grpc_status = _GRPC_OF_STATUS.get(status, grpc.StatusCode.INTERNAL)
    return Problem(status=status, grpc_status=grpc_status, code=code, detail=katalog.sentence(code))


class _Filler(Formatter):
    """Fills plain names only, days in words, and leaves out what it does not know: a sentence never fails to appear."""

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> tuple[Any, str]:
        return kwargs.get(field_name, "…"), field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, date):
            return f"{value.day} {_BULAN[value.month - 1]} {value.year}"
        return str(super().format_field(value, format_spec))
