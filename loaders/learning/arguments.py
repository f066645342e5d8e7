"""Command line of the modules that learn: which annotated documents to learn from."""

from __future__ import annotations

import argparse
from pathlib import Path


def parsed(program: str, description: str) -> argparse.Namespace:
    """The arguments: ``gold`` and ``texts`` (folders), ``apart`` (ids)."""
    parser = argparse.ArgumentParser(prog=program, description=description)
    parser.add_argument("--gold", type=Path, action="append", required=True, help="folder of gold files")
    parser.add_argument("--texts", type=Path, action="append", required=True, help="folder of their texts")
    parser.add_argument("--apart", action="append", default=[], help="id of a document that no rule was written by")
    return parser.parse_args()
