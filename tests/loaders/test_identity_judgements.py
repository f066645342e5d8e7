"""Stored judgements of identity: read, held above the rules, taken back."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import IDENTITIES
from loaders.errors import LoaderError
from loaders.resolve.candidates import candidates
from loaders.resolve.groups import agency_map, identities
from loaders.resolve.judgements import Judgement, Verdict, load, name_key, read, text


def judged(one: str, other: str, verdict: Verdict, kind: str = "enterprise") -> Judgement:
    return Judgement.model_validate(
        {
            "kind": kind,
            "one": one,
            "other": other,
            "judgement": verdict,
            "by": "甲",
            "reason": "乙",
            "date": "2026-01-31",
        }
    )


def test_a_positive_judgement_joins_what_the_rules_leave_apart() -> None:
    names = ["远景", "远景激光", "星河科技", "星河科技有限公司"]
    found = identities("enterprise", names, [judged("远景激光", "星河科技", "positive")])
    assert set(found.values()) == {"星河科技有限公司"}


def test_a_negative_judgement_parts_the_shorter_name_and_leaves_the_rest_together() -> None:
    names = ["远景", "远景激光", "远景激光有限公司"]
    found = identities("enterprise", names, [judged("远景", "远景激光", "negative")])
    assert found == {"远景": "远景", "远景激光": "远景激光有限公司", "远景激光有限公司": "远景激光有限公司"}


def test_a_negative_judgement_stands_above_a_chain_of_positive_ones() -> None:
    given_ = [
        judged("甲甲", "乙乙", "positive"),
        judged("乙乙", "丙丙", "positive"),
        judged("甲甲", "丙丙", "negative"),
    ]
    found = identities("enterprise", ["甲甲", "乙乙", "丙丙"], given_)
    assert found["甲甲"] != found["丙丙"]


def test_a_name_judged_but_not_in_use_still_joins_and_is_never_chosen() -> None:
    given_ = [judged("甲甲", "没有印过的长名字", "positive"), judged("没有印过的长名字", "乙乙", "positive")]
    assert identities("place", ["甲甲", "乙乙"], given_) == {"甲甲": "乙乙", "乙乙": "乙乙"}


def test_an_unsure_judgement_shows_the_pair_and_merges_nothing() -> None:
    one = judged("甲研究院", "乙学院", "unsure", "institution")
    chosen = identities("institution", ["甲研究院", "乙学院"], [one])
    assert chosen == {"甲研究院": "甲研究院", "乙学院": "乙学院"}
    assert [(found.rule, found.by, found.reason) for found in candidates("institution", chosen, [one])] == [
        ("judged", "甲", "乙")
    ]


def test_a_judged_pair_is_no_candidate_any_more() -> None:
    names = ["某某大学中山学院", "某某大学中山研究院"]
    one = judged(names[0], names[1], "negative", "institution")
    assert candidates("institution", identities("institution", names, [one]), [one]) == []


def test_agencies_are_judged_by_name_or_id_in_every_form() -> None:
    assert name_key("agency", "湖南省发改委") == "430000:省发改委"
    assert name_key("agency", "430000:省发改委") == "430000:省发改委"
    full = "430000:省发展和改革委员会"
    canonical = {"430000:省发改委": full, "430000:省发展改革委": full, full: full}
    pair = judged("湖南省发改委", "湖南省发展改革委", "negative", "agency")
    found = agency_map([pair], {form: canonical[form] for form in pair.pair})
    assert (found["430000:省发改委"], found["430000:省发展改革委"]) == ("430000:省发改委", full)


def test_agencies_judged_one_go_by_the_longest() -> None:
    old, new = "440300:市科技创新委员会", "440300:市科技创新局"
    pair = judged("深圳市科创委", "深圳市科技创新局", "positive", "agency")
    found = agency_map([pair], {"440300:市科创委": old, new: new})
    assert {found[one] for one in ("440300:市科创委", old, new)} == {old}


def test_the_later_folder_wins_and_a_contradiction_in_one_is_refused(tmp_path: Path) -> None:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    for folder, said in ((shipped, judged("甲甲", "乙乙", "positive")), (own, judged("甲甲", "乙乙", "negative"))):
        folder.mkdir()
        (folder / "one.yaml").write_text(text([said]), encoding="utf-8")
    assert [one.judgement for one in load(shipped, own, tmp_path / "none").of("enterprise")] == ["negative"]
    (own / "two.yaml").write_text(text([judged("乙乙", "甲甲", "positive")]), encoding="utf-8")
    with pytest.raises(LoaderError, match=r"negative in one\.yaml"):
        load(shipped, own)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("identities: 3", "must hold 'identities:'"),
        ("identities:\n  - {kind: firm}", "entry 1: kind"),
        ("identities: [", "cannot be read as YAML"),
        ("identities: " + "[" * 100_000, "line 1: values are nested too deep"),
        ("identities:\n  - {date: 2026-99-99}", "month must be in"),
        (
            "identities:\n  - {kind: place, one: 甲, other: 甲, judgement: unsure, by: x, reason: y, date: 2026-1-1}",
            "printed the same",
        ),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_its_place(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(LoaderError, match=said):
        read(file)


def test_what_is_written_is_read_again_and_the_shipped_files_are_valid(tmp_path: Path) -> None:
    made = [judged("甲甲", "乙乙", "unsure"), judged("丙丙", "丁丁", "positive", "place")]
    (tmp_path / "own.yaml").write_text(text(made), encoding="utf-8")
    assert read(tmp_path / "own.yaml") == made
    assert all(one.reason for one in load(IDENTITIES).by_pair.values())


_NAMES = ["远景", "远景激光", "远景激光有限公司", "远景电子", "宏图", "宏图科技", "深圳宏图科技"]
_PAIRS = st.tuples(
    st.sampled_from(_NAMES), st.sampled_from(_NAMES), st.sampled_from(["positive", "negative", "unsure"])
)


@given(st.lists(st.sampled_from(_NAMES)), st.lists(_PAIRS, max_size=5), st.randoms())
def test_order_never_matters_and_the_chosen_name_is_its_own(
    names: list[str], pairs: list[tuple[str, str, Verdict]], shuffle: random.Random
) -> None:
    given_ = list({frozenset(pair[:2]): judged(*pair) for pair in pairs if pair[0] != pair[1]}.values())
    found = identities("enterprise", names, given_)
    assert set(found) == set(names)
    assert all(found[name] == name for name in found.values())
    for one in given_:
        if one.judgement == "negative" and {one.one, one.other} <= set(names):
            assert found[one.one] != found[one.other]
    mixed, turned = list(names), list(given_)
    shuffle.shuffle(mixed)
    shuffle.shuffle(turned)
    assert identities("enterprise", mixed, turned) == found
