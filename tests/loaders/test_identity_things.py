"""Which printed names of institutions, places, funds and events are one, and which may be."""

from __future__ import annotations

import pytest

from loaders import regions
from loaders.resolve.candidates import candidates
from loaders.resolve.groups import identities
from loaders.resolve.names import written_out


@pytest.mark.parametrize(
    ("kind", "printed", "home", "full"),
    [
        ("institution", "省农科院", "430000", "湖南省农科院"),
        ("institution", "省农科院", "430100", "湖南省农科院"),
        ("institution", "自治区科技馆", "450100", "广西壮族自治区科技馆"),
        ("institution", "全省一体化政务服务平台", "430000", "湖南省一体化政务服务平台"),
        ("institution", "市场监管研究院", "430100", "市场监管研究院"),
        ("institution", "市政工程设计院", "430100", "市政工程设计院"),
        ("institution", "区块链研究院", "430102", "区块链研究院"),
        ("institution", "省重点实验室", None, "省重点实验室"),
        ("fund", "省政府投资引导基金", "430000", "湖南省政府投资引导基金"),
        ("fund", "市级工业发展专项资金", "320500", "苏州市级工业发展专项资金"),
        ("enterprise", "市交投集团", "320500", "苏州市交投集团"),
        ("place", "虎门镇", "441900", "东莞市虎门镇"),
        ("place", "虎门", "441900", "东莞市虎门镇"),
        ("place", "虎门镇", "440000", "虎门镇"),
        ("place", "高新区", "340100", "合肥市高新区"),
        ("place", "高新区", "340000", "高新区"),
        ("place", "天河区", "440100", "广州市天河区"),
        ("place", "佛山", "440000", "佛山"),
        ("place", "中国（湖南）自由贸易试验区", "430000", "中国（湖南）自由贸易试验区"),
    ],
)
def test_an_elided_region_is_written_out(kind: str, printed: str, home: str | None, full: str) -> None:
    region = regions.region(home) if home else None
    assert written_out(kind, printed, region) == full
    assert written_out(kind, full, region) == full


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("institution", "中科院深圳先进技术研究院", "中国科学院深圳先进技术研究院"),
        ("institution", "无锡市物联网产业研究院", "无锡物联网产业研究院"),
        ("institution", "浙江省农科院", "浙江省农业科学院"),
        ("place", "合肥高新区", "合肥高新技术产业开发区"),
        ("place", "合肥市高新区", "合肥高新技术产业开发区"),
        ("place", "芜湖经开区", "芜湖经济技术开发区"),
        ("place", "洛阳综保区", "洛阳综合保税区"),
        ("place", "中国（浙江）自由贸易试验区", "浙江自贸试验区"),
        ("place", "“中国声谷”产业园", "中国声谷产业园"),
        ("place", "G60科技创新走廊", "Ｇ60科创走廊"),
        ("place", "苏州", "苏州市"),
        ("place", "东湖高新区", "武汉东湖新技术开发区"),
        ("event", "中国(绵阳)科技城国际科技博览会", "中国（绵阳）科技城国际科技博览会"),
    ],
)
def test_two_ways_to_print_a_name_are_one(kind: str, one: str, other: str) -> None:
    found = identities(kind, [one, other, "别的"], [])
    assert found[one] == found[other]
    assert found["别的"] == "别的"


@pytest.mark.parametrize(
    ("kind", "one", "other", "rule"),
    [
        ("institution", "长春理工大学中山研究院", "长春理工大学中山学院", "house-in-one-city"),
        ("institution", "长春理工大学中山研究院", "电子科技大学中山学院", "house-in-one-city"),
        ("institution", "中山学院", "电子科技大学中山学院", "head-left-out"),
        ("institution", "物联网产业研究院", "无锡物联网产业研究院", "head-left-out"),
        ("place", "未来科技园", "未来产业园", "kind-of-zone"),
        ("event", "第三届某某光电博览会", "第四届某某光电博览会", "edition"),
        ("enterprise", "远景", "远景云", "shared-brand"),
        ("enterprise", "远景", "远景能动未来有限公司", "shared-brand"),
    ],
)
def test_what_no_rule_is_sure_of_is_a_candidate_and_not_merged(kind: str, one: str, other: str, rule: str) -> None:
    chosen = identities(kind, [one, other], [])
    assert chosen == {one: one, other: other}
    assert [(found.rule, found.by) for found in candidates(kind, chosen, [])] == [(rule, "rule")]


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("institution", "清华大学深圳研究院", "北京大学深圳研究院"),
        ("institution", "湖南大学", "湖北大学"),
        ("institution", "湖南大学", "湖南工业大学"),
        ("place", "合肥高新区", "芜湖高新区"),
        ("place", "苏州市", "苏州工业园区"),
        ("place", "苏州高新区", "苏州经开区"),
        ("fund", "湖南省产业发展基金", "湖北省产业发展基金"),
    ],
)
def test_different_things_are_neither_merged_nor_candidates(kind: str, one: str, other: str) -> None:
    chosen = identities(kind, [one, other], [])
    assert chosen == {one: one, other: other}
    assert candidates(kind, chosen, []) == []


def test_a_list_of_like_names_gives_no_flood_of_candidates() -> None:
    names = [f"{head}大学深圳{kind}" for head in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳" for kind in ("学院", "研究院")]
    found = candidates("institution", {name: name for name in names}, [])
    uses = [name for one in found for name in (one.one, one.other)]
    assert found
    assert max(uses.count(name) for name in names) <= 12
