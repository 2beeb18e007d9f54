"""One letter, made for these tests, as a PDF with text, printed and scanned, as a Word file, as a web page and as plain text."""

from __future__ import annotations

import random
from pathlib import Path

import docx
import pypdfium2
from fpdf import FPDF
from PIL import Image

TITLE = "Tildelingsbrev 2027: Nasjonal lederutdanning for kommunene"
ADDRESS = ("Helsedirektoratet", "Postboks 220 Skøyen", "0213 OSLO")
SENDER = "Helse- og omsorgsdepartementet"
REFERENCE = "Vår ref 27/123-4"
DATE = "14. januar 2027"
SECTIONS = (
    (
        "Bakgrunn",
        (
            "Departementet viser til erfaringene med dagens utdanning og til behovet for kunnskapsbasert ledelse i de kommunale "
            "helse- og omsorgstjenestene. Mange ledere har ansvar for flere tjenester, og sykefraværet er høyt enkelte steder.",
            "Utdanningen skal derfor være praksisnær. Den skal ikke legge beslag på mer av ledernes tid enn nødvendig, og det skal "
            "være mulig å følge den ved siden av jobben.",
        ),
    ),
    (
        "Økonomi og rammer",
        (
            "Staten dekker inntil 27,5 mill. kroner per år over kap. 761. Kommunene dekker reise og opphold for egne deltakere. "
            "Beløpet skal ikke brukes til andre formål.",
        ),
    ),
    (
        "Opptak og frister",
        (
            "Søknadsfristen er 1. mars 2027. Det tas opp 60 deltakere i hver klasse, og hver klasse har åtte samlinger på tre dager.",
            "Direktoratet skal melde fra til departementet senest 15. juni 2027 om hvor mange som har søkt, og hvordan plassene fordeles.",
        ),
    ),
    (
        "Rapportering",
        (
            "Helsedirektoratet skal rapportere om utdanningen i årsrapporten. Rapporten skal vise hvor mange som har fullført, hvor "
            "mange som har sluttet, og hva deltakerne selv mener om innholdet. Den skal også si noe om forskjeller mellom små og "
            "store kommuner, og om hvorfor noen kommuner ikke sender deltakere i det hele tatt.",
            "Rapporten skal bygge på tall fra alle klassene, og den skal kunne leses av andre enn dem som kjenner ordningen fra før.",
        ),
    ),
)
HEADINGS = [heading for heading, _ in SECTIONS]
QUOTES = {heading: paragraphs[0].split(". ")[0] for heading, paragraphs in SECTIONS}
SIGNATURE = ("Med hilsen", "Kari Nordmann", "ekspedisjonssjef")


class _Letter(FPDF):
    def header(self) -> None:
        if self.page_no() > 1:
            self.set_font("Helvetica", size=9)
            self.cell(0, 5, f"{SENDER}    {REFERENCE}", new_x="LMARGIN", new_y="NEXT")
            self.ln(8)

    def footer(self) -> None:
        self.set_y(-18)
        self.set_font("Helvetica", size=9)
        self.cell(0, 5, f"Side {self.page_no()} av 3", align="C")


def write_pdf(path: Path) -> Path:
    """Three pages with text, a running header and page numbers; one word is divided at the end of a line."""
    pdf = _Letter()
    pdf.set_margins(25, 22, 25)
    pdf.set_auto_page_break(True, 30)
    pdf.add_page()
    pdf.set_font("Helvetica", size=11)
    for lines in (("\n".join(ADDRESS),), (f"{REFERENCE}          Dato {DATE}",)):
        pdf.multi_cell(0, 5.5, lines[0], align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(7)
    pdf.set_font("Helvetica", "B", 15)
    pdf.multi_cell(0, 7, TITLE, align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(4)
    for number, (heading, paragraphs) in enumerate(SECTIONS):
        if number in (1, 3):
            pdf.add_page()
        pdf.set_font("Helvetica", "B", 11)
        pdf.multi_cell(0, 5.5, heading, align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(2)
        pdf.set_font("Helvetica", size=11)
        for paragraph in paragraphs:
            pdf.multi_cell(0, 5.5, paragraph.replace("nødvendig", "nød-\nvendig"), align="L", new_x="LMARGIN", new_y="NEXT")
            pdf.ln(4)
    pdf.multi_cell(0, 5.5, "\n".join(SIGNATURE), align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.output(str(path))
    return path


def write_scan(path: Path, printed: Path) -> Path:
    """The printed letter scanned at 200 dpi, one degree askew, with grey noise and specks."""
    chance, pages = random.Random(7), []
    with pypdfium2.PdfDocument(printed) as pdf:
        for page in pdf:
            picture = page.render(scale=200 / 72, grayscale=True).to_pil().convert("L")
            picture = picture.rotate(1, resample=Image.Resampling.BICUBIC, fillcolor=255)
            for _ in range(800):
                picture.putpixel((chance.randrange(picture.width), chance.randrange(picture.height)), chance.randrange(120))
            pages.append(Image.blend(picture, Image.effect_noise(picture.size, 40), 0.1))
    pages[0].save(path, format="PDF", save_all=True, append_images=pages[1:], resolution=200, quality=75)
    return path


def write_word(path: Path) -> Path:
    """With Word's own title and headings, the sender in the page header, the last heading only bold."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = SENDER
    for line in (*ADDRESS, f"Dato {DATE}"):
        document.add_paragraph(line)
    document.add_heading(TITLE, 0)
    for heading, paragraphs in SECTIONS:
        if heading == HEADINGS[-1]:
            document.add_paragraph().add_run(heading).bold = True
        else:
            document.add_heading(heading, 1)
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)
    table = document.add_table(2, 2)
    for cell, text in zip((cell for row in table.rows for cell in row.cells), ("Post", "Beløp", "79", "27,5 mill. kroner")):
        cell.text = text
    document.save(str(path))
    return path


def write_page(path: Path) -> Path:
    """A saved web page with a menu before the letter and a footer after it."""
    parts = "".join(f"<h2>{heading}</h2>" + "".join(f"<p>{text}</p>" for text in paragraphs) for heading, paragraphs in SECTIONS)
    path.write_text(
        f'<!DOCTYPE html><html lang="nb"><head><title>{TITLE} – regjeringen.no</title><meta property="og:site_name" content="{SENDER}">'
        '<meta property="article:published_time" content="2027-01-14T09:00:00+01:00"></head><body><nav><ul>'
        f'<li><a href="/">Forsiden</a></li><li><a href="/tema">Tema</a></li></ul></nav>'
        f"<main><article><h1>{TITLE}</h1>{parts}</article></main>"
        "<footer><p>Om nettstedet</p></footer></body></html>",
        encoding="utf-8",
    )
    return path


def write_text(path: Path, encoding: str = "utf-8") -> Path:
    """Plain text with Windows' line ends."""
    parts = ["\r\n".join(ADDRESS), f"{REFERENCE}   Dato {DATE}", TITLE]
    for heading, paragraphs in SECTIONS:
        parts += [heading, *paragraphs]
    path.write_bytes("\r\n\r\n".join(parts).replace("nødvendig", "nød-\r\nvendig").encode(encoding))
    return path
