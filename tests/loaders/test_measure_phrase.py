"""What part a thing plays in its phrase, binding rules, goals and modes, on sentences of general official prose."""

import pytest

from loaders.clean import clean
from loaders.extract import measure, policy
from loaders.extract.context import Context
from loaders.extract.measure_verifier import rules_alone
from loaders.facts import Measure
from loaders.outline import outline


def _document(text: str) -> list[Measure]:
    document = outline(clean(text))
    return list(measure.extract(document, Context(policy=policy.extract(document, Context())), rules_alone()))


def _read(body: str, title: str = "关于促进产业发展的若干措施", heading: str = "主要举措") -> dict[str, str]:
    """Mode by instrument of an invented clause."""
    text = f"{title}\n为促进产业发展,制定本措施。\n一、{heading}\n(一)综合施策。{body}\n(二)其他事项。略。\n"
    return {fact.instrument: fact.mode for fact in _document(text) if fact.clause == "1/1"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("推动创新资源向园区集聚。", "industrial-parks"),
        ("将审批权限下放给园区,", "industrial-parks"),
        ("为中小企业办理登记提供便利。", "enterprise-cultivation"),
        ("加强与行业龙头企业的沟通联系。", "enterprise-cultivation"),
        ("鼓励高校、科技企业,通过前沿技术改进工艺。", "enterprise-cultivation"),
        ("鼓励企业依托产业园开展业务。", "industrial-parks"),
        ("在人才培养、技术攻关等方面开展国际合作。", "talent-training"),
        ("安排资金用于基础设施建设、人才培养。", "talent-training"),
        ("提供技能培训、检验检测、法律咨询等相关服务。", "testing-services"),
        ("充分发挥领导小组统筹作用。", "coordination"),
        ("打造因地制宜的协同创新特色园区。", "collaborative-rd"),
        ("坚持政府引导、协同发展的原则。", "regional-cooperation"),
        ("重点解决用地、用能等方面问题。", "land"),
        ("完善技术创新、知识产权、成果转化等公共服务体系。", "intellectual-property"),
        ("创新药不纳入医疗机构费用考核。", "monitoring"),
        ("围绕企业技术改造需求,", "industrial-upgrading"),
        ("降低出口信用保险费率。", "tax-relief"),
        ("提升园区管理服务水平。", "industrial-parks"),
        ("支持企业开展技术研发。", "key-technology"),
        ("增加对产业项目的信贷投入。", "investment-subsidy"),
    ],
)
def test_what_plays_another_part_in_its_phrase_is_no_act(body: str, code: str) -> None:
    assert code not in _read(body)


@pytest.mark.parametrize(
    ("body", "code", "mode"),
    [
        ("打造示范园8—10个。", "industrial-parks", "provides"),
        ("对老旧园区进行改造。", "industrial-parks", "provides"),
        ("加强对老旧园区的改造。", "industrial-parks", "provides"),
        ("采取点状供地、先租后让等方式保障项目用地。", "land", "provides"),
        ("加强停车设施建设。", "sector-infrastructure", "provides"),
        ("具体办法由市财政局会同有关部门制定。", "further-policy", "provides"),
        ("逐步取消对企业开展业务的不合理限制。", "regulation", "provides"),
        ("建立与外资企业的常态化交流机制。", "government-service", "provides"),
        ("做好重点企业“一对一”服务。", "government-service", "provides"),
        ("将办理时限压缩至三个工作日。", "government-service", "provides"),
        ("支持行业龙头发起成立产业联盟。", "coordination", "encourages"),
        ("引进一批科研院所。", "research-institutions", "encourages"),
        ("举办企业家交流活动。", "brand-and-exhibitions", "provides"),
        ("扩大优势产品出口。", "going-global", "provides"),
        ("培育一批工业设计企业。", "enterprise-cultivation", "encourages"),
    ],
)
def test_general_ways_of_writing_an_act(body: str, code: str, mode: str) -> None:
    assert _read(body).get(code) == mode


@pytest.mark.parametrize(
    ("body", "code", "mode"),
    [
        ("鼓励企业围绕关键环节,开展技术改造。", "industrial-upgrading", "encourages"),
        ("支持高校与企业联合,建设实训基地。", "talent-training", "encourages"),
        ("市人民政府应当加快建设物流园。", "sector-infrastructure", "provides"),
        ("加快审批进度。", "government-service", "provides"),
        ("联合周边城市共同支持建设产业园。", "industrial-parks", "encourages"),
        ("对进口科研用品免征进口环节增值税。", "tax-relief", "facilitates"),
        ("建设特色鲜明、带动作用强的产业园。", "industrial-parks", "provides"),
    ],
)
def test_the_governing_verb_decides_the_mode(body: str, code: str, mode: str) -> None:
    assert _read(body)[code] == mode


RULES = (
    "某市绿色产业促进条例\n第一条 为了促进绿色产业发展,维护企业合法权益,制定本条例。\n"
    "第二条 发展绿色产业应当坚持政府引导、协同发展的原则。\n"
    "第三条 市人民政府应当加强充电设施建设。\n"
    "第四条 新建停车场应当按照标准配套建设充电设施,并完善标识系统。\n"
    "第五条 任何单位和个人不得损毁充电设施。\n"
    "第六条 申请补贴的企业应当提交真实材料。\n"
)


def test_a_duty_laid_on_others_is_regulation_and_nothing_else() -> None:
    by_clause: dict[str, set[str]] = {}
    for fact in _document(RULES):
        by_clause.setdefault(fact.clause, set()).add(fact.instrument)
    assert by_clause == {"3": {"sector-infrastructure"}, "4": {"regulation"}, "5": {"regulation"}}


def test_every_clause_of_aims_states_its_goal_and_so_do_the_words_above_the_first() -> None:
    facts = _document(
        "某市产业发展规划\n一、发展目标\n到2027年,基本形成特色鲜明的产业体系。\n"
        "(一)规模扩大。产值年均增长8%以上。\n(二)布局优化。培育三个园区。\n二、主要任务\n(一)建设园区。建设产业园。\n"
    )
    goals = {fact.clause: fact.quote for fact in facts if fact.instrument == "target-setting"}
    assert goals == {
        "1": "基本形成特色鲜明的产业体系",
        "1/1": "产值年均增长8%以上",
        "1/2": "培育三个园区",
    }


def test_a_letter_that_names_a_text_already_made_announces_none() -> None:
    text = (
        "关于市政协会议第8号提案的答复\n某委员:\n一、关于规划的建议\n"
        "{}\n二、关于园区的建议\n我局将继续推进产业园建设。\n"
    )
    made = _document(text.format("市科技局牵头编制了《某市产业发展行动计划》。"))
    coming = _document(text.format("下一步,我局将编制《某市产业发展行动计划》。"))
    assert "further-policy" not in {fact.instrument for fact in made}
    assert "further-policy" in {fact.instrument for fact in coming}
