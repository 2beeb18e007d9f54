"""The overview's first lines: the few numbers that leaders ask for, each with the period before."""

from __future__ import annotations

from dataclasses import dataclass

from api.staff.overview.analysis import response_time, wilson_interval
from api.staff.overview.numbers import counted, number, seconds, share
from api.staff.overview.view import View


@dataclass(frozen=True)
class KeyFigure:
    """A number, what it is, and what puts it in its place."""

    label: str
    value: str
    beside: str


def key_figures(view: View) -> list[KeyFigure]:
    """Questions, conversations, share answered, judged right, helpful, thumbs up, median response time."""
    return [
        _amount(view, "turns", "column_questions"),
        _amount(view, "conversations", "column_conversations"),
        _answered(view),
        _right(view),
        _portion(view, "helpful", "yes", "key_helpful"),
        _portion(view, "thumb", "up", "key_thumbs"),
        _median(view),
    ]


def _amount(view: View, figure: str, label: str) -> KeyFigure:
    before = view.words("before_value", value=number(view.before.of(figure).total(), view.language))
    return KeyFigure(view.words(label), number(view.now.of(figure).total(), view.language), before)


def _answered(view: View) -> KeyFigure:
    now, before = (
        share(figures.of("outcome")["answered"], turns, view.language) if turns else "–"
        for figures, turns in ((view.now, view.turns), (view.before, view.turns_before))
    )
    return KeyFigure(view.words("key_answered"), now, view.words("before_value", value=before))


def _right(view: View) -> KeyFigure:
    counts, language = view.now.of("relevance"), view.language
    judged, label = counts.total(), view.words("key_right")
    if not judged:
        return KeyFigure(label, "–", view.words("not_judged"))
    low, high = (share(limit, 1, language) for limit in wilson_interval(counts["right"], judged))
    beside = view.words("of_judged", count=counted(judged, "reply", language), low=low, high=high)
    return KeyFigure(label, share(counts["right"], judged, language), beside)


def _portion(view: View, figure: str, value: str, label_key: str) -> KeyFigure:
    counts, language, label = view.now.of(figure), view.language, view.words(label_key)
    if not counts.total():
        return KeyFigure(label, "–", view.words("not_judged"))
    beside = view.words("of_count", count=number(counts.total(), language))
    return KeyFigure(label, share(counts[value], counts.total(), language), beside)


def _median(view: View) -> KeyFigure:
    now, before = (
        seconds(time, view.language, "seconds_short") if time is not None else "–"
        for time in (response_time(figures.of("response"), 0.5) for figures in (view.now, view.before))
    )
    return KeyFigure(view.words("key_median"), now, view.words("before_value", value=before))
