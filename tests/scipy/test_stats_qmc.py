"""``scipy.stats.qmc`` and ``scipy.integrate.qmc_quad`` beside SciPy's."""
import copy
import pickle
import warnings

import numpy
import pytest
import scipy.integrate
import scipy.stats

import pallasite.numpy
import pallasite.scipy.integrate
import pallasite.scipy.stats

BOTH = ((numpy, scipy.stats.qmc, scipy.integrate),
        (pallasite.numpy, pallasite.scipy.stats.qmc, pallasite.scipy.integrate))


def outcome(text, library):
    """The value of an expression or its exception, and the warnings."""
    np, qmc, integrate = library
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            value = eval(text, {**vars(qmc), "np": np, "qmc": qmc, "qmc_quad": integrate.qmc_quad})
        except Exception as error:
            value = error
    return value, [(w.category, str(w.message)) for w in caught]


def compare(text, rtol=0.0):
    (want, told), (got, ours) = (outcome(text, library) for library in BOTH)
    assert ours == told, (ours, told)
    if isinstance(want, Exception):
        assert type(got).__name__ == type(want).__name__, (got, want)
        assert str(got) == str(want)
        return
    assert not isinstance(got, Exception), repr(got)
    got, want = numpy.asarray(got), numpy.asarray(want)
    assert got.dtype == want.dtype and got.shape == want.shape, (got, want)
    numpy.testing.assert_allclose(got, want, rtol=rtol, atol=rtol)


GENERATORS = ["rng=1", "seed=1", "rng=np.random.default_rng(7)", "seed=np.random.default_rng(7)",
              "seed=np.random.RandomState(3)"]


@pytest.mark.parametrize("rng", GENERATORS)
@pytest.mark.parametrize("engine", [
    "Halton(1, {})", "Halton(40, {})", "Halton(3, scramble=False, {})", "Sobol(1, {})", "Sobol(40, {})",
    "Sobol(3, scramble=False, {})", "Sobol(5, bits=12, {})", "Sobol(5, bits=32, {})", "Sobol(5, bits=53, {})",
    "Sobol(300, bits=64, {})", "LatinHypercube(4, {})", "LatinHypercube(4, scramble=False, {})",
    "LatinHypercube(3, optimization='random-cd', {})", "Halton(2, optimization='RANDOM-cd', {})",
])
def test_engines(engine, rng):
    compare(f"{engine.format(rng)}.random(16)")
    if "bits=53" in engine or "bits=64" in engine:
        # SciPy's `fast_forward` takes 32 bits only.
        compare(f"(lambda e: np.concatenate([e.random(8), e.random(4), e.reset().random(2)]))({engine.format(rng)})")
        return
    compare(f"(lambda e: np.concatenate([e.random(8), e.fast_forward(4).random(4), e.reset().random(2)]))"
            f"({engine.format(rng)})")


@pytest.mark.parametrize("rng", GENERATORS[:4])
@pytest.mark.parametrize("text", [
    "LatinHypercube(4, strength=2, {}).random(25)", "LatinHypercube(2, strength=2, scramble=False, {}).random(4)",
    "(lambda e: np.concatenate([e.random(9), e.random(9)]))(LatinHypercube(3, strength=2, {}))",
])
def test_orthogonal_arrays(text, rng):
    compare(text.format(rng))


def test_all_direction_numbers():
    ours, theirs = (qmc.Sobol(21201, scramble=False) for _, qmc, _ in BOTH)
    numpy.testing.assert_array_equal(numpy.asarray(ours._sv), theirs._sv)


@pytest.mark.parametrize("rng", GENERATORS[2::2])
@pytest.mark.parametrize("options", [
    "d=2, radius=0.1", "d=3, radius=0.4", "d=2, radius=0.1, hypersphere='surface'", "d=1, radius=0.02, ncandidates=5",
    "d=2, radius=0.8, l_bounds=[-1, 2], u_bounds=[3, 4]",
])
def test_poisson_disks(options, rng):
    compare(f"(lambda e: np.concatenate([e.random(3), e.random(4)]))(PoissonDisk({options}, {rng}))", rtol=1e-12)
    compare(f"PoissonDisk({options}, {rng}).fill_space()", rtol=1e-12)
    compare(f"(lambda e: (e.fill_space(), e.reset().random(2))[1])(PoissonDisk({options}, {rng}))", rtol=1e-12)


