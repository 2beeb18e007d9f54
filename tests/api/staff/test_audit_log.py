"""The audit log's page: newest first, in plain words, filtered by person, action and period, page by page."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from api.settings import Settings
from api.store.database import connect
from api.store.staff_models import AuditEvent
from tests.api.staff.conftest import SignIn

Add = Callable[..., None]


@pytest.fixture
def add(client: TestClient, settings: Settings) -> Add:
    """Put an event in the log, at a moment in Norway."""

    def added(at: str, who: str = "kari", action: str = "account.role", object_id: str = "ola", **details: Any) -> None:
        moment = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("Europe/Oslo"))
        engine = connect(settings.database_url)
        with Session(engine) as session, session.begin():
            session.add(AuditEvent(at=moment, who=who, action=action, object_kind="account", object_id=object_id, details=details))
        engine.dispose()

    return added


@pytest.fixture
def admin(sign_in: SignIn) -> str:
    return sign_in("admin")


def rows(client: TestClient, query: str = "") -> list[list[str]]:
    """The cells of the table's rows, without markup."""
    page = client.get(f"/staff/endringslogg?{query}").text
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [
        [" ".join(re.sub("<[^>]+>", " ", cell).split()) for cell in re.findall(r"<td>(.*?)</td>", row, re.DOTALL)]
        for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    ]


def test_change_is_told_in_plain_words(client: TestClient, admin: str, add: Add) -> None:
    add("2026-07-01T09:30:05", before="editor", role="admin")
    assert rows(client) == [["01.07.2026 09:30:05", "kari", "Endret rolle", "Bruker ola", "før: redaktør rolle: administrator"]]


def test_change_is_told_in_nynorsk(client: TestClient, sign_in: SignIn, add: Add) -> None:
    sign_in("admin", "nn")
    add("2026-12-01T09:30:05", action="account.password", one_time=True)
    assert rows(client) == [["01.12.2026 09:30:05", "kari", "Sette nytt passord", "Brukar ola", "eingongspassord: ja"]]


def test_details_of_every_shape_are_readable(client: TestClient, admin: str, add: Add) -> None:
    add(
        "2026-07-01T09:30",
        action="thing.unheard_of",
        labels=["a", "b"],
        inner={"role": "admin", "n": 2},
        empty=None,
        no=False,
        long="x" * 400,
    )
    expected = f"labels: a, b inner: rolle: administrator, n: 2 empty: – no: nei long: {'x' * 300} …"
    assert rows(client)[0][2:] == ["thing.unheard_of", "Bruker ola", expected]


def test_newest_comes_first(client: TestClient, admin: str, add: Add) -> None:
    for object_id in ("first", "second", "third"):
        add("2026-07-01T09:30", object_id=object_id)
    assert [row[3] for row in rows(client)] == ["Bruker third", "Bruker second", "Bruker first"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("hvem=kari", ["c", "a"]),
        ("hva=account.add", ["b"]),
        ("fra=2026-07-02", ["c", "b"]),
        ("til=2026-07-01", ["a"]),
        ("fra=2026-07-02&til=2026-07-02", ["b"]),
        ("hvem=kari&fra=2026-07-02", ["c"]),
        ("hvem=ingen", []),
        ("fra=tull&til=9999-12-31&side=-3", ["c", "b", "a"]),
        ("fra=0001-01-01&side=99999999999", ["c", "b", "a"]),
    ],
)
def test_filters_combine(client: TestClient, admin: str, add: Add, query: str, found: list[str]) -> None:
    add("2026-07-01T23:59:59", object_id="a")
    add("2026-07-02T00:00:00", object_id="b", who="ola", action="account.add")
    add("2026-07-03T00:00:00", object_id="c")
    assert [row[3].removeprefix("Bruker ") for row in rows(client, query)] == found


def test_pages_keep_the_filter(client: TestClient, admin: str, add: Add) -> None:
    for number in range(51):
        add("2026-07-01T09:30", object_id=f"n{number:02}", who="kari nord")
    add("2026-07-01T09:30", who="ola")
    page = client.get("/staff/endringslogg?hvem=kari+nord").text
    assert ["51 hendelser" in page, "Side 1 av 2" in page] == [True, True]
    assert 'href="/staff/endringslogg?hvem=kari+nord&amp;side=2"' in page
    assert [row[3] for row in rows(client, "hvem=kari+nord&side=2")] == ["Bruker n00"]
    assert len(rows(client, "hvem=kari+nord")) == 50


def test_what_is_stored_is_shown_as_text(client: TestClient, admin: str, add: Add) -> None:
    add("2026-07-01T09:30", who="<script>x", action="<script>y", object_id="<script>z", note="<script>n")
    assert "<script>" not in client.get("/staff/endringslogg?hvem=<script>x").text.replace("<script src=", "")


def test_log_is_for_administrators(client: TestClient, sign_in: SignIn) -> None:
    sign_in("editor")
    response = client.get("/staff/endringslogg", headers={"accept": "text/html"})
    assert (response.status_code, "Rollen din gir ikke tilgang til dette." in response.text) == (403, True)
