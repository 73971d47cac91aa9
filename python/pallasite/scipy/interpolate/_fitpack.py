"""FITPACK's curves as functions: ``splrep`` and what takes its result."""
import warnings

import pallasite.numpy as np
from pallasite import _core
from pallasite.scipy.interpolate._bsplines import BSpline

MESSAGES = {
    0: ("The spline has a residual sum of squares fp such that abs(fp-s)/s<=0.001", None),
    -1: ("The spline is an interpolating spline (fp=0)", None),
    -2: ("The spline is weighted least-squares polynomial of degree k.\n"
         "fp gives the upper bound fp0 for the smoothing factor s", None),
    1: ("The required storage space exceeds the available storage space.\n"
        "Probable causes: data (x,y) size is too small or smoothing parameter\ns is too small (fp>s).", ValueError),
    2: ("A theoretically impossible result when finding a smoothing spline\nwith fp = s. "
        "Probable cause: s too small. (abs(fp-s)/s>0.001)", ValueError),
    3: ("The maximal number of iterations (20) allowed for finding smoothing\n"
        "spline with fp=s has been reached. Probable cause: s too small.\n(abs(fp-s)/s>0.001)", ValueError),
}

# The last fit of each function, which `task=1` goes on from.
_last = {}


def _judged(result, fp, ier, full_output, quiet, numbers):
    """What a fit returns, after the warnings that its end deserves."""
    text = MESSAGES[ier][0]
    if ier <= 0 and not quiet:
        k, n, m, s = numbers
        warnings.warn(RuntimeWarning(f"{text}\tk={k} n={n} m={m} fp={fp} s={s}"), stacklevel=3)
    if ier > 0 and not full_output:
        warnings.warn(RuntimeWarning(text), stacklevel=3)
    return (result, fp, ier, text) if full_output else result


def _check_task(task, k, m):
    if not 1 <= k <= 5:
        raise TypeError(f"Given degree of the spline (k={k}) is not supported. (1<=k<=5)")
    if m <= k:
        raise TypeError("m > k must hold")
    if not -1 <= task <= 1:
        raise TypeError("task must be -1, 0 or 1")


def splrep(x, y, w=None, xb=None, xe=None, k=3, task=0, s=None, t=None, full_output=0, per=0, quiet=1):
    """Knots, coefficients and degree of the spline that smooths a curve."""
    x, y = np.atleast_1d(x), np.atleast_1d(y)
    m = len(x)
    if s is None:
        s = 0.0 if w is None else m - np.sqrt(2 * m)
    w = None if w is None else np.atleast_1d(w)
    if w is not None and len(w) != m:
        raise TypeError(f"len(w)={len(w)} is not equal to m={m}")
    if len(y) != m:
        raise TypeError("Lengths of the first three arguments (x,y,w) must be equal")
    if y.size != m:
        raise ValueError(f"too many axes: {y.ndim} (effrank={y.ndim}, expected rank=1)")
    _check_task(task, k, m)
    task = task if t is None else -1
    if task == -1 and t is None:
        raise TypeError("Knots must be given for task=-1")
    if task == 1 and "curve" not in _last:
        raise TypeError("must call with task=1 only after call with task=0,-1")
    before = _last["curve"] if task == 1 else None
    fit, t, c, fp, ier = _core._fit_curve(
        x, y.ravel(), w, (xb, xe), k, float(s), t if task == -1 else None, before, None, bool(per)
    )
    _last["curve"] = fit
    return _judged((t, c, k), fp, ier, full_output, quiet, (k, len(t), m, s))


def splprep(x, w=None, u=None, ub=None, ue=None, k=3, task=0, s=None, t=None, full_output=0, nest=None, per=0,
            quiet=1):
    """Knots, coefficients and degree of the spline that smooths a curve in space, and its parameter."""
    x = np.atleast_1d(np.array(x, dtype=float))
    dimensions, m = x.shape
    if per:
        for i, line in enumerate(x):
            if line[0] != line[-1] and not quiet:
                warnings.warn(RuntimeWarning(f"Setting x[{i}][{m}]=x[{i}][0]"), stacklevel=2)
            line[-1] = line[0]
    if not 0 < dimensions < 11:
        raise TypeError("0 < idim < 11 must hold")
    w = np.ones(m) if w is None else np.atleast_1d(w)
    if not 1 <= k <= 5:
        raise TypeError(f"1 <= k= {k} <=5 must hold")
    if len(w) != m or u is not None and len(u) != m:
        raise TypeError("Mismatch of input dimensions")
    _check_task(task, k, m)
    s = m - np.sqrt(2 * m) if s is None else s
    if task == -1 and t is None:
        raise TypeError("Knots must be given for task=-1")
    if task == -1 and len(t) < 2 * k + 2:
        raise TypeError("There must be at least 2*k+2 knots for task=-1")
    u = _core._chord_lengths(x.T) if u is None else np.asarray(u, dtype=float)
    if not all(u[1:] > u[:-1]):
        raise ValueError("Invalid inputs.")
    inner = np.atleast_1d(t)[k + 1:-k - 1] if task == -1 else None
    room = None if nest is None or nest < 0 or (task >= 0 and s == 0) else max(nest, 2 * k + 3)
    before = _last.get("space") if task == 1 else None
    fit, t, c, fp, ier = _core._fit_curve(
        u, x.T, w, (ub, ue), k, float(s), inner, before, room, bool(per)
    )
    _last["space"] = fit
    c = c.reshape(-1, dimensions)
    tcku = [t, [c[:, i].copy() for i in range(dimensions)], k], u
    return _judged(tcku, fp, ier, full_output, quiet, (k, len(t), m, s))


