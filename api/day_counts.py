"""Count closed days, so that figures of a year are quick: at start, then every ten minutes, as long as the service runs.

Nothing depends on it but speed: a day that is not counted is read from its conversations. What is due is read from the store
each time, so that it does not matter how long the service was off or how many of them run.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from api.services import Services

log = logging.getLogger(__name__)
PAUSE_SECONDS = 600
MANY = 30  # days
BREATH_SECONDS = 0.02  # between two days, so that messages which wait to be stored get their turn


async def keep_day_counts(services: Services) -> None:
    """Run until cancelled; what cannot be counted now is tried again at the next round."""
    while True:
        try:
            await count_closed_days(services, datetime.now(UTC))
        except SQLAlchemyError as error:
            log.warning("closed days are not counted, next try in %d seconds: %s", PAUSE_SECONDS, error)
        await asyncio.sleep(PAUSE_SECONDS)


async def count_closed_days(services: Services, now: datetime) -> int:
    """Count every closed day that is new or has changed; the number counted."""
    due = await run_in_threadpool(services.statistics.days_to_count, now)
    counted = 0
    for day in due:
        counted += await run_in_threadpool(services.statistics.count_day, day)
        await asyncio.sleep(BREATH_SECONDS)
    if counted >= MANY:
        await run_in_threadpool(services.statistics.note_growth)
    if counted:
        log.info("%d days are counted", counted)
    return counted