@pytest.mark.parametrize("text", [
    "Halton(2, rng=1).random(0)", "Halton(0, rng=1).random(3)", "Sobol(0, rng=1).random(4)",
    "Sobol(2, rng=1).random(0)",
    "LatinHypercube(0, rng=1).random(3)", "LatinHypercube(2, rng=1).random(0)", "PoissonDisk(0, rng=1).random(3)",
    "PoissonDisk(2, rng=1).random(0)", "LatinHypercube(2, rng=1).random(1)", "Sobol(2, rng=1).random(1)",
    "Sobol(2, rng=1).random(3)", "Sobol(2, rng=1).random_base2(3)", "Sobol(2, bits=2, rng=1).random(8)",
    "Sobol(2, bits=5, rng=1).fast_forward(30).random(4)", "Sobol(2, bits=5, rng=1).fast_forward(30).random(2)",
    "Sobol(21202)", "Sobol(2, bits=65)",
    "(lambda e: (e.random(2), e.random_base2(2)))(Sobol(2, rng=1))", "Sobol(3, rng=1).fast_forward(1000).random(2)",
    "LatinHypercube(2, strength=3)", "LatinHypercube(2, strength=2, rng=1).random(5)",
    "LatinHypercube(2, strength=2, rng=1).random(36)", "LatinHypercube(5, strength=2, rng=1).random(9)",
    "Halton(-1)", "Halton(1.0)", "Halton((2,))", "Halton(2, optimization='toto')", "QMCEngine(2)",
    "Halton(1, optimization='lloyd', rng=1).random(9)", "PoissonDisk(2, hypersphere='toto')", "Halton(1, seed='a')",
    "PoissonDisk(2, l_bounds=1, u_bounds=0)", "Halton(2, seed=1, rng=1)", "Halton(2, rng=1).random(4, workers=0)",
    "Halton(2, rng=1).random(4, workers=2)",
])
def test_edges(text):
    if text.startswith(("Halton(2, optimization='toto'", "LatinHypercube(2, strength=3", "PoissonDisk(2, hypersphere")):
        # The sets in these texts have no order.
        (want, _), (got, _) = (outcome(text, library) for library in BOTH)
        assert sorted(str(got)) == sorted(str(want)) and type(got) is type(want)
    else:
        compare(text)


@pytest.mark.parametrize("text", [
    "Halton(2, rng=1).integers(5, n=9)", "Sobol(2, rng=1).integers([-3, 0], u_bounds=[2, 7], n=8)",
    "LatinHypercube(2, rng=1).integers(0, u_bounds=3, n=8, endpoint=True)", "Halton(2, rng=1).integers(1.5)",
    "Halton(2, rng=1).integers(2, u_bounds=1)", "scale([[0.5, 0.75], [0.25, 1]], [-2, 0], [6, 5])",
    "scale([[2.0, 3.75], [4, 1.25]], [-2, 0], [6, 5], reverse=True)", "scale([0.5], 0, 1)", "scale([[0.5]], 1, 0)",
    "scale([[1.5]], 0, 1)", "scale([[1.5]], 0, 1, reverse=True)", "scale([[0.5, 0.5]], [0, 0, 0], 1)",
])
def test_integers_and_scales(text):
    compare(text)


@pytest.mark.parametrize("method", ["CD", "WD", "MD", "L2-star"])
@pytest.mark.parametrize("sample", [
    "Halton(3, rng=1).random(50)", "Halton(1, rng=1).random(7)", "np.zeros((3, 2))", "np.ones((2, 40))",
    "[[0, 1], [1, 0]]",
    "np.asfortranarray(LatinHypercube(4, rng=2).random(9))", "Halton(2, rng=1).random(300)[::2]",
])
def test_discrepancies(method, sample):
    for options in ("", "iterative=True, ", "workers=-1, "):
        # The terms cancel, and SciPy's order of summation depends on its number of threads.
        compare(f"discrepancy({sample}, {options}method={method!r})", rtol=1e-11)


