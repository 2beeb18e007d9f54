"""The queries of proposals and their changes. All of them block."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session, selectinload, sessionmaker

from api.problems import ProposalBusy, ProposalNotFound
from api.store import audit
from api.store.database import writing
from api.store.staff_models import Proposal, ProposalChange

OPEN_STATES = ("open", "tried", "failed")
"""In which changes may be added and removed; either takes the proposal back to `open`, to be tried anew."""
LARGEST_NUMBER = 2**31 - 1
PENDING_STATES = (*OPEN_STATES, "trying", "publishing")


@dataclass(frozen=True)
class NewChange:
    """One change as an editor made it; see `api.store.staff_models.ProposalChange`."""

    kind: str
    topic: str
    text: str
    standard: str | None = None
    programme: str | None = None
    turn_id: str | None = None
    base_digest: str | None = None


class ProposalStore:
    """Proposals in one database; each method is one transaction, and each that changes something enters the audit log."""

    def __init__(self, engine: Engine) -> None:
        self._reading = sessionmaker(engine, expire_on_commit=False)
        self._writing = sessionmaker(writing(engine), expire_on_commit=False)

    def all(self) -> list[Proposal]:
        """All proposals with their changes, the newest first."""
        with self._reading() as session:
            return list(session.execute(_whole().order_by(Proposal.id.desc())).scalars())

    def open(self) -> list[Proposal]:
        """Those that changes may be added to, the newest first."""
        with self._reading() as session:
            return list(session.execute(_whole().where(Proposal.state.in_(OPEN_STATES)).order_by(Proposal.id.desc())).scalars())

    def one(self, proposal_id: int) -> Proposal:
        """A proposal with its changes. Raises ProposalNotFound."""
        with self._reading() as session:
            found = session.execute(_whole().where(Proposal.id == _fit(proposal_id))).scalar_one_or_none()
        if found is None:
            raise ProposalNotFound(f"no proposal {proposal_id}")
        return found

    def busy(self) -> list[Proposal]:
        """Those that a job works on, or should."""
        with self._reading() as session:
            return list(session.execute(select(Proposal).where(Proposal.state.in_(("trying", "publishing")))).scalars())

    def last_published(self) -> Proposal | None:
        """The proposal whose publication is the latest that still stands."""
        wanted = select(Proposal).where(Proposal.state == "published").order_by(Proposal.published_at.desc()).limit(1)
        with self._reading() as session:
            return session.execute(wanted).scalar_one_or_none()

    def pending_changes(self) -> list[ProposalChange]:
        """The changes of all proposals that are not closed."""
        wanted = select(ProposalChange).join(Proposal, ProposalChange.proposal_id == Proposal.id)
        with self._reading() as session:
            return list(session.execute(wanted.where(Proposal.state.in_(PENDING_STATES)).order_by(ProposalChange.id)).scalars())

    def of_turns(self, turn_ids: Iterable[str]) -> dict[str, int]:
        """Turn → the latest proposal, withdrawn ones and those rolled back apart, that has its question."""
        wanted = select(ProposalChange.turn_id, ProposalChange.proposal_id).join(Proposal, ProposalChange.proposal_id == Proposal.id)
        closed = Proposal.state.in_(("withdrawn", "rolled_back"))
        chosen = wanted.where(ProposalChange.turn_id.in_(list(turn_ids)), ~closed).order_by(ProposalChange.id)
        with self._reading() as session:
            return {turn: proposal for turn, proposal in session.execute(chosen) if turn is not None}

    def create(self, title: str, who: str) -> int:
        """A new, empty proposal; gives its number."""
        proposal = Proposal(title=title, state="open", created_by=who, created_at=datetime.now(UTC))
        with self._writing.begin() as session:
            session.add(proposal)
            session.flush()
            audit.record(session, who, "proposal.create", "proposal", proposal.id, title=title)
        return proposal.id

    def add(self, proposal_id: int, changes: Sequence[NewChange], who: str) -> None:
        """Add changes; an entry takes the place of an earlier one of the same topic. Raises ProposalNotFound, ProposalBusy."""
        now = datetime.now(UTC)
        with self._writing.begin() as session:
            _reopened(session, proposal_id)
            for change in changes:
                if change.kind == "entry":
                    same = (ProposalChange.proposal_id == proposal_id, ProposalChange.kind == "entry", ProposalChange.topic == change.topic)
                    session.execute(delete(ProposalChange).where(*same))
                row = ProposalChange(proposal_id=proposal_id, created_by=who, created_at=now, **vars(change))
                session.add(row)
                audit.record(session, who, f"proposal.add_{change.kind}", "proposal", proposal_id, topic=change.topic)

    def remove(self, proposal_id: int, change_id: int, who: str) -> None:
        """Take a change out. Raises ProposalNotFound, ProposalBusy."""
        with self._writing.begin() as session:
            _reopened(session, proposal_id)
            change = session.get(ProposalChange, _fit(change_id))
            if change is None or change.proposal_id != proposal_id:
                raise ProposalNotFound(f"no change {change_id} in proposal {proposal_id}")
            audit.record(session, who, "proposal.remove", "proposal", proposal_id, kind=change.kind, topic=change.topic)
            session.delete(change)

    def move(self, proposal_id: int, state: str, who: str, action: str, *, only_from: Sequence[str], **fields: Any) -> None:
        """Take a proposal to another state with other fields. Raises ProposalNotFound, ProposalBusy unless it is in one of `only_from`."""
        with self._writing.begin() as session:
            proposal = _locked(session, proposal_id)
            if proposal.state not in only_from:
                raise ProposalBusy(f"proposal {proposal_id} is {proposal.state}, not one of {', '.join(only_from)}")
            proposal.state = state
            for name, value in fields.items():
                setattr(proposal, name, value)
            audit.record(session, who, f"proposal.{action}", "proposal", proposal_id, state=state)


def _fit(number: int) -> int:
    """A number that a database can look for; one that is larger than any it can hold becomes one that nothing has."""
    return number if 0 < number <= LARGEST_NUMBER else 0


def _whole() -> Any:
    return select(Proposal).options(selectinload(Proposal.changes))


def _locked(session: Session, proposal_id: int) -> Proposal:
    proposal = session.get(Proposal, _fit(proposal_id), with_for_update=True)
    if proposal is None:
        raise ProposalNotFound(f"no proposal {proposal_id}")
    return proposal


def _reopened(session: Session, proposal_id: int) -> Proposal:
    proposal = _locked(session, proposal_id)
    if proposal.state not in OPEN_STATES:
        raise ProposalBusy(f"proposal {proposal_id} is {proposal.state}")
    proposal.state, proposal.evaluation, proposal.tried_at, proposal.message = "open", None, None, None
    return proposal
