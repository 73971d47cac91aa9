"""``minimize(method="cobyqa")`` beside SciPy's, whose iterates it does not follow to the last digit."""
import numpy
import pytest

import pallasite.scipy.optimize

from .test_optimize_minimize import BOTH, run

SETTING = """
def bowl(x, shift=1.0):
    return (float(x[0]) - shift)**2 + float(x[1])**2
def cubic(x, c=1.0):
    return x[0]**2 + c * abs(x[1])**3
circle = NonlinearConstraint(lambda x: x[0]**2 + x[1]**2 - 25.0, 0.0, 0.0)
rows = LinearConstraint([[-1.0, 2.0], [1.0, 2.0], [1.0, -2.0]], -np.inf, [2.0, 6.0, 2.0])
cone = LinearConstraint([[5.0, -1.0, 1.0], [-5.0, -1.0, 1.0]], [0.0, 0.0], np.inf)
bend = NonlinearConstraint(lambda x: x[0]**2 + x[1]**2 + 4.0 * x[1] - x[2], -np.inf, 0.0)
disc = NonlinearConstraint(lambda x: [x[0]**2 - x[1], x[0]**2 + x[1]**2], -np.inf, [0.0, 1.0])
def cobyqa(fun, x0, **kwargs):
    return minimize(fun, x0, method="cobyqa", **kwargs)
def once(x):
    raise StopIteration
"""
OUTCOME = ("success", "status", "message")


def outcome(text, library):
    np, optimize = library
    names = type("Names", (), {**vars(optimize), "setting": SETTING})
    return run(f"(exec(setting, globals()), eval({text!r}, globals()))[1]", np, names)


def check(text, same=OUTCOME, atol=2e-4):
    (want, printed, told), (got, shown, ours) = (outcome(text, library) for library in BOTH)
    if isinstance(want, Exception):
        assert type(got).__name__ == type(want).__name__ and str(got) == str(want), f"{want!r} became {got!r}"
        return
    assert not isinstance(got, Exception), repr(got)
    assert sorted(got) == sorted(want) and {k: got[k] for k in same} == {k: want[k] for k in same}
    numpy.testing.assert_allclose(numpy.asarray(got.x), want.x, atol=atol)
    numpy.testing.assert_allclose([got.fun, got.maxcv], [want.fun, want.maxcv], atol=1e-6, rtol=1e-6)
    assert ours == told and got.nfev <= 2 * want.nfev + 10


@pytest.mark.parametrize("text", [
    "cobyqa(bowl, [1.5, 2.0])", "cobyqa(bowl, [1.5, 2.0], args=(0.25,))", "cobyqa(rosen, [-1.2, 1.0])",
    "cobyqa(rosen, [1.3, 0.7, 0.8])", "cobyqa(lambda x: (x[0] - 3)**2, 1.0)", "cobyqa(bowl, [1e3, -1e3])",
    "cobyqa(lambda x: np.array([[bowl(x)]]), [1.5, 2.0])",
])
def test_free_variables(text):
    check(text)


@pytest.mark.parametrize("text", [
    "cobyqa(bowl, [1.5, 2.0], bounds=[(1.2, 2), (None, None)])", "cobyqa(rosen, [0, 0], bounds=[(-1, 0.5), (-1, 2)])",
    "cobyqa(bowl, [9.0, -9.0], bounds=Bounds([0, -1], [0.5, np.inf]))",
    "cobyqa(bowl, [9.0, -9.0], bounds=[(0, 4), (0.5, 1)], options={'scale': True})",
    "cobyqa(bowl, [1.5, 2.0], bounds=[(1.2, 1.2), (-1, 1)])", "cobyqa(bowl, [1.5, 2.0], bounds=[(1, 1), (2, 2)])",
])
def test_bounds(text):
    check(text)


