"""Trouble of this machine in plain words: what a night failed of, when it was no document's fault."""

from __future__ import annotations

import errno

from tasks import warehouse
from tasks.county import CountyError
from tasks.language import _

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def trouble(error: BaseException) -> str:
    """One sentence with what to do; "" where nobody but an engineer can tell. It never repeats an address or secret."""
    if isinstance(error, CountyError):
        return "；".join(error.problems)
    if isinstance(error, warehouse.DatabaseError):
        return _(
            "数据库用不了（{reason}）：可能没有启动、连不上、被占用，或磁盘已满。"
            "请检查后再运行一次，会从断开的地方接着做。"
        ).format(reason=type(error.orig).__name__)
    if isinstance(error, OSError) and error.errno in _FULL:
        return _("磁盘已满或写不下：请腾出空间后再运行一次，会从断开的地方接着做。")
    return ""