@pytest.mark.parametrize("text", [
    "update_discrepancy([0.25, 0.75, 0.5], Halton(3, rng=1).random(20), 0.125)",
    "update_discrepancy([0.25], Halton(1, rng=1).random(1), 0.125)", "update_discrepancy([[0.25]], [[0.5]], 0.125)",
    "update_discrepancy([1.25], [[0.5]], 0.125)", "update_discrepancy([0.25, 0.5], [[0.5]], 0.125)",
    "update_discrepancy([0.25], [0.5], 0.125)", "update_discrepancy([0.25], [[1.5]], 0.125)",
    "discrepancy([[1.5]])", "discrepancy([0.5])", "discrepancy([[0.5]], workers=0)", "discrepancy(np.zeros((0, 2)))",
    "geometric_discrepancy([[0.5, 0.5]])", "geometric_discrepancy([0.5])", "geometric_discrepancy([[1.5, 0.5]])",
])
def test_updates_and_errors(text):
    compare(text, rtol=1e-15)


@pytest.mark.parametrize("metric", ["'euclidean'", "'sqeuclidean'", "'cityblock'", "'chebyshev'",
                                    "lambda a, b: abs(a - b).max() + 1"])
@pytest.mark.parametrize("sample", [
    "Halton(3, rng=1).random(50)", "Halton(1, rng=1).random(2)", "[[0, 0], [0, 0], [0, 1]]", "[[0, 0], [1, 1.0]]",
])
def test_geometric_discrepancies(metric, sample):
    compare(f"geometric_discrepancy({sample}, metric={metric})", rtol=1e-15)
    compare(f"geometric_discrepancy({sample}, 'mst', {metric})", rtol=1e-14)


@pytest.mark.parametrize("n, d", [(60, 2), (40, 3)])
def test_lloyd(n, d):
    # SciPy's default options of Qhull joggle the points: these do not.
    sample = scipy.stats.qmc.Halton(d, rng=3).random(n)
    want = scipy.stats._qmc._lloyd_centroidal_voronoi_tessellation(sample, qhull_options="Qbb Qc Qz")
    got = pallasite.scipy.stats._qmc._lloyd_centroidal_voronoi_tessellation(sample)
    numpy.testing.assert_allclose(numpy.asarray(got), want, rtol=1e-9)
    engine = pallasite.scipy.stats.qmc.Halton(d, rng=3, optimization="lloyd")
    assert (engine.random(n) == pallasite.numpy.asarray(got)).all()


@pytest.mark.parametrize("rng", GENERATORS)
@pytest.mark.parametrize("options", [
    "[0, 0], [[1, 0.5], [0.5, 2]]", "[1.5, -2, 0]", "2.0, 4.0", "[0, 1, 2], [[1, 1, 0], [1, 1, 0], [0, 0, 1]]",
    "[0, 0], cov_root=[[1, 2], [0, 1]]", "[0, 0, 0], inv_transform=False", "[0], [[2]], inv_transform=False",
])
def test_normal_samples(options, rng):
    compare(f"MultivariateNormalQMC({options}, {rng}).random(8)", rtol=1e-13)


@pytest.mark.parametrize("text", [
    "MultinomialQMC([0.2, 0.3, 0.5], 8, rng=1).random(5)", "MultinomialQMC([1.0], 4, seed=1).random(2)",
    "MultinomialQMC([0.1, 0.2, 0.7], 64, engine=Halton(1, rng=1)).random(3)", "MultinomialQMC([0.5, 0.4], 1)",
    "MultinomialQMC([1.5, -0.5], 1)", "MultinomialQMC([1], 1, engine=Halton(2))", "MultinomialQMC([1], 1, engine=2)",
    "MultivariateNormalQMC([0, 0], [[1, 0.5], [0.4, 2]])", "MultivariateNormalQMC([0, 0], [[1, 2], [2, 1]])",
    "MultivariateNormalQMC([0, 0], [[1]])", "MultivariateNormalQMC([0, 0], cov_root=[[1]])",
    "MultivariateNormalQMC([0, 0], engine=Halton(3))", "MultivariateNormalQMC([0, 0], engine='no')",
    "MultivariateNormalQMC([0, 0, 0], inv_transform=False, engine=Halton(3))",
])
def test_multinomial_samples_and_errors(text):
    compare(text, rtol=1e-13)


