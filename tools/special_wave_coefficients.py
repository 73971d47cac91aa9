"""Derives the tables of the functions of waves and diffraction with mpmath, by the means of `special_coefficients`.

    python tools/special_wave_coefficients.py [family ...]
"""
import sys

import mpmath as mp
from special_coefficients import constant, grid, monomials, padded, pairs, polynomial, powers_of, quarters, write

mp.mp.dps = 45


def smooth_pieces(function, first, width, count, nodes=36, tolerance=4e-18):
    """Polynomials on intervals of equal width, in powers of the distance from the middle, cut beside their largest value."""
    rows = []
    for i in range(count):
        low = mp.mpf(first) + i * mp.mpf(width)
        half = mp.mpf(width) / 2
        angles = [mp.pi * (2 * j + 1) / (2 * nodes) for j in range(nodes)]
        values = [function(low + half + half * mp.cos(angle)) for angle in angles]
        terms = [2 * mp.fsum(v * mp.cos(k * a) for v, a in zip(values, angles)) / nodes for k in range(nodes)]
        terms[0] /= 2
        scale = max(abs(v) for v in values)
        last = max(k for k, term in enumerate(terms) if abs(term) > tolerance * scale)
        rows.append([c / half**k for k, c in enumerate(powers_of(terms[: last + 1]))])
    return padded(rows)


def far(name, comment, function, end, nodes=36):
    """A polynomial in `t` on `[0, end]` for a function that is only asymptotic at zero."""
    return polynomial(name, comment, function, 0, end, centred=False, nodes=nodes)


def airy_parameter(t):
    """`x` of `t = 1 / zeta`, `zeta = 2/3 x^(3/2)`."""
    return (mp.mpf(3) / (2 * t)) ** (mp.mpf(2) / 3)


#: Where the expansions of the Airy functions take over from their pieces, and how wide these are.
AIRY_FAR, AIRY_WIDTH = 10, mp.mpf(1) / 2


def airy_tables():
    functions = {"AI": mp.airyai, "BI": mp.airybi}
    count = int(2 * AIRY_FAR / AIRY_WIDTH)
    end = mp.mpf(3) / 2 / mp.mpf(AIRY_FAR) ** mp.mpf("1.5")
    for name, function in functions.items():
        sign = 1 if name == "AI" else -1
        for order in (0, 1):
            label = f"{name}_PRIME" if order else name
            words = f"the derivative of `{name.title()}`" if order else f"`{name.title()}`"
            f = lambda x: function(x, derivative=order)
            yield grid(label, f"{words.capitalize()} on intervals of width 1/2 from -10 to 10, about their middles.",
                       smooth_pieces(f, -AIRY_FAR, AIRY_WIDTH, count))

            def scaled(t):
                x = airy_parameter(t)
                return f(x) * mp.exp(sign / t) * x ** (mp.mpf(1) / 4 - mp.mpf(order) / 2)
            power = "x^(-1/4)" if order else "x^(1/4)"
            yield far(f"{label}_FAR", f"{words.capitalize()} times `exp({'' if sign > 0 else '-'}zeta) {power}` beyond, in `1 / zeta`.", scaled, end)
    for order in (0, 1):
        def turned(t):
            x = airy_parameter(mp.sqrt(t))
            both = mp.airybi(-x, derivative=order) + 1j * mp.airyai(-x, derivative=order)
            return both * mp.expj(-1 / mp.sqrt(t) - mp.pi / 4) * x ** (mp.mpf(1) / 4 - mp.mpf(order) / 2) * (-1j) ** order
        suffix, power = ("_PRIME", "x^(-1/4)") if order else ("", "x^(1/4)")
        what = "`(Bi' + i Ai') / i`" if order else "`Bi + i Ai`"
        yield far(f"EVEN{suffix}", f"The real part of {what} at `-x` times `{power} exp(-i (zeta + pi / 4))` for `x >= 10`, in `1 / zeta^2`.",
                  lambda t: turned(t).real, end**2)
        yield far(f"ODD{suffix}", "Its imaginary part times `zeta`, likewise.", lambda t: turned(t).imag / mp.sqrt(t), end**2)


