"""The action for uncertain understanding: offer the nearest questions instead of guessing."""

from __future__ import annotations

import logging
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from knowledge.compiled import read_knowledge
from knowledge.errors import NotCompiledError
from knowledge.replies import Replies
from knowledge.search import Encoder, SearchIndex
from nlu.training_questions import TOPIC_PREFIX

logger = logging.getLogger(__name__)
OFFERED = 3
MIN_SCORE = 0.80
"""Mean cosine below which nothing is near; e5 puts unrelated sentences at about 0.75."""

TEXTS = {
    "nb": {
        "near": "Jeg er ikke sikker på hva du spør om, og vil ikke gjette. Mente du noe av dette?",
        "none": "Det finner jeg ikke noe om. Jeg svarer bare på spørsmål om mellomlederutdanningen og topplederprogrammet.",
    },
    "nn": {
        "near": "Eg er ikkje sikker på kva du spør om, og vil ikkje gjette. Meinte du noko av dette?",
        "none": "Det finn eg ikkje noko om. Eg svarer berre på spørsmål om mellomleiarutdanninga og toppleiarprogrammet.",
    },
}


def offer(standard: str, programme: str | None, near: list[str], replies: Replies) -> dict[str, Any]:
    """The reply, in the form of the HTTP contract: the near topics' questions as buttons, or that nothing is near."""
    suggestions = [replies.question(topic, programme, standard) for topic in near if topic in replies]
    return {
        "outcome": "clarification" if suggestions else "out_of_scope",
        "topic": None,
        "programme": programme,
        "language": standard,
        "messages": [{"text": TEXTS[standard]["near" if suggestions else "none"], "citations": [], "suggestions": suggestions}],
    }


def nearest_topics(text: str, index: SearchIndex, encoder: Encoder) -> list[str]:
    """The topics near enough to a text to be offered."""
    return [found.topic for found in index.nearest(encoder, text, OFFERED) if found.score >= MIN_SCORE]


class Search:
    """Index, encoder and replies, loaded once; until they are, the runner-up intents must do."""

    def __init__(self) -> None:
        self._replies: Replies | None = None
        self._loaded: tuple[SearchIndex, Encoder] | None = None

    @property
    def replies(self) -> Replies:
        if self._replies is None:
            self._replies = Replies(read_knowledge())
        return self._replies

    def load(self) -> None:
        """Load index and model; seconds, since torch comes with it. Without an index the runners-up go on."""
        from knowledge.embedding import load_model

        try:
            index = SearchIndex.open(read_knowledge())
        except NotCompiledError as error:
            logger.warning("semantic search is off: %s", error)
            return
        self._loaded = (index, load_model())
        nearest_topics("Når starter programmet?", *self._loaded)  # the first encoding takes a while

    def near(self, text: str, runners_up: list[str]) -> list[str]:
        """The topics near a message: by meaning, or the runners-up while the search is still loading."""
        return nearest_topics(text, *self._loaded) if self._loaded else runners_up[:OFFERED]


SEARCH = Search()


class ActionSearchKnowledge(Action):
    """Offers the nearest questions to a message that was not understood well enough to answer."""

    def name(self) -> str:
        """As in the domain."""
        return "action_search_knowledge"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Utter the offer, with what was understood for the log."""
        request = tracker.get_slot("request") or {}
        message = tracker.latest_message
        ranking = [[near["name"], round(near["confidence"], 4)] for near in message.get("intent_ranking", [])[:5]]
        runners_up = [name.removeprefix(TOPIC_PREFIX) for name, _ in ranking if name.startswith(TOPIC_PREFIX)]
        near = SEARCH.near(message.get("text") or "", runners_up)
        reply = offer(request.get("standard", "nb"), request.get("programme"), near, SEARCH.replies)
        reply["understanding"] = {
            "intent": tracker.get_intent_of_latest_message(skip_fallback_intent=False),
            "confidence": request.get("confidence", 0.0),
            "ranking": ranking,
            "standard": request.get("standard"),
        }
        dispatcher.utter_message(json_message=reply)
        return []
