"""Derives the coefficients of `pallasite-special` with mpmath and writes them as Rust.

    python tools/special_coefficients.py

Every table is a Chebyshev interpolant of the function its comment names, as a Chebyshev series or in powers, or an
exact rational sequence in double-double. Nothing here is taken from another library.
"""
import sys
from pathlib import Path

import mpmath as mp

mp.mp.dps = 60
TARGET = Path(__file__).resolve().parent.parent / "crates/scipy/special/src"


def chebyshev(function, low, high, nodes=64, tolerance=4e-18):
    """Coefficients of the interpolant of `function` on [low, high], cut where they no longer matter."""
    angles = [mp.pi * (2 * i + 1) / (2 * nodes) for i in range(nodes)]
    values = [function(mp.mpf(low + high) / 2 + mp.mpf(high - low) / 2 * mp.cos(angle)) for angle in angles]
    terms = [2 * mp.fsum(v * mp.cos(k * a) for v, a in zip(values, angles)) / nodes for k in range(nodes)]
    terms[0] /= 2
    scale = min(abs(v) for v in values)
    last = max(k for k, term in enumerate(terms) if abs(term) > tolerance * scale)
    return [float(term) for term in terms[: last + 1]]


def powers(function, low, high, degree):
    """The interpolant in the Chebyshev points of [low, high] in powers of its argument, by divided differences."""
    angles = [mp.pi * (2 * i + 1) / (2 * degree + 2) for i in range(degree + 1)]
    points = [mp.mpf(low + high) / 2 + mp.mpf(high - low) / 2 * mp.cos(angle) for angle in angles]
    differences = [function(point) for point in points]
    for k in range(1, degree + 1):
        for i in range(degree, k - 1, -1):
            differences[i] = (differences[i] - differences[i - 1]) / (points[i] - points[i - k])
    terms = [mp.mpf(0)]
    for difference, point in zip(reversed(differences), reversed(points)):
        terms = [up - point * here for up, here in zip([mp.mpf(0), *terms], [*terms, mp.mpf(0)])]
        terms[0] += difference
    return [float(term) for term in terms[: degree + 1]]


def around_two(function):
    """A function of `x` as one of `(x - 2) / (x + 2)`, which puts the poles below zero far off."""
    return lambda t: function(2 * (1 + t) / (1 - t))


def of_square(function):
    """`function(x) / x` for odd functions, as one of `x^2`."""
    return lambda square: function(mp.sqrt(square)) / mp.sqrt(square)


def double_double(value):
    """A number as the unevaluated sum of two doubles."""
    high = float(value)
    return high, float(value - mp.mpf(high))


def constant(name, comment, numbers):
    """A Rust table of doubles."""
    body = "".join(f"    {number!r},\n" for number in numbers)
    return f"/// {comment}\npub(crate) const {name}: [f64; {len(numbers)}] = [\n{body}];\n"


def pairs(name, comment, numbers):
    """A Rust table of double-doubles."""
    body = "".join("    Dd::new({!r}, {!r}),\n".format(*double_double(number)) for number in numbers)
    return f"/// {comment}\npub(crate) const {name}: [Dd; {len(numbers)}] = [\n{body}];\n"


def grid(name, comment, rows):
    """A Rust table of rows of equal length."""
    body = "".join("    [" + ", ".join(repr(float(v)) for v in row) + "],\n" for row in rows)
    return f"/// {comment}\npub(crate) const {name}: [[f64; {len(rows[0])}]; {len(rows)}] = [\n{body}];\n"


def over_root(function, root):
    """`function(x) / (x - root)`, by its derivative at the root itself."""
    def quotient(x):
        return mp.diff(function, root) if abs(x - root) < mp.mpf(10) ** -30 else function(x) / (x - root)
    return quotient


