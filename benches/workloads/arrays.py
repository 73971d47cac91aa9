"""NumPy's workloads."""
from workloads.row import rows, sized

SIZES = (10**3, 10**5, 10**7)
SMALL = (3, 10, 100)
PAIR = "r = np.random; r.seed(1); a = r.uniform(0.5, 2.0, {n}); b = r.uniform(0.5, 2.0, {n})"
IMAGE = "r = np.random; r.seed(1); a = r.uniform(0.5, 2.0, (1000, 1000)); b = r.uniform(0.5, 2.0, {shape})"
INTEGERS = "r = np.random; r.seed(1); a = (r.uniform(0, 1, {n}) * {top}).astype(np.int64)"

ELEMENTWISE = (
    sized("elementwise", PAIR, {
        "a + b": "a + b", "a * b": "a * b", "arr * 1.1": "a * 1.1", "a / b": "a / b", "sqrt": "np.sqrt(a)",
        "exp": "np.exp(a)", "a < b": "a < b", "where": "np.where(a < b, a, b)", "a += b": "a += b",
    }, SIZES)
    + sized("elementwise", PAIR, {
        "log": "np.log(a)", "sin": "np.sin(a)", "a ** 2": "a ** 2", "a ** b": "a ** b", "abs": "np.abs(a)",
        "maximum": "np.maximum(a, b)", "clip": "np.clip(a, 0.9, 1.1)", "out=": "np.add(a, b, out=a)",
        "strided": "a[::2] + b[::2]", "reversed": "a[::-1] * b", "polynomial": "2 * a**2 + 3 * a - b",
        "astype f32": "a.astype(np.float32)", "zeros": "np.zeros(len(a))", "empty": "np.empty(len(a)).shape",
    }, (10**6,))
    + rows("elementwise", IMAGE.format(shape="(1000,)"), {
        "rows + vector": "a + b", "transposed + array": "a.T + a", "columns + vector": "a + b[:, np.newaxis]",
        "outer": "b[:, np.newaxis] * b", "copy of transposed": "a.T.copy()",
    })
    + rows("elementwise", "r = np.random; r.seed(1); p = r.uniform(0, 1, (10**4, 4)); q = p[:, :3]; w = r.uniform(0, 1, (2000, 16))[:, :9]; "
           "m = (r.uniform(0, 1, (400, 400, 3)) * 255).astype(np.uint8); t = r.uniform(0, 1, (3, 3))", {
        "points - point": "q - p[0, :3]", "points / column": "q / p[:, 3:]", "points - points": "q[1:] - q[:-1]",
        "points @ 3 x 3": "q @ t", "norms of points": "np.sqrt((q * q).sum(axis=1))", "exp of short rows": "np.exp(w)",
        "copy of short rows": "w.copy()", "channels reversed": "m[:, :, ::-1].copy()", "mean of channels": "m.mean(axis=2)",
        "where of short rows": "np.where(w > 0.5, w, 0.0)",
    })
    + rows("elementwise", "a = np.arange(10**6, dtype=np.int32); b = np.arange(10**6) * 0.5; c = a > 5; d = b > 9.0", {
        "int32 + float64": "a + b", "int32 + int32": "a + a", "int32 // 7": "a // 7", "int32 * 1.5": "a * 1.5",
        "a & b of bool": "c & d", "~ of bool": "~c", "isnan": "np.isnan(b)",
    })
    + rows("elementwise", PAIR.format(n=10**6) + "; a = a.astype(np.float32); b = b.astype(np.float32)", {
        "float32 a + b": "a + b", "float32 exp": "np.exp(a)", "float32 sqrt": "np.sqrt(a)",
    })
    + rows("elementwise", PAIR.format(n=10**6) + "; a = a + 1j * b", {
        "complex a * a": "a * a", "complex abs": "np.abs(a)",
    })
)

