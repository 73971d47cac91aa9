"""The command line of ``python -m pallasite``."""
import sys

from pallasite.launcher import environment, imports, run
from pallasite.launcher.options import Options

USAGE = """\
usage: python -m pallasite [--strict] [--profile] [--legacy] [script.py | -m module | -c code | -] [arguments]

Runs a Python program whose own files get pallasite for numpy, scipy, skimage and sklearn.
Installed libraries keep the real ones. What pallasite lacks is taken from the real library.

  --strict    never fall back to the real library
  --profile   at exit, print what ran natively and what fell back
  --legacy    offer names that the libraries had in 2012 (np.trapz, np.float, scipy.integrate.simps)
  --help      print this
"""
SWITCHES = {"--strict", "--profile", "--legacy"}


def main():
    """Runs what ``sys.argv`` asks for, in this process."""
    chosen, target = _split(sys.argv[1:])
    if target[:1] in (["--help"], ["-h"]):
        print(USAGE, end="")
        return
    if target and target[0].startswith("-") and target[0][:2] not in ("-", "-m", "-c"):
        sys.exit(f"{USAGE}\nunknown option: {target[0]}")
    options = environment.inherited() | Options(**{switch.strip("-"): True for switch in chosen})
    imports.install(options, main_is_user=True)
    environment.announce(options)
    run.target(target)


def _split(arguments):
    count = next((i for i, word in enumerate(arguments) if word not in SWITCHES), len(arguments))
    return arguments[:count], arguments[count:]
