"""Map every error of the service to its response: problem details, or a page when a browser asked for one."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api import problems
from api.headers import SECURITY_HEADERS, STAFF
from api.staff.refusals import staff_response
from api.templating import templates
from api.validation import explain

log = logging.getLogger(__name__)

_BY_STATUS: dict[int, type[problems.ApiError]] = {
    400: problems.BadRequest,
    404: problems.NotFoundError,
    405: problems.MethodNotAllowed,
    413: problems.BodyTooLarge,
    415: problems.NotJson,
}


def add_handlers(app: FastAPI) -> None:
    """Register one handler for each family of errors."""
    app.add_exception_handler(problems.ApiError, _api_error)
    app.add_exception_handler(HTTPException, _http_exception)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(OperationalError, _store_error)
    app.add_exception_handler(PoolTimeout, _store_error)
    app.add_exception_handler(DataError, _unstorable)
    app.add_exception_handler(Exception, _unexpected)


def language_of(request: Request, body: Any = None) -> str:
    """The standard for an error: the body's `language`, what the route knew, the browser's first Norwegian choice, else nb."""
    asked = body.get("language") if isinstance(body, dict) else getattr(request.state, "language", None)
    if asked in ("nb", "nn"):
        return str(asked)
    for choice in request.headers.get("accept-language", "").lower().split(","):
        code = choice.split(";")[0].strip().split("-")[0]
        if code in ("nb", "nn", "no"):
            return "nn" if code == "nn" else "nb"
    return "nb"


def respond(request: Request, error: problems.ApiError, body: Any = None, headers: dict[str, str] | None = None) -> Response:
    """The response of an error: a page outside the API when the caller accepts text/html, else problem details."""
    language, path = language_of(request, body), request.url.path
    if "text/html" in request.headers.get("accept", "") and not path.startswith("/api/"):
        if f"{path}/".startswith(f"{STAFF}/"):
            return staff_response(request, error, language, headers)
        context = {"language": language, "title": error.title.of(language), "detail": error.detail.of(language)}
        return templates.TemplateResponse(request, "problem.html", context, error.status, {**error.headers, **(headers or {})})
    return problems.problem_response(error, language, path, headers)


async def _api_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, problems.ApiError)
    if error.status >= 500:
        log.warning("%s %s: %s", request.method, request.url.path, error)
    return respond(request, error)


async def _http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    mapped = _BY_STATUS.get(error.status_code, problems.BadRequest if error.status_code < 500 else problems.ApiError)()
    mapped.status = error.status_code
    return respond(request, mapped, headers=dict(error.headers or {}))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    unread = any(len(item["loc"]) < 2 and item["type"] == "model_attributes_type" for item in error.errors())
    if unread and media_type != "application/json" and not media_type.endswith("+json"):
        return respond(request, problems.NotJson())
    return respond(request, problems.InvalidInput(explain(error.errors())), error.body)


async def _store_error(request: Request, error: Exception) -> Response:
    return await _api_error(request, problems.StoreUnavailable(f"{type(error).__name__}: {error}"))


async def _unstorable(request: Request, error: Exception) -> Response:
    """A value that no database can hold, such as a text with the sign NUL: nobody sends that by mistake."""
    return respond(request, problems.BadRequest())


async def _unexpected(request: Request, error: Exception) -> Response:
    """Runs outside the other middleware, so it adds the security headers itself; the server logs the traceback."""
    return respond(request, problems.ApiError(), headers=SECURITY_HEADERS)
