"""Where the shipped data stand: plans, regions, taxonomy, judgements of identity, figures. Read-only package data."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent
PLANS = ROOT / "plans"
REGIONS = ROOT / "regions"
TAXONOMY = ROOT / "taxonomy"
IDENTITIES = ROOT / "identities"
ACCURACY = ROOT / "accuracy.yaml"
