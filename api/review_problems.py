"""What may be wrong with a verdict, a label or a filter that staff send."""

from __future__ import annotations

from api.problems import ApiError, Text


class ReviewRefused(ApiError):
    """The form was sent without what it needs."""

    status = 422
    code = "review-refused"
    title = Text("Vurderingen er ikke lagret", "Vurderinga er ikkje lagra")
    detail = Text("Gå tilbake og fyll ut skjemaet på nytt.", "Gå tilbake og fyll ut skjemaet på nytt.")


class VerdictMissing(ReviewRefused):
    """No relevance was chosen, or one that does not exist."""

    code = "verdict-missing"
    detail = Text(
        "Velg om svaret var riktig, delvis riktig eller feil, og lagre en gang til.",
        "Vel om svaret var rett, delvis rett eller feil, og lagre ein gong til.",
    )


class NoteTooLong(ReviewRefused):
    """A note is longer than the store keeps."""

    code = "note-too-long"
    detail = Text("Merknaden kan ha høyst 2000 tegn.", "Merknaden kan ha høgst 2000 teikn.")


class NameMissing(ReviewRefused):
    """A label or a saved filter has no name, or one that is too long."""

    code = "name-missing"
    title = Text("Navnet mangler eller er for langt", "Namnet manglar eller er for langt")
    detail = Text("Skriv et navn på høyst 60 tegn.", "Skriv eit namn på høgst 60 teikn.")
