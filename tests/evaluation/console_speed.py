"""Measure how fast the staff console answers with many turns in the store.

python -m tests.evaluation.console_speed [--url DATABASE_URL ...] [--turns 1000000] [--rounds 3] [--only list]

Each database is filled first when it is empty. A measure is a function that gives calls by name; `@measure` puts it into the table.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from time import perf_counter
from uuid import uuid4

from sqlalchemy import Engine, text

from api.contract import EngineAnswer, Message
from api.store.conversation_filter import ConversationFilter
from api.store.conversation_rows import ConversationRows
from api.store.conversation_search import COUNT_LIMIT, ORDERS, ConversationSearch
from api.store.conversations import NewTurn, Store, TurnTimes
from api.store.database import connect
from api.store.migrate import upgrade
from api.store.reviews import ReviewStore
from tests.evaluation.many_turns import fill
from tests.evaluation.overview_speed import overview_calls

Call = Callable[[], object]
Measure = Callable[[Engine], Iterator[tuple[str, Call]]]
MEASURES: dict[str, Measure] = {}
WORDS = ("søke", "kommune", "studiepoeng", "eksamen", "Kautokeino", "mellomleder program", "hvor mange studiepoeng", "xylofon")
FILTERS = (
    "outcome=answered&standard=nb&programme=middle_manager",
    "outcome=not_in_sources&standard=nn&band=high",
    "outcome=clarification&audience=municipality&band=low",
    "topic=exam&standard=nn&thumbs=down",
    "topic=start&programme=top_leader&audience=top_leader",
    "thumbs=down&band=low&standard=nn",
    "outcome=failed&page=https://www.ks.no/leiing&review=unreviewed",
    "review=wrong&outcome=answered&standard=nb",
    "review=helpful&label=pris&standard=nb",
    "follow_up=open&outcome=not_in_sources&band=high",
    "page=https://www.trondelagfylke.no/tannhelse&audience=county&outcome=answered",
    "from={quarter}&to={month}&outcome=answered&programme=none",
    "from={old}&to={older}&standard=nn&thumbs=up",
)


@dataclass(frozen=True)
class Figures:
    """Milliseconds."""

    p50: float
    p95: float
    slowest: float
    slowest_call: str
    calls: int


def measure(function: Measure) -> Measure:
    """Put a measure into the table, under its function's name."""
    MEASURES[function.__name__] = function
    return function


@measure
def conversation_list(engine: Engine) -> Iterator[tuple[str, Call]]:
    """Three filters and words to search for, newest first, as many matches as the list counts."""
    for query, words in product(_filters(engine), WORDS):
        yield f"{query}&q={words}", _search(engine, f"{query}&q={words}")


@measure
def conversation_list_without_words(engine: Engine) -> Iterator[tuple[str, Call]]:
    """Three filters, no words."""
    for query in _filters(engine):
        yield query, _search(engine, query)


@measure
def conversation_list_sorted(engine: Engine) -> Iterator[tuple[str, Call]]:
    """Every order, with words and one filter."""
    for order, query in product(ORDERS, ("", "q=søke", "q=eksamen&standard=nn", "outcome=out_of_scope", "thumbs=down", "band=high")):
        yield f"{order}: {query}", _search(engine, query, order)


@measure
def overview_of_a_year(engine: Engine) -> Iterator[tuple[str, Call]]:
    """The whole page over HTTP."""
    return overview_calls(engine)


@measure
def conversation_list_beside(engine: Engine) -> Iterator[tuple[str, Call]]:
    """What stands around the list: the rows of a page, pages and labels to choose from, agreement, a draw, the way to the next."""
    search, rows, reviews = ConversationSearch(engine), ConversationRows(engine), ReviewStore(engine)
    shown = [place.number for place in search.find(ConversationFilter(), limit=25)]
    nynorsk, conversation = ConversationFilter(standard=("nn",), text="søke"), rows.rows(shown[-1:])[0].conversation_id
    yield "rows", lambda: rows.rows(shown)
    yield "pages", lambda: search.pages(200)
    yield "labels", lambda: rows.labels(200)
    yield "agreement", reviews.agreement
    yield "draw", lambda: search.draw(nynorsk, 20, 1)
    yield "draw among few", lambda: search.draw(ConversationFilter(outcome=("failed",), standard=("nn",)), 20, 1)
    yield "neighbours", lambda: search.neighbours(nynorsk, "newest", conversation)


