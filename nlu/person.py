"""Who a message speaks of: role and sector, from the found entities and the clauses they stand in.

Several posts may be named in one message: the former one ("jeg har sluttet på sykehuset"), somebody else's ("sjefen min er
kommunalsjef") or a partner's ("vi samarbeider med sykehuset"). What counts is the post that the writer holds now, or asks about.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

LEVELS = {"middle_manager", "top_leader"}
SECTOR_ORDER = ("private", "outside_health", "county", "specialist", "municipal")
FIRST_PERSON = re.compile(r"\b(?:jeg|eg|æ|meg|vi|me|oss|min|mitt|vår|vårt|våre)\b", re.I)
Entities = list[dict[str, Any]]

_CLAUSE_END = re.compile(r"[.;:!?\n]|,|(?<!-)\s(?:men|mens|medan|og|å)\s", re.I)
_NOT_LEADING = re.compile(
    r"\b(?:er|var|som|itte|itj)\s+(?:ikke|ikkje|ingen|itj|itte)\s+(?:\w+\s+)?$|\b(?:ikke|ikkje)\s+er\s+(?:\w+\s+)?$", re.I
)
_LEADS = re.compile(r"\b(?:leder|leier|leiar|lederstilling\w*|leiarstilling\w*)\b", re.I)
_FORMER = re.compile(
    r"\b(?:tidligere|tidlegare|forhenværende|pensjonert|sluttet|slutta|sluttar|slutter|gikk av|gjekk av|forlot|forlét|"
    r"har vært|har vore|har vori|"
    r"var|jobbet|jobba|arbeidet|arbeidde|kom fra|kjem frå|kommer fra|kom frå)\b",
    re.I,
)
_COMING = re.compile(
    r"\b(?:jeg|eg|æ|hun|han|ho|vedkommende)\s+(?:\w+\s+){0,2}(?:skal bli|blir|begynner|byrjar|starter som|startar som|tiltrer|"
    r"rykker opp|rykkjer opp|får)\b|"
    r"\b(?:skal bli|blir|begynner|byrjar)\s+(?:jeg|eg|æ|hun|han|ho)\b|\b(?:men|og)\s+(?:blir|skal bli|begynner som|byrjar som|får)\b|"
    r"\b(?:har fått (?:jobb|stilling)\w*|fekk jobb|fått tilbud|fått tilbod)\b",
    re.I,
)
_TAKES_OVER = re.compile(r"\b(?:jeg|eg|æ)\s+(?:skal\s+)?(?:ta over|tar over|tek over|overta|overtar|overtek)\b", re.I)
_IF = re.compile(r"\b(?:hvis|dersom|viss|om|når|sett at|tenk om)\b", re.I)
_ELSEWHERE_NOW = re.compile(
    r"\b(?:er|jobber|jobbar|arbeider|arbeidar)\s+(?:nå|no)\b|\b(?:nå|no)\s+(?:er|jobber|jobbar|arbeider|arbeidar)\b|\b(?:begynt|byrja|starta|startet)\s+(?:som|på|i|ved)\b|"
    r"\bgått (?:over|til)\b",
    re.I,
)
_PARTNER = re.compile(r"\b(?:samarbeid\w*|sammen|saman|dialog|kontakt|på tvers|avtale)\s+(?:med|av)\s+(?:\w+\s+){0,2}$", re.I)
_PAID_PRIVATELY = re.compile(r"\b(?:dekk\w*|betal\w*|finansier\w*|legg\w* ut|ta|tar|tek|kjøp\w*)\s+(?:\w+\s+){0,3}privat$", re.I)
_REJECTED = re.compile(r"\b(?:ikke|ikkje|itj|itte)\s+(?:\w+\s+)?(?:på|i|ved|for|fra|frå)?\s*(?:\w+\s+)?$", re.I)
_OWN_POST = re.compile(
    r"\b(?:jeg|eg|æ|e|vi|me)\s+(?:\w+\s+){0,1}(?:er|e|jobber|jobbar|arbeider|arbeidar|leder|leier|har|styrer|heter|som)\b[^,.;!?]*$", re.I
)
_OWN_POST_INVERTED = re.compile(r"\b(?:er|jobber|jobbar|arbeider|arbeidar|leder|leier|som)\s+(?:jeg|eg|æ|vi|me)\b[^,.;!?]*$", re.I)

_PLURAL = re.compile(r"\b(?:vi|me)\b", re.I)


def role_of(entities: Entities, text: str) -> str | None:
    """middle_manager, top_leader, several, leader (of no said level), not_a_leader or None."""
    found = [entity for entity in entities if entity["entity"] == "role"]
    found = _unless_all(found, lambda entity: bool(_NOT_LEADING.search(text[: entity["start"]])))
    found = _that_count(found, text, plural=False)
    roles = {entity["value"] for entity in found}
    titles = [entity for entity in found if entity["value"] in LEVELS]
    if "not_a_leader" in roles or (titles and all(_NOT_LEADING.search(text[: entity["start"]]) for entity in titles)):
        return "not_a_leader"
    if titles and (_all(titles, text, _is_former) and _has_moved_on(text) or _all(titles, text, _is_coming)):
        return "not_a_leader"
    levels = roles & LEVELS
    if len(levels) == 2:
        return "several"
    if levels:
        return levels.pop()
    if "profession" in roles and "leader" not in roles and not _LEADS.search(text):
        return "not_a_leader"
    return "leader" if roles else None


def sector_of(entities: Entities, text: str = "") -> str | None:
    """The sector that decides: a private nursing home under contract with a municipality is private."""
    found = [entity for entity in entities if entity["entity"] == "sector"]
    found = [entity for entity in found if not _PAID_PRIVATELY.search(text[: entity["end"]])]
    found = _unless_all(found, lambda entity: bool(_PARTNER.search(_before(entity, text)) or _REJECTED.search(_before(entity, text))))
    private = [entity for entity in found if entity["value"] == "private" and not _is_former(entity, text)]
    sectors = {entity["value"] for entity in [*private, *_that_count(found, text)]}
    return next((sector for sector in SECTOR_ORDER if sector in sectors), None)


def speaks_of_self(text: str) -> bool:
    """Whether the writer speaks of themselves or their own workplace."""
    return bool(FIRST_PERSON.search(text))


def tells_own_post(entities: Entities, text: str) -> bool:
    """Whether the writer tells of a post or workplace of their own: "eg leier heimetenesta"."""
    return any(_is_own(entity, text, plural=True) for entity in entities if entity["entity"] in ("role", "sector"))


def _that_count(entities: Entities, text: str, plural: bool = True) -> Entities:
    """Without former posts where a present one is named, and only the writer's own where another's is named too. With
    `plural` the posts of "vi" are the writer's own as well."""
    present = _unless_all(entities, lambda entity: _is_former(entity, text))
    return _unless_all(present, lambda entity: not (_is_own(entity, text, plural) or _takes_over(entity, text)))


