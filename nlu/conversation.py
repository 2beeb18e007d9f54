"""What a conversation is about, and what is decided for a message: the shapes that understanding and reply share."""

from __future__ import annotations

from dataclasses import dataclass, field

from nlu.eligibility import Asking

ANSWER, SEARCH, ASK = "utter_answer", "action_search_knowledge", "utter_ask_"
"""The Rasa actions that reply; ASK begins the names of those that ask for what a case lacks."""
Ask = tuple[str, str | None]
"""A topic and the programme it is asked about, or None for no one in particular."""


@dataclass(frozen=True)
class Conversation:
    """What the conversation is about so far; all None at its start. `wished`: the written standard asked for outright.
    `said`: the text of the last answer."""

    topic: str | None = None
    programme: str | None = None
    standard: str | None = None
    role: str | None = None
    sector: str | None = None
    page_standard: str | None = None
    clarified: bool = False
    wished: str | None = None
    asking: Asking | None = None
    said: str = ""


@dataclass
class Resolution:
    """`action`: the Rasa action that replies. `asks`: topic and programme of each question, in order. `mode`: answer, sources or
    more. `asking`: what the eligibility dialogue asks after the answer, and waits for."""

    action: str
    standard: str
    asks: list[Ask] = field(default_factory=list)
    programme: str | None = None
    role: str | None = None
    sector: str | None = None
    mode: str = "answer"
    foreign: str | None = None
    confidence: float = 0.0
    wished: str | None = None
    asking: Asking | None = None

    @property
    def about_programmes(self) -> bool:
        """Whether the reply answers, or asks what it needs for an answer."""
        return self.action == ANSWER or self.action.startswith(ASK)

    @property
    def topics(self) -> list[str]:
        """The topics asked about, in order."""
        return [topic for topic, _ in self.asks]
