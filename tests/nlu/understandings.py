"""`understanding` of messages, in the shape that nlu/understanding.py writes: hand-made, or of real words with given intents."""

from __future__ import annotations

from typing import Any

from nlu.entities import EntityFinder, as_rasa
from nlu.segments import Segmenter

UNSURE = 0.10
SURE = 0.95
_FINDER, _SEGMENTER = EntityFinder(), Segmenter()


def understanding(
    intent: str,
    confidence: float = SURE,
    text: str = "en melding",
    entities: list[dict[str, Any]] | None = None,
    standard: str = "nb",
    probability: float = 0.55,
    foreign: str | None = None,
    questions: list[tuple[str, float]] | None = None,
) -> dict[str, Any]:
    """A message of one intent; `questions`: intent and confidence of each question cut out of it."""
    return {
        "standard": standard,
        "probability": probability,
        "foreign": foreign,
        "whole": {"text": text, "ranking": ranking(intent, confidence), "entities": entities or []},
        "questions": [{"text": text, "ranking": ranking(name, sure), "entities": []} for name, sure in questions or []],
    }


def said(
    text: str, intent: str = "smalltalk", confidence: float = UNSURE, questions: list[tuple[str, str]] | None = None
) -> dict[str, Any]:
    """A message whose entities are those of its words; `questions`: text and intent of each question in it."""
    message = understanding(intent, confidence, text, entities_of(text)) | {"asks": _SEGMENTER.asks(text)}
    message["questions"] = [{"text": part, "ranking": ranking(name, SURE), "entities": entities_of(part)} for part, name in questions or []]
    return message


def entities_of(text: str) -> list[dict[str, Any]]:
    return [as_rasa(entity) for entity in _FINDER.find(text)]


def ranking(intent: str, confidence: float) -> list[list[Any]]:
    """The intent with its confidence first, the rest of the probability spread thinly over others."""
    others = [name for name in ("ask_people", "smalltalk", "ask_level", "thank", "deny", "ask_exam") if name != intent]
    share = min((1 - confidence) / len(others), confidence * 0.9)
    return [[intent, confidence], *([name, share] for name in others)]


def programme(value: str, text: str = "programmet", weak: bool = False) -> dict[str, Any]:
    return {"entity": "programme", "value": value, "start": 0, "end": len(text), "weak": weak}


def role(value: str) -> dict[str, Any]:
    return {"entity": "role", "value": value, "start": 0, "end": 2, "weak": False}


def sector(value: str) -> dict[str, Any]:
    return {"entity": "sector", "value": value, "start": 0, "end": 2, "weak": False}
