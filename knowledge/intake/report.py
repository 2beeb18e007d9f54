"""What the editor is told when a file has become a draft."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.intake.adding import Added

FIELDS = {
    "title": "Tittel",
    "sender": "Avsender",
    "receiver": "Mottaker",
    "date": "Dato",
    "kind": "Slag",
    "written_standard": "Målform",
}


def report_of(added: Added) -> Iterator[str]:
    """Lines in Norwegian: where the draft is, each guess with its reason, remarks, what to do next."""
    yield f"Utkastet ligger i {added.path}. Det brukes ikke i svar ennå."
    yield ""
    yield "Gjettet, og må bekreftes av deg:"
    for field, label in FIELDS.items():
        guess = added.guesses[field]
        yield f"  {label}: {guess.value}  ({guess.reason})"
    if added.remarks:
        yield ""
        yield from added.remarks
    yield ""
    yield "Åpne utkastet ved siden av den mottatte fila. Rett det som er feil, og stryk linjene under to_confirm etter hvert."
    yield f"«kompass check» sier hva som gjenstår. Til slutt: kompass letter finish {added.id}"
