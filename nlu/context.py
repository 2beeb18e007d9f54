"""What is asked, given the conversation: topics, programme and written standard of one message.

Pure functions over the `understanding` of a message (see nlu/understanding.py) and what the conversation is about so
far. The result names the Rasa action that replies; the policy in nlu/context_policy.py carries it out.
"""

from __future__ import annotations

import re
from typing import Any

from nlu.answer_standard import answer_standard
from nlu.conversation import ANSWER, ASK, SEARCH, Ask, Conversation, Resolution
from nlu.eligibility import PROGRAMME_OF_CASE, answered_role, case_topic, level_of, missing, next_question
from nlu.normalisation import fold
from nlu.person import LEVELS, role_of, sector_of, speaks_of_self, tells_own_post
from nlu.programmes import SHORT_WORDS, other
from nlu.questions_asked import ACCEPT, ACCEPT_EACH, CLEAR, SURE, TWO_PART_TOPIC, QuestionsAsked, each_once
from nlu.training_questions import TOPIC_PREFIX

ACCEPT_NAMED = 0.20
"""The same where a programme is named but the likeliest reading is no topic: insults and small talk around a question."""
ACCEPT_OUT_OF_SCOPE = 0.40
ACCEPT_BESIDE_ABUSE = 0.05
"""The same for a topic of a named programme in a message that is mostly abuse or a try to make the assistant invent."""
MENTION_LETTERS = 6

FOLLOW_UPS = {"followup_programme", "followup_both", "followup_audience", "more", "repeat", "show_source"}
SWITCHES = {"switch_to_nb": "nb", "switch_to_nn": "nn"}
ADMISSION_TOPICS = {"eligibility", "admission", "target_group", "private_providers"}
COST_TOPICS = {"costs", "tuition", "grants", "paid_leave", "binding_time", "employer_duties"}
_ELLIPSIS = re.compile(r"^\W*(?:og|enn|men|hva med|hva om|ka med|kva med|kva om|hvis|dersom|viss|om)\b", re.I)
_ALSO = re.compile(r"\b(?:også|òg|inkludert|medrekna|medregnet|gjelder|gjeld|omfatter|omfattar|samme|same)\b", re.I)
_PROGRAMME_WORD = re.compile(r"program|utdann|tilb[ou]d", re.I)
_AT_WORK = re.compile(r"^\W*(?:jobber|jobbar|arbeider|arbeidar|leder|leier|er|styrer|styrar|tilsett|ansatt)\b", re.I)


def resolve(
    understanding: dict[str, Any],
    conversation: Conversation,
    related: dict[str, list[str]],
    statuses: dict[str, dict[str, str]] | None = None,
) -> Resolution:
    """Decide what a message asks. `related`: topic → topics that people ask next; its keys are all known topics. `statuses`:
    topic → programme → whether the letters answer it."""
    resolver = _Resolver(understanding, conversation, related, statuses or {})
    resolution = resolver.resolve()
    resolution.wished = understanding.get("requested") or conversation.wished
    if not resolution.about_programmes:
        resolution.asking = conversation.asking
    return resolution


