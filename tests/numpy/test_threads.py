"""Several Python threads at once, and a number of threads that changes no bit."""
from concurrent.futures import ThreadPoolExecutor

import pytest

import pallasite
import pallasite.numpy as np


def work(seed):
    array = np.random.default_rng(seed).random(200000)
    return array.sum(), np.sort(array)[1000], np.exp(array)[::1000].tolist(), (array[array > 0.5] * 2).mean()


def test_results_do_not_depend_on_python_threads():
    expected = [work(seed) for seed in range(8)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(8))) == expected


@pytest.mark.parametrize("threads", [1, 2, 3, 8])
def test_results_do_not_depend_on_our_threads(threads):
    expected = work(1)
    with pallasite.num_threads(threads):
        assert work(1) == expected


def test_readers_share_an_array():
    array = np.arange(300000.0)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: float((array * 1.5).sum()), range(20))) == {float((array * 1.5).sum())}
