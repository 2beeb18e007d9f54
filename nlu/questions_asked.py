"""The questions of a message: how each is ranked in its context, and which topics they ask about, each for which programme."""

from __future__ import annotations

from typing import Any

from nlu.conversation import Ask, Conversation
from nlu.programmes import named_programme, of_each, other
from nlu.training_questions import TOPIC_PREFIX

ACCEPT = 0.30
"""Probability from which the likeliest topic of a message is answered."""
ACCEPT_EACH = 0.50
"""The same for each of several questions in one message."""
ACCEPT_SECOND = 0.30
"""Probability from which a second reading of a question is answered beside an unsure first one."""
CLEAR = 0.80
"""Probability from which a short message needs no context to be understood."""
CLEAR_WORDS = 4  # "hvor mange, da?" always needs it
CONTEXT_SHARE = 0.65
"""How much a short message's reading in context weighs beside its own."""
MAX_TOPICS = 4
ANSWERED = "answered"
LEANING_WORDS = 4
SURE = 0.60
OUT_OF_SCOPE = "out_of_scope"
TWO_PART_TOPIC = "tracks"  # has an "other" of its own: "det andre sporet"
Ranking = list[tuple[str, float]]


class QuestionsAsked:
    """`named`: the programme the message names; `rankings`: intents with probabilities, one ranking a question; `parts`: the
    questions cut out of it."""

    def __init__(
        self, understanding: dict[str, Any], conversation: Conversation, topics: set[str], statuses: dict[str, dict[str, str]]
    ) -> None:
        self._whole, self.parts = understanding["whole"], understanding["questions"]
        self._conversation, self._topics, self._statuses = conversation, topics, statuses
        self._beside, self._text = understanding.get("in_context"), self._whole["text"]
        self.named = named_programme(self._whole["entities"], self._text)
        self.on_topic = self.named not in (None, "other")
        self.rankings = self._rank()

    def _rank(self) -> list[Ranking]:
        """One ranking a question: the message's own, blended with that of the part that asks."""
        whole = self._in_context(self._whole["ranking"])
        if not self.parts:
            return [whole]
        alone = len(self.parts) == 1
        if alone and not self.on_topic and whole[0][0] == OUT_OF_SCOPE and whole[0][1] >= SURE:
            return [whole]  # a story about something else says what the question in it is about
        return [_blend(q["ranking"], whole, 0.5 if alone or _leans(q) else 0.85) for q in self.parts]

    def _in_context(self, ranking: Ranking) -> Ranking:
        """A short message that is not clear by itself is read mostly after the topic just spoken of."""
        long_enough = len(self._text.split()) >= CLEAR_WORDS
        clear = long_enough and self.topic(ranking[0][0]) is not None and ranking[0][1] >= CLEAR
        return _blend(ranking, self._beside, 1 - CONTEXT_SHARE) if self._beside and not clear else ranking

    def asked(self) -> list[Ask]:
        """The questions understood well, each once, in order; else the best one understood."""
        tops = [(self.topic(ranking[0][0]), ranking[0][1]) for ranking in self.rankings]
        programmes = self._programmes()
        sure: list[Ask] = []
        for (topic, p), programme, named in zip(tops, programmes, self._named_by_each()):
            if topic and p >= ACCEPT_EACH:
                sure.append((topic, programme))
            elif sure and named and programme != sure[-1][1]:
                sure.append((sure[-1][0], programme))  # "..., og hvilke skal topplederprogrammet møte?"
        if sure:
            likeliest = max(p for _, p in tops)
            alone = len(sure) == 1 and likeliest < SURE
            return each_once([*sure, *(self._second_reading(*sure[0]) if alone else [])])[:MAX_TOPICS]
        whole = self._in_context(self._whole["ranking"])[0]
        tops, programmes = [*tops, (self.topic(whole[0]), whole[1])], [*programmes, self.programme()]
        candidates = [(p, topic, programme) for (topic, p), programme in zip(tops, programmes) if topic]
        probability, topic, programme = max(candidates, key=lambda candidate: candidate[0], default=(0.0, "", None))
        return [(topic, programme), *self._second_reading(topic, programme)] if probability >= ACCEPT else []

    def _second_reading(self, topic: str, programme: str | None) -> list[Ask]:
        """The other reading of a question that may as well be about it, where both readings are answered, or neither."""
        second = [(name, p) for name, p in self.rankings[0][1:2] if self.topic(name)]
        if len(self.rankings) > 1 or not second or second[0][1] < ACCEPT_SECOND:
            return []
        name = self.topic(second[0][0]) or ""
        same = self._statuses.get(topic) is not None and self._status(topic, programme) == self._status(name, programme)
        return [(name, programme)] if same and name != topic else []

    def _status(self, topic: str, programme: str | None) -> bool:
        """Whether the letters answer a topic, for a programme or for any."""
        answers = self._statuses.get(topic, {})
        return answers.get(programme or "", None) == ANSWERED or (programme not in answers and ANSWERED in answers.values())

    def _named_by_each(self) -> list[bool]:
        """Whether each of the rankings stands for a question that names a programme itself."""
        if not self.parts:
            return [self.on_topic]
        return [named_programme(question["entities"], question["text"]) is not None for question in self.parts]

    def _programmes(self) -> list[str | None]:
        """The programme that each of the rankings is about."""
        if not self.parts or not self.on_topic:
            return [self.programme()] * len(self.rankings)
        return of_each([self._about_own_parts(*each) for each in zip(self.parts, self.rankings)], self.named)

    def _about_own_parts(self, question: dict[str, Any], ranking: Ranking) -> dict[str, Any]:
        """The question; its "den andre" is no programme when it asks about the parts of one: "Kva er den andre halvdelen?"."""
        if self.topic(ranking[0][0]) != TWO_PART_TOPIC:
            return question
        return {**question, "entities": [entity for entity in question["entities"] if entity["value"] != "other"]}

    def topic(self, intent: str) -> str | None:
        topic = intent[len(TOPIC_PREFIX) :] if intent.startswith(TOPIC_PREFIX) else None
        return topic if topic in self._topics else None

    def programme(self) -> str | None:
        if self.named == "other" and self._conversation.topic != TWO_PART_TOPIC:
            return other(self._conversation.programme)
        return self.named if self.on_topic else self._conversation.programme


def _blend(one: Ranking, other: Ranking, share: float) -> Ranking:
    first, second = dict(one), dict(other)
    mixed = {name: share * first.get(name, 0.0) + (1 - share) * second.get(name, 0.0) for name in {**first, **second}}
    return sorted(mixed.items(), key=lambda pair: -pair[1])


def _leans(question: dict[str, Any]) -> bool:
    """Whether a question is too short to be read apart from the rest of its message: "og hvor mange er det"."""
    return len(question["text"].split()) <= LEANING_WORDS and question["ranking"][0][1] < SURE


def each_once(asks: list[Ask]) -> list[Ask]:
    """Each topic once, where it first stood; about both programmes when asked about with different ones."""
    programmes: dict[str, set[str | None]] = {}
    for topic, programme in asks:
        programmes.setdefault(topic, set()).add(programme)
    return [(topic, "both" if len(named) > 1 else next(iter(named))) for topic, named in programmes.items()]
