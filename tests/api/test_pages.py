"""The pages and the widget's script: what the server gives, who may frame it, and that no text is missing in a standard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.page_texts import PAGE_TEXTS
from api.settings import Settings
from api.templating import FOLDER as TEMPLATE_FOLDER
from api.widget import FOLDER as WIDGET_FOLDER
from api.widget import texts
from tests.api.fake_engine import FakeEngine

SCRIPTS = sorted(WIDGET_FOLDER.glob("*.js"))
TEMPLATES = sorted(TEMPLATE_FOLDER.glob("*.html"))
PAGES = ["/", "/chat", "/kilder/", "/personvern", "/tilgjengelighet"]
KINDS = {"offline", "busy", "unavailable", "gone", "failed", "restore_failed"}  # of problems: texts asked for by a variable


def keys(found: Any) -> Any:
    """The names in a catalogue and how many texts stand in its lists, whatever the words."""
    if isinstance(found, dict):
        return {name: keys(value) for name, value in found.items()}
    return [keys(value) for value in found] if isinstance(found, list) else None


def words(found: Any) -> Iterator[str]:
    """All texts of a catalogue."""
    if isinstance(found, str):
        yield found
    else:
        for value in found.values() if isinstance(found, dict) else found:
            yield from words(value)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_page_is_in_the_standard_asked_for(client: TestClient, path: str, language: str) -> None:
    page = client.get(path, params={"language": language}, headers={"Accept-Language": "en"})
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text and re.search("<title>[^<]+</title>", page.text)


@pytest.mark.parametrize(("browser", "language"), [("nn-NO,nn;q=0.9", "nn"), ("nb", "nb"), ("en,de", "nb")])
def test_page_is_else_in_the_standard_of_the_browser(client: TestClient, browser: str, language: str) -> None:
    for path in PAGES:
        assert f'<html lang="{language}">' in client.get(path, headers={"Accept-Language": browser}).text


@pytest.mark.parametrize("path", PAGES)
def test_every_address_on_the_page_exists(client: TestClient, path: str) -> None:
    addresses = set(re.findall(r'(?:src|href)="(/[^"#]*)', client.get(path).text))
    assert len(addresses) >= 4
    for address in addresses:
        assert client.get(address.replace("&amp;", "&")).status_code == 200, address


def test_demo_page_has_the_widget_and_answers_head(client: TestClient) -> None:
    page = client.get("/?language=nn").text
    assert '<script src="/widget.js" defer></script>' in page and '<kompass-chat lang="nn"></kompass-chat>' in page
    assert client.head("/").status_code == 200


def test_widget_is_a_script_for_any_site(client: TestClient) -> None:
    response = client.get("/widget.js")
    assert response.headers["content-type"].startswith("text/javascript")
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert 'customElements.define("kompass-chat"' in response.text
    assert client.head("/widget.js").status_code == 200


def test_widget_that_the_browser_has_already_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/widget.js")
    assert first.headers["cache-control"] == "public, max-age=300"
    again = client.get("/widget.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_pages_and_widget_tell_how_long_conversations_are_kept(settings: Settings, engine: FakeEngine) -> None:
    kept = settings.model_copy(update={"retention_days": 17, "operator": "Kommunen: post@kommune.example"})
    with TestClient(create_app(kept, engine_transport=engine)) as client:
        assert "DAYS=17;" in client.get("/widget.js").text
        assert "lagret i 17 dager" in client.get("/chat?language=nb").text
        for language, told in {"nb": "slettet 17 dager etter den siste", "nn": "sletta 17 dagar etter den siste"}.items():
            page = client.get(f"/personvern?language={language}").text
            assert told in page and "Kommunen: post@kommune.example" in page
            assert "Kommunen: post@kommune.example" in client.get(f"/tilgjengelighet?language={language}").text


def test_only_the_chat_may_be_framed_and_only_by_allowed_sites(settings: Settings, engine: FakeEngine) -> None:
    allowed = settings.model_copy(update={"allowed_origins": "https://a.example https://b.example"})
    with TestClient(create_app(allowed, engine_transport=engine)) as client:
        policies = {path: client.get(path).headers["content-security-policy"] for path in (*PAGES, "/chatter", "/chat/slett")}
    framed = {path for path, policy in policies.items() if policy.endswith("frame-ancestors 'self' https://a.example https://b.example")}
    alone = {path for path, policy in policies.items() if policy.endswith("frame-ancestors 'self'")}
    assert framed == {"/chat", "/chat/slett"} and alone == {*policies} - framed


def test_only_allowed_sites_may_ask(settings: Settings, engine: FakeEngine) -> None:
    allowed = settings.model_copy(update={"allowed_origins": "https://a.example"})
    wanted = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type,accept-language"}
    with TestClient(create_app(allowed, engine_transport=engine)) as client:
        yes, no = (client.options("/api/chat", headers={"Origin": site, **wanted}) for site in ("https://a.example", "https://b.example"))
        reply = client.post("/api/chat", json={"message": "Hei"}, headers={"Origin": "https://a.example"})
    assert (yes.status_code, yes.headers["access-control-allow-origin"]) == (200, "https://a.example")
    assert no.status_code == 400 and "access-control-allow-origin" not in no.headers
    assert reply.headers["access-control-expose-headers"] == "Retry-After"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_template_has_nothing_the_content_policy_forbids(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son[a-z]+=", source)
    assert "|safe" not in source.replace(" ", "")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_template_fetches_nothing_from_elsewhere(template: Path) -> None:
    assert not re.search(r'<[a-z]+\s[^>]*(?:src|href|action)="(?:https?:)?//', template.read_text(encoding="utf-8"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_script_writes_text_never_markup(script: Path) -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|DOMParser", script.read_text(encoding="utf-8"))


@pytest.mark.parametrize("catalogue", [texts(), PAGE_TEXTS], ids=["widget", "pages"])
def test_both_standards_have_the_same_texts(catalogue: dict[str, Any]) -> None:
    assert list(catalogue) == ["nb", "nn"]
    assert keys(catalogue["nb"]) == keys(catalogue["nn"])
    assert all(words(catalogue))
    assert [re.findall(r"\{\w+\}", text) for text in words(catalogue["nb"])] == [
        re.findall(r"\{\w+\}", text) for text in words(catalogue["nn"])
    ]


def test_widget_has_every_text_it_asks_for_and_no_other() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    assert set(re.findall(r"\b[tT]exts\.(\w+)", source)) | KINDS == set(texts()["nb"])


def test_chat_page_has_every_text_it_asks_for() -> None:
    source = (TEMPLATE_FOLDER / "chat.html").read_text(encoding="utf-8")
    assert set(re.findall(r"\b(?:c|w\[[\w.]+\])\.(\w+)", source)) <= set(texts()["nb"])


@pytest.mark.parametrize(("standard", "told"), [("nb", ("en maskin", "to brev fra 2020")), ("nn", ("ei maskin", "to brev frå 2020"))])
def test_first_message_says_machine_letters_and_storage(standard: str, told: tuple[str, str]) -> None:
    welcome = str(texts()[standard]["welcome"])
    assert all(part in welcome for part in (*told, "{days}"))
