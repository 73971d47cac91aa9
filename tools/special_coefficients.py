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


def monomials(function, low, high, tolerance=4e-18, nodes=48):
    """Coefficients of the interpolant of `function` in powers of `x - centre`, cut where they no longer matter."""
    centre, half = mp.mpf(low + high) / 2, mp.mpf(high - low) / 2
    angles = [mp.pi * (2 * i + 1) / (2 * nodes) for i in range(nodes)]
    values = [function(centre + half * mp.cos(angle)) for angle in angles]
    terms = [2 * mp.fsum(v * mp.cos(k * a) for v, a in zip(values, angles)) / nodes for k in range(nodes)]
    terms[0] /= 2
    scale = min(abs(v) for v in values)
    last = max(k for k, term in enumerate(terms) if abs(term) > tolerance * scale)
    return [c / half**k for k, c in enumerate(powers_of(terms[: last + 1]))]


def powers_of(terms):
    """A Chebyshev series as coefficients of powers."""
    sums = [mp.mpf(0)] * len(terms)
    before, now = [mp.mpf(1)], [mp.mpf(0), mp.mpf(1)]
    for term in terms:
        for k, c in enumerate(before):
            sums[k] += term * c
        longer = [mp.mpf(0)] + [2 * c for c in now]
        for k, c in enumerate(before):
            longer[k] -= c
        before, now = now, longer
    return sums


def padded(rows):
    width = max(map(len, rows))
    return [row + [mp.mpf(0)] * (width - len(row)) for row in rows]


def polynomial(name, comment, function, low, high, centred=True, nodes=48):
    """A table of one polynomial in powers of the distance from the middle, or of `x` itself."""
    terms = monomials(function, low, high, nodes=nodes)
    if not centred:
        terms = shifted(terms, -mp.mpf(low + high) / 2)
    return constant(name, comment, [float(c) for c in terms])


def shifted(terms, offset):
    """The coefficients of `p(x + offset)`."""
    total = []
    for term in reversed(terms):
        total = [a + b for a, b in zip([mp.mpf(0)] + total, [offset * c for c in total] + [mp.mpf(0)])]
        total = total or [mp.mpf(0)]
        total[0] += term
    return total


def uniform(name, comment, function, first, width, count):
    """A table of polynomials on intervals of equal width, in powers of the distance from the middle."""
    edges = [mp.mpf(first) + i * mp.mpf(width) for i in range(count + 1)]
    return grid(name, comment, padded([monomials(function, a, b) for a, b in zip(edges, edges[1:])]))


def quarters(name, comment, function, low, octaves):
    """A table of polynomials on the quarters of octaves from `low` on, in powers of the distance from the middle."""
    edges = [mp.mpf(low) * 2**octave * (4 + quarter) / 4 for octave in range(octaves) for quarter in range(4)]
    edges.append(mp.mpf(low) * 2**octaves)
    return grid(name, comment, padded([monomials(function, a, b) for a, b in zip(edges, edges[1:])]))


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


#: The width of the pieces of oscillating functions, close to pi.
STEP = mp.mpf(201) / 64
#: Where modulus and phase take over from the pieces.
FAR = 25


def oscillating(prefix, name, function, roots, first):
    """Tables of `function(x) / (x - zero)` on pieces of width `STEP`, each around a zero."""
    edges = [mp.mpf(first) + i * STEP for i in range(len(roots) + 1)]
    pieces = [monomials(over_root(function, z), a, b) for z, a, b in zip(roots, edges, edges[1:])]
    yield pairs(f"{prefix}_ZEROS", f"Zeros of `{name}`.", roots)
    yield grid(f"{prefix}_PIECES", f"`{name}(x) / (x - zero)` around each of them, on intervals from {float(first)} on.", padded(pieces))


def zeros_to_far(zero, order, skipped, first):
    """The zeros whose pieces from `first` on reach `FAR`."""
    count = int(mp.ceil((FAR + mp.mpf(1) / 8 - first) / STEP))
    return [zero(order, skipped + k + 1) for k in range(count)]


