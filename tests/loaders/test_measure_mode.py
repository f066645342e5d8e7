"""The mode of a measure: the outermost governing verb, strongest over the clause."""

import pytest

from loaders.clean import clean
from loaders.extract import measure
from loaders.extract.context import Context
from loaders.extract.measure_verifier import rules_alone
from loaders.outline import outline


def _modes(body: str) -> dict[str, str]:
    document = outline(clean(f"关于促进产业发展的若干措施\n一、主要举措\n(一)综合施策。{body}\n(二)其他事项。略。\n"))
    return {
        fact.instrument: fact.mode
        for fact in measure.extract(document, Context(), rules_alone())
        if fact.clause == "1/1"
    }


@pytest.mark.parametrize(
    ("sentence", "code", "mode"),
    [
        ("加快建设产业园区。", "industrial-parks", "provides"),
        ("加快推动产业园区建设。", "industrial-parks", "encourages"),
        ("推进产业园区建设。", "industrial-parks", "provides"),
        ("支持县域建设产业园区。", "industrial-parks", "encourages"),
        ("加大人才引进力度。", "talent-recruitment", "encourages"),
        ("实施人才引进工程。", "talent-recruitment", "provides"),
        ("推荐企业申报国家技术创新示范企业。", "enterprise-cultivation", "facilitates"),
        ("落实国家税收优惠政策。", "tax-relief", "facilitates"),
        ("引导金融机构开展知识产权质押融资。", "financial-products", "facilitates"),
        ("加大对小微企业的信贷支持力度。", "credit", "facilitates"),
        ("设立融资风险补偿资金池。", "guarantee", "funds"),
        ("充分发挥政府引导基金作用。", "industry-fund", "funds"),
        ("鼓励各地出台扶持政策。", "further-policy", "encourages"),
        ("研究制定扶持政策。", "further-policy", "provides"),
        ("对重大项目实行一事一议。", "case-by-case", "provides"),
        ("协调解决企业困难。", "government-service", "facilitates"),
    ],
)
def test_the_outermost_verb_decides(sentence: str, code: str, mode: str) -> None:
    assert _modes(sentence) == {code: mode}


def test_support_with_an_addressee_governs_to_the_end_of_the_sentence() -> None:
    modes = _modes("支持企业牵头组建创新联合体,建设中试基地,开展标准制定。")
    assert modes == {"collaborative-rd": "encourages", "pilot-scale": "encourages", "standards": "encourages"}


def test_support_without_an_addressee_governs_its_comma_segment() -> None:
    assert _modes("支持产业园区建设,建设中试基地。") == {"industrial-parks": "encourages", "pilot-scale": "provides"}


def test_items_of_a_list_take_their_own_verbs() -> None:
    modes = _modes("建立工作清单,包括建设一个产业园、引进一批龙头企业、设立一支产业基金。")
    assert modes == {"industrial-parks": "provides", "investment-attraction": "encourages", "industry-fund": "funds"}


def test_the_strongest_mode_of_a_clause_counts() -> None:
    assert _modes("支持产业园区建设。加快建设产业园区。") == {"industrial-parks": "provides"}
