"""Typer's own words in Chinese: its help pages, and what it says of wrong usage."""

from __future__ import annotations

import re
from typing import Any

from typer import TyperException, rich_utils
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from crawler.cli.line_breaks import break_lines_as_chinese

HELP_TEXT = "显示这段说明"

break_lines_as_chinese()
rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
rich_utils.OPTIONS_PANEL_TITLE = "选项"
rich_utils.COMMANDS_PANEL_TITLE = "命令"
rich_utils.DEFAULT_STRING = "[默认：{}]"
rich_utils.ENVVAR_STRING = "[环境变量：{}]"
rich_utils.REQUIRED_LONG_STRING = "[必填]"
# Where a number has bounds, its help names them in words.
rich_utils.RANGE_STRING = ""

_NAME_IN_BRACES = re.compile(r"\{(.+?)\}(?:\.\.\.)?")
_FROM_ENVIRONMENT = re.compile(r" \(env var: '.*?'\)")
_FAULTS = (
    (r"No such option: (\S+) \(Possible options: (.+)\)", r"没有选项 \1，是否指 \2"),
    (r"No such option: (\S+)", r"没有选项 \1"),
    (r"No such command '(.*?)'\. Did you mean (.+)\?", r"没有命令 \1，是否指 \2"),
    (r"No such command '(.*?)'\.", r"没有命令 \1"),
    (r"Missing command\.", "缺少命令"),
    (r"Missing argument '(.*?)'\.", r"缺少参数 \1"),
    (r"Missing option '(.*?)'\.", r"缺少选项 \1"),
    (r"Got unexpected extra arguments? ?\(?s?\)? ?\((.+)\)", r"多余的参数：\1"),
    (r"Option '(.+?)' requires an argument\.", r"选项 \1 后面要写上值"),
    (r"Option '(.+?)' does not take a value\.", r"选项 \1 后面不写值"),
    (r"Invalid value for '(.+?)': (?:Value error, )?'(.*)' is not one of (.+)\.", r"\1 不能是“\2”，可用：\3"),
    (r"Invalid value for '(.+?)': Input should be a valid integer.*", r"\1 应是整数"),
    (r"Invalid value for '(.+?)': Input should be greater than or equal to (.+)", r"\1 不能小于 \2"),
    (r"Invalid value for '(.+?)': \w+ '(.*)' is not readable\.", r"\1：没有读取 \2 的权限"),
    (r"Invalid value for '(.+?)': (.+)", r"\1：\2"),
    (r"Invalid value: (.+)", r"\1"),
)


def told(error: TyperException) -> str:
    """What is wrong with a command line, in one Chinese line."""
    message = _FROM_ENVIRONMENT.sub("", error.format_message(), count=1)
    for pattern, words in _FAULTS:
        found = re.fullmatch(pattern, message, re.S)
        if found:
            return found.expand(words).replace("', '", "、").replace("'", "")
    return message


class ChineseCommand(TyperCommand):
    """A command whose help page is Chinese throughout."""

    def get_usage(self, ctx: Any) -> str:
        """The line that shows how it is called."""
        return _in_chinese(super().get_usage(ctx))

    def get_params(self, ctx: Any) -> list[Any]:
        """What it takes."""
        return _named_alone(super().get_params(ctx))

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        """The option ``--help``."""
        return _described(super().get_help_option(ctx))


class ChineseGroup(TyperGroup):
    """The group of all commands, its help page Chinese throughout."""

    def get_usage(self, ctx: Any) -> str:
        """The line that shows how it is called."""
        return _in_chinese(super().get_usage(ctx))

    def get_params(self, ctx: Any) -> list[Any]:
        """What it takes."""
        return _named_alone(super().get_params(ctx))

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        """The option ``--help``."""
        return _described(super().get_help_option(ctx))


def _in_chinese(usage: str) -> str:
    """The usage line; what has to be given stands in it by its name alone, without braces."""
    return _NAME_IN_BRACES.sub(r"\1", usage.replace("Usage: ", "用法：", 1))


def _named_alone(parameters: list[Any]) -> list[Any]:
    """The parameters; on the help page a switch, and an argument, has no type such as ``<bool>`` beside its name."""
    for one in parameters:
        if isinstance(one, TyperArgument) or (isinstance(one, TyperOption) and one.is_flag):
            vars(one)["display_type_rich"] = _no_type
    return parameters


def _no_type(ctx: Any) -> None:
    """Nothing."""


def _described(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help = HELP_TEXT
    return option
