"""Write the dashboards of ``deploy/pemantauan/dasbor`` for Grafana, or check that they are what this table says.

A panel is a title in Indonesian, a unit of Grafana, and queries with their legends; ``$s`` stands for the service.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chassis.settings import SERVICES

FOLDER = Path(__file__).resolve().parent.parent / "deploy" / "pemantauan" / "dasbor"
SOURCE = {"type": "prometheus", "uid": "simpul"}
WIDTH, HEIGHT = 8, 7


@dataclass(frozen=True)
class Panel:
    """One picture: what it is called, in which unit, and (query, legend) of each of its lines."""

    title: str
    unit: str
    queries: Sequence[tuple[str, str]]


def _quantile(q: float, metric: str, by: str = "", where: str = "") -> str:
    labels = ", ".join(filter(None, ["le", by]))
    return f'histogram_quantile({q}, sum by ({labels}) (rate({metric}_bucket{{service="$s"{where}}}[5m])))'


_STREAMS = ', method!~".*/SubscribeEvents|.*/Watch"'
_HTTP, _GRPC = "simpul_http_request_seconds", "simpul_grpc_request_seconds"

COMMON: Mapping[str, Sequence[Panel]] = {
    "Sinyal utama": (
        Panel("Siap, per peran", "short", [('min by (role) (simpul_ready{service="$s"})', "{{role}}")]),
        Panel(
            "Permintaan per detik",
            "reqps",
            [
                ('simpul:http_requests:rate5m{service="$s"}', "HTTP"),
                ('simpul:grpc_requests:rate5m{service="$s"}', "gRPC"),
            ],
        ),
        Panel(
            "Bagian yang gagal",
            "percentunit",
            [
                ('simpul:http_errors:ratio5m{service="$s"}', "HTTP"),
                ('simpul:grpc_errors:ratio5m{service="$s"}', "gRPC"),
            ],
        ),
        Panel("Waktu jawab HTTP", "s", [(_quantile(q, _HTTP), f"p{q * 100:.0f}") for q in (0.5, 0.95, 0.99)]),
        Panel("Waktu jawab per rute (p95)", "s", [(f"topk(10, {_quantile(0.95, _HTTP, 'route')})", "{{route}}")]),
        Panel(
            "Penolakan dan galat per rute",
            "reqps",
            [
                (
                    f'topk(10, sum by (route, status) (rate({_HTTP}_count{{service="$s", status=~"4..|5.."}}[5m])))',
                    "{{status}} {{route}}",
                )
            ],
        ),
        Panel("Waktu jawab gRPC per metode (p95)", "s", [(_quantile(0.95, _GRPC, "method", _STREAMS), "{{method}}")]),
        Panel("Sedang dijawab", "short", [('sum by (role) (simpul_http_inflight{service="$s"})', "{{role}}")]),
        Panel(
            "Percobaan masuk",
            "reqps",
            [('sum by (outcome) (rate(simpul_login_total{service="$s"}[5m]))', "{{outcome}}")],
        ),
    ),
    "Peristiwa": (
        Panel("Menunggu di outbox", "short", [('max(simpul_outbox_pending{service="$s"})', "peristiwa")]),
        Panel("Usia outbox", "s", [('max(simpul_outbox_age_seconds{service="$s"})', "tertua")]),
        Panel(
            "Peristiwa dicatat per detik",
            "short",
            [('clamp_min(max(deriv(simpul_log_position{service="$s"}[5m])), 0)', "log")],
        ),
        Panel("Belum terkirim", "short", [('simpul:relay_lag:max{service="$s"}', "{{destination}}")]),
        Panel(
            "Terkirim per detik",
            "short",
            [('sum by (destination) (rate(simpul_relay_events_total{service="$s"}[5m]))', "{{destination}}")],
        ),
        Panel("Peristiwa gagal", "short", [('max(simpul_dead_letters{service="$s"})', "menunggu")]),
        Panel("Belum diterima", "short", [('simpul:consumer_lag:sum{service="$s"}', "{{source}}")]),
        Panel(
            "Diterima per detik",
            "short",
            [
                (
                    'sum by (source, outcome) (rate(simpul_consumer_events_total{service="$s"}[5m]))',
                    "{{source}} {{outcome}}",
                )
            ],
        ),
        Panel("Waktu satu penerimaan (p95)", "s", [(_quantile(0.95, "simpul_consumer_batch_seconds"), "p95")]),
    ),
    "Pekerjaan berkala dan proses": (
        Panel(
            "Usia putaran baik terakhir",
            "s",
            [('min by (timed_job) (simpul_job_age_seconds{service="$s"})', "{{timed_job}}")],
        ),
        Panel(
            "Putaran terlewat per jam",
            "short",
            [('sum by (timed_job) (increase(simpul_job_failures_total{service="$s"}[1h]))', "{{timed_job}}")],
        ),
        Panel(
            "Sambungan basis data",
            "short",
            [
                ('sum by (role) (simpul_pool_in_use{service="$s"})', "{{role}}"),
                ('sum by (role) (simpul_pool_limit{service="$s"})', "batas {{role}}"),
            ],
        ),
        Panel("Memori", "bytes", [('max by (role) (process_resident_memory_bytes{service="$s"})', "{{role}}")]),
        Panel("Prosesor", "short", [('sum by (role) (rate(process_cpu_seconds_total{service="$s"}[5m]))', "{{role}}")]),
        Panel("Berkas terbuka", "short", [('max by (role) (process_open_fds{service="$s"})', "{{role}}")]),
    ),
}
"""What the three services have in common."""

OWN: Mapping[str, Sequence[Panel]] = {
    "perizinan": (
        Panel("Permohonan terbuka", "short", [("max by (layanan) (simpul_permohonan_open) > 0", "{{layanan}}")]),
        Panel(
            "Permohonan lewat jatuh tempo",
            "short",
            [("sum(max by (layanan) (simpul_permohonan_overdue))", "semua layanan")],
        ),
        Panel(
            "Usia permohonan tertua", "s", [("max by (layanan) (simpul_permohonan_oldest_seconds) > 0", "{{layanan}}")]
        ),
        Panel(
            "Putusan 30 hari",
            "short",
            [
                ("sum(max by (layanan) (simpul_permohonan_decided))", "semua"),
                ("simpul:permohonan_decided_late:sum", "lewat jatuh tempo"),
            ],
        ),
        Panel("Rekomendasi ditunggu", "short", [("max by (opd) (simpul_rekomendasi_open)", "{{opd}}")]),
        Panel("Rekomendasi lewat jatuh tempo", "short", [("max by (opd) (simpul_rekomendasi_overdue)", "{{opd}}")]),
        Panel("kinerja menjawab", "short", [("min by (neighbour) (simpul_neighbour_up)", "{{neighbour}}")]),
    ),
    "kinerja": (
        Panel("SKP tahun ini", "short", [("max by (status) (simpul_skp)", "{{status}}")]),
        Panel("Evaluasi tahun ini", "short", [("max by (status) (simpul_evaluasi)", "{{status}}")]),
    ),
    "pelaporan": (
        Panel("Nilai indikator yang diumumkan", "short", [("max(simpul_nilai_announced)", "nilai")]),
        Panel("Sel yang menunggu pengumuman", "short", [("max(simpul_cells_touched)", "sel")]),
        Panel("Kertas kerja", "short", [("max by (status) (simpul_kertas_kerja)", "{{status}}")]),
    ),
}
"""What each of them does."""


def make_dashboard(service: str) -> dict[str, Any]:
    """Return the dashboard of a service as Grafana reads it."""
    panels = [panel | {"id": number} for number, panel in enumerate(_lay_out(service), 1)]
    return {
        "uid": f"simpul-{service}",
        "title": f"Simpul: {service}",
        "tags": ["simpul"],
        "schemaVersion": 41,
        "version": 1,
        "editable": False,
        "timezone": "Asia/Jakarta",
        "time": {"from": "now-6h", "to": "now"},
        "refresh": "30s",
        "panels": panels,
    }


def _lay_out(service: str) -> Iterator[dict[str, Any]]:
    """Give the panels, three beside one another, each group under its line."""
    y = 0
    for group, panels in {**COMMON, "Layanan": OWN[service]}.items():
        yield {"type": "row", "title": group, "collapsed": False, "panels": [], "gridPos": _place(0, y, 24, 1)}
        for number, panel in enumerate(panels):
            place = _place(number % 3 * WIDTH, y + 1 + number // 3 * HEIGHT, WIDTH, HEIGHT)
            yield _draw(panel, service) | {"gridPos": place}
        y += 1 + -(-len(panels) // 3) * HEIGHT


def _place(x: int, y: int, w: int, h: int) -> dict[str, int]:
    return {"x": x, "y": y, "w": w, "h": h}


def _draw(panel: Panel, service: str) -> dict[str, Any]:
    return {
        "type": "timeseries",
        "title": panel.title,
        "datasource": SOURCE,
        "fieldConfig": {"defaults": {"unit": panel.unit, "min": 0}, "overrides": []},
        "options": {"legend": {"displayMode": "list", "placement": "bottom"}, "tooltip": {"mode": "multi"}},
        "targets": [
            {
                "refId": chr(65 + number),
                "datasource": SOURCE,
                "expr": query.replace("$s", service),
                "legendFormat": legend,
            }
            for number, (query, legend) in enumerate(panel.queries)
        ],
    }


def main() -> int:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 on a difference")
    check = parser.parse_args().check
    for service in SERVICES:
        path, fresh = FOLDER / f"{service}.json", json.dumps(make_dashboard(service), indent=1) + "\n"
        if check and (not path.exists() or path.read_text(encoding="utf-8") != fresh):
            sys.stdout.write(f"{path.name} is not what the table says: run python -m tools.dasbor\n")
            return 1
        if not check:
            path.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