@pytest.mark.parametrize("text", [
    "cobyqa(cubic, [4.95, 0.66], constraints=circle)", "cobyqa(cubic, [4.95, 0.66], args=(2.0,), constraints=circle)",
    "cobyqa(cubic, [4.95, 0.66], constraints=circle, bounds=Bounds([4.5, 0.6], [5.0, 0.7]))",
    "cobyqa(cubic, [4.95, 0.66], constraints=circle, bounds=Bounds([5.0, 0.6], [5.5, 0.65]))",
    "cobyqa(cubic, [4.95, 0.66], constraints=LinearConstraint([1.0, 1.0], 1.0, 1.0))",
    "cobyqa(lambda x: (x[0] - 1)**2 + (x[1] - 2.5)**2, [2.0, 0.0], constraints=rows, bounds=[(0, None)] * 2)",
    "cobyqa(lambda x: -x[0] - x[1], [1.0, 1.0], constraints=disc)",
    "cobyqa(lambda x: x[2], [1.0, 1.0, 1.0], constraints=[cone, bend])",
    "cobyqa(bowl, [3.0, 3.0], constraints={'type': 'ineq', 'fun': lambda x: x[1] - 1})",
    "cobyqa(bowl, [3.0, 3.0], constraints={'type': 'eq', 'fun': lambda x, a: x[0] + a * x[1] - 3, 'args': (2.0,)})",
])
def test_constraints(text):
    check(text)


@pytest.mark.parametrize("text", [
    "cobyqa(bowl, [1.5, 2.0], tol=1e-3)", "cobyqa(bowl, [1.5, 2.0], options={'f_target': 0.5})",
    "cobyqa(bowl, [1.5, 2.0], options={'maxfev': 2})", "cobyqa(bowl, [1.5, 2.0], options={'maxfev': 5})",
    "cobyqa(bowl, [1.5, 2.0], options={'initial_tr_radius': 0.1, 'final_tr_radius': 1e-4})",
    "cobyqa(bowl, [1.5, 2.0], callback=once)", "cobyqa(bowl, [1.5, 2.0], bounds=[(2, 1), (0, 1)])",
])
def test_options_and_endings(text):
    check(text, same=(*OUTCOME, "nfev") if "maxfev" in text or "once" in text else OUTCOME)


@pytest.mark.parametrize("text", [
    "cobyqa(bowl, [1.5, 2.0], options={'maxfev': 0})", "cobyqa(bowl, [1.5, 2.0], options={'maxiter': 0})",
    "cobyqa(bowl, [1.5, 2.0], options={'initial_tr_radius': -1})",
    "cobyqa(bowl, [1.5, 2.0], options={'final_tr_radius': 2.0})", "cobyqa(bowl, [1.5, 2.0], tol=-1)",
    "cobyqa(lambda x: 1 / 0, [1.5, 2.0])", "cobyqa(bowl, [1.5, 2.0], options={'speed': 1, 'maxfev': 1})",
])
def test_arguments_that_are_wrong(text):
    check(text)


def test_a_function_of_two_values():
    for np, optimize in BOTH:
        with pytest.raises(TypeError):
            optimize.minimize(lambda x: np.array([1.0, 2.0]), [1.0, 2.0], method="cobyqa")


def test_each_call_is_reported():
    optimize = pallasite.scipy.optimize
    seen, kept = [], []

    def by_result(intermediate_result):
        kept.append((numpy.array(intermediate_result.x), intermediate_result.fun))
    found = optimize.minimize(optimize.rosen, [-1.2, 1.0], method="cobyqa", callback=lambda x: seen.append(x))
    again = optimize.minimize(optimize.rosen, [-1.2, 1.0], method="cobyqa", callback=by_result)
    assert found.nfev == len(seen) == again.nfev == len(kept)
    values = [fun for _, fun in kept]
    assert values == sorted(values, reverse=True) and values[-1] == found.fun


def test_what_is_printed():
    texts = [outcome("cobyqa(bowl, [1.5, 2.0], options={'disp': True, 'maxfev': 5})", library)[1] for library in BOTH]
    assert texts[1] == texts[0] and "Initial trust-region radius: 1.0." in texts[0]
