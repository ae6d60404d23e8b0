"""The words of a prompt as they are drawn: a style around them, the trigger filled in, one choice of each wildcard.

``{by the sea|under leaves}`` is a wildcard: each picture takes one of its choices, decided by the picture's seed and
the place of the wildcard, so that the same seed reads the same words on every machine.
"""

from __future__ import annotations

import hashlib
import re

TRIGGER = "{trigger}"
PROMPT = "{prompt}"
"""Where a style wants the prompt; without it the style is added behind."""
INNERMOST = re.compile(r"\{([^{}]*)\}")
SPACES = re.compile(r"\s+([,.;])|\s{2,}")


def styled(prompt: str, style: str) -> str:
    """A prompt in a style."""
    if not style.strip():
        return prompt
    return style.replace(PROMPT, prompt) if PROMPT in style else f"{prompt}, {style.strip(' ,')}"


def filled(template: str, *, seed: int, trigger: str) -> str:
    """The words of the picture of that seed."""
    words, place = template.replace(TRIGGER, trigger), 0
    while found := INNERMOST.search(words):
        choices = found[1].split("|")
        words = words[: found.start()] + choices[_thrown(seed, place, len(choices))] + words[found.end() :]
        place += 1
    return SPACES.sub(lambda gap: gap[1] or " ", words).strip()


def branches(template: str) -> str:
    """All that a template could say, as one text, for whoever looks for words in it."""
    return re.sub(r"[{}|]", " ", template)


def _thrown(seed: int, place: int, sides: int) -> int:
    """A die of ``sides`` that falls the same way everywhere."""
    return int.from_bytes(hashlib.sha256(f"{seed} {place}".encode()).digest()[:8]) % sides
