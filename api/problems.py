"""The service's errors, and the RFC 9457 problem details a person or a program gets for each."""

from __future__ import annotations

from typing import Any, NamedTuple

from starlette.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 5


class Text(NamedTuple):
    """The same words in both written standards."""

    nb: str
    nn: str

    def of(self, language: str) -> str:
        """The words in one standard, "nb" or "nn"."""
        return self.nn if language == "nn" else self.nb


class FieldError(NamedTuple):
    """A field of the request and what is wrong with it."""

    field: str
    text: Text


class ApiError(Exception):
    """Base of all errors a caller may see; `members` extend the problem, `retry_after` is in seconds."""

    status = 500
    code = "internal-error"
    title = Text("Noe gikk galt hos oss", "Noko gjekk gale hos oss")
    detail = Text("Feilen er registrert. Prøv igjen om litt.", "Feilen er registrert. Prøv igjen om litt.")
    retry_after: int | None = None

    def __init__(self, reason: str = "", **members: Any) -> None:
        super().__init__(reason or type(self).__doc__)
        self.members = members

    @property
    def headers(self) -> dict[str, str]:
        """The headers that belong to the problem."""
        return {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}


class SignInNeeded(ApiError):
    """The console was asked without a valid session."""

    status = 401
    code = "sign-in-needed"
    title = Text("Du må logge inn", "Du må logge inn")
    detail = Text("Logg inn og prøv igjen.", "Logg inn og prøv igjen.")


class RoleTooLow(ApiError):
    """The member's role does not allow this."""

    status = 403
    code = "role-too-low"
    title = Text("Du har ikke tilgang til dette", "Du har ikkje tilgang til dette")
    detail = Text(
        "Rollen din gir ikke tilgang til dette. Spør en administrator om du trenger det.",
        "Rolla di gjev ikkje tilgang til dette. Spør ein administrator om du treng det.",
    )


class CsrfFailed(ApiError):
    """A form came without the token of the session, or with an old one."""

    status = 403
    code = "csrf-failed"
    title = Text("Skjemaet er for gammelt", "Skjemaet er for gammalt")
    detail = Text(
        "Vi kunne ikke se at skjemaet kom fra deg. Last siden på nytt og send det en gang til.",
        "Vi kunne ikkje sjå at skjemaet kom frå deg. Last sida på nytt og send det ein gong til.",
    )


class NotFoundError(ApiError):
    """The address does not exist."""

    status = 404
    code = "not-found"
    title = Text("Vi fant ikke siden", "Vi fann ikkje sida")
    detail = Text("Adressen finnes ikke. Sjekk at den er riktig skrevet.", "Adressa finst ikkje. Sjekk at ho er rett skriven.")


class ConversationNotFound(NotFoundError):
    """No conversation of this id is stored: it was deleted, or never was."""

    code = "conversation-not-found"
    title = Text("Samtalen finnes ikke", "Samtalen finst ikkje")
    detail = Text("Vi fant ikke samtalen. Start en ny.", "Vi fann ikkje samtalen. Start ein ny.")


class TurnNotFound(NotFoundError):
    """No turn of this id is stored."""

    code = "turn-not-found"
    title = Text("Svaret finnes ikke", "Svaret finst ikkje")
    detail = Text(
        "Vi fant ikke svaret du ga tilbakemelding på. Samtalen kan være slettet.",
        "Vi fann ikkje svaret du gav tilbakemelding på. Samtalen kan vere sletta.",
    )


class ProposalNotFound(NotFoundError):
    """No proposal of this number is stored."""

    code = "proposal-not-found"
    title = Text("Forslaget finnes ikke", "Framlegget finst ikkje")
    detail = Text("Vi fant ikke forslaget. Se listen over alle forslag.", "Vi fann ikkje framlegget. Sjå lista over alle framlegg.")


class TopicNotFound(NotFoundError):
    """No topic of this name exists."""

    code = "topic-not-found"
    title = Text("Emnet finnes ikke", "Emnet finst ikkje")
    detail = Text("Vi har ikke noe emne med dette navnet.", "Vi har ikkje noko emne med dette namnet.")


class DocumentNotFound(NotFoundError):
    """No letter of this id exists."""

    code = "document-not-found"
    title = Text("Vi fant ikke kilden", "Vi fann ikkje kjelda")
    detail = Text(
        "Vi har ikke noe dokument med dette navnet. Se listen over kildene på /kilder/.",
        "Vi har ikkje noko dokument med dette namnet. Sjå lista over kjeldene på /kilder/.",
    )


class ProposalBusy(ApiError):
    """The proposal's state does not allow this: it is being tried or published, or is closed."""

    status = 409
    code = "proposal-busy"
    title = Text("Forslaget kan ikke endres nå", "Framlegget kan ikkje endrast no")
    detail = Text(
        "Forslaget blir prøvd eller publisert, eller det er avsluttet. Last siden på nytt og se hvor det står.",
        "Framlegget blir prøvd eller publisert, eller det er avslutta. Last sida på nytt og sjå kvar det står.",
    )


class OtherJobRuns(ApiError):
    """One trial or publication runs already; they go one at a time."""

    status = 409
    code = "other-job-runs"
    title = Text("Noe annet pågår", "Noko anna er i gang")
    detail = Text(
        "Et annet forslag blir prøvd eller publisert nå. Vent til det er ferdig, og prøv igjen.",
        "Eit anna framlegg blir prøvd eller publisert no. Vent til det er ferdig, og prøv igjen.",
    )


