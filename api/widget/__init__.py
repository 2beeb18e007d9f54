"""The chat widget as one script: its parts put together, with its style and texts inside.

The parts stand here as they are read and tested: `texts.json`, `style.css`, and scripts that share one scope. Put
together and without comments and blanks they are what `/widget.js` gives; nothing is built before the service starts.
"""

from __future__ import annotations

import json
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

FOLDER = Path(__file__).parent
SCRIPTS = ("client.js", "messages.js", "feedback.js", "element.js")


def texts() -> dict[str, dict[str, object]]:
    """The widget's texts by written standard."""
    found: dict[str, dict[str, object]] = json.loads((FOLDER / "texts.json").read_text(encoding="utf-8"))
    return found


def script(retention_days: int) -> str:
    """The whole widget as a classic script; `retention_days` is what it tells the person about storage."""
    values = {"TEXTS": texts(), "STYLE": cssmin((FOLDER / "style.css").read_text(encoding="utf-8")), "DAYS": retention_days}
    constants = [f"const {name}={json.dumps(value, ensure_ascii=False, separators=(',', ':'))};" for name, value in values.items()]
    parts = [jsmin((FOLDER / name).read_text(encoding="utf-8")) for name in SCRIPTS]
    return "\n".join(['(()=>{"use strict";', *constants, *parts, "})();", ""])
