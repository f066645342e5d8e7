"""What can be asked next: links between operations, by which machines (and testers) find their way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.routes.resources import collection, lists

_POLICY = "$request.path.id"
_OF_POLICY = ("get_policy", "get_policy_text", "get_policy_facts", "get_policy_source", "list_policy_judgements",
              "export_policy_judgements", "add_judgement", "replace_policy", "delete_policy")  # fmt: skip
_OF_FACT = ("get_fact", "list_fact_judgements", "judge_fact")
_OF_JUDGEMENT = ("get_judgement", "withdraw_judgement")


def _body(pointer: str) -> str:
    return f"$response.body#/{pointer}"


def _each(names: tuple[str, ...], **given: str) -> dict[str, dict[str, str]]:
    return dict.fromkeys(names, given)


_JUDGED = (
    _each(_OF_JUDGEMENT, id=_body("judgement/policy"), judgement=_body("judgement/id"))
    | _each(_OF_FACT, id=_body("changed/0/id"))
    | _each(("list_policy_judgements", "get_policy_facts"), id=_body("judgement/policy"))
)
_SENT = _each(("get_job", "stream_job_events"), id=_body("id")) | _each(_OF_POLICY, id=_body("policy"))
LINKS: dict[str, tuple[str, dict[str, dict[str, str]]]] = {
    "upload_policy": ("202", _SENT),
    "replace_policy": ("202", _SENT),
    "delete_policy": ("200", _each(("get_policy", "get_policy_text", "replace_policy"), id=_POLICY)),
    "list_jobs": ("200", _each(("get_job", "stream_job_events"), id=_body("items/0/id"))),
    "get_job": ("200", _each(_OF_POLICY, id=_body("policy"))),
    "get_policy": (
        "200",
        _each(_OF_POLICY[1:], id=_POLICY) | _each(("list_clauses", "list_measures", "list_targets"), policy=_POLICY),
    ),
    "list_policy_judgements": ("200", _each(_OF_JUDGEMENT, id=_POLICY, judgement=_body("items/0/id"))),
    "get_judgement": ("200", _each(("withdraw_judgement",), id=_POLICY, judgement="$request.path.judgement")),
    "judge_fact": ("201", _JUDGED),
    "add_judgement": ("201", _JUDGED),
    "get_fact": ("200", _each(_OF_FACT[1:], id=_POLICY)),
    "get_region_tree": ("200", _each(("get_region",), id=_body("0/code"))),
}
"""By operation: the status of the answer, and what may be asked next with which values out of it."""


def add(operation: dict[str, Any]) -> None:
    """Put the links of an operation into it."""
    status, found = (LINKS | _of_lists()).get(operation["operationId"], ("", {}))
    if found:
        operation["responses"][status]["links"] = {name: _link(name, given) for name, given in found.items()}


def _link(name: str, given: Mapping[str, str]) -> dict[str, Any]:
    return {
        "operationId": name,
        "parameters": dict(given),
        "description": f"{', '.join(given)} for {name}.",
    }


def _of_lists() -> dict[str, tuple[str, dict[str, dict[str, str]]]]:
    """From each list of resources to its first item and to the next page."""
    found = {}
    for query in lists():
        key, name = next(iter(query.columns)), f"list_{collection(query)}"
        follow = {f"get_{query.item}": {"id": _body(f"items/0/{key}")}, name: {"after": _body("next")}}
        if query.item in ("measure", "target"):
            follow |= _each(_OF_FACT, id=_body("items/0/id"))
        if query.item == "policy":
            follow |= _each(_OF_POLICY, id=_body("items/0/id"))
        found[name] = ("200", follow)
    return found
