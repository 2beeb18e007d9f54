"""Judge a reply against what was expected of it."""

from __future__ import annotations

import re
from typing import Any

SOURCES = {"S1": "tildelingsbrev-2020-tillegg-4", "S2": "toppleiarprogram-2020"}
ON_TOPIC = ("answered", "not_in_sources")


def judge(reply: dict[str, Any], expect: dict[str, Any], standard: str) -> list[str]:
    """The names of the checks a reply fails: outcome, topic, programme, facts, cite, forbid, language.

    `expect`, in the form of an acceptance file: `outcome` one of these; `facts`, when it answers, of every group of patterns one
    that is found; `forbid`, patterns never found; `cite`, when it answers, letters among the citations (S1, S2); and, where given,
    `topics` and `programme` accepted, and `language`, the standards accepted where the message shows none.
    """
    text = "\n".join(message["text"] for message in reply["messages"])
    answered = reply["outcome"] == "answered"
    failed = []
    if expect["outcome"] and reply["outcome"] not in expect["outcome"]:
        failed.append("outcome")
    if answered and not _about(reply, set(expect.get("topics", []))):
        failed.append("topic")
    wanted = {value or "both" for value in expect.get("programme", [])}
    if wanted and answered and (reply["programme"] or "both") not in wanted and "eligibility" not in expect["topics"]:
        failed.append("programme")
    if answered and not all(any(re.search(pattern, text, re.I) for pattern in group) for group in expect["facts"]):
        failed.append("facts")
    cited = {citation["source"] for message in reply["messages"] for citation in message["citations"]}
    if answered and "answered" in expect["outcome"] and not {SOURCES[name] for name in expect["cite"]} <= cited:
        failed.append("cite")
    if any(re.search(pattern, text, re.I) for pattern in expect["forbid"]):
        failed.append("forbid")
    if reply["language"] not in expect.get("language", [standard]):
        failed.append("language")
    return failed


def judge_question(reply: dict[str, Any], topic: str, programme: str | None) -> list[str]:
    """The same for a single question, of which the topic is known, and perhaps the programme; what the reply says is not judged.

    `topic` may be `out_of_scope`: then the reply must say that it does not answer such questions.
    """
    if topic == "out_of_scope":
        return [] if reply["outcome"] == topic else ["outcome"]
    if reply["outcome"] not in ON_TOPIC:
        return ["outcome"]
    failed = [] if _about(reply, {topic}) else ["topic"]
    if programme and reply["programme"] not in (programme, None):
        failed.append("programme")
    return failed


def _about(reply: dict[str, Any], accepted: set[str]) -> bool:
    topic = reply["topic"] or ""
    return not accepted or topic in accepted or topic.split("_")[0] in accepted
