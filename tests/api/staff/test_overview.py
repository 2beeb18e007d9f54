"""The overview: figures of real questions, said in sentences of both standards, drawn, in tables, and leading to the conversations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from starlette.testclient import TestClient

from api.services import Services
from api.staff.overview.analysis import response_time, rising_topics, wilson_interval
from api.staff.overview.numbers import number, share, span
from api.staff.overview.periods import chosen_period
from api.store.local_days import DAY, Days, local
from tests.api.fake_engine import FakeEngine
from tests.api.staff.conftest import SignIn
from tests.api.staff.past import Past

MARCH = "/staff/oversikt?fra=2026-03-01&til=2026-03-31"


@pytest.fixture
def past(client: TestClient, engine: FakeEngine, services: Services) -> Iterator[Past]:
    past = Past(client, engine, services)
    yield past
    past.close()


def at(day: int, month: int = 3, clock: str = "10:00") -> datetime:
    """A moment of 2026 in UTC."""
    return datetime.fromisoformat(f"2026-{month:02}-{day:02}T{clock}:00Z")


def plain(page: str) -> str:
    """The page's words without tags, hard spaces as ordinary ones."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " "))


def section(page: str, name: str) -> str:
    found = re.search(rf'<section id="{name}".*?</section>', page, re.DOTALL)
    assert found, f"no section {name}"
    return found[0]


def ask_in_march(past: Past) -> None:
    """Three conversations with five questions in March, one with two in February."""
    first = past.ask(at(3))
    again = {"conversation": first["conversation_id"]}
    past.ask(at(3, clock="10:05"), **again, topic="exam", programme="middle_manager", outcome="not_in_sources")
    past.ask(at(3, clock="10:06"), **again, topic=None, programme=None, outcome="chitchat")
    second = past.ask(at(9, clock="20:00"), language="nn")
    past.fail(at(31, clock="21:30"))
    past.thumb(first, "up")
    past.thumb(second, "down")
    past.judge(first, at(4), "right")
    past.judge(second, at(10), "wrong")
    past.judge_conversation(first, at(4), True)
    before = past.ask(at(5, month=2), topic="exam", outcome="not_in_sources")
    past.ask(at(5, month=2), conversation=before["conversation_id"], outcome="answered")


def test_month_is_told_in_sentences_with_the_figures_of_its_questions(client: TestClient, past: Past, sign_in: SignIn) -> None:
    ask_in_march(past)
    sign_in("reader")
    page = client.get(MARCH)
    assert page.status_code == 200
    words = plain(page.text)
    for sentence in (
        "1.–31. mars 2026, sammenlignet med 29. jan.–28. feb. 2026.",
        "Folk stilte 5 spørsmål i 3 samtaler, i snitt 0,2 om dagen. Tallene begynner 5. februar 2026, så perioden før er ikke hel.",
        "40 % av spørsmålene ble besvart fra brevene, og 20 % gjaldt noe brevene ikke sier noe om.",
        "Andelen som fikk svar, er 10 prosentpoeng lavere enn i perioden før.",
        "Ansatte har vurdert 2 svar, og 50 % av dem er riktige.",
        "ligger andelen for alle svar med 95 % sikkerhet mellom 9,5 % og 90,5 %.",
        "Ansatte har vurdert 1 samtale, og 100 % av dem hjalp den som spurte.",
        "De som spurte, ga 2 tilbakemeldinger. 50 % av dem var tommel opp.",
        "75 % av svarene var på bokmål og 25 % på nynorsk.",
        "det oftest «Topplederprogrammet»: 66,7 %.",
        "Folk spurte mest om emnet «Samlinger»: 2 spørsmål, 40 % av alle.",
        "Brevene mangler oftest svar på «Eksamen»: 1 spørsmål.",
        "Flest spørsmål kommer mellom klokka 11–12. 40 % kommer utenom tida fra 8 til 16.",
        "Ingen emner har vokst så mye at det ikke kan være tilfeldig.",
    ):
        assert sentence in words


