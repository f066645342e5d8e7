"""The style sheet of Neo4j Browser (GraSS), made from the looks of the declared model."""

from __future__ import annotations

from graph import looks

Rules = dict[str, dict[str, str]]
"""Properties by selector: ``node.Policy``, ``relationship.LEADS``."""


def rules() -> Rules:
    """The style sheet as Neo4j Browser keeps it."""
    found: Rules = {
        "node": {
            "diameter": "80px",
            "color": "#A3AEBB",
            "border-color": "#6F7B89",
            "border-width": "2px",
            "text-color-internal": "#1C2430",
            "font-size": "14px",
        },
        "relationship": {
            "color": "#8A94A0",
            "shaft-width": "1px",
            "font-size": "12px",
            "padding": "3px",
            "text-color-external": "#1C2430",
            "text-color-internal": "#FFFFFF",
            "caption": "<type>",
        },
    }
    for label, look in looks.NODES.items():
        found[f"node.{label}"] = {
            "diameter": f"{look.size}px",
            "color": look.color,
            "border-color": look.border,
            "text-color-internal": look.ink,
            "caption": look.caption,
        }
    for name, caption in looks.RELATIONSHIPS.items():
        found[f"relationship.{name}"] = {"caption": caption}
    return found


def sheet() -> str:
    """The style sheet as a file: dragged onto the frame of ``:style``, or behind ``:style`` in the editor."""
    return (
        "".join(
            f"{selector} {{\n"
            + "".join(f"  {name}: {_value(name, value)};\n" for name, value in given.items())
            + "}\n\n"
            for selector, given in rules().items()
        ).rstrip("\n")
        + "\n"
    )


def _value(name: str, value: str) -> str:
    return f'"{value}"' if name == "caption" else value
