"""Verbs of one subject go together under its name: a verb called “rules list” is `gouji rules list`."""

from cyclopts import App, Group

from flows.command.help import SpokenHelp, speak
from flows.command.verb import Verb
from tasks.language import _


def groups() -> dict[str, str]:
    """The subjects with what they are about, in the active language."""
    return {
        "rules": _("规则：查看、证明、回放"),
        "season": _("一个年度的报送：开始、结束、公开"),
        "decisions": _("核实与豁免：查看、导出、导入"),
        "revisions": _("各版报告：查看、比较、恢复"),
        "rollup": _("全县汇总：查看、调整、公布、比较"),
        "archive": _("原件：核对"),
    }


def add(app: App, verb: Verb) -> None:
    """Put a verb under the command, or under its subject, which is made with its first verb."""
    subject, _space, name = verb.name.rpartition(" ")
    parent = _subject(app, subject) if subject else app
    parent.command(verb.function, name=name, help=verb.help, usage=verb.usage)


def _subject(app: App, name: str) -> App:
    if name not in app:
        made = App(
            name=name,
            help=groups()[name],
            help_flags=app.help_flags,
            version_flags=[],
            group_commands=Group(_("命令")),
            group_parameters=Group(_("选项")),
            group_arguments=Group(_("参数")),
            usage=_("用法：gouji {name} 命令 [参数]").format(name=name),
            help_formatter=SpokenHelp(),
            result_action="return_value",
        )
        speak(made)
        app.command(made)
    return app[name]
