"""The equations: real reports, their words, and laws that hold for any figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expectations import identities
from tasks.checking import check, conclude, observe, wide_frame
from tasks.form import load_form
from tasks.proving.quick import quick
from tasks.records import Case, Severity, State
from tests.checking.reports import REAL, Raw, balanced, case, chapter, failures, found, of, report, truth

EQUATIONS = {"W-01", "K-01", "K-02", "T-01"}
FORM = load_form("f2021")
T3 = [code for code in FORM.cells if code.startswith("t3.")]
real = pytest.mark.skipif(not REAL.is_dir(), reason="没有 shared/real，略过真实报告")


@real
def test_a_large_citys_report_passes_all_42() -> None:
    charged = chapter(6, "依照《政府信息公开信息处理费管理办法》发出收费通知，2025年度收取信息处理费0元。")
    placement = report(truth("hangzhou_style_2025", "f2021"), agency="测试市", year=2025)
    told = replace(placement, sections={**placement.sections, 6: charged[6]})
    findings = found(Case("one", told))
    states = Counter((finding.rule in EQUATIONS, finding.state) for finding in findings)
    assert states[True, State.PASS] == 42 and sum(n for (equation, _), n in states.items() if equation) == 42
    assert not failures(findings)


@real
def test_the_blank_totals_of_a_real_report_are_derived() -> None:
    values = truth("shanghai_gov_office_2019", "f2019")
    placement = report(values, form="f2019", agency="上海市人民政府办公厅", year=2019)
    findings = found(Case("one", placement))
    failing = [finding for finding in findings if finding.state is State.FAIL]
    assert [(finding.rule, finding.severity) for finding in failing] == [
        ("C-03", Severity.SOFT),
        ("C-03", Severity.SOFT),
        ("T-08", Severity.SOFT),  # the list of figures bears no units, as the report does
    ]
    derived, imputed, _unit = failing
    assert {code: value for code, _, value in derived.parts}["t3.granted.total"] == 272
    blank = {code for code, value in values.items() if value is None}
    assert set(derived.cells) | set(imputed.cells) == blank and not set(derived.cells) & set(imputed.cells)
    undecided = {finding.cells[0] for finding in of(findings, "W-01", State.UNDECIDED)}
    assert undecided == set(derived.cells)


def test_there_are_42_and_40_equations() -> None:
    per_rule = {form: Counter(i.rule for i in identities(form) if i.rule in EQUATIONS) for form in ("f2021", "f2019")}
    assert per_rule["f2021"] == {"W-01": 25, "K-01": 7, "K-02": 7, "T-01": 3}
    assert per_rule["f2019"] == {"W-01": 23, "K-01": 7, "K-02": 7, "T-01": 3}


def test_an_equation_in_words() -> None:
    changes: dict[str, Raw] = {
        "t3.carried_forward.natural_person": 2,
        "t3.carried_forward.total": 2,
        "t4.review.total": 4,
        "t3.granted.total": 4,
    }
    findings = {f.rule: f for f in found(case(report(changes))) if f.state is State.FAIL}
    assert set(findings) == {"W-01", "K-01", "T-01"}
    assert findings["K-01"].message.startswith(
        "「自然人」一列：本年新收政府信息公开申请数量 3＋上年结转政府信息公开申请数量 1＝4；"
        "本年度办理结果总计 3＋结转下年度继续办理 2＝5；相差 1 件。「总计」一列：本年新收"
    )
    assert findings["K-01"].expected == 4 and findings["K-01"].found == 5 and findings["K-01"].difference == 1
    assert findings["K-01"].parts == (
        ("t3.new_received.natural_person", 1, Decimal(3)),
        ("t3.carried_in.natural_person", 1, Decimal(1)),
        ("t3.disposed_total.natural_person", -1, Decimal(3)),
        ("t3.carried_forward.natural_person", -1, Decimal(2)),
    )
    assert findings["T-01"].message.startswith(
        "「行政复议」：结果维持 2＋结果纠正 0＋其他结果 0＋尚未审结 1＝3；填的总计 4；相差 1 件。不止一种改法"
    )
    assert findings["W-01"].message == (
        "表三「（一）予以公开·总计」填的是 4，应为 3（像是写错一位数字），请以台账为准。不成立的等式："
        "「予以公开」一行：自然人 2＋商业企业 1＋科研机构 0＋社会公益组织 0＋法律服务机构 0＋其他 0＝3；"
        "填的总计 4；相差 1 件。"
        "「总计」一列：各项办理结果 予以公开 4＋不予公开·属于国家秘密 1＝5；填的本年度办理结果总计 4；相差 1 件"
    )
    assert "3 apart" not in findings["W-01"].message_en and "1 apart" in findings["W-01"].message_en
    assert "one digit mistyped" in findings["W-01"].message_en


def test_the_years_are_compared_across_forms() -> None:
    """A break in one line of last year is one finding, as grave as its gravest column."""
    old = {code: Decimal(0) for code in load_form("f2019").cells}
    findings = found(case(report(), previous=old, previous_form="f2019"))
    assert [(f.cells, f.severity) for f in of(findings, "Y-01", State.FAIL)] == [
        (("t3.carried_in.natural_person", "t3.carried_in.total"), Severity.HARD)
    ]
    assert len(of(findings, "Y-01", State.PASS)) == 5


def test_a_blank_of_last_year_leaves_that_column_undecided() -> None:
    previous: dict[str, Decimal | None] = {**(case(report()).previous or {}), "t3.carried_forward.other_org": None}
    (undecided,) = of(found(case(report(), previous=previous)), "Y-01", State.UNDECIDED)
    assert "上年报告" in undecided.message


@st.composite
def balanced_figures(draw: st.DrawFn) -> dict[str, Raw]:
    """Any figures that satisfy the equations: leaves at will, totals computed, the rest carried forward."""
    block = FORM.table("t3").blocks[0]
    leaves = [row.code for row in block.rows if row.within("disposed") and not row.total]
    kinds = [column.code for column in block.columns if not column.total]
    small = st.integers(0, 50)
    values = balanced(FORM)
    for kind in kinds:
        counts = draw(st.lists(small, min_size=len(leaves), max_size=len(leaves)))
        carried_in, carried_forward = draw(small), draw(small)
        values |= {f"t3.{leaf}.{kind}": count for leaf, count in zip(leaves, counts, strict=True)}
        values |= {
            f"t3.disposed_total.{kind}": sum(counts),
            f"t3.carried_in.{kind}": carried_in,
            f"t3.carried_forward.{kind}": carried_forward,
            f"t3.new_received.{kind}": sum(counts) + carried_forward - carried_in,
        }
    for row in block.rows:
        values[f"t3.{row.code}.total"] = sum(int(str(values[f"t3.{row.code}.{kind}"])) for kind in kinds)
    return values


@settings(max_examples=15, deadline=None)
@given(st.lists(balanced_figures(), min_size=1, max_size=5), st.data())
def test_laws_of_the_equations(figures: list[dict[str, Raw]], data: st.DataObject) -> None:
    """Balanced: none fails. One cell of table three changed: found with its value. The order of reports: no matter."""
    cases = [Case(f"whole{n}", report(values)) for n, values in enumerate(figures)]
    changed: dict[str, dict[str, Decimal]] = {}
    for n, values in enumerate(figures):
        cell = data.draw(st.sampled_from(T3))
        delta = data.draw(st.integers(-20, 20).filter(bool))
        cases.append(Case(f"changed{n}", report({**values, cell: int(str(values[cell])) + delta})))
        changed[f"changed{n}"] = {cell: Decimal(str(values[cell]))}
    results = conclude(observe(cases), judge=quick)
    for key, findings in results.items():
        failing = [f for f in findings if f.rule in EQUATIONS | {"C-01"} and f.state is State.FAIL]
        assert [fix.cells for f in failing for fix in f.fixes if fix.unique] == (
            [changed[key]] if key in changed else []
        )
        assert len(failing) == (key in changed)
    shuffled = data.draw(st.permutations(cases))
    again = conclude(observe(shuffled), judge=quick)
    assert list(again) == [one.key for one in shuffled]
    assert again == results


def test_editions_may_be_mixed_but_not_in_one_frame() -> None:
    new, old = Case("new", report({"t3.granted.total": 9})), Case("old", report(form="f2019"))
    results = check([old, new])
    assert list(results) == ["old", "new"]
    assert "W-01" in failures(results["new"]) and not failures(results["old"]) & EQUATIONS
    with pytest.raises(ValueError, match="一种格式"):
        wide_frame([old, new])


def test_a_key_may_not_come_twice() -> None:
    with pytest.raises(ValueError, match="key"):
        check([Case("a", report()), Case("a", report())])


def test_no_reports_no_findings() -> None:
    assert check([]) == {}