def modulus(order):
    """The modulus of `J + i Y` times `sqrt(pi x / 2)`, in `1 / x^2`."""
    def function(s):
        x = 1 / mp.sqrt(s)
        return abs(mp.besselj(order, x) + 1j * mp.bessely(order, x)) * mp.sqrt(mp.pi * x / 2)
    return function


def phase(order):
    """`x` times its argument beyond `x - (order / 2 + 1 / 4) pi`, in `1 / x^2`."""
    def function(s):
        x = 1 / mp.sqrt(s)
        turned = (mp.besselj(order, x) + 1j * mp.bessely(order, x)) * mp.expj((mp.mpf(order) / 2 + mp.mpf(1) / 4) * mp.pi - x)
        return mp.arg(turned) * x
    return function


def even_part(function):
    """`function(sqrt(y))` of an even function."""
    return lambda y: function(mp.sqrt(y))


def bessel_tables():
    mp.mp.dps = 45
    yield "use crate::dd::Dd;\n"
    parts = [[float(c) for c in mp.taylor(lambda z: mp.rgamma(1 + z), 0, 27)][k::2] for k in (0, 1)]
    yield constant("RECIPROCAL_GAMMA_EVEN", "Taylor coefficients of the even part of `1 / gamma(1 + z)`, in `z^2`.", parts[0])
    yield constant("RECIPROCAL_GAMMA_ODD", "The same of the odd part over `z`.", parts[1])
    for order, j_first, y_first in ((0, 27 / 32, 153 / 64), (1, 145 / 64, 247 / 64)):
        j, y = (lambda x: mp.besselj(order, x)), (lambda x: mp.bessely(order, x))
        yield from oscillating(f"J{order}", f"j{order}", j, zeros_to_far(mp.besseljzero, order, 0, j_first), j_first)
        # The logarithm at zero makes the first piece longer than the others.
        yield from oscillating(f"Y{order}_FIRST", f"y{order}", y, [mp.besselyzero(order, 2)], y_first)
        second = y_first + float(STEP)
        yield from oscillating(f"Y{order}", f"y{order}", y, zeros_to_far(mp.besselyzero, order, 2, second), second)
        yield pairs(f"Y{order}_ROOT", f"The first zero of `y{order}`.", [mp.besselyzero(order, 1)])
        far = mp.mpf(1) / FAR**2
        yield polynomial(f"MODULUS{order}", f"`sqrt(pi x / 2 (j{order}^2 + y{order}^2))` in `1 / x^2` for `x >= {FAR}`.", modulus(order), 0, far, centred=False)
        yield polynomial(f"PHASE{order}", f"`x (theta - x + {2 * order + 1} pi / 4)` of their angle `theta`, likewise.", phase(order), 0, far, centred=False)
    yield polynomial("SINE", "`sin(r) / r` in `r^2` up to a little past a quarter turn.", even_part(lambda r: mp.sin(r) / r), 0, 3, centred=False)
    yield from near_zero()


def near_zero():
    """What is left of the functions near zero once logarithms and poles are taken out, in `x^2`."""
    z0, z1 = mp.besselyzero(0, 1), mp.besselyzero(1, 1)
    even = {"centred": False}

    def regular_y0(x):
        return (mp.bessely(0, x) - 2 / mp.pi * mp.log(x / z0) * mp.besselj(0, x)) / (x * x - z0 * z0)

    def regular_y1(x):
        rest = (mp.bessely(1, x) - 2 / mp.pi * mp.log(x / z1) * mp.besselj(1, x)) / (x * x - z1 * z1)
        return (rest - 2 / (mp.pi * x * z1 * z1)) / x
    yield polynomial("J0_NEAR", "`j0(x)` in `x^2` below 2.4.", even_part(lambda x: mp.besselj(0, x)), 0, 6, **even)
    yield polynomial("J1_NEAR", "`j1(x) / x` in `x^2` below 3.87.", even_part(lambda x: mp.besselj(1, x) / x), 0, 15, **even)
    yield polynomial("Y0_NEAR", "`(y0(x) - 2/pi log(x / r) j0(x)) / (x^2 - r^2)` in `x^2` below 2.4.", even_part(regular_y0), 0, 6, **even)
    yield polynomial("Y1_NEAR", "`((y1(x) - 2/pi log(x / r) j1(x)) / (x^2 - r^2) - 2 / (pi x r^2)) / x` in `x^2` below 3.87.",
                     even_part(regular_y1), 0, 15, **even)


