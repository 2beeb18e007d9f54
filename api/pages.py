"""The demo page with the chat."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.templating import templates

router = APIRouter()


@router.api_route("/", methods=["GET", "HEAD"], include_in_schema=False)
def index(request: Request) -> Response:
    """The page; its texts come from `static/texts.json`, so that the person can switch written standard."""
    return templates.TemplateResponse(request, "index.html")
