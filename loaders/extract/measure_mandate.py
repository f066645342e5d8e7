"""Binding rules: 应当, 必须, 不得 laid on others than government, which are ``regulation`` (measures.md, 3)."""

from __future__ import annotations

import re

from loaders import lexicon
from loaders.segments import Span

_BINDING = re.compile(
    "应当|必须|不得|严禁|禁止|应(?=具备|符合|按照?|配备|设置|建立|纳入|满足|达到|采用|使用|落实|依法|安装|优先)"
)
_WINDOW = 200
"""How far around a binding word its sentence is read, in characters."""
_FORBIDS = ("不得", "严禁", "禁止")
_RULES_TITLE = re.compile("(?:条例|规定|办法|规则)(?:[（(][^）)]{0,20}[）)])?$")
_TEXT_KIND = re.compile("条例|规定|办法|规则|细则|规范|标准")


def is_rule_text(title: str | None, doc_type: str | None) -> bool:
    """Whether a document binds by its articles (条例, 规定, 办法), so that 应当 in it is a rule."""
    return bool(_TEXT_KIND.search(doc_type or "") or _RULES_TITLE.search(title or ""))


def mandate(text: str, sentence: Span, part: Span, *, rules: bool) -> tuple[Span, str] | None:
    """The binding words of a comma segment with what they demand, and the rule that objects to it.

    Duties of government itself are the acts they name (objection ``duty``); conditions of a benefit are
    neither (``benefit``). Outside texts that bind by articles only prohibitions bind.
    """
    binding = _BINDING.search(text, *part)
    if binding is None or (not rules and binding[0] not in _FORBIDS):
        return None
    span = Span(part.start, part.end)
    low, high = max(sentence.start, part.start - _WINDOW), min(sentence.end, part.end + _WINDOW)
    subject = text[max(low, binding.start() - _WINDOW) : binding.start()]
    if _pattern("benefit").search(text, *part) or _pattern("benefit").search(subject):
        return span, "benefit"
    itself = subject.endswith(("区", "市", "县", "省")) or (not subject and binding[0] not in _FORBIDS)
    if itself or _pattern("government").search(subject):
        return span, "duty"
    if _pattern("principle").search(text, low, high):
        return span, "principle"
    return span, ""


def _pattern(name: str) -> re.Pattern[str]:
    return lexicon.pattern("contexts", f"mandate_{name}")
