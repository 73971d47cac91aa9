"""scipy.spatial beside SciPy's: triangulations and nearest neighbours."""
import pickle

import numpy
import pytest
import scipy.spatial

import pallasite
import pallasite.numpy
import pallasite.scipy.spatial
from pallasite.scipy import spatial as ours

BOTH = [(numpy, scipy.spatial), (pallasite.numpy, pallasite.scipy.spatial)]


def run(body, np, spatial):
    try:
        return body(np, spatial)
    except Exception as e:
        return e


def same(got, want):
    if isinstance(want, tuple):
        assert isinstance(got, tuple) and len(got) == len(want)
        for one, other in zip(got, want):
            same(one, other)
    else:
        one, other = numpy.asarray(got), numpy.asarray(want)
        assert (one.shape, one.dtype) == (other.shape, other.dtype)
        numpy.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-12)


def check(body):
    """Runs a body on both libraries; results agree, or the exceptions' types."""
    want, got = (run(body, *libraries) for libraries in BOTH)
    if isinstance(want, Exception):
        assert type(got).__name__ == type(want).__name__, got
        assert isinstance(want, RuntimeError) or str(got) == str(want)
    else:
        assert not isinstance(got, Exception), got
        same(got, want)


def points(count, ndim, seed=0):
    return numpy.random.default_rng(seed).random((count, ndim))


def as_set(rows):
    return {tuple(sorted(row)) for row in numpy.asarray(rows).tolist()}


@pytest.mark.parametrize("count, ndim", [(3, 2), (4, 2), (500, 2), (5, 3), (200, 3), (60, 4), (30, 5), (12, 6)])
def test_simplices_are_qhulls(count, ndim):
    data = points(count, ndim)
    got, want = ours.Delaunay(data), scipy.spatial.Delaunay(data)
    assert as_set(got.simplices) == as_set(want.simplices)
    assert as_set(got.convex_hull) == as_set(want.convex_hull)
    assert got.simplices.dtype == got.neighbors.dtype == got.convex_hull.dtype == "int32"
    assert (got.ndim, got.npoints, got.nsimplex) == (want.ndim, want.npoints, want.nsimplex)
    for name in ("min_bound", "max_bound", "paraboloid_scale", "paraboloid_shift", "points", "coplanar"):
        same(getattr(got, name), getattr(want, name))
    indptr, indices = map(numpy.asarray, got.vertex_neighbor_vertices)
    order = [sorted(part) for part in numpy.split(indices, indptr[1:-1])]
    indptr, indices = want.vertex_neighbor_vertices
    assert order == [sorted(part) for part in numpy.split(indices, indptr[1:-1])]


@pytest.mark.parametrize("ndim", [2, 3, 4])
def test_tables_agree_with_the_simplices(ndim):
    data = points(60, ndim)
    tri = ours.Delaunay(data)
    simplices, neighbors = numpy.asarray(tri.simplices), numpy.asarray(tri.neighbors)
    for s, row in enumerate(neighbors):
        for k, n in enumerate(row):
            if n >= 0:
                assert set(numpy.delete(simplices[s], k)) <= set(simplices[n])
                assert s in neighbors[n]
    for v, s in enumerate(numpy.asarray(tri.vertex_to_simplex)):
        assert v in simplices[s]
    corners = data[simplices]
    transform = numpy.asarray(tri.transform)
    x = corners.mean(axis=1)
    barycentric = numpy.einsum("ijk,ik->ij", transform[:, :-1], x - transform[:, -1])
    numpy.testing.assert_allclose(barycentric, 1 / (ndim + 1))
    equations = numpy.asarray(tri.equations)
    lifted = numpy.asarray(tri.lift_points(corners))
    distance = numpy.einsum("ijk,ik->ij", lifted, equations[:, :-1]) + equations[:, -1:]
    assert abs(distance).max() < 1e-12 and (equations[:, ndim] < 0).all()
    numpy.testing.assert_allclose((equations[:, :-1] ** 2).sum(axis=1), 1)
    below = numpy.asarray(tri.plane_distance(data))
    assert below.shape == (60, tri.nsimplex) and below.max() < 1e-12


def test_triangles_are_counterclockwise():
    data = points(100, 2)
    a, b, c = numpy.moveaxis(data[numpy.asarray(ours.Delaunay(data).simplices)], 1, 0)
    assert (numpy.cross(numpy.c_[b - a, a[:, 0] * 0], numpy.c_[c - a, a[:, 0] * 0])[:, 2] > 0).all()


@pytest.mark.parametrize("ndim", [2, 3, 4])
def test_points_are_found(ndim):
    data, xi = points(80, ndim), points(3000, ndim, 1) * 1.2 - 0.1
    got, want = ours.Delaunay(data), scipy.spatial.Delaunay(data)
    for options in ({}, {"bruteforce": True}, {"tol": 1e-3}):
        found, theirs = numpy.asarray(got.find_simplex(xi, **options)), want.find_simplex(xi, **options)
        assert found.dtype == theirs.dtype and found.shape == theirs.shape
        inside = theirs >= 0
        assert ((found >= 0) == inside).all()
        if "tol" not in options:
            rows = numpy.sort(numpy.asarray(got.simplices)[found[inside]]), numpy.sort(want.simplices[theirs[inside]])
            assert (rows[0] == rows[1]).all()
    assert (numpy.asarray(ours.tsearch(got, xi)) == numpy.asarray(got.find_simplex(xi))).all()
    assert got.find_simplex(xi.reshape(30, 100, ndim)).shape == (30, 100)
    assert got.find_simplex(data.mean(axis=0)).shape == ()