def airy_integral_tables():
    end = mp.mpf(3) / 2 / mp.mpf(AIRY_FAR) ** mp.mpf("1.5")
    ai, bi = (lambda x: mp.airyai(x, derivative=-1)), (lambda x: mp.airybi(x, derivative=-1))
    count = int(AIRY_FAR / AIRY_WIDTH)
    yield grid("AI_TAIL", "The integral of `Ai` from `x` to infinity, on intervals of width 1/2 from 0 to 14.",
               smooth_pieces(lambda x: mp.mpf(1) / 3 - ai(x), 0, AIRY_WIDTH, 28))
    for name, f, sign, count in (("AI_RIGHT", ai, 1, 4), ("AI_LEFT", ai, -1, count), ("BI_LEFT", bi, -1, count), ("BI_RIGHT", bi, 1, count)):
        side = "-x" if sign < 0 else "x"
        yield grid(name, f"The integral of `{name[:2].title()}` between 0 and `{side}` over `x`, from 0 on.",
                   smooth_pieces(lambda x: sign * f(sign * x) / x, 0, AIRY_WIDTH, count))

    def growing(t):
        x = airy_parameter(t)
        return bi(x) * mp.exp(-1 / t) * x ** (mp.mpf(3) / 4)
    yield far("BI_INTEGRAL_FAR", "The integral of `Bi` from 0 to `x` times `exp(-zeta) x^(3/4)` beyond, in `1 / zeta`.", growing, end)

    def turned(t):
        x = airy_parameter(mp.sqrt(t))
        both = bi(-x) + 1j * (ai(-x) + mp.mpf(2) / 3)
        return both * mp.expj(-1 / mp.sqrt(t) - mp.pi / 4) * x ** (mp.mpf(3) / 4) / 1j
    yield far("INTEGRAL_EVEN", "The real part of the integrals of `(Bi + i Ai) / i` from minus infinity to `-x` times `x^(3/4) exp(-i (zeta + pi / 4))`.",
              lambda t: turned(t).real, end**2)
    yield far("INTEGRAL_ODD", "Its imaginary part times `zeta`, likewise.", lambda t: turned(t).imag / mp.sqrt(t), end**2)


def fresnel_auxiliary(x):
    """`f` and `g` of DLMF 7.5.3 and 7.5.4."""
    c, s = mp.mpf(1) / 2 - mp.fresnelc(x), mp.mpf(1) / 2 - mp.fresnels(x)
    angle = mp.pi * x * x / 2
    return s * mp.cos(angle) - c * mp.sin(angle), c * mp.cos(angle) + s * mp.sin(angle)


def fresnel_tables():
    root = lambda y: mp.sqrt(mp.sqrt(y))
    yield polynomial("C_NEAR", "`C(x) / x` in `x^4` up to 1.", lambda y: mp.fresnelc(root(y)) / root(y), 0, 1, centred=False)
    yield polynomial("S_NEAR", "`S(x) / x^3` in `x^4` up to 1.", lambda y: mp.fresnels(root(y)) / root(y) ** 3, 0, 1, centred=False)
    f = lambda x: fresnel_auxiliary(x)[0] * mp.pi * x
    g = lambda x: fresnel_auxiliary(x)[1] * mp.pi**2 * x**3
    for name, function, words in (("F", f, "`pi x f(x)`"), ("G", g, "`pi^2 x^3 g(x)`")):
        yield quarters(name, f"{words} from 1 to 8 (DLMF 7.5.3, 7.5.4).", function, 1, 3)
        yield far(f"{name}_FAR", f"{words} beyond, in `1 / x^4`.", lambda t: function(1 / root(t)), mp.mpf(8) ** -4, nodes=24)


def trigonometric_integral_tables():
    yield "use crate::dd::Dd;\n"
    even = lambda f: lambda y: f(mp.sqrt(y))
    yield polynomial("SI_NEAR", "`Si(x) / x` in `x^2` up to 2.", even(lambda x: mp.si(x) / x), 0, 4, centred=False)
    yield polynomial("SHI_NEAR", "`Shi(x) / x` in `x^2` up to 2.", even(lambda x: mp.shi(x) / x), 0, 4, centred=False)
    for name, function, start in (("CI", mp.ci, 0.6165), ("CHI", mp.chi, 0.5238)):
        root = mp.findroot(function, start)
        yield pairs(f"{name}_ROOT", f"The first zero of `{name.title()}`.", [root])
        yield polynomial(f"{name}_NEAR", f"`({name.title()}(x) - log(x / root)) / (x - root)` on `[0, 2]`, in `x - 1`.",
                         lambda x: (function(x) - mp.log(x / root)) / (x - root), 0, 2)

    def auxiliary(x):
        s, c = mp.pi / 2 - mp.si(x), -mp.ci(x)
        return s * mp.cos(x) - c * mp.sin(x), s * mp.sin(x) + c * mp.cos(x)
    f = lambda x: auxiliary(x)[0] * x
    g = lambda x: auxiliary(x)[1] * x**2
    for name, function, words in (("F", f, "`x f(x)`"), ("G", g, "`x^2 g(x)`")):
        yield quarters(name, f"{words} from 2 to 32 (DLMF 6.2.17, 6.2.18).", function, 2, 4)
        yield far(f"{name}_FAR", f"{words} beyond, in `1 / x^2`.", lambda t: function(1 / mp.sqrt(t)), mp.mpf(32) ** -2, nodes=24)


