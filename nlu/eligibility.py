"""From what a person says of role and sector to the entry that answers "can I take part?".

The letters' rules: the education is for middle managers in municipal and county health and care who hold a leader
position at admission; the top-leader programme is for top leaders in municipal health and care and in specialist health.
"""

from __future__ import annotations

import re
from typing import Any

SECTOR_ORDER = ("private", "outside_health", "county", "specialist", "municipal")
_DENIED = re.compile(r"\b(?:ikke|ikkje|ingen|uten|utan)\s+(?:\w+\s+)?$", re.I)
_NEGATIONS = ("ikke", "ikkje", "uten", "utan", "ingen", "inga", "bli", "vanlig", "vanleg")


def role_of(entities: list[dict[str, Any]], text: str) -> str | None:
    """middle_manager, top_leader, several, not_a_leader or None. A denied leader position outweighs a title."""
    roles = {entity["value"] for entity in entities if entity["entity"] == "role"}
    spans = [text[e["start"] : e["end"]].lower() for e in entities if e["entity"] == "role" and e["value"] == "not_a_leader"]
    if any(span.startswith(_NEGATIONS) for span in spans):
        return "not_a_leader"
    titles = [e for e in entities if e["entity"] == "role" and e["value"] != "not_a_leader"]
    if titles and all(_DENIED.search(text[: e["start"]]) for e in titles):
        return "not_a_leader"
    leaders = roles & {"middle_manager", "top_leader"}
    if len(leaders) == 2:
        return "several"
    return next(iter(leaders), None) or ("not_a_leader" if roles else None)


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
        top = role == "top_leader" or (role is None and programme == "top_leader")
        return "eligibility_county_top_leader" if top else "eligibility_county_middle_manager"
    if sector == "specialist":
        if role == "top_leader":
            return "eligibility_specialist_top_leader"
        return None if role is None and programme == "top_leader" else "eligibility_specialist_middle_manager"
    if sector == "municipal" and role in ("middle_manager", "top_leader"):
        return f"eligibility_municipal_{role}"
    return None
