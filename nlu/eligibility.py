"""From what a person says of role and sector to the entry that answers "can I take part?".

The letters' rules: the education is for middle managers in municipal and county health and care who hold a leader
position at admission; the top-leader programme is for top leaders in municipal health and care and in specialist health.
"""

from __future__ import annotations

import re
from typing import Any

LEVELS = {"middle_manager", "top_leader"}
SECTOR_ORDER = ("private", "outside_health", "county", "specialist", "municipal")
PROGRAMME_OF_CASE = {
    "eligibility_municipal_middle_manager": "middle_manager",
    "eligibility_county_middle_manager": "middle_manager",
    "eligibility_municipal_top_leader": "top_leader",
    "eligibility_specialist_top_leader": "top_leader",
}
"""The programme the conversation is about once a case has been answered with it."""
_DENIED = re.compile(r"\b(?:er|var|som|itte|itj)\s+(?:ikke|ikkje|ingen|itj|itte)\s+(?:\w+\s+)?$|\b(?:ikke|ikkje)\s+er\s+(?:\w+\s+)?$", re.I)
_LEADS = re.compile(r"\b(?:leder|leier|leiar|lederstilling\w*|leiarstilling\w*)\b", re.I)


def role_of(entities: list[dict[str, Any]], text: str) -> str | None:
    """middle_manager, top_leader, several, leader (of no said level), not_a_leader or None."""
    found = [entity for entity in entities if entity["entity"] == "role"]
    roles = {entity["value"] for entity in found}
    titles = [entity for entity in found if entity["value"] in LEVELS]
    if "not_a_leader" in roles or (titles and all(_DENIED.search(text[: entity["start"]]) for entity in titles)):
        return "not_a_leader"
    levels = roles & LEVELS
    if len(levels) == 2:
        return "several"
    if levels:
        return levels.pop()
    if "profession" in roles and "leader" not in roles and not _LEADS.search(text):
        return "not_a_leader"
    return "leader" if roles else None


def sector_of(entities: list[dict[str, Any]]) -> str | None:
    """The sector that decides: a private nursing home under contract with a municipality is private."""
    sectors = {entity["value"] for entity in entities if entity["entity"] == "sector"}
    return next((sector for sector in SECTOR_ORDER if sector in sectors), None)


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
