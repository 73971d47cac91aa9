"""SciPy's workloads."""
from workloads.row import rows, sized

PARAMETERS = "from scipy import special; r = np.random; r.seed(1); n = 10**5; p = r.uniform(0.01, 0.99, n); " \
    "x = r.uniform(0.1, 20.0, n); v = r.uniform(0.5, 5.0, n); w = r.uniform(0.5, 5.0, n); s = r.uniform(-5.0, 5.0, n)"
UNARY = {
    "p": "ellipe ellipk erfinv erfcinv logit ndtri",
    "v": "kei ker",
    "x": "ber fresnel shichi sici spence digamma entr exp1 exp10 expi gamma gammaln i0 i0e i1 i1e j0 j1 k0 k0e k1 k1e rgamma y0 y1 zetac",
    "s": "airy dawsn wrightomega cbrt cosm1 erf erfc erfcx exp2 expit expm1 exprel log_expit log_ndtr ndtr",
}
_COMPLEX = rows("special", PARAMETERS + "; z = x + 1j * s", {
    f"{f} complex": f"special.{f}({'v, ' if f in ('iv', 'jv') else ''}z)" for f in
    "erf exp1 gamma iv jv lambertw loggamma sici spence wofz".split()
})
_SCALARS = rows("special", "from scipy import special; x = np.linspace(0.5, 1.5, 10)", {
    f"{f} of {'ten' if x == 'x' else 'one'}": f"special.{f}({'1.5, ' if f in ('beta', 'jv') else ''}{x})"
    for f in "beta erf gamma jv sici spence".split() for x in ("0.5", "x")
}) + rows("special", "from scipy import special", {
    "comb exact": "float(special.comb(50, 20, exact=True))", "legendre_p of one": "special.legendre_p(3, 0.5)",
    "sph_harm_y of one": "special.sph_harm_y(3, 1, 0.5, 0.4)",
})
SPECIAL = (
    rows("special", PARAMETERS, {f: f"special.{f}({x})" for x, names in UNARY.items() for f in names.split()})
    + rows("special", PARAMETERS, {
        f: f"special.{f}(v, x)" for f in
        "beta betaln binom boxcox chdtr gammainc gammaincc huber iv ive jv kl_div kv kve poch rel_entr stdtr struve xlog1py xlogy yv"
        .split()
    })
    + rows("special", PARAMETERS, {
        "betainc": "special.betainc(v, w, p)", "betaincinv": "special.betaincinv(v, w, p)",
        "betaincc": "special.betaincc(v, w, p)", "chndtr": "special.chndtr(x[:10**4], v[:10**4], 2.0)",
        "chndtrix": "special.chndtrix(p[:1000], v[:1000], 2.0)", "gdtrib": "special.gdtrib(v[:1000], p[:1000], x[:1000])",
        "nctdtrit": "special.nctdtrit(v[:1000], 1.5, p[:1000])", "pdtrik": "special.pdtrik(p[:1000], x[:1000])",
        "stdtridf": "special.stdtridf(0.4 + 0.5 * p[:1000], 1 + p[:1000])",
        "kolmogorov": "special.kolmogorov(v)", "ndtri_exp": "special.ndtri_exp(-x)", "ncfdtr": "special.ncfdtr(v[:10**4], w[:10**4], 2.0, x[:10**4])",
        "nctdtr": "special.nctdtr(v[:10**4], 1.5, s[:10**4])", "owens_t": "special.owens_t(s, v)",
        "smirnov": "special.smirnov(20, p[:10**4])",
        "bdtr": "special.bdtr(3, 12, p)", "ellipeinc": "special.ellipeinc(s, p)", "ellipkinc": "special.ellipkinc(s, p)",
        "eval_chebyt": "special.eval_chebyt(8, p)", "eval_hermite": "special.eval_hermite(8, s)",
        "eval_laguerre": "special.eval_laguerre(8, x)", "eval_legendre": "special.eval_legendre(8, p)",
        "eval_gegenbauer": "special.eval_gegenbauer(5, v, p)", "eval_genlaguerre": "special.eval_genlaguerre(5, v, x)",
        "eval_sh_jacobi": "special.eval_sh_jacobi(5, v + 1, w, p)",
        "eval_jacobi": "special.eval_jacobi(5, v, w, p)", "eval_legendre of real degree": "special.eval_legendre(v, p)",
        "expn": "special.expn(3, x)", "fdtr": "special.fdtr(v, w, x)", "gammaincinv": "special.gammaincinv(v, p)",
        "assoc_legendre_p": "special.assoc_legendre_p(8, 3, p)",
        "assoc_legendre_p_all": "special.assoc_legendre_p_all(10, 10, p[:5000])",
        "legendre_p": "special.legendre_p(8, p)", "lqn": "special.lqn(5, p[:10**4])[0]", "lqmn": "special.lqmn(2, 5, p[:1000])[0]",
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
    + _COMPLEX
    + _SCALARS
)

CURVE = "from scipy import interpolate; r = np.random; r.seed(1); x = np.linspace(0, 10, {n}) + r.uniform(0, 3.0 / {n}, {n}); y = np.sin(x) + 0.1 * x; " \
    "z = y + 0.1 * r.uniform(-1, 1, {n}); p = r.uniform(x[0], x[-1], {at}); s = np.sort(p)"
PLANE = "from scipy import interpolate; r = np.random; r.seed(1); a = r.uniform(0, 1, (400, 2)); v = np.sin(4 * a[:, 0]) * a[:, 1]; " \
    "g = np.linspace(0, 1, 40); h = np.sin(4 * g[:, np.newaxis]) * g; q = r.uniform(0.1, 0.9, (10000, 2)); l = np.linspace(0.1, 0.9, 200)"
INTERPOLATE = (
    rows("interpolate", CURVE.format(n=100, at=1000) + "; f = interpolate.CubicSpline(x, y); g = interpolate.interp1d(x, y); "
          "h = interpolate.make_interp_spline(x, y); u = interpolate.InterpolatedUnivariateSpline(x, y)", {
        "CubicSpline at 1e3 in order": "f(s)", "CubicSpline at 1e3": "f(p)", "interp1d linear at 1e3": "g(p)",
        "BSpline at 1e3": "h(p)", "UnivariateSpline at 1e3": "u(p)", "CubicSpline of 100": "interpolate.CubicSpline(x, y).c",
        "interp1d cubic of 100": "interpolate.interp1d(x, y, kind='cubic')(p)",
        "splrep s of 100": "interpolate.splrep(x, z, s=0.5)[1]",
        "smoothing UnivariateSpline of 100": "interpolate.UnivariateSpline(x, z, s=0.5).get_coeffs()",
        "make_smoothing_spline of 100": "interpolate.make_smoothing_spline(x, z, lam=0.1).c",
    })
    + rows("interpolate", CURVE.format(n=10000, at=100000) + "; f = interpolate.CubicSpline(x, y); g = interpolate.interp1d(x, y); "
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
    + rows("interpolate", CURVE.format(n=100, at=1000) + "; t = interpolate.splrep(x, y); w = interpolate.splrep(x, np.sin(3 * x)); "
           "f = interpolate.CubicSpline(x, y); g = interpolate.interp1d(x, y, kind='nearest'); b = interpolate.BSpline(*t); "
           "k = interpolate.BarycentricInterpolator(x[::20], y[::20]); q = interpolate.BPoly.from_derivatives(x, np.stack((y, z), 1))", {
        "splev at one": "interpolate.splev(4.0, t)", "splev at 1e3": "interpolate.splev(p, t)", "splint": "interpolate.splint(1.0, 9.0, t)",
        "sproot": "interpolate.sproot(w)", "spalde": "np.array(interpolate.spalde(4.0, t))", "splder": "interpolate.splder(t)[1]",
        "splprep": "interpolate.splprep([x, y], s=0)[0][1][0]", "splprep s": "interpolate.splprep([x, z], s=0.5)[0][1][0]",
        "interp1d nearest at 1e3": "g(p)", "CubicSpline at one": "f(4.0)", "CubicSpline.roots": "f.roots()", "BSpline at one": "b(4.0)",
        "BSpline.derivative": "b.derivative().c", "BPoly.derivative": "q.derivative().c", "BarycentricInterpolator at 1e3": "k(p)",
        "LSQUnivariateSpline of 100": "interpolate.LSQUnivariateSpline(x, y, [2, 4, 6, 8]).get_coeffs()",
        "make_splrep of 100": "interpolate.make_splrep(x, z, s=0.5).c",
    })
    + rows("interpolate", PLANE + "; f = interpolate.RectBivariateSpline(g, g, h); k = interpolate.RegularGridInterpolator((g, g), h); "
            "c = interpolate.RBFInterpolator(a, v)", {
        "RectBivariateSpline of 40 x 40": "interpolate.RectBivariateSpline(g, g, h)(l, l)",
        "RectBivariateSpline at 200 x 200": "f(l, l)",
        "RectBivariateSpline at one": "f(0.3, 0.4)", "RectBivariateSpline.ev at one": "f.ev(0.3, 0.4)",
        "RectBivariateSpline.ev at 1e4": "f.ev(q[:, 0], q[:, 1])", "RectBivariateSpline.integral": "f.integral(0.1, 0.9, 0.2, 0.8)",
        "SmoothBivariateSpline of 400": "interpolate.SmoothBivariateSpline(a[:, 0], a[:, 1], v, s=0.01).get_coeffs()",
        "RegularGridInterpolator at 1e4": "k(q)", "interpn cubic at 1e4": "interpolate.interpn((g, g), h, q, method='cubic').mean().round(3)",
        "LSQBivariateSpline of 400": "interpolate.LSQBivariateSpline(a[:, 0], a[:, 1], v, [0.3, 0.6], [0.3, 0.6]).get_coeffs()",
        "NearestNDInterpolator of 400": "interpolate.NearestNDInterpolator(a, v)(q)",
        "griddata cubic at 1e4": "interpolate.griddata(a, v, q, method='cubic').round(4)", "griddata linear at 1e4": "interpolate.griddata(a, v, q)",
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
    "times = np.linspace(0, 10, 101); mesh = np.linspace(0, 1, 11); powers = np.arange(10); g = np.sin(np.linspace(0, 1, 65536)).reshape(-1, 16)[:, :9]; x = np.linspace(0, 1, 2**16 + 1); y = np.sin(x)"
INTEGRATE = rows("integrate", SYSTEMS, {
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
    "trapezoid of rows": "integrate.trapezoid(g)", "simpson of rows": "integrate.simpson(g)", "romb of rows": "integrate.romb(g)",
    "cumulative_simpson of rows": "integrate.cumulative_simpson(g, dx=0.1)", "trapezoid of 3": "integrate.trapezoid([1.0, 2.0, 3.0])",
    "RK23": "integrate.solve_ivp(lotka, (0, 10), [10, 5], method='RK23').y[:, -1]",
    "tplquad": "integrate.tplquad(lambda x, y, z: x * y * z, 0, 1, 0, 1, 0, 1)[0]",
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
    rows("optimize", FITS.format(n=10**4), {
        "curve_fit lm n=1e4": "np.round(optimize.curve_fit(e, t, y)[0], 5)",
        "curve_fit trf n=1e4": "np.round(optimize.curve_fit(e, t, y, method='trf')[0], 5)",
        "least_squares soft_l1 n=1e4": "np.round(optimize.least_squares(f, [1, 1, 0], loss='soft_l1').x, 5)",
    })
    + rows("optimize", FITS.format(n=50), {
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
    sized("optimize", OBJECTIVE, {
        "minimize Nelder-Mead": "m(f, x, method='Nelder-Mead', options={'maxfev': 500})",
        "minimize Powell": "m(f, x, method='Powell', options={'maxiter': 3})",
        "minimize BFGS": "m(f, x, jac=g)", "minimize BFGS differences": "m(f, x)",
        "minimize CG": "m(f, x, jac=g, method='CG')",
        "minimize L-BFGS-B": "m(f, x, jac=g, bounds=b)", "minimize SLSQP": "m(f, x, jac=g, method='SLSQP')",
        "minimize TNC": "m(f, x, jac=g, method='TNC')",
        "minimize trust-exact": "m(f, x, jac=g, hess=h, method='trust-exact')",
        "minimize Newton-CG": "m(f, x, jac=g, hess=h, method='Newton-CG')",
    }, (2, 20, 100))
    + rows("optimize", OBJECTIVE.format(n=2), {
        "minimize lambda Nelder-Mead": "m(p, x, method='Nelder-Mead')", "minimize lambda BFGS": "m(p, x)",
        "minimize lambda COBYLA": "m(lambda x: (x[0] - 1.0)**2 + (x[1] + 2.0)**2, x, method='COBYLA')",
        "differential_evolution": "place(optimize.differential_evolution(p, [(-2, 2)] * 2, rng=1, maxiter=20))",
        "dual_annealing": "place(optimize.dual_annealing(p, [(-2, 2)] * 2, rng=1, maxiter=20))",
    })
)

LINEAR = "from scipy import optimize; r = np.random; r.seed(1); "
LINEAR_OPTIMIZATION = (
    rows("optimize", LINEAR + "c = -r.uniform(0, 1, 100); A = r.uniform(0, 1, (50, 100)); b = r.uniform(1, 50, 50)", {
        "linprog 50 x 100": "optimize.linprog(c, A, b).fun",
    })
    + rows("optimize", LINEAR + "x = r.uniform(0, 1, 400); c = r.uniform(0, 1, 400); "
            "A = r.standard_normal((200, 400)) * (r.uniform(0, 1, (200, 400)) < 0.05); b = A @ x", {
                "linprog 200 x 400 sparse": "optimize.linprog(c, A_eq=A, b_eq=b).fun",
            })
    + rows("optimize", LINEAR + "w = r.randint(10, 100, 50); v = r.randint(10, 100, 50)", {
        "milp knapsack": "optimize.milp(-v, constraints=(w[np.newaxis], 0, w.sum() / 2), bounds=(0, 1), integrality=1).fun",
    })
    + rows("optimize", LINEAR + "A = r.standard_normal((200, 100)); b = r.standard_normal(200)", {
        "nnls 200 x 100": "optimize.nnls(A, b)[0]", "lsq_linear trf": "optimize.lsq_linear(A, b, (0, 0.1)).cost",
        "lsq_linear bvls": "optimize.lsq_linear(A, b, (0, 0.1), 'bvls').cost",
    })
    + rows("optimize", LINEAR + "C = r.uniform(0, 1, (300, 300)); y = np.cumsum(r.standard_normal(10**5)); "
            "D = C[:40, :40]; E = C[40:80, :40]", {
                "linear_sum_assignment 300": "optimize.linear_sum_assignment(C)[1]",
                "isotonic_regression 1e5": "optimize.isotonic_regression(y).x",
                "quadratic_assignment 40": "optimize.quadratic_assignment(D, E).fun",
            })
)

QMC = "from scipy.stats import qmc; h = qmc.Halton(10, rng=1).random(500); s = qmc.Sobol(10, rng=1)"
QUASI_MONTE_CARLO = rows("stats", QMC, {
    "Halton of 1000 x 10": "qmc.Halton(10, rng=1).random(1000)", "Sobol of 4096 x 10": "s.reset().random(4096)",
    "Sobol scrambled of 100": "qmc.Sobol(100, rng=1).random(1)",
    "LatinHypercube of 1000 x 10": "qmc.LatinHypercube(10, rng=1).random(1000)",
    "PoissonDisk": "qmc.PoissonDisk(2, radius=0.1, rng=1).fill_space()",
    "discrepancy of 500 x 10": "np.round(qmc.discrepancy(h), 12)",
    "random-cd of 50 x 3": "qmc.LatinHypercube(3, optimization='random-cd', rng=1).random(50)",
})

WORKLOADS = SPECIAL + INTERPOLATE + INTEGRATE + SYSTEMS_AND_FITS + MINIMIZE + LINEAR_OPTIMIZATION + QUASI_MONTE_CARLO
