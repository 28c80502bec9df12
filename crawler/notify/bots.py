"""The group bots of 企业微信 and 钉钉, asked by ourselves.

They refuse a message with status 200 and an ``errcode`` in the answer, which Apprise takes for success; and it encodes
钉钉's signature twice. A wrong key would be silence that looks like success.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import time

import requests
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.wecombot import NotifyWeComBot

from crawler.notify.message import Message

Bot = NotifyWeComBot | NotifyDingTalk
# Bytes of one text, by the documents of the bots.
_ROOM = {NotifyWeComBot: 2048, NotifyDingTalk: 19_000}


def ask_bot(bot: Bot, message: Message) -> str:
    """Have a bot post a message; "" where it did, else the Chinese reason, which holds nothing of the address."""
    text = message.on_one_sheet(_ROOM[type(bot)])
    try:
        answer = requests.post(
            _url(bot),
            params=_signature(bot, round(time.time() * 1000)),
            json={"msgtype": "text", "text": {"content": text}},
            timeout=bot.request_timeout,
            verify=bot.verify_certificate,
            allow_redirects=False,
        )
        if answer.status_code != requests.codes.ok:
            return f"对方答复 HTTP {answer.status_code}"
        return _refusal(answer.json())
    except requests.JSONDecodeError:
        return "对方的答复不是机器人的答复"
    except requests.RequestException:
        return "连不上"


def _url(bot: Bot) -> str:
    return str(bot.api_url if isinstance(bot, NotifyWeComBot) else bot.notify_url.format(token=bot.token))


def _signature(bot: Bot, milliseconds: int) -> dict[str, str]:
    """加签: what 钉钉 asks for where the robot has a secret."""
    if not isinstance(bot, NotifyDingTalk) or not bot.secret:
        return {}
    signed = f"{milliseconds}\n{bot.secret}".encode()
    digest = hmac.new(bot.secret.encode(), signed, hashlib.sha256).digest()
    return {"timestamp": str(milliseconds), "sign": base64.b64encode(digest).decode()}


def _refusal(answer: object) -> str:
    code = answer.get("errcode") if isinstance(answer, dict) else None
    return "" if code == 0 else f"机器人没有接受（errcode {code if isinstance(code, int) else '未知'}）"