EIGHTH = mp.expjpi(mp.mpf(1) / 4)


def complex_quarters(name, words, function, low, octaves):
    """Tables of the real and the imaginary part of a complex function."""
    yield quarters(f"{name}_RE", f"The real part of {words}.", lambda x: mp.re(function(x)), low, octaves)
    yield quarters(f"{name}_IM", f"The imaginary part of {words}.", lambda x: mp.im(function(x)), low, octaves)


def complex_far(name, words, function, end):
    yield far(f"{name}_RE", f"The real part of {words}.", lambda t: mp.re(function(1 / t)), end, nodes=28)
    yield far(f"{name}_IM", f"The imaginary part of {words}.", lambda t: mp.im(function(1 / t)), end, nodes=28)


def smooth_quarters(name, words, function, low, octaves):
    """Tables on quarters of octaves whose parts may have zeros."""
    edges = [mp.mpf(low) * 2**octave * (4 + quarter) / 4 for octave in range(octaves) for quarter in range(4)]
    edges.append(mp.mpf(low) * 2**octaves)
    for part, of in (("RE", mp.re), ("IM", mp.im)):
        rows = [smooth_pieces(lambda x: of(function(x)), a, b - a, 1, nodes=28)[0] for a, b in zip(edges, edges[1:])]
        yield grid(f"{name}_{part}", f"The {'real' if part == 'RE' else 'imaginary'} part of {words}.", padded(rows))


def kelvin_tables():
    """The smooth factors of `K` and `I` of orders 0 and 1 on the diagonal."""
    for order in (0, 1):
        k = lambda x: mp.besselk(order, x * EIGHTH) * mp.exp(x * EIGHTH) * mp.sqrt(x)
        i = lambda x: mp.besseli(order, x * EIGHTH) * mp.exp(-x * EIGHTH) * mp.sqrt(x)
        words = f"`K_{order}(z) exp(z) sqrt(x)`, `z = x exp(i pi / 4)`,"
        yield from smooth_quarters(f"K{order}", words + " from 1 to 32", k, 1, 5)
        yield from complex_far(f"K{order}_FAR", words + " beyond, in `1 / x`", k, mp.mpf(1) / 32)
        words = f"`I_{order}(z) exp(-z) sqrt(x)`"
        yield from smooth_quarters(f"I{order}", words + " from 8 to 32", i, 8, 2)
        yield from complex_far(f"I{order}_FAR", words + " beyond, in `1 / x`", i, mp.mpf(1) / 32)
    near = lambda order, y: rest_of_k(order, mp.sqrt(y) * EIGHTH)
    for order in (0, 1):
        yield constant(f"K{order}_NEAR", f"Taylor coefficients in `z^2` of what `K_{order}(z)` is without its logarithm"
                       + (" and its pole, over `z`." if order else "."), [float(c) for c in rest_coefficients(order, 12)])


def rest_coefficients(order, count):
    """Those of `K_0 + log(z / 2) I_0` in `z^2`, or of `(K_1 - 1 / z - log(z / 2) I_1) / z` (DLMF 10.31.1, 10.31.2)."""
    def term(k):
        scale = mp.mpf(4) ** -k / (mp.factorial(k) * mp.factorial(k + order))
        if order == 0:
            return scale * mp.digamma(k + 1)
        return -scale / 4 * (mp.digamma(k + 1) + mp.digamma(k + 2))
    return [term(k) for k in range(count)]


def powers_of_half(x, sign, weight):
    """`sum weight(k) (sign x^2 / 4)^k / k!^2` from `k = 0` on, in whatever precision its terms need."""
    with mp.workdps(int(60 + x)):
        y, term, total, k = sign * mp.mpf(x) ** 2 / 4, mp.mpf(1), mp.mpf(0), 0
        while k < 10 or abs(term) > mp.mpf(10) ** -60:
            total += weight(k) * term
            k += 1
            term *= y / k**2
        return total


HARMONIC = [mp.mpf(0)]


def harmonic(k):
    while len(HARMONIC) <= k:
        with mp.workdps(200):
            HARMONIC.append(HARMONIC[-1] + mp.mpf(1) / len(HARMONIC))
    return HARMONIC[k]


