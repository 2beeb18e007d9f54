"""The names of the knowledge's topics in both standards, read again when the compiled knowledge has changed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from api.staff.texts import known_text
from knowledge.compiled import read_knowledge
from nlu.training_questions import TOPIC_PREFIX


def topic_titles(path: Path, language: str) -> dict[str, str]:
    """`{topic: title}`, by title. Raises NotCompiledError when there is no knowledge."""
    titles = {topic: words[language] for topic, words in _titles(path, path.stat().st_mtime_ns if path.exists() else 0).items()}
    return dict(sorted(titles.items(), key=lambda item: item[1].casefold()))


def intent_title(intent: str, titles: dict[str, str], language: str) -> str:
    """An intent as people read it: its topic's title, the words for what people do in a chat, or its own name for one without any."""
    topic = intent.removeprefix(TOPIC_PREFIX)
    return titles.get(topic) or known_text(f"intents.{intent}", language) or intent.replace("_", " ")


@lru_cache(maxsize=4)
def _titles(path: Path, _changed: int) -> dict[str, dict[str, str]]:
    return {name: topic["title"] for name, topic in read_knowledge(path)["topics"].items()}
