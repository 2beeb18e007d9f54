"""`/kilder/`: the letters as pages, the passage an answer quotes marked."""

from __future__ import annotations

import logging
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.letter_page import page_sections
from api.problem_handlers import language_of
from api.problems import DocumentNotFound
from api.services import ServicesDep
from api.templating import templates
from knowledge.compiled import passage_id, read_knowledge
from knowledge.errors import NotCompiledError
from knowledge.letters import load_letters

log = logging.getLogger(__name__)
router = APIRouter(prefix="/kilder")


@router.get("/")
def list_documents(request: Request, language: str | None = None) -> Response:
    """All letters, in the written standard asked for by `?language=` or by the browser."""
    chosen = language if language in ("nb", "nn") else language_of(request)
    letters = list(load_letters().values())
    return templates.TemplateResponse(request, "kilder.html", {"language": chosen, "letters": letters})


@router.get("/{document}")
def show_document(request: Request, document: str, services: ServicesDep, utdrag: str | None = None) -> Response:
    """One letter; `?utdrag=` is the id of a quote (`knowledge.compiled.passage_id`)."""
    letter = load_letters().get(document)
    if letter is None:
        raise DocumentNotFound(f"no letter {document!r}")
    quote = find_quote(document, utdrag, services.settings.knowledge_path) if utdrag else None
    context = {"language": letter.written_standard, "letter": letter, "sections": page_sections(letter, quote)}
    return templates.TemplateResponse(request, "kilde.html", context)


def find_quote(document: str, passage: str, path: Path) -> str | None:
    """The quote of this id from this document, or None: the letter is worth showing without a mark too."""
    try:
        topics = read_knowledge(path)["topics"].values()
    except NotCompiledError as error:
        log.warning("no passage can be marked: %s", error)
        return None
    citations = (citation for topic in topics for answer in topic["answers"].values() for citation in answer["citations"])
    return next((c["quote"] for c in citations if c["source"] == document and passage_id(c["quote"]) == passage), None)
