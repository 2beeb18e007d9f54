"""The daily counts: right on the day, right when something comes late or is deleted, and without a trace of anybody."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text, update
from starlette.testclient import TestClient

from api.day_counts import count_closed_days
from api.retention import delete_expired
from api.services import Services
from api.settings import Settings
from api.store.database import connect, writing
from api.store.local_days import Days, local
from api.store.models import Turn
from api.store.statistics import Figures, StatisticsStore
from tests.api.fake_engine import FakeEngine
from tests.api.staff.databases import KINDS, scratch_database
from tests.api.staff.past import Past

DAY = date(2026, 3, 3)
LATER = datetime(2026, 4, 20, 12, tzinfo=UTC)


@pytest.fixture(params=KINDS)
def settings(request: pytest.FixtureRequest, tmp_path: Path, knowledge_path: Path) -> Iterator[Settings]:
    with scratch_database(request.param, tmp_path) as url:
        yield Settings(
            database_url=url, engine_tracker_url=f"sqlite:///{tmp_path}/tracker.db", knowledge_path=knowledge_path, retention_days=3650
        )


@pytest.fixture
def past(client: TestClient, engine: FakeEngine, services: Services) -> Iterator[Past]:
    past = Past(client, engine, services)
    yield past
    past.close()


def at(clock: str, day: date = DAY) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(f"{day}T{clock}:00Z")


def figures(services: Services, day: date = DAY) -> Figures:
    return services.statistics.figures(Days(day, day))


def count_all(services: Services) -> list[date]:
    """Count what is due, as the service does all ten minutes; the days that were due."""
    due = services.statistics.days_to_count(LATER)
    assert [services.statistics.count_day(day) for day in due] == [True] * len(due)
    return due


def test_day_is_counted_by_outcome_topic_programme_standard_hour_and_thumb(past: Past, services: Services) -> None:
    first = past.ask(at("08:10"))
    past.ask(at("08:20"), conversation=first["conversation_id"], outcome="not_in_sources", topic="exam", programme="middle_manager")
    past.ask(at("13:00"), outcome="chitchat", topic=None, programme=None, language="nn")
    past.fail(at("13:05"))
    past.thumb(first, "up")
    counted = figures(services)
    assert counted.of("turns") == Counter(all=4)
    assert counted.of("conversations") == Counter(all=3)
    assert counted.of("outcome") == Counter(answered=1, not_in_sources=1, chitchat=1, failed=1)
    assert counted.of("topic") == Counter(gatherings=1, exam=1)
    assert counted.of("not_in_sources") == Counter(exam=1)
    assert counted.of("programme") == Counter(top_leader=1, middle_manager=1)
    assert counted.of("standard") == Counter(nb=2, nn=1)
    assert counted.of("hour") == Counter({"09": 2, "14": 2})
    assert counted.of("thumb") == Counter(up=1)
    assert counted.of("response").total() == 3
    assert counted.by_day == Counter({(DAY, "turns"): 4, (DAY, "conversations"): 3})


def test_closed_day_has_the_same_figures_after_it_was_counted(past: Past, services: Services) -> None:
    past.thumb(past.ask(at("08:10")), "down")
    past.fail(at("20:00"))
    before = figures(services)
    assert DAY in count_all(services)
    assert figures(services) == before


def test_today_is_counted_to_the_last_question(past: Past, services: Services) -> None:
    today = local(datetime.now(UTC)).date()
    for expected in (1, 2):
        past.client.post("/api/chat", json={"message": "Hei"})
        assert services.statistics.figures(Days(today, today + timedelta(days=1))).of("turns")["all"] == expected


@pytest.mark.parametrize(
    ("moment", "day", "hour"),
    [
        ("2026-01-10T23:30:00Z", date(2026, 1, 11), "00"),  # winter: one hour ahead
        ("2026-07-10T22:30:00Z", date(2026, 7, 11), "00"),  # summer: two
        ("2026-07-10T21:59:59Z", date(2026, 7, 10), "23"),
        ("2026-03-29T00:30:00Z", date(2026, 3, 29), "01"),  # the hour from 2 to 3 is left out
        ("2026-03-29T01:30:00Z", date(2026, 3, 29), "03"),
        ("2026-10-25T00:30:00Z", date(2026, 10, 25), "02"),  # the hour from 2 to 3 comes twice
        ("2026-10-25T01:30:00Z", date(2026, 10, 25), "02"),
        ("2026-10-25T22:30:00Z", date(2026, 10, 25), "23"),
    ],
)
def test_question_belongs_to_the_day_and_hour_of_a_clock_in_norway(
    past: Past, services: Services, moment: str, day: date, hour: str
) -> None:
    past.ask(datetime.fromisoformat(moment))
    alive = figures(services, day)
    assert (alive.of("turns"), alive.of("hour")) == (Counter(all=1), Counter({hour: 1}))
    services.statistics.count_day(day)
    assert figures(services, day) == alive


def test_days_of_the_change_of_time_have_23_and_25_hours() -> None:
    lengths = [end - start for start, end in (Days(day, day).moments for day in (date(2026, 3, 29), date(2026, 10, 25)))]
    assert lengths == [timedelta(hours=23), timedelta(hours=25)]


@pytest.mark.parametrize("counted_first", [False, True])
def test_deleted_conversation_stays_in_the_figures(past: Past, services: Services, counted_first: bool) -> None:
    gone = past.ask(at("10:00"))
    past.thumb(gone, "up")
    past.judge(gone, at("12:00"), "right")
    past.judge_conversation(gone, at("12:00"), True)
    past.ask(at("11:00"), outcome="out_of_scope", topic=None)
    before = figures(services)
    if counted_first:
        count_all(services)
    assert past.client.delete(f"/api/conversations/{gone['conversation_id']}").status_code == 204
    assert figures(services) == before
    count_all(services)
    assert figures(services) == before


def test_expired_conversations_stay_in_the_figures_of_their_days(past: Past, services: Services) -> None:
    first = past.ask(at("22:50"))
    past.ask(at("23:10"), conversation=first["conversation_id"])
    assert asyncio.run(delete_expired(services, LATER + timedelta(days=3650))) == 1
    assert figures(services).of("turns") == Counter(all=1)
    assert figures(services, DAY + timedelta(days=1)).of("turns") == Counter(all=1)
    assert services.statistics.first_day() == DAY


def test_thumb_after_the_day_was_counted_replaces_the_earlier_one(past: Past, services: Services) -> None:
    reply = past.ask(at("10:00"))
    past.thumb(reply, "up")
    count_all(services)
    past.thumb(reply, "down")
    assert figures(services).of("thumb") == Counter(down=1)
    assert count_all(services) == [DAY]
    assert figures(services).of("thumb") == Counter(down=1)


def test_of_several_reviews_the_last_one_counts_also_after_the_day_was_counted(past: Past, services: Services) -> None:
    reply = past.ask(at("10:00"))
    past.judge(reply, at("12:00"), "wrong", cause="not_understood")
    past.judge_conversation(reply, at("12:00"), False)
    count_all(services)
    past.judge(reply, at("13:00"), "right")
    past.judge_conversation(reply, at("13:00"), True)
    assert figures(services).of("relevance") == Counter(right=1)
    assert figures(services).of("helpful") == Counter(yes=1)
    assert figures(services).of("cause") == Counter()


def test_reply_that_comes_after_its_day_was_counted_is_no_failure_any_more(past: Past, services: Services, settings: Settings) -> None:
    past.fail(at("22:59"))
    count_all(services)
    assert figures(services).of("outcome") == Counter(failed=1)
    database = connect(settings.database_url)
    with writing(database).begin() as connection:
        connection.execute(update(Turn).values(status="answered", outcome="answered"))
    database.dispose()
    assert figures(services).of("outcome") == Counter(answered=1)


def test_every_closed_day_is_counted_once_however_long_the_service_was_off(past: Past, services: Services) -> None:
    past.ask(at("10:00", date(2026, 2, 1)))
    past.ask(at("10:00"))
    now = datetime(2026, 3, 8, 12, tzinfo=UTC)
    assert asyncio.run(count_closed_days(services, now)) == 35  # 1 February to 7 March
    assert figures(services).of("turns") == Counter(all=1)
    assert asyncio.run(count_closed_days(services, now)) == 0


def test_two_services_that_count_at_once_do_not_count_twice(past: Past, services: Services, settings: Settings) -> None:
    for number in range(5):
        past.ask(at(f"10:0{number}"))
    stores = [StatisticsStore(connect(settings.database_url)) for _ in range(2)]
    with ThreadPoolExecutor(2) as both:
        counted = list(both.map(lambda store: store.count_day(DAY), stores * 3))
    assert any(counted)
    assert figures(services).of("turns") == Counter(all=5)


def test_counts_hold_no_text_and_no_id(past: Past, services: Services, settings: Settings) -> None:
    kept = past.ask(at("10:00"), "Jeg heter Kari Nordmann og bor i Vadsø")
    gone = past.ask(at("11:00"), "Jeg heter Ola Nordmann")
    past.thumb(kept, "down", "Kari igjen")
    past.client.delete(f"/api/conversations/{gone['conversation_id']}")
    count_all(services)
    database = connect(settings.database_url)
    with database.connect() as connection:
        rows = [
            tuple(row)
            for table in ("counted_day", "day_count", "deleted_count")
            for row in connection.execute(text(f"SELECT * FROM {table}"))
        ]
    database.dispose()
    assert rows
    written = str(rows)
    for trace in ("Kari", "Ola", "Vadsø", *kept.values(), *gone.values()):
        assert not isinstance(trace, str) or len(trace) < 3 or trace in ("answered", "gatherings", "top_leader") or trace not in written


def test_day_is_not_counted_while_something_of_it_is_being_written(past: Past, services: Services, settings: Settings) -> None:
    if not settings.database_url.startswith("postgresql"):
        pytest.skip("SQLite lets nobody write while a day is counted")
    past.ask(at("10:00"))
    database = connect(settings.database_url)
    with database.begin() as connection:
        connection.execute(update(Turn).values(outcome="out_of_scope"))
        assert services.statistics.count_day(DAY) is False
    database.dispose()
    assert services.statistics.count_day(DAY) is True
    assert figures(services).of("outcome") == Counter(out_of_scope=1)
