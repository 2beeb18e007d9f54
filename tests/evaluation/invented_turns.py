"""Invent conversations as people have them: questions of the training examples, replies of the knowledge, plausible figures."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from knowledge.compiled import compile_knowledge
from knowledge.replies import Replies
from nlu.training_questions import TOPIC_PREFIX, Question, read_questions

OSLO = ZoneInfo("Europe/Oslo")
PAGES = (
    ("https://www.helsedirektoratet.no/lederutdanning", 34), ("https://www.ks.no/leiing", 17), ("https://www.bi.no/helseledelse", 14),
    ("https://www.helse-vest.no/leiarutvikling", 9), ("https://www.bergen.kommune.no/tilsett", 6),
    ("https://www.tromso.kommune.no/ansatt", 3), ("https://www.trondelagfylke.no/tannhelse", 1), (None, 16),
)  # fmt: skip
PLACES = (
    "Alta",
    "Aurland",
    "Bodø",
    "Bømlo",
    "Drammen",
    "Gloppen",
    "Hamar",
    "Kautokeino",
    "Lillesand",
    "Molde",
    "Odda",
    "Røros",
    "Sunnfjord",
    "Vadsø",
)
WEEK = (1.0, 1.1, 1.05, 1.0, 0.7, 0.16, 0.2)  # Monday first
HOURS = (2, 1, 1, 1, 1, 3, 8, 26, 62, 84, 90, 82, 74, 80, 72, 50, 30, 24, 26, 30, 28, 20, 10, 4)
LENGTHS = (25, 22, 18, 12, 8, 5, 4, 2, 2, 1, 1, 1)  # of how many turns a conversation is
ENTITIES = (
    (("role", "middle_manager"), 30), (("sector", "municipal"), 25), (("role", "top_leader"), 12), (("sector", "specialist"), 9),
    (("role", "leader"), 8), (("role", "profession"), 7), (("sector", "county"), 4), (("sector", "outside_health"), 3),
    (("sector", "private"), 2),
)  # fmt: skip
COMMENTS = (None, None, None, "Fikk ikke svar på det jeg lurte på", "For langt", "Supert!", "Veldig nyttig", "Eg spurde om noko anna")


@dataclass(frozen=True)
class InventedTurn:
    """One turn with its figures; `understanding` and `reply` are JSON texts. A turn without `outcome` failed."""

    id: str
    asked_at: datetime
    message: str
    language: str | None
    outcome: str | None
    topic: str | None
    programme: str | None
    confidence: float | None
    understanding: str
    reply: str
    entities: list[list[str]]
    engine_ms: int
    total_ms: int
    thumbs: str | None
    comment: str | None


@dataclass(frozen=True)
class InventedConversation:
    """A conversation and its turns."""

    id: str
    created_at: datetime
    language: str | None
    page: str | None
    turns: list[InventedTurn] = field(default_factory=list)


class Inventor:
    """Makes conversations, the same for the same seed and day."""

    def __init__(self, seed: int, days: int, today: datetime) -> None:
        self._random, self._days, self._today = random.Random(seed), days, today
        self._knowledge = compile_knowledge()
        self._replies = Replies(self._knowledge)
        self._questions: dict[str, list[Question]] = {}
        for question in read_questions():
            self._questions.setdefault(question.intent, []).append(question)
        self._made: dict[tuple[str, str | None, str], tuple[str, str]] = {}

    def conversations(self, turns: int) -> Iterator[InventedConversation]:
        """Conversations in the order they began, with exactly so many turns together."""
        lengths, left = [], turns
        while left:
            lengths.append(min(left, self._pick(range(1, len(LENGTHS) + 1), LENGTHS)))
            left -= lengths[-1]
        for length, begins in zip(lengths, self._beginnings(len(lengths))):
            yield self._conversation(length, begins)

    def _beginnings(self, count: int) -> list[datetime]:
        """When conversations begin: more of them late in the year than early, on weekdays, in the middle of the day."""
        days = [self._today - timedelta(days=back) for back in range(self._days, 0, -1)]
        weights = [WEEK[day.weekday()] * (0.6 + 0.8 * place / len(days)) for place, day in enumerate(days)]
        chosen = self._random.choices(days, weights, k=count)
        hours = self._random.choices(range(24), HOURS, k=count)
        seconds = [self._random.random() * 3600 for _ in range(count)]
        begins = [
            day.replace(hour=hour, tzinfo=OSLO).astimezone(UTC) + timedelta(seconds=second)
            for day, hour, second in zip(chosen, hours, seconds)
        ]
        return sorted(begins)

    def _conversation(self, length: int, begins: datetime) -> InventedConversation:
        standard = "nn" if self._random.random() < 0.16 else "nb"
        page = self._pick([page for page, _ in PAGES], [weight for _, weight in PAGES])
        conversation = InventedConversation(self._id(), begins, standard if page else None, page)
        at, programme = begins, self._pick(("middle_manager", "top_leader", None), (52, 30, 18))
        for _ in range(length):
            conversation.turns.append(self._turn(at, standard, programme))
            at += timedelta(seconds=self._random.uniform(15, 200))
        return conversation

    def _turn(self, at: datetime, standard: str, programme: str | None) -> InventedTurn:
        intent = self._pick(*self._intents)
        question = self._question(intent, standard)
        fate = self._random.random()
        if fate < 0.007:
            return self._failed(at, question)
        standard = question.written_standard if self._random.random() < 0.97 else standard
        outcome, reply = self._reply(intent, programme, standard)
        topic = intent.removeprefix(TOPIC_PREFIX) if outcome in ("answered", "not_in_sources") else None
        confidence = round(self._random.betavariate(9, 1.4), 4)
        if fate < 0.07:
            outcome, topic, reply, confidence = (
                "clarification",
                None,
                self._clarification(standard),
                round(self._random.betavariate(2, 5), 4),
            )
        engine_ms = round(self._random.lognormvariate(2.5, 0.5)) + 4
        entities = [list(self._pick(*zip(*ENTITIES)))] if self._random.random() < 0.22 else []
        thumbs = self._thumbs(outcome)
        return InventedTurn(
            id=self._id(), asked_at=at, message=question.text, language=standard, outcome=outcome, topic=topic,
            programme=programme if topic else None, confidence=confidence,
            understanding=self._understanding(intent, confidence, entities, standard), reply=reply, entities=entities,
            engine_ms=engine_ms, total_ms=engine_ms + self._random.randrange(2, 9), thumbs=thumbs,
            comment=self._random.choice(COMMENTS) if thumbs else None,
        )  # fmt: skip

    def _failed(self, at: datetime, question: Question) -> InventedTurn:
        return InventedTurn(self._id(), at, question.text, None, None, None, None, None, "{}", "[]", [], 10_000, 10_003, None, None)

    def _question(self, intent: str, standard: str) -> Question:
        asked = self._questions[intent]
        question = self._random.choice(asked)
        if question.written_standard != standard:
            question = self._random.choice(asked)
        if self._random.random() < 0.06:
            text = f"{question.text.rstrip('?. ')} i {self._random.choice(PLACES)}?"
            question = Question(text, question.intent, question.written_standard, question.file, question.line)
        return question

    def _reply(self, intent: str, programme: str | None, standard: str) -> tuple[str, str]:
        key = (intent, programme, standard)
        if key not in self._made:
            topic = intent.removeprefix(TOPIC_PREFIX)
            if intent.startswith(TOPIC_PREFIX) and topic in self._replies:
                made = self._replies.answer([(topic, programme)], standard).as_dict()
            else:
                outcome = "out_of_scope" if "out_of_scope" in intent else "chitchat"
                made = {
                    "outcome": outcome,
                    "messages": [{"text": "Hei! Spør meg om lederprogrammene.", "citations": [], "suggestions": []}],
                }
            self._made[key] = made["outcome"], json.dumps(made["messages"], ensure_ascii=False)
        return self._made[key]

    def _clarification(self, standard: str) -> str:
        first, second = self._random.sample(self._topics, 2)
        buttons = [self._replies.question(topic, None, standard) for topic in (first, second)]
        return json.dumps([{"text": "Mener du en av disse?", "citations": [], "suggestions": buttons}], ensure_ascii=False)

    def _understanding(self, intent: str, confidence: float, entities: list[list[str]], standard: str) -> str:
        others = self._random.sample(self._intents[0], 4)
        left, ranking = 1 - confidence, [[intent, confidence]]
        for other in others:
            left *= 0.5
            ranking.append([other, round(left, 4)])
        return json.dumps(
            {"intent": intent, "confidence": confidence, "topics": [intent.removeprefix(TOPIC_PREFIX)], "ranking": ranking,
             "entities": entities, "standard": standard, "standard_probability": 0.98, "foreign": None},
        )  # fmt: skip

    def _thumbs(self, outcome: str) -> str | None:
        if self._random.random() > 0.07:
            return None
        return "up" if self._random.random() < (0.78 if outcome == "answered" else 0.4) else "down"

    @cached_property
    def _topics(self) -> list[str]:
        return sorted(self._knowledge["topics"])

    @cached_property
    def _intents(self) -> tuple[list[str], list[float]]:
        """The intents asked, some far more often than others."""
        names = sorted(self._questions)
        random.Random(7).shuffle(names)
        return names, [self._share(name) / (place + 5) for place, name in enumerate(names)]

    def _share(self, intent: str) -> float:
        """How much more than others it is asked: small talk seldom, what the letters answer most."""
        topic = self._knowledge["topics"].get(intent.removeprefix(TOPIC_PREFIX))
        if topic is None:
            return 1.5 if "out_of_scope" in intent else 0.2
        return 3.0 if all(answer["status"] == "answered" for answer in topic["answers"].values()) else 0.7

    def _pick(self, values: Any, weights: Any) -> Any:
        return self._random.choices(values, weights)[0]

    def _id(self) -> str:
        digits = f"{self._random.getrandbits(128):032x}"
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"
