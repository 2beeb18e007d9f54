"""A conversation in which each message is resolved after those before it, without the engine around it."""

from __future__ import annotations

from typing import Any

from knowledge.entries import load_entries
from nlu.context import resolve
from nlu.conversation import ANSWER, SEARCH, Conversation, Resolution
from nlu.person import LEVELS
from tests.nlu.understandings import SURE, said

RELATED: dict[str, list[str]] = {topic: [] for topic in load_entries()}


class Dialogue:
    """What is said is real words (see `said`); what was resolved is kept as nlu/context_policy.py keeps it in slots."""

    def __init__(self, conversation: Conversation | None = None) -> None:
        self.conversation = conversation or Conversation()

    def asks(self, text: str, topic: str, **parts: Any) -> Resolution:
        """Say a message that is surely a question about a topic."""
        return self.says(text, f"ask_{topic}", SURE, **parts)

    def says(self, text: str, *intent: Any, **parts: Any) -> Resolution:
        """Say a message; without intent it is hardly understood by its words alone."""
        return self.hears(said(text, *intent, **parts))

    def hears(self, message: dict[str, Any]) -> Resolution:
        """Resolve an understanding and carry on from it."""
        before = self.conversation
        resolution = resolve(message, before, RELATED)
        topic, programme = before.topic, before.programme
        if resolution.action == ANSWER:
            topic, programme = resolution.asks[-1][0], resolution.programme if resolution.programme in LEVELS else None
        self.conversation = Conversation(
            topic,
            programme,
            resolution.standard,
            resolution.role or before.role,
            resolution.sector or before.sector,
            before.page_standard,
            resolution.action == SEARCH,
            resolution.wished,
            resolution.asking,
        )
        return resolution
