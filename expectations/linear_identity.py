"""The one expectation of our own: a linear identity, its coefficients standing in the suite."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Literal

import numpy as np
import pandas as pd
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import MulticolumnMapExpectation
from great_expectations.expectations.metrics.map_metric_provider.multicolumn_condition_partial import (
    multicolumn_condition_partial,
)
from great_expectations.expectations.metrics.map_metric_provider.multicolumn_map_metric_provider import (
    MulticolumnMapMetricProvider,
)

Relation = Literal["equal", "not_negative"]


class LinearIdentity(MulticolumnMapMetricProvider):
    """Row by row: the sum of coefficient times column is 0, or not below 0. Exact for whole numbers below 2**53."""

    condition_metric_name = "multicolumn_values.linear_identity"
    condition_domain_keys = ("batch_id", "table", "column_list", "row_condition", "condition_parser", "ignore_row_if")
    condition_value_keys = ("coefficients", "relation")

    @multicolumn_condition_partial(engine=PandasExecutionEngine)  # type: ignore[untyped-decorator]
    def _pandas(
        cls,  # noqa: N805
        column_list: pd.DataFrame,
        coefficients: list[int],
        relation: Relation | None = None,
        **_: Any,
    ) -> pd.Series[bool]:
        residual = column_list.to_numpy(dtype=np.float64) @ np.asarray(coefficients, dtype=np.float64)
        return pd.Series(residual >= 0 if relation == "not_negative" else residual == 0, index=column_list.index)


class ExpectLinearIdentity(MulticolumnMapExpectation):
    """Expect the figures of each row to balance; a row with a figure that cannot be used (NaN) is left out.

    relation "not_negative" asks only that the sum is not below 0.
    """

    coefficients: list[int]
    relation: Relation = "equal"
    ignore_row_if: Literal["all_values_are_missing", "any_value_is_missing", "never"] = "any_value_is_missing"

    map_metric: ClassVar[str] = "multicolumn_values.linear_identity"
    success_keys: ClassVar[tuple[str, ...]] = ("mostly", "coefficients", "relation")
    args_keys: ClassVar[tuple[str, ...]] = ("column_list", "coefficients", "relation")

    # Great Expectations makes the whole configuration anew for every key of these; a report has a hundred such rules.

    def _get_domain_kwargs(self) -> dict[str, Any]:
        return self._kwargs(self.domain_keys)

    def _get_success_kwargs(self) -> dict[str, Any]:
        return self._kwargs((*self.success_keys, *self.domain_keys))

    def _get_success_kwarg(self, key: str, default: Any = None) -> Any:
        return self._kwargs((key,))[key] if key in self.__fields__ else super()._get_success_kwarg(key, default)

    def _kwargs(self, keys: Iterable[str]) -> dict[str, Any]:
        given = self.configuration.kwargs
        return {key: given.get(key, self._get_default_value(key)) for key in keys}
