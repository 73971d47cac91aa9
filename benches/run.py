"""Runs every workload on NumPy or SciPy and on pallasite in turn, and prints how much faster pallasite is.

    python benches/run.py                                    # all groups
    python benches/run.py --group small --group sorting
    python benches/run.py --check                            # exit 1 where a gate is missed
    python benches/run.py --markdown docs/performance.md --json out.json --threads 2

Each library lives in a process of its own. A workload's rounds alternate between the two, so that a
disturbance of the machine meets both, each once the threads of the other have gone to sleep. The ratio of a
round is NumPy's time over pallasite's, and the table gives the median with the quartiles. A workload whose
results differ is an error, not a number.
"""
import argparse
import json
import math
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

from workloads import WORKLOADS

HERE = Path(__file__).resolve().parent
LIBRARIES = ("numpy", "pallasite.numpy")
TOLERANCES = {"<f4": 1e-5, "<c8": 1e-5}
TOLERANCE = 1e-9
MEAN_GATE, SLOWEST_GATE, SMALL_GATE, BOOK_GATE = 1.3, 0.7, 1.5, 1.5
SCIPY, SCIPY_MEAN_GATE, SCIPY_SLOWEST_GATE = ("special", "interpolate", "integrate", "optimize", "stats"), 2.0, 0.9
BOOK = "arr * 1.1 n=1e7"
# Seconds between two looks at a process, and the most to wait: OpenBLAS's threads keep a core busy for 2**28 cycles.
LOOK, PATIENCE = 0.01, 0.3
# Force a kernel that does not fit the processor on some machines.
OVERRIDES = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")


class Worker:
    """One library in its own process."""

    def __init__(self, library, threads):
        environment = {key: value for key, value in os.environ.items() if key not in OVERRIDES}
        names = ("PALLASITE_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS") if threads else ()
        environment.update({name: str(threads) for name in names})
        command = [sys.executable, str(HERE / "worker.py"), library]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self._process = subprocess.Popen(command, env=environment, **pipes)

    def ask(self, **request):
        """Sends a request and waits for its answer."""
        print(json.dumps(request), file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline()
        return json.loads(answer) if answer else {"error": "the process ended"}

    def calibrate(self, seconds):
        """How many loops take about `seconds`."""
        loops = 1
        while (spent := self.ask(loops=loops)) < seconds and loops < 10**7:
            loops = max(loops + 1, math.ceil(loops * min(10.0, 1.2 * seconds / max(spent, 1e-9))))
        return loops

    def rest(self):
        """Waits until its threads have stopped looking for work."""
        used, end = self._used(), time.monotonic() + PATIENCE
        while time.monotonic() < end:
            time.sleep(LOOK)
            before, used = used, self._used()
            if used - before < LOOK / 10:
                break

    def _used(self):
        """Seconds of all threads; where the system does not tell, the time, so that `rest` waits in full."""
        tasks = list(Path(f"/proc/{self._process.pid}/task").glob("*/schedstat"))
        return sum(int(task.read_text().split()[0]) for task in tasks) * 1e-9 if tasks else time.monotonic()

    def close(self):
        """Ends the process."""
        self._process.stdin.close()
        self._process.wait()


def measure(workers, workload, rounds, seconds):
    """One row of the table as a dict; with "error" instead of times where it cannot be measured."""
    row = {"group": workload.group, "name": workload.name, "statement": workload.statement}
    answers = [worker.ask(setup=workload.setup, statement=workload.statement) for worker in workers]
    problem = difference(*answers)
    if problem:
        return {**row, "error": problem}
    loops = [worker.calibrate(seconds) for worker in workers]
    times = ([], [])
    for turn in range(rounds):
        for k in (0, 1) if turn % 2 else (1, 0):
            workers[1 - k].rest()
            times[k].append(workers[k].ask(loops=loops[k]) / loops[k])
    ratios = [reference / ours for reference, ours in zip(*times)]
    low, middle, high = statistics.quantiles(ratios, n=4)
    return {**row, "numpy": statistics.median(times[0]), "pallasite": statistics.median(times[1]),
            "ratio": middle, "low": low, "high": high}


def difference(reference, ours):
    """In words, how two digests differ; empty if they agree."""
    for side, answer in (("numpy", reference), ("pallasite", ours)):
        if isinstance(answer, dict) and "error" in answer:
            return f"{side}: {answer['error']}"
    if isinstance(reference, list):
        return next(filter(None, map(difference, reference, ours)), "")
    for key in ("dtype", "shape"):
        if reference[key] != ours[key]:
            return f"{key}: {reference[key]} against {ours[key]}"
    pairs = zip([reference["sum"], *reference["values"]], [ours["sum"], *ours["values"]])
    tolerance = TOLERANCES.get(reference["dtype"], TOLERANCE)
    return next((f"value: {a} against {b}" for a, b in pairs if not close(a, b, tolerance)), "")


def close(a, b, tolerance):
    """Equal, or floats within the relative tolerance."""
    return a == b or (isinstance(a, float) and (math.isclose(a, b, rel_tol=tolerance) or (a != a and b != b)))


def import_time(rounds):
    """A row for starting an interpreter and importing the library."""
    times = ([], [])
    for _ in range(rounds):
        for k, library in enumerate(LIBRARIES):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", f"import {library}"], check=True)
            times[k].append(time.perf_counter() - start)
    low, middle, high = statistics.quantiles([a / b for a, b in zip(*times)], n=4)
    return {"group": "start", "name": "import", "statement": "import numpy", "numpy": statistics.median(times[0]),
            "pallasite": statistics.median(times[1]), "ratio": middle, "low": low, "high": high}


def geometric_mean(rows):
    """Of the ratios; NaN of none."""
    ratios = [row["ratio"] for row in rows if "ratio" in row]
    return statistics.geometric_mean(ratios) if ratios else math.nan


def report(rows):
    """The table in Markdown, group by group."""
    lines = []
    for group in dict.fromkeys(row["group"] for row in rows):
        members = [row for row in rows if row["group"] == group]
        lines += [f"\n### {group}: geometric mean {geometric_mean(members):.2f}\n",
                  "| workload | NumPy, SciPy | pallasite | times faster | quartiles |", "| --- | ---: | ---: | ---: | ---: |"]
        lines += map(_line, members)
    computing = [row for row in rows if row["group"] != "start"]
    return "\n".join([*lines, f"\nGeometric mean over all {len(computing)} workloads: {geometric_mean(computing):.2f}"])


def _line(row):
    if "error" in row:
        return f"| {row['name']} | | | {row['error']} | |"
    return (f"| {row['name']} | {_duration(row['numpy'])} | {_duration(row['pallasite'])} | {row['ratio']:.2f} "
            f"| {row['low']:.2f} to {row['high']:.2f} |")


def _duration(seconds):
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def missed_gates(rows):
    """The thresholds that `rows` miss, in words."""
    computing = [row for row in rows if row["group"] != "start"]
    missed = [f"{row['name']}: {row['error']}" for row in rows if "error" in row]
    for row in computing:
        slowest = SCIPY_SLOWEST_GATE if row["group"] in SCIPY else SLOWEST_GATE
        if row.get("ratio", math.inf) < slowest:
            missed.append(f"{row['group']} {row['name']}: {row['ratio']:.2f} < {slowest}")
    gates = [("geometric mean", computing, MEAN_GATE), ("import", [r for r in rows if r["group"] == "start"], 1.0),
             ("SciPy's", [r for r in rows if r["group"] in SCIPY], SCIPY_MEAN_GATE),
             ("small", [r for r in rows if r["group"] == "small"], SMALL_GATE),
             (BOOK, [r for r in rows if r["name"] == BOOK], BOOK_GATE)]
    return missed + [f"{name}: {geometric_mean(members):.2f} < {gate}"
                     for name, members, gate in gates if geometric_mean(members) < gate]


def machine(threads):
    """One line on where this ran."""
    cpu = platform.processor() or platform.machine()
    for line in Path("/proc/cpuinfo").read_text().splitlines() if os.path.exists("/proc/cpuinfo") else ():
        if line.startswith("model name"):
            cpu = line.partition(":")[2].strip()
            break
    cores = threads or len(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count()))
    return f"{cpu}, {cores} threads, Python {platform.python_version()}"


