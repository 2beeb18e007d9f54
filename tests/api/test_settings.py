"""The settings: documented, typed, read from the environment."""

import pytest
from pydantic import ValidationError

from api.settings import Settings


def test_every_setting_has_a_help_sentence() -> None:
    undocumented = [name for name, field in Settings.model_fields.items() if not (field.description or "").endswith(".")]
    assert undocumented == []


def test_defaults_are_those_of_the_design(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    assert Settings().model_dump(exclude={"knowledge_path"}) == {
        "host": "127.0.0.1",
        "port": 8000,
        "database_url": "sqlite:///var/kompass.db",
        "engine_url": "http://127.0.0.1:5005",
        "engine_timeout_seconds": 10,
        "engine_tracker_url": "sqlite:///var/tracker.db",
        "max_body_bytes": 16384,
        "retention_days": 90,
        "allowed_origins": "",
        "operator": "",
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
    ],
)
def test_unusable_setting_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_allowed_origins_are_divided_by_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_ORIGINS", " https://www.example.no  http://127.0.0.1:8080\nhttps://[::1]:8443 ")
    assert Settings().origins == ["https://www.example.no", "http://127.0.0.1:8080", "https://[::1]:8443"]
