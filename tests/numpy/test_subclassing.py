"""Subclasses of `ndarray`: what `__array_finalize__` sees, and what keeps the class."""
import pytest

from tests.differential import both


def logged(xp):
    """A subclass that carries an attribute along and notes what instances come from."""

    class Logged(xp.ndarray):
        seen = []

        def __new__(cls, data, note=None):
            made = xp.asarray(data).view(cls)
            made.note = note
            return made

        def __array_finalize__(self, obj):
            self.seen.append(type(obj).__name__)
            if obj is not None:
                self.note = getattr(obj, "note", "default")

    Logged.seen = []
    return Logged


@pytest.mark.parametrize("expression", [
    "a[1:]", "a[0]", "a[[0, 1]]", "a[a > 1]", "a.T", "a.reshape(3, 1)", "a.copy()", "a.astype(int)", "a.view()", "a.view('i8')", "a.ravel()", "a.flatten()",
    "a + 1", "1 + a", "a + a", "-a", "np.sin(a)", "np.add(np.ones(3), a)", "np.ones(3) + a", "a.sum()", "a.sum(keepdims=True)", "a.cumsum()", "np.concatenate([a, a])",
    "np.array(a)", "np.array(a, subok=True)", "np.asarray(a)", "np.asanyarray(a)", "np.zeros_like(a)", "np.zeros_like(a, subok=False)", "a.view(np.ndarray)",
    "np.ones(3).view(cls)", "np.ones(3).view(type=cls)", "np.ones(3).view('i8', cls)", "cls.__new__(cls, [1.0])", "np.ndarray.__new__(cls, (2,), buffer=np.ones(2))", "a[...]",
    "a.squeeze()", "a.swapaxes(0, 0)", "a.real", "a == a", "a.__array__()", "np.divmod(a, 2)[0]", "np.add.outer(a, a)", "np.add.reduce(a)", "np.add.accumulate(a)",
    "a.take([0])", "a.repeat(2)", "np.where(a > 1, a, 0)", "a.clip(1, 2)", "a.round()", "a.conj()", "a.byteswap().byteswap()", "a.diagonal",
])  # fmt: skip
@both
def test_class_of_results(xp, expression):
    cls = logged(xp)
    a = cls([1.0, 2.0, 3.0], "x")
    cls.seen.clear()
    found = eval(expression, {"np": xp, "a": a, "cls": cls})
    return type(found).__name__, getattr(found, "note", None), cls.seen


@both
def test_explicit_construction(xp):
    class Plain(xp.ndarray):
        def __new__(cls, shape, extra=0):
            made = super().__new__(cls, shape, "f8", xp.arange(6.0), 8)
            made.extra = extra
            return made

        def __array_finalize__(self, obj):
            self.made = obj is None
            self.extra = getattr(obj, "extra", -1)

    a = Plain((2, 2), 5)
    return a.made, a.extra, a.tolist(), a[0].made, a[0].extra, a.base is None, a[0].base is a


@both
def test_without_any_method(xp):
    class Empty(xp.ndarray):
        pass

    a = Empty((2,), int)
    a[:] = 3
    return type(a).__name__, a.tolist(), type(a * 2).__name__, isinstance(a, xp.ndarray)


@both
def test_finalize_none(xp):
    class Silent(xp.ndarray):
        __array_finalize__ = None

    return type(xp.ones(2).view(Silent)[1:]).__name__


@both
def test_finalize_raises(xp):
    class Broken(xp.ndarray):
        def __array_finalize__(self, obj):
            raise RuntimeError("no")

    return xp.ones(2).view(Broken)


@both
def test_getitem_and_setitem_are_called(xp):
    class Doubling(xp.ndarray):
        def __getitem__(self, index):
            return 2 * super().__getitem__(index)

        def __setitem__(self, index, value):
            super().__setitem__(index, value + 1)

    a = xp.zeros(3).view(Doubling)
    a[0] = 5
    return a[0], a.view(xp.ndarray)


@both
def test_array_wrap_and_ufunc(xp):
    class Wrapped(xp.ndarray):
        def __array_wrap__(self, array, context=None, return_scalar=False):
            made = super().__array_wrap__(array, context, return_scalar)
            return "wrapped", type(made).__name__, context[0].__name__ if context else None, return_scalar

    class Refusing(xp.ndarray):
        __array_ufunc__ = None

    class Asked(xp.ndarray):
        def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
            inputs = [x.view(xp.ndarray) if isinstance(x, Asked) else x for x in inputs]
            return ufunc.__name__, method, getattr(ufunc, method)(*inputs, **kwargs)

    w, asked = xp.ones(2).view(Wrapped), xp.ones(2).view(Asked)
    try:
        refused = xp.ones(2) + xp.ones(2).view(Refusing)
    except TypeError:
        refused = "TypeError"
    return (w + 1)[:2], xp.sin(w)[:2], asked + 1, xp.add.reduce(asked), refused


@both
def test_priority(xp):
    class Low(xp.ndarray):
        __array_priority__ = -1.0

    class High(xp.ndarray):
        __array_priority__ = 5.0

    low, high, plain = xp.ones(2).view(Low), xp.ones(2).view(High), xp.ones(2)
    return [type(x).__name__ for x in (low + high, high + low, low + plain, plain + low, plain + high)]