def _parts(tck, function, one_number=True):
    """Knots, coefficients and degree; `function` says who asks."""
    if isinstance(tck, BSpline):
        if one_number and tck.c.ndim > 1:
            raise ValueError(f"Calling {function}() with BSpline objects with c.ndim > 1 is not allowed.")
        return tck.tck
    return tck


def _parametric(c):
    """Whether there are coefficients for several dimensions."""
    if isinstance(c, np.ndarray):
        return c.ndim > 1 and c.size > 0
    try:
        c[0][0]
    except (IndexError, TypeError):
        return False
    return True


def splev(x, tck, der=0, ext=0):
    """The derivative of order `der` at `x`."""
    if isinstance(tck, BSpline):
        if tck.c.ndim > 1:
            raise ValueError("Calling splev() with BSpline objects with c.ndim > 1 is not allowed. "
                             "Use BSpline.__call__(x) instead.")
        if ext not in (0, 1):
            raise ValueError(f"Extrapolation mode {ext} is not supported by BSpline.")
        return tck(x, der, extrapolate=ext == 0)
    t, c, k = tck
    if _parametric(c):
        return [splev(x, (t, one, k), der, ext) for one in c]
    if not 0 <= der <= k:
        raise ValueError(f"0<=der={der}<=k={k} must hold")
    if ext not in (0, 1, 2, 3):
        raise ValueError(f"ext = {ext} not in (0, 1, 2, 3) ")
    return _core._splev(t, c, k, x, der, ext)


def splint(a, b, tck, full_output=0):
    """The integral from `a` to `b`."""
    if isinstance(tck, BSpline):
        if tck.c.ndim > 1:
            raise ValueError("Calling splint() with BSpline objects with c.ndim > 1 is not allowed. "
                             "Use BSpline.integrate() instead.")
        if full_output != 0:
            raise ValueError(f"full_output = {full_output} is not supported.")
        return tck.integrate(a, b, extrapolate=False)
    t, c, k = tck
    if _parametric(c):
        return [splint(a, b, (t, one, k), full_output) for one in c]
    integral = _core._splint(t, c, k, a, b)
    return (integral, _core._basis_integrals(t, k, a, b)) if full_output else integral


def sproot(tck, mest=10):
    """The roots of a cubic spline."""
    t, c, k = _parts(tck, "sproot")
    if k != 3:
        raise ValueError("sproot works only for cubic (k=3) splines")
    if _parametric(c):
        return [sproot((t, one, k), mest) for one in c]
    if len(t) < 8:
        raise TypeError(f"The number of knots {len(t)}>=8")
    roots = _core._sproot(t, c)
    if len(roots) > mest:
        warnings.warn(RuntimeWarning("The number of zeros exceeds mest"), stacklevel=2)
    return roots[:mest]


def spalde(x, tck):
    """All derivatives at each of `x`."""
    if isinstance(tck, BSpline):
        raise TypeError("spalde does not accept BSpline instances.")
    t, c, k = tck
    if _parametric(c):
        return [spalde(x, (t, one, k)) for one in c]
    x = np.atleast_1d(x)
    found = [_core._spalde(t, c, k, at) for at in x]
    return found if len(x) > 1 else found[0]


def insert(x, tck, m=1, per=0):
    """The same spline with `m` more knots at `x`."""
    if isinstance(tck, BSpline):
        t, c, k = _core._bspline_insert(*tck.tck, x, m, bool(per))
        return BSpline(t, c, k, tck.extrapolate, tck.axis)
    t, c, k = tck
    if _parametric(c):
        parts = [insert(x, (t, one, k), m, per) for one in c]
        return parts[0][0], [part[1] for part in parts], k
    t, c, k = _core._bspline_insert(t, c, k, x, m, bool(per))
    return t, np.concatenate((c, np.zeros(len(t) - len(c)))), k


def splder(tck, n=1):
    """The spline that is the derivative of order `n`."""
    if isinstance(tck, BSpline):
        return tck.derivative(n)
    return _core._bspline_derivative(*tck, n)


def splantider(tck, n=1):
    """The spline that is the antiderivative of order `n`."""
    if isinstance(tck, BSpline):
        return tck.antiderivative(n)
    return _core._bspline_derivative(*tck, -n)
