"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any


def describe() -> dict[str, Any]:
    """The machine, without anything that names it or its user."""
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(memory_bytes() / 1e9, 1),
        "system": system(),
        "python": platform.python_version(),
        "load_before": load(),
    }


def processor() -> str:
    if sys.platform == "darwin":
        return output("sysctl", "-n", "machdep.cpu.brand_string") or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    fields = (line.split(":", 1) for line in lines if ":" in line)
    cleaned = {name.strip(): value.strip() for name, value in fields}
    known = cleaned.get("flags", "").split()
    flags = [flag for flag in ("avx2", "avx512f", "avx512_vnni", "amx_int8") if flag in known]
    name = cleaned.get("model name", platform.machine())
    return f"{name} ({', '.join(flags)})" if flags else name


def system() -> str:
    try:
        release = dict(
            line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if "=" in line)
        return f"{release['PRETTY_NAME'].strip(chr(34))}, {platform.system()} {platform.release()}"
    except (OSError, KeyError):
        return platform.platform()


def memory_bytes() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return 0


def available_bytes() -> int:
    """Memory that could be used now."""
    try:
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return memory_bytes() // 2


def load() -> float | None:
    try:
        return round(os.getloadavg()[0], 2)
    except OSError:
        return None


def output(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=10).stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        return ""


def source_version(folder: Path) -> str:
    """The commit that was measured, and whether the source differs from it."""
    commit = output("git", "-C", str(folder), "describe", "--always", "--abbrev=12", "--dirty=+changes")
    return commit or "unknown"
