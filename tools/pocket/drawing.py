"""What this repository draws around the DiceBear head: grounds, places, glasses, a scar, all as SVG text."""

from collections.abc import Callable

import numpy as np

SIDE = 768
Rng = np.random.Generator


def _plain(colour: str) -> str:
    return f'<rect width="{SIDE}" height="{SIDE}" fill="#{colour}"/>'


def _band(top: float, colour: str) -> str:
    return f'<rect y="{top:.0f}" width="{SIDE}" height="{SIDE - top:.0f}" fill="#{colour}"/>'


def _sky(above: str, below: str) -> str:
    stops = f'<stop offset="0" stop-color="#{above}"/><stop offset="1" stop-color="#{below}"/>'
    gradient = f'<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">{stops}</linearGradient></defs>'
    return f'{gradient}<rect width="{SIDE}" height="{SIDE}" fill="url(#sky)"/>'


def _disc(x: float, y: float, radius: float, colour: str) -> str:
    return f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius:.0f}" fill="#{colour}"/>'


def _peak(x: float, foot: float, half: float, height: float, colour: str) -> str:
    corners = f"M{x - half:.0f} {foot:.0f} L{x:.0f} {foot - height:.0f} L{x + half:.0f} {foot:.0f}Z"
    return f'<path d="{corners}" fill="#{colour}"/>'


def _beach(rng: Rng) -> str:
    sun = _disc(rng.uniform(90, 680), rng.uniform(80, 150), 60, "fff08a")
    return _sky("6ec6ff", "d8f1ff") + sun + _band(400, "1e88e5") + _band(530, "f3dfa2")


def _forest(rng: Rng) -> str:
    trees = "".join(
        _peak(at * 128 + rng.uniform(-30, 30), 660, 110, rng.uniform(380, 560), ("2e7d32", "1b5e20")[at % 2])
        for at in range(7)
    )
    return _sky("b7e3c0", "8cc79a") + trees + _band(650, "4c8c4a")


def _city(rng: Rng) -> str:
    drawn, x = _sky("aebfd6", "e6ebf2"), -20.0
    while x < SIDE:
        wide, high = rng.uniform(90, 140), rng.uniform(260, 600)
        grey = ("546e7a", "78909c", "455a64")[int(rng.integers(3))]
        drawn += f'<rect x="{x:.0f}" y="{SIDE - high:.0f}" width="{wide:.0f}" height="{high:.0f}" fill="#{grey}"/>'
        for y in range(int(SIDE - high) + 30, 740, 80):
            drawn += f'<rect x="{x + wide / 2 - 18:.0f}" y="{y}" width="36" height="40" fill="#ffe9a8"/>'
        x += wide + rng.uniform(0, 14)
    return drawn


def _mountains(rng: Rng) -> str:
    drawn = _sky("90b8e8", "e9f2fb")
    for low, high in ((60, 200), (330, 460), (580, 720)):
        x, tall = rng.uniform(low, high), rng.uniform(380, 520)
        drawn += _peak(x, 700, 270, tall, "6f7f92") + _peak(x, 700 - tall * 0.72, 270 * 0.28, tall * 0.28, "ffffff")
    return drawn + _band(660, "7cae6b")


def _night(rng: Rng) -> str:
    stars = "".join(_disc(rng.uniform(0, SIDE), rng.uniform(0, 700), rng.uniform(5, 9), "ffffff") for _ in range(28))
    return _sky("0b1030", "2b2f66") + stars + _disc((120, 640)[int(rng.integers(2))], 120, 66, "f5f0c8")


def _desert(rng: Rng) -> str:
    sun = _disc(rng.uniform(90, 680), 130, 64, "ff8f3f")
    return _sky("ffd9a0", "fff0d2") + sun + _band(rng.uniform(440, 480), "e0a458") + _band(600, "c98a3d")


def _snow(rng: Rng) -> str:
    flakes = "".join(_disc(rng.uniform(0, SIDE), rng.uniform(0, SIDE), rng.uniform(8, 13), "ffffff") for _ in range(34))
    return _sky("9fb9d6", "d4e0ee") + _band(rng.uniform(500, 560), "ffffff") + flakes


def _room(rng: Rng) -> str:
    x = (40, 500)[int(rng.integers(2))]
    pane = f'<rect x="{x}" y="90" width="220" height="260" fill="#a8d5f2" stroke="#8d6e4a" stroke-width="22"/>'
    return _plain("e8d9c0") + pane + _band(640, "9c6b43")


_PLACES: dict[str, Callable[[Rng], str]] = {
    "at the beach": _beach,
    "in a forest": _forest,
    "in the city": _city,
    "in the mountains": _mountains,
    "under the night sky": _night,
    "in the desert": _desert,
    "in the snow": _snow,
    "in a room": _room,
}


def ground(place: str, colour: str, rng: Rng) -> str:
    """The ground behind the head: a place, or a plain colour where `place` is empty."""
    return _PLACES[place](rng) if place else _plain(colour)


def glasses(kind: str, frame: str) -> str:
    """Glasses over the eyes of a toon head, bold enough to be seen at 64 pixels; empty for no glasses."""
    if not kind:
        return ""
    bridge = '<path d="M366 414 H402" fill="none" stroke-width="26"/>'
    if kind == "sunglasses":
        left = '<path d="M240 374H370V420Q360 482 306 482 250 482 240 420Z"/>'
        right = '<path d="M398 374H528V420Q518 482 462 482 408 482 398 420Z"/>'
        return f'<g fill="#161616" stroke="#{frame}" stroke-width="14">{left}{right}{bridge}</g>'
    if kind == "round glasses":
        lenses = '<circle cx="308" cy="420" r="64"/><circle cx="460" cy="420" r="64"/>'
    else:
        lenses = '<rect x="240" y="364" width="128" height="108"/><rect x="400" y="364" width="128" height="108"/>'
    return f'<g fill="#ffffff50" stroke="#{frame}" stroke-width="30">{lenses}{bridge}</g>'


def scar() -> str:
    """A red scar on the cheek."""
    return '<path d="M498 512 L566 456" stroke="#c0392b" stroke-width="28" stroke-linecap="round"/>'
