"""Words that a database refuses to look for are the sender's mistake, not a failure of ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from tests.api.fake_engine import FakeEngine
from tests.api.staff.databases import KINDS, scratch_database


@pytest.mark.parametrize("kind", KINDS)
def test_a_username_that_no_database_can_hold_is_refused_like_any_other(kind: str, tmp_path: Path, knowledge_path: Path) -> None:
    with scratch_database(kind, tmp_path) as url:
        tracker = f"sqlite:///{tmp_path}/tracker.db"
        settings = Settings(database_url=url, engine_tracker_url=tracker, knowledge_path=knowledge_path)
        with TestClient(create_app(settings, engine_transport=FakeEngine()), raise_server_exceptions=False) as client:
            refused = client.post("/staff/logg-inn", data={"username": "ka\x00ri", "password": "et langt passord"})
            asked = client.post("/api/chat", json={"message": "Når \x00 starter det?"})
    assert refused.status_code in (400, 401)
    assert asked.status_code in (200, 400, 422)
