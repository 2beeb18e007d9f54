"""The page of unanswered questions: what is on it, for whom, and that what is deleted is gone from it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from starlette.testclient import TestClient

from api.engine_switch import write_whole
from api.project import Project
from api.services import Services
from tests.api.staff.conftest import SignIn
from tests.api.staff.improvement.conftest import Ask, example

PAGE = "/staff/ubesvart"


def keep(root: Path, *clusters: list[str]) -> None:
    """Clusters as the job leaves them."""
    found = [{"turns": turns, "topics": ["costs", "exam"]} for turns in clusters]
    write_whole(Project(root).clusters, json.dumps({"made_at": "2026-11-20T09:30:00+00:00", "days": 30, "clusters": found}))


def gathered(services: Services) -> list[str]:
    """The messages that would be gathered now."""
    return [question.message for question in services.unanswered.since(datetime.now(UTC) - timedelta(days=1))]


def test_questions_without_answer_with_thumbs_down_are_gathered_and_others_are_not(
    client: TestClient, ask: Ask, services: Services
) -> None:
    ask("Er det barnepass?", "clarification")
    ask("Hva koster boka?", "not_in_sources")
    ask("Hvem vant kampen?", "out_of_scope")
    ask("Hei!", "chitchat")
    ask("Når starter det?", "answered")
    disliked = ask("Kan jeg søke?", "answered")
    client.post(f"/api/turns/{disliked}/feedback", json={"verdict": "down"})
    assert gathered(services) == ["Er det barnepass?", "Hva koster boka?", "Hvem vant kampen?", "Kan jeg søke?"]


def test_clusters_are_shown_by_size_with_reasons_standards_topics_and_links(
    client: TestClient, sign_in: SignIn, ask: Ask, root: Path
) -> None:
    sign_in("editor")
    one, two, three = ask("Er det parkering?"), ask("Er det barnepass?"), ask("Er det barnevakt?", "not_in_sources", "nn")
    keep(root, [one], [two, three])
    page = client.get(PAGE).text
    assert page.index("Er det barnepass?") < page.index("Er det parkering?")
    for words in (
        "2 spørsmål",
        "1 på bokmål, 1 på nynorsk",
        "1 ble ikke forstått sikkert",
        "1 står ikke i kildene",
        "Samlet 20.11.2026 10:30",
    ):
        assert words in page
    assert f"/staff/forslag/ny?turn={two}&amp;turn={three}&amp;naer=costs&amp;naer=exam" in page
    assert f"#{one}" in page


def test_a_deleted_conversation_is_gone_from_the_clusters_at_once(
    client: TestClient, sign_in: SignIn, ask: Ask, services: Services, root: Path
) -> None:
    sign_in("reader")
    kept, deleted = ask("Er det barnepass?"), ask("Jeg heter Kari, er det barnepass?")
    keep(root, [deleted, kept])
    client.delete(f"/api/conversations/{services.unanswered.one(deleted).conversation_id}")
    page = client.get(PAGE).text
    assert "Kari," not in page and "Er det barnepass?" in page and "1 spørsmål" in page
    assert "Er det barnepass" not in Project(root).clusters.read_text(), "the file keeps ids of turns, no texts"


def test_a_question_in_a_proposal_says_so(client: TestClient, sign_in: SignIn, ask: Ask, services: Services, root: Path) -> None:
    sign_in("reader")
    turn = ask("Er det barnepass?")
    keep(root, [turn])
    number = services.proposals.create("Barnepass", "kari")
    services.proposals.add(number, [example()], "kari")
    assert "I forslag" not in client.get(PAGE).text
    change = example("Er det barnevakt?")
    services.proposals.add(number, [type(change)(**{**vars(change), "turn_id": turn})], "kari")
    assert f"I forslag {number}" in client.get(PAGE).text


def test_before_anything_was_gathered_the_page_says_what_to_do(client: TestClient, sign_in: SignIn) -> None:
    sign_in("reviewer")
    page = client.get(PAGE).text
    assert "Spørsmålene er ikke samlet ennå" in page and "/staff/ubesvart/fornye" in page


def test_readers_cannot_gather(client: TestClient, sign_in: SignIn) -> None:
    csrf = sign_in("reader")
    assert "/staff/ubesvart/fornye" not in client.get(PAGE).text
    assert client.post(f"{PAGE}/fornye", data={"csrf": csrf, "dager": "30"}).status_code == 403
