"""Write the alarm rules as Kubernetes takes them, or check that they are what ``deploy/pemantauan/aturan.yml`` says.

A kustomization reads no file outside its own folder, so the rules, which Prometheus alone reads too, stand there twice.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "deploy" / "pemantauan" / "aturan.yml"
TARGET = ROOT / "deploy" / "k8s" / "components" / "monitoring" / "aturan.yaml"


def wrap() -> str:
    """Return the rules as a PrometheusRule."""
    rule = {
        "apiVersion": "monitoring.coreos.com/v1",
        "kind": "PrometheusRule",
        "metadata": {"name": "simpul", "labels": {"app.kubernetes.io/part-of": "simpul"}},
        "spec": yaml.safe_load(RULES.read_text(encoding="utf-8")),
    }
    text = yaml.safe_dump(rule, sort_keys=False, allow_unicode=True, width=120)
    return (
        f"# Written by tools/manifests.py from deploy/pemantauan/aturan.yml: change that, then make manifests.\n{text}"
    )


def main() -> int:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 on a difference")
    if not parser.parse_args().check:
        TARGET.write_text(wrap(), encoding="utf-8")
    elif not TARGET.exists() or TARGET.read_text(encoding="utf-8") != wrap():
        sys.stdout.write("the alarm rules of deploy/k8s differ from deploy/pemantauan: run make manifests\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
