"""A small set of topics, and what a message is resolved to among them."""

from __future__ import annotations

from typing import Any

from nlu.context import resolve
from nlu.conversation import Conversation, Resolution

TOPICS = (
    "overview",
    "costs",
    "start",
    "people",
    "level",
    "exam",
    "employer_duties",
    "eligibility",
    "admission",
    "other_detail",
    "prior_education",
)
RELATED: dict[str, list[str]] = {topic: [] for topic in TOPICS} | {"costs": ["start"]}
TALKED_OF_COSTS = Conversation(topic="costs", programme="middle_manager", standard="nb")


def resolved(message: dict[str, Any], conversation: Conversation | None = None) -> Resolution:
    return resolve(message, conversation or Conversation(), RELATED)
