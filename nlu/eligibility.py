"""The eligibility dialogue: from role and sector to the entry that answers "can I take part?", and what to ask for it.

The letters' rules: the education is for middle managers in municipal and county health and care who hold a leader
position at admission; the top-leader programme is for top leaders in municipal health and care and in specialist health.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from nlu.person import LEVELS

MAX_ASKED = 2
PROGRAMME_OF_CASE = {
    "eligibility_municipal_middle_manager": "middle_manager",
    "eligibility_county_middle_manager": "middle_manager",
    "eligibility_municipal_top_leader": "top_leader",
    "eligibility_specialist_top_leader": "top_leader",
}
"""The programme the conversation is about once a case has been answered with it."""
_NO_LEADER = re.compile(
    r"\b(?:ikke|ikkje|ingen|itj|itte)\b.*\b(?:\w*leder|\w*leiar|lederansvar|leiaransvar)\b|\b(?:vanlig|vanleg) (?:ansatt|tilsett)\b", re.I
)
_BARE_LEADER = re.compile(r"\b(?:leder|leiar|leier)\b", re.I)


def case_topic(role: str | None, sector: str | None, programme: str | None) -> str | None:
    """The topic that answers this case, or None when the general answer about eligibility must do."""
    if sector == "private":
        return "private_providers"
    if sector == "outside_health":
        return "eligibility_outside_health"
    if role == "not_a_leader":
        return "eligibility_not_a_leader"
    if role == "several":
        return "eligibility_several_leaders"
    if sector == "county":
        top = role == "top_leader" or (role != "middle_manager" and programme == "top_leader")
        return "eligibility_county_top_leader" if top else "eligibility_county_middle_manager"
    if sector == "specialist":
        if role in LEVELS:
            return f"eligibility_specialist_{role}"
        return "eligibility_specialist_middle_manager" if programme == "middle_manager" else None
    if sector == "municipal" and role in LEVELS:
        return f"eligibility_municipal_{role}"
    return None


def missing(role: str | None) -> str:
    """What to ask next of a person whose case is not decided: "role" or "sector"."""
    return "sector" if role in LEVELS else "role"


@dataclass(frozen=True)
class Asking:
    """The dialogue's open question: what is `missing`, how many questions were asked so far, and whether it was asked again
    after an interruption."""

    missing: str
    asked: int = 1
    reminded: bool = False


def answered_role(text: str, entities: list[dict[str, Any]]) -> str | None:
    """The role in a bare answer to "which post do you hold?" that is no title: "mellomleder", "leder", "ikke leder"."""
    words = text.lower().strip(" .!?")
    if _NO_LEADER.search(words):
        return "not_a_leader"
    named = {entity["value"] for entity in entities if entity["entity"] == "programme"} & LEVELS
    if len(named) == 1:
        return named.pop()
    return "leader" if _BARE_LEADER.search(words) else None


def level_of(told: str | None, known: str | None) -> str | None:
    """The role now told, else the one known; "leder" of no said level leaves a known level as it is."""
    return known if told is None or (told == "leader" and known in LEVELS) else told


def next_question(lacking: str | None, about_eligibility: bool, open_question: Asking | None) -> Asking | None:
    """The question to ask after an answer, or None.

    `lacking`: what the case still needs. When the answer was about something else, a question left open is asked again, once.
    """
    if not about_eligibility:
        return replace(open_question, reminded=True) if open_question and not open_question.reminded else None
    asked = open_question.asked if open_question else 0
    return Asking(lacking, asked + 1) if lacking and asked < MAX_ASKED else None
