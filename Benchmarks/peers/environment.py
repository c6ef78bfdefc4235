"""The virtual environment that holds the peers."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from lines import progress

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent
REQUIREMENTS = HERE / "requirements.txt"
COMMON = "common"


def groups() -> dict[str, list[str]]:
    """The pinned packages of each peer."""
    found: dict[str, list[str]] = {}
    name = None
    for line in REQUIREMENTS.read_text().splitlines():
        if line.startswith("# peer: "):
            name = line.removeprefix("# peer: ").strip()
            found[name] = []
        elif name is not None and line.strip() and not line.startswith("#"):
            found[name].append(line.strip())
    return found


def peer_names() -> list[str]:
    return [name for name in groups() if name != COMMON]


@dataclass
class Environment:
    """What is installed, and why the rest is not."""

    python: Path | None = None
    ready: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)


def folder() -> Path:
    return Path(os.environ.get("VECDB_BENCH_VENV", PACKAGE / ".venv"))


def interpreter() -> Path:
    return folder() / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def prepare(peers: list[str]) -> Environment:
    """Makes the environment and installs the peers asked for; one that does not install is left out."""
    if not peers:
        return Environment()
    python = interpreter()
    if not python.exists():
        progress(f"making a virtual environment in {folder().name} …")
        made = subprocess.run([sys.executable, "-m", "venv", str(folder())], capture_output=True, text=True)
        if made.returncode:
            reason = last_line(made.stdout + made.stderr)
            return Environment(skipped={peer: f"no virtual environment: {reason}" for peer in peers})
    found = groups()
    reason = install(python, found[COMMON])
    if reason:
        return Environment(skipped={peer: f"no numpy: {reason}" for peer in peers})
    result = Environment(python)
    for peer in peers:
        reason = install(python, found[peer])
        if reason:
            result.skipped[peer] = reason
            progress(f"peer {peer} is skipped: {reason}")
        else:
            result.ready.append(peer)
    return result


def install(python: Path, packages: list[str]) -> str | None:
    """Installs packages unless they are there in these versions; the reason where that fails."""
    if is_installed(python, packages):
        return None
    progress(f"installing {', '.join(packages)} …")
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
    run = subprocess.run(command, capture_output=True, text=True)
    return last_line(run.stderr or run.stdout) if run.returncode else None


def is_installed(python: Path, packages: list[str], exactly: bool = True) -> bool:
    """Whether packages are there; `exactly`: in the versions asked for."""
    wanted = dict(package.split("==") for package in packages)
    script = (
        "import sys\nfrom importlib.metadata import version, PackageNotFoundError\n"
        "for word in sys.argv[1:]:\n    name, want = word.split('==')\n    try:\n"
        "        found = version(name.split('[')[0])\n    except PackageNotFoundError:\n        sys.exit(1)\n"
        f"    if {exactly} and found != want:\n        sys.exit(1)\n"
    )
    words = [f"{name}=={version}" for name, version in wanted.items()]
    return subprocess.run([str(python), "-c", script, *words], capture_output=True).returncode == 0


def last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith("error")]
    return (errors or lines or ["no message"])[-1][:200]
