"""What can go wrong with pictures from words."""

from __future__ import annotations

from studio.accounts.errors import StudioError


class GenerationNotFound(StudioError):
    """No such picture, version or preset in this workspace."""

    code = "not_found"
    status = 404
    title = "Not found"


class PromptRefused(StudioError):
    """The words ask for what is never made."""

    code = "prompt_refused"
    status = 422
    title = "These words are refused"


class LoraOfAnotherBase(StudioError):
    """A version was trained on another base than the one that is to draw."""

    code = "lora_of_another_base"
    status = 422
    title = "Made for another base"


class GenerationUnusable(StudioError):
    """What was asked for cannot be drawn: no base, no save, a size that does not fit."""

    code = "generation_unusable"
    status = 422
    title = "This cannot be made"


class NothingChosen(StudioError):
    """No picture is left of those that were chosen."""

    code = "nothing_finished"
    status = 409
    title = "Nothing to do"


class TooManyGenerations(StudioError):
    """More pictures at once than one request may change."""

    code = "too_many_results"
    status = 422
    title = "Too many pictures at once"


class PresetNameTaken(StudioError):
    """There is a preset of that name."""

    code = "name_taken"
    status = 409
    title = "The name is taken"
