"""Put right what a job left behind that died: its proposal, and files that were replaced half-way."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime

from api.engine_switch import write_whole
from api.improvement.errors import Stopped, message_of
from api.improvement.jobs import PATIENCE_SECONDS, Jobs, taken_lock
from api.improvement.publication import Publication
from api.problems import OtherJobRuns, ProposalBusy
from api.project import Project
from api.store.proposals import ProposalStore
from api.store.staff_models import Proposal

WHO = "kompass"
LOCK = "proposals.lock"


def settle(store: ProposalStore, jobs: Jobs, project: Project) -> None:
    """Take proposals whose job is no more out of `trying` and `publishing`; files that were replaced half-way go back."""
    if not store.busy() or jobs.running("proposals") is not None:
        return
    with suppress(OtherJobRuns), taken_lock(project.jobs / LOCK):  # no job begins meanwhile
        for proposal in store.busy():
            with suppress(ProposalBusy):  # another service settled it at the same moment
                _settle_one(store, proposal, project)


def _settle_one(store: ProposalStore, proposal: Proposal, project: Project) -> None:
    message = message_of(Stopped())
    if proposal.state == "trying":
        store.move(proposal.id, "failed", WHO, "try_died", only_from=("trying",), message=message)
        return
    put_back(project)
    stands = Publication(project, proposal.id, None).stands
    state = "published" if stands else ("rolled_back" if proposal.published_at else "tried")
    now = {"published_at": proposal.published_at or datetime.now(UTC)} if stands else {}
    store.move(proposal.id, state, WHO, "publish_died", only_from=("publishing",), message=message, **now)


def recover_files(project: Project, patience: float = PATIENCE_SECONDS) -> bool:
    """`put_back` at start, once no job runs any more; False when one goes on for longer than `patience` (seconds)."""
    try:
        with taken_lock(project.jobs / LOCK, patience):
            return put_back(project)
    except OtherJobRuns:
        return False


def put_back(project: Project) -> bool:
    """Put back what publications that died half-way had replaced; True when there was something. The caller holds the jobs' lock."""
    folders = [folder for folder in project.proposals.glob("*") if folder.name.isdigit()]
    recovered = [Publication(project, int(folder.name), None).recover() for folder in folders]
    if any(recovered):
        write_whole(project.published, json.dumps({"version": f"recovered {datetime.now(UTC).isoformat()}"}))
    return any(recovered)