def run(options):
    """Measures the chosen groups and prints each row as it comes."""
    chosen = [w for w in WORKLOADS if not options.group or w.group in options.group]
    rows = [import_time(options.rounds)] if not options.group or "start" in options.group else []
    workers = [Worker(library, options.threads) for library in LIBRARIES]
    for workload in chosen:
        rows.append(measure(workers, workload, options.rounds, options.seconds))
        print(f"{workload.group:12} {_line(rows[-1])}", file=sys.stderr, flush=True)
    for worker in workers:
        worker.close()
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--group", action="append", help=f"one of {', '.join(dict.fromkeys(w.group for w in WORKLOADS))} or start")
    parser.add_argument("--rounds", type=int, default=11, help="rounds of each workload on each library")
    parser.add_argument("--seconds", type=float, default=0.02, help="length of a round")
    parser.add_argument("--threads", type=int, help="threads of both libraries; all cores by default")
    parser.add_argument("--json", type=Path, help="write the rows there")
    parser.add_argument("--markdown", type=Path, help="write the table there")
    parser.add_argument("--check", action="store_true", help="exit 1 where a gate is missed")
    options = parser.parse_args()
    rows = run(options)
    table = report(rows)
    print(table)
    if options.json:
        options.json.write_text(json.dumps({"machine": machine(options.threads), "rows": rows}, indent=1))
    if options.markdown:
        command = " ".join(["python benches/run.py", *sys.argv[1:]])
        options.markdown.write_text(f"# Performance\n\nMade by `{command}` on {machine(options.threads)}.\n{table}\n")
    missed = missed_gates(rows)
    if options.check and missed:
        sys.exit("gates missed:\n" + "\n".join(missed))


if __name__ == "__main__":
    main()
