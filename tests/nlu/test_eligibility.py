"""Who a person is, and which entry answers whether they may take part."""

from __future__ import annotations

from itertools import product

import pytest

from knowledge.entries import load_entries
from nlu.eligibility import SECTOR_ORDER, case_topic, role_of, sector_of
from nlu.entities import EntityFinder, as_rasa

ROLES = (None, "middle_manager", "top_leader", "several", "not_a_leader")
PROGRAMMES = (None, "middle_manager", "top_leader", "both")


@pytest.mark.parametrize(
    ("role", "sector", "programme", "topic"),
    [
        ("middle_manager", "municipal", None, "eligibility_municipal_middle_manager"),
        ("middle_manager", "municipal", "top_leader", "eligibility_municipal_middle_manager"),
        ("top_leader", "municipal", None, "eligibility_municipal_top_leader"),
        ("middle_manager", "specialist", None, "eligibility_specialist_middle_manager"),
        ("top_leader", "specialist", None, "eligibility_specialist_top_leader"),
        (None, "specialist", "middle_manager", "eligibility_specialist_middle_manager"),
        ("middle_manager", "county", None, "eligibility_county_middle_manager"),
        ("top_leader", "county", None, "eligibility_county_top_leader"),
        (None, "county", "top_leader", "eligibility_county_top_leader"),
        (None, "county", "middle_manager", "eligibility_county_middle_manager"),
        ("several", "municipal", None, "eligibility_several_leaders"),
        ("not_a_leader", "municipal", "middle_manager", "eligibility_not_a_leader"),
        ("not_a_leader", None, None, "eligibility_not_a_leader"),
        ("middle_manager", "private", None, "private_providers"),
        ("not_a_leader", "private", None, "private_providers"),
        ("top_leader", "outside_health", "top_leader", "eligibility_outside_health"),
        (None, "outside_health", None, "eligibility_outside_health"),
    ],
)
def test_case_has_its_own_answer(role: str | None, sector: str | None, programme: str | None, topic: str) -> None:
    assert case_topic(role, sector, programme) == topic


@pytest.mark.parametrize(
    ("role", "sector", "programme"),
    [
        (None, None, None),
        ("middle_manager", None, None),
        ("top_leader", None, "top_leader"),
        (None, "municipal", None),
        (None, "specialist", "top_leader"),
    ],
)
def test_too_little_known_leaves_the_general_answer(role: str | None, sector: str | None, programme: str | None) -> None:
    assert case_topic(role, sector, programme) is None


def test_every_case_leads_to_an_entry() -> None:
    cases = {case_topic(*case) for case in product(ROLES, (None, *SECTOR_ORDER), PROGRAMMES)}

    assert cases - {None} <= load_entries().keys()


def test_every_eligibility_entry_is_reached() -> None:
    cases = {case_topic(*case) for case in product(ROLES, (None, *SECTOR_ORDER), PROGRAMMES)}

    assert {topic for topic in load_entries() if topic.startswith("eligibility_")} <= cases


@pytest.fixture(scope="module")
def finder() -> EntityFinder:
    return EntityFinder()


@pytest.mark.parametrize(
    ("text", "role", "sector"),
    [
        ("Jeg er avdelingsleder på sykehjem", "middle_manager", "municipal"),
        ("Eg er helsesjef i ein liten kommune", "top_leader", "municipal"),
        ("Kan avdelingsledere og kommunalsjefen gå sammen?", "several", "municipal"),
        ("Jeg er sykepleier og avdelingsleder på sengepost", "middle_manager", "specialist"),
        ("Eg er fagsjukepleiar på ein sjukeheim", "not_a_leader", "municipal"),
        ("Jeg var avdelingsleder, men er nå uten personalansvar", "not_a_leader", None),
        ("Jeg jobber på et privat sykehjem med driftsavtale med kommunen", None, "private"),
        ("Eg er rektor i kommunen", None, "outside_health"),
        ("Hva koster topplederprogrammet?", None, None),
    ],
)
def test_role_and_sector_that_decide(finder: EntityFinder, text: str, role: str | None, sector: str | None) -> None:
    entities = [as_rasa(entity) for entity in finder.find(text)]

    assert (role_of(entities, text), sector_of(entities)) == (role, sector)
