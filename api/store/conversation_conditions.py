"""A filter of conversations as conditions in SQL, on the index behind the list."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, column, exists, func, literal, or_, select, table, text
from sqlalchemy.dialects.postgresql import TSQUERY

from api.store.conversation_filter import BANDS, NONE, ConversationFilter
from api.store.index_models import VERDICT_BITS, IndexedConversation, IndexedTurn
from api.store.local_days import DAY, start_of
from api.store.staff_models import ConversationReview, FollowUp, Label
from api.store.words import is_prefix

Condition = ColumnElement[bool]
WORD = table("indexed_word", column("word"), column("conversation_no"), column("number"))
_JUDGED: Any = text("indexed_turn.verdicts > 0")  # word for word as the index says it
AFTER_ALL = "\U0010ffff"  # sorts after every letter


def of_turn(chosen: ConversationFilter) -> list[Condition]:
    """What one turn must be, all at once, without its words; empty when nothing is asked of turns."""
    found = [
        _any_of(column, values)
        for column, values in (
            (IndexedTurn.outcome, chosen.outcome),
            (IndexedTurn.topic, chosen.topic),
            (IndexedTurn.programme, chosen.programme),
            (IndexedTurn.language, chosen.standard),
            (IndexedTurn.thumbs, chosen.thumbs),
            (IndexedTurn.audience, chosen.audience),
        )
        if values
    ]
    if chosen.band:
        found.append(or_(*(_in_band(band) for band in chosen.band)))
    bits = sum(VERDICT_BITS[verdict] for verdict in chosen.review if verdict in VERDICT_BITS)
    if bits:
        found += [_JUDGED, IndexedTurn.verdicts.bitwise_and(bits) != 0]
    return found


def of_conversation(chosen: ConversationFilter) -> list[Condition]:
    """What the conversation itself must be."""
    found: list[Condition] = []
    if chosen.sample:
        found.append(IndexedConversation.no.in_(chosen.sample))
    if chosen.since:
        found.append(IndexedConversation.started_at >= start_of(chosen.since))
    if chosen.until:
        found.append(IndexedConversation.started_at < start_of(chosen.until + DAY))
    if chosen.page:
        known = func.coalesce(IndexedConversation.page, NONE)  # no use of its index: a page may have most conversations
        found.append(known.in_(chosen.page))
    states = [_review_state(state) for state in chosen.review if state not in VERDICT_BITS]
    if states and not any(verdict in VERDICT_BITS for verdict in chosen.review):
        found.append(or_(*states))
    found += [_labelled(name) for name in chosen.label]
    if chosen.follow_up:
        found.append(or_(*(_follow_up(state) for state in chosen.follow_up)))
    return found


def few_turns(chosen: ConversationFilter) -> bool:
    """Whether the filter asks something of turns that is true of few and has an index."""
    verdicts = any(verdict in VERDICT_BITS for verdict in chosen.review)
    return verdicts or any(values and NONE not in values for values in (chosen.topic, chosen.thumbs, chosen.audience))


def few_conversations(chosen: ConversationFilter) -> bool:
    """Whether it asks something of conversations that is true of few: that staff have worked with them."""
    worked_with = any(state in ("reviewed", "helpful", "unhelpful") for state in chosen.review)
    followed_up = bool(chosen.follow_up) and NONE not in chosen.follow_up
    return bool(chosen.sample or chosen.label) or worked_with or followed_up


def words_seen(words: list[str], postgresql: bool) -> list[Condition]:
    """That a turn has all words, read from the turn's own row: right for rows that are looked at anyway."""
    if not words:
        return []
    if postgresql:
        wanted = " & ".join(f"'{word}':*" if is_prefix(word) else f"'{word}'" for word in words)
        return [IndexedTurn.words.bool_op("@@")(literal(wanted).cast(TSQUERY))]
    return [func.instr(IndexedTurn.words, f'"{word}' if is_prefix(word) else f'"{word}"') > 0 for word in words]


def words_looked_up(words: list[str], postgresql: bool) -> list[Condition]:
    """That a turn has all words, found through the index of words: right when nothing else narrows the search.

    On SQLite the statement must also select from WORD, which may have a turn twice.
    """
    if postgresql or not words:
        return words_seen(words, postgresql)
    longest = max(words, key=len)
    found: list[Condition] = [WORD.c.conversation_no == IndexedTurn.conversation_no, WORD.c.number == IndexedTurn.number]
    found += [WORD.c.word >= longest, WORD.c.word < longest + AFTER_ALL] if is_prefix(longest) else [WORD.c.word == longest]
    return found + words_seen([word for word in words if word != longest], postgresql)


def _any_of(column: Any, values: tuple[str, ...]) -> Condition:
    named = [value for value in values if value != NONE]
    parts: list[Condition] = []
    if named:
        parts.append(column == named[0] if len(named) == 1 else column.in_(named))
    if NONE in values:
        parts.append(column.is_(None))
    return or_(*parts)


def _in_band(band: str) -> Condition:
    low, below = BANDS[band]
    limits = [IndexedTurn.confidence >= low] if low is not None else []
    return and_(*limits, *([IndexedTurn.confidence < below] if below is not None else []))


def _review_state(state: str) -> Condition:
    if state in ("reviewed", "unreviewed"):
        return IndexedConversation.reviewed.is_(state == "reviewed")
    judged = select(ConversationReview.conversation_id).where(ConversationReview.helpful.is_(state == "helpful"))
    return IndexedConversation.conversation_id.in_(judged)


def _labelled(name: str) -> Condition:
    return IndexedConversation.conversation_id.in_(select(Label.conversation_id).where(Label.name == name))


def _follow_up(state: str) -> Condition:
    if state == NONE:
        return ~exists().where(FollowUp.conversation_id == IndexedConversation.conversation_id)
    return IndexedConversation.conversation_id.in_(select(FollowUp.conversation_id).where(FollowUp.state == state))
