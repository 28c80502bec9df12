"""The inline scripts of a page as far as paging needs them: what is in force, its constants, its calls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

Value = str | int | None

# What no page needs that means well; hostile ones would keep a reader busy for ever.
MOST_OBJECTS = 20
LONGEST_OBJECT = 4000

_SCRIPT = re.compile(r"<script\b.*?(?:</script\s*>|\Z)", re.I | re.S)
# In a script "<!--" hides no more than its own line, and so does "-->" where it begins one (ECMA-262, annex B).
_COMMENT = re.compile(
    r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|/\*.*?(?:\*/|\Z)|(?<!:)//[^\n]*|<!--[^\n]*|^[ \t]*-->[^\n]*""",
    re.S | re.M,
)
_CONSTANT = re.compile(
    r"""\b(\w+)\s*=\s*(?:(-?\d+)|(?:parseInt\(\s*)?"([^"\n]*)"|(?:parseInt\(\s*)?'([^'\n]*)')(?=\s*(?:[;,)}\n<]|$|\bvar\b))"""
)
_TOKEN = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|(-?\d+)|([\w.$]+))\s*(?:,|$)""")
_PART_OF_NAME = re.compile(r"[\w.]")
_PAIR = re.compile(r"""["']?([\w.\[\]]+)["']?\s*:\s*(\[[^\]]*\]|(?:[^,{}\[\]"']|"[^"]*"|'[^']*')+)""")
_TERM = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|(-?\d+)|([\w.$]+))\s*(?:\+|$)""")


def scripts_in_force(text: str, about: str = "") -> str:
    """The inline scripts of ``text`` that mention ``about``, joined, without comments, escaped quotes laid bare."""
    joined = "\n".join(body for body in _bodies(text) if about in body)
    live = _COMMENT.sub(lambda match: match.group(1) or " ", joined)
    return live.replace('\\"', '"').replace("\\'", "'").replace("\\/", "/")


def _bodies(text: str) -> Iterator[str]:
    """The bodies of the script elements that stand in no comment. A comment that begins in a script ends with it."""
    low = text.lower() if "<SCRIPT" in text or "<Script" in text else text
    place, comment = low.find("<script"), low.find("<!--")
    while place >= 0:
        if 0 <= comment < place:
            past = low.find("-->", comment)
            if past < 0:
                return
            place, comment = low.find("<script", past) if past > place else place, low.find("<!--", past)
            continue
        start = low.find(">", place) + 1
        end = low.find("</script", start) if start else -1
        if end < 0:
            return
        yield text[start:end]
        place, comment = low.find("<script", end), low.find("<!--", end) if comment < end else comment


def comments_of(text: str) -> Iterator[str]:
    """The insides of the HTML comments of ``text``."""
    place = text.find("<!--")
    while place >= 0:
        end = text.find("-->", place + 4)
        if end < 0:
            return
        yield text[place + 4 : end]
        place = text.find("<!--", end)


def without_scripts(text: str) -> str:
    """``text`` without its script elements; one that never ends takes the rest with it."""
    return _SCRIPT.sub("", text)


def constants(script: str) -> dict[str, str | int]:
    """The numbers and strings that ``script`` assigns, by name; of several assignments the first."""
    found: dict[str, str | int] = {}
    for name, number, double, single in _CONSTANT.findall(script):
        found.setdefault(name, int(number) if number and len(number) < 12 else number or double or single)
    return found


def calls(script: str, name: str) -> Iterator[list[Value]]:
    """The arguments of each call of a function whose name matches ``name``.

    Names are replaced by the constants they stand for; an argument that stays unknown is ``None``.
    """
    known: dict[str, str | int] | None = None
    # Beginning with the name itself, the expression is found by its letters and not tried at every place.
    for match in re.finditer(rf"{name}\s*\(([^()]{{0,400}})\)(?!\s*\{{)", script):
        if _PART_OF_NAME.fullmatch(script, max(0, match.start() - 1), match.start()):
            continue
        known = constants(script) if known is None else known
        yield arguments(match.group(1), known)


def arguments(text: str, known: Mapping[str, str | int]) -> list[Value]:
    """The values of a list of arguments, up to the first that is an expression."""
    values: list[Value] = []
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            break
        values.append(_value(match, known))
        place = match.end()
    return values


def _value(match: re.Match[str], known: Mapping[str, str | int]) -> Value:
    double, single, number, name = match.groups()
    if number is not None:
        return int(number) if len(number) < 12 else number
    if name is not None:
        return name if name in ("true", "false") else known.get(name)
    return double if double is not None else single


def objects_with(script: str, name: str) -> Iterator[tuple[int, str]]:
    """The innermost object literals that hold ``name``, without their braces, each with the place where it begins."""
    for match in islice(re.finditer(rf"\b{name}\b", script), MOST_OBJECTS):
        start = script.rfind("{", max(0, match.start() - LONGEST_OBJECT), match.start()) + 1
        end = script.find("}", match.end(), match.end() + LONGEST_OBJECT)
        if start and end > 0 and "}" not in script[start : match.start()] and "{" not in script[match.end() : end]:
            yield start, script[start:end]


def fields(literal: str, known: Mapping[str, str | int]) -> dict[str, Value | list[str]]:
    """The pairs of an object literal: numbers, strings (also put together with ``+``) and lists of strings."""
    return {key: evaluated(value.strip(), known) for key, value in _PAIR.findall(literal)}


def evaluated(text: str, known: Mapping[str, str | int]) -> Value | list[str]:
    """The value of an expression: a constant, a list of them, or texts put together; ``None`` for any other."""
    if text.startswith("["):
        return [str(value) for value in arguments(text[1:-1], known) if value is not None]
    terms: list[Value] = []
    place = 0
    while place < len(text):
        match = _TERM.match(text, place)
        if match is None:
            return None
        terms.append(_value(match, known))
        place = match.end()
    if len(terms) == 1:
        return terms[0]
    return "".join(map(str, terms)) if terms and None not in terms else None


def number_of(value: object) -> int | None:
    """``value`` as a count or a page number, or ``None`` where it is no plain whole number."""
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    text = str(value).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
