"""About how many tokens a caption has for CLIP, without its vocabulary: what warns early must not load a tokenizer."""

from __future__ import annotations

import re

LIMIT = 77
"""What the text encoders of Stable Diffusion read, begin and end included; the rest is cut off."""
ENDS = 2
"""The tokens that begin and end every text."""
WHOLE = 8
"""Letters of a word that CLIP's 49,408 tokens nearly always have as a whole; longer ones come in pieces."""
PIECE = 5
"""Letters of a piece of a longer or made-up word."""
_PARTS = re.compile(r"[^\W\d_]+|\d|[^\w\s]+|_")
"""Letters together, digits one by one, signs together: how CLIP splits a text before it looks anything up."""


def estimate(caption: str) -> int:
    """Tokens with begin and end. An estimate: within a tenth for plain English, too high for rare words."""
    return ENDS + sum(map(_pieces, _PARTS.findall(caption)))


def _pieces(part: str) -> int:
    return 1 if len(part) <= WHOLE or not part.isalpha() else -(-len(part) // PIECE) - (len(part) < 2 * PIECE + 2)
