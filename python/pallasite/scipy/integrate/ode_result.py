"""The result of `solve_ivp`."""
from pallasite.scipy.optimize import OptimizeResult


class OdeResult(OptimizeResult):
    """Results by name, as attributes too."""
