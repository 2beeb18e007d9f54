"""A real OpenID Connect provider (npm's oidc-provider) in a process of its own, and a person's browser at it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import Any
from urllib.parse import urljoin

import httpx
import pytest

VERSION = "9.13.3"
FOLDER = Path(__file__).parents[3] / "build" / "oidc"
SCRIPT = Path(__file__).parent / "oidc_provider.mjs"
CLIENT_ID, CLIENT_SECRET = "kompass", "a secret of at least thirty-two characters"


@dataclass(frozen=True)
class RunningProvider:
    """The provider; whoever signs in there may call themselves anything."""

    issuer: str

    def knows(self, login: str, **claims: Any) -> None:
        """From now on this is what the provider says of a login."""
        httpx.post(f"{self.issuer}/test/person", json={"login": login, **claims}).raise_for_status()

    def tampers(self, how: str = "own key", **claims: Any) -> None:
        """From now on id tokens are changed on their way: other claims (None takes one out), and how they are signed."""
        httpx.post(f"{self.issuer}/test/tampering", json={"how": how, "claims": claims}).raise_for_status()

    def is_honest(self) -> None:
        """End of the tampering."""
        httpx.post(f"{self.issuer}/test/tampering", json={}).raise_for_status()

    def sign_in(self, address: str, login: str) -> str:
        """Follow the way out in a fresh browser and sign in; the address that the browser is sent back to."""
        with httpx.Client() as browser:
            page = browser.get(address, follow_redirects=True)
            answer = browser.post(f"{page.url}", data={"prompt": "login", "login": login, "password": "any"})
            while urljoin(str(answer.url), answer.headers["location"]).startswith(self.issuer):
                answer = browser.get(urljoin(str(answer.url), answer.headers["location"]))
            return answer.headers["location"]

    def give_up(self, address: str) -> str:
        """Follow the way out, and abort; the address that the browser is sent back to."""
        with httpx.Client() as browser:
            page = browser.get(address, follow_redirects=True)
            answer = browser.get(f"{page.url}/abort")
            while urljoin(str(answer.url), answer.headers["location"]).startswith(self.issuer):
                answer = browser.get(urljoin(str(answer.url), answer.headers["location"]))
            return answer.headers["location"]


@contextmanager
def running(redirect_uri: str) -> Iterator[RunningProvider]:
    """Get the package once, start the provider, end it. Skips the test where Node or npm are missing."""
    _install()
    command = ["node", str(SCRIPT), str(FOLDER), redirect_uri]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    try:
        issuer = process.stdout.readline().strip()
        assert issuer, "the provider did not start"
        yield RunningProvider(issuer)
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


def _install() -> None:
    if which("node") is None or which("npm") is None:
        pytest.skip("no node and npm on this machine to run an OpenID Connect provider with")
    package = FOLDER / "node_modules" / "oidc-provider" / "package.json"
    if package.exists() and f'"version": "{VERSION}"' in package.read_text(encoding="utf-8"):
        return
    command = ["npm", "install", "--prefix", str(FOLDER), f"oidc-provider@{VERSION}", "--no-save"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if done.returncode:
        pytest.skip(f"npm could not get oidc-provider: {done.stderr[-200:]}")
