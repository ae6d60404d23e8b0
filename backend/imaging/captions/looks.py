"""Words about permanent looks: what a likeness should learn from the pictures and not from its captions."""

from __future__ import annotations

import re
from dataclasses import dataclass

COLOUR = (
    r"(?:blonde?|brown|brunette|black|dark|light|red|ginger|auburn|gr[ae]y|white|silver|blue|green|hazel|golden|pale)"
)
LOOKS = re.compile(
    rf"""\b(?:
      (?:(?:{COLOUR}|long|short|(?:shoulder|medium)[- ]length|curly|wavy|straight|thick|thin|braided)[-, ]+)*
        hair(?:ed|style)?
      | (?:{COLOUR}[- ])+(?:eyes?|eyed|skin(?:ned)?|beard)
      | (?:blonde?|brunette|redhead(?:ed)?|bald(?:ing)?)
      | (?:full\ |thick\ |short\ |long\ |trimmed\ )?(?:beard(?:ed)?|moustache|mustache|goatee|stubble|sideburns)
      | freckles|freckled|dimples|moles?|birthmarks?|scars?|tattoos?
      | (?:skin\ (?:tone|color|colour)|complexion)
      | (?:oval|round|square|heart[- ]shaped|long|narrow)\ face
      | (?:high\ |prominent\ )?cheekbones|(?:full|thin)\ lips|(?:button|aquiline|hooked|small|large)\ nose|jawline
      | (?:young|old|elderly|middle[- ]aged|teenage(?:d)?)
      | \d{{1,3}}[- ]years?[- ]old
      | (?:caucasian|african|asian|hispanic|latin[oa]|european|indian|arab(?:ic)?)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True)
class Marked:
    """A stretch of a caption: from ``start`` up to ``end``, in characters."""

    start: int
    end: int
    words: str


def looks_in(caption: str) -> list[Marked]:
    """Every stretch that tells permanent looks, in order."""
    return [Marked(found.start(), found.end(), found.group()) for found in LOOKS.finditer(caption)]


def without_looks(caption: str) -> str:
    """The caption without the parts between commas that tell nothing but looks, and without the words elsewhere."""
    from imaging.captions.template import joined

    kept = []
    for piece in caption.split(","):
        rest = " ".join(LOOKS.sub("", piece).split())
        # "with" and "and" that lost what they led to go with it
        rest = re.sub(r"(?:\b(?:with|and|has|having|a|an)\b\s*)+$", "", rest, flags=re.IGNORECASE).strip()
        kept.append(rest)
    return joined(", ".join(kept))
