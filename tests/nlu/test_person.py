"""Whose post a message tells of: the one that the writer holds now, among all the posts that it names."""

from __future__ import annotations

import pytest

from nlu.entities import EntityFinder, as_rasa
from nlu.person import role_of, sector_of, speaks_of_self


def person(finder: EntityFinder, text: str) -> tuple[str | None, str | None]:
    """Role and sector that decide, from the entities of the text."""
    entities = [as_rasa(entity) for entity in finder.find(text)]
    return role_of(entities, text), sector_of(entities, text)


@pytest.mark.parametrize(
    ("text", "role", "sector"),
    [
        ("Jeg er avdelingsleder på sykehjem", "middle_manager", "municipal"),
        ("Eg er einingsleiar i heimetenesta", "middle_manager", "municipal"),
        ("Eg er helsesjef i ein liten kommune", "top_leader", "municipal"),
        ("Jeg er divisjonsdirektør i et helseforetak", "top_leader", "specialist"),
        ("Jeg er sykepleier og avdelingsleder på sengepost", "middle_manager", "specialist"),
        ("Eg er avdelingsleiar i tannhelsetenesta", "middle_manager", "county"),
        ("Jeg er leder i hjemmetjenesten", "leader", "municipal"),
        ("Eg er fagsjukepleiar på ein sjukeheim", "not_a_leader", "municipal"),
        ("Eg er rektor i kommunen", None, "outside_health"),
        ("Jeg jobber på et helsehus", None, "municipal"),
        ("Hva koster topplederprogrammet?", None, None),
    ],
)
def test_post_of_the_writer(finder: EntityFinder, text: str, role: str | None, sector: str | None) -> None:
    assert person(finder, text) == (role, sector)


@pytest.mark.parametrize(
    ("text", "role", "sector"),
    [
        ("Jeg har sluttet på sykehuset og er nå avdelingsleder i hjemmetjenesten. Kan jeg søke?", "middle_manager", "municipal"),
        ("Eg har slutta på sjukehuset og er no avdelingsleiar i heimetenesta. Kan eg søkje?", "middle_manager", "municipal"),
        ("Jeg var klinikksjef på sykehuset før, men er nå enhetsleder på et sykehjem. Kan jeg delta?", "middle_manager", "municipal"),
        ("Eg var klinikksjef på sjukehuset før, men er no einingsleiar på ein sjukeheim.", "middle_manager", "municipal"),
        ("Tidligere var jeg rektor, nå er jeg seksjonsleder på et sykehjem. Kan jeg søke?", "middle_manager", "municipal"),
        ("Tidlegare var eg rektor, no er eg seksjonsleiar på ein sjukeheim. Kan eg søkje?", "middle_manager", "municipal"),
        ("Jeg har sluttet på et privat sykehjem og er nå avdelingsleder i kommunen. Kan jeg søke?", "middle_manager", "municipal"),
        ("Eg har slutta på ein privat sjukeheim og er no avdelingsleiar i kommunen. Kan eg søkje?", "middle_manager", "municipal"),
    ],
)
def test_former_post_does_not_count_beside_the_present_one(finder: EntityFinder, text: str, role: str, sector: str) -> None:
    assert person(finder, text) == (role, sector)


@pytest.mark.parametrize(
    "text",
    [
        "Jeg var avdelingsleder, men nå er jeg rådgiver. Kan jeg søke?",
        "Eg var avdelingsleiar, men no er eg rådgjevar. Kan eg søkje?",
        "Jeg har vært enhetsleder på sykehjem, men jobber nå som rådgiver i kommunen.",
        "Eg har vore einingsleiar på sjukeheim, men jobbar no som rådgjevar i kommunen.",
        "Jeg var avdelingsleder, men er nå uten personalansvar",
    ],
)
def test_who_has_left_the_post_leads_nothing_now(finder: EntityFinder, text: str) -> None:
    assert person(finder, text)[0] == "not_a_leader"


@pytest.mark.parametrize(
    "text",
    [
        "Jeg har vært avdelingsleder på et sykehjem i ti år. Kan jeg søke?",
        "Eg har vore avdelingsleiar på ein sjukeheim i ti år. Kan eg søkje?",
        "Jeg har vært avdelingsleder på et sykehjem siden i fjor. Kan jeg søke nå?",
        "Eg har vore avdelingsleiar på ein sjukeheim sidan i fjor. Kan eg søkje no?",
        "Jeg jobbet som sykepleier før jeg ble avdelingsleder på sykehjem. Kan jeg søke nå?",
        "Eg jobba som sjukepleiar før eg vart avdelingsleiar på sjukeheim. Kan eg søkje no?",
    ],
)
def test_post_held_for_years_is_held_still(finder: EntityFinder, text: str) -> None:
    assert person(finder, text) == ("middle_manager", "municipal")


