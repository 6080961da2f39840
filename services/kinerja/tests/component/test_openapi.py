"""The OpenAPI document: each shape has a name of its own."""

from __future__ import annotations

import warnings

from flask.testing import FlaskClient


def test_no_two_shapes_share_a_name(client: FlaskClient) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        document = client.get("/openapi.json").get_json()

    names = document["components"]["schemas"]
    assert [name for name in names if name.rstrip("0123456789") in names.keys() - {name}] == []
