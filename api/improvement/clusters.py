"""The kept clusters, made readable: texts are read when they are shown, so that a deleted conversation is gone from them at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from api.engine_switch import read_json
from api.project import Project
from api.store.proposals import ProposalStore
from api.store.unanswered import Asked, UnansweredStore


@dataclass(frozen=True)
class Cluster:
    """Questions of one meaning, the most typical first; `topics` near them; `proposals`: turn → the proposal that has its question."""

    questions: list[Asked]
    topics: list[str]
    proposals: dict[str, int]

    @property
    def nynorsk(self) -> int:
        """How many were answered in Nynorsk."""
        return sum(question.language == "nn" for question in self.questions)

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """Why they are here, the commonest reason first."""
        return Counter(reason for question in self.questions for reason in question.reasons).most_common()

    @property
    def wordings(self) -> list[Asked]:
        """One question of each wording."""
        return list({question.message.lower().strip(" ?.!"): question for question in reversed(self.questions)}.values())[::-1]

    @property
    def open(self) -> int:
        """How many are in no proposal yet."""
        return sum(question.turn_id not in self.proposals for question in self.questions)


@dataclass(frozen=True)
class Clusters:
    """What was gathered at a moment from the questions of so many days, by size."""

    made_at: datetime | None
    days: int
    clusters: list[Cluster]

    @property
    def questions(self) -> int:
        """How many questions there are in all."""
        return sum(len(cluster.questions) for cluster in self.clusters)


def read_clusters(project: Project, unanswered: UnansweredStore, proposals: ProposalStore) -> Clusters:
    """The kept clusters as they are now, without deleted questions; `made_at` is None when none were ever made."""
    kept = read_json(project.clusters)
    if not kept:
        return Clusters(None, 0, [])
    ids = [turn for cluster in kept["clusters"] for turn in cluster["turns"]]
    known, proposed = unanswered.of(ids), proposals.of_turns(ids)
    clusters = []
    for cluster in kept["clusters"]:
        questions = [known[turn] for turn in cluster["turns"] if turn in known]
        if questions:
            mine = {question.turn_id: proposed[question.turn_id] for question in questions if question.turn_id in proposed}
            clusters.append(Cluster(questions, cluster["topics"], mine))
    clusters.sort(key=lambda cluster: -len(cluster.questions))
    return Clusters(datetime.fromisoformat(kept["made_at"]), kept["days"], clusters)