@pytest.mark.parametrize(
    "text",
    [
        "Jeg blir avdelingsleder på et sykehjem til høsten. Kan jeg søke?",
        "Eg blir avdelingsleiar på ein sjukeheim til hausten. Kan eg søkje?",
        "Jeg har fått jobb som enhetsleder i hjemmetjenesten. Kan jeg delta?",
        "Eg har fått stilling som einingsleiar i heimetenesta. Kan eg vere med?",
        "Jeg begynner som teamleder i hjemmetjenesten over nyttår. Kan jeg søke?",
        "Eg byrjar som teamleiar i heimetenesta over nyttår. Kan eg søkje?",
        "Jeg skal bli kommunalsjef for helse i mai. Kan jeg delta?",
        "Eg skal bli kommunalsjef for helse i mai. Kan eg vere med?",
    ],
)
def test_coming_post_is_not_held_yet(finder: EntityFinder, text: str) -> None:
    assert person(finder, text) == ("not_a_leader", "municipal")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Kan jeg søke hvis jeg blir avdelingsleder på et sykehjem?", "middle_manager"),
        ("Kan eg søkje dersom eg blir avdelingsleiar på ein sjukeheim?", "middle_manager"),
        ("Kan jeg delta når jeg begynner som enhetsleder i hjemmetjenesten?", "middle_manager"),
        ("Kan eg vere med viss eg byrjar som einingsleiar i heimetenesta?", "middle_manager"),
        ("Hva om jeg blir helsesjef i kommunen?", "top_leader"),
        ("Kva om eg blir helsesjef i kommunen?", "top_leader"),
    ],
)
def test_hypothetical_post_is_asked_about_as_if_held(finder: EntityFinder, text: str, role: str) -> None:
    assert person(finder, text) == (role, "municipal")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Blir avdelingsledere på sykehjem prioritert?", "middle_manager"),
        ("Blir avdelingsleiarar på sjukeheim prioriterte?", "middle_manager"),
        ("Hva blir kravene til kommunalsjefer?", "top_leader"),
    ],
)
def test_what_becomes_of_leaders_is_no_coming_post(finder: EntityFinder, text: str, role: str) -> None:
    assert person(finder, text) == (role, "municipal")


@pytest.mark.parametrize(
    ("text", "role", "sector"),
    [
        ("Jeg er avdelingsleder på sykehus, men sjefen min er kommunalsjef. Kan jeg søke?", "middle_manager", "specialist"),
        ("Jeg er avdelingsleder på et sykehjem, og sjefen min er kommunalsjef. Kan jeg søke?", "middle_manager", "municipal"),
        ("Eg er avdelingsleiar på ein sjukeheim, og sjefen min er kommunalsjef. Kan eg søkje?", "middle_manager", "municipal"),
        ("Kommunalsjefen spør, men jeg er teamleder i hjemmetjenesten.", "middle_manager", "municipal"),
        ("Kommunalsjefen spør, men eg er teamleiar i heimetenesta.", "middle_manager", "municipal"),
        ("Kollegaen min er rektor, og jeg er avdelingsleder på sykehjem. Kan jeg søke?", "middle_manager", "municipal"),
        ("Kollegaen min er rektor, og eg er avdelingsleiar på sjukeheim. Kan eg søkje?", "middle_manager", "municipal"),
        ("Jeg er kommunalsjef, og vi har ti avdelingsledere. Kan jeg søke?", "top_leader", "municipal"),
        ("Eg er kommunalsjef, og vi har ti avdelingsleiarar. Kan eg søkje?", "top_leader", "municipal"),
    ],
)
def test_own_post_counts_before_that_of_others(finder: EntityFinder, text: str, role: str, sector: str) -> None:
    assert person(finder, text) == (role, sector)


@pytest.mark.parametrize(
    ("text", "role", "sector"),
    [
        ("Kan sjefen min, som er kommunalsjef, søke?", "top_leader", "municipal"),
        ("Kan sjefen min, som er kommunalsjef, søkje?", "top_leader", "municipal"),
        ("Kollegaen min er avdelingsleder på sykehus. Kan han søke?", "middle_manager", "specialist"),
        ("Kollegaen min er avdelingsleiar på sjukehus. Kan ho søkje?", "middle_manager", "specialist"),
        ("Kan avdelingsledere og kommunalsjefen gå sammen?", "several", "municipal"),
        ("Vi har en kommunalsjef og tre avdelingsledere. Kan de delta sammen?", "several", "municipal"),
        ("Vi har ein kommunalsjef og tre avdelingsleiarar. Kan dei delta saman?", "several", "municipal"),
    ],
)
def test_post_of_others_counts_where_it_is_the_only_one(finder: EntityFinder, text: str, role: str, sector: str) -> None:
    assert person(finder, text) == (role, sector)