def gamma_tables():
    stirling = [mp.bernoulli(2 * k) / (2 * k * (2 * k - 1)) for k in range(1, 13)]
    root = mp.findroot(mp.digamma, 1.4616)
    negative = mp.findroot(mp.digamma, -0.504)
    yield "use crate::dd::Dd;\n"
    yield pairs("STIRLING", "`B(2k) / (2k (2k - 1))` for `k = 1, 2, ...` (DLMF 5.11.1).", stirling)
    yield pairs("DIGAMMA_ROOTS", "The roots of the digamma function in `[1, 2]` and in `[-1, 0]`.", [root, negative])
    near = powers(around_two(over_root(mp.digamma, root)), -0.6, 0.6, 36)
    yield constant("DIGAMMA_SMALL", "`digamma(x) / (x - root)` on `[1/2, 8]` in powers of `(x - 2) / (x + 2)`.", near)
    near = powers(around_two(lambda x: mp.loggamma(x) / ((x - 1) * (x - 2))), -0.6, 0.6, 33)
    comment = "`log(gamma(x)) / ((x - 1) (x - 2))` on `[1/2, 8]` in powers of `(x - 2) / (x + 2)`."
    yield constant("LN_GAMMA", comment, near)
    sine = of_square(lambda x: mp.sin(mp.pi * x))
    yield constant("SIN_PI", "`sin(pi x) / x` for `|x| <= 1/2` in powers of `x^2`.", powers(sine, 0, 0.25, 9))
    near = chebyshev(over_root(mp.digamma, negative), -0.625, -0.375)
    yield constant("DIGAMMA_NEGATIVE", "`digamma(x) / (x - root)` on `[-0.625, -0.375]`.", near)
    stieltjes = chebyshev(lambda s: mp.zeta(s) - 1 / (s - 1) if s != 1 else mp.euler, 0, 2)
    yield constant("ZETA", "`zeta(s) - 1 / (s - 1)` on `[0, 2]`.", stieltjes)


def scaled_erfc(t):
    """`(1 + 2 x) exp(x^2) erfc(x)` in `t = (x - 3.75) / (x + 3.75)`."""
    x = mp.mpf(15) / 4 * (1 + t) / (1 - t)
    if x > 1000:
        return (1 + 2 * x) / (x * mp.sqrt(mp.pi)) * mp.hyp2f0(1, mp.mpf(1) / 2, -1 / x**2)
    return (1 + 2 * x) * mp.exp(x**2) * mp.erfc(x)


def erf_tables():
    comment = "`(1 + 2 x) erfcx(x)` for `x >= 0` in powers of `(x - 3.75) / (x + 3.75)`."
    yield constant("ERFCX", comment, powers(scaled_erfc, -1, 1, 26))
    yield constant("ERF", "`erf(x) / x` for `|x| <= 1` in powers of `x^2`.", powers(of_square(mp.erf), 0, 1, 13))


def inverse_erfc(q):
    """The inverse of `erfc` on (0, 1), by Newton's method on its logarithm."""
    x = mp.sqrt(-mp.log(q)) * mp.mpf("0.8")
    for _ in range(60):
        value = mp.erfc(x)
        step = mp.log(value / q) * value * mp.exp(x * x) * mp.sqrt(mp.pi) / 2
        x += step
        if abs(step) < mp.mpf(10) ** -50:
            break
    return x


def tail_quantile(centre, low, high, degree):
    """`r - erfcinv(2 exp(-r^2))` on [low, high] in powers of `(r - centre) / (r + centre)`."""
    def lag(t):
        r = centre * (1 + t) / (1 - t)
        return r - inverse_erfc(2 * mp.exp(-r * r))
    low, high = ((mp.mpf(end) - centre) / (end + centre) for end in (low, high))
    return powers(lag, low, high, degree)


