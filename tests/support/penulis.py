"""People who hand permohonan in, whatever happens to the servers meanwhile."""

from __future__ import annotations

import threading
import time
import uuid
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from http.client import HTTPException
from zoneinfo import ZoneInfo

from tests.support.cerita import NIK, expect
from tests.support.simpul import Answer, Simpul
from tests.support.waiting import wait_until

JAKARTA = ZoneInfo("Asia/Jakarta")
READY = 30.0
"""Seconds within which a server that was killed answers again."""
DRAIN = 60.0
"""Seconds within which what was written is counted."""


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
        self.turned_away: list[float] = []
        """The moments, of the monotonic clock, at which a call was begun that found no answer, or one of 5xx."""

    def run(self) -> None:
        """Hand in until told to stop; a file that was begun is brought to its end."""
        while not self._stop_writing.is_set():
            self.hand_in_one()

    def hand_in_one(self) -> None:
        """Hand one permohonan in, and remember its number."""
        draft = self._insist("/v1/permohonan", make_body(), None)
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
        began = time.monotonic()
        with suppress(OSError, HTTPException):
            answer = self._api.post(path, body, etag=etag, key=key)
            if answer.status < 500:
                return None if answer.status == 409 else answer
            self.turned_away.append(began)
            return None if answer.status == 503 else answer
        self.turned_away.append(began)
        return None


def make_body() -> dict[str, object]:
    """Return a permohonan that lacks nothing."""
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


def handed_in(simpul: Simpul) -> int:
    """Return how many permohonan pelaporan has counted this month."""
    month = datetime.now(JAKARTA).strftime("%Y-%m")
    api = simpul.api("pelaporan", "pimpinan")
    return int(Decimal(expect(api.get(f"/v1/indikator/ppt.permohonan_masuk?periode={month}"), 200).body["nilai"] or 0))


def stored(simpul: Simpul) -> int:
    """Return how many permohonan perizinan holds that were handed in."""
    answer = simpul.api("perizinan", "admin").get("/v1/permohonan?status=diajukan&per_halaman=1")
    return int(expect(answer, 200).body["jumlah"])


def prove(simpul: Simpul, writers: list[Writer]) -> None:
    """Hold what was answered against what is stored, what is stored against what is counted, and the chain to itself."""
    acked = [number for writer in writers for number in writer.acked]
    assert [writer.failed for writer in writers if writer.failed] == []
    assert len(set(acked)) == len(acked)
    assert stored(simpul) == len(acked), "each file that was begun was brought to its end, once"
    wait_until(lambda: handed_in(simpul) == len(acked), timeout=DRAIN, every=0.2, what=f"{len(acked)} to be counted")
    hashes = [word for word in simpul.run("pelaporan", "rebuild", "--check").split() if len(word) == 64]
    assert len(hashes) == 2
    assert hashes[0] == hashes[1]
    simpul.run("perizinan", "verify-audit")


def p95(writers: list[Writer]) -> float:
    """Return the seconds within which nineteen of twenty calls were answered."""
    seconds = sorted(second for writer in writers for second in writer.seconds)
    return seconds[int(len(seconds) * 0.95)]
