"""The words and the shape of a deadline, computed by the server and never by the browser's clock."""

from __future__ import annotations

from dataclasses import dataclass

from tampilan.navigasi import Bentuk


@dataclass(frozen=True, kw_only=True)
class Tenggat:
    """Working days used of those allowed; ``pakai`` beyond ``total`` is late.

    ``selesai``: the clock has stopped for good; ``dijeda``: it waits for the other side.
    """

    pakai: int
    total: int
    dijeda: bool = False
    selesai: bool = False

    @property
    def lewat(self) -> int:
        """Working days after the due day."""
        return max(self.pakai - self.total, 0)

    @property
    def sisa(self) -> int:
        """Working days left, 0 on the due day."""
        return max(self.total - self.pakai, 0)

    @property
    def jenis(self) -> Bentuk:
        """The status whose shape and colour it takes."""
        if self.selesai:
            return "perhatian" if self.lewat else "baik"
        if self.dijeda:
            return "jeda"
        if self.lewat:
            return "bahaya"
        return "perhatian" if self.sisa <= 1 else "jalan"

    @property
    def isi(self) -> bool:
        """Whether it is an exception that earns a tinted background."""
        return not self.selesai and not self.dijeda and self.pakai >= self.total

    @property
    def kata(self) -> str:
        """The words beside the shape."""
        if self.selesai:
            return f"Selesai, lewat {self.lewat} hari kerja" if self.lewat else "Selesai tepat waktu"
        if self.dijeda:
            return f"Dijeda, sisa {self.sisa}"
        if self.lewat:
            return f"Lewat {self.lewat} hari kerja"
        return f"Sisa {self.sisa} hari kerja" if self.sisa else "Jatuh tempo hari ini"


def describe_takar(pakai: int, total: int, *, jeda: bool = False, lewat: int = 0, selesai: bool = False) -> str:
    """Say in a sentence what the bar of working days draws."""
    used = min(pakai, total)
    if lewat:
        return f"{total} dari {total} hari kerja terpakai, lewat {lewat}"
    if selesai:
        return f"Selesai dalam {used} dari {total} hari kerja"
    words = f"{used} dari {total} hari kerja terpakai"
    if jeda:
        return words + ", dijeda"
    return words + (", hari terakhir" if used == total else "")
