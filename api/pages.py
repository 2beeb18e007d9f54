"""The pages around the chat: a demo page with the widget, the widget's script, privacy and accessibility."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.problem_handlers import language_of
from api.services import ServicesDep
from api.templating import templates
from api.widget import script

router = APIRouter(include_in_schema=False)


@router.api_route("/", methods=["GET", "HEAD"])
def index(request: Request, language: str | None = None) -> Response:
    """A page as a municipality may have it, with the widget in its corner."""
    return templates.TemplateResponse(request, "index.html", {"language": asked_language(request, language)})


@router.api_route("/widget.js", methods=["GET", "HEAD"])
def widget(request: Request, services: ServicesDep) -> Response:
    """The widget, for pages of any site; a browser that has this version already gets 304."""
    content, tag = _widget(services.settings.retention_days)
    headers = {"ETag": tag, "Cache-Control": "public, max-age=300", "Cross-Origin-Resource-Policy": "cross-origin"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="text/javascript", headers=headers)


@router.get("/personvern")
def privacy(request: Request, services: ServicesDep, language: str | None = None) -> Response:
    """What is stored, for how long, and how to be rid of it."""
    chosen = asked_language(request, language)
    context = {"language": chosen, "days": services.settings.retention_days, "operator": services.settings.operator}
    return templates.TemplateResponse(request, f"personvern.{chosen}.html", context)


@router.get("/tilgjengelighet")
def accessibility(request: Request, services: ServicesDep, language: str | None = None) -> Response:
    """The accessibility statement."""
    chosen = asked_language(request, language)
    return templates.TemplateResponse(
        request, f"tilgjengelighet.{chosen}.html", {"language": chosen, "operator": services.settings.operator}
    )


def asked_language(request: Request, asked: str | None) -> str:
    """The written standard of a page: asked for in its address, else the browser's."""
    return asked if asked in ("nb", "nn") else language_of(request)


@lru_cache(maxsize=2)
def _widget(retention_days: int) -> tuple[bytes, str]:
    content = script(retention_days).encode()
    return content, f'"{hashlib.sha256(content).hexdigest()[:16]}"'
