"""What a document says of itself: the five plans, and the ways official documents are written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from loaders import clean, outline, read, regions
from loaders.document import Document
from loaders.extract import policy
from loaders.extract.context import Context
from loaders.facts import PolicyFact
from loaders.scoring import METADATA

ROOT = Path(__file__).parents[2]


def document(text: str) -> Document:
    return outline.outline(clean.clean(text))


def metadata(text: str, region: str | None = None) -> PolicyFact:
    return policy.extract(document(text), Context(region=regions.resolve(region) if region else None))


@pytest.mark.parametrize("gold", sorted((ROOT / "tests" / "gold").glob("*.jsonl")), ids=lambda path: path.stem)
def test_the_five_plans_say_what_their_gold_says(gold: Path) -> None:
    lines = map(json.loads, gold.read_text(encoding="utf-8").splitlines())
    wanted = next(line for line in lines if line["kind"] == "policy")
    source, _ = read.decode((ROOT / "data" / "plans" / gold.stem / "source.txt").read_bytes())
    found = metadata(source)
    assert {name: getattr(found, name) for name in METADATA} == {name: wanted[name] for name in METADATA}


def test_evidence_shows_the_printed_words() -> None:
    source, _ = read.decode((ROOT / "data" / "plans" / "dongguan-emerging-2024" / "source.txt").read_bytes())
    whole = document(source)
    found = policy.extract(whole, Context())
    shown = {name: whole.text[start:end] for name, (start, end) in found.evidence.items()}
    assert shown == {
        "title": found.title,
        "doc_number": "东府办〔2024〕18号",
        "issuer": "东莞市人民政府办公室",
        "region": "东莞市",
        "issued_on": "2024年9月14日",
        "period_end": "力争到2027年底",
        "doc_type": "实施方案",
    }


BODY = "各有关单位：\n为推进工作，制定本办法。\n一、总则\n支持企业发展。\n二、附则\n本办法由市科技局解释。\n"


@pytest.mark.parametrize(
    ("title", "doc_type"),
    [
        ("湖州市人民政府关于印发《湖州市氢能产业三年行动计划》的通知", "行动计划"),
        ("湖州市人民政府关于印发湖州市氢能产业发展若干政策措施的通知", "若干政策措施"),
        ("湖州市人民政府办公室转发市发展改革委关于氢能产业发展指导意见的通知", "指导意见"),
        ("湖州市科学技术局关于印发《湖州市科技奖励实施细则（试行）》的通知", "实施细则"),
        ("湖州市人民政府关于加快氢能产业发展的若干意见", "若干意见"),
        ("湖州市科学技术局关于开展项目申报的通知", "通知"),
        ("湖州市科学技术局关于市九届人大一次会议第12号建议的复函", "答复"),
        ("湖州市科学技术局关于同意设立氢能实验室的批复", "批复"),
        ("湖州市促进氢能产业发展条例", "条例"),
        ("湖州市氢能产业发展规划（2021—2025年）", "规划"),
    ],
)
def test_the_kind_is_the_printed_word_of_the_carried_document(title: str, doc_type: str) -> None:
    found = metadata(f"{title}\n{BODY}")
    assert (found.title, found.doc_type, found.region) == (title, doc_type, "330500")


def test_a_title_broken_over_lines_is_joined() -> None:
    found = metadata(
        f"湖州市人民政府办公室\n湖政办发〔2022〕8号\n湖州市人民政府办公室关于印发\n湖州市氢能产业\n行动方案的通知\n{BODY}"
    )
    assert found.title == "湖州市人民政府办公室关于印发湖州市氢能产业行动方案的通知"
    assert found.doc_number == "湖政办发〔2022〕8号"
    assert found.issuer == "湖州市人民政府办公室"


def test_a_document_without_line_breaks_is_cut_at_its_number() -> None:
    found = metadata(
        "湖州市人民政府办公室关于印发湖州市氢能产业若干措施的通知湖政办函〔2022〕8号各区县人民政府："
        "现印发给你们，请认真贯彻执行。市政府办公室2022年3月4日湖州市氢能产业若干措施为推进工作，制定本措施。"
        "一、总则。支持企业发展。二、附则。本措施有效期至2025年12月31日。"
    )
    assert found.title == "湖州市人民政府办公室关于印发湖州市氢能产业若干措施的通知"
    assert (found.doc_number, found.issued_on, found.period_end) == ("湖政办函〔2022〕8号", "2022-03-04", 2025)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (f"湖州市氢能产业办法\n湖政发[2022]8号\n{BODY}", "湖政发[2022]8号"),
        (f"湖州市氢能产业办法\n发文字号：湖政发〔2022〕 8 号\n{BODY}", "湖政发〔2022〕8号"),
        (f"湖州市氢能产业办法\n根据《浙江省氢能办法》（浙政发〔2021〕3号）制定。\n{BODY}", None),
        (f"湖州市氢能产业办法\n{BODY}《湖州市旧办法》（湖政发〔2012〕3号）同时废止。\n", None),
    ],
)
def test_the_number_is_the_documents_own(text: str, number: str | None) -> None:
    assert metadata(text).doc_number == number


@pytest.mark.parametrize(
    ("tail", "issued_on"),
    [
        ("湖州市人民政府\n2022年3月4日\n", "2022-03-04"),
        ("湖州市人民政府\n二〇二二年十二月三十一日\n", "2022-12-31"),
        ("湖州市人民政府  2022年 3月 4日\n（此件公开发布）\n", "2022-03-04"),
        ("2022年3月4日\n", "2022-03-04"),
        ("湖州市人民政府办公室2022年3月9日印发\n", None),
        ("发布时间：2022年3月9日\n", None),
        ("发布时间：2022-03-09\n", None),
        ("湖州市人民政府\n2022年2月30日\n", None),
        ("以上事项经湖州市人民政府2022年3月4日会议审议通过。\n", None),
    ],
)
def test_the_date_is_that_of_signature_not_of_posting_or_printing(tail: str, issued_on: str | None) -> None:
    assert metadata(f"湖州市人民政府关于氢能产业发展的实施意见\n{BODY}{tail}").issued_on == issued_on


@pytest.mark.parametrize(
    ("title", "given", "issuer"),
    [
        ("省人民政府办公厅关于氢能产业的意见", "330500", "浙江省人民政府办公厅"),
        ("市科学技术局关于氢能产业的意见", "330500", "湖州市科学技术局"),
        ("自治区人民政府关于氢能产业的意见", "150000", "内蒙古自治区人民政府"),
        ("市人民政府关于氢能产业的意见", "330782", "义乌市人民政府"),
        ("省人民政府办公厅关于氢能产业的意见", None, None),
        ("湖州市科学技术局 湖州市财政局关于氢能产业的意见", None, "湖州市科学技术局、湖州市财政局"),
        ("湖州市氢能产业行动计划", None, None),
        ("市中区人民政府关于氢能产业的意见", "511102", "市中区人民政府"),
    ],
)
def test_the_issuer_is_named_in_full_or_not_at_all(title: str, given: str | None, issuer: str | None) -> None:
    assert metadata(f"{title}\n{BODY}", given).issuer == issuer


def test_a_signature_names_the_issuer_where_the_title_does_not() -> None:
    found = metadata(f"关于加快氢能产业发展的若干意见\n{BODY}湖州市财政局\n湖州市科学技术局\n2022年3月4日\n")
    assert found.issuer == "湖州市财政局、湖州市科学技术局"
    assert found.region == "330500"


def test_the_caption_of_a_statute_names_who_made_it_and_is_no_date_of_issue() -> None:
    found = metadata(
        "浙江省氢能产业条例\n（2019年7月31日浙江省第十三届人民代表大会常务委员会第十二次会议通过）\n"
        "第一章 总则\n第一条 为促进发展，制定本条例。\n第二章 附则\n第二条 本条例自2019年10月1日起施行。\n"
    )
    assert found.issuer == "浙江省人民代表大会常务委员会"
    assert (found.region, found.doc_type, found.issued_on, found.period_start) == ("330000", "条例", None, 2019)


def test_the_table_that_a_site_puts_around_a_document_is_read_by_its_labels() -> None:
    found = metadata(
        "索引号：X0101\n发布机构：湖州市财政局\n发文字号：湖财〔2020〕5号 生成日期：2020-05-18\n"
        f"关于加快氢能产业发展的实施办法\n{BODY}"
    )
    assert (found.issuer, found.doc_number, found.issued_on) == ("湖州市财政局", "湖财〔2020〕5号", "2020-05-18")


@pytest.mark.parametrize(
    ("said", "region"),
    [
        ("我省氢能产业发展。引进企业落户浙江，擦亮浙江名片，学习江苏。", "330000"),
        ("我省氢能产业发展。学习江苏、浙江、安徽。", None),
        ("我市氢能产业发展，我市支持湖州企业，擦亮湖州名片，与杭州合作。", "330500"),
        ("支持湖州企业，擦亮湖州名片。", None),
        ("中山大学、中山大学附属医院参与。", None),
    ],
)
def test_a_region_that_no_name_prints_is_read_from_what_the_text_calls_its_own(said: str, region: str | None) -> None:
    assert metadata(f"关于氢能产业的若干意见\n{BODY}{said}我省我市".replace("我省我市", said[:2])).region == region


def test_a_given_region_wins_and_needs_no_evidence() -> None:
    found = metadata(f"湖州市人民政府关于氢能产业的意见\n{BODY}", "330782")
    assert found.region == "330782"
    assert "region" not in found.evidence


@pytest.mark.parametrize(
    ("title", "tail", "period"),
    [
        ("湖州市氢能产业行动计划（2021—2025年）", "", (2021, 2025)),
        ("湖州市氢能产业行动计划(2021-2025)", "", (2021, 2025)),
        ("湖州市氢能产业工作要点（2024年）", "", (2024, 2024)),
        ("湖州市氢能产业办法", "本办法自2023年1月1日起施行，有效期至2025年12月31日。", (2023, 2025)),
        ("湖州市氢能产业办法", "本办法自印发之日起施行，有效期3年。", (None, None)),
        ("湖州市氢能产业办法", "《湖州市旧办法》有效期至2025年12月31日。", (None, None)),
        ("湖州市氢能产业办法", "第九条 本办法有效期自2022年5月1日至2024年4月30日。", (2022, 2024)),
        ("湖州市氢能产业办法", "三、发展目标\n到2025年，产业规模达到100亿元。到2025年底，企业达到10家。", (None, 2025)),
        ("湖州市氢能产业办法", "三、发展目标\n到2025年，规模达到100亿元。到2030年，规模达到300亿元。", (None, None)),
        ("湖州市氢能产业办法", "三、主要目标\n经过五年努力，到2025年，规模达到100亿元。", (None, 2025)),
        ("湖州市氢能产业办法", "三、重点任务\n建设加氢站，到2025年达到10座。", (None, None)),
    ],
)
def test_the_period_is_printed_for_the_document_as_a_whole(
    title: str, tail: str, period: tuple[int | None, int | None]
) -> None:
    found = metadata(f"{title}\n{BODY}{tail}\n")
    assert (found.period_start, found.period_end) == period


@pytest.mark.parametrize(
    ("text", "completeness"),
    [
        (f"湖州市氢能产业办法\n{BODY}", "full"),
        (f"湖州市氢能产业办法\n{BODY}附件：1.任务分工表\n2.项目清单\n", "annex-missing"),
        (f"湖州市氢能产业办法\n{BODY}附件：任务分工表\n", "annex-missing"),
        (
            f"湖州市氢能产业办法\n{BODY}附件：任务分工表\n湖州市人民政府\n2022年3月4日\n附件\n任务分工表\n序号 任务\n",
            "full",
        ),
        (f"湖州市氢能产业办法\n{BODY}附件：1.任务分工表\n2.项目清单\n附件1\n任务分工表\n甲\n", "annex-missing"),
        (f"湖州市氢能产业办法\n{BODY}申报条件见附件。\n", "full"),
        (
            "湖州市氢能产业行动方案发布\n近日，湖州市印发《湖州市氢能产业行动方案》（以下简称《行动方案》）。\n"
            "《行动方案》提出三个重点任务：\n（一）建设加氢站。推进建设。\n（二）培育企业。支持企业。\n",
            "summary",
        ),
        (f"湖州市氢能产业办法\n{BODY}《浙江省氢能规划》提出的任务，《浙江省氢能规划》明确的要求。\n", "full"),
    ],
)
def test_completeness_is_told_by_third_person_and_by_annexes_that_do_not_follow(text: str, completeness: str) -> None:
    assert metadata(text).completeness == completeness


def test_a_text_that_says_nothing_of_itself_stays_empty() -> None:
    found = metadata("支持企业发展。\n鼓励企业创新。\n")
    assert {name: getattr(found, name) for name in METADATA[:-1]} == dict.fromkeys(METADATA[:-1])
    assert found.evidence == {}


def test_an_order_gives_its_number_and_its_issuer() -> None:
    found = metadata(
        "湖州市数据管理办法\n湖州市人民政府令\n（第19号）\n《湖州市数据管理办法》已经常务会议通过，现予公布。\n2020年8月12日\n"
        "第一章 总则\n第一条 为规范管理，制定本办法。\n第二章 附则\n第二条 本办法自2020年10月1日起施行。\n"
    )
    assert found.doc_number == "湖州市人民政府令（第19号）"
    assert (found.issuer, found.issued_on) == ("湖州市人民政府", "2020-08-12")


def test_a_number_and_a_date_alone_in_brackets_under_the_title_are_its_own() -> None:
    number = metadata(f"湖州市人民政府关于加快氢能产业发展的意见\n（湖政发〔2022〕6号）\n{BODY}")
    assert number.doc_number == "湖政发〔2022〕6号"
    date = metadata(f"中共德清县委 德清县人民政府\n关于加快氢能产业发展的意见\n(2023年2月8日)\n{BODY}")
    assert (date.issued_on, date.issuer) == ("2023-02-08", "中共德清县委、德清县人民政府")


def test_an_issuer_may_hold_quoted_words_and_a_zone_its_region_in_brackets() -> None:
    named = metadata(f"浙江省推进“三区一城”建设领导小组办公室关于加快氢能产业发展的意见\n{BODY}")
    assert named.issuer == "浙江省推进“三区一城”建设领导小组办公室"
    assert metadata(f"中国（浙江）自由贸易试验区管理办法\n{BODY}").region == "330000"


def test_a_horizon_inside_a_sentence_of_the_aims_counts_where_it_dates_no_single_number() -> None:
    body = "一、指导思想\n坚持统筹，建设现代化城市，力争到2030年建成完善的服务体系。\n二、任务\n加强攻关。\n"
    assert metadata(f"湖州市人民政府关于加快氢能产业发展的意见\n{body}").period_end == 2030


@pytest.mark.parametrize(
    ("title", "completeness"),
    [
        ("解读《某某市促进低空经济发展若干措施》", "summary"),
        ("《某某市促进低空经济发展若干措施》政策解读", "summary"),
        ("一图读懂某某市促进低空经济发展若干措施", "summary"),
        ("某某市关于加强政策解读工作的实施方案", "full"),
    ],
)
def test_a_text_about_a_document_is_not_the_document(title: str, completeness: str) -> None:
    text = f"{title}\n一、主要内容\n支持企业落户，最高奖励1000万元。\n"
    assert metadata(text).completeness == completeness


def test_a_text_without_a_title_may_say_what_it_is() -> None:
    body = "一、支持范围\n对新上项目给予奖励，本政策只奖一次。\n二、附则\n"
    body += "本实施意见自发布之日起施行，本政策由县工信局负责解释。\n"
    assert metadata(body).doc_type == "实施意见"
    assert metadata("一、支持范围\n支持企业发展。\n").doc_type is None


def test_an_annex_that_is_the_document_in_bold_type_is_there() -> None:
    text = (
        "各有关单位：\n现印发给你们。\n附件：湖州市概念验证平台建设实施方案\n湖州市科学技术局\n2025年7月10日\n附件\n"
        "**湖州市概念验证平台建设实施方案**\n一、工作目标\n面向未来产业。\n"
    )
    assert metadata(text).completeness == "full"
