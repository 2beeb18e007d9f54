"""Fill a database with many invented conversations, to measure the staff console with.

python -m tests.evaluation.many_turns --url sqlite:///build/many.db --turns 1000000 [--days 365] [--seed 1]

The same seed gives the same conversations on the same day. The database must be empty, and is migrated first.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from time import perf_counter

from sqlalchemy.orm import Session

from api.store.audience import audience_of
from api.store.database import connect
from api.store.index_models import FAILED, NO_CONFIDENCE, VERDICT_BITS
from api.store.migrate import upgrade
from api.store.staff_models import Account
from api.store.words import words_of
from tests.evaluation.bulk_load import Loader, loading
from tests.evaluation.invented_turns import InventedConversation, InventedTurn, Inventor

BATCH = 5000
REVIEWERS = {name: f"00000000-0000-4000-8000-{number:012}" for number, name in enumerate(("anne", "bjarne", "cecilie"), 1)}
LABELS = ("pris", "søknadsfrist", "uklart svar", "følg opp", "godt eksempel")
CAUSES = ("not_understood", "knowledge_missing", "knowledge_wrong", "language", "tone")
TURN = (
    "id, conversation_id, number, asked_at, message, language, outcome, topic, programme, confidence, understanding, reply,"
    " engine_ms, total_ms, status"
)
ENTRY = "conversation_no, number, asked_at, outcome, topic, programme, language, confidence, audience, thumbs, verdicts, total_ms, words"


def fill(url: str, turns: int, days: int = 365, seed: int = 1, today: datetime | None = None) -> int:
    """Migrate and fill; gives the number of conversations. The last day is the one before `today`."""
    upgrade(url)
    _add_reviewers(url)
    day = (today or datetime.now(UTC)).replace(hour=0, minute=0, second=0, microsecond=0)
    inventor, filled = Inventor(seed, days, day), 0
    with loading(url) as loader:
        staff = _Staff(loader, seed)
        for batch in _batches(inventor.conversations(turns)):
            judged = staff.judge(batch)
            _write(loader, batch, filled, judged)
            staff.write(judged)
            filled += len(batch)
        loader.restart_numbers({"indexed_conversation": "no", "turn_review": "id", "conversation_review": "id"})
    return filled


def _add_reviewers(url: str) -> None:
    engine = connect(url)
    with Session(engine) as session, session.begin():
        for name, account_id in REVIEWERS.items():
            session.add(
                Account(
                    id=account_id, username=name, name=name.title(), role="reviewer", language="nb", created_at=datetime.now(UTC),
                )
            )  # fmt: skip
    engine.dispose()


def _batches(conversations: Iterable[InventedConversation]) -> Iterable[tuple[InventedConversation, ...]]:
    found = iter(conversations)
    while batch := tuple(conversation for conversation, _ in zip(found, range(BATCH))):
        yield batch


def _write(loader: Loader, batch: tuple[InventedConversation, ...], before: int, judged: _Judged) -> None:
    moment = loader.moment
    numbered = list(enumerate(batch, before + 1))
    told = [(place, turn, c) for _, c in numbered for place, turn in enumerate(c.turns, 1)]
    loader.insert("conversation", "id, created_at, language, page", [(c.id, moment(c.created_at), c.language, c.page) for c in batch])
    loader.insert("turn", TURN, [_turn(loader, c.id, place, turn) for place, turn, c in told])
    given = [(t.id, t.thumbs, t.comment, moment(t.asked_at + timedelta(seconds=20))) for _, t, _ in told if t.thumbs]
    loader.insert("feedback", "turn_id, verdict, comment, given_at", given)
    columns = "no, conversation_id, started_at, last_at, turn_count, lowest_confidence, reviewed, page"
    loader.insert("indexed_conversation", columns, [_indexed(loader, no, c, c.id in judged.conversations) for no, c in numbered])
    entries = [
        _entry(loader, no, place, turn, judged.verdicts.get(turn.id, 0)) for no, c in numbered for place, turn in enumerate(c.turns, 1)
    ]
    loader.insert("indexed_turn", ENTRY, entries)


def _turn(loader: Loader, conversation_id: str, number: int, turn: InventedTurn) -> tuple[object, ...]:
    status = "answered" if turn.outcome else "failed"
    return (
        turn.id, conversation_id, number, loader.moment(turn.asked_at), turn.message, turn.language, turn.outcome, turn.topic,
        turn.programme, turn.confidence, turn.understanding, turn.reply, turn.engine_ms, turn.total_ms, status,
    )  # fmt: skip


def _indexed(loader: Loader, no: int, conversation: InventedConversation, reviewed: bool) -> tuple[object, ...]:
    lowest = min((turn.confidence for turn in conversation.turns if turn.confidence is not None), default=NO_CONFIDENCE)
    began, last = loader.moment(conversation.created_at), loader.moment(conversation.turns[-1].asked_at)
    return no, conversation.id, began, last, len(conversation.turns), lowest, reviewed, conversation.page


def _entry(loader: Loader, no: int, number: int, turn: InventedTurn, verdicts: int) -> tuple[object, ...]:
    return (
        no, number, loader.moment(turn.asked_at), turn.outcome or FAILED, turn.topic, turn.programme, turn.language, turn.confidence,
        audience_of({"entities": turn.entities}), turn.thumbs, verdicts, turn.total_ms, loader.words(words_of(turn.message)),
    )  # fmt: skip


@dataclass
class _Judged:
    """Rows of the staff's tables; `verdicts`: the bits of each judged turn, `conversations`: which were judged."""

    verdicts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    conversations: set[str] = field(default_factory=set)
    turns: list[tuple[object, ...]] = field(default_factory=list)
    whole: list[tuple[object, ...]] = field(default_factory=list)
    states: list[tuple[object, ...]] = field(default_factory=list)
    labels: list[tuple[object, ...]] = field(default_factory=list)


