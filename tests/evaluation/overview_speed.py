"""Calls of the overview of a year, as a signed-in member of staff makes them over HTTP: the whole page, charts included."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine, delete, insert
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.staff.access import COOKIE
from api.staff.overview.charts import columns_chart, rows_chart
from api.staff.overview.numbers import number, share
from api.store.database import writing
from api.store.staff_models import Account
from api.store.statistics import StatisticsStore
from knowledge.compiled import write_knowledge

YEAR = "/staff/oversikt?periode=365"
CALLS = 10


def overview_calls(engine: Engine) -> Iterator[tuple[str, Callable[[], object]]]:
    """The page as it is, and with every chart drawn and every number written anew. All closed days are counted first."""
    count_days(StatisticsStore(engine))
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            database_url=engine.url.render_as_string(hide_password=False),
            engine_tracker_url=f"sqlite:///{folder}/tracker.db",
            knowledge_path=write_knowledge(Path(folder) / "knowledge.json"),
            retention_days=3650,
        )
        with TestClient(create_app(settings)) as client, account(engine) as account_id:
            client.cookies.set(COOKIE, client.app.state.services.accounts.begin_session(account_id))  # type: ignore[attr-defined]
            _open(client)  # the first page loads templates and words
            for round_ in range(CALLS):
                yield f"as it is {round_}", lambda: _open(client)
                yield f"drawn anew {round_}", lambda: _open_anew(client)


def count_days(store: StatisticsStore) -> None:
    """Count every closed day, as the service does in the background."""
    for day in store.days_to_count(datetime.now(UTC)):
        store.count_day(day)
    store.note_growth()


@contextmanager
def account(engine: Engine) -> Iterator[str]:
    """The id of a member of staff who is there as long as this lasts."""
    name = str(uuid4())
    with writing(engine).begin() as connection:
        values = {"id": name, "username": name, "name": "Måling", "role": "reader", "language": "nb", "created_at": datetime.now(UTC)}
        connection.execute(insert(Account).values(**values))
    try:
        yield name
    finally:
        with writing(engine).begin() as connection:
            connection.execute(delete(Account).where(Account.id == name))


def _open(client: TestClient) -> None:
    response = client.get(YEAR)
    assert response.status_code == 200 and "<svg" in response.text


def _open_anew(client: TestClient) -> None:
    for kept in (rows_chart, columns_chart, number, share):
        kept.cache_clear()
    _open(client)