def modified_tables():
    """Near zero without logarithm and pole; the scaled functions in quarters of octaves and beyond."""
    mp.mp.dps = 45
    even = {"centred": False}
    for order in (0, 1):
        i = lambda x: mp.besseli(order, x)
        yield polynomial(f"I{order}_NEAR", f"`i{order}(x) / x^{order}` in `x^2` below 2.", even_part(lambda x: i(x) / x**order), 0, 4, **even)
    yield polynomial("K0_NEAR", "`k0(x) + log(x / 2) i0(x)` in `x^2` below 1.",
                     even_part(lambda x: mp.besselk(0, x) + mp.log(x / 2) * mp.besseli(0, x)), 0, 1, **even)
    yield polynomial("K1_NEAR", "`x (k1(x) - log(x / 2) i1(x))` in `x^2` below 1.",
                     even_part(lambda x: x * (mp.besselk(1, x) - mp.log(x / 2) * mp.besseli(1, x))), 0, 1, **even)
    for order in (0, 1):
        for kind, function, sign in (("I", mp.besseli, -1), ("K", mp.besselk, 1)):
            scaled = lambda x: mp.sqrt(x) * mp.exp(sign * x) * function(order, x)
            name = f"{kind.lower()}{order}e"
            low = 2 if kind == "I" else 1
            yield quarters(f"{kind}{order}", f"`sqrt(x) {name}(x)` from {low} to 64.", scaled, low, 6 - (low == 2))
            yield polynomial(f"{kind}{order}_FAR", f"The same beyond, in `1 / x`.", lambda t: scaled(1 / t), 0, mp.mpf(1) / 64, centred=False, nodes=32)


def with_logarithm(function, power, degree=11):
    """Coefficients of `p` and `q` in `function(x) = p(x) - log(x) x^power q(x)` on `(0, 1]`, met at nodes that crowd at zero.

    The two are not unique to that precision: neither needs the singularity at one of the exact ones (DLMF 19.12.1).
    """
    count = degree + 1
    nodes = [((1 - mp.cos(mp.pi * (2 * i + 1) / (4 * count))) / 2) ** 3 for i in range(2 * count)]
    rows = [[x**k for k in range(count)] + [-mp.log(x) * x ** (k + power) for k in range(count)] for x in nodes]
    found = mp.lu_solve(mp.matrix(rows), mp.matrix([function(x) for x in nodes]))
    return [float(c) for c in found[:count]], [float(c) for c in found[count:]]


def elliptic_tables():
    """Complete elliptic integrals in the complementary parameter."""
    for name, function, power in (("K", mp.ellipk, 0), ("E", mp.ellipe, 1)):
        lower = f"ellip{name.lower()}(1 - p)"
        regular, factor = with_logarithm(lambda x: function(1 - x), power)
        yield constant(name, f"`{lower}` but for its logarithm.", regular)
        yield constant(f"{name}_LOG", f"The factor of `-log(p){' p' * power}` in `{lower}`.", factor)


def zeta_tables():
    stieltjes = lambda s: mp.zeta(s) - 1 / (s - 1) if s != 1 else mp.euler
    yield polynomial("NEAR_POLE", "`zeta(s) - 1 / (s - 1)` on `[0, 2]` in `s - 1`.", stieltjes, 0, 2)
    scaled = lambda s: (mp.zeta(s) - 1) * (s - 1) * mp.mpf(2) ** s
    yield uniform("BEYOND_TWO", "`(zeta(s) - 1) (s - 1) 2^s` on intervals of width 2 from 2 to 42.", scaled, 2, 2, 20)


