"""The names of what is counted, in the order in which they are shown."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from api.staff.texts import text
from knowledge.compiled import read_knowledge

OUTCOMES = ("answered", "not_in_sources", "clarification", "out_of_scope", "chitchat", "failed")
PROGRAMMES = ("middle_manager", "top_leader", "both")
STANDARDS = ("nb", "nn")
RELEVANCES = ("right", "partly", "wrong")
THUMBS = ("up", "down")
HELPFUL = ("yes", "no")


def names(kind: str, values: tuple[str, ...], language: str) -> dict[str, str]:
    """Value → its name in terms.yml, under `<kind>_<value>`."""
    return {value: text(f"terms.{kind}_{value}", language) for value in values}


def topic_titles(knowledge: Path, language: str) -> dict[str, str]:
    """Topic → the title of its entry, of the compiled knowledge as it stands now."""
    return _titles(knowledge, knowledge.stat().st_mtime_ns)[language]


@lru_cache(maxsize=2)
def _titles(knowledge: Path, _changed: int) -> dict[str, dict[str, str]]:
    topics = read_knowledge(knowledge)["topics"]
    return {language: {topic: entry["title"][language] for topic, entry in topics.items()} for language in ("nb", "nn")}