def erf_inverse_tables():
    def central(square):
        y = mp.sqrt(square)
        return (mp.erfinv(y) / y - mp.sqrt(mp.pi) / 2) / square
    comment = "`(erfinv(y) / y - sqrt(pi) / 2) / y^2` for `|y| <= 0.7` in powers of `y^2`."
    yield constant("CENTRAL", comment, powers(central, mp.mpf(10) ** -12, 0.49, 24))
    name = "`r - erfcinv(2 exp(-r^2))`"
    yield constant("TAIL_CENTRES", "`c` of the two tables below.", [2.4, 11.7])
    near, far = (mp.mpf(float(c)) for c in (2.4, 11.7))
    yield constant("TAIL_NEAR", f"{name} on `[1.37, 5]` in powers of `(r - c) / (r + c)`.", tail_quantile(near, 1.37, 5, 21))
    yield constant("TAIL_FAR", f"{name} on `[5, 27.4]` in powers of `(r - c) / (r + c)`.", tail_quantile(far, 5, 27.4, 23))


def temme_tables(orders=12, powers=22):
    """Taylor coefficients in eta of the first `c_k` of DLMF 8.12.9 to 8.12.11."""
    length = powers + 2 * orders + 4
    # lambda - 1 as a series in eta, from eta^2 / 2 = lambda - 1 - log(lambda): eta lambda = (lambda - 1) lambda'.
    mu = [mp.mpf(0), mp.mpf(1)]
    for n in range(2, length + 2):
        # coefficient of eta^n in mu mu' = eta (1 + mu)
        known = mp.fsum(mu[i] * (n - i + 1) * mu[n - i + 1] for i in range(2, n))
        mu.append((mu[n - 1] - known) / (n + 1))
    # 1 / mu = (1 / eta) / (1 + a1 eta + ...)
    ratio = mu[1:]
    inverse = [mp.mpf(1)]
    for n in range(1, length):
        inverse.append(-mp.fsum(ratio[i] * inverse[n - i] for i in range(1, n + 1)))
    # c_0 = 1 / mu - 1 / eta; c_k = (c_{k-1}' + (-1)^k g_k / mu) / eta, the pole cancelling.
    rows = [inverse[1:]]
    for k in range(1, orders):
        previous = rows[-1]
        slope = [(n + 1) * previous[n + 1] for n in range(len(previous) - 1)]
        # slope / eta + gamma_k / mu has the pole (slope[0] + gamma_k) / eta: that fixes gamma_k.
        gamma_k = -slope[0]
        rows.append([slope[n + 1] + gamma_k * inverse[n + 1] for n in range(len(slope) - 1)])
    table = [row[:powers] for row in rows]
    yield grid("TEMME", "Taylor coefficients in `eta` of `c_0, c_1, ...` (DLMF 8.12.9 to 8.12.11).", table)


def lambert_tables(count=26):
    """W around its branch point in `p = sqrt(2 (e z + 1))`: `w' w = p (1 + w)` with `w = -1 + p - ...`."""
    # u = w + 1 obeys p^2 / 2 = 1 + (u - 1) exp(u), so u u' exp(u) = p, order by order.
    with mp.workdps(80):
        u = mp.taylor(lambda p: p, 0, 1)
        for n in range(2, count):
            u.append(mp.mpf(0))
            u[n] = -coefficient_of_residual(u, n) / (n + 1)
    yield constant("BRANCH", "Taylor coefficients of Lambert's W in `sqrt(2 (e z + 1))`.", [float(c) for c in [u[0] - 1, *u[1:]]])


def coefficient_of_residual(u, n):
    """The coefficient of `p^n` in `u u' exp(u) - p` when `u` is known below its term `n`."""
    power = [mp.mpf(1)] + [mp.mpf(0)] * n
    for k in range(1, n + 1):
        power[k] = mp.fsum(j * u[j] * power[k - j] for j in range(1, k + 1)) / k
    slope = [(j + 1) * u[j + 1] if j + 1 < len(u) else mp.mpf(0) for j in range(n + 1)]
    product = [mp.fsum(u[j] * slope[k - j] for j in range(k + 1)) for k in range(n + 1)]
    return mp.fsum(product[k] * power[n - k] for k in range(n + 1)) - (1 if n == 1 else 0)


def between_extrema(function, zero, low, high):
    return chebyshev(over_root(function, zero), low, high, nodes=40)


