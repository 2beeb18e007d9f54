"""Attempts to sign in, counted by one service or by several together."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
import redis

from api.account_problems import TooManyAttempts
from api.problems import StoreUnavailable
from api.staff.attempts import BY_USERNAME, Attempts

REDIS = "redis://127.0.0.1:6379/15"
ADDRESS = "192.0.2.7"


@pytest.fixture
def shared() -> Iterator[str]:
    """The address of a Redis; what is counted there is removed."""
    server = redis.Redis.from_url(REDIS, socket_connect_timeout=1)
    try:
        server.ping()
    except redis.exceptions.ConnectionError:
        pytest.skip("no Redis on 127.0.0.1:6379")
    yield REDIS
    for key in server.scan_iter("LIMITS*sign-in*"):
        server.delete(key)
    server.close()


def test_services_that_share_a_storage_share_the_count(shared: str) -> None:
    one, other, username = Attempts(shared), Attempts(shared), uuid4().hex
    for attempts in (one, other) * (BY_USERNAME.amount // 2):
        attempts.count(username, ADDRESS)

    with pytest.raises(TooManyAttempts):
        one.count(username, ADDRESS)
    with pytest.raises(TooManyAttempts):
        other.count(username, ADDRESS)


def test_who_was_let_in_begins_anew_on_every_service(shared: str) -> None:
    one, other, username = Attempts(shared), Attempts(shared), uuid4().hex
    for _ in range(BY_USERNAME.amount):
        one.count(username, ADDRESS)

    other.forget(username)

    one.count(username, ADDRESS)


def test_no_username_is_readable_in_the_shared_storage(shared: str) -> None:
    username = f"kari-{uuid4().hex}"
    Attempts(shared).count(username, ADDRESS)
    server = redis.Redis.from_url(shared)

    assert not [key for key in server.scan_iter("*") if username.encode() in key]


def test_storage_that_does_not_answer_lets_nobody_in() -> None:
    with pytest.raises(StoreUnavailable):
        Attempts("redis://127.0.0.1:1/0").count("kari", ADDRESS)
