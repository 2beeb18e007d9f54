"""Bar charts as SVG: drawn by pygal, then made fit for our pages.

Without its script and style sheet (the pages' security policy allows neither, and staff.css knows dark mode and forced
colours), and with a name for the chart and for each bar.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from xml.etree import ElementTree

import pygal
from markupsafe import Markup
from pygal.etree import etree
from pygal.style import Style

from api.staff.overview.numbers import number

WIDTH = 340
ROW_HEIGHT, COLUMNS_HEIGHT = 30, 210
FONT, LONGEST_LABEL = 13, 20
VALUE_ROOM = 62
MARGIN = 4
DRAWN = 400  # charts that are kept, some 15 kB each: those of closed days do not change
SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
STYLE = Style(label_font_size=FONT, major_label_font_size=FONT, value_font_size=FONT, font_family="sans-serif")
MOST_LABELS = 7

etree.to_etree()  # trees of the standard library, which this module changes, also where lxml is installed


@dataclass(frozen=True)
class Bar:
    """One bar: its short label, its whole name with the figure, how long it is, what to print beside it, where it leads."""

    label: str
    name: str
    amount: float
    shown: str
    link: str | None


@lru_cache(maxsize=DRAWN)
def rows_chart(title: str, bars: tuple[Bar, ...]) -> Markup:
    """Lying bars, the first on top, each with its value."""
    height = ROW_HEIGHT * len(bars) + 2 * MARGIN
    chart = pygal.HorizontalBar(
        **_frame(height),
        margin_right=VALUE_ROOM,
        show_x_guides=False,
        show_x_labels=False,
        print_values=True,
        print_values_position="top",
        spacing=3,
    )
    lowest_first = bars[::-1]
    chart.x_labels = [_shortened(bar.label) for bar in lowest_first]
    chart.add("", [_value(bar) | {"formatter": _constant(bar.shown)} for bar in lowest_first])
    return _finished(chart, title, {"axis x always_show"})


@lru_cache(maxsize=DRAWN)
def columns_chart(title: str, bars: tuple[Bar, ...], language: str) -> Markup:
    """Standing bars from left to right over an axis with round numbers."""
    step = -(-len(bars) // MOST_LABELS)
    chart = pygal.Bar(
        **_frame(COLUMNS_HEIGHT),
        max_scale=5,
        value_formatter=partial(number, language=language),
        spacing=2,
        show_minor_x_labels=False,
        x_labels_major_every=step,
    )
    chart.x_labels = [bar.label for bar in bars]
    chart.add("", [_value(bar) for bar in bars])
    return _finished(chart, title, set())


def _frame(height: int) -> dict[str, object]:
    return {
        "width": WIDTH,
        "height": height,
        "margin": MARGIN,
        "css": [],
        "js": [],
        "style": STYLE,
        "show_legend": False,
        "rounded_bars": 2,
        "include_x_axis": True,
        "truncate_label": -1,
    }


def _value(bar: Bar) -> dict[str, object]:
    return {"value": bar.amount, "label": bar.name, **({"xlink": bar.link} if bar.link else {})}


def _constant(shown: str) -> Callable[[float], str]:
    return lambda _: shown


def _shortened(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"


def _finished(chart: pygal.graph.graph.Graph, title: str, unwanted: set[str]) -> Markup:
    root = chart.render_tree()
    _drop(root, unwanted | {"plot tooltip-overlay", "plot overlay", "titles"})
    for key in ("id", "class"):
        root.attrib.pop(key, None)
    root.attrib.update({"role": "group", "aria-label": title, "class": "bars", "width": str(WIDTH)})
    for bar in list(root.iter()):
        if bar.get("class") == "bar":
            _name(bar)
        if bar.get("class") == "value":
            bar.set("text-anchor", "start")
    return Markup(ElementTree.tostring(root, encoding="unicode"))  # pygal has escaped what it was given


def _drop(element: ElementTree.Element, unwanted: set[str]) -> None:
    for child in list(element):
        tag = child.tag.removeprefix(SVG) if isinstance(child.tag, str) else "comment"
        if tag in ("comment", "defs", "title", "script", "style") or child.get("class") in unwanted:
            element.remove(child)
        else:
            _drop(child, unwanted)


def _name(bar: ElementTree.Element) -> None:
    """Give a bar its name, and a link only its address: it is for the mouse, the table behind has the same links for the keys."""
    for element in list(bar.iter()):
        names = [child for child in element if child.tag.endswith("desc")]
        label = next((child.text for child in names if child.get("class") == "label"), None)
        for child in names:
            element.remove(child)
        if label is not None:
            element.set("aria-label", label)
            if not element.tag.endswith("a"):
                element.set("role", "img")
            title = ElementTree.Element("title")
            title.text = label
            element.insert(0, title)
        if (address := element.attrib.pop(XLINK, None)) is not None:
            element.attrib.pop("target", None)
            element.set("href", address)
            element.set("tabindex", "-1")
