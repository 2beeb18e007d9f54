"""What is asked, given the conversation: topics, programme and written standard of one message.

Pure functions over the `understanding` of a message (see nlu/understanding.py) and what the conversation is about so
far. The result names the Rasa action that replies; the policy in nlu/context_policy.py carries it out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from nlu.eligibility import case_topic, role_of, sector_of
from nlu.training_questions import TOPIC_PREFIX

EVIDENT = 0.80
"""Probability from which a message is taken to show its written standard; below it the conversation decides."""
EVIDENT_TO_FLIP = 0.95
"""The same for a short message inside a conversation, which a wrong guess would flip."""
SHORT_TO_FLIP = 6
ACCEPT = 0.30
"""Probability from which the likeliest topic of a message is answered."""
ACCEPT_EACH = 0.50
"""The same for each of several questions in one message."""
ACCEPT_NAMED = 0.20
"""The same where a programme is named but the likeliest reading is no topic: insults and small talk around a question."""
ACCEPT_OUT_OF_SCOPE = 0.40
SURE = 0.60
SHORT_WORDS = 8
CORRECTION_WORDS = 5
CLEAR = 0.80
"""Probability from which a short message needs no context to be understood."""
CLEAR_WORDS = 3  # "hvor mange?" always needs it
CONTEXT_SHARE = 0.5
"""How much a short message's reading in context weighs beside its own."""
MAX_TOPICS = 4

ANSWER, SEARCH = "utter_answer", "action_search_knowledge"
FOLLOW_UPS = {"followup_programme", "followup_both", "followup_audience", "more", "repeat", "show_source"}
SWITCHES = {"switch_to_nb": "nb", "switch_to_nn": "nn"}
STANDARD_NAMES = {"nb": "bokmål", "nn": "nynorsk"}
ADMISSION_TOPICS = {"eligibility", "admission", "target_group", "private_providers"}
TWO_PART_TOPIC = "tracks"  # has an "other" of its own: "det andre sporet"
COST_TOPICS = {"costs", "tuition", "grants", "paid_leave", "binding_time", "employer_duties"}
_FIRST_PERSON = re.compile(r"\b(?:jeg|eg|æ|meg|vi|me|oss|min|mitt|vår|vårt|våre)\b", re.I)
_REJECTED = re.compile(r"\b(?:ikke|ikkje|itj|itte)\s+(?:for\s+|på\s+|om\s+)?$", re.I)
Ranking = list[tuple[str, float]]


@dataclass(frozen=True)
class Conversation:
    """What the conversation is about so far; all None at its start."""

    topic: str | None = None
    programme: str | None = None
    standard: str | None = None
    role: str | None = None
    sector: str | None = None
    page_standard: str | None = None
    clarified: bool = False


@dataclass
class Resolution:
    """`action`: the Rasa action that replies. `mode`: answer, sources or more."""

    action: str
    standard: str
    topics: list[str] = field(default_factory=list)
    programme: str | None = None
    role: str | None = None
    sector: str | None = None
    mode: str = "answer"
    foreign: str | None = None
    confidence: float = 0.0


def resolve(understanding: dict[str, Any], conversation: Conversation, related: dict[str, list[str]]) -> Resolution:
    """Decide what a message asks. `related`: topic → topics that people ask next; its keys are all known topics."""
    return _Resolver(understanding, conversation, related).resolve()


def written_standard(understanding: dict[str, Any], conversation: Conversation) -> str:
    """The standard to answer in: the message's when it shows one, else the conversation's, the page's, the likelier."""
    if understanding["foreign"]:
        return conversation.standard or conversation.page_standard or "nb"
    short = len(understanding["whole"]["text"].split()) <= SHORT_TO_FLIP
    if understanding["probability"] >= (EVIDENT_TO_FLIP if short and conversation.standard else EVIDENT):
        return understanding["standard"]
    return conversation.standard or conversation.page_standard or understanding["standard"]


def named_programme(entities: list[dict[str, Any]], text: str = "") -> str | None:
    """middle_manager, top_leader, both, other ("den andre") or None; a role word counts only when no programme is named
    outright, and in a short correction ("ikke for toppledere") the rejected programme does not count."""
    found = [entity for entity in entities if entity["entity"] == "programme"]
    if len(text.split()) <= SHORT_WORDS:
        kept = [entity for entity in found if not _REJECTED.search(text[: entity["start"]])]
        if found and not kept and len(text.split()) <= CORRECTION_WORDS:
            return _other(found[0]["value"])
        found = kept or found
    values = {entity["value"] for entity in found if not entity.get("weak")} or {entity["value"] for entity in found}
    values = values - {"other"} or values
    if "both" in values or len(values) > 1:
        return "both"
    return next(iter(values), None)


