"""The programs that made the pocket base stand in tools/, outside the product."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
