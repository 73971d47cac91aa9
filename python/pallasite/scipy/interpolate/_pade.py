"""``pade``: rational functions with given Taylor coefficients."""
import pallasite.numpy as np


def pade(an, m, n=None):
    """Numerator and denominator, of order `n` and `m`, of the Padé approximant to ``sum(an[k] * x**k)``, as ``poly1d``."""
    an = np.asarray(an)
    n = len(an) - 1 - m if n is None else n
    if len(an) - 1 - m < 0 and n < 0:
        raise ValueError("Order of q <m> must be smaller than len(an)-1.")
    if n < 0:
        raise ValueError("Order of p <n> must be greater than 0.")
    if m + n > len(an) - 1:
        raise ValueError("Order of q+p <m+n> must be smaller than len(an).")
    # The product of denominator and series has no powers from n + 1 to n + m.
    series = np.concatenate((np.zeros(m), an[:n + m + 1]))
    rows = [series[k:k + m][::-1] for k in range(n + 1, n + m + 1)]
    tail = -an[n + 1:n + m + 1]
    q = np.concatenate(([1.0], np.linalg.solve(np.stack(rows), tail) if m else tail))
    p = np.convolve(an, q)[:n + 1]
    return np.poly1d(p[::-1]), np.poly1d(q[::-1])
