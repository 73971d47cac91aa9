"""Reference values of special functions by mpmath, and where to take them.

    python tools/special_reference.py          # rewrites crates/scipy/special/tests/data/*.txt

`CASES` has a row for each function: the mpmath function and boxes of its arguments. `tools/special_accuracy.py`
takes its points from the same rows.
"""
import random
from pathlib import Path

import mpmath as mp

DATA = Path(__file__).resolve().parent.parent / "crates/scipy/special/tests/data"
mp.mp.dps = 40


def uniform(low, high):
    return lambda source: source.uniform(low, high)


def logarithmic(low, high):
    return lambda source: float(mp.e ** source.uniform(float(mp.log(low)), float(mp.log(high))))


def negative(sampler):
    return lambda source: -sampler(source)


def whole(low, high):
    return lambda source: float(source.randint(low, high))


def near(centre, spread):
    """On both sides of a point, at distances of every magnitude."""
    return lambda source: centre + source.choice((-1, 1)) * spread * 10 ** source.uniform(-12, 0)


def one_past(sampler):
    return lambda source: 1 - sampler(source)


def deep(function, dps):
    """`function` at a precision that its cancellation needs."""
    def evaluate(*arguments):
        with mp.workdps(dps):
            return function(*arguments)
    return evaluate


def lower_gamma(a, x):
    return mp.exp(a * mp.log(x) - x - mp.loggamma(a + 1)) * mp.hyp1f1(1, a + 1, x, maxterms=10**7)


def lower_beta(a, b, x):
    """The regularised function by DLMF 8.17.8, whose terms are positive."""
    front = mp.exp(a * mp.log(x) + b * mp.log(1 - x) - mp.log(a)) / mp.beta(a, b)
    return front * mp.hyp2f1(a + b, 1, a + 1, x, maxterms=10**7)


def upper_beta(a, b, x):
    return lower_beta(b, a, 1 - x) if x > mp.mpf("0.01") else 1 - lower_beta(a, b, x)


def polished(function, slope):
    """The root of `function(parameters, x) = target` by Newton's method from SciPy's own answer."""
    def evaluate(start, *arguments):
        *parameters, target = arguments
        x = mp.mpf(start)
        if not 0 < x < mp.inf:
            return mp.nan
        for _ in range(6):
            step = (function(*parameters, x) - target) / slope(*parameters, x)
            x -= step
            if abs(step) < abs(x) * mp.mpf(10) ** -25:
                return x
        return mp.nan
    evaluate.needs_start = True
    return evaluate


def gamma_slope(a, x):
    return mp.exp((a - 1) * mp.log(x) - x - mp.loggamma(a))


def beta_slope(a, b, x):
    return mp.exp((a - 1) * mp.log(x) + (b - 1) * mp.log(1 - x)) / mp.beta(a, b)


def poch(z, m):
    return mp.gammaprod([z + m], [z])


def ln_abs_gamma(x):
    return mp.re(mp.loggamma(x)) if x > 0 else mp.log(abs(mp.gamma(x)))


def ndtri(p):
    return mp.sqrt(2) * mp.erfinv(2 * p - 1)


def ndtr(x):
    return mp.erfc(-x / mp.sqrt(2)) / 2


def wright(a, b, x):
    """Wright's function by its series, whose terms are positive."""
    total, power, k = mp.mpf(0), mp.mpf(1), 0
    while True:
        term = power * mp.rgamma(a * k + b)
        total += term
        k += 1
        power *= x / k
        if k > 1 and term < total * mp.mpf(10) ** -30:
            return total


def bessel(function, order):
    return lambda x: function(order, x)


def scaled(function, order, sign):
    return lambda x: function(order, x) * mp.exp(sign * x)


