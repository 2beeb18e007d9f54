"""The entry editor: the real checks, into a proposal only when they find nothing, and never over somebody else's change."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.improvement.errors import EntryChanged
from api.improvement.trial import refuse_changed_entries
from api.project import Project
from api.services import Services
from tests.api.staff.conftest import SignIn

PAGE, SAVE, CHECK = "/staff/forslag/emne", "/staff/forslag/emne", "/staff/forslag/sjekk"
pytestmark = pytest.mark.slow  # the checks load two word lists


class Fields(HTMLParser):
    """What a browser would send of a page's editor."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._name, self._taken, self._open, self._first = "", False, False, False
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        if tag == "input" and found.get("type") in ("text", "hidden"):
            self.values[found["name"] or ""] = found.get("value") or ""
        elif tag in ("textarea", "select"):
            self._name = found["name"] or ""
            self.values[self._name] = ""
            self._taken, self._first = tag == "textarea", tag == "select"
        elif tag == "option":
            self._open = "selected" in found or self._first
            self._first = False
            if self._open and "value" in found:
                self.values[self._name], self._open = found["value"] or "", False

    def handle_data(self, data: str) -> None:
        if self._taken:
            self.values[self._name] += data
        elif self._open and data.strip():
            self.values[self._name], self._open = data.strip(), False

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._taken = False


@pytest.fixture
def editor(client: TestClient, sign_in: SignIn) -> Iterator[dict[str, str]]:
    """The fields of the exam entry, as an editor's browser has them."""
    sign_in("editor")
    yield Fields(client.get(f"{PAGE}?emne=exam").text).values


def test_an_entry_that_is_not_changed_is_sound_and_stays_the_same(
    client: TestClient, editor: dict[str, str], services: Services, root: Path
) -> None:
    assert "Sjekken fant ingen feil" in client.post(CHECK, data=editor).text
    assert client.post(SAVE, data={**editor, "tittel": "Eksamen"}, follow_redirects=False).headers["location"] == "/staff/forslag/1"
    change = services.proposals.one(1).changes[0]
    assert (change.kind, change.topic) == ("entry", "exam")
    assert change.text == (root / "knowledge/entries/exam.yml").read_text(encoding="utf-8")


def test_what_is_wrong_is_said_with_line_and_remedy_and_is_not_saved(
    client: TestClient, editor: dict[str, str], services: Services
) -> None:
    wrong = {**editor, "answers.top_leader.nb": editor["answers.top_leader.nb"] + " Det varer i 17 timer."}
    said = client.post(CHECK, data=wrong).text
    assert "«17» står ikke i noen av svarets sitater. Legg inn sitatet som sier det" in said
    assert "Linje " in said and "bare bokmål har «17»" in said
    page = client.post(SAVE, data=wrong)
    assert page.status_code == 422
    assert "Det varer i 17 timer." in page.text, "what was written stays"
    assert services.proposals.all() == []


def test_a_quote_is_picked_from_a_letter(client: TestClient, editor: dict[str, str]) -> None:
    picked = {**editor, "handling": "quotes", "sitat": "toppleiarprogram-2020:0", "sitat_til": "top_leader"}
    after = Fields(client.post(SAVE, data=picked).text).values
    assert after["answers.top_leader.citations.3.source"] == "toppleiarprogram-2020"
    assert len(after["answers.top_leader.citations.3.quote"]) > 20
    assert "Sjekken fant ingen feil" in client.post(CHECK, data={**after, "handling": "check"}).text


def test_yaml_that_is_no_yaml_is_refused_with_its_line(client: TestClient, editor: dict[str, str]) -> None:
    said = client.post(CHECK, data={**editor, "as_yaml": "1", "yaml": "topic: exam\ntitle: {nb: [\n"}).text
    assert "fila er ikke gyldig YAML" in said


def test_a_new_topic_needs_a_name_of_its_own(client: TestClient, sign_in: SignIn) -> None:
    csrf = sign_in("editor")
    new = {"csrf": csrf, "is_new": "1", "answers.both.status": "answered"}
    assert "små bokstaver" in client.post(CHECK, data={**new, "topic": "../../etc"}).text
    for taken in ("exam", "out_of_scope", "chitchat"):
        assert "emnet finnes alt" in client.post(CHECK, data={**new, "topic": taken}).text
    assert "feltet «answers.both.citations» mangler. Skriv det inn." in client.post(CHECK, data={**new, "topic": "parking"}).text


def test_an_unknown_topic_is_not_found(client: TestClient, sign_in: SignIn) -> None:
    sign_in("editor")
    assert [client.get(f"{PAGE}?emne={topic}").status_code for topic in ("nowhere", "../words")] == [404, 404]


def test_a_version_written_on_an_older_entry_cannot_be_tried(
    client: TestClient, editor: dict[str, str], services: Services, root: Path
) -> None:
    client.post(SAVE, data={**editor, "title.nb": "Prøver", "title.nn": "Prøver", "related": "credits"})
    changes = services.proposals.one(1).changes
    refuse_changed_entries(Project(root), changes)
    (root / "knowledge/entries/exam.yml").write_text("topic: exam\n", encoding="utf-8")
    with pytest.raises(EntryChanged, match="exam.yml"):
        refuse_changed_entries(Project(root), changes)


def test_a_long_entry_is_taken_where_other_forms_are_limited(client: TestClient, editor: dict[str, str]) -> None:
    long = {**editor, "yaml": editor["yaml"] + "# " + "å" * 30_000}
    assert client.post(CHECK, data=long).status_code == 200
    assert client.post("/staff/ubesvart/fornye", data=long).status_code == 413


BILLION = "topic: exam\na: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n" for old, new in ("ab", "bc", "cd", "de", "ef", "fg", "gh", "hi")
)


NO_ENTRIES = {
    "a billion values": BILLION + "concerns: *i\n",
    "thousands of levels": "topic: " + "[" * 5000,
    "a list": "- exam\n",
    "a field twice": "topic: exam\ntopic: exam\n",
    "no date": "topic: exam\nconcerns: 2026-13-45\n",
    "a sign that cannot be seen": "topic: exam\x00\n",
}


def test_a_text_that_is_no_entry_is_refused_whatever_one_does_with_it(
    client: TestClient, editor: dict[str, str], services: Services
) -> None:
    for what, text in NO_ENTRIES.items():
        for action in ("check", "quotes", "save"):
            sent = {**editor, "as_yaml": "1", "yaml": text, "handling": action, "sitat": "toppleiarprogram-2020:0", "sitat_til": "both"}
            page = client.post(SAVE, data=sent)
            assert (page.status_code, "Sjekken fant" in page.text) == (422, True), f"{what}, {action}"
    assert services.proposals.all() == []


def test_an_entry_that_is_far_too_long_is_refused(client: TestClient, editor: dict[str, str]) -> None:
    said = client.post(CHECK, data={**editor, "as_yaml": "1", "yaml": "topic: exam\n" + "# ord\n" * 10_000}).text
    assert "kan ha høyst 40000. Kort den ned." in said
