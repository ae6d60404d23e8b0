"""The limits of every measure of a photo, with the sentence a photographer reads. Pure: numbers in, a Check out."""

from __future__ import annotations

from imaging.reports.check import Check, Verdict

FACE_GOOD, FACE_SOFT, FACE_NEEDED = 300.0, 160.0, 80.0
"""Pixels from the top to the bottom of the face: good from the first, soft from the second, refused below the last."""
YAW_GOOD, YAW_SOFT = 20.0, 40.0
"""Degrees away from the camera."""
SHARP_GOOD, SHARP_SOFT = 60.0, 20.0
"""Variance of the Laplacian of the face at 256 px."""
BRISQUE_GOOD, BRISQUE_POOR = 40.0, 60.0
"""0 is pristine, 100 ruined; good photos measure 0..40, JPEG quality 15 32..76, a blur of 2 px 54..88."""
DARK_SHARE, BRIGHT_SHARE = 0.25, 0.15
"""Shares of the face with lost shadows and burnt highlights."""
SAME_PERSON, PERHAPS = 0.5, 0.6
"""Euclidean distance of two identity vectors: the same person below the first, somebody else above the second."""


def face_count(count: int, chosen: int | None, *, synthetic: bool = False) -> Check:
    """How many faces there are, and which one is used (an index, or None for the largest).

    A synthetic subject may have none that a detector knows: it can be learned all the same, and lends no face.
    """
    if count == 0 and synthetic:
        return _faces("warn", 0, "No face found: it can train a LoRA and be captioned, and lends no face to a swap.")
    if count == 0:
        return _faces("refuse", 0, "No face found. A photo with the whole face in light will work.")
    if count == 1:
        return _faces("pass", 1, "One face.")
    if chosen is not None:
        return _faces("pass", count, f"{count} faces; face {chosen + 1} was chosen.")
    return _faces("warn", count, f"{count} faces; the largest is used. You can choose another.")


def _faces(verdict: Verdict, count: int, sentence: str) -> Check:
    return Check("faces", "Faces", verdict, count, "", sentence)


def face_size(height: float) -> Check:
    """Face height in pixels."""
    pixels = round(height)
    if height >= FACE_GOOD:
        verdict, sentence = "pass", f"The face is {pixels} px high."
    elif height >= FACE_SOFT:
        verdict, sentence = (
            "warn",
            f"The face is {pixels} px high: details may look soft. From {FACE_GOOD:.0f} px they are crisp.",
        )
    elif height >= FACE_NEEDED:
        verdict, sentence = (
            "warn",
            f"The face is only {pixels} px high: the likeness will look soft. A closer photo is better.",
        )
    else:
        verdict, sentence = (
            "refuse",
            f"The face is {pixels} px high and needs {FACE_NEEDED:.0f}. A closer photo will work.",
        )
    return Check("face_size", "Face size", _verdict(verdict), pixels, "px", sentence)


def head_turn(yaw: float) -> Check:
    """Degrees by which the head is turned away from the camera."""
    turned = abs(yaw)
    if turned <= YAW_GOOD:
        verdict, sentence = "pass", "Looks at the camera." if turned < 10 else f"Turned {turned:.0f}°."
    elif turned <= YAW_SOFT:
        verdict, sentence = "warn", f"Turned {turned:.0f}°: edges may look soft."
    else:
        verdict, sentence = "warn", f"Turned {turned:.0f}°: fits only photos turned the same way."
    return Check("yaw", "Turn of the head", _verdict(verdict), round(yaw, 1), "°", sentence)


def sharpness(value: float) -> Check:
    """Sharpness of the face."""
    if value >= SHARP_GOOD:
        verdict, sentence = "pass", "The face is sharp."
    elif value >= SHARP_SOFT:
        verdict, sentence = "warn", "The face is a little soft: fine details will be missing."
    else:
        verdict, sentence = "warn", "The face is blurred: the result will look soft."
    return Check("sharpness", "Sharpness", _verdict(verdict), round(value, 1), "", sentence)


def noise(brisque: float) -> Check:
    """Noise, compression and blur together, by BRISQUE."""
    if brisque <= BRISQUE_GOOD:
        verdict, sentence = "pass", "Clean, without noise or compression marks."
    elif brisque <= BRISQUE_POOR:
        verdict, sentence = "warn", "Some noise or compression: it will show in the result."
    else:
        verdict, sentence = "warn", "Strong noise, blur or compression: the original file will look better."
    return Check("brisque", "Picture quality", _verdict(verdict), round(brisque, 1), "", sentence)


def exposure(dark_share: float, bright_share: float) -> Check:
    """Lost shadows and burnt highlights of the face, as shares 0..1; the larger one is shown in percent."""
    percent = round(100 * max(dark_share, bright_share))
    if dark_share > DARK_SHARE and dark_share >= bright_share:
        verdict, sentence = "warn", f"{percent} % of the face is in black shadow: detail there is lost."
    elif bright_share > BRIGHT_SHARE:
        verdict, sentence = "warn", f"{percent} % of the face is burnt out: detail there is lost."
    else:
        verdict, sentence = "pass", "Well lit."
    return Check("exposure", "Light", _verdict(verdict), percent, "%", sentence)


def identity(distance: float | None) -> Check:
    """Distance to the subject's other photos (None when there is none yet). Biometric: only with consent."""
    if distance is None:
        return Check("identity", "Likeness", "pass", None, "", "The first photo: later ones are compared with it.")
    if distance < SAME_PERSON:
        verdict, sentence = "pass", "The same person as on the other photos."
    elif distance < PERHAPS:
        verdict, sentence = "warn", "Not surely the same person as on the other photos: look again."
    else:
        verdict, sentence = "warn", "This may be someone else than on the other photos: the likeness would be mixed."
    return Check("identity", "Likeness", _verdict(verdict), round(distance, 3), "", sentence)


def _verdict(word: str) -> Verdict:
    return "pass" if word == "pass" else "warn" if word == "warn" else "refuse"
