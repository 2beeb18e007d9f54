"""Proposals and unanswered questions on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from api.problems import ProposalBusy, ProposalNotFound
from api.store.database import connect
from api.store.migrate import upgrade
from api.store.models import Conversation, Feedback, Turn
from api.store.proposals import NewChange, ProposalStore
from api.store.unanswered import UnansweredStore
from tests.api.test_store import postgresql_url  # noqa: F401

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path}/kompass.db" if request.param == "sqlite" else request.getfixturevalue("postgresql_url")
    upgrade(url)
    engine = connect(url)
    yield engine
    engine.dispose()


def test_a_proposal_lives_from_open_to_rolled_back(database: Engine) -> None:
    store = ProposalStore(database)
    number = store.create("Eksamen", "kari")
    store.add(number, [NewChange("example", "exam", "Er det prøve?", "nb", turn_id="t1"), NewChange("entry", "exam", "a")], "kari")
    store.add(number, [NewChange("entry", "exam", "b")], "kari")
    assert [(change.kind, change.text) for change in store.one(number).changes] == [("example", "Er det prøve?"), ("entry", "b")]
    assert store.of_turns(["t1", "t2"]) == {"t1": number}
    store.move(number, "trying", "kari", "try", only_from=("open",))
    assert [proposal.id for proposal in store.busy()] == [number]
    with pytest.raises(ProposalBusy):
        store.add(number, [NewChange("example", "exam", "Er det kake?", "nb")], "kari")
    store.move(number, "published", "kari", "published", only_from=("trying",), published_at=NOW, evaluation={"lost": []})
    last = store.last_published()
    assert last is not None and last.id == number and store.pending_changes() == []
    store.move(number, "rolled_back", "kari", "rolled_back", only_from=("published",))
    assert store.last_published() is None and store.of_turns(["t1"]) == {}
    with pytest.raises(ProposalNotFound):
        store.one(number + 1)


def test_unanswered_questions_are_those_of_the_period_in_the_order_they_were_asked(database: Engine) -> None:
    with Session(database) as session, session.begin():
        session.add(Conversation(id="c", created_at=NOW, language="nb"))
        session.flush()
        for turn, (outcome, days) in enumerate([("clarification", 1), ("answered", 1), ("not_in_sources", 2), ("out_of_scope", 40)]):
            row = {
                "id": f"t{turn}",
                "conversation_id": "c",
                "number": turn,
                "asked_at": NOW - timedelta(days=days),
                "message": f"Spørsmål {turn}",
            }
            session.add(Turn(**row, language="nb", outcome=outcome, understanding={}, reply=[], status="answered"))
        session.flush()
        session.add(Feedback(turn_id="t1", verdict="down", given_at=NOW))
    store = UnansweredStore(database)
    found = store.since(NOW - timedelta(days=30))
    assert [question.turn_id for question in found][0] == "t2"
    assert {question.turn_id: question.reasons for question in found} == {
        "t0": ["clarification"],
        "t1": ["thumbs_down"],
        "t2": ["not_in_sources"],
    }
    assert list(store.of(["t3", "gone"])) == ["t3"]
