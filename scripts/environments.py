#!/usr/bin/env python3
"""Find the two Python versions and make the two virtual environments from their lock files. Standard library only.

    python3 scripts/environments.py [engine] [service]

An environment whose lock file has not changed is left as it is.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENTS = {
    # name: (folder, Python versions in order of preference, lock file, also install the project itself)
    "engine": (".venv-engine", ("3.10",), "requirements/engine.txt", False),
    "service": (".venv", ("3.11", "3.12", "3.13"), "requirements/service.txt", True),
}


def runs(python: str, version: str) -> bool:
    """Whether this really is a Python of that version: a pyenv shim can exist without its version."""
    try:
        done = subprocess.run(
            [python, "-c", "import sys, venv; print('%d.%d' % sys.version_info[:2])"], capture_output=True, text=True, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and done.stdout.strip() == version


def find_python(versions: tuple[str, ...]) -> str | None:
    """The path of the first version found on PATH, among pyenv's, or through uv."""
    for version in versions:
        pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
        installed = sorted(
            pyenv.glob(f"{version}.*/bin/python"), key=lambda path: [int(n) for n in path.parts[-3].split(".") if n.isdigit()]
        )
        for candidate in (f"python{version}", *map(str, reversed(installed))):
            if runs(candidate, version):
                return candidate
        if shutil.which("uv"):
            found = subprocess.run(["uv", "python", "find", version], capture_output=True, text=True)
            if found.returncode == 0 and runs(found.stdout.strip(), version):
                return found.stdout.strip()
    return None


def stamp_of(lock: Path, install_project: bool = False) -> str:
    """What the environment was made from: the lock file, and for the service how the project itself is installed."""
    project = (ROOT / "pyproject.toml").read_bytes() if install_project else b""
    return hashlib.sha256(lock.read_bytes() + project).hexdigest()


def make(name: str) -> None:
    """Make one environment, or say in one message why it cannot be made and what to do."""
    folder, versions, lock_name, install_project = ENVIRONMENTS[name]
    target, lock = ROOT / folder, ROOT / lock_name
    stamp = target / "made-from.sha256"
    if stamp.exists() and stamp.read_text() == stamp_of(lock, install_project):
        return
    python = find_python(versions)
    if python is None:
        sys.exit(
            f"The {name} needs Python {' or '.join(versions)}, and none was found on PATH, in pyenv or through uv.\n"
            f"Install it with one of:  pyenv install {versions[0]}  |  uv python install {versions[0]}  |  "
            f"apt-get install python{versions[0]}-venv"
        )
    print(f"[{name}] making {folder} with {python} from {lock_name} (a few minutes the first time)", flush=True)
    if target.exists():
        shutil.rmtree(target)
    step([python, "-m", "venv", str(target)], name)
    pip = [str(target / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    if name == "engine":
        step([*pip, "setuptools<71", "wheel"], name)
    step([*pip, "-r", str(lock)], name)
    if install_project:
        step([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], name)
    stamp.write_text(stamp_of(lock, install_project))
    print(f"[{name}] ready", flush=True)


def step(command: list[str], name: str) -> None:
    """Run one command; its own output is shown only when it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        print("\n".join(done.stdout.splitlines()[-30:]))
        sys.exit(f"[{name}] «{' '.join(command)}» failed. Look above for the reason, mend it and run `make install` again.")


def main() -> None:
    """Make the environments named, or both."""
    for name in sys.argv[1:] or ENVIRONMENTS:
        make(name)


if __name__ == "__main__":
    main()
