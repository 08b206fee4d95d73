"""The report's charts, as pieces of SVG that take their colours and type from the page. The only importer of pygal.

Each is one picture to a screen reader, with a title and a description; the table beside it holds its numbers. What pygal brings
for pages with scripts (styles, scripts, hints at the pointer) is taken out.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple
from xml.etree import ElementTree

from bot.surfaces.pages import Markup

WIDTH, HEIGHT, BAR_HEIGHT = 860, 280, 30
_MOST_LABELS = 14
_FONT_SIZE = 13
_LONGEST_LABEL = 60
_PERCENTS = [0, 25, 50, 75, 100]

Labels = Sequence[str]


class Bar(NamedTuple):
    """A share of 0 to 1 with its interval, and what it is called."""

    name: str
    share: float
    low: float
    high: float


def stacked(key: str, title: str, description: str, labels: Labels, series: Mapping[str, Sequence[int]]) -> Markup:
    """Bars of counts on each other, in the order of `series`. `key` is a name of its own for the chart in its page."""
    chart = _library().StackedBar(**_options(HEIGHT), x_labels=_some_of(labels), max_scale=6)
    chart.value_formatter = _count
    for name, values in series.items():
        chart.add(name, list(values))
    return _drawn(chart, key, title, description)


def lines(key: str, title: str, description: str, labels: Labels, series: Mapping[str, Sequence[float | None]], turns: Mapping[int, str]) -> Markup:
    """Lines of shares of 0 to 1, with gaps where there is none; `turns` names what began at a label, by the label's number."""
    chart = _library().Line(**_options(HEIGHT), x_labels=_some_of(labels), y_labels=_PERCENTS, range=(0, 100), dots_size=3, allow_interruptions=True)
    chart.value_formatter = _percent
    for name, values in series.items():
        chart.add(name, [None if value is None else 100 * value for value in values])
    return _drawn(chart, key, title, description, turns)


def lying(key: str, title: str, description: str, labels: Labels, series: Mapping[str, Sequence[int]]) -> Markup:
    """As `stacked`, lying, the first on top."""
    chart = _library().HorizontalStackedBar(**_options(60 + BAR_HEIGHT * len(labels)), x_labels=list(reversed(labels)), max_scale=5)
    chart.value_formatter = _count
    for name, values in series.items():
        chart.add(name, list(reversed(values)))
    return _drawn(chart, key, title, description)


def bars(key: str, title: str, description: str, found: Sequence[Bar]) -> Markup:
    """Shares of 0 to 1 as lying bars, the first on top, each with its interval."""
    chart = _library().HorizontalBar(**_options(60 + BAR_HEIGHT * len(found)), range=(0, 100), y_labels=_PERCENTS)
    chart.value_formatter = _percent
    upwards = list(reversed(found))
    chart.x_labels = [bar.name for bar in upwards]
    chart.add(title, [{"value": 100 * bar.share, "ci": {"low": 100 * bar.low, "high": 100 * bar.high}} for bar in upwards])
    return _drawn(chart, key, title, description)


@cache
def _library() -> Any:
    """The library without its hook for plug-ins with maps, which is of an old kind: every later import that fails would warn of it."""
    import pygal

    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)]
    return pygal


def _count(value: float) -> str:
    return f"{value:,.0f}"


def _percent(value: float) -> str:
    return f"{value:.0f}%"


def _options(height: int) -> dict[str, Any]:
    """What all charts have in common: no legend, since the page has one, and no style of their own."""
    style = _library().style.Style(label_font_size=_FONT_SIZE, major_label_font_size=_FONT_SIZE, value_font_size=_FONT_SIZE)
    margins = {"margin": 4, "margin_right": 20, "spacing": 6}
    options = {"css": (), "js": (), "style": style, "width": WIDTH, "height": height, "show_legend": False, **margins}
    return {**options, "classes": ("chart",), "truncate_label": _LONGEST_LABEL}


def _some_of(labels: Labels) -> list[str]:
    """The labels that can be read beside each other, at equal distances, and nothing at the others."""
    step = -(-len(labels) // _MOST_LABELS) or 1
    return [label if number % step == 0 else "" for number, label in enumerate(labels)]


def _drawn(chart: Any, key: str, title: str, description: str, turns: Mapping[int, str] | None = None) -> Markup:
    """The chart as SVG to stand in a page."""
    root = chart.render_tree()
    _cleaned(root)
    _marked(root, turns or {})
    root.attrib |= {"id": key, "role": "img", "aria-labelledby": f"{key}-title {key}-description"}
    for tag, text in (("desc", description), ("title", title)):
        told = ElementTree.Element(tag, {"id": f"{key}-{'title' if tag == 'title' else 'description'}"})
        told.text = text
        root.insert(0, told)
    return Markup(ElementTree.tostring(root, "unicode", short_empty_elements=True))


def _cleaned(node: ElementTree.Element) -> None:
    """Take out what is not seen: styles, scripts, comments, titles and descriptions of pieces, hints at the pointer."""
    for child in list(node):
        hint = "tooltip-overlay" in child.get("class", "")
        if hint or not isinstance(child.tag, str) or child.tag.rpartition("}")[2] in ("defs", "title", "desc", "script", "style"):
            node.remove(child)
        else:
            _cleaned(child)


def _marked(root: ElementTree.Element, turns: Mapping[int, str]) -> None:
    """Show the guides at some labels, each with a word at its top; the page hides the others."""
    axis = next((node for node in root.iter() if node.get("class", "").startswith("axis x")), None)
    guides = [node for node in axis if node.get("class") == "guides"] if axis is not None else []
    for number, word in turns.items():
        guide = guides[number]
        guide.set("class", "guides turn")
        line = next(node for node in guide if node.tag.endswith("path"))
        said = ElementTree.SubElement(guide, "text", {"class": "word", "x": f"{float(line.get('d', '').split()[0][1:]) + 5:.1f}", "y": "12"})
        said.text = word
