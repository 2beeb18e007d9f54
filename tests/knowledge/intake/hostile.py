"""Files that are broken or made to do harm."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

from fpdf import FPDF

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in zip("abcdefghi", "bcdefghij")
) + "]>"  # fmt: skip


def pdf_of(objects: list[bytes], root: int = 1, trailer: bytes = b"") -> bytes:
    """A PDF file of numbered objects, from 1, with a sound cross-reference table."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<</Size %d /Root %d 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, trailer, start)


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(data), more, data)


def page_with(content: bytes, more: bytes = b"", size: bytes = b"595 842", extra: list[bytes] | None = None) -> bytes:
    """A PDF of one page with Helvetica as F1 and the given content stream object."""
    return pdf_of(
        [
            b"<</Type/Catalog/Pages 2 0 R %s>>" % more,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %s]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>>>" % size,
            content,
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            *(extra or []),
        ]
    )


def bomb() -> bytes:
    """A content stream of 1 GB, packed twice to some kilobytes: a thousand times a thousand."""
    packer, once = zlib.compressobj(9), b""
    block = b"q " * (8 * 2**20)
    for _ in range(64):
        once += packer.compress(block)
    once += packer.flush()
    return page_with(stream(zlib.compress(once, 9), b"/Filter[/FlateDecode/FlateDecode]"))


def page_loop() -> bytes:
    """A page tree that leads back to itself."""
    return pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>"])


def form_loop() -> bytes:
    """A drawing that draws itself."""
    form = stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")
    return page_with(stream(b"/X Do"), extra=[form])


def nested_arrays() -> bytes:
    """An array in an array, 200,000 deep."""
    return page_with(stream(b"BT ET"), b"/Deep " + b"[" * 200_000 + b"]" * 200_000)


def script() -> bytes:
    """A sound page whose file runs a script when it is opened."""
    text = stream(b"BT /F1 11 Tf 70 700 Td (Brev om kurset) Tj 0 -30 Td (Kurset starter i august og koster ingenting nytt.) Tj ET")
    return page_with(text, b"/OpenAction<</S/JavaScript/JS(while(true){app.alert(1)})>>")


def huge_page() -> bytes:
    """A page of 5 by 5 kilometres with one stroke, which looks scanned."""
    return page_with(stream(b"0 0 m 9 9 l S"), size=b"14400000 14400000")


def locked(path: Path) -> Path:
    pdf = FPDF()
    pdf.set_encryption(owner_password="eier", user_password="hemmelig")
    pdf.add_page()
    pdf.set_font("Helvetica")
    pdf.cell(text="Hemmelig")
    pdf.output(str(path))
    return path


def pages(path: Path, count: int) -> Path:
    pdf = FPDF()
    pdf.set_font("Helvetica", size=11)
    for number in range(count):
        pdf.add_page()
        pdf.multi_cell(0, 6, f"Avsnitt {number}. " + "Dette er en lang rapport og ikke et brev. " * 2)
    pdf.output(str(path))
    return path


def word_of(document: bytes, **others: bytes) -> bytes:
    """A DOCX with the given main part."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", CONTENT_TYPES)
        package.writestr("_rels/.rels", RELATIONS)
        package.writestr("word/document.xml", document)
        for name, content in others.items():
            package.writestr(f"word/{name}", content)
    return packed.getvalue()


def word_text(body: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'.encode()


def word_bomb() -> bytes:
    """A part of 1 GB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", CONTENT_TYPES)
        with package.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(64):
                part.write(b" " * 2**24)
    return packed.getvalue()