def oscillating(prefix, name, function, roots, first):
    """Tables of `function(x) / (x - zero)` on pieces that meet half-way between the zeros."""
    edges = [first] + [float(mp.nint((a + b) * 32) / 64) for a, b in zip(roots, roots[1:])]
    pieces = [between_extrema(function, zero, low, high) for zero, low, high in zip(roots, edges, edges[1:])]
    width = max(map(len, pieces))
    padded = [piece + [0.0] * (width - len(piece)) for piece in pieces]
    yield pairs(f"{prefix}_ZEROS", f"The first zeros of `{name}`.", roots[: len(pieces)])
    yield constant(f"{prefix}_EDGES", "Where the pieces begin and end.", edges)
    yield grid(f"{prefix}_PIECES", f"`{name}(x) / (x - zero)` on each piece.", padded)


def bessel_tables():
    count = 10
    mp.mp.dps = 45
    yield "use crate::dd::Dd;\n"
    reciprocal = [float(c) for c in mp.taylor(lambda z: mp.rgamma(1 + z), 0, 25)]
    yield constant("RECIPROCAL_GAMMA", "Taylor coefficients of `1 / gamma(1 + z)`.", reciprocal)
    for order in (0, 1):
        roots = [mp.besseljzero(order, k + 1) for k in range(count)]
        yield from oscillating(f"J{order}", f"j{order}", lambda x: mp.besselj(order, x), roots, 0.5 if order == 0 else 2.0)
        roots = [mp.besselyzero(order, k + 1) for k in range(count)]
        yield from oscillating(f"Y{order}", f"y{order}", lambda x: mp.bessely(order, x), roots, 0.625 if order == 0 else 1.5)
    for order in (0, 1):
        def scaled_i(t):
            x = 16 / (1 + t)
            return mp.sqrt(x) * mp.exp(-x) * mp.besseli(order, x) if x < 300 else mp.hyp2f0(
                mp.mpf(1) / 2 - order, mp.mpf(1) / 2 + order, 1 / (2 * x)) / mp.sqrt(2 * mp.pi)

        def scaled_k(t):
            x = 4 / (1 + t)
            return mp.sqrt(x) * mp.exp(x) * mp.besselk(order, x) if x < 300 else mp.hyp2f0(
                mp.mpf(1) / 2 - order, mp.mpf(1) / 2 + order, -1 / (2 * x)) * mp.sqrt(mp.pi / 2)
        yield constant(f"I{order}_FAR", f"`sqrt(x) i{order}e(x)` above 8 in `16 / x - 1`.", chebyshev(scaled_i, -1, 1, 80))
        yield constant(f"K{order}_FAR", f"`sqrt(x) k{order}e(x)` above 2 in `4 / x - 1`.", chebyshev(scaled_k, -1, 1, 80))


def write(path, lines, subject):
    header = f"//! {subject}, written by `tools/special_coefficients.py`.\n\n"
    (TARGET / path).write_text(header + "\n".join(lines))


if __name__ == "__main__":
    wanted = sys.argv[1:] or ["gamma", "erf", "erf_inverse", "temme", "lambert", "bessel"]
    if "gamma" in wanted:
        write("coefficients/gamma.rs", gamma_tables(), "Coefficients of the gamma family")
    if "erf" in wanted:
        write("coefficients/erf.rs", erf_tables(), "Coefficients of the scaled complementary error function")
    if "erf_inverse" in wanted:
        write("coefficients/erf_inverse.rs", erf_inverse_tables(), "Coefficients of the inverse error function")
    if "temme" in wanted:
        write("coefficients/temme.rs", temme_tables(), "Coefficients of Temme's uniform expansion")
    if "lambert" in wanted:
        write("coefficients/lambert.rs", lambert_tables(), "Coefficients of Lambert's W")
    if "bessel" in wanted:
        write("coefficients/bessel.rs", bessel_tables(), "Coefficients of the Bessel functions of order 0 and 1")
