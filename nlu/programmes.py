"""Which programme a message, or each question of it, names."""

from __future__ import annotations

import re
from typing import Any

SHORT_WORDS = 8
CORRECTION_WORDS = 5
_REJECTED = re.compile(r"\b(?:ikke|ikkje|itj|itte)\s+(?:(?:den|det|om|på|for)\s+){0,3}$", re.I)
_CORRECTS = re.compile(r"\b(?:mente|meinte|mener|meiner|tenkte på|spurte om|spurde om)\b", re.I)


def named_programme(entities: list[dict[str, Any]], text: str = "") -> str | None:
    """middle_manager, top_leader, both, other ("den andre") or None; a role word counts only when no programme is named
    outright, and in a correction ("jeg mente den for mellomledere, ikke den for toppledere") the rejected programme does not."""
    found = [entity for entity in entities if entity["entity"] == "programme"]
    if len(text.split()) <= SHORT_WORDS or _CORRECTS.search(text):
        kept = [entity for entity in found if not _REJECTED.search(text[: entity["start"]])]
        if found and not kept and len(text.split()) <= CORRECTION_WORDS and "?" not in text:
            return other(found[0]["value"])
        found = kept or found
    values = {entity["value"] for entity in found if not entity.get("weak")} or {entity["value"] for entity in found}
    values = values - {"other"} or values
    if "both" in values or len(values) > 1:
        return "both"
    return next(iter(values), None)


def of_each(questions: list[dict[str, Any]], whole: str | None) -> list[str | None]:
    """The programme of each question of a message: the one it names, else the one named before it, else the one after it;
    `whole`, what the message names, when no question names any."""
    named = [named_programme(question["entities"], question["text"]) for question in questions]
    carried = next((programme for programme in named if programme not in (None, "other")), whole if whole != "other" else None)
    programmes = []
    for programme in named:
        carried = (other(carried) or carried) if programme == "other" else programme or carried
        programmes.append(carried)
    return programmes


def other(programme: str | None) -> str | None:
    """The other one of the two programmes."""
    return {"middle_manager": "top_leader", "top_leader": "middle_manager"}.get(programme or "")
