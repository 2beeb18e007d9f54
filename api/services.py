"""What the routes need, made once at start and handed to them by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from api.engine import Engine
from api.locks import ConversationLocks
from api.settings import Settings
from api.store.conversations import Store
from api.store.tracker import EngineTracker


@dataclass(frozen=True)
class Services:
    """The settings and the open parts of one running app."""

    settings: Settings
    store: Store
    tracker: EngineTracker
    engine: Engine
    locks: ConversationLocks


def services_of(request: Request) -> Services:
    """The services of the app that handles this request."""
    services: Services = request.app.state.services
    return services


ServicesDep = Annotated[Services, Depends(services_of)]