class MethodNotAllowed(ApiError):
    """The address exists, but not for this method."""

    status = 405
    code = "method-not-allowed"
    title = Text("Metoden er ikke tillatt", "Metoden er ikkje tillaten")
    detail = Text("Denne adressen tar ikke imot slike forespørsler.", "Denne adressa tek ikkje imot slike førespurnader.")


class BadRequest(ApiError):
    """The request could not be read at all."""

    status = 400
    code = "bad-request"
    title = Text("Vi forsto ikke forespørselen", "Vi forstod ikkje førespurnaden")
    detail = Text("Forespørselen kan ikke leses. Send JSON i UTF-8.", "Førespurnaden kan ikkje lesast. Send JSON i UTF-8.")


class BodyTooLarge(ApiError):
    """The request body is larger than `max_body_bytes`."""

    status = 413
    code = "body-too-large"
    title = Text("Forespørselen er for stor", "Førespurnaden er for stor")
    detail = Text(
        "Du har sendt mer enn vi kan ta imot. Skriv en kortere melding.", "Du har sendt meir enn vi kan ta imot. Skriv ei kortare melding."
    )


class NotJson(ApiError):
    """The request body is of another media type than JSON."""

    status = 415
    code = "not-json"
    title = Text("Feil innholdstype", "Feil innhaldstype")
    detail = Text("Send JSON, og sett Content-Type til application/json.", "Send JSON, og set Content-Type til application/json.")


class InvalidInput(ApiError):
    """Fields are missing or of the wrong kind; `members["errors"]` lists them, the problem's detail says them."""

    status = 422
    code = "invalid-input"
    title = Text("Noe mangler eller er feil i det du sendte", "Noko manglar eller er feil i det du sende")

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__("; ".join(error.text.nb for error in errors))
        self.errors = errors
        self.detail = Text(*(" ".join(error.text.of(standard) for error in errors) for standard in ("nb", "nn")))


class Unavailable(ApiError):
    """A part of the service does not answer just now."""

    status = 503
    code = "unavailable"
    title = Text("Tjenesten svarer ikke akkurat nå", "Tenesta svarer ikkje akkurat no")
    detail = Text("Prøv igjen om litt.", "Prøv igjen om litt.")
    retry_after = RETRY_AFTER_SECONDS


class EngineUnavailable(Unavailable):
    """The engine is down, slow, or answers something that is no answer."""

    code = "engine-unavailable"
    detail = Text(
        "Vi får ikke laget et svar akkurat nå. Meldingen din er tatt vare på. Prøv igjen om litt.",
        "Vi får ikkje laga eit svar akkurat no. Meldinga di er teken vare på. Prøv igjen om litt.",
    )


class StoreUnavailable(Unavailable):
    """The store cannot be read or written."""

    code = "store-unavailable"
    detail = Text(
        "Vi får ikke lest eller lagret samtalen akkurat nå. Prøv igjen om litt.",
        "Vi får ikkje lese eller lagra samtalen akkurat no. Prøv igjen om litt.",
    )


class TrackerUnavailable(Unavailable):
    """The engine's tracker store cannot be cleaned, so nothing was deleted."""

    code = "tracker-unavailable"
    detail = Text(
        "Samtalen er ikke slettet ennå, for en del av lagringen svarer ikke. Prøv igjen om litt.",
        "Samtalen er ikkje sletta enno, for ein del av lagringa svarer ikkje. Prøv igjen om litt.",
    )


class ChecksUnavailable(Unavailable):
    """The worker that checks entries gives no answer."""

    code = "checks-unavailable"
    detail = Text(
        "Vi får ikke sjekket teksten akkurat nå. Det du skrev, er ikke lagret. Prøv igjen om litt.",
        "Vi får ikkje sjekka teksten akkurat no. Det du skreiv, er ikkje lagra. Prøv igjen om litt.",
    )


class NotReady(Unavailable):
    """A part that the chat needs is not ready; `parts` names it: `store`, `engine`."""

    code = "not-ready"

    def __init__(self, parts: list[str]) -> None:
        super().__init__(f"not ready: {', '.join(parts)}", parts=parts)
        named = ", ".join(parts)
        self.detail = Text(f"Disse delene av tjenesten er ikke klare: {named}.", f"Desse delane av tenesta er ikkje klare: {named}.")


def problem_body(error: ApiError, language: str, instance: str) -> dict[str, Any]:
    """The problem details object: `type`, `title`, `status`, `detail`, `instance` and the error's own members."""
    body: dict[str, Any] = {
        "type": f"urn:kompass:problem:{error.code}",
        "title": error.title.of(language),
        "status": error.status,
        "detail": error.detail.of(language),
        "instance": instance,
    }
    if isinstance(error, InvalidInput):
        body["errors"] = [{"field": item.field, "detail": item.text.of(language)} for item in error.errors]
    return body | error.members


def problem_response(error: ApiError, language: str, instance: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """The HTTP response of an error."""
    content = problem_body(error, language, instance)
    return JSONResponse(content, error.status, {**error.headers, **(headers or {})}, media_type=MEDIA_TYPE)
