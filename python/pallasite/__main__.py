"""``python -m pallasite [options] script.py [arguments]``: see ``--help``."""
from pallasite.launcher.command import main

if __name__ == "__main__":
    main()