REDUCTIONS = (
    sized("reductions", PAIR, {
        "sum": "a.sum()", "mean": "a.mean()", "std": "a.std()", "min": "a.min()", "argmax": "a.argmax()",
    }, SIZES)
    + sized("reductions", PAIR, {
        "prod": "(a / a).prod()", "cumsum": "a.cumsum()", "dot": "a.dot(b)", "any": "(a > 3).any()",
        "count_nonzero": "np.count_nonzero(a > 1)", "float32 sum": "a.astype(np.float32).sum()", "diff": "np.diff(a)",
    }, (10**6,))
    + rows("reductions", IMAGE.format(shape="(10, 100000)"), {
        "sum axis 0": "a.sum(axis=0)", "sum axis 1": "a.sum(axis=1)", "mean axis 0": "a.mean(axis=0)",
        "std axis 1": "a.std(axis=1)", "max axis 0": "a.max(axis=0)", "min axis 1": "a.min(axis=1)",
        "argmax axis 0": "a.argmax(axis=0)", "cumsum axis 0": "a.cumsum(axis=0)",
        "long rows sum axis 0": "b.sum(axis=0)", "long rows sum axis 1": "b.sum(axis=1)",
    })
    + rows("reductions", INTEGERS.format(n=10**6, top=1000) + "; c = a > 500", {
        "int64 sum": "a.sum()", "int64 max": "a.max()", "bool sum": "c.sum()", "bool all": "c.all()",
    })
)

PICK = PAIR + "; i = (r.uniform(0, 1, {n}) * {n}).astype(np.int64); m = a > 1.0"
INDEXING = (
    sized("indexing", PICK, {
        "slice copy": "a[10:-10].copy()", "a[indices]": "a[i]", "a[mask]": "a[m]", "take": "a.take(i)",
        "a[indices] = 0": "a[i] = 0.0", "a[mask] = 0": "a[m] = 0.0",
        "add.at": "(np.add.at(a, i, b), a)[1]", "put": "(np.put(a, i, 1.0), a)[1]",
    }, (10**3, 10**6))
    + sized("indexing", PICK, {
        "where(mask)": "np.where(m)", "a[::2] = b[::2]": "a[::2] = b[::2]", "a[:] = b": "a[:] = b",
        "concatenate": "np.concatenate((a, b))", "delete": "np.delete(a, slice(10, 20))", "repeat": "np.repeat(a, 2)",
        "roll": "np.roll(a, 10)", "stack": "np.stack((a, b), axis=1)",
    }, (10**6,))
    + rows("indexing", IMAGE.format(shape="(1000, 1000)") + "; i = (r.uniform(0, 1, 1000) * 1000).astype(np.int64)", {
        "a[rows]": "a[i]", "a[:, columns]": "a[:, i]", "a[rows, columns]": "a[i, i]",
        "block copy": "a[100:900, 100:900].copy()",
        "a[block] = 0": "a[100:900, 100:900] = 0.0", "tile": "np.tile(a, (2, 1))",
    })
)

SORTING = (
    sized("sorting", PAIR, {
        "sort": "np.sort(a)", "argsort": "np.argsort(a)", "partition": "np.partition(a, 100)[100]", "unique": "np.unique(a)",
    }, (10**3, 10**6))
    + sized("sorting", PAIR, {
        "stable argsort": "np.argsort(a, kind='stable')", "argpartition value": "a[np.argpartition(a, 100)[100]]",
        "searchsorted": "np.searchsorted(np.sort(a[:1000]), b)", "float32 sort": "np.sort(a.astype(np.float32))",
        "lexsort": "np.lexsort((b, a > 1))",
        "median": "np.median(a)",
    }, (10**6,))
    + rows("sorting", IMAGE.format(shape="(1000,)"), {
        "sort axis 0": "np.sort(a, axis=0)", "sort axis 1": "np.sort(a, axis=1)",
    })
    + rows("sorting", INTEGERS.format(n=10**6, top=10**6), {
        "int64 sort": "np.sort(a)", "int64 argsort value": "a[np.argsort(a)]", "int64 unique": "np.unique(a)",
        "int64 counts": "np.unique(a, return_counts=True)", "isin": "np.isin(a, a[:100])",
    })
)

