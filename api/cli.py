"""The `kompass` command: run, compile, train, check, evaluate. Imports what a command needs only when it runs."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path
from types import FrameType

import typer

from api.errors import CommandError
from api.letter_commands import letter
from api.project import ROOT
from api.staff.commands import first_account_notice, staff
from knowledge.errors import KnowledgeError

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.add_typer(staff)
app.add_typer(letter)
ACCEPTANCE = Path("../shared/acceptance")


@app.command("compile")
def compile_() -> None:
    """Compile letters and entries into build/: the bot's domain and the knowledge it answers from."""
    from knowledge.bot_files import write_domain
    from knowledge.compiled import write_knowledge
    from nlu.training_questions import intents

    write_knowledge()
    write_domain(intents())


@app.command()
def train() -> None:
    """Compile, then train the engine if something that matters changed."""
    from api.training import ensure_model, ensure_search_index

    compile_()
    typer.echo("Trained." if ensure_model(typer.echo) else "Nothing to train: the model is up to date.")
    ensure_search_index(typer.echo)


@app.command()
def run() -> None:
    """Compile, train if needed, start everything, print the address, and stop it all on Ctrl-C."""
    from api.improvement.recovery import recover_files
    from api.project import HERE
    from api.settings import read_settings
    from api.supervisor import Assistant, refuse_busy_port

    started, settings, stopping = time.monotonic(), read_settings(), False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        if stopping:  # a second signal while stopping changes nothing
            return
        stopping = True
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    refuse_busy_port(settings.host, settings.port)
    try:
        if recover_files(HERE):
            typer.echo("A publication was broken off half-way: the files are as they were before it.")
        train()
        typer.echo("Starting engine, action server and service ...")
        with Assistant(settings) as assistant:
            typer.echo(f"Kompass is ready on {assistant.url} after {time.monotonic() - started:.0f} s. Stop it with Ctrl-C.")
            typer.echo(first_account_notice(settings, assistant.url))
            assistant.wait(lambda: stopping)
    except KeyboardInterrupt:
        typer.echo("Stopped.")


@app.command()
def check() -> None:
    """Check letters, entries and training questions; say in plain Norwegian, with file and line, what is wrong."""
    from knowledge.checks import check_all
    from knowledge.intake.finishing import remaining

    for left in remaining(ROOT):
        typer.echo(f"{left.file}:{left.line}: gjenstår: {left.message}")
    problems = check_all()
    for problem in problems:
        typer.echo(f"{problem.file}:{problem.line}: {problem.message}")
    if problems:
        raise CommandError(f"{len(problems)} feil i kunnskapen. Rett dem og kjør «kompass check» igjen.")
    typer.echo("Kunnskapen er i orden.")


@app.command()
def evaluate(
    conversations: bool = typer.Option(True, help="Play the acceptance conversations and our own held-out ones."),
    validation: bool = typer.Option(
        True, help="Measure understanding too: cross-validation, calibration, written standard, entities, milliseconds."
    ),
) -> None:
    """Print the figures of the acceptance conversations (where they are), our own conversations, and of understanding."""
    from api.evaluation import measure_understanding, play_conversations

    train()
    if conversations:
        play_conversations(ACCEPTANCE, typer.echo)
    if validation:
        measure_understanding(typer.echo)


def main() -> None:
    """Run a command; an error of ours is one message and a non-zero exit."""
    try:
        app(standalone_mode=False)
    except typer.Abort:
        sys.exit(130)
    except (CommandError, KnowledgeError) as error:
        sys.exit(f"kompass: {error}")
    except typer.Exit as end:
        sys.exit(end.exit_code)
    except typer.TyperException as error:  # a wrong option or argument
        sys.exit(f"kompass: {error}\nAdd --help to see how the command is used." if str(error) else 2)


if __name__ == "__main__":
    main()
