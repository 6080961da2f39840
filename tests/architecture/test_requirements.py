"""What is pinned for the images is what is pinned for a run, and is enough."""

from __future__ import annotations

import re
import tomllib

from tests.support.tree import ROOT


def pins(name: str) -> set[str]:
    return set(re.findall(r"^[\w.-]+==\S+", (ROOT / "requirements" / f"{name}.txt").read_text(), re.MULTILINE))


def needs() -> set[str]:
    """Return what the members ask for, by name, themselves left out."""
    files = [*ROOT.glob("libs/*/pyproject.toml"), *ROOT.glob("services/*/pyproject.toml")]
    asked = {need for file in files for need in tomllib.loads(file.read_text())["project"]["dependencies"]}
    names = {re.split(r"[\[<>=!~; ]", need)[0].lower() for need in asked}
    return {name for name in names if not name.startswith("simpul-")}


def test_the_images_are_pinned_as_a_run_is() -> None:
    assert pins("image") <= pins("run") <= pins("dev")


def test_the_images_hold_everything_that_a_member_asks_for() -> None:
    assert needs() <= {pin.split("==")[0] for pin in pins("image")}
