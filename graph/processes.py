"""Processes and ports that engines run on."""

from __future__ import annotations

import socket
import subprocess
from pathlib import Path


def was_started_with(pid: int, word: str) -> bool:
    """Whether process ``pid`` lives and has ``word`` on its command line: numbers are reused, command lines tell."""
    if pid <= 0:
        return False
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except FileNotFoundError:
        return _seen_by_ps(pid, word)
    except OSError:
        return False
    return word.encode() in words


def _seen_by_ps(pid: int, word: str) -> bool:
    """The same where there is no ``/proc``."""
    if Path("/proc/self").exists():
        return False
    shown = subprocess.run(["ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, check=False)
    return f"{word} ".encode() in shown.stdout.replace(b"\n", b" ")


def usable_port(host: str, port: int) -> int:
    """The number of ``port`` on ``host``, for 0 that of a free one; OSError when it is taken or not to be had."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what was stopped a moment ago is not in the way
        probe.bind(address)
        return int(probe.getsockname()[1])