SMALL_ARRAYS = sized("small", "a = np.arange({n}) * 0.5; b = a + 1; l = a.tolist(); x = a[1]; i = np.arange({n}); s = list(a)", {
    "a + b": "a + b", "a * 2.0": "a * 2.0", "a * float64": "a * x", "a * integers": "a * i", "a += b": "a += b",
    "a < b": "a < b", "sqrt": "np.sqrt(a)",
    "index": "a[1]", "slice": "a[1:3]", "assign": "a[1] = 2.0", "array(list)": "np.array(l)",
    "array(scalars)": "np.array(s)", "zeros": "np.zeros(len(l))", "empty": "np.empty(len(l)).shape", "fill": "(a.fill(1.0), a)[1]",
    "tolist": "a.tolist()", "add.at": "(np.add.at(a, i, 1.0), a)[1]", "lexsort": "np.lexsort((a, i))",
    "vectorize": "np.vectorize(abs)(a)",
    "arange": "np.arange(len(l))", "sum": "a.sum()", "mean": "a.mean()", "max": "a.max()", "np.sum": "np.sum(a)",
    "dot": "a.dot(b)", "reshape": "a.reshape(-1, 1)", "copy": "a.copy()",
}, SMALL) + rows("small", "x = np.float64(0.5)", {
    "sin of a float64": "np.sin(x)", "sqrt of a float": "np.sqrt(2.0)", "maximum of two": "np.maximum(x, 0.0)",
    "result_type": "np.result_type(np.float32, np.int64).itemsize",
    "frombuffer": "np.frombuffer(b'pallasite, in Rust, here').shape",
}) + rows("small", "m = np.arange(9.0).reshape(3, 3); v = m[0]", {
    "dot of 3 x 3": "np.dot(m, m)", "3 x 3 @ 3": "m @ v", "3 x 3 * row": "m * v", "3 x 3 sum axis 0": "m.sum(axis=0)",
})

EINSUM = rows("einsum", "r = np.random; r.seed(1); s = r.uniform(0, 1, (3, 3)); a = r.uniform(0, 1, (300, 300)); v = a[0]; "
               "b = r.uniform(0, 1, (200, 20, 20)); c = r.uniform(0, 1, (100, 100, 100)); i = (a * 100).astype(np.int64)", {
    "3 x 3": "np.einsum('ij,jk->ik', s, s)", "view": "np.einsum('ij->ji', a)", "trace": "np.einsum('ii', a)", "product": "np.einsum('ij,jk->ik', a, a)",
    "stack": "np.einsum('bij,bjk->bik', b, b)", "scalar product": "np.einsum('ij,ij->', a, a)", "rows": "np.einsum('ij,j->i', a, v)",
    "int64 rows": "np.einsum('ij,j->i', i, i[0])", "rows of a cube": "np.einsum('ijk,ik->ij', c, c[0])",
    "outer": "np.einsum('i,j->ij', v, v)", "sum": "np.einsum('ijk->j', c)", "chain": "np.einsum('ij,jk,kl->il', a, a, a, optimize=True)",
})  # fmt: skip

POLYNOMIALS_OF = "from numpy.polynomial import chebyshev, legendre, Polynomial, Chebyshev; r = np.random; r.seed(1); " \
    "x = r.uniform(-1, 1, {n}); y = np.cos(3 * x); c = r.uniform(-1, 1, 20); d = r.uniform(-1, 1, 30); k = c[:5]; " \
    "p = Polynomial(c); q = Polynomial(d); a = np.poly1d(c); b = np.poly1d(d); t = Chebyshev(c); u = Chebyshev(d)"
POLYNOMIALS = (
    sized("polynomials", POLYNOMIALS_OF, {
        "polyval": "np.polyval(k, x)", "polyfit 3": "np.polyfit(x, y, 3)", "chebval 20": "chebyshev.chebval(x, c)",
        "legvander 10": "legendre.legvander(x, 10)", "legfit 5": "legendre.legfit(x, y, 5)", "Polynomial(x)": "p(x)",
    }, (10, 1000, 10**5))
    + rows("polynomials", POLYNOMIALS_OF.format(n=10), {
        "Polynomial +": "(p + q).coef", "Polynomial *": "(p * q).coef", "Polynomial //": "(q // p).coef.round(6)",
        "Polynomial of": "Polynomial(d).coef", "deriv": "p.deriv().coef", "integ": "p.integ().coef", "roots of 20": "abs(p.roots()).round(6)",
        "poly1d +": "(a + b).c", "poly1d *": "(a * b).c", "np.roots of 20": "np.sort(abs(np.roots(c))).round(6)",
        "Chebyshev *": "(t * u).coef.round(12)", "Chebyshev //": "(u // t).coef.round(6)",
        "convert": "t.convert(kind=Polynomial).coef.round(6)", "scalar polyval": "np.polyval(k, 0.5)",
        "scalar chebval": "chebyshev.chebval(0.5, c)", "leggauss 50": "legendre.leggauss(50)[0].round(12)",
    })
)

WORKLOADS = ELEMENTWISE + REDUCTIONS + INDEXING + SORTING + SMALL_ARRAYS + EINSUM + POLYNOMIALS
