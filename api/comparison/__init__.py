"""Regions held against each other: what may be compared is, and what may not says why."""