def exponential_integral_tables():
    yield "use crate::dd::Dd;\n"
    root = mp.findroot(mp.ei, 0.3725)
    yield pairs("ROOT", "The zero of `Ei`.", [root])
    yield polynomial("EI_NEAR", "`(Ei(x) - log(x / root)) / (x - root)` on `[0, 2]`, in `x - 1`.",
                     lambda x: (mp.ei(x) - mp.log(x / root)) / (x - root), 0, 2)
    yield polynomial("E1_NEAR", "`(E1(x) + log(x) + gamma) / x` on `[0, 1]`.", lambda x: (mp.e1(x) + mp.log(x) + mp.euler) / x, 0, 1, centred=False)
    yield quarters("E1", "`x exp(x) E1(x)` from 1 to 64.", lambda x: x * mp.exp(x) * mp.e1(x), 1, 6)
    yield quarters("EI", "`x exp(-x) Ei(x)` from 2 to 64.", lambda x: x * mp.exp(-x) * mp.ei(x), 2, 5)
    yield polynomial("E1_FAR", "`x exp(x) E1(x)` beyond, in `1 / x`.", lambda t: mp.exp(1 / t) * mp.e1(1 / t) / t, 0, mp.mpf(1) / 64, centred=False, nodes=32)
    yield polynomial("EI_FAR", "`x exp(-x) Ei(x)` beyond, in `1 / x`.", lambda t: mp.exp(-1 / t) * mp.ei(1 / t) / t, 0, mp.mpf(1) / 64, centred=False, nodes=32)


def dawson_tables():
    dawson = lambda x: mp.sqrt(mp.pi) / 2 * mp.exp(-x * x) * mp.erfi(x)
    yield polynomial("NEAR", "`dawsn(x) / x` in `x^2` below 0.5.", even_part(lambda x: dawson(x) / x), 0, 0.25, centred=False)
    yield uniform("MIDDLE", "`dawsn(x)` on intervals of width 1/8 from 0.5 to 6.5.", dawson, 0.5, 0.125, 48)
    # Closer to zero than this the integral is its asymptotic series (DLMF 7.12.2) to forty digits.
    far = lambda t: mp.hyp2f0(1, 0.5, t) if t < 0.005 else 2 * dawson(1 / mp.sqrt(t)) / mp.sqrt(t)
    yield polynomial("FAR", "`2 x dawsn(x)` in `1 / x^2` beyond.", far, 0, mp.mpf(4) / 169, centred=False)


def write(path, lines, subject, tool="special_coefficients"):
    header = f"//! {subject}, written by `tools/{tool}.py`.\n\n"
    (TARGET / path).write_text(header + "\n".join(lines))


if __name__ == "__main__":
    families = "gamma erf erf_inverse dawson temme lambert bessel modified elliptic zeta integrals"
    wanted = sys.argv[1:] or families.split()
    if "gamma" in wanted:
        write("coefficients/gamma.rs", gamma_tables(), "Coefficients of the gamma family")
    if "erf" in wanted:
        write("coefficients/erf.rs", erf_tables(), "Coefficients of the scaled complementary error function")
    if "erf_inverse" in wanted:
        write("coefficients/erf_inverse.rs", erf_inverse_tables(), "Coefficients of the inverse error function")
    if "dawson" in wanted:
        write("coefficients/dawson.rs", dawson_tables(), "Coefficients of Dawson's integral")
    if "temme" in wanted:
        write("coefficients/temme.rs", temme_tables(), "Coefficients of Temme's uniform expansion")
    if "lambert" in wanted:
        write("coefficients/lambert.rs", lambert_tables(), "Coefficients of Lambert's W")
    if "bessel" in wanted:
        write("coefficients/bessel.rs", bessel_tables(), "Coefficients of the Bessel functions of order 0 and 1")
    if "modified" in wanted:
        write("coefficients/modified.rs", modified_tables(), "Coefficients of the modified Bessel functions of order 0 and 1")
    if "elliptic" in wanted:
        write("coefficients/elliptic.rs", elliptic_tables(), "Coefficients of the complete elliptic integrals")
    if "zeta" in wanted:
        write("coefficients/zeta.rs", zeta_tables(), "Coefficients of Riemann's zeta function")
    if "integrals" in wanted:
        write("coefficients/integrals.rs", exponential_integral_tables(), "Coefficients of the exponential integrals")
