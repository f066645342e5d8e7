"""A named query whose rows also come as a graph, for clients that draw what they get.

Rows that name a policy and a clause are drawn as the way from the region down to that clause, with who
leads it and who is responsible; rows that quote words also with what those words were read to be.
"""

from __future__ import annotations

from cypher.catalogue import Query
from cypher.tokens import tokens

_CLAUSE = "(at:Clause {policy: policy, path: clause})"
_WAYS = (
    f"[way = (:Region)<-[:APPLIES_TO]-(:Policy {{id: policy}})-[:HAS_CLAUSE*1..8]->{_CLAUSE} | way]",
    f"[way = {_CLAUSE}<-[:LEADS|RESPONSIBLE_FOR]-(:Agency) | way]",
)
_WORDS = (
    f"[way = {_CLAUSE}-[said:DEPLOYS]->(:Measure)-[:OF_TYPE]->(:Instrument) WHERE said.start = start | way]",
    f"[way = {_CLAUSE}-[said:SETS|NAMES]->() WHERE said.start = start | way]",
)
_INDENT = ",\n       "


def drawn(query: Query) -> str:
    """The statement of ``query`` with one more column, ``drawn``: lists of paths.

    As it is where no row names a clause, or where it is a UNION, whose parts must have the same columns.

    The rows stay the same, in the same order.
    """
    if not {"policy", "clause"} <= set(query.columns) or _is_joined(query):
        return query.cypher
    last = [token for token in tokens(query.cypher) if token.is_word("RETURN")][-1]
    lines = query.cypher.splitlines()
    at = lines[last.line - 1].rindex(last.text)
    lines[last.line - 1] = lines[last.line - 1][:at] + "WITH" + lines[last.line - 1][at + len(last.text) :]
    ways = (*_WAYS, *_WORDS) if "start" in query.columns else _WAYS
    returned = ", ".join(query.columns)
    return "\n".join(lines) + f"\nRETURN {returned},\n       [{_INDENT.join(ways)}] AS drawn"


def _is_joined(query: Query) -> bool:
    return any(token.is_word("UNION") for token in tokens(query.cypher))
