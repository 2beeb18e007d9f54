"""Sign-in with an OpenID Connect provider: the way there, and who came back. No token is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx2
from authlib.integrations.starlette_client import OAuth, OAuthError
from joserfc.errors import JoseError

from api.account_problems import ExternalSignInFailed, ExternalSignInUnavailable, NoRole
from api.settings import Settings
from api.staff.members import Role
from api.store.accounts import ExternalPerson

TIMEOUT_SECONDS = 10.0
LEEWAY_SECONDS = 60
LONGEST = 200
ALGORITHMS = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}  # with a public key, never "none"


@dataclass(frozen=True)
class Departure:
    """A sign-in that has begun: where the browser goes, and what must match when it comes back."""

    url: str
    state: str
    nonce: str
    verifier: str


class Provider:
    """The provider of the settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._app = OAuth().register(
            "provider",
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret.get_secret_value(),
            server_metadata_url=f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={"scope": settings.oidc_scopes, "code_challenge_method": "S256", "timeout": TIMEOUT_SECONDS},
        )

    async def depart(self, redirect_uri: str, language: str) -> Departure:
        """Begin with code, PKCE, state and nonce. Raises ExternalSignInUnavailable."""
        await self._discover()
        wishes = {"ui_locales": "nn nb no" if language == "nn" else "nb no nn"}
        if self._settings.oidc_acr_values:
            wishes["acr_values"] = self._settings.oidc_acr_values
        begun = await self._app.create_authorization_url(redirect_uri, **wishes)
        return Departure(begun["url"], begun["state"], begun["nonce"], begun["code_verifier"])

    async def arrive(self, departure: Departure, redirect_uri: str, code: str, language: str) -> ExternalPerson:
        """Redeem the code. Raises ExternalSignInFailed, ExternalSignInUnavailable, and NoRole for people without a role."""
        await self._discover()
        try:
            token = await self._app.fetch_access_token(redirect_uri=redirect_uri, code=code, code_verifier=departure.verifier)
            claims = await self._validated(token, departure.nonce)
            claims = await self._with_userinfo(token, claims)
        except (OAuthError, JoseError, KeyError, TypeError, ValueError) as error:
            raise ExternalSignInFailed(f"{type(error).__name__}: {error}") from error
        except httpx2.HTTPError as error:
            raise ExternalSignInUnavailable(f"{type(error).__name__}: {error}") from error
        return self._person(claims, language)

    async def _discover(self) -> None:
        """Read the provider's metadata once, and trust it only when it is that issuer's and its signatures are public-key ones."""
        try:
            metadata = await self._app.load_server_metadata()
        except (httpx2.HTTPError, ValueError) as error:
            raise ExternalSignInUnavailable(f"no metadata from {self._settings.oidc_issuer}: {error}") from error
        issuer = self._settings.oidc_issuer
        if metadata.get("issuer", "").rstrip("/") != issuer.rstrip("/"):
            self._app.server_metadata.clear()  # to be read anew once it has been mended
            raise ExternalSignInUnavailable(f"OIDC_ISSUER is {issuer}, but the provider there calls itself {metadata.get('issuer')}")
        offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        metadata["id_token_signing_alg_values_supported"] = [name for name in offered if name in ALGORITHMS]

    async def _validated(self, token: dict[str, Any], nonce: str) -> dict[str, Any]:
        """The claims of the id token. Raises JoseError or ValueError for a wrong signature, issuer, audience, expiry, nonce or level."""
        if not token.get("id_token"):
            raise ValueError("there is no id_token")
        expected = {
            "iss": {"essential": True, "value": self._app.server_metadata["issuer"]},
            "aud": {"essential": True, "value": self._settings.oidc_client_id},
            "sub": {"essential": True},
        }
        claims = dict(await self._app.parse_id_token(token, nonce, claims_options=expected, leeway=LEEWAY_SECONDS))
        levels = self._settings.oidc_acr_values.split()
        if levels and claims.get("acr") not in levels:
            raise ValueError(f"the sign-in was at level {claims.get('acr')!r}, not at one of {levels}")
        if not isinstance(claims["sub"], str):
            raise ValueError("sub is no text")
        return claims

    async def _with_userinfo(self, token: dict[str, Any], claims: dict[str, Any]) -> dict[str, Any]:
        """The claims, filled up from the userinfo endpoint where the id token lacks name or role and the provider has one."""
        lacking = claim_of(claims, self._settings.oidc_role_claim) is None or not claims.get("name")
        if not lacking or not self._app.server_metadata.get("userinfo_endpoint"):
            return claims
        more = dict(await self._app.userinfo(token=token))
        if more.get("sub") != claims["sub"]:
            raise ValueError("the userinfo is about somebody else")
        return {**more, **claims}

    def _person(self, claims: dict[str, Any], language: str) -> ExternalPerson:
        role = self._role(claims)
        if role is None:
            raise NoRole(f"no role for {claims['sub']}: its {self._settings.oidc_role_claim} is in no pair of OIDC_ROLES")
        wanted = [claims.get("preferred_username"), claims.get("email"), claims["sub"]]
        username = next(text for text in map(_plain, wanted) if text)
        return ExternalPerson(
            issuer=self._app.server_metadata["issuer"],
            subject=claims["sub"],
            username="".join(username.split()),
            name=_plain(claims.get("name")) or username,
            role=role,
            language=language,
        )

    def _role(self, claims: dict[str, Any]) -> Role | None:
        """The highest role that the role claim's values give."""
        value = claim_of(claims, self._settings.oidc_role_claim)
        values = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        roles = [self._settings.roles[text] for text in values if isinstance(text, str) and text in self._settings.roles]
        default = self._settings.oidc_default_role
        return max(roles) if roles else Role.named(default) if default else None


def claim_of(claims: Mapping[str, Any], name: str) -> Any:
    """The claim of a name; where there is none, a dot in the name goes into an object."""
    if name in claims:
        return claims[name]
    first, _, rest = name.partition(".")
    inner = claims.get(first)
    return claim_of(inner, rest) if rest and isinstance(inner, Mapping) else None


def _plain(text: object) -> str:
    """A text of the provider on one line, without signs that cannot be seen; empty when it is no text."""
    joined = " ".join(text.split()) if isinstance(text, str) else ""
    return "".join(sign for sign in joined if sign.isprintable())[:LONGEST]
