"""Adding questions: from a turn into a proposal, on one side only, without what points at a person."""

from __future__ import annotations

import sqlite3

import pytest
from starlette.testclient import TestClient

from api.services import Services
from tests.api.staff.conftest import SignIn
from tests.api.staff.improvement.conftest import Ask

FORM = "/staff/forslag/ny"


def add(client: TestClient, csrf: str, **fields: str) -> tuple[int, str]:
    """Send the form; gives status, and where it leads or what the page says."""
    sent = {"csrf": csrf, "side": "example", "emne": "other_detail", "forslag": "ny", "tittel": "Barnepass", **fields}
    response = client.post(FORM, data=sent, follow_redirects=False)
    return response.status_code, response.headers.get("location", response.text)


def test_the_form_has_the_turns_question_under_its_standard_and_the_nearest_topics_first(
    client: TestClient, sign_in: SignIn, ask: Ask
) -> None:
    sign_in("editor")
    turn = ask("Er det barnepass\nder?", language="nn")
    page = client.get(f"{FORM}?turn={turn}&naer=costs").text
    assert 'lang="nn" aria-describedby="en-linje personvern">Er det barnepass der?</textarea>' in page
    assert '<optgroup label="Nærmest"><option value="costs">' in page


def test_questions_go_into_a_new_proposal_with_the_turn_they_came_from_and_into_the_audit_log(
    client: TestClient, sign_in: SignIn, ask: Ask, services: Services, database: sqlite3.Connection
) -> None:
    csrf = sign_in("editor")
    turn = ask("Er det barnepass der?")
    assert add(client, csrf, turn=turn, nb="Er det barnepass der?\n\nEr det barnevakt der?", nn="Er det barnevakt der?") == (
        303,
        "/staff/forslag/1",
    )
    proposal = services.proposals.one(1)
    assert proposal.title == "Barnepass"
    assert [(c.kind, c.topic, c.standard, c.text, c.turn_id) for c in proposal.changes] == [
        ("example", "other_detail", "nb", "Er det barnepass der?", turn),
        ("example", "other_detail", "nb", "Er det barnevakt der?", turn),
        ("example", "other_detail", "nn", "Er det barnevakt der?", turn),
    ]
    actions = [row[0] for row in database.execute("SELECT action FROM audit_event ORDER BY id")]
    assert actions == ["proposal.create", *["proposal.add_example"] * 3]


def test_a_question_of_one_side_is_refused_on_the_other_also_between_proposals(client: TestClient, sign_in: SignIn) -> None:
    csrf = sign_in("editor")
    assert add(client, csrf, nb="Er det barnepass der?", side="test")[0] == 303
    status, page = add(client, csrf, nb="er det barnepass der")
    assert status == 422
    assert "Testen har «Er det barnepass der?» (#1), som er nesten likt." in page


def test_a_known_training_question_is_refused_as_test_question_and_what_was_written_stays(client: TestClient, sign_in: SignIn) -> None:
    csrf = sign_in("editor", "nn")
    status, page = add(client, csrf, nb="Når starter topplederprogrammet?", side="test", emne="start")
    assert status == 422
    assert "kan ikkje bli testspørsmål" in page and "nlu/examples/start.yml" in page
    assert ">Når starter topplederprogrammet?</textarea>" in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"nb": ""}, "Skriv minst ett spørsmål."),
        ({"nb": "Er det kake?", "emne": "nowhere"}, "Velg et emne."),
        ({"nb": "Ring 912 34 567 om det er kake"}, "«912 34 567» kan peke på en person."),
        ({"nb": "Er det eksamen?"}, "hører til et annet emne"),
    ],
)
def test_what_is_wrong_is_said(client: TestClient, sign_in: SignIn, fields: dict[str, str], said: str) -> None:
    status, page = add(client, sign_in("editor"), **fields)
    assert status == 422 and said in page


def test_the_question_stays_when_its_conversation_is_deleted_but_is_shown_nowhere_else(
    client: TestClient, sign_in: SignIn, ask: Ask, services: Services
) -> None:
    csrf = sign_in("editor")
    turn = ask("Jeg er Kari på sykehjemmet i Bygda, er det barnepass?")
    add(client, csrf, turn=turn, nb="Er det barnepass?")
    conversation = services.unanswered.one(turn).conversation_id
    assert client.delete(f"/api/conversations/{conversation}").status_code == 204
    assert "Bygda" not in client.get("/staff/forslag/1").text
    assert services.proposals.one(1).changes[0].text == "Er det barnepass?"
    assert client.get(f"{FORM}?turn={turn}").status_code == 404


def test_very_many_questions_at_once_are_refused_before_they_are_compared(client: TestClient, sign_in: SignIn, services: Services) -> None:
    csrf = sign_in("editor")
    status, page = add(client, csrf, nb="\n".join(f"Hva er sak nummer {number}?" for number in range(101)))
    assert status == 422 and "101 spørsmål er for mange på én gang" in page
    assert services.proposals.all() == []
