"""The sections on how much people ask, when, in which written standard and about what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from api.staff.overview.analysis import FEWEST_QUESTIONS, Rise, rising_topics
from api.staff.overview.charts import Bar, columns_chart, rows_chart
from api.staff.overview.links import conversations_link
from api.staff.overview.numbers import clock, counted, day_name, full_day, month_name, number, share, short_day, week_of
from api.staff.overview.terms import PROGRAMMES, STANDARDS, names
from api.staff.overview.view import Part, Row, Section, View, parts_of, share_section
from api.store.local_days import Days

MOST_DAYS, MOST_WEEKS = 31, 20 * 7
MOST_TOPICS = 10
DECIMALS_BELOW = 10
OFFICE_HOURS = range(8, 16)


def days_section(view: View) -> Section:
    """Questions a day, week or month, and conversations in the table."""
    turns, conversations, language = view.turns, view.now.of("conversations").total(), view.language
    says = view.words(
        "says_days",
        questions=counted(turns, "question", language),
        conversations=counted(conversations, "conversation", language),
        daily=number(_average(turns, len(view.period.days)), language),
    )
    unit, stretches = _stretches(view.period.days)
    bars, rows = [], []
    for days in stretches:
        asked, begun = (sum(view.now.by_day[day, figure] for day in days) for figure in ("turns", "conversations"))
        name = month_name(days.first, language) if unit == "month" else day_name(days.first, language)
        link = conversations_link(days) if asked else None
        short = month_name(days.first, language)[:3] if unit == "month" else short_day(days.first)
        bars.append(Bar(short, f"{name}: {counted(asked, 'question', language)}", asked, number(asked, language), link))
        rows.append(Row(name, link, (number(asked, language), number(begun, language))))
    title = view.words("title_days")
    columns = (view.words(f"column_{unit}"), view.words("column_questions"), view.words("column_conversations"))
    chart = columns_chart(title, tuple(bars), language) if turns else None
    return Section("days", title, (says, _change(view)), chart, columns, tuple(rows))


def _average(turns: int, days: int) -> float:
    """Questions a day, with a decimal only where that says something."""
    return turns / days if turns < DECIMALS_BELOW * days else round(turns / days)


def _change(view: View) -> str:
    now, before = view.turns, view.turns_before
    if not before or view.first_day is None:
        return view.words("nothing_before")
    if view.first_day > view.period.days.before.first:
        return view.words("part_before", day=full_day(view.first_day, view.language))
    if now == before:
        return view.words("change_none")
    return view.words("change_more" if now > before else "change_fewer", share=share(abs(now - before), before, view.language))


def _stretches(days: Days) -> tuple[str, list[Days]]:
    """The days one by one, by week or by month, so that no chart has too many bars."""
    if len(days) <= MOST_DAYS:
        return "day", [Days(day, day) for day in days]
    by_month = len(days) > MOST_WEEKS
    stretches: dict[date, Days] = {}
    for day in days:
        start = day.replace(day=1) if by_month else week_of(day)
        stretches[start] = Days(stretches[start].first if start in stretches else day, day)
    return "month" if by_month else "week", list(stretches.values())


def hours_section(view: View) -> Section:
    """Questions by the hour of the day in Norway."""
    hours, language, title = view.now.of("hour"), view.language, view.words("title_hours")
    if not view.turns:
        return Section("hours", title, (view.words("nothing"),))
    busiest = max(range(24), key=lambda hour: hours[f"{hour:02}"])
    outside = view.turns - sum(hours[f"{hour:02}"] for hour in OFFICE_HOURS)
    says = view.words("says_hours", busiest=clock(busiest), share=share(outside, view.turns, language))
    bars, rows = [], []
    for hour in range(24):
        count = hours[f"{hour:02}"]
        bars.append(Bar(f"{hour:02}", f"{clock(hour)}: {counted(count, 'question', language)}", count, number(count, language), None))
        rows.append(Row(clock(hour), None, (number(count, language), share(count, view.turns, language))))
    chart = columns_chart(title, tuple(bars), language)
    return Section(
        "hours", title, (says,), chart, tuple(view.words(f"column_{name}") for name in ("clock", "questions", "share")), tuple(rows)
    )


def standards_section(view: View) -> Section:
    """The written standards that people were answered in."""
    counts = view.now.of("standard")
    whole = counts.total()
    shares = {standard: share(counts[standard], whole, view.language) for standard in STANDARDS}
    says = view.words("says_standards", **shares) if whole else view.words("nothing")
    parts = parts_of(view, "standard", names("standard", STANDARDS, view.language), "standard")
    return share_section(view, "standards", (says,), parts, whole, view.before.of("standard").total())


def programmes_section(view: View) -> Section:
    """The programmes that were asked about, where that is known."""
    programmes = names("programme", PROGRAMMES, view.language)
    parts = sorted(parts_of(view, "programme", programmes, "programme"), key=lambda part: -part.count)
    whole = sum(part.count for part in parts)
    says = view.words("nothing")
    if whole:
        says = view.words("says_programmes", programme=parts[0].name, share=share(parts[0].count, whole, view.language))
    return share_section(view, "programmes", (says,), parts, whole, sum(part.count_before for part in parts))


def topics_section(view: View) -> Section:
    """The topics that are asked about most."""
    counts, before = view.now.of("topic"), view.before.of("topic")
    parts = [
        Part(view.titles.get(topic, topic), count, before[topic], {"topic": topic}) for topic, count in counts.most_common(MOST_TOPICS)
    ]
    says = view.words("nothing")
    if parts:
        count = counted(parts[0].count, "question", view.language)
        says = view.words("says_topics", topic=parts[0].name, count=count, share=share(parts[0].count, view.turns, view.language))
    section = share_section(view, "topics", (says,), parts, view.turns if parts else 0, view.turns_before)
    return replace(section, columns=(view.words("column_topic"), *section.columns[1:]))


def rising_section(view: View) -> Section:
    """The topics that people ask about more than in the period before."""
    title, note = view.words("title_rising"), view.words("note_rising", fewest=FEWEST_QUESTIONS)
    rises = rising_topics(view.now.of("topic"), view.before.of("topic"))[:MOST_TOPICS]
    if not rises:
        says = view.words("none_rising" if view.turns_before else "nothing_before")
        return Section("rising", title, (says,), note=note)
    first, language = rises[0], view.language
    says = view.words(
        "says_rising",
        topics=counted(len(rises), "topic", language),
        topic=view.titles.get(first.topic, first.topic),
        before=share(first.share_before, 1, language),
        now=share(first.share, 1, language),
    )
    bars, rows = zip(*(_rise(view, rise) for rise in rises))
    columns = tuple(view.words(f"column_{name}") for name in ("topic", "count", "share", "before"))
    return Section("rising", title, (says,), rows_chart(title, tuple(bars)), columns, tuple(rows), note)


def _rise(view: View, rise: Rise) -> tuple[Bar, Row]:
    language, name = view.language, view.titles.get(rise.topic, rise.topic)
    now, before = share(rise.share, 1, language), share(rise.share_before, 1, language)
    link = view.link(topic=rise.topic)
    gained = f"+{number((rise.share - rise.share_before) * 100, language)}"
    bar = Bar(name, f"{name}: {before} – {now}", rise.share - rise.share_before, gained, link)
    cells = (number(rise.count, language), now, f"{before} ({number(rise.count_before, language)})")
    return bar, Row(name, link, cells)
