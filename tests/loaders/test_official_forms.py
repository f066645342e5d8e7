"""Forms of official Chinese that are easily read for more than they say."""

from loaders.facts import Focus, Measure, Mention, Responsibility, Target
from loaders.pipeline import Reading, read_document


def _read(text: str) -> Reading:
    return read_document(text.encode(), id="form")


def _names(text: str) -> list[str]:
    return [fact.name for fact in _read(text).facts if isinstance(fact, Mention)]


REPLY = """湖南省工业和信息化厅
对省十四届人大二次会议第0862号建议的答复
湘工信函〔2024〕112号
王某代表：
您提出的建议收悉，现答复如下：
2023年，全省产业实现营业收入1150亿元，同比增长12.3%。近三年，布局建设了4家省级重点实验室。
一、关于加强顶层设计的建议
下一步，力争到2027年全省产业规模突破2000亿元。
湖南省工业和信息化厅
2024年6月28日
（联系人：陈某某，联系电话：0731-88955400，手机13874912345）
"""


def test_a_reply_has_its_title_and_only_goals_to_come() -> None:
    reading = _read(REPLY)
    assert reading.policy.title == "对省十四届人大二次会议第0862号建议的答复"
    assert reading.policy.doc_type == "答复"
    assert [(fact.value, fact.year) for fact in reading.facts if isinstance(fact, Target)] == [(2000, 2027)]


def test_figures_of_a_past_year_are_no_goals() -> None:
    text = "一、发展目标\n2023年，全市实现产值500亿元，同比增长8%。到2027年，全市产值达到900亿元。\n"
    assert [fact.value for fact in _read(text).facts if isinstance(fact, Target)] == [900]


def test_contact_persons_and_telephones_are_never_facts() -> None:
    printed = "".join(str(line) for line in _read(REPLY).lines())
    assert "陈某某" not in printed
    assert "88955400" not in printed and "13874912345" not in printed


TABLE = (
    "一、目标\n略。\n二、重点任务\n（一）拓展应用。推广燃料电池汽车。\n序号 项目名称 建设单位 建设期限\n"
    "1 中德产业园燃料电池项目 华晨宝马汽车有限公司 2024-2026\n三、保障措施\n（一）加强领导。成立领导小组。\n"
)


def test_a_section_behind_a_table_row_keeps_its_heading() -> None:
    assert [clause.path for clause in _read(TABLE).document.clauses] == ["1", "2", "2/1", "3", "3/1"]


def test_a_firm_in_a_table_row_is_named_without_number_and_project() -> None:
    assert _names(TABLE) == ["华晨宝马汽车有限公司"]


def test_addressees_are_no_places() -> None:
    text = "各区（市）县政府，四川天府新区、成都东部新区管委会，有关单位：\n一、支持企业。支持企业发展。\n"
    assert _names(text) == []


def test_a_name_inside_another_name_is_no_place() -> None:
    assert "雁塔历史文化片区" not in _names("西安市文化规划\n一、项目\n1.小雁塔历史文化片区项目建设。\n")


def test_the_issuer_of_a_glued_card_is_whole() -> None:
    card = "索引号：1135/2023 发布机构：厦门市人民政府办公厅 发文日期：2023-03-15\n"
    text = card + "厦门市软件业发展若干措施\n一、支持企业。"
    assert _read(text).policy.issuer == "厦门市人民政府办公厅"


def _amounts(text: str) -> list[tuple[str, float, str | None]]:
    return [
        (amount.type, amount.value, amount.per)
        for fact in _read(f"一、支持措施\n{text}\n").facts
        if isinstance(fact, Measure)
        for amount in fact.amounts
    ]


def _codes(text: str) -> list[str]:
    return [fact.instrument for fact in _read(f"一、支持措施\n{text}\n").facts if isinstance(fact, Measure)]


def test_ceilings_behind_a_rate_of_spending_are_caps() -> None:
    text = "对完成Ⅰ期、Ⅱ期、Ⅲ期临床试验的，分别给予不超过实际研发投入20%、最高300万元、600万元、1500万元的资助。"
    assert _amounts(text) == [
        ("rate", 0.2, None),
        ("cap", 3_000_000, None),
        ("cap", 6_000_000, None),
        ("cap", 15_000_000, None),
    ]


