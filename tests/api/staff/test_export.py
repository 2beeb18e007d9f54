"""The export: the list's filters, every format read back, words that look like formulas, roles, the audit log, flat memory."""

from __future__ import annotations

import csv
import io
import json
import re
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from api.services import Services
from api.settings import Settings
from api.staff.export.json_lines import json_lines
from api.staff.export.tables import csv_pieces
from api.store.conversation_filter import ConversationFilter
from api.store.database import connect
from api.store.local_days import local
from api.store.staff_models import AuditEvent
from api.store.transcripts import BATCH, TranscriptStore
from tests.api.fake_engine import FakeEngine
from tests.api.staff.conftest import SignIn
from tests.api.staff.databases import KINDS, scratch_database
from tests.api.staff.past import Past
from tests.evaluation.many_turns import fill

FORMULA = '=HYPERLINK("http://ond.example";"Klikk her")'


@pytest.fixture
def past(client: TestClient, engine: FakeEngine, services: Services) -> Iterator[Past]:
    past = Past(client, engine, services)
    yield past
    past.close()


def at(day: int) -> datetime:
    return datetime(2026, 3, day, 9, 30, tzinfo=UTC)


def rows_of(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def two_conversations(past: Past) -> None:
    """One of two questions on 3 March that staff have judged, one with a formula on 9 March."""
    first = past.ask(at(3), "Hvor mange samlinger er det?")
    second = past.ask(
        at(3), "Og eksamen?", first["conversation_id"], topic="exam", outcome="not_in_sources", programme="both",
        understanding={"intent": "ask_exam", "confidence": 0.61, "standard": "nb"},
    )  # fmt: skip
    past.thumb(first, "up", "Takk; «fint»")
    past.judge(first, at(4), "right", note="+ bra")
    past.judge(second, at(4), "wrong", cause="not_understood", right_topic="credits", right_programme="top_leader")
    past.judge_conversation(first, at(4), True)
    past.ask(at(9), FORMULA, language="nn", programme=None)


def test_csv_has_a_row_for_each_question_with_what_staff_said_of_it(client: TestClient, past: Past, sign_in: SignIn) -> None:
    two_conversations(past)
    sign_in("reviewer")
    response = client.get("/staff/eksport/samtaler.csv")
    today = local(datetime.now(UTC)).date()
    assert response.headers["content-disposition"] == f'attachment; filename="kompass-samtaler-{today}.csv"'
    first, second, third = rows_of(response.content)
    assert first["Spørsmål"] == "Hvor mange samlinger er det?"
    assert first["Svar"].startswith("Programmet er planlagt med seks samlinger.\n")
    expected = {
        "Tidspunkt": "2026-03-03 10:30:00", "Utfall": "Besvart", "Emne": "Samlinger", "Program": "Topplederprogrammet", "Målform": "Bokmål",
        "Sikkerhet": "0.93", "Tommel": "Tommel opp", "Vurdering": "Riktig", "Samtalen": "Til hjelp",
    }  # fmt: skip
    assert {name: first[name] for name in expected} == expected
    assert first["Kommentar fra brukeren"] == "Takk; «fint»"
    assert (second["Nummer"], second["Vurdering"], second["Rett emne"], second["Rett program"]) == (
        "2",
        "Feil",
        "Studiepoeng",
        "Topplederprogrammet",
    )
    assert third["Målform"] == "Nynorsk"


def test_words_that_look_like_a_formula_are_no_formula_in_csv_and_xlsx(client: TestClient, past: Past, sign_in: SignIn) -> None:
    two_conversations(past)
    sign_in("reviewer")
    rows = rows_of(client.get("/staff/eksport/samtaler.csv").content)
    assert rows[2]["Spørsmål"] == f"'{FORMULA}" and rows[0]["Notat"] == "'+ bra"
    with ZipFile(io.BytesIO(client.get("/staff/eksport/samtaler.xlsx").content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and "=HYPERLINK(&quot;" in sheet.replace('"', "&quot;")


@pytest.mark.parametrize("start", ["=1", "+1", "-1", "@SUM", "\tx", "\rx", "\nx", "＝1"])
def test_every_start_of_a_formula_is_defused(start: str) -> None:
    written = b"".join(csv_pieces(["a", "b"], iter([[start, 3]])))
    assert list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""), delimiter=";"))[1] == [f"'{start}", "3"]


