"""Headers on every answer, hosts we answer to, probes, and the document of the API."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chassis.http import routes
from chassis.http.security import CSP
from tests.support.catatan import World

WANTED = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def _paths(world: World) -> list[str]:
    rules = [route.rule.replace("<uuid:catatan_id>", "x") for route in routes(world.app)]
    return [*rules, "/tidak-ada", "/v1/tidak-ada", "/livez", "/readyz", "/metrics", "/%ff", "/v1/catatan?x=%00"]


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "HEAD", "DELETE", "TRACE"])
def test_every_answer_has_the_headers(world: World, method: str) -> None:
    client = world.client()
    for path in _paths(world):
        response = client.open(path, method=method)
        assert {name: response.headers.get(name) for name in WANTED} == WANTED, path
        assert "Cache-Control" in response.headers


def test_a_host_that_is_not_ours_is_refused_with_the_headers(world: World) -> None:
    for host in ("penyerang.example", "localhost.penyerang.example", "localhost:80@penyerang.example"):
        response = world.client().get("/masuk", headers={"Host": host})
        assert response.status_code == 400
        assert response.headers["Content-Security-Policy"] == CSP


def test_probes_answer_whatever_the_host(world: World) -> None:
    for path in ("/livez", "/readyz", "/metrics"):
        assert world.client().get(path, headers={"Host": "10.1.2.3:8101"}).status_code == 200


def test_any_host_is_answered_where_the_settings_say_so(make_world: Callable[..., World]) -> None:
    for trusted, status in ((("*",), 401), (("simpul.example",), 400)):
        client = make_world(trusted_hosts=trusted).client()
        assert client.get("/v1/catatan", headers={"Host": "10.1.2.3:8101"}).status_code == status


def test_readyz_says_503_while_draining_and_livez_stays(world: World) -> None:
    world.app.extensions["chassis"].health.draining.set()

    assert world.client().get("/readyz").status_code == 503
    assert world.client().get("/livez").status_code == 200


def test_production_asks_for_https_ever_after(make_world: Callable[..., World]) -> None:
    world = make_world(env="prod", trusted_hosts=("simpul.example",))

    response = world.client().get("/livez")

    assert response.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_metrics_name_routes_by_their_template(world: World) -> None:
    world.client().get("/v1/catatan?status=draf", headers=world.bearer())

    text = world.client().get("/metrics").get_data(as_text=True)

    assert 'simpul_http_request_seconds_count{method="GET",route="/v1/catatan",status="200"}' in text
    assert "status=draf" not in text


def test_the_document_names_scopes_and_problems(world: World) -> None:
    document = world.client().get("/openapi.json").get_json()

    operation = document["paths"]["/v1/catatan/{catatan_id}/tutup"]["post"]
    assert document["openapi"] == "3.1.0"
    assert operation["x-scope"] == "catatan.tulis"
    assert operation["security"] == [{"bearer": []}]
    assert document["paths"]["/v1/hitung"]["post"]["security"] == []
    assert list(document["components"]["responses"]["DEFAULT_ERROR"]["content"]) == ["application/problem+json"]


def test_the_list_of_operations_needs_no_script(world: World) -> None:
    page = world.client().get("/docs").get_data(as_text=True)

    assert "/v1/catatan/{catatan_id}/tutup" in page
    assert "<script" not in page
    assert "style=" not in page
