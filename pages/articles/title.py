"""The title of an article: which texts name it, and which visible line shows it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from lxml import etree

from pages.articles.labels import has_colon, has_companion, is_clock
from pages.articles.lines import Line, names_of
from pages.hidden import is_hidden

_HEADINGS = ("h1", "h2", "h3", "h4")
_TITLE_NAME = re.compile(
    r"(?:^|[\s_-])(?:\w*(?:title|tittle|biaoti|headline)|bt|tit|zw-?title|arti-?title|art-?tit)(?:[\s_-]|$)", re.I
)
_SITE = "政府|门户|网站|官网|[^-]{2,}网|委员会|[^-]{2,}[局厅办]|办公室|信息公开"
_SUFFIX = re.compile(rf"\s*[_|｜]\s*.*$|\s+[-–—]+\s+[^-]*$|\s*[-–—]+\s*(?:[^-–—]*(?:{_SITE}))\s*$")
_NOT_WORD = re.compile(r"\W+")
_YEAR = re.compile(r"(?:19|20)\d\d\s?[-/.年]")
_DATED = re.compile(
    r"(?:时\s*间|日\s*期|发布于?|发表于)\s*[:：]|\d\s?[:：∶]\s?\d\d\s*$|^\W*\d{4}[-/.年]\d\d?[-/.月]\d\d?日?\W*$"
)
_LABELLED = re.compile(r"(?:名\s*称|标\s*题|信息名称|文件名称|信息标题)\s*[:：]")
_BARE_LABEL = re.compile(r"[【\[]?(?:[\u4e00-\u9fff]\s*){2,8}[】\]]?\s*[:：]\s*[】\]]?")
_LONGEST = 200
_NEVER = 99
_SENTENCE = 40
_PATH = re.compile("当前位置|所在位置|首页|>>?|»")


def squeeze(text: str) -> str:
    """The letters and figures of ``text``: what two copies of a title have in common."""
    plain = unicodedata.normalize("NFKC", text)
    return plain if plain.isalnum() else _NOT_WORD.sub("", plain)


class TitleWords:
    """The texts by which a page names its article: ``given`` by meta tag or marker, ``window`` the window title."""

    def __init__(self, given: str, window: str) -> None:
        self.given = given
        self.window = window
        self._keys = squeeze(given), squeeze(window)

    def find(self, lines: Sequence[Line]) -> range | None:
        """The indexes of the lines that show the title, or ``None``."""
        text = _text_start(lines)
        shown = [self._whole(lines, i) for i in self._named(lines, text)]
        whole = [one for one in shown if self._is_most(lines, one)]
        if whole:
            return whole[0] if len(whole) == 1 else min(whole, key=lambda one: _rank(lines, one.start))
        inside = [i for i in range(text) if self._may_name(lines[i]) and _steps_to_strip(lines, i) < _NEVER]
        if inside:
            return range(inside[0], inside[0] + 1)
        guessed = _above_strip(lines)
        return range(guessed, guessed + 1) if guessed is not None else None

    def _named(self, lines: Sequence[Line], text: int) -> list[int]:
        """The indexes of the lines that begin as the title does. ``text`` is where the text of the article begins."""
        letters = tuple(name[0] for name in (self.given, self.window) if name)
        starts = [i for i, line in enumerate(lines) if line.prose.startswith(letters)]
        named = [i for i in starts if self._names(lines[i]) and not is_value(lines, i)]
        # A window that bears the name of the office names the signature below the text too.
        return named if self.given else [i for i in named if i < text or _is_heading(lines[i])]

    def _names(self, line: Line) -> bool:
        if line.linked or len(line.prose) > _LONGEST or _PATH.search(line.prose):
            return False
        text = squeeze(line.prose)
        given, window = self._keys
        if len(text) < 6:
            return text == given and len(text) >= 4
        return given.startswith(text) or window.startswith(text)

    def _is_most(self, lines: Sequence[Line], shown: range) -> bool:
        """Whether the lines show half of the title or more: an office that signs begins the title of what it issued."""
        wanted = self._keys[0] or squeeze(_SUFFIX.sub("", self.window))
        return sum(len(squeeze(lines[i].prose)) for i in shown) * 2 >= len(wanted)

    def _may_name(self, line: Line) -> bool:
        """Whether the window title holds the line behind the name of the column or site."""
        if line.linked or not 8 <= len(line.prose) <= _LONGEST or line.prose[2:6] not in self.window:
            return False
        return squeeze(line.prose) in self._keys[1]

    def _whole(self, lines: Sequence[Line], head: int) -> range:
        """A title broken over several lines: ``head`` and every line that continues its text."""
        full, shown, end = self._keys[0] or self._keys[1], squeeze(lines[head].prose[:_LONGEST]), head + 1
        while end < len(lines) and len(shown) < len(full):
            shown += squeeze(lines[end].prose[:_LONGEST])
            if not full.startswith(shown):
                break
            end += 1
        return range(head, end)


def title_words(tree: etree._Element, meta: Mapping[str, str]) -> TitleWords:
    """The texts by which a page names its article; "" for what it lacks."""
    return TitleWords(meta.get("articletitle") or _marked(tree), _window_title(tree))


def read_title(words: TitleWords, lines: Sequence[Line], shown: range | None, listed: str) -> str:
    """The title of the article: as given, as ``listed`` in its index table, as shown, or as the window bears it."""
    heading = "".join(lines[i].prose for i in shown) if shown else ""
    return " ".join((words.given or listed or heading or _SUFFIX.sub("", words.window)).split())


def _marked(tree: etree._Element) -> str:
    for element in tree.iter("ucaptitle"):
        if not is_hidden(element):
            return " ".join("".join(str(text) for text in element.itertext()).split())
    return ""


def _window_title(tree: etree._Element) -> str:
    element = next(tree.iter("title"), None)
    return " ".join((element.text or "")[:_LONGEST].split()) if element is not None else ""


def is_value(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is the value of a label: of its own (名称：…), or of the cell before it."""
    if _LABELLED.match(lines[index].spaced):
        return True
    before = lines[index - 1].prose if index > 0 else ""
    return has_colon(before[-3:]) and _BARE_LABEL.fullmatch(lines[index - 1].spaced) is not None