def test_xlsx_opens_with_a_heading_and_a_row_for_each_question(client: TestClient, past: Past, sign_in: SignIn) -> None:
    two_conversations(past)
    sign_in("reviewer", "nn")
    with ZipFile(io.BytesIO(client.get("/staff/eksport/samtaler.xlsx").content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert 'name="Samtalar"' in book.read("xl/workbook.xml").decode()
    rows = re.findall(r"<row .*?</row>", sheet, re.DOTALL)
    assert len(rows) == 4
    assert "Kjelder" in rows[0] and "Hvor mange samlinger er det?" in rows[1]


def test_json_lines_hold_whole_conversations_as_stored(client: TestClient, past: Past, sign_in: SignIn) -> None:
    two_conversations(past)
    sign_in("reviewer")
    first, second = (json.loads(line) for line in client.get("/staff/eksport/samtaler.jsonl").text.splitlines())
    assert [turn["message"] for turn in first["turns"]] == ["Hvor mange samlinger er det?", "Og eksamen?"]
    assert first["turns"][0]["feedback"] == {"verdict": "up", "comment": "Takk; «fint»"}
    assert first["turns"][1]["reviews"][0]["right_topic"] == "credits"
    assert first["reviews"][0]["helpful"] is True
    assert second["turns"][0]["message"] == FORMULA


@pytest.mark.parametrize(
    ("query", "questions"),
    [
        ("", 3),
        ("from=2026-03-04", 1),
        ("to=2026-03-08&outcome=not_in_sources", 2),
        ("standard=nn", 1),
        ("q=eksamen", 2),
        ("q=xylofon", 0),
        ("thumbs=down", 0),
        ("review=reviewed", 2),
    ],
)
def test_export_has_the_conversations_of_the_lists_filter(
    client: TestClient, past: Past, sign_in: SignIn, query: str, questions: int
) -> None:
    two_conversations(past)
    sign_in("reviewer")
    assert len(rows_of(client.get(f"/staff/eksport/samtaler.csv?{query}").content)) == questions


def test_judged_questions_are_written_as_training_examples(client: TestClient, past: Past, sign_in: SignIn) -> None:
    two_conversations(past)
    nynorsk = past.ask(
        at(10), "Kor mange [samlingar](programme)\ner det?", language="nn",
        understanding={"intent": "ask_gatherings", "confidence": 0.9, "standard": "nn"},
    )  # fmt: skip
    past.judge(nynorsk, at(11), "right")
    follow_up = past.ask(at(12), "Og for toppledere?", understanding={"intent": "ask_costs", "confidence": 0.4, "standard": "nb"})
    past.judge(follow_up, at(12), "right")  # right in its context; the words alone say nothing of gatherings
    sign_in("reviewer")
    examples = client.get("/staff/eksport/eksempler.yml").text
    assert yaml.safe_load(examples) == {
        "version": "3.1",
        "nlu": [
            {"intent": "ask_credits", "metadata": {"written_standard": "nb"}, "examples": "- Og eksamen?\n"},
            {"intent": "ask_gatherings", "metadata": {"written_standard": "nb"}, "examples": "- Hvor mange samlinger er det?\n"},
            {
                "intent": "ask_gatherings",
                "metadata": {"written_standard": "nn"},
                "examples": "- Kor mange (samlingar)(programme) er det?\n",
            },
        ],
    }
    assert "  examples: |\n    - Og eksamen?\n" in examples


def test_judged_questions_are_written_as_test_stories(client: TestClient, past: Past, sign_in: SignIn) -> None:
    two_conversations(past)
    thanks = past.ask(
        at(10), "takk", topic=None, outcome="chitchat", understanding={"intent": "thank", "confidence": 0.9, "standard": "nb"}
    )
    past.judge(thanks, at(11), "right")
    sign_in("reviewer")
    stories = client.get("/staff/eksport/historier.yml").text
    assert yaml.safe_load(stories) == {
        "version": "3.1",
        "stories": [
            {
                "story": "samtale 1, spørsmål 1–2",
                "steps": [
                    {"user": "Hvor mange samlinger er det?\n", "intent": "ask_gatherings"},
                    {"action": "utter_answer"},
                    {"user": "Og eksamen?\n", "intent": "ask_credits"},
                    {"action": "utter_answer"},
                ],
            },
            {"story": "samtale 2, spørsmål 1–1", "steps": [{"user": "takk\n", "intent": "thank"}, {"action": "utter_thank"}]},
        ],
    }
    assert "  - user: |\n      Hvor mange samlinger er det?\n    intent: ask_gatherings\n" in stories


def test_download_is_in_the_audit_log_with_its_filter_but_not_what_was_searched_for(
    client: TestClient, past: Past, sign_in: SignIn, settings: Settings
) -> None:
    sign_in("reviewer")
    client.get("/staff/eksport/samtaler.jsonl?outcome=failed&from=2026-03-01&q=Kari+Nordmann")
    database = connect(settings.database_url)
    with Session(database) as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.action == "export.download")).one()
    database.dispose()
    assert event.who.startswith("reviewer-")
    assert (event.object_id, event.details) == ("samtaler.jsonl", {"filter": "from=2026-03-01&outcome=failed"})


@pytest.mark.parametrize("address", ["/staff/eksport", "/staff/eksport/samtaler.csv", "/staff/eksport/eksempler.yml"])
def test_reader_may_not_take_conversations_out(client: TestClient, sign_in: SignIn, address: str) -> None:
    sign_in("reader")
    assert client.get(address).status_code == 403


def test_unknown_file_is_not_found(client: TestClient, sign_in: SignIn) -> None:
    sign_in("reviewer")
    assert client.get("/staff/eksport/alt.zip").status_code == 404


def test_page_offers_every_file_with_the_filter_it_came_with(client: TestClient, sign_in: SignIn) -> None:
    sign_in("reviewer")
    page = client.get("/staff/eksport?outcome=failed").text
    for name in ("samtaler.csv", "samtaler.xlsx", "samtaler.jsonl", "eksempler.yml", "historier.yml"):
        assert f'href="/staff/eksport/{name}?outcome=failed" download' in page


@pytest.mark.parametrize("kind", KINDS)
def test_memory_stays_flat_however_many_conversations_there_are(kind: str, tmp_path: Path) -> None:
    with scratch_database(kind, tmp_path) as url:
        fill(url, 6000)
        database = connect(url)
        lines = json_lines(TranscriptStore(database).matching(ConversationFilter()))
        tracemalloc.start()
        first = sum(len(next(lines)) for _ in range(2 * BATCH))
        peak_of_first = tracemalloc.get_traced_memory()[1]
        rest = sum(len(line) for line in lines)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        database.dispose()
    assert rest > 3 * first
    assert peak < 1.3 * peak_of_first