OSCILLATING = [(uniform(0, 30),), (logarithmic(1e-6, 1),), (uniform(25, 200),), (logarithmic(100, 1e6),)]
GROWING = [(uniform(0, 30),), (logarithmic(1e-6, 1),), (logarithmic(1, 600),)]
ORDERS = [(uniform(0, 5), uniform(0.01, 40)), (uniform(0, 80), uniform(0.01, 80)), (logarithmic(1, 200), logarithmic(1, 500)),
          (uniform(-20, 0), uniform(0.5, 30))]
WRIGHT = [(uniform(0, 3), uniform(0, 10), logarithmic(1e-3, 500)), (logarithmic(1e-4, 1), uniform(0, 3), uniform(0, 100)),
          (uniform(0, 10), logarithmic(1e-3, 100), logarithmic(0.1, 1e4))]
DEGREES = [(whole(0, 60), uniform(-1, 1)), (whole(0, 8), uniform(-3, 3))]
shape, wide = logarithmic(0.01, 300), logarithmic(1e-3, 1e4)
probability = uniform(0.001, 0.999)

CASES = {
    "gamma": (mp.gamma, [(uniform(-30, 30),), (uniform(20, 171),), (logarithmic(1e-10, 1),), (uniform(-170, -20),)]),
    "rgamma": (mp.rgamma, [(uniform(-30, 30),), (uniform(20, 171),), (logarithmic(1e-10, 1),)]),
    "gammaln": (ln_abs_gamma, [(logarithmic(1e-8, 1e8),), (uniform(0.1, 30),), (near(1, 0.5),), (near(2, 0.5),)]),
    "digamma": (mp.digamma, [(logarithmic(1e-8, 1e8),), (uniform(-30, 30),), (near(1.4616321449683623, 0.4),),
                             (near(-0.5040830082644554, 0.1),)]),
    "zeta": (mp.zeta, [(uniform(-30, 30),), (near(1, 0.9),), (uniform(-160, -20),), (uniform(1, 60),)]),
    "zetac": (deep(lambda s: mp.zeta(s) - 1, 90), [(uniform(2, 120),)]),
    "hurwitz": (deep(mp.zeta, 160), [(uniform(1.01, 30), logarithmic(0.01, 1e4)), (near(1.5, 0.4), uniform(0.1, 50))]),
    "polygamma": (mp.polygamma, [(whole(1, 12), logarithmic(0.01, 1e3))]),
    "poch": (poch, [(logarithmic(0.1, 1e3), uniform(-0.09, 30)), (logarithmic(1, 1e8), uniform(-0.9, 3)),
                    (uniform(0.5, 50), whole(0, 20))]),
    "beta": (mp.beta, [(logarithmic(0.01, 100), logarithmic(0.01, 100)), (logarithmic(1, 1e6), logarithmic(0.1, 10))]),
    "betaln": (lambda a, b: mp.log(abs(mp.beta(a, b))), [(logarithmic(0.01, 1e3), logarithmic(0.01, 1e3)),
                                                        (logarithmic(1, 1e8), logarithmic(0.1, 1e3))]),
    "erf": (mp.erf, [(uniform(-6, 6),), (logarithmic(1e-10, 1),)]),
    "erfc": (mp.erfc, [(uniform(-6, 26),)]),
    "erfcx": (lambda x: mp.exp(x * x) * mp.erfc(x), [(uniform(-26, 26),), (logarithmic(1e-6, 1e3),)]),
    "erfinv": (mp.erfinv, [(uniform(-1, 1),), (logarithmic(1e-10, 1),), (one_past(logarithmic(1e-15, 0.5)),)]),
    "erfcinv": (deep(lambda y: mp.erfinv(1 - y), 90), [(uniform(0, 2),), (logarithmic(1e-30, 1),)]),
    "ndtr": (ndtr, [(uniform(-37, 8),), (uniform(-4, 4),)]),
    "log_ndtr": (deep(lambda x: mp.log(ndtr(x)), 200), [(uniform(-60, 20),), (uniform(-2, 2),), (negative(logarithmic(1, 1e6)),)]),
    "ndtri": (deep(ndtri, 90), [(uniform(0, 1),), (logarithmic(1e-30, 0.5),)]),
    "gammainc": (lower_gamma, [(shape, shape), (uniform(20, 300), uniform(20, 300)), (logarithmic(1e-3, 1), logarithmic(1e-6, 5))]),
    "gammaincc": (deep(lambda a, x: 1 - lower_gamma(a, x), 380), [
        (shape, shape), (uniform(20, 300), uniform(20, 300)), (logarithmic(1e-3, 1), logarithmic(1e-6, 5))]),
    "gammaincinv": (polished(lower_gamma, gamma_slope), [(logarithmic(0.1, 300), probability)]),
    "gammainccinv": (polished(deep(lambda a, x: 1 - lower_gamma(a, x), 60), lambda a, x: -gamma_slope(a, x)),
                     [(logarithmic(0.1, 300), probability)]),
    "betainc": (lower_beta, [(shape, shape, probability), (uniform(0.5, 30), uniform(0.5, 30), probability)]),
    "betaincc": (deep(upper_beta, 60), [(shape, shape, probability), (uniform(0.5, 30), uniform(0.5, 30), probability)]),
    "betaincinv": (polished(lower_beta, beta_slope), [(logarithmic(0.2, 100), logarithmic(0.2, 100), probability)]),
    "expit": (lambda x: 1 / (1 + mp.exp(-x)), [(uniform(-30, 30),), (uniform(-700, 40),)]),
    "logit": (lambda p: mp.log(p / (1 - p)), [(uniform(0, 1),), (near(0.5, 0.4),), (logarithmic(1e-30, 1),)]),
    "log_expit": (deep(lambda x: -mp.log1p(mp.exp(-x)), 340), [(uniform(-50, 50),), (uniform(-700, 300),)]),
    "exp10": (lambda x: mp.mpf(10) ** x, [(uniform(-300, 300),), (uniform(-2, 2),)]),
    "exprel": (lambda x: mp.expm1(x) / x, [(uniform(-30, 30),), (logarithmic(1e-8, 1),)]),
    "cosm1": (deep(lambda x: mp.cos(x) - 1, 80), [(uniform(-10, 10),), (logarithmic(1e-8, 1),)]),
    "entr": (lambda x: -x * mp.log(x), [(logarithmic(1e-10, 1e5),)]),
    "rel_entr": (lambda x, y: x * mp.log(x / y), [(logarithmic(1e-3, 10), logarithmic(1e-3, 10))]),
    "kl_div": (lambda x, y: x * mp.log(x / y) - x + y, [(logarithmic(1e-3, 10), logarithmic(1e-3, 10)),
                                                       (uniform(1, 2), uniform(1, 2))]),
    "boxcox": (lambda x, p: mp.expm1(p * mp.log(x)) / p, [(logarithmic(1e-3, 1e3), uniform(-3, 3))]),
    "exp1": (mp.e1, [(logarithmic(1e-6, 1),), (uniform(0.5, 600),), (uniform(0.5, 5),)]),
    "expi": (mp.ei, [(logarithmic(1e-6, 1),), (uniform(-50, 50),), (uniform(20, 650),), (near(0.3725074107813666, 0.1),)]),
    "expn": (deep(mp.expint, 150), [(whole(1, 60), logarithmic(1e-3, 500))]),
    "ellipk": (mp.ellipk, [(uniform(-5, 1),), (one_past(logarithmic(1e-15, 1)),), (negative(logarithmic(0.01, 1e8)),)]),
    "ellipkm1": (deep(lambda p: mp.ellipk(1 - p), 80), [(uniform(0, 5),), (logarithmic(1e-35, 1),)]),
    "ellipe": (mp.ellipe, [(uniform(-5, 1),), (one_past(logarithmic(1e-15, 1)),), (negative(logarithmic(0.01, 1e8)),)]),
    "ellipkinc": (mp.ellipf, [(uniform(-1.57, 1.57), uniform(-5, 1)), (uniform(-10, 10), uniform(0, 1)),
                              (uniform(0, 1.57), one_past(logarithmic(1e-12, 1)))]),
    "ellipeinc": (mp.ellipe, [(uniform(-1.57, 1.57), uniform(-5, 1)), (uniform(-10, 10), uniform(0, 1)),
                              (uniform(0, 1.57), one_past(logarithmic(1e-12, 1)))]),
    **{f"j{n}": (bessel(mp.besselj, n), OSCILLATING) for n in (0, 1)},
    **{f"y{n}": (bessel(mp.bessely, n), OSCILLATING) for n in (0, 1)},
    **{f"i{n}": (bessel(mp.besseli, n), GROWING) for n in (0, 1)},
    **{f"i{n}e": (scaled(mp.besseli, n, -1), GROWING) for n in (0, 1)},
    **{f"k{n}": (bessel(mp.besselk, n), GROWING) for n in (0, 1)},
    **{f"k{n}e": (scaled(mp.besselk, n, 1), GROWING) for n in (0, 1)},
    "jv": (mp.besselj, ORDERS),
    "yv": (mp.bessely, ORDERS),
    "yn": (mp.bessely, [(whole(0, 60), logarithmic(0.1, 300))]),
    "iv": (mp.besseli, ORDERS[:-1]),
    "ive": (lambda v, x: mp.besseli(v, x) * mp.exp(-x), ORDERS[:-1]),
    "kv": (mp.besselk, ORDERS[:-1]),
    "kve": (lambda v, x: mp.besselk(v, x) * mp.exp(x), ORDERS[:-1]),
    "kn": (mp.besselk, [(whole(0, 60), logarithmic(0.1, 300))]),
    "binom": (deep(mp.binomial, 60), [(uniform(0, 200), uniform(0, 60)), (whole(0, 300), whole(0, 300))]),
    "eval_legendre": (mp.legendre, DEGREES),
    "eval_chebyt": (mp.chebyt, DEGREES),
    "eval_chebyu": (mp.chebyu, DEGREES),
    "eval_hermite": (deep(mp.hermite, 80), [(whole(0, 40), uniform(-6, 6))]),
    "eval_laguerre": (deep(lambda n, x: mp.laguerre(n, 0, x), 80), [(whole(0, 40), uniform(0, 30))]),
    "eval_genlaguerre": (deep(mp.laguerre, 80), [(whole(0, 40), uniform(-0.9, 5), uniform(0, 30))]),
    "hyp1f1": (mp.hyp1f1, [(uniform(0.1, 10), uniform(0.1, 10), uniform(-40, 40)),
                           (uniform(-10, 10), uniform(0.1, 10), uniform(-10, 10)),
                           (uniform(0.1, 3), uniform(0.1, 3), uniform(-1000, -100))]),
    "hyp2f1": (mp.hyp2f1, [(uniform(-3, 5), uniform(-3, 5), uniform(0.1, 6), uniform(-5, 0.9)),
                           (uniform(0.1, 3), uniform(0.1, 3), uniform(0.1, 6), uniform(0.9, 0.999))]),
}
CASES |= {
    "erfi": (mp.erfi, [(uniform(-26, 26),), (logarithmic(1e-8, 20),)]),
    "dawsn": (lambda x: mp.sqrt(mp.pi) / 2 * mp.exp(-x * x) * mp.erfi(x), [(uniform(-26, 26),), (logarithmic(1e-8, 1e3),)]),
    "log_wright_bessel": (lambda a, b, x: mp.log(wright(a, b, x)), WRIGHT),
    "lpmv": (lambda m, v, x: mp.legenp(v, m, x), [(whole(-6, 6), uniform(-1, 20), uniform(-0.95, 0.99)),
                                                  (whole(0, 5), uniform(0, 3), one_past(logarithmic(1e-12, 1)))]),
    "wright_bessel": (wright, WRIGHT),
    "hyperu": (mp.hyperu, [(uniform(0.1, 10), uniform(-10, 10), logarithmic(0.01, 100)),
                           (uniform(-10, 0), uniform(-5, 5), logarithmic(0.1, 100))]),
}


