"""Delete conversations that have been kept long enough: at start, then every hour, as long as the service runs.

What is due is read from the store each time, so that a restart or a stopped machine only delays it.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from api.problems import ApiError, ConversationNotFound
from api.services import Services

log = logging.getLogger(__name__)
PAUSE_SECONDS = 3600
BATCH = 200


async def keep_retention(services: Services) -> None:
    """Run until cancelled; what cannot be deleted now is tried again at the next round."""
    while True:
        try:
            await delete_expired(services, datetime.now(UTC))
        except (ApiError, SQLAlchemyError) as error:
            log.warning("expired conversations are still there, next try in an hour: %s", error)
        await asyncio.sleep(PAUSE_SECONDS)


async def delete_expired(services: Services, now: datetime) -> int:
    """Delete every conversation whose last message is older than `retention_days`, tracker included; the number deleted."""
    before, deleted = now - timedelta(days=services.settings.retention_days), 0
    while due := await run_in_threadpool(services.store.silent_since, before, BATCH):
        for conversation_id in due:
            with suppress(ConversationNotFound):  # deleted by the person meanwhile
                await delete_everywhere(services, conversation_id)
        deleted += len(due)
    if deleted:
        log.info("%d conversations were older than %d days and are deleted", deleted, services.settings.retention_days)
    return deleted


async def delete_everywhere(services: Services, conversation_id: str) -> None:
    """Delete a conversation from the store and the engine's tracker, after any message that is being answered.

    Raises ConversationNotFound.
    """
    async with services.locks.hold(conversation_id):
        await run_in_threadpool(services.store.conversation, conversation_id)
        await run_in_threadpool(services.tracker.delete, conversation_id)  # first: if this fails, it can still be tried again
        await run_in_threadpool(services.store.delete_conversation, conversation_id)
