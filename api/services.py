"""What the routes need, made once at start and handed to them by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from api.engine import Engine
from api.improvement.checker import Checker
from api.improvement.jobs import Jobs
from api.locks import ConversationLocks
from api.settings import Settings
from api.staff.attempts import Attempts
from api.staff.provider import Provider
from api.store.accounts import AccountStore
from api.store.audit import AuditLog
from api.store.conversation_rows import ConversationRows
from api.store.conversation_search import ConversationSearch
from api.store.conversations import Store
from api.store.proposals import ProposalStore
from api.store.reviews import ReviewStore
from api.store.saved_filters import SavedFilterStore
from api.store.statistics import StatisticsStore
from api.store.tracker import EngineTracker
from api.store.transcripts import TranscriptStore
from api.store.unanswered import UnansweredStore


@dataclass(frozen=True)
class Services:
    """The settings and the open parts of one running app."""

    settings: Settings
    store: Store
    search: ConversationSearch
    rows: ConversationRows
    reviews: ReviewStore
    saved_filters: SavedFilterStore
    accounts: AccountStore
    audit: AuditLog
    attempts: Attempts
    provider: Provider | None
    statistics: StatisticsStore
    transcripts: TranscriptStore
    proposals: ProposalStore
    unanswered: UnansweredStore
    jobs: Jobs
    checker: Checker
    tracker: EngineTracker
    engine: Engine
    locks: ConversationLocks


def services_of(request: Request) -> Services:
    """The services of the app that handles this request."""
    services: Services = request.app.state.services
    return services


ServicesDep = Annotated[Services, Depends(services_of)]
