"""Gives the source's skin the target's tone and light without making pupils grey or highlights silver."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from imaging.capabilities import Mask
from imaging.engines.face_swap.mesh_warp.geometry import Floats
from imaging.engines.face_swap.mesh_warp.regions import lab, smooth_over

LIGHT_REACH = 0.14
"""Parts of the face's side over which light is taken to be even."""
LEAST_GAIN, MOST_GAIN = (0.7, 0.3, 0.3), (1.1, 0.8, 0.8)
"""How much of the source's fine contrast is kept at least and at most: lightness, a, b."""
HARSH = 1.7
"""Contrast of the source over the target's from which it counts as hard light."""
DEEPEST = 2.5
"""Shadows of hard light are softly limited to so many times the spread of the target's own."""
DARKEST, LIGHTEST = 8.0, 94.0
"""LAB lightness between which a smooth field of skin is believed."""


@dataclass(frozen=True)
class Surface:
    """What is where on the painted face; each ``[height, width]``, 0..1."""

    skin: Mask
    """Both pictures show bare skin."""
    inside: Mask
    """The source is painted and shows skin, lit or not."""
    feature: Mask
    """Detail is the source's own: eyes, brows, lips."""
    lively: Mask
    """Colour is the source's own: eyes, lips."""


def match(texture: Floats, target: Floats, where: Surface, *, side: float, light: float) -> Floats:
    """RGB 0..255 of ``texture`` in the target's tone and light.

    What is darker than the skin is scaled towards black and what is lighter towards white, so pupils stay dark, teeth
    stay light, and a highlight of dark skin becomes a faint one on pale skin. ``side`` is the face's longer side in
    pixels; ``light`` 0..1 is how far the target's shading replaces the source's.
    """
    skin, inside, feature, lively = where.skin, where.inside, where.feature, where.lively
    ours, theirs = lab(np.clip(texture, 0, 255)), lab(target)
    reach = max(1.0, side * LIGHT_REACH)
    # what lies in the source's shadow counts a little, so that a hat's shadow is lifted where no bare skin is near
    our_light = smooth_over(ours, np.maximum(skin, 0.05 * inside), reach)
    their_light = smooth_over(theirs, np.maximum(skin, 1e-4), reach)
    weights = (skin / max(float(skin.sum()), 1e-6))[..., None]
    our_mean, their_mean = (ours * weights).sum((0, 1)), (theirs * weights).sum((0, 1))
    wanted = their_light.copy()
    wanted[..., 0] = light * their_light[..., 0] + (1 - light) * (our_light[..., 0] + their_mean[0] - our_mean[0])
    moved = ours + (wanted - our_light) * (1 - 0.3 * lively[..., None])
    moved[..., 0] = _relit(ours[..., 0], our_light[..., 0], wanted[..., 0], feature)
    detail, their_detail = moved - wanted, theirs - their_light
    contrast = [_spread(part, weights) for part in (detail, their_detail)]
    evened = detail * np.clip(contrast[1] / np.maximum(contrast[0], 1e-3), LEAST_GAIN, MOST_GAIN)
    if contrast[0][0] > HARSH * contrast[1][0]:
        # a hard shadow is light, not likeness
        deepest = max(DEEPEST * float(contrast[1][0]), 8.0)
        evened[..., 0] = deepest * np.tanh(evened[..., 0] / deepest)
    own = np.stack([feature, lively, lively], -1)
    return _rgb(wanted + evened + (detail - evened) * own)


def _relit(lightness: Floats, ours: Floats, wanted: Floats, feature: Mask) -> Floats:
    ours, wanted = np.clip(ours, DARKEST, LIGHTEST), np.clip(wanted, DARKEST, LIGHTEST)
    # brows and lashes hardly get lighter with the skin around them
    darker = lightness * np.power(wanted / ours, 1 - 0.4 * feature * (wanted > ours))
    lighter = 100 - (100 - lightness) * (100 - wanted) / (100 - ours)
    return np.asarray(np.where(lightness < ours, darker, lighter), np.float32)


def _spread(detail: Floats, weights: Floats) -> Floats:
    return np.asarray(np.sqrt((np.square(detail) * weights).sum((0, 1))), np.float32)


def _rgb(values: Floats) -> Floats:
    return np.asarray(np.clip(cv2.cvtColor(values.astype(np.float32), cv2.COLOR_LAB2RGB) * 255, 0, 255), np.float32)
