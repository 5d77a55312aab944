"""`gouji backup` and `gouji restore`: a county of the embedded warehouse in one file."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.command.options import home_of
from flows.command.quiet import told
from flows.command.verb import FINE, Verb, print_json
from tasks.language import _


def verbs() -> list[Verb]:
    """Both verbs, with help in the active language."""
    target_help = Parameter(help=_("放备份的文件夹，或 .zip 的文件名（默认县文件夹里的 backups）"))
    source_help = Parameter(help=_("备份文件"))
    overwrite_help = Parameter(negative="", help=_("替换已有内容的县文件夹；原来的改名留下"))
    home_help = Parameter(help=_("县文件夹（默认 GOUJI_HOME，否则 ./county）"))
    json_help = Parameter(name="--json", negative="", help=_("输出 JSON，供程序使用"))
    Home = Annotated[Path | None, home_help]
    Json = Annotated[bool, json_help]

    def backup(
        target: Annotated[Path | None, target_help] = None, /, *, home: Home = None, as_json: Json = False
    ) -> int:
        return _back_up(home_of(home), target, as_json)

    def restore(
        source: Annotated[Path, source_help],
        /,
        *,
        overwrite: Annotated[bool, overwrite_help] = False,
        home: Annotated[Path | None, home_help] = None,
        as_json: Json = False,
    ) -> int:
        return _restore(source, home, overwrite, as_json)

    return [
        Verb(
            "backup",
            _("把县文件夹和仓库备份成一个文件；归集正在进行也可以"),
            _("用法：gouji backup [文件夹或文件.zip] [--home 文件夹]"),
            backup,
        ),
        Verb(
            "restore",
            _("从备份恢复一个县：逐个文件核对哈希，仓库与备份时相同"),
            _("用法：gouji restore 备份.zip --home 文件夹 [--overwrite]"),
            restore,
        ),
    ]


def _back_up(home: Path, target: Path | None, as_json: bool) -> int:
    from tasks.backup import back_up, prune
    from tasks.open import moment

    now = moment()
    kept = back_up(home, target, now, told(_("已备份 {done}／{all} 个文件")))
    gone = prune(home, kept.path, now)
    if as_json:
        said = {"file": str(kept.path), "files": kept.files, "size": kept.size, "warehouse": kept.warehouse}
        print_json({**said, "removed": [str(path) for path in gone]})
        return FINE
    words = _("备份好了：{file}（{files} 个文件，{size:.1f} 兆）。请另存一份到别的磁盘。")
    print(words.format(file=kept.path, files=kept.files, size=kept.size / 1_000_000))
    for path in gone:
        print(_("按 county.toml 的 [backup] 删去旧备份 {file}").format(file=path.name))
    return FINE


def _restore(source: Path, home: Path | None, overwrite: bool, as_json: bool) -> int:
    from tasks.backup import restore
    from tasks.county import load_settings
    from tasks.open import moment

    folder = (home or load_settings().home).resolve()
    kept, before = restore(source, folder, moment(), told(_("已恢复 {done}／{all} 个文件")), overwrite)
    if as_json:
        said = {"home": str(folder), "files": kept.files, "warehouse": kept.warehouse}
        print_json({**said, "before": str(before) if before else None})
        return FINE
    words = _("恢复好了：{home}（{files} 个文件，逐个核对过；仓库与备份时相同）。")
    print(words.format(home=folder, files=kept.files))
    if before:
        print(_("原来的文件夹改名为 {before}；确认无误后可以删去。").format(before=before))
    print(_("网页和汇总文件会由 gouji nightly 重新生成。"))
    return FINE