def test_threads_change_nothing():
    data, xi = numpy.mgrid[:20, :20].reshape(2, -1).T, numpy.mgrid[:19:0.25, :19:0.25].reshape(2, -1).T
    tri = ours.Delaunay(data)
    many = numpy.asarray(tri.find_simplex(xi))
    with pallasite.num_threads(1):
        assert (numpy.asarray(tri.find_simplex(xi)) == many).all()


@pytest.mark.parametrize("body", [
    lambda np, s: s.Delaunay([[0, 0], [1, 1], [2, 2], [3, 3]]), lambda np, s: s.Delaunay([[0, 0], [1, 1]]),
    lambda np, s: s.Delaunay([[0.], [1], [2]]), lambda np, s: s.Delaunay([0., 1, 2]),
    lambda np, s: s.Delaunay(np.zeros((0, 2))), lambda np, s: s.Delaunay([[0, 0], [1, np.nan], [2, 2], [3, 3]]),
    lambda np, s: s.Delaunay([[0, 0], [1, np.inf], [2, 5], [3, 3]]),
    lambda np, s: s.Delaunay([[0, 0], [0, 1], [1, 0]]).find_simplex([1, 2, 3]),
    lambda np, s: s.Delaunay([[0, 0], [0, 1], [1, 0]]).add_points([[1, 2]]),
    lambda np, s: s.Delaunay([[0, 0], [0, 1], [1, 0]], qhull_options="foo"),
    lambda np, s: s.Delaunay([[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 2], [2, 5, 7]]),
    lambda np, s: s.KDTree([1., 2]), lambda np, s: s.KDTree([[1, np.nan]]), lambda np, s: s.KDTree([[1, 2j]]),
    lambda np, s: s.KDTree([[1., 2]], leafsize=0), lambda np, s: s.KDTree([[1., 2]], boxsize=1),
    lambda np, s: s.KDTree([[1., 2]]).query([1, 2, 3]), lambda np, s: s.KDTree([[1., 2]]).query([1, np.nan]),
    lambda np, s: s.KDTree([[1., 2]]).query([1, 2], p=0.5), lambda np, s: s.KDTree([[1., 2]]).query([1, 2], k=None),
    lambda np, s: s.KDTree([[1., 2]]).query([1, 2j]),
])
def test_errors_are_scipys(body):
    check(body)


def test_more_points():
    data = points(40, 2)
    tri = ours.Delaunay(data[:20], incremental=True)
    tri.add_points(data[20:30])
    tri.add_points(data[30:], restart=True)
    assert as_set(tri.simplices) == as_set(scipy.spatial.Delaunay(data).simplices)
    tri.close()
    with pytest.raises(RuntimeError):
        tri.add_points(data)


def test_a_triangulation_pickles():
    tri = ours.Delaunay(points(40, 3))
    again = pickle.loads(pickle.dumps(tri))
    assert (numpy.asarray(again.simplices) == numpy.asarray(tri.simplices)).all()


@pytest.mark.parametrize("query", [
    "(x)", "(x[0])", "(x[:0])", "(x.reshape(10, 5, 3))", "(x, k=4)", "(x, k=[1, 3])", "(x[0], k=[2])", "(x, k=[1])",
    "(x, 3, p=1)", "(x, 3, p=np.inf)", "(x, 3, p=3.5)", "(x, 5, distance_upper_bound=0.15)", "(x, k=120)",
    "(x, 2, workers=-1)", "(x[0], distance_upper_bound=1e-9)",
])
@pytest.mark.parametrize("options", ["", ", leafsize=3", ", balanced_tree=False", ", boxsize=[1, 1.5, 2]", ", boxsize=1"])
def test_query(query, options):
    def body(np, spatial):
        names = {"np": np, "data": np.asarray(points(100, 3)), "x": np.asarray(points(50, 3, 1)), "spatial": spatial}
        return eval(f"spatial.KDTree(data{options}).query{query}", names)

    check(body)


def test_eps_allows_for_an_error():
    data, x = points(2000, 3), points(100, 3, 1)
    exact, near = (numpy.asarray(ours.KDTree(data).query(x, 3, eps=eps)[0]) for eps in (0, 0.5))
    assert (near <= exact * 1.5 + 1e-15).all() and (near >= exact).all()


def test_a_tree_says_what_it_holds():
    data = points(30, 2)
    for kind in ("KDTree", "cKDTree"):
        got, want = getattr(ours, kind)(data), getattr(scipy.spatial, kind)(data)
        for name in ("n", "m", "leafsize", "maxes", "mins", "data"):
            same(getattr(got, name), getattr(want, name))
        assert [type(v).__name__ for v in got.query([1, 2])] == [type(v).__name__ for v in want.query([1, 2])]
        same(pickle.loads(pickle.dumps(got)).query(data, 2), want.query(data, 2))
