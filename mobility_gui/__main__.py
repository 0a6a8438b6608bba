"""`python -m mobility_gui`."""

import sys

from mobility_gui.command_line.main import main

if __name__ == "__main__":
    sys.exit(main())
