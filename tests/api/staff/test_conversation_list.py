"""The list of conversations: each filter, filters together, order, pages, the draw, saved filters."""

from __future__ import annotations

import re
import sqlite3
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from tests.api.fake_engine import FakeEngine
from tests.api.staff.conftest import SignIn
from tests.api.staff.conversing import Person, Said, listed

PAGE = "https://www.helsedirektoratet.no/lederutdanning"
CREDITS, COUSIN, GREETING = "Hvor mange studiepoeng gir den?", "Kven er ordførar i Kautokeino?", "Hei på deg"
FAILED = "Når er fristen?"


@pytest.fixture
def person(client: TestClient, engine: FakeEngine) -> Person:
    return Person(client, engine)


@pytest.fixture
def said(person: Person, sign_in: SignIn) -> dict[str, Said]:
    """Four conversations that differ in everything; a reader is signed in."""
    first = person.says(
        CREDITS, page=PAGE, topic="credits", programme="middle_manager", confidence=0.95, entities=[["role", "middle_manager"]]
    )
    person.thumbs(first, "up")
    second = person.says(
        COUSIN, language="nn", outcome="out_of_scope", topic=None, programme=None, confidence=0.31, entities=[["sector", "municipal"]]
    )
    person.thumbs(second, "down")
    third = person.says(GREETING, outcome="chitchat", topic=None, programme=None, confidence=0.7, entities=[])
    person.says("Kva kostar det?", after=third, language="nn", outcome="not_in_sources", topic="costs", programme="both", confidence=0.6)
    fourth = person.fails(FAILED)
    sign_in("reader")
    return {CREDITS: first, COUSIN: second, GREETING: third, FAILED: fourth}


def test_newest_conversation_comes_first(client: TestClient, said: dict[str, Said]) -> None:
    assert listed(client) == [FAILED, GREETING, COUSIN, CREDITS]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("outcome=answered", [CREDITS]),
        ("outcome=out_of_scope", [COUSIN]),
        ("outcome=failed", [FAILED]),
        ("outcome=failed&outcome=answered", [FAILED, CREDITS]),
        ("topic=credits", [CREDITS]),
        ("topic=none", [FAILED, GREETING, COUSIN]),
        ("programme=middle_manager", [CREDITS]),
        ("programme=both", [GREETING]),
        ("programme=none", [FAILED, GREETING, COUSIN]),
        ("standard=nn", [GREETING, COUSIN]),
        ("band=low", [COUSIN]),
        ("band=medium", [GREETING]),
        ("band=high", [CREDITS]),
        ("thumbs=up", [CREDITS]),
        ("thumbs=down", [COUSIN]),
        ("thumbs=none", [FAILED, GREETING]),
        ("audience=middle_manager", [CREDITS]),
        ("audience=municipality", [COUSIN]),
        (f"page={PAGE}", [CREDITS]),
        ("page=none", [FAILED, GREETING, COUSIN]),
        ("review=unreviewed", [FAILED, GREETING, COUSIN, CREDITS]),
        ("review=reviewed", []),
        ("review=wrong", []),
        ("follow_up=none", [FAILED, GREETING, COUSIN, CREDITS]),
        ("follow_up=open", []),
        ("label=pris", []),
        ("from=2001-01-01&to=2001-12-31", []),
        ("from=2001-01-01", [FAILED, GREETING, COUSIN, CREDITS]),
        ("to=2001-12-31", []),
        ("q=studiepoeng", [CREDITS]),
        ("q=studiepoenga", [CREDITS]),
        ("q=STUDIEP", [CREDITS]),
        ("q=kautokeino+ordførar", [COUSIN]),
        ("q=kautokeino+studiepoeng", []),
    ],
)
def test_filter_alone_lets_only_its_conversations_through(
    client: TestClient, said: dict[str, Said], query: str, expected: list[str]
) -> None:
    assert listed(client, query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("outcome=answered&topic=credits&standard=nb&q=studiepoeng", [CREDITS]),
        ("outcome=not_in_sources&standard=nn&topic=costs&programme=both&band=medium", [GREETING]),
        ("outcome=chitchat&standard=nn", []),  # one turn is chitchat, another is Nynorsk: no turn is both
        ("thumbs=down&band=low&audience=municipality&q=ordførar", [COUSIN]),
        ("thumbs=down&outcome=answered", []),
        (f"page={PAGE}&thumbs=up&review=unreviewed", [CREDITS]),
    ],
)
def test_filters_together_must_all_hold_for_one_turn(client: TestClient, said: dict[str, Said], query: str, expected: list[str]) -> None:
    assert listed(client, query) == expected


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("newest", [FAILED, GREETING, COUSIN, CREDITS]),
        ("oldest", [CREDITS, COUSIN, GREETING, FAILED]),
        ("least_sure", [COUSIN, GREETING, CREDITS, FAILED]),
        ("longest", [GREETING, FAILED, COUSIN, CREDITS]),
        ("no-such-order", [FAILED, GREETING, COUSIN, CREDITS]),
    ],
)
def test_order_is_as_asked(client: TestClient, said: dict[str, Said], order: str, expected: list[str]) -> None:
    assert listed(client, f"sort={order}") == expected


