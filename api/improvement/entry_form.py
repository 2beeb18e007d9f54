"""An entry as the fields of a form, and back into its YAML file: comments and formatting of what is not changed stay as they are."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import FoldedScalarString, LiteralScalarString

from knowledge.entries import PROGRAMMES, STANDARDS
from knowledge.errors import EntryError
from knowledge.yaml_text import parse_text

LINE_WIDTH = 112
PLAIN_WIDTH = 90
NEVER_WRAP = 100_000
LONGEST = 40_000
"""Characters of an entry's file; the longest there is has a sixth of that."""
CITATION = ("source", "section", "quote")
REVIEWED = ("by", "on", "again")
Form = Mapping[str, str]


class UnreadableEntry(ValueError):
    """The text is no entry that a form can show; the checks tell the editor what is wrong with it."""


def to_form(source: str) -> dict[str, str]:
    """YAML → form fields by dotted name, such as `answers.both.nb` or `answers.both.citations.0.quote`. Raises UnreadableEntry."""
    entry = _load(_yaml(), source)
    form = {"concerns": _text(entry.get("concerns")), "related": ", ".join(map(str, _list(entry.get("related"))))}
    for part in ("title", "question"):
        form |= {f"{part}.{standard}": _text(_map(entry.get(part)).get(standard)) for standard in STANDARDS}
    form |= {f"reviewed.{key}": _text(_map(entry.get("reviewed")).get(key)) for key in REVIEWED}
    for programme, answer in _map(entry.get("answers")).items():
        form |= dict(_answer_fields(f"answers.{programme}", _map(answer)))
    return form


def to_yaml(base: str, topic: str, form: Form) -> str:
    """The entry's file with the form's values in it; `base` is the file as it is, empty for a new topic. Raises UnreadableEntry."""
    yaml = _yaml()
    entry = _load(yaml, base) or CommentedMap(topic=topic)
    _put(entry, "topic", topic, keep_empty=True)
    for part in ("title", "question"):
        _put_texts(_below(entry, part), {standard: form.get(f"{part}.{standard}", "") for standard in STANDARDS})
    _put_related(entry, form.get("related", ""))
    _put(entry, "concerns", form.get("concerns", ""))
    answers = _below(entry, "answers")
    for programme in PROGRAMMES:
        _put_answer(answers, programme, form)
    reviewed = _below(entry, "reviewed")
    for key in REVIEWED:
        _put(reviewed, key, form.get(f"reviewed.{key}", ""), keep_empty=True)
    _in_order(entry)
    written = io.StringIO()
    yaml.dump(entry, written)
    return written.getvalue()


def citation_numbers(form: Form, programme: str) -> list[int]:
    """The numbers of an answer's citations in a form, in order."""
    wanted = re.compile(rf"answers\.{programme}\.citations\.(\d{{1,3}})\.\w+")
    return sorted({int(found[1]) for name in form if (found := wanted.fullmatch(name))})


def _answer_fields(where: str, answer: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield f"{where}.status", _text(answer.get("status"))
    for standard in STANDARDS:
        yield f"{where}.{standard}", _text(answer.get(standard))
        yield f"{where}.brief.{standard}", _text(_map(answer.get("brief")).get(standard))
    for number, citation in enumerate(_list(answer.get("citations"))):
        for key in (*CITATION, "brief"):
            yield f"{where}.citations.{number}.{key}", _text(_map(citation).get(key))


def _put_answer(answers: CommentedMap, programme: str, form: Form) -> None:
    where = f"answers.{programme}"
    if not form.get(f"{where}.status"):  # the editor chose that there is no answer of its own for this programme
        answers.pop(programme, None)
        return
    answer = _below(answers, programme)
    for key in ("status", *STANDARDS):
        _put(answer, key, form.get(f"{where}.{key}", ""), keep_empty=True, folded=key != "status")
    brief = {standard: form.get(f"{where}.brief.{standard}", "") for standard in STANDARDS}
    if any(value.strip() for value in brief.values()):
        _put_texts(_below(answer, "brief"), brief)
    else:
        answer.pop("brief", None)
    _put_citations(answer, programme, form)


def _put_citations(answer: CommentedMap, programme: str, form: Form) -> None:
    old = _list(answer.get("citations"))
    kept = CommentedSeq()
    for number in citation_numbers(form, programme):
        values = {key: form.get(f"answers.{programme}.citations.{number}.{key}", "").strip() for key in (*CITATION, "brief")}
        if not values["quote"]:
            continue
        citation = old[number] if number < len(old) and isinstance(old[number], CommentedMap) else CommentedMap()
        for key in CITATION:
            _put(citation, key, values[key], keep_empty=True)
        _put(citation, "brief", values["brief"])
        kept.append(citation)
    if [id(citation) for citation in kept] != [id(citation) for citation in old]:
        answer["citations"] = kept


def _put_texts(mapping: CommentedMap, values: Mapping[str, str]) -> None:
    for key, value in values.items():
        _put(mapping, key, value, keep_empty=True)


def _put_related(entry: CommentedMap, listed: str) -> None:
    topics = [topic for topic in listed.replace(",", " ").split() if topic]
    if topics != list(_list(entry.get("related"))) or "related" not in entry:
        related = CommentedSeq(topics)
        related.fa.set_flow_style()
        entry["related"] = related


def _put(mapping: CommentedMap, key: str, value: str, *, keep_empty: bool = False, folded: bool = False) -> None:
    """Set a text in the style that suits it; one that is the same already stays as it is written."""
    value = value.replace("\r\n", "\n").strip()
    if key in mapping and _text(mapping[key]) == value:
        return
    if not value and not keep_empty:
        mapping.pop(key, None)
        return
    mapping[key] = _scalar(value, folded)


def _scalar(value: str, folded: bool) -> Any:
    if "\n" in value:
        return LiteralScalarString(value)
    if (folded and value) or len(value) > PLAIN_WIDTH:
        text = FoldedScalarString(value)
        text.fold_pos = _breaks(value)
        return text
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value


def _breaks(value: str) -> list[int]:
    """The places of the blanks where lines are broken."""
    places, at = [], 0
    for line in textwrap.wrap(value, LINE_WIDTH, break_long_words=False, break_on_hyphens=False)[:-1]:
        at += len(line)
        places.append(at)
        at += 1
    return places


def _below(mapping: CommentedMap, key: str) -> CommentedMap:
    if not isinstance(mapping.get(key), CommentedMap):
        mapping[key] = CommentedMap()
    below: CommentedMap = mapping[key]
    return below


def _in_order(entry: CommentedMap) -> None:
    """Keep `reviewed` last, also when another part came in after it."""
    if list(entry)[-1] != "reviewed":
        entry.move_to_end("reviewed")


def _load(yaml: YAML, source: str) -> CommentedMap:
    """The entry; empty when there is no text. The strict reader goes first: it is proof against texts made to overload a reader."""
    if len(source) > LONGEST:
        raise UnreadableEntry(f"{len(source)} characters are more than {LONGEST}")
    try:
        parse_text(source, "entry")
        entry = yaml.load(source)
    except (EntryError, YAMLError, ValueError) as error:  # ValueError: a date or a number that is none
        raise UnreadableEntry(str(error)) from error
    if entry is not None and not isinstance(entry, CommentedMap):
        raise UnreadableEntry("not fields with values")
    return CommentedMap() if entry is None else entry


def _map(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> Sequence[Any]:
    return value if isinstance(value, CommentedSeq) else CommentedSeq()


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = NEVER_WRAP  # the folds of the file are kept; new ones are set in _breaks
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml
