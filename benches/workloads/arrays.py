"""The workloads: one row each. ``n`` in a name is the number of elements; random data have a fixed seed."""
from collections import namedtuple

Workload = namedtuple("Workload", "group name setup statement")

SIZES = (10**3, 10**5, 10**7)
SMALL = (3, 10, 100)
PAIR = "r = np.random; r.seed(1); a = r.uniform(0.5, 2.0, {n}); b = r.uniform(0.5, 2.0, {n})"
IMAGE = "r = np.random; r.seed(1); a = r.uniform(0.5, 2.0, (1000, 1000)); b = r.uniform(0.5, 2.0, {shape})"
INTEGERS = "r = np.random; r.seed(1); a = (r.uniform(0, 1, {n}) * {top}).astype(np.int64)"


def _sized(group, setup, statements, sizes):
    return [Workload(group, f"{name} n={_count(n)}", setup.format(n=n), code)
            for name, code in statements.items() for n in sizes]


def _count(n):
    return str(n) if n <= 100 else f"{n:.0e}".replace("e+0", "e")


def _rows(group, setup, statements):
    return [Workload(group, name, setup, code) for name, code in statements.items()]


ELEMENTWISE = (
    _sized("elementwise", PAIR, {
        "a + b": "a + b", "a * b": "a * b", "arr * 1.1": "a * 1.1", "a / b": "a / b", "sqrt": "np.sqrt(a)",
        "exp": "np.exp(a)", "a < b": "a < b", "where": "np.where(a < b, a, b)", "a += b": "a += b",
    }, SIZES)
    + _sized("elementwise", PAIR, {
        "log": "np.log(a)", "sin": "np.sin(a)", "a ** 2": "a ** 2", "a ** b": "a ** b", "abs": "np.abs(a)",
        "maximum": "np.maximum(a, b)", "clip": "np.clip(a, 0.9, 1.1)", "out=": "np.add(a, b, out=a)",
        "strided": "a[::2] + b[::2]", "reversed": "a[::-1] * b", "polynomial": "2 * a**2 + 3 * a - b",
        "astype f32": "a.astype(np.float32)", "zeros": "np.zeros(len(a))", "empty": "np.empty(len(a)).shape",
    }, (10**6,))
    + _rows("elementwise", IMAGE.format(shape="(1000,)"), {
        "rows + vector": "a + b", "transposed + array": "a.T + a", "columns + vector": "a + b[:, np.newaxis]",
        "outer": "b[:, np.newaxis] * b", "copy of transposed": "a.T.copy()",
    })
    + _rows("elementwise", "a = np.arange(10**6, dtype=np.int32); b = np.arange(10**6) * 0.5; c = a > 5; d = b > 9.0", {
        "int32 + float64": "a + b", "int32 + int32": "a + a", "int32 // 7": "a // 7", "int32 * 1.5": "a * 1.5",
        "a & b of bool": "c & d", "~ of bool": "~c", "isnan": "np.isnan(b)",
    })
    + _rows("elementwise", PAIR.format(n=10**6) + "; a = a.astype(np.float32); b = b.astype(np.float32)", {
        "float32 a + b": "a + b", "float32 exp": "np.exp(a)", "float32 sqrt": "np.sqrt(a)",
    })
    + _rows("elementwise", PAIR.format(n=10**6) + "; a = a + 1j * b", {
        "complex a * a": "a * a", "complex abs": "np.abs(a)",
    })
)

REDUCTIONS = (
    _sized("reductions", PAIR, {
        "sum": "a.sum()", "mean": "a.mean()", "std": "a.std()", "min": "a.min()", "argmax": "a.argmax()",
    }, SIZES)
    + _sized("reductions", PAIR, {
        "prod": "(a / a).prod()", "cumsum": "a.cumsum()", "dot": "a.dot(b)", "any": "(a > 3).any()",
        "count_nonzero": "np.count_nonzero(a > 1)", "float32 sum": "a.astype(np.float32).sum()", "diff": "np.diff(a)",
    }, (10**6,))
    + _rows("reductions", IMAGE.format(shape="(10, 100000)"), {
        "sum axis 0": "a.sum(axis=0)", "sum axis 1": "a.sum(axis=1)", "mean axis 0": "a.mean(axis=0)",
        "std axis 1": "a.std(axis=1)", "max axis 0": "a.max(axis=0)", "min axis 1": "a.min(axis=1)",
        "argmax axis 0": "a.argmax(axis=0)", "cumsum axis 0": "a.cumsum(axis=0)",
        "long rows sum axis 0": "b.sum(axis=0)", "long rows sum axis 1": "b.sum(axis=1)",
    })
    + _rows("reductions", INTEGERS.format(n=10**6, top=1000) + "; c = a > 500", {
        "int64 sum": "a.sum()", "int64 max": "a.max()", "bool sum": "c.sum()", "bool all": "c.all()",
    })
)

PICK = PAIR + "; i = (r.uniform(0, 1, {n}) * {n}).astype(np.int64); m = a > 1.0"
INDEXING = (
    _sized("indexing", PICK, {
        "slice copy": "a[10:-10].copy()", "a[indices]": "a[i]", "a[mask]": "a[m]", "take": "a.take(i)",
        "a[indices] = 0": "a[i] = 0.0", "a[mask] = 0": "a[m] = 0.0",
        "add.at": "(np.add.at(a, i, b), a)[1]", "put": "(np.put(a, i, 1.0), a)[1]",
    }, (10**3, 10**6))
    + _sized("indexing", PICK, {
        "where(mask)": "np.where(m)", "a[::2] = b[::2]": "a[::2] = b[::2]", "a[:] = b": "a[:] = b",
        "concatenate": "np.concatenate((a, b))", "delete": "np.delete(a, slice(10, 20))", "repeat": "np.repeat(a, 2)",
        "roll": "np.roll(a, 10)", "stack": "np.stack((a, b), axis=1)",
    }, (10**6,))
    + _rows("indexing", IMAGE.format(shape="(1000, 1000)") + "; i = (r.uniform(0, 1, 1000) * 1000).astype(np.int64)", {
        "a[rows]": "a[i]", "a[:, columns]": "a[:, i]", "a[rows, columns]": "a[i, i]",
        "block copy": "a[100:900, 100:900].copy()",
        "a[block] = 0": "a[100:900, 100:900] = 0.0", "tile": "np.tile(a, (2, 1))",
    })
)

SORTING = (
    _sized("sorting", PAIR, {
        "sort": "np.sort(a)", "argsort": "np.argsort(a)", "partition": "np.partition(a, 100)[100]", "unique": "np.unique(a)",
    }, (10**3, 10**6))
    + _sized("sorting", PAIR, {
        "stable argsort": "np.argsort(a, kind='stable')", "argpartition value": "a[np.argpartition(a, 100)[100]]",
        "searchsorted": "np.searchsorted(np.sort(a[:1000]), b)", "float32 sort": "np.sort(a.astype(np.float32))",
        "lexsort": "np.lexsort((b, a > 1))",
        "median": "np.median(a)",
    }, (10**6,))
    + _rows("sorting", IMAGE.format(shape="(1000,)"), {
        "sort axis 0": "np.sort(a, axis=0)", "sort axis 1": "np.sort(a, axis=1)",
    })
    + _rows("sorting", INTEGERS.format(n=10**6, top=10**6), {
        "int64 sort": "np.sort(a)", "int64 argsort value": "a[np.argsort(a)]", "int64 unique": "np.unique(a)",
        "int64 counts": "np.unique(a, return_counts=True)", "isin": "np.isin(a, a[:100])",
    })
)

SMALL_ARRAYS = _sized("small", "a = np.arange({n}) * 0.5; b = a + 1; l = a.tolist(); x = a[1]; i = np.arange({n}); s = list(a)", {
    "a + b": "a + b", "a * 2.0": "a * 2.0", "a * float64": "a * x", "a * integers": "a * i", "a += b": "a += b",
    "a < b": "a < b", "sqrt": "np.sqrt(a)",
    "index": "a[1]", "slice": "a[1:3]", "assign": "a[1] = 2.0", "array(list)": "np.array(l)",
    "array(scalars)": "np.array(s)", "zeros": "np.zeros(len(l))", "empty": "np.empty(len(l)).shape", "fill": "(a.fill(1.0), a)[1]",
    "tolist": "a.tolist()", "add.at": "(np.add.at(a, i, 1.0), a)[1]", "lexsort": "np.lexsort((a, i))",
    "vectorize": "np.vectorize(abs)(a)",
    "arange": "np.arange(len(l))", "sum": "a.sum()", "mean": "a.mean()", "max": "a.max()", "np.sum": "np.sum(a)",
    "dot": "a.dot(b)", "reshape": "a.reshape(-1, 1)", "copy": "a.copy()",
}, SMALL) + _rows("small", "x = np.float64(0.5)", {
    "sin of a float64": "np.sin(x)", "sqrt of a float": "np.sqrt(2.0)", "maximum of two": "np.maximum(x, 0.0)",
    "result_type": "np.result_type(np.float32, np.int64).itemsize",
    "frombuffer": "np.frombuffer(b'pallasite, in Rust, here').shape",
}) + _rows("small", "m = np.arange(9.0).reshape(3, 3); v = m[0]", {
    "dot of 3 x 3": "np.dot(m, m)", "3 x 3 @ 3": "m @ v", "3 x 3 * row": "m * v", "3 x 3 sum axis 0": "m.sum(axis=0)",
})

EINSUM = _rows("einsum", "r = np.random; r.seed(1); s = r.uniform(0, 1, (3, 3)); a = r.uniform(0, 1, (300, 300)); v = a[0]; "
               "b = r.uniform(0, 1, (200, 20, 20)); c = r.uniform(0, 1, (100, 100, 100)); i = (a * 100).astype(np.int64)", {
    "3 x 3": "np.einsum('ij,jk->ik', s, s)", "view": "np.einsum('ij->ji', a)", "trace": "np.einsum('ii', a)", "product": "np.einsum('ij,jk->ik', a, a)",
    "stack": "np.einsum('bij,bjk->bik', b, b)", "scalar product": "np.einsum('ij,ij->', a, a)", "rows": "np.einsum('ij,j->i', a, v)",
    "int64 rows": "np.einsum('ij,j->i', i, i[0])", "rows of a cube": "np.einsum('ijk,ik->ij', c, c[0])",
    "outer": "np.einsum('i,j->ij', v, v)", "sum": "np.einsum('ijk->j', c)", "chain": "np.einsum('ij,jk,kl->il', a, a, a, optimize=True)",
})  # fmt: skip

PARAMETERS = "from scipy import special; r = np.random; r.seed(1); n = 10**5; p = r.uniform(0.01, 0.99, n); " \
    "x = r.uniform(0.1, 20.0, n); v = r.uniform(0.5, 5.0, n); w = r.uniform(0.5, 5.0, n); s = r.uniform(-5.0, 5.0, n)"
UNARY = {
    "p": "ellipe ellipk erfinv erfcinv logit ndtri",
    "x": "ber fresnel ker shichi sici spence digamma entr exp1 exp10 expi gamma gammaln i0 i0e i1 i1e j0 j1 k0 k0e k1 k1e rgamma y0 y1 zetac",
    "s": "airy wrightomega cbrt cosm1 erf erfc erfcx exp2 expit expm1 exprel log_expit log_ndtr ndtr",
}
SPECIAL = (
    _rows("special", PARAMETERS, {f: f"special.{f}({x})" for x, names in UNARY.items() for f in names.split()})
    + _rows("special", PARAMETERS, {
        f: f"special.{f}(v, x)" for f in
        "beta betaln binom boxcox chdtr gammainc gammaincc huber iv ive jv kl_div kv kve poch rel_entr stdtr xlog1py xlogy yv"
        .split()
    })
    + _rows("special", PARAMETERS, {
        "betainc": "special.betainc(v, w, p)", "betaincinv": "special.betaincinv(v, w, p)",
        "betaincc": "special.betaincc(v, w, p)", "chndtr": "special.chndtr(x[:10**4], v[:10**4], 2.0)",
        "kolmogorov": "special.kolmogorov(v)", "ncfdtr": "special.ncfdtr(v[:10**4], w[:10**4], 2.0, x[:10**4])",
        "nctdtr": "special.nctdtr(v[:10**4], 1.5, s[:10**4])", "owens_t": "special.owens_t(s, v)",
        "smirnov": "special.smirnov(20, p[:10**4])",
        "bdtr": "special.bdtr(3, 12, p)", "ellipeinc": "special.ellipeinc(s, p)", "ellipkinc": "special.ellipkinc(s, p)",
        "eval_chebyt": "special.eval_chebyt(8, p)", "eval_hermite": "special.eval_hermite(8, s)",
        "eval_laguerre": "special.eval_laguerre(8, x)", "eval_legendre": "special.eval_legendre(8, p)",
        "expn": "special.expn(3, x)", "fdtr": "special.fdtr(v, w, x)", "gammaincinv": "special.gammaincinv(v, p)",
        "assoc_legendre_p": "special.assoc_legendre_p(8, 3, p)",
        "assoc_legendre_p_all": "special.assoc_legendre_p_all(10, 10, p[:5000])",
        "legendre_p_all": "special.legendre_p_all(20, p, diff_n=1)", "lpmv": "special.lpmv(1, 3.5, p)",
        "sph_harm_y": "special.sph_harm_y(8, 3, p, x)", "sph_harm_y_all": "special.sph_harm_y_all(10, 10, p[:5000], x[:5000])",
        "stirling2": "special.stirling2(np.arange(50)[:, None], np.arange(50))",
        "wright_bessel": "special.wright_bessel(v, w, x)",
        "hyp1f1": "special.hyp1f1(v, w, s)", "hyp2f1": "special.hyp2f1(0.5, 1.5, 2.5, p)", "kn": "special.kn(3, x)",
        "pdtr": "special.pdtr(3, x)", "stdtrit": "special.stdtrit(v, p)", "yn": "special.yn(3, x)",
        "comb": "special.comb(50, 20 * p)", "factorial": "special.factorial(v)", "lambertw": "special.lambertw(x)",
        "logsumexp": "special.logsumexp(s)", "logsumexp rows": "special.logsumexp(s.reshape(-1, 100), axis=1)",
        "polygamma": "special.polygamma(1, x)", "roots_legendre": "special.roots_legendre(50)",
        "softmax": "special.softmax(s)",
        "softmax rows": "special.softmax(s.reshape(-1, 100), axis=1)", "spherical_jn": "special.spherical_jn(2, x)",
        "zeta": "special.zeta(v + 1, w)",
    })
)

CURVE = "from scipy import interpolate; r = np.random; r.seed(1); x = np.linspace(0, 10, {n}) + r.uniform(0, 3.0 / {n}, {n}); y = np.sin(x) + 0.1 * x; " \
    "z = y + 0.1 * r.uniform(-1, 1, {n}); p = r.uniform(x[0], x[-1], {at}); s = np.sort(p)"
PLANE = "from scipy import interpolate; r = np.random; r.seed(1); a = r.uniform(0, 1, (400, 2)); v = np.sin(4 * a[:, 0]) * a[:, 1]; " \
    "g = np.linspace(0, 1, 40); h = np.sin(4 * g[:, np.newaxis]) * g; q = r.uniform(0.1, 0.9, (10000, 2)); l = np.linspace(0.1, 0.9, 200)"
INTERPOLATE = (
    _rows("interpolate", CURVE.format(n=100, at=1000) + "; f = interpolate.CubicSpline(x, y); g = interpolate.interp1d(x, y); "
          "h = interpolate.make_interp_spline(x, y); u = interpolate.InterpolatedUnivariateSpline(x, y)", {
        "CubicSpline at 1e3 in order": "f(s)", "CubicSpline at 1e3": "f(p)", "interp1d linear at 1e3": "g(p)",
        "BSpline at 1e3": "h(p)", "UnivariateSpline at 1e3": "u(p)", "CubicSpline of 100": "interpolate.CubicSpline(x, y).c",
        "interp1d cubic of 100": "interpolate.interp1d(x, y, kind='cubic')(p)",
        "splrep s of 100": "interpolate.splrep(x, z, s=0.5)[1]",
        "smoothing UnivariateSpline of 100": "interpolate.UnivariateSpline(x, z, s=0.5).get_coeffs()",
        "make_smoothing_spline of 100": "interpolate.make_smoothing_spline(x, z, lam=0.1).c",
    })
    + _rows("interpolate", CURVE.format(n=10000, at=100000) + "; f = interpolate.CubicSpline(x, y); g = interpolate.interp1d(x, y); "
            "h = interpolate.make_interp_spline(x, y)", {
        "CubicSpline at 1e5 in order": "f(s)", "CubicSpline at 1e5": "f(p)", "interp1d linear at 1e5 in order": "g(s)",
        "interp1d linear at 1e5": "g(p)", "BSpline at 1e5 in order": "h(s)", "CubicSpline of 1e4": "interpolate.CubicSpline(x, y).c[2]",
        "PchipInterpolator of 1e4": "interpolate.PchipInterpolator(x, y).c[2]",
        "Akima1DInterpolator of 1e4": "interpolate.Akima1DInterpolator(x, y).c[2]",
        "make_interp_spline of 1e4": "interpolate.make_interp_spline(x, y).c",
        "smoothing UnivariateSpline of 1e4": "interpolate.UnivariateSpline(x, z, s=34.0).get_coeffs()",
        "BSpline derivative at 1e5": "h(s, 1)", "BSpline.integrate of 1e4": "h.integrate(1, 9)",
        "PPoly.from_spline of 1e4": "interpolate.PPoly.from_spline(h).c[2]",
        "KroghInterpolator at 1e5": "interpolate.KroghInterpolator(x[:500:50], y[:500:50])(0.04 * s)",
    })
    + _rows("interpolate", PLANE + "; f = interpolate.RectBivariateSpline(g, g, h); k = interpolate.RegularGridInterpolator((g, g), h); "
            "c = interpolate.RBFInterpolator(a, v)", {
        "RectBivariateSpline of 40 x 40": "interpolate.RectBivariateSpline(g, g, h)(l, l)",
        "RectBivariateSpline at 200 x 200": "f(l, l)",
        "SmoothBivariateSpline of 400": "interpolate.SmoothBivariateSpline(a[:, 0], a[:, 1], v, s=0.01).get_coeffs()",
        "RegularGridInterpolator at 1e4": "k(q)", "interpn cubic at 1e4": "interpolate.interpn((g, g), h, q, method='cubic').mean().round(3)",
        "griddata linear at 1e4": "interpolate.griddata(a, v, q)",
        "RBFInterpolator of 400": "interpolate.RBFInterpolator(a, v)(a[:1])", "RBFInterpolator at 1e4": "c(q)",
        "RectSphereBivariateSpline of 40 x 40": "interpolate.RectSphereBivariateSpline(0.1 + 2.9 * g, 6 * g, h).get_coeffs().round(8)",
    })
)

SYSTEMS = "from scipy import integrate\n" \
    "def lotka(t, z): return [1.5 * z[0] - z[0] * z[1], z[0] * z[1] - 3 * z[1]]\n" \
    "def stiff(t, y): return [-0.04 * y[0] + 1e4 * y[1] * y[2], 0.04 * y[0] - 1e4 * y[1] * y[2] - 3e7 * y[1] ** 2, 3e7 * y[1] ** 2]\n" \
    "def pendulum(y, t): return [y[1], -0.25 * y[1] - 5.0 * np.sin(y[0])]\n" \
    "def bratu(x, y): return np.vstack((y[1], -np.exp(y[0])))\n" \
    "def ends(a, b): return np.array([a[0], b[0]])\n" \
    "def bell(x): return 2.0 ** (-x * x)\n" \
    "def wave(x): return np.sin(30 * x) / (1 + x)\n" \
    "times = np.linspace(0, 10, 101); mesh = np.linspace(0, 1, 11); powers = np.arange(10); x = np.linspace(0, 1, 2**16 + 1); y = np.sin(x)"
INTEGRATE = _rows("integrate", SYSTEMS, {
    "quad": "integrate.quad(bell, 0, 3)", "quad to infinity": "integrate.quad(bell, -np.inf, np.inf)",
    "quad weight": "integrate.quad(bell, 0, 3, weight='cos', wvar=20)[0]",
    "dblquad": "integrate.dblquad(lambda x, y: 1 / (1 + x * y), 0, 1, 0, 1)",
    "quad_vec": "integrate.quad_vec(lambda x: x**powers, 0, 2)[0]", "fixed_quad": "integrate.fixed_quad(wave, 0, 1, n=20)[0]",
    "RK45": "integrate.solve_ivp(lotka, (0, 10), [10, 5]).y[:, -1]",
    "DOP853": "integrate.solve_ivp(lotka, (0, 10), [10, 5], method='DOP853', rtol=1e-8).y[:, -1]",
    "Radau": "integrate.solve_ivp(stiff, (0, 1e4), [1, 0, 0], method='Radau').y[:, -1].round(6)",
    "BDF": "integrate.solve_ivp(stiff, (0, 1e4), [1, 0, 0], method='BDF').y[:, -1].round(6)",
    "LSODA": "integrate.solve_ivp(stiff, (0, 1e4), [1, 0, 0], method='LSODA').y[:, -1].round(6)",
    "odeint": "integrate.odeint(pendulum, [3.0, 0.0], times)[-1].round(6)",
    "odeint stiff": "integrate.odeint(stiff, [1, 0, 0], 100 * times, tfirst=True)[-1].round(3)",
    "ode dopri5": "integrate.ode(lotka).set_integrator('dopri5').set_initial_value([10, 5]).integrate(5).round(4)",
    "ode vode": "integrate.ode(lotka).set_integrator('vode').set_initial_value([10, 5]).integrate(5).round(3)",
    "solve_bvp": "integrate.solve_bvp(bratu, ends, mesh, np.zeros((2, 11))).y[0, 1:-1].round(8)",
    "trapezoid": "integrate.trapezoid(y, x)", "cumulative_trapezoid": "integrate.cumulative_trapezoid(y, x)",
    "simpson": "integrate.simpson(y, x=x)", "cumulative_simpson": "integrate.cumulative_simpson(y, x=x)", "romb": "integrate.romb(y)",
    "cubature gk21": "integrate.cubature(lambda x: np.exp(-x[:, 0]) * np.cos(5 * x[:, 1]), [0, 0], [1, 2]).estimate.round(10)",
    "cubature genz-malik": "integrate.cubature(lambda x: np.cos(x.sum(axis=-1)), [0] * 4, [1] * 4, rule='genz-malik', rtol=1e-6).estimate.round(6)",
    "tanhsinh": "integrate.tanhsinh(bell, 0, 3).integral", "tanhsinh of 100": "integrate.tanhsinh(bell, np.linspace(-3, 0, 100), 3).integral",
    "nsum": "integrate.nsum(lambda k: 1 / k**2, 1, np.inf).sum.round(10)", "lebedev_rule": "integrate.lebedev_rule(29)[1]",
})

FITS = "from scipy import optimize; r = np.random; r.seed(1); t = np.linspace(0, 10, {n}); " \
    "y = 2.5 * np.exp(-0.4 * t) + 0.3 + 0.05 * r.standard_normal({n}); e = lambda t, a, b, c: a * np.exp(-b * t) + c; " \
    "f = lambda p: e(t, *p) - y; z = lambda p: np.array([10 * (p[1] - p[0]**2), 1 - p[0]]); u = -np.ones(20); " \
    "s = lambda x: np.cos(x) - 0.9 * x + 0.1 * x[::-1]; " \
    "w = lambda x: [x[0] * np.cos(x[1]) - 4, x[1] * x[0] - x[1] - 5]"
SYSTEMS_AND_FITS = (
    _rows("optimize", FITS.format(n=10**4), {
        "curve_fit lm n=1e4": "np.round(optimize.curve_fit(e, t, y)[0], 5)",
        "curve_fit trf n=1e4": "np.round(optimize.curve_fit(e, t, y, method='trf')[0], 5)",
        "least_squares soft_l1 n=1e4": "np.round(optimize.least_squares(f, [1, 1, 0], loss='soft_l1').x, 5)",
    })
    + _rows("optimize", FITS.format(n=50), {
        "curve_fit lm n=50": "np.round(optimize.curve_fit(e, t, y)[0], 5)",
        "curve_fit bounded n=50": "np.round(optimize.curve_fit(e, t, y, bounds=(0, [3, 2, 1]))[0], 5)",
        "leastsq n=50": "np.round(optimize.leastsq(f, [1, 1, 0])[0], 5)",
        "least_squares Rosenbrock": "np.round(optimize.least_squares(z, [-1.2, 1.0]).x, 6)",
        "least_squares Rosenbrock bounded":
            "np.round(optimize.least_squares(z, [2.0, 2.0], bounds=([-np.inf, 1.5], np.inf)).x, 6)",
        "least_squares Rosenbrock dogbox":
            "np.round(optimize.least_squares(z, [2.0, 2.0], bounds=([-3, 1.5], [3, 4]), method='dogbox').x, 6)",
        "root n=20": "np.round(optimize.root(s, u).x, 6)", "fsolve n=2": "np.round(optimize.fsolve(w, [1, 1]), 6)",
        "broyden1 n=20": "np.round(optimize.broyden1(s, u, f_tol=1e-9), 6)",
        "newton_krylov n=20": "np.round(optimize.newton_krylov(s, u + 0.1 * np.arange(20), f_tol=1e-9), 6)",
        "root df-sane n=20": "np.round(optimize.root(s, u, method='df-sane').x, 6)",
        "approx_fprime n=20": "np.round(optimize.approx_fprime(u, optimize.rosen), 4)",
    })
)

# Objectives in Python are cheap here, so that what lies between their calls counts.
OBJECTIVE = "from scipy import optimize; f = optimize.rosen; g = optimize.rosen_der; h = optimize.rosen_hess; " \
    "p = lambda x: 100.0 * (x[1] - x[0]**2)**2 + (1.0 - x[0])**2; x = np.linspace(0.5, 1.5, {n}); " \
    "b = [(0.0, 1.2)] * {n}; place = lambda r: np.round(r.x, 1) + 0.0; " \
    "m = lambda *a, **k: place(optimize.minimize(*a, **k))"
MINIMIZE = (
    _sized("optimize", OBJECTIVE, {
        "minimize Nelder-Mead": "m(f, x, method='Nelder-Mead', options={'maxfev': 500})",
        "minimize Powell": "m(f, x, method='Powell', options={'maxiter': 3})",
        "minimize BFGS": "m(f, x, jac=g)", "minimize BFGS differences": "m(f, x)",
        "minimize CG": "m(f, x, jac=g, method='CG')",
        "minimize L-BFGS-B": "m(f, x, jac=g, bounds=b)", "minimize SLSQP": "m(f, x, jac=g, method='SLSQP')",
        "minimize TNC": "m(f, x, jac=g, method='TNC')",
        "minimize trust-exact": "m(f, x, jac=g, hess=h, method='trust-exact')",
        "minimize Newton-CG": "m(f, x, jac=g, hess=h, method='Newton-CG')",
    }, (2, 20, 100))
    + _rows("optimize", OBJECTIVE.format(n=2), {
        "minimize lambda Nelder-Mead": "m(p, x, method='Nelder-Mead')", "minimize lambda BFGS": "m(p, x)",
        "minimize lambda COBYLA": "m(lambda x: (x[0] - 1.0)**2 + (x[1] + 2.0)**2, x, method='COBYLA')",
        "differential_evolution": "place(optimize.differential_evolution(p, [(-2, 2)] * 2, rng=1, maxiter=20))",
        "dual_annealing": "place(optimize.dual_annealing(p, [(-2, 2)] * 2, rng=1, maxiter=20))",
    })
)

LINEAR = "from scipy import optimize; r = np.random; r.seed(1); "
LINEAR_OPTIMIZATION = (
    _rows("optimize", LINEAR + "c = -r.uniform(0, 1, 100); A = r.uniform(0, 1, (50, 100)); b = r.uniform(1, 50, 50)", {
        "linprog 50 x 100": "optimize.linprog(c, A, b).fun",
    })
    + _rows("optimize", LINEAR + "x = r.uniform(0, 1, 400); c = r.uniform(0, 1, 400); "
            "A = r.standard_normal((200, 400)) * (r.uniform(0, 1, (200, 400)) < 0.05); b = A @ x", {
                "linprog 200 x 400 sparse": "optimize.linprog(c, A_eq=A, b_eq=b).fun",
            })
    + _rows("optimize", LINEAR + "w = r.randint(10, 100, 50); v = r.randint(10, 100, 50)", {
        "milp knapsack": "optimize.milp(-v, constraints=(w[np.newaxis], 0, w.sum() / 2), bounds=(0, 1), integrality=1).fun",
    })
    + _rows("optimize", LINEAR + "A = r.standard_normal((200, 100)); b = r.standard_normal(200)", {
        "nnls 200 x 100": "optimize.nnls(A, b)[0]", "lsq_linear trf": "optimize.lsq_linear(A, b, (0, 0.1)).cost",
        "lsq_linear bvls": "optimize.lsq_linear(A, b, (0, 0.1), 'bvls').cost",
    })
    + _rows("optimize", LINEAR + "C = r.uniform(0, 1, (300, 300)); y = np.cumsum(r.standard_normal(10**5)); "
            "D = C[:40, :40]; E = C[40:80, :40]", {
                "linear_sum_assignment 300": "optimize.linear_sum_assignment(C)[1]",
                "isotonic_regression 1e5": "optimize.isotonic_regression(y).x",
                "quadratic_assignment 40": "optimize.quadratic_assignment(D, E).fun",
            })
)

POLYNOMIALS_OF = "from numpy.polynomial import chebyshev, legendre, Polynomial, Chebyshev; r = np.random; r.seed(1); " \
    "x = r.uniform(-1, 1, {n}); y = np.cos(3 * x); c = r.uniform(-1, 1, 20); d = r.uniform(-1, 1, 30); k = c[:5]; " \
    "p = Polynomial(c); q = Polynomial(d); a = np.poly1d(c); b = np.poly1d(d); t = Chebyshev(c); u = Chebyshev(d)"
POLYNOMIALS = (
    _sized("polynomials", POLYNOMIALS_OF, {
        "polyval": "np.polyval(k, x)", "polyfit 3": "np.polyfit(x, y, 3)", "chebval 20": "chebyshev.chebval(x, c)",
        "legvander 10": "legendre.legvander(x, 10)", "legfit 5": "legendre.legfit(x, y, 5)", "Polynomial(x)": "p(x)",
    }, (10, 1000, 10**5))
    + _rows("polynomials", POLYNOMIALS_OF.format(n=10), {
        "Polynomial +": "(p + q).coef", "Polynomial *": "(p * q).coef", "Polynomial //": "(q // p).coef.round(6)",
        "Polynomial of": "Polynomial(d).coef", "deriv": "p.deriv().coef", "integ": "p.integ().coef", "roots of 20": "abs(p.roots()).round(6)",
        "poly1d +": "(a + b).c", "poly1d *": "(a * b).c", "np.roots of 20": "np.sort(abs(np.roots(c))).round(6)",
        "Chebyshev *": "(t * u).coef.round(12)", "Chebyshev //": "(u // t).coef.round(6)",
        "convert": "t.convert(kind=Polynomial).coef.round(6)", "scalar polyval": "np.polyval(k, 0.5)",
        "scalar chebval": "chebyshev.chebval(0.5, c)", "leggauss 50": "legendre.leggauss(50)[0].round(12)",
    })
)

QMC = "from scipy.stats import qmc; h = qmc.Halton(10, rng=1).random(500); s = qmc.Sobol(10, rng=1)"
QUASI_MONTE_CARLO = _rows("stats", QMC, {
    "Halton of 1000 x 10": "qmc.Halton(10, rng=1).random(1000)", "Sobol of 4096 x 10": "s.reset().random(4096)",
    "Sobol scrambled of 100": "qmc.Sobol(100, rng=1).random(1)",
    "LatinHypercube of 1000 x 10": "qmc.LatinHypercube(10, rng=1).random(1000)",
    "PoissonDisk": "qmc.PoissonDisk(2, radius=0.1, rng=1).fill_space()",
    "discrepancy of 500 x 10": "np.round(qmc.discrepancy(h), 12)",
    "random-cd of 50 x 3": "qmc.LatinHypercube(3, optimization='random-cd', rng=1).random(50)",
})

WORKLOADS = ELEMENTWISE + REDUCTIONS + INDEXING + SORTING + SMALL_ARRAYS + EINSUM + POLYNOMIALS + SPECIAL + INTERPOLATE + INTEGRATE + SYSTEMS_AND_FITS + MINIMIZE + LINEAR_OPTIMIZATION + QUASI_MONTE_CARLO
