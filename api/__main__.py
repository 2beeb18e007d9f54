"""Start the service: `python -m api`."""

from __future__ import annotations

import uvicorn

from api.app import create_app
from api.settings import Settings


def main() -> None:
    """Read the settings and serve. No access log: addresses and conversation ids stay out of files."""
    settings = Settings()
    uvicorn.run(create_app(settings), host=settings.host, port=settings.port, access_log=False, server_header=False)


if __name__ == "__main__":
    main()