def first_integral(x, sign):
    """The integral of `J0` (sign -1) or `I0` from 0 to `x`."""
    return x * powers_of_half(x, sign, lambda k: mp.mpf(1) / (2 * k + 1))


def second_integral(x, sign):
    """That of `Y0 pi / 2` (sign -1) or `-K0`: the logarithm is integrated by parts (DLMF 10.8.2, 10.31.2)."""
    with mp.workdps(int(60 + x)):
        log = mp.log(mp.mpf(x) / 2) + mp.euler
        rest = powers_of_half(x, sign, lambda k: 1 / mp.mpf(2 * k + 1) ** 2 + harmonic(k) / mp.mpf(2 * k + 1))
        return log * first_integral(x, sign) - x * rest


def first_over(x, sign):
    """The integral of `(J0(t) - 1) / t` or `(I0(t) - 1) / t` from 0 to `x`."""
    return powers_of_half(x, sign, lambda k: mp.mpf(1) / (2 * k) if k else mp.mpf(0))


def second_over(x, sign):
    """That of `pi / 2 Y0(t) / t` or `-K0(t) / t` from `x` to infinity; the constant is the one that makes it vanish there."""
    with mp.workdps(int(60 + x)):
        log = mp.log(mp.mpf(x) / 2) + mp.euler
        weight = lambda k: (1 / mp.mpf(2 * k) ** 2 + harmonic(k) / mp.mpf(2 * k)) if k else mp.mpf(0)
        inner = log**2 / 2 + log * first_over(x, sign) - powers_of_half(x, sign, weight)
        return -inner + (mp.pi**2 / 12 if sign < 0 else -mp.pi**2 / 24)


def struve_integral(x, sign):
    """The integral of `H0` or `L0` from 0 to `x` (DLMF 11.2.1, 11.2.2)."""
    with mp.workdps(int(60 + x)):
        y, term, total, k = sign * mp.mpf(x) ** 2, mp.mpf(x) ** 2, mp.mpf(0), 0
        while k < 10 or abs(term) > mp.mpf(10) ** -60:
            total += term / (2 * k + 2)
            k += 1
            term *= y / (2 * k + 1) ** 2
        return 2 / mp.pi * total


def struve_over(x):
    """The integral of `H0(t) / t` from `x` to infinity."""
    with mp.workdps(int(60 + x)):
        y, term, total, k = -mp.mpf(x) ** 2, mp.mpf(x), mp.mpf(0), 0
        while k < 10 or abs(term) > mp.mpf(10) ** -60:
            total += term / (2 * k + 1)
            k += 1
            term *= y / (2 * k + 1) ** 2
        return mp.pi / 2 - 2 / mp.pi * total


#: How many terms of the asymptotic expansions serve from 64 on.
FAR_TERMS = 20


def hankel_terms(power, unit):
    """Coefficients of `x^-k` in the integral from `x` on of `exp(unit t) t^(-1/2 - power)` times the sum of `a_k(0) / (unit^-1 t)^k ...`.

    The expansion (DLMF 10.17.5, 10.40.2) is integrated term by term: `unit f_k = (k + power - 1/2) f_(k-1) - h_k`.
    """
    terms, front, before = [], mp.mpf(1), mp.mpf(0)
    for k in range(FAR_TERMS):
        before = ((k + power - mp.mpf(1) / 2) * before - front) / unit
        terms.append(before)
        front *= mp.mpf(2 * k + 1) ** 2 / (8 * (k + 1)) / unit
    return terms


