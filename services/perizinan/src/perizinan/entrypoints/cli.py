"""The commands of perizinan's own: taking in the record of another system."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from perizinan.application.riwayat.import_riwayat import ImportRiwayat
from perizinan.domain.riwayat import Kasus, Peta, PetaNotFound, RiwayatInvalid, Terbaca

BATCH = 100
"""Cases a transaction; a run that was cut off goes on where it stopped."""


@dataclass(frozen=True, kw_only=True)
class Importer:
    """What the command works with: how a log is read, and the use case that takes it in."""

    load_peta: Callable[[str], Peta]
    read_log: Callable[[Path, Peta], Sequence[Terbaca]]
    import_riwayat: Callable[[ImportRiwayat], int]


def create_import_command(open_importer: Callable[[], Importer]) -> click.Command:
    """Return ``import-riwayat``; what it needs is opened when the command runs."""

    @click.command("import-riwayat", help="Take in the record that another system kept, as it happened.")
    @click.argument("berkas", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--peta", required=True, help="What the columns and activities of the file mean, by name.")
    def import_riwayat(berkas: Path, peta: str) -> None:
        try:
            sys.exit(0 if run_import(berkas, peta, open_importer()) else 1)
        except (PetaNotFound, RiwayatInvalid) as error:
            raise click.ClickException(str(error)) from error

    return import_riwayat


def run_import(berkas: Path, nama_peta: str, importer: Importer) -> bool:
    """Import the file with a progress bar, report what was refused; return whether nothing was."""
    peta = importer.load_peta(nama_peta)
    terbaca = importer.read_log(berkas, peta)
    readable = [satu.kasus for satu in terbaca if satu.kasus is not None]
    new = 0
    with _progress() as progress:
        task = progress.add_task("Mengimpor", total=len(readable))
        for batch in _batches(readable):
            new += importer.import_riwayat(ImportRiwayat(peta=peta, kasus=batch))
            progress.advance(task, len(batch))
    refused = [satu for satu in terbaca if satu.kasus is None]
    _report(len(terbaca), new, len(readable) - new, refused)
    return not refused


def _batches(kasus: Sequence[Kasus]) -> Iterator[list[Kasus]]:
    rest = iter(kasus)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True))


def _report(read: int, new: int, known: int, refused: Sequence[Terbaca]) -> None:
    click.echo(f"{read} kasus dibaca: {new} baru, {known} sudah ada, {len(refused)} ditolak.")
    if read and not new and not refused:
        click.echo("Tidak ada yang berubah: semua kasus sudah pernah diimpor.")
    for satu in refused:
        click.echo(f"  ditolak {satu.nomor or '(tanpa nomor)'}: {satu.alasan}")
