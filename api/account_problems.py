"""The errors of sign-in and of accounts, in both standards; their base and mapping are in api/problems.py."""

from __future__ import annotations

from api.problems import ApiError, NotFoundError, Text, Unavailable


class SignInRefused(ApiError):
    """Unknown username, wrong password or disabled account: which of them is not told."""

    status = 401
    code = "sign-in-refused"
    title = Text("Innloggingen mislyktes", "Innlogginga lukkast ikkje")
    detail = Text("Brukernavnet eller passordet er feil.", "Brukarnamnet eller passordet er feil.")


class TooManyAttempts(ApiError):
    """Too many attempts to sign in, for one username or from one address."""

    status = 429
    code = "too-many-attempts"
    title = Text("For mange forsøk", "For mange forsøk")

    def __init__(self, seconds: int) -> None:
        super().__init__(f"again in {seconds} s")
        self.retry_after = max(1, seconds)
        minutes = -(-self.retry_after // 60)
        nb, nn = ("ett minutt", "eitt minutt") if minutes == 1 else (f"{minutes} minutter", f"{minutes} minutt")
        self.detail = Text(
            f"Du har prøvd å logge inn for mange ganger. Vent {nb}, og prøv igjen.",
            f"Du har prøvd å logge inn for mange gonger. Vent {nn}, og prøv igjen.",
        )


class ForeignForm(ApiError):
    """The sign-in form was sent from a page of another site."""

    status = 403
    code = "foreign-form"
    title = Text("Skjemaet kom fra et annet nettsted", "Skjemaet kom frå ein annan nettstad")
    detail = Text("Åpne innloggingssiden på nytt, og prøv igjen.", "Opne innloggingssida på nytt, og prøv igjen.")


class ExternalSignInFailed(ApiError):
    """What came back from the sign-in provider cannot be trusted, or the person gave up there."""

    status = 400
    code = "external-sign-in-failed"
    title = Text("Innloggingen ble ikke fullført", "Innlogginga vart ikkje fullført")
    detail = Text(
        "Vi kunne ikke bekrefte innloggingen. Begynn på nytt fra innloggingssiden.",
        "Vi kunne ikkje stadfeste innlogginga. Byrja på nytt frå innloggingssida.",
    )


class ExternalSignInUnavailable(Unavailable):
    """The sign-in provider does not answer, or answers something unusable."""

    code = "external-sign-in-unavailable"
    detail = Text(
        "Vi får ikke kontakt med innloggingstjenesten. Prøv igjen om litt.",
        "Vi får ikkje kontakt med innloggingstenesta. Prøv igjen om litt.",
    )


class NoRole(ApiError):
    """The provider vouches for the person, but gives no role of the console."""

    status = 403
    code = "no-role"
    title = Text("Du har ikke tilgang", "Du har ikkje tilgang")
    detail = Text(
        "Du er logget inn, men har ikke fått noen rolle her. Be en administrator om tilgang.",
        "Du er logga inn, men har ikkje fått noka rolle her. Be ein administrator om tilgang.",
    )


class AccountDisabled(ApiError):
    """The person proved who they are, and their account is disabled."""

    status = 403
    code = "account-disabled"
    title = Text("Kontoen er stengt", "Kontoen er stengd")
    detail = Text("Kontoen din er stengt. Spør en administrator.", "Kontoen din er stengd. Spør ein administrator.")


class PasswordChangeNeeded(ApiError):
    """The session began with a one-time password; nothing else is done until another is chosen."""

    status = 403
    code = "password-change-needed"
    title = Text("Velg et nytt passord", "Vel eit nytt passord")
    detail = Text("Du må velge et nytt passord før du går videre.", "Du må velje eit nytt passord før du går vidare.")


class AccountNotFound(NotFoundError):
    """No account has this id."""

    code = "account-not-found"
    title = Text("Vi fant ikke brukeren", "Vi fann ikkje brukaren")
    detail = Text("Det finnes ingen slik bruker.", "Det finst ingen slik brukar.")


class UsernameTaken(ApiError):
    """Another account has this username."""

    status = 409
    code = "username-taken"
    title = Text("Brukernavnet er opptatt", "Brukarnamnet er oppteke")
    detail = Text("En annen bruker har dette brukernavnet. Velg et annet.", "Ein annan brukar har dette brukarnamnet. Vel eit anna.")


class UnfitAccount(ApiError):
    """A username or a name that cannot be used."""

    status = 422
    code = "unfit-account"
    title = Text("Brukeren kan ikke lages", "Brukaren kan ikkje lagast")
    detail = Text(
        "Skriv et navn, og et brukernavn uten mellomrom: bokstaver, tall, punktum, bindestrek og @.",
        "Skriv eit namn, og eit brukarnamn utan mellomrom: bokstavar, tal, punktum, bindestrek og @.",
    )


class UnfitPassword(ApiError):
    """The new password is too short, too long or the username; `detail` says which."""

    status = 422
    code = "unfit-password"
    title = Text("Passordet kan ikke brukes", "Passordet kan ikkje brukast")

    def __init__(self, reason: str, detail: Text) -> None:
        super().__init__(reason)
        self.detail = detail


class WrongPassword(ApiError):
    """The current password, asked for before a new one is set, is wrong."""

    status = 422
    code = "wrong-password"
    title = Text("Passordet er feil", "Passordet er feil")
    detail = Text("Det nåværende passordet er feil.", "Det noverande passordet er feil.")


class LastAdmin(ApiError):
    """The change would leave no administrator who can sign in."""

    status = 409
    code = "last-admin"
    title = Text("Den siste administratoren", "Den siste administratoren")
    detail = Text(
        "Dette er den eneste aktive administratoren. Gjør en annen til administrator først.",
        "Dette er den einaste aktive administratoren. Gjer ein annan til administrator først.",
    )


class ManagedElsewhere(ApiError):
    """Role and password of the account belong to the OpenID Connect provider."""

    status = 409
    code = "managed-elsewhere"
    title = Text("Styres et annet sted", "Blir styrt ein annan stad")
    detail = Text(
        "Brukeren logger inn hos en ekstern tjeneste. Rolle og passord endres der.",
        "Brukaren loggar inn hos ei ekstern teneste. Rolle og passord blir endra der.",
    )
