"""Which printed names are one firm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.resolve.firms import canonical_names


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("大族", "大族激光"),
        ("创鑫", "创鑫激光"),
        ("杰普特", "杰普特光电"),
        ("华为", "华为技术有限公司"),
        ("中山联合光电", "中山联合光电科技股份有限公司"),
        ("大族激光", "深圳大族激光"),
        ("远景智造", "远景智造（广东）有限责任公司"),
        ("远景智造(广东)有限公司", "远景智造（广东）有限责任公司"),
    ],
)
def test_a_short_name_goes_by_its_longer_one(short: str, full: str) -> None:
    assert canonical_names([short, full, "光韵达"]) == {short: full, full: full, "光韵达": "光韵达"}


@pytest.mark.parametrize(
    "names",
    [
        ("长春理工大学", "长春理工大学中山研究院"),
        ("北京理工大学", "长春理工大学"),
        ("华工", "华工科技", "华工激光"),
        ("华工科技", "华工激光"),
        ("远景科技（中山）有限公司", "远景科技（广东）有限公司"),
        ("远景科技有限公司", "远景科技股份有限公司"),
        ("联合光电", "联合动力"),
        ("中山新诺科技股份有限公司", "中山镭通激光科技有限公司"),
        ("激光", "大族激光"),
        ("远景", "远景能动", "远景激光"),
        ("远景", "远景云"),
        ("远景", "远景半导体有限公司"),
        ("中山", "中山激光有限公司"),
    ],
)
def test_names_that_may_be_different_firms_stay_apart(names: tuple[str, ...]) -> None:
    assert canonical_names(names) == {name: name for name in names}


def test_a_name_that_could_be_short_for_two_stays_while_the_full_ones_take_their_own() -> None:
    found = canonical_names(["远景", "远景激光", "远景激光有限公司", "远景电子"])
    assert found == {
        "远景": "远景",
        "远景激光": "远景激光有限公司",
        "远景激光有限公司": "远景激光有限公司",
        "远景电子": "远景电子",
    }


_NAMES = st.lists(
    st.builds(
        "".join,
        st.tuples(
            st.sampled_from(["", "中山", "深圳市", "广东"]),
            st.sampled_from(["远景", "宏图", "激光", "大学"]),
            st.sampled_from(["", "激光", "激光科技", "电子", "大学", "（中山）"]),
            st.sampled_from(["", "有限公司", "股份有限公司", "集团"]),
        ),
    ),
    max_size=12,
)


@given(_NAMES, st.randoms())
def test_identities_do_not_depend_on_order_and_settle_at_once(names: list[str], random: object) -> None:
    found = canonical_names(names)
    assert set(found) == set(names)
    assert all(found[name] == name for name in found.values())
    shuffled = list(names) * 2
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert canonical_names(shuffled) == found
