"""Gives the source's skin the target's tone and light without making pupils grey or highlights silver."""

from __future__ import annotations

import cv2
import numpy as np

from imaging.capabilities import Mask
from imaging.engines.face_swap.mesh_warp.geometry import Floats
from imaging.engines.face_swap.mesh_warp.regions import lab, smooth_over

LIGHT_REACH = 0.10
"""Parts of the face's side over which light is taken to be even."""
STRONGEST = 3.0
"""Largest change of light in logit units: from a lightness of 20 to one of 83."""


def match(texture: Floats, target: Floats, skin: Mask, feature: Mask, side: float, light: float) -> Floats:
    """RGB 0..255 of ``texture`` in the target's tone and light.

    Lightness is moved in logit space, where 0 stays 0 and 100 stays 100: pupils stay dark, teeth stay light, and a
    highlight of dark skin becomes a faint one on pale skin instead of a silver one. ``skin`` (0..1) is where both
    pictures show bare skin, ``feature`` (0..1) where colour is the source's own (eyes, lips), ``light`` 0..1 how far the
    target's shading replaces the source's.
    """
    ours, theirs = _logit_lab(texture), _logit_lab(target)
    support = np.maximum(skin, 1e-4)
    reach = max(1.0, side * LIGHT_REACH)
    our_light, their_light = smooth_over(ours, support, reach), smooth_over(theirs, support, reach)
    weights = (skin / max(float(skin.sum()), 1e-6))[..., None]
    our_mean, their_mean = (ours * weights).sum((0, 1)), (theirs * weights).sum((0, 1))
    local, whole = their_light - our_light, their_mean - our_mean
    shift = np.clip(whole + light * (local - whole), -STRONGEST, np.array([STRONGEST, 40, 40], np.float32))
    shift[..., 1:] = np.clip(local[..., 1:], -40, 40)
    detail = ours - our_light
    gain = _detail_gain(detail, theirs - their_light, weights)
    kept = feature[..., None]
    moved = ours + shift * np.stack([np.ones_like(feature), 1 - 0.5 * feature, 1 - 0.5 * feature], -1)
    evened = moved - detail * (1 - gain) * (1 - kept)
    return _from_logit_lab(evened)


def _detail_gain(ours: Floats, theirs: Floats, weights: Floats) -> Floats:
    """How much of the source's fine contrast is kept so that it is no harsher than the target's, per channel."""
    spread = [np.sqrt((np.square(part) * weights).sum((0, 1))) for part in (ours, theirs)]
    return np.asarray(np.clip(spread[1] / np.maximum(spread[0], 1e-3), [0.7, 0.6, 0.6], [1.1, 1.1, 1.1]), np.float32)


def _logit_lab(pixels: Floats) -> Floats:
    values = lab(np.clip(pixels, 0, 255))
    lightness = np.clip(values[..., 0] / 100, 0.02, 0.98)
    values[..., 0] = np.log(lightness / (1 - lightness))
    return values


def _from_logit_lab(values: Floats) -> Floats:
    values = values.copy()
    values[..., 0] = 100 / (1 + np.exp(-values[..., 0]))
    return np.asarray(np.clip(cv2.cvtColor(values, cv2.COLOR_LAB2RGB) * 255, 0, 255), np.float32)
