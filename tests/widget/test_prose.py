"""Plain text becomes the same headings, lists and paragraphs in the browser and on the server."""

from __future__ import annotations

from typing import Any

import pytest

from api.prose import Block, blocks
from api.widget import FOLDER

CASES = {
    "one line": ("Hei!", [Block("p", ["Hei!"])]),
    "one short line is no heading": ("Samlinger", [Block("p", ["Samlinger"])]),
    "heading": ("Samlinger\nDet er seks.", [Block("h3", ["Samlinger"]), Block("p", ["Det er seks."])]),
    "two headings": ("A\nB\nTekst.", [Block("h3", ["A"]), Block("h4", ["B"]), Block("p", ["Tekst."])]),
    "at most two headings": ("A\nB\nC\nTekst.", [Block("h3", ["A"]), Block("h4", ["B"]), Block("p", ["C"]), Block("p", ["Tekst."])]),
    "a sentence is no heading": ("Det er seks:\n– én", [Block("p", ["Det er seks:"]), Block("ul", ["én"])]),
    "60 signs are a heading": ("å" * 60 + "\nTekst.", [Block("h3", ["å" * 60]), Block("p", ["Tekst."])]),
    "61 signs are none": ("å" * 61 + "\nTekst.", [Block("p", ["å" * 61]), Block("p", ["Tekst."])]),
    "list": ("– én\n– to", [Block("ul", ["én", "to"])]),
    "list goes on after a blank line": ("– én\n\n– to", [Block("ul", ["én", "to"])]),
    "text ends a list": ("– én\nTekst.\n– to", [Block("ul", ["én"]), Block("p", ["Tekst."]), Block("ul", ["to"])]),
    "dash without a blank is text": ("–5 grader\nTekst.", [Block("p", ["–5 grader"]), Block("p", ["Tekst."])]),
    "many blank lines": ("Én.\n\n\nTo.\n\n\n\nTre.", [Block("p", ["Én."]), Block("p", ["To."]), Block("p", ["Tre."])]),
    "blank lines at the ends": ("\nÉn.\n", [Block("p", ["Én."])]),
    "markup": ("<b>A</b>\n– <i>x</i>", [Block("h3", ["<b>A</b>"]), Block("ul", ["<i>x</i>"])]),
}
DRAW = """(text) => {
  %s
  return prose(text).map((element) => [
    element.localName, element.localName === "ul" ? [...element.children].map((point) => point.textContent) : [element.textContent]]);
}"""


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_server_makes_blocks(text: str, expected: list[Block]) -> None:
    assert blocks(text) == expected


def test_browser_makes_the_same_blocks(page: Any) -> None:
    draw = DRAW % (FOLDER / "messages.js").read_text(encoding="utf-8")
    drawn = {name: [Block(*block) for block in page.evaluate(draw, text)] for name, (text, _) in CASES.items()}
    assert drawn == {name: expected for name, (_, expected) in CASES.items()}
