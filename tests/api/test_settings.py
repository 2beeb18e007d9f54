"""The settings: documented, typed, read from the environment."""

from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from api.errors import SettingsWrong
from api.settings import Settings, read_settings
from api.staff.members import Role


def test_every_setting_has_a_help_sentence() -> None:
    undocumented = [name for name, field in Settings.model_fields.items() if not (field.description or "").endswith(".")]
    assert undocumented == []


def test_defaults_are_those_of_the_design(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    assert Settings().model_dump(exclude={"knowledge_path", "project_root"}) == {
        "host": "127.0.0.1",
        "port": 8000,
        "database_url": "sqlite:///var/kompass.db",
        "engine_url": "http://127.0.0.1:5005",
        "engine_address_file": None,
        "engine_timeout_seconds": 10,
        "engine_tracker_url": "sqlite:///var/tracker.db",
        "max_body_bytes": 16384,
        "retention_days": 90,
        "allowed_origins": "",
        "operator": "",
        "public_url": "",
        "rate_limit_storage_url": "memory://",
        "oidc_issuer": "",
        "oidc_client_id": "",
        "oidc_client_secret": SecretStr(""),
        "oidc_name": "OpenID Connect",
        "oidc_scopes": "openid profile email",
        "oidc_acr_values": "",
        "oidc_role_claim": "roles",
        "oidc_roles": "",
        "oidc_default_role": "",
    }


def test_environment_overrides_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8123")
    monkeypatch.setenv("DATABASE_URL", "postgresql://someone@127.0.0.1/kompass")
    monkeypatch.setenv("ENGINE_URL", "http://127.0.0.1:5006/")
    settings = Settings()
    assert (settings.port, settings.database_url, settings.engine_url) == (
        8123,
        "postgresql://someone@127.0.0.1/kompass",
        "http://127.0.0.1:5006",
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "70000"),
        ("DATABASE_URL", "mysql://x/y"),
        ("ENGINE_URL", "127.0.0.1:5005"),
        ("ENGINE_TIMEOUT_SECONDS", "0"),
        ("RETENTION_DAYS", "0"),
        ("ALLOWED_ORIGINS", "*"),
        ("ALLOWED_ORIGINS", "www.example.no"),
        ("ALLOWED_ORIGINS", "https://"),
        ("ALLOWED_ORIGINS", "https://www.example.no/"),
        ("ALLOWED_ORIGINS", "https://www.example.no/side"),
        ("ALLOWED_ORIGINS", "https://www.example.no?a"),
        ("ALLOWED_ORIGINS", "https://*.example.no"),
        ("ALLOWED_ORIGINS", "https://a.example; https://b.example"),
        ("ALLOWED_ORIGINS", "https://a.example,https://b.example"),
        ("ALLOWED_ORIGINS", "https://kari@www.example.no"),
        ("ALLOWED_ORIGINS", "https://www.example.no:port"),
        ("ALLOWED_ORIGINS", "https://www.Example.no"),
        ("ALLOWED_ORIGINS", "ftp://www.example.no"),
        ("ALLOWED_ORIGINS", "https://good.example javascript:alert(1)"),
        ("PUBLIC_URL", "kompass.example.no"),
        ("PUBLIC_URL", "https://kompass.example.no/staff"),
        ("RATE_LIMIT_STORAGE_URL", "somewhere://x"),
        ("OIDC_ISSUER", "login.example.no"),
        ("OIDC_ISSUER", "http://login.example.no"),
        ("OIDC_ISSUER", "https://login.example.no/?a=b"),
        ("OIDC_ISSUER", "http://localhost.evil.example/"),
        ("OIDC_SCOPES", "profile email"),
        ("OIDC_ROLES", "kompass-admin"),
        ("OIDC_ROLES", "=admin"),
        ("OIDC_ROLES", "kompass-admin=boss"),
        ("OIDC_DEFAULT_ROLE", "boss"),
    ],
)
def test_unusable_setting_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_allowed_origins_are_divided_by_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_ORIGINS", " https://www.example.no  http://127.0.0.1:8080\nhttps://[::1]:8443 ")
    assert Settings().origins == ["https://www.example.no", "http://127.0.0.1:8080", "https://[::1]:8443"]


PROVIDER = {
    "oidc_issuer": "https://login.example.no/tenant",
    "oidc_client_id": "kompass",
    "oidc_client_secret": "secret",
    "oidc_roles": "a=admin",
}


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        ("oidc_client_id", "set OIDC_CLIENT_ID as well"),
        ("oidc_client_secret", "set OIDC_CLIENT_SECRET as well"),
        ("oidc_issuer", "set OIDC_ISSUER as well"),
        ("oidc_roles", "say in OIDC_ROLES who gets which role"),
    ],
)
def test_provider_that_is_half_set_is_refused(missing: str, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Settings(**{**PROVIDER, missing: ""})


def test_roles_of_a_provider_are_pairs_whose_value_may_hold_an_equals_sign() -> None:
    settings = Settings(**{**PROVIDER, "oidc_roles": " abc==editor , kompass-admin = admin,"})
    assert settings.roles == {"abc=": Role.editor, "kompass-admin": Role.admin}


def test_secret_is_not_shown_with_the_settings() -> None:
    assert "hemmeleg" not in repr(Settings(**{**PROVIDER, "oidc_client_secret": "hemmeleg"}))


def test_every_unusable_setting_is_named_in_one_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "70000")
    monkeypatch.setenv("OIDC_ISSUER", "login.example.no")
    with pytest.raises(SettingsWrong, match=r"(?s)PORT: .*OIDC_ISSUER: "):
        read_settings()


def test_settings_of_sign_in_are_in_the_documentation() -> None:
    documented = (Path(__file__).parents[2] / "docs" / "console.md").read_text(encoding="utf-8")
    names = [name.upper() for name in Settings.model_fields if name.startswith(("oidc_", "rate_limit", "public_url"))]
    assert len(names) == 11
    assert [name for name in names if f"`{name}" not in documented] == []
