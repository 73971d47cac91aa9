"""``make_splrep``, ``make_splprep``, ``generate_knots``: smoothing splines as `BSpline` objects."""
import operator
import warnings

import pallasite.numpy as np
from pallasite import _core
from pallasite.scipy.interpolate._bsplines import BSpline, make_interp_spline

_IMPOSSIBLE = (
    "error. a theoretically impossible result was found during\nthe iteration process for finding a smoothing spline "
    "with\nfp = s. probably causes : s too small.\n"
)
_WITHIN = (
    "there is an approximation returned but the corresponding\nweighted sum of squared residuals does not satisfy the\n"
    "condition abs(fp-s)/s < tol.\n"
)
_FAILURES = {
    2: _IMPOSSIBLE + _WITHIN,
    3: "error. the maximal number of iterations maxit (set to 20\nby the program) allowed for finding a smoothing "
       "spline\nwith fp=s has been reached. probably causes : s too small\n" + _WITHIN,
}


def _is_periodic(bc_type):
    if bc_type not in (None, "not-a-knot", "periodic"):
        raise ValueError(
            f"Only 'not-a-knot' and 'periodic' boundary conditions are recognised, found {bc_type}"
        )
    return bc_type == "periodic"


def _checked(x, y, w, k, s, xb, xe, parametric, periodic):
    """The arguments as the Rust functions take them."""
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    w = np.ones_like(x) if w is None else np.asarray(w, dtype=float)
    if w.ndim != 1:
        raise ValueError(f"w.ndim = {w.ndim} not implemented yet.")
    if (w < 0).any():
        raise ValueError("Weights must be non-negative")
    if w.sum() == 0:
        raise ValueError("All weights are zero.")
    if y.ndim not in (1, 2):
        raise ValueError(f"y.ndim = {y.ndim} not supported (must be 1 or 2.)")
    if y.ndim != 1 + parametric:
        raise ValueError(f"y.ndim = {y.ndim} != {1 + parametric} not supported with parametric ={parametric}.")
    y = y if parametric else y[:, None]
    if w.shape[0] != x.shape[0]:
        raise ValueError(f"Weights is incompatible: w.shape ={w.shape} != {x.shape}.")
    if x.shape[0] != y.shape[0]:
        raise ValueError(f"Data is incompatible: x.shape = {x.shape} and y.shape = {y.shape}.")
    if x.ndim != 1 or (x[1:] < x[:-1]).any():
        raise ValueError("Expect `x` to be an ordered 1D sequence.")
    k = operator.index(k)
    if s < 0:
        raise ValueError(f"`s` must be non-negative. Got s = {s}")
    if periodic and not np.allclose(y[0], y[-1], atol=1e-15):
        raise ValueError("First and last points does not match which is required for `bc_type='periodic'`.")
    ends = float(x.min() if xb is None else xb), float(x.max() if xe is None else xe)
    return x, y, w, ends, k, float(s)


def generate_knots(x, y, *, w=None, xb=None, xe=None, k=3, s=0, nest=None, bc_type=None):
    """Yields knots, more and more of them, until a sum of squared residuals of `s` can be reached."""
    periodic = _is_periodic(bc_type)
    if s == 0:
        if nest is not None or w is not None:
            raise ValueError("s == 0 is interpolation only")
        yield _core._interpolation_knots(x, k, "periodic" if periodic and k > 1 else "not-a-knot")
        return
    problem = _checked(x, y, w, k, s, xb, xe, np.ndim(y) == 2, periodic)
    yield from _core._knot_sequence(*problem, nest, periodic)


def _smoothed(problem, t, nest, periodic):
    """The spline with a sum of squared residuals of `s`, a row of coefficients for each basis function."""
    k = problem[4]
    if t is not None:
        if nest is not None:
            raise ValueError("Either supply `t` or `nest`.")
        t = np.asarray(t, dtype=float)
    else:
        t = _core._knot_sequence(*problem, nest, periodic)[-1]
    c, ier = _core._smooth_with_knots(*problem, t, periodic)
    if ier > 0:
        warnings.warn(RuntimeWarning(_FAILURES[ier]), stacklevel=4)
    return t, c, k


def make_splrep(x, y, *, w=None, xb=None, xe=None, k=3, s=0, t=None, nest=None, bc_type=None):
    """The spline that smooths a curve to a sum of squared residuals of `s`, as a `BSpline`."""
    periodic = _is_periodic(bc_type)
    if s == 0:
        if t is not None or w is not None or nest is not None:
            raise ValueError("s==0 is for interpolation only")
        return make_interp_spline(x, y, k=k, bc_type=bc_type or "not-a-knot")
    t, c, k = _smoothed(_checked(x, y, w, k, s, xb, xe, False, periodic), t, nest, periodic)
    return BSpline.construct_fast(t, c[:, 0], k)


def make_splprep(x, *, w=None, u=None, ub=None, ue=None, k=3, s=0, t=None, nest=None, bc_type=None):
    """The spline that smooths a curve in space, and the parameter of its points."""
    periodic = _is_periodic(bc_type)
    x = np.stack(x, axis=1)
    u = _core._chord_lengths(x) if u is None else u
    if s == 0:
        if t is not None or w is not None or nest is not None:
            raise ValueError("s==0 is for interpolation only")
        return make_interp_spline(u, x.T, k=k, axis=1), u
    problem = _checked(u, x, w, k, s, ub, ue, True, periodic)
    t, c, k = _smoothed(problem, t, nest, periodic)
    return BSpline(t, c.T, k, axis=1), problem[0]
