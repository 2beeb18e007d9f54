"""The Rasa graph component that understands a message: written standard, entities, intent, and each question in it.

It writes Rasa's `intent`, `intent_ranking` and `entities`, and `understanding`: {"standard", "probability", "foreign",
"whole" and each of "questions": {"text", "ranking": [[intent, probability], ...], "entities": [...]}, "in_context": the ranking of
a short message read after the title of the topic just spoken of (nlu/in_context.py), or None, "requested": the
written standard asked for outright, or None, "only_request": whether the message asks for nothing else, and "asks": whether it
has a question}.
"""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.augmentation import nonsense
from nlu.encoder import Encoder
from nlu.entities import EntityFinder, as_rasa
from nlu.in_context import LONGEST, Titles, after, in_context, read_follow_ups, read_titles
from nlu.normalisation import clean, squeeze
from nlu.questions_asked import OUT_OF_SCOPE
from nlu.segments import Segmenter
from nlu.standard_request import find_request
from nlu.topic_features import Embedder
from nlu.topic_model import TopicModel
from nlu.training_questions import TOPIC_PREFIX, Question
from nlu.written_standard import StandardClassifier, WrittenStandardReader

MODEL_FILE = "understanding.pickle"
UNDERSTANDING = "understanding"
NONSENSE = 200
"""How many messages without a meaning are taught as out of scope."""
SEED = 0


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=True
)
class Understanding(GraphComponent, IntentClassifier):
    """Reads messages with the trained topic and written-standard models."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`ranking`: how many intents to report; `embedding_cache`: where embeddings of training questions are kept;
        `questions`: how many questions of one message are read on their own."""
        return {"ranking": 6, "embedding_cache": "build/embeddings.npz", "questions": 6}

    def __init__(self, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config, self._model_storage, self._resource = config, model_storage, resource
        self._entities, self._segmenter = EntityFinder(), Segmenter()
        self._encoder = Encoder()
        self._embedder = Embedder(self._encoder)
        self._titles: Optional[Titles] = None
        self._topics: Optional[TopicModel] = None
        self._standards: Optional[WrittenStandardReader] = None

    @classmethod
    def create(
        cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> Understanding:
        """A new, untrained component."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit both models on the training questions and keep them."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        texts, intents = [clean(example.get(TEXT)) for example in examples], [example.get(INTENT) for example in examples]
        standards = [(example.get("metadata") or {}).get(INTENT, {}).get("written_standard") for example in examples]
        plain = [Question(text, intent, standard or "nb", "", 0) for text, intent, standard in zip(texts, intents, standards)]
        taught = set(intents)
        known = [follow_up for follow_up in read_follow_ups() if follow_up.intent in taught]
        read_after = list(in_context(plain, known, self._known_titles()))
        taught_questions = [*plain, *read_after, *(self._meaningless(texts) if OUT_OF_SCOPE in taught else [])]
        masked = [self._entities.mask(question.text) for question in taught_questions]
        intents = [question.intent for question in taught_questions]
        embedder = Embedder(self._encoder, Path(self._config["embedding_cache"]), self._encoder.version)
        topics = TopicModel.train(masked, intents, embedder)
        embedder.save_cache(masked)
        marked = [(text, standard) for text, standard in zip(texts, standards) if standard]
        classifier = StandardClassifier.train([text for text, _ in marked], [standard for _, standard in marked])
        standards_reader = (classifier, [question.text for question in plain if question.intent.startswith(TOPIC_PREFIX)])
        with self._model_storage.write_to(self._resource) as folder:
            (folder / MODEL_FILE).write_bytes(pickle.dumps((topics, *standards_reader)))
        self._use(topics, *standards_reader)
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Understanding:
        """The trained component. The pickle is ours: it is written by `train` and never comes from outside."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._use(*pickle.loads((folder / MODEL_FILE).read_bytes()))
        return component

    @classmethod
    def of(cls, topics: TopicModel, classifier: StandardClassifier, norwegian: List[str]) -> Understanding:
        """The component with models trained elsewhere, for measuring it outside Rasa."""
        component = cls(cls.get_default_config(), None, None)  # type: ignore[arg-type]
        component._use(topics, classifier, norwegian)
        return component

    def process(self, messages: List[Message]) -> List[Message]:
        """Understand each message in place."""
        for message in messages:
            text = squeeze(clean(message.get(TEXT) or ""))
            if self._topics and self._standards and text:
                self._process_one(message, text)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training data passes unchanged: nothing after this component needs its predictions."""
        return training_data

    def _use(self, topics: TopicModel, classifier: StandardClassifier, norwegian: List[str]) -> None:
        self._topics, self._standards = topics, WrittenStandardReader(classifier, norwegian)

    def understand(self, text: str, topic: Optional[str] = None) -> Dict[str, Any]:
        """What a cleaned text means; `topic`: the one just spoken of, or None."""
        assert self._topics and self._standards, "understanding needs a trained model"
        reading, request = self._standards.read(text), find_request(text)
        asked = (request.rest if request else "") or text
        parts = self._segmenter.questions(asked)[: self._config["questions"]]
        if len(parts) == 1 and parts[0].rstrip(" ?!.") == asked.rstrip(" ?!."):
            parts = []
        texts, context = [asked, *parts], self._in_context(asked, topic, reading.standard)
        rankings = self._topics.rank(self._embedder, [self._entities.mask(part) for part in [*texts, *context]])
        shown = [ranking[: self._config["ranking"]] for ranking in rankings]
        entities = [[as_rasa(entity) for entity in self._entities.find(part)] for part in texts]
        questions = [{"text": part, "ranking": rank, "entities": found} for part, rank, found in zip(texts, shown, entities)]
        return {
            "standard": reading.standard,
            "probability": reading.probability,
            "foreign": reading.foreign,
            "whole": questions[0],
            "questions": questions[1:],
            "in_context": shown[-1] if context else None,
            "requested": request.standard if request else None,
            "only_request": bool(request and not request.rest),
            "asks": self._segmenter.asks(asked),
        }

    def _process_one(self, message: Message, text: str) -> None:
        understood = self.understand(text, (message.get("metadata") or {}).get("topic"))
        ranking = [{"name": name, "confidence": confidence} for name, confidence in understood["whole"]["ranking"]]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        message.set(ENTITIES, understood["whole"]["entities"], add_to_output=True)
        message.set(UNDERSTANDING, understood, add_to_output=True)

    @staticmethod
    def _meaningless(texts: List[str]) -> List[Question]:
        return [Question(text, OUT_OF_SCOPE, "nb", "", 0) for text in nonsense(texts, NONSENSE, SEED)]

    def _in_context(self, text: str, topic: Optional[str], standard: str) -> List[str]:
        """The message after the last topic's title, when it is short enough to lean on it."""
        if not topic or len(text.split()) > LONGEST:
            return []
        titles = self._known_titles()
        return [after(titles[topic][standard], text)] if topic in titles else []

    def _known_titles(self) -> Titles:
        if self._titles is None:
            self._titles = read_titles()
        return self._titles
