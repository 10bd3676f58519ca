"""Lets the tests import the modules as the commands do."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
