"""The example answers of the OpenAPI document, asked of a server over the shipped plans.

``python -m tests.api.examples`` writes ``api/openapi/answers`` anew.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from graph.settings import GraphSettings
from graph.store import GraphStore
from tests.api.documents_client import METADATA, TEXT, local_client
from tests.running import run_policygraph

_API = "/api/v1"
_FIRST = "hubei-laser-2024%236%2F19%21first-of-kind"
ASKED = {
    "list_regions": "/regions?limit=2",
    "get_region": "/regions/420000",
    "list_policies": "/policies?limit=1",
    "get_policy": "/policies/hubei-laser-2024",
    "get_policy_text": "/policies/hubei-laser-2024/text",
    "list_clauses": "/clauses?policy=hubei-laser-2024&path=6/19",
    "list_measures": "/measures?instrument=first-of-kind&limit=1",
    "get_measure": f"/measures/{_FIRST}",
    "list_instruments": "/instruments?group=fiscal&limit=1",
    "list_agencies": "/agencies?limit=1",
    "list_enterprises": "/enterprises?documents=2&limit=1",
    "list_targets": "/targets?region=420000&limit=1",
    "compare_matrix": "/compare/matrix?group=fiscal&regions=420000&regions=442000",
    "compare_regions": "/compare/regions?a=420000&b=442000",
    "compare_targets": "/compare/targets?words=规模",
    "compare_responsibility": "/compare/responsibility?function=industry-and-it",
    "compare_industries": "/compare/industries?limit=2",
    "search": "/search?q=首台(套)&region=420000",
    "graph_neighbourhood": "/graph/neighbourhood?of=Instrument/first-of-kind&limit=3",
    "graph_path": "/graph/path?from=Region/420000&to=Region/442000&limit=1&without=PART_OF",
    "graph_subgraph": "/graph/subgraph?region=420000&labels=Region&labels=Policy&labels=Measure&limit=3",
    "query_support_which_regions_fund": "/queries/support/which-regions-fund?instrument=first-of-kind",
    "get_fact": f"/facts/{_FIRST}",
    "list_policy_judgements": "/policies/hubei-laser-2024/judgements?limit=2",
}
"""By operation: what is asked."""
_ITEMS, _CHARACTERS = 2, 300
"""Items of a list and characters of a text that are shown."""


def short(value: Any) -> Any:
    """An answer without the rest of long lists and texts."""
    if isinstance(value, dict):
        return {name: one if name == "columns" else short(one) for name, one in value.items()}
    if isinstance(value, list):
        return [short(one) for one in value[:_ITEMS]]
    return value[:_CHARACTERS] if isinstance(value, str) else value


def answers(data: Path) -> dict[str, dict[str, Any]]:
    """Every example by its operation, of a graph that is loaded into ``data``."""
    found: dict[str, dict[str, Any]] = {}
    settings = GraphSettings.load(url="embedded:", data=data, engine_heap="512m")
    with GraphStore.open(settings):
        run_policygraph(data, "load", "--all")
        with local_client(settings) as client:
            for name, path in ASKED.items():
                answer = client.get(f"{_API}{path}")
                assert answer.status_code == 200, f"{name}: {answer.text}"
                found[name] = {"asked": f"GET {_API}{path}", "status": 200, "answer": short(answer.json())}
            sent = client.post(f"{_API}/policies", json={"text": TEXT, "metadata": METADATA})
            found["upload_policy"] = {"asked": f"POST {_API}/policies", "status": 202, "answer": sent.json()}
            job = sent.json()
            while job["state"] not in ("done", "failed"):
                job = client.get(job["self"]).json()
            found["get_job"] = {"asked": f"GET {job['self']}", "status": 200, "answer": job}
            jobs = {"items": [job], "next": None}
            found["list_jobs"] = {"asked": f"GET {_API}/jobs", "status": 200, "answer": jobs}
    return found


if __name__ == "__main__":
    from api.openapi.examples import ANSWERS

    with tempfile.TemporaryDirectory() as folder:
        made = answers(Path(folder))
    for name, one in made.items():
        text = json.dumps(one, ensure_ascii=False, indent=1)
        (ANSWERS / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")
