"""Running the code cells of a notebook of docs/notebooks in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.running import environment

FOLDER = Path(__file__).parents[2] / "docs" / "notebooks"
NAMES = ["py2neo", "driver"]
_SAY = """
import json
print(json.dumps({
    "labels": labels, "types": types, "rows": frame.to_dict("records"), "columns": list(frame.columns),
    "clause": clause["title"], "quotes": quotes,
    "nodes": len(subgraph.nodes), "relationships": len(subgraph.relationships),
}))
"""


def cells(name: str) -> list[dict[str, Any]]:
    """The cells of a notebook."""
    content = json.loads((FOLDER / f"{name}.ipynb").read_text(encoding="utf-8"))
    assert content["nbformat"] == 4
    return list(content["cells"])


def found_by(name: str, data: Path, **more: str) -> dict[str, Any]:
    """What the notebook's variables hold after its last cell, run over the graph of ``data`` or POLICYGRAPH_URL."""
    code = "\n".join("".join(cell["source"]) for cell in cells(name) if cell["cell_type"] == "code")
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{_SAY}"],
        env=environment(data, **more),
        capture_output=True,
        check=False,
        cwd=FOLDER,
    )
    assert done.returncode == 0, done.stderr.decode()
    return dict(json.loads(done.stdout.splitlines()[-1]))


def check(found: dict[str, Any]) -> None:
    """What both notebooks find on every engine with the shipped plans."""
    assert {"Policy", "Clause", "Measure", "Instrument", "Region", "Agency"} <= set(found["labels"])
    assert {"HAS_CLAUSE", "DEPLOYS", "OF_TYPE", "LEADS"} <= set(found["types"])
    assert found["columns"] == ["region", "mode", "measures"]
    assert all(row["measures"] > 0 for row in found["rows"])
    assert ("湖北省", "funds") in {(row["region"], row["mode"]) for row in found["rows"]}
    assert {row["region"] for row in found["rows"]} == {"东莞市", "中山市", "广东省", "湖北省"}
    assert found["clause"] == "强化项目建设和推广应用支持"
    assert any("首台(套)技术装备" in quote for quote in found["quotes"])
    assert found["relationships"] == found["nodes"] - 1  # a tree: from the policy down
