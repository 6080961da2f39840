"""People who hand permohonan in, whatever happens to the servers meanwhile."""

from __future__ import annotations

import threading
import uuid
from contextlib import suppress
from datetime import datetime
from http.client import HTTPException
from zoneinfo import ZoneInfo

from tests.support.cerita import NIK
from tests.support.simpul import Answer, Simpul
from tests.support.waiting import wait_until

JAKARTA = ZoneInfo("Asia/Jakarta")
READY = 30.0
"""Seconds within which a server that was killed answers again."""


class Writer(threading.Thread):
    """Somebody who hands permohonan in, one after another, and asks again with the same key when nobody answers."""

    def __init__(self, simpul: Simpul, stop: threading.Event) -> None:
        """Write to ``simpul`` until ``stop`` is set."""
        super().__init__(daemon=True)
        self._api = simpul.api("perizinan", "pemohon")
        self._stop_writing = stop
        self.acked: list[str] = []
        self.failed: list[Answer] = []
        self.seconds: list[float] = []

    def run(self) -> None:
        """Hand in until told to stop; a file that was begun is brought to its end."""
        while not self._stop_writing.is_set():
            self.hand_in_one()

    def hand_in_one(self) -> None:
        """Hand one permohonan in, and remember its number."""
        draft = self._insist("/v1/permohonan", _body(), None)
        if draft.status != 201:
            self.failed.append(draft)
            return
        receipt = self._insist(f"/v1/permohonan/{draft.body['id']}/submit", {}, draft.etag)
        if receipt.status != 200:
            self.failed.append(receipt)
            return
        self.acked.append(receipt.body["nomor_registrasi"])

    def _insist(self, path: str, body: object, etag: str | None) -> Answer:
        key, began = uuid.uuid4().hex, datetime.now(JAKARTA)
        answer = wait_until(lambda: self._try(path, body, etag, key), timeout=READY, every=0.05, what=path)
        assert answer is not None
        self.seconds.append((datetime.now(JAKARTA) - began).total_seconds())
        return answer

    def _try(self, path: str, body: object, etag: str | None, key: str) -> Answer | None:
        """Return the answer; None when there was none, or when the server says to ask again."""
        with suppress(OSError, HTTPException):
            answer = self._api.post(path, body, etag=etag, key=key)
            return None if answer.status in (409, 503) else answer
        return None


def _body() -> dict[str, object]:
    pemohon = {"jenis": "perorangan", "nama": "Uji Coba", "nik": NIK}
    return {"layanan_kode": "sip-dokter", "kanal": "daring", "pemohon": pemohon, "isian": {}}


def start_writers(simpul: Simpul, stop: threading.Event, count: int) -> list[Writer]:
    """Set ``count`` people to work."""
    writers = [Writer(simpul, stop) for _ in range(count)]
    for writer in writers:
        writer.start()
    return writers


def finish(writers: list[Writer], stop: threading.Event) -> None:
    """Let them end what they began."""
    stop.set()
    for writer in writers:
        writer.join(timeout=READY * 2)
        assert not writer.is_alive()
