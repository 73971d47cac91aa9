"""A long-lived process that runs workloads on one library: ``worker.py numpy`` or ``worker.py pallasite.numpy``.

It reads one JSON request a line: ``{"setup", "statement"}`` makes a workload current, runs its statement
once and answers with a digest of the result; ``{"loops"}`` runs the statement that often and answers with
the seconds. `from scipy import special` in a set-up imports SciPy's for NumPy and ours for pallasite; likewise
`from numpy.polynomial import ...`.
"""
import importlib
import json
import re
import sys
import textwrap
import time

SAMPLES = 1000
PROGRAM = """\
def workload(np, clock):
{setup}
    {first}
    loops = yield result
    result = None
    while True:
        start = clock()
        for _ in range(loops):
            {statement}
        loops = yield clock() - start
"""


def start(np, setup, statement):
    """The running workload (a generator) and the result of its first run; an assignment's is ``a``."""
    setup = re.sub(r"\bfrom (?=numpy\b|scipy\b)", f"from {np.__name__.removesuffix('numpy')}", setup)
    try:
        compile(statement, "<statement>", "eval")
        first = f"result = ({statement})"
    except SyntaxError:
        first = f"{statement}; result = a"
    source = PROGRAM.format(setup=textwrap.indent(setup, "    "), first=first, statement=statement)
    namespace = {}
    exec(compile(source, "<workload>", "exec"), namespace)
    running = namespace["workload"](np, time.perf_counter)
    return running, next(running)


def digest(np, result):
    """What of a result is compared: dtype, shape, the sum and a sample of the values."""
    if isinstance(result, tuple):
        return [digest(np, part) for part in result]
    array = np.asarray(result)
    flat = array.ravel()
    values = flat[:: max(1, flat.size // SAMPLES)].tolist()
    if array.dtype.kind == "c":
        values = [part for value in values for part in (value.real, value.imag)]
    total = float(np.abs(flat).sum()) if flat.size else 0.0
    return {"dtype": array.dtype.str, "shape": list(array.shape), "sum": total, "values": values}


def main():
    np = importlib.import_module(sys.argv[1])
    running = None
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if "loops" in request:
                answer = running.send(request["loops"])
            else:
                running, result = start(np, request["setup"], request["statement"])
                answer = digest(np, result)
                del result
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
