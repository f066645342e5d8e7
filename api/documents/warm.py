"""Imported once by the process that readers are forked from: each finds lexicons and models in memory."""

from __future__ import annotations

from loaders import pipeline

_TEXT = "某某市关于促进激光产业发展的若干措施\n一、支持企业。鼓励企业开展技术改造，给予最高10万元奖励。\n"

pipeline.read_document(_TEXT.encode(), id="warm")
