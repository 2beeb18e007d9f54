"""Headings and paragraphs of simple HTML: what mammoth makes of a Word file, what trafilatura keeps of a page."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html

from knowledge.intake.document import Block

HEADINGS = {"h1": 2.0, "h2": 1.2, "h3": 1.1, "h4": 1.1, "h5": 1.1, "h6": 1.1}
HEADING_CHARACTERS = 160


def blocks_of_html(source: str) -> list[Block]:
    """The blocks in order; list items begin with a dash, cells of a row are divided by tabs."""
    if not source.strip():
        return []
    root = html.fromstring(f"<div>{source}</div>")
    return [
        block
        for element in root.iter("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "tr", "blockquote", "pre")
        for block in _blocks(element)
    ]


def _blocks(element: html.HtmlElement) -> Iterator[Block]:
    if element.tag != "tr" and any(parent.tag == "tr" for parent in element.iterancestors()):
        return
    if element.tag == "tr":
        text = "\t".join(cell for cell in (_folded(child.text_content()) for child in element.iter("td", "th")) if cell)
    else:
        text = _own_text(element).strip()
    if not text:
        return
    if element.tag == "li":
        text = f"– {text}"
    weight = HEADINGS.get(element.tag, 0.0)
    if element.tag == "p" and not weight and _is_bold(element, text):
        weight = 1.0
    yield Block(text, weight)


def _own_text(element: html.HtmlElement) -> str:
    """The element's text without that of blocks inside it; a line break stays one."""
    inner = {"p", "ul", "ol", "li", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "pre"}
    parts = [element.text or ""]
    for child in element:
        if child.tag == "br":
            parts.append("\n")
        elif isinstance(child.tag, str) and child.tag not in inner:
            parts.append(_own_text(child))
        parts.append(child.tail or "")
    lines = "".join(parts).split("\n") if element.find("br") is not None else ["".join(parts)]
    return (
        "\n".join(line for line in map(_folded, lines) if line)
        if element.tag in ("p", "li", "blockquote", "pre")
        else _spaced("".join(parts))
    )


def _is_bold(element: html.HtmlElement, text: str) -> bool:
    bold = "".join(child.text_content() for child in element.iter("strong", "b"))
    return len(text) <= HEADING_CHARACTERS and not text.endswith((".", ",", ";")) and _folded(bold) == _folded(text)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _spaced(text: str) -> str:
    """Runs of blanks as one, but a blank at either end stays: it parts words of neighbouring elements."""
    folded = _folded(text)
    return (" " if text[:1].isspace() else "") + folded + (" " if text[-1:].isspace() and folded else "")
