"""The index behind the list: words, backfill of what is stored, PostgreSQL, far and near searches that must agree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from api.store import conversation_search
from api.store.audience import audience_of
from api.store.conversation_filter import ConversationFilter
from api.store.conversation_search import ORDERS, ConversationSearch
from api.store.database import connect
from api.store.migrate import upgrade
from api.store.words import words_of
from tests.api.test_store import postgresql_url  # noqa: F401
from tests.evaluation.many_turns import fill

QUERIES = (
    "", "q=søke", "q=mellomleder+program", "q=xylofon", "standard=nn&outcome=answered", "topic=exam", "thumbs=down&band=low",
    "review=wrong", "review=unreviewed&outcome=failed", "review=helpful&label=pris", "follow_up=open&q=eksamen",
    "audience=municipality&standard=nn&q=kommune", "page=https://www.ks.no/leiing&q=studiepoeng", "review=reviewed&standard=nb",
    "programme=none&thumbs=none&band=high",
)  # fmt: skip
STORED_BEFORE = (
    "INSERT INTO conversation VALUES ('a', '2026-01-02 10:00:00', 'nb', 'https://www.ks.no/'), ('b', '2026-01-01 10:00:00', NULL, NULL)",
    "INSERT INTO turn VALUES ('t1', 'a', 1, '2026-01-02 10:00:00', 'Søke for mellomledere?', 'nb', 'answered', 'x', NULL, 0.4,"
    " '{\"entities\": [[\"sector\", \"municipal\"]]}', '[]', 9, 9, 'answered'),"
    " ('t2', 'a', 2, '2026-01-02 10:01:00', 'Og studiepoeng?', 'nb', 'answered', 'x', NULL, 0.9, '{}', '[]', 9, 9, 'answered'),"
    " ('t3', 'a', 3, '2026-01-02 10:02:00', '😀', NULL, NULL, NULL, NULL, NULL, '{}', '[]', 9, 9, 'failed')",
    "INSERT INTO feedback VALUES ('t1', 'down', NULL, '2026-01-02 10:00:30')",
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path_factory.mktemp('filled')}/kompass.db"
    fill(url, turns=3000, days=40)
    engine = connect(url)
    yield engine
    engine.dispose()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hvor kan jeg søke?", ["sok"]),
        ("søker, søkar SØKJE søkte", ["sok", "sokt"]),
        ("leiarane og lederne", ["leiar", "ledern"]),
        ("Er det 30 studiepoeng?!", ["30", "studiepong"]),
        ("'; DROP TABLE turn; --", ["drop", "tabl", "turn"]),
        ("😀 … \x00", []),
        ("", []),
    ],
)
def test_words_of_a_question(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_very_long_question_has_a_limited_number_of_words() -> None:
    assert len(words_of(" ".join(f"ord{number}" for number in range(500)))) == 40
    assert max(map(len, words_of("x" * 1000))) == 40


@pytest.mark.parametrize(
    ("entities", "audience"),
    [
        ([["sector", "municipal"], ["role", "middle_manager"]], "middle_manager"),
        ([["role", "top_leader"], ["role", "not_a_leader"]], "employee"),
        ([["sector", "municipal"]], "municipality"),
        ([["programme", "top_leader"]], None),
        ("nonsense", None),
        ([["role"], 5, [["role"], {}]], None),
    ],
)
def test_audience_is_the_post_before_the_sector(entities: object, audience: str | None) -> None:
    assert audience_of({"entities": entities}) == audience


@pytest.mark.parametrize("order", ORDERS)
def test_near_and_far_searches_find_the_same(filled: Engine, monkeypatch: pytest.MonkeyPatch, order: str) -> None:
    search = ConversationSearch(filled)
    for query in QUERIES:
        chosen = ConversationFilter.of(pair.split("=") for pair in query.replace("+", " ").split("&") if pair)  # type: ignore[misc]
        near = search.find(chosen, order, limit=40)
        monkeypatch.setattr(conversation_search, "NEAR", 5)
        assert search.find(chosen, order, limit=40) == near, query
        monkeypatch.undo()


def test_pages_behind_each_other_are_the_whole_list_forwards_and_backwards(filled: Engine) -> None:
    search, chosen = ConversationSearch(filled), ConversationFilter(standard=("nn",))
    for order in ORDERS:
        whole = search.find(chosen, order, limit=1000)
        assert whole[7:20] == search.find(chosen, order, limit=13, after=whole[6])
        assert whole[:6][::-1] == search.find(chosen, order, limit=10, after=whole[6], backwards=True)


def test_same_seed_fills_the_same(tmp_path: Path) -> None:
    found = []
    for name in ("one", "two"):
        url = f"sqlite:///{tmp_path}/{name}.db"
        fill(url, turns=300, days=5)
        engine = connect(url)
        with engine.connect() as connection:
            found.append(connection.execute(text("SELECT * FROM turn ORDER BY id")).all())
            problems = connection.execute(text("PRAGMA foreign_key_check")).all()
        engine.dispose()
        assert problems == []
    assert found[0] == found[1] and len(found[0]) == 300


def test_migration_enters_what_was_stored_before_it(tmp_path: Path) -> None:
    """The entries made by the migration are those that would have been made turn by turn."""
    _assert_migration_enters(f"sqlite:///{tmp_path}/kompass.db")


def test_migration_enters_what_was_stored_before_it_on_postgresql(postgresql_url: str) -> None:  # noqa: F811
    _assert_migration_enters(postgresql_url)


def _assert_migration_enters(url: str) -> None:
    upgrade(url, "0002")
    engine = connect(url)
    with engine.begin() as connection:
        for statement in STORED_BEFORE:
            connection.exec_driver_sql(statement)
    upgrade(url)
    found = ConversationSearch(engine)
    with engine.connect() as connection:
        listed = connection.execute(
            text("SELECT turn_count, lowest_confidence, reviewed, page FROM indexed_conversation ORDER BY no")
        ).all()
        entered = connection.execute(text("SELECT number, outcome, audience, thumbs FROM indexed_turn ORDER BY number")).all()
    assert listed == [(0, 2.0, False, None), (3, 0.4, False, "https://www.ks.no/")]
    assert entered == [(1, "answered", "municipality", "down"), (2, "answered", None, None), (3, "failed", None, None)]
    assert [len(found.find(ConversationFilter(text=words), limit=9)) for words in ("søker", "studiepoeng", "kostar")] == [1, 1, 0]
    engine.dispose()


def test_postgresql_finds_what_sqlite_finds(filled: Engine, postgresql_url: str) -> None:  # noqa: F811
    fill(postgresql_url, turns=3000, days=40)
    engine = connect(postgresql_url)
    here, there = ConversationSearch(filled), ConversationSearch(engine)
    for query in QUERIES:
        chosen = ConversationFilter.of(pair.split("=") for pair in query.replace("+", " ").split("&") if pair)  # type: ignore[misc]
        for order in ORDERS:
            assert _numbers(there, chosen, order) == _numbers(here, chosen, order), (query, order)
    assert there.pages(100) == here.pages(100)
    assert there.draw(ConversationFilter(), 20, 5) == here.draw(ConversationFilter(), 20, 5)
    engine.dispose()


def _numbers(search: ConversationSearch, chosen: ConversationFilter, order: str) -> list[int]:
    return [place.number for place in search.find(chosen, order, limit=50)]
