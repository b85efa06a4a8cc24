"""Runs the charter commands without the rest of the product: `python -m holdfast.charter check FILE`."""

import sys

from .command import main

sys.exit(main(sys.argv[1:]))
