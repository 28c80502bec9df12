"""What a page's inline scripts print into it: the dates that exist nowhere else (cms.md 1.7)."""

from __future__ import annotations

import re

_ASSIGNED = re.compile(r"\b(?:var|let|const)\s+(\w+)\s*=\s*(['\"])([^'\"\n<>]{0,200})\2")
_WRITES = re.compile(r"document\.write(?:ln)?\(\s*(?:(['\"])(.*?)\1|(\w+)(?:\.\w+\([\d, ]*\))?)\s*\)")
_TAG = re.compile(r"<[^>]*>")


def script_variables(scripts: str) -> dict[str, str]:
    """The string constants that the inline scripts of a page assign, by name."""
    return {name: value for name, _, value in _ASSIGNED.findall(scripts)}


def written_text(script: str, variables: dict[str, str]) -> str:
    """The text that ``script`` prints where it stands, as far as it prints constants."""
    if "document.write" not in script:
        return ""
    own = variables | script_variables(script)
    parts = (literal or own.get(name, "") for _, literal, name in _WRITES.findall(script))
    return _TAG.sub(" ", " ".join(parts))
