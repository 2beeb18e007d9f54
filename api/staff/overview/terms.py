"""The names of what is counted, in the order in which they are shown."""

from __future__ import annotations

from api.staff.texts import text

OUTCOMES = ("answered", "not_in_sources", "clarification", "out_of_scope", "chitchat", "failed")
PROGRAMMES = ("middle_manager", "top_leader", "both")
STANDARDS = ("nb", "nn")
RELEVANCES = ("right", "partly", "wrong")
THUMBS = ("up", "down")
HELPFUL = ("yes", "no")


def names(kind: str, values: tuple[str, ...], language: str) -> dict[str, str]:
    """Value → its name in terms.yml, under `<kind>_<value>`."""
    return {value: text(f"terms.{kind}_{value}", language) for value in values}
