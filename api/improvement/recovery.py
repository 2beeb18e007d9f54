"""Put right what a job left behind that died: its proposal, and files that were replaced half-way."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from api.engine_switch import write_whole
from api.improvement.errors import Stopped
from api.improvement.jobs import Jobs, taken_lock
from api.improvement.publication import Publication
from api.improvement.work import message_of
from api.problems import OtherJobRuns, ProposalBusy
from api.project import Project
from api.store.proposals import ProposalStore

WHO = "kompass"


def settle(store: ProposalStore, jobs: Jobs, project: Project) -> None:
    """Take proposals whose job is no more out of `trying` and `publishing`; files that were replaced half-way go back."""
    if jobs.running("proposals") is not None:
        return
    for proposal in store.busy():
        try:
            if proposal.state == "trying":
                store.move(proposal.id, "failed", WHO, "try_died", only_from=("trying",), message=message_of(Stopped()))
            else:
                recover_files(project)
                stands = Publication(project, proposal.id, None).stands
                state = "published" if stands else ("rolled_back" if proposal.published_at else "tried")
                now = {"published_at": proposal.published_at or datetime.now(UTC)} if stands else {}
                store.move(proposal.id, state, WHO, "publish_died", only_from=("publishing",), message=message_of(Stopped()), **now)
        except ProposalBusy:
            continue  # somebody else settled it at the same moment


def recover_files(project: Project) -> bool:
    """Put back what publications that died half-way had replaced; True when there was something. Nothing while a job runs."""
    try:
        with taken_lock(project.jobs / "proposals.lock"):
            folders = [folder for folder in project.proposals.glob("*") if folder.name.isdigit()]
            recovered = [Publication(project, int(folder.name), None).recover() for folder in folders]
    except OtherJobRuns:
        return False
    if any(recovered):
        write_whole(project.published, json.dumps({"version": f"recovered {datetime.now(UTC).isoformat()}"}))
    return any(recovered)