def bessel_integral_tables():
    half, three = mp.mpf(1) / 2, mp.mpf(3) / 2
    end = "from 2 to 64"
    pair = lambda x: (1 - first_integral(x, -1)) - 1j * 2 / mp.pi * second_integral(x, -1)
    over = lambda x: -(mp.euler + mp.log(mp.mpf(x) / 2) + first_over(x, -1)) + 1j * 2 / mp.pi * second_over(x, -1)
    front = mp.sqrt(2 / mp.pi) * mp.expjpi(-mp.mpf(1) / 4)
    for name, f, power, words in (("H", pair, half, "`H0(t)` from `x` on times `exp(-i x) sqrt(x)`"),
                                  ("H_OVER", over, three, "`H0(t) / t` from `x` on times `exp(-i x) x^(3/2)`")):
        scaled = lambda x: f(x) * mp.expj(-x) * x**power
        yield from smooth_quarters(name, f"the integral of {words}, {end}", scaled, 2, 5)
        terms = [front * c for c in hankel_terms(int(power), mp.mpc(0, 1))]
        yield constant(f"{name}_FAR_RE", "The same beyond, in `1 / x`: the real part.", [float(c.real) for c in terms])
        yield constant(f"{name}_FAR_IM", "The imaginary part.", [float(c.imag) for c in terms])
    growing = [c / mp.sqrt(2 * mp.pi) for c in hankel_terms(0, mp.mpf(1))]
    growing_over = [c / mp.sqrt(2 * mp.pi) for c in hankel_terms(1, mp.mpf(1))]
    decaying, decaying_over = ([c * mp.sqrt(mp.pi / 2) for c in hankel_terms(p, mp.mpf(-1))] for p in (0, 1))
    rows = (
        ("I", lambda x: first_integral(x, 1), -1, half, "`I0` from 0 to `x` times `exp(-x) sqrt(x)`", [-c for c in growing]),
        ("I_OVER", lambda x: first_over(x, 1), -1, three, "`(I0(t) - 1) / t` from 0 to `x` times `exp(-x) x^(3/2)`", [-c for c in growing_over]),
        ("L", lambda x: struve_integral(x, 1), -1, half, "`L0` from 0 to `x` times `exp(-x) sqrt(x)`", None),
        ("K", lambda x: mp.pi / 2 + second_integral(x, 1), 1, half, "`K0` from `x` on times `exp(x) sqrt(x)`", decaying),
        ("K_OVER", lambda x: -second_over(x, 1), 1, three, "`K0(t) / t` from `x` on times `exp(x) x^(3/2)`", decaying_over),
    )
    for name, f, sign, power, words, terms in rows:
        yield quarters(name, f"The integral of {words}, {end}.", lambda x: f(x) * mp.exp(sign * x) * x**power, 2, 5)
        if terms:
            yield constant(f"{name}_FAR", "The same beyond, in `1 / x`.", [float(c) for c in terms])
    yield from struve_tables()


def struve_tables():
    """What the integrals of Struve functions have beyond those of `Y0`, and all of them near zero."""
    y_integral = lambda x: 2 / mp.pi * second_integral(x, -1)
    rest = lambda x: (struve_integral(x, -1) - y_integral(x) - 2 / mp.pi * (mp.log(2 * x) + mp.euler)) * x**2
    yield quarters("STRUVE", "`x^2` times what the integral of `H0 - Y0` from 0 to `x` has beyond `2/pi (log(2 x) + gamma)`, from 2 to 64.", rest, 2, 5)
    # H0 - Y0 is asymptotically 2/pi sum (-1)^k ((2k)! / (2^k k!))^2 x^(-2k-1) (DLMF 11.6.1).
    term = lambda k: 2 / mp.pi * (-1) ** k * (mp.factorial(2 * k) / (2**k * mp.factorial(k))) ** 2
    yield constant("STRUVE_FAR", "The same beyond, in `1 / x^2`.", [float(-term(k) / (2 * k)) for k in range(1, 12)])
    over = lambda x: (struve_over(x) - 2 / mp.pi * second_over(x, -1)) * x
    yield quarters("STRUVE_OVER", "`x` times the integral of `(H0(t) - Y0(t)) / t` from `x` on, from 2 to 64.", over, 2, 5)
    yield constant("STRUVE_OVER_FAR", "The same beyond, in `1 / x^2`.", [float(term(k) / (2 * k + 1)) for k in range(12)])
    square = lambda k: mp.fac2(2 * k + 1) ** 2
    yield constant("STRUVE_NEAR", "Taylor coefficients of the integral of `L0` from 0 to `x` over `x^2`, in `x^2`.",
                   [float(2 / mp.pi / (square(k) * (2 * k + 2))) for k in range(14)])
    yield constant("STRUVE_OVER_NEAR", "Those of the integral of `L0(t) / t` over `x`.", [float(2 / mp.pi / (square(k) * (2 * k + 1))) for k in range(14)])


FAMILIES = {
    "airy": (airy_tables, "Coefficients of the Airy functions"),
    "airy_integrals": (airy_integral_tables, "Coefficients of the integrals of Airy functions"),
    "fresnel": (fresnel_tables, "Coefficients of the Fresnel integrals"),
    "trigonometric": (trigonometric_integral_tables, "Coefficients of the sine and cosine integrals"),
    "kelvin": (kelvin_tables, "Coefficients of the Kelvin functions"),
    "bessel_integrals": (bessel_integral_tables, "Coefficients of integrals of Bessel and Struve functions"),
}

if __name__ == "__main__":
    for family in sys.argv[1:] or FAMILIES:
        tables, subject = FAMILIES[family]
        mp.mp.dps = 45
        write(f"coefficients/{family}.rs", tables(), subject, "special_wave_coefficients")