def test_stages_of_one_award_keep_all_their_sums() -> None:
    text = "企业完成股改的奖励50万元，辅导备案100万元，成功上市500万元，累计最高850万元。"
    assert [value for _, value, _ in _amounts(text)] == [500_000, 1_000_000, 5_000_000, 8_500_000]


def test_what_a_firm_earns_or_invests_behind_an_award_is_no_amount() -> None:
    assert [v for _, v, _ in _amounts("对企业奖励50万元，年产值2亿元，总投资500万元。")] == [500_000]


def test_units_of_a_price_are_printed_whole() -> None:
    text = "给予租金补贴，标准为0.8元/平方米·天。对数据中心按每架每年200元给予电费补助。"
    assert _amounts(text) == [("amount", 0.8, "/平方米·天"), ("amount", 200, "每架每年")]


def test_a_pot_of_so_much_a_year_is_a_budget() -> None:
    assert [a[0] for a in _amounts("市级文化产业发展专项资金每年不低于2亿元。")] == ["budget"]


def test_matching_of_a_higher_grant_is_money_of_its_own() -> None:
    text = "企业承担省级科技重大专项获批的，按上级拨付资金的1：0.5给予配套，最高500万元。"
    assert _amounts(text) == [("cap", 5_000_000, None)]
    assert "rd-grant" in _codes(text)


def test_the_documents_own_issue_and_coined_names_are_no_measures() -> None:
    assert _codes("为促进产业发展，结合实际，制定本条例。") == []
    assert "energy-and-compute" not in _codes("鼓励银行机构开发“算力贷”等产品。")


def test_a_price_goal_keeps_its_ceiling() -> None:
    goals = [
        fact
        for fact in _read("一、发展目标\n到2027年，制氢成本降至18元/公斤以下。\n").facts
        if isinstance(fact, Target)
    ]
    assert [(goal.metric, goal.op, goal.value, goal.year) for goal in goals] == [("制氢成本", "<=", 18, 2027)]


def test_ranked_industries_are_no_fields() -> None:
    reading = _read("关于加快发展的意见\n一、做强海洋优势产业\n（一）发展现代渔业。推进养殖。\n")
    assert [fact.name for fact in reading.facts if isinstance(fact, Focus)] == ["现代渔业"]


def _duties(text: str) -> list[tuple[str, str]]:
    reading = _read(f"甘肃省发展意见\n一、组织保障\n{text}\n")
    return [(fact.agency, fact.role) for fact in reading.facts if isinstance(fact, Responsibility)]


def test_a_body_told_to_take_the_lead_is_lead() -> None:
    assert _duties("省农业农村厅要牵头抓总，省商务厅、省供销联社等部门要各司其职。") == [
        ("省农业农村厅", "lead"),
        ("省商务厅", "responsible"),
        ("省供销联社", "responsible"),
    ]


def test_party_organs_among_those_that_assist_count() -> None:
    assert _duties("市文化和旅游局牵头，市委宣传部、市财政局等配合。") == [
        ("市文化和旅游局", "lead"),
        ("市委宣传部", "responsible"),
        ("市财政局", "responsible"),
    ]
    assert ("区科技局", "responsible") in _duties("区科技局、区商务局按职责配合。")


def test_a_year_holds_for_what_comes_behind_it() -> None:
    text = "一、发展目标\n产值年均增长6%以上，到2027年，产值达到900亿元。\n"
    assert [fact.year for fact in _read(text).facts if isinstance(fact, Target)] == [None, 2027]


def test_the_lead_marked_in_brackets_behind_its_name() -> None:
    assert _duties("推广车辆。\n责任单位：市城乡建设局（牵头）、市自然资源局、市应急局") == [
        ("市城乡建设局", "lead"),
        ("市自然资源局", "responsible"),
        ("市应急局", "responsible"),
    ]
