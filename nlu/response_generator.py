"""The engine's response generator: answers composed from the compiled knowledge, small talk from the domain's responses.

Every response carries, as `custom`, what the service passes on: outcome, topic, programme, language, messages, and what
was understood.
"""

from __future__ import annotations

from typing import Any, Dict, Optional

import yaml
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from knowledge.bot_files import DOMAIN
from knowledge.compiled import read_knowledge
from knowledge.replies import Message, Replies, Reply
from nlu.conversation import ANSWER, ASK

RANKING_SHOWN = 5


class ResponseGenerator(NaturalLanguageGenerator):
    """Named in bot/endpoints.yml."""

    def __init__(self, endpoint_config: Optional[EndpointConfig] = None, domain: Optional[Domain] = None) -> None:
        # Rasa makes the generator before it loads a model, so the domain it passes is empty.
        self._responses = TemplatedNaturalLanguageGenerator(yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))["responses"])
        self._replies = Replies(read_knowledge())

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> Optional[Dict[str, Any]]:
        """The response to an action, with its `custom` part."""
        request = tracker.get_slot("request") or {}
        if utter_action == ANSWER:
            reply = await self._answer(request, tracker, output_channel)
        else:
            reply = _small_talk(await self._responses.generate(utter_action, tracker, output_channel, **kwargs) or {})
        if request.get("foreign"):
            notice = await self._responses.generate("utter_foreign", tracker, output_channel)
            if notice and utter_action != "utter_out_of_scope_foreign":
                reply.messages.insert(0, Message(notice["text"]))
        return {
            "text": "\n\n".join(message.text for message in reply.messages),
            "custom": {**reply.as_dict(), "language": tracker.get_slot("written_standard") or "nb", "understanding": understood(tracker)},
        }

    async def _answer(self, request: Dict[str, Any], tracker: DialogueStateTracker, output_channel: str) -> Reply:
        asks, standard = [(topic, programme) for topic, programme in request["asks"]], request["standard"]
        if request["mode"] == "answer":
            reply = self._replies.answer(asks, standard)
        else:
            lead = await self._responses.generate(f"utter_lead_{request['mode']}", tracker, output_channel)
            reply = self._replies.sources(*asks[0], standard, (lead or {})["text"])
        if request["asking"]:
            question = await self._responses.generate(f"{ASK}{request['asking']['missing']}", tracker, output_channel)
            reply.messages.append(_small_talk(question or {}).messages[0])
        return reply


def understood(tracker: DialogueStateTracker) -> Dict[str, Any]:
    """What the message was understood as: intent, confidence, runners-up, entities, written standard."""
    parsed = tracker.latest_message.parse_data if tracker.latest_message else {}
    reading = parsed.get("understanding") or {}
    request = tracker.get_slot("request") or {}
    return {
        "intent": (parsed.get("intent") or {}).get("name"),
        "confidence": request.get("confidence", 0.0),
        "topics": [topic for topic, _ in request.get("asks", [])],
        "ranking": [[r["name"], round(r["confidence"], 4)] for r in parsed.get("intent_ranking", [])[:RANKING_SHOWN]],
        "entities": [[entity["entity"], entity["value"]] for entity in parsed.get("entities", [])],
        "standard": reading.get("standard"),
        "standard_probability": reading.get("probability"),
        "foreign": reading.get("foreign"),
    }


def _small_talk(response: Dict[str, Any]) -> Reply:
    buttons = [{"title": button["title"], "message": button["payload"]} for button in response.get("buttons", [])]
    outcome = (response.get("metadata") or {}).get("outcome", "chitchat")
    return Reply(outcome, None, None, [Message(response["text"], suggestions=buttons)])