@pytest.mark.parametrize("base", [2, 3, 10, 997])
def test_van_der_corput(base):
    ours, theirs = pallasite.scipy.stats._qmc.van_der_corput, scipy.stats._qmc.van_der_corput
    scrambled = {"scramble": True, "rng": 5}
    for options in ({}, {"start_index": 12345}, scrambled, {**scrambled, "start_index": 77}):
        numpy.testing.assert_array_equal(numpy.asarray(ours(500, base, **options)), theirs(500, base, **options))


@pytest.mark.parametrize("library", BOTH)
def test_subclasses(library):
    np, qmc, _ = library

    class Plain(qmc.QMCEngine):
        def __init__(self, d, rng=None):
            super().__init__(d=d, rng=rng)

        def _random(self, n=1, *, workers=1):
            return self.rng.random((n, self.d))

    engine = Plain(2, rng=175180605424926556207367152557812293274)
    first, second = engine.random(5), engine.random(7)
    assert engine.num_generated == 12 and engine.d == 2
    assert (engine.reset().random(5) == first).all()
    assert (engine.reset().fast_forward(5).random(7) == second).all()
    assert engine.integers(3, n=4).dtype == np.int64
    child = np.random.default_rng(175180605424926556207367152557812293274).spawn(1)[0]
    assert (first == child.random((5, 2))).all()


@pytest.mark.parametrize("text", [
    "Halton(3, rng=1)", "Halton(3, scramble=False)", "Sobol(3, rng=1)", "LatinHypercube(3, rng=1)",
    "PoissonDisk(2, radius=0.2, rng=1)",
])
def test_copies_go_on_alike(text):
    engine = outcome(text, BOTH[1])[0]
    engine.random(2)
    for other in (copy.deepcopy(engine), pickle.loads(pickle.dumps(engine))):
        assert (other.random(4) == copy.deepcopy(engine).random(4)).all()


@pytest.mark.parametrize("text", [
    "qmc_quad(lambda x: np.sin(x[0]), 0, 2, qrng=Halton(1, rng=1))",
    "qmc_quad(lambda x: np.exp(-(x**2).sum(axis=0)), [0, 1], [1, 3], qrng=Sobol(2, rng=1), n_points=64, n_estimates=4)",
    "qmc_quad(lambda x: np.exp(-(x**2).sum(axis=0)), [1, 0], [0, 3], qrng=LatinHypercube(2, rng=1), n_points=64)",
    "qmc_quad(lambda x: -(x**2).sum(axis=0), [1, 0], [0, 3], qrng=Halton(2, rng=1), n_points=64, log=True)",
    "qmc_quad(lambda x: -(x**2).sum(axis=0), [0, 0], [1, 3], qrng=Halton(2, rng=1), n_points=64, log=True)",
    "qmc_quad(lambda x: x[0], np.float32([0]), np.float32([1]), qrng=Halton(1, rng=1), n_points=64)",
    "qmc_quad(lambda x: x[0], [1], [1])", "qmc_quad(lambda x: x[0], [1], [1], log=True)", "qmc_quad(2, 0, 1)",
    "qmc_quad(lambda x: x[2], 0, 1)", "qmc_quad(lambda x: x[0], 0, 1, n_points=1.5)",
    "qmc_quad(lambda x: x[0], 0, 1, n_estimates=1.5)", "qmc_quad(lambda x: x[0], 0, 1, qrng='no')",
    "qmc_quad(lambda x: x[0], 0, 1, qrng=Halton(2))", "qmc_quad(lambda x: x[0], 0, 1, log=10)",
    "qmc_quad(lambda x: float(x) if np.ndim(x) == 1 else float('no'), [0], [1], qrng=Halton(1, rng=1), n_points=4)",
])
def test_qmc_quad(text):
    compare(text, rtol=1e-13)


def test_what_is_missing_says_so():
    with pytest.raises(AttributeError, match="has no attribute 'norm'"):
        pallasite.scipy.stats.norm
