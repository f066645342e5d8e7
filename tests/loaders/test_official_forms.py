"""Forms of official Chinese that are easily read for more than they say."""

from loaders.pipeline import Reading, read_document


def _read(text: str) -> Reading:
    return read_document(text.encode(), id="form")


def _names(text: str) -> list[str]:
    return [fact.name for fact in _read(text).facts if fact.kind == "mention"]


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
    assert [(fact.value, fact.year) for fact in reading.facts if fact.kind == "target"] == [(2000, 2027)]


def test_figures_of_a_past_year_are_no_goals() -> None:
    text = "一、发展目标\n2023年，全市实现产值500亿元，同比增长8%。到2027年，全市产值达到900亿元。\n"
    assert [fact.value for fact in _read(text).facts if fact.kind == "target"] == [900]


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
