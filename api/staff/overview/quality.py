"""The sections on how it went: outcomes, verdicts of staff and of people, what the letters do not answer, response times."""

from __future__ import annotations

from dataclasses import replace

from api.staff.overview.analysis import response_time, wilson_interval
from api.staff.overview.charts import Bar, rows_chart
from api.staff.overview.numbers import counted, number, seconds, share
from api.staff.overview.terms import HELPFUL, OUTCOMES, RELEVANCES, THUMBS, names
from api.staff.overview.view import Part, Row, Section, View, parts_of, share_section
from api.store.tallies import RESPONSE_LIMITS

MOST_TOPICS = 10
TIME_LIMITS = (50, 100, 250, 500, 1000, 2000, 5000)  # milliseconds; each is one of RESPONSE_LIMITS
MEDIAN, SLOW = 0.5, 0.95
UNANSWERED = "/staff/ubesvart"


def outcomes_section(view: View) -> Section:
    """How many questions were answered, not in the sources, asked back about, out of scope, small talk, failed."""
    counts, language = view.now.of("outcome"), view.language
    if not view.turns:
        return Section("outcomes", view.words("title_outcomes"), (view.words("nothing"),))
    answered, missing = (share(counts[outcome], view.turns, language) for outcome in ("answered", "not_in_sources"))
    says = (view.words("says_outcomes", answered=answered, missing=missing), *_change(view))
    parts = parts_of(view, "outcome", names("outcome", OUTCOMES, language), "outcome")
    return share_section(view, "outcomes", says, parts, view.turns, view.turns_before)


def _change(view: View) -> tuple[str, ...]:
    if not view.turns_before:
        return ()
    now, before = view.now.of("outcome")["answered"] / view.turns, view.before.of("outcome")["answered"] / view.turns_before
    points = round(100 * (now - before), 1)
    if not points:
        return (view.words("share_same"),)
    return (view.words("share_higher" if points > 0 else "share_lower", points=number(abs(points), view.language)),)


def relevance_section(view: View) -> Section:
    """Staff's verdicts on replies, with the interval for the share that is right."""
    counts, language = view.now.of("relevance"), view.language
    judged, right = counts.total(), counts["right"]
    says: tuple[str, ...] = (view.words("none_relevance"),)
    if judged:
        low, high = (share(limit, 1, language) for limit in wilson_interval(right, judged))
        verdict = view.words("says_relevance", count=counted(judged, "reply", language), right=share(right, judged, language))
        says = (verdict, view.words("says_interval", low=low, high=high))
    parts = parts_of(view, "relevance", names("relevance", RELEVANCES, language), "review")
    return share_section(view, "relevance", says, parts, judged, view.before.of("relevance").total())


def helpful_section(view: View) -> Section:
    """Staff's verdicts on whole conversations."""
    counts, language = view.now.of("helpful"), view.language
    judged = counts.total()
    count = counted(judged, "conversation", language)
    says = view.words("says_helpful", count=count, yes=share(counts["yes"], judged, language)) if judged else view.words("none_helpful")
    parts = parts_of(view, "helpful", names("helpful", HELPFUL, language), "review")
    return share_section(view, "helpful", (says,), parts, judged, view.before.of("helpful").total())


def thumbs_section(view: View) -> Section:
    """What people said of the replies they got."""
    counts, language = view.now.of("thumb"), view.language
    given = counts.total()
    count = counted(given, "response", language)
    says = view.words("says_thumbs", count=count, up=share(counts["up"], given, language)) if given else view.words("none_thumbs")
    parts = parts_of(view, "thumb", names("thumbs", THUMBS, language), "thumbs")
    return share_section(view, "thumbs", (says,), parts, given, view.before.of("thumb").total())


def missing_section(view: View) -> Section:
    """The topics people ask about that the letters do not answer."""
    counts, before = view.now.of("not_in_sources"), view.before.of("not_in_sources")
    parts = [
        Part(view.titles.get(topic, topic), count, before[topic], {"topic": topic, "outcome": "not_in_sources"})
        for topic, count in counts.most_common(MOST_TOPICS)
    ]
    says = view.words("none_missing" if view.turns else "nothing")
    if parts:
        says = view.words("says_missing", topic=parts[0].name, count=counted(parts[0].count, "question", view.language))
    section = share_section(view, "missing", (says,), parts, view.turns if parts else 0, view.turns_before)
    columns = (view.words("column_topic"), *section.columns[1:])
    return replace(section, columns=columns, more=(view.words("to_unanswered"), UNANSWERED))


def times_section(view: View) -> Section:
    """How long people wait for a reply."""
    histogram, language, title = view.now.of("response"), view.language, view.words("title_times")
    median, slow = response_time(histogram, MEDIAN), response_time(histogram, SLOW)
    if median is None or slow is None:
        return Section("times", title, (view.words("nothing"),))
    says = view.words("says_times", median=seconds(median, language), slow=seconds(slow, language))
    replies, bars, rows = histogram.total(), [], []
    for lower, upper in zip((0, *TIME_LIMITS), (*TIME_LIMITS, None)):
        count = sum(histogram[str(limit)] for limit in RESPONSE_LIMITS if limit > lower and (upper is None or limit <= upper))
        name = (
            view.words("time_until", limit=seconds(upper, language)) if upper else view.words("time_over", limit=seconds(lower, language))
        )
        portion = share(count, replies, language)
        bars.append(Bar(name, f"{name}: {number(count, language)} ({portion})", count, portion, None))
        rows.append(Row(name, None, (number(count, language), portion)))
    columns = tuple(view.words(f"column_{name}") for name in ("time", "count", "share"))
    return Section("times", title, (says,), rows_chart(title, tuple(bars)), columns, tuple(rows))