class _Resolver:
    def __init__(
        self,
        understanding: dict[str, Any],
        conversation: Conversation,
        related: dict[str, list[str]],
        statuses: dict[str, dict[str, str]],
    ) -> None:
        self._questions = QuestionsAsked(understanding, conversation, set(related), statuses)
        self._conversation = conversation
        self._standard = answer_standard(understanding, conversation.standard, conversation.page_standard, conversation.wished)
        self._requested, self._only_request = understanding.get("requested"), understanding.get("only_request", False)
        self._foreign, self._asks = understanding["foreign"], understanding.get("asks", True)
        self._text, self._entities = understanding["whole"]["text"], understanding["whole"]["entities"]
        self._short = len(self._text.split()) <= SHORT_WORDS
        self._role, self._sector = role_of(self._entities, self._text), sector_of(self._entities, self._text)
        if conversation.asking and self._short and not self._role and not self._chooses_programme():
            self._role = answered_role(self._text, self._entities)
        self._lacking: str | None = None

    def resolve(self) -> Resolution:
        intent, confidence = self._questions.rankings[0][0]
        if self._only_request or (intent in SWITCHES and confidence >= ACCEPT_EACH):
            return self._repeat(self._requested or SWITCHES[intent], confidence)
        if self._applies_too():
            return self._answer([(self._conversation.topic or "", self._questions.programme())], confidence)
        if self._questions.named == "other" and self._conversation.topic == TWO_PART_TOPIC and not _PROGRAMME_WORD.search(self._text):
            return self._answer([(TWO_PART_TOPIC, self._conversation.programme)], confidence)
        told = self._tells_of_post() and self._about_taking_part()
        asks = [] if told else self._questions.asked()
        asks = asks or [(topic, self._questions.programme()) for topic in self._implied_topics(intent, confidence)]
        asks = self._with_answer_to_asked(asks, confidence)
        if asks:
            return self._answer(self._with_case(asks), confidence)
        if intent in FOLLOW_UPS and confidence >= ACCEPT:
            return self._follow_up(intent, confidence)
        return self._without_topic(intent, confidence)

    def _chooses_programme(self) -> bool:
        """ "Jeg tenker på topplederprogrammet": which programme the last question was about, not which post one holds."""
        intent, confidence = self._questions.rankings[0][0]
        named = [entity for entity in self._entities if entity["entity"] == "programme" and not entity["weak"]]
        return intent == "followup_programme" and confidence >= CLEAR and bool(named) and not self._about_taking_part()

    def _asks_about_other_role(self) -> bool:
        """ "Enn sjefen min, kommunalsjefen?" after a question about who may take part."""
        return bool(self._role or self._sector) and self._about_taking_part()

    def _about_taking_part(self) -> bool:
        topic = self._conversation.topic or ""
        return topic in ADMISSION_TOPICS or topic.startswith("eligibility")

    def _in_health(self) -> bool:
        return self._sector in ("municipal", "county", "specialist")

    def _applies_too(self) -> bool:
        """ "Gjelder det eksamen også?": asks whether the last answer holds for something that it names."""
        if not (self._short and self._conversation.topic and _ALSO.search(self._text)) or self._questions.on_topic:
            return False
        words = [fold(word) for word in re.findall(r"\w{5,}", _ALSO.sub(" ", self._text))]
        said = fold(self._conversation.said)
        return bool(words) and all(word[:MENTION_LETTERS] in said for word in words)

    def _with_answer_to_asked(self, asks: list[Ask], confidence: float) -> list[Ask]:
        """ "Avdelingsleder. Hva koster det?" answers what the eligibility dialogue asked, and asks something else."""
        asked = any(topic in ADMISSION_TOPICS for topic, _ in asks)
        if not self._conversation.asking or asked or not self._tells_apart_from_questions():
            return asks
        others = [ask for ask in asks if ask[0] not in ADMISSION_TOPICS and confidence >= SURE]
        return [("eligibility", self._questions.programme()), *others]

    def _tells_apart_from_questions(self) -> bool:
        """Whether a role or sector is told outside the parts that ask: "Avdelingsleder. Hva koster det?"."""
        asked = {(e["entity"], e["value"]) for question in self._questions.parts for e in question["entities"]}
        told = {(e["entity"], e["value"]) for e in self._entities if e["entity"] in ("role", "sector")} - asked
        whole = not self._questions.parts and not self._asks
        return bool(told) if self._questions.parts else whole and bool(self._role or self._sector)

    def _tells_of_post(self) -> bool:
        """ "Jobber i hjemmetjenesten", "Den andre er helsesjef": no question, but who wonders about taking part."""
        if self._asks or not (self._role or self._sector):
            return False
        if self._about_taking_part():
            return True
        intent, confidence = self._questions.rankings[0][0]
        elsewhere = intent == "out_of_scope" and confidence >= SURE and not self._role
        own = tells_own_post(self._entities, self._text) and not elsewhere
        return self._in_health() and (bool(_AT_WORK.search(self._text)) or own)

    def _tells_of_own_post(self) -> bool:
        """ "Jeg leder legevakta i kommunen, hva kan jeg ta?": a leader in health who speaks of themselves."""
        return self._in_health() and bool(self._role) and speaks_of_self(self._text)

    def _implied_topics(self, intent: str, confidence: float) -> list[str]:
        """What a message asks that is no full question by itself, from its entities and the topic just spoken of."""
        if self._tells_of_post():
            return ["eligibility"]
        if intent == "out_of_scope" and confidence < SURE and self._tells_of_own_post():
            return ["eligibility"]
        if self._asks_about_other_role() and (confidence < SURE or intent in FOLLOW_UPS):
            return ["eligibility"]
        if not self._questions.on_topic or (intent == "prompt_injection" and confidence >= CLEAR):
            return []
        if confidence < ACCEPT and self._conversation.topic and self._short:
            return [self._conversation.topic]  # "finst det noko slikt for toppleiarar?"
        lowest = ACCEPT_BESIDE_ABUSE if intent in ("abuse", "prompt_injection") else ACCEPT_NAMED
        topic = next((name for name, p in self._questions.rankings[0] if self._questions.topic(name) and p >= lowest), None)
        return [self._questions.topic(topic) or ""] if topic and intent not in FOLLOW_UPS else []

    def _with_case(self, asks: list[Ask]) -> list[Ask]:
        if self._role == "not_a_leader" and [topic for topic, _ in asks] in (["prior_education"], ["combine_with_work"]):
            asks = [("eligibility", asks[0][1]), *asks]  # "vil bli leder, kan jeg begynne når bacheloren er ferdig?"
        cases = [(self._case(topic, programme), programme) for topic, programme in asks]
        level = self._role if self._role in LEVELS else None
        programmes = [
            programme or level if topic == "eligibility" else PROGRAMME_OF_CASE.get(topic, programme) for topic, programme in cases
        ]
        return each_once([(topic, programme) for (topic, _), programme in zip(cases, programmes)])

    def _case(self, topic: str, programme: str | None) -> str:
        """The entry for this person's case where the topic is about who may take part."""
        if topic == "eligibility":
            own = speaks_of_self(self._text) or bool(self._conversation.asking) or bool(_AT_WORK.search(self._text))
            if own or (self._short and _ELLIPSIS.search(self._text)):
                self._role = level_of(self._role, self._conversation.role)
                self._sector = self._sector or self._conversation.sector
            case = case_topic(self._role, self._sector, programme)
            if own and case is None:
                self._lacking = missing(self._role)
            return case or topic
        if topic in ("overview", "compare") and self._about_taking_part() and self._conversation.role and speaks_of_self(self._text):
            return self._case("eligibility", programme)  # "hvilket av dem er riktig for meg, da?"
        if topic == "target_group" and self._role:
            return case_topic(self._role, self._sector, programme) or topic
        if topic in ADMISSION_TOPICS and (self._role == "not_a_leader" or self._sector in ("private", "outside_health")):
            return case_topic(self._role, self._sector, programme) or topic
        return topic

    def _answer(self, asks: list[Ask], confidence: float, mode: str = "answer", again: bool = False) -> Resolution:
        """`again`: the last answer is given once more, so that what is known and asked stays as it is."""
        eligibility = any(topic.startswith("eligibility") or topic == "private_providers" for topic, _ in asks)
        person = eligibility or (bool(self._role) and speaks_of_self(self._text))
        asking = self._conversation.asking if again else next_question(self._lacking, eligibility, self._conversation.asking)
        known = not again and eligibility and asks == [(self._conversation.topic, self._conversation.programme)]
        return Resolution(
            f"{ASK}{asking.missing}" if known and asking else ANSWER,
            self._standard,
            [] if known and asking else asks,
            asks[-1][1],
            self._role if person else None,
            self._sector if person else None,
            mode,
            self._foreign,
            confidence,
            asking=asking,
        )

    def _follow_up(self, intent: str, confidence: float) -> Resolution:
        topic, programme = self._conversation.topic, self._questions.programme()
        if intent == "followup_programme":
            return self._answer(
                [(topic or "overview", programme if self._questions.named else other(self._conversation.programme))], confidence
            )
        if topic is None and (self._role or self._sector):
            return self._answer(self._with_case([("eligibility", programme)]), confidence)  # "er sykehusledere med på begge?"
        if topic is None:
            return Resolution("utter_nothing_yet", self._standard, confidence=confidence)
        if intent == "followup_both":
            return self._answer([(topic, programme if self._questions.on_topic else "both")], confidence)
        if intent == "followup_audience":
            return self._answer([(topic if topic in COST_TOPICS else "employer_duties", programme)], confidence)
        return self._answer([(topic, programme)], confidence, {"show_source": "sources", "more": "more"}.get(intent, "answer"), again=True)

    def _repeat(self, standard: str, confidence: float) -> Resolution:
        """The last answer again, in the standard asked for; before any answer, a word that it is so."""
        self._standard = standard
        topic = self._conversation.topic
        if topic:
            return self._answer([(topic, self._questions.programme())], confidence, again=True)
        return Resolution(f"utter_switch_to_{standard}", standard, confidence=confidence)

    def _without_topic(self, intent: str, confidence: float) -> Resolution:
        if intent == "out_of_scope" and self._questions.on_topic:
            return self._answer([("other_detail", self._questions.programme())], confidence)
        threshold = ACCEPT_OUT_OF_SCOPE if intent == "out_of_scope" else ACCEPT
        is_talk = intent not in FOLLOW_UPS and not intent.startswith(TOPIC_PREFIX) or intent == "ask_privacy"
        if is_talk and confidence >= threshold:
            action = f"utter_{intent}" if not (self._foreign and intent == "out_of_scope") else "utter_out_of_scope_foreign"
            return Resolution(action, self._standard, foreign=self._foreign, confidence=confidence)
        if self._foreign:
            return Resolution("utter_out_of_scope_foreign", self._standard, foreign=self._foreign, confidence=confidence)
        action = "utter_not_understood" if self._conversation.clarified else SEARCH
        return Resolution(action, self._standard, programme=self._questions.programme(), confidence=confidence)
