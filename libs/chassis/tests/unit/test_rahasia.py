"""The secrets of an installation: made once, each for its reader."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from chassis.rahasia import NAMES, Owners, ensure_folder
from chassis.settings import SERVICES


def contents(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_a_second_call_changes_nothing(tmp_path: Path) -> None:
    first = ensure_folder(tmp_path / "rahasia", Owners())
    made = contents(tmp_path)

    second = ensure_folder(tmp_path / "rahasia", Owners())

    assert sorted(first) == sorted(NAMES)
    assert second == []
    assert contents(tmp_path) == made


def test_a_service_finds_its_own_secrets_in_its_folder_and_no_others(tmp_path: Path) -> None:
    ensure_folder(tmp_path, Owners())

    for service in SERVICES:
        names = {path.name for path in (tmp_path / service).iterdir()}
        assert names == {f"postgres-{service}", f"kafka-{service}", f"kunci-{service}"}


def test_both_ends_of_a_password_read_the_same(tmp_path: Path) -> None:
    ensure_folder(tmp_path, Owners())
    (tmp_path / "perizinan" / "kafka-perizinan").unlink()
    (tmp_path / "kafka" / "kafka-pelanggan").unlink()

    ensure_folder(tmp_path, Owners())

    for one, other in (
        ("perizinan/kafka-perizinan", "kafka/kafka-perizinan"),
        ("kafka-pelanggan", "kafka/kafka-pelanggan"),
    ):
        assert (tmp_path / one).read_text() == (tmp_path / other).read_text()


def test_nobody_but_its_reader_may_read_a_secret(tmp_path: Path) -> None:
    ensure_folder(tmp_path, Owners())

    public = set((tmp_path / "kunci-publik").iterdir())
    modes = {path.stat().st_mode & 0o777 for path in tmp_path.rglob("*") if path.is_file() and path not in public}
    assert modes == {0o400}


def test_the_public_key_is_that_of_the_private_one(tmp_path: Path) -> None:
    ensure_folder(tmp_path, Owners())

    for service in SERVICES:
        private = load_pem_private_key((tmp_path / service / f"kunci-{service}").read_bytes(), None)
        public = load_pem_public_key((tmp_path / "kunci-publik" / f"{service}.pem").read_bytes())
        assert private.public_key() == public