def is_dated(line: Line) -> bool:
    """Whether a line may be one of the particulars of the article: short, with a year and what goes with one."""
    if len(line.prose) > _LONGEST or _YEAR.search(line.prose) is None:
        return False
    text = line.spaced
    if is_clock(text):
        return False
    return has_companion(text) or _DATED.search(text) is not None


def is_particular(line: Line) -> bool:
    """Whether a line shows a date or what goes with one."""
    return len(line.prose) <= _LONGEST and (_YEAR.search(line.prose) is not None or has_companion(line.spaced))


def _rank(lines: Sequence[Line], index: int) -> tuple[bool, int, int]:
    return not _is_heading(lines[index]), _steps_to_strip(lines, index), index


def _steps_to_strip(lines: Sequence[Line], index: int) -> int:
    return next((step for step, line in enumerate(lines[index + 1 : index + 6]) if is_dated(line)), _NEVER)


def _above_strip(lines: Sequence[Line]) -> int | None:
    """Where nothing names the title: the heading, or else the plain text, right above the first particulars.

    Particulars below the text are its editor's, and the text above them is no title.
    """
    head = lines[: _text_start(lines)]
    dated = [i for i, line in enumerate(head) if is_dated(line)]
    strip = next((i for i in dated if any(has_companion(line.spaced) for line in lines[i : i + 2])), None)
    if strip is None:
        heads = [i for i, line in enumerate(head) if not line.linked and len(line.prose) > 7 and _is_heading(line)]
        if heads or not dated:
            return max(heads, key=lambda i: len(lines[i].prose), default=None)
        strip = dated[0]
    near = [
        i for i in range(max(0, strip - 4), strip) if not (lines[i].linked or is_value(lines, i) or is_dated(lines[i]))
    ]
    long = [i for i in near if len(lines[i].prose) > 5]
    return next((i for i in long if _is_heading(lines[i])), near[-1] if near[-1:] == long[-1:] and near else None)


def _text_start(lines: Sequence[Line]) -> int:
    for index, line in enumerate(lines):
        if line.whole or (len(line.prose) >= _SENTENCE and "。" in line.prose and line.linked * 2 < len(line.prose)):
            return index
    return len(lines)


@lru_cache(maxsize=1024)
def _names_title(names: str) -> bool:
    return _TITLE_NAME.search(names) is not None


def _is_heading(line: Line) -> bool:
    element: etree._Element | None = line.box
    for _ in range(4):
        if element is None:
            return False
        if element.tag in _HEADINGS or element.tag == "ucaptitle":
            return True
        if _names_title(names_of(element)):
            return True
        element = element.getparent()
    return False
