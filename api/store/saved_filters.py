"""The filters that members of staff have saved under a name, each for themselves."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import sessionmaker

from api.staff.members import Member
from api.store.audit import record
from api.store.database import writing
from api.store.staff_models import SavedFilter

MAX_NAME = 100


class SavedFilterStore:
    """Saved filters of one database; each method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._reading = sessionmaker(engine, expire_on_commit=False)
        self._writing = sessionmaker(writing(engine), expire_on_commit=False)

    def saved_by(self, member: Member) -> list[SavedFilter]:
        """A member's own filters by name."""
        with self._reading() as session:
            own = select(SavedFilter).where(SavedFilter.account_id == member.account_id)
            return list(session.scalars(own.order_by(SavedFilter.name)))

    def save(self, member: Member, name: str, query: str) -> None:
        """Keep a filter under a name, in place of an earlier one of the same name."""
        with self._writing.begin() as session:
            own = (SavedFilter.account_id == member.account_id, SavedFilter.name == name)
            session.execute(delete(SavedFilter).where(*own))
            session.add(SavedFilter(account_id=member.account_id, name=name, query=query, created_at=datetime.now(UTC)))
            record(session, member.username, "filter.save", "filter", name)

    def delete(self, member: Member, number: int) -> None:
        """Delete one of a member's own filters; nothing happens when there is none."""
        with self._writing.begin() as session:
            own = session.scalar(select(SavedFilter).where(SavedFilter.id == number, SavedFilter.account_id == member.account_id))
            if own is not None:
                session.delete(own)
                record(session, member.username, "filter.delete", "filter", own.name)
