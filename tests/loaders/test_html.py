"""HTML pages: what is the document, what is the page, and what tags mean for its lines."""

from __future__ import annotations

import pytest

from loaders.errors import LoaderError
from loaders.formats.opening import open_document
from loaders.pipeline import clean_source
from tests.loaders.made_documents import IDS, MENU, lines, page

BODY = """<p>某市支持激光产业发展若干措施</p><p>一、支持企业。对企业给予奖励，最高500万元。</p>
<p>二、支持人才。对人才给予补贴，最高50万元。</p><p>三、本措施自发布之日起施行，由市工业和信息化局负责解释。</p>"""


def read(source: str, name: str = "a.html") -> list[str]:
    return clean_source(open_document(source.encode(), name)).text.split("\n")


@pytest.mark.parametrize("plan", IDS)
def test_menus_and_buttons_are_gone_and_every_line_of_the_document_is_there(plan: str) -> None:
    text = clean_source(open_document(page(lines(plan)))).text
    assert text.split("\n") == lines(plan)


def test_the_title_of_the_head_stands_in_where_the_body_has_none() -> None:
    body = BODY.removeprefix("<p>某市支持激光产业发展若干措施</p>")
    found = read(f"<html><head><title>某市支持激光产业发展若干措施_某市政府网</title></head><body>{body}</body></html>")
    assert found[0] == "某市支持激光产业发展若干措施"
    assert found[1].startswith("一、支持企业")


def test_a_piece_of_a_page_is_read_as_html() -> None:
    assert read(BODY, "")[1] == "一、支持企业。对企业给予奖励，最高500万元。"


def test_line_breaks_are_tags_and_not_line_ends_of_the_source() -> None:
    found = read(
        f"<html><body><div>{BODY}<p>四、第一行\n    接着写<br>另起一行。</p><div>又一行。</div></div></body></html>"
    )
    assert found[-3:] == ["四、第一行接着写", "另起一行。", "又一行。"]


def test_entities_are_characters_and_one_unit_of_the_map() -> None:
    added = "<p>四、研发&amp;制造&#65288;含&ldquo;首台套&rdquo;&#xFF09;&nbsp;支持。</p>"
    source = f"<html><body><div>{BODY}{added}</div></body></html>"
    opened = open_document(source.encode())
    mapped = clean_source(opened)
    line = mapped.text.split("\n")[-1]
    assert line == "四、研发&制造（含“首台套”）支持。"
    at = mapped.text.index("（含")
    assert opened.text[slice(*mapped.source_range(at, at + 1))] == "&#65288;"


def test_a_table_is_a_row_a_line_with_its_cells_apart() -> None:
    table = (
        "<table><tr><th>序号</th><th>任务</th><th>责任单位</th></tr>"
        "<tr><td>1</td><td><p>建设中试平台，</p><p>提供服务</p></td><td>市科技局</td></tr></table>"
    )
    found = read(f"<html><body><div>{BODY.replace('<p>三', table + '<p>三')}</div></body></html>")
    assert "序号|任务|责任单位" in found
    assert "1|建设中试平台，提供服务|市科技局" in found


def test_a_page_laid_out_by_tables_is_no_table() -> None:
    menu = "".join(f"<td><a href='#'>{word}</a></td>" for word in MENU)
    found = read(
        f"<html><body><table><tr>{menu}</tr></table><table><tr><td>栏目</td><td>{BODY}</td></tr></table></body></html>"
    )
    assert found[0] == "某市支持激光产业发展若干措施"
    assert len(found) == 4


def test_numbers_of_an_ordered_list_are_printed() -> None:
    items = (
        "<ol><li>组织申报。</li><li>公示名单。</li></ol><ol start='5'><li>拨付资金。</li></ol><ul><li>其他。</li></ul>"
    )
    found = read(f"<html><body><div>{BODY}{items}</div></body></html>")
    assert found[-4:] == ["1.组织申报。", "2.公示名单。", "5.拨付资金。", "其他。"]


def test_hidden_and_scripted_text_is_no_text() -> None:
    found = read(
        f"<html><body><div>{BODY}<p style='display:none'>给予补贴1亿元。</p><noscript>请打开脚本。</noscript>"
        "<!-- <p>给予奖励2亿元。</p> --><textarea>给予奖励3亿元。</textarea></div></body></html>"
    )
    assert len(found) == 4


def test_attributes_with_angle_brackets_do_not_spill_into_the_text() -> None:
    found = read(f"<html><body><div title='a > b <p>甲</p>' onclick=\"if (a>b) c()\">{BODY}</div></body></html>")
    assert found[0] == "某市支持激光产业发展若干措施"
    assert found[-1].endswith("负责解释。")


def test_broken_tags_lose_no_text() -> None:
    found = read(
        f"<html><body><div><b><font>{BODY.replace('</p>', '')}</i></span><table>四、附则。<tr>五、其他。</div>"
    )
    assert [line[:2] for line in found[1:4]] == ["一、", "二、", "三、"]
    assert "四、附则。五、其他。" in "".join(found)


def test_official_data_over_the_document_stays() -> None:
    data = "<table><tr><td>发文字号：某府办〔2024〕5号</td><td>成文日期：2024年3月1日</td></tr></table>"
    text = "\n".join(read(f"<html><body>{data}<div class='c'>{BODY}</div></body></html>"))
    assert "某府办〔2024〕5号" in text
    assert "2024年3月1日" in text


def test_a_declared_charset_is_followed() -> None:
    for charset in ("utf-8", "gb18030", "gbk", "gb2312"):
        source = (
            f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head>{BODY}</html>'
        )
        opened = open_document(source.encode(charset))
        assert opened.text == source
    wide = f'<html><head><meta charset="gb2312"></head>{BODY}</html>'
    assert open_document(wide.encode("utf-8")).text == wide
    assert open_document(b"\xff\xfe" + wide.encode("utf-16-le")).text == wide


def test_a_tag_with_thousands_of_attributes_is_refused_at_once() -> None:
    many = " ".join(f"a{number}=1" for number in range(200_000))
    with pytest.raises(LoaderError, match="attributes"):
        read(f"<html><body><p {many}>一、支持企业发展。</p></body></html>")


def test_a_long_value_of_an_attribute_is_read_over() -> None:
    drawn = "M 1 2 " * 5_000
    assert read(f'<html><body><svg><path d="{drawn}"/></svg><p>一、支持企业发展。</p></body></html>') == [
        "一、支持企业发展。"
    ]


def test_rows_of_a_table_stay_lines() -> None:
    rows = ["首台套|按销售额10%给予奖励，最高300万元|市工信局", "贷款|按利息50%给予贴息，最高100万元|市金融办"]
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split('|'))}</tr>" for row in rows)
    assert read(f"<html><body><p>一、支持措施。</p><table>{table}</table></body></html>")[-2:] == rows
