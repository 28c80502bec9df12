"""In which encoding an office saved a text: UTF-8 with or without BOM, GB18030, or Excel's "Unicode text"."""

from __future__ import annotations

import codecs


class EncodingError(ValueError):
    """Bytes that are no text in a known encoding. The message is Chinese."""


def decode(data: bytes) -> str:
    """Return ``data`` as text without BOM. Raises ``EncodingError``; no byte is replaced or dropped."""
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise EncodingError("文件编码不能识别，请另存为 UTF-8 或 GB18030（GBK）编码的文本")


def _candidates(data: bytes) -> tuple[str, ...]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    return ("utf-8-sig", "gb18030")
