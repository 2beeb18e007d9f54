"""The action for uncertain understanding: offer the nearest questions instead of guessing."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from knowledge.compiled import read_knowledge
from knowledge.replies import Replies
from knowledge.search import Encoder, SearchIndex

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


def offer(text: str, standard: str, programme: str | None, index: SearchIndex, encoder: Encoder, replies: Replies) -> dict[str, Any]:
    """The reply, in the form of the HTTP contract: the nearest questions as buttons, or that nothing is near."""
    near = [found for found in index.nearest(encoder, text, OFFERED) if found.score >= MIN_SCORE and found.topic in replies]
    suggestions = [replies.question(found.topic, programme, standard) for found in near]
    return {
        "outcome": "clarification" if near else "out_of_scope",
        "topic": None,
        "programme": programme,
        "language": standard,
        "messages": [{"text": TEXTS[standard]["near" if near else "none"], "citations": [], "suggestions": suggestions}],
    }


@lru_cache(maxsize=1)
def _search() -> tuple[SearchIndex, Encoder, Replies]:
    from knowledge.embedding import load_model  # torch: loaded when the action server warms up, never on the chat's path

    knowledge, encoder = read_knowledge(), load_model()
    return SearchIndex.open(knowledge, encoder), encoder, Replies(knowledge)


def warm_up() -> None:
    """Load model and index before the first question needs them."""
    _search()


class ActionSearchKnowledge(Action):
    """Offers the nearest questions to a message that was not understood well enough to answer."""

    def name(self) -> str:
        """As in the domain."""
        return "action_search_knowledge"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Utter the offer, with what was understood for the log."""
        request = tracker.get_slot("request") or {}
        reply = offer(tracker.latest_message.get("text") or "", request.get("standard", "nb"), request.get("programme"), *_search())
        ranking = [[near["name"], round(near["confidence"], 4)] for near in tracker.latest_message.get("intent_ranking", [])[:5]]
        reply["understanding"] = {
            "intent": tracker.get_intent_of_latest_message(skip_fallback_intent=False),
            "confidence": request.get("confidence", 0.0),
            "ranking": ranking,
            "standard": request.get("standard"),
        }
        dispatcher.utter_message(json_message=reply)
        return []
