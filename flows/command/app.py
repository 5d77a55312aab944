"""The verbs of `gouji`, in Chinese or English, and how they end: 0 fine, 1 findings, 2 refused or failed."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

from cyclopts import App, CycloptsError, Group
from cyclopts.exceptions import (
    CoercionError,
    MissingArgumentError,
    UnknownCommandError,
    UnknownOptionError,
    UnusedCliTokensError,
)

from flows.command import (
    adjustments,
    archive,
    backup,
    decisions,
    documents,
    machine,
    moving,
    power,
    revisions,
    rollup,
    rules,
    season,
    steering,
    trace,
)
from flows.command.groups import add
from flows.command.help import SpokenHelp, speak
from flows.command.verb import FAILED, FINE
from tasks.language import _, preferred, use

MODULES = (
    documents,
    season,
    steering,
    decisions,
    trace,
    revisions,
    rollup,
    adjustments,
    rules,
    power,
    moving,
    machine,
    archive,
    backup,
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one verb and leave with its exit code."""
    words, language = _language(list(sys.argv[1:] if arguments is None else arguments))
    use(language or preferred())
    _plain_terminal()
    sys.exit(run(words))


def run(words: list[str]) -> int:
    """Run one verb; every expected failure is one sentence on standard error, never a traceback."""
    from tasks.county import CountyError
    from tasks.records import Refusal

    try:
        code = build()(words, exit_on_error=False, print_error=False)
        return code if isinstance(code, int) else FINE
    except CycloptsError as error:
        print(_usage_error(error), file=sys.stderr)
    except CountyError as error:
        print(*error.problems, sep="\n", file=sys.stderr)
    except Refusal as refusal:
        print(_("拒收：{detail}").format(detail=refusal.detail), file=sys.stderr)
    except KeyboardInterrupt:
        print(_("已中断。再次运行会接着做，不会重复。"), file=sys.stderr)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except Exception as error:
        from tasks.trouble import trouble

        if not (sentence := trouble(error)):
            raise
        print(sentence, file=sys.stderr)
    return FAILED


def _language(words: list[str]) -> tuple[list[str], str]:
    """Take `--lang en` or `--lang=en` out of the words, wherever it stands: help texts need it before parsing."""
    kept: list[str] = []
    language = ""
    rest = iter(words)
    for word in rest:
        if word == "--lang":
            language = next(rest, "")
        elif word.startswith("--lang="):
            language = word.partition("=")[2]
        else:
            kept.append(word)
    return kept, language


def _plain_terminal() -> None:
    """UTF-8 on every console; a Windows one may still be set to an old code page."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure and (stream.encoding or "").lower().replace("-", "") != "utf8":
            reconfigure(encoding="utf-8", errors="replace")


def _usage_error(error: CycloptsError) -> str:
    hint = _("运行 gouji --help 查看用法。")
    if isinstance(error, UnknownCommandError):
        word = next(iter(error.unused_tokens or []), "")
        return _("没有“{word}”这个命令。").format(word=word) + hint
    if isinstance(error, UnknownOptionError):
        word = (error.token.keyword if error.token else "") or ""
        return _("没有“{word}”这个选项。").format(word=word) + hint
    if isinstance(error, MissingArgumentError):
        name = error.argument.name if error.argument else ""
        return _("缺少参数 {name}。").format(name=name) + hint
    if isinstance(error, UnusedCliTokensError):
        return _("多出了“{word}”。").format(word=" ".join(error.unused_tokens or [])) + hint
    if isinstance(error, CoercionError) and error.argument and error.token:
        reason = str(error.msg) if error.msg else _("“{value}”不能用").format(value=error.token.value)
        return _("{name} 写得不对：{reason}。").format(name=error.argument.name, reason=reason) + hint
    return _("命令写得不对：{reason}。").format(reason=str(error).strip().splitlines()[0] if str(error) else "") + hint


def build() -> App:
    """The command with all its verbs, its help in the active language."""
    app = App(
        name="gouji",
        help=_(
            "勾稽：收齐各机关的政府信息公开工作年度报告，核准每一个数。\n\n"
            "退出码：0 正常；1 有问题待处理；2 拒收或失败。加 --lang en 显示英文。"
        ),
        help_flags=["--help", "-h"],
        version_flags=["--version"],
        version=_version,
        group_commands=Group(_("命令")),
        group_parameters=Group(_("选项")),
        group_arguments=Group(_("参数")),
        usage=_("用法：gouji 命令 [参数]"),
        help_formatter=SpokenHelp(),
        result_action="return_value",
    )
    for verb in (verb for module in MODULES for verb in module.verbs()):
        add(app, verb)
    speak(app)
    return app


def _version() -> str:
    from importlib.metadata import version

    return version("gouji")