STRANGE = [
    'q="', "q='", "q=%22a%22+OR+b", "q=a+AND+NOT+(", "q=*", "q=-- ; DROP TABLE turn", "q=%F0%9F%98%80", "q=%00%00", "q=%ED%A0%80",
    "q=:*&q=|", "q=%25_%5C", "q=er+og+som", "q=" + "x" * 5000, "from=2026-13-45", "from=9999-99-99", "from=9999-12-31&to=9999-12-31",
    "to=abc", "from=1000-01-01&to=2999-12-31", "outcome=%27", "outcome=nope", "topic=%27%3B--", "label=%22%3E%3Cscript%3E", "band=huge",
    "after=-1", "after=99999999999999999999", "after=%D9%A1", "after=77", "sample=1.2.x.999999999", "sample=%00", "page=%27%22%3E",
    "review=right&review=wrong", "sort=%27",
]  # fmt: skip


def test_strange_addresses_still_give_a_page(client: TestClient, said: dict[str, Said]) -> None:
    transcript = f"/staff/samtaler/{said[CREDITS].conversation_id}"
    answers = {(path, query): client.get(f"{path}?{query}").status_code for query in STRANGE for path in ("/staff/samtaler", transcript)}
    assert {asked: status for asked, status in answers.items() if status != 200} == {}
    assert listed(client) == [FAILED, GREETING, COUSIN, CREDITS]


def test_search_for_common_words_only_says_so(client: TestClient, said: dict[str, Said]) -> None:
    assert "så vanlige at de ikke er med i søket" in client.get("/staff/samtaler?q=hvor+er+den").text


def test_hostile_question_is_shown_as_text(client: TestClient, person: Person, sign_in: SignIn) -> None:
    person.says('<script>alert("x")</script><img src=x onerror=alert(1)>')
    sign_in("reader")
    page = client.get("/staff/samtaler").text
    assert "<script>alert" not in page and "<img src=x" not in page
    assert listed(client) == ['<script>alert("x")</script><img src=x onerror=alert(1)>']


