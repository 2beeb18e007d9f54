"""The Rasa policy that resolves each user message in its conversation and predicts the action that replies."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Dict, List, Optional

from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData, confidence_scores_for
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from knowledge.compiled import read_knowledge
from nlu.context import resolve
from nlu.conversation import ANSWER, SEARCH, Conversation, Resolution
from nlu.eligibility import PROGRAMME_OF_CASE, Asking
from nlu.person import LEVELS
from nlu.understanding import UNDERSTANDING

PRIORITY = 7  # above RulePolicy's 6: a resolved message needs no rule


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class ContextPolicy(Policy):
    """Sets the slots of the conversation and chooses the reply; small talk is left to the rules."""

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        featurizer: Any = None,
    ) -> None:
        super().__init__(config, model_storage, resource, execution_context, featurizer)
        self._topics: Optional[Dict[str, Any]] = None
        self._related: Dict[str, List[str]] = {}
        self._statuses: Dict[str, Dict[str, str]] = {}

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Rasa's setting of a policy's priority."""
        return {"priority": PRIORITY}

    @staticmethod
    def supported_data() -> SupportedData:
        """Trained on nothing, so any data will do."""
        return SupportedData.ML_AND_RULE_DATA

    def train(self, training_trackers: List[TrackerWithCachedStates], domain: Domain, **kwargs: Any) -> Resource:
        """Nothing to learn: the policy is made of rules over the understanding."""
        return self._resource

    @classmethod
    def load(
        cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext, **kwargs: Any
    ) -> ContextPolicy:
        """A policy ready to use; there is nothing stored to load."""
        return cls(config, model_storage, resource, execution_context)

    def predict_action_probabilities(
        self, tracker: DialogueStateTracker, domain: Domain, rule_only_data: Optional[Dict[str, Any]] = None, **kwargs: Any
    ) -> PolicyPrediction:
        """The reply to a user message, then listen."""
        latest = tracker.latest_message
        understanding = latest.parse_data.get(UNDERSTANDING) if latest and latest.parse_data else None
        if understanding is None:
            return self._prediction(self._default_predictions(domain))
        if tracker.latest_action_name != ACTION_LISTEN_NAME:
            return self._prediction(confidence_scores_for(ACTION_LISTEN_NAME, 1.0, domain))
        topics = self._known_topics()
        conversation = _conversation(tracker, topics)
        resolution = resolve(understanding, conversation, self._related, self._statuses)
        slots = _slots(resolution, topics)
        if resolution.action == f"utter_{latest.intent.get('name')}":
            return self._prediction(self._default_predictions(domain), events=slots)  # bot/rules.yml has it
        return self._prediction(confidence_scores_for(resolution.action, 1.0, domain), events=slots)

    def _known_topics(self) -> Dict[str, Any]:
        if self._topics is None:
            self._topics = read_knowledge()["topics"]
            self._related = {name: topic["related"] for name, topic in self._topics.items()}
            self._statuses = {
                name: {key: answer["status"] for key, answer in topic["answers"].items()} for name, topic in self._topics.items()
            }
        return self._topics


def _conversation(tracker: DialogueStateTracker, topics: Dict[str, Any]) -> Conversation:
    slots = tracker.current_slot_values()
    request = slots.get("request") or {}
    return Conversation(
        slots.get("topic"),
        slots.get("programme"),
        slots.get("written_standard"),
        slots.get("role"),
        slots.get("sector"),
        (tracker.latest_message.metadata or {}).get("language"),
        request.get("action") == SEARCH,
        request.get("wished"),
        Asking(**request["asking"]) if request.get("asking") else None,
        _said(topics.get(slots.get("topic") or ""), slots.get("programme")),
    )


def _said(topic: Optional[Dict[str, Any]], programme: Optional[str]) -> str:
    """The text of the answers given about a topic, in both standards."""
    answers = topic["answers"] if topic else {}
    chosen = [answers[programme]] if programme in answers else answers.values()
    return " ".join(f"{answer['nb']} {answer['nn']}" for answer in chosen)


def _slots(resolution: Resolution, topics: Dict[str, Any]) -> List[Event]:
    """What the conversation is about after this message."""
    events: List[Event] = [SlotSet("written_standard", resolution.standard), SlotSet("request", asdict(resolution))]
    if resolution.action == ANSWER:
        topic = resolution.topics[-1]
        programme = resolution.programme or topics[topic]["concerns"]
        programme = PROGRAMME_OF_CASE.get(topic, programme)
        events += [SlotSet("topic", topic), SlotSet("programme", programme if programme in LEVELS else None)]
    if resolution.role:
        events.append(SlotSet("role", resolution.role))
    if resolution.sector:
        events.append(SlotSet("sector", resolution.sector))
    return events
