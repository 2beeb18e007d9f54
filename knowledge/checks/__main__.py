"""Check some files of the project, as before a commit: `python -m knowledge.checks FILE …`; without files, everything."""

from __future__ import annotations

import sys
from pathlib import Path

from knowledge.checks import ROOT, check_all, check_some


def main(files: list[str], root: Path = ROOT) -> int:
    """Print what is wrong; gives how many problems there are."""
    problems = check_some(files, root) if files else check_all(root)
    for problem in problems:
        print(problem)
    if problems:
        print(f"{len(problems)} feil i kunnskapen. Rett dem, og prøv igjen.")
    return len(problems)


if __name__ == "__main__":
    sys.exit(bool(main(sys.argv[1:])))
