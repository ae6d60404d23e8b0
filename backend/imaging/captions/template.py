"""Caption templates: ``a photo of {trigger}, {description}``, filled with what a captioner said."""

from __future__ import annotations

import re
from string import Formatter

from imaging.capabilities import Description, Part
from imaging.errors import UnusableInput

SENTENCE = "a photo of {trigger}, {description}"
TAGS = "{trigger}, {features}, {clothing}, {pose}, {location}, {rating}"
KNOWN = ("trigger", "description", *(part.value for part in Part), "rating")


def checked(template: str) -> str:
    """The template, when it can be filled. Raises UnusableInput naming the placeholder that nobody knows."""
    try:
        asked = [(name, given) for _, name, given, _ in Formatter().parse(template) if name is not None]
    except ValueError as problem:
        raise UnusableInput(f"The template has a bracket too many or too few: {problem}.") from problem
    for name, given in asked:
        if name not in KNOWN or given:
            known = ", ".join(f"{{{one}}}" for one in KNOWN)
            raise UnusableInput(f"The template asks for {{{name}}}, which no caption has. Known are {known}.")
    return template


def filled(template: str, *, trigger: str, said: Description, rating: str, looks: bool) -> str:
    """A caption. What is missing leaves no empty comma behind.

    Without ``looks`` the permanent looks are left out, so that they fuse into the trigger word.
    """
    parts = {part.value: said.parts.get(part, "") for part in Part}
    if not looks:
        parts[Part.FEATURES.value] = ""
    # a captioner that tells no parts apart says all of it where a template of tags has its pose
    if not said.parts and "{description}" not in template:
        parts[Part.POSE.value] = said.sentence
    sentence = ", ".join(one for one in (parts[Part.FEATURES.value], said.sentence) if one)
    return joined(template.format(trigger=trigger, description=sentence, rating=rating, **parts))


def joined(text: str) -> str:
    """Text without empty places between commas and without double spaces."""
    pieces = [" ".join(piece.split()) for piece in re.split(r",(?!\d)", text)]
    return ", ".join(piece for piece in pieces if piece)
