"""A check for schemathesis in the place of its positive_data_acceptance; SCHEMATHESIS_HOOKS names this file.

Data that fit the schema must be taken, or be refused for what they mean: no schema can say which regions there are, or
which words a document prints. Each such refusal is listed below; any other one of data that fit is a failure.
"""

from __future__ import annotations

import re
from typing import Any

import schemathesis
from schemathesis.openapi.checks import RejectedPositiveData
from schemathesis.specs.openapi.checks import positive_data_acceptance

_SENDING = ("upload_policy", "replace_policy")
_JUDGING = ("judge_fact", "add_judgement")
MEANING: list[tuple[str, tuple[str, ...]]] = [
    # a value names a region, an instrument or a thing in the graph: only those of our tables and of the graph are there
    (r"^There is no (region|instrument|policy|agency) ", ()),
    (r"^There is no \w+ .* in the graph\.", ("graph_subgraph", "export_graph")),
    (r"names several|several regions|more than one", ()),
    # two regions are compared of which nothing was read, or which are one
    (r"^a and b are both |^No policy of .+ is loaded", ()),
    # as many values as each parameter may have can be too many bytes together
    (r"^Path and parameters may have ", ()),
    # of the things a part of the graph can be of, any one has to be named
    (r"^Say of what: ", ("graph_subgraph",)),
    # a cursor is what a page gave as next; a bookmark what the server gave
    (r"^after cannot be ", ()),
    (r"[Bb]ookmark", ()),
    # the word was used for another request before
    (r"^This Idempotency-Key came with another request", (*_SENDING, *_JUDGING)),
    # bytes are no policy (415: a picture), or the policy does not hold what its assertions say
    (r"^The (file|PDF|document) |does not read as its assertions say", _SENDING),
    # an id comes through a link from something that is no policy
    (r"^metadata\.id ", ("replace_policy",)),
    # a judgement has to fit the document and the kind of fact that it is on
    (r"^The judgement |unseen character|^key is the id|^Judge the document's own fields", _JUDGING),
    # a statement has to be Cypher that reads
    (r"", ("run_cypher",)),
]
"""Details of refusals that no schema can tell beforehand, and the operations that may say so (none: any)."""


@schemathesis.check
def accepted_or_refused_for_its_meaning(ctx: Any, response: Any, case: Any) -> bool | None:
    """Fail where data that fit the schema are refused for their form."""
    try:
        return positive_data_acceptance(ctx, response, case)
    except RejectedPositiveData:
        detail = str(response.json().get("detail", ""))
        operation = case.operation.definition.raw["operationId"]
        if any(re.search(said, detail) for said, only in MEANING if not only or operation in only):
            return None
        raise
