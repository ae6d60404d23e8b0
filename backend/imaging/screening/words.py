"""Refuses prompts that ask for sexual content or for minors, before any engine sees them; nothing turns it off.

A list knows the words on it and no others, so that this is the first of two gates: the picture is screened as well.
Words are compared whole, after common disguises are taken off. In doubt a prompt is refused, and the sentence says how
to ask otherwise. Negative words are what a picture must not show: only words whose absence would be the same wish are
refused there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from imaging.errors import AgeRefused, ContentRefused
from imaging.screening import wordlists

ADULT = 18
LOOKALIKES = str.maketrans("0134578@$!|+аеорсухіјѕԁ", "oieastbasiitaeopcyxijsd")
"""Digits, signs and Cyrillic letters that stand for Latin ones."""
HIDDEN = ("Mn", "Me", "Cf")
"""Unicode categories of accents and of what has no width."""
SPELLED = re.compile(r"(?<![a-z])(?:[a-z][^a-z\s]+){2,}[a-z](?![a-z])|(?<![a-z])(?:[a-z]\s){3,}[a-z](?![a-z])")
"""A word in single letters, with signs or blanks between them."""
AGES = re.compile(
    r"\b(?:age[ds]?|is|at|only)?\s*(?P<years>\d{1,3})\s*(?:-|\s)*(?:years?|yrs?|y\s*/?\s*o|year-?olds?|months?)\b"
    r"|\baged?\s*(?:of\s*|:\s*)?(?P<aged>\d{1,3})\b"
)
MONTHS = re.compile(r"\b\d+\s*-?\s*(?:months?|weeks?|days?)[\s-]*old\b")
SPELLED_AGES = re.compile(
    rf"\b(?:{'|'.join(wordlists.NUMBERS_BELOW_18)})[\s-]*(?:years?|yrs?)\b|\baged?\s+(?:{'|'.join(wordlists.NUMBERS_BELOW_18)})\b"
)
DRAWN_OUT = re.compile(r"(.)\1{2,}")
"""A letter three times or more: no word has that."""


def refuse_words(prompt: str, negative: str = "") -> None:
    """Let words through or refuse them. Raises ContentRefused or AgeRefused; what it cost is said by the studio."""
    for text in readings(prompt):
        if found := _sexual(text):
            raise ContentRefused(
                f'The prompt was refused because of "{found}": sexual content is never made here. Describe the picture '
                "without it."
            )
        if found := _young(text):
            raise AgeRefused(
                f'The prompt was refused because of "{found}": pictures show adults only. Write woman, man or person, '
                "or leave the age out."
            )
    for text in readings(negative):
        if found := _among(text, wordlists.NOT_WISHED_AWAY):
            raise ContentRefused(
                f'The negative words were refused because of "{found}": clothes and grown age cannot be wished away. '
                "Take it out."
            )


def readings(text: str) -> Iterator[str]:
    """What a text may be read as: as it stands, without disguises, and with wildcards and weights taken apart."""
    plain = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(
        letter for letter in plain if not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf"
    )
    yield plain
    worn = plain.translate(LOOKALIKES)
    yield worn
    yield SPELLED.sub(lambda found: re.sub(r"[^a-z]", "", found[0]), worn)
    # {nu|na}ked: whatever a wildcard puts together is looked at when it is put together
    yield re.sub(r"[^a-z\s]+", "", worn)


def _sexual(text: str) -> str:
    words = re.findall(r"[a-z]+", text)
    inside = next((stem for stem in wordlists.SEXUAL_ANYWHERE for word in words if stem in word), "")
    return inside or _among(text, wordlists.SEXUAL)


def _young(text: str) -> str:
    for found in AGES.finditer(text):
        years = int(found["years"] or found["aged"])
        if years < ADULT:
            return found[0].strip()
    spelled = SPELLED_AGES.search(text) or MONTHS.search(text)
    return spelled[0] if spelled else _among(text, wordlists.YOUNG)


def _among(text: str, entries: tuple[str, ...]) -> str:
    words = f" {' '.join(re.findall(r'[a-z]+', text))} "
    variants = {words, DRAWN_OUT.sub(r"\1", words), DRAWN_OUT.sub(r"\1\1", words)}
    return next((entry for entry in entries if any(f" {entry} " in variant for variant in variants)), "")