def test_month_is_told_in_nynorsk_to_who_reads_nynorsk(client: TestClient, past: Past, sign_in: SignIn) -> None:
    ask_in_march(past)
    sign_in("reader", "nn")
    words = plain(client.get(MARCH).text)
    for sentence in (
        "Folk stilte 5 spørsmål i 3 samtalar, i snitt 0,2 om dagen. Tala byrjar 5. februar 2026, så perioden før er ikkje heil.",
        "40 % av spørsmåla fekk svar frå breva, og 20 % gjaldt noko breva ikkje seier noko om.",
        "Tilsette har vurdert 2 svar, og 50 % av dei er rette.",
        "75 % av svara var på bokmål og 25 % på nynorsk.",
    ):
        assert sentence in words


def test_whole_period_before_is_compared_with(client: TestClient, past: Past, sign_in: SignIn) -> None:
    past.ask(at(1, month=1))
    for _ in range(4):
        past.ask(at(2, month=2))
    for day in (3, 4, 5):
        past.ask(at(day))
    sign_in("reader")
    assert "Det er 25 % færre spørsmål enn i perioden før." in plain(client.get(MARCH).text)


def test_every_bar_and_row_leads_to_its_conversations(client: TestClient, past: Past, sign_in: SignIn) -> None:
    ask_in_march(past)
    sign_in("reader")
    page = client.get(MARCH).text
    month = "/staff/samtaler?from=2026-03-01&amp;to=2026-03-31"
    for name, links in {
        "days": {"/staff/samtaler?from=2026-03-03&amp;to=2026-03-03", "/staff/samtaler?from=2026-03-09&amp;to=2026-03-09",
                 "/staff/samtaler?from=2026-03-31&amp;to=2026-03-31"},
        "outcomes": {f"{month}&amp;outcome={outcome}" for outcome in ("answered", "not_in_sources", "chitchat", "failed")},
        "topics": {f"{month}&amp;topic={topic}" for topic in ("gatherings", "exam")},
        "missing": {f"{month}&amp;topic=exam&amp;outcome=not_in_sources", "/staff/ubesvart"},
        "relevance": {f"{month}&amp;review=right", f"{month}&amp;review=wrong"},
        "helpful": {f"{month}&amp;review=helpful"},
        "thumbs": {f"{month}&amp;thumbs=up", f"{month}&amp;thumbs=down"},
        "standards": {f"{month}&amp;standard=nb", f"{month}&amp;standard=nn"},
        "programmes": {f"{month}&amp;programme=top_leader", f"{month}&amp;programme=middle_manager"},
    }.items():  # fmt: skip
        part = section(page, name)
        chart, table = part.split("<details>")
        assert set(re.findall(r'href="([^"]+)"', chart)) == links - {"/staff/ubesvart"}, name
        assert set(re.findall(r'href="([^"]+)"', table)) == links, name


def test_charts_have_names_and_no_script_or_style_that_the_policy_forbids(client: TestClient, past: Past, sign_in: SignIn) -> None:
    ask_in_march(past)
    sign_in("reader")
    page = client.get(MARCH).text
    charts = re.findall(r"<svg .*?</svg>", page, re.DOTALL)
    assert len(charts) == 11
    for chart in charts:
        assert re.search(r'role="group" aria-label="[^"]+"', chart)
        assert not re.search(r"<script|<style|style=|xlink|<desc", chart)
        bars = re.findall(r'<(?:a|g)[^>]* aria-label="([^"]+: [^"]+)"', chart)
        assert len(bars) == len(re.findall(r"<rect [^>]*reactive", chart)) > 0
    assert 'aria-label="Eksamen: 1 (20\u00a0%)"' in section(page, "topics")


def test_table_behind_a_chart_has_the_same_figures(client: TestClient, past: Past, sign_in: SignIn) -> None:
    ask_in_march(past)
    sign_in("reader")
    table = plain(section(client.get(MARCH).text, "outcomes").split("<details>")[1])
    assert "Hva Antall Andel Perioden før Besvart 2 40 % 50 %" in table
    assert "Teknisk feil 1 20 % 0 %" in table or "Fikk ikke svar 1 20 % 0 %" in table


