"""Orthogonal polynomials as objects: coefficients, the Gauss rule of their zeros, weight function and norm."""
import pallasite.numpy as np
from pallasite._core import special as _special


class orthopoly1d(np.poly1d):
    """A ``poly1d`` of orthogonal polynomials, evaluated by their recurrence rather than by its coefficients."""

    def __init__(self, roots, weights=None, hn=1.0, kn=1.0, wfunc=None, limits=None, monic=False, eval_func=None):
        equiv_weights = [weights[k] / wfunc(roots[k]) for k in range(len(roots))]
        mu = np.sqrt(hn)
        if monic:
            if eval_func:
                eval_func = _quotient(eval_func, kn)
            mu = mu / abs(kn)
            kn = 1.0
        super().__init__(np.poly1d(roots, r=True).coeffs * float(kn))
        self.weights = np.array(list(zip(roots, weights, equiv_weights)))
        self.weight_func = wfunc
        self.limits = limits
        self.normcoef = mu
        self._eval_func = eval_func

    def __call__(self, v):
        if self._eval_func and not isinstance(v, np.poly1d):
            return self._eval_func(v)
        return super().__call__(v)


def _quotient(function, divisor):
    return lambda x: function(x) / divisor


def _make(name, n, parameters, wfunc, limits, monic, evaluate=None):
    """The polynomial of degree `n` of the family `name`, whose zeros its rule of quadrature has."""
    if n < 0:
        raise ValueError("n must be nonnegative.")
    x, w = getattr(_special, f"roots_{name}")(n, *parameters) if n else ([], [])
    hn, kn = _special._orthogonal_constants(name, n, *parameters)
    function = getattr(_special, f"eval_{name}") if evaluate is None else evaluate
    return orthopoly1d(x, w, hn, kn, wfunc, limits, monic, function and (lambda x: function(n, *parameters, x)))


def legendre(n, monic=False):
    """Legendre's polynomial of degree `n`, with weight 1 on ``[-1, 1]``.

    >>> from pallasite.scipy.special import legendre
    >>> legendre(2)
    poly1d([ 1.5,  0. , -0.5])
    """
    return _make("legendre", n, (), lambda x: 1.0, (-1, 1), monic)


def sh_legendre(n, monic=False):
    """Legendre's polynomial of degree `n` on ``[0, 1]``."""
    return _make("sh_legendre", n, (), lambda x: 0.0 * x + 1.0, (0, 1), monic)


def chebyt(n, monic=False):
    """Chebyshev's polynomial of the first kind, with weight ``(1 - x**2)**(-1/2)`` on ``[-1, 1]``."""
    return _make("chebyt", n, (), lambda x: 1.0 / np.sqrt(1 - x * x), (-1, 1), monic)


def chebyu(n, monic=False):
    """Chebyshev's polynomial of the second kind, with weight ``(1 - x**2)**(1/2)`` on ``[-1, 1]``."""
    return _make("chebyu", n, (), lambda x: (1 - x) ** 0.5 * (1 + x) ** 0.5, (-1, 1), monic)


def chebyc(n, monic=False):
    """Chebyshev's polynomial of the first kind on ``[-2, 2]``."""
    evaluate = False if monic else None
    return _make("chebyc", n, (), lambda x: 1.0 / np.sqrt(1 - x * x / 4.0), (-2, 2), monic, evaluate)


def chebys(n, monic=False):
    """Chebyshev's polynomial of the second kind on ``[-2, 2]``."""
    return _make("chebys", n, (), lambda x: np.sqrt(1 - x * x / 4.0), (-2, 2), monic, False if monic else None)


def sh_chebyt(n, monic=False):
    """Chebyshev's polynomial of the first kind on ``[0, 1]``."""
    return _make("sh_chebyt", n, (), _shifted_weight(0.0, 0.5), _shifted_limits(n), monic)


def sh_chebyu(n, monic=False):
    """Chebyshev's polynomial of the second kind on ``[0, 1]``."""
    return _make("sh_chebyu", n, (), _shifted_weight(2.0, 1.5), _shifted_limits(n), monic)


def jacobi(n, alpha, beta, monic=False):
    """Jacobi's polynomial, with weight ``(1 - x)**alpha * (1 + x)**beta`` on ``[-1, 1]``."""
    return _make("jacobi", n, (alpha, beta), lambda x: (1 - x) ** alpha * (1 + x) ** beta, (-1, 1), monic)


def sh_jacobi(n, p, q, monic=False):
    """Jacobi's polynomial, with weight ``(1 - x)**(p - q) * x**(q - 1)`` on ``[0, 1]`` and leading coefficient one."""
    return _make("sh_jacobi", n, (p, q), _shifted_weight(p, q), _shifted_limits(n), monic)


def _shifted_weight(p, q):
    return lambda x: (1.0 - x) ** (p - q) * x ** (q - 1.0)


def _shifted_limits(n):
    """SciPy's, which are not those of the weight for a constant."""
    return (0, 1) if n else (-1, 1)


def gegenbauer(n, alpha, monic=False):
    """Gegenbauer's polynomial, with weight ``(1 - x**2)**(alpha - 1/2)`` on ``[-1, 1]``."""
    if not np.isfinite(alpha) or alpha <= -0.5:
        raise ValueError("`alpha` must be a finite number greater than -1/2")
    power = alpha - 0.5
    return _make("gegenbauer", n, (alpha,), lambda x: (1 - x) ** power * (1 + x) ** power, (-1, 1), monic)


def hermite(n, monic=False):
    """Hermite's polynomial of the physicists, with weight ``exp(-x**2)``."""
    return _make("hermite", n, (), lambda x: np.exp(-x * x), (-np.inf, np.inf), monic)


def hermitenorm(n, monic=False):
    """Hermite's polynomial of the statisticians, with weight ``exp(-x**2 / 2)``."""
    return _make("hermitenorm", n, (), lambda x: np.exp(-x * x / 2.0), (-np.inf, np.inf), monic)


def laguerre(n, monic=False):
    """Laguerre's polynomial, with weight ``exp(-x)`` on the half line."""
    return _make("laguerre", n, (), lambda x: np.exp(-x), (0, np.inf), monic)


def genlaguerre(n, alpha, monic=False):
    """Laguerre's generalised polynomial, with weight ``x**alpha * exp(-x)`` on the half line."""
    if alpha <= -1:
        raise ValueError("alpha must be > -1")
    return _make("genlaguerre", n, (alpha,), lambda x: np.exp(-x) * x ** alpha, (0, np.inf), monic)
