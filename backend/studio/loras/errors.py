"""What can go wrong with a LoRA."""

from __future__ import annotations

from studio.accounts.errors import StudioError


class LoraNotFound(StudioError):
    """No such LoRA, version or save in this workspace."""

    code = "not_found"
    status = 404
    title = "Not found"


class TrainingRefused(StudioError):
    """The pre-flight found what would fail; ``extra`` holds all findings."""

    code = "training_refused"
    status = 422
    title = "This training would fail"


class LoraInUse(StudioError):
    """Its training is still going on."""

    code = "lora_in_use"
    status = 409
    title = "The training is not over"


class LoraNameTaken(StudioError):
    """Another LoRA of the subject has that name."""

    code = "name_taken"
    status = 409
    title = "The name is taken"
