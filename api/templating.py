"""The one template environment of the server-rendered pages; everything is escaped unless marked as safe."""

from __future__ import annotations

from pathlib import Path

from starlette.templating import Jinja2Templates

from api.page_texts import PAGE_TEXTS
from api.prose import blocks

FOLDER = Path(__file__).parent / "templates"

templates = Jinja2Templates(directory=FOLDER)
templates.env.globals["texts"] = PAGE_TEXTS
templates.env.globals["blocks"] = blocks
