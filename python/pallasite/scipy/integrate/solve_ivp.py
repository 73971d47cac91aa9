"""``solve_ivp``: the result object around the Rust function."""
from pallasite import _core
from pallasite.scipy.integrate.dense_output import OdeSolution
from pallasite.scipy.integrate.ode_result import OdeResult
from pallasite.scipy.integrate.solvers import BDF, LSODA

LATER = ("BDF", BDF, "LSODA", LSODA)


def with_arguments(function, args):
    """A function of time and state that passes `args` behind them."""
    return lambda t, y: function(t, y, *args)


def solve_ivp(fun, t_span, y0, method="RK45", t_eval=None, dense_output=False, events=None, vectorized=False,
              args=None, **options):
    """Solves the initial value problem ``y' = fun(t, y)``, ``y(t_span[0]) = y0``.

    `method` is ``"RK23"``, ``"RK45"`` or ``"DOP853"`` (explicit), ``"Radau"`` or ``"BDF"`` (for stiff problems),
    ``"LSODA"``, or a class derived from `OdeSolver`. The options are the solver's: `rtol`, `atol`, `max_step`, `first_step`,
    and for the implicit methods `jac` and `jac_sparsity`. See SciPy's documentation of `solve_ivp`.
    """
    found = _core.solve_ivp(fun, t_span, y0, method, t_eval, bool(dense_output), events, bool(vectorized), args,
                            options)
    if found["sol"] is not None:
        found["sol"] = OdeSolution(*found["sol"], alt_segment=method in LATER)
    return OdeResult(found)
