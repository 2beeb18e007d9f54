"""Compose a reply from the compiled knowledge: which answers, under which headings, with which citations.

Pure functions over the compiled structure; the shapes are those of the HTTP contract.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from knowledge.compiled import passage_id

MAX_SUGGESTIONS = 3
SINGLE_PROGRAMMES = ("middle_manager", "top_leader")


@dataclass
class Message:
    """One bubble: plain text, citations and suggestions in the form of the HTTP contract."""

    text: str
    citations: list[dict[str, str]] = field(default_factory=list)
    suggestions: list[dict[str, str]] = field(default_factory=list)


@dataclass
class Reply:
    """What the person is told; `outcome` as in the HTTP contract."""

    outcome: str
    topic: str | None
    programme: str | None
    messages: list[Message]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class Replies:
    """Makes replies from one compiled knowledge."""

    def __init__(self, knowledge: dict[str, Any]) -> None:
        self._programmes = knowledge["programmes"]
        self._letters = knowledge["letters"]
        self._topics = knowledge["topics"]

    def __contains__(self, topic: object) -> bool:
        return topic in self._topics

    def programme_for(self, topic: str, programme: str | None) -> str | None:
        """The programme an answer is about: the one asked for, else the one the topic concerns, else None for both."""
        return programme or self._topics[topic]["concerns"]

    def answer(self, topics: list[str], programme: str | None, standard: str) -> Reply:
        """Answer one or several topics, each in a message of its own."""
        messages, statuses = [], []
        for topic in topics:
            message, status = self._topic_message(topic, self.programme_for(topic, programme), standard)
            if len(topics) > 1:
                message.text = f"{self._topics[topic]['title'][standard]}\n{message.text}"
            messages.append(message)
            statuses += status
        messages[-1].suggestions = self._suggestions(topics, programme, standard)
        outcome = "answered" if "answered" in statuses else "not_in_sources"
        return Reply(outcome, topics[0], self.programme_for(topics[0], programme), messages)

    def sources(self, topic: str, programme: str | None, standard: str, lead: str) -> Reply:
        """Name the document and section behind an answer; the quotes themselves are the citations."""
        chosen = self.programme_for(topic, programme)
        citations = [c for _, answer in self._chosen(topic, chosen) for c in self._citations(answer, standard)]
        lines = dict.fromkeys(f"– {citation['title']} ({citation['date']}): {citation['section']}" for citation in citations)
        return Reply("answered", topic, chosen, [Message("\n".join([lead, *lines]), citations)])

    def question(self, topic: str, programme: str | None, standard: str) -> dict[str, str]:
        """A topic as a button: its question with the programme's name in it."""
        name = self._programmes[self.programme_for(topic, programme) or "both"]["definite"][standard]
        text = self._topics[topic]["question"][standard].replace("{programme}", name)
        return {"title": text, "message": text}

    def _topic_message(self, topic: str, programme: str | None, standard: str) -> tuple[Message, list[str]]:
        chosen = self._chosen(topic, programme)
        texts, citations = [], []
        for key, answer in chosen:
            heading = f"{self._programmes[key]['heading'][standard]}\n" if len(chosen) > 1 else ""
            texts.append(heading + answer[standard])
            citations += [c for c in self._citations(answer, standard) if c not in citations]
        return Message("\n\n".join(texts), citations), [answer["status"] for _, answer in chosen]

    def _chosen(self, topic: str, programme: str | None) -> list[tuple[str, dict[str, Any]]]:
        answers = self._topics[topic]["answers"]
        if programme is not None and programme in answers:
            return [(programme, answers[programme])]
        if "both" in answers:
            return [("both", answers["both"])]
        return [(key, answers[key]) for key in SINGLE_PROGRAMMES if key in answers]

    def _citations(self, answer: dict[str, Any], standard: str) -> list[dict[str, str]]:
        return [
            {
                "source": citation["source"],
                "title": self._letters[citation["source"]]["short_title"][standard],
                "date": self._letters[citation["source"]]["date"],
                "section": citation["section"],
                "quote": citation["quote"],
                "url": f"/kilder/{citation['source']}?utdrag={passage_id(citation['quote'])}#utdrag",
            }
            for citation in answer["citations"]
        ]

    def _suggestions(self, topics: list[str], programme: str | None, standard: str) -> list[dict[str, str]]:
        related = [near for topic in topics for near in self._topics[topic]["related"] if near in self._topics]
        new = [near for near in dict.fromkeys(related) if near not in topics]
        return [self.question(near, programme, standard) for near in new[:MAX_SUGGESTIONS]]