def poisson_mixture(rate, part, first=0):
    """The sum of `exp(-rate) rate^k / gamma(k + 1) part(k)` for `k` from `first` on, for parts that do not grow."""
    k, weight, total = mp.mpf(first), mp.exp(-rate) * rate ** mp.mpf(first) / mp.gamma(mp.mpf(first) + 1), mp.mpf(0)
    while k < 2 * rate + 60 or weight > mp.mpf(10) ** -mp.mp.dps * total:
        total += weight * part(k)
        k += 1
        weight *= rate / k
    return total


def chndtr(x, df, nc):
    return poisson_mixture(nc / 2, lambda k: mp.gammainc(df / 2 + k, 0, x / 2, regularized=True))


def ncfdtr(dfn, dfd, nc, x):
    y = dfn * x / (dfn * x + dfd)
    return poisson_mixture(nc / 2, lambda k: lower_beta(dfn / 2 + k, dfd / 2, y))


def nctdtr(df, nc, t):
    """The sum of Lenth; its cancellation for small results needs many digits."""
    y, sign = t * t / (t * t + df), mp.sign(nc * t)
    if t < 0:
        nc = -nc
    halves = [poisson_mixture(nc * nc / 2, lambda k: lower_beta(k + mp.mpf(1) / 2, df / 2, y), mp.mpf(first) / 2) for first in (0, 1)]
    value = mp.erfc(nc / mp.sqrt(2)) / 2 + (halves[0] + sign * halves[1]) / 2
    return 1 - value if t < 0 else value


