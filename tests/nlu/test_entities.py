"""Programmes, roles and sectors in messages, in both written standards and with spelling mistakes."""

from __future__ import annotations

import re

import pytest

from nlu.entities import EntityFinder, as_rasa


def values(finder: EntityFinder, text: str, kind: str) -> set[str]:
    return {entity.value for entity in finder.find(text) if entity.kind == kind}


@pytest.mark.parametrize(
    ("text", "programme"),
    [
        ("Hva koster mellomlederutdanningen?", "middle_manager"),
        ("Kva kostar mellomleiarutdanninga?", "middle_manager"),
        ("MELLOMLEDERUTDANNINGEN!!", "middle_manager"),
        ("Er den nasjonale lederutdanningen åpen for alle?", "middle_manager"),
        ("Kva er den nasjonale leiarutdanninga?", "middle_manager"),
        ("mellomleder-utdanningen", "middle_manager"),
        ("melomlederutdaningen kost", "middle_manager"),
        ("Kva er melomleiarutdaninga", "middle_manager"),
        ("mellom leder utdanning pris?", "middle_manager"),
        ("mellomlederkurset", "middle_manager"),
        ("Når starter topplederprogrammet?", "top_leader"),
        ("Når startar toppleiarprogrammet?", "top_leader"),
        ("det felles lederprogrammet", "top_leader"),
        ("topledderprogramet start", "top_leader"),
        ("toppleiarprogamet", "top_leader"),
        ("mellomldrutdanninga", "middle_manager"),
        ("toppleder programmet i høst", "top_leader"),
        ("toppleiar programmet når", "top_leader"),
        ("Gjelder det begge?", "both"),
        ("Kva er skilnaden på dei to programma?", "both"),
        ("Gjeld det båe?", "both"),
    ],
)
def test_programme_is_found(finder: EntityFinder, text: str, programme: str) -> None:
    assert values(finder, text, "programme") == {programme}


def test_both_programmes_are_found_in_their_order(finder: EntityFinder) -> None:
    found = finder.find("Kva er skilnaden på toppleiarprogrammet og mellomleiarutdanninga?")

    assert [(entity.kind, entity.value) for entity in found] == [("programme", "top_leader"), ("programme", "middle_manager")]


@pytest.mark.parametrize(
    "text",
    [
        "Jeg er mellomleder i en stor kommune, kan jeg søke?",
        "Eg er toppleiar i eit helseføretak og vil vere med",
    ],
)
def test_job_title_is_a_weak_programme_and_a_role(finder: EntityFinder, text: str) -> None:
    programmes = [entity for entity in finder.find(text) if entity.kind == "programme"]

    assert [entity.weak for entity in programmes] == [True]
    assert values(finder, text, "role") == {programmes[0].value}


@pytest.mark.parametrize(
    ("text", "programme"),
    [
        ("og for toppleder?", "top_leader"),
        ("mellomleiar då?", "middle_manager"),
        ("Hva koster det egentlig for mellomledere?", "middle_manager"),
        ("Når startar toppleiarprogrammet for oss?", "top_leader"),
    ],
)
def test_programme_named_outright_is_strong_and_no_role(finder: EntityFinder, text: str, programme: str) -> None:
    found = [(entity.kind, entity.value, entity.weak) for entity in finder.find(text)]

    assert found == [("programme", programme, False)]


