"""What a run leaves for the engineer in Prefect: a summary, a table, a link."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact

from tasks.summarise import YearSummary


def leave_artifacts(home: str, summaries: Sequence[YearSummary]) -> None:
    """A Markdown summary, a table of what was not taken or is missing, and a link to the review pages."""
    lines = [f"- {summary.sentence()}" for summary in summaries]
    create_markdown_artifact("\n".join(["# 归集结果", *lines]), key="gouji-summary", description="归集结果")
    rows = [
        {"年度": summary.year, "对象": name, "情况": "未报", "说明": ""}
        for summary in summaries
        for name in summary.missing
    ]
    rows += [
        {"年度": summary.year, "对象": file, "情况": reason, "说明": detail}
        for summary in summaries
        for file, reason, detail in summary.refused
    ]
    create_table_artifact(rows, key="gouji-attention", description="未报与拒收")
    create_link_artifact(
        (Path(home).resolve() / "site" / "index.html").as_uri(), key="gouji-pages", link_text="审阅网页"
    )
