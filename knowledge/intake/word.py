"""Read a Word file (DOCX) by way of mammoth. Runs only in the bounded worker."""

from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import unescape

import mammoth

from knowledge.intake.clean_html import blocks_of_html
from knowledge.intake.document import Document, Stated
from knowledge.intake.errors import Broken, Locked, TooLarge, Unsettled

STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Tittel'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"
MOST_PARTS = 2000
_CHANGES = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo) [^>]*w:author")
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")


def read_word(content: bytes, name: str, unpacked: int) -> Document:
    """The document. Raises Broken, Locked, TooLarge (more than `unpacked` bytes inside) or Unsettled (tracked changes)."""
    parts = _parts(content, name, unpacked)
    if any(mark in part.replace(b"\0", b"") for part in parts.values() for mark in (b"<!DOCTYPE", b"<!ENTITY")):  # UTF-16 too
        raise Broken(f"{name} har definisjoner som Word aldri skriver, og blir ikke lest. Åpne den i Word og lagre den på nytt.")
    if _CHANGES.search(parts["word/document.xml"]):
        raise Unsettled(f"{name} har sporede endringer. Godta eller avvis dem i Word (Se gjennom), lagre og prøv igjen.")
    try:
        made = mammoth.convert_to_html(io.BytesIO(content), style_map=STYLES, convert_image=mammoth.images.img_element(lambda image: {}))
    except (KeyError, ValueError, AttributeError, OSError, TypeError, IndexError, SyntaxError) as error:
        raise Broken(f"{name} er ødelagt og kan ikke leses som DOCX. Be avsenderen sende fila på nytt, eller om en PDF.") from error
    margins = tuple(text for part in sorted(parts) if re.match(r"word/(header|footer)\d*\.xml", part) for text in _lines(parts[part]))
    return Document(blocks=tuple(blocks_of_html(made.value)), stated=_stated(parts), margins=tuple(dict.fromkeys(margins)))


def _parts(content: bytes, name: str, unpacked: int) -> dict[str, bytes]:
    """The XML parts by name; read no further than the limit, whatever sizes the file claims."""
    parts, left = {}, unpacked
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
            if len(members) > MOST_PARTS:
                raise TooLarge(f"{name} har {len(members)} deler inni seg. Åpne den i Word, og lagre den på nytt.")
            for member in members:
                if member.flag_bits & 1:
                    raise Locked(f"{name} er låst med passord. Åpne den i Word, fjern passordet og lagre på nytt.")
                with package.open(member) as part:
                    found = part.read(left + 1)
                left -= len(found)
                if left < 0:
                    raise TooLarge(
                        f"{name} blir større enn {unpacked // 2**20} MB når den pakkes ut. Ta ut bilder, eller hev LETTER_UNPACKED_MB."
                    )
                if member.filename.endswith((".xml", ".rels")):
                    parts[member.filename] = found
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError) as error:
        raise Broken(f"{name} er ødelagt og kan ikke pakkes ut. Be avsenderen sende fila på nytt.") from error
    return parts


def _lines(part: bytes) -> list[str]:
    paragraphs = part.decode("utf-8", "replace").split("</w:p>")
    lines = ("".join(unescape(text) for text in _TEXT.findall(paragraph)) for paragraph in paragraphs)
    return [" ".join(line.split()) for line in lines if line.strip()]


def _stated(parts: dict[str, bytes]) -> Stated:
    core, app = (parts.get(f"docProps/{part}.xml", b"").decode("utf-8", "replace") for part in ("core", "app"))
    title, company = re.search(r"<dc:title>([^<]*)<", core), re.search(r"<Company>([^<]*)<", app)
    return Stated(title=unescape(title[1]).strip() if title else "", sender=unescape(company[1]).strip() if company else "")