@pytest.mark.parametrize(
    ("text", "role", "sector"),
    [
        ("Jeg er avdelingsleder på sykehjem i kommunen", "middle_manager", "municipal"),
        ("Eg er einingsleiar på ein sjukeheim", "middle_manager", "municipal"),
        ("enhetsledere i hjemmetjenesten", "middle_manager", "municipal"),
        ("einingsleiarar i heimetenesta", "middle_manager", "municipal"),
        ("avdelngsleder på sengepost", "middle_manager", "specialist"),
        ("Jeg er avdelingssykepleier på intensiv", "middle_manager", "specialist"),
        ("avd.leder på sykehus", "middle_manager", "specialist"),
        ("Eg er kommunalsjef for helse", "top_leader", "municipal"),
        ("Jeg er direktør på et sykehus", "top_leader", "specialist"),
        ("sjukehusdirektør", "top_leader", "specialist"),
        ("fylkesdirektør", "top_leader", "county"),
    ],
)
def test_role_and_sector_are_found(finder: EntityFinder, text: str, role: str, sector: str) -> None:
    assert (values(finder, text, "role"), values(finder, text, "sector")) == ({role}, {sector})


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("ved et lite lokalsykehus", "specialist"),
        ("på lokalsjukehuset", "specialist"),
        ("i en fjellkommune", "municipal"),
        ("i fylkeskommunen", "county"),
        ("Er det åpent for fylkeskommunen?", "county"),
        ("Gjeld det tannhelsetenesta?", "county"),
        ("Jeg er rektor på en ungdomsskole", "outside_health"),
        ("Eg jobbar i ein barnehage", "outside_health"),
        ("vi er en ideell stiftelse", "private"),
    ],
)
def test_sector_is_found(finder: EntityFinder, text: str, sector: str) -> None:
    assert values(finder, text, "sector") == {sector}


@pytest.mark.parametrize(
    "text",
    [
        "Er pengane til leiarutdanninga garanterte?",
        "Kven bad om dei to leiarkursa?",
        "Hva er Helsedirektoratet sin rolle?",
        "helsedirektoratets ansvar",
        "Utdanningsdirektoratet",
        "Hvem sitter i styringsgruppen?",
        "Er det Handelshøyskolen BI?",
        "Hva er Kompetanseløft 2020?",
        "Takk for hjelpen!",
        "ledelse",
        "",
    ],
)
def test_nothing_is_found_where_nothing_is_named(finder: EntityFinder, text: str) -> None:
    assert finder.find(text) == []


@pytest.mark.parametrize("text", ["Gjelder det klassene, kontrakten eller begge deler?", "Er det begge delar?"])
def test_both_parts_of_something_are_not_both_programmes(finder: EntityFinder, text: str) -> None:
    assert finder.find(text) == []


def test_entity_knows_its_place_in_the_text(finder: EntityFinder) -> None:
    text = "Kan 👍 kommunalsjefen ta toppleder programmet?"

    assert [(entity.kind, text[entity.start : entity.end]) for entity in finder.find(text)] == [
        ("role", "kommunalsjefen"),
        ("sector", "kommunalsjefen"),
        ("programme", "toppleder programmet"),
    ]


def test_entity_is_passed_on_in_the_form_of_parse_data(finder: EntityFinder) -> None:
    (entity,) = finder.find("Når starter topplederprogrammet?")

    assert as_rasa(entity) == {"entity": "programme", "value": "top_leader", "start": 12, "end": 31, "weak": False}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hva koster mellomlederutdanningen?", "Hva koster topplederprogrammet?"),
        ("Kva kostar mellomleiarutdanninga?", "Kva kostar toppleiar programmet?"),
        ("Når startar toppleiarprogrammet?", "Når startar toppleiarprogamet?"),
        ("Kan en avdelingsleder ta mellomlederutdanningen?", "Kan en avdelingsleder ta topplederutdanningen?"),
    ],
)
def test_masked_question_is_the_same_for_either_programme(finder: EntityFinder, one: str, other: str) -> None:
    assert finder.mask(one) == finder.mask(other)


@pytest.mark.parametrize("text", ["Er mellomleiarutdanninga og toppleiarprogrammet like?", "mellomleder? TOPPLEDERPROGRAMMET!"])
def test_masked_text_names_no_programme(finder: EntityFinder, text: str) -> None:
    assert not re.search("mellom|topp", finder.mask(text), re.I)


@pytest.mark.parametrize("text", ["Gjelder det begge?", "Kan en avdelingsleder på sykehjem søke?", "Kva seier Helsedirektoratet?", ""])
def test_text_without_programme_name_is_not_masked(finder: EntityFinder, text: str) -> None:
    assert finder.mask(text) == text
