"""Whether the process lives (`/healthz`) and whether it can answer (`/readyz`)."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool

from api.problems import NotReady
from api.services import ServicesDep

router = APIRouter()


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """200 as long as the process answers."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(services: ServicesDep) -> dict[str, str]:
    """200 when the store and the engine answer, else a 503 problem whose `parts` names the ones that do not."""
    store = await run_in_threadpool(services.store.ready)
    engine = await services.engine.ready()
    missing = [name for name, ready in (("store", store), ("engine", engine)) if not ready]
    if missing:
        raise NotReady(missing)
    return {"status": "ready"}
