"""The audit log: every change of data by staff, written in the transaction that makes the change, read page by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, func, select
from sqlalchemy.orm import Session, sessionmaker

from api.store.local_days import DAY, start_of
from api.store.staff_models import AuditEvent

PAGE_LENGTH = 50


def record(session: Session, who: str, action: str, object_kind: str, object_id: object, **details: Any) -> None:
    """Add one event, such as `record(session, "kari", "review.save", "turn", turn_id, relevance="wrong")`."""
    event = AuditEvent(at=datetime.now(UTC), who=who, action=action, object_kind=object_kind, object_id=str(object_id), details=details)
    session.add(event)


@dataclass(frozen=True)
class AuditFilter:
    """Which events: of one person, of one action, from and to a day in Norway, both included. What is None does not choose."""

    who: str | None = None
    action: str | None = None
    since: date | None = None
    until: date | None = None

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """The filter in SQL."""
        chosen: list[ColumnElement[bool]] = []
        if self.who:
            chosen.append(AuditEvent.who == self.who)
        if self.action:
            chosen.append(AuditEvent.action == self.action)
        if self.since:
            chosen.append(AuditEvent.at >= start_of(self.since))
        if self.until:
            chosen.append(AuditEvent.at < start_of(self.until + DAY))
        return chosen


@dataclass(frozen=True)
class AuditPage:
    """Events, newest first; `count` is of all pages, `pages` at least 1."""

    events: list[AuditEvent]
    number: int
    count: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PAGE_LENGTH))


class AuditLog:
    """The log of one database, to be read."""

    def __init__(self, engine: Engine) -> None:
        self._reading = sessionmaker(engine, expire_on_commit=False)

    def page(self, chosen: AuditFilter, number: int) -> AuditPage:
        """One page; a number beyond the last page gives the last one."""
        with self._reading() as session:
            count = session.scalar(select(func.count()).select_from(AuditEvent).where(*chosen.conditions)) or 0
            number = max(1, min(number, AuditPage([], 1, count).pages))
            wanted = select(AuditEvent).where(*chosen.conditions).order_by(AuditEvent.id.desc())
            events = session.scalars(wanted.offset((number - 1) * PAGE_LENGTH).limit(PAGE_LENGTH)).all()
        return AuditPage(list(events), number, count)

    def people(self) -> list[str]:
        """Everybody who has changed something, by name."""
        with self._reading() as session:
            return list(session.scalars(select(AuditEvent.who).distinct().order_by(AuditEvent.who)))

    def actions(self) -> list[str]:
        """Every kind of change there has been."""
        with self._reading() as session:
            return list(session.scalars(select(AuditEvent.action).distinct().order_by(AuditEvent.action)))
