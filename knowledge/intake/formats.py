"""The format of a received file, told by its content; the name's ending must agree with it."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath

from knowledge.intake.errors import Broken, Locked, NoText, UnknownFormat

ENDINGS = {"pdf": (".pdf",), "docx": (".docx",), "html": (".html", ".htm", ".xhtml"), "text": (".txt", ".text", ".md")}
READABLE = "Kompass leser PDF, DOCX, HTML og ren tekst (.txt)."
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")


def format_of(content: bytes, name: str) -> str:
    """pdf, docx, html or text. Raises NoText, Locked, Broken or UnknownFormat, each with the remedy."""
    if not content.strip(b"\0 \t\r\n\f"):
        raise NoText(f"{name} er tom. Be avsenderen sende fila på nytt.")
    found = _by_content(content, name)
    ending = PurePath(name).suffix.lower()
    if ending not in ENDINGS[found]:
        claims = f"heter «{ending}»" if ending else "har ikke noen endelse i navnet"
        raise UnknownFormat(
            f"{name} {claims}, men innholdet er {found.upper()}. Sjekk at det er rett fil, og gi den endelsen {ENDINGS[found][0]}."
        )
    return found


def _by_content(content: bytes, name: str) -> str:
    start = content[:4096]
    if b"%PDF-" in start[:1024]:
        return "pdf"
    if start.startswith(b"PK"):
        return _packed(content, name)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Locked(
            f"{name} er låst med passord eller lagret i et gammelt Word-format. Åpne den i Word, fjern passordet og lagre som DOCX."
        )
    if start.startswith(_PICTURES):
        raise UnknownFormat(f"{name} er et bilde. Lagre det som PDF; da leser Kompass det som en skannet side. {READABLE}")
    if start.startswith(b"{\\rtf"):
        raise UnknownFormat(f"{name} er RTF. Åpne den i Word og lagre som DOCX. {READABLE}")
    is_wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in content and not is_wide:
        raise UnknownFormat(f"{name} er ikke et dokument. {READABLE}")
    lowered = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "html" if lowered.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<body", b"<!--")) else "text"


def _packed(content: bytes, name: str) -> str:
    try:
        members = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise Broken(f"{name} er ødelagt og kan ikke pakkes ut. Be avsenderen sende fila på nytt.") from error
    if "word/document.xml" in members:
        return "docx"
    raise UnknownFormat(f"{name} er en pakket fil, men ikke DOCX. Lagre dokumentet som DOCX eller PDF. {READABLE}")
