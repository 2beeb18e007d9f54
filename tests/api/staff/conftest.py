"""Members of staff who are signed in to the app of tests/api/conftest.py."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from api.services import Services
from api.settings import Settings
from api.staff.access import COOKIE
from api.store.database import connect
from api.store.staff_models import Account

SignIn = Callable[..., str]


@pytest.fixture
def services(client: TestClient) -> Services:
    """The open parts of the running app."""
    return client.app.state.services  # type: ignore[attr-defined]


@pytest.fixture
def sign_in(client: TestClient, settings: Settings, services: Services) -> SignIn:
    """Sign the client in as a new account of a role, "nb" or "nn"; gives the token that its forms must carry."""

    def signed_in(role: str = "reader", language: str = "nb") -> str:
        account = Account(
            id=str(uuid4()), username=f"{role}-{uuid4().hex[:6]}", name=role.title(), role=role, language=language,
            created_at=datetime.now(UTC),
        )  # fmt: skip
        engine = connect(settings.database_url)
        with Session(engine, expire_on_commit=False) as session, session.begin():
            session.add(account)
        engine.dispose()
        token = services.accounts.begin_session(account.id)
        client.cookies.set(COOKIE, token)
        member = services.accounts.member_of(token)
        assert member is not None
        return member.csrf_token

    return signed_in


def csrf_of(page: str) -> str:
    """The token in a page's first form."""
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found, "the page has no form with a token"
    return found[1]