def _unless_all(entities: Entities, dropped: Callable[[dict[str, Any]], bool]) -> Entities:
    return [entity for entity in entities if not dropped(entity)] or entities


def _all(entities: Entities, text: str, holds: Callable[[dict[str, Any], str], bool]) -> bool:
    return all(holds(entity, text) for entity in entities)


def _is_former(entity: dict[str, Any], text: str) -> bool:
    return bool(_FORMER.search(_before(entity, text)))


def _has_moved_on(text: str) -> bool:
    """Whether a clause tells of another work now: "er nå rådgiver", "begynt som rådgiver"."""
    return bool(_ELSEWHERE_NOW.search(text))


def _is_coming(entity: dict[str, Any], text: str) -> bool:
    clause = _before(entity, text)
    return bool(_COMING.search(clause)) and not _IF.search(clause)


def _takes_over(entity: dict[str, Any], text: str) -> bool:
    return bool(_TAKES_OVER.search(_before(entity, text)))


def _is_own(entity: dict[str, Any], text: str, plural: bool) -> bool:
    clause = _before(entity, text)
    subject = _OWN_POST.search(clause) or _OWN_POST_INVERTED.search(clause)
    return subject is not None and (plural or not _PLURAL.search(subject[0]))


def _before(entity: dict[str, Any], text: str) -> str:
    """The clause that an entity stands in, up to the entity."""
    ends = [match.end() for match in _CLAUSE_END.finditer(text, 0, entity["start"])]
    return text[ends[-1] if ends else 0 : entity["start"]]
