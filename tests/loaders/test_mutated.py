"""Mutated documents are read, or refused in one sentence; never a crash, a broken map or more than linear time."""

from __future__ import annotations

import time
import tracemalloc

import pytest

from loaders.errors import LoaderError
from loaders.formats.opening import MAX_CHARACTERS
from loaders.pipeline import read_document
from tests.loaders.made_documents import IDS, source
from tests.loaders.mutations import MUTATIONS, mutated

UNITS = ("（", "）", "《", "责任单位：", "一、", "1.", "，", "<b>", "<p>", "<table><tr><td>", "&amp;", "a ")


def check(data: bytes) -> bool:
    """Whether a document is read; it must be, or be refused in one sentence."""
    try:
        reading = read_document(data, id="mutated")
    except LoaderError as error:
        message = str(error)
        assert message.endswith(".")
        assert "\n" not in message
        assert 20 < len(message) < 300
        return False
    mapped = reading.document.mapped
    assert list(mapped.starts) == sorted(mapped.starts)
    assert list(mapped.ends) == sorted(mapped.ends)
    assert all(0 <= low < high <= len(reading.source) for low, high in zip(mapped.starts, mapped.ends, strict=True))
    assert all(mapped.text[fact.start : fact.end] == fact.quote for fact in reading.facts)
    return True


@pytest.mark.parametrize("number", range(2 * len(MUTATIONS)))
def test_a_mutated_document_is_read_or_refused(number: int) -> None:
    check(mutated(number))


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_two_thousand_mutated_documents() -> None:
    read = sum(check(mutated(number)) for number in range(2 * len(MUTATIONS), 2 * len(MUTATIONS) + 2000))
    assert read > 1000


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    """Four times the text takes about four times as long: less than twelve, whatever else the machine does."""
    head = "<html><body><p>一、支持企业。</p>" if unit[0] in "<&" else "一、支持企业。\n"

    def seconds(count: int) -> float:
        begun = time.process_time()
        check((head + unit * count).encode())
        return time.process_time() - begun

    count = 40_000 // len(unit)
    seconds(count // 4)
    assert seconds(4 * count) < 12 * max(seconds(count), 0.05)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_million_brackets_and_a_line_of_fifty_megabytes() -> None:
    assert check(("一、支持企业。" + "（" * 1_000_000).encode())
    assert not check(b"a" * 49_999_999)
    assert not check(("支持企业发展。" * 2_380_000).encode()[:49_999_992])
    assert len("支持企业发展。") * 2_380_000 > MAX_CHARACTERS


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_memory_stays_flat_over_a_thousand_documents() -> None:
    """After a warm-up of every kind of document a further thousand leave less than 5 MB behind."""
    for number in range(200):
        check(mutated(number))
    tracemalloc.start()
    for number in range(200, 300):
        check(mutated(number))
    before = tracemalloc.get_traced_memory()[0]
    for number in range(300, 1300):
        check(mutated(number))
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert after - before < 5_000_000


NAMES = ["张三", "李四光", "欧阳明月", "官福林", "王建国", "陈华为", "吴长江"]


@pytest.mark.parametrize("plan", IDS)
def test_persons_with_telephone_numbers_are_never_facts(plan: str) -> None:
    written = source(plan).splitlines()
    forms = [
        "（联系人：{}，电话：0769-2283{:04}）",
        "联系人：{}，联系电话：138{:08}。",
        "咨询电话：{}，020-8313{:04}",
        "联系人及电话：{}（市工业和信息化局）{:08}。",
        "经办人：{} 手机：139{:08}",
        "附件：联系人{}，传真{:08}。",
    ]
    for index, (name, form) in enumerate(zip(NAMES * 2, forms * 3, strict=False)):
        written.insert(len(written) * (index + 1) // 16, form.format(name, 7000 + index))
    reading = read_document("\n".join(written).encode(), id="persons")
    for line in reading.lines():
        said = {key: value for key, value in line.items() if key not in ("quote", "title", "evidence")}
        printed = str(said)
        assert not any(name in printed for name in NAMES), line
        assert not any(f"{7000 + index:04}" in printed for index in range(14)), line
