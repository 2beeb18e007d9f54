"""Sign-in with OpenID Connect against a real provider: who is let in as what, and which answers are not believed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.settings import Settings
from tests.api.staff.provider_process import CLIENT_ID, CLIENT_SECRET, RunningProvider, running

BEGIN, BACK = "/staff/logg-inn/ekstern", "/staff/logg-inn/ekstern/tilbake"
ROLES = "kompass-lesar=reader,kompass-redaktør=editor,kompass-admin=admin"
FAILED = "Vi kunne ikke bekrefte innloggingen."


@pytest.fixture(scope="module")
def running_provider() -> Iterator[RunningProvider]:
    with running(f"http://testserver{BACK}") as provider:
        yield provider


@pytest.fixture
def provider(running_provider: RunningProvider) -> RunningProvider:
    running_provider.is_honest()
    return running_provider


@pytest.fixture
def settings(settings: Settings, provider: RunningProvider) -> Settings:
    given = {
        "oidc_issuer": provider.issuer, "oidc_client_id": CLIENT_ID, "oidc_client_secret": CLIENT_SECRET,
        "oidc_name": "Entra ID", "oidc_roles": ROLES,
    }  # fmt: skip
    return Settings(**{**settings.model_dump(), **given})


def way_out(client: TestClient, wanted: str = "") -> str:
    response = client.get(f"{BEGIN}?neste={wanted}", follow_redirects=False)
    assert response.status_code == 303
    return response.headers["location"]


def come_back(client: TestClient, address: str) -> Any:
    return client.get(address, headers={"accept": "text/html"}, follow_redirects=False)


def sign_in(client: TestClient, provider: RunningProvider, login: str) -> Any:
    return come_back(client, provider.sign_in(way_out(client), login))


def page_of(client: TestClient) -> str:
    return client.get("/staff/konto").text


def test_sign_in_page_offers_the_provider_by_name(client: TestClient) -> None:
    page = client.get("/staff/logg-inn?neste=/staff/oversikt").text
    assert "Logg inn med Entra ID" in page
    assert f'href="{BEGIN}?neste=%2Fstaff%2Foversikt&amp;language=nb"' in page


def test_person_with_a_role_is_let_in_and_led_to_the_page_asked_for(client: TestClient, provider: RunningProvider) -> None:
    provider.knows("kari", name="Kari Nordmann", preferred_username="Kari@kommune.no", roles=["andre", "kompass-redaktør", "kompass-lesar"])
    response = come_back(client, provider.sign_in(way_out(client, "/staff/konto"), "kari"))
    assert (response.status_code, response.headers["location"]) == (303, "/staff/konto")
    page = page_of(client)
    assert [words in page for words in ("Kari Nordmann", "kari@kommune.no", "Redaktør", "Du logger inn med Entra ID.")] == [True] * 4
    assert "Bytt passord" not in page


def test_way_out_uses_code_pkce_state_and_nonce(client: TestClient, provider: RunningProvider) -> None:
    response = client.get(BEGIN, follow_redirects=False)
    address = response.headers["location"]
    assert address.startswith(f"{provider.issuer}/auth?")
    for part in ("response_type=code", "code_challenge_method=S256", "code_challenge=", "state=", "nonce=", "scope=openid+profile+email"):
        assert part in address
    cookie = SimpleCookie(response.headers["set-cookie"])["kompass_sign_in"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (True, "lax", BEGIN, "600")


def test_name_and_role_are_renewed_at_each_sign_in(client: TestClient, provider: RunningProvider, database: sqlite3.Connection) -> None:
    provider.knows("siv", name="Siv", preferred_username="siv", roles="kompass-lesar")
    sign_in(client, provider, "siv")
    provider.knows("siv", name="Siv Berg", preferred_username="siv.berg", roles=["kompass-admin"])
    sign_in(client, provider, "siv")
    assert database.execute("SELECT username, name, role FROM staff_account").fetchall() == [("siv", "Siv Berg", "admin")]
    log = database.execute("SELECT who, action, object_id FROM audit_event ORDER BY id").fetchall()
    assert log == [("siv", "account.first_sign_in", "siv"), ("siv", "account.renew", "siv")]


def test_person_without_a_role_is_refused_and_the_log_says_who(
    client: TestClient, provider: RunningProvider, database: sqlite3.Connection, caplog: pytest.LogCaptureFixture
) -> None:
    provider.knows("ola", name="Ola", roles=["noko-anna"])
    response = sign_in(client, provider, "ola")
    assert response.status_code == 403
    assert "har ikke fått noen rolle her" in response.text
    assert "no role for ola" in caplog.text
    assert database.execute("SELECT count(*) FROM staff_account").fetchone() == (0,)


def test_disabled_person_is_refused(client: TestClient, provider: RunningProvider, services: Any) -> None:
    provider.knows("per", name="Per", preferred_username="per", roles=["kompass-lesar"])
    sign_in(client, provider, "per")
    services.accounts.disable("kari", services.accounts.named("per").id)
    response = sign_in(client, provider, "per")
    assert response.status_code == 403
    assert "Kontoen din er stengt." in response.text
    assert client.get("/staff/konto", follow_redirects=False).status_code == 401


def test_local_account_with_the_same_username_is_not_taken_over(client: TestClient, provider: RunningProvider, sign_in_local: str) -> None:
    provider.knows("thief", name="Thief", preferred_username=sign_in_local, roles=["kompass-lesar"])
    client.cookies.clear()
    sign_in(client, provider, "thief")
    page = page_of(client)
    assert f"<dd>{sign_in_local}-2</dd>" in page
    assert "<dd>Leser</dd>" in page


@pytest.fixture
def sign_in_local(sign_in: Any, services: Any) -> str:
    """The username of a local administrator."""
    sign_in("admin")
    return next(account.username for account in services.accounts.all())


def test_answer_with_another_state_is_refused(client: TestClient, provider: RunningProvider) -> None:
    provider.knows("kari", roles=["kompass-admin"])
    back = provider.sign_in(way_out(client), "kari")
    state = back.partition("state=")[2].partition("&")[0]
    response = come_back(client, back.replace(state, "x" + state[1:]))
    assert (response.status_code, FAILED in response.text) == (400, True)


def test_answer_in_a_browser_that_did_not_begin_is_refused(client: TestClient, provider: RunningProvider) -> None:
    provider.knows("kari", roles=["kompass-admin"])
    back = provider.sign_in(way_out(client), "kari")
    client.cookies.clear()
    response = come_back(client, back)
    assert (response.status_code, FAILED in response.text) == (400, True)


def test_cookie_that_was_signed_by_somebody_else_is_not_believed(client: TestClient, provider: RunningProvider) -> None:
    provider.knows("kari", roles=["kompass-admin"])
    back = provider.sign_in(way_out(client), "kari")
    signed = client.cookies["kompass_sign_in"]
    client.cookies.clear()
    client.cookies.set("kompass_sign_in", signed[:-4] + ("aaaa" if signed[-4:] != "aaaa" else "bbbb"))
    assert come_back(client, back).status_code == 400


def test_used_code_is_refused(client: TestClient, provider: RunningProvider) -> None:
    provider.knows("kari", roles=["kompass-admin"])
    back = provider.sign_in(way_out(client), "kari")
    kept = client.cookies["kompass_sign_in"]
    assert come_back(client, back).status_code == 303
    client.cookies.clear()
    client.cookies.set("kompass_sign_in", kept)
    response = come_back(client, back)
    assert (response.status_code, FAILED in response.text) == (400, True)


def test_person_who_gives_up_sees_the_sign_in_page(client: TestClient, provider: RunningProvider) -> None:
    response = come_back(client, provider.give_up(way_out(client)))
    assert (response.status_code, FAILED in response.text) == (400, True)


def test_answer_in_the_name_of_another_issuer_is_refused(client: TestClient, provider: RunningProvider) -> None:
    provider.knows("kari", roles=["kompass-admin"])
    back = provider.sign_in(way_out(client), "kari").replace("iss=", "iss=http%3A%2F%2Fevil.example&was=")
    assert come_back(client, back).status_code == 400


def test_signed_claims_of_the_id_token_are_enough(client: TestClient, provider: RunningProvider) -> None:
    provider.tampers(name="Fra id_token", roles=["kompass-admin"])
    assert sign_in(client, provider, "idtoken").status_code == 303
    assert "Fra id_token" in page_of(client)


@pytest.mark.parametrize(
    ("how", "claims"),
    [
        ("own key", {"aud": "another-client"}),
        ("own key", {"aud": None}),
        ("own key", {"iss": "http://evil.example"}),
        ("own key", {"exp": 1_600_000_000}),
        ("own key", {"exp": None}),
        ("own key", {"nonce": "another"}),
        ("own key", {"nonce": None}),
        ("own key", {"sub": None}),
        ("own key", {"sub": "somebody-else"}),
        ("foreign key", {}),
        ("client secret", {}),
        ("unsigned", {}),
        ("same signature", {"roles": ["kompass-admin"]}),
        ("dropped", {}),
    ],
)
def test_id_token_that_is_not_right_is_refused(
    client: TestClient, provider: RunningProvider, database: sqlite3.Connection, how: str, claims: dict[str, Any]
) -> None:
    provider.knows("kari", name="Kari", roles=["kompass-admin"])
    provider.tampers(how, **claims)
    response = sign_in(client, provider, "kari")
    assert (response.status_code, FAILED in response.text) == (400, True)
    assert database.execute("SELECT count(*) FROM staff_account").fetchone() == (0,)


class TestAssuranceLevel:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return Settings(**{**settings.model_dump(), "oidc_acr_values": "high"})

    def test_is_asked_for(self, client: TestClient) -> None:
        assert "acr_values=high" in way_out(client)

    def test_that_is_too_low_is_refused(self, client: TestClient, provider: RunningProvider) -> None:
        provider.tampers(acr="substantial", roles=["kompass-admin"])
        assert sign_in(client, provider, "kari").status_code == 400

    def test_that_is_high_enough_is_let_in(self, client: TestClient, provider: RunningProvider) -> None:
        provider.tampers(acr="high", roles=["kompass-admin"])
        assert sign_in(client, provider, "kari").status_code == 303


class TestDefaultRole:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return Settings(**{**settings.model_dump(), "oidc_default_role": "reader"})

    def test_is_for_people_without_another(self, client: TestClient, provider: RunningProvider) -> None:
        provider.knows("anne", name="Anne")
        assert sign_in(client, provider, "anne").status_code == 303
        assert "<dd>Leser</dd>" in page_of(client)


class TestRoleByPerson:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return Settings(**{**settings.model_dump(), "oidc_role_claim": "sub", "oidc_roles": "abc-123=editor"})

    def test_lets_in_only_those_named(self, client: TestClient, provider: RunningProvider) -> None:
        provider.knows("abc-123", name="Anne")
        assert sign_in(client, provider, "xyz").status_code == 403
        assert sign_in(client, provider, "abc-123").status_code == 303


class TestNestedClaim:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return Settings(**{**settings.model_dump(), "oidc_role_claim": "realm_access.roles"})

    def test_gives_the_role(self, client: TestClient, provider: RunningProvider) -> None:
        provider.tampers(name="Anne", realm_access={"roles": ["kompass-admin"]})
        sign_in(client, provider, "anne")
        assert "<dd>Administrator</dd>" in page_of(client)


class TestProviderThatIsDown:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return Settings(**{**settings.model_dump(), "oidc_issuer": "http://127.0.0.1:9"})

    def test_is_told_and_the_password_still_works(self, client: TestClient) -> None:
        response = client.get(BEGIN, follow_redirects=False)
        assert (response.status_code, response.headers["retry-after"]) == (503, "5")
        assert "Vi får ikke kontakt med innloggingstjenesten." in response.text
        assert 'name="password"' in response.text


class TestProviderThatCallsItselfOtherwise:
    @pytest.fixture
    def settings(self, settings: Settings, provider: RunningProvider) -> Settings:
        return Settings(**{**settings.model_dump(), "oidc_issuer": provider.issuer.replace("127.0.0.1", "localhost")})

    def test_is_not_used(self, client: TestClient) -> None:
        assert client.get(BEGIN, follow_redirects=False).status_code == 503
        assert client.get(BEGIN, follow_redirects=False).status_code == 503


class TestPublicAddress:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return Settings(**{**settings.model_dump(), "public_url": "https://kompass.example.no"})

    def test_is_the_one_to_come_back_to(self, client: TestClient) -> None:
        response = client.get(BEGIN, follow_redirects=False)
        assert "redirect_uri=https%3A%2F%2Fkompass.example.no%2Fstaff%2Flogg-inn%2Fekstern%2Ftilbake" in response.headers["location"]
        assert "Secure" in response.headers["set-cookie"]
