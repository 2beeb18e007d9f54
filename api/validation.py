"""Say in plain Norwegian which field of a request is wrong, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.problems import FieldError, Text

BODY = "innhold"

_WHOLE_BODY = {
    "missing": ("Forespørselen har ikke noe innhold. Send et JSON-objekt.", "Førespurnaden har ikkje noko innhald. Send eit JSON-objekt."),
    "json_invalid": ("Innholdet er ikke gyldig JSON.", "Innhaldet er ikkje gyldig JSON."),
}
_WHOLE_BODY_OTHER = ("Innholdet må være et JSON-objekt.", "Innhaldet må vere eit JSON-objekt.")

_FIELD = {
    "missing": ("Feltet «{field}» mangler.", "Feltet «{field}» manglar."),
    "blank": ("Feltet «{field}» er tomt. Skriv inn en tekst.", "Feltet «{field}» er tomt. Skriv inn ein tekst."),
    "string_type": ("Feltet «{field}» må være tekst.", "Feltet «{field}» må vere tekst."),
    "string_unicode": ("Feltet «{field}» har tegn som ikke kan leses.", "Feltet «{field}» har teikn som ikkje kan lesast."),
    "string_too_long": ("Feltet «{field}» kan ha høyst {max_length} tegn.", "Feltet «{field}» kan ha høgst {max_length} teikn."),
    "literal_error": ("Feltet «{field}» må være en av disse: {values}.", "Feltet «{field}» må vere ein av desse: {values}."),
    "uuid_type": ("Feltet «{field}» må være en gyldig id (UUID).", "Feltet «{field}» må vere ein gyldig id (UUID)."),
    "uuid_parsing": ("Feltet «{field}» er ikke en gyldig id (UUID).", "Feltet «{field}» er ikkje ein gyldig id (UUID)."),
}
_FIELD_OTHER = ("Feltet «{field}» har en verdi vi ikke kan bruke.", "Feltet «{field}» har ein verdi vi ikkje kan bruke.")


def explain(errors: Sequence[Any]) -> list[FieldError]:
    """FastAPI's validation errors in words a person understands."""
    return [_explain(error) for error in errors]


def _explain(error: dict[str, Any]) -> FieldError:
    kind, place = error["type"], error["loc"]
    if kind == "json_invalid" or len(place) < 2:
        return FieldError(BODY, Text(*_WHOLE_BODY.get(kind, _WHOLE_BODY_OTHER)))
    values = {"field": ".".join(map(str, place[1:])), **error.get("ctx", {})}
    values["values"] = str(values.get("expected", "")).replace("'", "").replace(" or ", ", ")
    nb, nn = _FIELD.get(kind, _FIELD_OTHER)
    return FieldError(values["field"], Text(nb.format(**values), nn.format(**values)))
