"""The comparison matrix as an Excel workbook: states in words and colours, amounts as numbers, evidence beside them.

Texts are written as texts, whatever they begin with: no cell holds a formula or a link.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from xlsxwriter import Workbook

from api.comparison.matrix import Matrix, MatrixCell
from api.wording import AMOUNTS
from api.words import words

COLORS = {
    "funded": "#C9EBD9",
    "provided": "#D2E4F8",
    "facilitated": "#E6DAF5",
    "encouraged": "#F5E9C3",
    "to be checked": "#FBF4DC",
    "silent": "#E3E7EC",
    "unknown": "#F9DCCD",
}
_LONGEST = 32_767
"""Characters of a cell."""
_TEXTS_ONLY = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_AMOUNTS = (
    "instrument", "政策工具", "种类 type", "单位 unit", "用途 per", "基数 basis", "region", "地区", "value",
    "可比性 comparison", "原因 reason",
)  # fmt: skip
_EVIDENCE = (
    "region", "地区", "instrument", "政策工具", "状态 state", "等级 tier", "审读 read by", "措施数 measures",
    "待核对 to check", "文件 policy", "条款 clause", "原文 quote", "start", "end", "来源 source",
)  # fmt: skip


def workbook(matrix: Matrix) -> bytes:
    """The file: three sheets, the states, the amounts, the evidence."""
    held = io.BytesIO()
    with Workbook(held, _TEXTS_ONLY) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        colors = {
            state: book.add_format({"bg_color": color, "border": 1, "border_color": "#FFFFFF", "text_wrap": True})
            for state, color in COLORS.items()
        }
        sheet = book.add_worksheet("比较 matrix")
        sheet.freeze_panes(1, 3)
        sheet.set_column(0, 2, 22)
        sheet.set_column(3, 2 + len(matrix.regions), 14)
        head = ["instrument", "政策工具", "group", *(f"{one.name} {one.code}" for one in matrix.regions)]
        _write(sheet, 0, head, bold)
        cells = {(one.instrument, one.region): one for one in matrix.cells}
        for row, instrument in enumerate(matrix.instruments, start=1):
            _write(sheet, row, [instrument.code, instrument.zh, instrument.group])
            for column, region in enumerate(matrix.regions, start=3):
                cell = cells[instrument.code, region.code]
                sheet.write_string(row, column, _both("state", cell.state), colors[cell.state])
        for title, columns, rows in (
            ("金额 amounts", _AMOUNTS, _amounts(matrix)),
            ("依据 evidence", _EVIDENCE, _evidence(matrix)),
        ):
            sheet = book.add_worksheet(title)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(columns) - 1, 16)
            _write(sheet, 0, columns, bold)
            for number, values in enumerate(rows, start=1):
                _write(sheet, number, values)
    return held.getvalue()


def _write(sheet: Any, row: int, values: Sequence[object], form: Any = None) -> None:
    for column, value in enumerate(values):
        if isinstance(value, str):
            sheet.write_string(row, column, value[:_LONGEST], form)
        elif value is not None:
            sheet.write_number(row, column, value, form)


def _amounts(matrix: Matrix) -> Iterable[Sequence[object]]:
    regions = {one.code: one.name for one in matrix.regions}
    instruments = {one.code: one.zh for one in matrix.instruments}
    for kind in matrix.amounts:
        said = (kind.instrument, instruments[kind.instrument], f"{AMOUNTS['zh'][kind.type]} {kind.type}", kind.unit)
        for one in kind.regions:
            place = (one.region, regions[one.region], one.value)
            yield (*said, kind.per, kind.basis, *place, kind.comparison, kind.reason)


def _evidence(matrix: Matrix) -> Iterable[Sequence[object]]:
    regions = {one.code: one.name for one in matrix.regions}
    instruments = {one.code: one.zh for one in matrix.instruments}
    for cell in matrix.cells:
        yield (
            cell.region,
            regions[cell.region],
            cell.instrument,
            instruments[cell.instrument],
            _both("state", cell.state),
            _both("tier", cell.tier) if cell.tier else None,
            _both("read_by", cell.read_by),
            cell.measures,
            cell.to_check,
            cell.policy,
            cell.clause,
            *_words(cell),
        )


def _both(group: str, value: str) -> str:
    """A value in Chinese, and as it is called everywhere else."""
    return f"{words('zh').named(group, value)} {value}"


def _words(cell: MatrixCell) -> Sequence[object]:
    if cell.evidence is None:
        return (None,) * 4
    return cell.evidence.quote, cell.evidence.start, cell.evidence.end, cell.evidence.links.source