class _Resolver:
    def __init__(self, understanding: dict[str, Any], conversation: Conversation, related: dict[str, list[str]]) -> None:
        self._whole, self._questions = understanding["whole"], understanding["questions"]
        self._conversation, self._related = conversation, related
        self._standard = written_standard(understanding, conversation)
        self._foreign = understanding["foreign"]
        self._beside = understanding.get("in_context")
        self._entities = self._whole["entities"]
        self._named = named_programme(self._entities, self._whole["text"])
        self._on_topic = self._named not in (None, "other")
        self._role, self._sector = role_of(self._entities, self._whole["text"]), sector_of(self._entities)
        self._rankings = self._asked()

    def resolve(self) -> Resolution:
        intent, confidence = self._rankings[0][0]
        if intent in SWITCHES and confidence >= ACCEPT_EACH:
            return self._repeat(self._standard_asked_for(intent), confidence)
        topics = self._topics() or self._implied_topics(intent, confidence)
        if topics:
            return self._answer(self._with_case(topics), confidence)
        if intent in FOLLOW_UPS and confidence >= ACCEPT:
            return self._follow_up(intent, confidence)
        return self._without_topic(intent, confidence)

    def _asked(self) -> list[Ranking]:
        """One ranking a question: the message's own, blended with that of the part that asks."""
        whole = self._in_context(self._whole["ranking"])
        if not self._questions:
            return [whole]
        share = 0.5 if len(self._questions) == 1 else 0.75
        return [_blend(question["ranking"], whole, share) for question in self._questions]

    def _in_context(self, ranking: Ranking) -> Ranking:
        """A short message that is not clear by itself and names no programme is read half after the topic just spoken of."""
        long_enough = len(self._whole["text"].split()) >= CLEAR_WORDS
        clear = long_enough and self._topic(ranking[0][0]) is not None and ranking[0][1] >= CLEAR
        return _blend(ranking, self._beside, 1 - CONTEXT_SHARE) if self._beside and not self._named and not clear else ranking

    def _topics(self) -> list[str]:
        """The topics asked about, each once, in order: every question understood well, else the best one understood."""
        tops = [(self._topic(ranking[0][0]), ranking[0][1]) for ranking in self._rankings]
        sure = [topic for topic, probability in tops if topic and probability >= ACCEPT_EACH]
        if sure:
            return list(dict.fromkeys(sure))[:MAX_TOPICS]
        whole = self._whole["ranking"][0]
        candidates = [(topic, p) for topic, p in [*tops, (self._topic(whole[0]), whole[1])] if topic]
        topic, probability = max(candidates, key=lambda pair: pair[1], default=("", 0.0))
        return [topic] if probability >= ACCEPT else []

    def _topic(self, intent: str) -> str | None:
        topic = intent[len(TOPIC_PREFIX) :] if intent.startswith(TOPIC_PREFIX) else None
        return topic if topic in self._related else None

    def _asks_about_other_role(self) -> bool:
        """ "Enn sjefen min, kommunalsjefen?" after a question about who may take part."""
        topic = self._conversation.topic or ""
        return bool(self._role or self._sector) and (topic in ADMISSION_TOPICS or topic.startswith("eligibility"))

    def _tells_of_own_post(self) -> bool:
        """ "Jeg leder legevakta i kommunen, hva kan jeg ta?": a leader in health who speaks of themselves."""
        health = self._sector in ("municipal", "county", "specialist")
        return health and bool(self._role) and bool(_FIRST_PERSON.search(self._whole["text"]))

    def _implied_topics(self, intent: str, confidence: float) -> list[str]:
        """What a message asks that is no full question by itself, from its entities and the topic just spoken of."""
        if self._named == "other" and self._conversation.topic == TWO_PART_TOPIC:
            return [TWO_PART_TOPIC]
        if intent == "out_of_scope" and confidence < SURE and self._tells_of_own_post():
            return ["eligibility"]
        if self._asks_about_other_role() and (confidence < SURE or intent in FOLLOW_UPS):
            return ["eligibility"]
        if not self._on_topic or intent == "prompt_injection":
            return []
        if confidence < ACCEPT and self._conversation.topic and len(self._whole["text"].split()) <= SHORT_WORDS:
            return [self._conversation.topic]  # "finst det noko slikt for toppleiarar?"
        topic = next((name for name, p in self._rankings[0] if self._topic(name) and p >= ACCEPT_NAMED), None)
        return [self._topic(topic) or ""] if topic and intent not in FOLLOW_UPS else []

    def _with_case(self, topics: list[str]) -> list[str]:
        return list(dict.fromkeys(self._case(topic) for topic in topics))

    def _case(self, topic: str) -> str:
        """The entry for this person's case where the topic is about who may take part."""
        if topic == "eligibility":
            speaks_of_self = bool(_FIRST_PERSON.search(self._whole["text"]))
            role = self._role or (self._conversation.role if speaks_of_self and not self._sector else None)
            sector = self._sector or (self._conversation.sector if speaks_of_self and not self._role else None)
            self._role, self._sector = role, sector
            return case_topic(role, sector, self._programme()) or topic
        if topic == "target_group" and self._role:
            return case_topic(self._role, self._sector, self._programme()) or topic
        if topic in ADMISSION_TOPICS and (self._role == "not_a_leader" or self._sector in ("private", "outside_health")):
            return case_topic(self._role, self._sector, self._programme()) or topic
        return topic

    def _programme(self) -> str | None:
        if self._named == "other" and self._conversation.topic != TWO_PART_TOPIC:
            return _other(self._conversation.programme)
        return self._named if self._on_topic else self._conversation.programme

    def _answer(self, topics: list[str], confidence: float, programme: str | None = None, mode: str = "answer") -> Resolution:
        person = any(topic.startswith("eligibility") for topic in topics) or bool(self._role)
        return Resolution(
            ANSWER,
            self._standard,
            topics,
            programme or self._programme(),
            self._role if person else None,
            self._sector if person else None,
            mode,
            self._foreign,
            confidence,
        )

    def _follow_up(self, intent: str, confidence: float) -> Resolution:
        topic = self._conversation.topic
        if intent == "followup_programme":
            return self._answer(
                [topic or "overview"], confidence, self._programme() if self._named else _other(self._conversation.programme)
            )
        if topic is None:
            return Resolution("utter_nothing_yet", self._standard, confidence=confidence)
        if intent == "followup_both":
            return self._answer([topic], confidence, "both")
        if intent == "followup_audience":
            return self._answer([topic if topic in COST_TOPICS else "employer_duties"], confidence)
        return self._answer([topic], confidence, mode={"show_source": "sources", "more": "more"}.get(intent, "answer"))

    def _standard_asked_for(self, intent: str) -> str:
        """The one standard the message names, else the one the intent is about."""
        named = [standard for standard, name in STANDARD_NAMES.items() if name in self._whole["text"].lower()]
        return named[0] if len(named) == 1 else SWITCHES[intent]

    def _repeat(self, standard: str, confidence: float) -> Resolution:
        """The last answer again, in the standard asked for; before any answer, a word that it is so."""
        self._standard = standard
        topic = self._conversation.topic
        if topic:
            return self._answer([topic], confidence)
        return Resolution(f"utter_switch_to_{standard}", standard, confidence=confidence)

    def _without_topic(self, intent: str, confidence: float) -> Resolution:
        if intent == "out_of_scope" and self._on_topic:
            return self._answer(["other_detail"], confidence)
        threshold = ACCEPT_OUT_OF_SCOPE if intent == "out_of_scope" else ACCEPT
        is_talk = intent not in FOLLOW_UPS and not intent.startswith(TOPIC_PREFIX) or intent == "ask_privacy"
        if is_talk and confidence >= threshold:
            action = f"utter_{intent}" if not (self._foreign and intent == "out_of_scope") else "utter_out_of_scope_foreign"
            return Resolution(action, self._standard, foreign=self._foreign, confidence=confidence)
        if self._foreign:
            return Resolution("utter_out_of_scope_foreign", self._standard, foreign=self._foreign, confidence=confidence)
        action = "utter_not_understood" if self._conversation.clarified else SEARCH
        return Resolution(action, self._standard, programme=self._programme(), confidence=confidence)


def _blend(one: Ranking, other: Ranking, share: float) -> Ranking:
    first, second = dict(one), dict(other)
    mixed = {name: share * first.get(name, 0.0) + (1 - share) * second.get(name, 0.0) for name in {**first, **second}}
    return sorted(mixed.items(), key=lambda pair: -pair[1])


def _other(programme: str | None) -> str | None:
    return {"middle_manager": "top_leader", "top_leader": "middle_manager"}.get(programme or "")
