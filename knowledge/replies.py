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
    """One bubble: plain text, citations, suggestions and comparison in the form of the HTTP contract.

    `comparison` says once more, for two columns, what the text says of both programmes; None when it tells of one.
    """

    text: str
    citations: list[dict[str, str]] = field(default_factory=list)
    suggestions: list[dict[str, str]] = field(default_factory=list)
    comparison: dict[str, Any] | None = None


@dataclass
class Reply:
    """What the person is told; `outcome` as in the HTTP contract."""

    outcome: str
    topic: str | None
    programme: str | None
    messages: list[Message]

    def as_dict(self) -> dict[str, Any]:
        """As JSON; a message without comparison has no such field."""
        reply = asdict(self)
        for message in reply["messages"]:
            if message["comparison"] is None:
                del message["comparison"]
        return reply


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

    def answer(self, asks: list[tuple[str, str | None]], standard: str) -> Reply:
        """Answer one or several questions, each a topic and the programme asked for (None: not said), in a message of its own.

        The reply's programme is the one that all its answers are about, else None.
        """
        messages, statuses = [], []
        about = [self.programme_for(topic, programme) for topic, programme in asks]
        for (topic, _), programme in zip(asks, about):
            message, status = self._topic_message(topic, programme, standard)
            if len(asks) > 1:
                message.text = f"{self._topics[topic]['title'][standard]}\n{message.text}"
            messages.append(message)
            statuses += status
        messages[-1].suggestions = self._suggestions(asks, standard)
        outcome = "answered" if "answered" in statuses else "not_in_sources"
        return Reply(outcome, asks[0][0], about[0] if len(set(about)) == 1 else None, messages)

    def sources(self, topic: str, programme: str | None, standard: str, lead: str) -> Reply:
        """Name the document and section behind an answer; the quotes themselves are the citations."""
        chosen = self.programme_for(topic, programme)
        citations = self._topic_message(topic, chosen, standard)[0].citations
        lines = dict.fromkeys(f"– {citation['title']} ({citation['date']}): {citation['section']}" for citation in citations)
        return Reply("answered", topic, chosen, [Message("\n".join([lead, *lines]), citations)])

    def question(self, topic: str, programme: str | None, standard: str) -> dict[str, str]:
        """A topic as a button: its question with the programme's name in it."""
        name = self._programmes[self.programme_for(topic, programme) or "both"]["definite"][standard]
        text = self._topics[topic]["question"][standard].replace("{programme}", name)
        return {"title": text, "message": text}

    def _topic_message(self, topic: str, programme: str | None, standard: str) -> tuple[Message, list[str]]:
        chosen = self._chosen(topic, programme)
        answers, statuses = [answer for _, answer in chosen], [answer["status"] for _, answer in chosen]
        if self._topics[topic]["compares"]:
            return self._compared(topic, answers[0], standard), statuses
        texts, citations = [answer[standard] for answer in answers], self._citations(answers, standard)
        if len(chosen) == 1:
            return Message(texts[0], citations), statuses
        names = [self._programmes[key]["heading"][standard] for key, _ in chosen]
        text = "\n\n".join(f"{name}\n{text}" for name, text in zip(names, texts))
        comparison = {"columns": names, "rows": [{"aspect": self._topics[topic]["title"][standard], "cells": texts}]}
        return Message(text, citations, comparison=comparison), statuses

    def _compared(self, topic: str, lead: dict[str, Any], standard: str) -> Message:
        """The lead, then what both programmes' briefs say of each aspect; citations are those the briefs rest on."""
        names = [self._programmes[key]["heading"][standard] for key in SINGLE_PROGRAMMES]
        parts, rows, cited = [lead[standard]], [], [lead]
        for aspect in self._topics[topic]["compares"]:
            title, answers = self._topics[aspect]["title"][standard], self._topics[aspect]["answers"]
            briefs = [answers[key]["brief"] for key in SINGLE_PROGRAMMES]
            parts.append("\n".join([title, *(f"– {name}: {brief[standard]}." for name, brief in zip(names, briefs))]))
            rows.append({"aspect": title, "cells": [_capitalised(brief[standard]) for brief in briefs]})
            cited += briefs
        return Message("\n\n".join(parts), self._citations(cited, standard), comparison={"columns": names, "rows": rows})

    def _chosen(self, topic: str, programme: str | None) -> list[tuple[str, dict[str, Any]]]:
        answers = self._topics[topic]["answers"]
        if programme is not None and programme in answers:
            return [(programme, answers[programme])]
        if "both" in answers:
            return [("both", answers["both"])]
        return [(key, answers[key]) for key in SINGLE_PROGRAMMES if key in answers]

    def _citations(self, cited: list[dict[str, Any]], standard: str) -> list[dict[str, str]]:
        """The citations of answers or briefs, each once."""
        found: list[dict[str, str]] = []
        for citation in (citation for part in cited for citation in part["citations"]):
            shown = {
                "source": citation["source"],
                "title": self._letters[citation["source"]]["short_title"][standard],
                "date": self._letters[citation["source"]]["date"],
                "section": citation["section"],
                "quote": citation["quote"],
                "url": f"/kilder/{citation['source']}?utdrag={passage_id(citation['quote'])}#utdrag",
            }
            if shown not in found:
                found.append(shown)
        return found

    def _suggestions(self, asks: list[tuple[str, str | None]], standard: str) -> list[dict[str, str]]:
        topics, programme = [topic for topic, _ in asks], asks[-1][1]
        related = [near for topic in topics for near in self._topics[topic]["related"] if near in self._topics]
        new = [near for near in dict.fromkeys(related) if near not in topics]
        return [self.question(near, programme, standard) for near in new[:MAX_SUGGESTIONS]]


def _capitalised(phrase: str) -> str:
    return phrase[0].upper() + phrase[1:]
