"""``quadratic_assignment``: its arguments and random numbers; the methods are in Rust."""
import operator
from warnings import warn

from pallasite import numpy as _np
from pallasite._core import _doubly_stochastic, _qap_faq, _qap_two_opt
from pallasite.scipy.optimize._result import OptimizeResult, OptimizeWarning


def quadratic_assignment(A, B, method="faq", options=None):
    """Approximates the permutation that matches two graphs best."""
    options = {} if options is None else dict(options)
    method = method.lower()
    methods = {"faq": _faq, "2opt": _two_opt}
    if method not in methods:
        raise ValueError(f"method {method} must be in {methods}.")
    _warn_of_changes(options.get("rng"))
    return methods[method](A, B, **options)


def _warn_of_changes(rng):
    if isinstance(rng, _np.random.RandomState):
        warn("Use of `RandomState` with `quadratic_assignment` is deprecated and will result in an exception in "
             "SciPy 1.17", DeprecationWarning, stacklevel=3)
    if hasattr(type(rng), "__index__"):
        warn("The behavior when the rng option is an integer is changing: the value will be normalized using "
             "np.random.default_rng beginning in SciPy 1.17, and the resulting Generator will be used to generate "
             "random numbers.", FutureWarning, stacklevel=3)


def _random_state(rng):
    if rng is None or rng is _np.random:
        return _np.random
    if hasattr(type(rng), "__index__"):
        return _np.random.RandomState(rng)
    if hasattr(rng, "permutation") and hasattr(rng, "uniform"):
        return rng
    raise ValueError(f"'{rng}' cannot be used to seed a numpy.random.RandomState instance")


def _warn_of_unknown(options):
    if options:
        warn(f"Unknown solver options: {', '.join(map(str, options))}", OptimizeWarning, stacklevel=4)


def _calc_score(A, B, perm):
    return _np.sum(A * B[perm][:, perm])


def _result(A, B, permutation, iterations):
    return OptimizeResult(col_ind=permutation, fun=_calc_score(A, B, permutation), nit=iterations)


def _pairs(pairs):
    pairs = _np.array([[], []]).T if pairs is None else pairs
    return _np.atleast_2d(pairs).astype(int)


def _check_pairs(pairs, n, name, limit):
    message = None
    if pairs.shape[0] > n:
        message = limit
    elif pairs.shape[1] != 2:
        message = f"`{name}` must have two columns"
    elif pairs.ndim != 2:
        message = f"`{name}` must have exactly two dimensions"
    elif (pairs < 0).any():
        message = f"`{name}` must contain only positive indices"
    elif (pairs >= n).any():
        message = f"`{name}` entries must be less than number of nodes"
    elif any(len(set(column.tolist())) != len(column) for column in pairs.T):
        message = f"`{name}` column entries must be unique"
    if message is not None:
        raise ValueError(message)


def _check(A, B, partial_match):
    A, B = _np.atleast_2d(A), _np.atleast_2d(B)
    partial_match = _pairs(partial_match)
    message = None
    if A.shape[0] != A.shape[1]:
        message = "`A` must be square"
    elif B.shape[0] != B.shape[1]:
        message = "`B` must be square"
    elif A.ndim != 2 or B.ndim != 2:
        message = "`A` and `B` must have exactly two dimensions"
    elif A.shape != B.shape:
        message = "`A` and `B` matrices must be of equal size"
    if message is not None:
        raise ValueError(message)
    _check_pairs(partial_match, len(A), "partial_match",
                 "`partial_match` can have only as many seeds as there are nodes")
    return A, B, partial_match


def _start(P0, n, rng):
    if isinstance(P0, str):
        even = _np.ones((n, n)) / n
        return even if P0 == "barycenter" else (even + _doubly_stochastic(rng.uniform(size=(n, n)), 1e-3)) / 2
    P0 = _np.atleast_2d(P0)
    if P0.shape != (n, n):
        raise ValueError("`P0` matrix must have shape m' x m', where m'=n-m")
    if (P0 < 0).any() or not _np.allclose(_np.sum(P0, axis=0), 1) or not _np.allclose(_np.sum(P0, axis=1), 1):
        raise ValueError("`P0` matrix must be doubly stochastic")
    return P0


def _faq(A, B, maximize=False, partial_match=None, rng=None, P0="barycenter", shuffle_input=False, maxiter=30,
         tol=0.03, **unknown_options):
    _warn_of_unknown(unknown_options)
    maxiter = operator.index(maxiter)
    A, B, partial_match = _check(A, B, partial_match)
    if isinstance(P0, str) and P0 not in {"barycenter", "randomized"}:
        raise ValueError("Invalid 'P0' parameter string")
    if maxiter <= 0:
        raise ValueError("'maxiter' must be a positive integer")
    if tol <= 0:
        raise ValueError("'tol' must be a positive float")
    rng = _random_state(rng)
    n, seeds = len(A), len(partial_match)
    start = _start(P0, n - seeds, rng) if n > seeds else None
    if start is None:
        return _result(A, B, partial_match[:, 1], 0)
    free_b = _np.setdiff1d(range(n), partial_match[:, 1])
    if shuffle_input:
        free_b = rng.permutation(free_b)
    of_a = _np.concatenate([partial_match[:, 0], _np.setdiff1d(range(n), partial_match[:, 0])])
    of_b = _np.concatenate([partial_match[:, 1], free_b])
    found, iterations = _qap_faq(A[of_a][:, of_a], B[of_b][:, of_b], seeds, start, bool(maximize), maxiter, tol)
    permutation = _np.zeros(n, dtype=int)
    permutation[of_a] = of_b[found]
    return _result(A, B, permutation, iterations)


def _two_opt(A, B, maximize=False, rng=None, partial_match=None, partial_guess=None, **unknown_options):
    _warn_of_unknown(unknown_options)
    rng = _random_state(rng)
    A, B, partial_match = _check(A, B, partial_match)
    n = len(A)
    if n == 0 or len(partial_match) == n:
        return _result(A, B, partial_match[:, 1], 0)
    partial_guess = _pairs(partial_guess)
    _check_pairs(partial_guess, n, "partial_guess", "`partial_guess` can have only as many entries as there are nodes")
    free = _np.ones(n, dtype=bool)
    free[partial_match[:, 0]] = False
    if partial_match.size or partial_guess.size:
        permutation = _guess(n, partial_match, partial_guess, rng)
    else:
        permutation = rng.permutation(_np.arange(n))
    found, tried = _qap_two_opt(A, B, permutation.tolist(), _np.flatnonzero(free).tolist(), bool(maximize))
    return _result(A, B, found, tried)


def _guess(n, partial_match, partial_guess, rng):
    """A permutation with the fixed and the guessed pairs, in the order of their rows, the others at random."""
    permutation = _np.zeros(n, dtype=int)
    rows, columns = _np.ones(n, dtype=bool), _np.ones(n, dtype=bool)
    for pairs in (partial_guess, partial_match):
        taken = _np.zeros(n, dtype=bool)
        taken[pairs[:, 0]] = True
        permutation[taken] = pairs[:, 1]
        rows[pairs[:, 0]] = False
        columns[pairs[:, 1]] = False
    permutation[rows] = rng.permutation(_np.arange(n)[columns])
    return permutation
