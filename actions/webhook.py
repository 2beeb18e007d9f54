"""The action server: rasa-sdk's executor behind one route, for the engine alone, on the loopback interface.

rasa-sdk's own server starts a manager and several worker processes that each would load torch; one process is enough.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, HTTPException, Response
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from actions.search_knowledge import SEARCH


def create_app() -> FastAPI:
    """The app; the search index and its model load in the background while it already answers /health."""
    executor = ActionExecutor()
    executor.register_package("actions")

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.loading = asyncio.create_task(asyncio.to_thread(SEARCH.load))
        yield
        await app.state.loading

    app = FastAPI(lifespan=lifespan, openapi_url=None)

    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/warm")
    def warm(response: Response) -> dict[str, bool]:
        """200 once the search has been loaded, or cannot be; 503 until then."""
        done = app.state.loading.done()
        response.status_code = 200 if done else 503
        return {"warm": done}

    @app.post("/webhook")
    async def webhook(call: dict[str, Any], response: Response) -> Any:
        """Run one action (Rasa's action server protocol)."""
        try:
            result = await executor.run(call)
        except ActionExecutionRejection as rejection:
            response.status_code = 400
            return {"error": str(rejection), "action_name": rejection.action_name}
        except ActionNotFoundException as missing:
            raise HTTPException(404, str(missing)) from missing
        return result.model_dump() if hasattr(result, "model_dump") else result

    return app