def test_form_with_empty_fields_leads_to_a_short_address(client: TestClient, said: dict[str, Said]) -> None:
    answer = client.get("/staff/samtaler?q=&from=&to=&topic=&outcome=answered&sort=newest", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff/samtaler?outcome=answered")


def test_each_filter_in_use_can_be_taken_away(client: TestClient, said: dict[str, Said]) -> None:
    page = client.get("/staff/samtaler?outcome=answered&standard=nb&q=studiepoeng&sort=oldest").text
    assert "Utfall: Besvart" in page and 'href="/staff/samtaler?standard=nb&amp;q=studiepoeng&amp;sort=oldest"' in page
    assert "Målform: Bokmål" in page and 'href="/staff/samtaler?outcome=answered&amp;q=studiepoeng&amp;sort=oldest"' in page


def test_topics_and_outcomes_have_names_in_the_members_standard(client: TestClient, said: dict[str, Said], sign_in: SignIn) -> None:
    sign_in("reader", "nn")
    page = client.get("/staff/samtaler?outcome=not_in_sources").text
    assert "Utfall: Står ikkje i kjeldene" in page and 'value="later_classes">Seinare kull' in page


def test_list_counts_and_goes_on_to_the_next_page(client: TestClient, person: Person, sign_in: SignIn) -> None:
    for number in range(53):
        person.says(f"Spørsmål {number}")
    sign_in("reader")
    first = client.get("/staff/samtaler").text
    assert "53 samtaler" in first
    seen, address = listed(client), _link(first, "next")
    second = client.get(address).text
    assert _link(second, "prev") == "/staff/samtaler?"
    seen += listed(client, address.partition("?")[2])
    third = _link(second, "next")
    assert _link(client.get(third).text, "prev") == address
    seen += listed(client, third.partition("?")[2])
    assert seen == [f"Spørsmål {number}" for number in reversed(range(53))]


def test_page_stays_where_it_is_when_newer_conversations_come(client: TestClient, person: Person, sign_in: SignIn) -> None:
    for number in range(30):
        person.says(f"Spørsmål {number}")
    sign_in("reader")
    address = _link(client.get("/staff/samtaler").text, "next").partition("?")[2]
    before = listed(client, address)
    person.says("Et nytt spørsmål")
    assert listed(client, address) == before == [f"Spørsmål {number}" for number in (4, 3, 2, 1, 0)]


def test_sample_is_drawn_among_unreviewed_and_stays_the_same(client: TestClient, person: Person, sign_in: SignIn) -> None:
    all_said = [person.says(f"Spørsmål {number}", language="nn" if number % 2 else "nb") for number in range(60)]
    token = sign_in("reviewer")
    for said in all_said[:10]:
        _judge(client, token, said)
    drawn = client.get("/staff/samtaler/utvalg?standard=nb&seed=7", follow_redirects=False).headers["location"]
    assert drawn == client.get("/staff/samtaler/utvalg?standard=nb&seed=7", follow_redirects=False).headers["location"]
    assert drawn != client.get("/staff/samtaler/utvalg?standard=nb&seed=8", follow_redirects=False).headers["location"]
    query = drawn.partition("?")[2]
    questions = listed(client, query)
    assert len(questions) == 20 and set(questions) <= {f"Spørsmål {number}" for number in range(10, 60, 2)}
    reviewed = next(said for said in all_said if f"/staff/samtaler/{said.conversation_id}" in client.get(drawn).text)
    _judge(client, token, reviewed)
    person.says("Et nytt spørsmål")
    assert listed(client, query) == questions
    assert "1 av 20 er vurdert" in client.get(drawn).text


def test_draw_says_when_everything_is_reviewed(client: TestClient, person: Person, sign_in: SignIn) -> None:
    said = person.says("Hva koster det?")
    _judge(client, sign_in("reviewer"), said)
    assert "ingen samtaler uten vurdering" in client.get("/staff/samtaler/utvalg").text


def test_saved_filter_is_used_and_replaced_and_nobody_else_can_delete_it(
    client: TestClient, said: dict[str, Said], sign_in: SignIn, database: sqlite3.Connection
) -> None:
    token = sign_in("reader")
    for query in ("outcome=failed", "outcome=answered&sort=oldest"):
        client.post("/staff/samtaler/filtre", data={"csrf": token, "name": "Ukas kontroll", "query": query})
    page = client.get("/staff/samtaler").text
    assert re.findall(r'<a href="([^"]*)">Ukas kontroll', page) == ["/staff/samtaler?outcome=answered&amp;sort=oldest"]
    [number] = re.findall(r"filtre/(\d+)/slett", page)
    sign_in("reader")
    assert "Ukas kontroll" not in client.get("/staff/samtaler").text
    other = sign_in("reader")
    client.post(f"/staff/samtaler/filtre/{number}/slett", data={"csrf": other})
    assert _saved(database) == ["Ukas kontroll"]


def test_member_deletes_their_own_saved_filter(
    client: TestClient, said: dict[str, Said], sign_in: SignIn, database: sqlite3.Connection
) -> None:
    token = sign_in("reader")
    client.post("/staff/samtaler/filtre", data={"csrf": token, "name": "Ukas kontroll", "query": "outcome=failed"})
    [number] = re.findall(r"filtre/(\d+)/slett", client.get("/staff/samtaler").text)
    client.post(f"/staff/samtaler/filtre/{number}/slett", data={"csrf": token})
    assert _saved(database) == []


@pytest.mark.parametrize("name", ["", "   ", "x" * 101])
def test_saved_filter_needs_a_name(client: TestClient, sign_in: SignIn, name: str) -> None:
    assert client.post("/staff/samtaler/filtre", data={"csrf": sign_in("reader"), "name": name, "query": ""}).status_code == 422


def test_day_of_the_period_is_a_day_in_norway(client: TestClient, said: dict[str, Said], database: sqlite3.Connection) -> None:
    late_evening_utc = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)  # 00:30 on 1 July in Norway
    database.execute(
        "UPDATE indexed_conversation SET started_at = ? WHERE conversation_id = ?",
        (late_evening_utc.strftime("%Y-%m-%d %H:%M:%S.%f"), said[COUSIN].conversation_id),
    )
    database.commit()
    assert listed(client, "from=2026-07-01&to=2026-07-01") == [COUSIN]
    assert listed(client, "from=2026-06-30&to=2026-06-30") == []


