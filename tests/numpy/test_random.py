"""NumPy's own streams for the same seed."""
import pytest

from tests.differential import both, evaluate

NEW = [
    "random(5)", "random((2, 3), 'f4')", "normal(size=1000)", "normal(3, 2, 5)", "standard_normal(5, 'f4')",
    "uniform(-1, 1, 5)", "integers(10, size=20)", "integers(0, 2**40, 5)", "integers(0, 256, 10, 'u1')",
    "integers(5, 5)", "exponential(2, 1000)", "standard_exponential(5, 'f4')",
    "choice(10, 4, replace=False)", "choice([1, 2, 3], 5, p=[0.2, 0.3, 0.5])", "permutation(10)",
       "permutation(6).reshape(2, 3)", "shuffle(np.arange(5))", "bytes(5)", "random()", "normal()", "integers(5)",
       "normal([0, 10], [1, 2])", "integers(3, size=(2, 2), endpoint=True)",
]
OLD = [
    "rand(5)", "rand(2, 3)", "randn(5)", "randn()", "uniform(0, 1, 5)", "normal(size=7)", "normal(1, 2, (2, 2))",
    "randint(10, size=10)", "random_sample(3)", "random(3)", "choice(5, 3)", "permutation(5)",
    "shuffle(np.arange(5))", "standard_normal(3)", "exponential(1, 5)", "randint(0, 2**40, 3)", "bytes(3)",
]


@pytest.mark.parametrize("call", NEW)
@pytest.mark.parametrize("seed", [0, 12345, [1, 2, 3], 2**100])
@both
def test_generator(xp, call, seed):
    return evaluate(xp, f"r.{call}", r=xp.random.default_rng(seed))


@pytest.mark.parametrize("call", OLD)
@pytest.mark.parametrize("seed", [0, 2012, 2**32 - 1])
@both
def test_legacy(xp, call, seed):
    xp.random.seed(seed)
    return evaluate(xp, f"np.random.{call}"), xp.random.rand()


@both
def test_seeds_are_checked(xp):
    return xp.random.default_rng(-1)
