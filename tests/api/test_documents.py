"""`/kilder/`: the letters as pages, with the quoted passage marked."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.letter_page import page_sections
from knowledge.compiled import passage_id
from knowledge.letters import fold_space, load_letters
from tests.api.problem_shape import assert_problem

QUOTES_ACROSS_LINES = "Anskaffelsen skal gjennomføres i samarbeid med KS."


def quotes(path: Path) -> list[tuple[str, str]]:
    topics = json.loads(path.read_text(encoding="utf-8"))["topics"].values()
    citations = [citation for topic in topics for answer in topic["answers"].values() for citation in answer["citations"]]
    return sorted({(citation["source"], citation["quote"]) for citation in citations})


def marked(page: str) -> str:
    """The words inside the page's marks, list bullets left out."""
    return fold_space(html.unescape(" ".join(re.findall(r"<mark[^>]*>(.*?)</mark>", page, re.DOTALL))))


def test_list_links_every_letter(client: TestClient) -> None:
    page = client.get("/kilder/").text
    assert re.findall(r'href="/kilder/([a-z0-9-]+)"', page) == list(load_letters())


def test_list_in_nynorsk(client: TestClient) -> None:
    page = client.get("/kilder/?language=nn").text
    assert '<html lang="nn">' in page and "Nyheita om det felles toppleiarprogrammet" in page


@pytest.mark.parametrize("letter", load_letters().values(), ids=lambda letter: letter.id)
def test_letter_page_has_the_whole_letter_in_its_own_standard(client: TestClient, letter) -> None:  # type: ignore[no-untyped-def]
    page = client.get(f"/kilder/{letter.id}").text
    text = fold_space(html.unescape(re.sub(r"<[^>]+>", " ", page)))
    assert f'<html lang="{letter.written_standard}">' in page
    assert f"<h1>{letter.title}</h1>" in page and letter.sender in text and letter.date in text
    for section in letter.sections:
        assert f"<h2>{section.heading}</h2>" in page
        for part in section.text.split("\n\n"):
            assert fold_space(part.removeprefix("- ")) in text
    assert "<mark" not in page


def test_every_quote_of_the_knowledge_is_marked_once_on_its_page(client: TestClient, knowledge_path: Path) -> None:
    assert quotes(knowledge_path)
    for source, quote in quotes(knowledge_path):
        page = client.get(f"/kilder/{source}?utdrag={passage_id(quote)}").text
        assert page.count('id="utdrag"') == 1, quote
        assert marked(page) == fold_space(quote).replace(" - ", " ").removeprefix("- ")


def test_quote_across_a_line_break_is_marked() -> None:
    letter = load_letters()["tildelingsbrev-2020-tillegg-4"]
    assert QUOTES_ACROSS_LINES not in letter.text and QUOTES_ACROSS_LINES in fold_space(letter.text)
    pieces = [piece for s in page_sections(letter, QUOTES_ACROSS_LINES) for b in s.blocks for e in b.entries for piece in e if piece.marked]
    assert [(fold_space(piece.text), piece.first) for piece in pieces] == [(QUOTES_ACROSS_LINES, True)]


def test_quote_across_paragraphs_is_marked_in_both() -> None:
    letter = load_letters()["tildelingsbrev-2020-tillegg-4"]
    quote = "Evt. utvidelse vil finansieres særskilt. - Kommuner/fylkeskommuner"
    pieces = [piece for s in page_sections(letter, quote) for b in s.blocks for e in b.entries for piece in e if piece.marked]
    assert [(piece.text, piece.first) for piece in pieces] == [
        ("Evt. utvidelse vil finansieres særskilt.", True),
        ("Kommuner/fylkeskommuner", False),
    ]


def test_signature_keeps_its_lines(client: TestClient) -> None:
    assert "Anne-Cathrine Haug Jørgensen (e.f.)\nekspedisjonssjef" in client.get("/kilder/tildelingsbrev-2020-tillegg-4").text


@pytest.mark.parametrize("passage", ["0000000000", "", "<script>alert(1)</script>"])
def test_unknown_passage_shows_the_letter_unmarked(client: TestClient, passage: str) -> None:
    response = client.get("/kilder/toppleiarprogram-2020", params={"utdrag": passage})
    assert response.status_code == 200
    assert "<mark" not in response.text and "<script>alert" not in response.text


def test_letter_is_shown_before_the_knowledge_was_compiled(client: TestClient, knowledge_path: Path) -> None:
    source, quote = quotes(knowledge_path)[0]
    hidden = knowledge_path.rename(knowledge_path.with_suffix(".away"))
    try:
        response = client.get(f"/kilder/{source}?utdrag={passage_id(quote)}")
    finally:
        hidden.rename(knowledge_path)
    assert response.status_code == 200 and "<mark" not in response.text


@pytest.mark.parametrize("name", ["finnes-ikke", "NOTICE", "..%2f..%2fREADME", "toppleiarprogram-2020.md"])
def test_unknown_document_is_a_page_for_browsers_and_a_problem_for_programs(client: TestClient, name: str) -> None:
    page = client.get(f"/kilder/{name}", headers={"Accept": "text/html,*/*"})
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert '<html lang="nb">' in page.text and "<h1>" in page.text
    assert client.get(f"/kilder/{name}").headers["content-type"] == "application/problem+json"


def test_unknown_document_names_the_list(client: TestClient) -> None:
    assert "/kilder/" in assert_problem(client.get("/kilder/finnes-ikke"), 404, "document-not-found")["detail"]
