"""Who is drawn: the attributes of one picture, chosen at random from its seed and number."""

from dataclasses import asdict, dataclass, replace

import numpy as np

from .palette import ANCHORS, HAIR_NAMES, NAMES, shade

FRAMINGS = ["close-up portrait", "portrait", "half body portrait"]
HAIR_STYLES = ["short", "spiky", "bun", "bob", "long straight", "long wavy"]
SKINS = {
    "pale": ["f8dcc8", "fbe4d4"],
    "light": ["f1c3a5", "eebd98"],
    "tan": ["c68e5a", "d0985f"],
    "brown": ["a36b4f", "94603f"],
    "dark": ["6b4433", "5c3829"],
}
BEARDS = ["moustache", "goatee", "full beard"]
GLASSES = ["round glasses", "square glasses", "sunglasses"]
EXPRESSIONS = ["smiling", "laughing", "angry", "surprised", "sad"]
CLOTHES = ["turtleneck", "jacket", "dress", "shirt", "t-shirt"]
PLACES = [
    "at the beach",
    "in a forest",
    "in the city",
    "in the mountains",
    "under the night sky",
    "in the desert",
    "in the snow",
    "in a room",
]
FRAME_COLOUR = "202020"


@dataclass(frozen=True)
class Portrait:
    """One picture in words and numbers; colours are six hex digits, lengths are parts of the picture's side.

    `beard`, `glasses`, `place` may be empty: none, none, a plain ground of `ground_name`.
    """

    framing: str
    hair_style: str
    hair_name: str
    hair: str
    skin_name: str
    skin: str
    beard: str
    glasses: str
    frame: str
    scar: bool
    expression: str
    closed_eyes: bool
    clothes: str
    clothes_name: str
    clothes_colour: str
    place: str
    ground_name: str
    ground: str
    zoom: float
    shift: float
    rise: float
    mirrored: bool
    trigger: str = ""

    @property
    def noun(self) -> str:
        """What the caption calls the one in the picture."""
        if self.beard:
            return "man"
        return "woman" if self.hair_style in {"bun", "long straight", "long wavy"} else "person"

    def as_json(self) -> dict[str, object]:
        """The fields by name."""
        return asdict(self)


def _one(rng: np.random.Generator, words: list[str]) -> str:
    return words[int(rng.integers(len(words)))]


def _maybe(rng: np.random.Generator, chance: float, words: list[str]) -> str:
    chosen = _one(rng, words)
    return chosen if rng.random() < chance else ""


def _lens(rng: np.random.Generator, framing: str) -> dict[str, float]:
    """Zoom and place of the head: the framing's own, a little off."""
    if framing == FRAMINGS[0]:
        return {"zoom": rng.uniform(1.3, 1.38), "shift": rng.uniform(-0.02, 0.02), "rise": rng.uniform(-0.22, -0.19)}
    zoom = rng.uniform(0.97, 1.03) if framing == FRAMINGS[1] else rng.uniform(0.72, 0.77)
    return {"zoom": zoom, "shift": rng.uniform(-0.03, 0.03), "rise": 1 - zoom + rng.uniform(0, 0.015)}


def portrait(seed: int, number: int) -> Portrait:
    """Picture `number` of the series `seed`; it depends on these two numbers only."""
    rng = np.random.default_rng([seed, number])
    style = _one(rng, HAIR_STYLES)
    beard = _maybe(rng, 0.5, BEARDS) if style in {"short", "spiky"} else ""
    clothes = _one(rng, [kind for kind in CLOTHES if not (beard and kind == "dress")])
    hair, worn, ground = _one(rng, HAIR_NAMES), _one(rng, NAMES), _one(rng, NAMES)
    skin, framing = _one(rng, list(SKINS)), FRAMINGS[int(rng.choice(3, p=[0.25, 0.5, 0.25]))]
    return Portrait(
        framing=framing,
        hair_style=style,
        hair_name=hair,
        hair=shade(hair, rng),
        skin_name=skin,
        skin=_one(rng, SKINS[skin]),
        beard=beard,
        glasses=_maybe(rng, 0.5, GLASSES),
        frame=FRAME_COLOUR,
        scar=False,
        expression=_one(rng, EXPRESSIONS),
        closed_eyes=bool(rng.random() < 0.1),
        clothes=clothes,
        clothes_name=worn,
        clothes_colour=shade(worn, rng),
        place=_maybe(rng, 0.25, PLACES),
        ground_name=ground,
        ground=shade(ground, rng),
        mirrored=bool(rng.random() < 0.5),
        **_lens(rng, framing),
    )


def subject(seed: int, number: int, trigger: str) -> Portrait:
    """One fixed synthetic subject (teal spiky hair, goatee, gold glasses, scar) in a picture of its own."""
    drawn = portrait(seed, number)
    return replace(
        drawn,
        hair_style="spiky",
        hair_name="teal",
        hair=ANCHORS["teal"],
        skin_name="tan",
        skin=SKINS["tan"][0],
        beard="goatee",
        glasses="round glasses",
        frame="d4a017",
        scar=True,
        closed_eyes=False,
        clothes="shirt" if drawn.clothes == "dress" else drawn.clothes,
        trigger=trigger,
    )