def test_deleted_conversation_is_gone_from_list_and_search_index(
    client: TestClient, said: dict[str, Said], database: sqlite3.Connection
) -> None:
    assert _words_stored(database, "kautokein") == 1
    assert client.delete(f"/api/conversations/{said[COUSIN].conversation_id}").status_code == 204
    assert listed(client) == [FAILED, GREETING, CREDITS]
    assert listed(client, "q=kautokeino") == []
    assert _words_stored(database, "kautokein") == 0
    assert database.execute("SELECT count(*) FROM indexed_turn WHERE words LIKE '%kautokein%'").fetchone() == (0,)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    [(_, _, path)] = database.execute("PRAGMA database_list").fetchall()
    with open(path, "rb") as file:
        assert b"kautokein" not in file.read().lower()


def test_searched_words_find_only_the_turns_that_are_left(client: TestClient, person: Person, sign_in: SignIn) -> None:
    first = person.says("Studiepoeng i Alta?")
    person.says("Studiepoeng i Vadsø?")
    sign_in("reader")
    client.delete(f"/api/conversations/{first.conversation_id}")
    assert listed(client, "q=studiepoeng") == ["Studiepoeng i Vadsø?"]


def _words_stored(database: sqlite3.Connection, beginning: str) -> int:
    return int(database.execute("SELECT count(*) FROM indexed_word WHERE word LIKE ?", (f"{beginning}%",)).fetchone()[0])


def _saved(database: sqlite3.Connection) -> list[str]:
    """The names of all saved filters, whoever's they are."""
    return [name for (name,) in database.execute("SELECT name FROM saved_filter")]


def _judge(client: TestClient, token: str, said: Said) -> None:
    sent = client.post(f"/staff/samtaler/{said.conversation_id}/turer/{said.turn_id}", data={"csrf": token, "relevance": "right"})
    assert sent.status_code == 200


def _link(page: str, relation: str) -> str:
    found = re.search(rf'<a rel="{relation}" href="([^"]*)"', page)
    assert found, f"the page has no link {relation}"
    return found[1].replace("&amp;", "&")
