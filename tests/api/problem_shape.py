"""The one assertion about errors: RFC 9457 problem details in Norwegian."""

from __future__ import annotations

from typing import Any

BASE = {"type", "title", "status", "detail", "instance"}


def assert_problem(response: Any, status: int, code: str, *, members: set[str] = frozenset()) -> dict[str, Any]:  # type: ignore[assignment]
    """The problem's body, its shape checked; 503 must say when to try again."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert set(body) == BASE | members
    assert body["type"] == f"urn:kompass:problem:{code}"
    assert body["status"] == status
    assert body["instance"] == response.request.url.path
    assert body["title"] and body["detail"].endswith(".")
    assert response.headers["x-content-type-options"] == "nosniff"
    if status == 503:
        assert response.headers["retry-after"] == "5"
    return body
