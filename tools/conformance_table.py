"""Writes docs/conformance.md from the results of the conformance runner.

    python run.py numpy/_core/tests numpy/lib/tests --json results.json   # the runner, which is not part of this repository
    python tools/conformance_table.py results.json
"""
import json
import re
import sys
from collections import Counter
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "conformance.md"
HEAD = """# Conformance

NumPy's own tests, run with pallasite in its place: {conforming} of the {denominator} that NumPy passes itself, {rate:.1%}.
NumPy {version}; the helpers that judge (`numpy.testing`) are NumPy's. Written by `tools/conformance_table.py`.
"""
# What a message of a failed test says about its cause; the first that matches counts.
CAUSES = (
    (r"object arrays|dtype=object|'[\w(),<]*,?O'|object_|frompyfunc", "arrays of Python objects are not there yet"),
    (r"datetime64|timedelta64|isnat|M8|busday", "dates and time spans are not there yet"),
    (r"MissingAPI|Placeholder|numpy\._core|numpy\.lib\._|_multiarray|ModuleNotFound", "the test calls a private function of NumPy's"),
    (r"has no attribute", "a public name that is absent: `poly1d`, `ma`, `char`, `frompyfunc`, ..."),
    (r"There are no fields", "an object in place of a dtype"),
    (r"Regex pattern", "the error is right, its words are others"),
    (r"DID NOT WARN", "a warning that is not given"),
    (r"DID NOT RAISE|not raised", "an error that is not raised"),
    (r"", "other differences"),
)


def cause(message):
    """The cause that a message stands for."""
    return next(text for pattern, text in CAUSES if re.search(pattern, message))


def table(head, rows):
    """Rows as Markdown."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def page(results):
    """The whole page."""
    total, files, counts = results["total"], results["files"], Counter()
    for message, count in results["causes"].items():
        counts[cause(message)] += count
    rows = sorted(files.items(), key=lambda item: item[1]["conforming"] - item[1]["denominator"])
    shares = [(f"`{name}`", f["conforming"], f["denominator"], f"{f['conforming'] / max(1, f['denominator']):.1%}") for name, f in rows]
    head = HEAD.format(rate=total["conforming"] / total["denominator"], version=results["versions"].get("numpy", ""), **total)
    causes = table(["cause, of the most frequent messages", "failed tests"], counts.most_common())
    return f"{head}\n## Why the rest fails\n{causes}\n\n## By file\n{table(['file', 'pass', 'of', 'share'], shares)}\n"


if __name__ == "__main__":
    PAGE.write_text(page(json.loads(Path(sys.argv[1]).read_text())))
