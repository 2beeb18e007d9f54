"""Proposals: who may do what when, and what a broken-off job leaves behind."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.improvement.jobs import TRIAL, Job, taken_lock, write_state
from api.improvement.publication import Publication
from api.project import Project
from api.services import Services
from tests.api.staff.conftest import SignIn
from tests.api.staff.improvement.conftest import example

ACTIONS = ("fjern", "prov", "stopp", "publiser", "rull-tilbake", "trekk")


@pytest.fixture
def number(services: Services) -> int:
    """A proposal with one question."""
    number = services.proposals.create("Barnepass", "kari")
    services.proposals.add(number, [example()], "kari")
    return number


def send(client: TestClient, number: int, action: str, csrf: str) -> int:
    endring = {"endring": "1"} if action == "fjern" else {}
    return client.post(f"/staff/forslag/{number}/{action}", data={"csrf": csrf, **endring}, follow_redirects=False).status_code


def state(services: Services, number: int) -> str:
    return services.proposals.one(number).state


@pytest.mark.parametrize("action", ACTIONS)
def test_only_editors_change_proposals(client: TestClient, sign_in: SignIn, number: int, services: Services, action: str) -> None:
    assert send(client, number, action, sign_in("reviewer")) == 403
    assert (state(services, number), len(services.proposals.one(number).changes)) == ("open", 1)


def test_readers_read_and_see_no_buttons(client: TestClient, sign_in: SignIn, number: int) -> None:
    sign_in("reader")
    page = client.get(f"/staff/forslag/{number}").text
    assert "Er det barnepass der?" in page and "/prov" not in page and "/trekk" not in page
    for path in ("/staff/forslag/ny", "/staff/forslag/emne", "/staff/forslag/emne/nytt"):
        assert client.get(path).status_code == 403


def test_a_form_without_the_sessions_token_is_refused(client: TestClient, sign_in: SignIn, number: int) -> None:
    sign_in("editor")
    assert [send(client, number, action, "wrong") for action in ACTIONS] == [403] * len(ACTIONS)


def test_an_untried_proposal_cannot_be_published(client: TestClient, sign_in: SignIn, number: int, services: Services) -> None:
    assert send(client, number, "publiser", sign_in("editor")) == 409
    assert state(services, number) == "open"


def test_a_change_after_the_trial_asks_for_a_new_one(client: TestClient, sign_in: SignIn, number: int, services: Services) -> None:
    csrf = sign_in("editor")
    tried = {"evaluation": {"figures": [], "gained": [], "lost": [], "seconds": 1, "trained": True}, "tried_at": datetime.now(UTC)}
    services.proposals.move(number, "tried", "kari", "tried", only_from=("open",), **tried)
    assert "/publiser" in client.get(f"/staff/forslag/{number}").text
    assert send(client, number, "fjern", csrf) == 303
    proposal = services.proposals.one(number)
    assert (proposal.state, proposal.evaluation, proposal.changes) == ("open", None, [])
    assert send(client, number, "publiser", csrf) == 409


def test_a_withdrawn_proposal_is_closed_and_its_questions_are_free_again(
    client: TestClient, sign_in: SignIn, number: int, services: Services
) -> None:
    csrf = sign_in("editor")
    assert send(client, number, "trekk", csrf) == 303
    assert send(client, number, "prov", csrf) == 409
    assert services.proposals.pending_changes() == []


def test_an_empty_proposal_is_not_tried(client: TestClient, sign_in: SignIn, services: Services) -> None:
    csrf = sign_in("editor")
    assert send(client, services.proposals.create("Tomt", "kari"), "prov", csrf) == 409


def test_only_the_last_publication_can_be_rolled_back(client: TestClient, sign_in: SignIn, number: int, services: Services) -> None:
    csrf, later = sign_in("editor"), services.proposals.create("Senere", "kari")
    for published, day in ((number, 1), (later, 2)):
        at = datetime(2026, 11, day, tzinfo=UTC)
        services.proposals.move(published, "published", "kari", "published", only_from=("open",), published_at=at)
    assert send(client, number, "rull-tilbake", csrf) == 409
    assert "/rull-tilbake" in client.get(f"/staff/forslag/{later}").text
    assert "/rull-tilbake" not in client.get(f"/staff/forslag/{number}").text


def test_one_job_at_a_time(client: TestClient, sign_in: SignIn, number: int, services: Services, root: Path) -> None:
    csrf = sign_in("editor")
    with taken_lock(Project(root).jobs / "proposals.lock"):
        write_state(Project(root).jobs / "proposals.json", Job(TRIAL, "99", 0, "train"))
        assert send(client, number, "prov", csrf) == 409
        assert "Et annet forslag blir prøvd" in client.get(f"/staff/forslag/{number}").text
    assert state(services, number) == "open"


def test_a_running_trial_is_found_again_after_a_restart_with_its_progress(
    client: TestClient, sign_in: SignIn, number: int, services: Services, root: Path
) -> None:
    sign_in("editor")
    services.proposals.move(number, "trying", "kari", "try", only_from=("open",))
    with taken_lock(Project(root).jobs / "proposals.lock"):
        write_state(Project(root).jobs / "proposals.json", Job(TRIAL, str(number), 0, "play_after", 40, 200))
        page = client.get(f"/staff/forslag/{number}").text
    assert "40 av 200." in page and 'http-equiv="refresh"' in page and "/stopp" in page


def test_a_trial_that_died_with_the_service_is_said_to_have_stopped(
    client: TestClient, sign_in: SignIn, number: int, services: Services
) -> None:
    sign_in("editor")
    services.proposals.move(number, "trying", "kari", "try", only_from=("open",))
    page = client.get(f"/staff/forslag/{number}").text
    assert "Kunne ikke prøves" in page and "Arbeidet ble stoppet før det var ferdig" in page
    assert "/prov" in page


def test_a_publication_that_died_half_way_leaves_the_files_as_they_were(
    client: TestClient, sign_in: SignIn, number: int, services: Services, root: Path
) -> None:
    sign_in("editor")
    path = "nlu/examples/exam.yml"
    before = (root / path).read_text(encoding="utf-8")
    services.proposals.move(number, "publishing", "kari", "publish", only_from=("open",))
    new = root / "new"
    new.write_text("half-way", encoding="utf-8")
    Publication(Project(root), number, None).swap.apply({path: new})
    client.get("/staff/forslag")
    assert (root / path).read_text(encoding="utf-8") == before
    assert state(services, number) == "tried"


def test_the_patch_is_downloaded(client: TestClient, sign_in: SignIn, number: int, services: Services) -> None:
    sign_in("reader")
    assert client.get(f"/staff/forslag/{number}/patch").status_code == 404
    services.proposals.move(number, "published", "kari", "published", only_from=("open",), patch="diff --git a/x b/x\n")
    response = client.get(f"/staff/forslag/{number}/patch")
    assert response.text == "diff --git a/x b/x\n"
    assert response.headers["content-disposition"] == f'attachment; filename="kompass-{number}.patch"'


def test_a_tried_proposal_shows_gained_and_lost_side_by_side_and_asks_to_look_at_the_lost(
    client: TestClient, sign_in: SignIn, number: int, services: Services
) -> None:
    sign_in("editor", "nn")
    said = {"outcome": "answered", "topic": "exam", "text": "Ja"}
    row = {"set": "held_out", "messages": ["Er det prøve?"], "expected": {"topics": ["exam"], "outcome": []}, "before": said, "after": said}
    figures = [{"set": "held_out", "turns": 3, "before": 2, "after": 1}]
    evaluation = {"figures": figures, "gained": [], "lost": [row], "seconds": 90, "trained": True}
    services.proposals.move(number, "tried", "kari", "tried", only_from=("open",), evaluation=evaluation, tried_at=datetime.now(UTC))
    page = client.get(f"/staff/forslag/{number}").text
    assert "Svar som blei dårlegare (1)" in page and "Er det prøve?" in page and "Det tok 1,5 minutt" in page
    assert 'type="checkbox" id="sett" required' in page
    assert "2 (66,7 %)" in page and "1 (33,3 %)" in page


def test_the_checks_words_are_shown_when_a_trial_fails(client: TestClient, sign_in: SignIn, number: int, services: Services) -> None:
    sign_in("editor")
    message = json.dumps({"key": "checks_failed", "detail": "knowledge/entries/exam.yml:3: noe er galt"})
    services.proposals.move(number, "failed", "kari", "try_failed", only_from=("open",), message=message)
    page = client.get(f"/staff/forslag/{number}").text
    assert "Sjekken av kunnskapen fant feil" in page and "knowledge/entries/exam.yml:3: noe er galt" in page


@pytest.mark.parametrize("number", [2**31, 10**30])
def test_a_number_beyond_all_numbers_is_no_proposal(client: TestClient, sign_in: SignIn, number: int) -> None:
    csrf = sign_in("editor")
    assert client.get(f"/staff/forslag/{number}").status_code == 404
    assert [send(client, number, action, csrf) for action in ("prov", "publiser", "rull-tilbake", "trekk", "fjern")] == [404] * 5
    assert client.get(f"/staff/forslag/emne?emne=exam&forslag={number}").status_code in (200, 404)


def test_what_was_built_for_a_withdrawn_proposal_is_removed(
    client: TestClient, sign_in: SignIn, number: int, services: Services, root: Path
) -> None:
    candidate = Project(root).proposals / str(number) / "candidate"
    candidate.mkdir(parents=True)
    assert send(client, number, "trekk", sign_in("editor")) == 303
    assert not candidate.exists()


def test_the_first_job_of_all_may_not_have_said_yet_what_it_does(client: TestClient, sign_in: SignIn, number: int, root: Path) -> None:
    sign_in("editor")
    with taken_lock(Project(root).jobs / "proposals.lock"):
        assert "Et annet forslag blir prøvd" in client.get(f"/staff/forslag/{number}").text
