"""PDFium in a process of its own: a hostile PDF may cost that process, never the one that asks.

PDFium has no limit on what a small file may unpack to, and ends its process where memory fails. So the child gets
limits of the operating system (where it has such) and answers in JSON, which a child gone wrong cannot turn into
anything but text.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from array import array
from pathlib import Path
from typing import Any

from loaders.errors import LoaderError
from loaders.formats.source import SourceText
from loaders.text import MappedText

MEMORY = 3 << 30
"""Bytes of address space."""
CPU_SECONDS = 240
_WALL_SECONDS = 600
_ROOT = Path(__file__).parents[2]
_TOO_MUCH = (
    f"The PDF takes more than {MEMORY >> 30} GiB of memory or {CPU_SECONDS // 60} minutes to open; "
    "print it to a new PDF, or cut it into its documents."
)


def read(data: bytes) -> SourceText:
    """The text of a PDF; LoaderError for one that cannot be read or takes too much memory or time."""
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    try:
        child = subprocess.run(
            [sys.executable, "-m", "loaders.formats.pdf_process"],
            input=data,
            capture_output=True,
            check=False,
            timeout=_WALL_SECONDS,
            env=os.environ | {"PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
        )
    except subprocess.TimeoutExpired:
        raise LoaderError(_TOO_MUCH) from None
    if child.returncode != 0:
        raise LoaderError(_TOO_MUCH)
    answer = json.loads(child.stdout)
    if "error" in answer:
        raise LoaderError(answer["error"])
    layout = answer["layout"]
    mapped = MappedText(layout["text"], array("q", layout["starts"]), array("q", layout["ends"]))
    return SourceText(answer["text"], "pdf", "pdf", mapped, tuple(answer["warnings"]), tuple(answer["breaks"]))


def _answer(data: bytes) -> dict[str, Any]:
    from loaders.formats import pdf

    try:
        source = pdf.read(data)
    except LoaderError as error:
        return {"error": str(error)}
    layout = source.layout
    if layout is None:
        raise AssertionError("a PDF has a layout")
    return {
        "text": source.text,
        "layout": {"text": layout.text, "starts": list(layout.starts), "ends": list(layout.ends)},
        "warnings": source.warnings,
        "breaks": source.breaks,
    }


def _limit() -> None:
    """Sets the limits where the operating system has them."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    _limit()
    json.dump(_answer(sys.stdin.buffer.read()), sys.stdout)
