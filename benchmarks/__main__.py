"""``python -m benchmarks [NAME …]``: run the benchmarks, or those that are named, and print the table."""

from __future__ import annotations

import logging
import sys
from importlib import import_module

import structlog

from benchmarks.harness import say
from benchmarks.stage import stage

NAMES = (
    "ingest", "rebuild", "relay", "submit", "feed", "memory", "latency", "evaluasi", "tahun", "tahun_provinsi",
)  # fmt: skip


def main(names: list[str]) -> int:
    """Print a line for each figure; return 1 when one is below its floor."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    below = False
    sys.stdout.write("| what | ÷ | floor, aim | measured | reaches | |\n|---|---|---|---|---|---|\n")
    with stage() as servers:
        for name in names:
            say(name)
            for figure in import_module(f"benchmarks.{name}").run(servers):
                sys.stdout.write(figure.row() + "\n")
                sys.stdout.flush()
                below = below or figure.judged == "BELOW"
    return int(below)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(NAMES)))
