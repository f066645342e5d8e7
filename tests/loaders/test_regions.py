"""Regions by code and name, zones, suggestions."""

from __future__ import annotations

import pytest

from loaders import regions
from loaders.errors import LoaderError


@pytest.mark.parametrize(
    ("code", "name", "short", "level", "parent"),
    [
        ("100000", "中华人民共和国", "中国", "country", None),
        ("440000", "广东省", "广东", "province", "100000"),
        ("110000", "北京市", "北京", "province", "100000"),
        ("150000", "内蒙古自治区", "内蒙古", "province", "100000"),
        ("441900", "东莞市", "东莞", "prefecture", "440000"),
        ("442000", "中山市", "中山", "prefecture", "440000"),
        ("422800", "恩施土家族苗族自治州", "恩施", "prefecture", "420000"),
        ("440106", "天河区", "天河", "county", "440100"),
        ("330782", "义乌市", "义乌", "county", "330700"),
        ("429004", "仙桃市", "仙桃", "county", "420000"),
    ],
)
def test_a_division_is_known_by_its_code(code: str, name: str, short: str, level: str, parent: str | None) -> None:
    found = regions.region(code)
    assert found is not None
    assert (found.name, found.short, found.level, found.parent) == (name, short, level, parent)


def test_longer_forms_of_a_code_are_folded_to_six_digits() -> None:
    assert regions.region("440106000000") == regions.region("440106000") == regions.region("440106")
    assert regions.region("441900003") is None


def test_every_division_has_a_known_parent_and_a_short_name_of_two_characters() -> None:
    for one in regions.all_regions():
        assert one.parent is None or regions.region(one.parent) is not None
        assert len(one.short) >= 2
        assert one.name.startswith(one.short) or one.level in ("country", "zone")


def test_the_table_is_whole() -> None:
    levels = [one.level for one in regions.all_regions()]
    assert {level: levels.count(level) for level in ("country", "province", "prefecture", "county")} == {
        "country": 1,
        "province": 33,
        "prefecture": 333,
        "county": 2845,
    }


def test_the_names_of_autonomous_areas_lose_their_peoples() -> None:
    shorts = {one.name: one.short for one in regions.all_regions()}
    assert shorts["双江拉祜族佤族布朗族傣族自治县"] == "双江"
    assert shorts["龙胜各族自治县"] == "龙胜"
    assert shorts["前郭尔罗斯蒙古族自治县"] == "前郭尔罗斯"
    assert shorts["宁夏回族自治区"] == "宁夏"
    assert shorts["神农架林区"] == "神农架"
    assert shorts["赵县"] == "赵县"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("中山", "442000"),
        ("广东省中山市", "442000"),
        ("广州市天河区", "440106"),
        ("北京市朝阳区", "110105"),
        ("吉林", "220000"),
        ("吉林省吉林市", "220200"),
        ("浙江省义乌市", "330782"),
        ("松山湖", "441900-songshan-lake"),
        ("光谷", "420100-east-lake"),
        ("翠亨新区", "442000-cuiheng"),
        ("横琴", "440402-hengqin"),
    ],
)
def test_a_region_is_known_by_full_short_and_path_name(name: str, code: str) -> None:
    found = regions.by_name(name)
    assert found is not None and found.code == code


def test_a_name_of_several_regions_needs_the_one_above() -> None:
    assert regions.by_name("朝阳区") is None
    assert {one.code for one in regions.candidates("朝阳区")} == {"110105", "220104"}
    assert regions.by_name("朝阳区", within=regions.region("110000")) == regions.region("110105")


def test_a_text_tells_the_region_it_begins_with() -> None:
    county = regions.leading("广州市天河区科技工业和信息化局")
    assert county == (regions.region("440106"), 6)
    assert regions.leading("省人民政府办公厅") is None


def test_running_text_gives_cities_by_short_name_and_counties_in_full() -> None:
    named = [hit.value.name for hit in regions.mentions("推动武汉激光企业向黄石、鄂州延伸，天河不计，天河区计入")]
    assert named == ["武汉市", "黄石市", "鄂州市", "天河区"]
    assert [hit.value.level for hit in regions.mentions("支持松山湖、滨海湾建设集聚区")] == ["zone", "zone"]
    assert regions.mentions("和田玉与大同世界") == []


def test_the_first_region_of_a_text_is_found_at_its_deepest() -> None:
    found = regions.find("关于广州市天河区青年创业的办法")
    assert found is not None and found.code == "440106"
    assert regions.find("关于青年创业的办法") is None


def test_the_way_up_ends_at_the_country() -> None:
    zone = regions.resolve("火炬开发区")
    assert [one.name for one in regions.ancestors(zone)] == ["中山市", "广东省", "中华人民共和国"]
    assert regions.division_of(zone) == regions.region("442000")
    province, prefecture = regions.province_of(zone), regions.prefecture_of(zone)
    assert province is not None and province.code == "440000"
    assert prefecture is not None and prefecture.code == "442000"
    xiantao = regions.resolve("429004")
    assert regions.prefecture_of(xiantao) is None
    assert regions.is_within(xiantao, regions.resolve("湖北"))


def test_every_zone_says_where_it_is_documented_and_lies_in_a_division() -> None:
    assert len(regions.zones()) > 40
    for zone in regions.zones():
        assert zone.source
        assert regions.division_of(zone).level in ("province", "prefecture", "county")


def test_a_city_without_counties_has_towns() -> None:
    assert {"坦洲镇", "板芙镇"} <= {town.name for town in regions.towns(regions.resolve("中山"))}
    assert regions.towns(regions.resolve("广东")) == ()


@pytest.mark.parametrize("argument", ["442000", " 中山市 ", "中山", "Zhongshan", "442000000000"])
def test_a_user_may_give_a_code_or_a_name(argument: str) -> None:
    assert regions.resolve(argument).code == "442000"


@pytest.mark.parametrize(
    ("argument", "hint"),
    [("449999", "440000"), ("中山县", "442000"), ("湖北州", "420000"), ("nowhere", "six-digit"), ("", "six-digit")],
)
def test_an_unknown_region_is_refused_with_the_nearest(argument: str, hint: str) -> None:
    with pytest.raises(LoaderError, match=hint):
        regions.resolve(argument)


def test_an_ambiguous_region_is_refused_with_all_codes() -> None:
    with pytest.raises(LoaderError, match=r"110105.*220104"):
        regions.resolve("朝阳区")


def test_an_english_name_of_two_cities_is_refused_with_both() -> None:
    with pytest.raises(LoaderError, match=r"320500.*341300"):
        regions.resolve("Suzhou")


def test_every_province_and_prefecture_has_an_english_name() -> None:
    named = [one for one in regions.all_regions() if one.level in ("country", "province", "prefecture")]
    assert len(named) == 367
    assert [one.name for one in named if not one.english] == []
