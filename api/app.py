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
from api.engine import Engine
from api.headers import SecurityHeaders
from api.locks import ConversationLocks
from api.problem_handlers import add_handlers
from api.retention import keep_retention
from api.services import Services
from api.settings import Settings
from api.store.conversations import Store
from api.store.database import connect
from api.store.migrate import upgrade
from api.store.tracker import EngineTracker

STATIC = Path(__file__).parent / "static"
PREFLIGHT_SECONDS = 600


def create_app(settings: Settings, *, engine_transport: httpx.AsyncBaseTransport | None = None) -> FastAPI:
    """The application; tests pass a transport in place of the real engine."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(upgrade, settings.database_url)
        services = Services(
            settings=settings,
            store=Store(connect(settings.database_url)),
            tracker=EngineTracker(settings.engine_tracker_url),
            engine=Engine(settings.engine_url, settings.engine_timeout_seconds, engine_transport),
            locks=ConversationLocks(),
        )
        app.state.services = services
        retention = asyncio.create_task(keep_retention(services))
        try:
            yield
        finally:
            retention.cancel()
            await services.engine.close()
            services.store.close()
            services.tracker.close()

    app = FastAPI(title="Kompass", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.add_middleware(BodyLimit, max_bytes=settings.max_body_bytes)
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
    for module in (chat, chat_page, conversations, documents, health, pages):
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app