@pytest.mark.parametrize(
    "text",
    [
        "Jeg er avdelingsleder på et sykehjem og samarbeider med sykehuset. Kan jeg søke?",
        "Eg er avdelingsleiar på ein sjukeheim, og vi har mykje kontakt med sjukehuset. Kan eg søkje?",
        "Vi er et sykehjem som samarbeider med sykehuset. Kan avdelingslederen vår søke?",
        "Vi er ein sjukeheim som samarbeider med sjukehuset. Kan avdelingsleiaren vår søkje?",
        "Jeg er enhetsleder i kommunen, i tett dialog med fylkeskommunen. Kan jeg søke?",
        "Eg er einingsleiar i kommunen, i tett dialog med private aktørar. Kan eg søkje?",
        "Vi har avtale med et privat sykehjem. Jeg er enhetsleder i hjemmetjenesten. Kan jeg søke?",
    ],
)
def test_partner_is_not_where_one_works(finder: EntityFinder, text: str) -> None:
    assert person(finder, text) == ("middle_manager", "municipal")


@pytest.mark.parametrize(
    "text",
    [
        "Jeg er avdelingsleder på et privat sykehjem med avtale med kommunen. Kan jeg søke?",
        "Eg er avdelingsleiar på ein privat sjukeheim med avtale med kommunen. Kan eg søkje?",
        "Vi har driftsavtale med kommunen. Jeg er avdelingsleder på sykehjemmet. Kan jeg søke?",
        "Vi har driftsavtale med kommunen. Eg er avdelingsleiar på sjukeheimen. Kan eg søkje?",
        "Sykehjemmet drives av en ideell stiftelse. Jeg er avdelingsleder på sykehjemmet. Kan jeg søke?",
        "Sjukeheimen er driven av ei ideell stifting. Eg er avdelingsleiar på sjukeheimen. Kan eg søkje?",
        "Jeg er enhetsleder i en ideell stiftelse som driver sykehjem for kommunen.",
        "Eg er einingsleiar i ei ideell stifting som driv sjukeheim for kommunen.",
    ],
)
def test_private_under_contract_with_the_municipality_is_private(finder: EntityFinder, text: str) -> None:
    assert person(finder, text) == ("middle_manager", "private")


@pytest.mark.parametrize(
    "text",
    [
        "Eg er sjukepleiar utan leiaransvar",
        "Jeg er sykepleier og ikke leder ennå",
        "Eg har ikkje leiarstilling",
        "Jeg vil bli leder",
        "Jeg er ikke avdelingsleder",
        "Eg er ikkje kommunalsjef",
        "Jeg er ikke avdelingsleder, men fagsykepleier på et sykehjem",
        "Eg er ikkje avdelingsleiar, men fagsjukepleiar på ein sjukeheim",
        "fagsykepleier",
    ],
)
def test_denied_post_is_none(finder: EntityFinder, text: str) -> None:
    assert person(finder, text)[0] == "not_a_leader"


@pytest.mark.parametrize(
    "text",
    [
        "Jeg er ikke kommunalsjef, men avdelingsleder på et sykehjem. Kan jeg søke?",
        "Eg er ikkje kommunalsjef, eg er avdelingsleiar på ein sjukeheim. Kan eg søkje?",
        "Jeg jobber ikke på sykehus, men er enhetsleder i hjemmetjenesten. Kan jeg søke?",
        "Eg jobbar ikkje på sjukehus, men er einingsleiar i heimetenesta. Kan eg søkje?",
    ],
)
def test_denied_post_does_not_count_beside_the_one_held(finder: EntityFinder, text: str) -> None:
    assert person(finder, text) == ("middle_manager", "municipal")


@pytest.mark.parametrize(
    "text",
    [
        "Kan ikke ledere i kommunen søke?",
        "Blir ledere i hjemmetjenesten regnet med?",
        "Jeg er sykepleier og leder nå en avdeling",
        "Hvorfor kan ikke avdelingsledere på sykehus delta?",
        "Kvifor kan ikkje avdelingsleiarar på sjukehus vere med?",
    ],
)
def test_leader_in_a_negated_question_is_a_leader(finder: EntityFinder, text: str) -> None:
    assert person(finder, text)[0] in ("leader", "middle_manager")


@pytest.mark.parametrize(
    "text", ["Kan jeg søke?", "Kan eg søkje?", "Kan vi delta?", "Gjelder det oss?", "Kan sjefen min søke?", "ka med mæ, kan æ søke"]
)
def test_writer_who_says_i_or_we_speaks_of_self(text: str) -> None:
    assert speaks_of_self(text)


@pytest.mark.parametrize("text", ["Hvem kan søke?", "Kven kan søkje?", "Kan en helsesjef delta?", "Er det en eining for seg?", ""])
def test_question_about_anybody_does_not_speak_of_self(text: str) -> None:
    assert not speaks_of_self(text)
