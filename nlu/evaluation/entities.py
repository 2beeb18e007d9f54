"""Precision, recall and F1 of programmes, roles and sectors on tests/data/entities.jsonl."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from nlu.entities import Entity, EntityFinder

DATA = Path(__file__).parent.parent.parent / "tests" / "data" / "entities.jsonl"
KINDS = ("programme", "role", "sector")


def figures(finder: EntityFinder, data: Path = DATA) -> dict[str, Any]:
    """By kind and in all: an entity counts as found when kind and value are right, as often as they stand in the text."""
    hits: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for case in map(json.loads, data.read_text(encoding="utf-8").splitlines()):
        truth = Counter((entity["entity"], entity["value"]) for entity in case["entities"])
        guess = Counter((entity.kind, entity.value) for entity in _found(finder, case["text"]))
        for kind in KINDS:
            for counter, entities in ((wanted, truth), (found, guess), (hits, truth & guess)):
                counter[kind] += sum(count for (name, _), count in entities.items() if name == kind)
    return {kind: _scores([kind], hits, found, wanted) for kind in KINDS} | {"all": _scores(list(KINDS), hits, found, wanted)}


def _found(finder: EntityFinder, text: str) -> list[Entity]:
    """The entities that count: not the sector that a title tells ("kommunalsjef"), which the data annotates as a role only."""
    entities = [entity for entity in finder.find(text) if entity.kind in KINDS]
    titles = [(entity.start, entity.end) for entity in entities if entity.kind == "role"]
    return [e for e in entities if e.kind != "sector" or not any(start <= e.start and e.end <= end for start, end in titles)]


def _scores(kinds: list[str], hits: Counter[str], found: Counter[str], wanted: Counter[str]) -> dict[str, float]:
    right, said, true = (sum(counter[kind] for kind in kinds) for counter in (hits, found, wanted))
    precision, recall = right / max(said, 1), right / max(true, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4), "entities": true}
