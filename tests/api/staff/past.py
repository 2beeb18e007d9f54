"""Questions asked through the real chat and then moved to a moment of the past, for figures of days gone by."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine, insert, update
from starlette.testclient import TestClient

from api.services import Services
from api.store.database import connect, writing
from api.store.index_models import IndexedConversation, IndexedTurn
from api.store.models import Conversation, Turn
from api.store.staff_models import Account, ConversationReview, TurnReview
from tests.api.fake_engine import CUSTOM, FakeEngine


class Past:
    """Asks, thumbs and judges in one running app."""

    def __init__(self, client: TestClient, engine: FakeEngine, services: Services) -> None:
        self.client, self.services = client, services
        self._fake = engine
        self._database: Engine = connect(services.settings.database_url)

    def ask(
        self, at: datetime, message: str = "Hvor mange samlinger er det?", conversation: str | None = None, **answer: Any
    ) -> dict[str, Any]:
        """One question at a moment; `answer` replaces fields of the engine's answer. Gives the reply's ids."""
        self._fake.items = [{"recipient_id": "x", "custom": {**CUSTOM, **answer}}]
        response = self.client.post("/api/chat", json={"message": message, "conversation_id": conversation})
        assert response.status_code == 200, response.text
        reply: dict[str, Any] = response.json()
        self._move(reply["turn_id"], reply["conversation_id"], at, begins=conversation is None)
        return reply

    def fail(self, at: datetime) -> None:
        """A question that the engine does not answer."""
        self._fake.status = 500
        response = self.client.post("/api/chat", json={"message": "Hallo?"})
        self._fake.status = 200
        assert response.status_code == 503
        self._move(response.json()["turn_id"], response.json()["conversation_id"], at, begins=True)

    def thumb(self, reply: dict[str, Any], verdict: str, comment: str | None = None) -> None:
        """The person's verdict on a reply."""
        response = self.client.post(f"/api/turns/{reply['turn_id']}/feedback", json={"verdict": verdict, "comment": comment})
        assert response.status_code == 204

    def judge(self, reply: dict[str, Any], at: datetime, relevance: str, **more: Any) -> None:
        """A reviewer's verdict on a reply."""
        with writing(self._database).begin() as connection:
            values = {"turn_id": reply["turn_id"], "account_id": self._reviewer(connection), "relevance": relevance, "reviewed_at": at}
            connection.execute(insert(TurnReview).values(**values, **more))
            conversation = IndexedConversation.conversation_id == reply["conversation_id"]
            connection.execute(update(IndexedConversation).where(conversation).values(reviewed=True))

    def judge_conversation(self, reply: dict[str, Any], at: datetime, helpful: bool) -> None:
        """A reviewer's verdict on a conversation."""
        with writing(self._database).begin() as connection:
            values = {"conversation_id": reply["conversation_id"], "account_id": self._reviewer(connection)}
            connection.execute(insert(ConversationReview).values(**values, helpful=helpful, reviewed_at=at))

    def close(self) -> None:
        self._database.dispose()

    def _reviewer(self, connection: Any) -> str:
        name, at = str(uuid4()), datetime.fromisoformat("2026-01-01T00:00:00Z")
        connection.execute(insert(Account).values(id=name, username=name, name="Rita", role="reviewer", language="nb", created_at=at))
        return name

    def _move(self, turn: str, conversation: str, at: datetime, begins: bool) -> None:
        with writing(self._database).begin() as connection:
            number = connection.execute(update(Turn).where(Turn.id == turn).values(asked_at=at).returning(Turn.number)).scalar_one()
            indexed = update(IndexedConversation).where(IndexedConversation.conversation_id == conversation)
            no = connection.execute(indexed.values(last_at=at).returning(IndexedConversation.no)).scalar_one()
            connection.execute(
                update(IndexedTurn).where(IndexedTurn.conversation_no == no, IndexedTurn.number == number).values(asked_at=at)
            )
            if begins:
                connection.execute(update(Conversation).where(Conversation.id == conversation).values(created_at=at))
                connection.execute(update(IndexedConversation).where(IndexedConversation.no == no).values(started_at=at))