def test_print_page_has_the_figures_and_no_controls(client: TestClient, past: Past, sign_in: SignIn) -> None:
    ask_in_march(past)
    sign_in("reader")
    page = client.get(f"{MARCH}&utskrift=ja").text
    assert "Oversikt 1.–31. mars 2026" in plain(page)
    assert "Folk stilte 5 spørsmål i 3 samtaler" in plain(page)
    assert "<details>" not in page and 'type="date"' not in page


def test_period_without_questions_says_so(client: TestClient, sign_in: SignIn) -> None:
    sign_in("reader")
    page = client.get("/staff/oversikt")
    assert page.status_code == 200
    words = plain(page.text)
    assert "Folk stilte 0 spørsmål i 0 samtaler" in words and "Ingen svar fra perioden er vurdert." in words
    assert "<svg" not in page.text


@pytest.mark.parametrize(
    ("asked", "days", "length"),
    [
        ({}, 30, 30),
        ({"periode": "7"}, 7, 7),
        ({"periode": "365"}, 365, 365),
        ({"periode": "12"}, 30, 30),
        ({"periode": "x", "fra": "2026-13-01"}, 30, 30),
        ({"fra": "2026-03-01", "til": "2026-03-31"}, 31, None),
        ({"fra": "2026-03-31", "til": "2026-03-01"}, 31, None),
        ({"til": "2026-03-01"}, 1, None),
        ({"fra": "0001-01-01", "til": "2026-03-01"}, 3661, None),
    ],
)
def test_period_is_what_was_asked_for_or_the_last_30_days(asked: dict[str, str], days: int, length: int | None) -> None:
    period = chosen_period(**{"periode": "", "fra": "", "til": "", **asked})
    assert (len(period.days), period.length) == (days, length)


def test_no_day_of_the_future_is_chosen() -> None:
    today = local(datetime.now(UTC)).date()
    assert chosen_period("", str(today + DAY * 9), str(today + DAY * 20)).days == Days(today, today)


@pytest.mark.parametrize(
    ("right", "judged", "low", "high"),
    [(81, 100, 0.7222, 0.8749), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (1, 2, 0.0945, 0.9055), (0, 0, 0.0, 1.0)],
)
def test_interval_is_that_of_wilson(right: int, judged: int, low: float, high: float) -> None:
    assert wilson_interval(right, judged) == pytest.approx((low, high), abs=5e-5)


def test_topic_rises_only_when_chance_cannot_explain_it() -> None:
    before = Counter(exam=20, costs=100, start=1, content=400)
    now = Counter(exam=60, costs=110, start=3, content=400)
    assert [rise.topic for rise in rising_topics(now, before)] == ["exam"]


def test_topic_does_not_rise_when_all_topics_grow_alike() -> None:
    assert rising_topics(Counter(exam=200, costs=2000), Counter(exam=100, costs=1000)) == []


def test_new_topic_rises_when_many_ask_about_it() -> None:
    rise = rising_topics(Counter(exam=30, costs=970), Counter(costs=1000))[0]
    assert (rise.topic, rise.count, rise.count_before, rise.share, rise.share_before) == ("exam", 30, 0, 0.03, 0.0)


def test_nothing_rises_without_a_period_before() -> None:
    assert rising_topics(Counter(exam=300), Counter()) == []


def test_response_times_are_read_from_the_classes() -> None:
    histogram = Counter({"50": 90, "1000": 10})
    assert response_time(histogram, 0.5) == pytest.approx(45 + 5 * 50 / 90)
    assert response_time(histogram, 0.95) == 950
    assert response_time(Counter(), 0.5) is None


def test_numbers_and_days_are_written_as_norwegian_writes_them() -> None:
    assert number(1234567.84, "nb") == "1\u00a0234\u00a0567,8"
    assert share(1, 8, "nn") == "12,5\u00a0%"
    assert span(Days(date(2026, 3, 1), date(2026, 3, 30)), "nn") == "1.–30. mars 2026"
    assert span(Days(date(2025, 12, 31), date(2025, 12, 31) + timedelta(days=1)), "nb") == "31. des. 2025–1. jan. 2026"