@measure
def writing_a_turn(engine: Engine) -> Iterator[tuple[str, Call]]:
    """A message of a new conversation stored, answered, and the conversation deleted again."""
    store = Store(engine)
    answer = EngineAnswer(
        language="nb", outcome="answered", topic="credits", messages=[Message(text="30.")], understanding={"confidence": 0.9}
    )

    def write() -> None:
        turn = NewTurn(str(uuid4()), str(uuid4()), "Hvor mange studiepoeng gir utdanningen for mellomledere i kommunen?", "nb", None, True)
        store.begin_turn(turn)
        store.answer_turn(turn.id, answer, TurnTimes(9, 12))
        store.delete_conversation(turn.conversation_id)

    for number in range(60):
        yield f"turn {number}", write


def _filters(engine: Engine) -> list[str]:
    """The filters, with days that lie in the store's year."""
    with engine.connect() as connection:
        days = [connection.execute(text(_DAY_BACK), {"back": back}).scalar_one() for back in (0.02, 0.1, 0.3, 0.9, 0.85)]
    recent, month, quarter, old, older = (str(day)[:10] for day in days)
    return [query.format(recent=recent, month=month, quarter=quarter, old=old, older=older) for query in FILTERS]


_DAY_BACK = (
    "SELECT started_at FROM indexed_conversation WHERE no >= (SELECT max(no) * (1 - :back) FROM indexed_conversation) ORDER BY no LIMIT 1"
)


def _search(engine: Engine, query: str, order: str = "newest") -> Call:
    search = ConversationSearch(engine)
    chosen = ConversationFilter.of(pair.split("=", 1) for pair in query.split("&") if pair)  # type: ignore[misc]
    return lambda: search.find(chosen, order, limit=COUNT_LIMIT + 1)


def take(calls: Iterator[tuple[str, Call]], rounds: int) -> Figures:
    """Make every call so many times; the first time counts too, for it is what a person meets."""
    times = []
    for name, call in calls:
        for _ in range(rounds):
            started = perf_counter()
            call()
            times.append(((perf_counter() - started) * 1000, name))
    milliseconds = [time for time, _ in times]
    slowest, name = max(times)
    return Figures(statistics.median(milliseconds), statistics.quantiles(milliseconds, n=20)[-1], slowest, name, len(times))


def prepared(url: str, turns: int) -> Engine:
    """An open database with turns in it."""
    upgrade(url)
    engine = connect(url)
    with engine.connect() as connection:
        empty = connection.execute(text("SELECT NOT EXISTS (SELECT 1 FROM turn)")).scalar_one()
    if empty:
        fill(url, turns)
    return engine


def main() -> None:
    """Print a line for each measure and database."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", action="append", default=None)
    parser.add_argument("--turns", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="measures whose name has this in it")
    given = parser.parse_args()
    print(f"{'measure':34} {'database':12} {'calls':>6} {'p50 ms':>8} {'p95 ms':>8} {'max ms':>8}  slowest")
    for url in given.url or ["sqlite:///build/many.db"]:
        engine = prepared(url, given.turns)
        for name, function in MEASURES.items():
            if given.only in name:
                found = take(function(engine), given.rounds)
                figures = f"{found.calls:6} {found.p50:8.1f} {found.p95:8.1f} {found.slowest:8.1f}"
                print(f"{name:34} {engine.dialect.name:12} {figures}  {found.slowest_call}", flush=True)
        engine.dispose()


if __name__ == "__main__":
    main()
