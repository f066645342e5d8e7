"""What the reading of a file notes, for readers of Chinese pages: the notes themselves are sentences in English."""

from __future__ import annotations

from api.language import Language

_SAID = (
    (r"^(\d+) broken characters? in the (\S+) text stand as", "{2} 文本中有 {1} 个坏字，显示为 \ufffd。"),
    (r"^The encoding was guessed as (\S+); check the text", "编码是猜的（{1}），请核对正文。"),
    (
        r"^Pages? (.+) (?:is a picture|are pictures) without text and was not read",
        "第 {1} 页是没有文字的图片，没有读；请先对文件做文字识别（OCR）再读入。",
    ),
    (r"^Not one clause or fact was found in it", "没有从中读到条款或事实；请确认它是政策文件的正文。"),
    (
        r"^It took the place of a document without a title, which was (\S+) before",
        "它取代了编号 {1} 下原有的一份没有标题的文件；两份都要保留，请另填编号。",
    ),
    (
        r"^It took the place of (.+), which was (\S+) before",
        "它取代了编号 {2} 下原有的“{1}”；两份都要保留，请另填编号。",
    ),
    (
        r"^(\d+) of (\d+) judgements do not fit this reading, the first in line (\d+): ",
        "{2} 条人工判断中有 {1} 条同这次读出的对不上，第一条在第 {3} 行；policygraph review show 列出全部。",
    ),
)


def noted(language: Language) -> list[tuple[str, str]]:
    """Patterns of notes, each with what a page says instead: numbers in braces are groups. English needs none.

    The patterns mean the same in Python and in JavaScript.
    """
    return list(_SAID) if language == "zh" else []
