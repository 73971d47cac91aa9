"""``scipy.integrate``: quadrature of functions and of samples."""
from pallasite._core import cumulative_simpson as cumulative_simpson
from pallasite._core import cumulative_trapezoid as cumulative_trapezoid
from pallasite._core import dblquad as dblquad
from pallasite._core import nquad as nquad
from pallasite._core import quad as quad
from pallasite._core import romb as romb
from pallasite._core import simpson as simpson
from pallasite._core import tplquad as tplquad
from pallasite._core import trapezoid as trapezoid


class IntegrationWarning(UserWarning):
    """Warns that an integral is not as accurate as asked for."""


__all__ = [
    "IntegrationWarning", "cumulative_simpson", "cumulative_trapezoid", "dblquad", "nquad", "quad", "romb", "simpson",
    "tplquad", "trapezoid",
]
