"""Every route of the console refuses who is not signed in, whose role is too low, and forms without the session's token.

The routes are found in the app itself, so a new one without a guard makes these tests fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from starlette.testclient import TestClient

from api.staff.access import CSRF_FIELD, SAFE_METHODS, AtLeast
from api.staff.members import Role
from api.staff.routes import PREFIX
from tests.api.staff.conftest import SignIn

PUBLIC = {
    "GET /staff/logg-inn",
    "POST /staff/logg-inn",
    "GET /staff/logg-inn/ekstern",
    "GET /staff/logg-inn/ekstern/tilbake",
}
PLAUSIBLE = {int: "1", UUID: "8b7c2c1e-58a5-4f0e-9d5a-0f8f7f6c1234"}
JSON, HTML = {"accept": "application/json"}, {"accept": "text/html"}


@dataclass(frozen=True)
class Guarded:
    """A route with one method; `needs` is the role it asks for, None when it asks for none."""

    method: str
    path: str
    address: str
    needs: Role | None

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def changes(self) -> bool:
        return self.method not in SAFE_METHODS


def console_routes(app: FastAPI) -> list[Guarded]:
    """All routes under /staff, one for each method; a web socket, a mount and a plain Starlette route have no guard."""
    found = []
    for route in iter_route_contexts(app.routes):
        path = str(getattr(route, "path", ""))
        if f"{path}/".startswith(f"{PREFIX}/"):
            dependant: Dependant | None = getattr(route, "dependant", None)
            address = filled_in(path, dependant)
            needs = max((guard.role for guard in guards(dependant)), default=None) if dependant else None
            found += [Guarded(method, path, address, needs) for method in sorted(getattr(route, "methods", None) or ["GET"])]
    return found


def filled_in(path: str, dependant: Dependant | None) -> str:
    """The path with a plausible value for each of its parameters."""
    types = {field.name: field.field_info.annotation for field in dependant.path_params} if dependant else {}
    return re.sub(r"\{(\w+)(:\w+)?\}", lambda hit: PLAUSIBLE.get(types.get(hit[1]), "1"), path)  # type: ignore[arg-type]


def guards(dependant: Dependant) -> Iterator[AtLeast]:
    """The role checks among the dependencies of a route, and of those."""
    for inner in dependant.dependencies:
        if isinstance(inner.call, AtLeast):
            yield inner.call
        yield from guards(inner)


def send(client: TestClient, route: Guarded, headers: dict[str, str], csrf: str | None = None) -> Any:
    data = {CSRF_FIELD: csrf} if csrf else None
    return client.request(route.method, route.address, headers=headers, data=data, follow_redirects=False)


def kind(response: Any) -> str:
    """The status, and of problem details the kind of problem."""
    problem = response.headers.get("content-type", "").startswith("application/problem+json")
    return f"{response.status_code} {response.json()['type'].rpartition(':')[2]}" if problem else str(response.status_code)


@pytest.fixture
def routes(client: TestClient) -> list[Guarded]:
    found = console_routes(client.app)  # type: ignore[arg-type]
    assert len(found) > len(PUBLIC) + 8, "the walk found hardly any route: it must be mended"
    return [route for route in found if str(route) not in PUBLIC]


def test_only_the_sign_in_pages_are_open_to_everybody(client: TestClient) -> None:
    assert {str(route) for route in console_routes(client.app) if route.needs is None} == PUBLIC  # type: ignore[arg-type]


def test_everything_else_is_refused_without_sign_in(client: TestClient, routes: list[Guarded]) -> None:
    let_in = {str(route): got for route in routes if (got := kind(send(client, route, JSON))) != "401 sign-in-needed"}
    assert let_in == {}


def test_pages_without_sign_in_lead_to_the_sign_in_page(client: TestClient, routes: list[Guarded]) -> None:
    pages = [route for route in routes if not route.changes]
    responses = {str(route): send(client, route, HTML) for route in pages}
    wrong = {
        name: (answer.status_code, answer.headers.get("location"))
        for name, answer in responses.items()
        if answer.status_code != 303 or not answer.headers["location"].startswith("/staff/logg-inn")
    }
    assert wrong == {}


@pytest.mark.parametrize("role", list(Role))
def test_everything_that_needs_a_higher_role_is_refused(client: TestClient, routes: list[Guarded], sign_in: SignIn, role: Role) -> None:
    csrf = sign_in(role.name)
    higher = [route for route in routes if route.needs is None or route.needs > role]
    let_in = {str(route): got for route in higher if (got := kind(send(client, route, JSON, csrf))) != "403 role-too-low"}
    assert let_in == {}


def test_pages_open_for_the_role_they_need(client: TestClient, routes: list[Guarded], sign_in: SignIn) -> None:
    for role in Role:
        sign_in(role.name)
        pages = [route for route in routes if route.needs == role and not route.changes]
        refused = {str(route): got for route in pages if (got := send(client, route, HTML).status_code) in (401, 403)}
        assert refused == {}


def test_every_change_is_refused_without_the_token_of_the_session(client: TestClient, routes: list[Guarded], sign_in: SignIn) -> None:
    sign_in("admin")
    changes = [route for route in routes if route.changes]
    for csrf in (None, "another-token"):
        let_in = {str(route): got for route in changes if (got := kind(send(client, route, JSON, csrf))) != "403 csrf-failed"}
        assert let_in == {}


def test_route_without_a_guard_would_be_found(client: TestClient) -> None:
    forgotten = APIRouter(prefix="/staff/glemt")
    forgotten.add_api_route("/{number}", lambda number: number, methods=["POST"])
    app = FastAPI()
    app.include_router(forgotten)
    app.mount("/staff/mappe", FastAPI())
    assert [(str(route), route.needs) for route in console_routes(app)] == [
        ("POST /staff/glemt/{number}", None),
        ("GET /staff/mappe", None),
    ]
