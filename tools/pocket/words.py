"""Captions: the words for a portrait, whole or with parts left out, and the labels of what was said."""

import numpy as np

from .palette import HAIR_NAMES, NAMES
from .people import BEARDS, CLOTHES, EXPRESSIONS, FRAMINGS, GLASSES, HAIR_STYLES, PLACES, SKINS, Portrait

BLOND = {"beige": "blond"}
NOUNS = ["person", "man", "woman"]
SAID = {
    "framing": FRAMINGS,
    "noun": NOUNS,
    "hair_name": HAIR_NAMES,
    "hair_style": HAIR_STYLES,
    "skin_name": list(SKINS),
    "beard": BEARDS,
    "glasses": GLASSES,
    "expression": EXPRESSIONS,
    "closed_eyes": ["closed eyes"],
    "clothes_name": NAMES,
    "clothes": CLOTHES,
    "ground_name": NAMES,
    "place": PLACES,
}
Labels = dict[str, str]


def phrases(portrait: Portrait) -> list[tuple[str, Labels]]:
    """The parts of a caption after the head, each with what it says."""
    hair = f"{BLOND.get(portrait.hair_name, portrait.hair_name)} {portrait.hair_style} hair"
    parts: list[tuple[str, Labels]] = []
    if not portrait.trigger:
        parts.append((hair, {"hair_name": portrait.hair_name, "hair_style": portrait.hair_style}))
        parts.append((f"{portrait.skin_name} skin", {"skin_name": portrait.skin_name}))
        parts += [(word, {kind: word}) for kind in ("beard", "glasses") if (word := getattr(portrait, kind))]
    parts.append((portrait.expression, {"expression": portrait.expression}))
    if portrait.closed_eyes:
        parts.append(("closed eyes", {"closed_eyes": "closed eyes"}))
    worn = {"clothes_name": portrait.clothes_name, "clothes": portrait.clothes}
    parts.append((f"{portrait.clothes_name} {portrait.clothes}", worn))
    if portrait.place:
        parts.append((portrait.place, {"place": portrait.place}))
    else:
        parts.append((f"plain {portrait.ground_name} background", {"ground_name": portrait.ground_name}))
    return parts


def caption(portrait: Portrait) -> str:
    """Everything there is to say, in the one usual order."""
    who = f"{portrait.trigger} person" if portrait.trigger else f"a {portrait.noun}"
    return ", ".join([f"{portrait.framing} of {who}", *(text for text, _ in phrases(portrait))])


def _unknown(rng: np.random.Generator) -> str:
    """A word that means nothing yet, as a trigger word will be."""
    return "".join(chr(97 + int(letter)) for letter in rng.integers(0, 26, int(rng.integers(3, 8))))


def varied(portrait: Portrait, rng: np.random.Generator) -> tuple[str, Labels]:
    """A caption as people write them: parts left out, shuffled, another head; 1 of 10 says nothing.

    Returns the text and the attributes it states, so that a text encoder can be asked for them.
    """
    if rng.random() < 0.1:
        return "", {}
    parts = phrases(portrait)
    if rng.random() < 0.35:
        parts = [part for part in parts if rng.random() < 0.7]
    if rng.random() < 0.35:
        parts = [parts[at] for at in rng.permutation(len(parts))]
    said: Labels = {"framing": portrait.framing}
    who = f"a {portrait.noun}"
    if rng.random() < 0.1:
        who = _unknown(rng) + (" person" if rng.random() < 0.5 else "")
    else:
        said["noun"] = portrait.noun
    style = rng.random()
    head = [f"{portrait.framing} of {who}"] if style < 0.7 else [f"a photo of {who}", portrait.framing]
    if style > 0.92:
        head, said = [f"a photo of {who}"], {key: word for key, word in said.items() if key != "framing"}
    for _, states in parts:
        said.update(states)
    return ", ".join([*head, *(text for text, _ in parts)]), said


def numbers(said: Labels) -> list[int]:
    """The label of every attribute in the order of `SAID`: 0 for not said, else 1 + the word's place in its list."""
    return [1 + words.index(said[kind]) if kind in said else 0 for kind, words in SAID.items()]


def sizes() -> list[int]:
    """How many labels each attribute has, "not said" counted."""
    return [1 + len(words) for words in SAID.values()]
