"""Start the service: `python -m api`."""

from __future__ import annotations

import sys

import uvicorn

from api.app import create_app
from api.errors import SettingsWrong
from api.settings import read_settings


def main() -> None:
    """Read the settings and serve. No access log: addresses and conversation ids stay out of files."""
    try:
        settings = read_settings()
    except SettingsWrong as error:
        sys.exit(f"kompass: {error}")
    uvicorn.run(create_app(settings), host=settings.host, port=settings.port, access_log=False, server_header=False)


if __name__ == "__main__":
    main()
