"""Start the action server on the loopback interface: `python -m actions --port 5055`."""

from __future__ import annotations

import argparse

import uvicorn

from actions.webhook import create_app


def main() -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=5055)
    uvicorn.run(create_app(), host="127.0.0.1", port=parser.parse_args().port, log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
