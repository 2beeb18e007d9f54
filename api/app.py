"""Put the service together: settings in, application out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.middleware.cors import CORSMiddleware
from starlette.staticfiles import StaticFiles

from api import chat, chat_page, conversations, documents, health, pages
from api.body_limit import BodyLimit
from api.day_counts import keep_day_counts
from api.engine import Engine
from api.headers import SecurityHeaders
from api.improvement.checker import Checker
from api.improvement.jobs import Jobs
from api.locks import ConversationLocks
from api.problem_handlers import add_handlers
from api.retention import keep_retention
from api.services import Services
from api.settings import Settings
from api.staff import routes as staff
from api.staff.attempts import Attempts
from api.staff.improvement import entry_editor
from api.staff.provider import Provider
from api.store.accounts import AccountStore
from api.store.audit import AuditLog
from api.store.conversation_rows import ConversationRows
from api.store.conversation_search import ConversationSearch
from api.store.conversations import Store
from api.store.database import connect
from api.store.migrate import upgrade
from api.store.proposals import ProposalStore
from api.store.reviews import ReviewStore
from api.store.saved_filters import SavedFilterStore
from api.store.statistics import StatisticsStore
from api.store.tracker import EngineTracker
from api.store.transcripts import TranscriptStore
from api.store.unanswered import UnansweredStore

STATIC = Path(__file__).parent / "static"
PREFLIGHT_SECONDS = 600


def create_app(settings: Settings, *, engine_transport: httpx.AsyncBaseTransport | None = None) -> FastAPI:
    """The application; tests pass a transport in place of the real engine."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(upgrade, settings.database_url)
        database = connect(settings.database_url)
        services = Services(
            settings=settings,
            store=Store(database),
            search=ConversationSearch(database),
            rows=ConversationRows(database),
            reviews=ReviewStore(database),
            saved_filters=SavedFilterStore(database),
            accounts=AccountStore(database),
            audit=AuditLog(database),
            attempts=Attempts(settings.rate_limit_storage_url),
            provider=Provider(settings) if settings.oidc_issuer else None,
            statistics=StatisticsStore(database),
            transcripts=TranscriptStore(database),
            proposals=ProposalStore(database),
            unanswered=UnansweredStore(database),
            jobs=Jobs(settings),
            checker=Checker(settings.project_root),
            tracker=EngineTracker(settings.engine_tracker_url),
            engine=Engine(settings.engine_url, settings.engine_timeout_seconds, engine_transport, settings.engine_address_file),
            locks=ConversationLocks(),
        )
        app.state.services = services
        retention = asyncio.create_task(keep_retention(services))
        day_counts = asyncio.create_task(keep_day_counts(services))
        try:
            yield
        finally:
            retention.cancel()
            day_counts.cancel()
            services.jobs.close()
            await services.checker.close()
            await services.engine.close()
            services.store.close()
            services.tracker.close()

    app = FastAPI(title="Kompass", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.add_middleware(BodyLimit, max_bytes=settings.max_body_bytes, larger={entry_editor.PATH: entry_editor.LARGEST_FORM})
    app.add_middleware(
        CORSMiddleware,
        allow_origins=settings.origins,
        allow_methods=["GET", "POST", "DELETE"],
        allow_headers=["Content-Type", "Accept-Language"],
        expose_headers=["Retry-After"],
        max_age=PREFLIGHT_SECONDS,
    )
    app.add_middleware(SecurityHeaders, framed=chat_page.PATH, framing=settings.origins)
    add_handlers(app)
    for module in (chat, chat_page, conversations, documents, health, pages, staff):
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app
