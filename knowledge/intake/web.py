"""Read a saved web page by way of trafilatura: its main text, without menus and footers. Runs only in the bounded worker."""

from __future__ import annotations

import trafilatura
from lxml import html

from knowledge.intake.clean_html import blocks_of_html
from knowledge.intake.document import Block, Document, Stated
from knowledge.intake.errors import Broken
from knowledge.intake.plain import decoded

DEEPEST = 200
DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
"""Only dates that the page states; a letter may be dated ahead."""
_UNSEEN = ("script", "style", "noscript", "template", "head")


def read_web(content: bytes, name: str) -> Document:
    """The page's main text. Raises Broken when there is no HTML to read or it is nested as no page is."""
    source = decoded(content, name)
    root = _tree(source, name)
    kept = trafilatura.extract(
        source, output_format="html", favor_recall=True, include_comments=False, include_tables=True, deduplicate=False
    )
    metadata = trafilatura.extract_metadata(source, date_config=DATES)
    stated = Stated(title=metadata.title or "", sender=metadata.sitename or "", date=metadata.date or "")
    blocks = _with_title(blocks_of_html(_body(kept or "")), stated.title)
    return Document(blocks=tuple(blocks), stated=stated, notes=(_share(blocks, root),))


def _tree(source: str, name: str) -> html.HtmlElement:
    try:
        root = html.document_fromstring(source.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    except (ValueError, html.etree.ParserError) as error:
        raise Broken(f"{name} kan ikke leses som en nettside. Lagre siden på nytt fra nettleseren, eller skriv den ut til PDF.") from error
    depth, element = 0, root
    for event, _ in html.etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise Broken(f"{name} er bygd som ingen vanlig nettside. Åpne den i nettleseren, og skriv den ut til PDF.")
    return element


def _body(kept: str) -> str:
    if not kept:
        return ""
    body = html.document_fromstring(kept).find("body")
    return "".join(html.tostring(child, encoding="unicode") for child in body) if body is not None else ""


def _with_title(blocks: list[Block], title: str) -> list[Block]:
    """The blocks with the page's title first, once."""
    rest = [block for block in blocks if " ".join(block.text.split()) != title]
    return [Block(title, 2.0), *rest] if title else blocks


def _share(blocks: list[Block], root: html.HtmlElement) -> str:
    """How much of the page's words were kept, so that a missing part is noticed."""
    for element in list(root.iter(*_UNSEEN)):
        element.drop_tree()
    kept, whole = (len(text.split()) for text in (" ".join(block.text for block in blocks), root.text_content()))
    return f"Tok med {kept} av {whole} ord på nettsiden; resten ble regnet som menyer og lenker. Se etter at ikke noe mangler."
