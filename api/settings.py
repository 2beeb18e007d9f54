"""The service's settings: each with a default and a help sentence, read once from the environment and passed in."""

from __future__ import annotations

import re
from pathlib import Path

from limits.errors import ConfigurationError
from limits.storage import storage_from_string
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.errors import SettingsWrong
from api.project import ROOT
from api.staff.members import Role
from knowledge.compiled import PATH as COMPILED_KNOWLEDGE

ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:]+\])(:[0-9]+)?")  # as browsers write it; it also goes into a header
ISSUER = re.compile(r"https://[^/?#\s]+[^?#\s]*|http://(127\.0\.0\.1|localhost|\[::1\])(:[0-9]+)?(/[^?#\s]*)?")
DATABASES = ("sqlite://", "postgresql://", "postgresql+psycopg://")


class Settings(BaseSettings):
    """Every field is also an environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True)

    host: str = Field(default="127.0.0.1", description="The address the service listens on.")
    port: int = Field(default=8000, ge=0, le=65535, description="The port the service listens on.")
    database_url: str = Field(
        default="sqlite:///var/kompass.db",
        description="Where conversations and feedback are kept: sqlite:///path or postgresql://user@host/name.",
    )
    engine_url: str = Field(default="http://127.0.0.1:5005", description="Where the Rasa engine answers; never a public address.")
    engine_address_file: Path | None = Field(
        default=None,
        description="A file that names the engine in use while the program runs; `kompass run` sets it. Without it, `engine_url` is used.",
    )
    engine_timeout_seconds: float = Field(
        default=10, gt=0, description="How long one message may take in the engine before the person is asked to retry."
    )
    engine_tracker_url: str = Field(
        default="sqlite:///var/tracker.db",
        description="The engine's own tracker store, whose rows of a conversation are deleted together with it.",
    )
    max_body_bytes: int = Field(default=16384, gt=0, description="The largest request body that is read; anything larger gets 413.")
    retention_days: int = Field(
        default=90,
        ge=1,
        le=3650,
        description="How many days after its last message a conversation is deleted; the chat says so.",
    )
    allowed_origins: str = Field(
        default="",
        description="The sites whose pages may use the chat, divided by spaces: https://www.example.no. Its own pages always may.",
    )
    operator: str = Field(
        default="", description="Who runs this service and how to reach them, as the privacy and accessibility pages name it to people."
    )
    knowledge_path: Path = Field(
        default=COMPILED_KNOWLEDGE, description="The compiled knowledge, read to find quoted passages in the letters."
    )

    public_url: str = Field(
        default="",
        description="The address people use, such as https://kompass.example.no, when a proxy hides it; https makes cookies Secure.",
    )
    rate_limit_storage_url: str = Field(
        default="memory://",
        description="Where attempts to sign in are counted: memory://, or redis://host:6379 when several services share the count.",
    )
    oidc_issuer: str = Field(
        default="", description="The OpenID Connect provider that staff may sign in with: its issuer address; empty for none."
    )
    oidc_client_id: str = Field(default="", description="What the provider calls this service.")
    oidc_client_secret: SecretStr = Field(default=SecretStr(""), description="The secret that the provider gave this service.")
    oidc_name: str = Field(default="OpenID Connect", description="The provider's name on the sign-in page, such as Entra ID.")
    oidc_scopes: str = Field(default="openid profile email", description="The scopes to ask for; openid must be one of them.")
    oidc_acr_values: str = Field(
        default="", description="The assurance levels that are good enough, divided by spaces; a sign-in at another level is refused."
    )
    oidc_role_claim: str = Field(
        default="roles", description="The claim that gives a person's role; a dot goes into an object, as in realm_access.roles."
    )
    oidc_roles: str = Field(
        default="", description="Which value of that claim gives which role: kompass-editor=editor,kompass-admin=admin."
    )
    oidc_default_role: str = Field(
        default="", description="The role of people without such a value; empty refuses them, as it should where anybody can sign in."
    )

    project_root: Path = Field(
        default=ROOT, description="The project folder that the staff console changes when it publishes: entries, questions, model."
    )

    @field_validator("database_url", "engine_tracker_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        if not url.startswith(DATABASES):
            raise ValueError(f"the address must begin with one of {', '.join(DATABASES)}")
        return url

    @property
    def origins(self) -> list[str]:
        """The allowed origins, one by one."""
        return self.allowed_origins.split()

    @field_validator("allowed_origins")
    @classmethod
    def _origins(cls, listed: str) -> str:
        for origin in listed.split():
            if not ORIGIN.fullmatch(origin):
                raise ValueError(f"{origin!r} is no origin: write it as https://www.example.no, without a path and without *")
        return listed

    @field_validator("engine_url")
    @classmethod
    def _http_address(cls, url: str) -> str:
        if not url.startswith(("http://", "https://")):
            raise ValueError("the address must begin with http:// or https://")
        return url.rstrip("/")

    @field_validator("public_url")
    @classmethod
    def _origin(cls, url: str) -> str:
        if url and not ORIGIN.fullmatch(url.rstrip("/")):
            raise ValueError("write it as https://kompass.example.no, without a path")
        return url.rstrip("/")

    @field_validator("rate_limit_storage_url")
    @classmethod
    def _usable_storage(cls, url: str) -> str:
        try:
            storage_from_string(url)
        except ConfigurationError as error:
            raise ValueError(f"{error}; the library of the storage must be installed too, such as redis") from error
        return url

    @field_validator("oidc_issuer")
    @classmethod
    def _issuer(cls, url: str) -> str:
        if url and not ISSUER.fullmatch(url):
            raise ValueError("the issuer is an https address without ? and #, as the provider's discovery document states it")
        return url

    @field_validator("oidc_scopes")
    @classmethod
    def _openid(cls, scopes: str) -> str:
        if "openid" not in scopes.split():
            raise ValueError("openid must be one of the scopes")
        return scopes

    @field_validator("oidc_roles")
    @classmethod
    def _known_roles(cls, mapping: str) -> str:
        for _, role in _pairs(mapping):
            Role.named(role)
        return mapping

    @field_validator("oidc_default_role")
    @classmethod
    def _known_role(cls, role: str) -> str:
        return Role.named(role).name if role else role

    @model_validator(mode="after")
    def _whole_provider(self) -> Settings:
        given = {
            "OIDC_ISSUER": self.oidc_issuer,
            "OIDC_CLIENT_ID": self.oidc_client_id,
            "OIDC_CLIENT_SECRET": self.oidc_client_secret.get_secret_value(),
        }
        missing = [name for name, value in given.items() if not value]
        if 0 < len(missing) < len(given):
            raise ValueError(f"OpenID Connect needs {', '.join(given)} together; set {', '.join(missing)} as well")
        if self.oidc_issuer and not (self.oidc_roles or self.oidc_default_role):
            raise ValueError("nobody could sign in with OpenID Connect: say in OIDC_ROLES who gets which role")
        return self

    @property
    def roles(self) -> dict[str, Role]:
        """The role of each value of the role claim."""
        return {value: Role.named(role) for value, role in _pairs(self.oidc_roles)}


def read_settings() -> Settings:
    """The settings of the environment. Raises SettingsWrong naming each setting that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = [
            f"{'.'.join(map(str, item['loc'])).upper() or 'settings'}: {item['msg'].removeprefix('Value error, ')}"
            for item in error.errors()
        ]
        raise SettingsWrong("These settings cannot be used:\n  " + "\n  ".join(wrong)) from error


def _pairs(mapping: str) -> list[tuple[str, str]]:
    """`value=role` pairs, divided by commas; a value may hold = itself. Raises ValueError."""
    pairs = []
    for part in filter(None, (part.strip() for part in mapping.split(","))):
        value, divided, role = part.rpartition("=")
        if not divided or not value.strip():
            raise ValueError(f"{part!r} is no pair: write value=role")
        pairs.append((value.strip(), role.strip()))
    return pairs
