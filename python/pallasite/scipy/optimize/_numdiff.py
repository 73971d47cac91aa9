"""Derivatives by finite differences."""
from pallasite._core import approx_derivative as approx_derivative
from pallasite._core import check_derivative as check_derivative
from pallasite._core import group_columns as group_columns
