"""All routes of the console under one prefix."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from api.staff import account, accounts, audit_log, external_sign_in, sign_in
from api.staff.access import ReaderDep
from api.staff.conversations import list_page, transcript_page
from api.staff.cookies import HOME
from api.staff.export import routes as export
from api.staff.improvement import entry_editor, proposal_page, proposals, question_form, unanswered
from api.staff.overview import page as overview

PREFIX = "/staff"
router = APIRouter(prefix=PREFIX, include_in_schema=False)
router.include_router(sign_in.router)
router.include_router(external_sign_in.router)
router.include_router(account.router)
router.include_router(accounts.router)
router.include_router(audit_log.router)
router.include_router(overview.router)
router.include_router(export.router)
for _page in (unanswered, question_form, entry_editor, proposals, proposal_page):
    router.include_router(_page.router)
router.include_router(list_page.router)
router.include_router(transcript_page.router)


@router.get("")
def open_console(member: ReaderDep) -> Response:
    """The console begins with the conversations."""
    return RedirectResponse(HOME, 303)