def kolmogorov(x):
    return 2 * mp.nsum(lambda k: (-1) ** (int(k) - 1) * mp.exp(-2 * k * k * x * x), [1, 60])


def smirnov(n, d):
    n = int(n)
    terms = (mp.binomial(n, j) * d * (d + mp.mpf(j) / n) ** (j - 1) * (1 - d - mp.mpf(j) / n) ** (n - j)
             for j in range(int(mp.floor(n * (1 - d))) + 1))
    return mp.fsum(terms)


def owens_t(h, a):
    return mp.quad(lambda x: mp.exp(-h * h * (1 + x * x) / 2) / (1 + x * x), mp.linspace(0, a, 9)) / (2 * mp.pi)


def cosine_cdf(x):
    return (mp.pi + x + mp.sin(x)) / (2 * mp.pi)


CASES |= {
    "stdtr": (lambda df, t: lower_beta(df / 2, mp.mpf(1) / 2, df / (df + t * t)) / 2 if t < 0
              else 1 - lower_beta(df / 2, mp.mpf(1) / 2, df / (df + t * t)) / 2, [(logarithmic(0.5, 200), uniform(-6, 6))]),
    "chndtr": (chndtr, [(logarithmic(0.1, 100), logarithmic(0.5, 50), logarithmic(0.01, 50))]),
    "ncfdtr": (ncfdtr, [(logarithmic(0.5, 30), logarithmic(0.5, 30), logarithmic(0.01, 30), logarithmic(0.05, 20))]),
    "nctdtr": (deep(nctdtr, 80), [(logarithmic(0.5, 50), uniform(-4, 4), uniform(-5, 5))]),
    "kolmogorov": (deep(kolmogorov, 60), [(uniform(0.1, 3),)]),
    "smirnov": (smirnov, [(whole(1, 60), probability)]),
    "owens_t": (owens_t, [(uniform(0, 6), logarithmic(0.01, 10))]),
    "cosine_cdf": (cosine_cdf, [(uniform(-3.14159, 3.14159),), (uniform(-3.14159, -2.5),)]),
}
#: Those of which the crate's tests have values.
WITH_VALUES = list(CASES)
EIGHTH = mp.expjpi(mp.mpf(1) / 4)
WAVES = [(uniform(-30, 30),), (logarithmic(1e-8, 1),), (uniform(-300, -30),)]
ONE_SIDED = [(uniform(0, 40),), (logarithmic(1e-8, 1),), (logarithmic(1, 1e3),)]
POSITIVE_THREE = (logarithmic(1e-3, 50), logarithmic(1e-3, 50), logarithmic(1e-3, 50))
CASES |= {
    **{f"airy[{i}]": (lambda x, i=i: (mp.airyai, mp.airybi)[i // 2](x, derivative=i % 2), WAVES) for i in range(4)},
    **{f"itairy[{i}]": (lambda x, i=i: (1, -1)[i // 2] * (mp.airyai, mp.airybi)[i % 2]((1, -1)[i // 2] * x, derivative=-1),
                        [(uniform(-20, 20),)]) for i in range(4)},
    "fresnel[0]": (mp.fresnels, ONE_SIDED), "fresnel[1]": (mp.fresnelc, ONE_SIDED),
    "sici[0]": (mp.si, ONE_SIDED), "sici[1]": (mp.ci, ONE_SIDED),
    "shichi[0]": (mp.shi, [(uniform(-40, 40),), (logarithmic(1e-8, 700),)]), "shichi[1]": (mp.chi, [(logarithmic(1e-8, 700),)]),
    "spence": (lambda x: mp.re(mp.polylog(2, 1 - x)), ONE_SIDED),
    "wrightomega": (lambda x: mp.lambertw(mp.exp(x)), [(uniform(-40, 40),), (logarithmic(1e-8, 1e4),)]),
    "ber": (lambda x: mp.re(mp.besseli(0, x * EIGHTH)), ONE_SIDED[:2]), "bei": (lambda x: mp.im(mp.besseli(0, x * EIGHTH)), ONE_SIDED[:2]),
    "ker": (lambda x: mp.re(mp.besselk(0, x * EIGHTH)), ONE_SIDED[:2]), "kei": (lambda x: mp.im(mp.besselk(0, x * EIGHTH)), ONE_SIDED[:2]),
    "elliprf": (mp.elliprf, [POSITIVE_THREE]), "elliprd": (mp.elliprd, [POSITIVE_THREE]), "elliprg": (mp.elliprg, [POSITIVE_THREE]),
    "elliprj": (mp.elliprj, [(*POSITIVE_THREE, logarithmic(1e-3, 50))]),
}
#: Functions of complex arguments: the mpmath function, and its real parameters.
COMPLEX = {
    "wofz": (lambda z: mp.exp(-z * z) * mp.erfc(-1j * z), []), "erf": (mp.erf, []), "erfc": (mp.erfc, []),
    "erfcx": (lambda z: mp.exp(z * z) * mp.erfc(z), []), "erfi": (mp.erfi, []),
    "dawsn": (lambda z: mp.sqrt(mp.pi) / 2 * mp.exp(-z * z) * mp.erfi(z), []),
    "digamma": (mp.digamma, []), "log1p": (lambda z: mp.log(1 + z), []), "expm1": (lambda z: mp.exp(z) - 1, []),
    "ndtr": (lambda z: mp.erfc(-z / mp.sqrt(2)) / 2, []),
    "hyp2f1": (mp.hyp2f1, [uniform(-9, 9), uniform(-9, 9), uniform(-5.5, 9)]),
}
NAMES_IN_SCIPY = {"hurwitz": "zeta", "cosine_cdf": "_cosine_cdf"}


def peer(name):
    """SciPy's function of a name."""
    import scipy.special

    known = NAMES_IN_SCIPY.get(name, name)
    return getattr(scipy.special, known, None) or getattr(scipy.special._ufuncs, known)


def points(name, count, seed=1):
    """`count` points of the function, spread over its boxes."""
    source = random.Random(f"{name} {seed}")
    boxes = CASES[name][1]
    return [tuple(sampler(source) for sampler in boxes[i % len(boxes)]) for i in range(count)]


def reference(name, arguments, start=None):
    """The value at `arguments`, a high-precision number; NaN where mpmath gives none."""
    function = CASES[name][0]
    exact = [mp.mpf(argument) for argument in arguments]
    try:
        value = function(start, *exact) if hasattr(function, "needs_start") else function(*exact)
    except (ValueError, ZeroDivisionError, mp.NoConvergence):
        return mp.nan
    return value if not isinstance(value, mp.mpc) else (value.real if value.imag == 0 else mp.nan)


def number(value):
    """Twenty digits, as Rust parses them."""
    return mp.nstr(value, 20, min_fixed=1, max_fixed=0)


def write_values(each=20):
    """`name arguments value` by mpmath, where the value is a normal double."""
    lines = []
    for name in WITH_VALUES:
        for point in points(name, each, seed=2):
            start = float(peer(name)(*point)) if hasattr(CASES[name][0], "needs_start") else None
            value = reference(name, point, start)
            if mp.isfinite(value) and 1e-300 < abs(value) < 1e300:
                lines.append(" ".join([name, *map(repr, point), number(value)]))
    (DATA / "values.txt").write_text("\n".join(lines) + "\n")


def write_complex(each=20):
    """`name parameters re im value.re value.im` by mpmath, at arguments of every magnitude and near the axes."""
    lines = []
    for name, (function, samplers) in COMPLEX.items():
        source = random.Random(f"{name} complex")
        size = logarithmic(0.5, 2.0) if samplers else logarithmic(1e-3, 20.0)
        for i in range(each):
            parameters = [sampler(source) for sampler in samplers]
            z = size(source) * complex(mp.expjpi(source.uniform(-1, 1)))
            z = complex(z.real, z.imag * 1e-8) if i % 5 == 0 and not samplers else z
            with mp.workdps(500):
                value = function(*map(mp.mpf, parameters), mp.mpc(z))
            numbers = [*map(repr, [*parameters, z.real, z.imag]), number(value.real), number(value.imag)]
            lines.append(" ".join([name, *numbers]))
    (DATA / "complex.txt").write_text("\n".join(lines) + "\n")


EXTREMES = {
    1: [float(x) for x in "nan inf -inf 0 -0 1 -1 2 -2 0.5 -0.5 1e-300 -1e-300 200 -200.5 -3".split()],
    2: [float(x) for x in "nan inf -inf 0 1 -1 2 0.5 -0.5 -2.5".split()],
    3: [float(x) for x in "nan inf 0 1 -1 2 0.5".split()],
}


def write_extremes(names):
    """`name arguments value` by SciPy at the ends and poles of the domains."""
    import itertools

    import numpy as np

    lines = []
    for name, arity in names:
        for point in itertools.product(EXTREMES[arity], repeat=arity):
            with np.errstate(all="ignore"):
                lines.append(" ".join([name, *map(repr, point), repr(float(peer(name)(*point)))]))
    (DATA / "extremes.txt").write_text("\n".join(lines) + "\n")


WITH_EXTREMES = [(name, 1) for name in (
    "gamma rgamma gammaln loggamma gammasgn digamma psi zeta erf erfc erfcx erfinv erfcinv ndtr log_ndtr ndtri expit "
    "logit log_expit cbrt exp10 exprel cosm1 entr exp1 expi ellipk ellipkm1 ellipe j0 j1 y0 y1 i0 i0e i1 i1e k0 k0e k1 "
    "k1e").split()] + [(name, 2) for name in (
    "poch beta betaln hurwitz gammainc gammaincc gammaincinv gammainccinv xlogy xlog1py rel_entr kl_div huber "
    "pseudo_huber boxcox boxcox1p inv_boxcox inv_boxcox1p ellipkinc ellipeinc jv yv iv ive kv kve binom").split()] + [
    (name, 3) for name in "betainc betaincc betaincinv betainccinv".split()]


if __name__ == "__main__":
    DATA.mkdir(parents=True, exist_ok=True)
    write_values()
    write_extremes(WITH_EXTREMES)