class _Staff:
    """Three reviewers who judge about one conversation in a hundred, some of them twice."""

    def __init__(self, loader: Loader, seed: int) -> None:
        self._loader, self._random, self._numbers = loader, random.Random(seed), count(1)
        self._accounts = list(REVIEWERS.values())

    def judge(self, batch: tuple[InventedConversation, ...]) -> _Judged:
        """The reviews, follow-ups and labels of a batch."""
        judged = _Judged()
        for conversation in self._random.sample(batch, len(batch) // 100):
            at = self._loader.moment(conversation.created_at + timedelta(days=1))
            judged.conversations.add(conversation.id)
            truth = {turn.id: self._verdict(turn) for turn in conversation.turns}
            for account in self._random.sample(self._accounts, 2 if self._random.random() < 0.3 else 1):
                for turn in conversation.turns:
                    verdict = truth[turn.id] if self._random.random() < 0.85 else self._verdict(turn)
                    judged.verdicts[turn.id] |= VERDICT_BITS[verdict[0]]
                    judged.turns.append((next(self._numbers), turn.id, account, *verdict, at))
                judged.whole.append((next(self._numbers), conversation.id, account, self._random.random() < 0.7, at))
            if self._random.random() < 0.4:
                judged.states.append((conversation.id, self._random.choice(("open", "waiting", "done")), at))
            judged.labels += [(conversation.id, name) for name in LABELS if self._random.random() < 0.15]
        return judged

    def write(self, judged: _Judged) -> None:
        """Store them; their conversations are there already."""
        self._loader.insert("turn_review", "id, turn_id, account_id, relevance, cause, right_topic, reviewed_at", judged.turns)
        self._loader.insert("conversation_review", "id, conversation_id, account_id, helpful, reviewed_at", judged.whole)
        self._loader.insert("follow_up", "conversation_id, state, changed_at", judged.states)
        self._loader.insert("label", "conversation_id, name", judged.labels)

    def _verdict(self, turn: InventedTurn) -> tuple[str, str | None, str | None]:
        bad = 0.08 if turn.outcome == "answered" else 0.35
        if self._random.random() > bad:
            return "right", None, None
        return self._random.choice(("partly", "wrong")), self._random.choice(CAUSES), turn.topic


def main() -> None:
    """Fill the database given and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", required=True)
    parser.add_argument("--turns", type=int, default=1_000_000)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    started = perf_counter()
    conversations = fill(given.url, given.turns, given.days, given.seed)
    print(f"{given.turns} turns in {conversations} conversations, {perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
