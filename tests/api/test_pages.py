"""The demo page: what the server gives, and that the scripts cannot let markup through."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import STATIC
from api.page_texts import PAGE_TEXTS
from api.templating import FOLDER

TEXTS = json.loads((STATIC / "texts.json").read_text(encoding="utf-8"))
SCRIPTS = sorted(STATIC.glob("*.js"))
TEMPLATES = sorted(FOLDER.glob("*.html"))


def test_page_has_title_language_and_labelled_input(client: TestClient) -> None:
    page = client.get("/").text
    assert '<html lang="nb">' in page and "<title>Lederkompasset</title>" in page
    assert '<label for="melding"' in page and 'id="melding"' in page
    assert 'aria-live="polite"' in page
    assert client.head("/").status_code == 200


def test_every_file_the_page_names_exists(client: TestClient) -> None:
    files = re.findall(r'(?:src|href)="(/static/[^"]+)"', client.get("/").text)
    imports = [f"/static/{name}" for script in SCRIPTS for name in re.findall(r'from "\./([^"]+)"', script.read_text(encoding="utf-8"))]
    assert len(set(files)) >= 4 and imports
    for file in {*files, *imports}:
        assert client.get(file).status_code == 200, file


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_template_has_nothing_the_content_policy_forbids(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son[a-z]+=|https?://", source)
    assert "|safe" not in source.replace(" ", "")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_script_writes_text_never_markup(script: Path) -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|DOMParser", script.read_text(encoding="utf-8"))


@pytest.mark.parametrize("catalogue", [TEXTS, PAGE_TEXTS], ids=["chat", "pages"])
def test_both_standards_have_the_same_texts(catalogue: dict[str, dict[str, str]]) -> None:
    assert list(catalogue) == ["nb", "nn"]
    assert list(catalogue["nb"]) == list(catalogue["nn"])
    assert all(text for texts in catalogue.values() for text in texts.values())


def test_every_text_the_page_asks_for_is_in_the_catalogue() -> None:
    page = (FOLDER / "index.html").read_text(encoding="utf-8")
    script = "".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    wanted = set(re.findall(r'data-(?:text|label)="(\w+)"', page)) | set(re.findall(r"texts(?:\(\))?\.(?!json)(\w+)", script))
    assert wanted <= set(TEXTS["nb"])


def test_first_message_says_machine_and_letters() -> None:
    assert "en maskin" in TEXTS["nb"]["welcome"] and "to brev fra 2020" in TEXTS["nb"]["welcome"]
    assert "ei maskin" in TEXTS["nn"]["welcome"] and "to brev frå 2020" in TEXTS["nn"]["welcome"]
