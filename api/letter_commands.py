"""Letters on their way in: `kompass letter add`, `finish` and `repair`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

letter = typer.Typer(name="letter", help=__doc__, no_args_is_help=True)


@letter.command()
def add(
    file: Annotated[Path, typer.Argument(help="Den mottatte fila: PDF (også skannet), DOCX, HTML eller ren tekst.")],
    id_: Annotated[str | None, typer.Option("--id", help="Brevets id, som tildelingsbrev-2027. Uten den blir id-en gjettet.")] = None,
) -> None:
    """Les et mottatt brev, og lag et utkast som redaksjonen bekrefter."""
    from knowledge.intake.adding import add_letter
    from knowledge.intake.limits import read_limits
    from knowledge.intake.report import report_of

    for line in report_of(add_letter(file, read_limits(), id_=id_)):
        typer.echo(line)


@letter.command()
def finish(name: Annotated[str, typer.Argument(help="Utkastets id, som tildelingsbrev-2027.")]) -> None:
    """Gjør et bekreftet utkast til et brev som svar kan vise til."""
    from knowledge.intake.finishing import finish_draft

    typer.echo(f"Brevet ligger i {finish_draft(name)}. Nå kan emnene vise til det.")


@letter.command()
def repair(
    file: Annotated[Path, typer.Argument(help="Tekstfila med brevet, i UTF-8.")],
    report: Annotated[bool, typer.Option("--report", help="Vis hver rettelse med sikkerhet i stedet for teksten.")] = False,
) -> None:
    """Gi teksten tilbake æ, ø og å som gikk tapt i skanningen; en hel tekst kommer ut uendret."""
    from knowledge.repair import read_text, repair_text, report_lines

    repaired = repair_text(read_text(file))
    if report:
        for line in report_lines(repaired):
            typer.echo(line)
    else:
        typer.echo(repaired.text.encode("utf-8"), nl=False)
