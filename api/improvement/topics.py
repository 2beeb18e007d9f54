"""The topics that questions can be added to, with their titles, those of new entries in open proposals too."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from api.improvement.changes import OUT_OF_SCOPE, Change
from api.improvement.entry_form import UnreadableEntry, to_form
from api.staff.topic_titles import topic_titles
from knowledge.checks.questions import NOT_ASKED_DIRECTLY


def titles_with_pending(knowledge: Path, pending: Iterable[Change], language: str) -> dict[str, str]:
    """Topic → title in one written standard, by title."""
    titles = topic_titles(knowledge, language)
    for change in pending:
        if change.kind == "entry":
            titles.setdefault(change.topic, change.topic)
            with suppress(UnreadableEntry):
                titles[change.topic] = to_form(change.text).get(f"title.{language}") or change.topic
    return dict(sorted(titles.items(), key=lambda pair: pair[1].casefold()))


def asked_topics(titles: dict[str, str], out_of_scope: str) -> dict[str, str]:
    """Those that have questions of their own, and `out_of_scope` under the given name, last."""
    asked = {topic: title for topic, title in titles.items() if not topic.startswith(NOT_ASKED_DIRECTLY)}
    return {**asked, OUT_OF_SCOPE: out_of_scope}
