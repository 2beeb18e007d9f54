"""Who asks: a small closed set, read from the roles and sectors that were found in a message."""

from __future__ import annotations

from typing import Any

AUDIENCES = ("middle_manager", "top_leader", "leader", "employee", "municipality", "county", "specialist", "other_sector")
_OF_ROLE = {
    "not_a_leader": "employee",
    "middle_manager": "middle_manager",
    "top_leader": "top_leader",
    "leader": "leader",
    "profession": "employee",
}
_OF_SECTOR = {
    "private": "other_sector",
    "county": "county",
    "specialist": "specialist",
    "municipal": "municipality",
    "outside_health": "other_sector",
}


def audience_of(understanding: dict[str, Any]) -> str | None:
    """The audience that a message's entities tell of: a post before a sector; none when they tell of neither."""
    entities = understanding.get("entities")
    pairs = [tuple(entity) for entity in entities if isinstance(entity, list | tuple)] if isinstance(entities, list) else []
    for kind, audiences in (("role", _OF_ROLE), ("sector", _OF_SECTOR)):
        for value, audience in audiences.items():
            if (kind, value) in pairs:
                return audience
    return None
