"""Read YAML with every scalar as text, and remember the line each value stands on.

YAML reads `no:` as false and `10:30` as 630; an editor's words must stay the editor's words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.composer import ComposerError

from knowledge.errors import EntryError

Path_ = tuple[str | int, ...]
DEEPEST = 20


@dataclass(frozen=True)
class TextDocument:
    """`data`: nested dict/list/str; `lines`: path of keys and indices → line number, from 1."""

    data: Any
    lines: dict[Path_, int]

    def line(self, *path: str | int) -> int:
        """The line of a value, or of the nearest part that encloses it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class _PlainLoader(yaml.SafeLoader):
    """Refuses what can make a short text endless: references (a few of them in each other are millions of values) and deep nesting."""

    _depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise ComposerError(None, None, "henvisninger med * kan ikke brukes her", self.peek_event().start_mark)
        self._depth += 1
        if self._depth > DEEPEST:
            raise ComposerError(None, None, "for mange nivåer inni hverandre", self.peek_event().start_mark)
        node: yaml.Node | None = super().compose_node(parent, index)
        self._depth -= 1
        return node


def parse_text(source: str, name: str) -> TextDocument:
    """Parse YAML text. Raises EntryError with name and line when it is not YAML, repeats a key, refers to itself or is nested deeply."""
    try:
        node = yaml.compose(source, Loader=_PlainLoader)
    except yaml.MarkedYAMLError as error:
        line = _unclosed_quote(source) or (error.problem_mark.line + 1 if error.problem_mark else 1)
        raise EntryError(f"{name}:{line}: fila er ikke gyldig YAML ({error.problem}). Se etter innrykk, kolon og anførselstegn.") from error
    except yaml.reader.ReaderError as error:
        line = source.count("\n", 0, error.position) + 1
        raise EntryError(f"{name}:{line}: et tegn i fila kan ikke leses. Slett det usynlige tegnet og skriv linja på nytt.") from error
    lines: dict[Path_, int] = {}
    return TextDocument(_value(node, (), lines, name), lines)


def _unclosed_quote(source: str) -> int | None:
    """The line where a value's quotation mark is opened and not closed: YAML tells it only at the next mark, or the file's end."""
    return next((number for number, row in enumerate(source.splitlines(), 1) if re.search(r""":\s+(?:"[^"]*|'[^']*)$""", row)), None)


def load_text(path: Path) -> TextDocument:
    """Read a YAML file as text; errors as in `parse_text`."""
    return parse_text(path.read_text(encoding="utf-8"), path.name)


def _value(node: yaml.Node | None, path: Path_, lines: dict[Path_, int], name: str) -> Any:
    if node is None:
        return None
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise EntryError(f"{name}:{key.start_mark.line + 1}: navnet på et felt må være tekst.")
            if key.value in result:
                raise EntryError(f"{name}:{key.start_mark.line + 1}: «{key.value}» står to ganger. Fjern den ene.")
            result[key.value] = _value(value, (*path, key.value), lines, name)
            lines[(*path, key.value)] = key.start_mark.line + 1
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, index), lines, name) for index, item in enumerate(node.value)]
    return node.value
