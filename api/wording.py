"""How values are worded for people: money, rates, states."""

from __future__ import annotations

from collections.abc import Sequence

STATES = {
    "funded": "资金支持",
    "provided": "直接提供",
    "facilitated": "协助争取",
    "encouraged": "鼓励引导",
    "to be checked": "待核对",
    "silent": "未提及",
    "unknown": "未知",
}
"""Chinese words for the states of an answer."""
STATE_NOTES = {
    "funded": "本级政府出资或减免",
    "provided": "由政府自行建设、组织或发布",
    "facilitated": "协助企业争取由他方决定或支付的支持",
    "encouraged": "鼓励、支持，未写明手段",
    "to be checked": "仅有把握不足的线索，请对照原文",
    "silent": "全文中没有相关条款",
    "unknown": "未发现，但现有文本不完整",
}
READ_BY = {"reviewed": "人工核对", "machine": "仅由机器读取"}
"""Who stands behind a row."""
TIERS = {"certain": "确定", "likely": "可能", "candidate": "存疑"}
"""How sure a fact is."""
ACTS = {"commits": "本文件新提出", "recalls": "介绍已有政策"}
ENDED = {"true": "规划期已过", "false": "规划期内", "unknown": "规划期未写明"}
"""Of the period that a policy sets itself; how long it is in force as law is another question."""
COMPLETENESS = {"full": "全文", "summary": "只有摘要", "annex-missing": "缺附件"}
AMOUNTS = {"cap": "上限", "amount": "金额", "rate": "比例", "budget": "预算", "fund-size": "基金规模"}


def listed(names: Sequence[str]) -> str:
    """Names in a row: 省发改委、省财政厅; parted by ； where a name holds the 、 itself."""
    return ("；" if any("、" in name for name in names) else "、").join(names)


def number(value: float) -> str:
    """A number without needless zeros: 10.0 → 10, 0.5 → 0.5."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def yuan(value: float | None) -> str:
    """Money as official texts write it: 10000000 → 1000万元, 50000000000 → 500亿元."""
    if value is None:
        return ""
    for unit, size in (("亿元", 100_000_000), ("万元", 10_000)):
        if abs(value) >= size:
            return f"{number(value / size)}{unit}"
    return f"{number(value)}元"


def rate(value: float | None) -> str:
    """A fraction as per cent: 0.15 → 15%."""
    return "" if value is None else f"{number(value * 100)}%"


def amount(entry: dict[str, object]) -> str:
    """One printed amount with its kind: 上限 1000万元."""
    kind, value = str(entry.get("type", "")), entry.get("value")
    if not isinstance(value, int | float):
        return ""
    return f"{AMOUNTS.get(kind, kind)} {rate(value) if kind == 'rate' else yuan(value)}"
