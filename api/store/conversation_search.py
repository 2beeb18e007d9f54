"""Find the conversations of a filter in a given order, a page at a time and fast: the index first, whole replies never.

A filter that many pass is answered from the first conversations of the order (`NEAR` of them). Where too few of these pass, or
the filter names something rare, all matches are found by way of the index that narrows most, and sorted.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, exists, false, func, literal, select, tuple_
from sqlalchemy.orm import Session, sessionmaker

from api.store.conversation_conditions import few_conversations, few_turns, of_conversation, of_turn, words_looked_up, words_seen
from api.store.conversation_filter import ConversationFilter
from api.store.index_models import IndexedConversation, IndexedTurn

Places = Select[Any, Any]
NEAR = 10_000
COUNT_LIMIT = 1000
RACE = 1000  # conversations that may have begun at the same moment
TRIED = 1000  # numbers that a draw tries before it asks for all that match
ORDERS: dict[str, tuple[Any, bool]] = {  # name → what it sorts by, whether the highest comes first
    "newest": (IndexedConversation.started_at, True),
    "oldest": (IndexedConversation.started_at, False),
    "least_sure": (IndexedConversation.lowest_confidence, False),
    "longest": (IndexedConversation.turn_count, True),
}
DEFAULT_ORDER = "newest"


@dataclass(frozen=True)
class Place:
    """Where a conversation stands in an order; `number` is unique."""

    key: Any
    number: int


class ConversationSearch:
    """Searches in one database; every method blocks and is one transaction that reads."""

    def __init__(self, engine: Engine) -> None:
        self._postgresql = engine.dialect.name == "postgresql"
        self._reading = sessionmaker(engine, expire_on_commit=False)

    def find(
        self, chosen: ConversationFilter, order: str = DEFAULT_ORDER, *, limit: int, after: Place | None = None, backwards: bool = False
    ) -> list[Place]:
        """At most `limit` matches in an order, those behind a place; `backwards`: those before it, the nearest first."""
        key, descending = ORDERS[order]
        ordered = _Order(key, descending != backwards, after)
        chosen = chosen.effective
        if chosen.text and not chosen.words:
            return []
        with self._reading() as session:
            planned = self._postgresql or few_conversations(chosen) or few_turns(chosen)  # PostgreSQL's planner sees for itself
            near = None if planned else self._near(session, chosen, ordered, limit)
            return near if near is not None else self._far(session, chosen, ordered, limit)

    def place_of(self, conversation_id: str, order: str = DEFAULT_ORDER) -> Place | None:
        """Where a conversation stands in an order; None when it is not there."""
        with self._reading() as session:
            wanted = select(ORDERS[order][0], IndexedConversation.no)
            found = session.execute(wanted.where(IndexedConversation.conversation_id == conversation_id)).one_or_none()
        return Place(*found) if found else None

    def place_at(self, number: int, order: str = DEFAULT_ORDER) -> Place | None:
        """Where the conversation of a number stands in an order; None when it is not there."""
        with self._reading() as session:
            found = session.execute(select(ORDERS[order][0], IndexedConversation.no).where(IndexedConversation.no == number)).one_or_none()
        return Place(*found) if found else None

    def neighbours(self, chosen: ConversationFilter, order: str, conversation_id: str) -> tuple[str | None, str | None]:
        """The ids of the matching conversations right before and right after one, in an order."""
        place = self.place_of(conversation_id, order)
        if place is None:
            return None, None
        before = self.find(chosen, order, limit=1, after=place, backwards=True)
        after = self.find(chosen, order, limit=1, after=place)
        numbers = [place.number for place in (*before, *after)]
        ids = select(IndexedConversation.no, IndexedConversation.conversation_id).where(IndexedConversation.no.in_(numbers))
        with self._reading() as session:
            found = {number: id_ for number, id_ in session.execute(ids)}
        return (found.get(before[0].number) if before else None), (found.get(after[0].number) if after else None)

    def draw(self, chosen: ConversationFilter, count: int, seed: int) -> list[int]:
        """The numbers of some conversations without a verdict, drawn among those of a filter; the same for the same seed."""
        chance, chosen = Random(seed), chosen.effective
        if chosen.text and not chosen.words:
            return []
        unjudged, no = IndexedConversation.reviewed.is_(false()), select(IndexedConversation.no, IndexedConversation.started_at)
        with self._reading() as session:
            last = session.scalar(select(func.max(IndexedConversation.no))) or 0
            tried = chance.sample(range(1, last + 1), min(last, TRIED))
            passing = self._one_by_one(chosen, no).where(unjudged, IndexedConversation.no.in_(tried))
            found = {number for number, _ in session.execute(passing)}
            if len(found) >= count:
                return [number for number in tried if number in found][:count]
            rare = sorted(number for number, _ in session.execute(self._all(session, chosen, no).where(unjudged)))
        return chance.sample(rare, min(count, len(rare)))

    def pages(self, limit: int) -> list[str]:
        """The different pages that people write from, in alphabetical order, at most so many; each is found with one look."""
        page = IndexedConversation.page
        first = select(func.min(page).label("page")).cte("pages", recursive=True)
        following = select(func.min(page)).where(page > first.c.page).correlate(first).scalar_subquery()
        pages = first.union_all(select(following).where(first.c.page.is_not(None)))
        with self._reading() as session:
            return list(session.scalars(select(pages.c.page).where(pages.c.page.is_not(None)).limit(limit)))

    def _near(self, session: Session, chosen: ConversationFilter, order: _Order, limit: int) -> list[Place] | None:
        """The first matches, when they stand among the first conversations of the order; None when too few of them do."""
        within = [*_period(chosen), *order.behind]
        edge = session.execute(order.sort(order.places.where(*within)).offset(NEAR).limit(1)).one_or_none()
        ahead = [order.until(Place(*edge))] if edge else []
        matching = self._one_by_one(chosen, order.places).where(*within, *ahead)
        found = [Place(*row) for row in session.execute(order.sort(matching).limit(limit))]
        return found if len(found) == limit or edge is None else None

    def _far(self, session: Session, chosen: ConversationFilter, order: _Order, limit: int) -> list[Place]:
        """The first matches among all."""
        matching = self._all(session, chosen, order.places).where(*order.behind)
        if self._postgresql and chosen.words:  # all at once by the index of words, not one by one in the hope of finding enough soon
            found = matching.cte("matching").prefix_with("MATERIALIZED", dialect="postgresql")
            key, no = found.c[0], found.c[1]
            columns = (key.desc(), no.desc()) if order.descending else (key, no)
            return [Place(*row) for row in session.execute(select(key, no).order_by(*columns).limit(limit))]
        return [Place(*row) for row in session.execute(order.sort(matching).limit(limit))]

    def _all(self, session: Session, chosen: ConversationFilter, wanted: Places) -> Places:
        """All matches, by the shortest way: from the few conversations or turns that one part of the filter leaves, or from the words."""
        if few_conversations(chosen):
            return self._one_by_one(chosen, wanted)
        words = words_seen if few_turns(chosen) else words_looked_up
        turn = [*of_turn(chosen), *words(chosen.words, self._postgresql)]
        if turn:
            turn += self._numbers_of_period(session, chosen)
            wanted = wanted.join(IndexedTurn, IndexedTurn.conversation_no == IndexedConversation.no).where(*turn).distinct()
        return wanted.where(*of_conversation(chosen))

    def _one_by_one(self, chosen: ConversationFilter, wanted: Places) -> Places:
        """All matches, looking at the turns of each conversation that may be one."""
        turn = [*of_turn(chosen), *words_seen(chosen.words, self._postgresql)]
        told = [exists().where(IndexedTurn.conversation_no == IndexedConversation.no, *turn)] if turn else []
        return wanted.where(*of_conversation(chosen), *told)

    def _numbers_of_period(self, session: Session, chosen: ConversationFilter) -> list[ColumnElement[bool]]:
        """The numbers that conversations of the period can have: they are given in the order of time, but for a moment's race."""
        found: list[ColumnElement[bool]] = []
        at, no = IndexedConversation.started_at, IndexedConversation.no
        if chosen.since:
            first = session.scalar(select(no).where(*_period(chosen)).order_by(at, no).limit(1))
            found.append(IndexedTurn.conversation_no > (first or 0) - RACE)
        if chosen.until:
            last = session.scalar(select(no).where(*_period(chosen)).order_by(at.desc(), no.desc()).limit(1))
            found.append(IndexedTurn.conversation_no < (last or 0) + RACE)
        return found


@dataclass(frozen=True)
class _Order:
    """A direction through the conversations, from a place on."""

    key: Any
    descending: bool
    after: Place | None

    @property
    def places(self) -> Places:
        return select(self.key, IndexedConversation.no)

    @property
    def behind(self) -> list[ColumnElement[bool]]:
        if self.after is None:
            return []
        here, there = self._pair, tuple_(literal(self.after.key, self.key.type), literal(self.after.number))
        return [here < there if self.descending else here > there]

    def until(self, place: Place) -> ColumnElement[bool]:
        """Not behind a place."""
        there = tuple_(literal(place.key, self.key.type), literal(place.number))
        return self._pair >= there if self.descending else self._pair <= there

    def sort(self, wanted: Places) -> Places:
        """In this order."""
        columns = (self.key, IndexedConversation.no)
        return wanted.order_by(*(column.desc() if self.descending else column.asc() for column in columns))

    @property
    def _pair(self) -> Any:
        return tuple_(self.key, IndexedConversation.no)


def _period(chosen: ConversationFilter) -> list[ColumnElement[bool]]:
    return of_conversation(ConversationFilter(since=chosen.since, until=chosen.until))
