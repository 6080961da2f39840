"""``python -m perizinan COMMAND``: one image, several processes."""

from __future__ import annotations

from chassis.cli import Service, create_cli, open_rooms
from perizinan import bootstrap
from perizinan.entrypoints.cli import Importer, create_import_command
from perizinan.entrypoints.grpc import SCOPES
from perizinan.entrypoints.peran import PERAN
from perizinan.entrypoints.problems import KALIMAT
from perizinan.settings import SERVICE


def _open_importer() -> Importer:
    return bootstrap.open_importer(open_rooms(DESCRIPTION, "import-riwayat"))


DESCRIPTION: Service = Service(
    name=SERVICE,
    peran=PERAN,
    make_app=bootstrap.make_app,
    make_wiring=bootstrap.make_wiring,
    seed=bootstrap.seed,
    make_rpcs=bootstrap.make_rpcs,
    scopes=SCOPES,
    sentences=KALIMAT,
    commands=(create_import_command(_open_importer),),
)


def main() -> None:
    """Run a command."""
    create_cli(DESCRIPTION)()


if __name__ == "__main__":
    main()
