"""Read plain text: paragraphs between blank lines, short lone lines as headings."""

from __future__ import annotations

import re

from knowledge.intake.document import Block, Document
from knowledge.intake.errors import UnknownFormat
from knowledge.intake.hyphens import join_lines

HEADING_CHARACTERS = 120
_ENDS = (".", ",", ";", ":", "!")


def read_plain(content: bytes, name: str) -> Document:
    """The document. Raises UnknownFormat when the bytes are no text."""
    text = re.sub(r"\r\n?|\f|\u2028", "\n", decoded(content, name))
    paragraphs = [paragraph.strip("\n") for paragraph in re.split(r"\n[ \t]*\n", text) if paragraph.strip()]
    joined: list[str] = []
    blocks = [_block(paragraph, text, joined) for paragraph in paragraphs]
    if blocks and blocks[-1].is_heading:
        blocks[-1] = Block(blocks[-1].text)
    return Document(blocks=tuple(blocks), joined=tuple(dict.fromkeys(joined)))


def decoded(content: bytes, name: str) -> str:
    """Bytes as text: by byte order mark, else UTF-8, else Windows' Western letters. Raises UnknownFormat for other bytes."""
    marks = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
    encodings = [encoding for mark, encoding in marks.items() if content.startswith(mark)] or ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnknownFormat(f"{name} er ikke tekst som lar seg lese. Lagre den på nytt som ren tekst i UTF-8.")


def _block(paragraph: str, text: str, joined: list[str]) -> Block:
    marked = re.fullmatch(r"(#{1,6}) +(.+)", paragraph.strip())
    if marked:
        return Block(marked[2].strip(), 2.0 if marked[1] == "#" else 1.0)
    lines = _joined([" ".join(line.split()) for line in paragraph.split("\n") if line.strip()], text, joined)
    whole = "\n".join(lines)
    return Block(whole, 1.0 if _is_heading(lines) else 0.0)


def _is_heading(lines: list[str]) -> bool:
    line = lines[0]
    begins = line[:1].isupper() or re.match(r"\d+(\.\d+)*\.? +[A-ZÆØÅ]", line) is not None
    letters = sum(character.isalpha() for character in line)
    return len(lines) == 1 and begins and len(line) <= HEADING_CHARACTERS and not line.endswith(_ENDS) and letters > len(line) / 2


def _joined(lines: list[str], text: str, joined: list[str]) -> list[str]:
    kept = lines[:1]
    for line in lines[1:]:
        if not re.search(r"[^\W\d_][-\u2010\xad]$", kept[-1]):
            kept.append(line)
            continue
        kept[-1], rest, what = join_lines(kept[-1][:-1], line, text)
        if what:
            joined.append(what)
        if rest:
            kept.append(rest)
    return kept
